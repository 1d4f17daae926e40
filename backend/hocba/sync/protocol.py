"""All messages between a device and the server, as Structs. A test pins their hash beside PROTOCOL_VERSION.

History
1  2026-11  first wire: signed columnar batches, pull by scope, workspace in the pull

Push   POST /api/sync   body = the exact signed bytes of one `Batch` (Content-Encoding: gzip allowed), headers
       Hocba-Signature (base64 of the raw 64-byte P-256 signature) and Hocba-Sent-At (device milliseconds).
Pull   GET /api/sync?c=<epoch>.<cursor>&w=<workspace version>
Times are milliseconds since 1970 of the clock that is named; sequence numbers are the server's commit order.
"""

from typing import Literal

from msgspec import Struct, field

PROTOCOL_VERSION = 1
BATCH_FORMAT = 1
LONGEST_BATCH = 1000  # ops

Value = int | str | None
"""int: tenths of a score, or a count · str: a level, a state (`absent`, `zero_no_makeup`) or text · None: cleared."""

SET, RESOLVE, CORRECT, ACCEPT_HELD, REFUSE_HELD = 0, 1, 2, 3, 4
"""Kinds of op. RESOLVE names what it has seen; ACCEPT_HELD and REFUSE_HELD cite the held op and give a reason."""

Verdict = Literal[
    "ok",
    "same",
    "conflict",
    "held:late",
    "held:schema",
    "held:revoked",
    "held:unknown-scope",
    "no:not-assigned",
    "no:range",
    "no:type",
    "no:unknown-student",
    "no:unknown-slot",
    "no:signed",
    "no:stale",
]


class OpDetail(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What only some ops carry: the sequence numbers seen (RESOLVE), the op cited (ACCEPT/REFUSE_HELD), a reason."""

    seen: tuple[int, ...] = ()
    cites: int = 0
    reason: str = ""


class OpGroup(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A run of consecutive ops in one scope, as columns of equal length.

    `st` and `sl` index into `students` (server ids) and `slots` (codes); `dt` = ms since the op before (the first
    since the batch's t0); `base` = 0 empty, +s accepted seq, −m the device's own op m. An empty `base` or `kind`
    column means all 0. `more` holds an OpDetail by position in the group (decimal string).
    """

    scope: int
    students: tuple[int, ...]
    slots: tuple[str, ...]
    st: tuple[int, ...]
    sl: tuple[int, ...]
    v: tuple[Value, ...]
    dt: tuple[int, ...]
    base: tuple[int, ...] = ()
    kind: tuple[int, ...] = ()
    more: dict[str, OpDetail] = field(default_factory=dict)


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    """What a device signs: ops n0, n0+1, … in order. `prev` = SHA-256 (hex) of its previous batch's bytes, or ''."""

    f: int
    school: str
    year: str
    user: int
    dev: str
    n0: int
    prev: str
    schema: str
    t0: int
    groups: tuple[OpGroup, ...]


class PushReply(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The ack: op n has sequence number first_seq + n − n0. `exc` lists only what is not `ok`: [n, verdict, detail]."""

    ack: int
    first_seq: int
    epoch: int
    watermark: int
    checkpoint: str
    exc: tuple[tuple[int, Verdict, str], ...] = ()


class ScopeDelta(Struct, frozen=True, forbid_unknown_fields=True):
    """Heads of one scope as columns. `full` = replace all that is known of the scope.

    `flag` 1 = open conflict. `count` and `sum` (16 hex digits, see sync/checksum) are those of the whole scope.
    """

    scope: int
    full: bool
    st: tuple[int, ...]
    sl: tuple[str, ...]
    v: tuple[Value, ...]
    seq: tuple[int, ...]
    who: tuple[int, ...]
    t: tuple[int, ...]
    flag: tuple[int, ...]
    count: int
    sum: str


class Attention(Struct, frozen=True, forbid_unknown_fields=True):
    """One op that waits for a person: held, or one side of a conflict, whose head has the verdict `ok`.

    `device_time` is evidence only.
    """

    seq: int
    scope: int
    student: int
    slot: str
    value: Value
    verdict: Verdict
    who: int
    device: str
    device_time: int
    server_time: int


class WorkspaceStudent(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the roster."""

    id: int
    position: int
    family_name: str
    middle_name: str
    given_name: str
    studying: bool


class WorkspaceClass(Struct, frozen=True, forbid_unknown_fields=True):
    """A class with its roster in STT order."""

    id: int
    code: str
    grade: int
    homeroom_teacher: int
    students: tuple[WorkspaceStudent, ...]


class WorkspaceScope(Struct, frozen=True, forbid_unknown_fields=True):
    """A scope this person sees; `teachers` are its subject's teachers (or the homeroom teacher)."""

    id: int
    class_id: int
    subject: str
    term: str
    writable: bool
    teachers: tuple[int, ...]


class WorkspacePerson(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whose name stands beside a mark."""

    id: int
    name: str
    salutation: str


class WorkspaceLock(Struct, frozen=True, forbid_unknown_fields=True):
    """Entry of this kind is closed in this scope since `at` (server ms)."""

    scope: int
    kind: str
    at: int


class Workspace(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a device needs to know beside the marks. `version` is its hash."""

    version: str
    school_code: str
    school_name: str
    school_year: str
    me: int
    role: str
    may: tuple[str, ...]
    people: tuple[WorkspacePerson, ...]
    classes: tuple[WorkspaceClass, ...]
    scopes: tuple[WorkspaceScope, ...]
    locks: tuple[WorkspaceLock, ...]


class PullReply(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What changed after the cursor. `workspace` and `attention` are None while unchanged."""

    epoch: int
    cursor: int
    watermark: int
    checkpoint: str
    server_time: int
    scopes: tuple[ScopeDelta, ...] = ()
    drops: tuple[int, ...] = ()
    workspace: Workspace | None = None
    attention: tuple[Attention, ...] | None = None

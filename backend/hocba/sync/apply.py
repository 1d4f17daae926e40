"""The sync core as one pure function: what a batch changes, and the answer to each of its ops.

The caller gives the state that the batch touches and writes the changes down; nothing is changed in place.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct

from hocba.sync import register
from hocba.sync.checksum import cell_sum, json_of
from hocba.sync.op import Op, unpack
from hocba.sync.policy import Person, ScopeFacts, gate
from hocba.sync.protocol import ACCEPT_HELD, REFUSE_HELD, Batch, Value, Verdict
from hocba.sync.register import EMPTY, CellKey, Challenger, Head, Merged
from hocba.sync.verdict import is_held

T = TypeVar("T")
Judge = Callable[[Op], Verdict]


class Held(Struct, frozen=True, gc=False):
    """An op that waits for the principal; `after` is the sequence number that its writer had seen."""

    seq: int
    who: int
    value: Value
    after: int


class ScopeState(Struct):
    """The cells of a scope: heads, what stands beside them, and count, sum and newest op of the whole."""

    heads: dict[CellKey, Head]
    challengers: dict[CellKey, tuple[Challenger, ...]]
    held: dict[CellKey, tuple[Held, ...]]
    count: int
    sum: int
    last: int

    def copy(self) -> "ScopeState":
        """A state that can be changed without changing this one."""
        beside = (dict(self.challengers), dict(self.held))
        return ScopeState(dict(self.heads), *beside, self.count, self.sum, self.last)


class State(Struct, frozen=True):
    """What the server knows: last `seq`; the sender; facts and cells by scope; `own` = meaning of base −m by m."""

    seq: int
    person: Person
    revoked: bool
    schema: str
    facts: Mapping[int, ScopeFacts]
    scopes: Mapping[int, ScopeState]
    own: Mapping[int, int]


class Written(Struct, frozen=True, gc=False):
    """One op as it is kept, with its verdict, the value as JSON, and the op before it on the same cell (`prior`)."""

    seq: int
    op: Op
    json: str
    verdict: Verdict
    after: int
    prior: int


class Changes(Struct, frozen=True):
    """What a batch changes: its ops, the new cells of the scopes it touched, and the answers that are not `ok`."""

    ops: list[Written]
    scopes: dict[int, ScopeState]
    touched: dict[int, dict[CellKey, None]]
    exc: list[tuple[int, Verdict, str]]


def no_cells() -> ScopeState:
    """A scope in which nothing was ever written."""
    return ScopeState({}, {}, {}, 0, 0, 0)


def apply(state: State, batch: Batch, now: int) -> Changes:
    """Judge every op at server time `now` (ms) and let the allowed ones meet their cells."""
    judges: dict[int, Judge] = {}
    for scope in {group.scope for group in batch.groups}:
        judges[scope] = _judge(state, batch, scope, now)
    return replay(state, batch, judges.__getitem__)


def replay(state: State, batch: Batch, judge_of: Callable[[int], Judge]) -> Changes:
    """`apply` with verdicts that are known already; `verify` makes the tables again with it."""
    changes = Changes([], {}, {}, [])
    own = dict(state.own)
    seq = state.seq
    for scope, ops in unpack(batch):
        cells = changes.scopes.get(scope)
        if cells is None:
            cells = changes.scopes[scope] = state.scopes.get(scope, no_cells()).copy()
        judge, touched = judge_of(scope), changes.touched.setdefault(scope, {})
        for op in ops:
            seq += 1
            key = (op.student, op.slot)
            touched[key] = None
            own[op.n] = _write(cells, key, op, judge(op), seq, state.person.id, own, changes)
        cells.last = seq
    return changes


def _judge(state: State, batch: Batch, scope: int, now: int) -> Judge:
    if state.revoked:
        return lambda _op: "held:revoked"
    facts = state.facts.get(scope)
    if facts is None:
        return lambda _op: "held:unknown-scope"
    return gate(facts, state.person, now, schema_known=batch.schema == state.schema).verdict


def _write(  # noqa: PLR0913, PLR0917 - the hot path: a Struct to bundle these would cost more than the work itself
    cells: ScopeState,
    key: CellKey,
    op: Op,
    verdict: Verdict,
    seq: int,
    who: int,
    own: dict[int, int],
    changes: Changes,
) -> int:
    """Put one judged op into its cell; gives what a later base −n means."""
    before = cells.heads.get(key, EMPTY)
    base = op.base if op.base >= 0 else own[-op.base]
    json, detail = json_of(op.value), ""
    if verdict == "ok":
        challengers = cells.challengers.get(key, ())
        if op.kind < ACCEPT_HELD:
            merged = register.merge(before, challengers, op, base, seq, who)
        else:
            merged = _decide(cells, key, before, op, seq, who)
        if merged.challengers is not challengers:
            _put(cells.challengers, key, merged.challengers)
        verdict, after, head, detail = merged.verdict, merged.after, merged.head, merged.detail
    else:
        after, head = base, Head(before.value, before.seq, before.who, before.t, before.flag, seq)
        if is_held(verdict):
            cells.held[key] = (*cells.held.get(key, ()), Held(seq, who, op.value, base))
    cells.heads[key] = head
    if head.seq != before.seq:
        _count(cells, op, before, seq, json)
    if verdict != "ok":
        changes.exc.append((op.n, verdict, detail))
    changes.ops.append(Written(seq, op, json, verdict, after, before.last))
    return after


def _count(cells: ScopeState, op: Op, before: Head, seq: int, json: str) -> None:
    cells.sum += cell_sum(op.student, op.slot, seq, json)
    if before.seq:
        cells.sum -= cell_sum(op.student, op.slot, before.seq, json_of(before.value))
    else:
        cells.count += 1


def _decide(cells: ScopeState, key: CellKey, before: Head, op: Op, seq: int, who: int) -> Merged:  # noqa: PLR0913, PLR0917 - as _write
    """The principal takes or refuses a held op; the writer's earlier held ops of the cell are decided with it."""
    challengers, waiting = cells.challengers.get(key, ()), cells.held.get(key, ())
    cited = next((held for held in waiting if held.seq == op.detail.cites), None)
    unchanged = Head(before.value, before.seq, before.who, before.t, before.flag, seq)
    if cited is None or (op.kind == ACCEPT_HELD and op.value != cited.value):
        return Merged("no:stale", unchanged, challengers, before.seq, "")
    _put(cells.held, key, tuple(h for h in waiting if h.who != cited.who or h.seq > cited.seq))
    if op.kind == REFUSE_HELD:
        return Merged("ok", unchanged, challengers, before.seq, "")
    return register.merge(before, challengers, op, cited.after, seq, who)


def _put(beside: dict[CellKey, tuple[T, ...]], key: CellKey, members: tuple[T, ...]) -> None:
    if members:
        beside[key] = members
    else:
        beside.pop(key, None)

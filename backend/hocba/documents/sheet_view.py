"""What a class-subject-term sheet says: one page of the class book, and the hash of every student's line."""

from datetime import datetime

from msgspec import Struct

from hocba.documents.canonical import canonical_json
from hocba.documents.merkle import leaf_hash, path_of, root_hash
from hocba.domain.school import EnrollmentStatus, School, Term
from hocba.evaluation.model import Value
from hocba.schema.model import Mode


class SheetKey(Struct, frozen=True, forbid_unknown_fields=True):
    """Which page of which class book; part of every line, so that no line can stand for another class or term."""

    school_code: str
    school_year: str
    class_code: str
    subject: str
    term: Term


class SheetLine(Struct, frozen=True, forbid_unknown_fields=True):
    """One student's values by slot, the term's result, and in term 2 the year's; scores are integer tenths."""

    student_code: str
    name: str
    marks: dict[str, Value]
    result: Value
    year: Value


class SheetRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A printed row: the place in the list (STT), the line that is hashed, and whether the student still is here."""

    position: int
    line: SheetLine
    status: EnrollmentStatus = "studying"


class SheetColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """A slot that is printed as a column, with its heading."""

    slot: str
    short: str


class SheetView(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the sheet prints and attaches. `made_at` is the time of making, with its zone."""

    key: SheetKey
    school: School
    subject_label: str
    mode: Mode
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    teachers: tuple[str, ...]
    ruleset: str
    ruleset_version: str
    log_head: str
    made_at: datetime


class SheetProof(Struct, frozen=True, forbid_unknown_fields=True):
    """That a student's line stands in a signed sheet: hashes in hex, `sha512` of the signed file.

    All fields are empty (0, '', ()) while the sheet is not signed.
    """

    sheet: int = 0
    sha512: str = ""
    root: str = ""
    leaf: str = ""
    position: int = 0
    count: int = 0
    path: tuple[str, ...] = ()


def line_hash(key: SheetKey, line: SheetLine) -> bytes:
    """The leaf of a student's line under its key."""
    return leaf_hash(canonical_json({"key": key, "line": line}))


def sheet_leaves(view: SheetView) -> tuple[bytes, ...]:
    """The leaves of all rows in the order of the list."""
    return tuple(line_hash(view.key, row.line) for row in view.rows)


def sheet_root(view: SheetView) -> bytes:
    """The Merkle root that the sheet prints and its teachers sign."""
    return root_hash(sheet_leaves(view))


def sheet_proofs(view: SheetView, sheet: int, sha512: str) -> dict[str, SheetProof]:
    """The proof of every student (by student code) in a signed sheet."""
    leaves = sheet_leaves(view)
    root = root_hash(leaves).hex()
    return {
        row.line.student_code: SheetProof(
            sheet=sheet,
            sha512=sha512,
            root=root,
            leaf=leaves[index].hex(),
            position=index,
            count=len(leaves),
            path=tuple(node.hex() for node in path_of(leaves, index)),
        )
        for index, row in enumerate(view.rows)
    }


class AttachedSheet(Struct, frozen=True, forbid_unknown_fields=True):
    """`bang-diem.json`: the view, the leaves (hex) in the order of its rows, and their root."""

    sheet: SheetView
    leaves: tuple[str, ...]
    root: str


def sheet_attachment(view: SheetView) -> bytes:
    """The canonical bytes of `bang-diem.json`."""
    leaves = tuple(leaf.hex() for leaf in sheet_leaves(view))
    return canonical_json(AttachedSheet(view, leaves, sheet_root(view).hex()))

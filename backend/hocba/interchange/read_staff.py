"""A list of staff with posts, homeroom classes and teaching assignments → entries."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from hocba.domain.intake import StaffEntry, TeachingEntry
from hocba.domain.names import clean, fold
from hocba.domain.school import Role, Staff
from hocba.interchange.finding import Intake, Notes, Place
from hocba.interchange.headings import STAFF_WORDS, ListSheet, is_heading_again
from hocba.interchange.mending import RowReader
from hocba.interchange.read_students import usable_lists
from hocba.interchange.workbook import Sheet, read_workbook
from hocba.schema.model import Catalogue

REQUIRED = ("staff_code", "name", "position")
SHARE = re.compile(r"(?P<subject>.+?)\s*(?::\s*(?P<listed>[^():]+)|\((?P<bracketed>[^()]+)\))")
CODE = re.compile(r"[0-9A-Za-z._-]{2,20}")


class Known(NamedTuple):
    """What a staff list may speak of: classes of the school, subjects and posts by folded words, words of posts."""

    classes: Collection[str]
    subjects: dict[str, str]
    posts: dict[str, str]
    post_words: str


class Found(NamedTuple):
    """An entry and the row that it came from."""

    entry: StaffEntry
    row: RowReader


def read_staff(file: Path, catalogue: Catalogue, class_codes: Collection[str]) -> Intake[StaffEntry]:
    """All staff of a workbook. Raises InputError when it cannot be opened (workbook-…)."""
    return staff_in(read_workbook(file), catalogue, class_codes)


def staff_in(sheets: Sequence[Sheet], catalogue: Catalogue, class_codes: Collection[str]) -> Intake[StaffEntry]:
    """All staff of sheets already opened; `class_codes` are the classes that the school has."""
    notes, known = Notes(), _known(catalogue, class_codes)
    lists = usable_lists(sheets, REQUIRED, STAFF_WORDS, notes)
    rows = [row for sheet in lists for row in _staff_rows(sheet, notes)]
    if lists and not rows:
        notes.add("error", Place(lists[0].name, lists[0].heading_row, {}).finding("", "import-no-rows"))
    found = [Found(entry, row) for row in rows if (entry := _entry(row, known)) is not None]
    _compare(found)
    return notes.intake(tuple(one.entry for one in found), tuple(one.row.place for one in found))


def _known(catalogue: Catalogue, class_codes: Collection[str]) -> Known:
    """The words of the book; where circulars share one (Âm nhạc), the subjects of the newest come first."""
    subjects: dict[str, str] = {}
    for ruleset in sorted(catalogue.rulesets, key=lambda ruleset: ruleset.circular.issued, reverse=True):
        for subject in ruleset.subjects:
            for word in (subject.label, subject.short, *subject.aliases):
                subjects.setdefault(fold(word), subject.code)
    posts = {word: role.code for role in catalogue.roles for word in role.positions}
    return Known(class_codes, subjects, {fold(word): code for word, code in posts.items()}, ", ".join(posts))


def _staff_rows(sheet: ListSheet, notes: Notes) -> list[RowReader]:
    readers = [RowReader(sheet, row, notes) for row in sheet.rows if not is_heading_again(row, sheet)]
    return [reader for reader in readers if reader.raw("name") and (reader.raw("number") or reader.raw("staff_code"))]


def _entry(row: RowReader, known: Known) -> StaffEntry | None:
    """The entry of a row; None after noting errors."""
    code, name, role = _staff_code(row), row.name("name"), _role(row, known)
    homeroom, teaching = _homeroom(row, known), _teaching(row, known)
    if not code or not role or homeroom is None or teaching is None:
        return None
    return StaffEntry(Staff(0, code, name, role, row.text("email")), homeroom, teaching)


def _staff_code(row: RowReader) -> str:
    code = row.code("staff_code")
    if CODE.fullmatch(code):
        return code
    row.note("error", "staff_code", "import-staff-code-bad" if code else "import-cell-empty", old=code)
    return ""


def _role(row: RowReader, known: Known) -> Role | None:
    typed = row.text("position")
    role = known.posts.get(fold(typed))
    if role is None:
        words = {"old": typed, "known": known.post_words}
        row.note("error", "position", "import-position-unknown" if typed else "import-cell-empty", **words)
    return role  # type: ignore[return-value]  # schemas/roles.toml has the codes of Role


def _homeroom(row: RowReader, known: Known) -> str | None:
    typed = row.text("homeroom")
    code = _class(typed)
    if code and code not in known.classes:
        row.note("error", "homeroom", "import-homeroom-missing", old=typed)
        return None
    return code


def _teaching(row: RowReader, known: Known) -> tuple[TeachingEntry, ...] | None:
    """“Toán: 7A1, 7A2; Tin học: 7A1” or “Toán (7A1, 7A2) + Tin học (7A1)”, one part a line too."""
    typed = row.raw("teaching")
    parts = [clean(part) for part in re.split(r"[;+\n]", typed)] if isinstance(typed, str) else []
    shares = [_share(row, part, known) for part in parts if part]
    return None if None in shares else tuple(share for share in shares if share is not None)


def _share(row: RowReader, part: str, known: Known) -> TeachingEntry | None:
    form = SHARE.fullmatch(part)
    if form is None:
        row.note("error", "teaching", "import-teaching-form", old=part)
        return None
    subject = known.subjects.get(fold(form["subject"]))
    if subject is None:
        row.note("error", "teaching", "import-subject-unknown", old=form["subject"])
        return None
    classes = tuple(_class(word) for word in (form["listed"] or form["bracketed"]).split(","))
    for code in classes:
        if code not in known.classes:
            row.note("error", "teaching", "import-teaching-class-missing", old=code, part=part)
            return None
    return TeachingEntry(subject, classes)


def _class(typed: str) -> str:
    return clean(typed).upper().removeprefix("LỚP ")


def _compare(found: Sequence[Found]) -> None:
    """What only shows between rows: a code twice, a class with two homeroom teachers, a subject shared."""
    codes: dict[str, Found] = {}
    homerooms: dict[str, Found] = {}
    taught: dict[tuple[str, str], Found] = {}
    for one in found:
        entry = one.entry
        _once(codes, entry.staff.staff_code, one, ("error", "staff_code", "import-staff-code-repeated"))
        if entry.homeroom:
            _once(homerooms, entry.homeroom, one, ("error", "homeroom", "import-homeroom-twice"))
        for share in entry.teaching:
            for class_code in share.class_codes:
                _once(taught, (share.subject, class_code), one, ("question", "teaching", "ask-subject-shared"))


def _once(seen: dict, key: object, one: Found, note: tuple[str, str, str]) -> None:  # type: ignore[type-arg]  # keys of three kinds
    other = seen.setdefault(key, one)
    if other is one:
        return
    kind, field, code = note
    facts = {"old": key[1] if isinstance(key, tuple) else key, "other_row": other.row.place.row}
    facts["other_name"] = other.entry.staff.name
    one.row.note("error" if kind == "error" else "question", field, code, **facts)

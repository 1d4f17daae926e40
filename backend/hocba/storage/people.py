"""Students, staff, classes, assignments and scopes: ordinary tables, not part of the op log."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Select, func, insert, select

from hocba.domain.errors import InputError, NotFoundError
from hocba.domain.intake import StaffEntry, StudentEntry
from hocba.domain.school import (
    TERMS,
    Enrollment,
    Guardian,
    HomeroomAssignment,
    HomeroomClass,
    School,
    Scope,
    Staff,
    Student,
    TeachingAssignment,
    Term,
)
from hocba.schema.model import Catalogue
from hocba.schema.slots import ruleset_for, taught
from hocba.storage import tables
from hocba.storage.book import count_change, read_school
from hocba.storage.engine import Database
from hocba.storage.rows import T, from_json, to_json, to_structs


class People:
    """Who is at the school and who teaches what. Reads see the newest state; each write is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def school(self) -> School:
        """The school of this book."""
        with self._database.reading() as connection:
            return read_school(connection)[0]

    def school_year(self) -> str:
        """Such as 2026-2027."""
        with self._database.reading() as connection:
            return read_school(connection)[1]

    def classes(self) -> list[HomeroomClass]:
        """All classes by grade and code."""
        order = (tables.homeroom_class.c.grade, tables.homeroom_class.c.code)
        return self._all(select(tables.homeroom_class).order_by(*order), HomeroomClass)

    def class_by_code(self, code: str) -> HomeroomClass:
        """The class with this code. Raises NotFoundError `unknown-class`."""
        found = self._all(select(tables.homeroom_class).where(tables.homeroom_class.c.code == code), HomeroomClass)
        return _only(found, "unknown-class", class_code=code)

    def roster(self, class_id: int) -> list[tuple[Enrollment, Student]]:
        """Everybody enrolled in a class, in STT order."""
        query = (
            select(tables.student, tables.enrollment)
            .join_from(tables.student, tables.enrollment)
            .where(tables.enrollment.c.class_id == class_id)
            .order_by(tables.enrollment.c.position)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [(Enrollment(r.student_id, r.class_id, r.position, r.status), _student(r)) for r in rows]

    def enrollments(self) -> list[Enrollment]:
        """Every place in every class."""
        with self._database.reading() as connection:
            return [Enrollment(*row) for row in connection.execute(select(tables.enrollment))]

    def students(self) -> list[Student]:
        """All students by id."""
        return self._students(select(tables.student).order_by(tables.student.c.id))

    def student(self, student_id: int) -> Student:
        """One student. Raises NotFoundError `unknown-student`."""
        found = self._students(select(tables.student).where(tables.student.c.id == student_id))
        return _only(found, "unknown-student", student=student_id)

    def staff(self) -> list[Staff]:
        """All staff by id."""
        return self._all(select(tables.staff).order_by(tables.staff.c.id), Staff)

    def staff_member(self, staff_id: int) -> Staff:
        """One person. Raises NotFoundError `unknown-staff`."""
        found = self._all(select(tables.staff).where(tables.staff.c.id == staff_id), Staff)
        return _only(found, "unknown-staff", staff=staff_id)

    def staff_by_code(self, code: str) -> Staff | None:
        """The person with this staff code, if there is one."""
        found = self._all(select(tables.staff).where(tables.staff.c.staff_code == code), Staff)
        return found[0] if found else None

    def teaching(self) -> list[TeachingAssignment]:
        """Who teaches what, past and present."""
        return self._all(select(tables.teaching), TeachingAssignment)

    def homerooms(self) -> list[HomeroomAssignment]:
        """Who is homeroom teacher of which class, past and present."""
        return self._all(select(tables.homeroom), HomeroomAssignment)

    def scopes(self) -> list[Scope]:
        """All scopes by id."""
        return self._all(select(tables.scope).order_by(tables.scope.c.id), Scope)

    def scope(self, scope_id: int) -> Scope:
        """One scope. Raises NotFoundError `unknown-scope`."""
        return _only(self._all(select(tables.scope).where(tables.scope.c.id == scope_id), Scope), "unknown-scope")

    def scope_of(self, class_id: int, subject: str, term: str) -> Scope:
        """The scope of a class, subject (or homeroom form) and term. Raises NotFoundError `unknown-scope`."""
        query = select(tables.scope).filter_by(class_id=class_id, subject=subject, term=term)
        return _only(self._all(query, Scope), "unknown-scope")

    def add_students(self, entries: Sequence[StudentEntry]) -> None:
        """Enrol new students, making classes as needed. Raises InputError `student-exists`; then nothing is written."""
        with self._database.writing() as connection:
            _refuse_known(connection, tables.student.c.student_code, [e.student.student_code for e in entries])
            classes = _make_classes(connection, sorted({entry.class_code for entry in entries}))
            _insert_students(connection, entries, classes)
            count_change(connection)

    def add_staff(self, entries: Sequence[StaffEntry], since: date) -> None:
        """Take on staff with their duties from `since`. Raises InputError `staff-exists`; then nothing is written."""
        with self._database.writing() as connection:
            _refuse_known(connection, tables.staff.c.staff_code, [entry.staff.staff_code for entry in entries])
            codes = {code for entry in entries for code in _class_codes(entry)}
            _insert_staff(connection, entries, _make_classes(connection, sorted(codes)), since)
            count_change(connection)

    def mint_scopes(self, catalogue: Catalogue) -> None:
        """Make the scopes that the classes need and do not have yet; an identifier is never reused."""
        known = {(scope.class_id, scope.subject, scope.term) for scope in self.scopes()}
        wanted = [key for homeroom in self.classes() for key in _scope_keys(catalogue, homeroom)]
        fresh = [dict(zip(("class_id", "subject", "term"), key, strict=True)) for key in wanted if key not in known]
        if fresh:
            with self._database.writing() as connection:
                connection.execute(insert(tables.scope), fresh)
                count_change(connection)

    def _all(self, query: Select[Any], shape: type[T]) -> list[T]:
        with self._database.reading() as connection:
            return to_structs(connection.execute(query), shape)

    def _students(self, query: Select[Any]) -> list[Student]:
        with self._database.reading() as connection:
            return [_student(row) for row in connection.execute(query)]


def _student(row: Any) -> Student:  # noqa: ANN401 - a row of a join
    columns = {name: getattr(row, name) for name in Student.__struct_fields__}
    return Student(**{**columns, "guardians": from_json(row.guardians, tuple[Guardian, ...])})


def _only(found: list[T], code: str, **facts: object) -> T:
    if not found:
        raise NotFoundError(code, **facts)
    return found[0]


def _refuse_known(connection: Connection, column: Any, codes: list[str]) -> None:  # noqa: ANN401 - any column
    known = set(connection.execute(select(column)).scalars())
    for code in codes:
        if code in known:
            raise InputError(f"{column.table.name}-exists", **{column.name: code})
        known.add(code)


def _make_classes(connection: Connection, codes: list[str]) -> dict[str, int]:
    _, year = read_school(connection)
    by_code = {r.code: r.id for r in connection.execute(select(tables.homeroom_class).filter_by(school_year=year))}
    for code in codes:
        if code not in by_code:
            values = {"school_year": year, "code": code, "grade": _grade(code)}
            made = connection.execute(insert(tables.homeroom_class).values(**values))
            by_code[code] = cast("tuple[int]", made.inserted_primary_key)[0]
    return by_code


def _grade(code: str) -> int:
    digits = code[: len(code) - len(code.lstrip("0123456789"))]
    if not digits:
        raise InputError("class-without-grade", class_code=code)
    return int(digits)


def _insert_students(connection: Connection, entries: Sequence[StudentEntry], classes: dict[str, int]) -> None:
    first = (connection.execute(select(func.max(tables.student.c.id))).scalar() or 0) + 1
    students, enrollments = [], []
    for number, entry in enumerate(entries, start=first):
        columns = msgspec.structs.asdict(entry.student)
        students.append({**columns, "id": number, "guardians": to_json(entry.student.guardians)})
        place = {"student_id": number, "class_id": classes[entry.class_code]}
        enrollments.append({**place, "position": entry.position, "status": entry.status})
    if students:
        connection.execute(insert(tables.student), students)
        connection.execute(insert(tables.enrollment), enrollments)


def _class_codes(entry: StaffEntry) -> list[str]:
    taught = [code for item in entry.teaching for code in item.class_codes]
    return [*taught, entry.homeroom] if entry.homeroom else taught


def _insert_staff(connection: Connection, entries: Sequence[StaffEntry], classes: dict[str, int], since: date) -> None:
    first = (connection.execute(select(func.max(tables.staff.c.id))).scalar() or 0) + 1
    for number, entry in enumerate(entries, start=first):
        connection.execute(insert(tables.staff).values(**{**msgspec.structs.asdict(entry.staff), "id": number}))
        for item in entry.teaching:
            for code in item.class_codes:
                duty = {"staff_id": number, "class_id": classes[code], "subject": item.subject, "since": since}
                connection.execute(insert(tables.teaching).values(**duty))
        if entry.homeroom:
            duty = {"staff_id": number, "class_id": classes[entry.homeroom], "since": since}
            connection.execute(insert(tables.homeroom).values(**duty))


def _scope_keys(catalogue: Catalogue, homeroom: HomeroomClass) -> list[tuple[int, str, Term]]:
    ruleset = ruleset_for(catalogue, homeroom.grade, homeroom.school_year)
    subjects = [subject.code for subject in taught(ruleset, homeroom.grade)]
    keys = [(homeroom.id, subject, term) for subject in subjects for term in TERMS]
    forms = [(homeroom.id, form.code, cast("Term", term)) for form in catalogue.homeroom_forms for term in form.terms]
    return keys + forms

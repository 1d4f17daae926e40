"""Rendered documents and who has signed them. The file itself lies under its SHA-512; here is only what it is."""

from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Row, insert, select, update

from hocba.domain.errors import NotFoundError
from hocba.storage import tables
from hocba.storage.book import count_change
from hocba.storage.engine import Database
from hocba.storage.rows import from_json, to_json, to_struct

PaperKind = Literal["sheet", "record"]
PaperState = Literal["rendered", "signed", "archived"]


class PaperSignature(Struct, frozen=True):
    """Who signed in which role; `level` is the PAdES level reached."""

    role: str
    staff_id: int
    name: str
    level: str
    signed_ms: int
    certificate_sha256: str


class Paper(Struct, frozen=True):
    """One revision of a document: a subject's sheet of a class and term, or a student's record (`student_id` > 0)."""

    id: int
    kind: PaperKind
    class_id: int
    student_id: int
    subject: str
    term: str
    school_year: str
    revision: int
    sha512: str
    level: str
    state: PaperState
    signatures: tuple[PaperSignature, ...]


class Papers:
    """All documents of the book. A signed file is never regenerated: a correction is a new revision beside it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(  # noqa: PLR0913 - a paper's name has that many parts
        self, *, kind: PaperKind, class_id: int, student_id: int, subject: str, term: str, school_year: str, sha512: str
    ) -> Paper:
        """Remember a freshly rendered document as the next revision."""
        name = {"kind": kind, "class_id": class_id, "student_id": student_id, "subject": subject, "term": term}
        with self._database.writing() as connection:
            earlier = connection.execute(select(tables.paper.c.revision).filter_by(**name)).scalars().all()
            file = {"school_year": school_year, "revision": max(earlier, default=0) + 1, "sha512": sha512}
            row = {**name, **file, "level": "", "state": "rendered"}
            made = connection.execute(insert(tables.paper).values(**row, signatures="[]"))
            count_change(connection)
        number = made.inserted_primary_key[0]  # type: ignore[index]  # one row was inserted
        return msgspec.convert({**row, "id": number, "signatures": ()}, Paper)

    def find(self, kind: PaperKind, class_id: int, student_id: int, subject: str, term: str) -> Paper | None:
        """The newest revision of a document."""
        name = {"kind": kind, "class_id": class_id, "student_id": student_id, "subject": subject, "term": term}
        query = select(tables.paper).filter_by(**name).order_by(tables.paper.c.revision.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _paper(row) if row else None

    def paper(self, paper_id: int) -> Paper:
        """One paper by its number. Raises NotFoundError `unknown-paper`."""
        with self._database.reading() as connection:
            row = connection.execute(select(tables.paper).filter_by(id=paper_id)).first()
        if row is None:
            raise NotFoundError("unknown-paper", paper=paper_id)
        return _paper(row)

    def advance(self, paper_id: int, from_sha512: str, to_sha512: str, signature: PaperSignature) -> bool:
        """Replace the file by its signed successor, if it still is the one signed: nothing is signed twice."""
        paper = self.paper(paper_id)
        signatures = (*paper.signatures, signature)
        values = {"sha512": to_sha512, "level": signature.level, "state": "signed", "signatures": to_json(signatures)}
        with self._database.writing() as connection:
            query = update(tables.paper).filter_by(id=paper_id, sha512=from_sha512)
            advanced = connection.execute(query.values(**values)).rowcount == 1
            count_change(connection)
        return advanced

    def set_state(self, paper_id: int, state: PaperState) -> None:
        """Say how far the paper has come."""
        with self._database.writing() as connection:
            connection.execute(update(tables.paper).filter_by(id=paper_id).values(state=state))
            count_change(connection)

    def list(self, kind: PaperKind | None = None, class_id: int | None = None) -> tuple[Paper, ...]:
        """All papers, of one kind or class where given, oldest first."""
        asked = {"kind": kind, "class_id": class_id}
        query = select(tables.paper).filter_by(**{name: value for name, value in asked.items() if value is not None})
        with self._database.reading() as connection:
            return tuple(_paper(row) for row in connection.execute(query.order_by(tables.paper.c.id)))


def _paper(row: Row[Any]) -> Paper:
    return to_struct(row, Paper, signatures=from_json(row.signatures, tuple[PaperSignature, ...]))

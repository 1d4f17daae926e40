"""Printing for the steps: a class is read once for all its papers; a paper that somebody has signed stays."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from hocba.documents.pool import RenderPool
from hocba.documents.record_view import RecordView
from hocba.documents.wording import vietnam_day
from hocba.domain.school import Term
from hocba.schema.model import Catalogue
from hocba.services.render_record import build_record_views
from hocba.services.render_sheet import ClassBook, read_class_book, sheet_view
from hocba.services.store_document import store_document
from hocba.storage.papers import Paper, PaperKind
from hocba.storage.store import Store

T = TypeVar("T")


class Printing:
    """Prints papers of one book into one folder; remembers the last class that was read."""

    def __init__(self, documents: Path, catalogue: Catalogue, store: Store, pool: RenderPool) -> None:
        self._documents, self._catalogue, self._store, self._pool = documents, catalogue, store, pool
        self._books = _Newest[ClassBook]()
        self._views = _Newest[dict[int, RecordView]]()

    def sheet(self, class_id: int, subject: str, term: Term, made_at: datetime) -> Paper:
        """The newest sheet if somebody has signed it, else one as the book stands."""
        known = self._store.papers.find("sheet", class_id, 0, subject, term)
        if known is not None and known.signatures:
            return known
        pdf = self._pool.sheet(sheet_view(self._book(class_id, made_at), subject, term, made_at))
        return self._keep("sheet", class_id, 0, (subject, term), pdf)

    def record(self, class_id: int, student_id: int, made_at: datetime) -> Paper:
        """The newest record if somebody has signed it, else one as the book stands."""
        known = self._store.papers.find("record", class_id, student_id, "", "year")
        if known is not None and known.signatures:
            return known
        pdf = self._pool.record(self._class_views(class_id, made_at)[student_id])
        return self._keep("record", class_id, student_id, ("", "year"), pdf)

    def _keep(self, kind: PaperKind, class_id: int, student_id: int, place: tuple[str, str], pdf: bytes) -> Paper:
        """The file and its paper as the next revision; the same content again is the same paper."""
        sha512, (subject, term) = store_document(self._documents, pdf), place
        known = self._store.papers.find(kind, class_id, student_id, subject, term)
        if known is not None and known.sha512 == sha512:
            return known
        return self._store.papers.add(
            kind=kind,
            class_id=class_id,
            student_id=student_id,
            subject=subject,
            term=term,
            school_year=self._store.people.school_year(),
            sha512=sha512,
        )

    def _book(self, class_id: int, made_at: datetime) -> ClassBook:
        """Read again when the log has grown."""
        key = (class_id, made_at, self._store.log.state().head)
        day = vietnam_day(made_at)
        return self._books.get(key, lambda: read_class_book(self._store, self._catalogue, class_id, day))

    def _class_views(self, class_id: int, made_at: datetime) -> dict[int, RecordView]:
        """Read again when the log has grown or a sheet of the class was signed."""
        sheets = tuple(paper.sha512 for paper in self._store.papers.list("sheet", class_id))
        key = (class_id, made_at, self._store.log.state().head, sheets)
        return self._views.get(
            key, lambda: build_record_views(self._store, self._catalogue, class_id, made_at, self._documents)
        )


class _Newest(Generic[T]):
    """Keeps the value of the last key; threads that ask for the same key wait for one making."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._kept: tuple[object, T] | None = None

    def get(self, key: object, make: Callable[[], T]) -> T:
        """The kept value if it is of this key, else a new one."""
        with self._making:
            if self._kept is None or self._kept[0] != key:
                self._kept = (key, make())
            return self._kept[1]

"""The jobs of a school: started by name, followed by counting what is on paper, continued after a kill."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from time import sleep
from typing import TypeVar

from hocba.documents.pool import RenderPool
from hocba.domain.school import TERMS, HomeroomClass
from hocba.jobs import workflows
from hocba.jobs.engine import Job, engine, start
from hocba.jobs.workshop import Workshop, opened_workshop
from hocba.schema.model import Catalogue
from hocba.settings import Settings
from hocba.storage.store import Store

R = TypeVar("R")
Told = Callable[[int, int], None]
"""(done, in all)."""
LOOK_EVERY = 0.25  # seconds


class Jobs:
    """The durable works of one school."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._store = workshop.store

    def sign_sheets(self, homeroom: HomeroomClass, at: datetime, told: Told) -> int:
        """Every sheet of both terms with its teachers' signatures; the number of sheets."""
        subjects = self._workshop.subjects(homeroom.id)
        total = sum(len(self._workshop.teachers(homeroom.id, subject, at)) for subject in subjects) * len(TERMS)
        job = start(self._name("sheets", homeroom), workflows.sign_class_sheets, homeroom.id, _ms(at))
        return _follow(job, lambda: told(self._signatures("sheet", homeroom), total))

    def sign_records(self, homeroom: HomeroomClass, at: datetime, told: Told) -> int:
        """Every record with all its signatures; the number of records."""
        total = len(self._workshop.studying(homeroom.id)) * len(self._workshop.catalogue.record.signatures)
        job = start(self._name("records", homeroom), workflows.sign_class_records, homeroom.id, _ms(at))
        return _follow(job, lambda: told(self._signatures("record", homeroom), total))

    def archive(self, homeroom: HomeroomClass, at: datetime) -> str:
        """The class's bag; its name."""
        return start(self._name("archive", homeroom), workflows.archive_class, homeroom.id, _ms(at)).result()

    def _name(self, work: str, homeroom: HomeroomClass) -> str:
        """The same work on the same book is the same job; after a change of the marks or papers it is another."""
        papers = self._store.papers.list(class_id=homeroom.id) if work == "archive" else ()
        state = "".join((self._store.log.state().head, *(paper.sha512 for paper in papers)))
        return f"{work}:{homeroom.school_year}:{homeroom.code}:{sha256(state.encode()).hexdigest()[:16]}"

    def _signatures(self, kind: str, homeroom: HomeroomClass) -> int:
        newest = {
            (paper.student_id, paper.subject, paper.term): len(paper.signatures)
            for paper in self._store.papers.list(class_id=homeroom.id)
            if paper.kind == kind
        }
        return sum(newest.values())


@contextmanager
def jobs(settings: Settings, catalogue: Catalogue, store: Store, password: str) -> Iterator[Jobs]:
    """Presses warm, keys at hand, the engine running; what a kill interrupted goes on at once."""
    with (
        RenderPool(settings.workers) as pool,
        opened_workshop(Workshop(settings, catalogue, store, pool, password)) as workshop,
        engine(settings.jobs_database),
    ):
        yield Jobs(workshop)


def _follow(job: Job[R], look: Callable[[], None]) -> R:
    while not job.has_ended():
        look()
        sleep(LOOK_EVERY)
    look()
    return job.result()


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)

"""`hocba import`: lists of students and staff enter the book, or a report says why not."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from hocba.cli.clock import now
from hocba.cli.faults import REFUSED
from hocba.cli.place import DEFAULT_DATA, AsJson, DataFolder, GivenVoice, OpenSchool, opened_school, settings_of
from hocba.cli.voice import Voice
from hocba.domain.errors import NotFoundError
from hocba.schema.model import Catalogue
from hocba.services.import_report import ImportReport, ReportLine
from hocba.services.import_staff import import_staff
from hocba.services.import_students import import_students
from hocba.storage.store import Store

Import = Callable[[Store, Catalogue, Path, bool, datetime], ImportReport]
Accept = Annotated[
    bool, Parameter(name="--accept", negative="", help="Write although a person must look at some rows.")
]
LONGEST_LIST = 40
"""Lines of one kind that a person is shown; --json has all."""


def add_commands(app: App) -> None:
    """Add `import students` and `import staff`."""
    group = App(name="import", help="Read lists from workbooks into the book.")
    group.command(students)
    group.command(staff)
    app.command(group)


def students(
    file: Path,
    /,
    *,
    accept: Accept = False,
    json: AsJson = False,
    data: DataFolder = DEFAULT_DATA,
    voice: GivenVoice,
) -> int:
    """Enrol the students of a workbook; nothing is written when anything is wrong."""
    with opened_school(settings_of(data)) as school:
        report = _run(import_students, school, file, accept=accept)
    return _answer(voice, report, json=json)


def staff(
    file: Path,
    /,
    *,
    accept: Accept = False,
    json: AsJson = False,
    data: DataFolder = DEFAULT_DATA,
    voice: GivenVoice,
) -> int:
    """Take on the staff of a workbook with posts, homerooms and teaching; nothing is written when anything is wrong."""
    with opened_school(settings_of(data)) as school:
        report = _run(import_staff, school, file, accept=accept)
    return _answer(voice, report, json=json)


def tell_report(voice: Voice, report: ImportReport) -> None:
    """Say what was mended, what a person must look at, and what is wrong."""
    counts = report.counts
    voice.say("import-mended", count=counts["mended"])
    for code, lines in (("import-questions", report.questions), ("import-errors", report.errors)):
        if lines:
            voice.say(code, count=len(lines))
            _list(voice, lines)
    voice.tell(report.says)


def _run(read: Import, school: OpenSchool, file: Path, *, accept: bool) -> ImportReport:
    if not file.is_file():
        raise NotFoundError("file-missing", path=str(file))
    return read(school.store, school.catalogue, file, accept, now())


def _answer(voice: Voice, report: ImportReport, *, json: bool) -> int:
    if json:
        voice.json(report)
    else:
        tell_report(voice, report)
    return 0 if report.written or not (report.errors or report.questions) else REFUSED


def _list(voice: Voice, lines: tuple[ReportLine, ...]) -> None:
    for line in lines[:LONGEST_LIST]:
        voice.tell(line.says)
    if len(lines) > LONGEST_LIST:
        voice.say("import-more", count=len(lines) - LONGEST_LIST)

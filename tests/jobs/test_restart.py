import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from tests.documents import views
from tests.jobs.offices import KEY_PASSWORD, an_office

from hocba.services.verify_path import verify_path
from hocba.signing.trust import read_roots
from hocba.signing.validate import validate_pdf
from hocba.storage.papers import Paper
from hocba.storage.store import open_store

SHEETS, STUDENTS = 24, 3
ROLES = ["homeroom_teacher", "principal", "school_seal"]


def hocba(*words: object) -> "subprocess.Popen[str]":
    """The real command with the keys' password on its standard input."""
    command = [sys.executable, "-m", "hocba", *map(str, words)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    process.stdin.write(f"{KEY_PASSWORD}\n")
    process.stdin.flush()
    return process


def signatures(database: Path) -> int:
    """How many signatures the papers carry now."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT signatures FROM paper").fetchall()
    return sum(len(msgspec.json.decode(row[0])) for row in rows)


def kill_after(database: Path, data: Path, count: int) -> None:
    """Start signing and kill the process without warning once so many signatures are there."""
    process = hocba("sign", "7A1", "--data", data)
    while signatures(database) < count:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.kill()
    process.communicate()


def newest_papers(database: Path) -> list[Paper]:
    """The last revision of every paper."""
    store = open_store(database, views.CATALOGUE)
    papers = {(paper.kind, paper.student_id, paper.subject, paper.term): paper for paper in store.papers.list()}
    store.close()
    return list(papers.values())


def test_signing_goes_on_after_kills_and_nothing_is_signed_twice(tmp_path: Path) -> None:
    """Killed among the sheets and among the records, then run to the end: each role signed each paper exactly once."""
    data = tmp_path / "data"
    database = an_office(data)
    kill_after(database, data, 7)
    kill_after(database, data, SHEETS + 2)
    done = hocba("sign", "7A1", "--data", data)
    out, err = done.communicate(timeout=300)
    assert done.returncode == 0, out + err

    papers = newest_papers(database)
    sheets = [paper for paper in papers if paper.kind == "sheet"]
    records = [paper for paper in papers if paper.kind == "record"]
    assert [[one.role for one in paper.signatures] for paper in sheets] == [["subject_teacher"]] * SHEETS
    assert [[one.role for one in paper.signatures] for paper in records] == [ROLES] * STUDENTS
    assert signatures(database) == SHEETS + STUDENTS * len(ROLES)
    roots = read_roots(data / "keys" / "trust")
    for paper in papers:
        report = validate_pdf((data / "documents" / f"{paper.sha512}.pdf").read_bytes(), roots, datetime.now(UTC))
        assert (report.accepted, len(report.fields)) == (True, len(paper.signatures))

    archived = hocba("archive", "7A1", "--data", data)
    out, err = archived.communicate(timeout=120)
    assert archived.returncode == 0, out + err
    assert verify_path(data, views.CATALOGUE, None, datetime.now(UTC)).code == "data-intact"

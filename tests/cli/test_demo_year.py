from collections import Counter
from datetime import date

import pytest

from hocba.domain.school import HomeroomClass, Scope, Student
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import taught
from hocba.services.demo_calendar import LOCK_DAY, milliseconds, moment
from hocba.services.demo_year import DemoClass, Entry, lived_year


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(schemas_folder())


def a_demo_class(catalogue: Catalogue, code: str, students: int = 40) -> DemoClass:
    subjects = [subject.code for subject in catalogue.rulesets[0].subjects]
    places = [(subject, term) for subject in [*subjects, "attendance", "conduct"] for term in ("term_1", "term_2")]
    return DemoClass(
        HomeroomClass(1, "2026-2027", code, int(code[0])),
        tuple(
            Student(n, f"{n:010d}", "", "Lê", "Gia", "An", date(2014, 1, 1), "male", "Kinh", "", "")
            for n in range(1, students + 1)
        ),
        tuple(Scope(n, 1, subject, term) for n, (subject, term) in enumerate([*places, ("homeroom", "year")])),  # type: ignore[arg-type]  # literals lost in the list
        {**{subject: n for n, subject in enumerate(subjects)}, "homeroom": 99},
    )


def standing(entries: list[Entry]) -> dict[tuple[int, int, str], int | str]:
    """The last value of each cell."""
    return {(entry.scope_id, entry.student_id, entry.slot): entry.value for entry in entries}


def test_the_same_seed_gives_the_same_year(catalogue: Catalogue) -> None:
    """The seed fixes every value and every moment; another seed gives another year."""
    room = a_demo_class(catalogue, "6A1")
    assert lived_year(catalogue, [room], 1) == lived_year(catalogue, [room], 1)
    assert lived_year(catalogue, [room], 1) != lived_year(catalogue, [room], 2)


def test_a_finished_class_has_every_cell(catalogue: Catalogue) -> None:
    """In 6A1 no counted assessment, remark, conduct level or absence is missing."""
    room = a_demo_class(catalogue, "6A1")
    cells = Counter(slot for (_, _, slot) in standing(lived_year(catalogue, [room], 2026)))
    subjects = len(taught(catalogue.rulesets[0], 6))
    assert cells["ddgck"] == 40 * 2 * subjects
    assert cells["subject_remark"] == 40 * 2 * subjects
    assert (cells["conduct"], cells["excused"], cells["homeroom_remark"]) == (80, 80, 40)


def test_mathematics_of_7a2_is_left_to_the_visitor(catalogue: Catalogue) -> None:
    """The final test of term 2 in mathematics is typed for five pupils only."""
    room = a_demo_class(catalogue, "7A2")
    scope = next(s.id for s in room.scopes if (s.subject, s.term) == ("mathematics", "term_2"))
    cells = Counter(slot for (sid, _, slot) in standing(lived_year(catalogue, [room], 2026)) if sid == scope)
    assert (cells["ddgck"], cells["ddggk"], cells["subject_remark"]) == (5, 40, 0)


def test_remarks_fit_their_cell_and_vary(catalogue: Catalogue) -> None:
    """Subject remarks have at most 160 characters, homeroom remarks 600, and neighbours rarely share one."""
    entries = lived_year(catalogue, [a_demo_class(catalogue, "8A1")], 2026)
    remarks = [str(entry.value) for entry in entries if entry.slot == "subject_remark"]
    assert max(map(len, remarks)) <= 160
    assert max(len(str(entry.value)) for entry in entries if entry.slot == "homeroom_remark") <= 600
    assert len(set(remarks)) > len(remarks) // 2


def test_everything_is_typed_before_its_lock(catalogue: Catalogue) -> None:
    """What arrives late was still typed in time: entries of a term precede the evening of its lock."""
    entries = lived_year(catalogue, [a_demo_class(catalogue, "9A1")], 2026)
    assert max(entry.at_ms for entry in entries) < milliseconds(moment(LOCK_DAY["term_2"], 18))


def test_scores_are_tenths_within_the_scale(catalogue: Catalogue) -> None:
    """Every score is an integer of tenths from 0 to 100, however high the ability."""
    entries = lived_year(catalogue, [a_demo_class(catalogue, "7A1")], 2026)
    scores = [entry.value for entry in entries if entry.slot.startswith("ddg") and isinstance(entry.value, int)]
    assert (min(scores) >= 0, max(scores) <= 100) == (True, True)

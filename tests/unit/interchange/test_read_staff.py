"""Lists of staff: posts, homeroom classes and teaching assignments, with every fault named."""

from pathlib import Path

import pytest

from hocba.domain.intake import StaffEntry, TeachingEntry
from hocba.interchange.finding import Intake
from hocba.interchange.read_staff import read_staff, staff_in
from hocba.interchange.samples import samples_folder

from .workbooks import HOA, LONG, catalogue, faults, noticed, opened, staff_list, workbook

CLASSES = ("7A1", "7A2")
EXAMPLE_CLASSES = tuple(f"{grade}A{n}" for grade in (6, 7, 8, 9) for n in (1, 2, 3))


def _read(file: Path) -> Intake[StaffEntry]:
    return staff_in(opened(file), catalogue(), CLASSES)


def _with(place: int, value: object) -> tuple[object, ...]:
    return tuple(value if at == place else cell for at, cell in enumerate(HOA))


def test_the_example_list_comes_in_whole() -> None:
    """31 staff; each class has a homeroom teacher and each of its 12 subjects a teacher."""
    intake = read_staff(samples_folder() / "can-bo-giao-vien.xlsx", catalogue(), EXAMPLE_CLASSES)
    taught = [(s.subject, code) for entry in intake.entries for s in entry.teaching for code in s.class_codes]

    assert len(intake.entries) == 31
    assert (intake.mended, intake.questions, intake.errors) == ((), (), ())
    assert sorted(entry.homeroom for entry in intake.entries if entry.homeroom) == sorted(EXAMPLE_CLASSES)
    assert len(set(taught)) == len(taught) == 12 * 12
    assert [entry.staff.role for entry in intake.entries[:5]] == [
        "principal", "vice_principal", "clerk", "system_admin", "teacher",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["Toán: 7A1, 7A2; Tin học: 7A1", "Toán (7A1, 7A2) + Tin học (7A1)", "toan: 7a1, 7a2\nTin: Lớp 7A1"],
)
def test_assignments_are_read_in_the_usual_forms(tmp_path: Path, words: str) -> None:
    """With colon or brackets, semicolon, plus or line break, any case."""
    intake = _read(staff_list(tmp_path, _with(5, words)))

    assert intake.errors == ()
    assert intake.entries[0].teaching == (
        TeachingEntry("mathematics", ("7A1", "7A2")),
        TeachingEntry("informatics", ("7A1",)),
    )


@pytest.mark.parametrize(
    ("place", "value", "code", "column"),
    [
        (1, None, "import-cell-empty", "B"),
        (1, "?", "import-staff-code-bad", "B"),
        (3, "Phi hành gia", "import-position-unknown", "D"),
        (3, None, "import-cell-empty", "D"),
        (4, "9A9", "import-homeroom-missing", "E"),
        (5, "Thiên văn: 7A1", "import-subject-unknown", "F"),
        (5, "Toán: 7A9", "import-teaching-class-missing", "F"),
        (5, "Toán", "import-teaching-form", "F"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, place: int, value: object, code: str, column: str) -> None:
    """A wrong cell is an error with its row and column."""
    intake = _read(staff_list(tmp_path, LONG, _with(place, value)))

    assert faults(intake) == [(code, 3, column)]
    assert len(intake.entries) == 1


def test_a_class_has_one_homeroom_teacher(tmp_path: Path) -> None:
    """The second one names the first."""
    second = (2, "GV03", "Võ Thị Cúc", "Giáo viên", "7A1", None)
    intake = _read(staff_list(tmp_path, HOA, second))

    assert faults(intake) == [("import-homeroom-twice", 3, "E")]
    assert intake.errors[0].facts["other_name"] == "Lê Thị Hoa"


def test_a_staff_code_stands_once(tmp_path: Path) -> None:
    """A repeated code is an error."""
    intake = _read(staff_list(tmp_path, HOA, (2, "GV01", "Phạm Long", "Hiệu trưởng", None, None)))

    assert faults(intake) == [("import-staff-code-repeated", 3, "B")]


def test_a_subject_taught_by_two_is_asked_about(tmp_path: Path) -> None:
    """Combined subjects may have several teachers; a person confirms it."""
    second = (2, "GV03", "Võ Thị Cúc", "Giáo viên", None, "Toán: 7A1")
    intake = _read(staff_list(tmp_path, HOA, second))

    assert noticed(intake.questions) == [("ask-subject-shared", 3, "F")]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    """Without posts nobody is taken on."""
    intake = _read(workbook(tmp_path, ("STT", "Mã cán bộ", "Họ và tên", "Email"), (1, "GV01", "Lê Thị Hoa", "")))

    assert [finding.facts["heading"] for finding in intake.errors] == ["Chức vụ"]

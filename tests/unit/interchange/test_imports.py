"""Imports into a real book: what is written, what is refused, and the sentences that say so."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hocba.domain.school import School
from hocba.interchange.samples import samples_folder
from hocba.services.import_report import ImportReport
from hocba.services.import_staff import import_staff
from hocba.services.import_students import import_students
from hocba.storage.store import Store, create_store

from .workbooks import AN, BINH, HOA, LONG, catalogue, changed, staff_list, student_list

NOW = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
SCHOOL = School("thu", "THCS Thử", "Phường Thử", "Tỉnh Thử")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty book."""
    store = create_store(tmp_path / "book.sqlite", SCHOOL, "2026-2027", catalogue())
    yield store
    store.close()


def _students(store: Store, file: Path, *, accept: bool = False) -> ImportReport:
    return import_students(store, catalogue(), file, accept, NOW)


def _staff(store: Store, file: Path, *, accept: bool = False) -> ImportReport:
    return import_staff(store, catalogue(), file, accept, NOW)


def _codes(report: ImportReport) -> list[str]:
    return [line.code for line in report.errors]


def test_the_example_school_comes_in(store: Store) -> None:
    """495 students, 12 classes with their scopes and 31 staff; the acts stand in the journal."""
    students = _students(store, samples_folder() / "danh-sach-hoc-sinh.xlsx", accept=True)
    staff = _staff(store, samples_folder() / "can-bo-giao-vien.xlsx")

    assert (students.written, students.counts["added"], len(students.questions)) == (True, 495, 3)
    assert (staff.written, staff.counts["added"]) == (True, 31)
    assert len(store.people.classes()) == len(store.people.homerooms()) == 12
    assert len(store.people.students()) == 495
    assert len(store.people.teaching()) == 12 * 12
    assert len(store.people.scopes()) == 12 * (12 * 2 + 2 + 2 + 1)
    assert [entry.act for entry in store.journal.entries()] == ["import-students", "import-staff"]
    assert store.people.teaching()[0].since == date(2026, 8, 20)


def test_questions_wait_for_a_person(store: Store) -> None:
    """Without `accept` the example list is not written; the report says what to look at and how to go on."""
    report = _students(store, samples_folder() / "danh-sach-hoc-sinh.xlsx")

    assert (report.written, store.people.students()) == (False, [])
    assert report.says.vi == "Chưa nhập gì: có 3 điểm cần người xem lại."
    assert report.questions[0].says.vi == (
        "Trang “DSHS”, dòng 14, cột E (Họ và tên): "
        "hai học sinh cùng tên Lê Ngọc Mai trong lớp 6A1 (dòng 10 và dòng 14)."
    )


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    """Identifiers and codes stay; the report says that there is nothing new."""
    for _ in range(2):
        students = _students(store, samples_folder() / "danh-sach-hoc-sinh.xlsx", accept=True)
        staff = _staff(store, samples_folder() / "can-bo-giao-vien.xlsx", accept=True)
        ids = {student.student_code: student.id for student in store.people.students()}

    assert (students.written, students.questions, staff.written) == (False, (), False)
    assert students.says.vi == "Không có gì mới: cả 495 dòng đã có từ trước, không có gì thay đổi."
    assert sorted(ids.values()) == list(range(1, 496))
    assert len(store.people.staff()) == 31


def test_a_later_student_stands_behind_the_class(store: Store, tmp_path: Path) -> None:
    """The places of the others do not move."""
    _students(store, student_list(tmp_path, BINH))
    report = _students(store, student_list(tmp_path, AN, BINH))
    roster = store.people.roster(store.people.class_by_code("7A1").id)

    assert (report.counts["added"], report.counts["known"]) == (1, 1)
    assert [(place.position, student.given_name) for place, student in roster] == [(1, "Bình"), (2, "An")]


def test_one_fault_keeps_everything_out(store: Store, tmp_path: Path) -> None:
    """Not even `accept` writes a file with an error; the sentence names place, fault and remedy."""
    report = _students(store, student_list(tmp_path, BINH, changed(AN, birth_date="31/02/2014")), accept=True)

    assert (report.written, store.people.students(), store.people.classes()) == (False, [], [])
    assert report.says.vi == "Không nhập gì cả vì tệp có 1 lỗi."
    assert report.errors[0].says.vi == "Trang “Sheet”, dòng 4, cột F (Ngày sinh): “31/02/2014” không phải là một ngày."
    assert report.errors[0].says.next_vi == "Viết ngày dạng 05/09/2014."


@pytest.mark.parametrize("other", [{"name": "Võ Minh Đức"}, {"birth_date": "06/09/2014"}])
def test_a_code_never_changes_its_owner(store: Store, tmp_path: Path, other: dict[str, object]) -> None:
    """A code that the book gives to another name or birth date is an error."""
    _students(store, student_list(tmp_path, AN))
    report = _students(store, student_list(tmp_path, changed(AN, **other), BINH), accept=True)

    assert _codes(report) == ["import-code-taken"]
    assert "Nguyễn Văn An, sinh ngày 05/09/2014" in report.errors[0].says.vi
    assert len(store.people.students()) == 1


def test_a_personal_id_belongs_to_one_student(store: Store, tmp_path: Path) -> None:
    """A new code with a known personal number is an error."""
    _students(store, student_list(tmp_path, AN))
    report = _students(store, student_list(tmp_path, changed(BINH, personal_id="099214000001")))

    assert _codes(report) == ["import-personal-id-taken"]


def test_an_import_moves_nobody(store: Store, tmp_path: Path) -> None:
    """A known student in another class is an error: moving is a duty of its own."""
    _students(store, student_list(tmp_path, AN))
    report = _students(store, student_list(tmp_path, changed(AN, homeroom_class="7A2")))

    assert _codes(report) == ["import-class-changed"]


def test_other_details_of_a_known_student_are_asked_about(store: Store, tmp_path: Path) -> None:
    """The book stays as it is; a person is told which details differ. A tone mark's place is no difference."""
    _students(store, student_list(tmp_path, changed(AN, name="Nguyễn Văn Hoà")))
    report = _students(store, student_list(tmp_path, changed(AN, name="Nguyễn Văn Hòa", gender="Nữ")), accept=True)

    assert (report.written, _codes(report)) == (False, [])
    assert [line.code for line in report.questions] == ["ask-student-differs"]
    assert "Giới tính" in report.questions[0].says.vi
    assert store.people.students()[0].gender == "male"


def test_staff_need_their_classes_first(store: Store, tmp_path: Path) -> None:
    """A homeroom class or a taught class that the school does not have is an error."""
    report = _staff(store, staff_list(tmp_path, HOA))

    assert _codes(report) == ["import-homeroom-missing", "import-teaching-class-missing"]
    assert store.people.staff() == []


def test_staff_codes_and_homerooms_stay_with_their_people(store: Store, tmp_path: Path) -> None:
    """A known code under another name, and a class that has a homeroom teacher, are errors."""
    _students(store, student_list(tmp_path, AN, changed(BINH, homeroom_class="7A2")))
    _staff(store, staff_list(tmp_path, HOA, LONG))
    taken = (1, "GV02", "Võ Thị Cúc", "Giáo viên", None, None)
    second = (2, "GV03", "Võ Thị Cúc", "Giáo viên", "7A1", None)
    report = _staff(store, staff_list(tmp_path, taken, second))

    assert _codes(report) == ["import-staff-code-taken", "import-homeroom-taken"]
    assert len(store.people.staff()) == 2


def test_other_duties_of_known_staff_are_asked_about(store: Store, tmp_path: Path) -> None:
    """Assignments are not changed by an import."""
    _students(store, student_list(tmp_path, AN, changed(BINH, homeroom_class="7A2")))
    _staff(store, staff_list(tmp_path, HOA))
    report = _staff(store, staff_list(tmp_path, (*HOA[:5], "Toán: 7A1")), accept=True)

    assert (report.written, [line.code for line in report.questions]) == (False, ["ask-staff-differs"])
    assert len(store.people.teaching()) == 2

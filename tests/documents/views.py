"""Records and sheets for the document tests: builders, no stand-ins."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from hocba.documents.record_view import (
    Correction,
    EnrollmentRow,
    LevelLine,
    RecordView,
    Signer,
    SubjectLine,
    TermLine,
    YearView,
)
from hocba.documents.sheet_view import SheetColumn, SheetKey, SheetLine, SheetRow, SheetView
from hocba.domain.school import Guardian, School, Student
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import ruleset_for, subject_slots, taught

CATALOGUE = load_catalogue(schemas_folder())
MADE_AT = datetime(2027, 5, 31, 8, 30, tzinfo=UTC)
SCHOOL = School(code="7405537", name="Trường THCS Nguyễn Trãi", commune="Xã Mỹ Hiệp", province="Tỉnh Đồng Tháp")
PRINCIPAL = Signer(name="Nguyễn Văn Thuận", office=("HIỆU TRƯỞNG",))
HOMEROOM = Signer(name="Trần Thị Diễm", office=("Giáo viên chủ nhiệm",))
WORDS = {"good": "Tốt", "fair": "Khá", "passed": "Đạt", "not_passed": "Chưa đạt"}
REMARK = "Có nhiều tiến bộ, tính toán nhanh và cẩn thận; cần mạnh dạn hơn khi trình bày lời giải trước lớp."
HOMEROOM_REMARK = (
    "Ngoan, lễ phép, hòa đồng với bạn bè; chăm chỉ học tập và có nhiều tiến bộ ở học kì II. "
    "Tích cực tham gia các hoạt động của lớp và của Đội. Cần rèn thêm chữ viết và mạnh dạn hơn khi phát biểu."
)


def a_student(**changes: Any) -> Student:  # any: a field of any type
    """A girl of grade 7 with both parents."""
    student = Student(
        id=1,
        student_code="7405537946",
        personal_id="087314001234",
        family_name="Nguyễn",
        middle_name="Thị Bích",
        given_name="Phượng",
        birth_date=date(2014, 1, 5),
        gender="female",
        ethnicity="Kinh",
        birth_place="Bệnh viện Đa khoa Cao Lãnh, tỉnh Đồng Tháp",
        address="Ấp Đông Mỹ, xã Mỹ Hiệp, tỉnh Đồng Tháp",
        guardians=(Guardian("father", "Nguyễn Văn Đệ", "Làm ruộng"), Guardian("mother", "Lê Thị Ngọc Ẵm", "Buôn bán")),
    )
    return msgspec.structs.replace(student, **changes)


def subject_lines(grade: int = 7, remark: str = REMARK) -> tuple[SubjectLine, ...]:
    """Every subject of the circular with full marks of two terms."""
    ruleset = ruleset_for(CATALOGUE, grade, "2026-2027")
    lines = []
    for number, subject in enumerate(taught(ruleset, grade)):
        slots = [slot for slot in subject_slots(CATALOGUE, ruleset, subject, grade) if slot.kind]
        value = "passed" if subject.mode == "comment" else 65 + 3 * number
        term = TermLine({slot.code: value for slot in slots}, value, ("Điều 9 khoản 1",))
        lines.append(
            SubjectLine(
                subject=subject.code,
                label=subject.label,
                mode=subject.mode,
                term_1=term,
                term_2=term,
                year=value,
                year_refs=("Điều 9 khoản 1",),
                retest=None,
                final=value,
                remark=remark,
                teachers=("Lê Hoàng Phúc",) if number % 5 else ("Phạm Thị Thùy Dương", "Võ Minh Kha"),
            )
        )
    return tuple(lines)


def a_year(**changes: Any) -> YearView:  # any: a field of any type
    """A promoted year of grade 7."""
    year = YearView(
        school_year="2026-2027",
        grade=7,
        class_code="7A2",
        subjects=subject_lines(),
        term_1=LevelLine("good", "fair"),
        term_2=LevelLine("good", "good"),
        year=LevelLine("good", "good", ("Điều 9 khoản 2 điểm a",)),
        reassessed=LevelLine(None, None),
        absent_half_days=3,
        promotion="promoted",
        promotion_refs=("Điều 12 khoản 1",),
        retest_labels=(),
        summer_training=False,
        completes=False,
        completion=None,
        certificates="",
        certificate_level="",
        competitions="Giải Nhì Hội khỏe Phù Đổng cấp tỉnh, môn Cờ vua",
        awards=("Học sinh Giỏi",),
        summer_result="",
        homeroom_remark=HOMEROOM_REMARK,
        corrections=(),
        homeroom_teacher=HOMEROOM,
        principal=PRINCIPAL,
        closed_on=date(2027, 5, 31),
        ruleset="tt22-2021",
        ruleset_version="0123456789abcdef",
    )
    return msgspec.structs.replace(year, **changes)


def a_record(**changes: Any) -> RecordView:  # any: a field of any type
    """A record with one year."""
    form = CATALOGUE.record
    view = RecordView(
        title=form.title,
        level=form.level,
        issued_with=form.issued_with,
        record_number="7405537946/THCS",
        school=SCHOOL,
        student=a_student(),
        opened_on=date(2025, 9, 5),
        principal=PRINCIPAL,
        enrollments=(EnrollmentRow("2026-2027", "7A2", SCHOOL.name, "xã Mỹ Hiệp, tỉnh Đồng Tháp"),),
        years=(a_year(),),
        words=WORDS,
        log_head="ab" * 32,
        made_at=MADE_AT,
    )
    return msgspec.structs.replace(view, **changes)


def a_hard_record() -> RecordView:
    """Four years, the longest texts that the cells allow, corrections, a vice-principal, summer, completion."""
    longest = "Đã nỗ lực vượt bậc; " * 8
    deputy = Signer("Trương Thị Mỹ Ngọc Ẩn", ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"))
    years = tuple(
        a_year(
            grade=grade,
            class_code=f"{grade}A2",
            school_year=f"{2018 + grade}-{2019 + grade}",
            subjects=subject_lines(grade, longest[:160]),
            certificates=("Chứng chỉ tin học ứng dụng; " * 8)[:200],
            certificate_level="Giỏi",
            competitions=("Giải Nhất Hội khỏe Phù Đổng cấp tỉnh; " * 8)[:200],
            summer_result="Hoàn thành nhiệm vụ rèn luyện trong kì nghỉ hè.",
            homeroom_remark=("Ngoan ngoãn, lễ phép, gương mẫu, chuyên cần. " * 20)[:600],
            corrections=(Correction("Toán", 2), Correction("Ngữ văn", 1)),
            principal=deputy,
            promotion={6: "promoted", 7: "promoted_after_summer", 8: "pending", 9: "promoted"}[grade],
            retest_labels=("Toán", "Khoa học tự nhiên"),
            summer_training=True,
            completes=grade == 9,
            completion="completed" if grade == 9 else None,
        )
        for grade in (6, 7, 8, 9)
    )
    rows = tuple(
        EnrollmentRow(year.school_year, year.class_code, SCHOOL.name, "xã Mỹ Hiệp, tỉnh Đồng Tháp") for year in years
    )
    student = a_student(family_name="Công Tằng Tôn Nữ", middle_name="Nguyễn Phước Ngọc Quỳnh", given_name="Khuyên")
    return a_record(student=student, years=years, enrollments=rows, principal=deputy)


def a_sheet(count: int = 42, subject: str = "mathematics", **changes: Any) -> SheetView:  # any: a field of any type
    """A class-book page with so many students."""
    ruleset = ruleset_for(CATALOGUE, 7, "2026-2027")
    found = next(one for one in ruleset.subjects if one.code == subject)
    slots = [slot for slot in subject_slots(CATALOGUE, ruleset, found, 7) if slot.kind]
    value = "passed" if found.mode == "comment" else 75
    lines = tuple(
        SheetRow(
            position=number,
            line=SheetLine(
                f"74055379{number:02d}", "Nguyễn Thị Bích Phượng", {s.code: value for s in slots}, value, value
            ),
            status="studying" if number != 7 else "transferred_out",
        )
        for number in range(1, count + 1)
    )
    view = SheetView(
        key=SheetKey(SCHOOL.code, "2026-2027", "7A2", subject, "term_2"),
        school=SCHOOL,
        subject_label=found.label,
        mode=found.mode,
        columns=tuple(SheetColumn(slot.code, slot.short) for slot in slots),
        rows=lines,
        teachers=("Lê Hoàng Phúc",),
        ruleset="tt22-2021",
        ruleset_version="0123456789abcdef",
        log_head="ab" * 32,
        made_at=MADE_AT,
    )
    return msgspec.structs.replace(view, **changes)

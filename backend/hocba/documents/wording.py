"""How values stand on paper: marks, levels, dates, places, decisions. The words of codes come with the view."""

from datetime import date, datetime, timedelta, timezone

from hocba.documents.record_view import RecordView, YearView
from hocba.documents.sheet_view import SheetColumn, SheetRow
from hocba.domain.school import Gender
from hocba.domain.tenths import shown
from hocba.evaluation.model import Value
from hocba.schema.model import Mode

_SHORT = {"passed": "Đ", "not_passed": "CĐ", "absent": "v", "zero_no_makeup": "0"}
_FIRST_PLAIN_MONTH = 3
_VIETNAM = timezone(timedelta(hours=7))


def mark(value: Value, words: dict[str, str]) -> str:
    """A result in the record: `8,5`, `Đạt`, or nothing for a blank."""
    if value is None:
        return ""
    return shown(value) if isinstance(value, int) else words.get(value) or _SHORT[value]


def short_mark(value: Value) -> str:
    """A mark in the class book: `8,5`, `Đ`, `CĐ`, `v` (vắng), `0`, or nothing for a blank."""
    if value is None:
        return ""
    return shown(value) if isinstance(value, int) else _SHORT[value]


def numeric_date(day: date) -> str:
    """05/01/2014."""
    return f"{day:%d/%m/%Y}"


def long_date(day: date) -> str:
    """`ngày 05 tháng 01 năm 2014`: days below 10 and months 1 and 2 take a zero (Nghị định 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month < _FIRST_PLAIN_MONTH else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def vietnam_day(moment: datetime) -> date:
    """The day in Vietnam at a moment."""
    return moment.astimezone(_VIETNAM).date()


def short_place(commune: str) -> str:
    """The name before a date line, without `Xã`, `Phường` or `Đặc khu` (Nghị định 30/2020/NĐ-CP)."""
    for unit in ("Xã ", "Phường ", "Đặc khu ", "Thị trấn "):
        if commune.startswith(unit):
            return commune.removeprefix(unit)
    return commune


def gender_word(gender: Gender) -> str:
    """Nam or Nữ."""
    return "Nam" if gender == "male" else "Nữ"


def guardian(view: RecordView, relation: str) -> tuple[str, str]:
    """(name, occupation) of the father, mother or guardian; empty when not known."""
    for person in view.student.guardians:
        if person.relation == relation:
            return person.name, person.occupation
    return "", ""


def decisions(year: YearView) -> tuple[str, str, str]:
    """What stands after `Được lên lớp`, `Được lên lớp sau …` and `Không được lên lớp`; only one is written."""
    higher, same = f"Lớp {year.grade + 1}", f"Học lại lớp {year.grade}"
    return (
        higher if year.promotion == "promoted" and not year.completes else "",
        higher if year.promotion == "promoted_after_summer" and not year.completes else "",
        same if year.promotion == "not_promoted" else "",
    )


def completion(year: YearView) -> str:
    """The line of the last grade: Hoàn thành, Không hoàn thành, or nothing while it is open."""
    words = {"completed": "Hoàn thành chương trình", "not_completed": "Không hoàn thành chương trình"}
    return words.get(year.completion or "", "") if year.completes else ""


def summer_task(year: YearView) -> str:
    """What waits for the summer: subjects to be retested, conduct to be trained; nothing when nothing waits."""
    if year.promotion != "pending":
        return ""
    tasks = []
    if year.summer_training:
        tasks.append("rèn luyện trong kì nghỉ hè")
    if year.retest_labels:
        tasks.append("kiểm tra, đánh giá lại: " + ", ".join(year.retest_labels))
    return "; ".join(tasks)


def corrections(year: YearView) -> tuple[str, str]:
    """(number of places, subjects) for the foot of the subjects page."""
    places = sum(correction.places for correction in year.corrections)
    return str(places), ", ".join(correction.subject_label for correction in year.corrections) or "không có"


def sheet_note(row: SheetRow) -> str:
    """Ghi chú of a class-book row: why it is struck through, or nothing."""
    return {"studying": "", "transferred_out": "Chuyển trường", "withdrawn": "Thôi học"}[row.status]


def column(mode: Mode, slot: SheetColumn) -> str:
    """A heading as the class book prints it: `ĐĐGtx1`, `ĐĐGgk` for scores, the short words for comments."""
    return "ĐĐG" + slot.slot.removeprefix("ddg") if mode == "score" else slot.short

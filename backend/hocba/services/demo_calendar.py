"""The demo's school year 2026-2027: when assessments are held, entered, locked and signed (times of +07:00)."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

SCHOOL_YEAR = "2026-2027"
VIETNAM = timezone(timedelta(hours=7))
START_OF_YEAR = date(2026, 9, 7)
TermOfYear = Literal["term_1", "term_2"]

FIRST_DAY: dict[TermOfYear, dict[str, date]] = {
    "term_1": {
        "ddgtx1": date(2026, 9, 28),
        "ddgtx2": date(2026, 10, 19),
        "ddggk": date(2026, 11, 2),
        "ddgtx3": date(2026, 11, 23),
        "ddgtx4": date(2026, 12, 7),
        "ddgck": date(2026, 12, 21),
        "subject_remark": date(2027, 1, 4),
        "conduct": date(2027, 1, 7),
        "attendance": date(2027, 1, 7),
    },
    "term_2": {
        "ddgtx1": date(2027, 2, 15),
        "ddgtx2": date(2027, 3, 1),
        "ddggk": date(2027, 3, 15),
        "ddgtx3": date(2027, 4, 5),
        "ddgtx4": date(2027, 4, 19),
        "ddgck": date(2027, 5, 4),
        "subject_remark": date(2027, 5, 11),
        "conduct": date(2027, 5, 17),
        "attendance": date(2027, 5, 17),
    },
}
HOMEROOM_DAY = date(2027, 5, 18)
LOCK_DAY: dict[TermOfYear, date] = {"term_1": date(2027, 1, 10), "term_2": date(2027, 5, 20)}
SHEET_SIGNING_DAY = date(2027, 5, 24)
RECORD_SIGNING_DAY = date(2027, 5, 28)
ARCHIVE_DAY = date(2027, 5, 31)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of the day in Vietnam."""
    return datetime.combine(day, time(hour, minute), VIETNAM)


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970."""
    return round(at.timestamp() * 1000)

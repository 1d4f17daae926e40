"""Which words in a heading row stand for which of our fields; compared without case, doubled spaces, then accents."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from hocba.domain.names import clean, fold
from hocba.interchange.workbook import Row, Sheet

SEARCHED_ROWS = 40
FEWEST_KNOWN = 3

Words = Mapping[str, Sequence[str]]

STUDENT_WORDS: Words = {
    "number": ("STT", "TT", "Số TT", "Số thứ tự"),
    "homeroom_class": ("Lớp", "Lớp học", "Tên lớp", "Mã lớp"),
    "student_code": (
        "Mã định danh Bộ GD&ĐT",
        "Mã định danh Bộ GDĐT",
        "Mã định danh Bộ GD&ĐT (trên CSDL ngành)",
        "Mã MOET",
        "Mã định danh ngành",
        "Mã định danh MOET",
    ),
    "personal_id": (
        "Số định danh cá nhân",
        "Sổ định danh cá nhân",
        "Số ĐDCN",
        "Số CCCD",
        "CCCD",
        "Căn cước",
        "Số căn cước",
        "Số căn cước công dân",
    ),
    "name": ("Họ và tên", "Họ tên", "Họ và tên học sinh", "Tên học sinh", "Họ tên học sinh"),
    "birth_date": ("Ngày sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Sinh ngày"),
    "gender": ("Giới tính", "Nam nữ", "Phái"),
    "ethnicity": ("Dân tộc",),
    "birth_place": ("Nơi sinh", "Nơi sinh chi tiết", "Thông tin nơi sinh"),
    "address": ("Chỗ ở hiện tại", "Chỗ ở hiện nay", "Địa chỉ gia đình", "Địa chỉ"),
    "father_name": ("Họ tên cha", "Tên cha", "Họ tên bố", "Họ và tên cha"),
    "father_occupation": ("Nghề nghiệp cha", "Nghề nghiệp bố"),
    "mother_name": ("Họ tên mẹ", "Tên mẹ", "Họ và tên mẹ"),
    "mother_occupation": ("Nghề nghiệp mẹ",),
    "guardian_name": ("Người giám hộ", "Người đỡ đầu", "Họ tên NGH"),
    "priority_category": ("Diện chính sách", "Đối tượng chính sách", "Đối tượng ưu tiên", "Diện ưu tiên"),
    "status": ("Trạng thái", "Trạng thái của học sinh", "Trạng thái học sinh"),
}

STAFF_WORDS: Words = {
    "number": STUDENT_WORDS["number"],
    "staff_code": (
        "Mã cán bộ",
        "Mã giáo viên",
        "Mã định danh Bộ GD&ĐT",
        "Mã định danh Bộ GDĐT",
        "Mã định danh ngành",
    ),
    "name": ("Họ và tên", "Họ tên", "Giáo viên", "Họ và tên Giáo viên", "Tên GV"),
    "position": ("Chức vụ", "Vị trí việc làm", "Nhóm chức vụ"),
    "email": ("Email", "Thư điện tử"),
    "homeroom": ("Chủ nhiệm lớp", "Chủ nhiệm", "Lớp chủ nhiệm", "GVCN"),
    "teaching": ("Phân công giảng dạy", "Giảng dạy (Môn và Lớp)", "Phân công", "Môn dạy"),
}


class Heading(Struct, frozen=True):
    """Where a field stands: its place in the row (from 0) and the words above it as the file writes them."""

    place: int
    text: str


class ListSheet(Struct, frozen=True):
    """A sheet that holds a list: its headings by field, and the rows below them."""

    name: str
    heading_row: int
    headings: dict[str, Heading]
    rows: tuple[Row, ...]


def list_sheets(sheets: Sequence[Sheet], words: Words) -> list[ListSheet]:
    """The sheets in whose first rows at least three known headings stand, one of them a name."""
    found = (_list_sheet(sheet, words) for sheet in sheets)
    return [sheet for sheet in found if sheet is not None]


def is_heading_again(row: Row, sheet: ListSheet) -> bool:
    """Whether a long list repeats its headings here."""
    name = sheet.headings["name"]
    return len(row.cells) > name.place and _folded(row.cells[name.place]) == _folded(name.text)


def letter(place: int) -> str:
    """The letter of a column, as the spreadsheet shows it: 0 → A, 26 → AA."""
    before, rest = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + rest)


def _list_sheet(sheet: Sheet, words: Words) -> ListSheet | None:
    best: tuple[Row, dict[str, Heading]] | None = None
    for row in sheet.rows:
        if row.number > SEARCHED_ROWS:
            break
        headings = _headings(row, words)
        if "name" in headings and (best is None or len(headings) > len(best[1])):
            best = row, headings
    if best is None or len(best[1]) < FEWEST_KNOWN:
        return None
    heading_row, headings = best
    below = tuple(row for row in sheet.rows if row.number > heading_row.number)
    return ListSheet(sheet.name, heading_row.number, headings, below)


def _headings(row: Row, words: Words) -> dict[str, Heading]:
    """First with accents, then without; the leftmost of two columns with the same words counts."""
    headings: dict[str, Heading] = {}
    for normal in (_exact, _folded):
        field_by_word = {normal(word): field for field, known in words.items() for word in known}
        for place, value in enumerate(row.cells):
            field = field_by_word.get(normal(value))
            if field and field not in headings and place not in {heading.place for heading in headings.values()}:
                headings[field] = Heading(place, clean(str(value)))
    return headings


def _exact(value: object) -> str:
    return clean(value).casefold() if isinstance(value, str) else ""


def _folded(value: object) -> str:
    return fold(value) if isinstance(value, str) else ""

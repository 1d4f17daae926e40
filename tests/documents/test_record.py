"""The printed record says what its data say."""

import io
from pathlib import Path

import pikepdf
import pytest
from tests.documents import views
from tests.documents.paper import Word, page_texts, page_words

from hocba.documents.attached import attached_bytes, attached_record
from hocba.documents.canonical import canonical_json
from hocba.documents.record_view import page_count
from hocba.documents.render import render_record


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A record of one year."""
    return render_record(views.a_record())


@pytest.fixture(scope="module")
def hard_pdf() -> bytes:
    """Four years with the longest texts."""
    return render_record(views.a_hard_record())


def test_cover_names_school_student_and_number(pdf: bytes, tmp_path: Path) -> None:
    """Page 0 is the cover of the form."""
    cover = page_texts(pdf, tmp_path)[0]
    for words in ("TRƯỜNG THCS NGUYỄN TRÃI", "Xã Mỹ Hiệp", "HỌC BẠ", "TRUNG HỌC CƠ SỞ", "7405537946/THCS"):
        assert words in cover
    assert "NGUYỄN THỊ BÍCH PHƯỢNG" in cover


def test_guide_has_the_four_headings(pdf: bytes, tmp_path: Path) -> None:
    """The guide tells each duty its part."""
    guide = page_texts(pdf, tmp_path)[1]
    for heading in ("1. Quy định chung", "2. Giáo viên môn học", "3. Giáo viên chủ nhiệm", "4. Hiệu trưởng"):
        assert heading in guide


def test_page_1_says_who_the_student_is(pdf: bytes, tmp_path: Path) -> None:
    """Every label of page 1 stands before its value, and the study progress below."""
    page = page_texts(pdf, tmp_path)[2]
    for words in (
        "Họ và tên: Nguyễn Thị Bích Phượng",
        "Giới tính: Nữ",
        "Ngày sinh: 05/01/2014",
        "Dân tộc: Kinh",
        "Nơi sinh: Bệnh viện Đa khoa Cao Lãnh, tỉnh Đồng Tháp",
        "Chỗ ở hiện tại: Ấp Đông Mỹ, xã Mỹ Hiệp, tỉnh Đồng Tháp",
        "Họ và tên cha: Nguyễn Văn Đệ",
        "Nghề nghiệp: Làm ruộng",
        "Họ và tên mẹ: Lê Thị Ngọc Ẵm",
        "Họ và tên người giám hộ:",
        "giáp lai",
        "Mỹ Hiệp, ngày 05 tháng 9 năm 2025",
        "QUÁ TRÌNH HỌC TẬP",
        "2026-2027 7A2 Trường THCS Nguyễn Trãi, xã Mỹ Hiệp, tỉnh Đồng Tháp",
        "Trang 1",
    ):
        assert words in page


def test_every_subject_stands_with_results_remark_and_teachers(pdf: bytes, tmp_path: Path) -> None:
    """A row is: subject, term 1, term 2, year, remark, teachers."""
    page = page_texts(pdf, tmp_path)[3]
    year = views.a_year()
    assert f"Lớp: {year.class_code}" in page
    for number, subject in enumerate(year.subjects):
        value = 65 + 3 * number
        shown = "Đạt" if subject.mode == "comment" else f"{value // 10},{value % 10}"
        assert f"{shown} {shown} {shown} {subject.remark} {', '.join(subject.teachers)}" in page
    assert "sửa chữa ở 0 chỗ" in page


def test_no_average_over_subjects_is_printed(pdf: bytes, tmp_path: Path) -> None:
    """The circular knows no average of averages and no rank, so the record has none."""
    text = " ".join(page_texts(pdf, tmp_path)).lower()
    assert [word for word in ("trung bình các môn", "đtb các môn", "xếp hạng", "thứ hạng") if word in text] == []


def test_summary_says_levels_decision_and_awards(pdf: bytes, tmp_path: Path) -> None:
    """The second page of a year carries levels, absences, the decision, awards, remark and signers."""
    page = page_texts(pdf, tmp_path)[4]
    for words in (
        "Được lên lớp: Lớp 8",
        "Giải Nhì Hội khỏe Phù Đổng cấp tỉnh, môn Cờ vua",
        "Khen thưởng (nếu có): Học sinh Giỏi",
        views.HOMEROOM_REMARK,
        "Trần Thị Diễm",
        "PHÊ DUYỆT CỦA HIỆU TRƯỞNG",
        "Mỹ Hiệp, ngày 31 tháng 5 năm 2027",
        "Nguyễn Văn Thuận",
        "Trang 3",
    ):
        assert words in page
    assert "Học lại" not in page


def test_decisions_are_those_of_each_year(hard_pdf: bytes, tmp_path: Path) -> None:
    """Promoted, promoted after the summer, pending with what waits, completed."""
    pages = page_texts(hard_pdf, tmp_path)
    assert "Được lên lớp: Lớp 7" in pages[4]
    assert "trong kì nghỉ hè: Lớp 8" in pages[6]
    assert "Chờ rèn luyện trong kì nghỉ hè; kiểm tra, đánh giá lại: Toán, Khoa học tự nhiên." in pages[8]
    assert "Hoàn thành chương trình" in pages[10]
    assert "sửa chữa ở 3 chỗ, thuộc môn học, hoạt động giáo dục: Toán, Ngữ văn" in pages[3]


def test_a_vice_principal_signs_for_the_principal(hard_pdf: bytes, tmp_path: Path) -> None:
    """The office takes two lines."""
    assert "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG" in page_texts(hard_pdf, tmp_path)[10]


def test_pages_are_those_of_the_years_with_data(pdf: bytes, hard_pdf: bytes) -> None:
    """Two pages a year and none for a year that is not there."""
    counts = [len(pikepdf.open(io.BytesIO(one)).pages) for one in (pdf, hard_pdf)]
    assert counts == [page_count(views.a_record()), page_count(views.a_hard_record())] == [5, 11]


def test_longest_texts_stand_whole_and_touch_nothing(hard_pdf: bytes, tmp_path: Path) -> None:
    """With the longest names and remarks no word lies over another or beyond the paper."""
    pages = page_words(hard_pdf, tmp_path)
    assert [pair for page in pages for pair in _overlaps(page)] == []
    assert [word for page in pages for word in page if word.y2 > 842 or word.x2 > 580] == []
    subject = views.a_hard_record().years[0].subjects[0]
    assert " ".join(word.text for word in pages[3]).count(subject.remark.strip()) == 12


def test_the_attached_data_are_the_view_and_canonical(pdf: bytes) -> None:
    """`nam-hoc.json` decodes to the very view, and its bytes are the canonical ones."""
    assert attached_record(pdf) == views.a_record()
    assert attached_bytes(pdf, "nam-hoc.json") == canonical_json(views.a_record())


def test_the_same_view_gives_the_same_bytes(pdf: bytes) -> None:
    """Making a record twice makes one file."""
    assert render_record(views.a_record()) == pdf


def test_the_file_says_pdf_a_3u_and_the_source_of_its_data(pdf: bytes) -> None:
    """The metadata name PDF/A-3u, the attachment stands in /AF as Source, fonts are embedded, no image is smoothed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.Root.Metadata.read_bytes().decode()
        relationships = {str(one.AFRelationship) for one in document.Root.AF}
        streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert 'pdfaid:part="3"' in metadata
        assert 'pdfaid:conformance="U"' in metadata
        assert relationships == {"/Source"}
        assert [one for one in streams if one.get("/Interpolate")] == []
        assert fonts
        assert [one for one in fonts if "/FontFile2" not in one] == []


def test_images_would_not_be_smoothed() -> None:
    """The rule without which an image breaks PDF/A stays in the base style sheet."""
    styles = Path(views.__file__).parents[2] / "backend/hocba/documents/styles/base.css"
    assert "image-rendering: crisp-edges" in styles.read_text("utf-8")


def _overlaps(words: list[Word]) -> list[tuple[str, str]]:
    """Pairs of words whose cores meet; ascent and descent of neighbouring lines may."""
    cores = [Word(w.text, w.x1, w.y1 + (w.y2 - w.y1) * 0.25, w.x2, w.y2 - (w.y2 - w.y1) * 0.25) for w in words]
    ordered = sorted(cores, key=lambda word: word.y1)
    found = []
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.y1 >= one.y2:
                break
            if other.x1 < one.x2 - 0.5 and one.x1 < other.x2 - 0.5:
                found.append((one.text, other.text))
    return found

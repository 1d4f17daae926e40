"""The visible signatures fall where the form leaves room for them."""

from pathlib import Path

import msgspec
from tests.documents import views
from tests.documents.paper import Word, page_words

from hocba.documents.record_view import page_count
from hocba.documents.render import render_record, render_sheet
from hocba.documents.signature_boxes import Box, record_boxes, sheet_boxes

A4_HEIGHT = 841.89


def test_each_box_of_a_record_is_empty_paper_between_office_and_name(tmp_path: Path) -> None:
    """On the last page no printed word lies in a box, the label stands above it and the signer's name below."""
    for view in (views.a_record(), views.a_hard_record()):
        boxes = record_boxes(page_count(view))
        last = page_words(render_record(view), tmp_path)[-1]
        assert {field: _inside(last, box) for field, box in boxes.items()} == {field: [] for field in boxes}
        assert _above(last, boxes["GVCN"]) == "(Ký và ghi rõ họ tên)"
        assert _below(last, boxes["GVCN"]) == view.years[-1].homeroom_teacher.name
        assert _above(last, boxes["HieuTruong"]) == "(Ký, ghi rõ họ tên và đóng dấu)"
        assert _below(last, boxes["HieuTruong"]) == view.years[-1].principal.name


def test_boxes_are_the_fields_of_the_form_and_do_not_touch() -> None:
    """Every field of the schema has a box on the last page; no two boxes overlap."""
    boxes = record_boxes(5)
    assert set(boxes) == {signature.field for signature in views.CATALOGUE.record.signatures}
    assert {box.page for box in boxes.values()} == {4}
    apart = [
        a.x2 <= b.x1 or b.x2 <= a.x1 or a.y2 <= b.y1 or b.y2 <= a.y1
        for a in boxes.values()
        for b in boxes.values()
        if a != b
    ]
    assert all(apart)


def test_each_teacher_of_a_sheet_has_a_box_above_the_name(tmp_path: Path) -> None:
    """One, two or three teachers sign side by side on the last page, also of a long list."""
    names = ("Phạm Thị Thùy Dương", "Võ Minh Kha", "Lê Hoàng Phúc")
    for count, rows in ((1, 40), (2, 45), (3, 52)):
        sheet = msgspec.structs.replace(views.a_sheet(rows), teachers=names[:count])
        boxes = list(sheet_boxes(rows, count).values())
        pages = page_words(render_sheet(sheet), tmp_path)
        assert {box.page for box in boxes} == {len(pages) - 1}
        assert [_inside(pages[-1], box) for box in boxes] == [[]] * count
        assert [_below(pages[-1], box) for box in boxes] == list(names[:count])


def _inside(words: list[Word], box: Box) -> list[str]:
    top, bottom = A4_HEIGHT - box.y2, A4_HEIGHT - box.y1
    return [w.text for w in words if w.x1 < box.x2 and w.x2 > box.x1 and w.y1 + 3 < bottom and w.y2 - 3 > top]


def _below(words: list[Word], box: Box) -> str:
    bottom = A4_HEIGHT - box.y1
    return " ".join(w.text for w in words if box.x1 <= w.x1 and w.x2 <= box.x2 and bottom - 3 <= w.y1 <= bottom + 8)


def _above(words: list[Word], box: Box) -> str:
    top = A4_HEIGHT - box.y2
    return " ".join(w.text for w in words if box.x1 <= w.x1 and w.x2 <= box.x2 and top - 16 <= w.y1 and w.y2 <= top + 3)

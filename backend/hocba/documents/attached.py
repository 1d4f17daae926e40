"""Reading back what a PDF carries: the data beside the print."""

import io
from typing import TypeVar

import msgspec
import pikepdf

from hocba.documents.record_view import RecordView
from hocba.documents.render import RECORD_ATTACHMENT, SHEET_ATTACHMENT
from hocba.documents.sheet_view import AttachedSheet, SheetView
from hocba.domain.errors import InputError

T = TypeVar("T")


def attached_record(pdf: bytes) -> RecordView:
    """The record that the PDF carries. Raises InputError `no-attached-data`."""
    return _decoded(pdf, RECORD_ATTACHMENT, RecordView)


def attached_sheet(pdf: bytes) -> SheetView:
    """The sheet that the PDF carries. Raises InputError `no-attached-data`."""
    return _decoded(pdf, SHEET_ATTACHMENT, AttachedSheet).sheet


def attached_bytes(pdf: bytes, name: str) -> bytes:
    """The bytes of an attachment by its name. Raises InputError `no-attached-data`."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return document.attachments[name].get_file().read_bytes()
    except (KeyError, pikepdf.PdfError) as fault:
        raise InputError("no-attached-data", name=name) from fault


def _decoded(pdf: bytes, name: str, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(attached_bytes(pdf, name), type=shape)
    except msgspec.ValidationError as fault:
        raise InputError("no-attached-data", name=name) from fault

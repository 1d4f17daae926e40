"""Reading a PDF from the outside, with poppler and pikepdf."""

import io
import subprocess
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path
from typing import NamedTuple

import pikepdf

_SPACE = "{http://www.w3.org/1999/xhtml}"


class Word(NamedTuple):
    """A printed word and its rectangle in points from the top left."""

    text: str
    x1: float
    y1: float
    x2: float
    y2: float


def page_texts(pdf: bytes, folder: Path) -> list[str]:
    """The text of every page in the order in which it is printed, one space between words."""
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-raw", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def page_words(pdf: bytes, folder: Path) -> list[list[Word]]:
    """The words of every page in the order of the document."""
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-bbox", str(file), "-"]
    page = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    root = ET.fromstring(page)  # noqa: S314 - our own document, written by poppler
    return [[_word(word) for word in page.iter(_SPACE + "word")] for page in root.iter(_SPACE + "page")]


def every_stream(pdf: bytes) -> bytes:
    """The file and all its streams, inflated."""
    parts = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
        parts += [_inflated(stream) for stream in streams]
    return b"\n".join(parts)


def _inflated(stream: pikepdf.Stream) -> bytes:
    raw = stream.read_raw_bytes()
    return zlib.decompress(raw) if stream.get("/Filter") == "/FlateDecode" else raw


def _word(element: ET.Element) -> Word:
    x1, y1, x2, y2 = (float(element.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", x1, y1, x2, y2)

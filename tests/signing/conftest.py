"""One authority over real HTTP and one unsigned PDF/A-3u for all tests of signing."""

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.signing.pki import Pki, serving
from weasyprint import HTML  # type: ignore[import-untyped]  # WeasyPrint has no types

PAGE = (
    "<meta charset=utf-8><title>Học bạ</title><style>img{image-rendering:crisp-edges}</style><h1>HỌC BẠ</h1><p>Toán 8,5"
)


@pytest.fixture(scope="session")
def now() -> datetime:
    """The time of all signatures of this run; the services live in it too."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory, now: datetime) -> Iterator[Pki]:
    """The authority with its services."""
    with serving(tmp_path_factory.mktemp("pki"), now) as running:
        yield running


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    """A small PDF/A-3u as the documents room makes them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        pdf = HTML(string=PAGE).write_pdf(pdf_variant="pdf/a-3u")
    assert pdf is not None
    return bytes(pdf)


@pytest.fixture(scope="session")
def font() -> bytes:
    """The font of visible signatures."""
    return Path("backend/hocba/documents/fonts/Tinos-Regular.ttf").read_bytes()

"""How many pages a PDF has."""

from io import BytesIO

from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from hocba.domain.errors import InputError


def page_count(pdf: bytes) -> int:
    """The number of pages. Raises InputError `pdf-unreadable`."""
    try:
        return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])
    except PdfReadError as fault:
        raise InputError("pdf-unreadable") from fault

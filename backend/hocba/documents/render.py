"""Views become PDF/A-3u files with their data attached. The same view gives the same bytes."""

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from multiprocessing.util import Finalize
from threading import Lock
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from weasyprint import CSS, HTML, Attachment  # type: ignore[import-untyped]  # WeasyPrint has no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]  # as above

from hocba.documents import wording
from hocba.documents.colors import SrgbProfile
from hocba.documents.fetcher import OwnFontsFetcher
from hocba.documents.fit import fitting_size, text_width_mm
from hocba.documents.record_view import RecordView, record_attachment
from hocba.documents.sheet_view import SheetView, sheet_attachment, sheet_root
from hocba.documents.signature_boxes import RECORD_PLACES, SHEET_ROWS_A_PAGE, sheet_page_count, sheet_places

RECORD_ATTACHMENT = "nam-hoc.json"
SHEET_ATTACHMENT = "bang-diem.json"
GENERATOR = "Hocba"
_COLORS = "hocba-srgb"


class Press:
    """Everything that is made once in a process: templates, style sheets, fonts, WeasyPrint's cache of images."""

    def __init__(self) -> None:
        self._templates = _templates()
        self._fetcher = OwnFontsFetcher()
        self._fonts = FontConfiguration()
        self._styles = [self._style(name) for name in ("fonts.css", "base.css", "record.css", "sheet.css")]
        self._colors = SrgbProfile()
        self._cache: dict[str, Any] = {}  # any: WeasyPrint's own objects
        self._one_at_a_time = Lock()  # the fonts and colours are shared, and not made for threads

    def print(self, template: str, attachment: Attachment, facts: dict[str, Any]) -> bytes:
        """The PDF of a template. `facts` are the names that the template knows."""
        text = self._templates.get_template(template).render(facts)
        html = HTML(string=text, url_fetcher=self._fetcher)
        with self._one_at_a_time:
            pdf: bytes = html.write_pdf(
                stylesheets=self._styles,
                font_config=self._fonts,
                cache=self._cache,
                attachments=[attachment],
                pdf_variant="pdf/a-3u",
                color_profiles={_COLORS: self._colors},
                output_intent=_COLORS,
            )
        return pdf

    def _style(self, name: str) -> CSS:
        text = (files("hocba.documents") / "styles" / name).read_text("utf-8")
        return CSS(string=text, font_config=self._fonts, url_fetcher=self._fetcher)


@cache
def press() -> Press:
    """The press of this process; its folder of unpacked fonts goes when the process ends, a worker of a pool too."""
    Finalize(None, press.cache_clear, exitpriority=0)
    return Press()


def render_record(view: RecordView) -> bytes:
    """The record as PDF/A-3u with `nam-hoc.json` inside. Raises InputError `text-does-not-fit`."""
    attached = _attachment(record_attachment(view), RECORD_ATTACHMENT, "Dữ liệu học bạ", view.made_at)
    return press().print("record.html", attached, {"view": view, "places": RECORD_PLACES, "made": _iso(view.made_at)})


def render_sheet(view: SheetView) -> bytes:
    """The class-subject-term sheet as PDF/A-3u with `bang-diem.json` inside. Raises InputError `text-does-not-fit`."""
    attached = _attachment(sheet_attachment(view), SHEET_ATTACHMENT, "Dữ liệu bảng điểm", view.made_at)
    facts = {
        "view": view,
        "pages": _pages(view),
        "places": sheet_places(len(view.teachers)),
        "root": sheet_root(view).hex(),
        "made": _iso(view.made_at),
    }
    return press().print("sheet.html", attached, facts)


def _pages(view: SheetView) -> list[tuple[Any, ...]]:
    size = SHEET_ROWS_A_PAGE
    return [view.rows[size * page : size * (page + 1)] for page in range(sheet_page_count(len(view.rows)))]


def _attachment(data: bytes, name: str, description: str, made_at: datetime) -> Attachment:
    """Made anew for each document: WeasyPrint reads an attachment only once."""
    moment = made_at.astimezone(UTC).replace(tzinfo=None)
    return Attachment(
        string=data,
        name=name,
        description=description,
        created=moment,
        modified=moment,
        relationship="Source",
    )


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("hocba.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"generator": GENERATOR, "wording": wording}
    environment.filters |= {"fit": fitting_size, "width_mm": text_width_mm}
    return environment

"""What a signature looks like on the page: duty, name and time, in a font that has all Vietnamese letters.

Nothing is transparent and the font is embedded, so that PDF/A still holds.
"""

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from io import BytesIO
from textwrap import wrap

from fontTools import subset  # type: ignore[import-untyped]  # the library has no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the library has no types
from fontTools.ttLib.scaleUpem import scale_upem  # type: ignore[import-untyped]  # the library has no types
from msgspec import Struct
from pyhanko.pdf_utils.font import FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import TextStampStyle

VIETNAM = timezone(timedelta(hours=7))
POINTS_A_LETTER = 3.9  # of 9-point text, on average
INK = (0.05, 0.20, 0.45)
_LETTERS = "\n".join(
    (
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0xA0, 0x180)),
        *map(chr, range(0x1EA0, 0x1EFA)),
        "ƠơƯư\u0300\u0301\u0303\u0309\u0323–—‘’“”…",
    )
)


class SignatureText(Struct, frozen=True):
    """The words of a visible signature."""

    label: str
    signer_name: str
    signed_at: datetime


def vietnam_time(moment: datetime) -> str:
    """Date and time in Vietnam with its offset: `31/05/2027 16:05:09 +07:00`."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S +07:00")


def stamp_style(text: SignatureText, font: bytes, width: float) -> TextStampStyle:
    """The appearance as a stamp for a box so many points wide; the text breaks, and shrinks to fit."""
    sentences = (text.label, f"Ký bởi: {text.signer_name}", f"Thời điểm ký: {vietnam_time(text.signed_at)}")
    lines = [line for sentence in sentences for line in wrap(sentence, max(16, int(width / POINTS_A_LETTER)))]
    place = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(left=2, right=2, top=2, bottom=2),
    )
    box = TextBoxStyle(font=_EmbeddedFont(font), font_size=9, leading=11, text_color=INK, box_layout_rule=place)
    return TextStampStyle(
        border_width=1,
        border_color=INK,
        text_box_style=box,
        inner_content_layout=place,
        stamp_text="\n".join(lines).replace("%", "%%"),
    )


class _EmbeddedFont(FontEngineFactory):
    """A font given as bytes."""

    def __init__(self, font: bytes) -> None:
        self._letters = _only_vietnamese(font)

    def create_font_engine(self, writer: BasePdfFileWriter, obj_stream: object = None) -> GlyphAccumulator:
        return GlyphAccumulator(
            writer, BytesIO(self._letters), font_size=9, bcp47_lang_code="vi", obj_stream=obj_stream
        )


@lru_cache(maxsize=4)
def _only_vietnamese(font: bytes) -> bytes:
    """The font cut to Latin and Vietnamese letters once, so that each signature subsets a small one."""
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=[], name_IDs=["*"])
    face = TTFont(BytesIO(font))
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=_LETTERS)
    subsetter.subset(face)
    scale_upem(face, 1000)  # pyHanko writes widths in font units where PDF wants thousandths
    cut = BytesIO()
    face.save(cut)
    return cut.getvalue()

"""The colour profile that PDF/A asks for, read once in a process."""

from importlib.resources import files
from io import BytesIO

from weasyprint.css import ColorProfile  # type: ignore[import-untyped]  # WeasyPrint has no types


class SrgbProfile(ColorProfile):  # type: ignore[misc]  # WeasyPrint has no types
    """WeasyPrint's sRGB profile, embedded exactly as its file is.

    Left to itself WeasyPrint opens the file anew for each document without closing it, and the colour library writes
    a profile differently the second time: the same view would not give the same bytes.
    """

    def __init__(self) -> None:
        self._bytes = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
        super().__init__(BytesIO(self._bytes), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))

    @property
    def content(self) -> bytes:
        """The bytes of the profile."""
        return self._bytes

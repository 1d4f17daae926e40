"""What a document may load: our own fonts, by name, from memory. Nothing else, from nowhere."""

from importlib.resources import files

from weasyprint import URLFetcher  # type: ignore[import-untyped]  # WeasyPrint has no types
from weasyprint.urls import URLFetcherResponse  # type: ignore[import-untyped]  # as above

SCHEME = "hocba:"
_FONTS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf")


class OwnFontsFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers `hocba:<font>` from bytes of the package; every other address is refused without being opened."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False)
        folder = files("hocba.documents") / "fonts"
        self._bytes_by_address = {SCHEME + name: (folder / name).read_bytes() for name in _FONTS}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of one of our fonts. Raises ValueError for everything else."""
        if url in self._bytes_by_address:
            return URLFetcherResponse(url, self._bytes_by_address[url], {"Content-Type": "font/ttf"})
        refused: URLFetcherResponse = super().fetch(url, headers)  # no protocol is allowed: always raises
        return refused

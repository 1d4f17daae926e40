"""GET / and everything that is not the API."""

from pathlib import Path

import pytest
from tests.web.conftest import Desk, OpenDesk

from hocba.settings import Settings
from hocba.web.headers import CONTENT_SECURITY_POLICY
from hocba.web.static import best_encoding

SCRIPT = "/assets/main-ABCD2345.js"


@pytest.mark.parametrize("path", ["/", "/dang-nhap", "/lop/7A1/toan", "/index.html"])
def test_pages_of_the_app_get_the_shell(desk: Desk, path: str) -> None:
    """The app routes by itself: each of its addresses opens the same shell, asked for anew each time."""
    answer = desk.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert "<title>Hocba</title>" in answer.text


def test_the_worker_is_never_html_and_never_kept(desk: Desk) -> None:
    """A cached or HTML answer for /sw.js would freeze the app on old tablets."""
    answer = desk.get("/sw.js")

    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text == "// worker"


@pytest.mark.parametrize(
    "path", ["/assets/thieu-ABCD2345.js", "/assets/thieu", "/favicon.ico", "/assets/../sw.js/x.js"]
)
def test_a_missing_file_is_404_and_not_the_shell(desk: Desk, path: str) -> None:
    """A script that is missing must fail, not arrive as HTML."""
    answer = desk.get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_missing_worker_is_404(open_desk: OpenDesk, settings: Settings, site: Path) -> None:
    """Even without the file, /sw.js is not the shell."""
    (site / "sw.js").unlink()

    assert open_desk(settings, site).get("/sw.js").status_code == 404


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("deflate", "identity"),
        ("", "identity"),
    ],
)
def test_the_best_form_is_chosen(accepted: str, encoding: str) -> None:
    """Brotli before zstd before gzip, and only what the browser reads."""
    assert best_encoding(accepted, {"br": b"", "gzip": b"", "zstd": b"", "identity": b""}) == encoding


def test_a_hashed_asset_is_kept_for_ever(desk: Desk) -> None:
    """Its name changes with its content; the compressed form comes as it lies on disk."""
    with desk.client.stream("GET", SCRIPT, headers={"Accept-Encoding": "zstd"}) as answer:
        body = b"".join(answer.iter_raw())

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "zstd"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert body == b"packed as .zst"


def test_a_file_that_has_not_changed_is_not_sent(desk: Desk) -> None:
    """The tag names content and form."""
    tag = desk.get(SCRIPT, **{"Accept-Encoding": "identity"}).headers["etag"]
    answer = desk.get(SCRIPT, **{"Accept-Encoding": "identity", "If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


def test_head_tells_the_length_without_the_body(desk: Desk) -> None:
    """HEAD is GET without the bytes."""
    answer = desk.client.head("/sw.js", headers={"Accept-Encoding": "identity"})

    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, "9", b"")


@pytest.mark.parametrize("path", ["/", "/sw.js", "/api/devices", "/api/khong-co", "/health/live", "/assets/x.js"])
def test_every_answer_has_the_policy(desk: Desk, path: str) -> None:
    """Pages, files and problems alike: nothing inline, nothing from elsewhere, no frame."""
    headers = desk.get(path).headers

    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_over_tls_the_browser_stays_there(desk_over_tls: Desk) -> None:
    """HSTS only where TLS is."""
    assert desk_over_tls.get("/").headers["strict-transport-security"] == "max-age=31536000"


def test_without_a_site_one_sentence_says_what_to_do(open_desk: OpenDesk, settings: Settings, tmp_path: Path) -> None:
    """A copy whose pages were never built says so, in both languages; the API works all the same."""
    desk = open_desk(settings, tmp_path / "none")

    answer = desk.get("/")

    assert answer.status_code == 503
    assert "Giao diện của Hocba chưa được dựng" in answer.text
    assert "python -m hocba_build" in answer.text
    assert desk.get("/health/live").status_code == 200

"""The page in the bag needs nothing from outside and knows the hash of every file."""

from hashlib import sha512
from pathlib import Path


def test_page_knows_every_file_and_loads_nothing(bag: Path) -> None:
    """All hashes of the payload stand in the page, and no address of any server."""
    page = (bag / "data/verify.html").read_text("utf-8")
    files = [path for path in (bag / "data").rglob("*") if path.is_file() and path.name != "verify.html"]
    assert all(sha512(path.read_bytes()).hexdigest() in page for path in files)
    assert "http" not in page.replace("http-equiv", "")
    assert "$" + "bag" not in page


def test_page_says_what_it_does_not_do(bag: Path) -> None:
    """Signatures need `hocba verify`, and the page says so in Vietnamese."""
    page = (bag / "data/verify.html").read_text("utf-8")
    assert "Trang không kiểm tra chữ ký số" in page
    assert "hocba verify" in page

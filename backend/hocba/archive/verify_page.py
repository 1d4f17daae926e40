"""The page that lies in every bag: it recomputes hashes in any browser, without network and without Hocba."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template

import msgspec


def verify_page(bag: str, school: str, hashes: Mapping[str, str]) -> bytes:
    """verify.html for a bag with these hashes (hex SHA-512 by path below data/)."""
    template = Template((files("hocba.archive") / "verify_page.html").read_text("utf-8"))
    known = msgspec.json.encode(hashes).decode().replace("<", "\\u003c")
    return template.substitute(bag=escape(bag), school=escape(school), hashes=known).encode()

"""The built site: the same bytes every time, every file named by its content, precached and precompressed."""

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # carries no types
import pytest
import zstandard

from hocba.schema.load import load_catalogue
from hocba_build.compress import TEXT
from hocba_build.node import install_packages
from hocba_build.precache import site_version
from hocba_build.site import FRONTEND, REPOSITORY, build_site, make_site
from hocba_build.typegen import TYPES, typescript

COMPRESSED = {".br", ".gz", ".zst"}
HASHED = re.compile(r"-[0-9A-Za-z]{8}\.[a-zA-Z0-9.]+$")
APP_BYTES = 60 * 1024  # of brotli: what the app's script may weigh on the wire


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One built site."""
    out = tmp_path_factory.mktemp("site") / "one"
    build_site(out)
    return out


def test_two_builds_are_the_same(site: Path, tmp_path: Path) -> None:
    """A second build gives the same files with the same bytes."""
    make_site(tmp_path / "two")
    assert _contents(tmp_path / "two") == _contents(site)


def test_a_build_replaces_the_old_site_whole(tmp_path: Path) -> None:
    """Nothing of an older site is left beside the new one."""
    out = tmp_path / "site"
    out.mkdir()
    (out / "old.js").write_text("old")
    build_site(out)
    assert ((out / "old.js").exists(), [path.name for path in tmp_path.iterdir()]) == (False, ["site"])


def test_assets_are_named_by_content(site: Path) -> None:
    """Every file under assets carries a hash in its name, so that it may be kept for ever."""
    names = [path.name for path in (site / "assets").iterdir() if path.suffix not in COMPRESSED]
    assert [name for name in names if not HASHED.search(name)] == []


def test_text_is_precompressed(site: Path) -> None:
    """Each text file lies beside its three compressed forms, and each form gives it back."""
    files = [path for path in site.rglob("*") if path.suffix in TEXT]
    for path in files:
        data = path.read_bytes()
        forms = {ending: path.with_name(path.name + ending).read_bytes() for ending in COMPRESSED}
        assert brotli.decompress(forms[".br"]) == data
        assert gzip.decompress(forms[".gz"]) == data
        assert zstandard.decompress(forms[".zst"]) == data
    assert len(files) > 5


def test_the_worker_keeps_the_whole_site(site: Path) -> None:
    """The worker's list is every file that the app needs offline, the shell as `/`."""
    listed = json.loads(re.findall(r'\[(?:"/[^"]*",?)+\]', (site / "sw.js").read_text())[0])
    files = {f"/{name}" for name in _contents(site) if Path(name).suffix not in COMPRESSED | {".txt"}}
    assert set(listed) == files - {"/index.html", "/sw.js"} | {"/"}


def test_the_version_follows_the_contents(tmp_path: Path) -> None:
    """Another content or another name makes another version; the same files make the same."""
    (tmp_path / "a.js").write_text("1")
    first = site_version(tmp_path)
    assert site_version(tmp_path) == first
    (tmp_path / "a.js").write_text("2")
    second = site_version(tmp_path)
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert len({first, second, site_version(tmp_path)}) == 3


def test_the_worker_is_short() -> None:
    """The service worker stays within 100 lines and knows nothing of marks or sync."""
    source = (FRONTEND / "src" / "sw.ts").read_text()
    assert len(source.splitlines()) <= 100
    assert [word for word in ("indexedDB", "import ", "/api/sync") if word in source] == []


def test_the_shell_obeys_a_strict_policy(site: Path) -> None:
    """No inline script, style or handler stands in the shell; it speaks Vietnamese."""
    shell = _Shell()
    shell.feed((site / "index.html").read_text())
    assert (shell.inline, shell.language) == ([], "vi")


def test_the_shell_names_files_that_exist(site: Path) -> None:
    """Every address in the shell and in the manifest is a file of the site."""
    shell = _Shell()
    shell.feed((site / "index.html").read_text())
    manifest = json.loads((site / "manifest.webmanifest").read_text())
    named = [*shell.files, *(icon["src"] for icon in manifest["icons"])]
    assert [name for name in named if not (site / name.lstrip("/")).is_file()] == []
    assert len(named) > 8


def test_the_catalogue_is_in_the_site(site: Path) -> None:
    """The tablets read the same catalogue as the server, down to its version."""
    (path,) = (site / "assets").glob("schema-*.json")
    catalogue = load_catalogue(REPOSITORY / "schemas")
    assert json.loads(path.read_bytes())["version"] == catalogue.version


def test_the_app_is_light(site: Path) -> None:
    """The app's script weighs at most 60 KB on the wire."""
    (path,) = (site / "assets").glob("main-*.js.br")
    assert path.stat().st_size <= APP_BYTES


def test_licences_travel_with_the_site(site: Path) -> None:
    """Whoever gets the site gets the licence of every package and font in it."""
    text = (site / "licences.txt").read_text()
    wanted = [*json.loads((FRONTEND / "package.json").read_text())["dependencies"], "Inter Project Authors"]
    assert [name for name in wanted if name not in text] == []


def test_types_are_up_to_date() -> None:
    """types.d.ts is what the Structs say; `python -m hocba_build --types` writes it."""
    assert TYPES.read_text() == typescript()


def test_build_is_no_package() -> None:
    """No __init__.py and no __main__.py lies directly in build/, which would hide PyPA's build."""
    names = {path.name for path in (REPOSITORY / "build").iterdir()}
    assert names & {"__init__.py", "__main__.py"} == set()


def test_packages_are_pinned() -> None:
    """Every package is named in one exact version, and installed as the lock file says."""
    install_packages(FRONTEND)
    told = json.loads((FRONTEND / "package.json").read_text())
    wanted = told["dependencies"] | told["devDependencies"]
    found = {name: json.loads((FRONTEND / "node_modules" / name / "package.json").read_text()) for name in wanted}
    assert {name: package["version"] for name, package in found.items()} == wanted


class _Shell(HTMLParser):
    """Notes what the shell refers to, and what a content policy would stop."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.inline: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        handlers = [name for name in told if name.startswith("on") or name == "style"]
        self.inline += handlers + ([tag] if tag == "style" or (tag == "script" and "src" not in told) else [])
        self.language = self.language or told.get("lang") or ""
        self.files += [address for name in ("src", "href") if (address := told.get(name)) and address.startswith("/")]


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

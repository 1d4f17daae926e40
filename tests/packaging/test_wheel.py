"""The published wheel is the whole product: a school never needs Node, and nothing of the repository."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PASSWORD = "một mật khẩu đủ dài\n"  # noqa: S105 - of a school that lives for a second
SCHOOL = [
    *("--code", "thcs-thu", "--name", "Trường THCS Thử", "--commune", "Phường Thử", "--province", "Tỉnh Thử"),
    *("--year", "2026-2027", "--admin-code", "QT01", "--admin-name", "Trần Văn Kiệt"),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree with its built site."""
    folder = tmp_path_factory.mktemp("wheel")
    if not (ROOT / "backend/hocba/_site/index.html").exists():
        subprocess.run([sys.executable, "-m", "hocba_build"], cwd=ROOT, check=True, capture_output=True)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("hocba-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which only the wheel is Hocba, and no Node is within reach."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": str(target), "PATH": "/usr/bin:/bin"}


def test_the_wheel_carries_site_law_and_samples(wheel: Path) -> None:
    """Site, schemas, samples, templates, fonts and migrations are inside; the builder is not."""
    names = zipfile.ZipFile(wheel).namelist()
    wanted = [
        "hocba/_site/index.html",
        "hocba/_site/sw.js",
        "hocba/_schemas/tt22-2021/results.toml",
        "hocba/_samples/danh-sach-hoc-sinh.xlsx",
    ]

    assert [name for name in wanted if name not in names] == []
    assert any(name.startswith("hocba/storage/migrations/") for name in names)
    assert any(name.startswith("hocba/documents/fonts/") for name in names)
    assert not any(name.startswith("hocba_build/") for name in names)


@pytest.fixture
def served(installed: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of `hocba serve` run from the installed wheel, far from the repository."""
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    hocba, place = [sys.executable, "-m", "hocba"], ["--data", str(data)]
    subprocess.run(
        [*hocba, "init", *place, *SCHOOL], input=PASSWORD, text=True, env=installed, cwd=elsewhere, check=True
    )
    process = subprocess.Popen([*hocba, "serve", *place, "--port", str(port)], env=installed, cwd=elsewhere)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=30)


def test_the_installed_wheel_serves_the_app(served: str) -> None:
    """`pip install` of the wheel is enough to serve the app and its law."""
    page = fetch(served + "/")
    schema = json.loads(fetch(served + "/health/live"))

    assert b'lang="vi"' in page
    assert schema


def fetch(url: str) -> bytes:
    """The body of an address, waiting until the server is up."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 - our own server
                return bytes(reply.read())
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)

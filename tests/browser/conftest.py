"""Real Chromium with a profile of its own for each device, and a real server that can really be stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LANDSCAPE, PORTRAIT = (1024, 768), (768, 1024)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`hocba serve` on a data folder, at one address for the whole story."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [sys.executable, "-m", "hocba", "serve", "--data", str(self.data), "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"HOCBA_LANG": "vi"})
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.url + "/health/live", timeout=2) as reply:  # noqa: S310 - our own server
                    if reply.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError(self.url)

    def stop(self) -> None:
        """Stop as an operator would; a stopped server is left alone."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)


class Device:
    """A tablet: a browser profile on disk that outlives closing the app."""

    def __init__(self, playwright: Playwright, profile: Path, url: str, size: tuple[int, int]) -> None:
        self.playwright, self.profile, self.url, self.size = playwright, profile, url, size
        self.violations: list[str] = []
        self.context: BrowserContext | None = None

    def open(self, path: str = "/") -> Page:
        """Start the browser on the app; the page listens for breaches of the content security policy."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path="/usr/bin/chromium",
            args=FLAGS,
            viewport={"width": self.size[0], "height": self.size[1]},
            has_touch=True,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        page = self.context.pages[0] if self.context.pages else self.context.new_page()
        page.on("console", self._note)
        page.goto(self.url + path)
        return page

    def _note(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if "Content Security Policy" in text or "TrustedHTML" in text:
            self.violations.append(text)

    def close(self) -> None:
        """Close every window, as at the end of a lesson."""
        if self.context:
            self.context.close()
            self.context = None


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright's driver, once."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def server(demo_folder: Path) -> Iterator[Server]:
    """The demo school's server, started."""
    running = Server(demo_folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def pictures() -> Path:
    """Where the stories leave their screenshots for people to look at."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder

"""Key to paint in the real score grid, beside a plain page with one input a cell, in one browser and one run."""

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from playwright.sync_api import Page, Playwright, sync_playwright
from tests.browser.conftest import LANDSCAPE, Device, Server
from tests.conftest import hocba

PUPILS, KEYS, PACE_S = 45, 40, 0.06
COLUMNS = 8  # as many cells a row as the grid of mathematics shows, averages included
WATCH = """
window.paints = [];
addEventListener('keydown', () => {
  const start = performance.now();
  requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => window.paints.push(performance.now() - start);
    port2.postMessage(null);
  });
}, {capture: true});
"""


class Row(Struct, frozen=True):
    """Times in ms of one page under one slowdown."""

    page: str
    slowdown: int
    times: tuple[float, ...]


def main() -> str:
    """The table of this part of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(os.environ.get("DEMO_FOLDER", folder + "/data"))
        if not data.exists():
            done = hocba("demo", "--no-serve", "--data", str(data))
            assert done.returncode == 0, done.stderr
        server = Server(data)
        server.start()
        try:
            return table(measure(playwright, server, Path(folder)))
        finally:
            server.stop()


def measure(playwright: Playwright, server: Server, folder: Path) -> list[Row]:
    """Ours and the plain page, interleaved at both speeds."""
    device = Device(playwright, folder / "profile", server.url, LANDSCAPE)
    ours = device.open()
    ours.get_by_label("Mã cán bộ").fill("CB009")
    ours.get_by_label("Mật khẩu").fill("hoc-ba-demo-2026")
    ours.keyboard.press("Enter")
    ours.get_by_role("navigation").wait_for(timeout=30_000)
    plain = ours.context.new_page()
    rows = []
    for slowdown in (6, 1):
        rows.append(Row("score grid", slowdown, tuple(typed_in_grid(ours, server.url, slowdown))))
        rows.append(Row(f"plain page, {PUPILS * COLUMNS} inputs", slowdown, tuple(typed_plain(plain, slowdown))))
    device.close()
    return rows


def typed_in_grid(page: Page, url: str, slowdown: int) -> list[float]:
    """Marks typed down the column CK of class 8A2 in quick mode."""
    page.add_init_script(WATCH)
    page.goto(url + "/lop/8A2/toan/hk2")
    page.locator('[role=gridcell][data-row="2"][data-column="5"]').click(timeout=30_000)
    return paced(page, slowdown)


def typed_plain(page: Page, slowdown: int) -> list[float]:
    """The same keys into a table of inputs with a label each; every second key moves down."""
    cells = "".join(f"<td><input aria-label='ô {n}' size=4></td>" for n in range(COLUMNS))
    body = "".join(f"<tr><th>Học sinh {n}</th>{cells}</tr>" for n in range(PUPILS))
    page.set_content(f"<table>{body}</table>")
    page.evaluate(WATCH)
    page.evaluate(
        """() => addEventListener('keyup', ({target}) => {
          const row = target.closest('tr');
          const next = row.nextElementSibling?.children[target.closest('td').cellIndex].firstChild;
          if (target.value.length > 1) next?.focus();
        })"""
    )
    page.locator("input").nth(2 * COLUMNS + 5).focus()
    return paced(page, slowdown)


def paced(page: Page, slowdown: int) -> list[float]:
    """Press digits, each some time after the last was painted; the paints' times in ms."""
    page.bring_to_front()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    for number in range(KEYS):
        page.keyboard.press(str(5 + number % 4))
        while len(page.evaluate("window.paints")) <= number:
            time.sleep(0.005)
        time.sleep(PACE_S)
    return [float(paint) for paint in page.evaluate("window.paints")]


def table(rows: Sequence[Row]) -> str:
    """Medians and 95th percentiles; the ratio is to the plain page at the same slowdown."""
    lines = ["| page | CPU slowdown | median ms | p95 ms | median, ratio to the plain page |", "|---|---|---|---|---|"]
    plain = {row.slowdown: statistics.median(row.times) for row in rows if row.page != "score grid"}
    for row in rows:
        middle, late = statistics.median(row.times), statistics.quantiles(row.times, n=20)[-1]
        ratio = middle / plain[row.slowdown]
        lines.append(f"| {row.page} | {row.slowdown}× | {middle:.1f} | {late:.1f} | {ratio:.2f} |")
    lines.append(
        f"\n{KEYS} keys each, the next {PACE_S * 1000:.0f} ms after the paint; headless Chromium with a software"
    )
    lines.append(
        "raster, slowed through the DevTools protocol: not a real tablet. The grid also writes every mark to IndexedDB."
    )
    return "\n".join(lines)


if __name__ == "__main__":
    import sys

    sys.stdout.write(main() + "\n")

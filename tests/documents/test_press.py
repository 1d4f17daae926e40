"""What a press leaves behind."""

import subprocess
import sys
from pathlib import Path

_PRINT = """
from hocba.documents.pool import RenderPool
from hocba.documents.render import render_sheet
from tests.documents import views
if __name__ == "__main__":
    render_sheet(views.a_sheet(3))
    with RenderPool(1) as pool:
        pool.sheet(views.a_sheet(3))
"""


def test_no_unpacked_fonts_stay_on_the_disk(tmp_path: Path) -> None:
    """The temporary folder is empty after the process and its worker have ended."""
    script = tmp_path / "print_a_sheet.py"
    script.write_text(_PRINT, "utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    root = Path(__file__).parents[2]
    environ = {"TMPDIR": str(temporary), "PYTHONPATH": f"{root}/backend:{root}", "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, str(script)], check=True, cwd=root, env=environ)
    assert list(temporary.iterdir()) == []

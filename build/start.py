"""The one door for newcomers: prepare this machine, then run the demo or the tests.

    python3 build/start.py demo     set everything up, make the example school, serve it on http://127.0.0.1:8000
    python3 build/start.py test     set everything up, run every check and test

Only the standard library is used, because nothing else is there yet. What is already prepared is not done again.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "prepared"
CONSTRAINTS = ROOT / "build" / "constraints.txt"

LIBRARIES = {  # Debian package: the shared library it brings (for rendering PDF)
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
TEST_LIBRARIES = {"libatomic1": "libatomic.so.1"}  # for the browser's driver
PROGRAMS = {  # Debian package: the program it brings (for the tests)
    "git": "git",
    "chromium": "chromium",
    "qpdf": "qpdf",
    "poppler-utils": "pdfsig",
    "libnss3-tools": "certutil",
}
GROUPS = {"demo": "build", "test": "dev"}


def main(arguments: Sequence[str]) -> int:
    """Prepare for `demo` or `test` and run it; what follows goes to the command."""
    if not arguments or arguments[0] not in GROUPS:
        sys.stderr.write(__doc__ or "")
        return 2
    task, rest = arguments[0], list(arguments[1:])
    system_packages(task)
    python_packages(GROUPS[task])
    if task == "demo":
        run([PYTHON, "-m", "hocba_build"])
    command = ["-m", "hocba", "demo"] if task == "demo" else ["-m", "nox", "-f", str(ROOT / "noxfile.py")]
    os.chdir(ROOT)
    os.environ["PATH"] = f"{PYTHON.parent}:{os.environ['PATH']}"
    os.execv(PYTHON, [str(PYTHON), *command, *rest])  # noqa: S606 - our own program takes over this process
    return None


def system_packages(task: str) -> None:
    """Install what Debian must bring, or say in one line what to type."""
    missing = missing_packages(task)
    if not missing:
        return
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(missing)}"
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (as_root and not shutil.which("sudo")):
        sys.exit(f"Cần cài trước / Install first (as root):\n  {line}")
    say(f"Cài gói hệ thống: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        if subprocess.run([*as_root, "apt-get", *step], env=environment, stdout=subprocess.DEVNULL).returncode:  # noqa: S603, PLW1510 - fixed words, the code is read
            sys.exit(f"Cần cài trước / Install first (as root):\n  {line}")


def missing_packages(task: str) -> list[str]:
    """Debian packages that this task needs and this machine lacks."""
    missing = [name for name, file in LIBRARIES.items() if not library(file)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.insert(0, "python3-venv")
    if task == "test":
        missing += [name for name, file in TEST_LIBRARIES.items() if not library(file)]
        missing += [name for name, program in PROGRAMS.items() if not shutil.which(program)]
    return missing


def library(name: str) -> bool:
    """Whether the loader's folders hold this shared library."""
    return any(next(Path(folder).glob(f"**/{name}"), None) for folder in ("/usr/lib", "/lib") if Path(folder).is_dir())


def python_packages(group: str) -> None:
    """A virtual environment in .venv with the project (editable) and one dependency group."""
    wanted = f"{group} {fingerprint()}"
    done = STAMP.read_text().splitlines() if STAMP.exists() else []
    if wanted in done or f"dev {fingerprint()}" in done:
        return
    say("Cài gói Python vào .venv (chỉ lần đầu)")
    if not PYTHON.exists():
        run([sys.executable, "-m", "venv", VENV])
    pip("--upgrade", "pip>=25.1")
    pip("--constraint", str(CONSTRAINTS), "--editable", str(ROOT), "--group", f"{ROOT / 'pyproject.toml'}:{group}")
    STAMP.write_text("\n".join([line for line in done if fingerprint() in line] + [wanted]) + "\n")


def pip(*arguments: str) -> None:
    """Install into .venv."""
    run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments])


def fingerprint() -> str:
    """Changes when the dependencies change."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + CONSTRAINTS.read_bytes()).hexdigest()[:16]


def run(command: Sequence[str | Path]) -> None:
    """Run one step in the project's folder; stop with its exit code when it fails."""
    code = subprocess.run([str(word) for word in command], cwd=ROOT).returncode  # noqa: S603, PLW1510 - our own steps, the code is read
    if code:
        sys.exit(code)


def say(sentence: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"→ {sentence}…\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

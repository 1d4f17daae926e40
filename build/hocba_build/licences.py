"""The licences of all that the site carries, in one text beside it."""

import json
from pathlib import Path


def write_licences(frontend: Path, out: Path) -> None:
    """Write licences.txt: every package of the app by name and version, then the fonts that lie in the repository."""
    packages = sorted(json.loads((frontend / "package.json").read_bytes())["dependencies"].items())
    parts = [f"{name} {version}\n\n{_licence(frontend, name)}" for name, version in packages]
    parts.append((frontend / "static" / "fonts" / "LICENSE.txt").read_text(encoding="utf-8").strip())
    (out / "licences.txt").write_text(f"\n\n{'-' * 72}\n\n".join(parts) + "\n", encoding="utf-8")


def _licence(frontend: Path, name: str) -> str:
    return (frontend / "node_modules" / name / "LICENSE").read_text(encoding="utf-8").strip()

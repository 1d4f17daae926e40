"""python -m hocba_build [--out FOLDER] [--types] [--circular]: build the site, the wire's types, or the law's page."""

import argparse
import sys
from pathlib import Path

from hocba_build.circular_page import PAGE, circular_page
from hocba_build.site import SITE, build_site
from hocba_build.typegen import TYPES, typescript


def main(arguments: list[str]) -> int:
    """Build, and say where the site lies."""
    parser = argparse.ArgumentParser(prog="hocba_build", description=__doc__)
    parser.add_argument("--out", type=Path, default=SITE, help="folder that the site replaces")
    parser.add_argument("--types", action="store_true", help="only write frontend/src/schema/types.d.ts")
    parser.add_argument("--circular", action="store_true", help="only write docs/circular-22.md")
    chosen = parser.parse_args(arguments)
    if chosen.circular:
        PAGE.write_text(circular_page(), encoding="utf-8")
        return 0
    if chosen.types:
        TYPES.write_text(typescript(), encoding="utf-8")
        return 0
    build_site(chosen.out)
    sys.stdout.write(f"Trang tĩnh: {chosen.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

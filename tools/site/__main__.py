"""Write the documentation site: python -m tools.site OUT."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.site.build import build


def main() -> None:
    """Read the folder from the command line, and write the site into it."""
    parser = argparse.ArgumentParser(prog="python -m tools.site", description="Write the documentation site.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write into")
    out: Path = parser.parse_args().out
    written = build(out)
    print(f"{len(written)} files in {out}; begin at {out / 'index.html'}")


if __name__ == "__main__":
    main()

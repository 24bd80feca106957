"""The versions that `constraints.txt` holds: made from two environments, and held against a third.

`bin/pin` calls `python -m tools.pins OLDEST NEWEST` with the interpreters of two environments that were set up with the
newest packages. `.ci/run` calls `python -m tools.pins --drift PYTHON` where tests fail with newer packages than those.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[1] / "constraints.txt"

OWN = ("grantrules", "pip")
"""What is in every environment and is not pinned: this package, and what installs the others."""


class Environment(NamedTuple):
    """A Python, as `3.11`, and the versions of the packages beside it."""

    python: str
    packages: Mapping[str, str]


def environment(python: str) -> Environment:
    """What is installed beside an interpreter."""
    version = _said(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip()
    found = json.loads(_said(python, "-m", "pip", "list", "--format=json", "--disable-pip-version-check"))
    names = {normal(each["name"]): each["version"] for each in found}
    return Environment(version, {name: names[name] for name in sorted(names) if name not in OWN})


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def normal(name: str) -> str:
    """The name of a package as all tools compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def constraints(oldest: Environment, newest: Environment) -> str:
    """The file: a version for each package, or two where the Pythons cannot have the same.

    Then the Pythons between the two get what the oldest has, which surely does not ask for a newer one.
    """
    lines = [
        f"# The versions that were tested together, for Python {oldest.python} to {newest.python}. Made by bin/pin."
    ]
    for name in sorted({*oldest.packages, *newest.packages}):
        old, new = oldest.packages.get(name), newest.packages.get(name)
        if old is None or new is None or old == new:
            lines.append(f"{name}=={old or new}")
        else:
            lines.append(f'{name}=={old} ; python_version < "{newest.python}"')
            lines.append(f'{name}=={new} ; python_version >= "{newest.python}"')
    return "\n".join(lines) + "\n"


_LINE = re.compile(
    r'(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)( ; python_version (?P<than><|>=) "(?P<python>[0-9.]+)")?'
)


def pinned(text: str, python: str) -> dict[str, str]:
    """The versions in a file for a Python, by package."""
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        read = _LINE.fullmatch(line)
        if read is None:
            raise ValueError(f"not a line of constraints.txt: {line}")
        if read["than"] is None or (_order(python) < _order(read["python"])) == (read["than"] == "<"):
            found[read["name"]] = read["version"]
    return found


def _order(python: str) -> tuple[int, ...]:
    return tuple(map(int, python.split(".")))


def drift(text: str, now: Environment) -> list[str]:
    """How the packages of an environment differ from those in a file, a line each."""
    known = pinned(text, now.python)
    return [
        f"{name} {known.get(name, 'not there')} -> {version}"
        for name, version in now.packages.items()
        if known.get(name) != version
    ]


def main(arguments: list[str]) -> int:
    """Print the file for two environments, or how one differs from it."""
    match arguments:
        case ["--drift", python]:
            print("\n".join(drift(FILE.read_text("utf-8"), environment(python))) or "no package differs")
        case [oldest, newest]:
            print(constraints(environment(oldest), environment(newest)), end="")
        case _:
            print("usage: python -m tools.pins OLDEST NEWEST, or --drift PYTHON", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

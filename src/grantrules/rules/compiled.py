"""The shipped years in a compiled form, so that a process which asks them need not read YAML first.

It is made when the package is built or installed from a checkout (`hatch_build.py`), and used only while the rules and
the code that reads them are, byte for byte, those that it was made of. Otherwise the YAML is read, as in any folder.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grantrules.rules.ruleset import RuleSet, Shared

PACKAGE = Path(__file__).resolve().parents[1]
KEPT = PACKAGE / "compiled" / "rules.pickle"
"""The compiled rules, behind the digest of what they were made of."""

_READS_RULES = ("base", "language", "rules")
"""The rooms of the code that reads rules."""

_DIGEST_SIZE = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Compiled:
    """What is shared between the shipped years, and the rules of each."""

    shared: Shared
    years: Mapping[int, RuleSet]


def shipped_folder() -> Path:
    """Where the shipped regulations lie: in the package when installed, at the top of a checkout."""
    inside = PACKAGE / "regulations"
    return inside if inside.is_dir() else PACKAGE.parents[1] / "regulations"


@cache
def compiled() -> Compiled | None:
    """The shipped years in compiled form; none where there is none, or where it was made of something else."""
    try:
        kept = KEPT.read_bytes()
        if kept[:_DIGEST_SIZE] != _made_of():
            return None
    except OSError:
        return None
    found = pickle.loads(kept[_DIGEST_SIZE:])  # noqa: S301  it lies in the package, like the code itself
    assert isinstance(found, Compiled)
    return found


def keep(made: Compiled) -> None:
    """Write the compiled form, to be found by the processes to come."""
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_bytes(_made_of() + pickle.dumps(made, protocol=5))


def _made_of() -> bytes:
    """A digest of the shipped rules and of the code that reads them."""
    digest = hashlib.sha256()
    for path in _sources():
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _sources() -> Iterator[Path]:
    for room in _READS_RULES:
        yield from sorted((PACKAGE / room).glob("*.py"))
    folder = shipped_folder()
    yield from sorted(folder.glob("*.yaml"))
    for year in sorted(folder.glob("[0-9]*")):
        yield from (path for path in sorted(year.glob("*.yaml")) if path.name != "cases.yaml")

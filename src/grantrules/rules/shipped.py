"""The shipped years: where they lie, which there are, and a compiled form, with which nobody has to wait for YAML.

The compiled form is made when the package is built or installed from a checkout (`hatch_build.py`), and used only while the rules and
the code that reads them are, byte for byte, those that it was made of. Otherwise the YAML is read, as in any folder.
"""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter

from grantrules.base.errors import Problem
from grantrules.base.logs import INFO, log, milliseconds_since
from grantrules.base.texts import Text
from grantrules.language.condition import Citation
from grantrules.language.vocabulary import Vocabulary
from grantrules.rules.ruleset import RuleSet, SourceDocument

REGULATION = "regulation.yaml"
"""The file that makes a folder a year."""

PACKAGE = Path(__file__).resolve().parents[1]
KEPT = PACKAGE / "compiled" / "rules.pickle"
"""The compiled rules, behind a digest of them and of what they were made of."""

_READS_RULES = ("base", "language", "rules")
"""The rooms of the code that reads rules."""

_DIGEST_SIZE = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class YearNote:
    """What a document says about a year that has no rules here."""

    year: int
    text: Text
    source: Citation


@dataclass(frozen=True)
class Shared:
    """The vocabulary and the source documents that rules are read against."""

    vocabulary: Vocabulary
    documents: Mapping[str, SourceDocument]
    years: tuple[YearNote, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Compiled:
    """What is shared between the shipped years, and the rules of each."""

    shared: Shared
    years: Mapping[int, RuleSet]


def shipped_folder() -> Path:
    """Where the shipped regulations lie: in the package when installed, at the top of a checkout."""
    inside = PACKAGE / "regulations"
    return inside if inside.is_dir() else PACKAGE.parents[1] / "regulations"


def shipped_years() -> tuple[int, ...]:
    """The years that have rules here."""
    return years_in(shipped_folder())


def years_in(folder: Path) -> tuple[int, ...]:
    """The years that have rules in a folder of regulations."""
    return tuple(sorted(int(each.name) for each in named_as_years(folder) if (each / REGULATION).is_file()))


def named_as_years(folder: Path) -> list[Path]:
    """The folders of a folder that are called as a year, whatever is in them."""
    return [each for each in sorted(folder.iterdir()) if re.fullmatch("[0-9]+", each.name)] if folder.is_dir() else []


@cache
def compiled() -> Compiled | None:
    """The shipped years in compiled form; none where there is none, or where it was made of something else."""
    start = perf_counter()
    try:
        kept = KEPT.read_bytes()
        if kept[:_DIGEST_SIZE] != _digest(kept[_DIGEST_SIZE:]):
            return None
    except OSError:
        return None
    found = pickle.loads(kept[_DIGEST_SIZE:])  # noqa: S301  it lies in the package, like the code itself
    assert isinstance(found, Compiled)
    log(INFO, "loaded the shipped years in compiled form in %.1f ms", milliseconds_since(start))
    return found


def keep(made: Compiled) -> None:
    """Write the compiled form, to be found by the processes to come."""
    KEPT.parent.mkdir(exist_ok=True)
    content = pickle.dumps(made, protocol=5)
    KEPT.write_bytes(_digest(content) + content)


def _digest(content: bytes) -> bytes:
    """A digest of the compiled rules, of the shipped ones that they were made of, and of the code that reads those."""
    digest = hashlib.sha256(content)
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

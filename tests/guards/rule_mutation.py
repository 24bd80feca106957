"""Is every rule guarded? Each is changed in every small way, and some case must then expect something else.

Run as `python -m tests.guards.rule_mutation [YEAR] [--rule ID] [--survivors]`. A change that no document can tell is proved to be
equivalent (`rule_equivalence.py`); every other one has to be killed by a case of its year or by a case on reports. What is
neither is printed with the place of the rule, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool

from grantrules.api import years
from tests.support.rule_cases import Benches, shipped
from tests.support.rule_changes import Change, changes_of_year
from tests.support.rule_equivalence import proved_equivalent

WORKERS = 2
EQUIVALENT = "proved equivalent"


@dataclass(frozen=True)
class Tried:
    """A change in words, and what became of it: the case that kills it, the proof that nothing can, or neither."""

    subject: str
    words: str
    killed_by: str | None
    equivalent: bool

    @property
    def survives(self) -> bool:
        """Whether no case tells the change although one may be able to."""
        return self.killed_by is None and not self.equivalent

    def __str__(self) -> str:
        return f"{EQUIVALENT if self.equivalent else self.killed_by or 'SURVIVES'}: {self.words}"


def tried(change: Change, benches: Benches) -> Tried:
    """What becomes of a change."""
    killed_by = benches.killed_by(change)
    return Tried(change.subject, str(change), killed_by, killed_by is None and proved_equivalent(change))


class _Year:
    """The changes and cases of the year that a worker is at."""

    benches: Benches
    changes: Sequence[Change]


def _begin(year: int) -> None:
    _Year.benches = shipped(year)
    _Year.changes = tuple(changes_of_year(_Year.benches.year))


def _try(number: int) -> Tried:
    return tried(_Year.changes[number], _Year.benches)


def run(year: int, rule: str | None = None) -> Iterator[Tried]:
    """Try every change of a shipped year, or of one of its rules."""
    _begin(year)
    numbers = [n for n, change in enumerate(_Year.changes) if rule in (None, change.subject)]
    with Pool(WORKERS, _begin, (year,)) as pool:
        yield from pool.imap(_try, numbers, chunksize=10)


def summary(results: Iterable[Tried]) -> str:
    """How many changes there are, and what became of them."""
    every = list(results)
    killed, equivalent = sum(each.killed_by is not None for each in every), sum(each.equivalent for each in every)
    return f"killed {killed} of {len(every)}, {equivalent} {EQUIVALENT}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.guards.rule_mutation", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("year", nargs="?", type=int, choices=years(), help="all years where none is named")
    parser.add_argument("--rule", help="only the changes of the rule with this id")
    parser.add_argument("--survivors", action="store_true", help="print only what survives")
    given = parser.parse_args(arguments)
    guarded = True
    for year in [given.year] if given.year else years():
        results = []
        for each in run(year, given.rule):
            results.append(each)
            if each.survives or not given.survivors:
                print(each, flush=True)
        guarded = guarded and not any(each.survives for each in results)
        print(f"{year}: {summary(results)}", flush=True)
    return 0 if guarded else 1


if __name__ == "__main__":
    sys.exit(main())

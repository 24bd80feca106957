"""Has every rule, and every branch of one, a case where it holds, fails, is open and does not apply?

Run as `python -m tests.guards.outcome_coverage [YEAR]`. What no document can come to is proved by going through all cases, with any
facts missing (`rule_equivalence.py`); the rest is listed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grantrules.api import years
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.reference import Truth, value_of
from grantrules.language.condition import Condition
from grantrules.language.vocabulary import Document
from grantrules.rules.ruleset import Rule, RuleSet
from tests.support.rule_cases import Bench, Benches, shipped
from tests.support.rule_equivalence import asked_about, reachable

_KINDS = {Truth.TRUE: OutcomeKind.HELD, Truth.FALSE: OutcomeKind.FAILED, Truth.UNKNOWN: OutcomeKind.OPEN}


@dataclass(frozen=True)
class Wanted:
    """One way in which a rule, or a branch of it (by its id), can come out."""

    rule: str
    branch: str | None
    kind: OutcomeKind

    def __str__(self) -> str:
        name = self.rule if self.branch is None else f"{self.rule}/{self.branch}"
        return f"{name}: no case where it is {self.kind.value}"


@dataclass(frozen=True)
class Coverage:
    """What the cases come to, what nothing can come to, and what is left."""

    seen: frozenset[Wanted]
    impossible: frozenset[Wanted]
    left: tuple[Wanted, ...]

    def __str__(self) -> str:
        total = len(self.seen) + len(self.impossible) + len(self.left)
        return f"{len(self.seen)} of {total} outcomes seen, {len(self.impossible)} impossible"


def coverage(benches: Benches) -> Coverage:
    """How the cases cover the outcomes of a year's rules."""
    every = [(rule, wanted) for rule in benches.year.rules for wanted in _wanted(rule)]
    seen = {found for bench in benches.every for found in _seen(benches.year, bench)}
    left = [(rule, wanted) for rule, wanted in every if wanted not in seen]
    impossible = {wanted for rule, wanted in left if not _possible(rule, wanted, benches.year)}
    return Coverage(
        frozenset(wanted for _, wanted in every if wanted in seen),
        frozenset(impossible),
        tuple(wanted for _, wanted in left if wanted not in impossible),
    )


def _wanted(rule: Rule) -> Iterator[Wanted]:
    for kind in OutcomeKind:
        yield Wanted(rule.id, None, kind)
        if kind is not OutcomeKind.NOT_APPLICABLE:
            yield from (Wanted(rule.id, branch, kind) for branch in rule.branches)


def _seen(year: RuleSet, bench: Bench) -> Iterator[Wanted]:
    """How the rules of a year and their branches come out in some cases."""
    for known in bench.known:
        for (rule_id, n), outcome in known.outcomes.items():
            if rule_id not in year.by_id:
                continue
            yield Wanted(rule_id, None, outcome.kind)
            facts = known.stated.facts if n is None else known.stated.measures[n].facts
            for id_, branch in year.by_id[rule_id].branches.items():
                truth = value_of(branch, facts, known.stated.measures).truth
                yield Wanted(rule_id, id_, _KINDS[truth])


def _possible(rule: Rule, wanted: Wanted, year: RuleSet) -> bool:
    """Whether any document can come to it."""
    asked: Rule = rule
    if wanted.branch is not None:
        branch: Condition = rule.branches[wanted.branch]
        asked = replace(rule, condition=branch, when=None, office=None)
    documents = set(asked_about(rule, year)) or {Document.APPLICATION}
    return any(wanted.kind in reachable(asked, year.vocabulary, document) for document in documents)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.guards.outcome_coverage", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("year", nargs="?", type=int, choices=years(), help="all years where none is named")
    given = parser.parse_args(arguments)
    complete = True
    for year in [given.year] if given.year else years():
        found = coverage(shipped(year))
        for each in found.left:
            print(each, flush=True)
        complete = complete and not found.left
        print(f"{year}: {found}", flush=True)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())

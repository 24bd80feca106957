"""What an open rule waits for: for each fact, where a condition is open and hangs on that the fact is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from grantrules.evaluation.executors.frame.terms import COMBINED, Term, Terms, every, negated, some
from grantrules.evaluation.polarity import Pair
from grantrules.evaluation.tracing import pair_of
from grantrules.intake.stated import MEASURES
from grantrules.language.condition import All, Any, Branch, Compare, Condition, Count, Not, Readings, operand_paths

Waits = dict[str, Term]
"""For each fact whether the condition is open and waits for it."""


class Waiting:
    """Works out what the conditions of one table wait for.

    `counted` has the name of each counted part, and for each fact that it can wait for a column that says whether
    some measure does.
    """

    def __init__(self, terms: Terms, counted: Mapping[Condition, tuple[str, Mapping[str, str]]]) -> None:
        self._terms, self._counted = terms, counted
        self._opens: dict[Pair, Term] = {}

    def of(self, node: Condition) -> Waits:
        """The facts that a condition can wait for, with where it does."""
        match node:
            case Compare():
                return self._of_comparison(node)
            case All(parts=parts) | Any(parts=parts):
                return self._where_open(node, parts)
            case Not(part=part) | Branch(part=part):
                return self.of(part)
            case Count():
                return self._of_count(node)
            case Readings(parts=parts):
                pairs = [pair_of(part) for part in parts]
                differ = every(
                    some(self._terms.of(each) for each in ends)
                    for ends in ([pair.holds for pair in pairs], [pair.fails for pair in pairs])
                )
                return _where(self._terms.stage(negated(differ), COMBINED), self._where_open(node, parts))
            case _:
                assert_never(node)

    def _open(self, node: Condition) -> Term:
        pair = pair_of(node)
        if pair not in self._opens:
            term = every(negated(self._terms.of(end)) for end in (pair.holds, pair.fails))
            self._opens[pair] = self._terms.stage(term, COMBINED)
        return self._opens[pair]

    def _where_open(self, node: Condition, parts: Iterable[Condition]) -> Waits:
        return _where(self._open(node), _together(self.of(part) for part in parts))

    def _of_comparison(self, node: Compare) -> Waits:
        missing = {path: self._terms.is_missing(path) for path in (node.path, *operand_paths(node.operand))}
        if node.only_for is None:
            return missing
        exists, bare = pair_of(node.only_for), pair_of(replace(node, only_for=None))
        own = _where(negated(self._terms.of(exists.fails)), missing)
        return _together([own, _where(negated(self._terms.of(bare.fails)), self.of(node.only_for))])

    def _of_count(self, node: Count) -> Waits:
        nw = self._terms.nw
        name, columns = self._counted[node.part]
        inside = {path: nw.col(column) for path, column in columns.items()}
        return _where(self._open(node), {**inside, MEASURES: nw.col(f"{name} surely").is_null()})


def _where(term: Term, waits: Waits) -> Waits:
    return {path: both for path, each in waits.items() if (both := every([term, each])) is not False}


def _together(several: Iterable[Waits]) -> Waits:
    found: dict[str, list[Term]] = {}
    for waits in several:
        for path, term in waits.items():
            found.setdefault(path, []).append(term)
    return {path: some(terms) for path, terms in found.items()}

"""A year's rules as durable-rules reads them: rulesets, what to post to them, what their conclusions mean.

Of each rule three formulas are asked: that its guard surely fails, that its statement surely holds,
that it surely fails; where none is true the rule is open. None of this needs the package itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from grantrules.evaluation.executors.durable.network import Network, Page, Post
from grantrules.evaluation.executors.durable.steps import tests
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.polarity import (
    Both,
    Constant,
    Counted,
    Determined,
    Either,
    Formula,
    Pair,
    Test,
    both,
    either,
)
from grantrules.evaluation.tracing import pair_of
from grantrules.intake.stated import Facts, Stated
from grantrules.language.condition import Compare, Op
from grantrules.language.vocabulary import FactType
from grantrules.rules.ruleset import Rule, RuleSet

Kinds = tuple[OutcomeKind, ...]

_ASKED = {
    OutcomeKind.NOT_APPLICABLE: "is not applicable",
    OutcomeKind.HELD: "surely holds",
    OutcomeKind.FAILED: "surely fails",
}
"""What is asked of each rule, the first that is true deciding."""


@dataclass(frozen=True)
class RuleKinds:
    """How every rule of a year comes out: once for the application, and once for each measure."""

    application: Kinds
    measures: tuple[Kinds, ...]


class DurableRules:
    """The rules of a year as durable-rules reads them."""

    def __init__(self, rules: RuleSet) -> None:
        whole = {path for path, fact in rules.vocabulary.items() if fact.type in (FactType.INTEGER, FactType.YEAR)}
        counts = _Counts()
        application, measure = (_formulas(each, counts) for each in (rules.application_rules, rules.measure_rules))
        whole |= counts.names
        self._counting = [_Counting(at, asked, whole) for at, asked in enumerate(counts.by_depth())]
        self._application = _Scope("application", rules.application_rules, application, whole)
        self._measure = _Scope("measure", rules.measure_rules, measure, whole)

    def __call__(self, stated: Stated, post: Post) -> RuleKinds:
        """How every rule comes out, by what fires when messages are posted.

        Messages go to one ruleset at a time, because what is counted there is posted to the next.
        """
        measures = [measure.facts for measure in stated.measures]
        counted: dict[str, int] = {}
        for counting in self._counting if measures else ():
            counted |= counting(_with(measures, counted), post)
        (application,) = self._application(_with([stated.facts], counted), post)
        return RuleKinds(application, tuple(self._measure(_with(measures, counted), post)))

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every ruleset, in the order in which messages are posted to them."""
        networks = (*(each.network for each in self._counting), self._application.network, self._measure.network)
        return tuple(page for network in networks for page in network.pages)

    def described(self) -> Mapping[str, Any]:
        """The rulesets for people who run them in a host of their own, as data that can be written as JSON."""
        return {
            page.name: {
                "rules": page.definition,
                "facts": page.posted.described(),
                "concludes": {rule: list(keys) for rule, keys in page.concluded.items()},
            }
            for page in self.pages
        }


class _Scope:
    """The rules that are asked about an application, or about a measure."""

    def __init__(self, name: str, rules: Sequence[Rule], formulas: Mapping[str, Formula], whole: set[str]) -> None:
        self.network = Network(name, formulas, whole)
        self._keys = [[(kind, _key(rule, kind)) for kind in _ASKED] for rule in rules]

    def __call__(self, cases: Sequence[Facts], post: Post) -> list[Kinds]:
        return [tuple(_kind(keys, true) for keys in self._keys) for true in self.network(cases, post)]


def _kind(keys: Sequence[tuple[OutcomeKind, str]], true: set[str]) -> OutcomeKind:
    return next((kind for kind, key in keys if key in true), OutcomeKind.OPEN)


def _key(rule: Rule, kind: OutcomeKind) -> str:
    return f"{rule.id}: {_ASKED[kind]}"


def _formulas(rules: Sequence[Rule], counts: _Counts) -> dict[str, Formula]:
    made: dict[str, Formula] = {}
    for rule in rules:
        pair = pair_of(rule.statement)
        asked = {OutcomeKind.HELD: pair.holds, OutcomeKind.FAILED: pair.fails}
        if rule.guard is not None:
            asked[OutcomeKind.NOT_APPLICABLE] = pair_of(rule.guard).fails
        made |= {_key(rule, kind): counts.replaced(formula) for kind, formula in asked.items()}
    return made


def _with(cases: Sequence[Facts], counted: Mapping[str, int]) -> list[Facts]:
    return [{**facts, **counted} for facts in cases] if counted else list(cases)


@dataclass(frozen=True)
class _Asked:
    """What is asked of each measure for a count, and what the two ends of the interval are called as facts."""

    holds: Formula
    fails: Formula
    surely: str
    perhaps: str
    depth: int


class _Counts:
    """The counts in formulas, replaced by tests of the numbers that will have been counted."""

    def __init__(self) -> None:
        self._asked: dict[Pair, _Asked] = {}
        self._depths: dict[str, int] = {}

    @property
    def names(self) -> frozenset[str]:
        """What the numbers are called among the facts."""
        return frozenset(self._depths)

    def replaced(self, formula: Formula) -> Formula:
        """The formula with tests only."""
        match formula:
            case Constant() | Test():
                return formula
            case Determined(key=key, verdicts=verdicts):
                return Test(Compare(key, Op.ONE_OF, frozenset(verdicts)), True)
            case Counted(part=part, lower_end=lower_end, op=op, limit=limit):
                asked = self._ask(part)
                return Test(Compare(asked.surely if lower_end else asked.perhaps, op, limit), True)
            case Both(parts=parts):
                return both(*map(self.replaced, parts))
            case Either(parts=parts):
                return either(*map(self.replaced, parts))
            case _:
                assert_never(formula)

    def by_depth(self) -> Iterator[list[_Asked]]:
        """What is asked of each measure, those first that others count."""
        for depth in range(1 + max(self._depths.values(), default=-1)):
            yield [asked for asked in self._asked.values() if asked.depth == depth]

    def _ask(self, part: Pair) -> _Asked:
        if part not in self._asked:
            holds, fails = self.replaced(part.holds), self.replaced(part.fails)
            inner = [self._depths.get(test.compare.path, -1) for each in (holds, fails) for test in tests(each)]
            number = len(self._asked) + 1
            asked = _Asked(
                holds, fails, f"count {number} surely", f"count {number} perhaps", 1 + max(inner, default=-1)
            )
            self._asked[part] = asked
            self._depths |= dict.fromkeys((asked.surely, asked.perhaps), asked.depth)
        return self._asked[part]


class _Counting:
    """Counts the measures of an application."""

    def __init__(self, depth: int, asked: Sequence[_Asked], whole: set[str]) -> None:
        self.asked = asked
        formulas = {each.surely: each.holds for each in asked} | {f"not {each.perhaps}": each.fails for each in asked}
        self.network = Network(f"counted {depth + 1}" if depth else "counted", formulas, whole)

    def __call__(self, measures: Sequence[Facts], post: Post) -> dict[str, int]:
        true = self.network(measures, post)
        surely = {each.surely: sum(each.surely in found for found in true) for each in self.asked}
        return surely | {each.perhaps: sum(f"not {each.perhaps}" not in found for found in true) for each in self.asked}

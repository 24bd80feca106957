"""Random applications to random rules, as evaluators read them; and what a number of draws has covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

from grantrules.base.values import Value
from grantrules.evaluation.outcomes import Findings
from grantrules.intake.stated import Stated, StatedMeasure
from grantrules.language.condition import (
    ACCEPTED,
    REJECTED,
    Branch,
    Compare,
    Condition,
    DayFormula,
    FactRef,
    branch_ids,
    children,
)
from grantrules.language.vocabulary import Document
from grantrules.rules.ruleset import RuleSet
from tests.support.building import stated
from tests.support.random_vocabulary import values_of

Facts = dict[str, Value]


class Applications:
    """Draws applications to one year's rules."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        asked = [fact for fact in rules.vocabulary.values() if Document.APPLICATION in fact.used_in]
        given = [fact for fact in asked if fact.root != "office" or fact.path == "office.id"]
        self.common = [(fact.path, values_of(fact)) for fact in given if not fact.per_measure]
        self.own = [(fact.path, values_of(fact)) for fact in given if fact.per_measure]
        choices = {rule.id: (ACCEPTED, REJECTED, *sorted(branch_ids(rule.statement))) for rule in rules.rules}
        self.settled = [(rule.id, choices[rule.id]) for rule in rules.rules if rule.open_to_judgement]

    def draw(self, rng: Random) -> Stated:
        """An application, full or sparse, with up to four measures and some determinations."""
        known = rng.choice((0.6, 0.85, 0.95, 1.0))
        names = [f"m{n}" for n in range(rng.choice((0, 1, 1, 2, 2, 3, 4)))]
        measures = {name: self._facts(rng, self.own, known) for name in names}
        settled: dict[str | None, dict[str, str]] = {}
        if rng.random() < 0.5:
            settled = {level: self._determinations(rng) for level in (None, *names) if rng.random() < 0.5}
        return stated(self.rules, self._facts(rng, self.common, known), measures, settled)

    def draw_measures(self, rng: Random, application: Stated) -> tuple[StatedMeasure, ...]:
        """A few measures more for an application."""
        given = {"a": self._facts(rng, self.own, 0.9), "b": self._facts(rng, self.own, 0.5)}
        return tuple(StatedMeasure(name, {**application.facts, **own}) for name, own in given.items())

    def _facts(self, rng: Random, facts: list[tuple[str, tuple[Value, ...]]], known: float) -> Facts:
        chance = rng.random
        return {path: values[int(chance() * len(values))] for path, values in facts if chance() < known}

    def _determinations(self, rng: Random) -> dict[str, str]:
        share = rng.choice((0.05, 0.3))
        return {rule: rng.choice(choices) for rule, choices in self.settled if rng.random() < share}


def coverage(rules: RuleSet) -> Counter[str]:
    """How often each verb, node, operator, kind of operand, doubt and depth stands in the rules."""
    counted: Counter[str] = Counter()
    for rule in rules.rules:
        level = "measure" if rule.per_measure else "application"
        counted.update([f"verb {rule.verb.value}", f"per {level}", *(["office rule"] if rule.office else [])])
        for name, condition in (("condition", rule.condition), ("guard", rule.when)):
            if condition is not None:
                counted.update([name, f"depth {_depth(condition)}", *_names(condition)])
    return counted


def outcomes(findings: Findings) -> Counter[str]:
    """How often each outcome was found."""
    rows = (findings.application, *findings.measures)
    return Counter(outcome.kind.value for row in rows for outcome in row)


def _depth(condition: Condition) -> int:
    if isinstance(condition, Compare):
        return 0
    return 1 + max((_depth(child) for child in children(condition)), default=-1)


def _names(condition: Condition) -> Iterable[str]:
    yield f"node {type(condition).__name__}"
    match condition:
        case Compare(op=op, operand=operand, only_for=only_for):
            yield f"operator {op.value}"
            if isinstance(operand, FactRef | DayFormula):
                yield f"operand {type(operand).__name__}"
            if only_for is not None:
                yield f"only_for {1 if only_for.only_for is None else 2}"
            return
        case Branch(doubt=doubt):
            yield f"doubt {doubt.value if doubt else 'none'}"
        case _:
            pass
    for child in children(condition):
        yield from _names(child)

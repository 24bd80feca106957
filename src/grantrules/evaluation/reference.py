"""The reference meaning of the rule language: three truth values, and what a condition says of an application.

Written to be read in one sitting, slow and plain. Everything faster is compiled elsewhere from the
same tree and must agree with this. Nothing here knows what a verdict is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind, Trace, TraceKind, Traces
from grantrules.intake.stated import MEASURES, Facts, Stated, StatedMeasure
from grantrules.language import condition as tree
from grantrules.rules.ruleset import Rule, RuleSet


class Truth(Enum):
    """Whether something holds, as far as is known (strong Kleene logic).

    `UNKNOWN` means that what is known so far settles neither way. It is never read as false.
    """

    FALSE = "false"
    UNKNOWN = "unknown"
    TRUE = "true"

    def __invert__(self) -> Truth:
        return _NOT[self]

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with `is` instead of testing it")

    @classmethod
    def of(cls, value: bool) -> Truth:
        """The truth value of something fully known."""
        return cls.TRUE if value else cls.FALSE


_NOT = {Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN, Truth.TRUE: Truth.FALSE}


def all_of(values: Iterable[Truth]) -> Truth:
    """Conjunction: one false settles it, one unknown keeps it open; of nothing, true."""
    seen = set(values)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def any_of(values: Iterable[Truth]) -> Truth:
    """Disjunction: one true settles it, one unknown keeps it open; of nothing, false."""
    return ~all_of(~value for value in values)


def agreement(values: Iterable[Truth]) -> Truth:
    """What all the values say, where they all say the same; otherwise unknown."""
    seen = set(values)
    return seen.pop() if len(seen) == 1 else Truth.UNKNOWN


# -- conditions and rules


@dataclass(frozen=True, slots=True)
class Valued:
    """The truth of a condition and what it hangs on: what decided it or, where unknown, what is missing."""

    truth: Truth
    traces: Traces = frozenset()


def evaluate(rules: RuleSet, stated: Stated) -> Findings:
    """The outcome of every rule: once for the application, and once for each measure."""
    measures = stated.measures
    return Findings(
        application=tuple(outcome(rule, stated.facts, measures) for rule in rules.application_rules),
        measures=tuple(
            tuple(outcome(rule, measure.facts, measures) for rule in rules.measure_rules) for measure in measures
        ),
    )


def outcome(rule: Rule, facts: Facts, measures: Sequence[StatedMeasure]) -> Outcome:
    """How one rule comes out for one set of facts."""
    if rule.guard is not None:
        guard = value_of(rule.guard, facts, measures)
        if guard.truth is Truth.FALSE:
            return Outcome(OutcomeKind.NOT_APPLICABLE, guard.traces)
    valued = value_of(rule.statement, facts, measures)
    return Outcome(_OUTCOMES[valued.truth], valued.traces)


_OUTCOMES = {Truth.TRUE: OutcomeKind.HELD, Truth.FALSE: OutcomeKind.FAILED, Truth.UNKNOWN: OutcomeKind.OPEN}


def value_of(condition: tree.Condition, facts: Facts, measures: Sequence[StatedMeasure]) -> Valued:
    """What a condition says of some facts; `measures` are all the measures, for those that count."""
    match condition:
        case tree.Compare():
            return _comparison(condition, facts)
        case tree.AllOf(parts=parts):
            values = [value_of(part, facts, measures) for part in parts]
            return _deciding(all_of(value.truth for value in values), values)
        case tree.AnyOf(parts=parts):
            values = [value_of(part, facts, measures) for part in parts]
            return _deciding(any_of(value.truth for value in values), values)
        case tree.Not(part=part):
            value = value_of(part, facts, measures)
            return Valued(~value.truth, value.traces)
        case tree.Count():
            return _count(condition, measures)
        case tree.Branch():
            return _branch(condition, facts, measures)
        case tree.Readings():
            return _readings(condition, facts, measures)
        case _:
            assert_never(condition)


def waits_for(condition: tree.Condition, facts: Facts) -> frozenset[str]:
    """The missing facts without which a condition that counts nothing is open; none where it is settled."""
    value = value_of(condition, facts, ())
    open_ = value.truth is Truth.UNKNOWN
    return frozenset(trace.name for trace in value.traces if open_ and trace.kind is TraceKind.FACT)


def _deciding(truth: Truth, values: Sequence[Valued]) -> Valued:
    """A settled whole hangs on the parts that say the same; an open one on the parts that are open."""
    return Valued(truth, frozenset().union(*(value.traces for value in values if value.truth is truth)))


def _comparison(node: tree.Compare, facts: Facts) -> Valued:
    exists = Valued(Truth.TRUE) if node.only_for is None else _comparison(node.only_for, facts)
    if exists.truth is Truth.FALSE:
        return exists
    missing = {path for path in node.reads if path not in facts}
    if missing:
        waits = exists.traces if exists.truth is Truth.UNKNOWN else frozenset()
        return Valued(Truth.UNKNOWN, _facts(missing) | waits)
    truth = Truth.of(tree.comes_out(node, facts))
    if truth is Truth.TRUE and exists.truth is Truth.UNKNOWN:
        return exists
    return Valued(truth, _facts(node.reads))


def _count(node: tree.Count, measures: Sequence[StatedMeasure]) -> Valued:
    """Between the measures that surely count and those that may, the bound decides where both ends agree."""
    if not measures:
        return Valued(Truth.UNKNOWN, _facts({MEASURES}))
    values = [value_of(node.part, measure.facts, measures) for measure in measures]
    surely = sum(value.truth is Truth.TRUE for value in values)
    perhaps = sum(value.truth is Truth.UNKNOWN for value in values)
    truth = agreement(Truth.of(tree.holds_between(node.op, n, node.limit)) for n in (surely, surely + perhaps))
    settled = truth is not Truth.UNKNOWN
    hangs_on = [value.traces for value in values if (value.truth is not Truth.UNKNOWN) is settled]
    return Valued(truth, frozenset().union(*hangs_on))


def _branch(node: tree.Branch, facts: Facts, measures: Sequence[StatedMeasure]) -> Valued:
    value = value_of(node.part, facts, measures)
    named = Valued(value.truth, value.traces | {Trace(TraceKind.BRANCH, node.id)})
    if node.doubt is None:
        return named
    verdict = _determined(node, facts)
    favoured = True if verdict == node.id else tree.favourable(node.settling, verdict)
    if favoured is True or value.truth is Truth.FALSE:
        return named
    if favoured is False:
        return Valued(Truth.FALSE, frozenset({Trace(TraceKind.BRANCH, node.id)}))
    if value.truth is Truth.UNKNOWN:  # the doubt matters only once the part holds
        return named
    return Valued(
        Truth.UNKNOWN, frozenset({Trace(TraceKind.BRANCH, node.id), Trace(TraceKind(node.doubt.value), node.id)})
    )


def _readings(node: tree.Readings, facts: Facts, measures: Sequence[StatedMeasure]) -> Valued:
    verdict = _determined(node, facts)
    values = {part.id: value_of(part, facts, measures) for part in node.parts}
    if verdict in values:
        return values[verdict]
    every = list(values.values())
    truths = [value.truth for value in every]
    favoured = tree.favourable(node.settling, verdict)
    if favoured is not None:
        return _deciding(any_of(truths) if favoured else all_of(truths), every)
    if {Truth.TRUE, Truth.FALSE} <= set(truths):
        return Valued(Truth.UNKNOWN, frozenset({Trace(TraceKind.READING, node.settling.rule)}))
    return _deciding(agreement(truths), every)


def _determined(node: tree.Branch | tree.Readings, facts: Facts) -> str | None:
    verdict = facts.get(node.settling.key)
    assert verdict is None or isinstance(verdict, str)
    return verdict


def _facts(paths: Iterable[str]) -> Traces:
    return frozenset(Trace(TraceKind.FACT, path) for path in paths)

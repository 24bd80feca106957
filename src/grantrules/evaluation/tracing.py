"""What an outcome hangs on: the pairs of `polarity.py` asked of some facts as they stand, without being compiled.

An executor says how a rule came out; this says which facts, branches and doubts that hangs on, and is asked only when
that is needed. `World` is the plain way to ask a formula, for what is compiled but once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

from grantrules.evaluation.outcomes import Outcome, OutcomeKind, Trace, TraceKind, Traces
from grantrules.evaluation.polarity import Both, Constant, Counted, Determined, Either, Formula, Tested, lower
from grantrules.intake.stated import MEASURES, Facts, StatedMeasure
from grantrules.language import condition as tree
from grantrules.rules.ruleset import Rule


@dataclass(frozen=True, slots=True)
class World:
    """One set of facts, and all the measures for formulas that count them."""

    facts: Facts
    measures: Sequence[StatedMeasure]

    def inside(self, measure: StatedMeasure) -> World:
        """The world of one measure."""
        return World(measure.facts, self.measures)

    def true(self, formula: Formula) -> bool:
        """Whether a formula is true here."""
        match formula:
            case Constant(value=value):
                return value
            case Tested(compare=node, outcome=outcome):
                return self.facts.keys() >= set(node.reads) and tree.comes_out(node, self.facts) is outcome
            case Determined(key=key, verdicts=verdicts):
                return self.facts.get(key) in verdicts
            case Counted():
                return self._counted(formula)
            case Both(parts=parts):
                return all(self.true(part) for part in parts)
            case Either(parts=parts):
                return any(self.true(part) for part in parts)
            case _:
                assert_never(formula)

    def _counted(self, formula: Counted) -> bool:
        """Whether the measures that surely count, or those that do not surely fail to, are past the bound."""
        worlds = [self.inside(measure) for measure in self.measures]
        part = formula.part
        counts = [world.true(part.holds) if formula.lower_end else not world.true(part.fails) for world in worlds]
        return bool(counts) and tree.holds_between(formula.op, sum(counts), formula.limit)


pair_of = lru_cache(maxsize=100_000)(lower)
"""The pair of a condition, lowered once."""


def outcome_of(rule: Rule, kind: OutcomeKind, world: World) -> Outcome:
    """The outcome of a rule whose kind an executor has found."""
    if kind is OutcomeKind.NOT_APPLICABLE:
        assert rule.guard is not None
        return Outcome(kind, traces(rule.guard, world))
    return Outcome(kind, traces(rule.statement, world))


def outcome_kind(rule: Rule, world: World) -> OutcomeKind:
    """How a rule comes out, from its formulas as they stand."""
    if rule.guard is not None and condition_kind(rule.guard, world) is OutcomeKind.FAILED:
        return OutcomeKind.NOT_APPLICABLE
    return condition_kind(rule.statement, world)


def condition_kind(condition: tree.Condition, world: World) -> OutcomeKind:
    """Whether a condition surely holds, surely fails, or is open."""
    pair = pair_of(condition)
    if world.true(pair.holds):
        return OutcomeKind.HELD
    return OutcomeKind.FAILED if world.true(pair.fails) else OutcomeKind.OPEN


def traces(node: tree.Condition, world: World) -> Traces:
    """What a condition hangs on: what decided it or, where it is open, what it waits for.

    `{any: [{application.signed: true}, {application.staff: {over: 5}}]}` hangs on what is signed alone where that is
    so, for it would hold without the other part; on both facts where neither part holds; and where nothing is signed
    and the number of staff is not stated, it waits for that number.
    """
    match node:
        case tree.Compare():
            return _of_comparison(node, world)
        case tree.AllOf(parts=parts) | tree.AnyOf(parts=parts):
            return _of_like_parts(node, parts, world)
        case tree.Not(part=part):
            return traces(part, world)
        case tree.Count(part=part):
            return _of_count(node, part, world)
        case tree.Branch(doubt=None, part=part, id=id_):
            return traces(part, world) | _named(TraceKind.BRANCH, id_)
        case tree.Branch():
            return _of_doubt(node, world)
        case tree.Readings():
            return _of_readings(node, world)
        case _:
            assert_never(node)


def _of_like_parts(node: tree.Condition, parts: tuple[tree.Condition, ...], world: World) -> Traces:
    kind = condition_kind(node, world)
    return frozenset().union(*(traces(part, world) for part in parts if condition_kind(part, world) is kind))


def _of_comparison(node: tree.Compare, world: World) -> Traces:
    waits: Traces = frozenset()
    unsure = False
    if node.only_for is not None:
        exists = condition_kind(node.only_for, world)
        if exists is OutcomeKind.FAILED:
            return traces(node.only_for, world)
        unsure = exists is OutcomeKind.OPEN
        waits = traces(node.only_for, world) if unsure else waits
    missing = [path for path in node.reads if path not in world.facts]
    if missing:
        return waits | _facts(missing)
    if unsure and tree.comes_out(node, world.facts):
        return waits
    return _facts(node.reads)


def _of_count(node: tree.Count, part: tree.Condition, world: World) -> Traces:
    if not world.measures:
        return _facts((MEASURES,))
    counted_open = condition_kind(node, world) is OutcomeKind.OPEN
    inside = [world.inside(measure) for measure in world.measures]
    alike = (each for each in inside if (condition_kind(part, each) is OutcomeKind.OPEN) is counted_open)
    return frozenset().union(*(traces(part, each) for each in alike))


def _of_doubt(node: tree.Branch, world: World) -> Traces:
    named = _named(TraceKind.BRANCH, node.id)
    inner = condition_kind(node.part, world)
    if condition_kind(node, world) is not OutcomeKind.OPEN:
        verdict = _verdict(node, world)
        rejected = verdict != node.id and tree.favourable(node.settling, verdict) is False
        against = inner is not OutcomeKind.FAILED and rejected
        return named if against else named | traces(node.part, world)
    if inner is OutcomeKind.OPEN:  # the doubt matters only once the part holds
        return named | traces(node.part, world)
    assert node.doubt is not None
    return named | _named(TraceKind(node.doubt.value), node.id)


def _verdict(node: tree.Branch | tree.Readings, world: World) -> str | None:
    verdict = world.facts.get(node.settling.key)
    return verdict if isinstance(verdict, str) else None


def _of_readings(node: tree.Readings, world: World) -> Traces:
    verdict = _verdict(node, world)
    chosen = next((part for part in node.parts if part.id == verdict), None)
    if chosen is not None:
        return traces(chosen, world)
    kinds = {condition_kind(part, world) for part in node.parts}
    undecided = tree.favourable(node.settling, verdict) is None
    if undecided and {OutcomeKind.HELD, OutcomeKind.FAILED} <= kinds:
        return _named(TraceKind.READING, node.settling.rule)
    return _of_like_parts(node, node.parts, world)


def _facts(paths: Iterable[str]) -> Traces:
    return frozenset(Trace(TraceKind.FACT, path) for path in paths)


def _named(kind: TraceKind, name: str) -> Traces:
    return frozenset((Trace(kind, name),))

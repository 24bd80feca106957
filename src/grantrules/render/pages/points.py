"""What decides a case, gathered point by point: rules that bar, facts that are missing, what to correct and to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grantrules.base.values import Value
from grantrules.decision.answer import ReportAnswer
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason, ScopedResult
from grantrules.decision.verdict import CauseKind, OpenPoint, Status
from grantrules.evaluation.demands import Way, nearest_way
from grantrules.evaluation.outcomes import Outcome, OutcomeKind
from grantrules.evaluation.tracing import World, outcome_kind
from grantrules.intake.stated import MEASURES
from grantrules.language.condition import Citation
from grantrules.language.vocabulary import Asked
from grantrules.rules.ruleset import Rule


@dataclass(frozen=True)
class Point:
    """Something that stands in the way of a verdict or is needed for one, with the measures that it is about.

    `facts` are those that are missing, of one person and for what stands in one place; otherwise `reason` says how the
    rule came out, and `way` what it would take. `rules` are those that wait for it, none where there are no measures.
    """

    rules: tuple[Rule, ...]
    measures: tuple[str, ...]
    decides: bool
    cause: CauseKind | None = None
    ask: Asked | None = None
    facts: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    reason: Reason | None = None
    way: Way | None = None

    @property
    def is_judged(self) -> bool:
        """Whether a person has to judge it."""
        return self.cause not in (None, CauseKind.FACT, CauseKind.CORRECTION)

    @property
    def source(self) -> Citation | None:
        """The first place where it stands: that of the branch in doubt or that decided, or of the rule."""
        if not self.rules:
            return None
        rule = self.rules[0]
        decided = self.branches or (self.reason.outcome.branches if self.reason else ())
        own = [source for id_ in decided for source in rule.sources_of_branches.get(id_, ())]
        return next(iter((*own, *rule.sources)), None)


def points_of(decision: Decision) -> list[Point]:
    """Every point, what decides first: of a barred case what bars, otherwise corrections, missing facts, and judgements.

    Behind those stand the measures that are not in order where another one is, so that the verdict does not wait.
    """
    barring = list(_bars(decision))
    if decision.status is Status.NOT_ELIGIBLE:
        return barring
    found = [
        (next(reason for reason in scope.reasons if reason.rule is point.rule), point)
        for scope in decision.live_scopes
        for point in decision.points_of(scope)
    ]
    lists_none = decision.status is Status.UNDETERMINED and not decision.measures
    return [*_open_points(decision, found, set(decision.open), lists_none=lists_none), *barring]


def points_of_report(answer: ReportAnswer) -> list[Point]:
    """Every point that keeps a report from being complete: corrections, missing facts, and judgements."""
    reasons = {(r.rule.fulfils or r.rule.id, r.measure): r for r in answer.every_reason if r.rule.verb.decides}
    points = (*answer.corrections, *answer.open)
    found = [(reasons[point.rule.id, point.measure], point) for point in points]
    lists_none = any(missing.fact == MEASURES for missing in answer.missing)
    return _open_points(answer, found, set(points), lists_none=lists_none)


def _open_points(result: ScopedResult, found: Found, deciding: set[OpenPoint], *, lists_none: bool) -> list[Point]:
    """What is open, by what is to be done about it; where no measures are listed and some would have to be, that too."""
    points = [*_to_settle(result, found, deciding), *_missing(result, found, deciding, lists_none=lists_none)]
    order = {CauseKind.CORRECTION: 0, CauseKind.FACT: 1}
    return sorted(points, key=lambda each: (not each.decides, order.get(each.cause, 2) if each.cause else 3))


def _bars(decision: Decision) -> Iterator[Point]:
    """The rules that bar, each with the measures that it bars on the same grounds."""
    found: dict[tuple[str, Way | None, StatedValues], list[Reason]] = {}
    for reason in decision.bars:
        way = _way(decision, reason)
        found.setdefault((reason.rule.id, way, _stated(reason, way)), []).append(reason)
    decides = decision.status is Status.NOT_ELIGIBLE
    for (_, way, _), reasons in found.items():
        measures = tuple(reason.measure for reason in reasons if reason.measure is not None)
        yield Point((reasons[0].rule,), measures, decides, reason=reasons[0], way=way)


StatedValues = frozenset[tuple[str, Value]]
Found = list[tuple[Reason, OpenPoint]]


def _stated(reason: Reason, way: Way | None) -> StatedValues:
    """What is stated of the facts that would have to be otherwise."""
    paths = {demand.fact for demand in way.unmet} if way is not None else set[str | None]()
    return frozenset((path, reason.facts[path]) for path in paths if path is not None and path in reason.facts)


def _way(result: ScopedResult, reason: Reason) -> Way | None:
    """The nearest way for a rule to stand in the way no longer."""
    if reason.outcome.kind is OutcomeKind.OPEN:
        return None
    rule, world = reason.rule, World(reason.facts, result.stated.measures)
    return nearest_way(rule.condition, world, holds=reason.outcome.kind is OutcomeKind.FAILED)


def _to_settle(result: ScopedResult, found: Found, deciding: set[OpenPoint]) -> Iterator[Point]:
    """What is to be corrected or judged, the same of several measures together."""
    together: dict[
        tuple[str, CauseKind, tuple[str, ...], Way | None, StatedValues, bool], list[tuple[Reason, OpenPoint]]
    ] = {}
    for reason, point in found:
        if point.cause is not CauseKind.FACT:
            way = _way(result, reason)
            key = (point.rule.id, point.cause, point.branches, way, _stated(reason, way), point in deciding)
            together.setdefault(key, []).append((reason, point))
    for (_, _, _, way, _, decides), pairs in together.items():
        reason, point = pairs[0]
        measures = tuple(each.measure for _, each in pairs if each.measure is not None)
        yield Point((point.rule,), measures, decides, point.cause, point.ask, (), point.branches, reason, way)


def _missing(result: ScopedResult, found: Found, deciding: set[OpenPoint], *, lists_none: bool) -> Iterator[Point]:
    """The facts that are missing, those for which most outcomes wait first."""
    waiting: dict[str, list[OpenPoint]] = {}
    for _, point in found:
        if point.cause is CauseKind.FACT:
            for path in point.facts:
                waiting.setdefault(path, []).append(point)
    if lists_none:
        yield Point((), (), True, CauseKind.FACT, Asked.APPLICANT, (MEASURES,))
    together: dict[tuple[Asked, Citation, tuple[str, ...], bool], dict[str, list[Rule]]] = {}
    for path, points in sorted(waiting.items(), key=lambda each: (-len(each[1]), each[0])):
        fact = result.rules.vocabulary.get(path)
        about = (point.measure for point in points if fact is not None and fact.per_measure)
        measures = tuple(dict.fromkeys(measure for measure in about if measure is not None))
        decides = any(point in deciding for point in points)
        key = (points[0].ask, points[0].rule.sources[0], measures, decides)
        together.setdefault(key, {})[path] = [point.rule for point in points]
    for (ask, _, measures, decides), rules_of in together.items():
        rules = tuple({rule.id: rule for rules in rules_of.values() for rule in rules}.values())
        yield Point(rules, measures, decides, CauseKind.FACT, ask, tuple(rules_of))


def silently_passed(decision: Decision) -> dict[int, list[Rule]]:
    """The rules that this year's sources no longer mention and that would have stopped the case, by the year of each.

    A rule of an earlier year that only lacks facts is not among them: what is stated must be against it.
    """
    found: dict[int, dict[str, Rule]] = {}
    for scope in decision.scopes:
        for reason in scope.reasons:
            stated, since = reason.rule.last_stated, reason.rule.silent_since
            if stated is None or since is None or reason.outcome.kind is not OutcomeKind.HELD:
                continue
            kind = outcome_kind(stated, World(reason.facts, decision.stated.measures))
            if stated.verb.decides and Reason(stated, Outcome(kind), None, reason.facts, None).is_against:
                found.setdefault(since, {}).setdefault(stated.id, stated)
    return {year: list(rules.values()) for year, rules in sorted(found.items())}

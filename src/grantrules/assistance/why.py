"""Why an application or a measure has its status, how one rule came out, and what a rule says by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from grantrules.base.codes import Code
from grantrules.base.errors import UnknownName, unknown
from grantrules.decision.decision import Decision, MeasureDecision
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import Status, can_bar
from grantrules.rules.ruleset import Rule, RuleSet, Transition

D = TypeVar("D", bound=Decision)
"""The decision as the caller knows it."""


@dataclass(frozen=True)
class Why(Generic[D]):
    """The reasons for a status; `measure` and `rule` say what was asked about, neither where it is the application.

    Of a rule, `reasons` are all its outcomes and `status` is the application's.
    """

    decision: D
    status: Status
    reasons: tuple[Reason, ...]
    measure: str | None = None
    rule: Rule | None = None

    def __repr__(self) -> str:
        about = self.measure or (self.rule.id if self.rule else "the application")
        return f"<Why {about}: {self.status.value}, {len(self.reasons)} reasons>"


@dataclass(frozen=True)
class Explanation:
    """A rule of one year, to be shown: its verb, condition, branches, sources, and what this year says of its age."""

    rules: RuleSet
    rule: Rule

    @property
    def introduced(self) -> tuple[Transition, ...]:
        """Where a source of this year calls the rule new or changed."""
        return tuple(each for each in self.rules.introduces if each.rule == self.rule.id)

    def __repr__(self) -> str:
        return f"<Explanation of {self.rule.id} in {self.rules.year}>"


def why(decision: D, about: str | None = None) -> Why[D]:
    """The reasons for the status of the application, or of a measure; or every outcome of one rule. Pressing ones first.

    Raises:
        UnknownName: there is no such measure or rule.
    """
    if about is None:
        return Why(decision, decision.status, _pressing_first(_of_application(decision)))
    measures = {measure.id: measure for measure in decision.measures}
    if about in measures:
        measure = measures[about]
        return Why(decision, measure.status, _pressing_first(_of_measure(decision, measure)), measure=about)
    rule = decision.rules.by_id.get(about)
    if rule is None:
        raise UnknownName(
            *unknown(Code.UNKNOWN_NAME, about, [*measures, *decision.rules.by_id], what="measure or rule")
        )
    outcomes = (reason for reason in decision.every_reason if reason.rule.id == about)
    return Why(decision, decision.status, _pressing_first(outcomes), rule=rule)


def _pressing_first(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: reason.level.rank))


def _of_application(decision: Decision) -> list[Reason]:
    """What the status hangs on: the application's own reasons, and those of its best measures."""
    if decision.status is Status.ELIGIBLE:
        eligible = (measure for measure in decision.measures if measure.status is Status.ELIGIBLE)
        return [*decision.scope.carrying(), *(reason for each in eligible for reason in each.scope.carrying())]
    if decision.status is Status.NOT_ELIGIBLE:
        own = list(decision.scope.at_level(decision.status))
        return own or list(decision.bars)
    waiting = {(point.rule.id, point.measure) for point in decision.open}
    undetermined = (reason for scope in decision.scopes for reason in scope.at_level(Status.UNDETERMINED))
    return [reason for reason in undetermined if (reason.rule.id, reason.measure) in waiting]


def _of_measure(decision: Decision, measure: MeasureDecision) -> list[Reason]:
    """What a measure's status hangs on: its own reasons and the application's bars."""
    bars = [reason for reason in decision.reasons if can_bar(reason.rule.verb)]
    if measure.status is Status.ELIGIBLE:
        carrying = [reason for reason in decision.scope.carrying() if can_bar(reason.rule.verb)]
        return [*carrying, *measure.scope.carrying()]
    return [*(r for r in bars if r.level is measure.status), *measure.scope.at_level(measure.status)]

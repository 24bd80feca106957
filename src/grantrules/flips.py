"""Why a verdict differs between two years: the rules that stand in its way in the one and not in the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from grantrules.decision import Decision, MeasureDecision
from grantrules.ruleset import RuleSet, Verb
from grantrules.scope import Reason, Scope
from grantrules.verdict import Status


class Side(Enum):
    """One of the two years, which can also be two drafts of the same year."""

    BEFORE = "before"
    AFTER = "after"

    @property
    def other(self) -> Side:
        """The other year."""
        return Side.AFTER if self is Side.BEFORE else Side.BEFORE


class Hindrance(Enum):
    """How a rule stands in the way of a verdict."""

    BARS = "bars"
    HOLDS_OPEN = "holds_open"


@dataclass(frozen=True, slots=True)
class RuleBehind:
    """A rule that bars, or holds open, in one year and does not in the other.

    `in_other_year` is the verb that it has there: `silent` where that year's sources do not mention it
    (which is no repeal), nothing where the year has no such rule.
    """

    rule: str
    side: Side
    year: int
    hindrance: Hindrance
    in_other_year: Verb | None


class Flips:
    """Finds the rules behind the verdicts that differ between two years."""

    def __init__(self, before: RuleSet, after: RuleSet) -> None:
        self._rules = {Side.BEFORE: before, Side.AFTER: after}
        self._later = _later_ids(before, after)
        self._verbs = {
            side: {self.id_of(side, rule.id): rule.verb for rule in rules.rules} for side, rules in self._rules.items()
        }

    def id_of(self, side: Side, rule: str) -> str:
        """The id that stands for a rule in both years: the one after, where `formerly` says that it changed."""
        return self._later.get(rule, rule) if side is Side.BEFORE else rule

    def verb(self, side: Side, id_: str) -> Verb | None:
        """The verb of a rule, by the id from `id_of`, if the year has the rule."""
        return self._verbs[side].get(id_)

    def of_application(self, before: Decision, after: Decision) -> tuple[RuleBehind, ...]:
        """The rules behind an application's change of status; none where it did not change.

        Of rules about measures, those count that hinder the measures on which the higher status rests.
        """
        if before.status is after.status:
            return ()
        higher = max(before, after, key=lambda each: each.status)
        best = max((measure.status for measure in higher.measures), default=None)
        resting_on = [place for place, measure in enumerate(higher.measures) if measure.status is best]

        def view(of: Decision) -> _View:
            scopes = (of.scope, *(of.measures[place].scope for place in resting_on))
            return _View(of.status, [reason for scope in scopes for reason in _hindering(scope)])

        return self._behind({Side.BEFORE: view(before), Side.AFTER: view(after)})

    def of_measure(self, place: int, before: Decision, after: Decision) -> tuple[RuleBehind, ...]:
        """The rules behind the change of one measure's status; none where it did not change."""

        def view(of: Decision) -> _View:
            measure: MeasureDecision = of.measures[place]
            bars = [reason for reason in _hindering(of.scope) if reason.rule.verb.bars]
            return _View(measure.status, [*bars, *_hindering(measure.scope)])

        if before.measures[place].status is after.measures[place].status:
            return ()
        return self._behind({Side.BEFORE: view(before), Side.AFTER: view(after)})

    def _behind(self, views: dict[Side, _View]) -> tuple[RuleBehind, ...]:
        """What keeps the lower status from the higher one, and the higher one from being eligible; bars first.

        Of the latter only what does not hinder in the other year as well; between undetermined and not
        eligible it is beside the point, which is what bars.
        """
        higher = max(view.status for view in views.values())
        found: dict[RuleBehind, None] = {}
        for side, view in views.items():
            elsewhere = {self._key(side.other, reason) for reason in views[side.other].hindering}
            ceiling = Status.ELIGIBLE if view.status is higher else higher
            for reason in view.hindering:
                if reason.level < ceiling and self._key(side, reason) not in elsewhere:
                    found[self._rule_behind(side, reason)] = None
        return tuple(sorted(found, key=lambda each: each.hindrance is not Hindrance.BARS))

    def _key(self, side: Side, reason: Reason) -> tuple[str, str | None, Hindrance]:
        return self.id_of(side, reason.rule.id), reason.measure, _hindrance(reason)

    def _rule_behind(self, side: Side, reason: Reason) -> RuleBehind:
        there = self.verb(side.other, self.id_of(side, reason.rule.id))
        return RuleBehind(reason.rule.id, side, self._rules[side].year, _hindrance(reason), there)


@dataclass(frozen=True, slots=True)
class _View:
    """A verdict in one year and all that stands in the way of a better one."""

    status: Status
    hindering: list[Reason]


def _hindering(scope: Scope) -> list[Reason]:
    return [reason for status in (Status.NOT_ELIGIBLE, Status.UNDETERMINED) for reason in scope.at_level(status)]


def _hindrance(reason: Reason) -> Hindrance:
    return Hindrance.BARS if reason.level is Status.NOT_ELIGIBLE else Hindrance.HOLDS_OPEN


def _later_ids(before: RuleSet, after: RuleSet) -> dict[str, str]:
    """The rules whose id differs in the two years, whichever of them came first."""
    renamed = [(rule.formerly, rule.id) for rule in after.rules if rule.formerly is not None]
    renamed += [(rule.id, rule.formerly) for rule in before.rules if rule.formerly is not None]
    return {
        old: new
        for old, new in renamed
        if old in before.by_id and new in after.by_id and old not in after.by_id and new not in before.by_id
    }

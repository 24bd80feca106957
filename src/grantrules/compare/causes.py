"""Why a verdict differs between two years: the rules that stand in its way in the one and not in the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from grantrules.compare.comparison import pairs_of
from grantrules.compare.statements import COME_OR_GONE, COMPARED, is_stated, statement_change
from grantrules.decision.decision import Decision, MeasureDecision
from grantrules.decision.scope import Reason, Scope
from grantrules.decision.verdict import Status, can_bar
from grantrules.rules.ruleset import RuleSet, Verb

# -- which rules can be held against each other


@lru_cache(maxsize=16)
def apart(before: RuleSet, after: RuleSet) -> tuple[frozenset[str], frozenset[str]]:
    """The rules of each year, by id, that cannot be held against the other year.

    The other does not mention them, or they are another office's there, or one office's in one year and everybody's in
    the other.
    """
    found: tuple[set[str], set[str]] = set(), set()
    for pair in pairs_of(before, after):
        said = statement_change(*pair, before, after)
        if said is not None and said not in COMPARED | COME_OR_GONE:
            for rule, ids in zip(pair, found, strict=True):
                ids.update({rule.id} if rule is not None and is_stated(rule) else ())
    return frozenset(found[0]), frozenset(found[1])


# -- the rules behind a verdict


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
    (which is no repeal), nothing where the year has no such rule. It is `comparable` where the other year
    states it too, or a document says that it came or went; otherwise nothing follows for the law.
    """

    rule: str
    side: Side
    year: int
    hindrance: Hindrance
    in_other_year: Verb | None
    comparable: bool = True


class Causes:
    """Finds the rules behind the verdicts that differ between two years."""

    def __init__(self, before: RuleSet, after: RuleSet) -> None:
        self._rules = {Side.BEFORE: before, Side.AFTER: after}
        self._later = {old.id: new.id for old, new in pairs_of(before, after) if old and new and old.id != new.id}
        self._apart = dict(zip(Side, apart(before, after), strict=True))
        self._verbs = {
            side: {self.id_of(side, rule.id): rule.verb for rule in rules.rules} for side, rules in self._rules.items()
        }

    def id_of(self, side: Side, rule: str) -> str:
        """The id that stands for a rule in both years: the one after, where `formerly` says that it changed."""
        return self._later.get(rule, rule) if side is Side.BEFORE else rule

    def comparable(self, side: Side, rule: str) -> bool:
        """Whether a rule of one year, by its id there, can be held against what the other year states."""
        return rule not in self._apart[side]

    def verb(self, side: Side, id_: str) -> Verb | None:
        """The verb of a rule, by the id from `id_of`, if the year has the rule."""
        return self._verbs[side].get(id_)

    def of_application(self, before: Decision, after: Decision) -> tuple[RuleBehind, ...]:
        """The rules behind an application's change of status; none where it did not change.

        Of rules about measures, those count that hinder the measures on which the higher status rests.
        """
        higher = max(before, after, key=lambda each: each.status)
        best = max((measure.status for measure in higher.measures), default=None)
        resting_on = [place for place, measure in enumerate(higher.measures) if measure.status is best]

        def hindering(of: Decision) -> list[Reason]:
            scopes = (of.scope, *(of.measures[place].scope for place in resting_on))
            return [reason for scope in scopes for reason in _hindering(scope)]

        return self._behind((before.status, hindering(before)), (after.status, hindering(after)))

    def of_measure(self, place: int, before: Decision, after: Decision) -> tuple[RuleBehind, ...]:
        """The rules behind the change of one measure's status; none where it did not change."""

        def view(of: Decision) -> _View:
            measure: MeasureDecision = of.measures[place]
            bars = [reason for reason in _hindering(of.scope) if can_bar(reason.rule.verb)]
            return measure.status, [*bars, *_hindering(measure.scope)]

        return self._behind(view(before), view(after))

    def _behind(self, *views: _View) -> tuple[RuleBehind, ...]:
        """What keeps the lower status from the higher one, and the higher one from being eligible; bars first.

        Of the latter only what does not hinder in the other year as well; between undetermined and not
        eligible it is beside the point, which is what bars.
        """
        higher, lower = max(status for status, _ in views), min(status for status, _ in views)
        if higher is lower:
            return ()
        found: dict[RuleBehind, None] = {}
        for side, (status, hindering), (_, others) in zip(Side, views, reversed(views), strict=True):
            elsewhere = {self._key(side.other, reason) for reason in others}
            ceiling = Status.ELIGIBLE if status is higher else higher
            for reason in hindering:
                if reason.level < ceiling and self._key(side, reason) not in elsewhere:
                    rule, year = reason.rule.id, self._rules[side].year
                    there = self.verb(side.other, self.id_of(side, rule))
                    comparable = self.comparable(side, rule)
                    found[RuleBehind(rule, side, year, _hindrance(reason), there, comparable)] = None
        return tuple(sorted(found, key=lambda each: each.hindrance is not Hindrance.BARS))

    def _key(self, side: Side, reason: Reason) -> tuple[str, str | None, Hindrance]:
        return self.id_of(side, reason.rule.id), reason.measure, _hindrance(reason)


_View = tuple[Status, list[Reason]]
"""A verdict in one year and all that stands in the way of a better one."""


def _hindering(scope: Scope) -> list[Reason]:
    return [reason for status in (Status.NOT_ELIGIBLE, Status.UNDETERMINED) for reason in scope.at_level(status)]


def _hindrance(reason: Reason) -> Hindrance:
    return Hindrance.BARS if reason.level is Status.NOT_ELIGIBLE else Hindrance.HOLDS_OPEN

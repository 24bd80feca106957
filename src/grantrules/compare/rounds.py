"""Dates of submission, moved from one round to another.

Under the rules of another year an application would have been handed in for the round of that year. So its date lies as many days
before or after the deadline there as it does before or after its own; nothing else of it is moved, and nothing where a deadline is
not known or the application is not of one of the two rounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from grantrules.compare.causes import Side
from grantrules.intake.stated import Stated, StatedMeasure, day_of
from grantrules.language.condition import Compare, Op, Operand, walk
from grantrules.language.vocabulary import Asked, Document, FactType, Vocabulary
from grantrules.rules.ruleset import RuleSet


class WhyKept(Enum):
    """Why a date stands as it was stated: the application is for neither round, or the deadline of one is not known."""

    OTHER_ROUND = "other_round"
    NO_DEADLINE = "no_deadline"


@dataclass(frozen=True, slots=True)
class MovedDates:
    """So many applications whose date of a kind was moved into the round of a year, from one deadline to another."""

    fact: str
    side: Side
    own: date
    deadline: date
    applications: int


@dataclass(frozen=True, slots=True)
class KeptDates:
    """So many applications whose date of a kind stands under both years as it was stated, and why."""

    fact: str
    why: WhyKept
    applications: int


class Rounds:
    """Moves the dates of applications between the rounds of two years, and counts them."""

    def __init__(self, before: RuleSet, after: RuleSet) -> None:
        self.years = {Side.BEFORE: before.year, Side.AFTER: after.year}
        self.deadlines = {side: deadlines_of(rules) for side, rules in zip(Side, (before, after), strict=True)}
        self._moved: Counter[tuple[str, Side, date, date]] = Counter()
        self._kept: Counter[tuple[str, WhyKept]] = Counter()

    def moved_into(self, stated: Sequence[Stated]) -> list[Stated]:
        """What an application states under both years, with its dates moved in the year whose round it is not for."""
        made = dict(zip(Side, stated, strict=True))
        if self.years[Side.BEFORE] == self.years[Side.AFTER]:  # two drafts of one year have one round
            return [*stated]
        for fact in sorted({*self.deadlines[Side.BEFORE], *self.deadlines[Side.AFTER]}):
            if isinstance(stated[0].facts.get(fact), date):
                self._move(fact, made)
        return [*made.values()]

    def _move(self, fact: str, made: dict[Side, Stated]) -> None:
        """Move one date, or count why it is not."""
        own = next((side for side, year in self.years.items() if made[side].year == year), None)
        if own is None:
            self._kept[fact, WhyKept.OTHER_ROUND] += 1
            return
        day = made[own].facts[fact]
        there, here = (day_of(self.deadlines[side].get(fact), made[side].facts) for side in (own, own.other))
        moved = None if there is None or here is None else _by(day, here - there)
        if there is None or here is None or moved is None:
            self._kept[fact, WhyKept.NO_DEADLINE] += 1
            return
        made[own.other] = _with(made[own.other], fact, moved)
        self._moved[fact, own.other, there, here] += 1

    @property
    def moved(self) -> tuple[MovedDates, ...]:
        """What was moved, in the order of facts, years and deadlines."""
        in_order = sorted(self._moved.items(), key=lambda each: (each[0][0], each[0][1].value, *each[0][2:]))
        return tuple(MovedDates(*which, number) for which, number in in_order)

    @property
    def kept(self) -> tuple[KeptDates, ...]:
        """What was not, in the order of facts and reasons."""
        in_order = sorted(self._kept.items(), key=lambda each: (each[0][0], each[0][1].value))
        return tuple(KeptDates(*which, number) for which, number in in_order)


def deadlines_of(rules: RuleSet) -> Mapping[str, Operand]:
    """By each date that an applicant states of an application, the one deadline that deciding rules hold it against."""
    found: dict[str, set[Operand]] = {}
    for rule in rules.rules:
        for node in walk(rule.statement) if rule.verb.decides else ():
            if (
                isinstance(node, Compare)
                and node.op in (Op.AT_MOST, Op.UNDER)
                and _is_of_round(node.path, rules.vocabulary)
            ):
                found.setdefault(node.path, set()).add(node.operand)
    return {path: next(iter(operands)) for path, operands in found.items() if len(operands) == 1}


def _is_of_round(path: str, vocabulary: Vocabulary) -> bool:
    """Whether a fact is a day that the applicant states of the application itself."""
    fact = vocabulary.get(path)
    of_application = fact is not None and fact.root == Document.APPLICATION.value and fact.type is FactType.DATE
    return of_application and fact is not None and fact.asked is Asked.APPLICANT


def _by(day: object, days: timedelta) -> date | None:
    """A day so many days later; nothing beyond the calendar."""
    assert isinstance(day, date)
    try:
        return day + days
    except OverflowError:
        return None


def _with(stated: Stated, fact: str, day: date) -> Stated:
    """What is stated, with another day, of the application and so of its measures."""
    measures = (StatedMeasure(each.id, {**each.facts, fact: day}, each.determinations) for each in stated.measures)
    return replace(stated, facts={**stated.facts, fact: day}, measures=tuple(measures))

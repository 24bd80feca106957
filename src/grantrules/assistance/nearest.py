"""The fewest changes with which an application would be eligible, or what stands in the way of every one.

A rule that keeps an application from being eligible comes out otherwise only if one of the facts that it hangs on
changes. So those are tried, rule by rule, with one change allowed, then two, and so on; every set is verified by
evaluating.

Say that an application is barred by the type of its applicant, and that it asks for more than the limit. No fact is in
both rules, so that one change cannot do. With two allowed the type is changed first, to each value that rules can tell
apart; where it bars no longer, the amount is changed too, and where that is enough, the two together are a path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from grantrules.assistance.candidates import PossibleValues, Stating, TooMuch
from grantrules.assistance.whatif import FactChange
from grantrules.base.values import Value
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import OpenPoint, Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.intake.changes import FactAt, value_at, with_values
from grantrules.intake.stated import Stated
from grantrules.language.layout import stands_in
from grantrules.language.vocabulary import OFFICE, Asked

WORK = 20_000
"""How many decisions are made at most in one search."""

D = TypeVar("D", bound=Decision)
"""The decision as the caller knows it."""


@dataclass(frozen=True, slots=True)
class ChangeSet(Generic[D]):
    """Changes that make the application eligible, with the measure that becomes so, and the decision after them."""

    measure: str
    changes: tuple[FactChange, ...]
    after: D


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule in the way that the applicant cannot settle; `points` are what it leaves open, none where it bars."""

    reason: Reason
    points: tuple[OpenPoint, ...]


@dataclass(frozen=True)
class Nearest(Generic[D]):
    """The smallest sets of changes after which an application is eligible.

    `paths` are sets of that size, and `complete` says whether they are all. Where there are none, `obstacles` are the
    rules in the way: those that no change by the applicant settles, or all of them where each alone could be.
    `given_up` says that the search came to the bound on its work while sets of `tried` changes were tried, so that
    there can be others; otherwise what is not there does not exist.
    """

    decision: D
    paths: tuple[ChangeSet[D], ...]
    complete: bool
    given_up: bool
    tried: int
    obstacles: tuple[Obstacle, ...]

    @property
    def size(self) -> int | None:
        """How many facts have to change; 0 where the application is eligible as it stands, none where not known."""
        return len(self.paths[0].changes) if self.paths else None

    def __repr__(self) -> str:
        said = f"{len(self.paths)} of {self.size} changes" if self.paths else "none"
        return f"<Nearest eligible: {said}>"


def nearest_eligible(decision: D, most: int = 3, work: int = WORK) -> Nearest[D]:
    """The fewest changes that the applicant can make for the application to be eligible.

    Stating are facts that the applicant is asked for and that can be changed (`changeable` in facts.yaml), those of
    each measure by themselves; stating such a fact that was not stated is a change too. `most` sets are given at
    most. After `work` decisions the search is given up, and the result says so.
    """
    search = _Search(decision, work)
    found: dict[tuple[FactChange, ...], ChangeSet[D]] = {}
    size, given_up = 0, False
    try:
        while True:
            search.more_may_do = False
            for path in search.paths(size):
                found.setdefault(path.changes, path)
                if len(found) > most:
                    break
            if found or not search.more_may_do:
                break
            size += 1
    except TooMuch:
        given_up = True
    paths = tuple(found.values())[:most]
    complete = not given_up and len(found) <= most
    obstacles = () if found else search.obstacles(decision)
    return Nearest(decision, paths, complete, given_up, size, obstacles)


class _Search(Generic[D]):
    def __init__(self, decision: D, work: int) -> None:
        self._decision, self._left = decision, work
        self.rules, self.stated = decision.rules, decision.stated
        self.possible = PossibleValues(self.rules)
        self.more_may_do = False
        """Whether something was left untried because it takes more changes than were allowed."""
        self._decisions: dict[Stating, D] = {}

    def after(self, changed: Stating) -> D:
        if changed not in self._decisions:
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            self._decisions[changed] = self._decide(dict(changed))
        return self._decisions[changed]

    def paths(self, size: int) -> Iterator[ChangeSet[D]]:
        """Every set of so many changes after which a measure is eligible, and the application with it."""
        for place, measure in enumerate(self._decision.measures):
            for changed in self.sets(place, frozenset(), size):
                yield self.path(changed, measure.id)

    def sets(self, place: int, changed: Stating, more: int) -> Iterator[Stating]:
        """Every set of these and so many more changes, each needed when it is made, that brings a measure up.

        What is changed next is a fact of the rule that leaves the least choice, of those that stand in the way.
        """
        here = self.after(changed)
        if here.measures[place].own_status is here.status is Status.ELIGIBLE:
            if more == 0:
                yield changed
            return
        done = {at for at, _ in changed}
        to_change = [self.hangs_on(reason, here.stated) - done for reason in _hindering(here, place)]
        if not all(to_change):  # a rule that nothing left to change can settle
            return
        if _at_least(to_change) > more:
            self.more_may_do = True
            return
        least_choice = min(to_change, key=len)
        for at in sorted(least_choice):
            for value in self.possible.values(at, here.stated, others_may_change=True):
                if value != value_at(here.stated, at):
                    yield from self.sets(place, changed | {(at, value)}, more - 1)

    def hangs_on(self, reason: Reason, stated: Stated) -> frozenset[FactAt]:
        """The facts of which one must change, by the applicant, for a rule to come out otherwise."""
        settled = reason.outcome.kind is not OutcomeKind.OPEN
        paths = set(reason.outcome.facts if settled else reason.rule.facts)
        for path in tuple(paths):
            paths |= set(self._owners(path))  # a fact that comes to exist, or ceases to, changes too
            paths |= {OFFICE} if path.startswith("office.") else set()
        places = self.possible.places(reason.rule, reason.measure, paths, stated)
        return frozenset(at for at in places if at.path in self._changeable)

    def _owners(self, path: str) -> Iterator[str]:
        fact = self.rules.vocabulary.get(path)
        while fact is not None and fact.only_for is not None:
            yield fact.only_for.path
            fact = self.rules.vocabulary.get(fact.only_for.path)

    @cached_property
    def _changeable(self) -> frozenset[str]:
        stated = [fact for fact in self.rules.vocabulary.values() if stands_in(fact, self.rules.document)]
        return frozenset(fact.path for fact in stated if fact.changeable and fact.asked is Asked.APPLICANT)

    def path(self, changed: Stating, measure: str) -> ChangeSet[D]:
        """The changes in the order of the vocabulary, sets as near to what was stated as they can be."""
        values = dict(changed)
        for at, value in sorted(changed, key=lambda each: each[0]):
            before = value_at(self.stated, at)
            if isinstance(value, frozenset) and isinstance(before, frozenset):
                others = {frozenset(before ^ {each}) for each in self.rules.vocabulary[at.path].choices} - {before}
                nearer = (*sorted(others, key=lambda each: (-len(each), sorted(each))), before | value)
                after = (each for each in nearer if self._decide({**values, at: each}).status is Status.ELIGIBLE)
                values[at] = next(after, value)
        order = {path: place for place, path in enumerate(self.rules.vocabulary)}
        places = sorted(values, key=lambda at: (at.measure or "", order[at.path]))
        changes = tuple(FactChange(at, value_at(self.stated, at), values[at]) for at in places)
        return ChangeSet(measure, changes, self._decide(values))

    def _decide(self, values: Mapping[FactAt, Value]) -> D:
        return self._decision.decide_again(with_values(self.rules, self.stated, dict(values)))

    def obstacles(self, decision: Decision) -> tuple[Obstacle, ...]:
        """The rules in the way as the application stands: those that no change settles, or else all."""
        places = range(len(decision.measures))
        hindering = [reason for place in places for reason in _hindering(decision, place)] or list(decision.bars)
        stuck = [reason for reason in hindering if not self.hangs_on(reason, decision.stated)]
        found = {(reason.rule.id, reason.measure): reason for reason in stuck or hindering}
        return tuple(Obstacle(reason, self._points(reason, decision)) for reason in found.values())

    def _points(self, reason: Reason, decision: Decision) -> tuple[OpenPoint, ...]:
        if reason.level is Status.NOT_ELIGIBLE:
            return ()
        scope = next(scope for scope in decision.scopes if scope.measure == reason.measure)
        return tuple(point for point in decision.points_of(scope) if point.rule is reason.rule)


def _hindering(decision: Decision, place: int) -> list[Reason]:
    """The rules that keep a measure, with the application, from being eligible."""
    scopes = (decision.scope, decision.measures[place].scope)
    levels = (Status.NOT_ELIGIBLE, Status.UNDETERMINED)
    return [reason for scope in scopes for level in levels for reason in scope.at_level(level)]


def _at_least(hindering: list[frozenset[FactAt]]) -> int:
    """How many changes it takes at least: one for each of some rules that have no fact in common."""
    number, seen = 0, set[FactAt]()
    for facts in sorted(hindering, key=len):
        if seen.isdisjoint(facts):
            number, seen = number + 1, seen | facts
    return number

"""Whether a missing fact can still matter: whether answers settle a verdict that do not settle it without this one.

A verdict is that on the application, or that on a measure. Exact, because it looks for such answers on every way from
what is undetermined to a verdict: each fact on a way is answered with values that stand for all others, and is also left
unanswered. An open rule can only be settled by facts that its outcome names, so nothing else needs to be answered.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from grantrules.assistance.candidates import PossibleValues, Stating, TooMuch
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason, Scope
from grantrules.decision.verdict import Status, can_bar, level
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.intake.changes import FactAt, value_at, with_values
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import OFFICE

WORK = 500
"""How many decisions are made at most on one way to find out about one fact."""


class Relevance:
    """Which missing facts of one application can matter to its verdict or to that on one of its measures."""

    def __init__(self, decider: Decider, possible: PossibleValues, stated: Stated) -> None:
        self.decider, self.possible, self.stated = decider, possible, stated
        self._decisions: dict[Stating, Decision] = {}
        self._known = set[FactAt]()
        self._spent = 0

    def after(self, answers: Stating) -> Decision:
        """The decision once these facts are stated."""
        if answers not in self._decisions:
            self._spent += 1
            stated = with_values(self.decider.rules, self.stated, dict(answers))
            self._decisions[answers] = Decision.made(self.decider, stated)
        return self._decisions[answers]

    @property
    def now(self) -> Decision:
        """The decision as it stands."""
        return self.after(frozenset())

    def candidates(self) -> tuple[FactAt, ...]:
        """The missing facts that rules wait for on any way to a verdict, in the order of the vocabulary."""
        found = {at for way in self._ways for row in way.waits(self.now, frozenset()) or () for at in row}
        order = {path: place for place, path in enumerate(self.possible.rules.vocabulary)}
        measures = {measure.id: place for place, measure in enumerate(self.stated.measures)}
        return tuple(sorted(found, key=lambda at: (order[at.path], measures.get(at.measure or "", -1))))

    def matters(self, at: FactAt) -> bool | None:
        """Whether a fact can matter; none where that is not known after all the work that is allowed."""
        if at in self._known:
            return True
        known = True
        for sought, answers in self._begin(at):
            for way in self._ways:
                self._spent = 0
                if way.is_settled(self.after(answers)):
                    continue
                try:
                    if self._settles(sought, way, answers, frozenset()):
                        return True
                except TooMuch:
                    known = False
        return False if known else None

    def _begin(self, at: FactAt) -> Iterator[tuple[FactAt, Stating]]:
        """The fact itself; of the office also what it may have set, which can be asked for once it is known."""
        yield at, frozenset()
        set_by_offices = {value.fact for value in self.possible.rules.office_values}
        for office in self.possible.values(at, self.stated) if at.path == OFFICE else ():
            answers = frozenset({(at, office)})
            unset = set_by_offices - self.after(answers).stated.facts.keys()
            yield from ((FactAt(path), answers) for path in sorted(unset))

    @cached_property
    def _ways(self) -> list[_Way]:
        """Every way from the application as it stands to a verdict on it, and to one on each of its measures."""
        decision, possible, found = self.now, self.possible, list[_Way]()
        numbers = range(len(decision.measures))
        bars = [[r for r in scope.at_level(Status.UNDETERMINED) if _can_bar(r)] for scope in decision.scopes]
        for goal in (None, *numbers):
            among = numbers if goal is None else [goal]
            counting = (each.rule.id for each in bars[0] if goal is None or can_bar(each.rule.verb))
            found += (_ToEligible(possible, goal, number) for number in among)
            found += (_ToBarred(possible, goal, rule) for rule in counting)
            found += (_ToMeasuresBarred(possible, goal, n, each.rule.id) for n in among for each in bars[n + 1])
        return [way for way in found if not way.is_settled(decision)]

    def _settles(self, at: FactAt, way: _Way, answers: Stating, unanswered: _Places) -> bool:
        """Whether further answers can be followed by one about this fact that settles the verdict.

        Say that a signature and a plan are expected, and that neither is stated. Does the signature matter? While the
        plan is unknown, no answer about the signature settles anything; so the plan, which the way waits for too, is
        answered first. Once there is one, the answer "signed" settles the verdict: the signature matters.

        `answers` are those given so far, `unanswered` the facts that are left out on purpose. Each step takes a fact
        of the rule that waits for the fewest, and goes on with each of its answers, and without one.
        """
        if self._spent > WORK:
            raise TooMuch
        here = self.after(answers)
        waits = way.waits(here, unanswered)
        if waits is None or not any(at in row for row in waits):
            return False
        after = []
        for value in self.possible.values(at, here.stated):
            after.append(self.after(answers | {(at, value)}))
            if way.is_settled(after[-1]):
                self._note(way, answers | {(at, value)})
                return True
        rows = [row - unanswered for row in waits]
        linked = _beside(at, rows)
        helps = any(way.gains(here, each, unanswered) for each in after)
        if not helps and (way.by_answering or not linked):
            return False
        others = linked or [row - {at} for row in rows if row - {at}]
        if not others:
            return False
        fewest = min(len(row) for row in others)
        other = min(each for row in others if len(row) == fewest for each in row)

        def once_it_is_answered() -> bool:
            further = (answers | {(other, value)} for value in self.possible.values(other, here.stated))
            return any(not way.is_settled(self.after(f)) and self._settles(at, way, f, unanswered) for f in further)

        def while_it_is_not() -> bool:
            return self._settles(at, way, answers, unanswered | {other})

        if way.by_answering:
            return once_it_is_answered() or while_it_is_not()
        return while_it_is_not() or once_it_is_answered()

    def _note(self, way: _Way, settling: Stating) -> None:
        """Keep in mind every fact without which these answers do not settle the verdict at the end of a way.

        The office, and what hangs on it, cannot be left out by itself.
        """
        for each in settling:
            if not each[0].path.startswith("office.") and not way.is_settled(self.after(settling - {each})):
                self._known.add(each[0])


def _beside(at: FactAt, waits: _Waits) -> _Waits:
    """What hangs together with a fact: the rows that share facts with its own, directly or through others, without it.

    Those that wait for the fact itself come in only where there are no others, so that they are varied most.
    """
    linked = {at}
    size = 0
    while len(linked) > size:
        size = len(linked)
        linked |= {each for row in waits if not linked.isdisjoint(row) for each in row}
    rows = [row for row in waits if not linked.isdisjoint(row)]
    without = [row for row in rows if row and at not in row]
    return without or [row - {at} for row in rows if row - {at}]


# -- the ways to a verdict

_Places = frozenset[FactAt]
_Waits = list[_Places]
"""The missing facts that rules wait for, rule by rule."""


@dataclass(frozen=True)
class _Way(ABC):
    """A way to the verdict on the application, or on the measure whose number is `goal`."""

    possible: PossibleValues
    goal: int | None

    by_answering = True
    """Whether most of what it waits for has to be answered to come to its end."""

    def status(self, decision: Decision) -> Status:
        """The status that the way leads to a verdict of."""
        return decision.status if self.goal is None else decision.measures[self.goal].status

    def is_settled(self, decision: Decision) -> bool:
        """Whether there is a verdict."""
        return self.status(decision) is not Status.UNDETERMINED

    @abstractmethod
    def waits(self, decision: Decision, unanswered: _Places) -> _Waits | None:
        """What rules on the way wait for; nothing where it is closed because some facts stay unanswered."""

    @abstractmethod
    def gains(self, before: Decision, after: Decision, unanswered: _Places) -> bool:
        """Whether an answer leaves nothing of what waited for it alone in the way."""

    def of(self, reason: Reason, decision: Decision) -> _Places:
        """The missing facts that an undetermined rule waits for; none where it waits for people or a correction."""
        if reason.outcome.kind is not OutcomeKind.OPEN:
            return frozenset()
        places = self.possible.places(reason.rule, reason.measure, reason.outcome.facts, decision.stated)
        return frozenset(at for at in places if value_at(decision.stated, at) is None)

    def barring(self, scope: Scope, decision: Decision, unanswered: _Places, rule: str | None = None) -> _Waits:
        """What the rules that can bar a scope, or one of them, wait for beside what stays unanswered."""
        bars = (each for each in scope.at_level(Status.UNDETERMINED) if _can_bar(each) and rule in (None, each.rule.id))
        return [row for row in (self.of(reason, decision) for reason in bars) if not row <= unanswered]


@dataclass(frozen=True)
class _ToEligible(_Way):
    """Everything on one measure comes out in order, and on the application all that counts; closed where people keep it open."""

    number: int

    def waits(self, decision: Decision, unanswered: _Places) -> _Waits | None:
        measure = decision.measures[self.number]
        if measure.own_status is Status.NOT_ELIGIBLE:
            return None
        of_application = decision.scope.at_level(Status.UNDETERMINED)
        counting = (each for each in of_application if self.goal is None or can_bar(each.rule.verb))
        undetermined = (*counting, *measure.scope.at_level(Status.UNDETERMINED))
        found = [self.of(reason, decision) for reason in undetermined]
        return None if any(row <= unanswered for row in found) else found

    def gains(self, before: Decision, after: Decision, unanswered: _Places) -> bool:  # noqa: ARG002  the way stays open
        return self.status(after) is not Status.NOT_ELIGIBLE and self.waits(after, unanswered) is not None


@dataclass(frozen=True)
class _ToBarred(_Way):
    """A rule bars the application."""

    rule: str
    by_answering = False

    def waits(self, decision: Decision, unanswered: _Places) -> _Waits | None:
        return self.barring(decision.scope, decision, unanswered, self.rule) or None

    def gains(self, before: Decision, after: Decision, unanswered: _Places) -> bool:  # noqa: ARG002  it bars or it does not
        return self.status(after) is Status.NOT_ELIGIBLE


@dataclass(frozen=True)
class _ToMeasuresBarred(_Way):
    """Every measure that counts is barred, one of them by a certain rule; closed where one cannot be barred any more."""

    number: int
    rule: str
    by_answering = False

    def waits(self, decision: Decision, unanswered: _Places) -> _Waits | None:
        found: _Waits = []
        for number, measure in enumerate(decision.measures):
            if measure.own_status is not Status.NOT_ELIGIBLE and self.goal in (None, number):
                rule = self.rule if number == self.number else None
                rows = self.barring(measure.scope, decision, unanswered, rule)
                if not rows:
                    return None
                found += rows
        return found

    def gains(self, before: Decision, after: Decision, unanswered: _Places) -> bool:  # noqa: ARG002  it is barred or not
        both = zip(before.measures, after.measures, strict=True)
        return any(b.own_status is not a.own_status is Status.NOT_ELIGIBLE for b, a in both)


def _can_bar(reason: Reason) -> bool:
    """Whether an open rule bars if it comes out against the applicant."""
    verb, determination = reason.rule.verb, reason.determination
    bars = any(level(verb, kind, determination) is Status.NOT_ELIGIBLE for kind in OutcomeKind)
    return bars and reason.outcome.kind is OutcomeKind.OPEN

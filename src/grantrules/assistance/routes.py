"""The ways from an open application to a verdict, and the missing facts that the rules on each wait for.

An open rule can only be settled by facts that its outcome names, so nothing else needs to be answered on a way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from grantrules.assistance.candidates import PossibleValues
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason, Scope
from grantrules.decision.verdict import Status, level
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.intake.changes import FactAt, value_at

Places = frozenset[FactAt]
WaitingRows = list[Places]
"""The missing facts that rules wait for, rule by rule."""


@dataclass(frozen=True)
class Route(ABC):
    """One way to a verdict."""

    possible: PossibleValues

    by_answering = True
    """Whether most of what it waits for has to be answered to come to its end."""

    @abstractmethod
    def waits(self, decision: Decision, unanswered: Places) -> WaitingRows | None:
        """What rules on the way wait for; nothing where it is closed because some facts stay unanswered."""

    @abstractmethod
    def gains(self, before: Decision, after: Decision, unanswered: Places) -> bool:
        """Whether an answer leaves nothing of what waited for it alone in the way."""

    def of(self, reason: Reason, decision: Decision) -> Places:
        """The missing facts that an undetermined rule waits for; none where it waits for people or a correction."""
        if reason.outcome.kind is not OutcomeKind.OPEN:
            return frozenset()
        places = self.possible.places(reason.rule, reason.measure, reason.outcome.facts, decision.stated)
        return frozenset(at for at in places if value_at(decision.stated, at) is None)

    def barring(self, scope: Scope, decision: Decision, rule: str | None = None) -> Iterator[Places]:
        """What the rules wait for that can bar a scope, or one of them."""
        for reason in scope.at_level(Status.UNDETERMINED):
            if can_bar(reason) and rule in (None, reason.rule.id):
                yield self.of(reason, decision)


@dataclass(frozen=True)
class ToEligible(Route):
    """Everything on the application and on one measure comes out in order."""

    number: int

    def waits(self, decision: Decision, unanswered: Places) -> WaitingRows | None:
        """What both wait for, unless something else than missing facts keeps a rule open."""
        measure = decision.measures[self.number]
        if measure.own_status is Status.NOT_ELIGIBLE:
            return None
        found: WaitingRows = []
        for scope in (decision.scope, measure.scope):
            for reason in scope.at_level(Status.UNDETERMINED):
                found.append(self.of(reason, decision))
                if found[-1] <= unanswered:
                    return None
        return found

    def gains(self, before: Decision, after: Decision, unanswered: Places) -> bool:  # noqa: ARG002  the way stays open
        """Whether the way is still open: what waited for the answer alone is in order then."""
        return after.status is not Status.NOT_ELIGIBLE and self.waits(after, unanswered) is not None


@dataclass(frozen=True)
class ToBarred(Route):
    """A rule bars the application."""

    rule: str
    by_answering = False

    def waits(self, decision: Decision, unanswered: Places) -> WaitingRows | None:
        """What the rule waits for."""
        return [row for row in self.barring(decision.scope, decision, self.rule) if not row <= unanswered] or None

    def gains(self, before: Decision, after: Decision, unanswered: Places) -> bool:  # noqa: ARG002  it bars or it does not
        """Whether the application is barred."""
        return after.status is Status.NOT_ELIGIBLE


@dataclass(frozen=True)
class ToMeasuresBarred(Route):
    """Every measure is barred, one of them by a certain rule."""

    number: int
    rule: str
    by_answering = False

    def waits(self, decision: Decision, unanswered: Places) -> WaitingRows | None:
        """What the rule waits for, and all that can bar the others, unless one cannot be barred any more."""
        found: WaitingRows = []
        for number, measure in enumerate(decision.measures):
            if measure.own_status is not Status.NOT_ELIGIBLE:
                rule = self.rule if number == self.number else None
                rows = [row for row in self.barring(measure.scope, decision, rule) if not row <= unanswered]
                if not rows:
                    return None
                found += rows
        return found

    def gains(self, before: Decision, after: Decision, unanswered: Places) -> bool:  # noqa: ARG002  it is barred or not
        """Whether one more measure is barred."""
        both = zip(before.measures, after.measures, strict=True)
        return any(b.own_status is not a.own_status is Status.NOT_ELIGIBLE for b, a in both)


def ways(possible: PossibleValues, decision: Decision) -> Iterator[Route]:
    """Every way from an open application to a verdict."""
    yield from (ToEligible(possible, number) for number in range(len(decision.measures)))
    yield from (
        ToBarred(possible, each.rule.id) for each in decision.scope.at_level(Status.UNDETERMINED) if can_bar(each)
    )
    for number, measure in enumerate(decision.measures):
        bars = (reason for reason in measure.scope.at_level(Status.UNDETERMINED) if can_bar(reason))
        yield from (ToMeasuresBarred(possible, number, reason.rule.id) for reason in bars)


def can_bar(reason: Reason) -> bool:
    """Whether an open rule bars if it comes out against the applicant."""
    verb, determination = reason.rule.verb, reason.determination
    bars = any(level(verb, kind, determination) is Status.NOT_ELIGIBLE for kind in OutcomeKind)
    return bars and reason.outcome.kind is OutcomeKind.OPEN

"""From the outcome of a rule to its part in a verdict, and to the points that it leaves open.

The nine verbs get their consequences here and nowhere else (docs/language.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from grantrules.evaluation.outcomes import Outcome, OutcomeKind, TraceKind
from grantrules.intake.stated import Determination
from grantrules.language.condition import ACCEPTED, REJECTED, facts_read
from grantrules.language.vocabulary import Asked, Vocabulary
from grantrules.rules.ruleset import Rule, Verb


class Status(Enum):
    """A verdict, lowest first."""

    NOT_ELIGIBLE = "not_eligible"
    UNDETERMINED = "undetermined"
    ELIGIBLE = "eligible"

    @property
    def rank(self) -> int:
        """0 for the lowest."""
        return _RANKS[self]

    def __lt__(self, other: Status) -> bool:
        return self.rank < other.rank


_RANKS = {status: rank for rank, status in enumerate(Status)}


class CauseKind(Enum):
    """Why a verdict is open."""

    FACT = "fact"
    CORRECTION = "correction"
    JUDGEMENT = "judgement"
    READING = "reading"
    DISPUTED = "disputed"
    UNCLEAR = "unclear"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that keeps a verdict open, and who can settle it.

    `facts` are missing facts for the cause `fact`, otherwise what the point hangs on; `branches` are the
    branches in doubt, or the readings to choose from, by id.
    """

    rule: Rule
    measure: str | None
    cause: CauseKind
    facts: tuple[str, ...]
    ask: Asked
    branches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A point that people must judge; `branches` are those in doubt, or the readings to choose from.

    `facts` are those that it hangs on: what decided it, or what the branches read.
    """

    rule: Rule
    measure: str | None
    cause: CauseKind
    branches: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @classmethod
    def of(cls, point: OpenPoint) -> ToJudge:
        """What people must judge of a point that is open."""
        read = {path for id_ in point.branches for path in facts_read(point.rule.branches[id_].part)}
        facts = point.facts or tuple(sorted(read))
        return cls(point.rule, point.measure, point.cause, point.branches, facts)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words by which a determination can settle it."""
        return (ACCEPTED, REJECTED, *self.branches)


def level(rule: Rule, outcome: Outcome, determination: Determination | None) -> Status:
    """The best verdict that this outcome allows."""
    match rule.verb, outcome.kind:
        case (Verb.REQUIRE, OutcomeKind.FAILED) | (Verb.EXCLUDE, OutcomeKind.HELD):
            return Status.NOT_ELIGIBLE
        case ((Verb.REQUIRE | Verb.EXCLUDE), OutcomeKind.OPEN):
            return Status.UNDETERMINED
        case Verb.EXPECT, OutcomeKind.FAILED:
            return _determined(determination, rejected=Status.NOT_ELIGIBLE)
        case ((Verb.EXPECT | Verb.ASSESS), (OutcomeKind.FAILED | OutcomeKind.OPEN)):
            return _determined(determination, rejected=Status.UNDETERMINED)
        case _:
            return Status.ELIGIBLE


def _determined(determination: Determination | None, rejected: Status) -> Status:
    match determination:
        case Determination(is_=is_) if is_ == ACCEPTED:
            return Status.ELIGIBLE
        case Determination(is_=is_) if is_ == REJECTED:
            return rejected
        case _:
            return Status.UNDETERMINED


def open_points(
    rule: Rule, outcome: Outcome, measure: str | None, vocabulary: Vocabulary, instead: Mapping[str, str]
) -> Iterator[OpenPoint]:
    """What keeps the verdict open on account of one rule whose level is undetermined.

    `instead` names the fact to ask for where the missing one hangs on it.
    """
    if outcome.kind is OutcomeKind.FAILED:
        if rule.verb is Verb.ASSESS or rule.remedy is not None:
            yield OpenPoint(rule, measure, CauseKind.CORRECTION, outcome.facts, Asked.APPLICANT)
        else:
            yield OpenPoint(rule, measure, CauseKind.JUDGEMENT, outcome.facts, Asked.CASEWORKER)
        return
    missing = {instead.get(path, path) for path in outcome.facts}
    by_asked: dict[Asked, list[str]] = {}
    for path in sorted(missing):
        by_asked.setdefault(asked_of(path, vocabulary), []).append(path)
    for asked in Asked:
        if asked in by_asked:
            yield OpenPoint(rule, measure, CauseKind.FACT, tuple(by_asked[asked]), asked)
    for kind in (TraceKind.READING, TraceKind.DISPUTED, TraceKind.UNCLEAR, TraceKind.SILENT):
        names = tuple(trace.name for trace in outcome.doubts if trace.kind is kind)
        if names:
            branches = rule.readings if kind is TraceKind.READING else names
            yield OpenPoint(rule, measure, CauseKind(kind.value), (), Asked.CASEWORKER, branches)


def asked_of(path: str, vocabulary: Vocabulary) -> Asked:
    """Who is asked for a fact; what the vocabulary does not hold, such as the measures, the applicant states."""
    fact = vocabulary.get(path)
    return fact.asked if fact else Asked.APPLICANT

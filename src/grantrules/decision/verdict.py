"""What follows from how rules came out: the verdict, and what it waits for. Said here and nowhere else.

Tables (`portfolio/tables/evaluate.py`) and proofs (`compare/proofs/year.py`) decide many applications at once, in
their own terms; what each verb comes to they take from `CONSEQUENCES`, and how statuses combine from the functions
below it. Never is there a verdict "granted": *eligible* says that nothing stands in the way of a judgement on the merits.

**What each verb does.** `require` bars where what it asks for fails, `exclude` where what it names holds; while
either is unknown, the verdict is undetermined. `expect` is for what should hold and has no consequence in any
document: failed or unknown it leaves the verdict undetermined and never bars by itself; failed it is a correction for
the applicant where the rule names a remedy, and otherwise a point to judge. `assess` is for what people must judge, and
its condition says whether the material is there: then there is a point to judge, and the verdict is untouched; where
it is not there, that is a correction, and where it is not known whether, a missing fact. `prioritise` tags and
`oblige` binds, surely where the rule holds and perhaps while it is open; `note`, `state` and `silent` only tell. These
five touch no verdict, and the facts that only they read are listed apart from those that a verdict misses. Of the tags
of one ranking the best number counts (`Scope.priorities`).

**How it comes together.**
1. An application and each of its measures have a status of their own: the lowest that one of their rules allows. The
   status of an application is the lesser of its own and that of its best measure. So a measure that cannot be eligible
   harms none that is; where none can be, there is nothing to correct, to judge or to ask. Of every measure that can
   still be, all is told that keeps it undetermined, also where another one is eligible.
2. A rule that can bar, asked of the application, counts in the status of every measure, be it failed or unknown; an
   `expect` or an `assess` of the application never does.
3. An application without measures is undetermined, and `measures` is what is missing.
4. A guard (`when`) that does not hold makes a rule *not applicable*, and nothing follows. Where it is unknown, a
   `require`, an `expect` and an `assess` do no harm if what they ask for holds; the other verbs need it to hold.
5. Readings of one sentence hold surely where all do and fail surely where all do; between them the rule is open. A
   branch in doubt never surely holds, and can surely fail.
6. An undetermined verdict has causes, each with who can settle it: a missing fact, a correction, a judgement, readings,
   or a doubt. Missing facts are listed by whether the status of the application waits for them, by how many open
   outcomes read them, and then by name.
7. A person's determination settles an `expect` or an `assess`: accepted, it stands in no verdict's way; rejected, an
   `expect` that failed bars, and all else stays undetermined, since what is missing counts against nobody. Readings and
   doubts are settled by it in the condition itself, before there is an outcome.
8. Learning a missing fact can turn undetermined into a verdict, but never one verdict into the other.

The same sentences by number, with those on documents and offices, are in docs/language.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from grantrules.base.values import Ranked
from grantrules.evaluation.outcomes import Outcome, OutcomeKind, TraceKind
from grantrules.intake.stated import Determination
from grantrules.language.condition import ACCEPTED, REJECTED, facts_read
from grantrules.language.vocabulary import Asked, Vocabulary
from grantrules.rules.ruleset import Rule, Verb


class Status(Ranked):
    """A verdict, lowest first; it equals and is ordered by its word too: `status == "eligible"`."""

    NOT_ELIGIBLE = "not_eligible"
    UNDETERMINED = "undetermined"
    ELIGIBLE = "eligible"

    def __lt__(self, other: str) -> bool:
        return self.rank < Status(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Status(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Status(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Status(other).rank


class CauseKind(StrEnum):
    """Why a verdict is open."""

    FACT = "fact"
    CORRECTION = "correction"
    JUDGEMENT = "judgement"
    READING = "reading"
    DISPUTED = "disputed"
    UNCLEAR = "unclear"
    SILENT = "silent"


# -- what each verb does


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows where a rule comes out in some way.

    `level` is the best verdict that it allows; `accepted` and `rejected` are that after a determination, where it
    changes that. `leaves` is what a settled outcome leaves to do: a correction, or a judgement.
    """

    level: Status
    accepted: Status | None = None
    rejected: Status | None = None
    leaves: CauseKind | None = None


_NOTHING = Consequence(Status.ELIGIBLE)
_BARS = Consequence(Status.NOT_ELIGIBLE)
_WAITS = Consequence(Status.UNDETERMINED)
_WAITS_UNLESS_ACCEPTED = Consequence(Status.UNDETERMINED, accepted=Status.ELIGIBLE)

CONSEQUENCES: Mapping[Verb, dict[OutcomeKind, Consequence]] = {
    Verb.REQUIRE: {OutcomeKind.FAILED: _BARS, OutcomeKind.OPEN: _WAITS},
    Verb.EXCLUDE: {OutcomeKind.HELD: _BARS, OutcomeKind.OPEN: _WAITS},
    Verb.EXPECT: {
        OutcomeKind.FAILED: Consequence(
            Status.UNDETERMINED,
            accepted=Status.ELIGIBLE,
            rejected=Status.NOT_ELIGIBLE,
            leaves=CauseKind.JUDGEMENT,  # a correction where the rule names a remedy
        ),
        OutcomeKind.OPEN: _WAITS_UNLESS_ACCEPTED,
    },
    Verb.ASSESS: {
        OutcomeKind.HELD: Consequence(Status.ELIGIBLE, leaves=CauseKind.JUDGEMENT),
        OutcomeKind.FAILED: Consequence(Status.UNDETERMINED, accepted=Status.ELIGIBLE, leaves=CauseKind.CORRECTION),
        OutcomeKind.OPEN: _WAITS_UNLESS_ACCEPTED,
    },
}
"""The verbs that take part in a verdict; of what is not named here nothing follows, nor of the other verbs."""

SURE: Mapping[OutcomeKind, bool] = {OutcomeKind.HELD: True, OutcomeKind.OPEN: False}
"""Whether a tag or a duty is sure or only perhaps; there is none where its rule came out otherwise."""


def consequence(verb: Verb, kind: OutcomeKind) -> Consequence:
    """What follows where a rule with a verb comes out so."""
    return CONSEQUENCES.get(verb, {}).get(kind, _NOTHING)


def level(verb: Verb, kind: OutcomeKind, determination: Determination | None = None) -> Status:
    """The best verdict that an outcome allows."""
    found = consequence(verb, kind)
    determined = None
    if determination is not None:
        determined = {ACCEPTED: found.accepted, REJECTED: found.rejected}.get(determination.is_)
    return found.level if determined is None else determined


def kinds_at(verb: Verb, status: Status) -> tuple[OutcomeKind, ...]:
    """The outcomes that allow just this verdict, as long as nobody has determined anything."""
    return tuple(kind for kind in OutcomeKind if level(verb, kind) is status)


def can_bar(verb: Verb) -> bool:
    """Whether rules with a verb can make an application not eligible, without anybody's determination."""
    return bool(kinds_at(verb, Status.NOT_ELIGIBLE))


def is_against(kind: OutcomeKind, status: Status) -> bool:
    """Whether an outcome that allows this verdict is settled and stands in the way, not only open."""
    return status is not Status.ELIGIBLE and kind is not OutcomeKind.OPEN


def is_to_judge(verb: Verb, kind: OutcomeKind) -> bool:
    """Whether an outcome leaves something to judge for which the verdict does not wait."""
    found = consequence(verb, kind)
    return found.leaves is CauseKind.JUDGEMENT and found.level is Status.ELIGIBLE


def kinds_against(verb: Verb) -> tuple[OutcomeKind, ...]:
    """The settled outcomes that stand in the way, as long as nobody has determined anything."""
    return tuple(kind for kind in OutcomeKind if is_against(kind, level(verb, kind)))


# -- how statuses combine; `lesser` says which of two is the lower, in whatever terms they are told

S = TypeVar("S")

WITHOUT_MEASURES = Status.UNDETERMINED
"""What stands for the best measure where an application has none."""


def status_of_measure(own: S, bars: S, lesser: Callable[[S, S], S]) -> S:
    """The status of a measure, from its own and that of the application's rules that can bar."""
    return lesser(own, bars)


def status_of_application(own: S, best_measure: S, lesser: Callable[[S, S], S]) -> S:
    """The status of an application, from its own and the best of its measures' own.

    What bars the application is in its own status already, and need not be counted again in each measure.
    """
    return lesser(own, best_measure)


def is_held_open_by(own: Status, best_measure: Status) -> bool:
    """Whether a measure is one of those for which an undetermined application has to wait."""
    return own is best_measure is Status.UNDETERMINED


# -- what an undetermined verdict waits for


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


def open_points(
    rule: Rule, outcome: Outcome, measure: str | None, vocabulary: Vocabulary, instead: Mapping[str, str]
) -> Iterator[OpenPoint]:
    """What keeps the verdict open on account of one rule whose level is undetermined.

    `instead` names the fact to ask for where the missing one hangs on it.
    """
    if outcome.kind is not OutcomeKind.OPEN:
        to_correct = rule.remedy is not None or consequence(rule.verb, outcome.kind).leaves is CauseKind.CORRECTION
        cause, ask = (CauseKind.CORRECTION, Asked.APPLICANT) if to_correct else (CauseKind.JUDGEMENT, Asked.CASEWORKER)
        yield OpenPoint(rule, measure, cause, outcome.facts, ask)
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


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not stated: who is asked for it, and how many open outcomes read it.

    `measures` are those that lack it; none where it is about the whole document. `holds_status` is whether the status of
    the document waits for it; otherwise only the statuses of measures do, or what is no status at all.
    """

    fact: str
    ask: Asked
    outcomes: int
    measures: tuple[str, ...] = ()
    holds_status: bool = True


class Lack(NamedTuple):
    """What one open outcome lacks: a fact, the measures that do not state it, and whether that holds the document's status."""

    fact: str
    measures: tuple[str, ...] = ()
    holds_status: bool = True


def missing_facts(lacks: Iterable[Lack], vocabulary: Vocabulary) -> tuple[Missing, ...]:
    """Each fact once: first what the status of the document waits for, then by how many open outcomes lack it, then by name."""
    by_fact: dict[str, list[Lack]] = {}
    for each in lacks:
        by_fact.setdefault(each.fact, []).append(each)
    made: list[Missing] = []
    for path, of_fact in by_fact.items():
        fact = vocabulary.get(path)
        about = dict.fromkeys(m for each in of_fact for m in each.measures) if fact and fact.per_measure else ()
        holds = any(each.holds_status for each in of_fact)
        made.append(Missing(path, asked_of(path, vocabulary), len(of_fact), tuple(about), holds))
    return tuple(sorted(made, key=lambda each: (not each.holds_status, -each.outcomes, each.fact)))

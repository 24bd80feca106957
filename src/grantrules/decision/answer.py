"""The answer to a report: what is due and by when, what is missing, what to correct, what the documents leave unsaid.

Never a verdict on the grant. *Complete* means that everything the documents ask of the report is there; a report on
which no document says what it must contain is never that. Lateness is told by the dates and changes no status: no
document says what follows from it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from grantrules.decision.decider import Decider
from grantrules.decision.notes import Note, NoteKind, boundaries, is_weekend, pointers, remarks
from grantrules.decision.scope import Duty, Reason, RulesUsed, ScopedResult, duties_of
from grantrules.decision.verdict import CauseKind, Lack, Missing, OpenPoint, Status, ToJudge, missing_facts
from grantrules.evaluation.outcomes import Findings, OutcomeKind
from grantrules.intake.stated import MEASURES, Stated, day_of
from grantrules.language.condition import Citation, FactRef
from grantrules.language.vocabulary import Asked
from grantrules.rules.canonical import rules_hash
from grantrules.rules.reporting import ReportRules
from grantrules.rules.ruleset import Aspect, Due, NotStated, Rule, Verb


class ReportStatus(StrEnum):
    """How far a report is what the documents ask for."""

    COMPLETE = "complete"
    TO_CORRECT = "to_correct"
    OPEN = "open"


class Timeliness(StrEnum):
    """Whether something arrived by a day; unknown while its arrival, or the day, is."""

    ON_TIME = "on_time"
    LATE = "late"
    UNKNOWN = "unknown"


class Fulfilment(StrEnum):
    """Whether a report shows that a duty is done."""

    FULFILLED = "fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    UNKNOWN = "unknown"


class Applies(StrEnum):
    """Whether something that the documents say applies to a report.

    `no`: they speak of it for grants of that year, and it does not apply; `not_stated`: none of them does.
    """

    SURE = "sure"
    PERHAPS = "perhaps"
    NO = "no"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day by which something is wanted, and whether it came: `received` is the fact that says when.

    It is wanted by rules or, where none of them names the day, by the grant letter alone. `source` is where the day
    stands: with the value that an office has set, otherwise with the first of the rules; nowhere for the letter alone.
    """

    rules: tuple[Rule, ...]
    sure: bool
    due: Due
    day: date | None
    received: str | None
    received_on: date | None
    timeliness: Timeliness
    source: Citation | None


@dataclass(frozen=True, slots=True)
class AspectAnswer:
    """What the documents say on one question: duties, facts of the scheme, what may be or follow, and silences."""

    aspect: Aspect
    applies: Applies
    duties: tuple[Duty, ...]
    stated: tuple[Rule, ...]
    pointers: tuple[Note, ...]
    silences: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ReportRulesUsed:
    """Which rules an answer rests on: those on grants of an award year, from the folders of some years, and their hash."""

    award_year: int
    folders: tuple[RulesUsed, ...]
    hash: str


class ReportAnswer(ScopedResult):
    """The answer to one report, from the rules on grants of its award year."""

    def __init__(self, grants: ReportRules, decider: Decider, stated: Stated, findings: Findings) -> None:
        super().__init__(decider, stated, findings)
        self.grants = grants

    @property
    def _meaning(self) -> tuple[object, ...]:
        return *super()._meaning, self.grants

    @property
    def regulation(self) -> ReportRulesUsed:
        """The rules that it was answered under."""
        folders = tuple(map(RulesUsed.of, self.grants.folders))
        return ReportRulesUsed(self.grants.award_year, folders, rules_hash(self.rules))

    @cached_property
    def status(self) -> ReportStatus:
        """Whether the report is what the documents ask for, surely is not, or cannot be said to be."""
        if self.corrections:
            return ReportStatus.TO_CORRECT
        settled = self.content_stated and not self.open and not self.missing
        return ReportStatus.COMPLETE if settled else ReportStatus.OPEN

    @cached_property
    def content_stated(self) -> bool:
        """Whether any document surely says what a report on these grants must contain, at this office."""
        stating = (r for r in self.rules.rules if r.aspect is Aspect.CONTENT and r.verb in _SPEAKING)
        return any(r.office in (None, self.stated.facts.get("office.id")) for r in stating)

    # -- what is there and what is not

    @cached_property
    def _points(self) -> tuple[OpenPoint, ...]:
        """What is amiss or not known, each under the rule that files have."""
        rejected = (
            OpenPoint(r.rule, r.measure, CauseKind.CORRECTION, r.outcome.facts, Asked.APPLICANT)
            for scope in self.scopes
            for r in scope.at_level(Status.NOT_ELIGIBLE)
        )
        open_ = (point for scope in self.scopes for point in scope.points(self.rules.vocabulary, self._asked_instead))
        return tuple(
            OpenPoint(self._named(p.rule), p.measure, p.cause, p.facts, p.ask, p.branches)
            for p in (*rejected, *open_)
            if p.rule.aspect is None or p.rule.aspect.of_the_report
        )

    def _named(self, rule: Rule) -> Rule:
        """The duty, where a rule asks whether it is fulfilled."""
        return rule if rule.fulfils is None else self.rules.by_id[rule.fulfils]

    @cached_property
    def corrections(self) -> tuple[OpenPoint, ...]:
        """What surely is not as a document asks, for the grantee to put right."""
        return tuple(point for point in self._points if point.cause is CauseKind.CORRECTION)

    @cached_property
    def open(self) -> tuple[OpenPoint, ...]:
        """What keeps the report from being complete without being a correction."""
        return tuple(point for point in self._points if point.cause is not CauseKind.CORRECTION)

    @cached_property
    def judge(self) -> tuple[ToJudge, ...]:
        """What people must judge and have not yet judged."""
        there = (point for scope in self.scopes for point in scope.to_judge())
        doubtful = (point for point in self.open if point.cause is not CauseKind.FACT)
        return (*there, *map(ToJudge.of, doubtful))

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """The facts without which the report cannot be said to be complete."""
        lacks = [_lack(path, p.measure) for p in self.open if p.cause is CauseKind.FACT for path in p.facts]
        if not self.stated.measures and any(rule.verb.decides for rule in self.rules.measure_rules):
            lacks.append(Lack(MEASURES))
        return missing_facts(lacks, self.rules.vocabulary)

    @cached_property
    def missing_otherwise(self) -> tuple[Missing, ...]:
        """The facts that matter only to which duties arise, to dates, and to what may follow."""
        lacks = [
            _lack(path, reason.measure)
            for scope in self.scopes
            for verb in (Verb.OBLIGE, Verb.NOTE)
            for reason in scope.of_verb(verb, OutcomeKind.OPEN)
            for path in reason.outcome.facts
        ]
        for each in self.dates:
            waits = [each.received] if each.received is not None and each.received_on is None else []
            lacks += [Lack(path) for path in (*waits, *_unknown_day(each))]
        return self._missing_besides(lacks, self.missing)

    # -- duties and dates

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What the award surely or perhaps obliges to."""
        return duties_of(self.scopes, self.grants.award_year)

    def fulfilment(self, duty: Duty) -> Fulfilment | None:
        """Whether the report shows that a duty is done; nothing where no report could show it."""
        if duty.rule.fulfilled is None:
            return None
        asked = [r for r in self.every_reason if r.rule.fulfils == duty.rule.id]
        if not asked:  # it is asked of measures, and the report lists none
            return Fulfilment.UNKNOWN
        if any(reason.is_against for reason in asked):
            return Fulfilment.NOT_FULFILLED
        return Fulfilment.UNKNOWN if any(r.level is Status.UNDETERMINED for r in asked) else Fulfilment.FULFILLED

    @cached_property
    def dates(self) -> tuple[DueDate, ...]:
        """Every day that the documents, an office or the letter set, each with what it came to, earliest first."""
        found: dict[tuple[object, ...], list[Duty]] = {}
        for duty in self.duties:
            if duty.due is not None and not isinstance(duty.due, NotStated):
                source = duty.rule.sources[0].document
                found.setdefault((duty.due, duty.day, duty.rule.received, source), []).append(duty)
        made = [
            self._date(
                tuple(dict.fromkeys(d.rule for d in of)), any(d.sure for d in of), of[0].due, of[0].rule.received
            )
            for of in found.values()
        ]
        made += self._letter_dates({each.due for each in made})
        return tuple(sorted(made, key=lambda each: (each.day is None, each.day or date.max, each.received or "")))

    def _letter_dates(self, known: set[Due]) -> list[DueDate]:
        """The days that the grant letter states and no rule names."""
        stated = (
            fact for fact in self.rules.vocabulary.values() if fact.deadline_of and fact.path in self.stated.facts
        )
        refs = ((FactRef(fact.path), fact.deadline_of) for fact in stated)
        return [self._date((), True, ref, received) for ref, received in refs if ref not in known]

    def _date(self, rules: tuple[Rule, ...], sure: bool, due: Due | None, received: str | None) -> DueDate:
        assert due is not None
        day = day_of(due, self.stated.facts)
        stated = self.stated.facts.get(received) if received is not None else None
        arrived = stated if isinstance(stated, date) else None
        timeliness = Timeliness.UNKNOWN
        if arrived is not None and day is not None:
            timeliness = Timeliness.ON_TIME if arrived <= day else Timeliness.LATE
        value = self.office_values.get(due.path) if isinstance(due, FactRef) else None
        source = value.source if value else next((rule.sources[0] for rule in rules), None)
        return DueDate(rules, sure, due, day, received, arrived, timeliness, source)

    # -- what the documents say, question by question

    @cached_property
    def aspects(self) -> tuple[AspectAnswer, ...]:
        """The answer to each question about a grant that was awarded."""
        return tuple(self.aspect(aspect) for aspect in Aspect)

    def aspect(self, aspect: Aspect) -> AspectAnswer:
        """What the documents say on one question."""
        reasons = [r for r in self.every_reason if r.rule.aspect is aspect and r.rule.fulfils is None]
        notes = [note for r in reasons for note in pointers(r.rule, r.outcome, r.measure)]
        return AspectAnswer(
            aspect,
            self._applies(aspect, [r for r in reasons if self._at_this_office(r.rule)]),
            tuple(duty for duty in self.duties if duty.rule.aspect is aspect),
            tuple(dict.fromkeys(r.rule for r in reasons if r.rule.verb is Verb.STATE and _held(r))),
            tuple(note for note in notes if note.kind is NoteKind.POINTER),
            tuple(note for note in notes if note.kind is NoteKind.SILENCE),
        )

    def _applies(self, aspect: Aspect, reasons: list[Reason]) -> Applies:
        """What rules come to together: duties first, then what is stated outright, then notes that nobody is bound by."""
        of = {verb: {r.outcome.kind for r in reasons if r.rule.verb is verb} for verb in _SPEAKING}
        bound = of[Verb.OBLIGE] | of[Verb.STATE]
        if not any(of.values()):
            return self._unasked(aspect)
        kinds = bound or of[Verb.NOTE]
        if OutcomeKind.HELD in kinds:
            return Applies.SURE
        return Applies.PERHAPS if OutcomeKind.OPEN in kinds else Applies.NO

    def _unasked(self, aspect: Aspect) -> Applies:
        """The answer where no rule was asked: those on measures are not, of a report that lists none."""
        unasked = () if self.stated.measures else self.rules.measure_rules
        speaking = [r for r in unasked if r.aspect is aspect and r.verb in _SPEAKING]
        return Applies.PERHAPS if any(map(self._at_this_office, speaking)) else Applies.NOT_STATED

    def _at_this_office(self, rule: Rule) -> bool:
        office = self.stated.facts.get("office.id")
        return rule.office is None or office is None or rule.office == office

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Remarks: pointers, silences, weekends, other offices' practice, and what only the letter says."""
        found = dict.fromkeys(remarks(self.rules, self.stated))
        for reason in self.every_reason:
            found |= dict.fromkeys(pointers(reason.rule, reason.outcome, reason.measure))
            if reason.rule.fulfils is None:
                found |= dict.fromkeys(boundaries(reason.rule, reason.outcome, reason.facts))
        for each in self.dates:
            if each.day is not None and is_weekend(each.day):
                found[Note(NoteKind.WEEKEND, each.rules, day=each.day)] = None
        found |= dict.fromkeys(self._of_the_letter())
        return tuple(found)

    def _of_the_letter(self) -> Iterator[Note]:
        """What the letter says and no rule for this report reads; that it says nothing of something is no term."""
        read = {path for rule in self.rules.rules if self._at_this_office(rule) for path in rule.read_of_reports}
        for path, fact in self.rules.vocabulary.items():
            said = self.stated.facts.get(path) not in (None, False)
            if fact.asked is Asked.LETTER and not fact.deadline_of and said and path not in read:
                yield Note(NoteKind.LETTER, value=path)

    def __repr__(self) -> str:
        name = self.stated.id or "without id"
        return f"<ReportAnswer {name} on a grant of {self.grants.award_year}: {self.status.value}>"


_SPEAKING = (Verb.OBLIGE, Verb.STATE, Verb.NOTE)


def _held(reason: Reason) -> bool:
    return reason.outcome.kind is OutcomeKind.HELD


def _lack(path: str, measure: str | None) -> Lack:
    return Lack(path, () if measure is None else (measure,))


def _unknown_day(each: DueDate) -> tuple[str, ...]:
    """The fact that a day hangs on and that is not stated."""
    path = getattr(each.due, "path", None)
    return (path,) if each.day is None and isinstance(path, str) else ()

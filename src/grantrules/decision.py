"""From findings to a decision: the verdict, what is missing, what to correct, what people must judge.

The status is worked out at once; everything else when it is asked for. The engine never says "grant":
*eligible* means that nothing stands in the way of a judgement on the merits (design, idea 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from grantrules.condition import ACCEPTED, REJECTED, DayFormula, FactRef, branch_ids
from grantrules.facts import Asked
from grantrules.findings import Findings, Outcome, OutcomeKind
from grantrules.grounds import RestsOn, grounds_of, strongest, together, weakest
from grantrules.notes import Note, pointers, remarks, weekends
from grantrules.ruleset import Due, OfficeValue, Rule, RuleSet, Verb
from grantrules.stated import MEASURES, Determination, Facts, Measure, Stated, ask_instead, office_facts
from grantrules.verdict import CauseKind, OpenPoint, Status, asked_of, level, open_points


@dataclass(frozen=True, slots=True)
class Reason:
    """How one rule came out for the application or for one measure, with the facts that it was asked of."""

    rule: Rule
    outcome: Outcome
    measure: str | None
    facts: Facts
    determination: Determination | None


@dataclass(frozen=True, slots=True)
class Tag:
    """A priority: sure, or perhaps. `measures` are those it is about; none where it is about the application."""

    rule: Rule
    sure: bool
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """What an award would oblige to. `day` is there once the year or the letter that it hangs on is known."""

    rule: Rule
    sure: bool
    due: Due | None
    day: date | None
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not stated: who is asked for it, and how many open outcomes read it."""

    fact: str
    ask: Asked
    outcomes: int


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A point that people must judge, and the words by which a determination can settle it."""

    rule: Rule
    measure: str | None
    cause: CauseKind
    choices: tuple[str, ...]


class MeasureDecision:
    """What was decided of one measure."""

    def __init__(self, decision: Decision, measure: Measure, reasons: tuple[Reason, ...]) -> None:
        self._decision, self._measure = decision, measure
        self.id = measure.id
        self.reasons = reasons
        self.own_status = _lowest(reasons)
        self.status = min(self.own_status, decision.bar_status)

    @property
    def title(self) -> str | None:
        """The title that the application gives it."""
        title = self._measure.facts.get("measure.title")
        return title if isinstance(title, str) else None

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The priorities of this measure."""
        return tuple(_tags(self.reasons))

    @cached_property
    def open(self) -> tuple[OpenPoint, ...]:
        """What keeps this measure undetermined, the application's own bars included."""
        if self.status is not Status.UNDETERMINED:
            return ()
        bars = [reason for reason in self._decision.reasons if reason.rule.verb.bars]
        return tuple(self._decision.points_of([*bars, *self.reasons]))


class Decision:
    """The decision on one application under one year's rules."""

    def __init__(self, rules: RuleSet, stated: Stated, findings: Findings) -> None:
        self.rules, self.stated = rules, stated
        self.reasons = tuple(
            Reason(rule, outcome, None, stated.facts, stated.determinations.get(rule.id))
            for rule, outcome in zip(rules.application_rules, findings.application, strict=True)
        )
        self.bar_status = _lowest(reason for reason in self.reasons if reason.rule.verb.bars)
        self.own_status = _lowest(self.reasons)
        self.measures = tuple(
            MeasureDecision(self, measure, self._measure_reasons(measure, outcomes))
            for measure, outcomes in zip(stated.measures, findings.measures, strict=True)
        )
        best = max((measure.status for measure in self.measures), default=Status.UNDETERMINED)
        self.status = min(self.own_status, best)

    def _measure_reasons(self, measure: Measure, outcomes: tuple[Outcome, ...]) -> tuple[Reason, ...]:
        common = self.stated.determinations
        return tuple(
            Reason(rule, outcome, measure.id, measure.facts, measure.determinations.get(rule.id) or common.get(rule.id))
            for rule, outcome in zip(self.rules.measure_rules, outcomes, strict=True)
        )

    @cached_property
    def every_reason(self) -> tuple[Reason, ...]:
        """The application's reasons and then each measure's."""
        return (*self.reasons, *(reason for measure in self.measures for reason in measure.reasons))

    @cached_property
    def office_values(self) -> Mapping[str, OfficeValue]:
        """The offices' values that served this application, by fact."""
        return office_facts(self.rules, self.stated.facts.get("office.id"))

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Every priority, each once, with the measures it is about."""
        return tuple(_tags(self.every_reason))

    @cached_property
    def open(self) -> tuple[OpenPoint, ...]:
        """What keeps the application undetermined; empty where there is a verdict."""
        if self.status is not Status.UNDETERMINED:
            return ()
        points = list(self.points_of(self.reasons)) if self.own_status is Status.UNDETERMINED else []
        best = max((measure.status for measure in self.measures), default=None)
        if best is Status.UNDETERMINED:
            undetermined = [measure for measure in self.measures if measure.status is Status.UNDETERMINED]
            points += self.points_of(reason for measure in undetermined for reason in measure.reasons)
        return tuple(points)

    def points_of(self, reasons: Iterator[Reason] | tuple[Reason, ...] | list[Reason]) -> Iterator[OpenPoint]:
        """The open points of those reasons that are undetermined."""
        for reason in reasons:
            if level(reason.rule, reason.outcome, reason.determination) is Status.UNDETERMINED:
                yield from open_points(
                    reason.rule, reason.outcome, reason.measure, self.rules.vocabulary, self._asked_instead
                )

    @cached_property
    def _asked_instead(self) -> Mapping[str, str]:
        facts = {value.fact for value in self.rules.office_values}
        return {path: ask_instead(self.rules, self.stated.facts, path) for path in facts}

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """The missing facts that matter to the verdict, those that most open outcomes read first."""
        counted = Counter(path for point in self.open if point.cause is CauseKind.FACT for path in point.facts)
        if self.status is Status.UNDETERMINED and not self.measures:
            counted[MEASURES] += 1
        return self._missing(counted)

    @cached_property
    def missing_for_tags(self) -> tuple[Missing, ...]:
        """The missing facts that matter to priorities only."""
        needed = {missing.fact for missing in self.missing}
        uncertain = (r for r in self.every_reason if r.rule.verb is Verb.PRIORITISE)
        read = (p for r in uncertain if r.outcome.kind is OutcomeKind.OPEN for p in r.outcome.facts)
        return self._missing(Counter(path for path in read if path not in needed))

    def _missing(self, counted: Counter[str]) -> tuple[Missing, ...]:
        vocabulary = self.rules.vocabulary
        made = [Missing(path, asked_of(path, vocabulary), count) for path, count in counted.items()]
        return tuple(sorted(made, key=lambda each: (-each.outcomes, each.fact)))

    @cached_property
    def _live_points(self) -> tuple[OpenPoint, ...]:
        """The open points of the application and of every measure that can still be eligible."""
        if self.status is Status.NOT_ELIGIBLE:
            return ()
        live = [measure for measure in self.measures if measure.status is not Status.NOT_ELIGIBLE]
        return tuple(self.points_of([*self.reasons, *(reason for each in live for reason in each.reasons)]))

    @cached_property
    def corrections(self) -> tuple[OpenPoint, ...]:
        """What the applicant has to mend; nothing where nothing can become eligible."""
        return tuple(point for point in self._live_points if point.cause is CauseKind.CORRECTION)

    @cached_property
    def judge(self) -> tuple[ToJudge, ...]:
        """What people must judge and have not yet judged."""
        if self.status is Status.NOT_ELIGIBLE:
            return ()
        barred = {measure.id for measure in self.measures if measure.status is Status.NOT_ELIGIBLE}
        found = {
            (reason.rule.id, reason.measure): CauseKind.JUDGEMENT
            for reason in self.every_reason
            if reason.rule.verb is Verb.ASSESS
            and reason.outcome.kind is OutcomeKind.HELD
            and reason.determination is None
            and reason.measure not in barred
        }
        for point in self._live_points:
            if point.cause not in (CauseKind.FACT, CauseKind.CORRECTION):
                found[point.rule.id, point.measure] = point.cause
        return tuple(self._to_judge(rule, measure, cause) for (rule, measure), cause in found.items())

    def _to_judge(self, id_: str, measure: str | None, cause: CauseKind) -> ToJudge:
        rule = self.rules.by_id[id_]
        return ToJudge(rule, measure, cause, (ACCEPTED, REJECTED, *sorted(branch_ids(rule.statement))))

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What an award would oblige to, surely or perhaps."""
        found: dict[tuple[str, date | None], list[Reason]] = {}
        for reason in self.every_reason:
            kind, year = reason.outcome.kind, self.rules.year
            concerns = not reason.rule.awarded or year in reason.rule.awarded
            if reason.rule.verb is Verb.OBLIGE and concerns and kind in (OutcomeKind.HELD, OutcomeKind.OPEN):
                found.setdefault((reason.rule.id, _day(reason.rule.due, reason.facts)), []).append(reason)
        return tuple(
            Duty(
                reasons[0].rule,
                any(reason.outcome.kind is OutcomeKind.HELD for reason in reasons),
                reasons[0].rule.due,
                day,
                tuple(reason.measure for reason in reasons if reason.measure is not None),
            )
            for (_, day), reasons in found.items()
        )

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Remarks that no verdict hangs on."""
        found = dict.fromkeys(remarks(self.rules, self.stated))
        for reason in self.every_reason:
            found |= dict.fromkeys(pointers(reason.rule, reason.outcome, reason.measure))
            found |= dict.fromkeys(weekends(reason.rule, reason.outcome, reason.facts))
        return tuple(found)

    @cached_property
    def bars(self) -> tuple[Reason, ...]:
        """The rules that bar the application or a measure."""
        return tuple(reason for reason in self.every_reason if _bars(reason))

    @cached_property
    def rests_on(self) -> RestsOn | None:
        """The weakest authority and basis among what carries the verdict."""
        match self.status:
            case Status.ELIGIBLE:
                eligible = [measure for measure in self.measures if measure.status is Status.ELIGIBLE]
                best = strongest(self._all_of(_carrying(measure.reasons)) for measure in eligible)
                return together([self._all_of(_carrying(self.reasons)), best])
            case Status.NOT_ELIGIBLE:
                own = strongest(self._all_of([reason]) for reason in self.reasons if _bars(reason))
                if own is not None:
                    return own
                return together(
                    strongest(self._all_of([reason]) for reason in measure.reasons if _bars(reason))
                    for measure in self.measures
                )
            case Status.UNDETERMINED:
                rules = {(point.rule.id, point.measure) for point in self.open}
                return self._all_of([r for r in self.every_reason if (r.rule.id, r.measure) in rules])

    def _all_of(self, reasons: list[Reason]) -> RestsOn | None:
        values = self.office_values
        return weakest(g for r in reasons for g in grounds_of(self.rules, r.rule, r.outcome, values))

    def __repr__(self) -> str:
        return f"<Decision {self.stated.id or 'without id'} under {self.rules.year}: {self.status.value}>"


def _lowest(reasons: Iterator[Reason] | tuple[Reason, ...]) -> Status:
    levels = (level(reason.rule, reason.outcome, reason.determination) for reason in reasons)
    return min(levels, default=Status.ELIGIBLE)


def _bars(reason: Reason) -> bool:
    return level(reason.rule, reason.outcome, reason.determination) is Status.NOT_ELIGIBLE


def _carrying(reasons: tuple[Reason, ...]) -> list[Reason]:
    """Of an eligible verdict: the rules that ask for something and got it."""
    return [r for r in reasons if r.rule.verb.implies and r.outcome.kind is OutcomeKind.HELD]


def _tags(reasons: tuple[Reason, ...]) -> Iterator[Tag]:
    found: dict[str, list[Reason]] = {}
    for reason in reasons:
        if reason.rule.verb is Verb.PRIORITISE and reason.outcome.kind in (OutcomeKind.HELD, OutcomeKind.OPEN):
            found.setdefault(reason.rule.id, []).append(reason)
    for of_rule in found.values():
        sure = [reason for reason in of_rule if reason.outcome.kind is OutcomeKind.HELD]
        about = tuple(reason.measure for reason in sure or of_rule if reason.measure is not None)
        yield Tag(of_rule[0].rule, bool(sure), about)


def _day(due: Due | None, facts: Facts) -> date | None:
    match due:
        case date():
            return due
        case FactRef(path=path):
            value = facts.get(path)
            return value if isinstance(value, date) else None
        case DayFormula(path=path) as formula:
            year = facts.get(path)
            return formula.on(year) if isinstance(year, int) else None
        case _:
            return None

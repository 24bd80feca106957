"""Remarks on a decision that no verdict hangs on: pointers, silences, weekends, other offices' practice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from grantrules.base.identifiers import organisation_number_is_valid
from grantrules.base.municipalities import numbers
from grantrules.evaluation.outcomes import Outcome, OutcomeKind
from grantrules.intake.stated import Facts, Stated, day_of
from grantrules.language.condition import (
    BOUNDS,
    Compare,
    Count,
    FactRef,
    Op,
    is_open_to_judgement,
    is_per_measure,
    walk,
)
from grantrules.language.vocabulary import OFFICE, FactType
from grantrules.rules.ruleset import Rule, RuleSet, Verb


class NoteKind(StrEnum):
    """What a remark is about."""

    POINTER = "pointer"
    SILENCE = "silence"
    WEEKEND = "weekend"
    OFFICE_PRACTICE = "office_practice"
    ORGANISATION_NUMBER = "organisation_number"
    MUNICIPALITY_NUMBER = "municipality_number"
    OTHER_YEAR = "other_year"
    DRAFT = "draft"
    WITHOUT_EFFECT = "without_effect"
    LETTER = "letter"
    BOUNDARY = "boundary"


@dataclass(frozen=True, slots=True)
class Note:
    """One remark: the rules that it is about, the measure, and a date or value where it names one.

    Of an amount that is exactly at a bound, `compared` is how the bound compares, and `bound` the amount.
    """

    kind: NoteKind
    rules: tuple[Rule, ...] = ()
    measure: str | None = None
    day: date | None = None
    value: str | int | None = None
    compared: Op | None = None
    bound: int | Decimal | None = None


def pointers(rule: Rule, outcome: Outcome, measure: str | None) -> Iterator[Note]:
    """What a `note` or `silent` rule shows.

    A note with readings or a doubt, or one that waits for the grant letter alone, is shown unless it surely fails.
    """
    held = outcome.kind is OutcomeKind.HELD
    doubtful = outcome.kind is OutcomeKind.OPEN and (rule.open_to_judgement or _waits_for_the_letter_alone(outcome))
    if rule.verb is Verb.NOTE and (held or doubtful):
        yield Note(NoteKind.POINTER, (rule,), measure)
    if rule.verb is Verb.SILENT and held:
        yield Note(NoteKind.SILENCE, (rule,), measure)


def _waits_for_the_letter_alone(outcome: Outcome) -> bool:
    return bool(outcome.facts) and all(path.startswith("letter.") for path in outcome.facts)


def weekends(rule: Rule, outcome: Outcome, facts: Facts) -> Iterator[Note]:
    """A note for each weekend day that an applicable rule compares with: no date is moved."""
    if outcome.kind is not OutcomeKind.NOT_APPLICABLE:
        days = {day_of(operand, facts) for operand in rule.days}
        for day in sorted(day for day in days if day is not None and is_weekend(day)):
            yield Note(NoteKind.WEEKEND, (rule,), day=day)


def boundaries(rule: Rule, outcome: Outcome, facts: Facts) -> Iterator[Note]:
    """A note for each amount that is exactly at the bound of an applicable rule, where a krone more or less decides."""
    if outcome.kind is OutcomeKind.NOT_APPLICABLE:
        return
    for node in walk(rule.statement):
        if isinstance(node, Compare) and node.op in BOUNDS:
            bound = facts.get(node.operand.path) if isinstance(node.operand, FactRef) else node.operand
            if isinstance(bound, int | Decimal) and facts.get(node.path) == bound:
                yield Note(NoteKind.BOUNDARY, (rule,), value=node.path, compared=node.op, bound=bound)


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.weekday() >= 5


def remarks(rules: RuleSet, stated: Stated) -> Iterator[Note]:
    """What is to be noted of a document as a whole."""
    if stated.year is not None and stated.year != rules.year:
        yield Note(NoteKind.OTHER_YEAR, value=stated.year)
    if rules.waiting:
        yield Note(NoteKind.DRAFT, rules.waiting, value=rules.drafted_from)
    office = stated.facts.get(OFFICE)
    elsewhere = tuple(rule for rule in rules.rules if rule.office not in (None, office))
    if office is not None and elsewhere:
        yield Note(NoteKind.OFFICE_PRACTICE, elsewhere, value=str(office))
    for fact in rules.vocabulary.values():
        number = stated.facts.get(fact.path) if fact.type is FactType.ORGANISATION_NUMBER else None
        if isinstance(number, str) and not organisation_number_is_valid(number):
            yield Note(NoteKind.ORGANISATION_NUMBER, value=number)
        code = stated.facts.get(fact.path) if fact.type is FactType.MUNICIPALITY_NUMBER else None
        if isinstance(code, str) and not (code in numbers() and numbers()[code].holds_in(rules.year)):
            yield Note(NoteKind.MUNICIPALITY_NUMBER, value=code)
    yield from _without_effect(rules, stated)


def _without_effect(rules: RuleSet, stated: Stated) -> Iterator[Note]:
    for measure, determinations in [
        (None, stated.determinations),
        *((measure.id, measure.determinations) for measure in stated.measures),
    ]:
        for id_ in sorted(determinations):
            rule = rules.by_id[id_]
            of_measures = rule.per_measure or (rule.fulfilled is not None and is_per_measure(rule.fulfilled))
            counts = (node for node in walk(rule.statement) if isinstance(node, Count))
            judged = (
                rule.open_to_judgement if measure is None or of_measures else any(map(is_open_to_judgement, counts))
            )
            if not judged:
                yield Note(NoteKind.WITHOUT_EFFECT, (rule,), measure)

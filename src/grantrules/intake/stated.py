"""What a document states, as plain facts: the only form that an evaluator reads.

A fact that is not stated is absent; nothing is ever filled in for it. Facts of the
office are looked up here, because they come from the year's rules and not from the applicant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from grantrules.base.values import Value
from grantrules.language import layout
from grantrules.language.condition import ACCEPTED, REJECTED, Operand, determination_of, operand_value
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.canonical import Json, digest, sorted_data, value_data
from grantrules.rules.ruleset import NATIONAL, Due, NotStated, OfficeValue, Rule, RuleSet

Facts = Mapping[str, Value]
"""Stated facts by path, and determinations by `determination_of(rule)`."""

MEASURES = layout.MEASURES
"""The name of the missing fact where an application lists no measures."""


@dataclass(frozen=True, slots=True)
class Determination:
    """What a person has decided on a point that rules leave open."""

    is_: str
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class StatedMeasure:
    """One measure: its id, and the application's facts together with its own."""

    id: str
    facts: Facts
    determinations: Mapping[str, Determination] = field(default_factory=dict)


@dataclass(frozen=True)
class Stated:
    """One application (or other case document) as facts."""

    id: str | None
    facts: Facts
    measures: tuple[StatedMeasure, ...]
    determinations: Mapping[str, Determination] = field(default_factory=dict)
    year: int | None = None


def assembled(
    rules: RuleSet,
    own: Facts,
    measures: Iterable[StatedMeasure],
    determinations: Mapping[str, Determination],
    *,
    id_: str | None = None,
    year: int | None = None,
) -> Stated:
    """What a document comes to that states these facts, with what its office sets.

    Each measure comes with its own facts only, and is handed on with those of the document.
    """
    served = {path: value.value for path, value in office_facts(rules, own.get(OFFICE)).items()}
    common = {**own, **served, **_as_facts(determinations)}
    made = (
        StatedMeasure(each.id, {**common, **each.facts, **_as_facts(each.determinations)}, each.determinations)
        for each in measures
    )
    return Stated(id_, common, tuple(made), determinations, year)


def _as_facts(determinations: Mapping[str, Determination]) -> Facts:
    return {determination_of(rule): each.is_ for rule, each in determinations.items()}


def settling_words(rule: Rule) -> tuple[str, ...]:
    """What a determination on a rule can say."""
    return (ACCEPTED, REJECTED, *rule.named_branches)


def office_value(rules: RuleSet, fact: str, office: Value | None) -> OfficeValue | None:
    """The value that serves an application: the office's own, or the national one.

    While the office is unknown the national value serves only if no office differs from it
    (docs/language.md, sentence 12).
    """
    of_fact = {value.office: value for value in rules.office_values if value.fact == fact}
    national = of_fact.get(NATIONAL)
    if office is not None:
        return of_fact.get(str(office), national)
    agree = national is not None and all(value.value == national.value for value in of_fact.values())
    return national if agree else None


def office_facts(rules: RuleSet, office: Value | None) -> dict[str, OfficeValue]:
    """Every value that serves an application at an office (or at an unknown one), by fact."""
    found = {fact: office_value(rules, fact, office) for fact in {value.fact for value in rules.office_values}}
    return {fact: value for fact, value in found.items() if value is not None}


def ask_instead(rules: RuleSet, facts: Facts, path: str) -> str:
    """The fact to ask for: the office itself where its unknown value hangs on which office it is."""
    depends = OFFICE not in facts and any(value.fact == path for value in rules.office_values)
    return OFFICE if depends else path


def asked_instead(rules: RuleSet, facts: Facts) -> dict[str, str]:
    """The fact to ask for in place of each that offices set."""
    return {value.fact: ask_instead(rules, facts, value.fact) for value in rules.office_values}


def day_of(bound: Operand | Due | None, facts: Facts) -> date | None:
    """The day that a bound or the date of a duty comes to, once the facts that it hangs on are known."""
    value = None if bound is None or isinstance(bound, NotStated) else operand_value(bound, facts)
    return value if isinstance(value, date) else None


def application_hash(stated: Stated) -> str:
    """The hash of what an application states, by which a decision names the application that it is on.

    The order of measures is no part of it, nor what offices set.
    """
    common = stated.facts
    own = [{path: value for path, value in each.facts.items() if common.get(path) != value} for each in stated.measures]
    measures = [{"id": each.id, "facts": facts_data(facts)} for each, facts in zip(stated.measures, own, strict=True)]
    given = {path: value for path, value in common.items() if not layout.is_set_by_office(path)}
    return digest({"facts": facts_data(given), "measures": sorted_data(measures)})


def facts_data(facts: Facts) -> dict[str, Json]:
    """Facts as JSON, sorted by path."""
    return {path: value_data(facts[path]) for path in sorted(facts)}

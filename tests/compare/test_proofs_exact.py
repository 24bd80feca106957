"""Every answer about two small years, against all applications that there are to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, combinations_with_replacement, product
from math import comb, prod
from random import Random

import pytest

from grantrules.base.values import Value
from grantrules.compare.causes import Side
from grantrules.compare.proofs import Act, Acting, Differs, Finding, Same, VerdictsQuestion, YearQuestion
from grantrules.compare.proofs.search import witnesses
from grantrules.decision.verdict import Status
from grantrules.evaluation.reference import evaluate
from grantrules.language.condition import Op
from grantrules.language.vocabulary import OFFICE, Fact, FactType
from grantrules.results.document import Decision
from grantrules.rules.ruleset import RuleSet, Verb
from tests.support.building import rule_set, stated, vocabulary
from tests.support.random_applications import coverage
from tests.support.small_rules import decider

SEEDS = range(30)
MEASURES = 2
MOST = 2_500
"""How many applications there can be to two years, so that all can be tried."""

ABOUT_APPLICATIONS = """
require: {applicant.type: [municipality, county]}
require: {any: [{applicant.type: municipality}, {id: may-be, doubt: unclear, applicant.type: other}]}
exclude: {applicant.district: true}
expect: {application.submitted_on: {by: office.deadline}}
expect: {application.submitted_on: {after: office.deadline, before: 2030-03-03}}
expect: {application.submitted_on: {after: {day: 02-28, years_after: {application.founded: 1}}}}
require: {application.submitted_on: {by: {day: 03-01, years_after: {application.founded: 0}}}}
require: {application.amount: {at_most: office.limit}}
exclude: {application.amount: {over: 999, under: 1000}}
exclude: {application.amount: [1000, 1500.5]}
assess: {application.signed: true}
assess: {}
require: {count: {where: {measure.kind: competence}, at_least: 1, under: 2}}
exclude: {count: {where: {measure.staff: true}, over: 1}}
expect: {count: {where: {measure.level: course}, at_most: 0}}
prioritise: {application.contents: {all_in: [budget, plan]}}
prioritise: {not: {application.contents: {any_in: [accounts]}}}
prioritise: {application.staff: {at_least: 3}}
oblige: {}
oblige: {applicant.type: county}
oblige: {office.id: north}
silent: 2029
""".strip().splitlines()

ABOUT_MEASURES = """
require: {measure.kind: competence}
require: {measure.level: [course, bachelor]}
require: {readings: [{id: one, measure.kind: competence}, {id: two, measure.staff: true}]}
require: {measure.amount: {over: application.amount, at_most: 1000}}
exclude: {measure.partners: {any_in: [university]}}
exclude: {not: {measure.partners: {all_in: [university]}}}
exclude: {any: [{measure.rural: true}, {id: perhaps, doubt: disputed, measure.staff: false}]}
expect: {measure.starts: {after: {day: 03-01, years_after: {grant.award_year: 1}}}}
assess: {measure.title: A title}
prioritise: {measure.level: bachelor, measure.credits: {at_least: 3}}
prioritise: {measure.kind: development, applicant.type: county}
prioritise: {readings: [{id: one, measure.rural: true}, {id: two, measure.rural: true, measure.staff: true}]}
oblige: {measure.kind: development}
oblige: {not: {measure.staff: true}}
""".strip().splitlines()

FURTHER = [
    *[""] * 8,
    ", when: {applicant.type: municipality}",
    ", when: {measure.rural: true}",
    ", when: {not: {application.signed: true}}",
    ", office: north",
]

OFFICES = [
    "[]",
    "[{fact: office.deadline, office: national, value: 2030-03-01}]",
    "[{fact: office.deadline, office: north, value: 2030-03-02}, {fact: office.limit, office: north, value: 999.5}]",
    "[{fact: office.limit, office: national, value: 1000}, {fact: office.limit, office: south, value: 999}]",
]

_ALL: Mapping[FactType, tuple[Value, ...]] = {
    FactType.BOOLEAN: (True, False),
    FactType.INTEGER: (2, 3),
    FactType.YEAR: (2028, 2029, 2030),
    FactType.TEXT: ("A title", "Another"),
    FactType.DATE: tuple(date(2030, month, day) for month, day in ((2, 28), (3, 1), (3, 2), (3, 3))),
}
"""Enough values to come out in every way that the rules above can tell apart, alone or together."""

_AMOUNTS = {
    "application.amount": (999, Decimal("999.3"), 1000, Decimal("1500.5"), 1600),
    "measure.amount": (999, Decimal("999.7"), 1000, 1001),
}


def all_values(fact: Fact) -> tuple[Value, ...]:
    match fact.type:
        case FactType.CHOICE:
            return tuple(fact.choices)
        case FactType.CHOICES:
            sizes = range(len(fact.choices) + 1)
            return tuple(frozenset(some) for size in sizes for some in combinations(fact.choices, size))
        case FactType.MONEY:
            return _AMOUNTS[fact.path]
        case type_:
            return _ALL[type_]


Facts = dict[str, Value]


@dataclass
class All:
    """All applications to two years that state nothing else than these facts."""

    common: list[Fact]
    own: list[Fact]

    @classmethod
    def of(cls, *years: RuleSet) -> All:
        """Those that state nothing but what the years read."""
        read = {path for year in years for rule in year.rules for path in rule.facts}
        read |= {OFFICE for path in read if path.startswith("office.")}
        facts = [fact for fact in vocabulary().values() if fact.path in read]
        asked = [fact for fact in facts if fact.path == OFFICE or not fact.path.startswith("office.")]
        return cls([each for each in asked if not each.per_measure], [each for each in asked if each.per_measure])

    def __len__(self) -> int:
        common, own = (prod(len(all_values(fact)) + 1 for fact in facts) for facts in (self.common, self.own))
        return common * sum(comb(own + number - 1, number) for number in range(MEASURES + 1))

    def __iter__(self) -> Iterator[tuple[Facts, tuple[Facts, ...]]]:
        measures = list(_every(self.own))
        for common in _every(self.common):
            for number in range(MEASURES + 1):
                for chosen in combinations_with_replacement(measures, number):
                    yield common, chosen


def _every(facts: list[Fact]) -> Iterator[Facts]:
    for values in product(*[(None, *all_values(fact)) for fact in facts]):
        yield {fact.path: value for fact, value in zip(facts, values, strict=True) if value is not None}


def drawn_year(rng: Random, year: int, among: list[str]) -> RuleSet:
    bodies = rng.sample(among, 3)
    further = ["" if body.startswith("silent") else rng.choice(FURTHER) for body in bodies]
    rules = [f"- {{id: rule-{n}, {body}{more}}}" for n, (body, more) in enumerate(zip(bodies, further, strict=True))]
    return rule_set("\n".join(rules), rng.choice(OFFICES), year=year, whole=True)


@cache
def two_years(seed: int) -> tuple[RuleSet, RuleSet]:
    """Two years with few enough applications."""
    rng = Random(seed)
    while True:
        among = rng.sample([*ABOUT_APPLICATIONS, *ABOUT_MEASURES], 4)
        before, after = drawn_year(rng, 2030, among), drawn_year(rng, 2031, among)
        if len(All.of(before, after)) <= MOST:
            return before, after


def said_of(rules: RuleSet, common: Facts, measures: tuple[Facts, ...]) -> set[str]:
    """What a decision says that is asked about."""
    application = stated(rules, common, {f"m{number}": own for number, own in enumerate(measures)})
    decision = Decision(decider(rules), application, evaluate(rules, application))
    said = {decision.status.value}
    statuses = (decision.status, *(measure.status for measure in decision.measures))
    said |= {"something is barred"} if Status.NOT_ELIGIBLE in statuses else set()
    said |= {f"bars {each.rule.id}" for each in decision.every_reason if each.level is Status.NOT_ELIGIBLE}
    said |= {f"tags {tag.rule.id}" for tag in decision.tags if tag.sure}
    return said | {f"obliges {duty.rule.id}" for duty in decision.duties if duty.sure}


def yes(question: YearQuestion, before: set[str], after: set[str]) -> bool:
    match question:
        case VerdictsQuestion():
            return question.before.value in before and question.after.value in after
        case Acting():
            here, there = (before, after) if question.side is Side.BEFORE else (after, before)
            other = question.pair.id if question.pair else None
            if question.act is Act.OBLIGES and "something is barred" in before | after:
                return False
            return f"{question.act.value} {question.rule.id}" in here and f"{question.act.value} {other}" not in there


Size = tuple[int, int]


def smallest(questions: list[YearQuestion], before: RuleSet, after: RuleSet) -> dict[YearQuestion, Size]:
    """The size of the smallest application that answers a question, for each that one does."""
    found: dict[YearQuestion, Size] = {}
    for common, measures in All.of(before, after):
        size = len(common) + sum(map(len, measures)), len(measures)
        said = [said_of(year, common, measures) for year in (before, after)]
        for question in questions:
            if yes(question, said[0], said[1]) and size < found.get(question, (size[0] + 1, 0)):
                found[question] = size
    return found


@cache
def answers(seed: int) -> tuple[Finding, ...]:
    return witnesses(*two_years(seed), measures=MEASURES, undetermined=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_answer_is_that_of_all_applications(seed: int) -> None:
    expected = smallest([finding.question for finding in answers(seed)], *two_years(seed))
    got: dict[YearQuestion, Size] = {}
    for finding in answers(seed):
        match finding:
            case Differs(question=question, witness=witness, smallest=True):
                got[question] = witness.facts, witness.measures
            case answer:
                assert isinstance(answer, Same)
    assert got == expected


def test_everything_was_asked() -> None:
    covered = sum((coverage(year) for seed in SEEDS for year in two_years(seed)), Counter[str]())
    names = [*(f"verb {verb.value}" for verb in Verb if verb not in (Verb.NOTE, Verb.STATE))]
    names += [
        *(f"operator {op.value}" for op in Op),
        *(f"node {node}" for node in ("Count", "Readings", "AnyOf", "Not")),
    ]
    names += ["doubt unclear", "doubt disputed", "operand FactRef", "operand DayFormula", "only_for 1", "only_for 2"]
    names += ["guard", "office rule"]
    assert [name for name in names if not covered[name]] == []


def test_each_kind_of_question_was_answered_both_ways() -> None:
    found = {
        (asked.before if isinstance(asked, VerdictsQuestion) else asked.act, type(finding))
        for seed in SEEDS
        for finding in answers(seed)
        for asked in [finding.question]
    }
    assert found == set(product([*Status, *Act], [Differs, Same]))

"""The changes of rules themselves: each kind is made, killed and equivalent ones are told apart. The whole run is for CI."""

from __future__ import annotations

from functools import cache

import pytest

from grantrules.api import load, years
from grantrules.compare.effect import Effect, does
from grantrules.rules.ruleset import Rule, RuleSet
from tests.guards.outcome_coverage import coverage
from tests.guards.rule_mutation import summary, tried
from tests.support.building import rule_set
from tests.support.rule_cases import Benches, Case, applications, shipped
from tests.support.rule_changes import Change, _favoured, changes_of, changes_of_year
from tests.support.rule_equivalence import proved_equivalent

RULES = """
- {id: kinds, require: {measure.kind: competence}}
- {id: level, when: {measure.kind: competence}, require: {measure.level: [course, bachelor]}}
- {id: few, expect: {count: {where: {measure.rural: true}, at_most: 2}}, remedy: Færre tiltak.}
- {id: early, expect: {application.submitted_on: {by: office.deadline}}}
- {id: large, exclude: {application.amount: {over: 1000}}}
- {id: partners, prioritise: {measure.partners: {any_in: [university, business]}}, rank: 1}
- id: doubtful
  note:
    any:
      - {id: staff, doubt: unclear, measure.staff: true}
      - readings: [{id: one, measure.rural: true}, {id: two, measure.rural: true, measure.ordinary: true}]
- {id: report, oblige: {}, due: {day: 03-01, years_after: {grant.award_year: 1}}}
- {id: north, office: north, oblige: {}, due: 2031-02-01}
- {id: later, oblige: {application.signed: true}, due: not_stated}
- {id: money, state: {about: budget, amount: 500, figure: proposed}}
- {id: gone, when: {measure.rural: true}, silent: 2029}
"""
OFFICES = "[{fact: office.deadline, office: north, value: 2030-03-01}, {fact: office.limit, office: north, value: 70}]"


@cache
def made_up() -> RuleSet:
    return rule_set(RULES, OFFICES)


@cache
def changed(rule: str) -> dict[str, Change]:
    """The changes of a made-up rule, or of an office's value, by their words."""
    return {change.words: change for change in changes_of_year(made_up()) if change.subject == rule}


KINDS = {
    "kinds": ["the rule is gone", "`measure.kind` one of [competence] is negated", "`exclude` instead of `require`"],
    "level": [
        "the guard is gone",
        "`measure.level` one of [bachelor, course]: without course",
        "nothing is asked any more",
    ],
    "few": ["the count of `measure.rural` one of [true] is at_most 3", "the remedy is gone"],
    "early": ["`application.submitted_on` is under instead of at_most", "it has a remedy"],
    "large": ["`application.amount` is at_least instead of over", "`application.amount` is over 1001"],
    "partners": ["rank 2", "`note` instead of `prioritise`"],
    "doubtful": ["the branch `staff` is not in doubt", "the branch `staff` is silent", "the reading `two` is gone"],
    "report": ["due is 03-02 of that year", "due is 2 years after `grant.award_year`", "the date is not stated"],
    "north": ["for every office", "for the office south", "due on 2031-02-02"],
    "later": ["`application.signed` one of [true]: true or false", "`note` instead of `oblige`"],
    "money": ["the amount is 501", "the amount is appropriated, not proposed"],
    "gone": ["the guard is gone", "last stated in 2028"],
    "office.deadline": ["the value of north is 2030-03-02"],
    "office.limit": ["the value of north is 69"],
}


@pytest.mark.parametrize(("rule", "words"), [(rule, words) for rule, every in KINDS.items() for words in every])
def test_each_kind_of_change_is_made(rule: str, words: str) -> None:
    assert words in changed(rule)


def test_every_change_is_another_rule_than_before() -> None:
    for change in changes_of_year(made_up()):
        assert change.after != change.before
        assert change.changed is not made_up()


def test_determinations_keep_their_sense_where_nothing_is_changed() -> None:
    for year in years():
        assert [rule.id for rule in load(year).rules.rules if _favoured(rule) != rule] == []


CASES = [
    Case("course", {"measures": [{"kind": "competence", "level": "course"}]}, {"measures": {"m1": "eligible"}}),
    Case("large", {"amount": 1001, "measures": [{"kind": "competence"}]}, {"barred_by": ["large"]}),
    Case("not-large", {"amount": 1000, "measures": [{"kind": "competence"}]}, {"barred_by": []}),
    Case("figure", {"measures": []}, {"states": {"money": {"amount": 500, "figure": "proposed"}}}),
]


def benches(*cases: Case) -> Benches:
    return Benches(made_up(), applications(made_up(), cases))


def test_the_made_up_cases_come_out_as_they_expect() -> None:
    assert benches(*CASES[1:]).applications.wrong() == []


@pytest.mark.parametrize(
    ("rule", "words", "killed"),
    [
        ("large", "`application.amount` is at_least instead of over", True),
        ("large", "`application.amount` is over 1001", True),
        ("large", "`application.amount` is over 999", True),
        ("large", "`expect` instead of `exclude`", True),
        ("money", "the amount is 501", True),
        ("money", "the amount is frame, not proposed", True),
        ("partners", "rank 2", False),
        ("level", "`measure.level` one of [bachelor, course]: without course", False),
    ],
)
def test_a_change_is_killed_by_a_case_that_expects_otherwise(rule: str, words: str, killed: bool) -> None:
    result = tried(changed(rule)[words], benches(*CASES[1:]))
    assert (result.killed_by is not None) is killed
    assert result.survives is not killed


SAME = [
    ("{any: [{measure.rural: true}, {measure.rural: true}]}", "`measure.rural` one of [true] is gone"),
    (
        "{measure.partners: {any_in: [business], all_in: [business]}}",
        "`measure.partners` any in [business]: with university",
    ),
    ("{measure.kind: development, measure.staff: true}", None),
    (
        "{count: {where: {measure.rural: true}, at_least: 1, over: 0}}",
        "the count of `measure.rural` one of [true] is gone",
    ),
]


@pytest.mark.parametrize(("condition", "words"), SAME)
def test_what_no_document_can_tell_is_proved_and_nothing_else(condition: str, words: str | None) -> None:
    rules = rule_set(f"[{{id: rule, prioritise: {condition}}}]")
    proved = {change.words for change in changes_of(rules.by_id["rule"], rules) if proved_equivalent(change)}
    assert words in proved if words is not None else proved == set()


def test_a_proof_over_all_facts_known_is_not_enough() -> None:
    rules = rule_set(
        "[{id: rule, require: {any: [{measure.staff: true}, {measure.staff: true, measure.rural: true}]}}]"
    )
    (change,) = [
        each
        for each in changes_of(rules.by_id["rule"], rules)
        if each.words == "all of (`measure.staff` one of [true]; `measure.rural` one of [true]) is gone"
    ]
    assert isinstance(change.after, Rule)
    words = (rules.vocabulary, rules.vocabulary)
    assert does(rules.by_id["rule"], change.after, words).effect is Effect.SAME
    assert not proved_equivalent(change)  # while nothing is known, only one of the two asks for `measure.rural`


@cache
def shipped_benches() -> Benches:
    return shipped(2022)


@pytest.mark.parametrize("rule", ["applicant-type", "ordinary-development", "budget", "audit"])
def test_a_shipped_rule_is_guarded_in_every_way(rule: str) -> None:
    year = shipped_benches().year
    results = [tried(change, shipped_benches()) for change in changes_of(year.by_id[rule], year)]
    assert [str(each) for each in results if each.survives] == []
    assert summary(results).startswith(
        f"killed {sum(each.killed_by is not None for each in results)} of {len(results)}"
    )


def test_the_outcomes_that_cases_come_to_are_counted() -> None:
    found = coverage(benches(*CASES))
    assert {each.kind.value for each in found.seen if each.rule == "large"} == {"held", "failed", "open"}
    assert {each.kind.value for each in found.impossible if each.rule == "large"} == {"not_applicable"}
    assert "money: no case where it is failed" not in map(str, found.left)
    assert "north: no case where it is held" in map(str, found.left)

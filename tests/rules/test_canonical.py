"""Hashes cover meaning: any change of what is said changes them, and no change of order or layout does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from grantrules.base.texts import Text
from grantrules.language.condition import Compare
from grantrules.rules.canonical import rules_hash, value_data
from grantrules.rules.ruleset import RuleSet, Transition
from tests.support.building import rule_set

RULES = """
- id: first
  title: {nb: Tittel, nn: Tittelen, en: Title}
  text: {nb: Tekst, nn: Teksta, en: Text}
  source: [{document: regulation, at: "1"}, {document: page, at: "2"}]
  when: {applicant.type: municipality}
  require:
    any:
      - {id: a, doubt: unclear, measure.kind: [competence, development]}
      - {id: b, source: {document: page, at: "3"}, measure.amount: {over: 5}, measure.rural: true}
      - not: {application.contents: {any_in: [plan, budget]}}
      - count: {where: {measure.staff: true}, at_most: 2}
- id: second
  expect: {application.submitted_on: {by: office.deadline, after: {day: 03-01, years_after: {grant.award_year: 1}}}}
  remedy: Rett
- id: third
  prioritise: {readings: [{id: c, measure.rural: true}, {id: d, measure.staff: true}]}
  rank: 2
- {id: fourth, oblige: {}, due: {day: 03-01, years_after: {grant.award_year: 1}}, awarded: [2029, 2030]}
- {id: fifth, oblige: {}, due: 2030-04-01, office: north, basis: inferred}
- {id: sixth, state: {about: budget, amount: 7.5, figure: frame}}
- {id: seventh, silent: 2029}
- {id: eighth, formerly: eight, note: {measure.level: course}}
"""
OFFICES = (
    "[{fact: office.limit, office: north, value: 9}, {fact: office.deadline, office: national, value: 2030-04-01}]"
)

CHANGES = [
    ("id: first", "id: another"),
    ("nb: Tittel,", "nb: Navn,"),
    ("en: Title", "en: Name"),
    ("nb: Tekst", "nb: Ord"),
    ("en: Text", "en: Word"),
    (', {document: page, at: "2"}', ""),
    ('at: "2"', 'at: "4"'),
    ("type: municipality", "type: county"),
    ("require:", "exclude:"),
    ("require:", "assess:"),
    ("  when: {applicant.type: municipality}\n", ""),
    ("    any:", "    all:"),
    ("id: a,", "id: e,"),
    ("doubt: unclear, ", ""),
    ("doubt: unclear", "doubt: disputed"),
    ("[competence, development]", "competence"),
    ('source: {document: page, at: "3"}, ', ""),
    ("over: 5", "over: 6"),
    ("over: 5", "at_least: 5"),
    ("over: 5", "over: application.amount"),
    ("measure.amount: {over: 5}", "measure.credits: {over: 5}"),
    (", measure.rural: true}\n      -", "}\n      -"),
    ("- not: {application.contents: {any_in: [plan, budget]}}", "- application.contents: {any_in: [plan, budget]}"),
    ("any_in", "all_in"),
    ("[plan, budget]", "[plan]"),
    ("at_most: 2", "at_most: 3"),
    ("at_most: 2", "under: 2"),
    ("where: {measure.staff: true}", "where: {measure.staff: false}"),
    ("by: office.deadline", "by: 2030-04-01"),
    ("by: office.deadline", "before: office.deadline"),
    (
        "after: {day: 03-01, years_after: {grant.award_year: 1}}",
        "after: {day: 03-02, years_after: {grant.award_year: 1}}",
    ),
    (
        "after: {day: 03-01, years_after: {grant.award_year: 1}}",
        "after: {day: 03-01, years_after: {grant.award_year: 2}}",
    ),
    ("remedy: Rett", "remedy: Send"),
    ("  remedy: Rett\n", ""),
    ("rank: 2", "rank: 3"),
    ("  rank: 2\n", ""),
    ("rank: 2", "rank: {of: bpa, no: 2}"),
    ("{id: c, measure.rural: true}", "{id: c, measure.rural: false}"),
    ("[2029, 2030]", "[2030]"),
    ("due: 2030-04-01", "due: 2030-04-02"),
    ("due: 2030-04-01", "due: not_stated"),
    ("due: 2030-04-01, ", ""),
    ("due: 2030-04-01", "due: office.deadline"),
    (", office: north", ""),
    ("office: north", "office: south"),
    (", basis: inferred", ""),
    ("amount: 7.5", "amount: 7.6"),
    ("figure: frame", "figure: proposed"),
    ("about: budget", "about: goal"),
    ("silent: 2029", "silent: 2028"),
    ("formerly: eight, ", ""),
    ("note: {measure.level: course}", "note: {}"),
    ("- {id: seventh, silent: 2029}\n", ""),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_any_change_of_what_a_rule_says_changes_the_hash(old: str, new: str) -> None:
    assert old in RULES
    changed = rule_set(RULES.replace(old, new, 1), OFFICES)
    assert rules_hash(changed) != rules_hash(rule_set(RULES, OFFICES))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 9", "value: 10"),
        ("office: north", "office: south"),
        ("value: 2030-04-01", "value: 2030-04-02"),
        ("value: 9", "value: 9, basis: assumed"),
        ("value: 9", "value: 9, source: {document: page, at: x}"),
        ("{fact: office.limit, office: north, value: 9}, ", ""),
    ],
)
def test_any_change_of_an_offices_value_changes_the_hash(old: str, new: str) -> None:
    assert old in OFFICES
    assert rules_hash(rule_set(RULES, OFFICES.replace(old, new))) != rules_hash(rule_set(RULES, OFFICES))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- id: second", "# a comment\n\n- id: second"),
        ("[competence, development]", "[development, competence]"),
        ("[plan, budget]", "[budget, plan]"),
        ("measure.amount: {over: 5}, measure.rural: true", "measure.rural: true, measure.amount: {over: 5}"),
        ("{by: office.deadline, after", "{after"),
        ("remedy: Rett", 'remedy: "Rett"'),
        (
            "[{id: c, measure.rural: true}, {id: d, measure.staff: true}]",
            "[{id: d, measure.staff: true}, {id: c, measure.rural: true}]",
        ),
        ("[2029, 2030]", "[2030, 2029]"),
        ("amount: 7.5", "amount: 7.50"),
    ],
)
def test_comments_layout_and_order_do_not_change_it(old: str, new: str) -> None:
    assert old in RULES
    changed = RULES.replace(old, new)
    if old.startswith("{by"):
        changed = changed.replace("award_year: 1}}}}\n  remedy", "award_year: 1}}, by: office.deadline}}\n  remedy")
    assert rules_hash(rule_set(changed, OFFICES)) == rules_hash(rule_set(RULES, OFFICES))


def test_the_order_of_rules_branches_and_office_values_does_not_change_it() -> None:
    rules = rule_set(RULES, OFFICES)
    turned = replace(rules, rules=rules.rules[::-1], office_values=rules.office_values[::-1])
    assert rules_hash(turned) == rules_hash(rules)


def test_places_and_the_change_note_do_not_change_it() -> None:
    rules = rule_set(RULES, OFFICES)
    unplaced = tuple(replace(rule, where=None) for rule in rules.rules)
    other = replace(rules, rules=unplaced, change_note=Text("Rettet en skrivefeil"))
    assert rules_hash(other) == rules_hash(rules)


def _without_only_for(rules: RuleSet) -> RuleSet:
    last = rules.rules[-1]
    assert isinstance(last.condition, Compare)
    assert last.condition.only_for is not None
    return replace(rules, rules=(*rules.rules[:-1], replace(last, condition=replace(last.condition, only_for=None))))


@pytest.mark.parametrize(
    "change",
    [
        lambda rules: replace(rules, year=2031),
        lambda rules: replace(rules, revision=2),
        lambda rules: replace(rules, title=Text("Et annet")),
        lambda rules: replace(rules, complete=frozenset({"regulation"})),
        lambda rules: replace(rules, repeals=(Transition("gone", rules.rules[0].sources[0]),)),
        lambda rules: replace(rules, introduces=(Transition("first", rules.rules[0].sources[0]),)),
        lambda rules: replace(rules, rules=(replace(rules.rules[0], topic="measures"), *rules.rules[1:])),
        _without_only_for,
    ],
)
def test_what_is_said_of_the_year_changes_it(change: Callable[[RuleSet], RuleSet]) -> None:
    rules = rule_set(RULES, OFFICES)
    assert rules_hash(change(rules)) != rules_hash(rules)


def test_no_digit_of_a_decimal_is_lost() -> None:
    long = Decimal("123456789012345678.123456789012345678901234567890")
    assert value_data(long) == "123456789012345678.12345678901234567890123456789"
    assert value_data(Decimal("1.50")) == value_data(Decimal("1.5")) == "1.5"


def test_only_values_have_a_canonical_form() -> None:
    with pytest.raises(TypeError, match="canonical"):
        value_data(0.5)

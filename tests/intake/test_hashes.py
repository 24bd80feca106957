"""The hash of an application covers what it states: not the order of what it lists, nor what its office sets."""

from __future__ import annotations

from typing import Any

import pytest

from grantrules.intake.reading import take_in
from grantrules.intake.stated import application_hash
from tests.support.building import read, rule_set

RULES = """
- {id: first, require: {measure.amount: {under: 5}}}
- {id: second, expect: {application.submitted_on: {by: office.deadline}}, remedy: Rett}
"""
OFFICES = (
    "[{fact: office.limit, office: north, value: 9}, {fact: office.deadline, office: national, value: 2030-04-01}]"
)
APPLICATION = """
applicant: {type: municipality}
office: north
amount: 5.5
contents: [plan, budget]
measures: [{id: a, kind: competence, amount: 1}, {id: b, kind: development}]
determinations: {second: {is: accepted}}
"""


def hash_of(application: str) -> str:
    """The hash of an application."""
    rules = rule_set(RULES, OFFICES)
    data: dict[str, Any] = read(application)
    return application_hash(take_in(data, rules))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: municipality", "type: county"),
        ("office: north", "office: south"),
        ("amount: 5.5", "amount: 5.6"),
        ("amount: 5.5\n", ""),
        ("[plan, budget]", "[plan]"),
        ("contents: [plan, budget]", "contents: []"),
        ("amount: 1", "amount: 2"),
        (", {id: b, kind: development}", ""),
        ("id: a", "id: c"),
        ("is: accepted", "is: rejected"),
        ("determinations: {second: {is: accepted}}", ""),
    ],
)
def test_any_change_of_what_an_application_states_changes_its_hash(old: str, new: str) -> None:
    assert old in APPLICATION
    assert hash_of(APPLICATION.replace(old, new)) != hash_of(APPLICATION)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[plan, budget]", "[budget, plan, budget]"),
        ("amount: 5.5", "amount: 5.50"),
        ("amount: 1}", "amount: 1.0}"),
        ("office: north\n", "kind: application # again\noffice: north\n"),
        (
            "[{id: a, kind: competence, amount: 1}, {id: b, kind: development}]",
            "[{id: b, kind: development}, {kind: competence, amount: 1, id: a}]",
        ),
    ],
)
def test_order_and_spelling_of_an_application_do_not_change_its_hash(old: str, new: str) -> None:
    assert old in APPLICATION
    assert hash_of(APPLICATION.replace(old, new)) == hash_of(APPLICATION)


def test_what_an_office_sets_is_no_part_of_an_application() -> None:
    rules, other = rule_set(RULES, OFFICES), rule_set(RULES, OFFICES.replace("value: 9", "value: 8"))
    data: dict[str, Any] = read(APPLICATION)
    one, two = (take_in(data, each) for each in (rules, other))
    assert one.facts != two.facts
    assert application_hash(one) == application_hash(two)

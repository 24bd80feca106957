"""An application with something changed comes to what the changed document would have come to."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules import ApplicationError
from grantrules.intake.changes import FactAt, determined, read_changes, value_at, with_values
from grantrules.intake.stated import Determination, Stated
from grantrules.language.layout import stands_in
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import RuleSet
from tests.support import building
from tests.support.building import parts_of, rule_set, stated
from tests.support.documents import ROOT
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set as random_rules
from tests.support.random_vocabulary import values_of

RULES = rule_set(
    "[{id: r, expect: {application.submitted_on: {by: office.deadline}}}, {id: s, require: {measure.kind: competence}}]",
    "[{fact: office.deadline, office: north, value: 2030-03-01}, {fact: office.limit, office: national, value: 5}]",
)
STATED = stated(
    RULES, {"office.id": "north", "applicant.type": "county"}, {"m1": {"measure.kind": "competence"}, "b": {}}
)


def restated(rules: RuleSet, before: Stated, changes: dict[str, Any]) -> Stated:
    return with_values(rules, before, read_changes(rules, before, changes))


@pytest.mark.parametrize(
    ("name", "value", "at", "read"),
    [
        ("applicant.type", "municipality", FactAt("applicant.type"), "municipality"),
        ("application.amount", 7, FactAt("application.amount"), 7),
        ("amount", 7, FactAt("application.amount"), 7),
        ("office", "south", FactAt(OFFICE), "south"),
        ("office.id", "south", FactAt(OFFICE), "south"),
        ("m1.level", "course", FactAt("measure.level", "m1"), "course"),
        ("m1.measure.level", "course", FactAt("measure.level", "m1"), "course"),
        ("b.partners", ["business"], FactAt("measure.partners", "b"), frozenset({"business"})),
        ("m1.kind", None, FactAt("measure.kind", "m1"), None),
        ("m1", {"kind": None}, FactAt("measure.kind", "m1"), None),
        ("applicant", {"type": "other"}, FactAt("applicant.type"), "other"),
    ],
)
def test_a_fact_is_named_as_people_name_it(name: str, value: object, at: FactAt, read: object) -> None:
    after = restated(RULES, STATED, {name: value})
    assert value_at(after, at) == read
    assert restated(RULES, STATED, {at.written: value if not isinstance(value, dict) else read}) == after


def test_what_the_office_sets_is_looked_up_anew() -> None:
    assert {"office.deadline", "office.limit"} <= STATED.facts.keys()
    moved = restated(RULES, STATED, {"office": "south"})
    assert "office.deadline" not in moved.facts
    assert moved.measures[0].facts["office.limit"] == 5
    assert restated(RULES, moved, {"office": "north"}) == STATED


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("m1.levle", 1, "unknown fact `m1.levle`; did you mean `m1.level`?"),
        ("applicant.typ", 1, "unknown fact `applicant.typ`; did you mean `applicant.type`?"),
        ("m2.kind", "competence", "unknown measure `m2`; expected one of `b`, `m1`"),
        ("measure.kind", "competence", "`measure.kind` is a fact of each measure; expected `m1.kind`; `b.kind`"),
        ("m1.kind", "competense", "unknown value `competense`; did you mean `competence`?"),
        ("office.deadline", "2030-01-01", "`office.deadline` is nothing that an application states"),
        ("report.late", True, "`report.late` is nothing that an application states"),
        ("amount", 1.5, "expected kroner as a whole number or a Decimal, found the float `1.5`"),
    ],
)
def test_what_cannot_be_changed_is_told(name: str, value: object, message: str) -> None:
    with pytest.raises(ApplicationError) as refused:
        restated(RULES, STATED, {name: value})
    assert [problem.message for problem in refused.value.problems] == [message]


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(ApplicationError) as refused:
        restated(RULES, STATED, {"x": 1, "m9.kind": 1, "amount": "a", "signed": True, "application.signed": False})
    assert [problem.where.source for problem in refused.value.problems] == [
        "amount",
        "application.signed",
        "m9.kind",
        "x",
    ]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_a_changed_application_is_the_one_that_states_the_change(seed: int) -> None:
    rng = Random(seed)
    rules = random_rules(rng, 20)
    application = Applications(rules).draw(rng)
    common, own, settled = parts_of(application)
    changed: dict[FactAt, object] = {}
    for measure in (None, *own):
        facts = [f for f in rules.vocabulary.values() if f.per_measure is (measure is not None)]
        for fact in rng.sample([f for f in facts if stands_in(f, rules.document)], 3):
            value = rng.choice((None, *values_of(fact)))
            changed[FactAt(fact.path, measure)] = value
            mine = common if measure is None else own[measure]
            mine.pop(fact.path, None)
            if value is not None:
                mine[fact.path] = value
    expected = building.stated(rules, common, own, settled)
    assert restated(rules, application, {at.written: value for at, value in changed.items()}) == expected
    assert with_values(rules, application, {}) == application


def test_a_document_read_anew_is_the_same(tmp_path: Path) -> None:
    text = (ROOT / "examples/2026/sparse.yaml").read_text("utf-8")
    file = tmp_path / "changed.yaml"
    file.write_text(text.replace("level: bpa", "level: fagskole").replace("goals: false", "goals: true"), "utf-8")
    regulation = grantrules.load(2026)
    before = regulation.evaluate(building.read(text)).stated
    changes = {"bpa": {"level": "fagskole"}, "prosjekt.description.goals": True}
    assert restated(regulation.rules, before, changes) == regulation.evaluate(grantrules.read(file)).stated


def test_a_determination_is_recorded_for_all_or_for_one_measure() -> None:
    accepted = Determination("accepted", by="NN")
    for measure in (None, "m1"):
        after = determined(RULES, STATED, "r", accepted, measure)
        holders: tuple[Stated | object, ...] = (after, *after.measures)
        recorded = {getattr(each, "id", None): getattr(each, "determinations") for each in holders}  # noqa: B009
        assert [id_ for id_, found in recorded.items() if found == {"r": accepted}] == [measure or STATED.id]
    assert determined(RULES, STATED, "r", accepted).measures[0].facts["determination:r"] == "accepted"


def test_a_determination_that_cannot_be_is_told() -> None:
    with pytest.raises(ApplicationError) as refused:
        determined(RULES, STATED, "rr", Determination("accepted"), "m2")
    assert [problem.message for problem in refused.value.problems] == [
        "unknown measure `m2`; expected one of `b`, `m1`",
        "unknown rule `rr`; did you mean `r`?",
    ]
    with pytest.raises(ApplicationError, match="did you mean `accepted`"):
        determined(RULES, STATED, "r", Determination("acepted"))

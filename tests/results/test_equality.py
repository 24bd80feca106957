"""What means the same is equal, however it was made, also after a way through another process; what does not, is not."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.decision.decider import Decider
from grantrules.evaluation.outcomes import Findings
from grantrules.intake.stated import Determination, Stated
from grantrules.regulation import Regulation
from grantrules.render.data.documents import decision_json
from grantrules.results.document import Decision
from grantrules.rules.canonical import rules_hash
from grantrules.rules.ruleset import RuleSet
from tests.support.building import rule_set
from tests.support.documents import ROOT
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set as random_rules
from tests.support.rule_changes import changes_of_year
from tests.support.workers import APPLICATION, REPORT, everything

SEEDS = st.integers(0, 2**32 - 1)


@cache
def here() -> Mapping[str, Any]:
    return everything()


@cache
def spawned() -> Mapping[str, Any]:
    """The same, made in another process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(everything).result()


WAYS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "made again": everything,
    "pickled": lambda: pickle.loads(pickle.dumps(here())),
    "made in another process": spawned,
}
HASHABLE = ("rules", "regulation", "reports", "decision", "measure", "answer", "what if", "difference", "history")


@pytest.mark.parametrize("way", WAYS)
def test_what_means_the_same_is_equal(way: str) -> None:
    there = WAYS[way]()
    for name, own in here().items():
        assert there[name] is not own or name in ("reports", "rules"), name  # these two are kept
        assert there[name] == own, name
    assert {name: hash(here()[name]) for name in HASHABLE} == {name: hash(there[name]) for name in HASHABLE}


def test_no_two_kinds_of_thing_are_equal() -> None:
    for name, one in here().items():
        assert one != name
        assert [other for other, each in here().items() if each == one] == [name]


def test_what_is_held_can_be_looked_up() -> None:
    again = pickle.loads(pickle.dumps(here()))
    for name in HASHABLE:
        assert {here()[name]: name}[again[name]] == name


# -- decisions


def drawn(seed: int) -> tuple[Random, RuleSet, Stated]:
    rng = Random(seed)
    rules = random_rules(rng, rng.choice((2, 4, 8)))
    return rng, rules, Applications(rules).draw(rng)


def decide(rules: RuleSet, stated: Stated) -> Decision:
    return Decision.made(Decider(rules), stated)


@settings(max_examples=30)
@given(SEEDS)
def test_a_decision_is_equal_to_the_same_again(seed: int) -> None:
    rng, rules, stated = drawn(seed)
    decision = decide(rules, stated)
    rules_again, stated_again = pickle.loads(pickle.dumps((rules, stated)))
    assert decide(rules_again, stated_again) == decision == pickle.loads(pickle.dumps(decision))
    mixed = replace(rules, rules=tuple(rng.sample(rules.rules, len(rules.rules))))
    assert mixed == rules
    assert hash(mixed) == hash(rules)
    assert rules_hash(mixed) == rules_hash(rules)
    assert decide(mixed, stated) == decision
    assert hash(decide(mixed, stated)) == hash(decision)


@settings(max_examples=30)
@given(SEEDS)
def test_decisions_that_are_equal_are_written_alike(seed: int) -> None:
    """A change of a fact is seen, even where no rule looks at it."""
    rng, rules, stated = drawn(seed)
    other = Applications(rules).draw(rng)
    one, another = decide(rules, stated), decide(rules, other)
    assert (one == another) is (stated == other)
    if one == another:
        assert decision_json(one, "en") == decision_json(another, "en")


def test_a_decision_differs_by_its_rules_its_facts_its_determinations_and_its_findings() -> None:
    one = here()["decision"]
    regulation = Regulation(one.rules)
    note = {**APPLICATION["determinations"]["application-deadline"], "note": "ikke avtalt"}
    assert regulation.evaluate(APPLICATION) == one
    changes: tuple[dict[str, object], ...] = (
        {"id": "A-9"},
        {"submitted_on": "2026-02-17"},
        {"measures": []},
        {"determinations": {"application-deadline": note}},
    )
    for change in changes:
        assert regulation.evaluate({**APPLICATION, **change}) != one, change
    assert Regulation(replace(one.rules, revision=99)).evaluate(APPLICATION) != one
    findings = Findings(one.findings.application[::-1], one.findings.measures)
    assert Decision(one.decider, one.stated, findings) != one
    moved = replace(one.stated, determinations={**one.stated.determinations, "x": Determination("accepted")})
    assert Decision(one.decider, moved, one.findings) != one


def test_an_answer_differs_by_what_is_reported_and_by_the_years_that_answer() -> None:
    one = here()["answer"]
    assert grantrules.evaluate_report({**REPORT, "measures": []}) != one
    assert Regulation(grantrules.load(2022).rules).own_reports(2022).evaluate(REPORT) != one


def test_both_executors_come_to_equal_decisions() -> None:
    regulation = grantrules.load(2026)
    assert regulation.evaluate(APPLICATION, "durable") == regulation.evaluate(APPLICATION, "both") == here()["decision"]


def test_what_ifs_and_differences_differ_by_what_they_are_about() -> None:
    decision = here()["decision"]
    assert decision.what_if({"m1.level": "master"}) != here()["what if"]
    assert decision.why("m2") != here()["why"]
    assert decision.measures[1] != here()["measure"]
    assert decision.determine("application-deadline", "rejected").measures[0] != here()["measure"]
    assert grantrules.diff(2023, 2026, portfolio=[APPLICATION]) != here()["difference"]
    assert grantrules.diff(2022, 2026, portfolio=[APPLICATION]) != here()["difference"]
    assert grantrules.history("application-deadline") != here()["history"]


def test_batches_differ_by_their_tables_and_their_rejects() -> None:
    other = {**APPLICATION, "id": "A-3"}
    assert grantrules.batch([other]) != grantrules.batch([APPLICATION])
    assert grantrules.batch([other]).summary == grantrules.batch([APPLICATION]).summary
    assert grantrules.batch([APPLICATION]) != here()["batch"]
    with pytest.raises(TypeError, match="unhashable"):
        hash(here()["batch"])


# -- rules


RULES = """
- {id: signed, expect: {application.signed: true}}
- {id: size, require: {any: [{application.staff: {over: 5}}, {application.amount: {at_most: 100}}]}}
- {id: rural, prioritise: {measure.rural: true}}
- {id: report, oblige: {application.signed: true}, due: {day: 03-01, years_after: {grant.award_year: 1}}}
"""


def test_every_small_change_of_a_rule_or_of_an_office_is_seen() -> None:
    year = rule_set(RULES, "[{fact: office.limit, office: north, value: 1000}]")
    found = list(changes_of_year(year))
    assert len(found) > 30
    for each in found:
        assert each.changed != year, str(each)


def test_the_same_files_elsewhere_are_the_same_rules(tmp_path: Path) -> None:
    copytree(ROOT / "regulations", tmp_path / "regulations")
    folder = tmp_path / "regulations" / "2026"
    assert grantrules.load(folder) == grantrules.load(2026)
    assert grantrules.load(folder).rules == grantrules.load(2026).rules
    header = (folder / "regulation.yaml").read_text("utf-8")
    (folder / "regulation.yaml").write_text(f"# another layout\n\n{header}\n", "utf-8")
    assert grantrules.load(folder) == grantrules.load(2026)
    facts = folder.parent / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("changeable: true", "changeable: false", 1), "utf-8")
    assert grantrules.load(folder) != grantrules.load(2026), "what can be asked is another"


def test_rules_of_a_year_are_not_rules_on_its_reports() -> None:
    assert grantrules.reports(2022) != grantrules.load(2022)
    assert grantrules.reports(2022).rules != grantrules.load(2022).rules

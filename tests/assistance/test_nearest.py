"""The nearest eligible application: as few changes as there can be, each set verified, none missed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.assistance.nearest import nearest_eligible
from grantrules.base.texts import LANGUAGES
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status
from grantrules.intake.changes import FactAt, value_at, with_values
from grantrules.intake.stated import Stated
from grantrules.language.layout import stands_in
from grantrules.language.vocabulary import OFFICE, Asked, Vocabulary
from grantrules.render.forms import to_text
from grantrules.results.looking import Nearest
from grantrules.rules.ruleset import RuleSet
from tests.support.building import rule_set
from tests.support.documents import ROOT
from tests.support.small_rules import every_way, places, size, small_case, statuses_with

EXAMPLES = sorted((ROOT / "examples").glob("20*/*.yaml"))
SEEDS = st.integers(0, 10**9)
MOST = 1_200


def changeable(rules: RuleSet, stated: Stated) -> list[FactAt]:
    """The facts of the application that the applicant can change and that can matter."""
    read = {*places(rules, stated), FactAt(OFFICE)}
    found = [at for at in read if _can_change(rules, at)]
    return sorted(found)


def _can_change(rules: RuleSet, at: FactAt) -> bool:
    fact = rules.vocabulary[at.path]
    return fact.changeable and fact.asked is Asked.APPLICANT and stands_in(fact, rules.document)


def fewest_changes(rules: RuleSet, stated: Stated) -> int | None:
    """How few changes make the application eligible, by trying all; none where nothing does."""
    number: int | None = None
    for way in every_way(rules, changeable(rules, stated)):
        changes = sum(value_at(stated, at) != value for at, value in way.items())
        if (number is None or changes < number) and statuses_with(rules, stated, way)[0] is Status.ELIGIBLE:
            number = changes
    return number


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_no_fewer_changes_do_and_those_found_do(seed: int) -> None:
    rng = Random(seed)
    rules, stated = small_case(rng, known=rng.choice((0.6, 0.8, 1.0)))
    assume(size(rules, changeable(rules, stated)) <= MOST)
    decider = Decider(rules)
    found = nearest_eligible(Decision.made(decider, stated), most=10)
    assert not found.given_up
    assert found.size == fewest_changes(rules, stated)
    assert len({frozenset(path.changes) for path in found.paths}) == len(found.paths)
    for path in found.paths:
        values = {change.at: change.after for change in path.changes}
        assert Decision.made(decider, with_values(rules, stated, values)).status is path.after.status is Status.ELIGIBLE
        assert all(_can_change(rules, change.at) and change.after != change.before for change in path.changes)
        assert all(value_at(stated, change.at) == change.before for change in path.changes)
    assert bool(found.obstacles) is (not found.paths)


# -- what is found, what is in the way, and what is said of it

RULES = """
- {id: type, require: {applicant.type: municipality}}
- {id: level, require: {measure.level: bachelor}}
- {id: signed, expect: {application.signed: true}, remedy: Skriv under}
- {id: partners, expect: {measure.partners: {any_in: [university]}}}
- {id: on-time, expect: {application.submitted_on: {by: office.deadline}}}
- {id: few, expect: {count: {where: {measure.kind: development}, at_most: 1}}}
- {id: plan, require: {any: [{application.contents: {any_in: [plan]}}, {id: budget, doubt: unclear, application.contents: {any_in: [budget]}}]}}
"""
FIXED = ("measure.kind", "application.submitted_on", "office.id", "applicant.type")
GOOD = {
    "office": "north",
    "submitted_on": "2030-01-01",
    "signed": True,
    "contents": ["plan"],
    "applicant": {"type": "municipality"},
}
MEASURE = {"id": "m1", "kind": "competence", "level": "bachelor", "partners": ["university"]}


def nearest(application: dict[str, object], most: int = 3) -> Nearest:
    rules = rule_set(RULES, "[{fact: office.deadline, office: north, value: 2030-03-01}]")
    fixed = (replace(fact, changeable=path not in FIXED) for path, fact in rules.vocabulary.items())
    rules = replace(rules, vocabulary=Vocabulary(fixed))
    return grantrules.Regulation(rules).evaluate(application).nearest_eligible(most)


def changes_of(found: Nearest) -> list[dict[str, object]]:
    return [{change.at.written: change.after for change in path.changes} for path in found.paths]


@pytest.mark.parametrize(
    ("application", "expected"),
    [
        ({**GOOD, "measures": [MEASURE]}, [{}]),
        ({**GOOD, "signed": False, "measures": [MEASURE]}, [{"signed": True}]),
        ({**GOOD, "contents": ["budget"], "measures": [MEASURE]}, [{"contents": frozenset({"budget", "plan"})}]),
        (
            {**GOOD, "measures": [{**MEASURE, "level": "course", "partners": ["business"]}]},
            [{"m1.level": "bachelor", "m1.partners": frozenset({"business", "university"})}],
        ),
        (
            {**GOOD, "measures": [{**MEASURE, "id": id_, "level": "course"} for id_ in ("a", "b")]},
            [{"a.level": "bachelor"}, {"b.level": "bachelor"}],
        ),
        (
            {**GOOD, "measures": [{"id": "a", "kind": "competence"}, {**MEASURE, "id": "b", "level": "course"}]},
            [{"b.level": "bachelor"}],
        ),
    ],
)
def test_the_fewest_changes(application: dict[str, object], expected: list[dict[str, object]]) -> None:
    found = nearest(application)
    assert changes_of(found) == expected
    assert found.complete
    assert not found.obstacles


@pytest.mark.parametrize(
    ("changed", "obstacles"),
    [
        ({"applicant": {"type": "county"}}, {("type", None): []}),
        ({"applicant": {}}, {("type", None): ["fact"]}),
        ({"submitted_on": "2030-04-01"}, {("on-time", None): ["judgement"]}),
        ({"office": "south"}, {("on-time", None): ["fact"]}),
        ({"measures": [{"id": "m1", "kind": "development"}]}, {("level", "m1"): []}),
        ({"applicant": {"type": "county"}, "measures": []}, {("type", None): []}),
    ],
)
def test_what_no_change_by_the_applicant_settles(
    changed: dict[str, object], obstacles: dict[tuple[str, str | None], list[str]]
) -> None:
    found = nearest({**GOOD, "measures": [MEASURE], **changed})
    assert not found.paths
    assert not found.given_up
    said = {(o.reason.rule.id, o.reason.measure): [point.cause.value for point in o.points] for o in found.obstacles}
    assert obstacles.items() <= said.items()


def test_no_more_sets_are_given_than_wanted_and_that_is_said() -> None:
    measures = [{**MEASURE, "id": id_, "level": "course"} for id_ in ("a", "b", "c")]
    found = nearest({**GOOD, "measures": measures}, most=2)
    assert len(found.paths) == 2
    assert not found.complete
    assert not found.given_up
    assert "There are more ways" in found.to_text("en")


def test_a_search_that_is_given_up_says_so() -> None:
    application = {**GOOD, "signed": False, "measures": [{**MEASURE, "level": "course"}]}
    decision = nearest(application).decision
    found = nearest_eligible(decision, work=2)
    assert found.given_up
    assert not found.complete
    assert found.obstacles
    assert "given up" in to_text(found, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_of_the_shipped_examples(example: Path, language: str) -> None:
    decision = grantrules.evaluate(grantrules.read(example))
    assert isinstance(decision, grantrules.Decision)
    found = decision.nearest_eligible()
    assert not found.given_up
    assert (found.size == 0) is (decision.status is Status.ELIGIBLE)
    assert all(path.after.status is Status.ELIGIBLE for path in found.paths)
    said = " ".join(found.to_text(language).split())
    assert all(obstacle.reason.rule.text[language] in said for obstacle in found.obstacles)  # type: ignore[index]
    assert all(change.at.written in said for path in found.paths for change in path.changes)
    assert found.to_markdown(language).startswith("# ")

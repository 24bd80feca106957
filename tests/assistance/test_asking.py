"""What is asked: all that can matter to the verdict, and nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.assistance import relevance
from grantrules.assistance.asking import Question, ask
from grantrules.assistance.candidates import PossibleValues
from grantrules.base.texts import LANGUAGES
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status
from grantrules.intake.changes import FactAt, value_at, with_values
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import OFFICE, Asked
from grantrules.regulation import Regulation
from grantrules.rules.ruleset import RuleSet
from tests.support.building import rule_set
from tests.support.documents import ROOT
from tests.support.small_rules import every_way, places, served, set_by_office, size, small_case, statuses_with

EXAMPLES = sorted(path for path in (ROOT / "examples").glob("20*/*.yaml"))
SEEDS = st.integers(0, 10**9)
MOST = 1_200


def can_matter(rules: RuleSet, stated: Stated) -> set[FactAt] | None:
    """The facts of which some answer settles a verdict after some answers about others, by trying them all."""
    if Decision.made(Decider(rules), stated).status is Status.NOT_ELIGIBLE:
        return set()
    office = value_at(stated, FactAt(OFFICE))
    missing = [at for at in places(rules, stated) if value_at(stated, at) is None]
    if any(set_by_office(rules, at) for at in missing) and FactAt(OFFICE) not in missing and office is None:
        missing.append(FactAt(OFFICE))
    if size(rules, missing) > MOST:
        return None
    table = {}
    for way in every_way(rules, missing):
        at_office = way.get(FactAt(OFFICE), office)
        known = served(rules, at_office if isinstance(at_office, str) else None)
        unasked = [at for at in way if at.path in known or (at_office is None and set_by_office(rules, at))]
        if not unasked:
            table[frozenset(way.items())] = statuses_with(rules, stated, way)
    found = set()
    for answers, statuses in table.items():
        for at, value in answers:
            without = table.get(answers - {(at, value)}, statuses)
            both = zip(statuses, without, strict=True)
            if any(status is not Status.UNDETERMINED and other is Status.UNDETERMINED for status, other in both):
                found.add(FactAt(OFFICE) if office is None and set_by_office(rules, at) else at)
    return found


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_what_is_asked_is_what_can_matter(seed: int) -> None:
    rng = Random(seed)
    rules, stated = small_case(rng, known=rng.choice((0.5, 0.7, 0.8)))
    expected = can_matter(rules, stated)
    assume(expected is not None)
    questions = ask(Decider(rules), stated, "nb")
    assert all(question.proven for question in questions)
    asked = {FactAt(question.fact, question.measure) for question in questions}
    assert asked == expected
    missing = Decision.made(Decider(rules), stated).missing
    assert asked <= {FactAt(each.fact, measure) for each in missing for measure in each.measures or (None,)}


# -- what a question says, and the order

RULES = """
- {id: type, require: {applicant.type: municipality}}
- {id: level, require: {measure.level: bachelor}}
- {id: checked, expect: {application.checked: true}}
- {id: on-time, expect: {application.submitted_on: {by: office.deadline}}, remedy: Tidlegare}
- {id: rural, prioritise: {measure.rural: true}}
"""
OFFICES = "[{fact: office.deadline, office: north, value: 2030-03-01}]"


def names(questions: tuple[Question, ...]) -> list[str]:
    return [FactAt(each.fact, each.measure).written for each in questions]


def asked_of(application: Mapping[str, object], rules: str = RULES) -> tuple[Question, ...]:
    return Regulation(rule_set(rules, OFFICES)).ask(application, "en")


def test_the_most_decisive_comes_first_and_a_fact_after_the_one_that_it_exists_for() -> None:
    questions = asked_of({"measures": [{"id": "m1"}]})
    assert names(questions) == ["applicant.type", "m1.kind", "m1.level", "checked", "submitted_on", "office"]
    kinds = {each.fact: each for each in questions}
    assert [choice.value for choice in kinds["measure.level"].choices] == ["course", "bachelor"]
    assert [choice.label for choice in kinds["application.checked"].choices] == ["yes", "no"]
    assert kinds["application.submitted_on"].choices == ()
    assert [(because.rule, because.text) for because in kinds["measure.level"].because] == [("level", "level")]
    assert kinds["measure.level"].outcomes == 1
    assert {each.fact for each in questions if each.ask is Asked.CASEWORKER} == {"application.checked"}


def test_measures_are_asked_for_first_where_there_are_none() -> None:
    first, *others = asked_of({})
    assert (first.fact, first.measure, first.outcomes) == ("measures", None, 1)
    assert names(tuple(others)) == ["applicant.type", "checked", "submitted_on", "office"]


@pytest.mark.parametrize(
    "application",
    [
        {"applicant": {"type": "other"}},
        {"applicant": {"type": "other"}, "measures": [{"id": "m1"}]},
        {"measures": [{"id": "m1", "kind": "development"}, {"id": "m2", "kind": "development"}]},
    ],
)
def test_nothing_is_asked_once_there_is_a_verdict(application: dict[str, object]) -> None:
    assert asked_of(application) == ()


def test_what_only_another_measure_waits_for_is_asked_too() -> None:
    one = {"id": "a", "kind": "competence", "level": "bachelor"}
    done = {"applicant": {"type": "municipality"}, "checked": True, "office": "north", "submitted_on": "2030-01-01"}
    assert names(asked_of({**done, "measures": [one, {"id": "b"}]})) == ["b.kind", "b.level"]
    assert names(asked_of({**done, "applicant": {}, "measures": [one, {"id": "b"}]})) == [
        "applicant.type",
        "b.kind",
        "b.level",
    ]


def test_what_a_correction_keeps_from_mattering_is_not_asked() -> None:
    late = {"office": "north", "submitted_on": "2031-01-01", "measures": [{"id": "m1"}]}
    assert names(asked_of(late)) == ["applicant.type", "m1.kind", "m1.level"]
    assert (
        asked_of(
            {**late, "applicant": {"type": "municipality"}, "measures": [{"kind": "competence", "level": "bachelor"}]}
        )
        == ()
    )


def test_what_the_office_sets_is_asked_of_the_office_once_it_is_known_which() -> None:
    done = {
        "applicant": {"type": "municipality"},
        "checked": True,
        "measures": [{"kind": "competence", "level": "bachelor"}],
    }
    assert names(asked_of({**done, "submitted_on": "2030-01-01"})) == ["office"]
    (deadline,) = asked_of({**done, "submitted_on": "2030-01-01", "office": "south"})
    assert (deadline.fact, deadline.ask) == ("office.deadline", Asked.OFFICE)


def test_what_cannot_be_found_out_in_the_work_allowed_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = "[{id: r, require: {any: [{measure.rural: true}, {measure.staff: true}]}}, {id: s, require: {measure.rural: true}}]"
    assert names(asked_of({"measures": [{"id": "m1"}]}, idle)) == ["m1.rural"]
    monkeypatch.setattr(relevance, "WORK", -1)
    given_up = asked_of({"measures": [{"id": "m1"}]}, idle)
    assert [(each.fact, each.proven) for each in given_up] == [("measure.rural", False), ("measure.staff", False)]


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_answering_what_is_asked_ends_where_nothing_is_asked(seed: int) -> None:
    rng = Random(seed)
    rules, stated = small_case(rng, known=0.5)
    decider, possible = Decider(rules), PossibleValues(rules)
    for _ in range(40):
        questions = ask(decider, stated, "nb")
        decision = Decision.made(decider, stated)
        if not questions:
            break
        statuses = {decision.status, *(measure.status for measure in decision.measures)}
        assert decision.status is not Status.NOT_ELIGIBLE
        assert Status.UNDETERMINED in statuses
        at = FactAt(questions[0].fact, questions[0].measure)
        stated = with_values(rules, stated, {at: rng.choice(possible.values(at, stated))})
    assert not ask(decider, stated, "nb")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_of_the_shipped_examples_is_asked_what_is_missing_and_can_matter(example: Path) -> None:
    document = grantrules.read(example)
    regulation = grantrules.load(int(example.parent.name))
    decision = regulation.evaluate(document)
    missing = {(each.fact, measure) for each in decision.missing for measure in (each.measures or (None,))}
    questions = regulation.ask(document)
    assert {(each.fact, each.measure) for each in questions} <= missing
    assert all(each.proven and each.because for each in questions)


@pytest.mark.parametrize("year", grantrules.years())
def test_a_question_is_the_same_in_another_language_as_if_it_had_been_asked_there(year: int) -> None:
    regulation = grantrules.load(year)
    for document in ({}, {"applicant": {"type": "kommune"}, "measures": [{"id": "m1"}, {"kind": "competence"}]}):
        asked = {language: regulation.ask(document, language) for language in LANGUAGES}
        for questions in asked.values():
            for language, expected in asked.items():
                told = tuple(each.in_language(language) for each in questions)
                assert (told, list(map(repr, told))) == (expected, list(map(repr, expected)))
        assert asked["nb"] == tuple(each.in_language() for each in asked["en"])
        assert [each.text for each in asked["nb"]] != [each.text for each in asked["en"]]
    assert regulation.ask({}) == regulation.ask({}, "nb")


def test_a_question_is_shown_in_the_language_that_is_set_when_it_is_shown() -> None:
    (question, *_) = grantrules.load(2026).ask({"id": "A"})
    try:
        grantrules.set_language("en")
        assert question.in_language() == question.in_language("en") != question
    finally:
        grantrules.set_language("nb")
    assert question.in_language() == question
    with pytest.raises(grantrules.UnknownName, match="unknown language `fr`"):
        question.in_language("fr")
    assert pickle.loads(pickle.dumps(question)) == question

"""What a decision tells of itself, apart from its verdict: names, titles, and what it looks like in a console."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grantrules.decision.notes import NoteKind
from grantrules.decision.verdict import CauseKind
from grantrules.evaluation.reference import evaluate
from grantrules.results.document import Decision
from tests.support.building import YEAR, decide, notes_of

RULES = "[{id: rural, require: {measure.rural: true}}]"


def test_a_measure_has_the_title_that_the_application_gives_it() -> None:
    decision = decide(RULES, "measures: [{title: Kurs, rural: true}, {rural: true}]")
    assert [measure.title for measure in decision.measures] == ["Kurs", None]


@pytest.mark.parametrize(("id_", "shown"), [("{id: A-1, ", "A-1"), ("{", "without id")])
def test_a_decision_in_a_console_says_which_it_is(id_: str, shown: str) -> None:
    decision = decide(RULES, f"{id_}measures: [{{rural: true}}]}}")
    assert repr(decision) == f"<Decision {shown} under {YEAR}: eligible>"


def test_a_priority_is_told_once_with_the_measures_that_it_is_surely_or_else_perhaps_about() -> None:
    rules = """
    - {id: rural, prioritise: {measure.rural: true}}
    - {id: staff, prioritise: {measure.staff: true}}
    - {id: signed, prioritise: {application.signed: true}}
    - {id: ordinary, prioritise: {measure.ordinary: true}}
    """
    measures = "[{id: a, rural: true}, {id: b, rural: true}, {id: c, staff: false}, {id: d, rural: false}]"
    decision = decide(rules, f"{{signed: true, measures: {measures}}}")
    assert [(tag.rule.id, tag.sure, tag.measures) for tag in decision.tags] == [
        ("signed", True, ()),
        ("rural", True, ("a", "b")),
        ("staff", False, ("a", "b", "d")),
        ("ordinary", False, ("a", "b", "c", "d")),
    ]
    assert [(tag.rule.id, tag.sure, tag.measures) for tag in decision.measures[2].tags] == [
        ("rural", False, ("c",)),
        ("ordinary", False, ("c",)),
    ]


def test_bars_are_told_of_the_application_and_then_of_each_measure() -> None:
    rules = f"[{RULES[1:-1]}, {{id: signed, require: {{application.signed: true}}}}]"
    decision = decide(rules, "{signed: false, measures: [{id: a, rural: true}, {id: b, rural: false}, {id: c}]}")
    assert [(reason.rule.id, reason.measure) for reason in decision.bars] == [("signed", None), ("rural", "b")]


def test_what_is_noted_or_to_be_judged_of_a_measure_names_it() -> None:
    rules = """
    - {id: hint, note: {application.signed: true}}
    - {id: see, note: {measure.rural: true}}
    - {id: plan, when: {measure.rural: true}, assess: {}}
    - {id: doubted, require: {any: [{measure.rural: false}, {id: x, doubt: disputed, measure.staff: true}]}}
    - {id: by, require: {application.submitted_on: {by: 2030-03-02}}}
    """
    decision = decide(
        rules,
        "{signed: true, submitted_on: 2030-03-01, measures: [{id: a, rural: false}, {id: b, rural: true, staff: true}]}",
    )
    assert [(note.kind, note.measure) for note in decision.notes] == [
        (NoteKind.POINTER, None),
        (NoteKind.WEEKEND, None),
        (NoteKind.POINTER, "b"),
    ]
    assert [(each.rule.id, each.measure, each.cause) for each in decision.judge] == [
        ("plan", "b", CauseKind.JUDGEMENT),
        ("doubted", "b", CauseKind.DISPUTED),
    ]


def test_a_duty_that_falls_on_a_weekend_is_noted_once() -> None:
    rules = "[{id: a, oblige: {}, due: 2030-03-02}, {id: b, oblige: {}, due: 2030-03-04}, {id: c, oblige: {}}]"
    (note,) = notes_of(decide(rules, "measures: [{}, {}]"), NoteKind.WEEKEND)
    assert ([rule.id for rule in note.rules], note.measure, str(note.day)) == (["a"], None, "2030-03-02")


@pytest.mark.parametrize("times", [0, 2])
def test_findings_of_fewer_or_more_measures_are_refused(times: int) -> None:
    made = decide(RULES, "measures: [{rural: true}]")
    found = evaluate(made.rules, made.stated)
    with pytest.raises(ValueError, match="zip"):
        Decision(made.decider, made.stated, replace(found, measures=found.measures * times))

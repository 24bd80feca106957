"""Sentence 9 of the semantics (docs/language.md): determinations settle what is open to judgement."""

from __future__ import annotations

import pytest

from grantrules.base.errors import ApplicationError
from grantrules.decision.notes import NoteKind
from tests.support.building import decide, measures_of, missing_of, notes_of

NO, MAYBE, YES = "not_eligible", "undetermined", "eligible"

READINGS = "{readings: [{id: narrow, measure.rural: true}, {id: wide, measure.staff: true}]}"
DOUBTFUL = "{any: [{id: x, doubt: unclear, measure.rural: true}, {id: y, doubt: unclear, measure.staff: true}]}"
DIFFER = "{id: m, rural: true, staff: false}"


@pytest.mark.parametrize(
    ("condition", "is_", "require", "exclude"),
    [
        (READINGS, "accepted", YES, YES),
        (READINGS, "rejected", NO, NO),
        (READINGS, "narrow", YES, NO),
        (READINGS, "wide", NO, YES),
        (DOUBTFUL, "accepted", YES, YES),
        (DOUBTFUL, "rejected", NO, NO),
        (DOUBTFUL, "x", YES, NO),
        (DOUBTFUL, "y", MAYBE, MAYBE),
        (f"{{not: {READINGS}}}", "accepted", YES, YES),
        (f"{{not: {READINGS}}}", "rejected", NO, NO),
    ],
)
def test_09_a_determination_settles_readings_and_doubts(condition: str, is_: str, require: str, exclude: str) -> None:
    application = f"{{determinations: {{r: {{is: {is_}}}}}, measures: [{DIFFER}]}}"
    found = [decide(f"[{{id: r, {verb}: {condition}}}]", application) for verb in ("require", "exclude")]
    assert [decision.status.value for decision in found] == [require, exclude]


def test_09_accepted_is_in_the_applicants_favour_in_a_guard_too() -> None:
    guard = "when: {id: b, doubt: unclear, measure.rural: true}"
    rules = (
        f"[{{id: r, {guard}, require: {{measure.staff: true}}}}, {{id: s, {guard}, exclude: {{measure.rural: true}}}}]"
    )
    for is_, status in (("accepted", YES), ("rejected", NO)):
        determined = {"r": {"is": is_}, "s": {"is": is_}}
        measure = {"id": "m", "rural": True, "staff": False}
        assert decide(rules, {"determinations": determined, "measures": [measure]}).status.value == status


def test_09_a_determination_does_not_stand_in_for_a_missing_fact() -> None:
    decision = decide(f"[{{id: r, require: {READINGS}}}]", "{determinations: {r: {is: accepted}}, measures: [{}]}")
    assert (decision.status.value, missing_of(decision)) == (MAYBE, ["measure.rural", "measure.staff"])


def test_09_a_measures_own_determination_comes_before_that_of_the_application() -> None:
    measures = f"[{DIFFER}, {{id: n, rural: true, staff: false, determinations: {{r: {{is: wide}}}}}}]"
    decision = decide(
        f"[{{id: r, require: {READINGS}}}]", f"{{determinations: {{r: {{is: narrow}}}}, measures: {measures}}}"
    )
    assert measures_of(decision) == {"m": YES, "n": NO}


def test_09_so_it_does_on_what_a_measure_is_only_expected_to_meet() -> None:
    measures = "[{id: m, rural: false}, {id: n, rural: false, determinations: {r: {is: accepted}}}]"
    application = f"{{determinations: {{r: {{is: rejected}}}}, measures: {measures}}}"
    assert measures_of(decide("[{id: r, expect: {measure.rural: true}}]", application)) == {"m": NO, "n": YES}


def test_09_a_measures_determination_counts_in_a_count_and_is_then_not_without_effect() -> None:
    rules = f"[{{id: r, require: {{count: {{where: {READINGS}, at_least: 1}}}}}}]"
    decision = decide(rules, f"measures: [{DIFFER[:-1]}, determinations: {{r: {{is: narrow}}}}}}]")
    assert (decision.status.value, notes_of(decision, NoteKind.WITHOUT_EFFECT)) == (YES, [])


def test_09_determinations_are_kept_in_the_decision_with_who_and_why() -> None:
    rules = "[{id: r, expect: {application.signed: true}}]"
    application = "{signed: false, determinations: {r: {is: accepted, by: NN, note: sett}}, measures: [{}]}"
    determination = decide(rules, application).stated.determinations["r"]
    assert (determination.is_, determination.by, determination.note) == ("accepted", "NN", "sett")


@pytest.mark.parametrize("determined", ["{nowhere: {is: accepted}}", "{r: {is: perhaps}}"])
def test_09_a_determination_on_no_rule_or_of_no_meaning_is_refused(determined: str) -> None:
    with pytest.raises(ApplicationError, match="unknown"):
        decide("[{id: r, expect: {application.signed: true}}]", f"determinations: {determined}")


def test_09_what_is_still_to_be_judged_offers_its_choices() -> None:
    decision = decide(f"[{{id: r, require: {READINGS}}}]", f"measures: [{DIFFER}]")
    assert [(j.rule.id, j.measure, j.choices) for j in decision.judge] == [
        ("r", "m", ("accepted", "rejected", "narrow", "wide"))
    ]

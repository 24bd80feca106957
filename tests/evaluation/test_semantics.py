"""Sentences 1 to 7 of the semantics (docs/language.md), one by one; the rest in `test_semantics_to_14.py`.

What a single rule entails, by verb, guard and outcome, is in `test_verbs.py`.
"""

from __future__ import annotations

import pytest

from grantrules.decision.notes import NoteKind
from grantrules.evaluation.outcomes import OutcomeKind
from tests.support.building import (
    corrections_of,
    decide,
    judge_of,
    measures_of,
    missing_of,
    notes_of,
    open_of,
    outcome_of,
    tags_of,
)

BARS = "{id: rural, require: {measure.rural: true}}"
TYPE = "{id: type, require: {applicant.type: municipality}}"
NO, MAYBE, YES = "not_eligible", "undetermined", "eligible"


# -- 1. An application's verdict is the lesser of its own level and its best measure


@pytest.mark.parametrize(("type_", "own"), [("county", NO), (None, MAYBE), ("municipality", YES)])
@pytest.mark.parametrize(("rural", "best"), [(False, NO), (None, MAYBE), (True, YES)])
def test_01_the_verdict_is_the_lesser_of_own_level_and_best_measure(
    type_: str | None, own: str, rural: bool | None, best: str
) -> None:
    measures = [{"rural": False}, {"rural": rural}, {"rural": False}]
    decision = decide(f"[{TYPE}, {BARS}]", {"applicant": {"type": type_}, "measures": measures})
    assert decision.status.value == min(own, best, key=[NO, MAYBE, YES].index)


@pytest.mark.parametrize(("other", "missing"), [("{rural: false}", []), ("{}", ["measure.rural"])])
def test_01_a_measure_that_cannot_be_eligible_or_is_open_does_not_harm_one_that_is(
    other: str, missing: list[str]
) -> None:
    decision = decide(f"[{BARS}]", f"measures: [{{rural: true}}, {other}]")
    assert (decision.status.value, decision.open, missing_of(decision)) == (YES, (), missing)


def test_01_when_no_measure_can_be_eligible_corrections_do_not_matter() -> None:
    rules = f"[{BARS}, {{id: signed, expect: {{application.signed: true}}, remedy: Rett}}, {{id: plan, assess: {{}}}}]"
    decision = decide(rules, "{signed: false, measures: [{rural: false}]}")
    assert (decision.status.value, decision.corrections, decision.judge, decision.open) == (NO, (), (), ())


def test_01_a_barred_measure_is_not_asked_to_correct_anything() -> None:
    rules = f"[{BARS}, {{id: staff, expect: {{measure.staff: true}}, remedy: Rett}}]"
    decision = decide(rules, "measures: [{id: a, rural: false, staff: false}, {id: b, rural: true, staff: false}]")
    assert [(point.rule.id, point.measure) for point in decision.corrections] == [("staff", "b")]


def test_01_what_is_open_of_another_measure_holds_no_status_where_one_has_all_it_needs() -> None:
    decision = decide(f"[{TYPE}, {BARS}]", "measures: [{id: a, rural: true}, {id: b}]")
    assert (measures_of(decision), open_of(decision)) == ({"a": MAYBE, "b": MAYBE}, {("type", "fact")})
    assert [(each.fact, each.holds_status) for each in decision.missing] == [
        ("applicant.type", True),
        ("measure.rural", False),
    ]


# -- 2. A bar at application level counts in every measure's verdict; an expect or assess there never does


@pytest.mark.parametrize(("application", "status"), [("applicant: {type: county}", NO), ("", MAYBE)])
def test_02_a_bar_of_the_application_counts_in_every_measure(application: str, status: str) -> None:
    decision = decide(
        f"[{TYPE}, {BARS}]", f"{application}\nmeasures: [{{id: a, rural: true}}, {{id: b, rural: false}}]"
    )
    assert measures_of(decision) == {"a": status, "b": NO}


def test_02_an_open_bar_of_the_application_is_among_what_keeps_a_measure_open() -> None:
    decision = decide(f"[{TYPE}, {BARS}]", "measures: [{}]")
    assert [point.rule.id for point in decision.measures[0].open] == ["type", "rural"]


@pytest.mark.parametrize("verb", ["expect", "assess"])
@pytest.mark.parametrize("signed", ["signed: false", ""])
def test_02_an_expect_or_assess_of_the_application_never_counts_in_a_measure(verb: str, signed: str) -> None:
    decision = decide(f"[{{id: r, {verb}: {{application.signed: true}}}}]", f"{signed}\nmeasures: [{{id: a}}]")
    assert (decision.status.value, measures_of(decision)) == (MAYBE, {"a": YES})


def test_02_even_a_rejected_expectation_of_the_application_does_not_count_in_a_measure() -> None:
    application = "{signed: false, determinations: {r: {is: rejected}}, measures: [{id: a}]}"
    decision = decide("[{id: r, expect: {application.signed: true}}]", application)
    assert (decision.status.value, measures_of(decision)) == (NO, {"a": YES})


# -- 3. Measures absent or empty: undetermined, with `measures` as the missing fact


@pytest.mark.parametrize("application", ["{}", "measures: []"])
@pytest.mark.parametrize("rules", ["[]", f"[{BARS}]"])
def test_03_without_measures_undetermined_and_measures_missing(application: str, rules: str) -> None:
    decision = decide(rules, application)
    assert (decision.status.value, missing_of(decision)) == (MAYBE, ["measures"])


def test_03_a_count_without_measures_is_open_for_want_of_them() -> None:
    decision = decide("[{id: r, require: {count: {where: {measure.rural: true}, at_most: 9}}}]", "measures: []")
    assert open_of(decision) == {("r", "fact")}
    assert [(each.fact, each.outcomes) for each in decision.missing] == [("measures", 2)]


def test_03_a_barred_application_is_not_eligible_whatever_its_measures_will_be() -> None:
    decision = decide(f"[{TYPE}]", "applicant: {type: county}")
    assert (decision.status.value, decision.missing) == (NO, ())


# -- 4. `when` is an implication in require, expect and assess, a conjunction elsewhere: the table in test_verbs.py


@pytest.mark.parametrize("verb", ["require", "expect", "assess"])
def test_04_an_unknown_guard_does_no_harm_where_the_condition_holds(verb: str) -> None:
    rules = f"[{{id: r, when: {{application.checked: true}}, {verb}: {{application.signed: true}}}}]"
    decision = decide(rules, "{signed: true, measures: [{}]}")
    assert (decision.status.value, outcome_of(decision, "r")) == (YES, OutcomeKind.HELD)


@pytest.mark.parametrize("verb", ["exclude", "prioritise", "oblige", "note"])
def test_04_an_unknown_guard_keeps_every_other_verb_open_where_the_condition_holds(verb: str) -> None:
    rules = f"[{{id: r, when: {{application.checked: true}}, {verb}: {{application.signed: true}}}}]"
    assert outcome_of(decide(rules, "{signed: true, measures: [{}]}"), "r") is OutcomeKind.OPEN


# -- 5. Readings: surely hold when every reading does, surely fail when every reading does, else open

READINGS = "{readings: [{id: a, measure.rural: true}, {id: b, measure.staff: true}]}"
AGREE, FAIL, DIFFER = "{rural: true, staff: true}", "{rural: false, staff: false}", "{rural: true, staff: false}"
HALF, HALF_FAILED = "{rural: true}", "{rural: false}"


@pytest.mark.parametrize(
    ("measure", "found"),
    [(AGREE, "held"), (FAIL, "failed"), (DIFFER, "open"), (HALF, "open"), (HALF_FAILED, "open"), ("{}", "open")],
)
@pytest.mark.parametrize("verb", ["require", "exclude", "expect", "assess", "prioritise", "oblige", "note"])
def test_05_readings_hold_or_fail_together_or_are_open(verb: str, measure: str, found: str) -> None:
    decision = decide(f"[{{id: r, {verb}: {READINGS}}}]", f"measures: [{measure}]")
    assert outcome_of(decision, "r").value == found


@pytest.mark.parametrize("verb", ["require", "exclude", "expect", "assess"])
def test_05_readings_that_differ_leave_a_verdict_undetermined_with_cause_reading(verb: str) -> None:
    decision = decide(f"[{{id: r, {verb}: {READINGS}}}]", f"measures: [{DIFFER}]")
    assert (decision.status.value, open_of(decision), missing_of(decision)) == (MAYBE, {("r", "reading")}, [])


def test_05_where_a_fact_could_still_make_readings_agree_the_fact_is_missing() -> None:
    decision = decide(f"[{{id: r, require: {READINGS}}}]", f"measures: [{HALF}]")
    assert (open_of(decision), missing_of(decision)) == ({("r", "fact")}, ["measure.staff"])


def test_05_readings_that_differ_make_an_uncertain_tag_and_a_duty_that_may_be_due() -> None:
    rules = f"[{{id: tag, prioritise: {READINGS}}}, {{id: duty, oblige: {READINGS}}}]"
    decision = decide(rules, f"measures: [{DIFFER}]")
    assert (tags_of(decision), [duty.sure for duty in decision.duties]) == ({"tag": False}, [False])


@pytest.mark.parametrize(
    ("measure", "shown"), [(AGREE, 1), (DIFFER, 1), (HALF, 1), (HALF_FAILED, 1), ("{}", 1), (FAIL, 0)]
)
def test_05_a_note_is_shown_unless_every_reading_fails(measure: str, shown: int) -> None:
    decision = decide(f"[{{id: r, note: {READINGS}}}]", f"measures: [{measure}]")
    assert len(notes_of(decision, NoteKind.POINTER)) == shown


@pytest.mark.parametrize(
    ("bound", "found"),
    [("at_least: 1", "held"), ("at_least: 2", "open"), ("at_least: 3", "failed"), ("at_most: 2", "held")],
)
def test_05_readings_widen_the_interval_of_a_count(bound: str, found: str) -> None:
    rules = f"[{{id: r, require: {{count: {{where: {READINGS}, {bound}}}}}}}]"
    assert outcome_of(decide(rules, f"measures: [{AGREE}, {DIFFER}, {FAIL}]"), "r").value == found


# -- 6. A branch with doubt never surely holds; it can surely fail

DOUBTS = pytest.mark.parametrize("doubt", ["disputed", "unclear", "silent"])


@DOUBTS
@pytest.mark.parametrize(
    ("measure", "found"), [("{rural: true}", "open"), ("{rural: false}", "failed"), ("{}", "open")]
)
def test_06_a_branch_with_doubt_never_surely_holds_but_can_surely_fail(doubt: str, measure: str, found: str) -> None:
    rules = f"[{{id: r, require: {{id: b, doubt: {doubt}, measure.rural: true}}}}]"
    assert outcome_of(decide(rules, f"measures: [{measure}]"), "r").value == found


@DOUBTS
@pytest.mark.parametrize("verb", ["require", "exclude", "expect", "assess"])
def test_06_a_doubt_that_decides_is_the_cause(doubt: str, verb: str) -> None:
    rules = f"[{{id: r, {verb}: {{id: b, doubt: {doubt}, measure.rural: true}}}}]"
    decision = decide(rules, "measures: [{rural: true}]")
    assert (decision.status.value, open_of(decision), missing_of(decision)) == (MAYBE, {("r", doubt)}, [])
    assert decision.open[0].branches == ("b",)


@DOUBTS
def test_06_a_doubt_beside_what_surely_holds_changes_nothing(doubt: str) -> None:
    rules = f"[{{id: r, require: {{any: [{{id: b, doubt: {doubt}, measure.rural: true}}, {{measure.staff: true}}]}}}}]"
    assert decide(rules, "measures: [{rural: true, staff: true}]").status.value == YES


@DOUBTS
def test_06_a_doubt_is_told_only_once_it_decides_and_not_while_a_fact_is_missing(doubt: str) -> None:
    decision = decide(f"[{{id: r, require: {{id: b, doubt: {doubt}, measure.rural: true}}}}]", "measures: [{}]")
    assert open_of(decision) == {("r", "fact")}


@DOUBTS
def test_06_the_opposite_of_a_branch_with_doubt_never_surely_fails(doubt: str) -> None:
    rules = f"[{{id: r, require: {{not: {{id: b, doubt: {doubt}, measure.rural: true}}}}}}]"
    found = [decide(rules, {"measures": [{"rural": rural}]}).status.value for rural in (True, False)]
    assert found == [MAYBE, YES]


# -- 7. prioritise, note, state, silent never touch a verdict or its missing facts


@pytest.mark.parametrize("measure", ["{rural: true}", "{rural: false}", "{}", "{staff: true}"])
@pytest.mark.parametrize("verb", ["prioritise: {measure.staff: true}", "note: {measure.staff: true}", "silent: 2029"])
def test_07_tags_notes_and_silences_never_touch_a_verdict_or_its_missing_facts(verb: str, measure: str) -> None:
    guard = "when: {application.signed: true}"
    without = decide(f"[{BARS}]", f"measures: [{measure}]")
    decision = decide(f"[{BARS}, {{id: r, {guard}, {verb}}}]", f"measures: [{measure}]")
    assert (decision.status, decision.open, decision.missing) == (without.status, without.open, without.missing)
    assert (judge_of(decision), corrections_of(decision)) == (set(), set())


def test_07_facts_that_matter_only_to_tags_are_listed_apart() -> None:
    rules = f"[{BARS}, {{id: tag, prioritise: {{measure.rural: true, measure.staff: true}}}}]"
    decision = decide(rules, "measures: [{}]")
    assert missing_of(decision) == ["measure.rural"]
    assert [each.fact for each in decision.missing_for_tags] == ["measure.staff"]


def test_07_nothing_is_missing_for_a_tag_that_is_settled() -> None:
    decision = decide("[{id: tag, prioritise: {measure.rural: true}}]", "measures: [{rural: true}, {rural: false}]")
    assert decision.missing_for_tags == ()


def test_07_a_tag_that_hangs_on_an_offices_value_asks_for_the_office() -> None:
    rules = "[{id: tag, prioritise: {application.amount: {at_most: office.limit}}}]"
    decision = decide(rules, "{amount: 5, measures: [{}]}", "[{fact: office.limit, office: north, value: 9}]")
    assert [each.fact for each in decision.missing_for_tags] == ["office.id"]

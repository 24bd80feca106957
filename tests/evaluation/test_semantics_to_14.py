"""Sentences 8 to 14 of the semantics (docs/language.md), one by one; 1 to 7 are in `test_semantics.py`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import grantrules
from grantrules.decision.notes import NoteKind
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.language.condition import DayFormula
from grantrules.rules.ruleset import NotStated
from tests.support.building import YEAR, decide, judge_of, missing_of, notes_of, open_of, outcome_of, rule_set

NO, MAYBE, YES = "not_eligible", "undetermined", "eligible"


# -- 8. Every `undetermined` has causes, and who can settle each; missing facts by how many outcomes read them


@pytest.mark.parametrize(
    ("rule", "application", "point"),
    [
        ("require: {application.signed: true}", "{}", ("fact", ("application.signed",), "applicant")),
        ("require: {application.checked: true}", "{}", ("fact", ("application.checked",), "caseworker")),
        ("require: {application.amount: {over: office.limit}}", "{amount: 1}", ("fact", ("office.limit",), "office")),
        ("expect: {application.signed: true}, remedy: Rett", "{signed: false}", ("correction", None, "applicant")),
        ("expect: {application.signed: true}", "{signed: false}", ("judgement", None, "caseworker")),
        ("assess: {application.signed: true}", "{signed: false}", ("correction", None, "applicant")),
        ("require: {id: b, doubt: unclear, application.signed: true}", "{signed: true}", ("unclear", (), "caseworker")),
        ("require: {id: b, doubt: silent, application.signed: true}", "{signed: true}", ("silent", (), "caseworker")),
    ],
)
def test_08_every_cause_says_what_it_is_and_whom_to_ask(
    rule: str, application: str, point: tuple[str, tuple[str, ...] | None, str]
) -> None:
    cause, facts, ask = point
    (found,) = decide(f"[{{id: r, {rule}}}]", application).open
    assert (found.rule.id, found.cause.value, found.ask.value) == ("r", cause, ask)
    assert found.facts == (("application.signed",) if facts is None else facts)


def test_08_facts_for_different_people_are_asked_of_each() -> None:
    decision = decide("[{id: r, require: {application.signed: true, application.checked: true}}]", "{}")
    assert [(point.facts, point.ask.value) for point in decision.open] == [
        (("application.signed",), "applicant"),
        (("application.checked",), "caseworker"),
    ]


def test_08_missing_facts_come_by_the_number_of_open_outcomes_that_read_them_then_by_name() -> None:
    rules = """
    - {id: a, require: {application.staff: {over: 1}, application.founded: {over: 1990}}}
    - {id: b, require: {measure.rural: true}}
    - {id: c, require: {measure.staff: true, measure.rural: true}}
    """
    decision = decide(rules, "measures: [{}, {}]")
    assert [(each.fact, each.outcomes) for each in decision.missing] == [
        ("measure.rural", 4),
        ("measure.staff", 2),
        ("application.founded", 1),
        ("application.staff", 1),
    ]


def test_08_a_fact_that_exists_only_for_some_is_never_asked_outside() -> None:
    rules = "[{id: r, require: {any: [{measure.level: course}, {measure.rural: true}]}}]"
    decision = decide(rules, "measures: [{kind: development}]")
    assert missing_of(decision) == ["measure.rural"]


@pytest.mark.parametrize(
    ("measure", "found"),
    [
        ("{kind: development}", "failed"),
        ("{kind: development, level: bachelor, credits: 60}", "failed"),
        ("{kind: competence, level: course}", "failed"),
        ("{kind: competence, level: bachelor}", "open"),
        ("{level: bachelor, credits: 60}", "open"),
        ("{credits: 5}", "failed"),
        ("{kind: competence, level: bachelor, credits: 60}", "held"),
    ],
)
def test_outside_only_for_a_comparison_surely_fails_and_its_opposite_holds(measure: str, found: str) -> None:
    rules = """
    - {id: r, prioritise: {measure.credits: {at_least: 30}}}
    - {id: opposite, prioritise: {not: {measure.credits: {at_least: 30}}}}
    """
    decision = decide(rules, f"measures: [{measure}]")
    opposite = {"failed": "held", "held": "failed", "open": "open"}[found]
    assert (outcome_of(decision, "r").value, outcome_of(decision, "opposite").value) == (found, opposite)


@pytest.mark.parametrize(
    ("bound", "found"),
    [
        ("at_least: 1", "held"),
        ("at_least: 2", "open"),
        ("at_least: 4", "failed"),
        ("over: 0", "held"),
        ("over: 1", "open"),
        ("over: 3", "failed"),
        ("at_most: 0", "failed"),
        ("at_most: 2", "open"),
        ("at_most: 3", "held"),
        ("under: 1", "failed"),
        ("under: 2", "open"),
        ("under: 4", "held"),
        ("at_least: 1, at_most: 3", "held"),
        ("at_least: 2, at_most: 3", "open"),
    ],
)
def test_a_count_is_an_interval_while_facts_are_missing(bound: str, found: str) -> None:
    rules = f"[{{id: r, require: {{count: {{where: {{measure.rural: true}}, {bound}}}}}}}]"
    decision = decide(rules, "measures: [{rural: true}, {}, {}, {rural: false}]")
    assert (outcome_of(decision, "r").value, missing_of(decision)) == (
        found,
        ["measure.rural"] if found == "open" else [],
    )


COUNT = "count: {where: {measure.rural: true}, at_least: 2}"


@pytest.mark.parametrize(
    ("part", "opposite"),
    [
        (f"{{{COUNT}}}", False),
        (f"{{not: {{{COUNT}}}}}", True),
        (f"{{all: [{{{COUNT}}}, {{application.signed: true}}]}}", False),
        (f"{{any: [{{{COUNT}}}, {{application.signed: false}}]}}", False),
        (f"{{any: [{{id: a, source: {{document: page, at: '1'}}, {COUNT}}}]}}", False),
        (f"{{readings: [{{id: a, {COUNT}}}, {{id: b, {COUNT}}}]}}", False),
    ],
)
@pytest.mark.parametrize("own", ["", ", measure.staff: true"])
@pytest.mark.parametrize(("rural", "enough"), [("true", True), ("false", False)])
def test_a_count_is_of_all_measures_wherever_it_stands(
    part: str, opposite: bool, own: str, rural: str, enough: bool
) -> None:
    application = f"{{signed: true, measures: [{{rural: true, staff: true}}, {{rural: {rural}, staff: true}}]}}"
    met = enough is not opposite
    for rule, expected in (
        (f"{{id: r, require: {{all: [{part}]{own}}}}}", "held" if met else "failed"),
        (f"{{id: r, when: {{all: [{part}]{own}}}, require: {{}}}}", "held" if met else "not_applicable"),
    ):
        found = {reason.outcome.kind.value for reason in decide(f"[{rule}]", application).every_reason}
        assert found == {expected}


# -- 9 is in `test_determinations.py`
# -- 10. No date is moved: a weekend date gets a note. No rule reads today's date

SATURDAY = date(2030, 3, 2)


@pytest.mark.parametrize(
    ("deadline", "offices"),
    [
        ("2030-03-02", "[]"),
        ("office.deadline", "[{fact: office.deadline, office: national, value: 2030-03-02}]"),
        ("{day: 03-02, years_after: {grant.award_year: 0}}", "[]"),
    ],
)
@pytest.mark.parametrize(("submitted", "status"), [("2030-03-02", YES), ("2030-03-03", NO), ("2030-03-04", NO)])
def test_10_a_weekend_deadline_is_not_moved_but_noted(deadline: str, offices: str, submitted: str, status: str) -> None:
    rules = f"[{{id: r, require: {{application.submitted_on: {{by: {deadline}}}}}}}]"
    application = f"{{submitted_on: {submitted}, grant: {{award_year: 2030}}, measures: [{{}}]}}"
    decision = decide(rules, application, offices)
    weekends = [(note.rules[0].id, note.day) for note in notes_of(decision, NoteKind.WEEKEND)]
    assert (decision.status.value, weekends) == (status, [("r", SATURDAY)])


def test_10_a_weekday_gets_no_note() -> None:
    decision = decide("[{id: r, require: {application.submitted_on: {by: 2030-03-01}}}]", "submitted_on: 2030-02-28")
    assert notes_of(decision, NoteKind.WEEKEND) == []


@pytest.mark.parametrize(
    ("verb", "range_", "noted"),
    [
        ("require", "{application.submitted_on: {before: 2030-03-02}}", False),
        ("require", "{application.submitted_on: {after: 2030-03-02}}", False),
        ("require", "{not: {application.submitted_on: {after: 2030-03-02}}}", True),
        ("exclude", "{application.submitted_on: {after: 2030-03-02}}", True),
        ("exclude", "{application.submitted_on: {by: 2030-03-02}}", False),
    ],
)
def test_10_only_the_last_day_that_is_allowed_gets_a_note(verb: str, range_: str, noted: bool) -> None:
    decision = decide(f"[{{id: r, {verb}: {range_}}}]", "{submitted_on: 2030-02-28, measures: [{}]}")
    assert [note.day for note in notes_of(decision, NoteKind.WEEKEND)] == [SATURDAY] * noted


def test_10_a_duty_that_falls_due_on_a_weekend_gets_a_note() -> None:
    decision = decide("[{id: r, oblige: {}, due: 2030-03-02}]", "{}")
    assert [note.day for note in notes_of(decision, NoteKind.WEEKEND)] == [SATURDAY]


def test_10_nothing_reads_the_clock() -> None:
    source = Path(grantrules.__file__).parent
    for path in source.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in (".today(", ".now(", ".utcnow(", "time.time(", "import time")), path


# -- 11. In an application's decision duties are conditional, and show the formula until the year is stated

DUE = "{id: report, oblige: {}, due: {day: 03-01, years_after: {grant.award_year: 1}}}"


def test_11_a_duty_shows_its_formula_until_the_award_year_is_stated() -> None:
    without, stated = decide(f"[{DUE}]", "{}"), decide(f"[{DUE}]", "grant: {award_year: 2030}")
    assert [(duty.day, duty.due) for duty in without.duties] == [(None, DayFormula(3, 1, "grant.award_year", 1))]
    assert [duty.day for duty in stated.duties] == [date(2031, 3, 1)]


def test_11_what_the_letter_settles_stays_open_in_an_application() -> None:
    rules = "[{id: l, oblige: {}, due: letter.deadline}, {id: n, oblige: {}, due: not_stated}, {id: o, oblige: {}}]"
    assert [(duty.rule.id, duty.day, type(duty.due).__name__) for duty in decide(rules, "{}").duties] == [
        ("l", None, "FactRef"),
        ("n", None, NotStated.__name__),
        ("o", None, "NoneType"),
    ]


@pytest.mark.parametrize(("awarded", "shown"), [("[2029]", 0), ("[2029, 2030]", 1), (str(YEAR), 1)])
def test_11_a_duty_for_grants_awarded_in_another_year_is_not_shown(awarded: str, shown: int) -> None:
    assert len(decide(f"[{{id: r, oblige: {{}}, awarded: {awarded}}}]", "{}").duties) == shown


def test_11_what_only_a_report_states_bars_no_application() -> None:
    decision = decide(
        "[{id: r, expect: {report.late: false}}, {id: s, require: {report.late: false}}]", "measures: [{}]"
    )
    assert (decision.status.value, decision.missing) == (YES, ())


def test_11_duties_hang_on_an_award_and_name_the_measures_that_can_have_one() -> None:
    rules = "[{id: r, oblige: {measure.rural: true}}, {id: s, require: {measure.staff: true}}]"
    mixed = decide(rules, "measures: [{id: a, rural: true, staff: false}, {id: b, rural: true, staff: true}]")
    assert [(duty.rule.id, duty.sure, duty.measures) for duty in mixed.duties] == [("r", True, ("b",))]
    barred = decide(rules, "measures: [{id: a, rural: true, staff: false}]")
    assert barred.duties == ()


# -- 12 and 13 are in `test_offices_and_grounds.py`
# -- 14. Learning a missing fact may turn undetermined into a verdict, never one verdict into the other


@pytest.mark.parametrize("verb", ["require", "exclude", "expect", "assess"])
@pytest.mark.parametrize("is_", [None, "accepted", "rejected"])
def test_14_learning_a_fact_never_turns_one_verdict_into_the_other(verb: str, is_: str | None) -> None:
    rules = f"[{{id: r, {verb}: {{application.signed: true}}}}]"
    determined = {"determinations": {"r": {"is": is_}}} if is_ else {}
    unknown = decide(rules, {"measures": [{}], **determined}).status.value
    for signed in (True, False):
        known = decide(rules, {"measures": [{}], "signed": signed, **determined}).status.value
        assert unknown in (MAYBE, known)


def test_14_a_determination_is_no_fact_and_may_turn_a_verdict() -> None:
    rules = rule_set("[{id: r, expect: {application.signed: true}}]")
    found = [
        decide(rules, {"measures": [{}], "signed": False, "determinations": {"r": {"is": is_}}})
        for is_ in ("accepted", "rejected")
    ]
    assert [(decision.status.value, judge_of(decision), open_of(decision)) for decision in found] == [
        (YES, set(), set()),
        (NO, set(), set()),
    ]


def test_14_a_rule_that_turns_out_not_to_apply_frees_and_never_bars() -> None:
    rules = "[{id: r, when: {application.checked: true}, require: {application.signed: true}}]"
    before = decide(rules, "{signed: true, measures: [{}]}")
    after = decide(rules, "{signed: true, checked: false, measures: [{}]}")
    assert [outcome_of(each, "r") for each in (before, after)] == [OutcomeKind.HELD, OutcomeKind.NOT_APPLICABLE]
    assert before.status is after.status

"""The answer to a report: status and causes, determinations, dates, what is missing, what the documents say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.base.values import Value
from grantrules.decision.answer import Fulfilment, ReportStatus, Timeliness
from grantrules.decision.notes import Note, NoteKind
from grantrules.evaluation.executors import EXECUTORS, differences
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import OFFICE, Document, Fact, FactType
from grantrules.regulation import Reports, reports_among
from grantrules.results.document import ReportAnswer
from grantrules.rules.reporting import ReportRules
from grantrules.rules.ruleset import Aspect, RuleSet
from tests.rules.test_reporting import YEAR, a_year
from tests.support import building
from tests.support.building import read
from tests.support.random_vocabulary import values_of

COMPLETE, TO_CORRECT, OPEN = "complete", "to_correct", "open"


def ask(rules: RuleSet | str, report: str = "{}", offices: str = "[]") -> ReportAnswer:
    """The answer to a report (YAML) under made-up rules, the same by both executors."""
    made = a_year(rules, offices) if isinstance(rules, str) else rules
    given = read(report)
    return reports_among([made], YEAR).evaluate(
        {**given, "grant": {"award_year": YEAR, **given.get("grant", {})}}, "both"
    )


def causes(answer: ReportAnswer) -> set[tuple[str, str]]:
    return {(point.rule.id, point.cause.value) for point in answer.open}


def missing(answer: ReportAnswer) -> list[str]:
    return [each.fact for each in answer.missing]


def otherwise(answer: ReportAnswer) -> list[str]:
    return [each.fact for each in answer.missing_otherwise]


def corrections(answer: ReportAnswer) -> list[tuple[str, str | None]]:
    return [(point.rule.id, point.measure) for point in answer.corrections]


def notes(answer: ReportAnswer, kind: NoteKind) -> list[Note]:
    return [note for note in answer.notes if note.kind is kind]


def fulfilments(answer: ReportAnswer) -> dict[str, str | None]:
    found = {duty.rule.id: answer.fulfilment(duty) for duty in answer.duties}
    return {id_: each.value if each else None for id_, each in found.items()}


# -- the status, with what it hangs on

CONTENT = "{id: content, state: {about: report}, aspect: content}"
DUTY = "{id: duty, oblige: {}, due: not_stated, aspect: accounts, fulfilled: {report.accounts: true}, remedy: Rett}"
BARE = DUTY.replace(", remedy: Rett", "")
GUARDED = DUTY.replace("oblige: {}", "oblige: {grant.overpaid: true}")
OWN = DUTY.replace("oblige: {}", "office: innlandet, oblige: {}")
EACH = (
    "{id: each, oblige: {measure.kind: competence}, due: not_stated, aspect: content, remedy: Rett, "
    "fulfilled: {measure.goal_attainment_reported: true}}"
)
EXPECT = "{id: expected, expect: {report.accounts: true}, remedy: Rett}"
ASSESS = "{id: assessed, assess: {report.assessment: true}}"


def doubtful(doubt: str) -> str:
    branch = f"{{any: [{{id: b, doubt: {doubt}, report.accounts: true}}]}}"
    return f"{{id: duty, oblige: {{}}, due: not_stated, aspect: accounts, fulfilled: {branch}}}"


TWO_READINGS = (
    "{id: duty, oblige: {}, due: not_stated, aspect: accounts, fulfilled: "
    "{readings: [{id: x, report.accounts: true}, {id: y, report.goal_attainment: true}]}}"
)

STATUSES: list[tuple[str, str, str, set[tuple[str, str]], list[str]]] = [
    # one duty at report level
    (DUTY, "{accounts: true}", COMPLETE, set(), []),
    (DUTY, "{accounts: false}", TO_CORRECT, set(), []),
    (DUTY, "{}", OPEN, {("duty", "fact")}, ["report.accounts"]),
    (BARE, "{accounts: false}", OPEN, {("duty", "judgement")}, []),
    # a duty that may not arise
    (GUARDED, "{accounts: true}", COMPLETE, set(), []),
    (GUARDED, "{accounts: false}", OPEN, {("duty", "fact")}, ["grant.overpaid"]),
    (GUARDED, "{}", OPEN, {("duty", "fact")}, ["grant.overpaid", "report.accounts"]),
    (GUARDED, "{grant: {overpaid: false}, accounts: false}", COMPLETE, set(), []),
    (GUARDED, "{grant: {overpaid: true}, accounts: false}", TO_CORRECT, set(), []),
    # one office's
    (OWN, "{office: innlandet, accounts: false}", TO_CORRECT, set(), []),
    (OWN, "{office: agder, accounts: false}", COMPLETE, set(), []),
    (OWN, "{accounts: false}", OPEN, {("duty", "fact")}, ["office.id"]),
    # each measure's
    (EACH, "{}", OPEN, set(), ["measures"]),
    (EACH, "{measures: []}", OPEN, set(), ["measures"]),
    (EACH, "{measures: [{kind: competence, goal_attainment_reported: true}]}", COMPLETE, set(), []),
    (EACH, "{measures: [{kind: development_project}]}", COMPLETE, set(), []),
    (
        EACH,
        "{measures: [{kind: competence, goal_attainment_reported: true}, {goal_attainment_reported: false}]}",
        OPEN,
        {("each", "fact")},
        ["measure.kind"],
    ),
    (EACH, "{measures: [{}, {kind: competence, goal_attainment_reported: false}]}", TO_CORRECT, {("each", "fact")}, []),
    # rules that are no duties
    (EXPECT, "{accounts: true}", COMPLETE, set(), []),
    (EXPECT, "{accounts: false}", TO_CORRECT, set(), []),
    (EXPECT, "{}", OPEN, {("expected", "fact")}, ["report.accounts"]),
    (ASSESS, "{assessment: true}", COMPLETE, set(), []),
    (ASSESS, "{assessment: false}", TO_CORRECT, set(), []),
    (ASSESS, "{}", OPEN, {("assessed", "fact")}, ["report.assessment"]),
    # doubts
    (doubtful("unclear"), "{accounts: true}", OPEN, {("duty", "unclear")}, []),
    (doubtful("disputed"), "{accounts: true}", OPEN, {("duty", "disputed")}, []),
    (doubtful("silent"), "{accounts: true}", OPEN, {("duty", "silent")}, []),
    (doubtful("unclear"), "{accounts: false}", OPEN, {("duty", "judgement")}, []),
    (TWO_READINGS, "{accounts: true, goal_attainment: true}", COMPLETE, set(), []),
    (TWO_READINGS, "{accounts: true, goal_attainment: false}", OPEN, {("duty", "reading")}, []),
    (TWO_READINGS, "{accounts: false, goal_attainment: false}", OPEN, {("duty", "judgement")}, []),
    # a correction tells more than what is open
    (f"{DUTY}, {ASSESS}", "{accounts: false}", TO_CORRECT, {("assessed", "fact")}, ["report.assessment"]),
    # what decides nothing
    ("{id: a, note: {grant.overpaid: true}}", "{}", COMPLETE, set(), []),
    ("{id: a, oblige: {grant.overpaid: true}, due: not_stated}", "{grant: {overpaid: true}}", COMPLETE, set(), []),
    ("{id: a, silent: 2029, when: {grant.overpaid: true}}", "{grant: {overpaid: true}}", COMPLETE, set(), []),
]


@pytest.mark.parametrize(("rules", "report", "status", "open_", "lacking"), STATUSES)
def test_the_status_says_how_far_the_report_is_what_is_asked(
    rules: str, report: str, status: str, open_: set[tuple[str, str]], lacking: list[str]
) -> None:
    answer = ask(f"[{CONTENT}, {rules}]", report)
    assert answer.status.value == status
    assert causes(answer) == open_
    assert set(lacking) <= set(missing(answer))
    assert missing(answer) == lacking or status == TO_CORRECT
    assert bool(answer.corrections) is (status == TO_CORRECT)


SAYS_CONTENT = [
    ("{id: a, state: {about: report}, aspect: content}", True),
    ("{id: a, note: {grant.overpaid: true}, aspect: content}", True),
    ("{id: a, oblige: {grant.overpaid: false}, due: not_stated, aspect: content}", True),
    ("{id: a, oblige: {measure.kind: competence}, due: not_stated, aspect: content}", True),
    ("{id: a, silent: 2029, aspect: content}", False),
    ("{id: a, state: {about: report}, aspect: form}", False),
    ("{id: a, office: innlandet, oblige: {}, due: not_stated, aspect: content}", False),
    ("{id: a, state: {about: report}}", False),
]


@pytest.mark.parametrize(("rule", "stated"), SAYS_CONTENT)
def test_a_report_is_never_complete_where_no_document_says_what_it_must_contain(rule: str, stated: bool) -> None:
    answer = ask(f"[{rule}]", "{office: agder, grant: {overpaid: true}}")
    assert (answer.content_stated, answer.status.value) == (stated, COMPLETE if stated else OPEN)
    assert (missing(answer), answer.open, answer.judge) == ([], (), ())


def test_who_is_asked_for_what_is_open() -> None:
    rules = f"[{CONTENT}, {{id: a, when: {{letter.goal_criteria: true}}, expect: {{report.accounts: true}}}}]"
    points = {(point.facts, point.ask.value) for point in ask(rules).open}
    assert points == {(("report.accounts",), "applicant"), (("letter.goal_criteria",), "letter")}


ASPECTS_OUTSIDE = {"unspent_funds", "payment", "control", "consequences"}


@pytest.mark.parametrize("aspect", [each.value for each in Aspect])
def test_only_what_is_part_of_the_report_keeps_it_from_being_complete(aspect: str) -> None:
    duty = DUTY.replace("aspect: accounts", f"aspect: {aspect}")
    unmet, unknown = (ask(f"[{CONTENT}, {duty}]", report) for report in ("{accounts: false}", "{}"))
    outside = aspect in ASPECTS_OUTSIDE
    assert (unmet.status.value, unknown.status.value) == ((COMPLETE, COMPLETE) if outside else (TO_CORRECT, OPEN))
    assert (fulfilments(unmet), fulfilments(unknown)) == ({"duty": "not_fulfilled"}, {"duty": "unknown"})


def test_a_rule_without_a_question_counts() -> None:
    assert ask(f"[{CONTENT}, {DUTY.replace('aspect: accounts, ', '')}]", "{accounts: false}").status.value == TO_CORRECT


# -- whether a duty is done


@pytest.mark.parametrize(
    ("rule", "report", "expected"),
    [
        (DUTY, "{accounts: true}", {"duty": "fulfilled"}),
        (DUTY, "{accounts: false}", {"duty": "not_fulfilled"}),
        (BARE, "{accounts: false}", {"duty": "not_fulfilled"}),
        (DUTY, "{}", {"duty": "unknown"}),
        (GUARDED, "{accounts: true}", {"duty": "fulfilled"}),
        (GUARDED, "{accounts: false}", {"duty": "unknown"}),
        (GUARDED, "{grant: {overpaid: false}}", {}),
        (doubtful("unclear"), "{accounts: true}", {"duty": "unknown"}),
        (TWO_READINGS, "{accounts: true, goal_attainment: false}", {"duty": "unknown"}),
        (EACH, "{measures: [{kind: competence}, {kind: other}]}", {"each": "unknown"}),
        (EACH, "{measures: [{kind: competence}, {kind: competence, goal_attainment_reported: false}]}", None),
        (
            EACH,
            "{measures: [{kind: competence, goal_attainment_reported: true}, {kind: other}]}",
            {"each": "fulfilled"},
        ),
        ("{id: a, oblige: {}, due: not_stated}", "{accounts: true}", {"a": None}),
    ],
)
def test_a_duty_is_done_as_far_as_the_report_shows(rule: str, report: str, expected: dict[str, str] | None) -> None:
    assert fulfilments(ask(f"[{rule}]", report)) == (expected if expected is not None else {"each": "not_fulfilled"})


# -- determinations


def determined(is_: str, report: str = "{}") -> str:
    settled = {"duty": {"is": is_, "by": "Kari", "note": "Se sak"}}
    return building.as_yaml({**read(report), "determinations": settled})


DONE, NOT_DONE, UNKNOWN = "fulfilled", "not_fulfilled", "unknown"
BRANCHED = doubtful("unclear")


@pytest.mark.parametrize(
    ("rule", "report", "is_", "status", "fulfilment"),
    [
        (DUTY, "{accounts: false}", "accepted", COMPLETE, DONE),
        (DUTY, "{accounts: false}", "rejected", TO_CORRECT, NOT_DONE),
        (BARE, "{accounts: false}", "accepted", COMPLETE, DONE),
        (BARE, "{accounts: false}", "rejected", TO_CORRECT, NOT_DONE),
        (DUTY, "{}", "accepted", COMPLETE, DONE),
        (DUTY, "{}", "rejected", OPEN, UNKNOWN),
        (DUTY, "{accounts: true}", "rejected", COMPLETE, DONE),
        (BRANCHED, "{accounts: true}", "accepted", COMPLETE, DONE),
        (BRANCHED, "{accounts: true}", "rejected", TO_CORRECT, NOT_DONE),
        (BRANCHED, "{accounts: true}", "b", COMPLETE, DONE),
        (BRANCHED, "{accounts: false}", "b", OPEN, NOT_DONE),
        (BRANCHED, "{}", "b", OPEN, UNKNOWN),
        (TWO_READINGS, "{accounts: true, goal_attainment: false}", "x", COMPLETE, DONE),
        (TWO_READINGS, "{accounts: true, goal_attainment: false}", "y", OPEN, NOT_DONE),
        (TWO_READINGS, "{accounts: true, goal_attainment: false}", "accepted", COMPLETE, DONE),
        (TWO_READINGS, "{accounts: true, goal_attainment: false}", "rejected", TO_CORRECT, NOT_DONE),
    ],
)
def test_a_determination_settles_whether_a_duty_is_fulfilled(
    rule: str, report: str, is_: str, status: str, fulfilment: str
) -> None:
    answer = ask(f"[{CONTENT}, {rule}]", determined(is_, report))
    assert (answer.status.value, fulfilments(answer)) == (status, {"duty": fulfilment})
    recorded = {"rule": "duty", "measure": None, "is": is_, "by": "Kari", "note": "Se sak"}
    assert answer.to_dict()["determinations"] == [recorded]


def test_what_can_be_chosen_is_told() -> None:
    for rule, choices in ((BRANCHED, ("b",)), (TWO_READINGS, ("x", "y"))):
        (point,) = ask(f"[{CONTENT}, {rule}]", "{accounts: true, goal_attainment: false}").judge
        assert (point.rule.id, point.choices) == ("duty", ("accepted", "rejected", *choices))
    with pytest.raises(grantrules.ApplicationError, match="unknown value `z`; expected one of"):
        ask(f"[{TWO_READINGS}]", determined("z"))


AT_LEVELS = [
    ({}, {}, TO_CORRECT, [("each", "m1"), ("each", "m2")]),
    ({}, {"m1": "accepted"}, TO_CORRECT, [("each", "m2")]),
    ({}, {"m1": "accepted", "m2": "accepted"}, COMPLETE, []),
    ({"each": "accepted"}, {}, COMPLETE, []),
    ({"each": "accepted"}, {"m2": "rejected"}, TO_CORRECT, [("each", "m2")]),
    ({"each": "rejected"}, {"m2": "accepted"}, TO_CORRECT, [("each", "m1")]),
]


@pytest.mark.parametrize(("of_report", "of_measures", "status", "to_correct"), AT_LEVELS)
def test_a_determination_on_a_measure_goes_before_that_on_the_report(
    of_report: Mapping[str, str], of_measures: Mapping[str, str], status: str, to_correct: list[tuple[str, str]]
) -> None:
    unmet = {"kind": "competence", "goal_attainment_reported": False}
    measures = [
        {"id": id_, **unmet, "determinations": {"each": {"is": of_measures[id_]}} if id_ in of_measures else {}}
        for id_ in ("m1", "m2")
    ]
    report = {"measures": measures, "determinations": {id_: {"is": is_} for id_, is_ in of_report.items()}}
    answer = ask(f"[{EACH}]", building.as_yaml(report))
    assert (answer.status.value, corrections(answer)) == (status, to_correct)
    assert len(answer.to_dict()["determinations"]) == len(of_report) + len(of_measures)


def test_a_determination_where_nothing_is_open_to_judgement_is_noted() -> None:
    plain = "{id: plain, oblige: {}, due: not_stated}"
    on_report = ask(f"[{plain}, {DUTY}]", "{determinations: {plain: {is: accepted}, duty: {is: accepted}}}")
    on_measure = ask(
        f"[{DUTY}, {EACH}]", "{measures: [{determinations: {duty: {is: accepted}, each: {is: accepted}}}]}"
    )
    found = [notes(answer, NoteKind.WITHOUT_EFFECT) for answer in (on_report, on_measure)]
    assert [[(note.rules[0].id, note.measure) for note in each] for each in found] == [
        [("plain", None)],
        [("duty", "m1")],
    ]


def test_what_was_judged_is_not_to_be_judged_again() -> None:
    (point,) = ask(f"[{CONTENT}, {ASSESS}]", "{assessment: true}").judge
    assert (point.rule.id, point.cause.value, point.choices) == ("assessed", "judgement", ("accepted", "rejected"))
    for is_ in ("accepted", "rejected"):
        report = f"{{assessment: true, determinations: {{assessed: {{is: {is_}}}}}}}"
        assert ask(f"[{CONTENT}, {ASSESS}]", report).judge == ()


# -- dates

BY_LETTER = (
    "{id: audit, oblige: {letter.audit: required}, due: letter.audit_deadline, "
    "received: report.auditor_certificate_received_on}"
)
FIXED = "{id: fixed, oblige: {}, due: 2031-03-03, received: report.received_on}"
FORMULA = (
    "{id: formula, oblige: {}, due: {day: 03-03, years_after: {grant.award_year: 1}}, received: report.received_on}"
)
OFFICES = "{id: offices, office: innlandet, oblige: {}, due: office.report_deadline, received: report.received_on}"
DEADLINE = "[{fact: office.report_deadline, office: innlandet, value: 2031-03-03}]"
ON_TIME, LATE = Timeliness.ON_TIME, Timeliness.LATE


@pytest.mark.parametrize("rule", [FIXED, FORMULA, OFFICES])
@pytest.mark.parametrize(
    ("received", "timeliness"),
    [
        ("2031-03-02", ON_TIME),
        ("2031-03-03", ON_TIME),
        ("2031-03-04", LATE),
        ("2030-12-31", ON_TIME),
        ("2032-01-01", LATE),
        (None, Timeliness.UNKNOWN),
    ],
)
def test_the_day_itself_is_on_time_and_lateness_changes_no_status(
    rule: str, received: str | None, timeliness: Timeliness
) -> None:
    arrived = "" if received is None else f", received_on: {received}"
    answer = ask(f"[{CONTENT}, {rule}]", f"{{office: innlandet{arrived}}}", DEADLINE)
    (found,) = answer.dates
    assert (found.day, found.timeliness, found.sure) == (date(2031, 3, 3), timeliness, True)
    assert found.received_on == (None if received is None else date.fromisoformat(received))
    assert answer.status.value == COMPLETE
    assert otherwise(answer) == ([] if received else ["report.received_on"])


def test_a_day_that_hangs_on_something_unknown_is_asked_for_and_comes_last() -> None:
    report = "{letter: {audit: required}, received_on: 2031-03-01, auditor_certificate_received_on: 2031-04-01}"
    answer = ask(f"[{CONTENT}, {BY_LETTER}, {FIXED}]", report)
    assert [(each.day, each.timeliness, each.sure) for each in answer.dates] == [
        (date(2031, 3, 3), ON_TIME, True),
        (None, Timeliness.UNKNOWN, True),
    ]
    assert otherwise(answer) == ["letter.audit_deadline"]
    unasked = reports_among([a_year(f"[{FORMULA}]")], YEAR).evaluate({"received_on": "2031-03-01"})
    assert ([each.day for each in unasked.dates], otherwise(unasked)) == ([None], ["grant.award_year"])


def test_dates_are_sorted_by_day_whatever_the_order_of_the_rules() -> None:
    days = ["2031-05-01", "2031-03-03", "2031-04-01"]
    rules = ", ".join(
        f"{{id: r{n}, oblige: {{}}, due: {day}, received: report.received_on}}" for n, day in enumerate(days)
    )
    answer = ask(f"[{rules}]", "{letter: {report_deadline: 2031-03-31, audit_deadline: 2031-06-01}}")
    assert [str(each.day) for each in answer.dates] == [
        *("2031-03-03", "2031-03-31", "2031-04-01", "2031-05-01", "2031-06-01"),
    ]


def test_the_letters_dates_stand_without_a_rule_unless_one_names_them() -> None:
    report = "{letter: {report_deadline: 2031-02-01, audit_deadline: 2031-05-01, audit: %s}, received_on: 2031-02-02}"
    named, unnamed = (ask(f"[{BY_LETTER}]", report % audit) for audit in ("required", "not_required"))
    found = [
        [([rule.id for rule in each.rules], each.received, str(each.day), each.timeliness.value) for each in of.dates]
        for of in (named, unnamed)
    ]
    by_report: tuple[list[str], str, str, str] = ([], "report.received_on", "2031-02-01", "late")
    certificate = "report.auditor_certificate_received_on"
    assert found == [
        [by_report, (["audit"], certificate, "2031-05-01", "unknown")],
        [by_report, ([], certificate, "2031-05-01", "unknown")],
    ]
    assert [each.sure for each in (*named.dates, *unnamed.dates)] == [True] * 4


def test_duties_of_one_document_on_one_day_are_one_date_and_those_of_two_are_two() -> None:
    rules = ", ".join(
        FIXED.replace("fixed", id_).replace("{id", f"{{source: {source}, id")
        for id_, source in (("a", "regelverk-2022"), ("b", "innlandet-2023"), ("c", "regelverk-2022"))
    )
    assert [[rule.id for rule in each.rules] for each in ask(f"[{rules}]").dates] == [["a", "c"], ["b"]]


def test_a_date_is_sure_where_one_of_its_duties_surely_arises() -> None:
    perhaps = FIXED.replace("fixed", "perhaps").replace("oblige: {}", "oblige: {grant.overpaid: true}")
    assert [each.sure for each in ask(f"[{perhaps}]").dates] == [False]
    assert [each.sure for each in ask(f"[{perhaps}, {FIXED}]").dates] == [True]
    assert ask(f"[{perhaps}]", "{grant: {overpaid: false}}").dates == ()


# -- what is missing, and for what


@pytest.mark.parametrize(
    ("rules", "report", "needed", "further"),
    [
        (DUTY, "{}", ["report.accounts"], []),
        (f"{DUTY}, {FIXED}", "{}", ["report.accounts"], ["report.received_on"]),
        ("{id: a, oblige: {grant.overpaid: true}, due: not_stated}", "{}", [], ["grant.overpaid"]),
        ("{id: a, note: {grant.overpaid: true}}", "{}", [], ["grant.overpaid"]),
        ("{id: a, silent: 2029, when: {grant.overpaid: true}}", "{}", [], []),
        (f"{GUARDED}, {{id: a, note: {{grant.overpaid: true}}}}", "{}", ["grant.overpaid", "report.accounts"], []),
        (GUARDED, "{accounts: true}", [], ["grant.overpaid"]),
        (DUTY.replace("aspect: accounts", "aspect: payment"), "{}", [], []),
        (OFFICES, "{received_on: 2031-03-03}", [], ["office.id"]),
        (OFFICES, "{office: innlandet, received_on: 2031-03-03}", [], []),
        (OFFICES, "{office: agder}", [], []),
        (BY_LETTER, "{}", [], ["letter.audit", "letter.audit_deadline", "report.auditor_certificate_received_on"]),
        (BY_LETTER, "{letter: {audit: not_required}}", [], []),
    ],
)
def test_what_only_dates_duties_and_consequences_hang_on_is_missing_apart(
    rules: str, report: str, needed: list[str], further: list[str]
) -> None:
    answer = ask(f"[{CONTENT}, {rules}]", report, DEADLINE)
    assert (missing(answer), otherwise(answer)) == (needed, further)
    assert answer.status.value == (OPEN if needed else COMPLETE)


def test_a_missing_fact_of_a_measure_names_those_that_lack_it() -> None:
    report = "{measures: [{id: a, kind: competence}, {id: b, kind: other}, {id: c, kind: competence}]}"
    (found,) = ask(f"[{EACH}]", report).missing
    assert (found.fact, found.measures, found.outcomes) == ("measure.goal_attainment_reported", ("a", "c"), 2)


# -- the questions

APPLY = [
    ("{oblige: {}, due: not_stated}", "sure"),
    ("{oblige: {grant.overpaid: true}, due: not_stated}", "perhaps"),
    ("{oblige: {letter.goal_criteria: true}, due: not_stated}", "no"),
    ("{state: {about: control}}", "sure"),
    ("{office: innlandet, state: {about: control}}", "perhaps"),
    ("{note: {letter.goal_criteria: false}}", "sure"),
    ("{note: {grant.overpaid: true}}", "perhaps"),
    ("{note: {letter.goal_criteria: true}}", "no"),
    ("{oblige: {measure.kind: competence}, due: not_stated}", "perhaps"),
    ("{silent: 2029}", "not_stated"),
    ("{silent: 2029, when: {grant.overpaid: true}}", "not_stated"),
]


@pytest.mark.parametrize(("rule", "applies"), APPLY)
def test_each_question_is_answered_by_the_rules_on_it(rule: str, applies: str) -> None:
    answer = ask(f"[{{id: a, aspect: control, {rule[1:-1]}}}]", "{letter: {goal_criteria: false}}")
    assert {each.aspect.value: each.applies.value for each in answer.aspects} == {
        each.value: applies if each is Aspect.CONTROL else "not_stated" for each in Aspect
    }


@pytest.mark.parametrize(("office", "stated"), [("innlandet", ["a", "b"]), ("agder", ["a"]), ("null", ["a"])])
def test_what_one_office_states_is_stated_to_those_who_report_to_it(office: str, stated: list[str]) -> None:
    rules = (
        "{id: a, state: {about: x}, aspect: payment}, {id: b, office: innlandet, state: {about: x}, aspect: payment}"
    )
    answer = ask(f"[{rules}]", f"{{office: {office}}}")
    assert [rule.id for rule in answer.aspect(Aspect.PAYMENT).stated] == stated
    assert answer.to_text("en", full=True).count("\n  - b\n") == ("b" in stated)
    assert answer.aspect(Aspect.CONTROL).stated == ()


def test_a_duty_goes_before_a_pointer_in_the_answer_to_a_question() -> None:
    pointer = "{id: p, note: {}, aspect: control}"
    duty = "{id: d, oblige: {letter.goal_criteria: true}, due: not_stated, aspect: control}"
    answer = ask(f"[{pointer}, {duty}]", "{letter: {goal_criteria: false}}").aspect(Aspect.CONTROL)
    assert (answer.applies.value, answer.duties) == ("no", ())
    assert [note.rules[0].id for note in answer.pointers] == ["p"]


# -- remarks


@pytest.mark.parametrize(
    ("amount", "office", "noted"),
    [(50, "innlandet", ["a", "b"]), (49, "innlandet", []), (51, "innlandet", []), (50, "agder", ["b"])],
)
def test_an_amount_that_is_just_the_bound_is_noted_where_the_bound_applies(
    amount: int, office: str, noted: list[str]
) -> None:
    rules = """
    - {id: a, office: innlandet, oblige: {grant.amount: {over: office.audit_threshold}}, due: not_stated}
    - {id: b, note: {grant.amount: {at_least: 50}}}
    - {id: c, note: {grant.amount_used: {at_least: 50}}}
    """
    threshold = "[{fact: office.audit_threshold, office: innlandet, value: 50}]"
    answer = ask(rules, f"{{office: {office}, grant: {{amount: {amount}, amount_used: 7}}}}", threshold)
    found = notes(answer, NoteKind.BOUNDARY)
    assert ([note.rules[0].id for note in found], {note.value for note in found} - {"grant.amount"}) == (noted, set())


def test_what_the_letter_says_and_no_rule_reads_is_noted() -> None:
    report = "{letter: {own_terms: true, goal_criteria: true, audit: required, report_deadline: 2031-03-03}}"
    read_by_a_rule = "{id: a, note: {letter.goal_criteria: true}}"
    fulfilled = "{id: b, oblige: {}, due: not_stated, fulfilled: {letter.audit: required}}"
    for rules, expected in (
        ("{id: c, note: {}}", {"letter.own_terms", "letter.goal_criteria", "letter.audit"}),
        (read_by_a_rule, {"letter.own_terms", "letter.audit"}),
        (f"{read_by_a_rule}, {fulfilled}", {"letter.own_terms"}),
    ):
        assert {note.value for note in notes(ask(f"[{rules}]", report), NoteKind.LETTER)} == expected
    assert notes(ask(f"[{read_by_a_rule}]"), NoteKind.LETTER) == []


@pytest.mark.parametrize(
    ("when", "shown"), [("{}", True), ("{grant.overpaid: true}", True), ("{grant.overpaid: false}", False)]
)
def test_a_silence_is_shown_where_its_guard_surely_holds(when: str, shown: bool) -> None:
    rule = (
        f"{{id: a, silent: 2029, aspect: payment, when: {when}}}"
        if when != "{}"
        else "{id: a, silent: 2029, aspect: payment}"
    )
    known, unknown = (ask(f"[{rule}]", report) for report in ("{grant: {overpaid: true}}", "{}"))
    assert [note.rules[0].id for note in notes(known, NoteKind.SILENCE)] == (["a"] if shown else [])
    assert known.aspect(Aspect.PAYMENT).silences == tuple(notes(known, NoteKind.SILENCE))
    assert len(notes(unknown, NoteKind.SILENCE)) == (when == "{}")


@pytest.mark.parametrize(
    ("report", "shown"),
    [
        ("{grant: {overpaid: true}}", True),
        ("{grant: {overpaid: true}, letter: {audit: not_required}}", False),
        ("{grant: {overpaid: true}, letter: {audit: required}}", True),
        ("{}", False),
        ("{letter: {audit: required}}", False),
        ("{grant: {overpaid: false}}", False),
    ],
)
def test_a_note_that_waits_for_the_letter_alone_is_shown(report: str, shown: bool) -> None:
    rule = "{id: a, aspect: audit, note: {grant.overpaid: true, not: {letter.audit: not_required}}}"
    answer = ask(f"[{rule}]", report)
    assert [note.rules[0].id for note in notes(answer, NoteKind.POINTER)] == (["a"] if shown else [])
    assert answer.aspect(Aspect.AUDIT).pointers == tuple(notes(answer, NoteKind.POINTER))


def test_other_offices_practice_is_noted_once_with_its_rules() -> None:
    other = OFFICES.replace("offices", "other").replace("innlandet", "trondelag")
    here, elsewhere, unknown = (
        ask(f"[{OWN}, {OFFICES}, {other}]", f"{{office: {o}}}") for o in ("innlandet", "agder", "null")
    )
    found = [
        [[rule.id for rule in n.rules] for n in notes(each, NoteKind.OFFICE_PRACTICE)]
        for each in (here, elsewhere, unknown)
    ]
    assert found == [[["other"]], [["duty", "offices", "other"]], []]


def test_the_shipped_deadline_of_2026_is_a_sunday_and_says_so() -> None:
    report = {"kind": "report", "office": "trondelag", "grant": {"award_year": 2025}, "received_on": "2026-03-02"}
    answer = grantrules.evaluate_report(report)
    assert [(note.day, {rule.id for rule in note.rules}) for note in notes(answer, NoteKind.WEEKEND)] == [
        (date(2026, 3, 1), {"office-report-deadline", "office-report-form"})
    ]
    assert [(each.day, each.timeliness) for each in answer.dates] == [(date(2026, 3, 1), LATE)]


@pytest.mark.parametrize(("day", "noted"), [("2031-02-28", False), ("2031-03-01", True), ("2031-03-02", True)])
def test_a_weekend_is_noted_of_a_rules_day_and_of_the_letters(day: str, noted: bool) -> None:
    by_rule = ask(f"[{FIXED.replace('2031-03-03', day)}]")
    by_letter = ask("[{id: a, note: {}}]", f"{{letter: {{report_deadline: {day}}}}}")
    found = [[note.day for note in notes(each, NoteKind.WEEKEND)] for each in (by_rule, by_letter)]
    assert found == [[date.fromisoformat(day)] if noted else []] * 2
    assert "()" not in by_letter.to_text(full=True)


def test_a_wrong_organisation_number_is_noted() -> None:
    answer = ask("[{id: a, note: {}}]", "{applicant: {organisation_number: '123456789'}}")
    assert [note.value for note in notes(answer, NoteKind.ORGANISATION_NUMBER)] == ["123456789"]


# -- laws, over random reports

SEEDS = st.integers(0, 2**32 - 1)
YEARS = (2022, 2023, 2025, 2026)
Facts = dict[str, Value]


def told(reports: Reports) -> list[Fact]:
    """The facts that a report states; what offices set is not among them."""
    every = reports.rules.vocabulary.values()
    return [f for f in every if Document.REPORT in f.used_in and (f.root != "office" or f.path == OFFICE)]


def value(rng: Random, fact: Fact, good: float) -> Value:
    """A value of a fact; how often a yes-or-no is a yes is said."""
    match fact.type:
        case FactType.BOOLEAN:
            return rng.random() < good
        case FactType.DATE:
            return date(2023, rng.choice((1, 2, 3)), rng.choice((1, 28)))
        case FactType.MONEY:
            return rng.choice((0, 100_000, 200_000, 200_001))
        case _:
            return rng.choice(values_of(fact))


def full(rng: Random, reports: Reports) -> tuple[Facts, dict[str, Facts]]:
    """All that a report and its measures can state."""
    good = rng.choice((0.8, 0.97, 1.0))
    facts = told(reports)
    common = {fact.path: value(rng, fact, good) for fact in facts if not fact.per_measure}
    if rng.random() < 0.7:
        common |= {"report.format": "excel", "office.id": rng.choice(("innlandet", "agder", "trondelag"))}
    own = [fact for fact in facts if fact.per_measure]
    measures = {f"m{n}": {fact.path: value(rng, fact, good) for fact in own} for n in range(rng.randint(1, 2))}
    return {**common, "grant.award_year": reports.award_year}, measures


def without(rng: Random, facts: Facts, share: float) -> Facts:
    return {path: each for path, each in facts.items() if rng.random() >= share or path == "grant.award_year"}


def partial(rng: Random, common: Facts, measures: dict[str, Facts]) -> tuple[Facts, dict[str, Facts]]:
    """The same with some facts left out, perhaps every measure among them."""
    share = rng.choice((0.0, 0.02, 0.1, 0.5))
    left = {} if rng.random() < 0.1 else {id_: without(rng, own, share) for id_, own in measures.items()}
    return without(rng, common, share), left


def answer_to(reports: Reports, stated: Stated) -> ReportAnswer:
    return ReportAnswer(reports.grants, reports.decider, stated, reports.decider.findings(stated))


def two_of(rng: Random, reports: Reports) -> tuple[ReportAnswer, ReportAnswer]:
    """The answers to a report with some facts left out and to the same with more of them."""
    more = partial(rng, *full(rng, reports))
    less = partial(rng, *more)
    one, other = (building.stated(reports.rules, *each) for each in (less, more))
    return answer_to(reports, one), answer_to(reports, other)


@settings(max_examples=400, deadline=None)
@given(SEEDS)
def test_stating_more_never_takes_back_a_status(seed: int) -> None:
    before, after = two_of(Random(seed), grantrules.reports(2022))
    assert before.status in (ReportStatus.OPEN, after.status)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_stating_the_one_fact_more_never_takes_back_a_status(seed: int) -> None:
    rng, reports = Random(seed), grantrules.reports(2022)
    common, measures = full(rng, reports)
    less, _ = partial(rng, common, {})
    before = answer_to(reports, building.stated(reports.rules, less, measures))
    for path in sorted(set(common) - set(less))[:12]:
        after = answer_to(reports, building.stated(reports.rules, {**less, path: common[path]}, measures))
        assert before.status in (ReportStatus.OPEN, after.status), path


@settings(max_examples=200, deadline=None)
@given(SEEDS, st.sampled_from(YEARS))
def test_stating_more_never_takes_back_a_correction_a_date_or_what_is_done(seed: int, year: int) -> None:
    before, after = two_of(Random(seed), grantrules.reports(year))
    assert set(corrections(before)) <= set(corrections(after))
    kept = {each.day for each in before.dates if each.sure and each.day is not None}
    assert kept <= {each.day for each in after.dates if each.sure}
    known = {(each.due, each.received, each.timeliness) for each in before.dates if each.timeliness.value != "unknown"}
    surely = {(each.due, each.received) for each in after.dates}
    later = {(each.due, each.received, each.timeliness) for each in after.dates}
    assert {each for each in known if each[:2] in surely} <= later
    done = {id_: is_ for id_, is_ in fulfilments(before).items() if is_ == Fulfilment.NOT_FULFILLED.value}
    assert done.items() <= fulfilments(after).items()


def test_the_reports_of_these_laws_have_every_status_and_often_change_it() -> None:
    reports = grantrules.reports(2022)
    found = [tuple(each.status.value for each in two_of(Random(seed), reports)) for seed in range(400)]
    before = [one for one, _ in found]
    assert {status for status in (COMPLETE, TO_CORRECT, OPEN) if before.count(status) >= 10} == {
        *(COMPLETE, TO_CORRECT, OPEN),
    }
    assert found.count((OPEN, COMPLETE)) >= 3
    assert found.count((OPEN, TO_CORRECT)) >= 3


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from(YEARS))
def test_both_executors_say_of_reports_what_the_reference_says(seed: int, year: int) -> None:
    rng, reports = Random(seed), grantrules.reports(year)
    stated = building.stated(reports.rules, *partial(rng, *full(rng, reports)), _determinations(rng, reports))
    expected = evaluate(reports.rules, stated)
    for name in EXECUTORS[:2]:
        found = reports.decider.findings(stated, name)
        assert found == expected, differences(reports.rules, stated, expected, found)


def _determinations(rng: Random, reports: Reports) -> dict[str | None, dict[str, str]]:
    settled = [rule.id for rule in reports.rules.by_id.values() if rule.open_to_judgement]
    return {None: {id_: rng.choice(("accepted", "rejected")) for id_ in settled if rng.random() < 0.1}}


@settings(max_examples=50, deadline=None)
@given(SEEDS, st.sampled_from(YEARS))
def test_no_rule_of_another_office_ever_counts(seed: int, year: int) -> None:
    rng, reports = Random(seed), grantrules.reports(year)
    common, measures = partial(rng, *full(rng, reports))
    office = str(common.setdefault(OFFICE, "agder"))
    stated = building.stated(reports.rules, common, measures)
    elsewhere = {rule.id for rule in reports.rules.rules if rule.office not in (None, office)}
    kept = tuple(rule for rule in reports.rules.rules if not {rule.id, rule.fulfils} & elsewhere)
    only = Reports(ReportRules(replace(reports.rules, rules=kept), reports.grants.folders))
    assert essence(answer_to(reports, stated)) == essence(answer_to(only, stated))


def essence(answer: ReportAnswer) -> dict[str, object]:
    """What an answer says, without the reasons and the note on other offices."""
    left_out = ("reasons", "rules", "notes", "version")
    data = answer.to_dict()
    noted = [note for note in data["notes"] if note["kind"] not in ("office_practice", "letter")]
    return {**{key: each for key, each in data.items() if key not in left_out}, "notes": noted}

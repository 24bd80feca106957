"""The cases of reports on grants: what the documents answer, written without sight of the rules.

A case expects some of these, of a report: `status`; `dates`, all of those that surely bind, each with what it is for, the
document that sets it (or the letter) and how it was kept; `perhaps_dates`, those that hang on something not stated;
`aspects`, what the documents answer to a question; `missing` facts (among others); `corrections`, the facts found
wanting; `judge`, whether people must judge something; `duties`, rules with when they are due, and `fulfilled`, duties
with whether the report shows them done (among others); `aspect_of`, rules with the question that they answer (among
others); `held_against`, duties with what it is whose arrival their date is for (among others); and `outcomes`, `waits_for`, `doubts`, `states`, `silences` and `notes` as of applications, where
`duty:fulfilled` is whether a duty is fulfilled. Or an `error`: no rules for grants of that year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

import grantrules
from grantrules.decision.answer import AspectAnswer, DueDate
from grantrules.evaluation.executors import ExecutorName
from grantrules.results.document import ReportAnswer
from grantrules.rules.ruleset import Aspect, Rule
from grantrules.rules.shipped import shipped_folder
from tests.rules.test_cases import REASONED, as_due, unordered
from tests.support.building import read
from tests.support.rows import rows

PATH = shipped_folder() / "report-cases.yaml"
CASES: list[Mapping[str, Any]] = read(PATH.read_text(encoding="utf-8"))["cases"]
EXECUTORS: tuple[ExecutorName, ...] = ("python", "durable")
FOR = {
    "report.received_on": "report",
    "report.accounts_received_on": "accounts",
    "report.auditor_certificate_received_on": "audit",
}


def bound(date: DueDate) -> Mapping[str, object]:
    """A date as a case words it."""
    document = date.rules[0].sources[0].document if date.rules else "letter"
    by_letter = getattr(date.due, "path", "").startswith("letter.")
    return {
        "for": FOR.get(date.received or "", date.received),
        "day": date.day.isoformat() if date.day else None,
        "according_to": "letter" if by_letter else document,
        "found": date.timeliness.value,
    }


def in_order(dates: list[Mapping[str, object]]) -> list[Mapping[str, object]]:
    return sorted(dates, key=str)


def dates(answer: ReportAnswer, expected: list[Mapping[str, object]]) -> object:
    found = in_order([bound(date) for date in answer.dates if date.sure and date.day is not None])
    return expected if found == in_order(expected) else found


def perhaps_dates(answer: ReportAnswer, expected: list[Mapping[str, object]]) -> object:
    unsure = [each for each in answer.dates if not each.sure or each.day is None]
    documents = {each.rules[0].sources[0].document for each in unsure}
    return [each for each in expected if each["according_to"] in documents]


FOUND: dict[str, Callable[[ReportAnswer, Any], object]] = {
    "status": lambda answer, _: answer.status.value,
    "dates": dates,
    "perhaps_dates": perhaps_dates,
    "aspects": lambda answer, expected: {name: answer.aspect(Aspect(name)).applies.value for name in expected},
    "missing": lambda answer, expected: [f for f in expected if f in {each.fact for each in answer.missing}],
    "corrections": lambda answer, expected: [f for f in expected if f in facts_found_wanting(answer)],
    "judge": lambda answer, _: bool(answer.judge),
    "duties": lambda answer, expected: as_due(answer.duties, expected),
    "fulfilled": lambda answer, expected: {
        duty.rule.id: done.value
        for duty in answer.duties
        if duty.rule.id in expected and (done := answer.fulfilment(duty)) is not None
    },
    "aspect_of": lambda answer, expected: {
        rule.id: each.aspect.value for each in answer.aspects for rule in rules_of(each) if rule.id in expected
    },
    "held_against": lambda answer, expected: {
        rule.id: FOR.get(date.received or "", date.received)
        for date in answer.dates
        for rule in date.rules
        if rule.id in expected
    },
    **REASONED,
}


def rules_of(answer: AspectAnswer) -> Iterator[Rule]:
    """The rules that answer a question."""
    yield from (duty.rule for duty in answer.duties)
    yield from answer.stated
    yield from (rule for note in (*answer.pointers, *answer.silences) for rule in note.rules)


def facts_found_wanting(answer: ReportAnswer) -> set[str]:
    return {path for point in answer.corrections for path in point.facts}


def expectations(case: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, unordered(name, expected)) for name, expected in case["expect"].items() if name != "error")


@pytest.mark.parametrize("executor", EXECUTORS)
def test_the_reports_are_answered_as_the_documents_say(executor: ExecutorName) -> None:
    with rows() as row:
        for case in (each for each in CASES if "error" not in each["expect"]):
            with row(case["id"]):
                answer = grantrules.evaluate_report({"kind": "report", **case["report"]}, executor)
                found = {name: FOUND[name](answer, expected) for name, expected in expectations(case)}
                assert found == dict(expectations(case))


ERRORS = {
    "unknown_year": (
        grantrules.UnknownRegulation,
        "grants awarded in 2024; those that do are for: 2022, 2023, 2025, 2026",
    ),
    "no_year": (grantrules.ApplicationError, "expected the year in which the grant was awarded, found nothing"),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES if "error" in case["expect"]])
def test_a_report_without_rules_says_for_which_grants_there_are_some(case: Mapping[str, Any]) -> None:
    error, message = ERRORS[case["expect"]["error"]]
    with pytest.raises(error, match=message):
        grantrules.evaluate_report({"kind": "report", **case["report"]})


def test_each_case_has_an_id_of_its_own_and_expects_something() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 30
    assert [case["id"] for case in CASES if not case["expect"]] == []

"""The cases that each year ships with: what its sources answer, written without sight of its rules.

A case expects some of these, of an application: `status`; `measures`, each with its verdict; `barred_by`, all
rules that bar; `open`, rules with a cause that keeps the verdict open (among others); `missing` facts (among
others); `tags`, `sure` and `perhaps`, all of them; `judge` and `corrections`, rules (among others); `duties`, rules
with when they are due (among others); `ranks` of tags (among others); `notes`, all rules that point somewhere;
`states`, rules with what they are about or the figure that they state (among others); `silences`, rules that the year is
silent on, with the last year that stated them (among others). `outcomes` says of rules (among others) how they come out,
`held`, `failed`, `open` or `not_applicable`, of each measure that is named where the rule is about measures, or of all;
`waits_for`, of rules that are open, all facts without which they stay open, and `doubts`, all branches (or the rule, for its
readings) that keep them open, each after the kind of doubt. `judge_all` has all rules that people must judge. `matrix` crosses every type of applicant with every kind of measure.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pytest

from grantrules.api import load, years
from grantrules.decision.notes import Note, NoteKind
from grantrules.decision.scope import Duty, Reason
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.language.condition import DayFormula, FactRef
from grantrules.results.document import Decision
from grantrules.rules.load import CASES
from grantrules.rules.ruleset import NotStated
from grantrules.rules.shipped import shipped_folder
from tests.support.building import corrections_of, judge_of, measures_of, missing_of, open_of, read, tags_of
from tests.support.rows import rows

Expected = Mapping[str, Any]
AFTER = re.compile(r"(\d\d)-(\d\d) of the year after ([a-z_.]+)")


@dataclass(frozen=True)
class Case:
    """One application to one year's rules, and what is expected of the decision."""

    year: int
    id: str
    application: Mapping[str, object]
    expect: Expected


@cache
def shipped_cases() -> tuple[Case, ...]:
    """The cases of every shipped year, the cells of its matrix among them; read once."""
    return tuple(case for year in years() for case in cases_in(shipped_folder() / str(year), year))


def cases_in(folder: Path, year: int) -> Iterator[Case]:
    """The cases that lie in the folder of a year."""
    path = folder / CASES
    if path.is_file():
        file = read(path.read_text(encoding="utf-8"))
        for case in file["cases"]:
            yield Case(year, case["id"], case["application"], case["expect"])
        if "matrix" in file:
            yield from cells(year, file["matrix"])


def cells(year: int, matrix: Mapping[str, Any]) -> Iterator[Case]:
    """A case for each type of applicant with each kind of measure."""
    for applicant in matrix["applicants"]:
        for name, measure in matrix["measures"].items():
            application = {**matrix["base"], "applicant": {"type": applicant}, "measures": [measure]}
            yield Case(year, f"{applicant} x {name}", application, {"status": matrix["expect"][applicant][name]})


def by_cause(decision: Decision, expected: Mapping[str, str]) -> dict[str, str]:
    """Of the expected rules, those that keep the verdict open for the cause that is expected."""
    return {rule: cause for rule, cause in expected.items() if (rule, cause) in open_of(decision)}


def by_sureness(decision: Decision) -> dict[str, list[str]]:
    """All tags, sure and perhaps."""
    tags = tags_of(decision)
    return {name: sorted(rule for rule in tags if tags[rule] is sure) for name, sure in SURENESS.items()}


SURENESS = {"sure": True, "perhaps": False}


def is_due(duty: Duty, expected: str) -> bool:
    """Whether a duty is due as a case words it: a date, a formula, `letter` or `not_stated`."""
    if formula := AFTER.fullmatch(expected):
        month, day, path = formula.groups()
        return duty.day is None and duty.due == DayFormula(int(month), int(day), path, 1)
    match expected:
        case "letter":
            return duty.day is None and isinstance(duty.due, FactRef) and duty.due.path.startswith("letter.")
        case "not_stated":
            return isinstance(duty.due, NotStated)
        case _:
            return duty.day == date.fromisoformat(expected)


def as_due(every: Sequence[Duty], expected: Mapping[str, str]) -> dict[str, str]:
    """Of the expected duties, those that are due when expected; of the others, what is found instead."""
    found = {}
    for rule, due in expected.items():
        duties = [duty for duty in every if duty.rule.id == rule]
        if duties:
            found[rule] = due if any(is_due(duty, due) for duty in duties) else str([(d.due, d.day) for d in duties])
    return found


def among(found: Collection[str], expected: list[str]) -> list[str]:
    """Those expected that were found."""
    return [each for each in expected if each in found]


class HasReasons(Protocol):
    """A decision, or an answer to a report."""

    @property
    def every_reason(self) -> tuple[Reason, ...]: ...

    @property
    def notes(self) -> tuple[Note, ...]: ...


ByMeasure = Mapping[str, Any]


def outcomes(found: HasReasons, expected: Mapping[str, str | ByMeasure]) -> object:
    """How the expected rules came out, of the measures that are named where there are some."""
    came = {(reason.rule.id, reason.measure): reason.outcome.kind.value for reason in found.every_reason}
    return _by_rule(came, expected)


def waits_for(found: HasReasons, expected: Mapping[str, list[str] | ByMeasure]) -> object:
    """The facts without which the expected rules stay open."""
    came = {
        (reason.rule.id, reason.measure): list(reason.outcome.facts)
        for reason in found.every_reason
        if reason.outcome.kind is OutcomeKind.OPEN
    }
    return _by_rule(came, expected)


def doubts(found: HasReasons, expected: Mapping[str, list[str] | ByMeasure]) -> object:
    """The doubts that keep the expected rules open."""
    came = {
        (reason.rule.id, reason.measure): sorted(f"{each.kind.value} {each.name}" for each in reason.outcome.doubts)
        for reason in found.every_reason
    }
    return _by_rule(came, expected)


def _by_rule(came: Mapping[tuple[str, str | None], object], expected: Mapping[str, object]) -> dict[str, object]:
    """What was found of each expected rule: of the measures that are named or, where none are, of all alike."""
    found: dict[str, object] = {}
    for rule, of in expected.items():
        if isinstance(of, dict):
            found[rule] = {measure: came.get((rule, measure)) for measure in of}
        else:
            every = [value for (id_, _), value in came.items() if id_ == rule]
            found[rule] = every[0] if every and all(value == every[0] for value in every) else every
    return found


def stated_by(found: HasReasons, expected: Mapping[str, Mapping[str, object]]) -> object:
    """What the expected rules state."""
    held = {reason.rule.id: reason.rule for reason in found.every_reason if reason.outcome.kind is OutcomeKind.HELD}
    states = {rule: held[rule].states for rule in expected if rule in held}
    return {rule: {key: getattr(states[rule], key) for key in expected[rule]} for rule in states}


def shown_notes(found: HasReasons, kind: NoteKind) -> dict[str, int | None]:
    """The rules that are shown as notes of a kind, with the year that a silent one was last stated in."""
    return {rule.id: rule.silent_since for note in found.notes if note.kind is kind for rule in note.rules}


def silences(found: HasReasons, expected: Mapping[str, int]) -> object:
    """Of the expected rules, those that are shown as silent."""
    return {rule: last for rule, last in shown_notes(found, NoteKind.SILENCE).items() if rule in expected}


REASONED: dict[str, Callable[[Any, Any], object]] = {
    "outcomes": outcomes,
    "waits_for": waits_for,
    "doubts": doubts,
    "states": stated_by,
    "silences": silences,
    "notes": lambda found, _: sorted(shown_notes(found, NoteKind.POINTER)),
}
"""What a case can expect of a decision and of an answer to a report alike."""


FOUND: dict[str, Callable[[Decision, Any], object]] = {
    **REASONED,
    "ranks": lambda decision, expected: {
        tag.rule.id: tag.rule.rank for tag in decision.tags if tag.rule.id in expected
    },
    "status": lambda decision, _: decision.status.value,
    "measures": lambda decision, _: measures_of(decision),
    "barred_by": lambda decision, _: sorted({reason.rule.id for reason in decision.bars}),
    "open": by_cause,
    "missing": lambda decision, expected: among(missing_of(decision), expected),
    "tags": lambda decision, _: by_sureness(decision),
    "judge": lambda decision, expected: among(judge_of(decision), expected),
    "judge_all": lambda decision, _: sorted(judge_of(decision)),
    "corrections": lambda decision, expected: among(corrections_of(decision), expected),
    "duties": lambda decision, expected: as_due(decision.duties, expected),
}


def unordered(name: str, value: Any) -> object:
    """What is expected, in the order in which it is found."""
    match name:
        case "barred_by" | "notes" | "judge_all":
            return sorted(value)
        case "waits_for" | "doubts":
            return {rule: _sorted(facts) for rule, facts in value.items()}
        case "tags":
            return {sureness: sorted(value.get(sureness, [])) for sureness in SURENESS}
        case _:
            return value


def compared(case: Case, decision: Decision) -> tuple[Expected, Expected]:
    """What a case expects, and what there is of it in a decision."""
    expected = {name: unordered(name, each) for name, each in case.expect.items()}
    return expected, {name: FOUND[name](decision, each) for name, each in case.expect.items()}


def _sorted(facts: Any) -> object:
    if isinstance(facts, dict):
        return {measure: sorted(each) for measure, each in facts.items()}
    return sorted(facts)


@pytest.mark.parametrize("year", years())
def test_the_cases_are_decided_as_their_sources_say(year: int) -> None:
    """By compiled Python; that durable-rules decides them so, alone, is in tests/evaluation/test_durable.py."""
    rules = load(year)
    with rows() as row:
        for case in (each for each in shipped_cases() if each.year == year):
            with row(case.id):
                expected, found = compared(case, rules.evaluate(case.application))
                assert found == expected


def test_every_year_has_cases_with_ids_of_their_own() -> None:
    ids = [(case.year, case.id) for case in shipped_cases()]
    assert {year for year, _ in ids} == set(years())
    assert len(ids) == len(set(ids))


def test_no_case_is_without_an_expectation() -> None:
    assert [case.id for case in shipped_cases() if not case.expect] == []


def test_the_cases_of_a_folder_are_held_against_its_rules(tmp_path: Path) -> None:
    folder = shipped_folder() / "2026"
    draft = tmp_path / "draft"
    shutil.copytree(folder, draft)
    measures = draft / "measures.yaml"
    measures.write_text(measures.read_text("utf-8").replace("at_most: 5", "at_most: 6"), "utf-8")
    from tests.guards.cases import differing

    assert differing(folder) == (sum(1 for _ in cases_in(folder, 2026)), [])
    _, lines = differing(draft)
    assert "a-sixth-project: open is {}, expected {'project-limit': 'judgement'}" in lines

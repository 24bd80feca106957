"""The example applications: each is read and decided without problems, and enough of the complete ones get a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from grantrules.api import evaluate, load, read
from grantrules.decision.notes import NoteKind
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.results.document import Decision
from tests.rules.test_cases import shipped_cases
from tests.support.building import notes_of
from tests.support.building import read as read_text
from tests.support.documents import ROOT

FOLDER = ROOT / "examples"


@dataclass(frozen=True)
class Expected:
    """What an example is for: its verdict, and whether it is complete and well filled."""

    status: Status
    complete: bool = True


EXAMPLES: Mapping[str, Expected] = {
    "2022/bpa-and-abc": Expected(Status.ELIGIBLE),
    "2022/county-course": Expected(Status.ELIGIBLE),
    "2022/determined": Expected(Status.ELIGIBLE),
    "2022/eligible": Expected(Status.ELIGIBLE),
    "2022/intermunicipal-company": Expected(Status.NOT_ELIGIBLE),
    "2022/led-by-a-neighbour": Expected(Status.UNDETERMINED),
    "2022/mixed": Expected(Status.ELIGIBLE),
    "2022/nearly-empty": Expected(Status.UNDETERMINED, complete=False),
    "2022/not-eligible": Expected(Status.NOT_ELIGIBLE, complete=False),
    "2022/private-provider": Expected(Status.NOT_ELIGIBLE),
    "2022/undetermined": Expected(Status.UNDETERMINED, complete=False),
    "2022/without-evaluation": Expected(Status.UNDETERMINED, complete=False),
    "2023/continuing-education": Expected(Status.NOT_ELIGIBLE, complete=False),
    "2023/county-outside-scope": Expected(Status.NOT_ELIGIBLE),
    "2023/deadline-not-known": Expected(Status.UNDETERMINED),
    "2023/eligible": Expected(Status.ELIGIBLE),
    "2023/late-and-incomplete": Expected(Status.UNDETERMINED, complete=False),
    "2023/university-innlandet": Expected(Status.ELIGIBLE),
    "2026/county-agency": Expected(Status.UNDETERMINED),
    "2026/eligible": Expected(Status.ELIGIBLE),
    "2026/intermunicipal-company": Expected(Status.ELIGIBLE),
    "2026/private-provider": Expected(Status.NOT_ELIGIBLE),
    "2026/six-projects": Expected(Status.UNDETERMINED),
    "2026/sparse": Expected(Status.UNDETERMINED, complete=False),
}
WITH_EXAMPLES = sorted({int(name.split("/")[0]) for name in EXAMPLES})


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.yaml"


def decided(name: str) -> Decision:
    decision = evaluate(read(path_of(name)))
    assert isinstance(decision, Decision)
    return decision


def lacks_no_fact(decision: Decision) -> bool:
    """Whether there are measures, and no rule that decides is open for want of a fact that an application can state."""
    deciding = (reason for reason in decision.every_reason if reason.rule.verb.decides)
    lacking = (set(r.outcome.facts) - set(r.facts) for r in deciding if r.outcome.kind is OutcomeKind.OPEN)
    return bool(decision.measures) and not any(facts - SET_BY_OFFICES for facts in lacking)


SET_BY_OFFICES = {"office.application_deadline"}
"""What no field of an application states."""


def share_with_a_verdict(decisions: list[Decision]) -> Fraction:
    verdicts = [decision for decision in decisions if decision.status is not Status.UNDETERMINED]
    return Fraction(len(verdicts), len(decisions))


def test_every_example_is_in_the_table() -> None:
    found = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("20*/*.yaml")}
    listed = {name for name in found if int(name.split("/")[0]) in WITH_EXAMPLES}
    assert listed == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_decided_as_it_says(name: str) -> None:
    decision = decided(name)
    assert decision.status is EXAMPLES[name].status
    assert notes_of(decision, NoteKind.ORGANISATION_NUMBER) == []
    assert notes_of(decision, NoteKind.OTHER_YEAR) == []
    assert notes_of(decision, NoteKind.WITHOUT_EFFECT) == []


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_example_is_shown_in_every_language_and_form(name: str, language: str) -> None:
    decision = decided(name)
    assert decision.to_text(language)
    assert decision.to_markdown(language)
    assert decision.to_json(language)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_what_it_is_and_is_made_up(name: str) -> None:
    text = path_of(name).read_text(encoding="utf-8")
    applicant = read_text(text)["applicant"]
    assert text.startswith("# ")
    assert applicant["organisation_number"][0] in "23"


def test_ids_and_organisation_numbers_are_used_once() -> None:
    stated = [read_text(path_of(name).read_text(encoding="utf-8")) for name in EXAMPLES]
    assert len({each["id"] for each in stated}) == len(stated)
    assert len({each["applicant"]["organisation_number"] for each in stated}) == len(stated)


@pytest.mark.parametrize("name", [name for name, expected in EXAMPLES.items() if expected.complete])
def test_a_complete_example_lacks_no_fact(name: str) -> None:
    assert lacks_no_fact(decided(name))


def complete_examples(year: int) -> list[str]:
    return [name for name, each in EXAMPLES.items() if each.complete and name.startswith(f"{year}/")]


def shares(year: int) -> str:
    """How many of a year's complete examples get a verdict, as a run of the tests prints it at its end."""
    complete = complete_examples(year)
    share = share_with_a_verdict([decided(name) for name in complete])
    return f"{year}: of {len(complete)} complete examples, {float(share):.0%} get a verdict"


@pytest.mark.parametrize("year", WITH_EXAMPLES)
def test_most_complete_examples_get_a_verdict(year: int) -> None:
    complete = complete_examples(year)
    assert len(complete) >= 4
    assert share_with_a_verdict([decided(name) for name in complete]) >= Fraction(1, 2)


@pytest.mark.parametrize("year", WITH_EXAMPLES)
def test_most_cases_that_lack_no_fact_get_a_verdict(year: int) -> None:
    """Most of those who are named as applicants, although the cases look for what is open: boundaries, flaws, doubts.

    Others are barred, or may belong to those who are named, which a person has to settle.
    """
    cases = [case for case in shipped_cases() if case.year == year and type_of_applicant(case.application) in NAMED]
    decisions = [load(year).evaluate(case.application) for case in cases]
    complete = [decision for decision in decisions if lacks_no_fact(decision)]
    assert share_with_a_verdict(complete) > Fraction(1, 2)


NAMED = {"municipality", "county_municipality", "intermunicipal_company", "university_or_college"}
"""Those whom a document of some year names as applicants."""


def type_of_applicant(application: Mapping[str, object]) -> object:
    applicant = application.get("applicant")
    return applicant.get("type") if isinstance(applicant, Mapping) else None

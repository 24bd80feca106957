"""The example applications: each is read and decided without problems, and enough of the complete ones get a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from grantrules.api import evaluate, load, read
from grantrules.decision import Decision
from grantrules.findings import OutcomeKind
from grantrules.notes import NoteKind
from grantrules.verdict import Status
from tests.building import notes_of
from tests.building import read as read_text
from tests.documents import ROOT
from tests.test_cases import shipped_cases

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
    "2022/intermunicipal-company": Expected(Status.UNDETERMINED),
    "2022/led-by-a-neighbour": Expected(Status.UNDETERMINED),
    "2022/mixed": Expected(Status.ELIGIBLE),
    "2022/nearly-empty": Expected(Status.UNDETERMINED, complete=False),
    "2022/not-eligible": Expected(Status.NOT_ELIGIBLE, complete=False),
    "2022/private-provider": Expected(Status.NOT_ELIGIBLE),
    "2022/undetermined": Expected(Status.UNDETERMINED, complete=False),
    "2022/without-evaluation": Expected(Status.UNDETERMINED, complete=False),
}
WITH_EXAMPLES = sorted({int(name.split("/")[0]) for name in EXAMPLES})


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.yaml"


def decided(name: str) -> Decision:
    return evaluate(read(path_of(name)))


def lacks_no_fact(decision: Decision) -> bool:
    """Whether no rule that decides is open for want of a fact, and there are measures."""
    deciding = (reason for reason in decision.every_reason if reason.rule.verb.decides)
    lacking = (r for r in deciding if r.outcome.kind is OutcomeKind.OPEN and set(r.outcome.facts) - set(r.facts))
    return bool(decision.measures) and not any(lacking)


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


@pytest.mark.parametrize("year", WITH_EXAMPLES)
def test_most_complete_examples_get_a_verdict(year: int) -> None:
    complete = [name for name, each in EXAMPLES.items() if each.complete and name.startswith(f"{year}/")]
    share = share_with_a_verdict([decided(name) for name in complete])
    print(f"{year}: of {len(complete)} complete examples, {float(share):.0%} get a verdict")
    assert len(complete) >= 6
    assert share >= Fraction(2, 3)


@pytest.mark.parametrize("year", WITH_EXAMPLES)
def test_most_cases_that_lack_no_fact_get_a_verdict(year: int) -> None:
    """Most, although the cases look for what is open: boundaries, flaws and doubts."""
    decisions = [load(year).evaluate(case.application) for case in shipped_cases() if case.year == year]
    complete = [decision for decision in decisions if lacks_no_fact(decision)]
    share = share_with_a_verdict(complete)
    print(f"{year}: of {len(complete)} cases that lack no fact (of {len(decisions)}), {float(share):.0%} get a verdict")
    assert share > Fraction(1, 2)

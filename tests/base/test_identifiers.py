"""Organisation numbers: what is read as one, and which can be right."""

from __future__ import annotations

from random import Random

import pytest

import grantrules
from grantrules.base.identifiers import organisation_number_is_valid, read_organisation_number
from grantrules.base.municipalities import numbers, successors
from grantrules.decision.notes import NoteKind

VALID = ("974760673", "988077917", "309609263", "889640782", "971032081")
WRONG = (
    "974760674",
    "100000008",
    "123456785",
    "000000000",
    "97476067",
    "9747606733",
    "97476067x",
    "９７４７６０６７３",
)


def test_the_check_digit_and_the_first_tell_what_can_be_right() -> None:
    assert [number for number in VALID if not organisation_number_is_valid(number)] == []
    assert [number for number in WRONG if organisation_number_is_valid(number)] == []


@pytest.mark.parametrize("stated", ["974760673", "974 760 673", "974\u00a0760\u00a0673", " 974760673 ", 974760673])
def test_the_spaces_in_a_number_are_no_part_of_it(stated: object) -> None:
    assert read_organisation_number(stated) == "974760673"


@pytest.mark.parametrize("stated", ["NO974760673MVA", "97476067", "974-760-673", ""])
def test_whatever_else_is_stated_stands_as_it_is(stated: str) -> None:
    assert read_organisation_number(stated) == stated
    assert not organisation_number_is_valid(stated)


def test_an_independent_library_finds_the_same_numbers_right() -> None:
    orgnr = pytest.importorskip("stdnum.no.orgnr")
    rng = Random(1)
    for _ in range(3000):
        number = str(rng.randrange(10**8, 10**9))
        assert organisation_number_is_valid(number) == (number[0] in "2389" and orgnr.is_valid(number)), number


def test_the_list_has_as_many_municipalities_as_there_were() -> None:
    years = {2017: 426, 2018: 422, 2019: 422, 2020: 356, 2022: 356, 2023: 356, 2024: 357, 2026: 357}
    assert {year: sum(of.holds_in(year) for of in numbers().values()) for year in years} == years


def test_what_took_a_number_s_place_is_in_use_from_then_on_and_leads_to_the_present() -> None:
    for number, of in numbers().items():
        assert (of.ended is None) == (of.successors == ()), number
        assert all(numbers()[each].holds_in(of.ended) for each in of.successors if of.ended), number
        assert all(numbers()[each].holds_in(2026) for each in successors(number, 2026)), number


MOVED = {
    "0101": ("3101",),  # Halden, which changed its county twice
    "1601": ("5001",),  # Trondheim
    "5012": ("5055", "5056", "5059"),  # Snillfjord, in three parts
    "1850": ("1806", "1875"),  # Tysfjord, in two
    "1507": ("1508", "1580"),  # Ålesund, in two
    "3018": ("3114",),  # Våler, which shares its name
    "0301": ("0301",),
}


@pytest.mark.parametrize("number", MOVED)
def test_a_number_leads_to_what_it_is_now(number: str) -> None:
    assert successors(number, 2026) == MOVED[number]


NOTED = {
    (2022, "0301"): None,
    (2022, "3001"): None,
    (2022, "0101"): "Kommunenummeret 0101 gikk ut i 2020; i 2022 gjelder 3001.",
    (2022, "3101"): "Kommunenummeret 3101 gjelder først fra 2024.",
    (2026, "1507"): "Kommunenummeret 1507 gikk ut i 2024; i 2026 gjelder 1508 og 1580.",
    (2026, "9998"): "Kommunenummeret 9998 står ikke i Statistisk sentralbyrås liste.",
}


@pytest.mark.parametrize(("year", "number"), NOTED)
def test_a_number_that_is_none_in_the_year_is_noted_and_never_refused(year: int, number: str) -> None:
    stated = {"applicant": {"type": "kommune", "municipality_number": number}}
    decision = grantrules.load(year).evaluate(stated)
    notes = [note for note in decision.notes if note.kind is NoteKind.MUNICIPALITY_NUMBER]
    expected = NOTED[year, number]
    assert [note.value for note in notes] == ([] if expected is None else [number])
    assert expected is None or all(expected in decision.to_text("nb", full=full) for full in (False, True))

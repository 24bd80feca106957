"""Organisation numbers: what is read as one, and which can be right."""

from __future__ import annotations

from random import Random

import pytest

from grantrules.base.identifiers import organisation_number_is_valid, read_organisation_number

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

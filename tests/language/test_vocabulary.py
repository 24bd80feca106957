"""A fact by itself: where it belongs, which spellings of a value it reads, what its values are called in a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from grantrules.base.texts import Text
from grantrules.language.vocabulary import Asked, Choice, Document, Fact, FactType, Vocabulary

YES = Text("Ja", "Ja", "Yes")
BARE = Choice("bare", Text("Bart", "Bert", "Bare"))
NAMED = Choice(
    "named",
    Text("Utviklingsprosjekt", "Utviklingsprosjekt", "Development project"),
    aliases=("Prosjekt",),
    label_in={2022: Text("Innovasjonsprosjekt", "Innovasjonsprosjekt", "Innovation project")},
)


def fact(type_: FactType, path: str = "measure.kind.detail") -> Fact:
    return Fact(path, type_, Asked.APPLICANT, YES, YES, choices={each.id: each for each in (BARE, NAMED)})


def test_the_first_part_of_its_path_says_what_a_fact_is_about() -> None:
    detail, other = fact(FactType.TEXT), fact(FactType.TEXT, "measures_in_all.kind")
    assert (detail.root, detail.per_measure) == ("measure", True)
    assert (other.root, other.per_measure) == ("measures_in_all", False)
    assert Vocabulary([detail, other]).roots == {"measure", "measures_in_all"}


def test_a_value_is_called_what_it_was_called_in_the_year() -> None:
    kind = fact(FactType.CHOICE)
    assert [kind.value_name("named", year, "en") for year in (2022, 2023)] == [
        "Innovation project",
        "Development project",
    ]
    assert (kind.value_name("bare", 2022, "nn"), kind.value_name("gone", 2022, "nn")) == ("Bert", "gone")


def test_a_question_names_its_own_values_as_the_year_did() -> None:
    asked = Text("Er det {named} eller {bare}?", "Er det {named} eller {bare}?", "Is it {named} or {bare}? {else}")
    kind = replace(fact(FactType.CHOICE), question=asked)
    assert kind.question_in(2022, "en") == "Is it Innovation project or Bare? {else}"
    assert kind.question_in(2023, "nn") == "Er det Utviklingsprosjekt eller Bert?"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("application", Document.APPLICATION),
        (" Søknad ", Document.APPLICATION),
        ("REPORT", Document.REPORT),
        ("rapport", Document.REPORT),
        ("letter", None),
        (None, None),
        (1, None),
    ],
)
def test_kinds_of_documents_are_named_in_any_case(name: object, kind: Document | None) -> None:
    assert Document.named(name) is kind


def test_an_alias_is_read_as_declared_and_in_any_case() -> None:
    assert fact(FactType.CHOICE).aliases == {"Prosjekt": "named", "prosjekt": "named"}


@pytest.mark.parametrize(
    ("type_", "given", "read"),
    [
        (FactType.CHOICE, "PROSJEKT", "named"),
        (FactType.CHOICES, ["bare", "prosjekt"], frozenset({"bare", "named"})),
        (FactType.BOOLEAN, True, True),
        (FactType.INTEGER, 12, 12),
        (FactType.YEAR, 2026, 2026),
        (FactType.MONEY, Decimal("12.50"), Decimal("12.50")),
        (FactType.DATE, "2026-03-01", date(2026, 3, 1)),
        (FactType.TEXT, 12, "12"),
        (FactType.ORGANISATION_NUMBER, 123456785, "123456785"),
        (FactType.MUNICIPALITY_NUMBER, ' ="0301"', "0301"),
    ],
)
def test_each_type_reads_its_values(type_: FactType, given: object, read: object) -> None:
    assert fact(type_).read(given) == read


@pytest.mark.parametrize(
    ("type_", "message"),
    [
        (FactType.CHOICE, "expected one word, found nothing"),
        (FactType.CHOICES, "expected a list, found nothing"),
        (FactType.BOOLEAN, "expected true or false, found nothing"),
        (FactType.INTEGER, "expected a whole number, found nothing"),
        (FactType.YEAR, "expected a year such as 2026, found nothing"),
        (FactType.MONEY, "expected an amount in kroner, found nothing"),
        (FactType.DATE, "expected a date such as 2026-03-01, found nothing"),
        (FactType.TEXT, "expected text, found nothing"),
        (FactType.ORGANISATION_NUMBER, "expected text, found nothing"),
        (FactType.MUNICIPALITY_NUMBER, "expected text, found nothing"),
    ],
)
def test_each_type_says_what_it_expected(type_: FactType, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        fact(type_).read(None)


def test_what_can_be_larger_and_smaller() -> None:
    assert {each for each in FactType if each.ordered} == {
        FactType.INTEGER,
        FactType.YEAR,
        FactType.MONEY,
        FactType.DATE,
    }

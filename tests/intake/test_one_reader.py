"""One table of values, read in every way in: the same value in each, or the same refusal in the same words."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from pydantic import BaseModel, ValidationError

import grantrules
from grantrules.assistance.asking import Answer
from grantrules.base.errors import ApplicationError, Location
from grantrules.base.texts import Text
from grantrules.base.values import Names, Value, read_choice, read_money
from grantrules.base.yamltext import as_yaml
from grantrules.cli.dialogue import Choosing
from grantrules.intake.changes import FactAt, read_changes
from grantrules.intake.documents import Given, parse_document
from grantrules.intake.models import document_model
from grantrules.intake.reading import take_in
from grantrules.language.layout import put, steps_of
from grantrules.language.vocabulary import Choice, Document, FactType, Vocabulary
from grantrules.portfolio.files.folders import Item
from grantrules.portfolio.files.reading import read_portfolio
from grantrules.rules.ruleset import RuleSet
from tests.support.building import rule_set

xlsxwriter: Any = import_module("xlsxwriter")

KINDS = {
    "municipality": Choice("municipality", Text("kommune", "kommune", "municipality")),
    "county": Choice("county", Text("Fylkeskommune", None, "County authority"), ("fylke", "Møre")),
    "company": Choice(
        "company",
        Text("interkommunalt selskap (IKS)", None, "company"),
        ("IKS",),
        {2022: Text("Eldre selskap", "Eldre selskap", "Former company")},
    ),
}
MONEY, WHOLE, YEAR = "application.amount", "application.staff", "application.founded"
DAY, YES, KIND = "application.submitted_on", "application.signed", "applicant.type"
NAME, NUMBER, PLACE = "applicant.name", "applicant.organisation_number", "applicant.municipality"


@cache
def rules() -> RuleSet:
    """Rules over a fact of every type, one of which has labels in three languages."""
    made = rule_set("- {id: r, require: {applicant.type: municipality}}")
    facts = (replace(fact, choices=KINDS) if path == KIND else fact for path, fact in made.vocabulary.items())
    place = replace(made.vocabulary[NAME], path=PLACE, type=FactType.MUNICIPALITY_NUMBER)
    return replace(made, vocabulary=Vocabulary([*facts, place]))


def no_amount(text: str) -> str:
    return f"expected an amount in kroner, found `{text}`"


def two_ways(text: str, one: str, other: str) -> str:
    return f"`{text}` can be read in two ways; write {one} or {other}"


def no_day(text: str) -> str:
    return f"expected a date such as 2026-03-01, found `{text}`"


TEXTS: list[tuple[str, str, object]] = [
    *((MONEY, text, 1000) for text in ("1000", "1 000", "1\u00a0000", "1\u202f000", " 1000 ", "1000,00", "+1000")),
    *((MONEY, text, 1000) for text in ("kr 1000", "Kr. 1 000", "1000 kr", "1 000 kroner", "1000 KR.", "NOK 1000")),
    *((MONEY, text, 1000) for text in ("1000,-", "1.000,-", "kr 1 000,–", "1000.-", "1.000,00", "1,000.00")),
    *((MONEY, text, 1_000_000) for text in ("1.000.000", "1,000,000", "1 000 000", "1.000.000,-")),
    *((MONEY, text, Decimal("1000.5")) for text in ("1000,5", "1000.5", "1 000,50", "1.000,50", "1,000.50")),
    *((MONEY, text, Decimal("0.125")) for text in ("0,125", "0.125", ".125", ",125")),
    *((MONEY, text, -5) for text in ("-5", "\u22125", "-5,0")),
    (MONEY, "1234.567", Decimal("1234.567")),
    (MONEY, "1.250,000", 1250),
    (MONEY, "999999999999999999", 10**18 - 1),
    (MONEY, "-99999999999999999,5", Decimal("-99999999999999999.5")),
    (MONEY, "600.000", two_ways("600.000", "600000", "600")),
    (MONEY, "250,000", two_ways("250,000", "250000", "250")),
    (MONEY, "-1.125", two_ways("-1.125", "-1125", "-1.1250")),
    (MONEY, "kr 1.120", two_ways("1.120", "1120", "1.12")),
    (MONEY, "1 250,000", two_ways("1 250,000", "1250000", "1250")),
    *((MONEY, text, no_amount(text)) for text in ("1 00", "1.00.000", "5.", "- 5", "tusen kr", "kr", "２５０", "5%")),
    (MONEY, "250,50,-", no_amount("250,50,-")),
    *((MONEY, text, f"`{text}` begins with a zero; leave the zero out") for text in ("010", "00", "0 500", "kr 07")),
    (MONEY, "1e5", "`1e5` has an exponent; write the number out"),
    (MONEY, "0x1F", "`0x1F` is not a decimal number; write it as one"),
    (MONEY, "1234567890123456789", "expected a number of at most 18 digits, found `1234567890123456789`"),
    (MONEY, "1,234567890123456789", "expected a number of at most 18 digits, found `1,234567890123456789`"),
    (MONEY, "=1+1", no_amount("=1+1")),
    *((WHOLE, text, 5000) for text in ("5000", "5 000", "5\u00a0000", "5000,0")),
    (WHOLE, "5.000", two_ways("5.000", "5000", "5")),
    (WHOLE, "1,5", "expected a whole number, found `1,5`"),
    (WHOLE, "5 kr", "expected a whole number, found `5 kr`"),
    *((YEAR, text, 2026) for text in ("2026", " 2026", "2026.0", "2026,0")),
    *(
        (YEAR, text, f"expected a year such as 2026, found `{text}`")
        for text in ("26", "2.026", "20260", "1899", "i år")
    ),
    (YEAR, "2 026", "expected a year such as 2026, found `2 026`; write it without spaces"),
    *((YES, text, True) for text in ("ja", "Ja", "J", "yes", "Y", "true", "TRUE", "sann", "SANN", "1", " ja ")),
    *((YES, text, False) for text in ("nei", "NEI", "n", "no", "false", "False", "usann", "0")),
    *((YES, text, f"expected true or false, found `{text}`") for text in ("kanskje", "x", "1,0", "-1")),
    (YES, "On", "expected true or false, found `On`; did you mean `true`?"),
    *((DAY, text, date(2026, 3, 1)) for text in ("2026-03-01", "1.3.2026", "01.03.2026", "1. 3. 2026")),
    *((DAY, text, date(2026, 3, 1)) for text in ("1. mars 2026", "1 March 2026", "01. MARS 2026", " 2026-03-01 ")),
    *((DAY, text, date(2026, 3, 1)) for text in ("2026-03-01 00:00:00", "2026-03-01T00:00")),
    *(
        (DAY, text, no_day(text))
        for text in ("2026-3-1", "1.3.26", "20/02/2026", "1. marsj 2026", "２０２６-０３-０１")
    ),
    *((DAY, text, no_day(text)) for text in ("2026-03-01 13:00", "20260301", "3/3/2026", "13/13/2026")),
    (DAY, "3/1/2026", two_ways("3/1/2026", "2026-01-03", "2026-03-01")),
    (DAY, "30.02.2026", "there is no such date as `30.02.2026`; that month has 28 days"),
    (DAY, "2026-02-30", "there is no such date as `2026-02-30`; that month has 28 days"),
    (DAY, "1.13.2026", "there is no such date as `1.13.2026`; expected day.month.year"),
    *((KIND, text, "municipality") for text in ("municipality", "Municipality", "KOMMUNE", " kommune ")),
    *((KIND, text, "county") for text in ("fylke", "MØRE", "Mo\u0308re".replace("o\u0308", "ø"), "county  authority")),
    *((KIND, text, "county") for text in ("County\u00a0authority", unicodedata.normalize("NFD", "Møre"))),
    *((KIND, text, "company") for text in ("interkommunalt selskap (IKS)", "iks", "eldre selskap", "Former Company")),
    (KIND, "komune", "unknown value `komune`; did you mean `kommune`?"),
    (KIND, "xyz", "unknown value `xyz`; expected one of `company`, `county`, `municipality`"),
    *((NAME, text, text) for text in ("0301", "1.000", "ja", "=x", "Møre", "12", "2026-03-01")),
    *((NUMBER, text, "974760673") for text in ("974760673", "974 760 673", "974\u00a0760\u00a0673")),
    *((PLACE, text, "0301") for text in ("0301", " 0301 ", '="0301"')),
    (PLACE, "301", "expected the four digits of a municipality number, found `301`; did you mean `0301`?"),
    *(
        (PLACE, text, f"expected the four digits of a municipality number, found `{text}`")
        for text in ("Oslo", "03 01")
    ),
    *((NUMBER, text, text) for text in ("974760674", "97476067", "NO974760673MVA")),
]
"""A fact, text that is stated of it, and what that is: the value, or what is said of it."""

Found = dict[int, object]


def of(document: Given, path: str) -> object:
    """What a document states of a fact, or what is said of it."""
    try:
        return take_in(document, rules()).facts.get(path)
    except ApplicationError as error:
        (problem,) = error.problems
        return problem.message


def nested(path: str, value: object) -> dict[str, Any]:
    document: dict[str, Any] = {}
    put(document, steps_of(path, Document.APPLICATION), value)
    return document


def one_by_one(way: Any) -> Found:
    return {number: way(path, text) for number, (path, text, _) in enumerate(TEXTS)}


def typed(path: str, text: str) -> object:
    """What stands in a typed application, made for the vocabulary."""
    model = typed_model()
    try:
        return of(model.model_validate(nested(path, text)), path)
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["error"])


@cache
def typed_model() -> type[BaseModel]:
    return document_model(rules().vocabulary, Document.APPLICATION)


def in_yaml(path: str, text: str) -> object:
    return of(parse_document(as_yaml(nested(path, text)).encode(), "a.yaml"), path)


def in_json(path: str, text: str) -> object:
    return of(parse_document(json.dumps(nested(path, text)).encode(), "a.json"), path)


def changed(path: str, text: object) -> object:
    stated = take_in({}, rules())
    try:
        return read_changes(rules(), stated, {path: text})[FactAt(path)]
    except ApplicationError as error:
        return error.problems[0].message


def answered(path: str, text: str) -> object:
    fact = rules().vocabulary[path]
    values: tuple[Value, ...] = tuple(fact.choices)
    choices = tuple(Answer(each, str(each), Text(str(each))) for each in values)
    try:
        return fact.read(Choosing(fact, choices).one(text))
    except ValueError as error:
        return str(error)


def of_items(items: Iterator[Item]) -> Found:
    return {
        int(item.id or ""): item.problems[0].message
        if item.document is None
        else of(item.document, TEXTS[int(item.id or "")][0])
        for item in items
    }


HEAD = ["id", *sorted({".".join(steps_of(path, Document.APPLICATION)) for path, *_ in TEXTS})]


def table() -> list[list[str]]:
    rows = [["" for _ in HEAD] for _ in TEXTS]
    for number, (path, text, _) in enumerate(TEXTS):
        rows[number][0] = str(number)
        rows[number][HEAD.index(".".join(steps_of(path, Document.APPLICATION)))] = text
    return rows


def in_csv(folder: Path) -> Found:
    quoted = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [HEAD, *table()])
    (folder / "applications.csv").write_text("\r\n".join(quoted), "utf-8")
    (folder / "measures.csv").write_text("application;id\n", "utf-8")
    return of_items(iter(read_portfolio([folder / "applications.csv"], [rules().vocabulary])))


def in_parquet(folder: Path) -> Found:
    columns = dict(zip(HEAD, zip(*table(), strict=True), strict=True))
    pl.DataFrame({name: list(cells) for name, cells in columns.items()}).write_parquet(folder / "applications.parquet")
    pl.DataFrame({"application": [""], "id": [""]}).clear().write_parquet(folder / "measures.parquet")
    return of_items(iter(read_portfolio([folder / "applications.parquet"], [rules().vocabulary])))


def in_excel(folder: Path) -> Found:
    with xlsxwriter.Workbook(folder / "both.xlsx") as book:
        sheet = book.add_worksheet("søknader")
        for number, row in enumerate([HEAD, *table()]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        book.add_worksheet("tiltak").write_row(0, 0, ["application", "id"])
    return of_items(iter(read_portfolio([folder / "both.xlsx"], [rules().vocabulary])))


def test_text_means_the_same_in_every_way_in(tmp_path: Path) -> None:
    found: Mapping[str, Found] = {
        "Python": one_by_one(lambda path, text: of(nested(path, text), path)),
        "numpy": one_by_one(lambda path, text: of(nested(path, np.str_(text)), path)),
        "typed": one_by_one(typed),
        "YAML": one_by_one(in_yaml),
        "JSON": one_by_one(in_json),
        "what if": one_by_one(changed),
        "ask": one_by_one(answered),
        "CSV": in_csv(tmp_path),
        "Parquet": in_parquet(tmp_path),
        "Excel": in_excel(tmp_path),
    }
    assert len(TEXTS) > 150
    for way, values in found.items():
        assert [(way, *TEXTS[n], values[n]) for n in range(len(TEXTS)) if not same(values[n], TEXTS[n][2])] == []


def same(value: object, other: object) -> bool:
    return type(value) is type(other) and value == other


TYPED: list[tuple[str, object, object]] = [
    *((MONEY, value, 12) for value in (12, 12.0, Decimal("12.00"), np.int64(12), np.float32(12), np.float64(12))),
    (MONEY, Decimal("1.125"), Decimal("1.125")),
    (MONEY, Decimal("600.000"), 600),
    (MONEY, True, "expected an amount in kroner, found `true`"),
    (MONEY, np.True_, "expected an amount in kroner, found `true`"),
    *(
        (MONEY, v, f"expected kroner as a whole number or a Decimal, found the float `{v}`")
        for v in (0.5, float("nan"))
    ),
    (MONEY, 10**18, f"expected a number of at most 18 digits, found `{10**18}`"),
    (WHOLE, 3.0, 3),
    (WHOLE, Decimal("3.0"), 3),
    (WHOLE, 3.5, "expected a whole number, found `3.5`"),
    *((YES, value, True) for value in (True, np.True_, 1, np.int8(1))),
    *((YES, value, False) for value in (False, np.False_, 0)),
    (YES, 2, "expected true or false, found `2`"),
    (YES, 1.0, "expected true or false, found `1.0`"),
    *((DAY, each, date(2026, 3, 1)) for each in (date(2026, 3, 1), datetime(2026, 3, 1), np.datetime64("2026-03-01"))),
    (DAY, np.datetime64("2026-03-01T00:00:00", "ns"), date(2026, 3, 1)),
    (DAY, datetime(2026, 3, 1, 13), "expected a date such as 2026-03-01, found `2026-03-01T13:00:00`"),
    *((YEAR, value, 2026) for value in (2026, 2026.0, Decimal("2026.0"), np.int16(2026))),
    (NAME, 301, "301"),
    (NAME, np.int64(301), "301"),
    (NAME, Decimal("1.10"), "expected text, found `1.10`; quote it if it is text"),
    (NUMBER, 974760673, "974760673"),
    (PLACE, 1103, "1103"),
    (PLACE, np.int32(301), "expected the four digits of a municipality number, found `301`; did you mean `0301`?"),
    (KIND, 1, "expected one word, found `1`; expected one of `company`, `county`, `municipality`"),
]
"""A fact, a value of a type of its own, and what that is."""


@pytest.mark.parametrize("way", [lambda path, value: of(nested(path, value), path), changed])
def test_a_value_of_a_type_of_its_own_means_the_same_in_python_and_what_if(way: Any) -> None:
    found = [(path, value, expected, way(path, value)) for path, value, expected in TYPED]
    assert [each for each in found if not same(each[3], each[2])] == []


PLAIN: list[tuple[str, str, object]] = [
    (MONEY, "250.000", two_ways("250.000", "250000", "250")),
    (MONEY, "+250.125", two_ways("250.125", "250125", "250.1250")),
    (WHOLE, "1.000", two_ways("1.000", "1000", "1")),
    (MONEY, "250.0000", 250),
    (MONEY, "1234.500", Decimal("1234.500")),
    (MONEY, "0.125", Decimal("0.125")),
    (MONEY, "1.000.000", 1_000_000),
    (MONEY, "1 000", 1000),
    (MONEY, "1000,50", Decimal("1000.50")),
    (MONEY, "kr 1000", 1000),
    (MONEY, "-123456789012345678", -123456789012345678),
    (WHOLE, "3.0", 3),
    (YEAR, "2026.0", 2026),
    (YES, "ja", True),
    (YES, "no", False),
    (YES, "1", True),
    (DAY, "1.3.2026", date(2026, 3, 1)),
    (DAY, "1. mars 2026", date(2026, 3, 1)),
    (KIND, "KOMMUNE", "municipality"),
    (NAME, "12", "12"),
    (NAME, "250.000", "expected text, found `250.000`; quote it if it is text"),
]


def test_a_value_without_quotes_in_yaml_is_read_as_it_is_written() -> None:
    def read(path: str, text: str) -> object:
        plain = as_yaml(nested(path, "here")).replace("here", text)
        return of(parse_document(plain.encode(), "a.yaml"), path)

    found = [(path, text, expected, read(path, text)) for path, text, expected in PLAIN]
    assert [each for each in found if not same(each[3], each[2])] == []


def test_what_is_named_for_an_ambiguous_number_is_read_as_named() -> None:
    for text in ("600.000", "1,125", "-12.120", "999,001", "1 250,500"):
        with pytest.raises(ValueError, match="in two ways") as refused:
            read_money(text)
        one, other = refused.value.readings  # type: ignore[attr-defined]
        whole, decimals = text.replace(" ", "").replace(",", ".").split(".")
        assert read_money(one) == int(whole + decimals)
        assert read_money(other) == Decimal(f"{whole}.{decimals}")


def test_an_amount_is_written_so_that_it_is_read_as_itself() -> None:
    for amount in (Decimal("250.125"), Decimal("-1.001"), Decimal("0.125"), Decimal("1234.567"), Decimal("1.5")):
        assert in_yaml_as(amount) == amount


def in_yaml_as(amount: Decimal) -> object:
    return of(parse_document(as_yaml(nested(MONEY, amount)).encode(), "a.yaml"), MONEY)


def spellings_of(name: str) -> Iterator[str]:
    yield from (name, name.upper(), name.lower(), unicodedata.normalize("NFD", name), f" {name.replace(' ', '  ')} ")


def test_every_name_of_every_shipped_value_is_read_as_it_however_it_is_spelt() -> None:
    number = 0
    for year in (2022, 2026):
        vocabulary = grantrules.load(year).rules.vocabulary
        for fact in (each for each in vocabulary.values() if each.choices):
            several = fact.type is FactType.CHOICES
            for choice in fact.choices.values():
                for name in (
                    each for own in (choice.id, *choice.aliases, *choice.labels) for each in spellings_of(own)
                ):
                    expected: object = frozenset({choice.id}) if several else choice.id
                    assert fact.read([name] if several else name) == expected
                    number += 1
    assert number > 1500


def test_the_typed_application_knows_the_same_names() -> None:
    for name in ("interkommunalt selskap (IKS)", "INTERKOMMUNALT SELSKAP (iks)", "county municipality"):
        typed = grantrules.Application.model_validate({"applicant": {"type": name}})
        vocabulary = grantrules.load(2026).rules.vocabulary
        assert typed.applicant is not None
        assert typed.applicant.type == vocabulary[KIND].read(name)


def test_a_name_that_two_values_share_is_refused_with_both() -> None:
    names = Names({"a": ("Felles", "en"), "b": ("felles",), "c": ("a",)})
    assert names.of("a") == "a"
    with pytest.raises(ValueError, match=r"^`FELLES` can be read in two ways; write `a` or `b`$"):
        read_choice("FELLES", names)


def test_a_problem_of_a_cell_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "applications.csv").write_text("id;amount;signed\nA;600.000;ja\nB;1 000;kanskje\n", "utf-8")
    (tmp_path / "measures.csv").write_text("application;id\n", "utf-8")
    said = []
    for item in read_portfolio([tmp_path / "applications.csv"], [rules().vocabulary]):
        assert item.document is not None
        with pytest.raises(ApplicationError) as error:
            take_in(item.document, rules())
        said += [problem.where for problem in error.value.problems]
    assert said == [
        Location(f"{tmp_path}/applications.csv:2: amount"),
        Location(f"{tmp_path}/applications.csv:3: signed"),
    ]

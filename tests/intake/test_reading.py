"""What is read by the vocabulary is what the typed models say: the same values, and the same problems in the same words."""

from __future__ import annotations

import copy
from collections import UserDict, deque
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import grantrules
from grantrules.base.errors import Problem, Problems
from grantrules.base.places import in_data
from grantrules.base.validation import validate
from grantrules.intake.addressed import shipped_vocabulary
from grantrules.intake.reading import Reader, take_in
from grantrules.intake.shape import Group, document_shape
from grantrules.language.layout import MEASURES
from grantrules.language.vocabulary import Document, Fact, FactType

MODELS: dict[Document, type[BaseModel]] = {
    Document.APPLICATION: grantrules.Application,
    Document.REPORT: grantrules.Report,
}

ODD: tuple[object, ...] = (
    *(None, True, False, 0, 7, -1, 2022, 10**18, 1.5, Decimal("1.50"), Decimal("NaN"), date(2026, 3, 1)),
    *("", "x", "kommune", "competence", "nei", "2022", "2026-03-01", "2026-02-30", "a\nb", "y" * 10_001, b"x"),
    *([], ["x"], [1], [None], {"a"}, frozenset({"leader"}), ("leader", "bruker"), {}, {"x": 1}, {1: "x"}, object()),
)
"""Values of every kind, for every field."""


def fields_of(group: Group, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where every fact and every part stands."""
    for name, field in group.fields.items():
        inside = (*before, name, 0) if name == MEASURES else (*before, name)
        yield inside
        if not isinstance(field, Fact):
            yield from fields_of(field, inside)


def with_value(steps: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """A document in which one thing stands."""
    made = value
    for step in reversed(steps):
        made = [made] if isinstance(step, int) else {step: made}
    assert isinstance(made, dict)
    return made


def told_by_the_model(kind: Document, document: object) -> tuple[Problem, ...]:
    problems = Problems()
    validate(MODELS[kind], copy.deepcopy(document), in_data(kind.value), problems)
    return problems.errors


def told_by_the_reader(reader: Reader, document: Any) -> tuple[Problem, ...]:
    problems = Problems()
    reader.read(document, problems)
    return problems.errors


@pytest.mark.parametrize("kind", Document)
def test_every_field_takes_and_refuses_what_the_typed_model_does(kind: Document) -> None:
    reader = Reader(shipped_vocabulary(), kind)
    shape = document_shape(shipped_vocabulary(), kind)
    settled = ("determinations", "some-rule")
    apart = [
        ("kind",),
        ("year",),
        ("id",),
        ("measures",),
        ("unknown",),
        ("determinations",),
        settled,
        ("measures", 0, "x"),
    ]
    apart += [(*settled, name) for name in ("is", "is_", "by", "note", "x")] + [("measures", 0, *settled, "is")]
    refused = 0
    for steps in [*apart, *fields_of(shape)]:
        for value in ODD:
            if isinstance(value, dict) and 1 in value:
                continue  # a key that is no word: below
            document = with_value(steps, value)
            expected = told_by_the_model(kind, document)
            assert told_by_the_reader(reader, document) == expected, document
            refused += bool(expected)
    assert refused > 1000


def test_a_key_that_is_no_word_is_told() -> None:
    reader = Reader(shipped_vocabulary(), Document.APPLICATION)
    found = told_by_the_reader(reader, {"applicant": {1: "x", None: "y"}, 2: 3})
    assert [str(each) for each in found] == [
        "[2]: a key must be a word; found `2`",
        "applicant.None: a key must be a word; found nothing",
        "applicant[1]: a key must be a word; found `1`",
    ]


def test_mappings_and_typed_parts_may_stand_anywhere() -> None:
    plain = {"id": "A", "applicant": {"type": "kommune"}, "measures": [{"id": "a", "kind": "kompetanse"}]}
    typed = grantrules.Application.model_validate(plain)
    regulation = grantrules.load(2026)
    expected = regulation.evaluate(plain)
    for document in (
        typed,
        {**plain, "applicant": typed.applicant},
        {**plain, "measures": typed.measures},
        UserDict({**plain, "applicant": UserDict(applicant={})["applicant"] or typed.applicant}),
        {**plain, "measures": deque(typed.measures or ())},
    ):
        assert regulation.evaluate(document) == expected


def test_a_class_is_no_document() -> None:
    with pytest.raises(grantrules.ApplicationError, match="expected an application or a report as a mapping"):
        grantrules.load(2026).evaluate(grantrules.Application)  # type: ignore[arg-type]


# -- typed documents that are written as JSON and read back


TEXT = st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from('\n\r\t\x85\u2028\u2029\ufeff"\\/#:')
"""All but control characters, which no file may have, and with what YAML takes for ends of lines."""


def drawn(fact: Fact) -> st.SearchStrategy[object]:
    """Values of a fact, as people give them to a typed document."""
    choices = st.sampled_from([*fact.choices, *fact.aliases]) if fact.choices else st.nothing()
    of_type: dict[FactType, st.SearchStrategy[object]] = {
        FactType.CHOICE: choices,
        FactType.CHOICES: st.sets(choices, max_size=3),
        FactType.BOOLEAN: st.booleans(),
        FactType.INTEGER: st.integers(-(10**17), 10**17),
        FactType.YEAR: st.integers(1900, 2199),
        FactType.MONEY: st.integers(-(10**17), 10**17) | st.decimals(-(10**10), 10**10, places=2),
        FactType.DATE: st.dates(),
        FactType.TEXT: st.text(TEXT, max_size=8),
        FactType.ORGANISATION_NUMBER: st.text("0123456789 ", max_size=11),
        FactType.MUNICIPALITY_NUMBER: st.sampled_from(["0301", "3101"]),
    }
    return of_type[fact.type]


def documents(group: Group) -> st.SearchStrategy[dict[str, Any]]:
    """Documents, or parts of one, in which any of the fields stands."""
    fields = {
        name: drawn(field)
        if isinstance(field, Fact)
        else st.lists(documents(field), max_size=2)
        if name == MEASURES
        else documents(field)
        for name, field in group.fields.items()
    }
    return st.lists(st.sampled_from(sorted(fields)), unique=True, max_size=6).flatmap(
        lambda names: st.fixed_dictionaries({name: fields[name] for name in names})
    )


@pytest.mark.parametrize("kind", Document)
def test_a_typed_document_written_as_json_states_the_same(kind: Document) -> None:
    rules = grantrules.load(2022).rules if kind is Document.APPLICATION else grantrules.reports(2022).rules
    reader = Reader(rules.vocabulary, kind)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(documents(document_shape(rules.vocabulary, kind)))
    def states_the_same(data: dict[str, Any]) -> None:
        typed = MODELS[kind].model_validate(data)
        stated = take_in(typed, rules, reader)
        assert take_in(data, rules, reader) == stated
        for written in (typed.model_dump_json(), typed.model_dump_json(exclude_none=True, by_alias=True, indent=1)):
            assert take_in(grantrules.parse(written, json_only=True), rules, reader) == stated

    states_the_same()


def test_an_amount_is_written_as_a_number_or_not_at_all() -> None:
    for amount in ("1234.50", "0.01", "-0.5", "123456789012.125", "0.0001"):
        application = grantrules.Application(measures=[grantrules.Measure(amount=Decimal(amount))])
        (measure,) = grantrules.parse(application.model_dump_json()).data["measures"]  # type: ignore[index]
        assert measure["amount"] == Decimal(amount)
        assert application.model_dump()["measures"][0]["amount"] == Decimal(amount)
    for amount in ("0.12345678901234567", "1234567890123.45678", "1234567890123456.75", "250.125"):
        application = grantrules.Application(measures=[grantrules.Measure(amount=Decimal(amount))])
        with pytest.raises(ValueError, match="cannot be written as a number in JSON without becoming another"):
            application.model_dump_json()

"""What is read by the vocabulary is what the typed models say: the same values, and the same problems in the same words."""

from __future__ import annotations

import copy
from collections import UserDict, deque
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

import grantrules
from grantrules.base.errors import Problem, Problems
from grantrules.base.places import in_data
from grantrules.base.validation import validate
from grantrules.intake.addressed import shipped_vocabulary
from grantrules.intake.reading import Reader
from grantrules.intake.shape import Group, document_shape
from grantrules.language.layout import MEASURES
from grantrules.language.vocabulary import Document, Fact

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
    for given in (
        typed,
        {**plain, "applicant": typed.applicant},
        {**plain, "measures": typed.measures},
        UserDict({**plain, "applicant": UserDict(applicant={})["applicant"] or typed.applicant}),
        {**plain, "measures": deque(typed.measures or ())},
    ):
        assert regulation.evaluate(given) == expected


def test_a_class_is_no_document() -> None:
    with pytest.raises(grantrules.ApplicationError, match="expected an application or a report as a mapping"):
        grantrules.load(2026).evaluate(grantrules.Application)  # type: ignore[arg-type]

"""Where each fact stands in a document: the one mapping between the path of a fact and its place.

`application.*` and `report.*` stand at the top of a document of that kind, `office.id` as `office`, `measure.*` in each of
`measures`, and every other fact in the part that its path begins with. What an office sets stands in no document:

    application.submitted_on  ->  submitted_on: 2026-02-20
    office.id                 ->  office: trondelag
    applicant.type            ->  applicant: {type: municipality}
    measure.bpa.training_plan ->  measures: [{bpa: {training_plan: true}}]
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from grantrules.language.vocabulary import MEASURE, OFFICE, Document, Fact

MEASURES = "measures"
"""The field that lists the measures."""

DOCUMENT_FIELDS = ("kind", "year", "id", "determinations", MEASURES)
"""The fields at the top of a document that are no facts."""

MEASURE_FIELDS = ("id", "determinations")
"""The fields of a measure that are no facts."""

FieldPath = tuple[str, ...]
"""The names that lead to a fact, from the top of a document or from the measure that it is about."""

_OFFICE_PART, _OFFICE_FIELD = "office.", ("office",)


def is_of_measure(path: str) -> bool:
    """Whether each measure has a value of its own."""
    return path.startswith(f"{MEASURE}.")


def is_set_by_office(path: str) -> bool:
    """Whether it is a value that an office sets, and not the office itself; rules have it, and no document."""
    return path.startswith(_OFFICE_PART) and path != OFFICE


def stands_in(fact: Fact, document: Document) -> bool:
    """Whether a document of a kind can state a fact."""
    return document in fact.used_in and not is_set_by_office(fact.path)


def steps_of(path: str, document: Document) -> FieldPath:
    """Where a fact stands in a document of a kind."""
    if path == OFFICE:
        return _OFFICE_FIELD
    root, *steps = path.split(".")
    return tuple(steps) if root in (document.value, MEASURE) else (root, *steps)


def path_of(steps: FieldPath, document: Document, roots: Collection[str]) -> str:
    """The fact of the whole document that stands there; `roots` are the parts that there are in the vocabulary."""
    if steps == _OFFICE_FIELD:
        return OFFICE
    return ".".join(steps if steps[0] in roots else (document.value, *steps))


def path_in_measure(steps: FieldPath) -> str:
    """The fact that stands there in a measure."""
    return ".".join((MEASURE, *steps))


def put(part: dict[str, Any], steps: FieldPath, value: object) -> None:
    """State a value at its place in a document or a measure, whose parts are made where they are missing."""
    *way, last = steps
    for step in way:
        if not isinstance(part.get(step), dict):
            part[step] = {}
        part = part[step]
    part[last] = value


def fields_of(part: Mapping[str, object], before: FieldPath = ()) -> Iterator[tuple[FieldPath, object]]:
    """Every value in a document or a measure, with where it stands."""
    for name, value in part.items():
        if isinstance(value, Mapping):
            yield from fields_of(value, (*before, str(name)))
        else:
            yield (*before, str(name)), value

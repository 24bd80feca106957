"""Where facts stand in documents: there and back for every fact, in both kinds of document."""

from __future__ import annotations

from typing import Any

import pytest

from grantrules.language.layout import (
    fields_of,
    is_of_measure,
    is_set_by_office,
    path_in_measure,
    path_of,
    put,
    stands_in,
    steps_of,
)
from grantrules.language.vocabulary import OFFICE, Document
from grantrules.rules.common import shared
from grantrules.rules.compiled import shipped_folder

VOCABULARY = shared(shipped_folder()).vocabulary


@pytest.mark.parametrize("document", Document)
def test_every_fact_is_found_where_it_is_put(document: Document) -> None:
    top: dict[str, Any] = {}
    measure: dict[str, Any] = {}
    expected = {path for path, fact in VOCABULARY.items() if stands_in(fact, document)}
    for path in expected:
        put(measure if is_of_measure(path) else top, steps_of(path, document), path)
    found = {path_of(steps, document, VOCABULARY.roots): value for steps, value in fields_of(top)}
    found |= {path_in_measure(steps): value for steps, value in fields_of(measure)}
    assert found == {path: path for path in expected}
    assert OFFICE in found


@pytest.mark.parametrize(
    ("path", "document", "steps"),
    [
        ("application.submitted_on", Document.APPLICATION, ("submitted_on",)),
        ("application.submitted_on", Document.REPORT, ("application", "submitted_on")),
        ("report.accounts", Document.REPORT, ("accounts",)),
        ("report.accounts", Document.APPLICATION, ("report", "accounts")),
        ("office.id", Document.REPORT, ("office",)),
        ("applicant.type", Document.APPLICATION, ("applicant", "type")),
        ("measure.bpa.training_plan", Document.APPLICATION, ("bpa", "training_plan")),
    ],
)
def test_a_fact_has_one_place_in_each_kind_of_document(path: str, document: Document, steps: tuple[str, ...]) -> None:
    assert steps_of(path, document) == steps
    if not is_of_measure(path):
        assert path_of(steps, document, {"application", "report", "applicant"}) == path


def test_what_offices_set_stands_in_no_document() -> None:
    set_by_offices = [fact for path, fact in VOCABULARY.items() if is_set_by_office(path)]
    assert set_by_offices
    assert not any(stands_in(fact, document) for fact in set_by_offices for document in Document)


def test_a_part_that_is_missing_or_empty_is_made() -> None:
    part: dict[str, Any] = {"applicant": None, "grant": {"award_year": 2022}}
    put(part, ("applicant", "type"), "municipality")
    put(part, ("grant", "amount"), 7)
    assert part == {"applicant": {"type": "municipality"}, "grant": {"award_year": 2022, "amount": 7}}

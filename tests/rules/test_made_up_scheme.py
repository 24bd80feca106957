"""Another scheme is data only: a made-up library grant is loaded, evaluated and explained by the same code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

import grantrules
from grantrules.cli.main import main
from grantrules.language.condition import (
    AnyOf,
    Basis,
    Branch,
    Compare,
    Condition,
    Count,
    DayFormula,
    Doubt,
    FactRef,
    Not,
    Op,
    Readings,
    walk,
)
from grantrules.language.vocabulary import Asked, Document, FactType
from grantrules.render.forms import render
from grantrules.rules.checking import check_folders
from grantrules.rules.ruleset import Verb
from grantrules.schema import document_schema, schema_of
from tests.support.documents import ROOT

SCHEMES = ROOT / "tests/support/schemes"
SCHEME = SCHEMES / "library_grant"

APPLICATION: dict[str, Any] = {
    "kind": "application",
    "year": 2031,
    "id": "B-7",
    "office": "coast",
    "library": {
        "name": "Utvær bibliotek",
        "number": "974760673",
        "municipality": "4636",
        "owner": "Byen",
        "open_hours": 12,
    },
    "posted_on": "2031-03-15",
    "plan": {"shelves": True},
    "measures": [
        {"id": "m1", "what": "bokbussen", "wheels": 6, "readers": ["children"], "price": 90000},
        {"id": "m2", "what": "reading_hour", "readers": ["adults"], "price": 500, "quiet": False},
    ],
}


@pytest.fixture(scope="module")
def regulation() -> grantrules.Regulation:
    return grantrules.load(SCHEME / "2031")


def changed(**differences: object) -> dict[str, Any]:
    return {**APPLICATION, **differences}


def test_the_scheme_has_no_problems_and_no_warnings() -> None:
    assert check_folders(SCHEME).problems == ()
    assert check_folders(SCHEME / "2031").problems == ()


def test_the_scheme_uses_every_word_of_the_language(regulation: grantrules.Regulation) -> None:
    rules = regulation.rules.rules
    conditions = [part for rule in rules for root in (rule.condition, rule.when) if root for part in walk(root)]
    kinds: tuple[type[Condition], ...] = (AnyOf, Not, Count, Readings, Branch)
    assert {rule.verb for rule in rules} == set(Verb)
    assert {part.op for part in conditions if isinstance(part, Compare)} == set(Op)
    assert {type(part) for part in conditions} >= set(kinds)
    assert {part.doubt for part in conditions if isinstance(part, Branch)} == {None, *Doubt}
    assert {type(part.operand) for part in conditions if isinstance(part, Compare)} >= {FactRef, DayFormula}
    assert {rule.basis for rule in rules} == set(Basis) - {Basis.AWAITED}  # which is for drafts (test_draft.py)
    assert {fact.type for fact in regulation.rules.vocabulary.values()} == set(FactType)
    assert {fact.asked for fact in regulation.rules.vocabulary.values()} == set(Asked)


def test_no_fact_of_the_shipped_vocabulary_is_left(regulation: grantrules.Regulation) -> None:
    shipped = set(grantrules.load(2022).rules.vocabulary)
    assert set(regulation.rules.vocabulary) & shipped == {"office.id"}


def test_an_application_is_decided(regulation: grantrules.Regulation) -> None:
    decision = regulation.evaluate(APPLICATION)
    assert decision.status is grantrules.Status.ELIGIBLE
    assert {measure.id: measure.status.value for measure in decision.measures} == {
        "m1": "eligible",
        "m2": "not_eligible",
    }
    assert [tag.rule.id for tag in decision.tags if tag.sure] == ["children-first"]
    assert {point.rule.id for point in decision.judge} == {"worth-reading", "shelf-plan"}
    assert {duty.rule.id for duty in decision.duties} == {"report", "thank", "keep-the-bus"}


@pytest.mark.parametrize(
    ("differences", "status", "missing"),
    [
        ({}, "eligible", []),
        ({"library": {"owner": "society", "founded": 1960}}, "not_eligible", []),
        ({"library": {"owner": "society", "founded": 1910, "open_hours": 1}}, "undetermined", []),
        ({"library": {"owner": "town"}}, "undetermined", ["library.open_hours"]),
        ({"measures": []}, "undetermined", ["measures"]),
        ({"posted_on": "2031-03-16"}, "undetermined", []),
        ({"office": "fells"}, "undetermined", []),
        ({"office": None, "posted_on": "2031-03-01"}, "undetermined", ["office.id"]),
        ({"posted_on": "2031-10-01"}, "not_eligible", []),
    ],
)
def test_verdicts(
    regulation: grantrules.Regulation, differences: dict[str, object], status: str, missing: list[str]
) -> None:
    decision = regulation.evaluate(changed(**differences))
    assert (decision.status.value, [each.fact for each in decision.missing]) == (status, missing)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["Kan få tilskudd", "Bibliotektilskudd 2031", "Tiltak bare for barn går foran.", "bokbuss"]),
        ("nn", ["Kan få tilskot", "Bibliotektilskot 2031", "Tiltak berre for born går føre.", "bokbuss"]),
        ("en", ["Eligible", "Library grant 2031", "Measures for children only come first.", "book bus"]),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_it_explains_itself_in_three_languages(
    regulation: grantrules.Regulation, language: str, words: list[str], form: str
) -> None:
    said = " ".join(render(regulation.evaluate(APPLICATION), form, language, full=True).replace("\\", "").split())
    expected = words[2:] if form == "json" else words
    assert [word for word in expected if word.casefold() not in said.casefold()] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("differences", [{}, {"measures": []}, {"office": "fells"}, {"library": {"owner": "society"}}])
def test_its_decision_is_valid_against_the_one_schema(
    regulation: grantrules.Regulation, language: str, differences: dict[str, object]
) -> None:
    decision = json.loads(render(regulation.evaluate(changed(**differences)), "json", language))
    jsonschema.validate(decision, schema_of("decision"), jsonschema.Draft202012Validator)
    assert decision["regulation"]["year"] == 2031
    assert decision["language"] == language


def test_it_has_an_application_model_of_its_own(regulation: grantrules.Regulation) -> None:
    model = regulation.application_model
    assert model is not grantrules.Application
    assert set(model.model_fields) == {
        *("kind", "year", "id", "determinations", "measures", "office"),
        *("library", "posted_on", "covering_letter", "plan", "award", "letter"),
    }
    typed = model.model_validate(APPLICATION)
    assert regulation.evaluate(typed).status is grantrules.Status.ELIGIBLE
    with pytest.raises(ValidationError, match="Extra inputs"):
        model.model_validate({"applicant": {"type": "municipality"}})


def test_it_has_a_document_schema_of_its_own(regulation: grantrules.Regulation) -> None:
    schema = document_schema(regulation.rules.vocabulary, Document.APPLICATION)
    jsonschema.Draft202012Validator.check_schema(schema)
    written = json.loads(json.dumps(APPLICATION).replace('"Byen"', '"town"').replace('"bokbussen"', '"bus"'))
    jsonschema.validate(written, schema, jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError, match="'applicant' was unexpected"):
        jsonschema.validate({"applicant": {}}, schema, jsonschema.Draft202012Validator)


def test_a_misspelt_field_is_told_in_the_words_of_the_scheme(regulation: grantrules.Regulation) -> None:
    with pytest.raises(grantrules.ApplicationError) as refused:
        regulation.evaluate({"libary": {}, "measures": [{"what": "bokbusen"}]})
    assert [problem.message for problem in refused.value.problems] == [
        "unknown field `libary`; did you mean `library`?",
        "unknown value `bokbusen`; did you mean `bokbussen`?",
    ]


def test_the_command_line_takes_its_folder_for_a_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "application.json"
    path.write_text(json.dumps(APPLICATION), "utf-8")
    assert main(["evaluate", str(path), "--year", str(SCHEME / "2031"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "eligible"


# -- a folder that adds a fact and a value to the shipped vocabulary


def test_a_folder_may_add_facts_and_values_to_the_shipped_ones() -> None:
    folder = SCHEMES / "one_fact_more"
    assert check_folders(folder).problems == ()
    added = grantrules.load(folder)
    shipped = grantrules.load(2022)
    assert set(added.rules.vocabulary) - set(shipped.rules.vocabulary) == {"measure.night_shift"}
    more, fewer = (set(each.rules.vocabulary["applicant.type"].choices) for each in (added, shipped))
    assert (more - fewer, fewer - more) == ({"lighthouse"}, set())

    application = {
        "applicant": {"type": "fyrtårn", "district_municipality": True},
        "measures": [{"kind": "competence", "night_shift": True}],
    }
    assert added.evaluate(application).status is grantrules.Status.ELIGIBLE
    with pytest.raises(grantrules.ApplicationError) as refused:
        shipped.evaluate(application)
    assert {str(problem.where) for problem in refused.value.problems} == {
        "applicant.type",
        "measures[0].night_shift",
    }

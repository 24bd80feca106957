"""The JSON forms: what a record declares is what is written and what the schema says, each field said once."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from types import SimpleNamespace
from typing import Annotated, Any, Literal, get_args, get_type_hints

import pytest
from pydantic import TypeAdapter
from pydantic_core import to_json as write_json
from typing_extensions import TypedDict, is_typeddict

import grantrules
from grantrules.base.texts import LANGUAGES, Text
from grantrules.compare.causes import Hindrance, Side
from grantrules.compare.effect import Effect
from grantrules.compare.proofs import Act
from grantrules.compare.statements import PartName, RulePart, StatementChange
from grantrules.decision.answer import Applies, Fulfilment, ReportStatus, Timeliness
from grantrules.decision.notes import NoteKind
from grantrules.decision.verdict import CauseKind, Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.language.condition import Basis
from grantrules.language.vocabulary import Asked
from grantrules.render.data import diff, documents, parts, portfolio
from grantrules.render.data.diff import DiffData, HistoryData
from grantrules.render.data.documents import DecisionData, MeasureData, ReportData, decision_data, decision_json
from grantrules.render.data.parts import ApplicationData, Context, RulesContext, StatusName, context_of, in_language
from grantrules.render.data.portfolio import SummaryData
from grantrules.render.data.records import Extended, From, read
from grantrules.results.document import Decision
from grantrules.rules.ruleset import Aspect, Authority, Verb
from grantrules.schema import record_schema, schema_of
from tests.render.test_report_forms import answers
from tests.support.documents import ROOT

FORMS = {
    "decision": DecisionData,
    "answer": ReportData,
    "diff": DiffData,
    "history": HistoryData,
    "summary": SummaryData,
}


@cache
def decisions() -> tuple[Decision, ...]:
    """The decisions on all examples."""
    found = [grantrules.evaluate(grantrules.read(path)) for path in sorted((ROOT / "examples").glob("20*/*.yaml"))]
    assert {each.status for each in found} == set(Status)
    return tuple(found)


def records_in(kind: Any) -> Iterator[Any]:
    """Every record that a type consists of, the outermost first."""
    if is_typeddict(kind):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from records_in(hint)
    for each in get_args(kind):
        yield from records_in(each)


def results(form: str) -> list[Any]:
    """Something that is given in a form, with all that the form can hold."""
    match form:
        case "decision":
            return list(decisions())
        case "answer":
            return list(answers())
        case "diff":
            years = grantrules.diff(2022, 2023, witness=True, measures=1, portfolio=ROOT / "examples/2022")
            return [years, grantrules.diff(2023, 2026)]
        case "history":
            return [grantrules.history(rule.id) for rule in grantrules.load(2022).rules.rules[::10]]
        case _:
            return [grantrules.batch(ROOT / "examples").summary]


# -- what is declared is written, and what is written is declared


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_has_the_declared_types_and_order(form: str) -> None:
    record = FORMS[form]
    declared: TypeAdapter[Any] = TypeAdapter(record)
    for result in results(form):
        for language in LANGUAGES:
            data = result.to_dict(language)
            assert declared.validate_python(data, strict=True) == data
            assert list(data) == list(record.__annotations__)
            assert data["language"] == language


@pytest.mark.parametrize("form", FORMS)
def test_the_schema_has_every_field_of_every_record_and_says_what_each_record_is(form: str) -> None:
    schema = schema_of(form)
    described = {schema["title"]: schema, **schema["$defs"]}
    records = {record.__name__: record for record in records_in(FORMS[form])}
    assert set(described) == set(records)
    for name, record in records.items():
        fields = list(record.__annotations__)
        assert list(described[name]["properties"]) == described[name]["required"] == fields
        said = described[name].get("description")
        assert said == (inspect.cleandoc(record.__doc__) if record.__doc__ else None)
        assert said or name == "DeterminationData", "a key that is a word of Python leaves no room for a docstring"


NAMES: list[tuple[Any, type[Enum]]] = [
    (parts.StatusName, Status),
    (parts.CauseName, CauseKind),
    (parts.AskName, Asked),
    (parts.OutcomeName, OutcomeKind),
    (parts.AuthorityName, Authority),
    (parts.VerbName, Verb),
    (parts.BasisName, Basis),
    (parts.NoteName, NoteKind),
    (documents.ReportStatusName, ReportStatus),
    (documents.AppliesName, Applies),
    (documents.TimelinessName, Timeliness),
    (documents.AspectName, Aspect),
    (get_type_hints(documents.ReportDutyData)["fulfilment"], Fulfilment),
    (diff.StatementName, StatementChange),
    (diff.EffectName, Effect),
    (PartName, RulePart),
    (get_type_hints(diff.RuleQuestionData)["act"], Act),
    (portfolio.SideName, Side),
    (get_type_hints(portfolio.RuleBehindData)["hindrance"], Hindrance),
]


@pytest.mark.parametrize(("names", "enum"), NAMES, ids=[enum.__name__ for _, enum in NAMES])
def test_the_names_to_choose_from_are_those_that_there_are(names: Any, enum: type[Enum]) -> None:
    choices = get_args(names) if set(map(type, get_args(names))) == {str} else get_args(get_args(names)[0])
    assert sorted(choices) == sorted(member.value for member in enum)


# -- a new field is one line


def _number_of_rules(decision: Decision, context: RulesContext) -> str:
    return f"{len(decision.rules.rules)} {context.language}"


class OfTheWhole(ApplicationData):
    """A record with one field more."""

    year: int | None


class Wider(DecisionData):
    """A decision with fields that no decision has."""

    own_status: StatusName
    title: Annotated[str, From("rules.title", in_language)]
    numbered: Annotated[str, From(_number_of_rules)]
    stated: OfTheWhole
    wider: Literal["yes"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_more_in_a_record_is_in_the_json_and_in_the_schema(language: Any) -> None:
    for decision in decisions():
        context = context_of(decision.rules, language)
        data = json.loads(write_json(read(Wider, decision, context)))
        own = decision.to_dict(language)
        assert data == {
            **own,
            "own_status": decision.own_status.value,
            "title": decision.rules.title[language],
            "numbered": f"{len(decision.rules.rules)} {language}",
            "stated": {**own["application"], "year": decision.stated.year},
            "wider": "yes",
        }
        TypeAdapter(Wider).validate_python(data, strict=True)
    schema = record_schema(Wider)
    assert list(schema["properties"]) == list(data) == list(Wider.__annotations__)
    assert schema["properties"]["own_status"]["enum"] == list(get_args(StatusName))
    assert schema["description"] == Wider.__doc__
    assert list(schema["$defs"]["OfTheWhole"]["properties"]) == ["id", "hash", "year"]


# -- how a record is read


class Colour(Enum):
    RED = "red"


class Inner(TypedDict):
    """A record within."""

    name: str


class Outer(TypedDict):
    """A record with a field of every kind."""

    colour: Literal["red", "green"]
    colours: list[Literal["red", "green"]]
    none: Literal["red", "green"] | None
    inner: Inner
    nothing: Inner | None
    inners: list[Inner]
    day: str
    names: list[str]
    text: Annotated[str, From("deep.text", in_language)]
    kind: Literal["outer"]


def test_a_record_is_read_from_attributes_and_written_by_pydantic() -> None:
    of = SimpleNamespace(
        colour=Colour.RED,
        colours=(Colour.RED, Colour.RED),
        none=None,
        inner=SimpleNamespace(name="a"),
        nothing=None,
        inners=(SimpleNamespace(name="b"), {"name": "read before"}),
        day=date(2026, 3, 1),
        names=("x", "y"),
        deep=SimpleNamespace(text=Text("bokmål", en="English")),
    )
    assert json.loads(write_json(read(Outer, of, Context("en")))) == {
        "colour": "red",
        "colours": ["red", "red"],
        "none": None,
        "inner": {"name": "a"},
        "nothing": None,
        "inners": [{"name": "b"}, {"name": "read before"}],
        "day": "2026-03-01",
        "names": ["x", "y"],
        "text": "English",
        "kind": "outer",
    }
    some = SimpleNamespace(**{**vars(of), "none": Colour.RED, "nothing": Extended(of.inner, name="c")})
    data = read(Outer, some, Context("nb"))
    assert (data["none"], data["nothing"], data["text"]) == ("red", {"name": "c"}, "bokmål")


def test_a_record_of_what_has_no_such_attribute_is_an_error() -> None:
    with pytest.raises(AttributeError, match="name"):
        read(Inner, SimpleNamespace(nam="a"), None)
    with pytest.raises(AttributeError, match="name"):
        read(Inner, Extended(SimpleNamespace(), other=1), None)


# -- reasons are written once


@pytest.mark.parametrize("kept", [50_000, 3])
def test_what_was_written_before_is_written_again(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_REASONS_KEPT", kept)
    for decision in (*decisions(), *decisions()):
        whole = write_json(decision_data(decision, "nn"))
        assert decision_json(decision, "nn") == whole
        assert decision.to_json("nn") == whole.decode()


def test_a_reason_is_said_once_for_the_same_outcome_on_the_same_facts() -> None:
    decision = decisions()[0]
    one, other = (decision_data(decision, "nb") for _ in range(2))
    assert one["reasons"]
    assert all(a is b for a, b in zip(one["reasons"], other["reasons"], strict=True))
    assert MeasureData.__annotations__.keys() == one["measures"][0].keys()


def test_a_decision_without_measures_or_reasons_is_written_as_well() -> None:
    decision = grantrules.load(2022).evaluate({})
    assert decision_json(decision, "en") == write_json(decision_data(decision, "en"))
    assert json.loads(decision.to_json("en"))["measures"] == []

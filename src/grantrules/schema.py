"""JSON Schemas: of applications and reports, of rule files and the vocabulary, of decisions, answers and comparisons.

Editors complete rule files from the schema that lies beside them; it lists the vocabulary's facts and
values, so that a misspelt one is marked while it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, TypeAdapter

from grantrules.intake.application import Application, Report
from grantrules.language.condition import operators_of
from grantrules.language.vocabulary import Fact, FactType, Vocabulary
from grantrules.render.data.diff import DiffData, HistoryData
from grantrules.render.data.documents import DecisionData, ReportData
from grantrules.render.data.portfolio import SummaryData
from grantrules.rules.common import shared
from grantrules.rules.compiled import shipped_folder
from grantrules.rules.fileformat import BranchShape, FactExtensionShape, FactShape, RegulationShape, RuleShape
from grantrules.rules.ruleset import Verb

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def model_schema(model: type[BaseModel]) -> Schema:
    """What a document may state, or what stands in a file of which its model says everything."""
    return {"$schema": _DRAFT, **model.model_json_schema()}


def facts_schema() -> Schema:
    """The shape of `facts.yaml`."""
    declared, extended = FactShape.model_json_schema(), FactExtensionShape.model_json_schema()
    definitions = {**declared.pop("$defs", {}), **extended.pop("$defs", {}), "fact": declared, "extension": extended}
    items = {"anyOf": [{"$ref": "#/$defs/fact"}, {"$ref": "#/$defs/extension"}]}
    return _object({"facts": {"type": "array", "items": items}}, required=["facts"], definitions=definitions)


def rules_schema(vocabulary: Vocabulary) -> Schema:
    """The shape of every file of rules of a year, `regulation.yaml` among them."""
    rule, header, branch = (
        RuleShape.model_json_schema(),
        RegulationShape.model_json_schema(),
        BranchShape.model_json_schema(),
    )
    definitions: Schema = {}
    for shape in (rule, header, branch):
        definitions |= shape.pop("$defs", {})
    condition = {"$ref": "#/$defs/condition"}
    conditions = [verb.value for verb in Verb if verb not in (Verb.STATE, Verb.SILENT)]
    definitions["rule"] = {
        **rule,
        "properties": rule["properties"] | dict.fromkeys(["when", "fulfilled", *conditions], condition),
    }
    definitions["condition"] = _condition(vocabulary, branch["properties"])
    definitions["conditions"] = {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1}
    definitions["count"] = _count()
    definitions["formula"] = _formula(vocabulary)
    properties = {**header["properties"], "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}}}
    return _object(properties, required=[], definitions=definitions)


def _object(properties: Schema, required: list[str], definitions: Schema) -> Schema:
    return {
        "$schema": _DRAFT,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _condition(vocabulary: Vocabulary, branch: Schema) -> Schema:
    conditions = {"$ref": "#/$defs/conditions"}
    builders = {
        "all": conditions,
        "any": conditions,
        "not": {"$ref": "#/$defs/condition"},
        "count": {"$ref": "#/$defs/count"},
        "readings": {**conditions, "minItems": 2},
    }
    facts = {path: {"description": fact.label.nb, **_comparison(fact)} for path, fact in vocabulary.items()}
    return {"type": "object", "properties": {**builders, **branch, **facts}, "additionalProperties": False}


def _comparison(fact: Fact) -> Schema:
    value = _value(fact)
    if fact.type is FactType.CHOICES:
        members = {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}
        return _operators(dict.fromkeys(operators_of(fact.type), members))
    direct = [value, {"type": "array", "items": value, "minItems": 1}]
    if fact.type is FactType.DATE:
        day = {"anyOf": [value, {"type": "string"}, {"$ref": "#/$defs/formula"}]}
        return {"anyOf": [*direct, _operators(dict.fromkeys(operators_of(fact.type), day))]}
    if fact.type.ordered:
        number = {"anyOf": [value, {"type": "string"}]}
        return {"anyOf": [*direct, _operators(dict.fromkeys(operators_of(fact.type), number))]}
    return {"anyOf": direct}


def _value(fact: Fact) -> Schema:
    match fact.type:
        case FactType.CHOICE | FactType.CHOICES:
            return {"enum": list(fact.choices)}
        case FactType.BOOLEAN:
            return {"type": "boolean"}
        case FactType.INTEGER | FactType.YEAR:
            return {"type": "integer"}
        case FactType.MONEY:
            return {"type": "number"}
        case FactType.DATE:
            return {"type": "string", "format": "date"}
        case FactType.TEXT | FactType.ORGANISATION_NUMBER:
            return {"type": "string"}


def _operators(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _count() -> Schema:
    number = {"type": "integer", "minimum": 0}
    bounds = dict.fromkeys(operators_of(FactType.INTEGER), number)
    return {**_operators({"where": {"$ref": "#/$defs/condition"}, **bounds}), "required": ["where"]}


def _formula(vocabulary: Vocabulary) -> Schema:
    years = [path for path, fact in vocabulary.items() if fact.type is FactType.YEAR]
    after = {
        "type": "object",
        "properties": {year: {"type": "integer"} for year in years},
        "additionalProperties": False,
    }
    day = {"type": "string", "pattern": r"^\d{2}-\d{2}$"}
    return {**_operators({"day": day, "years_after": after}), "required": ["day", "years_after"]}


def record_schema(record: type) -> Schema:
    """A record of `render/data/` as JSON: its fields, and what their docstrings say of it."""
    return {"$schema": _DRAFT, **TypeAdapter(record).json_schema(mode="serialization")}


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "application": lambda: model_schema(Application),
    "report": lambda: model_schema(Report),
    "rules": lambda: rules_schema(shared(shipped_folder()).vocabulary),
    "decision": lambda: record_schema(DecisionData),
    "answer": lambda: record_schema(ReportData),
    "diff": lambda: record_schema(DiffData),
    "history": lambda: record_schema(HistoryData),
    "summary": lambda: record_schema(SummaryData),
}
"""What `grantrules schema` can print, for the shipped vocabulary."""


def schema_of(name: str) -> Schema:
    """One of the schemas by name."""
    return SCHEMAS[name]()

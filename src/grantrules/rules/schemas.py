"""The JSON Schemas of the files of a regulation, by which editors complete and mark them.

They come from the shapes in `fileformat.py` and `ledger.py`, from the vocabulary, and from the operators in `language/condition.py`;
what no schema can say is left to `grantrules check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from grantrules.language.condition import Basis, Doubt
from grantrules.language.editorhelp import (
    Schema,
    either,
    named,
    narrowed,
    needed,
    one_of,
    said_of,
    suggested,
    values_of,
)
from grantrules.language.vocabulary import OFFICE, Asked, Document, Fact, FactType, Vocabulary
from grantrules.rules.conditionschemas import CONDITION, condition_schema, day_schema, parts_of_conditions, paths_of
from grantrules.rules.fileformat import (
    ONLY_WITH,
    BranchShape,
    FactExtensionShape,
    FactShape,
    FactsShape,
    OfficesShape,
    RegulationShape,
    RuleFileShape,
    RuleShape,
    SourcesShape,
)
from grantrules.rules.ledger import LedgerShape
from grantrules.rules.ruleset import NATIONAL, Aspect, Authority, SourceDocument, Verb

MEANINGS: Mapping[str, Mapping[str, str]] = {
    Basis.__name__: {
        "stated": "the source says it",
        "inferred": "it follows from what the source says",
        "assumed": "the source does not say it; it is how its words are taken",
        "awaited": "in a draft: as an earlier year had it; it waits for a source of this year",
    },
    Authority.__name__: {
        "regulation": "the regulation itself",
        "own_procedure": "an office on its own procedure",
        "directorate_page": "a web page of the directorate",
        "directorate_presentation": "a presentation of the directorate",
        "office_slide": "a slide on which one office retells",
        "outside": "a source outside the administration, such as a grantee or a newspaper",
    },
    Aspect.__name__: {
        "content": "what a report must contain",
        "form": "in what form it is sent",
        "recipient": "who it is sent to",
        "accounts": "the accounts",
        "audit": "the auditor's certificate",
        "unspent_funds": "what becomes of unspent money; never holds the status of a report",
        "documentation": "what is sent to a documentation centre",
        "payment": "the payment; never holds the status of a report",
        "control": "control; never holds the status of a report",
        "consequences": "what follows where terms are not met; never holds the status of a report",
    },
    Doubt.__name__: {
        "disputed": "the sources differ",
        "unclear": "the source can be read in more ways than one",
        "silent": "the sources say nothing",
    },
    Asked.__name__: {
        "applicant": "the applicant",
        "caseworker": "the caseworker",
        "office": "the county governor's office, for all that apply to it",
        "letter": "the grant letter",
    },
    Document.__name__: {"application": "an application", "report": "a report on a grant"},
    FactType.__name__: {each.value: each.words for each in FactType},
}
"""What each value of an enumeration in a file means, for editors."""


def _shaped(shape: type[BaseModel]) -> tuple[Schema, dict[str, Schema]]:
    """The schema of a shape, and of the parts that it refers to."""
    made = shape.model_json_schema()
    parts = {name: _with_meanings(name, part) for name, part in made.pop("$defs", {}).items()}
    return narrowed(made, parts, nothing=False), {
        name: narrowed(part, parts, nothing=False) for name, part in parts.items()
    }


def _with_meanings(name: str, part: Schema) -> Schema:
    return {**part, "enumDescriptions": [MEANINGS[name][each] for each in part["enum"]]} if "enum" in part else part


def _file(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    return {**schema, "type": "object", "additionalProperties": False, "$defs": needed(schema, parts)}


def _needs(*keys: str) -> Schema:
    return {"type": "object", "required": list(keys)}


def _with(schema: Schema, **changed: Schema) -> Schema:
    """A schema with more to say of some of its keys."""
    properties = schema["properties"]
    return {**schema, "properties": {**properties, **{key: {**properties[key], **changed[key]} for key in changed}}}


def _citing(parts: Mapping[str, Schema], documents: Mapping[str, SourceDocument]) -> dict[str, Schema]:
    """The parts, in which citations suggest the documents that there are; those of a later draft are not refused."""
    return {**parts, "CitationShape": _with(parts["CitationShape"], document=_known(documents))}


def _known(documents: Mapping[str, SourceDocument]) -> Schema:
    return suggested({}, one_of({id_: named(each.title) for id_, each in documents.items()}))


def sources_schema(vocabulary: Vocabulary) -> Schema:
    """The shape of `sources.yaml`."""
    schema, parts = _shaped(SourcesShape)
    parts["DocumentShape"] = _with(parts["DocumentShape"], office=_offices(vocabulary))
    return _file(schema, parts)


def ledger_schema(documents: Mapping[str, SourceDocument]) -> Schema:
    """The shape of a ledger."""
    schema, parts = _shaped(LedgerShape)
    return _file(_with(schema, document=_known(documents)), parts)


def facts_schema() -> Schema:
    """The shape of `facts.yaml`: facts that are declared, and such as have more values here."""
    declared, parts = _shaped(FactShape)
    more_values = FactExtensionShape.model_json_schema()["required"]
    of_a_list = {"enum": [FactType.CHOICE.value, FactType.CHOICES.value]}
    parts["fact"] = {
        **declared,
        "required": ["path"],
        "if": {"required": more_values, "maxProperties": len(more_values)},
        "then": {"properties": {"values": {"minProperties": 1}}},
        "else": _needs(*declared["required"]),
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": of_a_list}},
                "then": _needs("values"),
                "else": {"if": {"required": ["type"]}, "then": {"properties": {"values": {"maxProperties": 0}}}},
            },
            {
                "if": {"required": ["deadline_of"]},
                "then": {"properties": {"type": {"const": FactType.DATE.value}}},
            },
        ],
    }
    whole, _ = _shaped(FactsShape)
    return _file(_with(whole, facts={"items": {"$ref": "#/$defs/fact"}}), parts)


def offices_schema(vocabulary: Vocabulary, documents: Mapping[str, SourceDocument]) -> Schema:
    """The shape of `offices.yaml`: each value is one of its fact."""
    schema, parts = _shaped(OfficesShape)
    facts = {path: fact for path, fact in vocabulary.items() if path.startswith("office.") and path != OFFICE}
    parts["OfficeValueShape"] = {
        **_with(
            parts["OfficeValueShape"],
            fact=one_of({path: said_of(fact) for path, fact in facts.items()}),
            office=_offices(vocabulary, {NATIONAL: "what holds wherever an office has set nothing else"}),
        ),
        "allOf": [
            {
                "if": {"required": ["fact"], "properties": {"fact": {"const": path}}},
                "then": {"properties": {"value": _written(fact)}},
            }
            for path, fact in facts.items()
        ],
    }
    return _file(schema, _citing(parts, documents))


def _written(fact: Fact) -> Schema:
    """A value of a fact as a file has it: of a set, a list."""
    value = values_of(fact)
    return {"type": "array", "items": value} if fact.type is FactType.CHOICES else value


def _offices(vocabulary: Vocabulary, more: Mapping[str, str] | None = None) -> Schema:
    """The offices that can be named, where the vocabulary knows offices."""
    fact = vocabulary.get(OFFICE)
    known = {choice.id: named(choice.label) for choice in fact.choices.values()} if fact else {}
    return one_of({**(more or {}), **known}) if known else {}


def rules_schema(vocabulary: Vocabulary, documents: Mapping[str, SourceDocument]) -> Schema:
    """The shape of every file of rules of a year, `regulation.yaml` among them."""
    header, parts = _shaped(RegulationShape)
    rule, of_rules = _shaped(RuleShape)
    branch, of_branches = _shaped(BranchShape)
    parts |= {**of_rules, **of_branches, **parts_of_conditions(vocabulary)}
    parts["rule"] = _rule(rule, vocabulary)
    parts["condition"] = condition_schema(branch, vocabulary)
    parts["conditions"] = {"type": "array", "items": CONDITION, "minItems": 1}
    topic, _ = _shaped(RuleFileShape)
    head = header.pop("required")
    schema = {
        **_with(header, rules={**topic["properties"]["rules"], "items": {"$ref": "#/$defs/rule"}}),
        "description": "A file of rules; `regulation.yaml` also says which year and revision it is.",
        "if": {"anyOf": [{"required": [key]} for key in head]},
        "then": _needs(*head),
        "else": _needs(*topic["required"]),
    }
    return _file(schema, _citing(parts, documents))


def _rule(shape: Schema, vocabulary: Vocabulary) -> Schema:
    """A rule; what goes with its verb, and what does not."""
    verbs = [verb.value for verb in Verb if verb.value in shape["properties"]]
    conditions = [*(verb for verb in verbs if verb != Verb.STATE.value), "when", "fulfilled"]
    dates = paths_of(vocabulary, FactType.DATE)
    changed: dict[str, Schema] = {key: {**CONDITION} for key in conditions}
    changed["office"] = _offices(vocabulary)
    changed["due"] = day_schema(vocabulary, {"not_stated": "no document gives the date"})
    changed["received"] = one_of(dates)
    fits: dict[str, Schema] = {verb: {"properties": dict(_refused_beside(verb, verbs))} for verb in verbs}
    fits[Verb.OBLIGE.value]["dependentRequired"] = {"remedy": ["fulfilled"]}
    return {**_with(shape, **changed), "dependentSchemas": fits}


def _refused_beside(verb: str, verbs: Iterable[str]) -> Iterator[tuple[str, Schema]]:
    """The keys that cannot stand beside a verb; `errorMessage` is what editors tell of them."""
    for each in verbs:
        if each != verb:
            yield each, {"enum": [], "errorMessage": f"a rule has one verb; this has `{verb}` too"}
    for key, allowed in ONLY_WITH.items():
        if verb not in allowed:
            yield key, {"enum": [], "errorMessage": f"`{key}` goes with {either(allowed)}, not with `{verb}`"}

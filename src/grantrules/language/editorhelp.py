"""What JSON Schemas tell editors: of each fact its label, question and values, and alternatives told apart by what is written.

An editor shows a key's `description` and, under the name `enumDescriptions`, what each of its values means. Where a key can hold
one thing or another, `if` tells them apart, so that a mistake is named for what it is and not as "none of these".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grantrules.base.texts import Text
from grantrules.language.vocabulary import Fact, FactType

Schema = dict[str, Any]

NOTHING: Schema = {"type": "null"}

_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs")
_PARTS = ("items", "additionalProperties", "propertyNames", "not", "if", "then", "else")


def named(text: Text) -> str:
    """What something is called in English, with the Norwegian name."""
    return text["en"] if text["en"] == text.nb else f"{text['en']} ({text.nb})"


def said_of(fact: Fact) -> str:
    """What an editor shows of a fact: its label, its question, and where it exists at all."""
    only = fact.only_for
    where = f" Only where `{only.path}` is {either(sorted(only.values))}." if only else ""
    return (
        f"{named(fact.label)}. {fact.question_in(0, 'en')}{where}"  # in no year, so that values have their own labels
    )


def either(words: Iterable[str]) -> str:
    """Some words, of which any will do."""
    return " or ".join(f"`{word}`" for word in words)


def values_of(fact: Fact) -> Schema:
    """What stands for one value of a fact in a file of rules."""
    match fact.type:
        case FactType.CHOICE | FactType.CHOICES:
            return one_of({choice.id: named(choice.label) for choice in fact.choices.values()})
        case FactType.BOOLEAN:
            return {"type": "boolean"}
        case FactType.INTEGER:
            return {"type": "integer"}
        case FactType.YEAR:
            return {"type": "integer", "minimum": 1900, "maximum": 2199}
        case FactType.MONEY:
            return {"type": "number"}
        case FactType.DATE:
            return {"type": "string", "format": "date"}
        case FactType.TEXT | FactType.ORGANISATION_NUMBER | FactType.MUNICIPALITY_NUMBER:
            return {"type": "string"}


def one_of(meanings: Mapping[str, str]) -> Schema:
    """One of some words, with what each means."""
    return {"type": "string", "enum": list(meanings), "enumDescriptions": list(meanings.values())}


def one_or_more(one: Schema) -> Schema:
    """One thing, or a list of such."""
    return apart("array", {"type": "array", "items": one, "minItems": 1}, one)


def apart(type_: str, then: Schema, otherwise: Schema) -> Schema:
    """One thing where something of a JSON type is written, and another where anything else is."""
    return {"if": {"type": type_}, "then": then, "else": otherwise}


def suggested(schema: Schema, values: Schema) -> Schema:
    """The same schema, with values that editors suggest; they do not look for any behind an `if`. It refuses nothing more."""
    return {**schema, "anyOf": [values, {}]}


def narrowed(schema: Schema, parts: Mapping[str, Schema], *, nothing: bool) -> Schema:
    """A schema as pydantic makes it, with its alternatives told apart, and without titles made of names.

    Alternatives are two things of which the first is known by its type, and something or nothing; where `nothing` is not to
    be written, the latter goes. `parts` are what the schema refers to.
    """
    made: Schema = {}
    for key, value in schema.items():
        if key in _MAPS:
            made[key] = {name: narrowed(each, parts, nothing=nothing) for name, each in value.items()}
        elif key in _PARTS and isinstance(value, dict):
            made[key] = narrowed(value, parts, nothing=nothing)
        elif key == "anyOf":
            made = {**_told_apart([narrowed(each, parts, nothing=nothing) for each in value], parts, nothing), **made}
        elif key != "title" and (key != "default" or value):
            made[key] = value
    return made


def _told_apart(options: list[Schema], parts: Mapping[str, Schema], nothing: bool) -> Schema:
    some = [each for each in options if each != NOTHING]
    if len(some) == 2:
        first, other = some
        return apart(first["type"], first, other)
    (one,) = some
    return _or_nothing(one, parts) if nothing else one


def _or_nothing(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    """What may also be left empty, in one piece: a reference could not say so."""
    if "$ref" in schema:
        part = parts[schema["$ref"].removeprefix("#/$defs/")]
        schema = {**narrowed(part, parts, nothing=True), **schema}
        del schema["$ref"]
    made = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        made["enum"] = [*schema["enum"], None]
    return made


def needed(schema: Schema, parts: Mapping[str, Schema]) -> dict[str, Schema]:
    """Those of the parts that a schema refers to, or that these refer to."""
    found: dict[str, Schema] = {}
    waiting = [schema]
    while waiting:
        for name in _referred(waiting.pop()):
            if name not in found:
                found[name] = parts[name]
                waiting.append(parts[name])
    return found


def _referred(value: object) -> Iterator[str]:
    inner: Any = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"].removeprefix("#/$defs/")
    for each in inner:
        yield from _referred(each)

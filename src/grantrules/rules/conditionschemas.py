"""The JSON Schema of conditions: what they are built with, and what each fact can be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grantrules.language.condition import operators_of
from grantrules.language.editorhelp import Schema, apart, named, one_of, one_or_more, said_of, suggested, values_of
from grantrules.language.vocabulary import Fact, FactType, Vocabulary

_BUILDERS = {
    "all": "Every one of these conditions holds.",
    "any": "At least one of these conditions holds.",
    "not": "This condition does not hold.",
    "count": "How many measures of the application a condition holds for.",
    "readings": "The readings of one sentence: it holds where all do, fails where all fail, and is open otherwise.",
}

_OPERATORS = {
    "at_least": "It is this or more.",
    "at_most": "It is this or less.",
    "over": "It is more than this.",
    "under": "It is less than this.",
    "by": "It is on this day or before.",
    "before": "It is before this day.",
    "after": "It is after this day.",
    "any_in": "The set has at least one of these.",
    "all_in": "The set has none but these.",
}
"""What operators mean, for editors."""

CONDITION: Schema = {"$ref": "#/$defs/condition"}
"""A condition, where a schema has it among its parts."""

_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def condition_schema(branch: Schema, vocabulary: Vocabulary) -> Schema:
    """A condition; a fact that is a key of it is compared with what the fact takes."""
    conditions: Schema = {"$ref": "#/$defs/conditions"}
    reading = {**CONDITION, "required": ["id"]}
    builders: dict[str, Schema] = {
        "all": conditions,
        "any": conditions,
        "not": CONDITION,
        "count": {"$ref": "#/$defs/count"},
        "readings": {"type": "array", "items": reading, "minItems": 2},
    }
    return {
        "type": "object",
        "properties": {
            **{key: {**schema, "description": _BUILDERS[key]} for key, schema in builders.items()},
            **branch["properties"],
            **{path: {**_compared(fact), "description": said_of(fact)} for path, fact in vocabulary.items()},
        },
        "additionalProperties": False,
        "dependentRequired": {key: ["id"] for key in branch["properties"] if key != "id"},
    }


def _compared(fact: Fact) -> Schema:
    """What a fact can be compared with: a value, one of several, or what its operators take."""
    value = {"$ref": f"#/$defs/{fact.path}"} if fact.choices else values_of(fact)
    if fact.type is FactType.CHOICES:
        return _operators({word: suggested(one_or_more(value), value) for word in operators_of(fact.type)})
    operators = {"$ref": f"#/$defs/{_compared_by(fact.type)}"}
    return suggested(apart("object", operators, one_or_more(value)), value)


def _compared_by(type_: FactType) -> str:
    return f"{type_.value}_compared" if operators_of(type_) else "compared_as_it_is"


def parts_of_conditions(vocabulary: Vocabulary) -> dict[str, Schema]:
    """What conditions refer to: the values of choices, what the operators of each type take, counts and formulas."""
    made = {fact.path: values_of(fact) for fact in vocabulary.values() if fact.choices}
    for fact in vocabulary.values():
        if fact.type is not FactType.CHOICES:
            bound = day_schema(vocabulary) if fact.type is FactType.DATE else _number(fact, vocabulary)
            made[_compared_by(fact.type)] = _operators(dict.fromkeys(operators_of(fact.type), bound))
    number = {"type": "integer", "minimum": 0}
    where = {**CONDITION, "description": "The condition that measures are counted by."}
    count = _operators(dict.fromkeys(operators_of(FactType.INTEGER), number))
    count["properties"]["where"] = where
    del count["minProperties"]
    made["count"] = {**count, "required": ["where"], "dependentSchemas": {"where": {"minProperties": 2}}}
    made["formula"] = _formula(vocabulary)
    return made


def _operators(operands: Mapping[str, Schema]) -> Schema:
    properties = {word: {**operand, "description": _OPERATORS[word]} for word, operand in operands.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _number(fact: Fact, vocabulary: Vocabulary) -> Schema:
    """A number, or another fact that is one of the same kind."""
    paths = one_of(paths_of(vocabulary, fact.type))
    return suggested(apart("string", paths, values_of(fact)), paths)


def day_schema(vocabulary: Vocabulary, besides: Mapping[str, str] | None = None) -> Schema:
    """A date, another fact that is one, or a formula."""
    paths = one_of({**(besides or {}), **paths_of(vocabulary, FactType.DATE)})
    written = {"if": {"type": "string", "pattern": "^[0-9]"}, "then": _DAY, "else": paths}
    return suggested(apart("object", {"$ref": "#/$defs/formula"}, written), paths)


def paths_of(vocabulary: Vocabulary, type_: FactType) -> dict[str, str]:
    """The facts of a type, and what they are called."""
    return {path: named(fact.label) for path, fact in vocabulary.items() if fact.type is type_}


def _formula(vocabulary: Vocabulary) -> Schema:
    years: Iterable[tuple[str, Fact]] = ((p, fact) for p, fact in vocabulary.items() if fact.type is FactType.YEAR)
    after = {
        "type": "object",
        "description": "The fact that is a year, and how many years after it.",
        "properties": {path: {"type": "integer", "description": said_of(fact)} for path, fact in years},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    day = {"type": "string", "pattern": r"^\d{2}-\d{2}$", "description": "The day, as month-day: 03-01."}
    return {
        "type": "object",
        "description": "A day of a later year, such as `{day: 03-01, years_after: {grant.award_year: 1}}`.",
        "properties": {"day": day, "years_after": after},
        "required": ["day", "years_after"],
        "additionalProperties": False,
    }

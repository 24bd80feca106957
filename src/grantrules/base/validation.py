"""From pydantic's errors to problems: placed, in our words, with suggestions.

The files of rules are validated by pydantic; this is the one place that turns what it reports into lines that a
person can act on.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from grantrules.base.codes import Code
from grantrules.base.errors import DataPath, Problem, Problems, Refused, Said, did_you_mean, unknown
from grantrules.base.nodes import Node, plain
from grantrules.base.places import Locate, in_file
from grantrules.base.values import not_text, show

M = TypeVar("M", bound=BaseModel)


def validate_node(model: type[M], node: Node, problems: Problems) -> M | None:
    """Validate what stands in a file; what is wrong goes to `problems`."""
    return validate(model, plain(node), in_file(node), problems)


def validate(model: type[M], data: object, place: Locate, problems: Problems) -> M | None:
    """Validate data against a model; what is wrong goes to `problems`, all of it."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems.extend(_problem(found, model, place) for found in error.errors(include_url=False))
        return None


_VALUES = {"int_type": "a whole number", "bool_type": "true or false"}
_SHAPES = {
    "is_instance_of": "a list",  # `Several`, which takes any sequence but text
    "sequence_str": "a list",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def _problem(found: Any, model: type[BaseModel], place: Locate) -> Problem:
    path: DataPath = tuple(step for step in found["loc"] if step != "[key]")
    kind, given = found["type"], found["input"]
    if kind == "extra_forbidden":
        at = _model_at(model, path[:-1])
        known = [field.alias or name for name, field in at.model_fields.items()] if at else []
        return Problem(place(path, True), *unknown(Code.UNKNOWN_FIELD, str(path[-1]), known))
    if kind == "missing":
        return Problem(place(path[:-1], True), Code.MISSING_FIELD, f"missing `{path[-1]}`")
    if kind == "value_error":
        refused: Refused = found["ctx"]["error"]  # which all readers raise
        return Problem(place(path, False), refused.code, str(refused))
    if kind == "string_type":
        return Problem(place(path, False), Code.UNREADABLE_VALUE, not_text(given))
    if kind in _VALUES:
        return Problem(place(path, False), Code.UNREADABLE_VALUE, f"expected {_VALUES[kind]}, found {show(given)}")
    if kind in _SHAPES:
        return Problem(place(path, False), Code.WRONG_SHAPE, f"expected {_SHAPES[kind]}, found {show(given)}")
    if kind in ("literal_error", "enum"):
        options = [option.strip(" '") for option in found["ctx"]["expected"].replace(" or ", ", ").split(",")]
        hint = did_you_mean(given if isinstance(given, str) else "", options)
        return Problem(place(path, False), Code.UNKNOWN_VALUE, f"unknown value {show(given)}{hint}")
    if kind == "too_short":
        return Problem(place(path, False), Code.OUT_OF_RANGE, "expected at least one here, found none")
    if kind == "too_long":
        return Problem(
            place(path, False), Code.OUT_OF_RANGE, f"expected at most {found['ctx']['max_length']} here, found more"
        )
    if kind == "greater_than_equal":
        return Problem(
            place(path, False), Code.OUT_OF_RANGE, f"expected {found['ctx']['ge']} or more, found {show(given)}"
        )
    return Problem(place(path, False), *_unforeseen(given))


def _unforeseen(given: object) -> Said:
    """What is said where pydantic refuses something for a reason that none of our models gives it yet."""
    return Said(Code.UNREADABLE_VALUE, f"{show(given)} cannot stand here; `grantrules schema` shows what can")


def _model_at(model: type[BaseModel], path: DataPath) -> type[BaseModel] | None:
    """The model that validates what stands at `path`, found through the annotations on the way."""
    current: type[BaseModel] | None = model
    for step in path:
        if current is None or isinstance(step, int):
            continue
        by_name = {field.alias or name: field for name, field in current.model_fields.items()}
        field = by_name.get(step)
        if field is not None:
            current = _inner_model(field.annotation)
    return current


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_inner_model(argument) for argument in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)

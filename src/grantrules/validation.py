"""From pydantic's errors to problems: placed, in our words, with suggestions.

Structure is validated by pydantic everywhere (files of rules, applications); this is the one place
that turns what it reports into lines that a person can act on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from grantrules.errors import Location, Problem, Problems, did_you_mean
from grantrules.nodes import Node, kind_of, locate, plain
from grantrules.values import show

Path = tuple[str | int, ...]
Locate = Callable[[Path, bool], Location]
"""Where a path into the data stands: its value, or (true) the key that it stands under."""

M = TypeVar("M", bound=BaseModel)


def in_file(root: Node) -> Locate:
    """Places of data that was read from a file."""
    return lambda path, key: locate(root, path, key=key)


def in_data(name: str) -> Locate:
    """Places of data that came without a file: a pointer such as `measures[1].level`."""
    return lambda path, _key: Location(pointer(path) or name)


def pointer(path: Path) -> str:
    """A path as it would be written in Python."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")


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


def expected_mapping(node: Node, what: str, problems: Problems) -> None:
    """Note that something other than a mapping stands where one was expected."""
    problems.add(node.where, f"expected {what} as a mapping, found {kind_of(node)}")


_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def _problem(found: Any, model: type[BaseModel], place: Locate) -> Problem:
    path: Path = found["loc"]
    kind, given = found["type"], found["input"]
    if kind == "extra_forbidden":
        known = _fields(_model_at(model, path[:-1]))
        name = str(path[-1])
        return Problem(place(path, True), f"unknown field `{name}`{did_you_mean(name, known)}")
    if kind == "missing":
        return Problem(place(path[:-1], True), f"missing `{path[-1]}`")
    if kind == "value_error":
        return Problem(place(path, False), str(found["ctx"]["error"]))
    if kind in _TYPES:
        return Problem(place(path, False), f"expected {_TYPES[kind]}, found {show(given)}")
    if kind in ("literal_error", "enum"):
        options = [option.strip(" '") for option in found["ctx"]["expected"].replace(" or ", ", ").split(",")]
        return Problem(place(path, False), f"unknown value {show(given)}{did_you_mean(str(given), options)}")
    if kind == "string_pattern_mismatch":
        return Problem(place(path, False), f"expected lower-case words joined by hyphens, found {show(given)}")
    if kind in ("string_too_short", "too_short"):
        return Problem(place(path, False), "expected something here, found nothing")
    return Problem(place(path, False), f"{found['msg'][0].lower()}{found['msg'][1:]}, found {show(given)}")


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
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


def _fields(model: type[BaseModel] | None) -> list[str]:
    return [] if model is None else [field.alias or name for name, field in model.model_fields.items()]


def as_mapping(data: object) -> Mapping[str, object] | None:
    """The data as a mapping with text keys, if it is one."""
    return data if isinstance(data, Mapping) and all(isinstance(key, str) for key in data) else None

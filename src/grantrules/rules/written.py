"""What can stand under a key of a file: ids, paths, some text, one or a list, and what editors are told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from grantrules.base.codes import Code
from grantrules.base.errors import Refused
from grantrules.base.values import read_word, show


def list_or_one(item: Any, least: int = 0) -> Any:
    """For a list in which one thing alone counts as a list of one."""
    listed = Annotated[list[item], Field(min_length=least or None)]
    return BeforeValidator(
        lambda value: value if isinstance(value, list) else [value], json_schema_input_type=listed | item
    )


def says(description: str, **more: Any) -> Any:
    """What an editor shows of a key, and of its values; `enumDescriptions` is what editors call the latter."""
    told: dict[str, Any] = {"json_schema_extra": more} if more else {}  # nothing would undo what another field says
    return Field(description=description, **told)


def one_of(values: type[Any]) -> Any:
    """An enum member, written as its value."""
    options = [member.value for member in values]

    def read(value: object) -> object:
        return value if isinstance(value, values) else values(read_word(value, options))

    return BeforeValidator(read)


@dataclass(frozen=True)
class _Like:
    """Text that matches a pattern, and what the message calls such text."""

    pattern: str
    what: str

    def read(self, value: str) -> str:
        if re.search(self.pattern, value) is None:
            raise Refused(Code.UNREADABLE_VALUE, f"expected {self.what}, found {show(value.strip() or None)}")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": self.pattern}


Id = Annotated[str, _Like(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "lower-case words joined by hyphens")]
FactPath = Annotated[
    str, _Like(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,2}$", "two or three lower-case words joined by points")
]
SomeText = Annotated[str, _Like(r"\S", "text")]
YearKey = Annotated[str, _Like("^[0-9]{4}$", "a year such as 2026")]
Raw = Annotated[Any, WithJsonSchema({})]
ConditionAsWritten = Annotated[Any, WithJsonSchema({"type": "object"})]

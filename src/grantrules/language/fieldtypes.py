"""The pydantic types of an application's fields: the readers of `values.py` with their JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, PlainSerializer, PlainValidator
from pydantic import WithJsonSchema as Schema
from pydantic_core import CoreSchema, core_schema, to_json

from grantrules.base import identifiers, values
from grantrules.base.values import has_too_many_digits, is_ambiguous
from grantrules.language.vocabulary import Document, spellings


def _as_json_number(amount: int | Decimal) -> int | float:
    """An amount as a number that is read back as just that amount.

    Raises:
        ValueError: no plain number of JSON is just that: it has more than some fifteen digits, is a tiny fraction, or could be meant in two ways.
    """
    if isinstance(amount, int):
        return amount
    number = float(amount)
    written = to_json(number).decode()
    if "e" in written or has_too_many_digits(written) or is_ambiguous(written) or Decimal(written) != amount:
        raise ValueError(f"the amount {amount} cannot be written as a number in JSON without becoming another")
    return number


Kroner = Annotated[
    int | Decimal,
    PlainValidator(values.read_money),
    PlainSerializer(_as_json_number, return_type=int | float, when_used="json"),
    Schema({"type": "number", "description": "kroner"}),
]
Whole = Annotated[int, PlainValidator(values.read_integer), Schema({"type": "integer"})]
Year = Annotated[int, PlainValidator(values.read_year), Schema({"type": "integer", "minimum": 1900, "maximum": 2199})]
Day = Annotated[
    date,
    PlainValidator(values.read_date),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    Schema({"type": "string", "format": "date"}),
]
YesNo = Annotated[bool, PlainValidator(values.read_boolean), Schema({"type": "boolean"})]
Words = Annotated[str, PlainValidator(values.read_text), Schema({"type": "string"})]

OrganisationNumber = Annotated[str, PlainValidator(identifiers.read_organisation_number), Schema({"type": "string"})]

MunicipalityNumber = Annotated[
    str, PlainValidator(identifiers.read_municipality_number), Schema({"type": "string", "pattern": "^[0-9]{4}$"})
]


@dataclass(frozen=True, eq=False)
class OneOf:
    """Reads one of the values of a `Literal`, which may list the aliases too, by any of its names.

    Of each value are given the aliases that are declared, which editors suggest, and what else it is called.
    """

    declared: Mapping[str, Sequence[str]]
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """The value that each other spelling stands for."""
        return spellings(self.declared)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        names = self.names(source)
        return _reading(
            lambda value: values.read_choice(value, names), {"type": "string", "enum": [*names.other, *self.aliases]}
        )

    def names(self, literal: Any) -> values.Names:
        """All names of the values among the words of a `Literal`."""
        ids = (word for word in get_args(literal) if word not in self.aliases)
        return values.Names({id_: (*self.declared.get(id_, ()), *self.labels.get(id_, ())) for id_ in ids})


@dataclass(frozen=True, eq=False)
class KindOf:
    """Reads the kind of a document, in English or in Norwegian; that it is another kind is told."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (own,) = get_args(source)
        return _reading(
            Document(own).read,
            {"type": "string", "enum": [own, *Document(own).aliases], "default": own},
        )


@dataclass(frozen=True, eq=False)
class SomeOf:
    """Reads a list of values, of a collection of such a type, as a set."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (member,) = get_args(source)
        literal, one_of = get_args(member)
        names = one_of.names(literal)
        items = {"type": "string", "enum": [*names.other, *one_of.aliases]}
        return _reading(lambda value: values.read_choices(value, names), {"type": "array", "items": items})


def _reading(read: Callable[[Any], object], schema: dict[str, Any]) -> CoreSchema:
    functions = {"pydantic_js_functions": [lambda _schema, _handler: schema]}
    return core_schema.no_info_plain_validator_function(read, metadata=functions)


@dataclass(frozen=True, eq=False)
class ListOf:
    """Reads a list of parts, of a sequence of such; it is kept as a tuple."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (part,) = get_args(source)
        return handler.generate_schema(tuple[part, ...])  # type: ignore[valid-type]


class DocumentPart(BaseModel):
    """What every part of a document shares: unknown fields are refused, and nothing changes afterwards.

    A field that is left out, or is `None`, is unknown; it is never given a value of its own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class DeterminationPart(DocumentPart):
    """A person's decision on a point that the rules leave open (docs/language.md, sentence 9)."""

    is_: Annotated[Words, Field(alias="is", description="accepted, rejected or the id of a branch")]
    by: Words | None = Field(default=None, description="who settled it")
    note: Words | None = Field(default=None, description="why, or where that is written")


Determinations = dict[str, DeterminationPart]

"""The typed documents that a vocabulary calls for: one field a fact, nested as the paths are.

The shipped vocabulary's models stand as source in `application.py`, generated from the same shape,
so that editors and type checkers know them; a folder with facts of its own gets its models here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from grantrules.intake.shape import META, Group, document_shape
from grantrules.language import fieldtypes
from grantrules.language.fieldtypes import DocumentPart
from grantrules.language.layout import MEASURES
from grantrules.language.vocabulary import Document, Fact, FactType, Vocabulary

FIELD_TYPES = {
    FactType.BOOLEAN: "YesNo",
    FactType.INTEGER: "Whole",
    FactType.YEAR: "Year",
    FactType.MONEY: "Kroner",
    FactType.DATE: "Day",
    FactType.TEXT: "Words",
    FactType.ORGANISATION_NUMBER: "OrganisationNumber",
    FactType.MUNICIPALITY_NUMBER: "MunicipalityNumber",
}
"""The name in `fieldtypes` of the type of each kind of fact that has no list of values."""


def document_model(vocabulary: Vocabulary, kind: Document) -> type[DocumentPart]:
    """The model of a document under a vocabulary of its own."""
    shape = document_shape(vocabulary, kind)
    made: dict[str, type[DocumentPart]] = {}
    for group in shape.groups():
        fields: dict[str, Any] = dict(meta_fields(group, shape, kind))
        for name, field in group.fields.items():
            inner: Any = field_type(field) if isinstance(field, Fact) else made[field.name]
            if name == MEASURES:
                inner = Annotated[Sequence[inner], fieldtypes.ListOf()]
            description = field.label.en or field.label.nb if isinstance(field, Fact) else None
            fields[name] = (inner | None, Field(default=None, description=description))
        made[group.name] = create_model(group.name, __base__=DocumentPart, __doc__=group.doc, **fields)
    return made[shape.name]


def meta_fields(group: Group, shape: Group, kind: Document) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """The fields that are no facts: what kind of document it is, ids, determinations."""
    if group is shape:
        default: Any = Field(default=kind.value, description=META["kind"])
        yield "kind", (Annotated[Literal[kind.value], fieldtypes.KindOf()], default)
        if kind is Document.APPLICATION:
            yield "year", (fieldtypes.Year | None, Field(default=None, description=META["year"]))
    if group is shape or group is shape.fields.get(MEASURES):
        yield "id", (fieldtypes.Words | None, Field(default=None, description=META["id"]))
        determined: Any = Field(default_factory=dict, description=META["determinations"])
        yield "determinations", (fieldtypes.Determinations, determined)


def field_type(fact: Fact) -> Any:
    """The type of the field for a fact."""
    simple = FIELD_TYPES.get(fact.type)
    if simple is not None:
        return getattr(fieldtypes, simple)
    choices = fact.choices.values()
    one_of = fieldtypes.OneOf({each.id: each.aliases for each in choices}, {each.id: each.labels for each in choices})
    choice: Any = Annotated[Literal[tuple(fact.choices)], one_of]
    return Annotated[Collection[choice], fieldtypes.SomeOf()] if fact.type is FactType.CHOICES else choice

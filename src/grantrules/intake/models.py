"""The typed documents that a vocabulary calls for: one field a fact, nested as the paths are.

The shipped vocabulary's models stand as source in `application.py`, generated from the same shape,
so that editors and type checkers know them; a folder with facts of its own gets its models here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from grantrules.language import fieldtypes
from grantrules.language.fieldtypes import DocumentPart
from grantrules.language.layout import MEASURES, FieldPath, stands_in, steps_of
from grantrules.language.vocabulary import Document, Fact, FactType, Vocabulary

FIELD_TYPES = {
    FactType.BOOLEAN: "YesNo",
    FactType.INTEGER: "Whole",
    FactType.YEAR: "Year",
    FactType.MONEY: "Kroner",
    FactType.DATE: "Day",
    FactType.TEXT: "Words",
    FactType.ORGANISATION_NUMBER: "Words",
}
"""The name in `fieldtypes` of the type of each kind of fact that has no list of values."""


@dataclass(frozen=True)
class Group:
    """A part of a document: the facts and the further parts in it, by field name."""

    name: str
    doc: str
    fields: dict[str, Fact | Group]

    def groups(self) -> Iterator[Group]:
        """Every part inside, innermost first, and then this one."""
        for field in self.fields.values():
            if isinstance(field, Group):
                yield from field.groups()
        yield self


def document_shape(vocabulary: Vocabulary, kind: Document) -> Group:
    """The parts of a document of one kind.

    Parts of a report are called after it, so that they can stand beside those of an application.
    """
    top = Group(kind.value.capitalize(), _DOCS[kind], {})
    measure = Group(*_MEASURE[kind], {})
    for fact in vocabulary.values():
        if not stands_in(fact, kind):
            continue
        steps = steps_of(fact.path, kind)
        if fact.per_measure:
            _place(measure, steps, fact, prefix=measure.name)
        else:
            _place(top, steps, fact, prefix="" if fact.root == kind.value or kind is Document.APPLICATION else top.name)
    if measure.fields:
        top.fields[MEASURES] = measure
    return top


_MEASURE = {
    Document.APPLICATION: ("Measure", "One measure that is applied for."),
    Document.REPORT: ("ReportedMeasure", "One measure that is reported on."),
}

_DOCS = {
    Document.APPLICATION: "An application; what is left out is unknown.",
    Document.REPORT: "A report on a grant that has been awarded; what is left out is unknown.",
}


def _place(group: Group, steps: FieldPath, fact: Fact, prefix: str) -> None:
    *way, last = steps
    for step in way:
        camel = "".join(word.capitalize() for word in step.split("_"))
        prefix += camel
        inner = group.fields.setdefault(step, Group(prefix, f"What a document states under `{step}`.", {}))
        assert isinstance(inner, Group)
        group = inner
    group.fields[last] = fact


META = {
    "kind": "What kind of document it is.",
    "year": "The year whose rules apply.",
    "id": "What it is called in the decision; anything that tells it apart from others.",
    "determinations": "What people have settled, by the id of the rule that leaves it to them.",
    MEASURES: "The measures, one by one.",
}
"""What the fields are that are no facts."""


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
    one_of = fieldtypes.OneOf({choice.id: choice.aliases for choice in fact.choices.values()})
    choice: Any = Annotated[Literal[tuple(fact.choices)], one_of]
    return Annotated[Collection[choice], fieldtypes.SomeOf()] if fact.type is FactType.CHOICES else choice

"""What can stand in a document of a vocabulary: its fields, nested as the paths of the facts are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grantrules.language.layout import MEASURES, FieldPath, stands_in, steps_of
from grantrules.language.vocabulary import Document, Fact, Vocabulary


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

"""From a document to what it states, by what the vocabulary says can stand in it.

Unknown and unreadable fields are refused, all at once; what is left out, or is nothing, stays unknown. A wrong organisation
number is not refused: the decision notes it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, DataPath, Problems, Refused, unknown
from grantrules.base.places import Locate
from grantrules.base.values import Value, not_text, read_text, read_year, show
from grantrules.intake.documents import DocumentFile, Given, TypedDocument, place_of
from grantrules.intake.shape import Group, document_shape
from grantrules.intake.stated import Determination, Stated, StatedMeasure, assembled, settling_words
from grantrules.language.layout import MEASURES
from grantrules.language.vocabulary import Document, Fact, Vocabulary
from grantrules.rules.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class PartRead:
    """What stands in a document or in one of its measures; the determinations are not yet held against rules."""

    id: str | None
    facts: Mapping[str, Value]
    determinations: Mapping[str, Determination]


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What stands in a document, and in each of its measures with an id for each."""

    whole: PartRead
    measures: tuple[PartRead, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class _Field:
    """A field for one value: what it is kept as (of a fact its path), what reads it, and whether nothing can stand there."""

    kept_as: str
    read: Callable[[object], Any]
    can_be_nothing: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    """The fields of a part of a document, and of the parts in it."""

    fields: Mapping[str, _Field | _Part]


_KIND, _YEAR, _ID, _DETERMINATIONS = "kind", "year", "id", "determinations"
_APART = (_DETERMINATIONS, MEASURES)
"""Fields in which more stands than facts."""

_DETERMINATION = _Part(
    {
        "is": _Field("is", read_text, can_be_nothing=False),
        "is_": _Field("is", read_text, can_be_nothing=False),  # as Python spells it
        "by": _Field("by", read_text),
        "note": _Field("note", read_text),
    }
)


class Reader:
    """Reads documents of one kind, by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, kind: Document) -> None:
        self.kind = kind
        shape = document_shape(vocabulary, kind)
        measure = shape.fields.pop(MEASURES, None)
        named = {_ID: _Field(_ID, read_text)}
        dated = {_YEAR: _Field(_YEAR, read_year)} if kind is Document.APPLICATION else {}
        own = {_KIND: _Field(_KIND, kind.read, can_be_nothing=False), **dated, **named}
        self._whole = _Part({**own, **_fields(shape)})
        self._measure = _Part({**named, **_fields(measure)}) if isinstance(measure, Group) else None

    def read(self, document: Given, problems: Problems) -> DocumentRead | None:
        """What stands in a document, whatever the rules say; what is wrong with it goes to `problems`."""
        data: object = document.data if isinstance(document, DocumentFile) else document
        reading = _Reading(place_of(document, self.kind), problems)
        given = _as_mapping(data)
        if given is None:
            said = f"expected an application or a report as a mapping, found {show(data)}{_what_reads(data)}"
            problems.add(reading.place((), False), Code.WRONG_SHAPE, said)
            return None
        apart = _APART if self._measure is not None else (_DETERMINATIONS,)
        found = reading.values(self._whole, given, (), apart)
        found.pop(_KIND, None)
        year, id_ = found.pop(_YEAR, None), found.pop(_ID, None)
        whole = PartRead(id_, found, reading.determinations(given, ()))
        measures = () if self._measure is None else reading.measures(self._measure, given.get(MEASURES))
        return DocumentRead(whole, measures, year)


def _fields(group: Group) -> Mapping[str, _Field | _Part]:
    return {
        name: _Field(field.path, field.reader) if isinstance(field, Fact) else _Part(_fields(field))
        for name, field in group.fields.items()
    }


def _as_mapping(given: object) -> Mapping[Any, object] | None:
    if isinstance(given, Mapping):
        return given
    if isinstance(given, TypedDocument) and not isinstance(given, type):
        return given.model_dump(by_alias=True, exclude_none=True)
    return None


def _what_reads(data: object) -> str:
    if not isinstance(data, str | bytes | Path):
        return ""
    return "; `grantrules.parse` reads JSON or YAML in a text, `grantrules.read` a file"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One document while it is read."""

    place: Locate
    problems: Problems

    def values(
        self, part: _Part, given: Mapping[Any, object], at: DataPath, apart: Sequence[str] = ()
    ) -> dict[str, Any]:
        """The values in a part of a document and in the parts in it; fields `apart` are left to others."""
        found: dict[str, Any] = {}
        for name, value in given.items():
            field = part.fields.get(name) if isinstance(name, str) else None
            if isinstance(field, _Field):
                if value is not None or not field.can_be_nothing:
                    try:
                        found[field.kept_as] = field.read(value)
                    except Refused as refused:
                        self.problems.add(self.place((*at, str(name)), False), refused.code, str(refused))
            elif field is not None:
                way = (*at, str(name))
                if value is not None and (inner := self.mapping(value, way)) is not None:
                    found |= self.values(field, inner, way)
            elif name not in apart:
                self.tell_unknown(name, [*(each for each in part.fields if each != "is_"), *apart], at)
        return found

    def tell_unknown(self, name: object, known: Sequence[str], at: DataPath) -> None:
        """Note a field that is none of those that are known."""
        if isinstance(name, str):
            self.problems.add(self.place((*at, name), True), *unknown(Code.UNKNOWN_FIELD, name, known))
        else:
            where = (*at, name if isinstance(name, int) else str(name))
            said = f"a key must be a word; found {show(name)}"
            self.problems.add(self.place(where, False), Code.UNREADABLE_VALUE, said)

    def mapping(self, given: object, at: DataPath) -> Mapping[Any, object] | None:
        """What stands there as a mapping; that it is none is noted."""
        found = _as_mapping(given)
        if found is None:
            self.problems.add(self.place(at, False), Code.WRONG_SHAPE, f"expected a mapping, found {show(given)}")
        return found

    def determinations(self, given: Mapping[Any, object], at: DataPath) -> dict[str, Determination]:
        """What people have settled, by rule."""
        made: dict[str, Determination] = {}
        listed = self.mapping(given.get(_DETERMINATIONS, {}), (*at, _DETERMINATIONS)) or {}
        for rule, stated in listed.items():
            where = (*at, _DETERMINATIONS, rule if isinstance(rule, int) else str(rule))
            if not isinstance(rule, str):
                self.problems.add(self.place(where, False), Code.UNREADABLE_VALUE, not_text(rule))
            part = self.mapping(stated, where)
            if part is None:
                continue
            found = self.values(_DETERMINATION, part, where)
            if not {"is", "is_"} & part.keys():
                self.problems.add(self.place(where, True), Code.MISSING_FIELD, "missing `is`")
            if "is" in found:
                made[str(rule)] = Determination(found["is"], found.get("by"), found.get("note"))
        return made

    def measures(self, measure: _Part, given: object) -> tuple[PartRead, ...]:
        """What stands in each measure; one without an id is called by its place."""
        if given is None:
            return ()
        if not isinstance(given, Collection) or isinstance(given, str | bytes | bytearray | Mapping):
            self.problems.add(self.place((MEASURES,), False), Code.WRONG_SHAPE, f"expected a list, found {show(given)}")
            return ()
        made: list[PartRead] = []
        for index, stated in enumerate(given):
            at: DataPath = (MEASURES, index)
            part = self.mapping(stated, at) or {}
            found = self.values(measure, part, at, (_DETERMINATIONS,))
            made.append(PartRead(found.pop(_ID, None) or None, found, self.determinations(part, at)))
        self.tell_repeated(made)
        named = zip(_ids([each.id for each in made]), made, strict=True)
        return tuple(PartRead(id_, each.facts, each.determinations) for id_, each in named)

    def tell_repeated(self, measures: Sequence[PartRead]) -> None:
        """Note every measure that has the id of one before it."""
        seen: set[str] = set()
        for index, measure in enumerate(measures):
            if measure.id in seen:
                where = self.place((MEASURES, index, _ID), False)
                self.problems.add(where, Code.DUPLICATE_ID, f"another measure has the id `{measure.id}` already")
            seen.add(measure.id or "")


def _ids(stated: Sequence[str | None]) -> Iterator[str]:
    taken = set(stated)
    for index, id_ in enumerate(stated):
        name = id_ or f"m{index + 1}"
        while id_ is None and name in taken:
            name = f"{name}x"
        yield name


# -- under the rules of a year


def take_in(document: Given, rules: RuleSet, reader: Reader | None = None) -> Stated:
    """What a document states, in the form that evaluators read; a reader that was made for their vocabulary can be given.

    Raises:
        ApplicationError: fields are unknown or unreadable; all of them are listed.
    """
    problems = Problems()
    reader = reader or Reader(rules.vocabulary, rules.document)
    read = reader.read(document, problems)
    if read is None:
        raise ApplicationError(problems.errors)
    return stated_under(rules, read, place_of(document, reader.kind), problems)


def stated_under(rules: RuleSet, read: DocumentRead, place: Locate, found: Problems | None = None) -> Stated:
    """What a document that was read states under some rules; what was `found` when it was read is told with the rest.

    Raises:
        ApplicationError: something was found, or the rules do not know what its determinations say; all is listed.
    """
    problems = found or Problems()

    def settled(part: PartRead, at: DataPath) -> Mapping[str, Determination]:
        for id_, each in part.determinations.items():
            where = (*at, _DETERMINATIONS, id_)
            rule = rules.by_id.get(id_)
            if rule is None:
                problems.add(place(where, True), *unknown(Code.UNKNOWN_RULE, id_, rules.by_id))
            elif each.is_ not in (choices := settling_words(rule)):
                problems.add(place((*where, "is"), False), *unknown(Code.UNKNOWN_VALUE, each.is_, choices))
        return part.determinations

    measures = [
        StatedMeasure(each.id or "", each.facts, settled(each, (MEASURES, index)))
        for index, each in enumerate(read.measures)
    ]
    whole = settled(read.whole, ())
    if problems.errors:
        raise ApplicationError(problems.errors)
    return assembled(rules, read.whole.facts, measures, whole, id_=read.whole.id, year=read.year)

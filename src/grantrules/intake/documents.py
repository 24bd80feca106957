"""From a document (a mapping, a typed model or a file) to what it states.

Unknown and unreadable fields are refused, all at once; what is left out stays unknown. A wrong
organisation number is not refused: the decision notes it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from grantrules.base.errors import ApplicationError, Location, Problem, Problems, UnknownRegulation, unknown
from grantrules.base.nodes import MappingNode, Node, in_words, plain, read_bytes, read_file
from grantrules.base.validation import Locate, in_data, in_file, validate
from grantrules.base.values import Value, show
from grantrules.intake.stated import Determination, Stated, StatedMeasure, assembled, settling_words
from grantrules.language.fieldtypes import DeterminationPart, DocumentPart
from grantrules.language.layout import DOCUMENT_FIELDS, MEASURE_FIELDS, MEASURES, FieldPath, path_in_measure, path_of
from grantrules.language.vocabulary import Document
from grantrules.rules.ruleset import RuleSet
from grantrules.rules.shipped import shipped_years


class DocumentFile:
    """A file that holds one application or report, read but not yet validated."""

    def __init__(self, node: MappingNode) -> None:
        self.data = plain(node)
        self.place = in_file(node)


def read_document(path: Path, name: str) -> DocumentFile:
    """Read a file with one application or report, in YAML or JSON.

    Raises:
        ApplicationError: it cannot be read; all problems are listed.
    """
    problems = Problems()
    return document_of(read_file(path, name, problems), problems)


def parse_document(data: bytes, name: str) -> DocumentFile:
    """Read one application or report in bytes, in YAML or JSON.

    Raises:
        ApplicationError: it cannot be read; all problems are listed.
    """
    problems = Problems()
    return document_of(read_bytes(data, name, problems), problems)


def document_of(node: Node | None, problems: Problems) -> DocumentFile:
    """The application or report that a file was read as; `problems` are those of reading it.

    Raises:
        ApplicationError: it could not be read, or is something else; all problems are listed.
    """
    if node is not None and not isinstance(node, MappingNode):
        problems.add(node.where, f"expected an application or a report as a mapping, found {in_words(node)}")
    if problems.errors or not isinstance(node, MappingNode):
        raise ApplicationError(problems.sorted())
    return DocumentFile(node)


Given = Mapping[str, object] | BaseModel | DocumentFile
"""A document as a mapping, as a typed model, or as a file that was read."""


def take_in(document: Given, rules: RuleSet, model: type[DocumentPart], kind: Document) -> Stated:
    """What a document states, in the form that evaluators read.

    Raises:
        ApplicationError: fields are unknown or unreadable; all of them are listed.
    """
    problems = Problems()
    place = place_of(document, kind)
    typed = typed_document(document, model, place, problems)
    if typed is None:
        raise ApplicationError(problems.errors)
    stated = _Reader(rules, kind, place, problems).stated(typed)
    if problems.errors:
        raise ApplicationError(problems.errors)
    return stated


def stated_at(document: Given, *way: str) -> object:
    """What a document states at a place, whatever it is and before anything is validated; none where it does not."""
    found: object = document.data if isinstance(document, DocumentFile) else document
    for name in way:
        found = found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
    return found


def place_of(document: Given, kind: Document) -> Locate:
    """What finds the places in a document, for messages."""
    return document.place if isinstance(document, DocumentFile) else in_data(kind.value)


def place_in(document: Given, *way: str) -> Location:
    """Where in a document something stands: in a file by line and column, otherwise by its path."""
    return document.place(way, False) if isinstance(document, DocumentFile) else Location(".".join(way))


def typed_document(
    document: Given, model: type[DocumentPart], place: Locate, problems: Problems
) -> DocumentPart | None:
    """The document as the model has it, whatever the rules say; what is wrong with it goes to `problems`."""
    data: object = document.data if isinstance(document, DocumentFile) else document
    if isinstance(data, model):
        return data
    if isinstance(data, BaseModel):
        data = data.model_dump(by_alias=True, exclude_none=True)
    if not isinstance(data, Mapping):
        said = f"expected an application or a report as a mapping, found {show(data)}{_what_reads(data)}"
        problems.add(place((), False), said)
        return None
    typed = validate(model, dict(data), place, problems)
    if typed is None:
        _tell_repeated(_ids_as_written(data.get(MEASURES)), place, problems)
    return typed


def _what_reads(data: object) -> str:
    if not isinstance(data, str | bytes | Path):
        return ""
    return "; `grantrules.parse` reads JSON or YAML in a text, `grantrules.read` a file"


def _ids_as_written(measures: object) -> Iterator[str | None]:
    """The ids of measures in a document that cannot be read, as far as there are some."""
    for measure in measures if isinstance(measures, list | tuple) else ():
        id_ = measure.get("id") if isinstance(measure, Mapping) else None
        yield str(id_) if isinstance(id_, str | int) else None


def _tell_repeated(ids: Iterable[str | None], place: Locate, problems: Problems) -> None:
    """Note every measure that has the id of one before it."""
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ and id_ in seen:
            problems.add(place((MEASURES, index, "id"), False), f"another measure has the id `{id_}` already")
        seen.add(id_ or "")


class _Reader:
    """Turns one validated document into facts."""

    def __init__(self, rules: RuleSet, kind: Document, place: Locate, problems: Problems) -> None:
        self.rules, self.kind, self.place, self.problems = rules, kind, place, problems

    def stated(self, typed: DocumentPart) -> Stated:
        roots = self.rules.vocabulary.roots
        facts = {path_of(steps, self.kind, roots): value for steps, value in _facts_in(typed, DOCUMENT_FIELDS)}
        determinations = self.determinations(typed, ())
        measures: tuple[DocumentPart, ...] = getattr(typed, MEASURES, None) or ()
        ids = self.measure_ids(measures)
        made = [self.measure(each, ids[index], index) for index, each in enumerate(measures)]
        id_, year = getattr(typed, "id", None), getattr(typed, "year", None)
        return assembled(self.rules, facts, made, determinations, id_=id_, year=year)

    def measure(self, typed: DocumentPart, id_: str, index: int) -> StatedMeasure:
        """A measure with its own facts."""
        own = {path_in_measure(steps): value for steps, value in _facts_in(typed, MEASURE_FIELDS)}
        return StatedMeasure(id_, own, self.determinations(typed, (MEASURES, index)))

    def measure_ids(self, measures: tuple[DocumentPart, ...]) -> list[str]:
        """The ids as stated; a measure without one is called by its place."""
        stated = [getattr(measure, "id", None) or None for measure in measures]
        _tell_repeated(stated, self.place, self.problems)
        taken = set(stated)
        ids: list[str] = []
        for index, id_ in enumerate(stated):
            name = id_ or f"m{index + 1}"
            while id_ is None and name in taken:
                name = f"{name}x"
            ids.append(name)
        return ids

    def determinations(self, part: DocumentPart, at: tuple[str | int, ...]) -> dict[str, Determination]:
        given: Mapping[str, DeterminationPart] = getattr(part, "determinations", {})
        made: dict[str, Determination] = {}
        for id_, each in given.items():
            where = (*at, "determinations", id_)
            rule = self.rules.by_id.get(id_)
            if rule is None:
                self.problems.add(self.place(where, True), unknown("rule", id_, self.rules.by_id))
                continue
            choices = settling_words(rule)
            if each.is_ not in choices:
                self.problems.add(self.place((*where, "is"), False), unknown("value", each.is_, choices))
                continue
            made[id_] = Determination(each.is_, each.by, each.note)
        return made


def _facts_in(
    part: DocumentPart, besides: Collection[str] = (), before: FieldPath = ()
) -> Iterator[tuple[FieldPath, Value]]:
    """Every fact that is stated in a part of a document, with where it stands; `besides` are fields that are no facts."""
    for name, value in part.__dict__.items():
        if isinstance(value, DocumentPart):
            yield from _facts_in(value, before=(*before, name))
        elif value is not None and name not in besides:
            yield (*before, name), value


# -- whose rules a document asks for: an application names a year, a report the year in which its grant was awarded


def is_report(document: Given) -> bool:
    """Whether a document says that it is a report."""
    return Document.named(stated_at(document, "kind")) is Document.REPORT


def year_at(document: Given, *way: str) -> int:
    """The year at a place in a document.

    Raises:
        ApplicationError: it states none there.
    """
    year = stated_at(document, *way)
    if isinstance(year, int) and not isinstance(year, bool):
        return year
    known = ", ".join(str(each) for each in shipped_years())
    wanted = f"the year whose rules apply ({known})" if way == ("year",) else "the year in which the grant was awarded"
    quoted = "; write it without quotes" if isinstance(year, str) and year.isdecimal() else ""
    raise ApplicationError([Problem(place_in(document, *way), f"expected {wanted}, found {show(year)}{quoted}")])


T = TypeVar("T")


def for_stated_year(document: Given, way: tuple[str, ...], rules_of: Callable[[int], T]) -> T:
    """The rules for the year that a document states at a place.

    Raises:
        ApplicationError: the year is not stated or has no rules, and other things are wrong too; all are listed.
        UnknownRegulation: there are no rules for its year, and nothing else is wrong with it.
    """
    where = place_in(document, *way)
    try:
        return rules_of(year_at(document, *way))
    except (ApplicationError, UnknownRegulation) as error:
        # what else is wrong with the fields of a document, which are the same in every shipped year
        from grantrules.intake.application import Application, Report  # noqa: PLC0415  a fifth of the time to import grantrules

        problems = Problems()
        model, kind = (Report, Document.REPORT) if is_report(document) else (Application, Document.APPLICATION)
        typed_document(document, model, place_of(document, kind), problems)
        others = [problem for problem in problems.errors if problem.where != where]
        if others:
            own = error.problems if isinstance(error, ApplicationError) else (Problem(where, str(error)),)
            raise ApplicationError(sorted({*own, *others}, key=lambda each: (each.where, each.message))) from None
        if where.line and isinstance(error, UnknownRegulation):
            raise UnknownRegulation(f"{where}: {error}") from None
        raise

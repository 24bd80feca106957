"""The ledger: every statement of each document, and what carries it.

`regulations/ledger/<document>.yaml` lists the statements in the order of the document; `coverage.py` holds
it against the rules. Here it is read, and held against the document itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from grantrules.base.codes import Code
from grantrules.base.decoding import decoded
from grantrules.base.errors import Location, Problems, Refused, shorten, unreadable
from grantrules.base.nodes import Node, locate, read_file
from grantrules.base.validation import validate_node
from grantrules.base.values import read_word, show
from grantrules.language.fieldtypes import Year
from grantrules.rules.common import display
from grantrules.rules.fileformat import Shape
from grantrules.rules.ruleset import SourceDocument
from grantrules.rules.written import Id, SomeText, YearKey, says

FOLDER = "ledger"
MOST_LINES = 5

KINDS = {
    "machine": "what a machine can decide or date from the facts",
    "judgement": "what people judge",
    "presence_and_adequacy": "what a machine finds there or not, and people find adequate or not",
    "information": "what informs and decides nothing about an application or a report",
}
NOT_ENCODED = {
    "unticked_row": "a row of the template that is not ticked and so asks for nothing",
    "heading_only": "a row of the template with nothing filled in",
    "programme_information": "about the programme around the scheme; it binds nobody who applies or reports",
    "history": "what was so in the years before, told as background",
    "form_layout": "how a form looks or is handed out; nothing that an application or report states",
}
REMAINING = {
    "heading": "the title of the document, a section or a slide",
    "programme_item": "an item on the programme of a meeting",
    "page_number": "the number of a page or slide",
    "contact": "whom to ask: names, addresses, thanks",
    "link": "a link, or the name of a source",
}


class Lines(NamedTuple):
    """Lines of a document, counted from 1, the last one included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"line {self.first}" if self.first == self.last else f"lines {self.first}-{self.last}"


def _lines(value: object) -> object:
    found = re.fullmatch(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?", str(value))
    lines = Lines(int(found[1]), int(found[2] or found[1])) if found else Lines(1, 0)
    if lines.first > lines.last:
        raise Refused(Code.UNREADABLE_VALUE, f"expected a line or lines such as 10-14, found {show(value)}")
    return lines


def _among(meanings: Mapping[str, str]) -> AfterValidator:
    return AfterValidator(lambda value: read_word(value, meanings))


def _schema(meanings: Mapping[str, str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [*meanings], "enumDescriptions": [*meanings.values()]})


Range = Annotated[Lines, BeforeValidator(_lines), WithJsonSchema({"type": ["integer", "string"]})]


class PassageShape(Shape):
    """Lines of a document and the hash of what stands in them."""

    lines: Annotated[Range, says("The line or lines of the document, such as 10-14.")]
    hash: Annotated[str, says("The hash of what stands in them; `tools/ledger.py` writes it.")]


Named = dict[YearKey, Annotated[list[SomeText], Field(min_length=1)]]
"""Some names or words for each year."""


class EntryShape(PassageShape):
    """One statement: where it stands, for which years it speaks, and what carries it.

    That `rules` carry it in substance is seen by what one of them `holds`, words or values of its text or conditions, or by
    a `case` of the year that would come out otherwise without them.
    """

    place: Annotated[SomeText, says("The section or slide.")]
    says: Annotated[SomeText, says("What is stated, in words of ours.")]
    years: Annotated[list[Year], Field(min_length=1), says("The years that it speaks for.")]
    kind: Annotated[str, _among(KINDS), _schema(KINDS), says("What kind of statement it is.")]
    rules: Annotated[Named, says("By year, the ids of the rules that carry it.")] = Field(default_factory=dict)
    holds: Annotated[Named, says("By year, words or values that one of these rules holds.")] = Field(
        default_factory=dict
    )
    case: Annotated[Named, says("By year, cases that come out otherwise without these rules.")] = Field(
        default_factory=dict
    )
    not_encoded: Annotated[
        Annotated[str, _among(NOT_ENCODED), _schema(NOT_ENCODED)] | None, says("Why no rule carries it.")
    ] = None

    @model_validator(mode="after")
    def _fits_together(self) -> EntryShape:
        if self.lines.last - self.lines.first >= MOST_LINES:
            raise Refused(
                Code.INVALID_CITATION, f"expected {MOST_LINES} lines at most, found {self.lines}; divide the statement"
            )
        if self.rules and self.not_encoded:
            raise Refused(Code.INVALID_CITATION, f"{self.lines}: a statement that rules carry is not `not_encoded`")
        for year in sorted({*self.holds, *self.case} - {*self.rules}):
            raise Refused(Code.INVALID_CITATION, f"{self.lines}: no rule of {year} is named that could hold it")
        return self


class RemainingShape(PassageShape):
    """Lines that state nothing."""

    reason: Annotated[str, _among(REMAINING), _schema(REMAINING), says("Why they state nothing.")]


class LedgerShape(Shape):
    """`ledger/<document>.yaml`."""

    document: Annotated[Id, says("The id of the document in `sources.yaml`; the file is called after it.")]
    entries: Annotated[list[EntryShape], says("Every statement, in the order of the document.")]
    remaining: Annotated[list[RemainingShape], says("Lines that state nothing.")] = Field(default_factory=list)


@dataclass(frozen=True)
class Ledger:
    """The statements of one document, and the lines that state nothing."""

    document: SourceDocument
    shape: LedgerShape
    node: Node

    def where(self, *path: str | int) -> Location:
        """Where something stands in the file."""
        return locate(self.node, path)

    def passages(self) -> Iterator[tuple[PassageShape, Location]]:
        """Everything that cites lines, with its place in the file."""
        yield from ((each, self.where("entries", n, "lines")) for n, each in enumerate(self.shape.entries))
        yield from ((each, self.where("remaining", n, "lines")) for n, each in enumerate(self.shape.remaining))


def read_ledger(folder: Path, document: SourceDocument, problems: Problems) -> Ledger | None:
    """The ledger of a document, if it has one in this folder of regulations; what is wrong goes to `problems`."""
    path = folder / FOLDER / f"{document.id}.yaml"
    node = read_file(path, display(path), problems) if path.is_file() else None
    shape = validate_node(LedgerShape, node, problems) if node is not None else None
    if node is None or shape is None:
        return None
    ledger = Ledger(document, shape, node)
    if shape.document != document.id:
        problems.add(
            ledger.where("document"),
            Code.MISPLACED_FILE,
            f"`document` is {shape.document}, but the file is called {path.name}",
        )
    for n, (before, after) in enumerate(pairwise(shape.entries), 1):
        if after.lines.first < before.lines.first:
            problems.add(
                ledger.where("entries", n, "lines"),
                Code.INVALID_CITATION,
                f"{after.lines} stand before {before.lines}, listed first",
            )
    for n, entry in enumerate(shape.entries):
        for year in sorted({*entry.years} - {*document.speaks_for}):
            problems.add(
                ledger.where("entries", n, "years"), Code.INVALID_CITATION, f"`{document.id}` does not speak for {year}"
            )
    return ledger


def passage_hash(lines: list[str], at: Lines) -> str:
    """The hash of some lines of a document, whatever its white space."""
    words = " ".join(" ".join(lines[at.first - 1 : at.last]).split())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def read_document_lines(document: SourceDocument, sources: Path, problems: Problems) -> list[str] | None:
    """The lines of a document; that it cannot be read is a problem."""
    path = sources / (document.file or document.id)
    try:
        data = path.read_bytes()
    except OSError as error:
        code, message = unreadable(error)
        problems.add(Location(display(path)), code, f"{message}; expected the document `{document.id}`")
        return None
    text = decoded(data, display(path), problems)
    return None if text is None else re.split("\r\n|[\r\n]", text)  # only these breaks, as editors count lines


@dataclass(frozen=True)
class Found:
    """A passage in a document as it now reads: where, if it still stands there, and how many lines it has moved."""

    passage: PassageShape
    where: Location
    at: Lines | None
    moved: int


def find_passages(ledger: Ledger, lines: list[str]) -> Iterator[Found]:
    """Each passage where it now stands: what was put in before it moves it and changes nothing of it."""
    sizes = {passage.lines.last - passage.lines.first for passage, _ in ledger.passages()}
    places: dict[tuple[int, str], list[int]] = {}
    for size in sizes:
        for first in range(1, len(lines) - size + 1):
            places.setdefault((size, passage_hash(lines, Lines(first, first + size))), []).append(first)
    moved = 0
    for passage, where in sorted(ledger.passages(), key=lambda found: found[0].lines):
        first, last = passage.lines
        stands = places.get((last - first, passage.hash), [])
        if stands:
            nearest = min(stands, key=lambda place: (place != first, abs(place - first - moved)))
            moved = nearest - first
        yield Found(passage, where, Lines(first + moved, last + moved) if stands else None, moved)


def compare_with_document(ledger: Ledger, sources: Path, problems: Problems) -> None:
    """Find the passages that have changed, and the lines that the ledger does not cover."""
    lines = read_document_lines(ledger.document, sources, problems)
    if lines is None:
        return
    name = display(sources / (ledger.document.file or ""))
    covered: set[int] = set()
    shifted = 0
    for found in find_passages(ledger, lines):
        passage, moved = found.passage, found.moved
        said = (
            f"{ledger.document.id}, {passage.lines}{f' ({passage.place})' if isinstance(passage, EntryShape) else ''}"
        )
        covered |= set(range(passage.lines.first + moved, passage.lines.last + moved + 1))
        if found.at is None:
            resting = f"; {_resting(passage.rules)}" if isinstance(passage, EntryShape) else ""
            problems.add(found.where, Code.INVALID_CITATION, f"{said}: the passage has changed{resting}")
        elif moved not in (0, shifted):
            number = "1 line" if abs(moved) == 1 else f"{abs(moved)} lines"
            far = f"{number} further {'down' if moved > 0 else 'up'}"
            problems.add(
                found.where,
                Code.INVALID_CITATION,
                f"{said}: it and what follows stand {far}; `tools/ledger.py` writes where",
            )
        shifted = moved
    for n, text in enumerate(lines, 1):
        if text.strip() and n not in covered:
            problems.add(
                Location(name, n, 1),
                Code.INVALID_CITATION,
                f"no entry of the ledger covers this line: {shorten(text.strip())}",
            )


def _resting(rules: Mapping[str, list[str]]) -> str:
    named = "; ".join(f"{year}: {', '.join(f'`{id_}`' for id_ in ids)}" for year, ids in rules.items())
    return f"what rests on it: {named}" if named else "no rule rests on it"

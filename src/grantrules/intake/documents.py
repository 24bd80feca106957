"""Documents as they are given: a mapping, a typed model, or what stood in a file or a text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Location, Problems
from grantrules.base.nodes import MappingNode, Node, in_words, plain, read_bytes, read_file
from grantrules.base.places import Locate, in_data, in_file
from grantrules.language.vocabulary import Document


class DocumentFile:
    """A file or a text that holds one application or report, read but not yet validated."""

    data: object
    """What stands there, as plain data."""

    place: Locate
    """Where something stands in it, by its path in the data."""

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


def parse_document(data: bytes, name: str, *, json_only: bool = False) -> DocumentFile:
    """Read one application or report in bytes, in YAML or JSON, or in JSON only.

    Raises:
        ApplicationError: it cannot be read; all problems are listed.
    """
    problems = Problems()
    return document_of(read_bytes(data, name, problems, json_only=json_only), problems)


def document_of(node: Node | None, problems: Problems) -> DocumentFile:
    """The application or report that a file was read as; `problems` are those of reading it.

    Raises:
        ApplicationError: it could not be read, or is something else; all problems are listed.
    """
    if node is not None and not isinstance(node, MappingNode):
        problems.add(
            node.where, Code.WRONG_SHAPE, f"expected an application or a report as a mapping, found {in_words(node)}"
        )
    if problems.errors or not isinstance(node, MappingNode):
        raise ApplicationError(problems.sorted())
    return DocumentFile(node)


@runtime_checkable
class TypedDocument(Protocol):
    """A document, or a part of one, as a pydantic model."""

    def model_dump(self, *, by_alias: bool | None = ..., exclude_none: bool = ...) -> dict[str, Any]:
        """The same as a mapping."""


Given = Mapping[str, object] | TypedDocument | DocumentFile
"""A document as a mapping, as a typed model, or as a file that was read."""


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

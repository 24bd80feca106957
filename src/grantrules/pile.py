"""A pile of applications, read one at a time: a folder, a file with one application, a file of JSON lines.

What cannot be read is an item too, with its problems, so that it stops nothing and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from grantrules.errors import ApplicationError, Location, Problem, Problems
from grantrules.intake import DocumentFile, Given, read_document
from grantrules.nodes import MAX_BYTES, read_bytes
from grantrules.nodes import Mapping as MappingNode

LINES = ".jsonl"
"""How the name of a file ends that holds an application a line."""

SUFFIXES = frozenset({".yaml", ".yml", ".json", LINES})
"""How the names of the files in a folder end that hold applications, in any case."""


@dataclass(frozen=True, slots=True)
class Item:
    """One application of a pile, not yet validated.

    `name` says where it stands, `folder/file.yaml` or `file.jsonl:12`. `document` is nothing where it
    could not be read; then `problems` says why, and else there are none.
    """

    name: str
    document: Given | None
    problems: tuple[Problem, ...] = ()


def read_pile(path: str | Path) -> Iterator[Item]:
    """The applications in a folder or a file, each read when it is asked for.

    Of a folder all YAML, JSON and JSON lines files are read, with those in folders below, sorted by path;
    not what is hidden (`.name`), and no link to a folder is followed. A `.jsonl` file holds an application
    a line, empty lines aside; any other file holds one application.

    Raises:
        ApplicationError: there is no such file or folder. All other problems are problems of an item.
    """
    path = Path(path)
    if not path.exists():
        raise ApplicationError([Problem(Location(str(path)), "there is no such file or folder")])
    return _folder(path) if path.is_dir() else _file(path)


def _folder(folder: Path) -> Iterator[Item]:
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for path in paths:
        if not path.is_dir():
            if path.suffix.lower() in SUFFIXES:
                yield from _file(path)
        elif path.is_symlink():
            yield _refused(str(path), [Problem(Location(str(path)), "is a link to a folder, which is not followed")])
        else:
            yield from _folder(path)


def _file(path: Path) -> Iterator[Item]:
    if path.suffix.lower() == LINES:
        yield from _lines(path)
        return
    try:
        yield Item(str(path), read_document(path, str(path)))
    except ApplicationError as error:
        yield _refused(str(path), error.problems)


def _lines(path: Path) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_split(file), start=1):
                if line.strip():
                    yield _item(line, str(path), number)
    except OSError as error:
        yield _unreadable(path, error)


def _split(file: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is longer than what is read of a file, only as much as shows that it is."""
    while line := file.readline(MAX_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES)
        yield line


def _item(line: bytes, source: str, number: int) -> Item:
    """One line, read as a JSON file is read, so that numbers, double keys and limits are treated alike."""
    name, problems = f"{source}:{number}", Problems()
    first = line.lstrip()[:1]
    # Any other beginning is not looked into, or each line of a YAML file would be an application of one field.
    node = read_bytes(line, source, problems) if first == b"{" or not first.isascii() else None
    if isinstance(node, MappingNode) and not problems.errors:
        return Item(name, _Line(node, number))
    if not problems.errors:
        problems.add(Location(source, 1, 1), "expected an application in braces on one line, as JSON writes it")
    return _refused(name, [_at_line(problem, number) for problem in problems.sorted()])


class _Line(DocumentFile):
    """A line that holds one application; it was read as a file of its own and is placed in the file of lines."""

    def __init__(self, node: MappingNode, number: int) -> None:
        super().__init__(node)
        inside = self.place
        self.place = lambda path, key: replace(inside(path, key), line=number)


def _at_line(problem: Problem, number: int) -> Problem:
    # A double key names the line of the first one, which is this line too.
    message = problem.message.replace("it stands in line 1 already", "it stands in this line already")
    return replace(problem, where=replace(problem.where, line=number), message=message)


def _refused(name: str, problems: list[Problem] | tuple[Problem, ...]) -> Item:
    return Item(name, None, tuple(problems))


def _unreadable(path: Path, error: OSError) -> Item:
    return _refused(str(path), [Problem(Location(str(path)), f"cannot be read: {error.strerror or error}")])

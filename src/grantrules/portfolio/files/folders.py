"""A pile of applications, read one at a time: a folder, a file with one application, a file of JSON lines.

What stands in tables is read by whoever is asked for it (`portfolio/files/reading.py`).

What cannot be read is an item too, with its problems, so that it stops nothing and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from grantrules.base.codes import Code
from grantrules.base.decoding import MAX_BYTES
from grantrules.base.errors import ApplicationError, Location, Problem, Problems, Said, unreadable
from grantrules.base.nodes import MappingNode, bytes_of, read_bytes
from grantrules.base.places import Locate
from grantrules.intake.documents import DocumentFile, Given, document_of

LINES = (".jsonl", ".ndjson")
"""How the name of a file ends that holds an application a line."""

SUFFIXES = frozenset({".yaml", ".yml", ".json", *LINES})
"""How the names of the files in a folder end that hold applications, in any case."""


class Place(NamedTuple):
    """A place that a person can find in a file: a row, or a line, and a column by its name or number."""

    file: str
    row: int | None
    column: str | None


@dataclass(frozen=True, slots=True)
class AsRead:
    """A file that holds one application, or the `line` of a file that does, counted from 1.

    `content` is what stood there when it was read; nothing where that is too large.
    """

    path: Path
    content: bytes | None
    line: int | None = None


class PlacedDocument(DocumentFile):
    """A document that was read as a part of something else, and knows where in it something stands."""

    def __init__(self, data: object, place: Locate) -> None:
        self.data, self.place = data, place


def name_of(path: Path) -> str:
    """What a file is called in all that is shown and stored; bytes that are not UTF-8 are escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class Item:
    """One application of a pile, not yet validated.

    `name` says where it stands, `folder/file.yaml` or `file.jsonl:12`. `document` is nothing where it
    could not be read; then `problems` says why, and else there are none. `id` is what is known of its id
    where it could not be read, `kept` how it stands in its file, and `places` where in a table a problem is.
    `rest` is what could be read where something could not: more can be wrong in it. `stray` is a part of an
    application that belongs to none, and counts as none.
    """

    name: str
    document: Given | None
    problems: tuple[Problem, ...] = ()
    id: str | None = None
    kept: object = None
    places: Mapping[Location, Place] = field(default_factory=dict)
    rest: Given | None = None
    stray: bool = False

    def place(self, problem: Problem) -> Place:
        """Where a problem is."""
        where = problem.where
        if where in self.places:
            return self.places[where]
        if where.line:
            return Place(where.source, where.line, str(where.column))
        return Place(self.name, None, None if where.source == self.name else where.source)


Others = Callable[[Path], Iterable[Item]]
"""The applications in a file that is neither YAML nor JSON."""


def read_submissions(path: str | Path, others: Others = lambda _path: ()) -> Iterator[Item]:
    """The applications in a folder or a file, each read when it is asked for.

    Of a folder all YAML, JSON and JSON lines files are read, with those in folders below, sorted by path;
    not what is hidden (`.name`), nothing but files and links to them, and no link to a folder is followed. A
    `.jsonl` or `.ndjson` file holds an application a line, empty lines aside; any other file holds one application. `others` reads the other files of a folder.

    Raises:
        ApplicationError: there is no such file or folder. All other problems are problems of an item.
    """
    path = Path(path)
    if not path.exists():
        raise ApplicationError([Problem(Location(name_of(path)), Code.NO_SUCH_FILE, "there is no such file or folder")])
    if not path.is_dir():
        return _file(path)
    return chain.from_iterable(
        (each,) if isinstance(each, Item) else _file(each) if each.suffix.lower() in SUFFIXES else others(each)
        for each in files_in(path)
    )


def files_in(folder: Path) -> Iterator[Path | Item]:
    """The files in a folder and in those below, sorted by path; what cannot be looked into is an item with its problem."""
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    except OSError as error:
        yield _not_read(folder, unreadable(error))
        return
    for path in paths:
        if path.is_file() or not path.exists():  # which is said where it is read
            yield path
        elif not path.is_dir():
            yield _not_read(
                path, Said(Code.UNREADABLE_FILE, "is no file but a pipe, a socket or a device, which is not read")
            )
        elif path.is_symlink():
            yield _not_read(path, Said(Code.UNREADABLE_FILE, "is a link to a folder, which is not followed"))
        else:
            yield from files_in(path)


def _file(path: Path) -> Iterator[Item]:
    if path.suffix.lower() in LINES:
        yield from _lines(path)
        return
    name, problems = name_of(path), Problems()
    content = bytes_of(path, name, problems)
    node = None if content is None else read_bytes(content, name, problems)
    kept = None if content is None else AsRead(path, _whole(content))
    try:
        yield Item(name, document_of(node, problems), kept=kept)
    except ApplicationError as error:
        yield Item(name, None, error.problems, kept=kept)


def _whole(content: bytes) -> bytes | None:
    """What was read of a file or a line, where that is all of it."""
    return None if len(content) > MAX_BYTES else content


def _lines(path: Path) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_split(file), start=1):
                if line.strip():
                    yield _item(line, path, number)
    except OSError as error:
        yield _not_read(path, unreadable(error))


def lines_of(file: BinaryIO, wanted: Collection[int]) -> Iterator[bytes]:
    """Some lines of a file, whole, each with its end."""
    number, whole = 1, False
    while piece := file.readline(MAX_BYTES):
        if number in wanted:
            yield piece
        whole = piece.endswith(b"\n")
        number += whole
    if not whole and number in wanted:
        yield b"\n"


def _split(file: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is longer than what is read of a file, only as much as shows that it is."""
    while line := file.readline(MAX_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES)
        yield line


def _item(line: bytes, path: Path, number: int) -> Item:
    """One line, read as a JSON file is read, so that numbers, double keys and limits are treated alike."""
    source, kept, problems = name_of(path), AsRead(path, _whole(line), number), Problems()
    name = f"{source}:{number}"
    first = line.lstrip()[:1]
    # Any other beginning is not looked into, or each line of a YAML file would be an application of one field.
    node = read_bytes(line, source, problems) if first == b"{" or not first.isascii() else None
    if isinstance(node, MappingNode) and not problems.errors:
        alone = DocumentFile(node)  # as of a file of its own
        placed = PlacedDocument(alone.data, lambda steps, key: replace(alone.place(steps, key), line=number))
        return Item(name, placed, kept=kept)
    if not problems.errors:
        problems.add(
            Location(source, 1, 1), Code.WRONG_SHAPE, "expected an application in braces on one line, as JSON writes it"
        )
    return Item(name, None, tuple(_at_line(problem, number) for problem in problems.sorted()), kept=kept)


def _at_line(problem: Problem, number: int) -> Problem:
    # A double key names the line of the first one, which is this line too.
    message = problem.message.replace("it stands in line 1 already", "it stands in this line already")
    return replace(problem, where=replace(problem.where, line=number), message=message)


def _not_read(path: Path, why: Said) -> Item:
    return Item(name_of(path), None, (Problem(Location(name_of(path)), *why),))

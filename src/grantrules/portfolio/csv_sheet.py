"""Tables in CSV files, as programs and Norwegian spreadsheets write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from grantrules.errors import ApplicationError, Location, Problem
from grantrules.portfolio.harmless import as_meant
from grantrules.portfolio.sheet import Row, Sheet

_BETWEEN = (";", ",", "\t")
_MOST_LINES = 200
"""So many lines a cell can have; a quote that is not closed within them was never meant to begin one."""


def csv_sheet(path: Path, name: str, key: str) -> Sheet:
    """The table in a CSV file: UTF-8, with commas, semicolons or tabs between the cells; a column is called `key`.

    Raises:
        ApplicationError: it is no such file.
    """
    text, start = _text(path, name), 0
    first, second = _lines(text, 2)
    possible: tuple[str, ...] = _BETWEEN
    if first.lower().startswith("sep=") and len(first) == 5:  # spreadsheets say so in a line of its own
        possible, first, start = (first[4],), second, 1
    for between in possible:
        names = tuple(as_meant(each.strip()) for each in _cells(first, between) or ())
        if key in names:
            read = partial(_rows, text, between, len(names), start + 1)
            return Sheet(name, names, read, text.count("\n"), between=between)
    message = f"expected names of columns with commas, semicolons or tabs between them, `{key}` among them"
    raise ApplicationError([Problem(Location(name, start + 1, 1), message)])


def _text(path: Path, name: str) -> str:
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ApplicationError([Problem(Location(name, 1, 1), f"is UTF-16; {_SAVE}")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = f"is not UTF-8 (byte 0x{content[error.start]:02x}); it may be Windows-1252: {_SAVE}"
        raise ApplicationError([Problem(Location(name, line, 1), said)]) from None


_SAVE = "save it as “CSV UTF-8”"


def _lines(text: str, most: int) -> list[str]:
    found = [line.rstrip("\r\n") for line in islice(io.StringIO(text, newline=""), most)]
    return found + [""] * (most - len(found))


def _rows(text: str, between: str, width: int, head_line: int) -> Iterator[Row]:
    """The rows after the head. A quote that is never closed spoils its own line and no other."""
    lines = list(io.StringIO(text, newline=""))
    shared: dict[str, str] = {}
    place = head_line
    while place < len(lines):
        cells, used = _record(lines, place, between)
        if cells is None:
            said = "a quote in this line is not closed, or text follows a closed one"
            line = lines[place].rstrip("\r\n")
            yield Row(place + 1, tuple(line.split(between)), said, line)
        elif any(cells):
            kept = tuple(shared.setdefault(cell, cell) for cell in map(as_meant, cells))
            wrong = None if len(kept) == width else f"expected {width} cells, found {len(kept)}"
            yield Row(place + 1, kept, wrong)
        place += used


def _record(lines: list[str], place: int, between: str) -> tuple[tuple[str, ...] | None, int]:
    """The cells of the row that begins at a line, if it is one, and how many lines it has."""
    whole = lines[place]
    for used in range(1, _MOST_LINES + 1):
        cells = _cells(whole, between)
        if cells is not None:
            return cells, used
        if '"' not in whole or place + used >= len(lines):
            break
        whole += lines[place + used]
    return None, 1


def _cells(line: str, between: str) -> tuple[str, ...] | None:
    """The cells of a row; nothing where its quotes do not fit."""
    try:
        rows = list(csv.reader(io.StringIO(line, newline=""), delimiter=between, strict=True))
    except csv.Error:
        return None
    return tuple(rows[0]) if rows else ()

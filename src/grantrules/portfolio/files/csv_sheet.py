"""Tables in CSV files, as programs and Norwegian spreadsheets write them, and rows that no spreadsheet runs.

A spreadsheet takes text for a formula that begins with `=`, `+`, `-` or `@`, or with what is drawn like one of
them, also behind a tab or a line break. Such text gets an apostrophe in front, and so does text that begins
with apostrophes and then one of those: so that taking one away gives back just what was there.

Nobody knows where a reader splits: Excel in Norwegian does at semicolons, whatever the file has. Quotes do not
hinder it, since a quote counts only where a cell begins, and for that reader it begins elsewhere. So what follows
a semicolon, a comma, a tab or a line end inside a cell is treated as a beginning too, quotes in front of it aside.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Location, Problem
from grantrules.base.values import MAX_TEXT
from grantrules.portfolio.files.sheet import TITLES, Row, Sheet, head_among

SEPARATORS = (";", ",", "\t")
_MOST_LINES = 200
"""So many lines a cell can have; a quote that is not closed within them was never meant to begin one."""

Cells = tuple[str, ...]


def csv_sheet(path: Path, name: str, keys: Collection[str]) -> Sheet:
    """The table in a CSV file: UTF-8, with commas, semicolons or tabs between the cells; a column is called as one of `keys`.

    Raises:
        ApplicationError: it is no such file.
    """
    text, start = _text(path, name), 0
    first = [line.rstrip("\r\n") for line in islice(io.StringIO(text, newline=""), 1 + TITLES)]
    possible: tuple[str, ...] = SEPARATORS
    if first and (said := _SAYS.fullmatch(first[0])):  # spreadsheets say so in a line of its own
        possible, start = (said[1],), 1
    for between in possible:
        rows = [[] if isinstance(cells := _cells(line, between), str) else cells for line in first[start:]]
        place = head_among(rows, keys)
        if place is not None:
            names, head = tuple(as_meant(each.strip()) for each in rows[place]), start + place + 1
            read = partial(_rows, text, between, len(names), head)
            return Sheet(name, names, read, text.count("\n"), between=between, is_text=True, head_row=head)
    key = next(iter(keys))
    message = f"expected names of columns with commas, semicolons or tabs between them, `{key}` among them"
    raise ApplicationError([Problem(Location(name, start + 1, 1), Code.MISSING_COLUMN, message)])


def _text(path: Path, name: str) -> str:
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ApplicationError([Problem(Location(name, 1, 1), Code.UNREADABLE_TEXT, f"is UTF-16; {_SAVE}")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        before = content[content.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig")
        said = f"is not UTF-8 (byte 0x{content[error.start]:02x}); it may be Windows-1252: {_SAVE}"
        raise ApplicationError([Problem(Location(name, line, len(before) + 1), Code.UNREADABLE_TEXT, said)]) from None


_SAYS = re.compile('"?sep=(.)"?[;,\t]*', re.IGNORECASE)
_SAVE = "save it as “CSV UTF-8”"


def _rows(text: str, between: str, width: int, head_line: int) -> Iterator[Row]:
    """The rows after the head. A quote that is never closed spoils its own line and no other."""
    lines = list(io.StringIO(text, newline=""))
    shared: dict[str, str] = {}
    place = head_line
    while place < len(lines):
        cells, used = _record(lines, place, between)
        wrong = cells if isinstance(cells, str) else None
        held: int | None = None
        if wrong is None and used > 1:
            held = next((column for column, cell in enumerate(cells) if _holds_rows(cell, between, width)), None)
        if held is not None:
            said = f"a cell in lines {place + 1} to {place + used} seems to hold whole rows"
            wrong = f"{said}; close its quote where it ends, or write it without line ends"
        if wrong is not None:
            whole = as_meant("".join(lines[place : place + used]).rstrip("\r\n"))
            known = whole.split(between) if isinstance(cells, str) else map(as_meant, cells)
            yield Row(place + 1, tuple(known), wrong, whole, held)
        elif any(cells) and not isinstance(cells, str):
            kept = tuple(shared.setdefault(cell, cell) for cell in map(as_meant, cells))
            if any(kept[width:]):
                yield Row(place + 1, kept, f"expected {width} cells, found {len(kept)}")
            else:  # programs leave empty cells out at the end, or write some more
                yield Row(place + 1, (*kept, *[""] * (width - len(kept)))[:width])
        place += used


def _record(lines: Sequence[str], place: int, between: str) -> tuple[Cells | str, int]:
    """The cells of the row that begins at a line, or what is wrong with that line, and how many lines it has."""
    whole = lines[place]
    cells = wrong = _cells(whole, between)
    for used in range(1, _MOST_LINES + 1):
        if not isinstance(cells, str):
            return cells, used
        if cells == _TOO_LONG or '"' not in whole or place + used >= len(lines):
            break
        whole += lines[place + used]
        cells = _cells(whole, between)
    assert isinstance(wrong, str)
    return wrong, 1


def _holds_rows(cell: str, between: str, width: int) -> bool:
    """Whether whole rows seem to stand in a cell: a quote was opened in one row and closed in another.

    Then every line between has as many separators as the head, and so have the beginning and the end of the cell
    together, for they are parts of the first row and of the last, divided at the same column.
    """
    first, *others = re.split("\r\n|\r|\n", cell)
    if not others:
        return False
    *between_them, last = (line.count(between) for line in others)
    return max([*between_them, first.count(between) + last]) >= max(width - 1, 1)


def _cells(line: str, between: str) -> Cells | str:
    """The cells of a row, or what is wrong where there are none to be read."""
    try:
        rows = list(csv.reader(io.StringIO(line, newline=""), delimiter=between, strict=True))
    except csv.Error as error:
        # The limit is one of the whole process, and no text that a fact takes comes near it.
        return _TOO_LONG if "field limit" in str(error) else _NOT_CLOSED
    return tuple(rows[0]) if rows else ()


_NOT_CLOSED = "a quote in this line is not closed, or text follows a closed one"
_TOO_LONG = f"a cell that begins in this line is far too long; text has at most {MAX_TEXT:,} characters"


_FORMULA = "=+\\-@＝＋－＠"  # as inside a bracket of a pattern
_SPLIT = ";,\t\r\n"
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_DANGEROUS = re.compile(f"'*[{_FORMULA}\t\r\n]")
_FIRST = re.compile(f"\"*(?='*[{_FORMULA}\t\r\n])")
_LATER = re.compile(f"[{_SPLIT}]\"*(?='*[{_FORMULA}])")
_FIRST_DISARMED = re.compile(f"(\"*)'(?='*[{_FORMULA}\t\r\n])")
_LATER_DISARMED = re.compile(f"([{_SPLIT}]\"*)'(?='*[{_FORMULA}])")
_TO_QUOTE = re.compile(f'[{_SPLIT}"]')


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take text in a cell for a formula; a number is none."""
    return bool(_DANGEROUS.match(text)) and not _NUMBER.fullmatch(text)


def harmless(text: str, *, first: bool = False) -> str:
    """Text as it can stand in a cell of a CSV file, or the line itself where nobody knows where its cells end.

    A number stays as it is, but not as the `first` cell of its row in which anything stands: for a reader that
    splits elsewhere, what stands in the cells after it goes on from there (`-1`, `5+A1`).
    """
    if not first and _NUMBER.fullmatch(text):
        return text
    made, begins = _LATER.sub(r"\g<0>'", text), _FIRST.match(text)
    return f"{made[: begins.end()]}'{made[begins.end() :]}" if begins else made


@lru_cache(maxsize=4096)  # most cells say what others say
def csv_cell(text: str, *, first: bool = False) -> str:
    """A cell of a CSV file, `first` in its row or not, harmless; in quotes if it is empty or a reader could split it."""
    made = harmless(text, first=first)
    if made and not _TO_QUOTE.search(made):
        return made
    doubled = made.replace('"', '""')
    return f'"{doubled}"'


def csv_row(cells: Sequence[str], between: str) -> str:
    """A row of a CSV file without its end; `between` is what stands between its cells.

    A tab is a space to who splits elsewhere, and a cell behind one could begin there: so none counts as a number.
    """
    return between.join(
        cell and csv_cell(cell, first=between == "\t" or not any(cells[:place])) for place, cell in enumerate(cells)
    )


def as_meant(cell: str) -> str:
    """The text that was made harmless; a cell that was not is as it is."""
    if "'" not in cell:
        return cell
    meant, first = _LATER_DISARMED.sub(r"\1", cell), _FIRST_DISARMED.match(cell)
    return meant[: first.end(1)] + meant[first.end() :] if first else meant

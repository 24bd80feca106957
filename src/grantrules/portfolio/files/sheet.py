"""A table as it stands in a file: its head, its rows, and how their places are called.

A cell holds text as spreadsheets write it, or a value of a type of its own; what it means is read with the typed application.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from grantrules.base.errors import Location
from grantrules.portfolio.files.folders import Place


class Row(NamedTuple):
    """One row: its number in the file, its cells and, where it could not be read as a row, why, and its line or lines."""

    number: int
    cells: tuple[object, ...]
    problem: str | None = None
    line: str | None = None


@dataclass(frozen=True)
class Sheet:
    """A table. `name` is the file, with the sheet where it is one of a workbook; `read` gives its rows anew.

    `height` is about how many rows there are, `between` what stands between cells as CSV, `cell_errors` says what is
    wrong with cells that hold no value that can be read, by row number and column. `is_text` says that every value
    is the text that it is shown with.
    """

    name: str
    head: tuple[str, ...]
    read: Callable[[], Iterable[Row]]
    height: int
    workbook: bool = False
    between: str = ","
    cell_errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    is_text: bool = False

    def rows(self) -> Iterator[Row]:
        """The rows in which anything stands."""
        wrong = {number for number, _ in self.cell_errors}
        for row in self.read():
            if row.problem or row.number in wrong or any(cell not in (None, "") for cell in row.cells):
                yield row

    def called_by(self, known: Collection[str]) -> Sheet:
        """The same table, with the known name for each column that differs from just one in capital letters alone."""
        alike: dict[str, list[str]] = {}
        for name in known:
            alike.setdefault(name.casefold(), []).append(name)
        meant = {name: alike.get(name.casefold(), []) for name in self.head if name not in known}
        return replace(self, head=tuple(meant[n][0] if len(meant.get(n, ())) == 1 else n for n in self.head))

    def row_name(self, number: int) -> str:
        """What a row is called."""
        return f"{self.name}!{number}" if self.workbook else f"{self.name}:{number}"

    def at(self, number: int, column: int | None) -> tuple[Location, Place]:
        """Where a cell stands, or a row."""
        if column is None:
            return Location(self.row_name(number)), Place(self.name, number, None)
        name = (self.head[column] if column < len(self.head) else "") or letters(column)
        text = f"{self.name}!{letters(column)}{number}" if self.workbook else f"{self.row_name(number)}: {name}"
        return Location(text), Place(self.name, number, name)


def letters(column: int) -> str:
    """The letters of a column of a spreadsheet, counted from 0."""
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def is_empty(cell: object) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))

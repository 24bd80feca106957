"""A table as it stands in a file: its head, its rows, and how their places are called.

A cell holds text as spreadsheets write it, or a value of a type of its own; what it means is read with the typed application.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from grantrules.base.errors import Location
from grantrules.base.values import Names, spelling
from grantrules.portfolio.files.folders import Place


class Row(NamedTuple):
    """One row: its number in the file, its cells and, where it could not be read as a row, why, and its line or lines.

    `place` is the column of the cell that is to blame for that, where it is one.
    """

    number: int
    cells: tuple[object, ...]
    problem: str | None = None
    line: str | None = None
    place: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A table. `name` is the file, with the sheet where it is one of a workbook; `read` gives its rows anew.

    `head_row` is the number of the row with the names of the columns; titles can stand above it.
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
    head_row: int = 1

    def rows(self) -> Iterator[Row]:
        """The rows in which anything stands."""
        wrong = {number for number, _ in self.cell_errors}
        for row in self.read():
            if row.problem or row.number in wrong or any(cell not in (None, "") for cell in row.cells):
                yield row

    def called_by(self, *names: Names) -> Sheet:
        """The same table, with the name that each column has here in the place of another that it goes by; the first `names` count
        before the others."""
        own = {spelling(each) for each in self.head}

        def known(column: str) -> str:
            meant = next((name for each in names if (name := each.of(column)) is not None), column)
            # what is called by its own name too is another column, which nobody knows
            return column if spelling(column) != spelling(meant) in own else meant

        return replace(self, head=tuple(map(known, self.head)))

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


TITLES = 20
"""So many rows can stand above the names of the columns."""


def head_among(rows: Sequence[Sequence[object]], keys: Collection[str]) -> int | None:
    """The place of the row with the names of the columns: the first in which one of the keys is, by its spelling."""
    named = (({spelling(cell) for cell in row if isinstance(cell, str)}) for row in rows[:TITLES])
    return next((place for place, cells in enumerate(named) if not cells.isdisjoint(keys)), None)

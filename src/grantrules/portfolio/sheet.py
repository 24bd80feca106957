"""A table as it stands in a file: its head, its rows, and how their places are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from grantrules.errors import Location
from grantrules.pile import Place


class Row(NamedTuple):
    """One row: its number in the file, its cells and, where it could not be read as a row, why, and the line itself."""

    number: int
    cells: tuple[object, ...]
    problem: str | None = None
    line: str | None = None


@dataclass(frozen=True)
class Sheet:
    """A table. `name` is the file, with the sheet where it is one of a workbook; `read` gives its rows anew.

    `height` is about how many rows there are, `between` what stands between cells as CSV, `cell_errors` are the cells that hold an error in place of a value, by row number and column.
    """

    name: str
    head: tuple[str, ...]
    read: Callable[[], Iterable[Row]]
    height: int
    workbook: bool = False
    between: str = ","
    cell_errors: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def rows(self) -> Iterator[Row]:
        """The rows in which anything stands."""
        return (row for row in self.read() if row.problem or any(cell not in (None, "") for cell in row.cells))

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

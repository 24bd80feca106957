"""A table as it stands in a file: its head, its rows, how their places are called, and what its cells mean.

A cell holds text as spreadsheets write it, or a value of a type of its own. Only what can be read in one way is read;
the rest is left as it stands, for the typed application to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Refused
from grantrules.base.values import show
from grantrules.language.vocabulary import FactType
from grantrules.portfolio.files.folders import Place
from grantrules.portfolio.tables.kinds import EXACT


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


_BOOLEANS = {
    **dict.fromkeys(("true", "ja", "yes", "sann", "1"), True),
    **dict.fromkeys(("false", "nei", "no", "usann", "0"), False),
}
_SPACES = "[ \u00a0\u202f]"
_PLAIN = re.compile(r"(-?\d+)(?:[.,](\d+))?")
_SPACED = re.compile(rf"(-?\d{{1,3}}(?:{_SPACES}\d{{3}})+)(?:[.,](\d+))?")
_POINTS = re.compile(r"(-?\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_COMMAS = re.compile(r"(-?\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_ONE_MARK = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_NORWEGIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?")


class NumberText(str):
    """The text of a cell that holds a number: no mark in it stands between thousands."""


def is_ambiguous(text: str) -> bool:
    """Whether text can be a number in two ways: with three decimals, or with a mark between thousands."""
    return bool(_ONE_MARK.fullmatch(text))


def read_cell(value: object, type_: FactType) -> object:
    """The value of a cell for a fact of a type; nothing where the cell is empty.

    What it is not sure of is handed on as it is.

    Raises:
        ValueError: it can be read in two ways, or in none; the message says what to write.
    """
    match value:
        case None:
            return None
        case str() if not value or value.isspace():
            return None
        case str():
            return _of_text(value, type_)
        case float():
            # Programs write whole numbers with gaps as binary fractions; no other is exact. `0.1` in such a column is refused,
            # since it stands for a number near it. Among the rejects, in CSV, it is read: there it is text, the shortest that
            # is near enough, and whoever runs what was rejected again has it before them.
            return int(value) if value.is_integer() and abs(value) < EXACT[64] else value
        case datetime() if value.time() == time() and value.tzinfo is None:
            return value.date()
        case _:
            return value


def _of_text(text: str, type_: FactType) -> object:
    match type_:
        case FactType.TEXT | FactType.ORGANISATION_NUMBER:
            return str(text)
        case FactType.BOOLEAN | FactType.CHOICES:
            return _BOOLEANS.get(text.strip().casefold(), text)
        case FactType.DATE:
            return _day(text.strip())
        case FactType.MONEY | FactType.INTEGER | FactType.YEAR:
            return _number(text.strip(), certain=isinstance(text, NumberText))
        case FactType.CHOICE:
            return text.strip()


def _day(text: str) -> date | str:
    """A day as year-month-day, also with midnight after it, or as Norwegians write it, with points."""
    written = _NORWEGIAN_DAY.fullmatch(text)
    if written:
        day, month, year = (int(part) for part in written.groups())
        try:
            return date(year, month, day)
        except ValueError:
            raise Refused(
                Code.UNREADABLE_VALUE, f"there is no such date as {show(text)}; expected day.month.year"
            ) from None
    at_midnight = _MIDNIGHT.fullmatch(text)
    return at_midnight[1] if at_midnight else text


def _number(text: str, *, certain: bool) -> object:
    """A number with a point or a comma before its decimals, and spaces or the other mark between thousands.

    Three decimals behind up to three digits are refused in text, whatever stands in other rows: one person may have
    written `1.5` and another `1.500`. A program writes a fourth decimal, or Parquet.
    """
    if is_ambiguous(text) and not certain:
        whole, part = re.split("[.,]", text)
        raise Refused(
            Code.DOUBTFUL_VALUE, f"{show(text)} can be read in two ways; write {whole}{part}, or {whole}.{part}0"
        )
    for pattern in (_PLAIN, _SPACED, _POINTS, _COMMAS):
        found = pattern.fullmatch(text)
        if found:
            whole = re.sub(rf"{_SPACES}|[.,]", "", found[1])
            number = Decimal(f"{whole}.{found[2] or 0}")
            return int(number) if number == number.to_integral_value() else number
    return text

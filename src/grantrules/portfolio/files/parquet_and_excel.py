"""Tables in Parquet files and in sheets of Excel workbooks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Location, Problem, unreadable
from grantrules.base.extras import WORKBOOKS_READ, imported, polars
from grantrules.base.values import NumberText, is_ambiguous
from grantrules.portfolio.files.formulas import cells_of
from grantrules.portfolio.files.sheet import Row, Sheet, head_among

_A_DAY = {"ms": 86_400_000, "us": 86_400_000_000}


def parquet_sheet(path: Path, name: str) -> Sheet:
    """The table in a Parquet file; its rows are counted from 1, the names of its columns aside.

    Raises:
        ApplicationError: it is no such file.
        MissingExtra: Polars is not installed.
    """
    try:
        frame = polars().read_parquet(path, glob=False)
    except (polars().exceptions.PolarsError, OSError, ValueError):
        raise _refusal(path, name, _PARQUET) from None
    frame, errors = _readable(frame)
    return Sheet(
        name, tuple(frame.columns), lambda: map(Row, count(1), frame.iter_rows()), frame.height, cell_errors=errors
    )


def _readable(frame: Any) -> tuple[Any, dict[tuple[int, int], str]]:
    """A frame with nothing where a value cannot become one of Python's, and what was there, by row and column.

    Polars ends the whole program at a date that Python has none for (`infinity`, the year 148108).
    """
    pl = polars()
    errors: dict[tuple[int, int], str] = {}
    for place, (name, type_) in enumerate(frame.schema.items()):
        column, said = frame[name], "a date outside the years 1 to 9999"
        if type_.is_nested() or type_ == pl.Duration:
            wrong, said = column.is_not_null(), f"a value of the type {type_}, which no field has"
        elif type_ == pl.Date:
            wrong = _is_outside(column, 1)
        elif type_ == pl.Datetime and type_.time_unit in _A_DAY:  # nanoseconds reach from 1677 to 2262 only
            wrong = _is_outside(column, _A_DAY[type_.time_unit], 0 if type_.time_zone is None else 1)
        else:
            continue
        if wrong.any():
            errors |= {(row + 1, place): said for row in wrong.arg_true()}
            frame = frame.with_columns(pl.when(~wrong).then(column).alias(name))
    return frame, errors


def _is_outside(column: Any, a_day: int, margin: int = 0) -> Any:
    """Where a column of days or timestamps, `a_day` of them in a day, is outside of what Python holds.

    `margin` is how many days at either end are outside too, for a time zone could move them there.
    """
    first, last = (each.toordinal() - date(1970, 1, 1).toordinal() for each in (date.min, date.max))
    inside = column.to_physical().is_between((first + margin) * a_day, (last + 1 - margin) * a_day - 1)
    return ~inside.fill_null(True)


def workbook_sheets(
    path: Path, name: str, wanted: Mapping[str, Sequence[str]], keys: Mapping[str, Collection[str]]
) -> dict[str, Sheet]:
    """The sheets of an Excel workbook that have one of the names wanted for a table, by table; each has a column of one of its keys.

    Raises:
        ApplicationError: it is no such file, or two of its sheets are the same table.
        MissingExtra: fastexcel or PyArrow is not installed.
    """
    excel = imported("an Excel workbook needs", *WORKBOOKS_READ)
    try:
        book = excel.read_excel(path)
        names = [each for each in book.sheet_names if each]
        named = {table: [each for each in names if each.strip().casefold() in of] for table, of in wanted.items()}
        for table, several in named.items():
            if len(several) > 1:
                said = f"several sheets are the table of {table}: {', '.join(several)}"
                raise ApplicationError([Problem(Location(name), Code.UNCLEAR_TABLES, said)])
        return {table: _sheet(book, path, name, several[0], keys[table]) for table, several in named.items() if several}
    except (excel.FastExcelError, OSError):
        raise _refusal(path, name, _WORKBOOK) from None


_PARQUET = {
    b"PAR1": "is a Parquet file that is damaged, or written in a way that is not read; write it anew",
    b"": "is no Parquet file; save the table as one, or as CSV",
}
_WORKBOOK = {
    b"\xd0\xcf\x11\xe0": "is protected by a password, or older than its name says; save it as `.xlsx` without a password",
    b"PK": "is a workbook that is damaged, or something else; open it in a spreadsheet program and save it as `.xlsx`",
    b"": "is no Excel workbook; save it as `.xlsx`",
}
"""What is said of a file that its package refuses, by how the file begins."""


def _refusal(path: Path, name: str, said: Mapping[bytes, str]) -> ApplicationError:
    """That a file is not what its name says, in our words: the packages say it otherwise with each release."""
    try:
        with path.open("rb") as file:
            begin = file.read(8)
    except OSError as error:
        return ApplicationError([Problem(Location(name), *unreadable(error))])
    if not begin:
        return ApplicationError([Problem(Location(name), Code.EMPTY_FILE, "the file is empty")])
    message = next(said[start] for start in said if begin.startswith(start))
    return ApplicationError([Problem(Location(name), Code.UNREADABLE_FILE, message)])


def _sheet(book: Any, path: Path, name: str, title: str, keys: Collection[str]) -> Sheet:
    """A sheet of which the first row that has one of the keys has the names of the columns; every value as the text that it is
    shown with."""
    loaded = book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = loaded.to_arrow_with_errors()
    cells = cells_of(path, title)
    broken = (
        {(each.position[0] + 1, each.position[1] + cells.first): _ERROR for each in errors.errors} if errors else {}
    )
    broken |= dict.fromkeys(cells.unsaved, _NO_VALUE)
    columns = [column.to_pylist() for column in batch.columns]
    if any(cell and is_ambiguous(cell) for column in columns for cell in column):
        columns = _with_numbers(columns, book.load_sheet(title, header_row=None, skip_rows=0, dtypes="boolean"))
    before = (None,) * cells.first  # the package leaves empty columns out at the left, and rows only at the end
    every = [(*before, *row) for row in zip(*columns, strict=True)]
    width = max([len(row) for row in every[:1]] + [column + 1 for _, column in cells.unsaved])
    last = max([len(every), *(row for row, _ in cells.unsaved)])
    every = [(*row, *(None,) * (width - len(row))) for row in (*every, *[()] * (last - len(every)))]
    top = head_among(every, keys) or 0
    head = tuple("" if cell is None else cell.strip() for cell in every[top]) if every else ()
    rows = [Row(number, cells) for number, cells in enumerate(every[top + 1 :], top + 2)]
    return Sheet(
        f"{name}: {title}",
        head,
        lambda: rows,
        len(every),
        workbook=True,
        cell_errors={place: said for place, said in broken.items() if place[0] > top + 1},
        is_text=True,
        head_row=top + 1,
    )


_ERROR = "the cell holds an error in place of a value"
_NO_VALUE = "the cell holds a formula without a saved value; open the workbook in a spreadsheet program and save it"


def _with_numbers(columns: list[list[str | None]], truths: Any) -> list[list[str | None]]:
    """The cells, with those marked that hold a number; `truths` is the sheet read as true and false.

    Nothing else tells a number from text, cell by cell: a number is true or false, and text is neither.
    """
    read = (column.to_pylist() for column in truths.to_arrow_with_errors()[0].columns)
    return [
        [text if text is None or truth is None else NumberText(text) for text, truth in zip(texts, of, strict=True)]
        for texts, of in zip(columns, read, strict=True)
    ]

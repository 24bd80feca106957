"""Tables in Parquet files and in sheets of Excel workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from grantrules.errors import ApplicationError, Location, Problem
from grantrules.executors.frame_packages import package, polars
from grantrules.portfolio.sheet import Row, Sheet


def parquet_sheet(path: Path, name: str) -> Sheet:
    """The table in a Parquet file; its rows are counted from 1, the names of its columns aside.

    Raises:
        ApplicationError: it is no such file.
        MissingExtra: Polars is not installed.
    """
    try:
        frame = polars().read_parquet(path, glob=False)
    except (polars().exceptions.PolarsError, OSError, ValueError) as error:
        said = str(error).partition("\n")[0] or "it is damaged"
        raise ApplicationError([Problem(Location(name), f"is no Parquet file that can be read: {said}")]) from None

    def rows() -> Any:
        return map(Row, count(1), frame.iter_rows())

    return Sheet(name, tuple(frame.columns), rows, frame.height)


def workbook_sheets(path: Path, name: str, wanted: Mapping[str, Sequence[str]]) -> dict[str, Sheet]:
    """The sheets of an Excel workbook that have one of the names wanted for a table, by table.

    Raises:
        ApplicationError: it is no such file, or two of its sheets are the same table.
        MissingExtra: fastexcel or PyArrow is not installed.
    """
    excel = package("fastexcel")
    package("pyarrow")  # without it a cell with an error could not be told from an empty one
    try:
        book = excel.read_excel(path)
        names = [each for each in book.sheet_names if each]
        named = {table: [each for each in names if each.strip().casefold() in of] for table, of in wanted.items()}
        for table, several in named.items():
            if len(several) > 1:
                said = f"several sheets are the table of {table}: {', '.join(several)}"
                raise ApplicationError([Problem(Location(name), said)])
        return {table: _sheet(book, name, several[0]) for table, several in named.items() if several}
    except (excel.FastExcelError, OSError) as error:
        said = str(error).partition("\n")[0]
        raise ApplicationError([Problem(Location(name), f"is no workbook that can be read: {said}")]) from None


def _sheet(book: Any, name: str, title: str) -> Sheet:
    """A sheet of which the first row has the names of the columns; every value as the text that it is shown with."""
    loaded = book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = loaded.to_arrow_with_errors()
    broken = frozenset((each.position[0] + 1, each.position[1]) for each in errors.errors) if errors else frozenset()
    every = list(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    head = tuple("" if cell is None else cell.strip() for cell in every[0]) if every else ()
    return Sheet(
        f"{name}: {title}", head, lambda: map(Row, count(2), every[1:]), len(every), workbook=True, cell_errors=broken
    )

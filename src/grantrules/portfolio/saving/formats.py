"""Tables in the forms in which they are written: CSV, Parquet, Excel, JSON lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from grantrules.base.errors import PortfolioError
from grantrules.evaluation.executors.frame.packages import package, polars
from grantrules.portfolio.files.spreadsheets import csv_cell, is_dangerous


class SheetTable(Protocol):
    """A table as a spreadsheet counts on it."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of its columns."""

    @property
    def plain_rows(self) -> list[list[object]]:
        """Its rows, numbers as numbers."""


class ShownTables(Protocol):
    """What a portfolio comes to, as tables in a language."""

    def grids(self, language: str | None = None) -> Sequence[SheetTable]:
        """The tables, one below the other."""


FORMATS = ("csv", "parquet", "xlsx", "jsonl")

BETWEEN = ", "
"""What stands between the ids of a list where a cell can only hold text."""

_MOST_ROWS = 1_048_576
"""So many rows a sheet can hold."""

_LONGEST = 32_767
"""So many characters a cell of a workbook can hold, counted in UTF-16 as Excel does."""

_CUT = f" … [cut here: a cell of a workbook holds {_LONGEST:,} characters; the other formats hold all]"

_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""When every workbook says that it was made, so that the same tables come to the same bytes."""

_LARGEST = 10**15
"""Below this a spreadsheet holds every whole number."""


def write_tables(tables: Mapping[str, Any], folder: Path, form: str) -> None:
    """Write tables into a folder, a file each.

    Raises:
        OSError: one of them cannot be written.
    """
    for name, table in tables.items():
        path = folder / f"{name}.{form}"
        try:
            match form:
                case "csv":
                    _flat(table, disarmed=True).write_csv(path, quote_style="never")  # what needs quotes has them
                case "parquet":
                    table.write_parquet(path)
                case _:
                    table.write_ndjson(path)
        except polars().exceptions.PolarsError as error:  # which is also what a full disk comes to
            raise OSError(str(error).partition("\n")[0]) from error


def _flat(table: Any, *, disarmed: bool) -> Any:
    """A table with its lists as text and, for CSV, with text in quotes and none that a spreadsheet would run."""
    pl = polars()
    made: list[Any] = []
    for name, type_ in table.schema.items():
        column = pl.col(name).list.join(BETWEEN) if isinstance(type_, pl.List) else pl.col(name)
        if disarmed and (type_ == pl.String or isinstance(type_, pl.List)):
            column = column.map_elements(partial(csv_cell, first=not made), return_dtype=pl.String)
        made.append(column)
    return table.select(made)


def write_book(tables: Mapping[str, Any], path: Path, summary: ShownTables, language: str | None) -> None:
    """Write tables into a workbook, a sheet each, with the summary as the last.

    Raises:
        PortfolioError: a table is too large for a workbook.
        MissingExtra: xlsxwriter is not installed.
    """
    longest = max(table.height for table in tables.values())
    if longest >= _MOST_ROWS:
        raise PortfolioError(f"a sheet of a workbook cannot hold {longest:,} rows; choose csv or parquet")
    excel = package("xlsxwriter")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with excel.Workbook(path, options) as book:
            book.set_properties({"created": _MADE})
            forms = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
            for name, table in tables.items():
                flat, sheet = _flat(table, disarmed=False), book.add_worksheet(name)
                _write_sheet(sheet, [flat.columns, *flat.iter_rows()], {0}, *forms)
                sheet.freeze_panes(1, 0)
            rows, heads = _rows_of(summary, language)
            _write_sheet(book.add_worksheet("summary"), rows, heads, *forms)
    except excel.exceptions.XlsxWriterException as error:
        raise OSError(f"the workbook cannot be written: {error}") from error


def _rows_of(summary: ShownTables, language: str | None) -> tuple[list[Sequence[object]], set[int]]:
    """The tables of a summary one below the other, and which rows are heads."""
    rows: list[Sequence[object]] = []
    heads: set[int] = set()
    for grid in summary.grids(language):
        heads |= {len(rows), len(rows) + 1}
        rows += [(grid.title,), grid.heads, *grid.plain_rows, ()]
    return rows, heads


def _write_sheet(sheet: Any, rows: Sequence[Sequence[Any]], heads: set[int], bold: Any, text: Any) -> None:
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, int | Decimal) and -_LARGEST < value < _LARGEST:
                wrong = sheet.write_number(number, place, value)
            else:
                shown = _fitting(str(value))
                form = text if is_dangerous(shown) else bold if number in heads else None
                wrong = sheet.write_string(number, place, shown, form)
            if wrong:
                raise PortfolioError(f"a workbook cannot hold what belongs in row {number + 1} of {sheet.name}")


def _fitting(text: str) -> str:
    """Text as a cell of a workbook can hold it: cut, with a mark that says so, where it is too long."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT

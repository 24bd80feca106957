"""What came of a portfolio, written into a folder, all of it or nothing: as CSV, Parquet, Excel or JSON lines.

Everything is written into a folder beside the one that was asked for (`base/folders.py`), so that it is there whole or not at all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from grantrules.base import extras
from grantrules.base.codes import Code
from grantrules.base.errors import PortfolioError, did_you_mean
from grantrules.base.extras import imported, polars, require
from grantrules.base.folders import whole_folder
from grantrules.portfolio.batch import Batch
from grantrules.portfolio.files.csv_sheet import csv_cell, is_dangerous
from grantrules.portfolio.files.folders import name_of
from grantrules.portfolio.rejected import write_rejected

FORMATS = ("csv", "parquet", "xlsx", "jsonl")

SUMMARY, PICTURE, REJECTED = "summary.json", "summary.png", "rejected"
SAVED_TABLES = ("applications", "measures", "rejects")
BOOK = "decisions"
"""What a workbook is called that holds all tables."""

_OWN = {SUMMARY, PICTURE, REJECTED, *(f"{name}.{form}" for name in (*SAVED_TABLES, BOOK) for form in FORMATS)}
"""Everything that is ever written."""


class _SheetTable(Protocol):
    """A table as a spreadsheet counts on it: its name, the heads of its columns, and its rows, numbers as numbers."""

    @property
    def title(self) -> str: ...
    @property
    def heads(self) -> tuple[str, ...]: ...
    @property
    def plain_rows(self) -> list[list[object]]: ...


class _Picture(Protocol):
    """A picture that can be written into a file."""

    def savefig(self, fname: Path, *, dpi: int) -> None: ...


class ShownSummary(Protocol):
    """The summary of a portfolio, in the forms in which it is written."""

    def grids(self, language: str | None = None) -> Sequence[_SheetTable]:
        """The tables, one below the other."""

    def to_json(self, language: str | None = None, *, indent: int | None = None) -> str:
        """As JSON."""

    def plot(self, language: str | None = None) -> _Picture:
        """As a picture."""


def save(
    batch: Batch,
    summary: ShownSummary,
    folder: Path,
    form: str,
    *,
    force: bool = False,
    picture: bool = False,
    language: str | None = None,
    for_excel: bool = False,
) -> tuple[Path, ...]:
    """Write a batch and its summary into a folder; the files that are there then, those in `rejected/` aside.

    `for_excel` is of CSV alone: as Excel in Norway opens it.

    Raises:
        PortfolioError: there is such a folder and it may not be replaced, or it cannot be written.
        MissingExtra: a package that the format or the picture needs is not installed.
        UnknownName: there is no such language.
    """
    check_place(folder, form, force=force, inputs=batch.inputs)
    if for_excel and form != "csv":
        raise PortfolioError(Code.UNKNOWN_NAME, f"only csv is written for Excel in a form of its own, not {form}")
    require("what is to be written needs", *to_write(form, picture=picture))
    try:
        with whole_folder(folder) as made:
            tables = dict(zip(SAVED_TABLES, (batch.applications, batch.measures, batch.rejects), strict=True))
            if form == "xlsx":
                write_book(tables, made / f"{BOOK}.xlsx", summary, language)
            else:
                write_tables(tables, made, form, for_excel=for_excel)
            (made / SUMMARY).write_text(summary.to_json(language, indent=2) + "\n", "utf-8")
            if picture:
                summary.plot(language).savefig(made / PICTURE, dpi=150)
            write_rejected(batch.rejected, made / REJECTED)
    except OSError as error:
        said = error.strerror or str(error)
        raise PortfolioError(Code.NOT_WRITTEN, f"{folder}: cannot be written, and nothing was: {said}") from error
    return tuple(sorted(folder.iterdir()))


def to_write(form: str, *, picture: bool) -> tuple[extras.Need, ...]:
    """The optional packages that it takes to write a batch in a form, with or without the picture."""
    return (*(extras.WORKBOOKS_WRITTEN if form == "xlsx" else ()), *(extras.PICTURE if picture else ()))


def check_place(folder: Path, form: str, *, force: bool, inputs: Iterable[str | Path] = ()) -> None:
    """See whether a batch can be written into a folder, before the work is done.

    Raises:
        PortfolioError: there is such a folder and it may not be replaced, it lies in one that is read, its name is
            not UTF-8, or there is no such format.
    """
    place = folder.resolve()
    for each in map(Path, inputs):
        if each.resolve().is_relative_to(place):
            raise PortfolioError(Code.NOT_WRITTEN, f"{folder}: the input {each} stands there, and would be replaced")
        if each.is_dir() and place.is_relative_to(each.resolve()):
            said = "and would be read with it the next time; name a folder outside of it"
            raise PortfolioError(Code.NOT_WRITTEN, f"{folder}: lies in the input {each}, {said}")
    if name_of(place) != str(place):  # which what writes tables cannot take
        raise PortfolioError(
            Code.NOT_WRITTEN, f"{name_of(folder)}: stands under a name that is not UTF-8; name another folder"
        )
    if form not in FORMATS:
        raise PortfolioError(Code.UNKNOWN_NAME, f"unknown format `{form}`{did_you_mean(form, FORMATS)}")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PortfolioError(Code.NOT_WRITTEN, f"{folder}: is no folder; name one that is not there yet")
    if not folder.exists():
        return
    others = sorted(path.name for path in folder.iterdir() if path.name not in _OWN)
    if others:
        shown = f"{', '.join(others[:3])}{' …' if len(others) > 3 else ''}"
        raise PortfolioError(
            Code.NOT_WRITTEN, f"{folder}: holds other files ({shown}); name a folder that is not there yet"
        )
    if any(folder.iterdir()) and not force:
        raise PortfolioError(
            Code.NOT_WRITTEN, f"{folder}: is there already; name another folder, or replace it with force (`--force`)"
        )


# -- the forms in which tables are written


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


def write_tables(tables: Mapping[str, Any], folder: Path, form: str, *, for_excel: bool = False) -> None:
    """Write tables into a folder, a file each.

    Excel in Norway splits CSV at semicolons, reads numbers with decimal commas, and takes a file for UTF-8 by its mark.

    Raises:
        OSError: one of them cannot be written.
    """
    for name, table in tables.items():
        path = folder / f"{name}.{form}"
        try:
            match form:
                case "csv":
                    flat = _flat(table, disarmed=True, commas=for_excel)
                    between = ";" if for_excel else ","
                    flat.write_csv(
                        path, quote_style="never", separator=between, include_bom=for_excel
                    )  # has its quotes
                case "parquet":
                    table.write_parquet(path)
                case _:
                    table.write_ndjson(path)
        except (polars().exceptions.PolarsError, OSError) as error:
            raise _of_system(error) from error


def _of_system(error: Exception) -> OSError:
    """What the system said, of which those who write tables make sentences of their own: that the disk is full, say."""
    number = re.search(r"(?:os error |Errno )(\d+)", str(error))
    return OSError(int(number[1]), os.strerror(int(number[1]))) if number else OSError("the system does not say why")


def _flat(table: Any, *, disarmed: bool, commas: bool = False) -> Any:
    """A table with its lists as text and, for CSV, with text in quotes and none that a spreadsheet would run.

    `commas` stand in numbers instead of points.
    """
    pl = polars()
    made: list[Any] = []
    for name, type_ in table.schema.items():
        column = pl.col(name).list.join(BETWEEN) if isinstance(type_, pl.List) else pl.col(name)
        if disarmed and (type_ == pl.String or isinstance(type_, pl.List)):
            column = column.map_elements(partial(csv_cell, first=not made), return_dtype=pl.String)
        elif commas and (type_.is_float() or type_.is_decimal()):
            column = column.cast(pl.String).str.replace(".", ",", literal=True)
        made.append(column)
    return table.select(made)


def write_book(tables: Mapping[str, Any], path: Path, summary: ShownSummary, language: str | None) -> None:
    """Write tables into a workbook, a sheet each, with the summary as the last.

    Raises:
        PortfolioError: a table is too large for a workbook.
        MissingExtra: xlsxwriter is not installed.
    """
    longest = max(table.height for table in tables.values())
    if longest >= _MOST_ROWS:
        raise PortfolioError(
            Code.TOO_LARGE, f"a sheet of a workbook cannot hold {longest:,} rows; choose csv or parquet"
        )
    excel = imported("an Excel workbook needs", *extras.WORKBOOKS_WRITTEN)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with excel.Workbook(path, options) as book:
            book.set_properties({"created": _MADE})
            forms = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
            for name, table in tables.items():
                flat, sheet = _flat(table, disarmed=False), book.add_worksheet(name)
                _write_sheet(sheet, [flat.columns, *flat.iter_rows()], {0}, *forms)
                sheet.freeze_panes(1, 0)
            rows, heads = list[Sequence[object]](), set[int]()
            for grid in summary.grids(language):
                heads |= {len(rows), len(rows) + 1}
                rows += [(grid.title,), grid.heads, *grid.plain_rows, ()]
            _write_sheet(book.add_worksheet("summary"), rows, heads, *forms)
    except excel.exceptions.XlsxWriterException as error:
        raise _of_system(error) from error


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
                raise PortfolioError(
                    Code.TOO_LARGE, f"a workbook cannot hold what belongs in row {number + 1} of {sheet.name}"
                )


def _fitting(text: str) -> str:
    """Text as a cell of a workbook can hold it: cut, with a mark that says so, where it is too long."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT

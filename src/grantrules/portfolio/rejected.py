"""What was rejected, as it came: so that it can be mended and read again."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import BinaryIO

from grantrules.base.codes import Code
from grantrules.base.errors import PortfolioError
from grantrules.base.values import written
from grantrules.portfolio.batch import Reject
from grantrules.portfolio.files.csv_sheet import SEPARATORS, csv_row, harmless
from grantrules.portfolio.files.folders import SUFFIXES, AsRead, lines_of, name_of
from grantrules.portfolio.files.sheet import Row, Sheet
from grantrules.portfolio.files.table_pairs import Rows, TablePair

ERROR = "#ERROR!"
"""What stands for a cell of a workbook that held an error."""


def write_rejected(rejected: Sequence[Reject], folder: Path) -> None:
    """Write what was rejected into a folder, which is made where there is anything to write.

    A file is written as it was read, lines go into a file of lines and rows into two tables as CSV, each under the
    name of the file that it comes from. What came without a file, or could not be read at all, is not written.

    Raises:
        PortfolioError: what was too large to be kept cannot be read a second time.
    """
    read: defaultdict[Path, dict[int, AsRead]] = defaultdict(dict)
    rows: defaultdict[TablePair, list[Rows]] = defaultdict(list)
    for each in rejected:
        match each.kept:
            case AsRead(path=path, line=line) as kept:
                read[_real(path)][line or 0] = kept
            case Rows(tables=tables) as some:
                rows[tables].append(some)
    places = _Places(folder, [*read, *(tables.path for tables in rows)])
    for path, parts in read.items():
        with places.file(path).open("xb") as target:
            for _, part in sorted(parts.items()):
                _write(part, target)
    for tables, some_rows in rows.items():
        _write_rows(tables, some_rows, places.tables(tables.path))


class _Places:
    """Where in a folder each file is written: by its name, below the folders that tell the files apart, no place twice."""

    def __init__(self, folder: Path, files: Iterable[Path]) -> None:
        self._folder = folder
        self._taken: set[Path] = set()
        try:
            self._common: str | None = os.path.commonpath([_real(path).parent for path in files])
        except ValueError:  # there are none, or they are on several drives
            self._common = None

    def file(self, path: Path) -> Path:
        """A place for a file, in a folder that is there, under a name that is read in folders."""
        inside = self._inside(path)
        if inside.suffix.lower() not in SUFFIXES:  # it was named; JSON is YAML
            inside = inside.with_name(f"{inside.name}.yaml")
        place = self._free(inside)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def tables(self, path: Path) -> Path:
        """A folder for two tables that come from a file, which is there; others may lie in it."""
        inside = self._inside(path)
        plain = inside.parent if path.suffix.lower() == ".csv" else inside
        place = self._free(plain if self._folder / plain not in self._taken else inside.with_suffix(""))
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _inside(self, path: Path) -> Path:
        real = _real(path)
        return Path(real.name) if self._common is None else real.relative_to(self._common)

    def _free(self, inside: Path) -> Path:
        others = (inside.with_name(f"{inside.stem}-{number}{inside.suffix}") for number in count(2))
        place = self._folder / inside
        while place in self._taken:
            place = self._folder / next(others)
        self._taken.add(place)
        return place


def _real(path: Path) -> Path:
    """A path without `..`, whatever links lead there; the file keeps the name by which it was read."""
    return path.parent.resolve() / path.name


def _write(kept: AsRead, target: BinaryIO) -> None:
    """Write a file as it was, or a line of one, which then has an end."""
    if kept.content is not None:
        target.write(kept.content)
        target.write(b"" if kept.line is None or kept.content.endswith(b"\n") else b"\n")
        return
    with _again(_real(kept.path)) as source:
        if kept.line is None:
            shutil.copyfileobj(source, target)
        else:
            target.writelines(lines_of(source, {kept.line}))


def _again(path: Path) -> BinaryIO:
    """A file that is read a second time, for what was too large to be kept."""
    try:
        if path.is_file():
            return path.open("rb")
        said = "it is there no more, or was no file"
    except OSError as error:
        said = error.strerror or str(error)
    raise PortfolioError(
        Code.UNREADABLE_FILE,
        f"{name_of(path)}: what was rejected cannot be read again ({said}), and nothing was written",
    )


def _write_rows(tables: TablePair, kept: Sequence[Rows], into: Path) -> None:
    for table, sheet in tables.sheets.items():
        with (into / f"{table}.csv").open("x", encoding="utf-8", newline="") as file:
            if sheet.between not in SEPARATORS:
                file.write(f"sep={sheet.between}\r\n")
            file.write(f"{csv_row(sheet.head, sheet.between)}\r\n")
            for row in (row for each in kept for row in each.rows.get(table, ())):
                cells = [_cell(sheet, row, place) for place in range(len(row.cells))]
                # a line that could not be split is left as it is, for nobody knows where its cells end
                line = csv_row(cells, sheet.between) if row.line is None else harmless(row.line, first=True)
                file.write(f"{line}\r\n")


def _cell(sheet: Sheet, row: Row, place: int) -> str:
    if (row.number, place) in sheet.cell_errors:
        return ERROR
    value = row.cells[place]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return written(value)
    return "" if value is None else str(value)

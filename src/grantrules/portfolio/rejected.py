"""What was rejected, as it came: so that it can be mended and read again."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from grantrules.frames.columns import APPLICATIONS, MEASURES
from grantrules.pile import FileOfOne, LineOfFile, lines_of
from grantrules.portfolio.batch import Reject
from grantrules.portfolio.harmless import harmless, harmless_line
from grantrules.portfolio.sheet import Row, Sheet
from grantrules.portfolio.tables import Rows, TablePair

ERROR = "#ERROR!"
"""What stands for a cell of a workbook that held an error."""


def write_rejected(rejected: Sequence[Reject], folder: Path) -> None:
    """Write what was rejected into a folder, which is made where there is anything to write.

    A file is copied as it is, lines go into a file of lines and rows into two tables as CSV, each under the
    name of the file that it comes from. What came without a file is not written.
    """
    kept = [each.kept for each in rejected]
    paths = [path for path in map(_path, kept) if path is not None]
    if not paths:
        return
    common = Path(os.path.commonpath([path.absolute().parent for path in paths]))
    for each in kept:
        path = _path(each)
        if path is None:
            continue
        if isinstance(each, FileOfOne):
            _copy(path, _made(folder / path.absolute().relative_to(common)))
    for path in dict.fromkeys(each.path for each in kept if isinstance(each, LineOfFile)):
        numbers = {each.number for each in kept if isinstance(each, LineOfFile) and each.path == path}
        with path.open("rb") as source, _made(folder / path.absolute().relative_to(common)).open("wb") as target:
            target.writelines(lines_of(source, numbers))
    for tables in dict.fromkeys(each.tables for each in kept if isinstance(each, Rows)):
        _write_rows(tables, [each for each in kept if isinstance(each, Rows) and each.tables is tables], folder, common)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _copy(path: Path, target: Path) -> None:
    """Copy a file; one that cannot be read stays where it is, and the reason says so."""
    try:
        source = path.open("rb") if path.is_file() else None
    except OSError:
        return
    if source is not None:
        with source, target.open("wb") as file:
            shutil.copyfileobj(source, file)


def _path(kept: object) -> Path | None:
    match kept:
        case FileOfOne(path=path) | LineOfFile(path=path):
            return path
        case Rows(tables=tables):
            return tables.path
        case _:
            return None


def _write_rows(tables: TablePair, kept: Sequence[Rows], folder: Path, common: Path) -> None:
    place = tables.path.absolute().relative_to(common)
    into = folder / place.parent if place.suffix.lower() == ".csv" else folder / place
    into.mkdir(parents=True, exist_ok=True)
    for table, rows in (
        (APPLICATIONS, [row for each in kept for row in each.applications]),
        (MEASURES, [row for each in kept for row in each.measures]),
    ):
        sheet = tables.sheets[table]
        with (into / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=sheet.between)
            writer.writerow(map(harmless, sheet.head))
            for row in rows:
                if row.line is None:
                    writer.writerow([_cell(sheet, row, n) for n in range(len(row.cells))])
                else:  # as it is, for nobody knows where its cells end
                    file.write(f"{harmless_line(row.line, sheet.between)}\r\n")


def _cell(sheet: Sheet, row: Row, place: int) -> str:
    if (row.number, place) in sheet.cell_errors:
        return ERROR
    value = row.cells[place]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else harmless(str(value))

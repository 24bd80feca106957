"""What a workbook says of its cells that the package for reading it does not hand on: formulas without a value, and where cells begin."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""(?:\w+:)?(\w+)\s*=\s*(["'])(.*?)\2""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")


@dataclass(frozen=True, slots=True)
class Cells:
    """Of a sheet: the first column in which a value stands, and the cells (row from 1, column from 0) with a formula and no value."""

    first: int
    unsaved: frozenset[tuple[int, int]]


def cells_of(path: Path, title: str) -> Cells:
    """The cells of a sheet; where its file cannot be told from the others, as if all began in the first column."""
    try:
        with zipfile.ZipFile(path) as book:
            content = book.read(_part(book, title))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return Cells(0, frozenset())
    columns: set[int] = set()
    unsaved = set[tuple[int, int]]()
    for column, row, inside in _filled(content):
        if _VALUE.search(inside):
            columns.add(column)
        elif _FORMULA.search(inside):
            unsaved.add((row, column))
    return Cells(min(columns, default=0), frozenset(unsaved))


def _filled(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The cells with something in them: column, row and what."""
    for cell in _CELL.finditer(content):
        place = _PLACE.search(cell[1])
        if place and cell[2]:
            yield _column(place[1]), int(place[2]), cell[2]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _part(book: zipfile.ZipFile, title: str) -> str:
    """The name of the part of a workbook in which a sheet is."""
    sheets = map(_attributes, _SHEET.findall(book.read("xl/workbook.xml").decode()))
    (wanted,) = (each["id"] for each in sheets if each.get("name") == title and "id" in each)
    relations = map(_attributes, _RELATION.findall(book.read("xl/_rels/workbook.xml.rels").decode()))
    (target,) = (each["Target"] for each in relations if each.get("Id") == wanted and "Target" in each)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, _, value in _ATTRIBUTE.findall(tag)}

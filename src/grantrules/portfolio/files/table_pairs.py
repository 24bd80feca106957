"""Two tables, of applications and of their measures, as applications one at a time.

A wrong row rejects its whole application, for a verdict on a part of it would be wrong. What is wrong with
the names of the columns is wrong with every row, and is told before any is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problem, Problems, Refused
from grantrules.base.values import read_boolean, show
from grantrules.language.layout import put
from grantrules.language.vocabulary import Vocabulary
from grantrules.portfolio.files.folders import Item, Place, PlacedDocument
from grantrules.portfolio.files.sheet import Row, Sheet, is_empty
from grantrules.portfolio.tables.columns import (
    APPLICATIONS,
    KEYS,
    MEASURES,
    Column,
    known_columns,
    names_of,
    wrong_names,
)

Steps = tuple[str | int, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Rows:
    """What two tables hold of one application, as it stands there."""

    tables: TablePair
    rows: Mapping[str, tuple[Row, ...]]


class TablePair:
    """The table of applications and the table of measures, ready to be read."""

    def __init__(self, path: Path, applications: Sheet, measures: Sheet, vocabularies: tuple[Vocabulary, ...]) -> None:
        self.path = path
        self._vocabularies = vocabularies
        self.columns: dict[str, Mapping[str, Column]] = {table: known_columns(table, vocabularies) for table in KEYS}
        names = {table: names_of(table, vocabularies) for table in KEYS}
        self.sheets = {
            APPLICATIONS: applications.called_by(names[APPLICATIONS], names[MEASURES]),
            MEASURES: measures.called_by(names[MEASURES], names[APPLICATIONS]),
        }

    @property
    def size(self) -> int:
        """About how many applications there are."""
        return self.sheets[APPLICATIONS].height

    @cached_property
    def places(self) -> Mapping[str, dict[str, int]]:
        """For each table its columns by name."""
        return {t: {name: n for n, name in enumerate(sheet.head) if name} for t, sheet in self.sheets.items()}

    @cached_property
    def read(self) -> Mapping[str, list[tuple[str, int, Column | None]]]:
        """For each table the columns: name and place, and what it is about if that is a fact."""
        return {
            table: [(name, place, self.columns[table].get(name)) for name, place in places.items()]
            for table, places in self.places.items()
        }

    def check(self, problems: Problems) -> None:
        """What is wrong with the names of the columns."""
        for table, sheet in self.sheets.items():
            where = Location(sheet.name)
            for name, number in Counter(name for name in sheet.head if name).items():
                if number > 1:
                    problems.add(where, Code.DUPLICATE_COLUMN, f"several columns are called {show(name)}")
            for column, said in wrong_names(table, [name for name in sheet.head if name], self._vocabularies):
                place = sheet.head.index(column) if column in sheet.head else None
                problems.add(where if place is None else sheet.at(sheet.head_row, place)[0], *said)

    def items(self) -> Iterator[Item]:
        """Each application with its measures, in the order of the rows; last the measures that have no application."""
        measures: dict[str, list[Row]] = {}
        for row in self.sheets[MEASURES].rows():
            measures.setdefault(self.key(MEASURES, row, "application"), []).append(row)
        rows = list(self.sheets[APPLICATIONS].rows())
        keys = [self.key(APPLICATIONS, row, "id") for row in rows]
        often = Counter(keys)
        for row, key in zip(rows, keys, strict=True):
            yield self._item(row, key, measures.pop(key, []) if key else [], twice=often[key] > 1)
        near = {key.strip(): key for key in keys}
        for key, stray in measures.items():
            yield from (self._stray(key, row, near.get(key.strip())) for row in stray)

    def key(self, table: str, row: Row, column: str) -> str:
        """The key in a row as text; none where it is not there to be read."""
        place, sheet = self.places[table][column], self.sheets[table]
        cell = row.cells[place] if place < len(row.cells) else None
        return "" if is_empty(cell) else _trimmed(sheet, str(cell))

    def _item(self, row: Row, key: str, measures: list[Row], *, twice: bool) -> Item:
        reader = _Reader(self)
        data = reader.application(row, measures)
        where = self.sheets[APPLICATIONS].at(row.number, self.places[APPLICATIONS]["id"])
        if not key and not row.problem:
            reader.add(where, Code.MISSING_FIELD, "expected a key, found nothing")
        elif twice and key:
            reader.add(where, Code.DUPLICATE_ID, f"several applications have the id {show(key)}")
        whole = not any(each.problem for each in (row, *measures))
        made = PlacedDocument(data, reader.place) if whole else None
        document, rest = (None, made) if reader.problems else (made, None)
        name, kept = (
            self.sheets[APPLICATIONS].row_name(row.number),
            Rows(self, {APPLICATIONS: (row,), MEASURES: tuple(measures)}),
        )
        return Item(name, document, tuple(reader.problems), key or None, kept, reader.places, rest)

    def _stray(self, key: str, row: Row, near: str | None) -> Item:
        reader = _Reader(self)
        where = self.sheets[MEASURES].at(row.number, self.places[MEASURES]["application"])
        if row.problem:
            reader.add(self.sheets[MEASURES].at(row.number, row.place), Code.INVALID_SYNTAX, row.problem)
        hint = f"; {show(near)} is another, by the spaces around it" if near else ""
        if key:
            reader.add(where, Code.UNKNOWN_APPLICATION, f"there is no application {show(key)}{hint}")
        else:
            reader.add(where, Code.MISSING_FIELD, "expected the key of an application, found nothing")
        name, kept = self.sheets[MEASURES].row_name(row.number), Rows(self, {MEASURES: (row,)})
        return Item(name, None, tuple(reader.problems), kept=kept, places=reader.places, stray=True)


class _Reader:
    """Reads the rows of one application, and says where in them something stands."""

    def __init__(self, tables: TablePair) -> None:
        self._tables = tables
        self._rows: list[tuple[str, Row]] = []
        self.problems: list[Problem] = []
        self.places: dict[Location, Place] = {}

    def add(self, at: tuple[Location, Place], code: Code, message: str) -> None:
        """Note what is wrong at a place."""
        where, place = at
        self.places[where] = place
        self.problems.append(Problem(where, code, message))

    def application(self, row: Row, measures: list[Row]) -> dict[str, object]:
        """The application in nested form, as far as its cells can be read."""
        self._rows = [(APPLICATIONS, row), *((MEASURES, each) for each in measures)]
        data, *inner = (self._part(table, each) for table, each in self._rows)
        if inner:
            data["measures"] = inner
        return data

    def place(self, path: Steps, _key: bool) -> Location:
        """Where what has a path in the nested application stands."""
        table, row = self._rows[0]
        if len(path) > 1 and path[0] == "measures" and isinstance(path[1], int):
            (table, row), path = self._rows[1 + path[1]], path[2:]
        name = ".".join(str(step) for step in path if not isinstance(step, int))
        columns = self._tables.places[table]
        of_set = (place for column, place in columns.items() if column.startswith(f"{name}."))
        where, place = self._tables.sheets[table].at(row.number, columns.get(name, next(of_set, None)))
        self.places[where] = place
        return where

    def _part(self, table: str, row: Row) -> dict[str, object]:
        sheet, places = self._tables.sheets[table], self._tables.places[table]
        if row.problem:
            self.add(sheet.at(row.number, row.place), Code.INVALID_SYNTAX, row.problem)
            return {}
        part: dict[str, object] = {}
        sets: dict[str, dict[str, object]] = {}
        for name, place, column in self._tables.read[table]:
            try:
                value = self._value(sheet, row, place)
                if name in KEYS[table]:
                    value = _trimmed(sheet, value)
                elif column is not None and column.member is not None and value is not None:
                    value = read_boolean(value)
            except Refused as error:
                self.add(sheet.at(row.number, place), error.code, str(error))
                continue
            if column is not None and column.member is not None:
                sets.setdefault(name.rpartition(".")[0], {})[column.member] = value
            elif value is not None and name != "application":
                put(part, tuple(name.split(".")), value)
        for place, name in enumerate(sheet.head):
            if not name and row.cells[place] not in (None, ""):
                self.add(
                    sheet.at(row.number, place),
                    Code.UNKNOWN_COLUMN,
                    "the column has no name, and something stands in it",
                )
        for name, members in sets.items():
            stated = [member for member, value in members.items() if value is not None]
            if len(stated) == len(members):
                put(part, tuple(name.split(".")), [member for member, value in members.items() if value])
            elif stated:
                empty = next(member for member, value in members.items() if value is None)
                said = "a set is stated for all its values or for none; nothing stands here"
                self.add(sheet.at(row.number, places[f"{name}.{empty}"]), Code.INCOMPLETE_SET, said)
        return part

    def _value(self, sheet: Sheet, row: Row, place: int) -> object:
        """What stands in a cell, if anything does."""
        if (row.number, place) in sheet.cell_errors:
            raise Refused(Code.UNREADABLE_VALUE, sheet.cell_errors[row.number, place])
        return None if is_empty(row.cells[place]) else row.cells[place]


def _trimmed(sheet: Sheet, key: T) -> T | str:
    """A key without the spaces around it where it stands as text, in which nobody sees them."""
    return key.strip() if sheet.is_text and isinstance(key, str) else key

"""Where tables are worked on: in Polars or in Spark. What narwhals has no common word for, once for each.

The checks and what is compiled for Spark are written in narwhals, over columns with plain names: without points, which
Spark takes for the way into a column, and different in more than capital letters, which Spark does not tell apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from importlib import import_module
from typing import Any, Protocol

from grantrules.base.extras import narwhals, polars
from grantrules.evaluation.executors.frame.joins import BETWEEN, KEY, Joined, Numbered

ROW = "row"
"""The column with the number of each row, from 0, where rows have an order."""


class Engine(Protocol):
    """What works on tables of one kind."""

    ordered: bool
    """Whether its rows have an order, which the results keep."""

    has_days_beyond: bool
    """Whether it holds days outside the years 1 to 9999."""

    @property
    def joins(self) -> Joined:
        """What brings two tables together when the rules are run."""

    def columns(self, table: Any) -> list[tuple[str, bool]]:
        """The columns of a table: each name, and whether the type says that nothing is in it."""

    def numbered(self, table: Any, names: Sequence[str]) -> Any:
        """A table with its columns called otherwise, by place, and with `ROW` if rows have an order."""

    def rows(self, table: Any) -> list[tuple[Any, ...]]:
        """All rows of a table, fetched."""

    def linked(self, applications: Any, measures: Any, ids: str, /) -> tuple[Any, Any, bool]:
        """Two tables of narwhals with what joins them in `KEY`, and whether all keys are known to be in order.

        They are if each is stated, none stands twice, and those of measures lead to an application. `ids` is the
        column with the measures' own.
        """

    def ready(self, table: Any) -> Any:
        """A table of narwhals as `joins` takes it."""

    def finished(self, table: Any, names: Sequence[str], lists: Collection[str], /) -> Any:
        """A result in the order of its rows, its columns called by `names`; `lists` are lists, not text."""


class Polars:
    """Polars frames: lazy while they are checked, in memory for the rules, where `KEY` is the number of a row."""

    ordered = has_days_beyond = True
    joins = Numbered()

    def columns(self, table: Any) -> list[tuple[str, bool]]:
        """As for every engine."""
        return [(name, type_ == polars().Null) for name, type_ in table.collect_schema().items()]

    def numbered(self, table: Any, names: Sequence[str]) -> Any:
        """As for every engine."""
        return table.rename(dict(zip(table.collect_schema().names(), names, strict=True))).with_row_index(ROW)

    def rows(self, table: Any) -> list[tuple[Any, ...]]:
        """As for every engine."""
        return list(table.collect().rows())

    def linked(self, applications: Any, measures: Any, ids: str) -> tuple[Any, Any, bool]:
        """As for every engine."""
        one, other = applications.to_native(), measures.to_native()
        rows, in_order = owners(one.select(KEY, ROW), other, ids)
        linked = one.with_columns(polars().col(ROW).alias(KEY)), other.with_columns(rows.alias(KEY))
        return (*map(narwhals().from_native, linked), in_order)

    def ready(self, table: Any) -> Any:
        """As for every engine."""
        return table.to_native().collect(engine="in-memory")

    def finished(self, table: Any, names: Sequence[str], _lists: Collection[str]) -> Any:
        """As for every engine; there are lists already."""
        return table.rename(dict(zip(table.columns, names, strict=True)))


class Spark:
    """Spark frames; columns go by place, since names may have points or differ in capital letters alone."""

    ordered = has_days_beyond = False
    joins = Joined()

    def columns(self, table: Any) -> list[tuple[str, bool]]:
        """As for every engine."""
        return [(field.name, field.dataType.typeName() == "void") for field in table.schema.fields]

    def numbered(self, table: Any, names: Sequence[str]) -> Any:
        """As for every engine."""
        return table.toDF(*names)

    def rows(self, table: Any) -> list[tuple[Any, ...]]:
        """As for every engine."""
        return [tuple(row) for row in table.collect()]

    def linked(self, applications: Any, measures: Any, _ids: str) -> tuple[Any, Any, bool]:
        """As for every engine; joined by the keys that they have, and whether those are in order is not known."""
        return applications, measures, False

    def ready(self, table: Any) -> Any:
        """As for every engine."""
        return table

    def finished(self, table: Any, names: Sequence[str], lists: Collection[str]) -> Any:
        """As for every engine."""
        functions = import_module("pyspark.sql.functions")
        made = [
            functions.array_remove(functions.split(old, BETWEEN), "") if name in lists else functions.col(old)
            for old, name in zip(table.columns, names, strict=True)
        ]
        return table.select(*made).toDF(*names)


def owners(applications: Any, measures: Any, ids: str) -> tuple[Any, bool]:
    """The row of the application of each measure, and whether every key is surely stated, unique and not stray.

    The tables are lazy Polars frames: one of `KEY` and the number of its row, and one with `KEY` and a column of `ids`.
    That no two keys are alike is seen from their hashes; where two of those are alike, the keys have to be looked at,
    and so they have where one is not stated or leads nowhere.
    """
    pl = polars()
    keys, own = measures.select(KEY), measures.select(pl.col(ids).cast(pl.String))
    joined = keys.join(applications, on=KEY, how="left", maintain_order="left").select(pl.exclude(KEY))
    row = joined.collect(engine="streaming").to_series().rechunk()
    id_, one = own.collect(engine="in-memory").to_series(), applications.select(KEY).collect(engine="in-memory")[KEY]
    stated = not (_has_none(one) or _has_none(id_) or row.null_count())
    return row, stated and _alone(one.hash()) and _alone(id_.hash() ^ row.hash())


def _alone(hashes: Any) -> bool:
    return bool(hashes.n_unique() == len(hashes))


def _has_none(keys: Any) -> bool:
    return bool(keys.null_count()) or bool((keys == "").any())

"""Tables of every supported kind: where each is worked on, and what makes its kind of a result.

They are worked on in Polars or in Spark. The checks and what is compiled for Spark are written in narwhals, over columns with
plain names: without points, which Spark takes for the way into a column, and different in more than capital letters, which
Spark does not tell apart. What narwhals has no common word for stands here, once for each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from importlib import import_module
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems
from grantrules.base.extras import ARROW, narwhals, need_for_tables, polars, require
from grantrules.evaluation.executors.frame.joins import BETWEEN, KEY, Joined, Numbered

EXACT = {32: 2**24, 64: 2**53}
"""Up to here a binary fraction of so many bits holds every whole number."""

ROW = "row"
"""The column with the number of each row, from 0, where rows have an order."""


class Engine:
    """What works on tables: on Polars frames, lazy while they are checked, in memory for the rules."""

    ordered = True
    """Whether its rows have an order, which the results keep."""

    has_days_beyond = True
    """Whether it holds days outside the years 1 to 9999."""

    joins: Joined = Numbered()
    """What brings two tables together when the rules are run; here `KEY` is the number of a row."""

    def columns(self, table: Any) -> list[tuple[str, bool]]:
        """The columns of a table: each name, and whether the type says that nothing is in it."""
        return [(name, type_ == polars().Null) for name, type_ in table.collect_schema().items()]

    def numbered(self, table: Any, names: Sequence[str]) -> Any:
        """A table with its columns called otherwise, by place, and with `ROW` if rows have an order."""
        return table.rename(dict(zip(table.collect_schema().names(), names, strict=True))).with_row_index(ROW)

    def rows(self, table: Any) -> list[tuple[Any, ...]]:
        """All rows of a table, fetched."""
        return list(table.collect().rows())

    def linked(self, applications: Any, measures: Any, ids: str) -> tuple[Any, Any, bool]:
        """Two tables of narwhals with what joins them in `KEY`, and whether all keys are known to be in order.

        They are if each is stated, none stands twice, and those of measures lead to an application. `ids` is the
        column with the measures' own. That no two keys are alike is seen from their hashes; where two of those are alike,
        the keys have to be looked at, and so they have where one is not stated or leads nowhere.
        """
        pl = polars()
        one, other = applications.to_native(), measures.to_native()
        keys, own = other.select(KEY), other.select(pl.col(ids).cast(pl.String))
        joined = keys.join(one.select(KEY, ROW), on=KEY, how="left", maintain_order="left").select(pl.exclude(KEY))
        rows = joined.collect(engine="streaming").to_series().rechunk()
        id_, key = own.collect(engine="in-memory").to_series(), one.select(KEY).collect(engine="in-memory")[KEY]
        stated = not (_has_none(key) or _has_none(id_) or rows.null_count())
        in_order = stated and _alone(key.hash()) and _alone(id_.hash() ^ rows.hash())
        linked = one.with_columns(pl.col(ROW).alias(KEY)), other.with_columns(rows.alias(KEY))
        return (*map(narwhals().from_native, linked), in_order)

    def ready(self, table: Any) -> Any:
        """A table of narwhals as `joins` takes it."""
        return table.to_native().collect(engine="in-memory")

    def finished(self, table: Any, names: Sequence[str], lists: Collection[str]) -> Any:  # noqa: ARG002  they are lists already
        """A result in the order of its rows, its columns called by `names`; `lists` are lists, not text."""
        return table.rename(dict(zip(table.columns, names, strict=True)))


def _alone(hashes: Any) -> bool:
    return bool(hashes.n_unique() == len(hashes))


def _has_none(keys: Any) -> bool:
    return bool(keys.null_count()) or bool((keys == "").any())


class _Spark(Engine):
    """Spark frames; columns go by place, since names may have points or differ in capital letters alone."""

    ordered = has_days_beyond = False
    joins = Joined()

    def columns(self, table: Any) -> list[tuple[str, bool]]:
        return [(field.name, field.dataType.typeName() == "void") for field in table.schema.fields]

    def numbered(self, table: Any, names: Sequence[str]) -> Any:
        return table.toDF(*names)

    def rows(self, table: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in table.collect()]

    def linked(self, applications: Any, measures: Any, ids: str) -> tuple[Any, Any, bool]:  # noqa: ARG002  joined by the keys that they have
        return applications, measures, False

    def ready(self, table: Any) -> Any:
        return table

    def finished(self, table: Any, names: Sequence[str], lists: Collection[str]) -> Any:
        functions = import_module("pyspark.sql.functions")
        made = [
            functions.array_remove(functions.split(old, BETWEEN), "") if name in lists else functions.col(old)
            for old, name in zip(table.columns, names, strict=True)
        ]
        return table.select(*made).toDF(*names)


@dataclass(frozen=True, slots=True)
class Taken:
    """A table as it is checked, where it is worked on, and what makes its kind of a result."""

    engine: Engine
    table: Any
    back: Callable[[Any], Any] = lambda result: result
    unread: frozenset[str] = frozenset()
    """The columns that cannot be read, which is a problem told already."""


def taken(tables: Mapping[str, Any], problems: Problems) -> dict[str, Taken]:
    """Tables of any supported kinds, by name; what cannot be taken in goes to `problems`.

    They are worked on together: Spark frames in Spark, all others in Polars.

    Raises:
        TypeError: one is no table, or only one is a Spark frame.
        MissingExtra: narwhals or Polars is not installed, or what a table needs to be read.
    """
    need_for_tables(spark=any(type(table).__module__.partition(".")[0] == "pyspark" for table in tables.values()))
    known = narwhals().dependencies
    spark = [name for name, table in tables.items() if known.is_pyspark_dataframe(table)]
    if spark and len(spark) < len(tables):
        kinds = ((name, type(table)) for name, table in tables.items())
        found = " and ".join(f"{name} as {of.__module__.partition('.')[0]} {of.__name__}" for name, of in kinds)
        raise TypeError(f"Spark frames go with Spark frames alone; found {found}")
    accepted: dict[str, Taken] = {}
    for name, table in tables.items():
        if not spark and (made := _in_polars(table, name, problems)) is not None:
            accepted[name] = made
        elif spark and not _has_doubles(table.columns, name, problems):
            accepted[name] = Taken(_Spark(), table)
    return accepted


def _in_polars(table: Any, name: str, problems: Problems) -> Taken | None:
    pl, known = polars(), narwhals().dependencies
    if isinstance(table, pl.LazyFrame):
        once = table.collect()  # its rows may come in another order each time
        return Taken(Engine(), once.lazy(), lambda frame: frame.lazy())
    if isinstance(table, pl.DataFrame):
        return Taken(Engine(), table.lazy())
    if known.is_pyarrow_table(table):
        return _of_arrow(table, name, problems, lambda frame: frame.to_arrow())
    if known.is_duckdb_relation(table):
        require("a DuckDB relation needs", *ARROW)
        return _of_arrow(table.to_arrow_table(), name, problems, lambda frame: _as_relation(table, frame, name))
    if known.is_pandas_dataframe(table):
        require("a pandas frame needs", *ARROW)
        return _by_column(table.items(), name, problems, _from_pandas, _to_pandas)
    kinds = "Polars (eager or lazy), pandas, PyArrow, DuckDB or PySpark"
    raise TypeError(f"expected the table of {name} as one of {kinds}, found {type(table).__name__}")


def _of_arrow(table: Any, name: str, problems: Problems, back: Callable[[Any], Any]) -> Taken | None:
    return _by_column(zip(table.column_names, table.columns, strict=True), name, problems, polars().Series, back)


def _has_doubles(names: list[str], table: str, problems: Problems) -> bool:
    doubles = sorted({each for each in names if names.count(each) > 1})
    for each in doubles:
        problems.add(Location(f"{table}.{each}"), Code.DUPLICATE_COLUMN, "another column has this name already")
    return bool(doubles)


def _as_relation(given: Any, frame: Any, name: str) -> Any:
    """A relation on the connection of the one that was given."""
    grantrules_evaluated_rows = frame.to_arrow()  # the query finds it by this name, which no table is likely to have
    assert grantrules_evaluated_rows is not None
    made = given.query("grantrules_given_rows", "SELECT * FROM grantrules_evaluated_rows")
    return made.set_alias(f"evaluated_{name}")


def _by_column(
    columns: Iterable[tuple[Any, Any]],
    name: str,
    problems: Problems,
    read: Callable[[Any], Any],
    back: Callable[[Any], Any],
) -> Taken | None:
    """A table of columns that Polars can read; the others go to `problems`."""
    pl, series, unread = polars(), {}, set()
    named = [(str(column), values) for column, values in columns]
    if _has_doubles([column for column, _ in named], name, problems):
        return None
    # a panic of Polars is no exception like others
    refused = ValueError, TypeError, OverflowError, NotImplementedError, pl.exceptions.PolarsError
    for column, values in named:
        try:
            series[column] = read(values)
        except (*refused, pl.exceptions.PanicException):
            unread.add(column)
            problems.add(Location(f"{name}.{column}"), Code.WRONG_COLUMN_TYPE, _why_unread(values))
    return Taken(Engine(), pl.DataFrame(series).lazy(), back, frozenset(unread))


_READABLE = "expected text, numbers of at most 18 digits, dates, or true and false"


def _why_unread(values: Any) -> str:
    if hasattr(values, "type"):
        return f"a column of type {values.type} cannot be read; {_READABLE}"
    types = sorted({type(each).__name__ for each in values.dropna()})
    if len(types) < 2 or types == ["Decimal", "int"]:
        return f"a value in this column cannot be read; {_READABLE}"
    return f"expected values of one type, found {' and '.join(types)}"


def _from_pandas(values: Any) -> Any:
    made = polars().from_pandas(values.reset_index(drop=True), nan_to_null=True)
    moments = (each for each in values.dropna() if isinstance(each, datetime))
    if made.dtype == polars().Date and any(each.tzinfo is not None or each.time() != time() for each in moments):
        raise ValueError("days and times of day do not go together")
    return _as_meant(made)


def _as_meant(series: Any) -> Any:
    """pandas has no whole numbers with gaps and no days: what are some is taken for some."""
    pl = polars()
    if series.null_count() == len(series):
        return pl.Series(series.name, [None] * len(series), dtype=pl.Null)
    if series.dtype in (pl.Float32, pl.Float64):
        series = series.fill_nan(None)
        most = EXACT[32 if series.dtype == pl.Float32 else 64]
        whole = ((series == series.round(0)) & (series.abs() < most)).fill_null(True).all()
        return series.cast(pl.Int64) if whole else series
    if isinstance(series.dtype, pl.Datetime) and series.dtype.time_zone is None:
        days = series.dt.date()
        return days if (days.cast(series.dtype) == series).fill_null(True).all() else series
    return series


def _to_pandas(result: Any) -> Any:
    pl = polars()
    lists = [name for name, type_ in result.schema.items() if isinstance(type_, pl.List)]
    made = result.drop(lists).to_pandas()
    for name in lists:
        made[name] = import_module("pandas").Series(result[name].to_list(), dtype=object)
    return made[result.columns]

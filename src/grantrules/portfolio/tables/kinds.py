"""Tables of every supported kind: where each is worked on, and what makes its kind of a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from importlib import import_module
from typing import Any

from grantrules.base.errors import Location, Problems
from grantrules.base.extras import ARROW, narwhals, need_for_tables, polars, require
from grantrules.portfolio.tables.engines import Engine, Polars, Spark

EXACT = {32: 2**24, 64: 2**53}
"""Up to here a binary fraction of so many bits holds every whole number."""


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
        found = " and ".join(f"{name} as {_kind(table)}" for name, table in tables.items())
        raise TypeError(f"Spark frames go with Spark frames alone; found {found}")
    make = _in_spark if spark else _in_polars
    made = {name: make(table, name, problems) for name, table in tables.items()}
    return {name: each for name, each in made.items() if each is not None}


def _kind(table: Any) -> str:
    return f"{type(table).__module__.partition('.')[0]} {type(table).__name__}"


def _in_spark(table: Any, name: str, problems: Problems) -> Taken | None:
    return None if _has_doubles(table.columns, name, problems) else Taken(Spark(), table)


def _in_polars(table: Any, name: str, problems: Problems) -> Taken | None:
    pl, known = polars(), narwhals().dependencies
    if isinstance(table, pl.LazyFrame):
        once = table.collect()  # its rows may come in another order each time
        return Taken(Polars(), once.lazy(), lambda frame: frame.lazy())
    if isinstance(table, pl.DataFrame):
        return Taken(Polars(), table.lazy())
    if known.is_pyarrow_table(table):
        return _of_arrow(table, name, problems, lambda frame: frame.to_arrow())
    if known.is_duckdb_relation(table):
        require("a DuckDB relation needs", *ARROW)
        return _of_arrow(table.to_arrow_table(), name, problems, lambda frame: _as_relation(table, frame, name))
    if known.is_pandas_dataframe(table):
        require("a pandas frame needs", *ARROW)
        return _of_pandas(table, name, problems)
    kinds = "Polars (eager or lazy), pandas, PyArrow, DuckDB or PySpark"
    raise TypeError(f"expected the table of {name} as one of {kinds}, found {type(table).__name__}")


def _of_arrow(table: Any, name: str, problems: Problems, back: Callable[[Any], Any]) -> Taken | None:
    if _has_doubles([str(each) for each in table.column_names], name, problems):
        return None
    columns = {str(column): table.column(place) for place, column in enumerate(table.column_names)}
    return _by_column(columns, name, problems, polars().Series, back)


def _has_doubles(names: list[str], table: str, problems: Problems) -> bool:
    doubles = sorted({each for each in names if names.count(each) > 1})
    for each in doubles:
        problems.add(Location(f"{table}.{each}"), "another column has this name already")
    return bool(doubles)


def _as_relation(given: Any, frame: Any, name: str) -> Any:
    """A relation on the connection of the one that was given."""
    grantrules_evaluated_rows = frame.to_arrow()  # the query finds it by this name, which no table is likely to have
    assert grantrules_evaluated_rows is not None
    made = given.query("grantrules_given_rows", "SELECT * FROM grantrules_evaluated_rows")
    return made.set_alias(f"evaluated_{name}")


def _of_pandas(table: Any, name: str, problems: Problems) -> Taken | None:
    if _has_doubles([str(each) for each in table.columns], name, problems):
        return None
    columns = {str(column): table[column].reset_index(drop=True) for column in table.columns}
    return _by_column(columns, name, problems, _from_pandas, _to_pandas)


def _by_column(
    columns: Mapping[str, Any],
    name: str,
    problems: Problems,
    read: Callable[[Any], Any],
    back: Callable[[Any], Any],
) -> Taken:
    """A table of columns that Polars can read; the others go to `problems`."""
    pl, series, unread = polars(), {}, set()
    for column, values in columns.items():
        try:
            series[column] = read(values)
        except _failures(pl):
            unread.add(column)
            problems.add(Location(f"{name}.{column}"), _why_unread(values))
    return Taken(Polars(), pl.DataFrame(series).lazy(), back, frozenset(unread))


def _failures(pl: Any) -> tuple[type[BaseException], ...]:
    """How a column is refused by those who read it; a panic of Polars is no exception like others."""
    return (
        ValueError,
        TypeError,
        OverflowError,
        NotImplementedError,
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
    )


_READABLE = "expected text, numbers of at most 18 digits, dates, or true and false"


def _why_unread(values: Any) -> str:
    if hasattr(values, "type"):
        return f"a column of type {values.type} cannot be read; {_READABLE}"
    types = sorted({type(each).__name__ for each in values.dropna()})
    one = len(types) < 2 or types == ["Decimal", "int"]
    return (
        f"a value in this column cannot be read; {_READABLE}"
        if one
        else f"expected values of one type, found {' and '.join(types)}"
    )


def _from_pandas(values: Any) -> Any:
    made = polars().from_pandas(values, nan_to_null=True)
    if made.dtype == polars().Date and any(map(_is_time, values.dropna())):
        raise ValueError("days and times of day do not go together")
    return _as_meant(made)


def _is_time(value: object) -> bool:
    return isinstance(value, datetime) and (value.tzinfo is not None or value.time() != time())


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

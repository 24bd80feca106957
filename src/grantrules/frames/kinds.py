"""Tables of every supported kind, taken in as lazy Polars frames and handed out as they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grantrules.errors import Location, Problems
from grantrules.executors.frame_packages import narwhals, package, polars

_EXACT = 2**53
"""Up to here a binary fraction holds every whole number."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A table as a lazy Polars frame, and what makes an eager one of the kind that it had; nothing where it was lazy."""

    frame: Any
    back: Callable[[Any], Any] | None


def taken(table: Any, name: str, problems: Problems) -> Taken | None:
    """A table of any supported kind; what cannot be taken in goes to `problems`.

    Raises:
        TypeError: it is no table.
        MissingExtra: narwhals or Polars is not installed.
    """
    pl, known = polars(), narwhals().dependencies
    if isinstance(table, pl.LazyFrame):
        return Taken(table, None)
    if isinstance(table, pl.DataFrame):
        return Taken(table.lazy(), lambda frame: frame)
    if known.is_pyarrow_table(table):
        return _of_arrow(table, name, problems, lambda frame: frame.to_arrow())
    if known.is_duckdb_relation(table):
        return _of_arrow(table.to_arrow_table(), name, problems, lambda frame: _as_relation(table, frame, name))
    if known.is_pandas_dataframe(table):
        return _of_pandas(table, name, problems)
    kinds = "Polars (eager or lazy), pandas, PyArrow or DuckDB"
    raise TypeError(f"expected the table of {name} as one of {kinds}, found {type(table).__name__}")


def handed_out(given: Sequence[Taken], results: Sequence[Any]) -> list[Any]:
    """Lazy results in the kinds in which the tables came; what is not lazy is worked out together."""
    eager = [place for place, each in enumerate(given) if each.back is not None]
    made = dict(zip(eager, polars().collect_all([results[place] for place in eager]), strict=True))
    return [results[n] if each.back is None else each.back(made[n]) for n, each in enumerate(given)]


def _of_arrow(table: Any, name: str, problems: Problems, back: Callable[[Any], Any]) -> Taken | None:
    if _has_doubles([str(each) for each in table.column_names], name, problems):
        return None
    return Taken(polars().from_arrow(table).lazy(), back)


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
    pl, series = polars(), {}
    if _has_doubles([str(each) for each in table.columns], name, problems):
        return None
    for column in table.columns:
        try:
            made = pl.from_pandas(table[column].reset_index(drop=True), nan_to_null=True)
        except (ValueError, TypeError, pl.exceptions.PolarsError) as error:
            said = str(error).partition("\n")[0]
            problems.add(Location(f"{name}.{column}"), f"expected values of one type: {said}")
            continue
        series[str(column)] = _as_meant(made)
    return Taken(pl.DataFrame(series).lazy(), _to_pandas)


def _as_meant(series: Any) -> Any:
    """pandas has no whole numbers with gaps and no days: what are some is taken for some."""
    pl = polars()
    if series.null_count() == len(series):
        return pl.Series(series.name, [None] * len(series), dtype=pl.Null)
    if series.dtype in (pl.Float32, pl.Float64):
        series = series.fill_nan(None)
        whole = ((series == series.round(0)) & (series.abs() < _EXACT)).fill_null(True).all()
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
        made[name] = package("pandas").Series(result[name].to_list(), dtype=object)
    return made[result.columns]

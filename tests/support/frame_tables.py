"""The same tables in every supported kind, and back as rows, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

import polars as pl
import pytest

from grantrules.base.errors import ApplicationError
from grantrules.regulation import Regulation
from tests.rules.test_cases import shipped_cases

duckdb: Any = import_module("duckdb")
pandas: Any = import_module("pandas")
pyarrow: Any = import_module("pyarrow")

CONNECTION = duckdb.connect()
"""Where relations are together."""

_OTHERS: list[Any] = []


def _on_its_own(frame: pl.DataFrame) -> Any:
    """A relation on a connection of its own, which is kept, since it is closed with the last that knows it."""
    _OTHERS.append(duckdb.connect())
    return _OTHERS[-1].from_arrow(frame.to_arrow())


MAKE: Mapping[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: pandas.DataFrame({name: frame[name].to_list() for name in frame.columns}),
    "pandas with arrow types": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: CONNECTION.from_arrow(frame.to_arrow()),
    "duckdb, each on its own": _on_its_own,
}
"""What makes a table of each kind."""


CASES = shipped_cases()
"""Every shipped case, read once."""


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of a table of any kind, as plain values."""
    if isinstance(table, pl.LazyFrame):
        return table.collect().to_dicts()
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    if isinstance(table, pandas.DataFrame):
        return list(table.to_dict("records"))
    if isinstance(table, pyarrow.Table):
        return list(table.to_pylist())
    rows = table.fetchall() if isinstance(table, duckdb.DuckDBPyRelation) else table.collect()
    return [dict(zip(table.columns, row, strict=True)) for row in rows]


def everything_wrong() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two tables with everything that can be wrong with tables of every kind, for the rules of `building.py`."""
    applications = pl.DataFrame(
        {
            "id": ["A", "A", None, "B", "C"],
            "aplicant.type": ["municipality"] * 5,
            "applicant.type": ["municipality", "county", "munisipality", "munisipality", None],
            "submitted_on": ["2030-01-01"] * 5,
            "founded": [1850, 2000, 2000, 2300, None],
            "staff": [1.0, float("nan"), 2.5, None, 3.0],
            "contents.budget": [True, None, True, True, None],
            "contents.plan": [True, True, False, True, None],
            "contents.accounts": [True, True, False, True, None],
            "determinations.rule": ["accepted"] * 5,
            "office.deadline": [date(2030, 1, 1)] * 5,
        }
    )
    measures = pl.DataFrame(
        {
            "application": ["A", "A", "X", "B", "B"],
            "id": ["m1", "m1", "m1", "", "m2"],
            "kind": ["competence", "utvikling", "utvikling", None, "competense"],
            "amount": [1, 10**18, 2, 3, 4],
            "partners.university": [True] * 5,
            "starts": [True] * 5,
            "founded": [2000] * 5,
        }
    )
    return applications, measures


def other_types() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two tables with columns of types that their facts cannot have."""
    applications = pl.DataFrame(
        {
            "id": [date(2030, 1, 1)],
            "founded": [Decimal("2000.5")],
            "staff": pl.Series([1.0], dtype=pl.Float32),
            "submitted_on": [datetime(2030, 1, 1)],
            "signed": [1],
            "applicant.type": [b"kommune"],
            "applicant.name": [True],
            "contents.plan": [[True]],
            "contents.budget": ["plan"],
            "contents.accounts": [{"a": True}],
            "year": ["2030"],
        }
    )
    return applications, pl.DataFrame({"application": ["A"], "id": [[1]]})


def problems_of(applications: Any, measures: Any, regulation: Regulation) -> list[str]:
    """What is said to be wrong with two tables."""
    with pytest.raises(ApplicationError) as caught:
        regulation.evaluate_frame(applications, measures)
    return [str(problem) for problem in caught.value.problems]

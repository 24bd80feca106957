"""The same tables in every supported kind, and back as rows, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import polars as pl

from tests.test_cases import shipped_cases

duckdb: Any = import_module("duckdb")
pandas: Any = import_module("pandas")
pyarrow: Any = import_module("pyarrow")

MAKE: Mapping[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: pandas.DataFrame({name: frame[name].to_list() for name in frame.columns}),
    "pandas with arrow types": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.connect().from_arrow(frame.to_arrow()),
}
"""What makes a table of each kind."""


CASES = tuple(shipped_cases())
"""Every shipped case, read once."""


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of a table of any kind, as plain values."""
    if isinstance(table, pl.LazyFrame):
        return table.collect().to_dicts()
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    if isinstance(table, pandas.DataFrame):
        return list(table.to_dict("records"))
    if not isinstance(table, pyarrow.Table):
        table = table.to_arrow_table()
    return list(table.to_pylist())

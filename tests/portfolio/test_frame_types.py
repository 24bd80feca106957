"""What type checkers know of tables: the kind that went in comes out, and what is JSON is a dictionary of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]

import grantrules

if TYPE_CHECKING:
    from typing import assert_type

    from grantrules.types import Tables

    def types(regulation: grantrules.Regulation, lazy: pl.LazyFrame, eager: pl.DataFrame) -> None:
        assert_type(regulation.evaluate_frame(lazy, eager), Tables[pl.LazyFrame, pl.DataFrame])
        assert_type(regulation.tables_of([{"id": "A"}]).measures, pl.DataFrame)
        assert_type(regulation.applications_of(lazy, eager), list[dict[str, object]])
        assert_type(regulation.to_durable(), dict[str, object])
        assert_type(grantrules.batch("folder").applications, pl.DataFrame)
        assert_type(grantrules.batch("folder").rejects, pl.DataFrame)


def test_the_kind_that_went_in_comes_out_table_by_table() -> None:
    regulation = grantrules.load(2026)
    applications, measures = regulation.tables_of([{"id": "A", "measures": [{"id": "m"}]}])
    kinds = {pl.DataFrame: lambda frame: frame, pl.LazyFrame: pl.DataFrame.lazy, pa.Table: pl.DataFrame.to_arrow}
    for one, make in kinds.items():
        for other, make_other in kinds.items():
            found = regulation.evaluate_frame(make(applications), make_other(measures))
            assert (type(found.applications), type(found.measures)) == (one, other)

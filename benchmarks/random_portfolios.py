"""Random portfolios of applications under a year's rules: a column for every fact that applications state.

A share of what is stated is left out, and a fact that there is only for some measures is mostly stated for
those alone. The columns of a choice favour its first values, as real applications do. A portfolio hangs on its
seed alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

import numpy as np
import polars as pl

from grantrules.base.municipalities import numbers
from grantrules.language.vocabulary import Fact, FactType
from grantrules.portfolio.tables.columns import APPLICATIONS, MEASURES, YEAR, Column, columns_of
from grantrules.rules.ruleset import RuleSet

UNKNOWN = 0.06
"""How large a share of each fact is not stated."""

STRAY = 0.02
"""How often a fact is stated where it does not exist."""

SIZES, SHARES = (0, 1, 2, 3, 4, 5, 20), (0.02, 0.20, 0.22, 0.22, 0.19, 0.14, 0.01)
"""How many measures the applications have."""


def random_portfolio(rules: RuleSet, applications: int, seed: int = 1) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two tables, of applications and of their measures."""
    rng = np.random.default_rng(seed)
    ids = pl.select((pl.lit("A-") + pl.int_range(applications).cast(pl.String)).alias("id"))
    one = ids.with_columns(pl.Series(YEAR, np.full(applications, rules.year)))
    one = one.with_columns(_columns(rules, APPLICATIONS, applications, rng))
    sizes = rng.choice(SIZES, applications, p=SHARES)
    owner = np.repeat(np.arange(applications), sizes)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    other = pl.DataFrame({"application": ids["id"].gather(owner), "id": place})
    other = other.with_columns((pl.lit("m") + pl.col("id").cast(pl.String)).alias("id"))
    return one, other.with_columns(_columns(rules, MEASURES, len(owner), rng))


def _columns(rules: RuleSet, table: str, rows: int, rng: np.random.Generator) -> list[pl.Series]:
    by_fact: dict[str, list[Column]] = {}
    for column in columns_of(rules.vocabulary, table).values():
        by_fact.setdefault(column.fact.path, []).append(column)
    made: dict[str, list[pl.Series]] = {}
    for path, columns in by_fact.items():
        fact = columns[0].fact
        there = rng.random(rows) >= UNKNOWN
        if fact.only_for is not None and fact.only_for.path in made:
            exists = made[fact.only_for.path][0].is_in(list(fact.only_for.values)).fill_null(value=False).to_numpy()
            there &= exists | (rng.random(rows) < STRAY)
        known = pl.Series(there)
        drawn = _drawn(fact, columns, rows, rng)
        frame = pl.DataFrame([each.alias(column.name) for each, column in zip(drawn, columns, strict=True)])
        made[path] = frame.select(pl.when(known).then(pl.all())).get_columns()
    return [series for several in made.values() for series in several]


def _drawn(fact: Fact, columns: list[Column], rows: int, rng: np.random.Generator) -> Iterator[pl.Series]:
    match fact.type:
        case FactType.CHOICES:
            yield from (pl.Series(rng.random(rows) < 0.7 / (1 + 3 * n)) for n in range(len(columns)))
        case FactType.BOOLEAN:
            yield pl.Series(rng.random(rows) < 0.85)
        case FactType.CHOICE:
            yield pl.Series(list(fact.choices)).gather(_favouring_first(len(fact.choices), rows, rng))
        case FactType.DATE:
            start = np.datetime64("2026-01-05")
            yield pl.Series(start + rng.integers(0, 60, rows)).cast(pl.Date)
        case FactType.MONEY:
            yield pl.Series(rng.integers(1, 400, rows) * 5_000)
        case FactType.INTEGER:
            yield pl.Series(rng.integers(0, 1_000, rows))
        case FactType.YEAR:
            yield pl.Series(rng.integers(2020, 2027, rows))
        case FactType.ORGANISATION_NUMBER:
            yield pl.Series(rng.integers(800_000_000, 999_999_999, rows)).cast(pl.String)
        case FactType.MUNICIPALITY_NUMBER:
            yield pl.Series(sorted(numbers())).gather(rng.integers(0, len(numbers()), rows))
        case FactType.TEXT:
            yield pl.Series(_words(fact)).gather(rng.integers(0, 300, rows))
        case _:
            assert_never(fact.type)


def _words(fact: Fact) -> list[str]:
    return [f"Some {fact.path.rpartition('.')[2].replace('_', ' ')} or other, number {n}" for n in range(300)]


def _favouring_first(number: int, rows: int, rng: np.random.Generator) -> Any:
    weights = 1 / (1 + np.arange(number)) ** 1.2
    return rng.choice(number, rows, p=weights / weights.sum())

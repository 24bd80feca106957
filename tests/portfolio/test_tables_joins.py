"""Tables in memory take short cuts: by row numbers, bits and patterns. What comes out is as without them."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import narwhals
import polars as pl
import pytest

import grantrules
from benchmarks import by_hand
from benchmarks.random_portfolios import random_portfolio
from grantrules.base.errors import ApplicationError
from grantrules.decision.decider import Decider
from grantrules.evaluation.executors.frame.joins import BETWEEN, KEY, Joined, Numbered, Upwards
from grantrules.evaluation.reference import evaluate
from grantrules.portfolio.tables import evaluate as evaluation
from grantrules.portfolio.tables import kinds
from grantrules.portfolio.tables.evaluate import LISTS, evaluate_frame, worked_out
from grantrules.portfolio.tables.nested import tables_of_stated
from grantrules.regulation import Regulation
from grantrules.rules.ruleset import RuleSet
from tests.guards.agreement import expected_rows, undetermined
from tests.support.building import rule_set
from tests.support.frame_tables import duckdb, rows_of
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set as random_rules


@cache
def portfolio(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    return random_portfolio(grantrules.load(2026).rules, 1_500, seed)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_query_written_by_hand_says_the_same(seed: int) -> None:
    found = grantrules.load(2026).evaluate_frame(*portfolio(seed))
    for ours, theirs in zip(found, by_hand.evaluate(*portfolio(seed)), strict=True):
        assert ours.columns == theirs.columns
        assert ours.rows() == theirs.rows()


def test_random_portfolios_have_everything_in_them() -> None:
    applications, measures = grantrules.load(2026).evaluate_frame(*portfolio(1))
    for table, rules in ((applications, by_hand.APPLICATION_RULES), (measures, by_hand.MEASURE_RULES)):
        assert set(table["status"]) == {"eligible", "not_eligible", "undetermined"}
        assert set(table["open"].explode().drop_nulls()) == set(rules)
    assert set(applications["missing"].explode().drop_nulls()) == set(by_hand.FACTS)
    assert set(applications["tags_sure"].explode().drop_nulls()) == set(by_hand.TAGS)
    assert set(applications["failed"].explode().drop_nulls()) == set(by_hand.APPLICATION_RULES)
    tables = portfolio(1)
    shares = [each.null_count().sum_horizontal().item() / each.width / len(each) for each in tables]
    assert [0.03 < share < 0.6 for share in shares] == [True, True]


def everywhere(rules: RuleSet, tables: Any, where: Any) -> list[list[dict[str, Any]]]:
    """The rows that come out where tables are joined by key, in the order of their keys."""
    executor = Decider(rules).frames
    given = evaluation.prepare(tables[0], tables[1], rules.vocabulary, executor.scale)
    one, other = (narwhals.from_native(where(each)) for each in (given.applications, given.measures))
    found = []
    for table, names in worked_out(executor, one, other, given.scale, Joined(), rules=True):
        rows = [dict(zip(names, row.values(), strict=True)) for row in rows_of(table.to_native())]
        for row in rows:
            row |= {name: [each for each in row[name].split(BETWEEN) if each] for name in LISTS}
        found.append(sorted(rows, key=by_key))
    return found


def by_key(row: dict[str, Any]) -> tuple[str, str]:
    return row.get("application", ""), row["id"]


def on_one_connection(frame: pl.DataFrame, connection: Any = duckdb.connect()) -> Any:  # noqa: B008  one for all tables
    return connection.from_arrow(frame.to_arrow())


@pytest.mark.parametrize(
    ("seed", "where"),
    [*((seed, pl.DataFrame.lazy) for seed in (None, 5, 6)), *((seed, on_one_connection) for seed in (None, 5))],
    ids=[*(f"{seed}-lazy Polars" for seed in (None, 5, 6)), *(f"{seed}-DuckDB" for seed in (None, 5))],
)
def test_tables_that_are_joined_by_key_give_the_same(where: Any, seed: int | None) -> None:
    rng, rules = Random(seed), grantrules.load(2026).rules if seed is None else random_rules(Random(seed), 15)
    draw = Applications(rules).draw
    asked = [undetermined(rules, draw(rng), f"A{n}") for n in range(40)]
    tables = tables_of_stated(asked, rules.vocabulary)
    quick = evaluate_frame(Decider(rules).frames, *tables, rules=True)
    assert everywhere(rules, tables, where) == [sorted(rows_of(each), key=by_key) for each in quick]


def many_rules(number: int) -> RuleSet:
    """Rules that each ask something else, in turn for applications and for measures."""
    common = "{{id: a{n}, require: {{application.amount: {{at_least: {n}}}}}}}"
    own = "{{id: m{n}, {verb}: {{measure.amount: {{at_least: {n}}}}}}}"
    listed = [common.format(n=n) for n in range(number)]
    listed += [own.format(n=n, verb="prioritise" if n % 2 else "require") for n in range(number)]
    return rule_set(f"[{', '.join(listed)}]")


def test_more_rules_than_a_number_has_bits() -> None:
    rules = many_rules(150)
    rng, draw = Random(1), Applications(rules).draw
    asked = [undetermined(rules, draw(rng), f"A{n}") for n in range(20)]
    amounts = [None, 0, 61, 119, 149]
    tables = tables_of_stated(asked, rules.vocabulary)
    one, other = (
        table.with_columns(amount=pl.Series([amounts[n % 5] for n in range(len(table))], dtype=pl.Int64))
        for table in tables
    )
    found = Regulation(rules).evaluate_frame(one, other)
    for table, prefix in zip(found, "am", strict=True):
        given = one if prefix == "a" else other
        for amount, row in zip(given["amount"], table.to_dicts(), strict=True):
            ids = [f"{prefix}{n}" for n in range(150) if prefix == "a" or n % 2 == 0]
            over = [] if amount is None else [id_ for id_ in ids if int(id_[1:]) > amount]
            assert row["failed"] == over
            assert row["open"] == (ids if amount is None else [])


@pytest.mark.parametrize("copies", [1, 40, 4_000])
def test_many_rows_alike_are_as_one_row(copies: int) -> None:
    """Lists are made for each row, each pattern that occurs or each that there can be, by the number of rows."""
    rules = random_rules(Random(11), 12)
    rng, draw = Random(2), Applications(rules).draw
    asked = [undetermined(rules, draw(rng), f"A{n}") for n in range(12)]
    one, other = tables_of_stated(asked, rules.vocabulary)
    numbers = pl.DataFrame({"copy": [f"/{n}" for n in range(copies)]})
    many = one.join(numbers, how="cross").with_columns(pl.col("id") + pl.col("copy")).drop("copy")
    all_measures = other.join(numbers, how="cross").with_columns(pl.col("application") + pl.col("copy")).drop("copy")
    found = evaluate_frame(Decider(rules).frames, many, all_measures)
    rows = [expected_rows(rules, each, evaluate(rules, each)) for each in asked]
    for table, expected in zip(found, ([row for row, _ in rows], [m for _, ms in rows for m in ms]), strict=True):
        shown = [{name: row[name] for name in ("status", *LISTS)} for row in expected]
        assert table.select("status", *LISTS)[::copies].to_dicts() == shown
        assert table.select("status", *LISTS)[copies - 1 :: copies].to_dicts() == shown


ODD = [" ", "a,b", "b,a", "Ærø/1", "1/1", "null", "'", '"', "🙂", "A" * 200]


def test_keys_may_be_any_text_in_any_order() -> None:
    rules = rule_set("[{id: one, require: {count: {where: {measure.kind: competence}, at_least: 1}}}]")
    pairs = [(key, own, key == own) for own in ODD for key in reversed(ODD)]
    measures = pl.DataFrame(
        {
            "application": [key for key, *_ in pairs],
            "id": [own for _, own, _ in pairs],
            "kind": ["competence" if alike and own != "🙂" else "development" for _, own, alike in pairs],
        }
    )
    found = Regulation(rules).evaluate_frame(pl.DataFrame({"id": ODD}), measures, rules=True)
    assert found.applications["id"].to_list() == ODD
    assert [key for key, out in found.applications["id", "rule.one"].rows() if out == "failed"] == ["🙂"]
    assert found.measures["application", "id"].equals(measures["application", "id"])


def test_whole_numbers_are_keys_too() -> None:
    measures = pl.DataFrame({"application": [3, 1, 3], "id": [1, 1, 3]})
    found = Regulation(rule_set("[]")).evaluate_frame(pl.DataFrame({"id": [1, 2, 3]}), measures)
    assert found.applications["missing"].to_list() == [[], ["measures"], []]
    assert found.measures.select("application", "id").equals(measures)


def test_keys_whose_hashes_are_alike_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    regulation, tables = grantrules.load(2026), portfolio(1)
    expected = regulation.evaluate_frame(*tables)
    monkeypatch.setattr(kinds, "_alone", lambda _: False)
    for ours, theirs in zip(regulation.evaluate_frame(*tables), expected, strict=True):
        assert ours.equals(theirs)


@pytest.mark.parametrize("table", ["applications", "measures"])
def test_one_double_among_many_is_found(table: str) -> None:
    one, other = portfolio(2)
    if table == "applications":
        one = pl.concat([one, one[700]])
    else:
        other = pl.concat([other, other[700]])
    with pytest.raises(ApplicationError) as caught:
        grantrules.load(2026).evaluate_frame(one, other)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{table}.id: the id stands more than once (in ")


def test_columns_in_which_nothing_is_stated_are_as_columns_that_are_not_there() -> None:
    rules = grantrules.load(2026).rules
    one, other = portfolio(1)
    keys = {"id", "application"}
    empty = [
        table.with_columns(pl.lit(None).alias(name) for name in table.columns if name not in keys)
        for table in (one, other)
    ]
    bare = [table.select(name for name in table.columns if name in keys) for table in (one, other)]
    for ours, theirs in zip(
        Regulation(rules).evaluate_frame(*empty), Regulation(rules).evaluate_frame(*bare), strict=True
    ):
        assert ours.equals(theirs)


def test_lazy_tables_are_collected_once() -> None:
    runs = []

    def counted(frame: pl.DataFrame) -> pl.DataFrame:
        runs.append(len(frame))
        return frame

    one, other = portfolio(1)
    found = grantrules.load(2026).evaluate_frame(one.lazy().map_batches(counted), other.lazy().map_batches(counted))
    assert [type(each) for each in found] == [pl.LazyFrame] * 2
    assert [len(each.collect()) for each in found] == [len(one), len(other)] == runs


def test_tables_are_left_as_they_came() -> None:
    tables = [each.clone() for each in portfolio(2)]
    grantrules.load(2026).evaluate_frame(*tables)
    assert [each.equals(given) for each, given in zip(tables, portfolio(2), strict=True)] == [True, True]


def test_nothing_handed_down_or_up_changes_nothing() -> None:
    one, other = pl.DataFrame({KEY: [0, 1]}), pl.DataFrame({KEY: [1, 1]})
    assert Numbered().handed_down(one, other, []) is other
    assert Numbered().handed_up(one, other, Upwards()).equals(one)

"""Spark frames: the same tables as Polars makes, worked out in Spark, and what is known to go wrong there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

import grantrules
from grantrules.portfolio.tables.evaluate import checked_tables
from grantrules.portfolio.tables.nested import tables_of_stated
from grantrules.regulation import Regulation
from tests.guards.agreement import FRAME, SPARK, run
from tests.portfolio.test_tables import OFFICES, cases_of, expected_of_cases
from tests.portfolio.test_tables_checks import EVERYTHING_WRONG, OTHER_TYPES_ARE_WRONG
from tests.support.building import rule_set
from tests.support.frame_tables import everything_wrong, other_types, problems_of, rows_of
from tests.support.spark_tables import in_spark, session, skip_without_spark

skip_without_spark()
pytestmark = pytest.mark.filterwarnings("ignore")

REGULATION = Regulation(rule_set("[]"))
MIXED = Regulation(
    rule_set(
        """
        - {id: in-time, require: {application.submitted_on: {by: office.deadline}}}
        - {id: within, require: {application.amount: {at_most: office.limit}}}
        - {id: young, expect: {application.submitted_on: {by: {day: "03-01", years_after: {application.founded: 30}}}}}
        - {id: limit, require: {measure.amount: {at_most: 1000.1}}}
        - {id: two, require: {count: {where: {measure.kind: competence}, at_most: 1}}}
        - {id: partners, prioritise: {measure.partners: {any_in: [university, business]}}}
        - {id: kind, expect: {applicant.type: [municipality, county]}}
        """,
        OFFICES,
    )
)


def mixed() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two tables with values of every type, gaps and all."""
    applications = pl.DataFrame(
        {
            "id": ["n", "s", "w", "?", "none"],
            "office": ["north", "south", "west", None, None],
            "submitted_on": [date(2030, 2, 1), date(2030, 2, 2), date(2030, 3, 1), date(2030, 3, 2), None],
            "founded": [1999, 2000, 2001, None, 2000],
            "amount": [Decimal("1000.5"), Decimal("1000.51"), None, Decimal("-0.01"), Decimal(10**12)],
            "applicant.type": ["municipality", "county", None, "other", "other"],
        }
    )
    measures = pl.DataFrame(
        {
            "application": ["n", "n", "s", "s", "w", "?"],
            "id": ["a", "b", "a", "b", "a", "a"],
            "kind": ["competence", "competence", "competence", None, "development", None],
            "amount": [Decimal("1000.100"), Decimal("1000.101"), None, Decimal("0.001"), Decimal(0), Decimal(5)],
            "partners.university": [True, False, None, True, False, None],
            "partners.business": [False, False, None, False, False, None],
            "partners.voluntary": [True, True, None, False, False, None],
        },
        schema_overrides={"amount": pl.Decimal(12, 3)},
    )
    return applications, measures


def many(number: int, type_: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    ids = [f"A{n}" for n in range(number)]
    applications = pl.DataFrame({"id": ids, "applicant.type": [type_] * number})
    return applications, pl.DataFrame({"application": ids, "id": ["m"] * number, "kind": ["competence"] * number})


def both(tables: tuple[pl.DataFrame, pl.DataFrame]) -> tuple[Any, Any]:
    one, other = tables
    return in_spark(one), in_spark(other)


def in_order(table: Any) -> list[dict[str, Any]]:
    return sorted(rows_of(table), key=lambda row: (row.get("application", ""), row["id"]))


def same_as_polars(regulation: Regulation, applications: pl.DataFrame, measures: pl.DataFrame) -> None:
    """Whether Spark and Polars make the same of two tables."""
    tables = applications, measures
    expected = regulation.evaluate_frame(*tables, rules=True)
    found = regulation.evaluate_frame(*both(tables), rules=True)
    for one, other in zip(expected, found, strict=True):
        assert other.columns == one.columns
        assert in_order(other) == in_order(one)


@pytest.mark.parametrize("year", grantrules.years())
def test_every_case_comes_out_as_one_at_a_time(year: int) -> None:
    regulation = grantrules.load(year)
    given = [in_spark(table) for table in tables_of_stated(cases_of(year), regulation.rules.vocabulary)]
    found = regulation.evaluate_frame(*given, rules=True)
    for table, expected in zip(found, expected_of_cases(year), strict=True):
        assert type(table) is type(given[0])
        assert in_order(table) == sorted(expected, key=lambda row: (row.get("application", ""), row["id"]))


def test_random_rules_come_out_as_the_reference_has_them() -> None:
    agreement = run([FRAME], seed=302, outcomes=3_000, kind=SPARK)
    assert agreement.compared >= 3_000
    assert agreement.differing == []


# -- what is wrong


def test_everything_that_is_wrong_is_named_in_the_same_words() -> None:
    """A row without a key cannot be told by its number, since rows have none."""
    expected = [
        re.sub(r"in row \d", "in 1 row", line.replace("(in row 3, B)", "(in B and 1 more)"))
        for line in EVERYTHING_WRONG
    ]
    assert problems_of(*both(everything_wrong()), REGULATION) == expected


def test_types_are_refused_in_the_same_words() -> None:
    assert problems_of(*both(other_types()), REGULATION) == OTHER_TYPES_ARE_WRONG


def test_times_of_a_zone_and_types_that_only_spark_has_are_refused() -> None:
    one = session().sql(
        "SELECT 'A0' AS id, timestamp'2030-01-01 00:30' AS submitted_on, interval 1 day AS staff, array(1, 2) AS signed"
    )
    zone = "America/Los_Angeles"
    assert problems_of(one, in_spark(many(1, "other")[1]), REGULATION) == [
        "applications.signed: expected true or false, found a column of type List(Int32)",
        "applications.staff: expected a whole number, found a column of type Unknown",
        f"applications.submitted_on: expected a date, found a column of type Datetime(time_unit='us', time_zone='{zone}')",
    ]


@pytest.mark.parametrize("sensitive", ["true", "false"])
def test_names_that_differ_in_capital_letters_alone_are_told_apart(sensitive: str) -> None:
    with set_to("spark.sql.caseSensitive", sensitive):
        one = in_spark(pl.DataFrame({"id": ["A"], "Applicant.Type": ["x"], "applicant.type": ["other"], "ID": [1]}))
        found = problems_of(one, in_spark(pl.DataFrame({"application": ["A"], "Id": ["m"]})), REGULATION)
        assert [line.partition(";")[0] for line in found] == [
            "applications.Applicant.Type: unknown column `Applicant.Type`",
            "applications.ID: unknown column `ID`",
            "measures: missing the column `id`",
            "measures.Id: unknown column `Id`",
        ]


def test_a_name_that_two_columns_have_is_refused() -> None:
    one = session().sql("SELECT 'A' AS id, 'B' AS id")
    assert problems_of(one, in_spark(mixed()[1]), REGULATION) == [
        "applications.id: another column has this name already"
    ]


def test_spark_frames_go_with_spark_frames_alone() -> None:
    applications, measures = mixed()
    with pytest.raises(
        TypeError, match="alone; found applications as pyspark DataFrame and measures as polars DataFrame"
    ):
        REGULATION.evaluate_frame(in_spark(applications), measures)
    with pytest.raises(
        TypeError, match="alone; found applications as pandas DataFrame and measures as pyspark DataFrame"
    ):
        REGULATION.evaluate_frame(applications.to_pandas(), in_spark(measures))


# -- the same whatever the session is set to


@contextmanager
def set_to(name: str, value: str) -> Iterator[None]:
    before = session().conf.get(name, None)
    session().conf.set(name, value)
    try:
        yield
    finally:
        session().conf.unset(name) if before is None else session().conf.set(name, before)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("spark.sql.ansi.enabled", each) for each in ("true", "false")),
        *(("spark.sql.caseSensitive", each) for each in ("true", "false")),
        *(("spark.sql.session.timeZone", each) for each in ("Pacific/Kiritimati", "Pacific/Pago_Pago")),
        ("spark.sql.decimalOperations.allowPrecisionLoss", "false"),
        ("spark.sql.codegen.wholeStage", "false"),
        ("spark.sql.adaptive.enabled", "false"),
        ("spark.sql.autoBroadcastJoinThreshold", "-1"),
    ],
)
def test_settings_of_the_session_change_nothing(name: str, value: str) -> None:
    with set_to(name, value):
        same_as_polars(MIXED, *mixed())


# -- tables


def test_no_rows_and_columns_of_nothing() -> None:
    applications, measures = mixed()
    same_as_polars(MIXED, applications, measures.clear())
    same_as_polars(MIXED, applications.clear(), measures.clear())
    nothing = applications.select("id", pl.lit(None).alias("amount"), pl.lit(None).alias("submitted_on"))
    sets = measures.with_columns(
        pl.lit(None).alias(f"partners.{each}") for each in ("university", "business", "voluntary")
    )
    same_as_polars(MIXED, nothing, sets)


def test_whole_numbers_are_keys_and_words_for_lists_are_lists() -> None:
    applications = pl.DataFrame({"id": [7, 8]})
    measures = pl.DataFrame({"application": [7, 7], "id": [1, 2], "kind": ["competence", None]})
    same_as_polars(MIXED, applications, measures)
    found = MIXED.evaluate_frame(in_spark(applications), in_spark(measures))
    types = {field.name: field.dataType.simpleString() for field in found.measures.schema.fields}
    assert types["application"] == types["id"] == "bigint"
    assert {types[name] for name in ("tags_sure", "tags_perhaps", "failed", "open", "missing")} == {"array<string>"}


@pytest.mark.parametrize("scale", [2, 6, 7, 12, 18])
def test_kroner_are_exact_with_many_decimals(scale: int) -> None:
    """Spark rounds products of decimals to six decimals where 38 digits are too few."""
    least = Decimal(1).scaleb(-scale)
    rules = rule_set("[{id: limit, require: {measure.amount: {at_most: 1}}}]")
    amounts = pl.Series([1 - least, Decimal(1), 1 + least, -least, None], dtype=pl.Decimal(38, scale))
    measures = pl.DataFrame({"application": ["A"] * 5, "id": list("abcde"), "amount": amounts})
    found = Regulation(rules).evaluate_frame(*both((pl.DataFrame({"id": ["A"]}), measures)), rules=True)
    assert [row["rule.limit"] for row in in_order(found.measures)] == ["held", "held", "failed", "held", "open"]


def test_one_table_can_be_made_of_the_other() -> None:
    applications = in_spark(mixed()[0])
    measures = applications.selectExpr("id AS application", "concat(id, '1') AS id", "amount")
    found = MIXED.evaluate_frame(applications, measures)
    assert [row["application"] for row in in_order(found.measures)] == sorted(mixed()[0]["id"].to_list())


def test_rows_become_nested_applications() -> None:
    applications, measures = mixed()
    expected = MIXED.applications_of(applications, measures)
    found = MIXED.applications_of(in_spark(applications), in_spark(measures))
    assert found == sorted(expected, key=lambda each: str(each["id"]))


# -- without collecting


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Every row that is fetched from Spark, with the way in which it was."""
    seen: list[tuple[str, Any]] = []
    frame: Any = type(session().range(1))

    def watched(name: str) -> Callable[..., Any]:
        original = getattr(frame, name)

        def watch(self: Any, *args: Any, **options: Any) -> Any:
            found = original(self, *args, **options)
            seen.extend((name, row) for row in found) if name == "collect" else seen.append((name, found))
            return found

        return watch

    for name in (
        "collect",
        "toPandas",
        "toArrow",
        "toLocalIterator",
        "take",
        "tail",
        "head",
        "first",
        "count",
        "foreach",
    ):
        monkeypatch.setattr(frame, name, watched(name))
    return seen


def test_of_good_tables_only_numbers_are_fetched(fetched: list[tuple[str, Any]]) -> None:
    found = MIXED.evaluate_frame(*both(many(500, "other")))
    assert [(name, tuple(row)) for name, row in fetched] == [
        ("collect", (False, False)),
        ("collect", (False, False, False)),
    ]
    assert found.applications.count() == 500


def test_another_spelling_is_fetched_once(fetched: list[tuple[str, Any]]) -> None:
    _, (one, _), *_ = checked_tables(*both(many(500, "kommune")), grantrules.load(2026).rules.vocabulary)
    assert one.renamed == {"applicant.type": {"kommune": "municipality"}}
    assert [tuple(row) for _, row in fetched] == [(False, True), (1, 0, "kommune", 500), (False, False, False)]


def test_of_a_wrong_value_three_rows_are_fetched(fetched: list[tuple[str, Any]]) -> None:
    assert problems_of(*both(many(500, "othre")), MIXED) == [
        "applications.applicant.type: unknown value `othre`; did you mean `other`? (in A0, A1, A10 and 497 more)"
    ]
    assert {name for name, _ in fetched} == {"collect"}
    assert len(fetched) == 1 + 1 + 3 + 1

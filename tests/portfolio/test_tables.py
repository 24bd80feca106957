"""Applications in tables: every kind of table, every shipped case, and what is known to go wrong with tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import narwhals
import polars as pl
import pytest

import grantrules
from grantrules.base.errors import ApplicationError
from grantrules.decision.decider import Decider
from grantrules.evaluation.executors.frame.joins import Joined
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Stated
from grantrules.language.condition import Compare, Op
from grantrules.language.vocabulary import FactType, Vocabulary
from grantrules.portfolio.tables.evaluate import TableVerdicts, evaluate_frame, prepare
from grantrules.portfolio.tables.nested import tables_of_stated
from grantrules.regulation import Regulation
from grantrules.rules.ruleset import Verb
from tests.guards.agreement import FRAME, expected_rows, run, undetermined
from tests.support.building import rule, rule_set, rules_of
from tests.support.frame_tables import CASES, MAKE, duckdb, pandas, problems_of, rows_of
from tests.support.random_applications import Applications

YEARS = grantrules.years()


@cache
def cases_of(year: int) -> list[Stated]:
    """What the cases of a year state, without determinations."""
    regulation = grantrules.load(year)
    own = [case.application for case in CASES if case.year == year]
    given = [regulation.decider.take_in(each) for each in own]
    return [undetermined(regulation.rules, each, f"C-{number}") for number, each in enumerate(given)]


def expected_of(
    regulation: Regulation, applications: list[Stated]
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    rules = regulation.rules
    found = [expected_rows(rules, each, evaluate(rules, each)) for each in applications]
    return [row for row, _ in found], [row for _, rows in found for row in rows]


@cache
def expected_of_cases(year: int) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    return expected_of(grantrules.load(year), cases_of(year))


@pytest.mark.parametrize("year", YEARS)
def test_cases_and_random_applications_come_out_as_one_at_a_time(year: int) -> None:
    regulation, rng = grantrules.load(year), Random(year)
    draw = Applications(regulation.rules).draw
    drawn = [undetermined(regulation.rules, draw(rng), f"R-{number}") for number in range(60)]
    asked = [*cases_of(year), *drawn]
    tables = regulation.evaluate_frame(*tables_of_stated(asked, regulation.rules.vocabulary), rules=True)
    (of_cases, their_measures), (of_drawn, other_measures) = expected_of_cases(year), expected_of(regulation, drawn)
    assert len(of_cases) > 100
    assert rows_of(tables.applications) == [*of_cases, *of_drawn]
    assert rows_of(tables.measures) == [*their_measures, *other_measures]


def test_random_rules_come_out_as_the_reference_has_them() -> None:
    agreement = run([FRAME], seed=300, outcomes=5_000)
    assert agreement.differing == []
    assert [name for name in ("held", "failed", "open", "not_applicable") if agreement.shares[name] < 0.1] == []


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", MAKE)
def test_every_kind_of_table_gives_the_same_and_gets_its_own_kind(kind: str, year: int) -> None:
    regulation = grantrules.load(year)
    given = tables_of_stated(cases_of(year), regulation.rules.vocabulary)
    applications, measures = expected_of_cases(year)
    one, other = (MAKE[kind](table) for table in given)
    found = regulation.evaluate_frame(one, other, rules=True)
    assert type(found.applications) is type(one)
    assert type(found.measures) is type(other)
    assert rows_of(found.applications) == applications
    assert rows_of(found.measures) == measures


def test_random_rules_come_out_the_same_in_duckdb() -> None:
    agreement = run([FRAME], seed=301, outcomes=5_000, kind="duckdb")
    assert agreement.differing == []


def test_kinds_can_be_mixed() -> None:
    applications, measures = small()
    found = grantrules.load(2026).evaluate_frame(MAKE["pandas"](applications), MAKE["duckdb"](measures).limit(5))
    assert type(found.applications) is pandas.DataFrame
    assert rows_of(found.applications)[0]["status"] == "undetermined"
    assert [row["application"] for row in rows_of(found.measures)] == ["A"]


def test_names_with_quotes_and_columns_of_nothing_in_relations() -> None:
    applications = pl.DataFrame({"id": [1], 'say "x"': [1], "applicant.type": [None]})
    one, other = (MAKE["duckdb"](each) for each in (applications, pl.DataFrame({"application": [1], "id": ["m"]})))
    with pytest.raises(ApplicationError, match='unknown column `say "x"`'):
        Regulation(rule_set("[]")).evaluate_frame(one, other)
    found = Regulation(rule_set("[]")).evaluate_frame(one.project('id, "applicant.type"'), other)
    assert rows_of(found.measures)[0]["status"] == "eligible"


@pytest.mark.parametrize("year", YEARS)
def test_where_the_rules_are_run_columns_have_plain_names(year: int) -> None:
    """Spark takes points for the way into a column, and does not tell `a` from `A`."""
    regulation = grantrules.load(year)
    executor = regulation.decider.frames
    tables = tables_of_stated(cases_of(year)[:5], regulation.rules.vocabulary)
    prepared = prepare(*tables, regulation.rules.vocabulary, executor.scale)
    one, other = map(narwhals.from_native, (prepared.applications, prepared.measures))
    verdicts = TableVerdicts(regulation.rules, executor(one, other, prepared.scale, Joined()))
    for table in (verdicts.applications, verdicts.measures):
        names = table.collect_schema().names()
        assert [name for name in names if "." in name] == []
        assert len({name.casefold() for name in names}) == len(names) > 100


def test_relations_stay_on_their_connection_and_leave_its_tables_alone() -> None:
    connection = duckdb.connect()
    for name, table in zip(("result", "given"), small(), strict=True):
        connection.from_arrow(table.to_arrow()).create(name)
    found = grantrules.load(2026).evaluate_frame(connection.table("result"), connection.table("given"))
    again = grantrules.load(2026).evaluate_frame(connection.table("result"), connection.table("given"))
    joined = found.applications.join(connection.table("result"), "id").order("id").fetchall()
    assert [row[1] for row in joined] == ["undetermined", "not_eligible"]
    assert len(found.measures.fetchall()) == len(again.measures.fetchall()) == 1
    assert {row[0] for row in connection.execute("SHOW TABLES").fetchall()} == {"result", "given"}


def test_without_asking_there_is_no_column_a_rule() -> None:
    found = grantrules.load(2026).evaluate_frame(*small())
    lists = ["tags_sure", "tags_perhaps", "failed", "open", "missing"]
    assert found.applications.columns == ["id", "status", *lists]
    assert found.measures.columns == ["application", "id", "status", *lists]


def small() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two applications, the second without measures."""
    return (
        pl.DataFrame({"id": ["A", "B"], "applicant.type": ["kommune", "foundation"]}),
        pl.DataFrame({"application": ["A"], "id": ["m"], "kind": ["kompetansetiltak"]}),
    )


@pytest.mark.parametrize("kind", MAKE)
def test_a_number_in_another_spelling_is_compared_as_it_is_read(kind: str) -> None:
    bare = rule_set("[]")
    place = replace(bare.vocabulary["applicant.name"], path="applicant.place", type=FactType.MUNICIPALITY_NUMBER)
    asked = {"applicant.place": "0301", "applicant.organisation_number": "974760673"}
    rules = tuple(rule(path, Verb.REQUIRE, Compare(path, Op.ONE_OF, frozenset({is_}))) for path, is_ in asked.items())
    words = Vocabulary([*bare.vocabulary.values(), place])
    applications = pl.DataFrame({"id": ["A", "B"]}).with_columns(
        pl.Series("applicant.place", ['="0301"', "3101"]),
        pl.Series("applicant.organisation_number", ["974 760 673", "974760673"]),
    )
    one, other = MAKE[kind](applications), MAKE[kind](pl.DataFrame({"application": ["A", "B"], "id": ["m", "m"]}))
    regulation = Regulation(rules_of(rules, words, bare.documents))
    found = regulation.evaluate_frame(one, other)
    assert [row["failed"] for row in rows_of(found.applications)] == [[], ["applicant.place"]]
    lost = MAKE[kind](
        pl.DataFrame({"id": ["A", "B"], "applicant.place": [301, 3101]})
    )  # a spreadsheet dropped the zero
    (problem,) = problems_of(lost, other, regulation)
    assert problem.endswith("municipality number, found `301`; did you mean `0301`? (in A)")


def test_an_application_without_measures_keeps_its_row() -> None:
    regulation = Regulation(rule_set("[]"))
    keys = {"application": pl.String, "id": pl.String}
    for measures in (pl.DataFrame({"application": ["B"], "id": ["m"]}), pl.DataFrame(schema=keys)):
        found = rows_of(regulation.evaluate_frame(pl.DataFrame({"id": ["A", "B"]}), measures).applications)
        assert [row["id"] for row in found] == ["A", "B"]
        assert (found[0]["status"], found[0]["missing"]) == ("undetermined", ["measures"])
    assert (
        rows_of(
            regulation.evaluate_frame(pl.DataFrame({"id": []}, schema={"id": pl.String}), pl.DataFrame(schema=keys))[0]
        )
        == []
    )


def test_a_count_is_an_interval() -> None:
    rules = rule_set("[{id: two, require: {count: {where: {measure.kind: competence}, at_most: 1}}}]")
    applications = pl.DataFrame({"id": ["sure", "open", "over"]})
    kinds: dict[str, list[str | None]] = {
        "sure": ["competence", "development"],
        "open": ["competence", None],
        "over": ["competence"] * 2,
    }
    measures = pl.DataFrame(
        [(a, f"m{n}", kind) for a, each in kinds.items() for n, kind in enumerate(each)],
        schema=["application", "id", "kind"],
        orient="row",
    )
    found = rows_of(Regulation(rules).evaluate_frame(applications, measures, rules=True).applications)
    assert [row["rule.two"] for row in found] == ["held", "open", "failed"]
    assert found[1]["missing"] == ["measure.kind"]


def test_many_rows_keep_their_order_and_their_own_sums() -> None:
    """Windows were silently wrong beyond 32,768 rows; here sums are grouped and joined."""
    rules = rule_set("[{id: one, require: {count: {where: {measure.kind: competence}, at_least: 1}}}]")
    number = 40_000
    ids = [f"A{n}" for n in range(number)]
    applications = pl.DataFrame({"id": ids})
    measures = pl.DataFrame({
        "application": ids[::-1] * 2, "id": ["a"] * number + ["b"] * number,
        "kind": ["competence" if n % 3 == 0 else "development" for n in range(number)][::-1] + ["development"] * number,
    })  # fmt: skip
    found = Regulation(rules).evaluate_frame(applications.to_arrow(), measures.to_arrow(), rules=True)
    assert found.applications["id"].to_pylist() == ids
    assert found.applications["rule.one"].to_pylist() == ["held" if n % 3 == 0 else "failed" for n in range(number)]
    assert found.measures["application"].to_pylist() == ids[::-1] * 2


OFFICES = """
[{fact: office.deadline, office: national, value: 2030-03-01},
 {fact: office.deadline, office: north, value: 2030-02-01},
 {fact: office.limit, office: south, value: 1000.5}]
"""


def test_what_offices_set_is_looked_up_row_by_row() -> None:
    rules = rule_set(
        """
        - {id: in-time, require: {application.submitted_on: {by: office.deadline}}}
        - {id: within, require: {application.amount: {at_most: office.limit}}}
        """,
        OFFICES,
    )
    offices = ["north", "south", "west", None]
    applications = pl.DataFrame({"id": ["n", "s", "w", "?"], "office": offices, "submitted_on": [date(2030, 2, 15)] * 4,
                                 "amount": [Decimal("1000.5")] * 4})  # fmt: skip
    measures = pl.DataFrame({"application": ["n", "s", "w", "?"], "id": ["m"] * 4})
    found = rows_of(Regulation(rules).evaluate_frame(applications, measures, rules=True).applications)
    assert [row["rule.in-time"] for row in found] == ["failed", "held", "held", "open"]
    assert [row["rule.within"] for row in found] == ["open", "held", "open", "open"]
    assert [row["missing"] for row in found] == [[], [], ["office.limit"], ["office.id"]]
    without = applications.drop("office")
    rows = rows_of(Regulation(rules).evaluate_frame(without, measures).applications)
    assert {row["status"] for row in rows} == {"undetermined"}


def test_kroner_are_exact() -> None:
    rules = rule_set("[{id: limit, require: {measure.amount: {at_most: 1000.1}}}]")
    amounts = [Decimal("1000.10"), Decimal("1000.11"), Decimal(1000), None]
    measures = pl.DataFrame({"application": ["A"] * 4, "id": list("abcd"), "amount": amounts})
    found = rows_of(Regulation(rules).evaluate_frame(pl.DataFrame({"id": ["A"]}), measures, rules=True).measures)
    assert [row["rule.limit"] for row in found] == ["held", "failed", "held", "open"]
    whole = measures.with_columns(pl.Series("amount", [1000, 1001, 10**12, None]))
    found = rows_of(Regulation(rules).evaluate_frame(pl.DataFrame({"id": ["A"]}), whole, rules=True).measures)
    assert [row["rule.limit"] for row in found] == ["held", "failed", "failed", "open"]


def test_nothing_in_pandas_is_not_stated_and_not_a_number() -> None:
    """Columns with gaps become floats, objects and times in pandas; all gaps are not stated, never false."""
    rules = rule_set(
        """
        - {id: staff, require: {application.staff: {under: 5}}}
        - {id: signed, require: {application.signed: true}}
        - {id: day, require: {application.submitted_on: {by: 2030-03-01}}}
        - {id: kind, require: {applicant.type: other}}
        """
    )
    nan = float("nan")
    applications = pandas.DataFrame(
        {"id": [1, 2], "staff": [3, nan], "signed": [True, nan], "submitted_on": [pandas.Timestamp("2030-03-01"), None],
         "applicant.type": ["other", nan]},
        index=[7, 7],
    )  # fmt: skip
    measures = pandas.DataFrame({"application": [1, 2], "id": ["m", "m"]})
    found = rows_of(Regulation(rules).evaluate_frame(applications, measures, rules=True).applications)
    names = ["rule.staff", "rule.signed", "rule.day", "rule.kind"]
    assert [[row[name] for name in names] for row in found] == [["held"] * 4, ["open"] * 4]
    assert [row["id"] for row in found] == [1, 2]


def test_tables_with_other_columns_can_follow() -> None:
    rules = rule_set("[{id: two, require: {count: {where: {measure.level: course}, at_most: 1}}}]")
    regulation, applications = Regulation(rules), pl.DataFrame({"id": ["A"]})
    bare = pl.DataFrame({"application": ["A"] * 2, "id": ["a", "b"]})
    kinds = bare.with_columns(kind=pl.lit("development"))
    levels = bare.with_columns(kind=pl.lit("competence"), level=pl.lit("course"))
    for measures, expected in ((bare, "open"), (kinds, "held"), (levels, "failed"), (bare, "open"), (kinds, "held")):
        (row,) = rows_of(regulation.evaluate_frame(applications, measures, rules=True).applications)
        assert row["rule.two"] == expected
        assert row["missing"] == (["measure.kind", "measure.level"] if expected == "open" else [])


def test_pandas_with_types_that_know_gaps() -> None:
    rules = rule_set("[{id: staff, require: {application.staff: {under: 5}, application.signed: true}}]")
    applications = pandas.DataFrame({"id": ["A", "B"], "staff": [3, None], "signed": [True, None]})
    typed = applications.astype({"id": "category", "staff": "Int64", "signed": "boolean"})
    measures = pandas.DataFrame({"application": ["A", "B"], "id": ["m", "m"]}, dtype="string")
    found = rows_of(Regulation(rules).evaluate_frame(typed, measures, rules=True).applications)
    assert [row["rule.staff"] for row in found] == ["held", "open"]
    empty = pandas.DataFrame(columns=["application", "id"])
    found = rows_of(Regulation(rules).evaluate_frame(typed, empty).applications)
    assert [row["missing"] for row in found] == [["measures"], ["application.signed", "application.staff", "measures"]]


def test_an_executor_is_compiled_once_for_a_regulation() -> None:
    rules = rule_set("[]")
    executor = Decider(rules).frames
    frames = pl.DataFrame({"id": ["A"]}), pl.DataFrame({"application": ["A"], "id": ["m"]})
    for _ in range(2):
        assert rows_of(evaluate_frame(executor, *frames).applications)[0]["status"] == "eligible"

"""What is wrong with tables is told all at once, and nested applications go into tables and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
import pytest

import grantrules
from grantrules.base.errors import ApplicationError
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import Vocabulary
from grantrules.portfolio.tables.columns import columns_of
from grantrules.portfolio.tables.nested import applications_of, tables_of_stated
from grantrules.regulation import Regulation
from tests.guards.agreement import undetermined
from tests.support.building import rule_set, vocabulary
from tests.support.frame_tables import CASES, MAKE, duckdb, everything_wrong, other_types, pandas, pyarrow
from tests.support.frame_tables import problems_of as found_in
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set as random_rules

FLOATS = "found a column of type Float64, in which numbers are not exact and NaN does not mean that nothing is stated"
REGULATION = Regulation(rule_set("[]"))
MEASURES = pl.DataFrame({"application": ["A"], "id": ["m"]})


EVERYTHING_WRONG = [
    "applications.aplicant.type: unknown column `aplicant.type`; did you mean `applicant.type`?",
    "applications.applicant.type: unknown value `munisipality`; did you mean `municipality`? (in row 3, B)",
    "applications.contents: a set is stated for all its values or for none; found both true or false and nothing (in A)",
    (
        "applications.determinations.rule: determinations are not read from tables; "
        "evaluate such applications one at a time, or in files of their own"
    ),
    "applications.founded: expected a year such as 2026, found `1850` (in A)",
    "applications.founded: expected a year such as 2026, found `2300` (in B)",
    "applications.id: expected a key, found nothing (in row 3)",
    "applications.id: the id stands more than once (in A)",
    "applications.office.deadline: unknown column `office.deadline`; what offices set comes from the rules",
    f"applications.staff: expected a whole number, {FLOATS}",
    "applications.submitted_on: expected a date, found a column of type String",
    "measures.amount: expected a number of at most 18 digits, found `1000000000000000000` (in A/m1)",
    "measures.application: there is no application `X` (in X/m1)",
    "measures.founded: unknown column `founded`; it belongs in the table of applications",
    "measures.id: expected a key, found nothing (in row 4)",
    "measures.id: the id stands more than once (in A/m1)",
    "measures.kind: unknown value `competense`; did you mean `competence`? (in B/m2)",
    "measures.kind: unknown value `utvikling`; expected one of `competence`, `development` (in A/m1, X/m1)",
    "measures.partners: a set has all its columns or none; missing `partners.business`, `partners.voluntary`",
    "measures.starts: expected a date, found a column of type Boolean",
]


def problems_of(applications: Any, measures: Any, regulation: Regulation = REGULATION) -> list[str]:
    return found_in(applications, measures, regulation)


@pytest.mark.parametrize("kind", MAKE)
def test_everything_that_is_wrong_is_named_in_the_same_words_for_every_kind(kind: str) -> None:
    applications, measures = (MAKE[kind](table) for table in everything_wrong())
    assert problems_of(applications, measures) == EVERYTHING_WRONG


def test_missing_keys_are_named() -> None:
    found = problems_of(pl.DataFrame({"x": [1]}), pl.DataFrame({"application": [1.5]}))
    assert [problem.partition(";")[0] for problem in found] == [
        "applications: missing the column `id`",
        "applications.x: unknown column `x`",
        "measures: missing the column `id`",
        f"measures.application: expected text or whole numbers, {FLOATS}",
    ]


OTHER_TYPES_ARE_WRONG = [
    "applications.applicant.name: expected text, found a column of type Boolean",
    "applications.applicant.type: expected one of a list of values, found a column of type Binary",
    "applications.contents.accounts: expected true or false, found a column of type Struct({'a': Boolean})",
    "applications.contents.budget: expected true or false, found a column of type String",
    "applications.contents.plan: expected true or false, found a column of type List(Boolean)",
    "applications.founded: expected a year, found a column of type Decimal(precision=38, scale=1)",
    "applications.id: expected text or whole numbers, found a column of type Date",
    "applications.signed: expected true or false, found a column of type Int64",
    f"applications.staff: expected a whole number, {FLOATS.replace('64', '32')}",
    "applications.submitted_on: expected a date, found a column of type Datetime(time_unit='us', time_zone=None)",
    "applications.year: expected a year, found a column of type String",
    "measures.id: expected text or whole numbers, found a column of type List(Int64)",
]


@pytest.mark.parametrize("kind", [kind for kind in MAKE if "pandas" not in kind])
def test_types_are_refused_in_the_same_words_for_every_kind(kind: str) -> None:
    tables = (MAKE[kind](table) for table in other_types())
    assert problems_of(*tables) == OTHER_TYPES_ARE_WRONG


ONE = pl.DataFrame({"id": ["A"]})
UNREAD = "a value in this column cannot be read; expected text, numbers of at most 18 digits, dates, or true and false"
NO_TIME = "expected values of one type, found date and datetime"
NO_DAY = "expected a date in the years 1 to 9999, found one outside them (in A)"


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("submitted_on", [date(2030, 1, 1), datetime(2030, 1, 1, 23)], NO_TIME),
        ("submitted_on", [date(2030, 1, 1), datetime(2030, 1, 1, tzinfo=UTC)], NO_TIME),
        ("id", ["A", 1], "expected values of one type, found int and str"),
        ("staff", [2**64], UNREAD),
        ("amount", [Decimal("1E+50"), 1], UNREAD),
        ("amount", [1j, 1], "expected values of one type, found complex and int"),
    ],
)
def test_columns_of_objects_that_are_refused(column: str, values: list[Any], expected: str) -> None:
    """Each by its name, and beside the column of ids no second problem that there is none."""
    ids = {} if column == "id" else {"id": [str(n) for n in range(len(values))]}
    table = pandas.DataFrame({**ids, column: pandas.Series(values, dtype=object)})
    if column == "amount":
        table["application"] = "A"
        (problem,) = problems_of(ONE, table)
        assert problem.startswith(f"measures.amount: {expected}")
    else:
        assert problems_of(table, MEASURES[:0])[0].startswith(f"applications.{column}: {expected}")


def test_days_beside_midnights_are_days() -> None:
    values = [date(2030, 1, 1), datetime(2030, 1, 1), None]
    table = pandas.DataFrame({"id": ["A", "B", "C"], "submitted_on": pandas.Series(values, dtype=object)})
    found = REGULATION.applications_of(table, MEASURES[:0])
    assert [each.get("submitted_on") for each in found] == [date(2030, 1, 1), date(2030, 1, 1), None]


def test_fractions_of_half_the_size_hold_smaller_numbers() -> None:
    table = pandas.DataFrame({"application": ["A"], "id": ["m"], "amount": pandas.Series([2.0**25], dtype="float32")})
    (problem,) = problems_of(ONE, table)
    assert problem.startswith("measures.amount: expected an amount in kroner, found a column of type Float32")
    assert len(REGULATION.evaluate_frame(ONE, table.astype({"amount": "float64"})).measures) == 1


def test_columns_of_arrow_that_polars_does_not_read() -> None:
    wide = pyarrow.array([Decimal("1.5")], pyarrow.decimal256(60, 1))
    (problem,) = problems_of(ONE, pyarrow.table({"application": ["A"], "id": ["m"], "amount": wide}))
    assert problem.startswith(
        "measures.amount: a column of type decimal256(60, 1) cannot be read; expected text, numbers of"
    )


def test_sums_in_duckdb_are_whole_numbers() -> None:
    one = duckdb.sql("SELECT sum(1) AS id, sum(3) AS staff")
    other = duckdb.sql("SELECT sum(1) AS application, 'm' AS id, sum(500) AS amount")
    found = REGULATION.applications_of(one, other)
    assert found == [{"id": "1", "staff": 3, "measures": [{"id": "m", "amount": 500}]}]
    assert REGULATION.evaluate_frame(one, other).applications.fetchall()[0][0] == 1


def test_days_that_no_calendar_has_are_named() -> None:
    one = duckdb.sql("SELECT 'A' AS id, 'infinity'::DATE AS submitted_on")
    assert problems_of(one, MEASURES[:0]) == [f"applications.submitted_on: {NO_DAY}"]


def test_long_and_empty_keys_in_messages() -> None:
    long = "A" * 1_000
    assert problems_of(pl.DataFrame({"id": ["", long, long]}), MEASURES[:0]) == [
        "applications.id: expected a key, found nothing (in row 1)",
        f"applications.id: the id stands more than once (in {'A' * 60}…)",
    ]


def test_ids_with_slashes_are_not_confused() -> None:
    applications = pl.DataFrame({"id": ["A", "A/b"]})
    measures = pl.DataFrame({"application": ["A", "A/b"], "id": ["b/c", "c"]})
    assert len(REGULATION.evaluate_frame(applications, measures).measures) == 2


def test_columns_that_cannot_be_taken_in() -> None:
    measures = pl.DataFrame({"application": ["A"], "id": ["m"]})
    mixed = pandas.DataFrame({"id": ["A", "B"], "applicant.name": ["x", 1.5]})
    assert problems_of(mixed, measures) == [
        "applications.applicant.name: expected values of one type, found float and str"
    ]
    twice = pandas.DataFrame([["A", "B"]], columns=["id", "id"])
    assert problems_of(twice, measures) == ["applications.id: another column has this name already"]
    arrow = pyarrow.table([["A"], ["B"]], names=["id", "id"])
    assert problems_of(arrow, measures) == ["applications.id: another column has this name already"]
    halves = pandas.DataFrame({"id": ["A"], "staff": [2.5]})
    assert "Float64" in problems_of(halves, measures)[0]
    with pytest.raises(TypeError, match=r"expected the table of measures as one of .* found list"):
        REGULATION.evaluate_frame(pl.DataFrame({"id": ["A"]}), [])


def test_amounts_that_do_not_fit_beside_decimals_are_refused() -> None:
    measures = pl.DataFrame({"application": ["A"] * 2, "id": ["a", "b"], "amount": [Decimal("0.001"), Decimal(10**17)]})
    assert problems_of(pl.DataFrame({"id": ["A"]}), measures) == [
        "measures.amount: the number `100000000000000000.000` is too large beside amounts with 3 decimals (in A/b)"
    ]


def test_two_facts_cannot_share_a_column() -> None:
    words = vocabulary()
    twin = replace(words["application.signed"], path="application.contents.budget")
    with pytest.raises(ValueError, match=r"`application.contents.budget` cannot be in a table"):
        columns_of(Vocabulary([*words.values(), twin]), "applications")


# -- nested applications


@pytest.mark.parametrize("year", grantrules.years())
def test_nested_applications_go_into_tables_and_back_without_loss(year: int) -> None:
    regulation = grantrules.load(year)
    own = [case.application for case in CASES if case.year == year]
    given = [{**each, "id": f"C-{n}", "year": year} for n, each in enumerate(own) if "determinations" not in str(each)]
    stated = [stated_in(regulation, each) for each in given]
    back = regulation.applications_of(*regulation.tables_of(given))
    assert [stated_in(regulation, each) for each in back] == stated
    some = regulation.tables_of(given[::10])
    for make in MAKE.values():
        back = regulation.applications_of(*(make(table) for table in some))
        assert [stated_in(regulation, each) for each in back] == stated[::10]


def stated_in(regulation: Regulation, application: Mapping[str, object]) -> Stated:
    return regulation.decider.take_in(application)


def test_whatever_can_be_stated_comes_back() -> None:
    for seed in range(3):
        rng = Random(seed)
        rules = random_rules(rng, 3)
        draw = Applications(rules).draw
        given = [undetermined(rules, draw(rng), f"R-{number}") for number in range(60)]
        regulation = Regulation(rules)
        back = applications_of(*tables_of_stated(given, rules.vocabulary), rules.vocabulary)
        assert [stated_in(regulation, each) for each in back] == given


def test_applications_that_cannot_be_in_tables_are_named() -> None:
    regulation = grantrules.load(2022)
    settled = {"funded-levels": {"is": "accepted"}}
    with pytest.raises(ApplicationError) as caught:
        regulation.tables_of(
            [
                {"id": "A"},
                {"id": "A"},
                {"applicant": {"type": "x"}},
                {},
                {"id": "D", "measures": [{"determinations": settled}]},
            ]
        )
    assert [str(problem).partition(";")[0] for problem in caught.value.problems] == [
        "applications[1]: another application has the id `A` already",
        "applications[2].applicant.type: unknown value `x`",
        "applications[3]: missing `id`, which its row is known by",
        "applications[4]: determinations cannot be in tables",
    ]


def test_amounts_have_as_many_decimals_as_tables_hold() -> None:
    regulation = grantrules.load(2022)

    def asked(decimals: int) -> list[dict[str, Any]]:
        amounts = [9 * 10**12, Decimal(1).scaleb(-decimals)]
        return [{"id": "A", "measures": [{"id": f"m{n}", "amount": each} for n, each in enumerate(amounts)]}]

    assert regulation.applications_of(*regulation.tables_of(asked(6))) == asked(6)
    with pytest.raises(ApplicationError) as caught:
        regulation.tables_of(asked(7))
    assert str(caught.value) == "applications[0]: the amount `1E-7` has more than 6 decimals, which is what tables take"

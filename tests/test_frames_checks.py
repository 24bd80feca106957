"""What is wrong with tables is told all at once, and nested applications go into tables and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
import pytest

import grantrules
from grantrules.errors import ApplicationError, MissingExtra
from grantrules.executors import frame_packages
from grantrules.facts import Document, Vocabulary
from grantrules.frames.columns import columns_of
from grantrules.frames.nested import applications_of, tables_of_stated
from grantrules.intake import take_in
from grantrules.regulation import Regulation
from grantrules.stated import Stated
from tests.agreement import undetermined
from tests.building import rule_set, vocabulary
from tests.frame_tables import CASES, MAKE, everything_wrong, other_types, pandas, pyarrow
from tests.frame_tables import problems_of as found_in
from tests.random_applications import Applications
from tests.random_rules import rule_set as random_rules

FLOATS = "found a column of type Float64, in which numbers are not exact and NaN does not mean that nothing is stated"
REGULATION = Regulation(rule_set("[]"))


EVERYTHING_WRONG = [
    "applications.aplicant.type: unknown column `aplicant.type`; did you mean `applicant.type`?",
    "applications.applicant.type: unknown value `munisipality`; did you mean `municipality`? (in row 3, B)",
    "applications.contents: a set is stated for all its values or for none; found both true or false and nothing (in A)",
    "applications.determinations.rule: determinations are not read from tables; evaluate such applications one at a time",
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
    "measures.id: expected a key, found nothing (in B/)",
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


def test_ids_with_slashes_are_not_confused() -> None:
    applications = pl.DataFrame({"id": ["A", "A/b"]})
    measures = pl.DataFrame({"application": ["A", "A/b"], "id": ["b/c", "c"]})
    assert len(REGULATION.evaluate_frame(applications, measures).measures) == 2


def test_columns_that_cannot_be_taken_in() -> None:
    measures = pl.DataFrame({"application": ["A"], "id": ["m"]})
    mixed = pandas.DataFrame({"id": ["A", "B"], "applicant.name": ["x", 1.5]})
    (problem,) = problems_of(mixed, measures)
    assert problem.startswith("applications.applicant.name: expected values of one type: ")
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


def test_without_the_packages_it_is_said_how_to_get_them() -> None:
    with pytest.raises(MissingExtra, match="need the package no_such_package: pip install no_such_package"):
        frame_packages.package("no_such_package")


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
    return take_in(application, regulation.rules, regulation.model, Document.APPLICATION)


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
        amounts = [10**18 - 1, Decimal(1).scaleb(-decimals)]
        return [{"id": "A", "measures": [{"id": f"m{n}", "amount": each} for n, each in enumerate(amounts)]}]

    assert regulation.tables_of(asked(20)).measures["amount"].to_list() == [10**18 - 1, Decimal("1E-20")]
    with pytest.raises(ApplicationError) as caught:
        regulation.tables_of(asked(39))
    assert str(caught.value) == (
        "applications[0]: the amount `1E-39` has more than 20 decimals, which is what tables hold"
    )

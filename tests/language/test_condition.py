"""The syntax tree by itself: what a comparison says of two values, and what a condition consists of and reads."""

from __future__ import annotations

from datetime import date

import pytest

from grantrules.base.values import Value
from grantrules.language.condition import (
    ALWAYS,
    BOUNDS,
    SET_OPS,
    AllOf,
    AnyOf,
    Branch,
    Compare,
    Condition,
    Count,
    DayFormula,
    Doubt,
    FactRef,
    Not,
    Op,
    Readings,
    Settling,
    branch_ids,
    children,
    comes_out,
    facts_read,
    favourable,
    holds_between,
    is_open_to_judgement,
    is_per_measure,
    operand_paths,
    operand_value,
    operators_of,
    walk,
)
from grantrules.language.vocabulary import FactType

NONE: frozenset[str] = frozenset()
SOME, MORE = frozenset({"a", "b"}), frozenset({"a", "b", "c"})


@pytest.mark.parametrize(
    ("op", "right", "met", "not_met"),
    [
        (Op.ONE_OF, SOME, ["a", "b"], ["c"]),
        (Op.ANY_IN, SOME, [SOME, MORE, frozenset({"b", "c"})], [NONE, frozenset({"c"})]),
        (Op.ALL_IN, SOME, [NONE, SOME, frozenset({"a"})], [MORE, frozenset({"c"})]),
        (Op.AT_LEAST, 2, [2, 3], [1]),
        (Op.AT_MOST, 2, [1, 2], [3]),
        (Op.OVER, 2, [3], [1, 2]),
        (Op.UNDER, 2, [1], [2, 3]),
        (Op.AT_MOST, date(2030, 3, 1), [date(2030, 2, 28), date(2030, 3, 1)], [date(2030, 3, 2)]),
    ],
)
def test_each_comparison_of_known_values(
    op: Op, right: Value | frozenset[Value], met: list[Value], not_met: list[Value]
) -> None:
    assert [holds_between(op, left, right) for left in met] == [True] * len(met)
    assert [holds_between(op, left, right) for left in not_met] == [False] * len(not_met)


def test_values_of_the_wrong_kind_are_an_error_of_the_program() -> None:
    with pytest.raises(TypeError) as refused:
        holds_between(Op.ANY_IN, "a", SOME.intersection("a"))
    assert str(refused.value) == "'a' is no set, and compared as one"


def test_every_operator_compares_sets_or_bounds_or_is_what_a_bare_value_means() -> None:
    assert sorted([Op.ONE_OF, *SET_OPS, *BOUNDS], key=list(Op).index) == list(Op)
    written = {op for type_ in FactType for op in operators_of(type_).values()}
    assert written == SET_OPS | BOUNDS


@pytest.mark.parametrize("favour", [True, False])
def test_accepted_is_in_the_applicants_favour_and_a_choice_is_neither(favour: bool) -> None:
    found = [favourable(Settling("rule", favour), verdict) for verdict in ("accepted", "rejected", "branch", None)]
    assert found == [favour, not favour, None, None]


SETTLING = Settling("rule", True)
YES: frozenset[bool] = frozenset({True})
KIND, RURAL = Compare("measure.kind", Op.ONE_OF, SOME), Compare("measure.rural", Op.ONE_OF, YES)
SIGNED = Compare("application.signed", Op.ONE_OF, YES)
LEVEL = Compare("measure.level", Op.ONE_OF, SOME, only_for=KIND)
LIMIT = Compare("application.amount", Op.AT_MOST, FactRef("office.limit"))
DUE = Compare("application.submitted_on", Op.AT_MOST, DayFormula(3, 1, "grant.award_year", 1))
COUNT = Count(RURAL, Op.AT_LEAST, 1)
SURE, DOUBTED = Branch(SIGNED, "sure", SETTLING), Branch(RURAL, "doubted", SETTLING, Doubt.SILENT)
READINGS = Readings((SURE, Branch(LIMIT, "wide", SETTLING)), SETTLING)


@pytest.mark.parametrize(
    ("node", "right", "met", "not_met"),
    [(LIMIT, ("office.limit", 2), 2, 3), (DUE, ("grant.award_year", 2029), date(2030, 3, 1), date(2030, 3, 2))],
)
def test_a_comparison_with_another_fact_is_with_what_that_comes_to(
    node: Compare, right: tuple[str, Value], met: Value, not_met: Value
) -> None:
    assert [comes_out(node, dict([right, (node.path, left)])) for left in (met, not_met)] == [True, False]
    assert operand_value(node.operand, dict([right])) == met
    assert operand_value(node.operand, {node.path: met}) is None


def test_a_constant_comes_to_itself() -> None:
    assert operand_value(SOME, {}) is SOME
    assert comes_out(SIGNED, {SIGNED.path: True})


@pytest.mark.parametrize(
    ("condition", "inside"),
    [
        (SIGNED, ()),
        (LEVEL, (KIND,)),
        (AllOf((SIGNED, LIMIT)), (SIGNED, LIMIT)),
        (AnyOf((SIGNED, LIMIT)), (SIGNED, LIMIT)),
        (Not(SIGNED), (SIGNED,)),
        (COUNT, (RURAL,)),
        (DOUBTED, (RURAL,)),
        (READINGS, READINGS.parts),
    ],
)
def test_what_stands_directly_inside(condition: Condition, inside: tuple[Condition, ...]) -> None:
    assert children(condition) == inside


def test_a_walk_goes_from_the_outside_in_and_into_counts_unless_told_not_to() -> None:
    whole = Not(AllOf((LEVEL, COUNT)))
    assert list(walk(whole)) == [whole, whole.part, LEVEL, KIND, COUNT, RURAL]
    assert list(walk(whole, into_counts=False)) == [whole, whole.part, LEVEL, KIND, COUNT]


def test_the_facts_that_a_condition_reads_are_those_of_both_sides_and_of_what_makes_them_exist() -> None:
    assert operand_paths(SOME) == ()
    assert (SIGNED.reads, LIMIT.reads) == ((SIGNED.path,), (LIMIT.path, "office.limit"))
    assert facts_read(AllOf((LIMIT, DUE))) == {LIMIT.path, "office.limit", DUE.path, "grant.award_year"}
    assert facts_read(LEVEL) == {"measure.level", "measure.kind"}
    assert facts_read(AnyOf((SIGNED, COUNT))) == {"application.signed", "measure.rural"}
    assert facts_read(AnyOf((SIGNED, COUNT)), into_counts=False) == {"application.signed"}


@pytest.mark.parametrize(
    ("condition", "per_measure"),
    [
        (SIGNED, False),
        (RURAL, True),
        (COUNT, False),
        (AllOf((COUNT, RURAL)), True),
        (Not(AllOf((COUNT, SIGNED))), False),
    ],
)
def test_a_condition_is_about_each_measure_where_it_reads_one_outside_a_count(
    condition: Condition, per_measure: bool
) -> None:
    assert is_per_measure(condition) is per_measure


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        (ALWAYS, set()),
        (SURE, set()),
        (Not(DOUBTED), {"doubted"}),
        (READINGS, {"sure", "wide"}),
        (AllOf((COUNT, READINGS, DOUBTED)), {"sure", "wide", "doubted"}),
    ],
)
def test_a_determination_can_name_what_is_in_doubt_and_each_reading(condition: Condition, named: set[str]) -> None:
    assert branch_ids(condition) == named
    assert is_open_to_judgement(condition) is bool(named)


def test_a_day_some_years_after_a_year() -> None:
    assert DayFormula(3, 1, "grant.award_year", 2).on(2030) == date(2032, 3, 1)
    assert SETTLING.key == "determination:rule"

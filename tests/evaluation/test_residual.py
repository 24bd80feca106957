"""What is left of a condition means, for the facts still to come, what the whole condition means for all of them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantrules.evaluation.reference import Truth, value_of
from grantrules.evaluation.residual import residual
from grantrules.language.condition import BOUNDS, Compare, DayFormula, FactRef, Op
from tests.support.random_changes import cases
from tests.support.random_rules import rule_set

ORDER = sorted(BOUNDS, key=lambda op: op.value)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_putting_in_some_facts_first_changes_no_outcome(seed: int) -> None:
    rng = Random(seed)
    rules = rule_set(rng, rules=8)
    for case in cases(rules.vocabulary, rng, 10):
        facts = case.measures[0].facts
        first = {path: value for path, value in facts.items() if rng.random() < 0.5}
        rest = {path: value for path, value in facts.items() if path not in first}
        for rule in rules.rules:
            left = residual(residual(rule.statement, {}), first)
            assert value_of(left, rest, case.measures).truth is value_of(rule.statement, facts, case.measures).truth


@pytest.mark.parametrize("op", ORDER)
@pytest.mark.parametrize("years", [-1, 0, 2])
def test_a_known_day_becomes_a_bound_on_the_year(op: Op, years: int) -> None:
    node = Compare("day", op, DayFormula(3, 1, "year", years))
    for day in (date(2030, 2, 27) + timedelta(days=n) for n in range(4)):
        left = residual(node, {"day": day})
        for year in range(2026, 2034):
            whole = value_of(node, {"day": day, "year": year}, ())
            assert value_of(left, {"year": year}, ()).truth is whole.truth


@pytest.mark.parametrize("op", ORDER)
def test_a_known_left_side_becomes_a_bound_on_the_right(op: Op) -> None:
    node = Compare("x", op, FactRef("y"))
    for y in (1, 2, 3):
        assert value_of(residual(node, {"x": 2}), {"y": y}, ()).truth is value_of(node, {"x": 2, "y": y}, ()).truth
    assert value_of(residual(Compare("x", op, FactRef("x")), {"x": 2}), {}, ()).truth in (Truth.TRUE, Truth.FALSE)

"""A few values stand for all: every combination in which comparisons can come out is found, and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantrules.base.texts import Text
from grantrules.base.values import Value
from grantrules.evaluation.reference import Truth, value_of
from grantrules.evaluation.representatives import compares_in, kinds, representatives
from grantrules.evaluation.residual import residual, truth_of
from grantrules.language.condition import (
    BOUNDS,
    SET_OPS,
    Compare,
    Condition,
    DayFormula,
    FactRef,
    Op,
    Operand,
    operand_paths,
)
from grantrules.language.vocabulary import Asked, Choice, Fact, FactType

LAW = settings(max_examples=40, deadline=None)
ORDER = sorted(BOUNDS, key=lambda op: op.value)
DAYS = [date(2030, 2, 26) + timedelta(days=n) for n in range(7)]
YEARS = range(2026, 2035)

Combination = tuple[Truth, ...]


def words(**types: FactType) -> dict[str, Fact]:
    choices = {name: Choice(name, Text(name)) for name in "abcd"}
    return {
        path: Fact(path, type_, Asked.APPLICANT, Text(path), Text(path), choices=choices)
        for path, type_ in types.items()
    }


def found_in(order: Sequence[str], nodes: Sequence[Compare], facts: Mapping[str, Fact]) -> set[Combination]:
    """How the comparisons can come out, where the facts become known in this order."""
    found: set[tuple[Condition, ...]] = {tuple(nodes)}
    for path in order:
        after: set[tuple[Condition, ...]] = set()
        for left in found:
            for value in representatives(facts[path], compares_in(left)):
                after.add(tuple(residual(node, {path: value}) for node in left))
        found = after
    return {tuple(truth_of(node) for node in left) for left in found}


def check(
    nodes: Sequence[Compare], facts: Mapping[str, Fact], pools: Mapping[str, Sequence[Value]], rng: Random
) -> None:
    """What is found holds for the facts that it is found with, and all that values of the pools show is found."""
    found = kinds(nodes, facts)
    for combination, known in found.items():
        # a comparison that came out before all was known hangs on no more of it
        full = {**{path: pool[0] for path, pool in pools.items()}, **known}
        assert tuple(value_of(node, full, ()).truth for node in nodes) == combination
    read = sorted({path for node in nodes for path in paths_of(node)})
    truths = [(paths_of(node), truths_of(node, pools)) for node in nodes]
    seen: set[Combination] = set()
    for values in product(*(pools[path] for path in read)):
        case = dict(zip(read, values, strict=True))
        seen.add(tuple(known[tuple([case[path] for path in paths])] for paths, known in truths))
    assert seen <= set(found)
    assert found_in(rng.sample(read, len(read)), nodes, facts) == set(found)


def paths_of(node: Compare) -> tuple[str, ...]:
    return (node.path, *operand_paths(node.operand))


def truths_of(node: Compare, pools: Mapping[str, Sequence[Value]]) -> Mapping[tuple[Value, ...], Truth]:
    """How a comparison comes out for all values of what it reads."""
    paths = paths_of(node)
    every = product(*(pools[path] for path in paths))
    return {values: value_of(node, dict(zip(paths, values, strict=True)), ()).truth for values in every}


def compared(rng: Random, paths: Sequence[str], constants: Sequence[int | Decimal | date]) -> Compare:
    operand: Operand = FactRef(rng.choice(paths)) if rng.random() < 0.6 else rng.choice(constants)
    return Compare(rng.choice(paths), rng.choice(ORDER), operand)


@LAW
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_whole_numbers_in_every_order(rng: Random, number: int) -> None:
    paths = ("x", "y", "z")
    nodes = [compared(rng, paths, (-1, 0, 1, 9)) for _ in range(number)]
    check(nodes, words(**dict.fromkeys(paths, FactType.INTEGER)), dict.fromkeys(paths, range(-4, 13)), rng)


@LAW
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_amounts_in_every_order(rng: Random, number: int) -> None:
    paths = ("x", "y", "z")
    nodes = [compared(rng, paths, (0, 1, Decimal("1.5"))) for _ in range(number)]
    pool = [Decimal(n) / 8 for n in (-16, -9, -8, 0, 2, 4, 6, 8, 9, 10, 11, 12, 16, 17, 18)]
    check(nodes, words(**dict.fromkeys(paths, FactType.MONEY)), dict.fromkeys(paths, pool), rng)


@LAW
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_days_that_hang_on_years(rng: Random, number: int) -> None:
    def one() -> Compare:
        chance = rng.random()
        if chance < 0.25:
            return compared(rng, ("y1", "y2"), YEARS[3:6])
        if chance < 0.4:
            return compared(rng, ("d1", "d2"), DAYS[2:5])
        formula = DayFormula(*rng.choice(((1, 1), (2, 28), (3, 1))), rng.choice(("y1", "y2")), rng.randint(-1, 1))
        return Compare(rng.choice(("d1", "d2")), rng.choice(ORDER), formula)

    facts = words(y1=FactType.YEAR, y2=FactType.YEAR, d1=FactType.DATE, d2=FactType.DATE)
    days = sorted(
        {date(year, *day) for year in (2029, 2030, 2031) for day in ((1, 1), (2, 27), (2, 28), (3, 1), (3, 2))}
    )
    years = list(YEARS[2:7])
    check([one() for _ in range(number)], facts, {"y1": years, "y2": years, "d1": days, "d2": days}, rng)


@LAW
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_sets(rng: Random, number: int) -> None:
    def one() -> Compare:
        members = frozenset[Value](rng.sample("abcd", rng.randint(1, 3)))
        return Compare("s", rng.choice(sorted(SET_OPS, key=str)), members)

    every = [
        frozenset(name for name, there in zip("abcd", each, strict=True) if there) for each in product((0, 1), repeat=4)
    ]
    check([one() for _ in range(number)], words(s=FactType.CHOICES), {"s": every}, rng)


def test_few_values_stand_for_many() -> None:
    far = Compare("s", Op.ANY_IN, frozenset({"a"}))
    within = Compare("s", Op.ALL_IN, frozenset({"a", "b"}))
    assert len(kinds([far, within], words(s=FactType.CHOICES))) == 4
    text = Compare("t", Op.ONE_OF, frozenset({"one", "two"}))
    assert len(kinds([text], words(t=FactType.TEXT))) == 2
    assert kinds([Compare("y", Op.AT_LEAST, 2199)], words(y=FactType.YEAR)).keys() == {(Truth.TRUE,), (Truth.FALSE,)}
    assert kinds([Compare("y", Op.OVER, 2199)], words(y=FactType.YEAR)).keys() == {(Truth.FALSE,)}


@pytest.mark.parametrize("high", range(2, 12))
def test_there_is_room_for_others_on_both_sides(high: int) -> None:
    def between(path: str, low: int | FactRef, most: int | FactRef) -> list[Compare]:
        return [Compare(path, Op.OVER, low), Compare(path, Op.UNDER, most)]

    nodes = [*between("x", 0, high), *between("y", 0, FactRef("x")), *between("z", FactRef("x"), high)]
    paths = ("x", "y", "z")
    check(
        nodes, words(**dict.fromkeys(paths, FactType.INTEGER)), dict.fromkeys(paths, range(-3, high + 4)), Random(high)
    )


@pytest.mark.parametrize(("ahead", "back"), [(0, 0), (1, -1), (5, -5), (3, 0)])
def test_years_that_only_days_compare(ahead: int, back: int) -> None:
    nodes = [
        Compare("d1", Op.AT_MOST, DayFormula(3, 1, "y1", ahead)),
        Compare("d1", Op.OVER, DayFormula(3, 1, "y2", back)),
        Compare("d2", Op.AT_LEAST, DayFormula(12, 31, "y1", 0)),
        Compare("d2", Op.UNDER, DayFormula(2, 28, "y2", 0)),
    ]
    facts = words(y1=FactType.YEAR, y2=FactType.YEAR, d1=FactType.DATE, d2=FactType.DATE)
    days = [date(year, *day) for year in range(2018, 2042) for day in ((3, 1), (6, 1))]
    bounded = [*nodes[:2], Compare("y2", Op.UNDER, 2034)]
    for some, day, years in ((bounded, "d1", range(2020, 2042)), (nodes[2:], "d2", range(2024, 2038))):
        check(some, facts, {"y1": years, "y2": years, day: days}, Random(1))
        for order in permutations(("y1", "y2", day)):
            assert found_in(order, some, facts) == set(kinds(some, facts))

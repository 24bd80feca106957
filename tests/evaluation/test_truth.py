"""The three tables of truth.py, all of them, and the two laws that everything else rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

import pytest

from grantrules.evaluation.reference import Truth, agreement, all_of, any_of

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE

NOT = {F: T, U: U, T: F}
AND = {(F, F): F, (F, U): F, (F, T): F, (U, F): F, (U, U): U, (U, T): U, (T, F): F, (T, U): U, (T, T): T}
OR = {(F, F): F, (F, U): U, (F, T): T, (U, F): U, (U, U): U, (U, T): T, (T, F): T, (T, U): T, (T, T): T}
SAME = {(F, F): F, (F, U): U, (F, T): U, (U, F): U, (U, U): U, (U, T): U, (T, F): U, (T, U): U, (T, T): T}

Table = dict[tuple[Truth, Truth], Truth]
Whole = Callable[[Iterable[Truth]], Truth]
TABLES: list[tuple[Whole, Table]] = [(all_of, AND), (any_of, OR), (agreement, SAME)]
LEARNED = {F: (F,), T: (T,), U: (F, U, T)}
WHOLES = pytest.mark.parametrize("whole", [all_of, any_of, agreement])


@pytest.mark.parametrize("value", list(Truth))
def test_negation(value: Truth) -> None:
    assert ~value is NOT[value]


@pytest.mark.parametrize(("whole", "table"), TABLES)
def test_every_pair(whole: Whole, table: Table) -> None:
    assert {pair: whole(pair) for pair in product(Truth, repeat=2)} == table


@pytest.mark.parametrize(("whole", "table"), TABLES[:2])
def test_three_values_are_two_by_two(whole: Whole, table: Table) -> None:
    for a, b, c in product(Truth, repeat=3):
        assert whole([a, b, c]) is table[table[a, b], c]


def test_agreement_of_three_is_what_all_say() -> None:
    for values in product(Truth, repeat=3):
        assert agreement(values) is (values[0] if len(set(values)) == 1 else U)


def test_of_nothing() -> None:
    assert (all_of([]), any_of([]), agreement([])) == (T, F, U)


@pytest.mark.parametrize("value", list(Truth))
@WHOLES
def test_of_one_value_is_that_value(whole: Whole, value: Truth) -> None:
    assert whole([value]) is value


@WHOLES
def test_order_and_repetition_do_not_matter(whole: Whole) -> None:
    for values in product(Truth, repeat=3):
        assert whole(values) is whole(values[::-1]) is whole(values + values)


@WHOLES
def test_learning_an_unknown_never_changes_what_is_settled(whole: Whole) -> None:
    for values in product(Truth, repeat=3):
        for learned in product(*(LEARNED[value] for value in values)):
            assert whole(learned) in LEARNED[whole(values)]


@WHOLES
def test_iterators_are_read_once(whole: Whole) -> None:
    assert whole(iter([U, U])) is U


@pytest.mark.parametrize("value", list(Truth))
def test_a_truth_value_is_never_taken_for_a_boolean(value: Truth) -> None:
    with pytest.raises(TypeError) as refused:
        bool(value)
    assert str(refused.value) == "a Truth has three values: compare it with `is` instead of testing it"


def test_known_booleans() -> None:
    assert (Truth.of(True), Truth.of(False)) == (T, F)

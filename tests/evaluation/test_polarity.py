"""The pair of formulas says what the reference says: tried in full, over every small condition and all that can be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import assert_never

import pytest

from grantrules.evaluation.polarity import (
    FALSE,
    TRUE,
    Both,
    Constant,
    Counted,
    Determined,
    Either,
    Formula,
    Pair,
    both,
    either,
    lower,
)
from grantrules.evaluation.polarity import Tested as OfFacts
from grantrules.evaluation.reference import Truth, value_of
from grantrules.intake.stated import Facts, StatedMeasure
from grantrules.language.condition import (
    ALWAYS,
    BOUNDS,
    AllOf,
    AnyOf,
    Branch,
    Compare,
    Condition,
    Count,
    Doubt,
    FactRef,
    Not,
    Op,
    Readings,
    Settling,
    holds_between,
)

PAIRS = {Truth.TRUE: (True, False), Truth.FALSE: (False, True), Truth.UNKNOWN: (False, False)}
YES: frozenset[bool] = frozenset({True})
A, B = Compare("a", Op.ONE_OF, YES), Compare("b", Op.ONE_OF, YES)
ONLY_FOR_A = Compare("b", Op.ONE_OF, YES, only_for=A)
ONLY_FOR_BOTH = Compare("c", Op.ONE_OF, YES, only_for=ONLY_FOR_A)
SETTLINGS = [Settling("rule", favour) for favour in (True, False)]


def branches(settling: Settling, *parts: tuple[Condition, Doubt | None]) -> tuple[Branch, ...]:
    return tuple(Branch(part, id_, settling, doubt) for id_, (part, doubt) in zip(("one", "two"), parts, strict=False))


CONDITIONS: dict[str, list[Condition]] = {
    "comparison": [A, Compare("a", Op.AT_MOST, FactRef("b")), Not(A)],
    "of a fact that need not exist": [ONLY_FOR_A, Not(ONLY_FOR_A), ONLY_FOR_BOTH],
    "all and any": [
        AllOf((A, B)),
        AnyOf((A, B)),
        ALWAYS,
        AnyOf(()),
        AllOf((A,)),
        AnyOf((A,)),
        AllOf((A, AnyOf((B, Not(A))))),
    ],
    "without doubt": list(branches(SETTLINGS[0], (A, None))),
    "in doubt": [
        within
        for settling in SETTLINGS
        for (doubtful,) in [branches(settling, (A, Doubt.UNCLEAR))]
        for within in (doubtful, Not(doubtful), AnyOf((doubtful, B)))
    ],
    "readings": [
        Readings(branches(settling, (A, doubt), (B, None)), settling)
        for settling in SETTLINGS
        for doubt in (None, Doubt.SILENT)
    ],
    "count": [
        Count(part, op, limit)
        for part in (A, Not(A), branches(SETTLINGS[0], (A, Doubt.DISPUTED))[0])
        for op in sorted(BOUNDS, key=lambda op: op.value)
        for limit in (0, 1, 2)
    ],
}


def worlds() -> Iterator[tuple[Facts, Sequence[StatedMeasure]]]:
    """All that can be known of three facts and of the determination, with none to two measures."""
    known = (True, False, None)
    for a, b, c, determined in product(known, known, known, (None, "accepted", "rejected", "one", "two", "other")):
        given = {"a": a, "b": b, "c": c, SETTLINGS[0].key: determined}
        facts = {path: value for path, value in given.items() if value is not None}
        other = {path: value for path, value in facts.items() if path not in "bc"} | ({} if b is None else {"a": b})
        for measures in ([], [facts], [facts, other]):
            yield facts, [StatedMeasure(f"m{n}", each) for n, each in enumerate(measures)]


def true(formula: Formula, facts: Facts, measures: Sequence[StatedMeasure]) -> bool:
    """What a formula says, from the words of its docstring."""
    match formula:
        case Constant(value=value):
            return value
        case OfFacts(compare=Compare(path=path, op=op, operand=operand), outcome=outcome):
            right = facts.get(operand.path) if isinstance(operand, FactRef) else operand
            assert right is None or isinstance(right, bool | frozenset)
            return path in facts and right is not None and holds_between(op, facts[path], right) is outcome
        case Determined(key=key, verdicts=verdicts):
            return facts.get(key) in verdicts
        case Counted(part=part, lower_end=lower_end, op=op, limit=limit):
            surely = sum(true(part.holds, each.facts, measures) for each in measures)
            perhaps = sum(not true(part.fails, each.facts, measures) for each in measures)
            return bool(measures) and holds_between(op, surely if lower_end else perhaps, limit)
        case Both(parts=parts):
            return all(true(part, facts, measures) for part in parts)
        case Either(parts=parts):
            return any(true(part, facts, measures) for part in parts)
        case _:
            assert_never(formula)


@pytest.mark.parametrize("kind", CONDITIONS)
def test_a_pair_says_what_the_reference_says(kind: str) -> None:
    for condition in CONDITIONS[kind]:
        pair = lower(condition)
        for facts, measures in worlds():
            found = true(pair.holds, facts, measures), true(pair.fails, facts, measures)
            assert found == PAIRS[value_of(condition, facts, measures).truth], (condition, facts, measures)


X, Y, Z = Determined("x", frozenset()), Determined("y", frozenset()), Determined("z", frozenset())


def test_a_conjunction_is_flat_without_constants_and_says_nothing_twice() -> None:
    assert both(X, Both((Y, Z)), TRUE, X) == Both((X, Y, Z))
    assert (both(), both(TRUE), both(X), both(X, TRUE), both(X, X)) == (TRUE, TRUE, X, X, X)
    assert (both(X, FALSE), both(X, Either((Y, Z)))) == (FALSE, Both((X, Either((Y, Z)))))


def test_a_disjunction_is_flat_without_constants_and_says_nothing_twice() -> None:
    assert either(X, Either((Y, Z)), FALSE, X) == Either((X, Y, Z))
    assert (either(), either(FALSE), either(X), either(X, FALSE), either(X, X)) == (FALSE, FALSE, X, X, X)
    assert (either(X, TRUE), either(X, Both((Y, Z)))) == (TRUE, Either((X, Both((Y, Z)))))


def test_whether_a_fact_exists_is_tested_once_and_apart() -> None:
    bare = Compare("b", Op.ONE_OF, YES)
    assert lower(ONLY_FOR_A) == Pair(
        Both((OfFacts(A, True), OfFacts(bare, True))), Either((OfFacts(A, False), OfFacts(bare, False)))
    )

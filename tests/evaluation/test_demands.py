"""The way that came nearest: what it names, made so, makes the condition hold, and nothing less would."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from grantrules.base.values import Value
from grantrules.evaluation.demands import Way, nearest_way
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.reference import Truth, value_of
from grantrules.evaluation.tracing import World, condition_kind
from grantrules.intake.stated import Facts, StatedMeasure
from grantrules.language.condition import (
    ALWAYS,
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
)

SETTLING = Settling("a", True)
VALUES: dict[str, tuple[Value, ...]] = {
    "signed": (True, False),
    "rural": (True, False),
    "staff": (0, 1, 2, 3),
    "limit": (1, 2),
    "roles": (frozenset({"x"}), frozenset({"y"}), frozenset({"x", "y"}), frozenset()),
}


def some(values: frozenset[str]) -> frozenset[Value]:
    return frozenset[Value](values)


YES = frozenset[Value]({True})
COMPARES = [
    Compare("signed", Op.ONE_OF, YES),
    Compare("rural", Op.ONE_OF, YES, only_for=Compare("signed", Op.ONE_OF, YES)),
    Compare("staff", Op.OVER, 1),
    Compare("staff", Op.AT_MOST, 2),
    Compare("staff", Op.AT_LEAST, FactRef("limit")),
    Compare("roles", Op.ANY_IN, some(frozenset({"x"}))),
    Compare("roles", Op.ALL_IN, some(frozenset({"x"}))),
]
BRANCHES = st.sampled_from([None, None, Doubt.UNCLEAR])
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from(COMPARES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
        st.builds(lambda part, doubt: Branch(part, "b", SETTLING, doubt), inner, BRANCHES),
        st.tuples(inner, inner).map(
            lambda two: Readings((Branch(two[0], "r", SETTLING), Branch(two[1], "s", SETTLING)), SETTLING)
        ),
    ),
    max_leaves=6,
)
FACTS = st.fixed_dictionaries({path: st.sampled_from(values) for path, values in VALUES.items()})
EVERY = [dict(zip(VALUES, values, strict=True)) for values in product(*VALUES.values())]


def holds(condition: Condition, facts: Facts) -> bool:
    return value_of(condition, facts, ()).truth is Truth.TRUE


def is_met(way: Way, facts: Facts) -> bool:
    return all(demand.is_met(World(facts, ())) for demand in way.demands)


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, FACTS, st.booleans())
def test_the_changes_that_a_way_names_make_the_branch_hold(condition: Condition, facts: Facts, wanted: bool) -> None:
    """Whatever the facts that are to change are changed to, as long as they then are as the way has them."""
    way = nearest_way(condition, World(facts, ()), holds=wanted)
    asked = condition if wanted else Not(condition)
    if way is None:
        assert not any(holds(asked, each) for each in EVERY)
        return
    for others in EVERY:
        if is_met(way, others):
            assert holds(asked, others)
    assert way.unmet == tuple(demand for demand in way.demands if not demand.is_met(World(facts, ())))


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, FACTS)
def test_no_fewer_changes_would_do(condition: Condition, facts: Facts) -> None:
    way = nearest_way(condition, World(facts, ()))
    if way is None:
        return
    assert (way.changes == 0) is holds(condition, facts)
    for number in range(way.changes):
        for paths in combinations(VALUES, number):
            kept = {path: value for path, value in facts.items() if path not in paths}
            assert not any(holds(condition, each) for each in EVERY if kept.items() <= each.items())


SIGNED, RURAL, STAFF = COMPARES[0], Compare("rural", Op.ONE_OF, YES), COMPARES[2]


def test_the_branch_with_fewest_changes_is_told_and_the_others_are_counted() -> None:
    condition = AnyOf((AllOf((RURAL, STAFF)), SIGNED, Branch(STAFF, "b", SETTLING, Doubt.DISPUTED)))
    way = nearest_way(condition, World({"signed": False, "rural": False, "staff": 1}, ()))
    assert way is not None
    assert [(demand.node, demand.holds) for demand in way.unmet] == [(SIGNED, True)]
    assert (way.changes, way.others) == (1, 1)


def test_branches_that_ask_for_other_values_of_a_fact_are_one_way() -> None:
    kinds = [Compare("kind", Op.ONE_OF, frozenset({value})) for value in ("a", "b")]
    way = nearest_way(AnyOf((*kinds, SIGNED)), World({"kind": "c", "signed": False}, ()))
    assert way is not None
    assert [(demand.node, demand.holds) for demand in way.unmet] == [
        (Compare("kind", Op.ONE_OF, frozenset({"a", "b"})), True)
    ]
    assert way.others == 1


def test_what_only_a_doubt_could_settle_has_no_way() -> None:
    assert nearest_way(Branch(STAFF, "b", SETTLING, Doubt.SILENT), World({"staff": 0}, ())) is None


def test_a_count_is_one_change() -> None:
    measures = [StatedMeasure(f"m{number}", {}) for number in range(3)]
    count = Count(ALWAYS, Op.AT_MOST, 2)
    way = nearest_way(count, World({}, measures))
    assert way is not None
    assert (way.changes, way.unmet[0].node, way.unmet[0].fact) == (1, count, None)
    assert condition_kind(count, World({}, measures)) is OutcomeKind.FAILED

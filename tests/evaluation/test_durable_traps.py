"""Each trap of durable-rules 2.0.28 that would change an answer; where it costs little, that the trap is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from grantrules.base.values import Value
from grantrules.evaluation import polarity
from grantrules.evaluation.executors.durable.engine import AT_ONCE, CFunctions, c_functions
from grantrules.evaluation.executors.durable.network import MOST_PROPERTIES, MOST_RULES
from grantrules.evaluation.executors.durable.properties import REACH, Names, Scale, name_hash, write
from grantrules.evaluation.polarity import TRUE, Both, Constant, Either, Formula
from grantrules.evaluation.tracing import World
from grantrules.language.condition import BOUNDS, SET_OPS, Compare, DayFormula, FactRef, Op
from tests.support.durable_helpers import Asking, compared, is_, random_facts, random_formula


def ruleset(conditions: dict[str, object]) -> tuple[CFunctions, int]:
    """A ruleset made with the package as it is."""
    c = c_functions()
    rules = {name: {"all": [{"m": condition}]} for name, condition in conditions.items()}
    return c, c.create_ruleset("raw", json.dumps(rules))


def fires(conditions: dict[str, object], message: dict[str, object]) -> bool:
    """Whether anything fires for a message, in the package as it is."""
    c, handle = ruleset(conditions)
    code, _ = c.assert_fact(handle, json.dumps({"id": "1", "sid": "1", **message}))
    return code == 0


# -- values


def exact(facts: Iterable[Value], constants: Iterable[Value], ops: Sequence[Op]) -> None:
    """Every fact compares with every constant in durable-rules as it does in Python."""
    nodes = [
        Compare("fact", op, constant if op in BOUNDS else frozenset({constant}))  # type: ignore[arg-type]
        for constant, op in product(constants, ops)
    ]
    tests = {str(n): polarity.Tested(node, outcome) for n, (node, outcome) in enumerate(product(nodes, (True, False)))}
    facts = list(facts)
    found = Asking(tests)(*({"fact": fact} for fact in facts))
    for fact, true in zip(facts, found, strict=True):
        assert true == {name for name, test in tests.items() if World({"fact": fact}, ()).true(test)}, fact


def test_the_package_takes_true_for_1_and_text_for_a_number() -> None:
    assert fires({"rule": {"p": 1}}, {"p": True})
    assert fires({"rule": {"p": "5"}}, {"p": 5})


def test_types_are_not_confused() -> None:
    values: dict[str, Value] = {
        "text": "5",
        "yes": "true",
        "one": "1",
        "number": 5,
        "truth": True,
        "words": "=5",
        "day": "20260301",
    }
    for name, value in values.items():
        asked = Asking({other: is_("fact", each) for other, each in values.items()})
        assert asked({"fact": value}) == [{name}]
    exact([True, False], [True, False], [Op.ONE_OF])


TEXTS: list[Value] = [
    "",
    "5",
    '"',
    '\\"',
    "\\",
    "'",
    'a"b',
    "a\0b",
    "a",
    "a ",
    "æøå",
    "\u00e6",
    "a\u0308",
    "\U0001f600",
    "\ud83d\ude00",
    "\ud83d",
    "\\ud83d",
    "\n",
    "true",
    "@set",
    "#1",
    "x" * 198,
    "x" * 199,
    "x" * 65536,
    "y" * 65536,
    "y" * 65537,
    "æ" * 200_000,
]


def test_the_package_takes_text_for_equal_that_is_65536_longer() -> None:
    assert fires({"rule": {"p": "x" * 65536}}, {"p": "y" * 65536})


def test_text_is_compared_exactly() -> None:
    exact(TEXTS, TEXTS, [Op.ONE_OF])


NUMBERS: list[Value] = [
    *(0, 1, -1, 9, 10, 11, 2026, 2**31 - 1, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63) - 1, 10**17, 10**30),
    *map(Decimal, ("0.1", "0.10", "-0.1", "0.09", "0.11", "1.000001", "0.9999999", "1E-30", "-1E-30", "1E-100000")),
    *map(
        Decimal, ("999999999999999999.999999", "2147483647.5", "10.05", "9.99", "1E+3", "0.1000000000000000000000001")
    ),
]


def test_numbers_are_compared_exactly() -> None:
    exact(NUMBERS, NUMBERS, [*sorted(BOUNDS, key=str), Op.ONE_OF])


@pytest.mark.parametrize("seed", range(30))
def test_numbers_are_compared_exactly_whatever_else_they_are_compared_with(seed: int) -> None:
    rng = Random(seed)
    exact(NUMBERS, rng.sample(NUMBERS, rng.randint(1, 3)), [*sorted(BOUNDS, key=str), Op.ONE_OF])


def test_what_is_written_is_within_reach() -> None:
    for constant in (0, 5, Decimal("0.5"), 10**8):
        scale = Scale.of([constant], whole=False)
        assert scale is not None
        assert all(abs(scale.write(number)) <= REACH + 1 for number in NUMBERS if isinstance(number, int | Decimal))
    assert Scale.of([2**31, 10**30, Decimal("1E-30")], whole=False) is None


def test_yes_is_not_one() -> None:
    assert {write(True, None), write(False, None)}.isdisjoint({write(n, Scale(1, 0, 1)) for n in (0, 1)})


def test_dates_are_compared_exactly() -> None:
    days = [
        date(1, 1, 1),
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(9999, 12, 31),
    ]
    exact(days, days, [*sorted(BOUNDS, key=str), Op.ONE_OF])


def test_sets_are_compared_exactly() -> None:
    sets = [frozenset(members) for members in ((), ("a",), ("b",), ("a", "b"), ("a", "b", "c"), ("b", "c"))]
    tests = {
        str(n): compared("fact", op, operand, outcome)
        for n, (op, operand, outcome) in enumerate(product(sorted(SET_OPS, key=str), sets, (True, False)))
    }
    for fact, true in zip(sets, Asking(tests)(*({"fact": each} for each in sets)), strict=True):
        assert true == {name for name, test in tests.items() if World({"fact": fact}, ()).true(test)}


def test_facts_are_compared_with_facts_and_with_days() -> None:
    asked = Asking(
        {
            "early": compared("day", Op.AT_MOST, FactRef("limit")),
            "late": compared("day", Op.AT_MOST, FactRef("limit"), False),
            "due": compared("day", Op.AT_MOST, DayFormula(3, 1, "year", 1)),
        }
    )
    facts: dict[str, Value] = {"day": date(2026, 3, 1), "limit": date(2026, 3, 1), "year": 2025}
    without = [{key: value for key, value in facts.items() if key != left} for left in facts]
    assert asked(facts, *without) == [{"early", "due"}, set(), {"due"}, {"early"}]


def test_a_list_of_many_values() -> None:
    for many in (1, 31, 33, 600):
        values = frozenset[Value](f"value {n}" for n in range(many))
        asked = Asking({"in": compared("f", Op.ONE_OF, values), "out": compared("f", Op.ONE_OF, values, False)})
        assert asked({"f": "value 0"}, {"f": "other"}, {}) == [{"in"}, {"out"}, set()]


def test_an_empty_list_of_values() -> None:
    nothing = frozenset[Value]()
    asked = Asking({"in": compared("f", Op.ONE_OF, nothing), "out": compared("f", Op.ONE_OF, nothing, False)})
    assert asked({"f": "x"}, {}) == [{"out"}, set()]


# -- names


def test_the_package_takes_properties_with_one_hash_for_one() -> None:
    assert name_hash("costarring") == name_hash("liquid")
    assert fires({"rule": {"costarring": 1}}, {"liquid": 1})


def test_names_with_one_hash_are_told_apart() -> None:
    asked = Asking({"a": is_("costarring"), "b": is_("liquid")})
    assert asked({"costarring": True}, {"liquid": True}, {"costarring": False, "liquid": True}) == [{"a"}, {"b"}, {"b"}]


def test_names_that_mean_something_to_the_package() -> None:
    names = [
        "id",
        "sid",
        "$s",
        "$lt",
        "$and",
        "$m",
        "always",
        "posted",
        "count",
        "all",
        'a"b',
        "a\\",
        "æ",
        "ø",
        "",
        "a" * 300,
    ]
    asked = Asking({name: is_(name) for name in names})
    assert asked(*({name: True} for name in names)) == [{name} for name in names]


def test_a_name_is_kept_where_it_can_be() -> None:
    names = Names()
    assert [names.new("applicant.type"), names.new("id"), names.new("applicant.type")] == [
        "applicant.type",
        "id 2",
        "applicant.type 2",
    ]


def test_the_ids_of_messages_have_hashes_of_their_own() -> None:
    ids = [str(n) for n in range(AT_ONCE)]
    assert len({name_hash(each) for each in (*ids, "sid-s")}) == AT_ONCE + 1


# -- formulas


def test_the_package_fires_for_every_path() -> None:
    condition = {"$and": [{"$or": [{f"a{n}": 1}, {f"b{n}": 1}]} for n in range(8)]}
    c, handle = ruleset({"rule": condition})
    message = {"id": "1", "sid": "1", **{f"{letter}{n}": 1 for letter in "ab" for n in range(8)}}
    _, state = c.assert_fact(handle, json.dumps(message))
    fired, more = 0, bool(c.start_action_for_state(handle, state))
    while more:
        fired, more = fired + 1, bool(c.complete_and_start_action(handle, state))
    assert fired == 2**8


def test_few_paths_are_left() -> None:
    parts = tuple(Either((is_(f"a.{n}"), is_(f"b.{n}"))) for n in range(40))
    asked = Asking({"all": Both(parts)})
    everything: dict[str, Value] = {f"{letter}.{n}": True for letter in "ab" for n in range(40)}
    lacking = {path: value for path, value in everything.items() if not path.endswith(".7")}
    assert asked(everything, lacking) == [{"all"}, set()]
    assert len(asked.fired) < 1000


def test_the_package_gives_up_at_64_conditions() -> None:
    c, handle = ruleset({f"rule {n}": {"$lt": {"p": n}} for n in range(1, 70)})
    with pytest.raises(c.error, match="303"):
        c.assert_fact(handle, json.dumps({"id": "1", "sid": "1", "p": 0}))


def test_a_thousand_rules_that_all_fire() -> None:
    formulas: dict[str, Formula] = {
        f"rule {n}": Either((compared("amount", Op.AT_LEAST, n), is_("kind", f"kind {n}"))) for n in range(1000)
    }
    asked = Asking(formulas)
    assert len(asked.network.pages) >= 1000 / MOST_RULES
    assert asked({"amount": 999, "kind": "kind 7"}, {"amount": 499}, {"kind": "kind 7"}) == [
        set(formulas),
        {f"rule {n}" for n in range(500)},
        {"rule 7"},
    ]


def test_a_thousand_rules_that_ask_the_same() -> None:
    asked = Asking({f"rule {n}": is_("fact") for n in range(1000)})
    assert asked({"fact": True}) == [{f"rule {n}" for n in range(1000)}]
    assert len(asked.fired) == 1


def test_more_facts_than_a_message_can_hold() -> None:
    paths = [f"fact.{n}" for n in range(3 * MOST_PROPERTIES)]
    asked = Asking({"all": Both(tuple(map(is_, paths))), "any": Either(tuple(map(is_, paths)))})
    facts = dict.fromkeys(paths, True)
    assert asked(facts, {**facts, "fact.333": False}, {"fact.599": True}, {}) == [
        {"all", "any"},
        {"any"},
        {"any"},
        set(),
    ]


def test_constants() -> None:
    assert Asking({"always": TRUE, "never": Constant(False)})({}, {"fact": 1}) == [{"always"}, {"always"}]


@pytest.mark.parametrize("seed", range(12))
def test_random_formulas(seed: int) -> None:
    rng = Random(seed)
    depth, width = rng.choice([(2, 12), (3, 6), (5, 3), (8, 2), (1, 40)])
    formulas = {f"formula {n}": random_formula(rng, depth, width) for n in range(30)}
    cases = [random_facts(rng) for _ in range(40)]
    for facts, true in zip(cases, Asking(formulas)(*cases), strict=True):
        assert true == {name for name, formula in formulas.items() if World(facts, ()).true(formula)}

"""What the docstrings of the compilers and of the search of cases give as examples comes out so."""

from __future__ import annotations

import re
from textwrap import dedent

from grantrules.evaluation.executors import python
from grantrules.evaluation.executors.durable.network import Network
from grantrules.evaluation.outcomes import TraceKind
from grantrules.evaluation.reference import Truth
from grantrules.evaluation.representatives import kinds, representatives, tallies
from grantrules.evaluation.residual import NEVER, residual
from grantrules.evaluation.tracing import World, traces
from grantrules.intake.stated import Facts
from grantrules.language.condition import AllOf, AnyOf, Compare, Count, FactRef, Op
from tests.support.building import rule_set, vocabulary
from tests.support.durable_helpers import is_

STAFF, RURAL, SIGNED = (is_(path).compare for path in ("measure.staff", "measure.rural", "application.signed"))


def compared(path: str, op: Op, operand: int) -> Compare:
    return Compare(path, op, operand)


def test_the_code_that_is_made_of_two_rules() -> None:
    text = python.__doc__ or ""
    conditions = re.findall(r"`(\{(?:any|all): .*\})`", text)
    rules = rule_set("\n".join(f"- {{id: rule-{n}, require: {each}}}" for n, each in enumerate(conditions)))
    units = [python._Ruled(rule) for rule in rules.application_rules]
    counts = tuple(count for unit in units for count in python._counts(unit.condition))
    assert len(units) == 2
    (sample,) = re.findall(r"(?:^    .*\n)+", text, flags=re.MULTILINE)
    assert python._Compiler(counts).source(units) == dedent(sample)


def test_what_is_left_of_a_condition() -> None:
    both = AllOf((compared("application.amount", Op.OVER, 5), STAFF))
    assert residual(both, {"application.amount": 7}) == STAFF
    assert residual(both, {"application.amount": 5}) == NEVER
    assert residual(Compare("amount", Op.OVER, FactRef("limit")), {"amount": 7}) == compared("limit", Op.UNDER, 7)


def test_values_that_stand_for_all() -> None:
    number, words = "application.staff", vocabulary()
    among = [compared(number, Op.AT_LEAST, 5), compared(number, Op.OVER, 9)]
    assert representatives(words[number], among) == (10, 4, 5)
    county = Compare("applicant.type", Op.ONE_OF, frozenset({"county"}))
    assert set(representatives(words["applicant.type"], [county])) == {"county", "municipality"}


def test_kinds_of_measures_and_their_numbers() -> None:
    words = vocabulary()
    assert kinds([RURAL, AllOf((RURAL, STAFF))], words) == {
        (Truth.TRUE, Truth.TRUE): {RURAL.path: True, STAFF.path: True},
        (Truth.TRUE, Truth.FALSE): {RURAL.path: True, STAFF.path: False},
        (Truth.FALSE, Truth.FALSE): {RURAL.path: False},
    }
    rural, found = {RURAL.path: True}, kinds([RURAL], words)
    assert dict(tallies([Count(RURAL, Op.AT_LEAST, 1)], found, found)) == {
        ((1, 1),): (rural,),
        ((0, 0),): ({RURAL.path: False},),
        ((2, 2),): (rural, rural),
    }


def test_what_a_condition_hangs_on() -> None:
    number = "application.staff"
    either = AnyOf((SIGNED, compared(number, Op.OVER, 5)))

    def hangs_on(facts: Facts) -> set[str]:
        found = traces(either, World(facts, ()))
        assert {trace.kind for trace in found} == {TraceKind.FACT}
        return {trace.name for trace in found}

    assert hangs_on({SIGNED.path: True, number: 3}) == {SIGNED.path}
    assert hangs_on({SIGNED.path: False, number: 3}) == {SIGNED.path, number}
    assert hangs_on({SIGNED.path: False}) == {number}


def test_the_way_to_a_rule_of_durable() -> None:
    (page,) = Network("ten", {f"rule {n}": is_(f"fact.{n}") for n in range(10)}).pages
    ways = [each["all"][0]["m"]["$and"][:-1] for name, each in page.definition.items() if name != "posted"]
    assert [[step["$lt"]["always"] for step in ways[n]] for n in (0, 1, 9)] == [[1, 1], [2, 1], [2, 2]]

"""What is left of a condition once some facts are known: the facts put in, what is settled folded away.

Two conditions with the same residual mean the same from there on, which is what keeps a comparison of
rules small. The reference meaning says what is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from grantrules.evaluation.outcomes import TraceKind
from grantrules.evaluation.reference import Truth, value_of
from grantrules.intake.stated import Facts
from grantrules.language import condition as tree
from grantrules.language.condition import Op
from grantrules.language.layout import is_of_measure

NEVER = tree.AnyOf(())
OPEN = tree.Branch(tree.ALWAYS, "", tree.Settling("", True), tree.Doubt.UNCLEAR)
"""What nobody can say, whatever the facts."""

_SETTLED: dict[Truth, tree.Condition] = {Truth.TRUE: tree.ALWAYS, Truth.FALSE: NEVER, Truth.UNKNOWN: OPEN}


def rebuilt(condition: tree.Condition, of: Callable[[tree.Condition], tree.Condition]) -> tree.Condition:
    """The condition with something made of each condition directly inside it; a comparison stays as it is."""
    match condition:
        case tree.Compare():
            return condition
        case tree.AllOf(parts=parts) | tree.AnyOf(parts=parts):
            return type(condition)(tuple(of(part) for part in parts))
        case tree.Readings(parts=readings):
            return replace(condition, parts=tuple(replace(each, part=of(each.part)) for each in readings))
        case tree.Not(part=part) | tree.Count(part=part) | tree.Branch(part=part):
            return replace(condition, part=of(part))
        case _:
            assert_never(condition)


_TURNED = {Op.AT_LEAST: Op.AT_MOST, Op.AT_MOST: Op.AT_LEAST, Op.OVER: Op.UNDER, Op.UNDER: Op.OVER}


def settled(truth: Truth) -> tree.Condition:
    """The residual of what has this truth whatever else is known."""
    return _SETTLED[truth]


def truth_of(residual: tree.Condition) -> Truth:
    """The truth of a settled residual."""
    return value_of(residual, {}, ()).truth


def residual(condition: tree.Condition, facts: Facts) -> tree.Condition:
    """The condition once these facts are known, without what they settle, in one form for what means the same.

    Of `{all: [{application.amount: {over: 5}}, {measure.staff: true}]}` and an amount of 7 `{measure.staff: true}` is
    left, and of an amount of 5 nothing that can hold: `NEVER`. A comparison that waits for its right side alone is
    turned round: of *amount over limit* and an amount of 7, *limit under 7*.

    Facts of a measure are put in outside counts only, for a count is about every measure.
    """
    match condition:
        case tree.Compare():
            return _comparison(condition, facts)
        case tree.Count(part=part):
            common = {path: value for path, value in facts.items() if not is_of_measure(path)}
            return replace(condition, part=residual(part, common))
        case tree.AllOf() | tree.AnyOf() | tree.Not() | tree.Branch() | tree.Readings():
            return folded(rebuilt(condition, lambda part: residual(part, facts)))
        case _:
            assert_never(condition)


def folded(condition: tree.Condition) -> tree.Condition:
    """A condition of residuals, without those that are settled."""
    value = value_of(condition, {}, ())
    if value.truth is not Truth.UNKNOWN or all(trace.kind is not TraceKind.FACT for trace in value.traces):
        return settled(value.truth)
    match condition:
        case tree.AllOf(parts=parts) | tree.AnyOf(parts=parts):
            neutral = tree.ALWAYS if isinstance(condition, tree.AllOf) else NEVER
            flat = [inner for part in parts for inner in (part.parts if type(part) is type(condition) else (part,))]
            needed = tuple(dict.fromkeys(part for part in flat if part != neutral))
            return needed[0] if len(needed) == 1 else type(condition)(needed)
        case tree.Not(part=tree.Not(part=part)):
            return part
        case tree.Branch(part=part, doubt=None):
            return part
        case tree.Branch(part=part):
            return tree.Branch(part, "", OPEN.settling, OPEN.doubt)
        case tree.Readings(parts=parts):
            named = (tree.Branch(folded(each), str(n), OPEN.settling) for n, each in enumerate(parts))
            return tree.Readings(tuple(named), OPEN.settling)
        case tree.Compare() | tree.Count() | tree.Not():
            return condition
        case _:
            assert_never(condition)


def _comparison(node: tree.Compare, facts: Facts) -> tree.Condition:
    """A comparison with what is known of its two sides; one that waits only for its right side is turned round."""
    exists = None if node.only_for is None else residual(node.only_for, facts)
    if exists == NEVER:
        return NEVER
    only_for = exists if isinstance(exists, tree.Compare) else None
    known = tree.operand_value(node.operand, facts)
    assert not isinstance(known, str)  # only what is ordered is compared with another fact
    operand = node.operand if known is None else known
    if node.path not in facts:
        return tree.Compare(node.path, node.op, operand, only_for)
    value = facts[node.path]
    match operand:
        case tree.FactRef(path=other):
            assert isinstance(value, int | Decimal | date)
            return tree.Compare(other, _TURNED[node.op], value, only_for)
        case tree.DayFormula(path=year):
            assert isinstance(value, date)
            return tree.Compare(year, _TURNED[node.op], _year_of(operand, value, node.op), only_for)
        case _:
            return (only_for or tree.ALWAYS) if tree.holds_between(node.op, value, operand) else NEVER


def _year_of(formula: tree.DayFormula, day: date, op: Op) -> int:
    """The bound on the year that the comparison of a known day with the formula comes down to."""
    year, place = day.year - formula.years, (formula.month, formula.day)
    if op in (Op.AT_MOST, Op.OVER):  # the first year in which the formula's day is not earlier
        return year + (place < (day.month, day.day))
    return year - (place > (day.month, day.day))  # the last year in which it is not later

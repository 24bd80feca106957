"""Every small way in which a condition can be changed and still be written down: a value, an operator, a bound, a part.

Each change is told in words that name the part of the condition that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from grantrules.base.values import Value
from grantrules.language.condition import (
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
    Operand,
    Readings,
    Settling,
)
from grantrules.language.vocabulary import Fact, FactType, Vocabulary

Changed = tuple[str, Condition]
"""A change in words, and what the condition is after it."""

MADE_UP = "made-up-branch"


def changed_conditions(condition: Condition, words: Vocabulary) -> Iterator[Changed]:
    """The condition changed in one place, once for each way."""
    yield from _here(condition, words)
    parts = _parts(condition)
    for place, part in enumerate(parts):
        for said, made in changed_conditions(part, words):
            yield said, _with_parts(condition, (*parts[:place], made, *parts[place + 1 :]))


def resettled(condition: Condition, rule: str, *, favour: bool) -> Condition:
    """The condition with determinations working as they do where it is read under a rule and a verb."""
    match condition:
        case Compare():
            return condition
        case Not(part=part):
            return Not(resettled(part, rule, favour=not favour))
        case Count(op=op, part=part):
            more_is_better = op in (Op.AT_LEAST, Op.OVER)
            return replace(condition, part=resettled(part, rule, favour=favour is more_is_better))
        case AllOf() | AnyOf():
            return _with_parts(condition, tuple(resettled(each, rule, favour=favour) for each in condition.parts))
        case Branch():
            return _resettled_branch(condition, rule, favour=favour)
        case Readings(parts=parts):
            made = tuple(_resettled_branch(each, rule, favour=favour) for each in parts)
            return Readings(made, Settling(rule, favour))
        case _:
            assert_never(condition)


def _resettled_branch(branch: Branch, rule: str, *, favour: bool) -> Branch:
    return replace(branch, part=resettled(branch.part, rule, favour=favour), settling=Settling(rule, favour))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case Compare():
            return ()
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return parts
        case Readings(parts=readings):
            return readings
        case Not(part=part) | Count(part=part) | Branch(part=part):
            return (part,)
        case _:
            assert_never(condition)


def _with_parts(condition: Condition, parts: tuple[Condition, ...]) -> Condition:
    """The condition with other parts; of one reading, the reading itself."""
    match condition:
        case Compare():
            return condition
        case AllOf() | AnyOf():
            return type(condition)(parts)
        case Readings():
            readings = tuple(part for part in parts if isinstance(part, Branch))
            return readings[0] if len(readings) == 1 else replace(condition, parts=readings)
        case Not() | Count() | Branch():
            (part,) = parts
            return replace(condition, part=part)
        case _:
            assert_never(condition)


def _here(condition: Condition, words: Vocabulary) -> Iterator[Changed]:
    """The changes of a condition that leave its parts as they are."""
    match condition:
        case Compare():
            yield f"{shown(condition)} is negated", Not(condition)
            yield from _comparison(condition, words[condition.path], words)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            yield from _list(condition, parts)
        case Not(part=part):
            yield f"{shown(part)} is no longer negated", part
        case Count(part=part, op=op, limit=limit):
            yield f"the count of {shown(part)} is negated", Not(condition)
            for other in sorted(BOUNDS - {op}, key=lambda each: each.value):
                yield f"the count of {shown(part)} is {other.value} instead of {op.value}", replace(condition, op=other)
            for bound in (limit - 1, limit + 1) if limit else (limit + 1,):
                yield f"the count of {shown(part)} is {op.value} {bound}", replace(condition, limit=bound)
        case Branch(id=id_, doubt=doubt):
            for other in [None, *Doubt]:
                if other is not doubt:
                    says = f"is {other.value}" if other else "is not in doubt"
                    yield f"the branch `{id_}` {says}", replace(condition, doubt=other)
        case Readings(parts=readings):
            for place, part in enumerate(readings):
                rest = (*readings[:place], *readings[place + 1 :])
                yield f"the reading `{part.id}` is gone", _with_parts(condition, rest)
        case _:
            assert_never(condition)


def _list(condition: AllOf | AnyOf, parts: tuple[Condition, ...]) -> Iterator[Changed]:
    if len(parts) > 1:
        name, other = ("all", AnyOf(parts)) if isinstance(condition, AllOf) else ("any", AllOf(parts))
        yield f"{shown(condition)}: {'any' if name == 'all' else 'all'} instead of {name}", other
        for place, part in enumerate(parts):
            rest = (*parts[:place], *parts[place + 1 :])
            yield f"{shown(part)} is gone", type(condition)(rest)
    if isinstance(condition, AnyOf):
        for place, part in enumerate(parts):
            if not isinstance(part, Branch):
                made = in_doubt(part)
                yield f"{shown(part)} is in doubt", AnyOf((*parts[:place], made, *parts[place + 1 :]))


def in_doubt(part: Condition) -> Branch:
    """A part that nobody can say surely holds; under which rule is put right by `resettled`."""
    return Branch(part, MADE_UP, Settling("", True), Doubt.UNCLEAR)


def _comparison(node: Compare, fact: Fact, words: Vocabulary) -> Iterator[Changed]:
    name = node.path
    if node.op in BOUNDS:
        assert not isinstance(node.operand, frozenset)
        for op in sorted(BOUNDS - {node.op}, key=lambda each: each.value):
            if fact.type is not FactType.DATE or op is not Op.AT_LEAST:  # nothing that is written means that of a date
                yield f"`{name}` is {op.value} instead of {node.op.value}", replace(node, op=op)
        for said, operand in moved(node.operand, words):
            yield f"`{name}` is {node.op.value} {said}", replace(node, operand=operand)
        return
    assert isinstance(node.operand, frozenset)
    if node.op is not Op.ONE_OF:
        for other in sorted(SET_OPS - {node.op}, key=lambda each: each.value):
            yield f"{shown(node)}: {other.value} instead of {node.op.value}", replace(node, op=other)
    for said, values in _other_values(node.operand, fact):
        yield f"{shown(node)}: {said}", replace(node, operand=values)


def _other_values(values: frozenset[Value], fact: Fact) -> Iterator[tuple[str, frozenset[Value]]]:
    if len(values) > 1:
        for value in sorted(values, key=str):
            yield f"without {value}", values - {value}
    if fact.type is FactType.BOOLEAN:
        yield "the other of the two", frozenset({True, False}) - values
        yield "true or false", frozenset({True, False})
    for choice in fact.choices:
        if choice not in values:
            yield f"with {choice}", values | {choice}
    for value in sorted(values, key=str):
        if isinstance(value, int | Decimal | date) and not isinstance(value, bool):
            for said, other in moved(value, Vocabulary(())):
                assert isinstance(other, int | Decimal | date)
                yield f"{said} instead of {value}", values - {value} | {other}


def moved(operand: Operand, words: Vocabulary) -> Iterator[tuple[str, Operand]]:
    """A bound moved by one: a krone, a measure, a day, a year; or another fact of the same kind in its place."""
    match operand:
        case date():
            for day in (operand - timedelta(1), operand + timedelta(1)):
                yield f"{day}", day
        case int() | Decimal():
            for number in (operand - 1, operand + 1):
                yield f"{number}", number
        case DayFormula(month=month, day=day, path=path, years=years):
            for other in (date(2025, month, day) - timedelta(1), date(2025, month, day) + timedelta(1)):
                yield f"{other:%m-%d} of that year", replace(operand, month=other.month, day=other.day)
            for later in (years - 1, years + 1):
                yield f"{later} years after `{path}`", replace(operand, years=later)
        case FactRef(path=path):
            fact = words[path]
            for other_path, other_fact in words.items():
                if other_path != path and (other_fact.type, other_fact.root) == (fact.type, fact.root):
                    yield f"`{other_path}`", FactRef(other_path)
        case frozenset():
            raise ValueError("a list of values has no bound to move")
        case _:
            assert_never(operand)


def shown(condition: Condition) -> str:
    """A condition in as few words as tell it from its neighbours."""
    match condition:
        case Compare(path=path, op=op, operand=frozenset() as values):
            listed = ", ".join(sorted(str(value).lower() for value in values))
            few = listed if len(listed) < 40 else f"{listed[:37]}..."
            return f"`{path}` {op.value.replace('_', ' ')} [{few}]"
        case Compare(path=path, op=op):
            return f"`{path}` {op.value}"
        case AllOf(parts=parts):
            return f"all of ({'; '.join(shown(part) for part in parts)})"
        case AnyOf(parts=parts):
            return f"any of ({'; '.join(shown(part) for part in parts)})"
        case Not(part=part):
            return f"not {shown(part)}"
        case Count(part=part):
            return f"the count of {shown(part)}"
        case Branch(id=id_):
            return f"the branch `{id_}`"
        case Readings(parts=parts):
            return f"the readings {' and '.join(f'`{part.id}`' for part in parts)}"
        case _:
            assert_never(condition)

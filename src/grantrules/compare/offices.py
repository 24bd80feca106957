"""Whose rule a rule is: everybody's, or one office's."""

from __future__ import annotations

from collections.abc import Iterable

from grantrules.language.condition import ALWAYS, All, Any, Branch, Compare, Condition, Count, Not, Op, Readings
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import Rule, Verb

_Offices = frozenset[str] | None
"""Some offices, or `None` for any office."""


def office_of(rule: Rule) -> str | None:
    """The one office at which alone the rule surely does anything, be that by its guard or by its condition.

    A silent rule is that of the office that its guard asks for.
    """
    return _one(_holds_at(rule.guard or ALWAYS)) or _one(_does_at(rule))


def _does_at(rule: Rule) -> _Offices:
    """The offices at which what the rule states can surely make a difference."""
    if rule.verb is Verb.ASSESS:
        return None
    return _fails_at(rule.condition) if rule.verb.implies else _holds_at(rule.condition)


def _one(offices: _Offices) -> str | None:
    return next(iter(offices)) if offices is not None and len(offices) == 1 else None


def _holds_at(condition: Condition) -> _Offices:
    """The offices at which a condition can surely hold."""
    match condition:
        case Compare(path=path, op=Op.ONE_OF, operand=frozenset() as offices) if path == OFFICE:
            return frozenset(map(str, offices))
        case All(parts=parts):
            return _in_each(map(_holds_at, parts))
        case Any(parts=parts):
            return _in_some([_holds_at(part) for part in parts])
        case Not(part=part):
            return _fails_at(part)
        case Branch(part=part, doubt=None):
            return _holds_at(part)
        case Branch():
            return frozenset()
        case Readings(parts=parts):
            return _in_each(_holds_at(part) for part in parts)
        case Compare() | Count():
            return None


def _fails_at(condition: Condition) -> _Offices:
    """The offices at which a condition can surely fail."""
    match condition:
        case All(parts=parts):
            return _in_some([_fails_at(part) for part in parts])
        case Any(parts=parts):
            return _in_each(map(_fails_at, parts))
        case Not(part=part):
            return _holds_at(part)
        case Branch(part=part):
            return _fails_at(part)
        case Readings(parts=parts):
            return _in_each(_fails_at(part) for part in parts)
        case Compare() | Count():
            return None


def _in_each(parts: Iterable[_Offices]) -> _Offices:
    some = [each for each in parts if each is not None]
    return frozenset.intersection(*some) if some else None


def _in_some(parts: list[_Offices]) -> _Offices:
    some = [each for each in parts if each is not None]
    return frozenset[str]().union(*some) if len(some) == len(parts) else None

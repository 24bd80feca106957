"""Three-valued conditions as pairs of two-valued formulas: *surely holds* and *surely fails*.

This is what every executor compiles. The formulas are never null and need no third value: a missing
fact makes both of its tests false, `not` swaps the pair, a count becomes an interval.
The reference evaluator does not import this module, so that an error in it cannot hide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from grantrules.language import condition as tree
from grantrules.language.condition import ACCEPTED, REJECTED, Op


@dataclass(frozen=True, slots=True)
class Constant:
    """Always true, or always false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Tested:
    """Every fact that the comparison reads is stated, and it comes out as `outcome`."""

    compare: tree.Compare
    outcome: bool


@dataclass(frozen=True, slots=True)
class Determined:
    """The determination under `key` is one of `verdicts`."""

    key: str
    verdicts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """There are measures, and of the two ends of the interval the one that decides is past the bound.

    The lower end counts the measures for which the part surely holds, the upper end those for which
    it does not surely fail.
    """

    part: Pair
    lower_end: bool
    op: Op
    limit: int


@dataclass(frozen=True, slots=True)
class Both:
    """Every part is true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part is true."""

    parts: tuple[Formula, ...]


Formula = Constant | Tested | Determined | Counted | Both | Either


@dataclass(frozen=True, slots=True)
class Pair:
    """When a condition surely holds and when it surely fails; never both, and neither while it is open."""

    holds: Formula
    fails: Formula

    def swapped(self) -> Pair:
        """The pair of the negation."""
        return Pair(self.fails, self.holds)


TRUE, FALSE = Constant(True), Constant(False)


def lower(condition: tree.Condition) -> Pair:
    """The pair of formulas for a condition."""
    match condition:
        case tree.Compare(only_for=None):
            return Pair(Tested(condition, True), Tested(condition, False))
        case tree.Compare(only_for=only_for):
            assert only_for is not None
            exists, bare = lower(only_for), replace(condition, only_for=None)
            return Pair(both(exists.holds, Tested(bare, True)), either(exists.fails, Tested(bare, False)))
        case tree.AllOf(parts=parts):
            pairs = [lower(part) for part in parts]
            return Pair(both(*(pair.holds for pair in pairs)), either(*(pair.fails for pair in pairs)))
        case tree.AnyOf(parts=parts):
            return lower(tree.AllOf(tuple(tree.Not(part) for part in parts))).swapped()
        case tree.Not(part=part):
            return lower(part).swapped()
        case tree.Count(part=part, op=op, limit=limit):
            return _count(lower(part), op, limit)
        case tree.Branch(part=part, doubt=None):
            return lower(part)
        case tree.Branch():
            return _doubtful(condition)
        case tree.Readings():
            return _readings(condition)
        case _:
            assert_never(condition)


def both(*parts: Formula) -> Formula:
    """The conjunction, flat and without constants."""
    return _joined(Both, TRUE, parts)


def either(*parts: Formula) -> Formula:
    """The disjunction, flat and without constants."""
    return _joined(Either, FALSE, parts)


def _joined(kind: type[Both | Either], neutral: Constant, parts: tuple[Formula, ...]) -> Formula:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    needed = tuple(dict.fromkeys(part for part in flat if part != neutral))
    settling = Constant(not neutral.value)
    if settling in needed:
        return settling
    return needed[0] if len(needed) == 1 else kind(needed) if needed else neutral


_OPPOSITE = {Op.AT_LEAST: Op.UNDER, Op.UNDER: Op.AT_LEAST, Op.AT_MOST: Op.OVER, Op.OVER: Op.AT_MOST}


def _count(part: Pair, op: Op, limit: int) -> Pair:
    """More than a bound is sure where the lower end is past it; less, where the upper end is."""
    more = op in (Op.AT_LEAST, Op.OVER)
    return Pair(Counted(part, more, op, limit), Counted(part, not more, _OPPOSITE[op], limit))


def _doubtful(node: tree.Branch) -> Pair:
    part = lower(node.part)
    for_it, against_it = _verdicts(node.settling)
    settled_for = Determined(node.settling.key, frozenset({node.id, for_it}))
    settled_against = Determined(node.settling.key, frozenset({against_it}))
    return Pair(both(part.holds, settled_for), either(part.fails, settled_against))


def _readings(node: tree.Readings) -> Pair:
    key = node.settling.key
    for_it, against_it = (Determined(key, frozenset({verdict})) for verdict in _verdicts(node.settling))
    pairs = {Determined(key, frozenset({part.id})): lower(part) for part in node.parts}
    return Pair(
        _by_reading({chosen: pair.holds for chosen, pair in pairs.items()}, for_it),
        _by_reading({chosen: pair.fails for chosen, pair in pairs.items()}, against_it),
    )


def _by_reading(readings: Mapping[Determined, Formula], any_of_them: Formula) -> Formula:
    """That every reading is so, or the one that was chosen, or any at all where it was determined so."""
    every = readings.values()
    chosen = (both(*each) for each in readings.items())
    return either(both(*every), *chosen, both(any_of_them, either(*every)))


def _verdicts(settling: tree.Settling) -> tuple[str, str]:
    """The determination that decides for a node, and the one that decides against it."""
    return (ACCEPTED, REJECTED) if settling.favour else (REJECTED, ACCEPTED)

"""What a condition that does not hold would take to hold: of its branches, the one that came nearest.

A rule with many branches is told by one of them: the one for which fewest facts would have to be stated otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import NamedTuple, assert_never

from grantrules.base.values import Value
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.tracing import World, condition_kind
from grantrules.language import condition as tree

MOST_WAYS = 512
"""So many ways for a condition to hold are looked at; with more, the nearest of those is told."""


class Demand(NamedTuple):
    """That a comparison or a count comes out so."""

    node: tree.Compare | tree.Count
    holds: bool

    @property
    def fact(self) -> str | None:
        """The fact that it is about; none where it counts measures."""
        return self.node.path if isinstance(self.node, tree.Compare) else None

    def is_met(self, world: World) -> bool:
        """Whether it surely comes out so."""
        return condition_kind(self.node, world) is (OutcomeKind.HELD if self.holds else OutcomeKind.FAILED)


@dataclass(frozen=True)
class Way:
    """One way for a condition to hold: where all its demands are met, it surely does.

    `unmet` are those that are not met, and `others` says how many other branches there are.
    """

    demands: tuple[Demand, ...]
    unmet: tuple[Demand, ...]
    others: int = 0

    @property
    def changes(self) -> int:
        """How many facts would have to be stated otherwise, a count of measures being one."""
        return len({demand.fact or demand for demand in self.unmet})


def nearest_way(condition: tree.Condition, world: World, *, holds: bool = True) -> Way | None:
    """The way with the fewest changes for a condition to hold, or not to; none where no facts alone can make it so.

    Of `{any: [{application.signed: true}, {application.staff: {over: 5}, application.rural: true}]}`, where nothing is
    signed, three work there and it is not rural, the first branch is one change away and the second two: the way is to
    sign, and there is one other. A branch in doubt is no way, since with it the condition never surely holds. Branches
    that only ask for other values of the same fact are one way.
    """
    branches = condition.parts if isinstance(condition, tree.AnyOf) and holds else (condition,)
    ways = [(number, _way(demands, world)) for number, each in enumerate(branches) for demands in _ways(each, holds)]
    if not ways:
        return None
    own, nearest = min(ways, key=lambda way: (way[1].changes, len(way[1].unmet)))
    told = _choice(nearest)
    if told is None:
        return Way(nearest.demands, nearest.unmet, len({number for number, _ in ways}) - 1)
    choices = [(number, _choice(way)) for number, way in ways]
    alike = [each for _, each in choices if each is not None and each.path == told.path]
    values = frozenset(value for each in alike for value in _values(each))
    others = {number for number, each in choices if each is None or each.path != told.path}
    wider = (Demand(replace(told, operand=values), True),)
    return Way(wider, wider, len(others - {own}))


def _choice(way: Way) -> tree.Compare | None:
    """The comparison of a fact with some values, where that is all that a way asks for and it is not met."""
    if len(way.unmet) != 1 or way.demands != way.unmet:
        return None
    node, holds = way.unmet[0]
    return node if holds and isinstance(node, tree.Compare) and node.op is tree.Op.ONE_OF else None


def _values(node: tree.Compare) -> frozenset[Value]:
    assert isinstance(node.operand, frozenset)
    return node.operand


def _way(demands: Iterable[Demand], world: World) -> Way:
    every = tuple(dict.fromkeys(demands))
    return Way(every, tuple(demand for demand in every if not demand.is_met(world)))


Demands = tuple[Demand, ...]


def _ways(node: tree.Condition, holds: bool) -> Iterator[Demands]:
    """Every way for a condition surely to come out so."""
    return islice(_all_ways(node, holds), MOST_WAYS)


def _all_ways(node: tree.Condition, holds: bool) -> Iterator[Demands]:
    match node:
        case tree.Compare(only_for=None) | tree.Count():
            yield (Demand(node, holds),)
        case tree.Compare(only_for=only_for):
            assert only_for is not None
            yield (Demand(only_for, True), Demand(replace(node, only_for=None), holds))
            if not holds:
                yield from _ways(only_for, False)
        case tree.AllOf(parts=parts) | tree.AnyOf(parts=parts):
            yield from _together(parts, holds) if isinstance(node, tree.AllOf) is holds else _apart(parts, holds)
        case tree.Not(part=part):
            yield from _ways(part, not holds)
        case tree.Branch(doubt=doubt, part=part):
            yield from () if holds and doubt is not None else _ways(part, holds)
        case tree.Readings(parts=readings):
            yield from _together(readings, holds)
        case _:
            assert_never(node)


def _together(parts: Sequence[tree.Condition], holds: bool) -> Iterator[Demands]:
    for chosen in product(*(tuple(_ways(part, holds)) for part in parts)):
        yield tuple(demand for demands in chosen for demand in demands)


def _apart(parts: Sequence[tree.Condition], holds: bool) -> Iterator[Demands]:
    for part in parts:
        yield from _ways(part, holds)

"""How many measures can satisfy the conditions that are counted, all at once.

Measures are told apart by how the counted conditions come out for them. An application can list any
number of each kind, so the numbers that can occur are the sums over kinds; past every bound, more of
them change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grantrules.evaluation.representatives import next_fact, representatives
from grantrules.evaluation.residual import folded, rebuilt, residual, settled, truth_of
from grantrules.intake.stated import Facts
from grantrules.language.condition import Compare, Condition, Count, compare, walk
from grantrules.language.truth import Truth, agreement
from grantrules.language.vocabulary import Fact

Kind = tuple[Truth, ...]
"""How each counted condition comes out for a measure."""

Tally = tuple[tuple[int, int], ...]
"""Of each counted condition, for how many measures it surely holds, and for how many it may."""


def counts_in(conditions: Iterable[Condition]) -> tuple[Count, ...]:
    """Every count in some conditions, once."""
    nodes = (node for condition in conditions for node in walk(condition))
    return tuple(dict.fromkeys(node for node in nodes if isinstance(node, Count)))


def compares_in(conditions: Iterable[Condition], *, into_counts: bool = True) -> list[Compare]:
    """Every comparison in some conditions, as often as it stands there."""
    nodes = (node for condition in conditions for node in walk(condition, into_counts=into_counts))
    return [node for node in nodes if isinstance(node, Compare)]


def kinds(parts: Sequence[Condition], words: Mapping[str, Fact]) -> Mapping[Kind, Facts]:
    """Every kind of measure that there can be, with facts of one such measure."""
    found: dict[Kind, Facts] = {}
    waiting: list[tuple[tuple[Condition, ...], Facts]] = [(tuple(parts), {})]
    seen = set()
    while waiting:
        left, facts = waiting.pop()
        among = compares_in(left)
        if not among:
            found.setdefault(tuple(truth_of(part) for part in left), facts)
        elif left not in seen:
            path = next_fact(among, words)
            for value in representatives(words[path], among):
                known = {path: value}
                waiting.append((tuple(residual(part, known) for part in left), {**facts, **known}))
        seen.add(left)
    return found


def tallies(
    counts: Sequence[Count], first: Mapping[Kind, Facts], others: Mapping[Kind, Facts]
) -> Iterator[tuple[Tally, tuple[Facts, ...]]]:
    """Every tally that an application can come to, with its measures: one of the first kinds, then any others."""
    most = tuple(count.limit + 1 for count in counts)
    none = tuple((0, 0) for _ in counts)
    found: dict[Tally, tuple[Facts, ...]] = {}
    for kind, facts in first.items():
        found.setdefault(_with(none, kind, most), (facts,))
    waiting = list(found)
    while waiting:
        tally = waiting.pop(0)
        yield tally, found[tally]
        for kind, facts in others.items():
            more = _with(tally, kind, most)
            if more not in found:
                found[more] = (*found[tally], facts)
                waiting.append(more)


def _with(tally: Tally, kind: Kind, most: Sequence[int]) -> Tally:
    """The tally with one measure more, no number larger than it matters."""
    return tuple(
        (min(surely + (truth is Truth.TRUE), limit), min(perhaps + (truth is not Truth.FALSE), limit))
        for (surely, perhaps), truth, limit in zip(tally, kind, most, strict=True)
    )


def counted(condition: Condition, counts: Sequence[Count], tally: Tally) -> Condition:
    """The residual of a condition once the tally of its counts is known."""
    match condition:
        case Compare():
            return condition
        case Count(op=op, limit=limit):
            numbers = tally[counts.index(condition)]
            return settled(agreement(Truth.of(compare(op, number, limit)) for number in numbers))
        case _:
            return folded(rebuilt(condition, lambda part: counted(part, counts, tally)))

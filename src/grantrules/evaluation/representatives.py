"""The few that stand for all others: values of a fact, kinds of measures, and numbers of measures of each kind.

No comparison among some can tell more values apart. Measures are told apart by how the counted conditions come out for
them. An application can list any number of each kind, so the numbers that can occur are the sums over kinds; past every
bound, more of them change nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import assert_never

from grantrules.base.municipalities import numbers
from grantrules.base.values import Value
from grantrules.evaluation.reference import Truth, agreement
from grantrules.evaluation.residual import folded, rebuilt, residual, settled, truth_of
from grantrules.intake.stated import Facts
from grantrules.language import condition as tree
from grantrules.language.condition import Op
from grantrules.language.vocabulary import Fact, FactType

_ANY_YEAR = 2030


def representatives(fact: Fact, among: Collection[tree.Compare]) -> tuple[Value, ...]:
    """Values of a fact such that for each value that it can have, one of them comes out the same everywhere.

    Of a whole number that is compared with *at least 5* and *over 9* these are 10, 4 and 5: more than 9, less than 5,
    and between the two. Of a choice that is compared with *county* alone they are that, and one of the others.

    Of facts that are compared with each other, the values realise every order, whatever values the others
    get in turn from this function once this one is known.
    """
    values = [value for value in _values(fact, among) if _can_be(fact, value)]
    if any(fact.path in node.reads and len(node.reads) > 1 for node in among):
        return tuple(dict.fromkeys(values))
    tests = _tests(fact.path, among)
    return tuple({_outcomes(value, tests): value for value in reversed(values)}.values())


def next_fact(
    among: Collection[tree.Compare], known_next: Collection[str], first: Collection[tree.Compare] = ()
) -> str:
    """Which of some facts is best made known next: one that others hang on, that many comparisons read.

    Those that stand `first` are looked at before the rest, and a year before the days that hang on it.
    """
    for looked_at in ([_root(node) for node in first], [_root(node) for node in among], among):
        read = Counter(path for node in looked_at for path in node.reads if path in known_next)
        if read:
            path = min(read, key=lambda each: (-read[each], each))
            linked = _linked(path, among)
            return min((day.path for day in _formulas(linked, among) if day.path in known_next), default=path)
    raise ValueError("none of the comparisons reads any of the facts")


def _root(node: tree.Compare) -> tree.Compare:
    return node if node.only_for is None else _root(node.only_for)


def _values(fact: Fact, among: Collection[tree.Compare]) -> Iterable[Value]:
    match fact.type:
        case FactType.BOOLEAN:
            return (True, False)
        case FactType.CHOICE:
            return fact.choices
        case FactType.CHOICES:
            return _sets(fact, among)
        case FactType.TEXT | FactType.ORGANISATION_NUMBER:
            mentioned = sorted(map(str, _constants({fact.path}, among)))
            return (*mentioned, "".join((*mentioned, "?")))
        case FactType.MUNICIPALITY_NUMBER:
            mentioned = sorted(map(str, _constants({fact.path}, among)))
            return (*mentioned, *(number for number in numbers() if number not in mentioned))[: len(mentioned) + 1]
        case FactType.YEAR:
            return _years(fact.path, among)
        case FactType.INTEGER:
            linked = _linked(fact.path, among)
            return _spread({each for each in _constants(linked, among) if isinstance(each, int)}, len(linked), 0)
        case FactType.MONEY:
            return _amounts(_constants(_linked(fact.path, among), among))
        case FactType.DATE:
            linked = _linked(fact.path, among)
            points = {day for day in _constants(linked, among) if isinstance(day, date)}
            for day in _formulas(linked, among):
                points |= {day.on(year) for year in _years(day.path, among)}
            ordinals = {day.toordinal() for day in points}
            near = _spread(ordinals, len(linked), date(_ANY_YEAR, 1, 1).toordinal())
            return [date.fromordinal(each) for each in near if 1 <= each <= date.max.toordinal()]


def _can_be(fact: Fact, value: Value) -> bool:
    try:
        fact.read(value)
    except ValueError:
        return False
    return True


def _tests(path: str, among: Iterable[tree.Compare]) -> list[tree.Compare]:
    return [node for node in among if node.path == path and len(node.reads) == 1]


def _outcomes(value: Value, tests: Iterable[tree.Compare]) -> tuple[bool, ...]:
    return tuple(tree.comes_out(node, {node.path: value}) for node in tests)


def _linked(path: str, among: Collection[tree.Compare]) -> set[str]:
    """The fact and those that it is compared with, directly or through others."""
    linked: set[str] = set()
    waiting = {path}
    while waiting:
        linked |= waiting
        waiting = {other for node in among if linked.intersection(node.reads) for other in node.reads} - linked
    return linked


def _constants(paths: Collection[str], among: Iterable[tree.Compare]) -> set[Value]:
    """The values that some facts are compared with."""
    found: set[Value] = set()
    for operand in (node.operand for node in among if node.path in paths):
        if isinstance(operand, frozenset):
            found |= operand
        elif not isinstance(operand, tree.FactRef | tree.DayFormula):
            found.add(operand)
    return found


def _formulas(paths: Collection[str], among: Iterable[tree.Compare]) -> list[tree.DayFormula]:
    """The days that hang on a year among some facts."""
    return [node.operand for node in among if isinstance(node.operand, tree.DayFormula) and node.operand.path in paths]


def _sets(fact: Fact, among: Iterable[tree.Compare]) -> list[Value]:
    """Sets that the comparisons tell apart; how a union comes out hangs only on how its two sets do."""
    tests = _tests(fact.path, among)
    for node in tests:
        match node.op:
            case Op.ANY_IN | Op.ALL_IN:
                pass  # an operator whose union can hold what neither set does: put a test for each of its values here instead
            case Op.ONE_OF | Op.AT_LEAST | Op.AT_MOST | Op.OVER | Op.UNDER:
                raise TypeError(f"{node.op.value} cannot compare a set")
            case _:
                assert_never(node.op)
    empty: frozenset[str] = frozenset()
    found = {_outcomes(empty, tests): empty}
    waiting = [empty]
    while waiting:
        smaller = waiting.pop()
        for choice in fact.choices:
            larger = smaller | {choice}
            if found.setdefault(_outcomes(larger, tests), larger) is larger:
                waiting.append(larger)
    return list(found.values())


def _spread(points: set[int], facts: int, otherwise: int) -> list[int]:
    """The points and values between and around them, with room on both sides for the other facts."""
    ordered = sorted(points) or [otherwise]
    between: list[int] = []
    for low, high in pairwise(ordered):
        between += range(low + 1, high) if high - low <= 2 * facts else [(low + high) // 2]
    return [*ordered, *between, ordered[0] - facts, ordered[-1] + facts]


def _amounts(points: set[Value]) -> list[Value]:
    """The amounts and others between and around them; between any two there is always another."""
    ordered = sorted(Decimal(point) for point in points if isinstance(point, int | Decimal)) or [Decimal(0)]
    return [*ordered, *((low + high) / 2 for low, high in pairwise(ordered)), ordered[0] - 1, ordered[-1] + 1]


def _years(path: str, among: Collection[tree.Compare]) -> list[int]:
    """Years in every order to each other and to the days that hang on them.

    Such an order comes down to bounds on how far a year lies after a given year or after another of the
    facts; values that keep all bounds are found within as many steps as there are facts.
    """
    linked = _linked(path, among)
    constants = _constants(linked, among)
    start = {each for each in constants if isinstance(each, int)}
    days = _formulas(linked, among)
    if not days:
        return _spread(start, len(linked), _ANY_YEAR)
    with_years = [node for node in among if isinstance(node.operand, tree.FactRef)]
    years = {year for day in days for year in _linked(day.path, with_years)}
    shifts = {day.years for day in days}
    start |= {each.year - shift for each in constants if isinstance(each, date) for shift in shifts}
    steps = {one - other for one in shifts for other in shifts} if len(years) > 1 else {0}
    found = start or {_ANY_YEAR}
    for _ in years:
        found = {year + step + one for year in found for step in steps for one in (-1, 0, 1)}
    return sorted(found)


Kind = tuple[Truth, ...]
"""How each counted condition comes out for a measure."""

Tally = tuple[tuple[int, int], ...]
"""Of each counted condition, for how many measures it surely holds, and for how many it may."""


def counts_in(conditions: Iterable[tree.Condition]) -> tuple[tree.Count, ...]:
    """Every count in some conditions, once."""
    nodes = (node for condition in conditions for node in tree.walk(condition))
    return tuple(dict.fromkeys(node for node in nodes if isinstance(node, tree.Count)))


def compares_in(conditions: Iterable[tree.Condition], *, into_counts: bool = True) -> list[tree.Compare]:
    """Every comparison in some conditions, as often as it stands there."""
    nodes = (node for condition in conditions for node in tree.walk(condition, into_counts=into_counts))
    return [node for node in nodes if isinstance(node, tree.Compare)]


def kinds(parts: Sequence[tree.Condition], words: Mapping[str, Fact]) -> Mapping[Kind, Facts]:
    """Every kind of measure that there can be, with facts of one such measure.

    Of *rural* and *rural with staff* there are three kinds: both hold (rural, with staff), the first alone does (rural,
    without), and neither does (not rural, and then nobody asks for staff).
    """
    found: dict[Kind, Facts] = {}
    waiting: list[tuple[tuple[tree.Condition, ...], Facts]] = [(tuple(parts), {})]
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
    counts: Sequence[tree.Count], first: Mapping[Kind, Facts], others: Mapping[Kind, Facts]
) -> Iterator[tuple[Tally, tuple[Facts, ...]]]:
    """Every tally that an application can come to, with its measures: one of the first kinds, then any others.

    Of *at least 1 rural measure* there are three: one measure that is rural, one that is not, and two that are. More
    measures change nothing: each number is kept up to one past the bound.
    """
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


def counted(condition: tree.Condition, counts: Sequence[tree.Count], tally: Tally) -> tree.Condition:
    """The residual of a condition once the tally of its counts is known."""
    match condition:
        case tree.Compare():
            return condition
        case tree.Count(op=op, limit=limit):
            numbers = tally[counts.index(condition)]
            return settled(agreement(Truth.of(tree.holds_between(op, number, limit)) for number in numbers))
        case tree.AllOf() | tree.AnyOf() | tree.Not() | tree.Branch() | tree.Readings():
            return folded(rebuilt(condition, lambda part: counted(part, counts, tally)))
        case _:
            assert_never(condition)

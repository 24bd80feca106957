"""Facts as properties of a message, and comparisons as conditions on them.

What durable-rules cannot compare exactly (one fact with another, sets, numbers out of reach) is
compared beforehand, and posted as `true` or `false` under a name of its own. The package finds a
property by a 32-bit hash of its name, so no two names may have one hash.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeGuard

from grantrules.base.values import Value
from grantrules.evaluation.executors.durable.engine import ALWAYS, POSTED, Message
from grantrules.evaluation.executors.durable.values import Scale, write
from grantrules.evaluation.polarity import Test
from grantrules.evaluation.world import World
from grantrules.intake.stated import Facts
from grantrules.language.condition import BOUNDS, Compare, DayFormula, FactRef, Op

Expression = dict[str, Any]
"""A condition as durable-rules reads it."""

MOST_VALUES = 32
"""A list of more values than this is compared beforehand; 512 is where durable-rules gives up."""

_ORDER = {Op.AT_LEAST: "$gte", Op.AT_MOST: "$lte", Op.OVER: "$gt", Op.UNDER: "$lt"}
_OPPOSITE = {Op.AT_LEAST: "$lt", Op.AT_MOST: "$gt", Op.OVER: "$lte", Op.UNDER: "$gte"}
# fmt: off
_MEANING_SOMETHING = (
    "all", "any", "pri", "count", "cap", "dist", "name", "id", "sid", "$s", "$i", "$l", "$r", "$m", "$forward",
    "$time", "$timerName", "$baseTime", "$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$ex", "$nex", "$mt", "$imt",
    "$iall", "$iany", "$or", "$and", "$add", "$sub", "$mul", "$div", ALWAYS, POSTED,
)
# fmt: on


def name_hash(name: str) -> int:
    """The hash under which durable-rules looks a property up (FNV-1a, 32 bits)."""
    hashed = 0x811C9DC5
    for byte in name.encode("ascii"):
        hashed = (hashed ^ byte) * 16777619 % 2**32
    return hashed


RESERVED = frozenset(name_hash(word) for word in _MEANING_SOMETHING)
"""The hashes of names that mean something to durable-rules or are in every message."""


class Names:
    """Readable names without escapes, no two with one hash."""

    def __init__(self) -> None:
        self._taken = set(RESERVED)

    def new(self, wanted: str) -> str:
        """The wanted name, or one like it."""
        plain = re.sub(r"[^A-Za-z0-9_.:,+ -]", "_", wanted)[:100]
        number, name = 1, plain
        while name_hash(name) in self._taken:
            number += 1
            name = f"{plain} {number}"
        self._taken.add(name_hash(name))
        return name


@dataclass(frozen=True)
class Posted:
    """What the messages to one ruleset hold: facts as they are, and comparisons made beforehand, each by its name."""

    facts: tuple[tuple[str, str, Scale | None], ...]
    compared: tuple[tuple[str, Compare], ...]

    def message(self, id_: str, facts: Facts) -> Message:
        """The message for some facts; what is not stated is not in it."""
        made: dict[str, str | int] = {"id": id_, ALWAYS: 0}
        for name, path, scale in self.facts:
            if path in facts:
                made[name] = write(facts[path], scale)
        world = World(facts, ())
        for name, compare in self.compared:
            if not world.missing(compare):
                made[name] = write(world.test(compare), None)
        return made

    def __len__(self) -> int:
        return len(self.facts) + len(self.compared)

    def described(self) -> dict[str, dict[str, object]]:
        """What each property holds, by name."""
        made: dict[str, dict[str, object]] = {}
        for name, path, scale in self.facts:
            numbers = {"times": scale.factor, "lowest": scale.lowest, "highest": scale.highest} if scale else {}
            made[name] = {"fact": path, **numbers}
        return made | {name: {"compared": _in_words(compare)} for name, compare in self.compared}


class Properties:
    """Every property that some rules read: its name, what is posted under it, and how rules compare it."""

    def __init__(self, tests: Iterable[Test], whole: Container[str] = ()) -> None:
        compares = dict.fromkeys(test.compare for test in tests)
        numbers: dict[str, list[int | Decimal]] = {}
        for each in compares:
            numbers.setdefault(each.path, []).extend(filter(_is_number, _constants(each)))
        scales = {path: Scale.of(constants, path in whole) for path, constants in numbers.items()}
        self._scales = {path: scale for path, scale in scales.items() if scale}
        self._inside = {each for each in compares if self._can_be_inside(each)}
        names = Names()
        self._paths = {path: names.new(path) for path in dict.fromkeys(each.path for each in self._inside)}
        self._outside = {each: names.new(_in_words(each)) for each in compares if each not in self._inside}

    def name(self, compare: Compare) -> str:
        """The property that a comparison is about."""
        return self._paths[compare.path] if compare in self._inside else self._outside[compare]

    def expression(self, test: Test) -> Expression:
        """The condition for a test. It can only hold where the property is posted."""
        compare, name = test.compare, self.name(test.compare)
        if compare not in self._inside:
            return {name: write(test.outcome, None)}
        scale = self._scales.get(compare.path)
        constants = [write(each, scale) for each in _constants(compare)]
        if compare.op in BOUNDS:
            operator = (_ORDER if test.outcome else _OPPOSITE)[compare.op]
            return {operator: {name: constants[0]}}
        if test.outcome:
            return any_of([{name: constant} for constant in constants])
        return all_of([{"$neq": {name: constant}} for constant in constants])

    def posted(self, tests: Iterable[Test]) -> Posted:
        """What must be posted for some of the tests."""
        compares = dict.fromkeys(test.compare for test in tests)
        paths = dict.fromkeys(each.path for each in compares if each in self._inside)
        return Posted(
            tuple((self._paths[path], path, self._scales.get(path)) for path in paths),
            tuple((self._outside[each], each) for each in compares if each not in self._inside),
        )

    def _can_be_inside(self, compare: Compare) -> bool:
        constants = _constants(compare)
        if not 1 <= len(constants) <= MOST_VALUES:
            return False
        if compare.op in BOUNDS and isinstance(constants[0], str | bool | frozenset):
            return False
        return all(not isinstance(each, frozenset) and self._in_reach(compare.path, each) for each in constants)

    def _in_reach(self, path: str, value: Value) -> bool:
        return not _is_number(value) or (path in self._scales and self._scales[path].reaches(value))


def _is_number(value: Value) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def any_of(parts: list[Expression]) -> Expression:
    """A flat disjunction."""
    return _joined("$or", parts)


def all_of(parts: list[Expression]) -> Expression:
    """A flat conjunction."""
    return _joined("$and", parts)


def _joined(operator: str, parts: list[Expression]) -> Expression:
    flat = [inner for part in parts for inner in part.get(operator, (part,))]
    return flat[0] if len(flat) == 1 else {operator: flat}


def _constants(compare: Compare) -> list[Value]:
    """The constants that a comparison is with; none where it must be made beforehand."""
    match compare.operand:
        case FactRef() | DayFormula():
            return []
        case frozenset() if compare.op is not Op.ONE_OF:
            return []
        case frozenset() as values:
            return sorted(values, key=lambda value: (type(value).__name__, str(value)))
        case constant:
            return [constant]


def _in_words(compare: Compare) -> str:
    match compare.operand:
        case FactRef(path=path):
            operand = path
        case DayFormula(month=month, day=day, path=path, years=years):
            operand = f"{month:02}-{day:02} of {path} + {years}"
        case frozenset() as values:
            operand = ", ".join(sorted(map(str, values)))
        case constant:
            operand = str(constant)
    return f"{compare.path} {compare.op.value} {operand}"

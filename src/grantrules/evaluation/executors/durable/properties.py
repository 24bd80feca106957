"""How facts, values and comparisons are written for durable-rules, so that it compares them exactly.

The package knows strings, whole numbers and fractions, and mixes them up: `true == 1`, `"5" == 5`.
It takes the length of text modulo 65,536, reads fractions as the locale has it, and cannot hold large
numbers. So text begins with `=` and long text is a digest, yes and no are the words `true` and
`false`, a date is the number 20260301, and an amount is a whole number on a scale of its own.

What it cannot compare exactly (one fact with another, sets, numbers out of reach) is compared beforehand, and
posted as `true` or `false` under a name of its own. The package finds a property by a 32-bit hash of its name, so no
two names may have one hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_FLOOR, Context, Decimal
from hashlib import sha256
from typing import Any, TypeGuard

from grantrules.base.values import Value
from grantrules.evaluation.executors.durable.engine import ALWAYS_TRUE, POSTED, Message
from grantrules.evaluation.polarity import Tested
from grantrules.intake.stated import Facts
from grantrules.language.condition import BOUNDS, Compare, DayFormula, FactRef, Op, comes_out

REACH = 2**31 - 2
"""The largest number in a rule: the package reads them as `long`, which is 32 bits wide on Windows."""

MOST_DIGITS = 6
"""The most decimals that a number in a rule can have and be compared inside."""

LONG = 200
"""Text that takes more characters than this in JSON is written as a digest."""

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of one fact are written: multiplied, then cut off where no rule could tell the difference.

    The factor has a digit to spare, so that an amount between two constants stays between them.
    """

    factor: int
    lowest: int
    highest: int

    @staticmethod
    def of(numbers: Sequence[int | Decimal], whole: bool) -> Scale | None:
        """The scale for a fact that is compared with these numbers; none if all of them are out of reach."""
        decimals = [each for each in map(_decimals, numbers) if each <= MOST_DIGITS]
        factor = 10 ** (max(decimals, default=0) + (0 if whole else 1))
        within = [scaled for number in numbers if (scaled := _scaled(number, factor)) is not None]
        return Scale(factor, min(within) - 1, max(within) + 1) if within else None

    def reaches(self, number: int | Decimal) -> bool:
        """Whether a number in a rule can be written on the scale."""
        return _scaled(number, self.factor) is not None

    def write(self, number: int | Decimal) -> int:
        """The number as durable-rules gets it."""
        if isinstance(number, int):
            return min(max(number * self.factor, self.lowest), self.highest)
        scaled = _EXACT.multiply(number, Decimal(self.factor))
        if not self.lowest < scaled < self.highest:
            return self.lowest if scaled <= self.lowest else self.highest
        whole = scaled.to_integral_value(ROUND_FLOOR)
        between = whole != scaled and whole % 10 == 0
        return int(whole) + between


def write(value: Value, scale: Scale | None) -> str | int:
    """A value as durable-rules gets it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case date():
            return value.year * 10_000 + value.month * 100 + value.day
        case int() | Decimal():
            return scale.write(value) if scale else "@number"
        case frozenset():
            return "@set"


def _text(value: str) -> str:
    """Text itself, or a digest of what is long or has surrogates in JSON, where a pair is like one character."""
    written = json.dumps(value) if len(value) <= LONG else value
    if len(written) <= LONG and "\\ud" not in written:
        return f"={value}"
    return f"#{sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _decimals(number: int | Decimal) -> int:
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else MOST_DIGITS + 1


def _scaled(number: int | Decimal, factor: int) -> int | None:
    """A constant on a scale, if it can be written there."""
    scaled = _EXACT.multiply(Decimal(number), Decimal(factor))
    if not -REACH <= scaled <= REACH or scaled != scaled.to_integral_value():
        return None
    return int(scaled)


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
    "$iall", "$iany", "$or", "$and", "$add", "$sub", "$mul", "$div", ALWAYS_TRUE, POSTED,
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
        made: dict[str, str | int] = {"id": id_, ALWAYS_TRUE: 0}
        for name, path, scale in self.facts:
            if path in facts:
                made[name] = write(facts[path], scale)
        for name, compare in self.compared:
            if facts.keys() >= set(compare.reads):
                made[name] = write(comes_out(compare, facts), None)
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

    def __init__(self, tests: Iterable[Tested], whole: Container[str] = ()) -> None:
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

    def expression(self, test: Tested) -> Expression:
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
            return some([{name: constant} for constant in constants])
        return every([{"$neq": {name: constant}} for constant in constants])

    def posted(self, tests: Iterable[Tested]) -> Posted:
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


def some(parts: list[Expression]) -> Expression:
    """A flat disjunction."""
    return _joined("$or", parts)


def every(parts: list[Expression]) -> Expression:
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

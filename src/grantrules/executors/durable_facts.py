"""How facts and comparisons are written for durable-rules, so that it compares them exactly.

The package knows strings, whole numbers and fractions, and mixes them up: `true == 1`, `"5" == 5`;
it takes lengths of text modulo 65,536, parses fractions by locale, and finds properties by a 32-bit
hash of their name. So text begins with `=`, long text is a digest, yes and no are the words `true`
and `false`, a date is the number 20260301, and an amount is a whole number on a scale of its own.
What that cannot say (one fact compared with another, sets, numbers out of reach) is compared
beforehand, and posted as `true` or `false` under a name of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_FLOOR, Context, Decimal
from hashlib import sha256
from typing import Any

from grantrules.condition import BOUNDS, Compare, DayFormula, FactRef, Op
from grantrules.executors.durable_engine import ALWAYS, Message
from grantrules.executors.world import World
from grantrules.polarity import Test
from grantrules.stated import Facts
from grantrules.values import Value

Expression = dict[str, Any]
"""A condition as durable-rules reads it."""

MOST_VALUES = 32
"""A list of more values than this is compared beforehand; 512 is where durable-rules gives up."""

REACH = 2**31 - 2
"""The largest number in a rule: the package reads them as `long`, which is 32 bits wide on Windows."""

MOST_DIGITS = 6
"""The most decimals that a number in a rule can have and be compared inside."""

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_ORDER = {Op.AT_LEAST: "$gte", Op.AT_MOST: "$lte", Op.OVER: "$gt", Op.UNDER: "$lt"}
_OPPOSITE = {Op.AT_LEAST: "$lt", Op.AT_MOST: "$gt", Op.OVER: "$lte", Op.UNDER: "$gte"}
_WORDS = "all any pri count cap dist name id sid $s $i $l $r $m $time $timerName $baseTime $forward $or $and".split()
_OPERATORS = "$lt $lte $gt $gte $eq $neq $ex $nex $mt $imt $iall $iany $add $sub $mul $div".split()


def name_hash(name: str) -> int:
    """The hash under which durable-rules looks a property up (FNV-1a, 32 bits)."""
    hashed = 0x811C9DC5
    for byte in name.encode("ascii"):
        hashed = (hashed ^ byte) * 16777619 % 2**32
    return hashed


RESERVED = frozenset(name_hash(word) for word in (*_WORDS, *_OPERATORS, ALWAYS))
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


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of one fact are written: multiplied, then cut off where no rule could tell the difference.

    The factor has a digit to spare, so that an amount between two constants stays between them.
    """

    factor: int
    lowest: int
    highest: int

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
            short = len(value) <= 200 and len(json.dumps(value)) <= 200
            return f"={value}" if short else f"#{sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"
        case date():
            return value.year * 10_000 + value.month * 100 + value.day
        case int() | Decimal():
            return scale.write(value) if scale else "@number"
        case frozenset():
            return "@set"


class Properties:
    """Every property that some rules read: its name, what is posted under it, and how rules compare it."""

    def __init__(self, tests: Iterable[Test], whole: Container[str] = ()) -> None:
        compares = dict.fromkeys(test.compare for test in tests)
        self._scales = _scales(compares, whole)
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

    def message(self, id_: str, facts: Facts, wanted: Container[str]) -> Message:
        """What is posted of some facts, under those names that are wanted."""
        made: dict[str, str | int] = {"id": id_, ALWAYS: 0}
        for path, name in self._paths.items():
            if name in wanted and path in facts:
                made[name] = write(facts[path], self._scales.get(path))
        world = World(facts, ())
        for compare, name in self._outside.items():
            if name in wanted and not world.missing(compare):
                made[name] = write(world.test(compare), None)
        return made

    def described(self) -> Mapping[str, Mapping[str, object]]:
        """What each property holds, in words, by name."""
        written: dict[str, Mapping[str, object]] = {}
        for path, name in self._paths.items():
            scale = self._scales.get(path)
            numbers = {"times": scale.factor, "lowest": scale.lowest, "highest": scale.highest} if scale else {}
            written[name] = {"fact": path, **numbers}
        for compare, name in self._outside.items():
            written[name] = {"compared": _in_words(compare)}
        return written

    def _can_be_inside(self, compare: Compare) -> bool:
        constants = _constants(compare)
        if not 1 <= len(constants) <= MOST_VALUES:
            return False
        if compare.op in BOUNDS and isinstance(constants[0], str | bool | frozenset):
            return False
        return all(not isinstance(each, frozenset) and self._in_reach(compare.path, each) for each in constants)

    def _in_reach(self, path: str, value: Value) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return True
        return path in self._scales and _scaled(value, self._scales[path].factor) is not None


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
    match compare.op, compare.operand:
        case _, FactRef() | DayFormula():
            return []
        case Op.ONE_OF, frozenset() as values:
            return sorted(values, key=lambda value: (type(value).__name__, str(value)))
        case (Op.ANY_IN | Op.ALL_IN), _:
            return []
        case _, constant:
            assert not isinstance(constant, FactRef | DayFormula)
            return [constant]


def _scales(compares: Iterable[Compare], whole: Container[str]) -> dict[str, Scale]:
    """A scale for each fact that is compared with numbers within reach."""
    numbers: dict[str, list[int | Decimal]] = {}
    for compare in compares:
        for value in _constants(compare):
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                numbers.setdefault(compare.path, []).append(value)
    made: dict[str, Scale] = {}
    for path, values in numbers.items():
        decimals = [each for each in map(_decimals, values) if each <= MOST_DIGITS]
        spare = 0 if path in whole else 1
        factor = 10 ** (max(decimals, default=0) + spare)
        within = [scaled for value in values if (scaled := _scaled(value, factor)) is not None]
        if within:
            made[path] = Scale(factor, min(within) - 1, max(within) + 1)
    return made


def _decimals(number: int | Decimal) -> int:
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else MOST_DIGITS + 1


def _scaled(number: int | Decimal, factor: int) -> int | None:
    """A constant on a scale, if it can be written there."""
    scaled = _EXACT.multiply(Decimal(number), Decimal(factor))
    if not -REACH <= scaled <= REACH or scaled != scaled.to_integral_value():
        return None
    return int(scaled)


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

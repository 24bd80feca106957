"""How values are written for durable-rules, so that it compares them exactly.

The package knows strings, whole numbers and fractions, and mixes them up: `true == 1`, `"5" == 5`.
It takes the length of text modulo 65,536, reads fractions as the locale has it, and cannot hold large
numbers. So text begins with `=` and long text is a digest, yes and no are the words `true` and
`false`, a date is the number 20260301, and an amount is a whole number on a scale of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_FLOOR, Context, Decimal
from hashlib import sha256

from grantrules.base.values import Value

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

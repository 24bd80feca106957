"""The three truth values and their tables (strong Kleene logic): the only place that states them.

`UNKNOWN` means that what is known so far settles neither way. It is never read as false.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether something holds, as far as is known."""

    FALSE = "false"
    UNKNOWN = "unknown"
    TRUE = "true"

    def __invert__(self) -> Truth:
        return _NOT[self]

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with `is` instead of testing it")

    @classmethod
    def of(cls, value: bool) -> Truth:
        """The truth value of something fully known."""
        return cls.TRUE if value else cls.FALSE


_NOT = {Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN, Truth.TRUE: Truth.FALSE}


def all_of(values: Iterable[Truth]) -> Truth:
    """Conjunction: one false settles it, one unknown keeps it open; of nothing, true."""
    seen = set(values)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def any_of(values: Iterable[Truth]) -> Truth:
    """Disjunction: one true settles it, one unknown keeps it open; of nothing, false."""
    return ~all_of(~value for value in values)


def agreement(values: Iterable[Truth]) -> Truth:
    """What all the values say, where they all say the same; otherwise unknown."""
    seen = set(values)
    return seen.pop() if len(seen) == 1 else Truth.UNKNOWN

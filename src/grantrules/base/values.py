"""Reading single values: what may stand for a date, an amount, a yes or no, a choice.

The same functions read the constants in a rule and the fields of an application, so that the two
can always be compared. Each raises `ValueError` with a message that says what was expected.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from grantrules.base.codes import Code
from grantrules.base.errors import Refused, did_you_mean, shorten

Value = str | bool | int | Decimal | date | frozenset[str]

MAX_TEXT = 10_000
_MAX_NUMBER = 10**18
_YEAR = re.compile("[0-9]{4}")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_YES_OR_NO = {
    **dict.fromkeys(("yes", "ja", "on", "y", "j"), "true"),
    **dict.fromkeys(("no", "nei", "off", "n"), "false"),
}


def show(value: object) -> str:
    """A value as a message shows it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "`true`" if value else "`false`"
        case Mapping():
            return "a mapping"
        case list() | tuple() | Set():
            return "a list"
        case int() if value.bit_length() > 1000:
            return "a number of hundreds of digits"
        case int() | float() | Decimal() | str():
            return f"`{shorten(str(value))}`"
        case date():
            return f"`{value.isoformat()}`"
        case _:
            return f"a value of type {type(value).__name__}"


def read_boolean(value: object) -> bool:
    """True or false, and nothing that merely looks like it."""
    if isinstance(value, bool):
        return value
    meant = _YES_OR_NO.get(value.lower()) if isinstance(value, str) else None
    hint = f"; did you mean `{meant}`?" if meant else ""
    raise Refused(Code.UNREADABLE_VALUE, f"expected true or false, found {show(value)}{hint}")


def read_integer(value: object) -> int:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return _within_bounds(value)
    raise Refused(Code.UNREADABLE_VALUE, f"expected a whole number, found {show(value)}{_unquote(value)}")


def as_year(value: object) -> object:
    """A year that is written as text, as forms post it, as the number; anything else as it is."""
    return int(value) if isinstance(value, str) and _YEAR.fullmatch(value) else value


def read_year(value: object) -> int:
    """A year with four digits, as a number or as text."""
    value = as_year(value)
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2199:
        return value
    raise Refused(Code.UNREADABLE_VALUE, f"expected a year such as 2026, found {show(value)}{_unquote(value)}")


def read_money(value: object) -> int | Decimal:
    """An amount in kroner: a whole number or an exact decimal, never a binary fraction."""
    if isinstance(value, float):
        raise Refused(
            Code.UNREADABLE_VALUE, f"expected kroner as a whole number or a Decimal, found the float {show(value)}"
        )
    if isinstance(value, Decimal) and value.is_finite():
        whole = _within_bounds(value) == value.to_integral_value()
        return int(value) if whole else value
    if isinstance(value, int) and not isinstance(value, bool):
        return _within_bounds(value)
    raise Refused(Code.UNREADABLE_VALUE, f"expected an amount in kroner, found {show(value)}{_unquote(value)}")


def read_date(value: object) -> date:
    """A day, as a `date` or written year-month-day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    written = _ISO_DATE.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        raise Refused(Code.UNREADABLE_VALUE, f"expected a date such as 2026-03-01, found {show(value)}")
    year, month, day = (int(part) for part in written.groups())
    if not 1 <= month <= 12 or year == 0:
        raise Refused(Code.UNREADABLE_VALUE, f"there is no such date as {show(value)}; expected year-month-day")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Refused(Code.UNREADABLE_VALUE, f"there is no such date as {show(value)}; that month has {last} days")
    return date(year, month, day)


def read_text(value: object) -> str:
    """Text; a whole number counts as the text that it is written with."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(_within_bounds(value))
    if not isinstance(value, str):
        raise Refused(Code.UNREADABLE_VALUE, not_text(value))
    if _SURROGATE.search(value):
        raise Refused(Code.UNREADABLE_TEXT, f"expected text, found half a character in {show(value)}")
    if len(value) > MAX_TEXT:
        raise Refused(Code.OUT_OF_RANGE, f"expected at most {MAX_TEXT:,} characters of text, found {len(value):,}")
    return value


def not_text(value: object) -> str:
    """The message that something else stands where text was expected."""
    hint = "; quote it if it is text" if isinstance(value, bool | int | float | Decimal) else ""
    return f"expected text, found {show(value)}{hint}"


def read_choice(value: object, choices: Iterable[str], aliases: Mapping[str, str]) -> str:
    """One of the choices, or an alias of one (spelt in any case)."""
    choices = tuple(choices)
    if isinstance(value, str):
        if value in choices:
            return value
        found = aliases.get(value) or aliases.get(value.strip().casefold())
        if found is not None:
            return found
        raise Refused(Code.UNKNOWN_VALUE, f"unknown value {show(value)}{did_you_mean(value, choices, aliases=aliases)}")
    raise Refused(Code.UNREADABLE_VALUE, f"expected one word, found {show(value)}{did_you_mean('', choices)}")


def read_choices(value: object, choices: Iterable[str], aliases: Mapping[str, str]) -> frozenset[str]:
    """A set of choices, given as a list; an empty list says that there are none."""
    if isinstance(value, str | Mapping) or not isinstance(value, list | tuple | Set):
        raise Refused(Code.WRONG_SHAPE, f"expected a list, found {show(value)}")
    choices = tuple(choices)
    return frozenset(read_choice(item, choices, aliases) for item in value)


def organisation_number_is_valid(number: str) -> bool:
    """Whether the nine digits of a Norwegian organisation number end in the right check digit."""
    digits = number.replace(" ", "")
    if not re.fullmatch(r"\d{9}", digits):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[8])


N = TypeVar("N", int, Decimal)


def _within_bounds(number: N) -> N:
    if not -_MAX_NUMBER < number < _MAX_NUMBER:  # `abs` would round a Decimal
        raise Refused(Code.OUT_OF_RANGE, f"expected a number of at most 18 digits, found {show(number)}")
    return number


def _unquote(value: object) -> str:
    looks_like_number = isinstance(value, str) and re.fullmatch(r"-?\d[\d ]*([.,]\d+)?", value)
    return "; write it without quotes and spaces" if looks_like_number else ""


class Ranked(StrEnum):
    """Something whose members stand in an order: `rank` is 0 for the first."""

    rank: int

    def __init__(self, _value: str) -> None:
        self.rank = len(type(self).__members__)

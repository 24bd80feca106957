"""Reading single values: what may stand for a date, an amount, a yes or no, a choice, wherever it comes from.

The same functions read the constants in a rule, the fields of a document in YAML, JSON or Python, the cells of tables and what
is answered in a dialogue: a value means the same in each, or is refused in the same words. Each raises `ValueError` with
a message that says what was expected. What people can mean in two ways is never guessed; both are named.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import Refused, closest, did_you_mean, shorten
from grantrules.base.texts import LANGUAGES, MONTHS

Value = str | bool | int | Decimal | date | frozenset[str]

MAX_TEXT = 10_000
MAX_DIGITS = 18


class NumberText(str):
    """Text that a number is shown with: the mark in it stands before decimals."""


class Written(Decimal):
    """A number as somebody wrote it, whose mark could have been meant between thousands."""


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


def _own(value: Any) -> object:
    """A value of numpy as the value of Python that it is, and anything else as it is."""
    if type(value).__module__.partition(".")[0] != "numpy" or not hasattr(value, "tolist"):
        return value
    if value.dtype.kind == "M":  # which counts nanoseconds, and Python does not
        value = value.astype("datetime64[us]")
    return value.tolist()


def _refused(expected: str, value: object, hint: str = "", code: Code = Code.UNREADABLE_VALUE) -> Refused:
    return Refused(code, f"expected {expected}, found {show(value)}{hint}")


def _two_ways(text: str, first: str, second: str) -> Refused:
    said = f"{show(text)} can be read in two ways; write {first} or {second}"
    return Refused(Code.DOUBTFUL_VALUE, said, (first, second))


# -- yes and no

_YES_OR_NO: Mapping[object, bool] = {
    **dict.fromkeys(("true", "ja", "j", "yes", "y", "sann", "1"), True),
    **dict.fromkeys(("false", "nei", "n", "no", "usann", "0"), False),
}
_SWITCH = {"on": "true", "off": "false"}


def read_boolean(value: object) -> bool:
    """True or false: also yes and no in Norwegian and English, as spreadsheets have them, and 1 and 0."""
    if value is True or value is False:
        return value
    value = _own(value)
    if isinstance(value, bool):
        return value
    said = value.strip().casefold() if isinstance(value, str) else str(value) if isinstance(value, int) else None
    if said in _YES_OR_NO:
        return _YES_OR_NO[said]
    hint = f"; did you mean `{_SWITCH[said]}`?" if said in _SWITCH else ""
    raise _refused("true or false", value, hint)


# -- numbers

_SPACE = r"[\x20\u00a0\u2009\u202f]"
_SIGN = "[-+\u2212]?"  # the last is the minus that spreadsheets and word processors write
_PATTERNS = tuple(
    re.compile(pattern.replace("S", _SIGN).replace("_", _SPACE).replace("d", "[0-9]"))
    for pattern in (
        r"(Sd+)(?:[.,](d+))?",
        r"(S)[.,](d+)",
        r"(Sd{1,3}(?:_d{3})+)(?:[.,](d+))?",
        r"(Sd{1,3}(?:\.d{3})+)(?:,(d+))?",
        r"(Sd{1,3}(?:,d{3})+)(?:\.(d+))?",
    )
)
"""A number with a point or a comma before its decimals, and spaces or the other mark between thousands."""

_ONE_MARK = re.compile(f"{_SIGN}[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})*[.,][0-9]{{3}}")
_KRONER = re.compile(r"(?:(?:kr\.?|nok)\s*)?([^a-z]+?)|([^a-z]+?)\s*(?:kr\.?|kroner|nok)", re.IGNORECASE)
_NO_ORE = re.compile(r"(?<=[0-9])[,.][-\u2013\u2014]$")
_DOUBTFUL = (
    (re.compile(r"[-+]?0[0-9_]+([.,][0-9]*)?"), "begins with a zero; leave the zero out"),
    (re.compile(r"[-+]?0[ox][0-9a-fA-F]+"), "is not a decimal number; write it as one"),
    (re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+"), "has an exponent; write the number out"),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), "is not a number that can be compared"),
)


def doubtful(text: str) -> str | None:
    """What is wrong with text that looks like a number and is written as some programs have them, and people do not."""
    return next((why for pattern, why in _DOUBTFUL if pattern.fullmatch(text)), None)


def is_ambiguous(text: str) -> bool:
    """Whether text can be a number in two ways: with three decimals, or with a mark between thousands."""
    return bool(_ONE_MARK.fullmatch(text))


def written(number: Decimal) -> str:
    """A number as text that is read as just that number."""
    text = f"{number:f}"
    return f"{text}0" if is_ambiguous(text) else text


def has_too_many_digits(text: str) -> bool:
    """Whether a number is longer than any that is read; its sign and marks are no digits."""
    return len(text) > MAX_DIGITS and sum(map(str.isdigit, text)) > MAX_DIGITS


def read_integer(value: object) -> int:
    """A whole number."""
    if type(value) is int:
        return _within_bounds(value)
    number = _number(value, "a whole number")
    if isinstance(number, int):
        return number
    raise _refused("a whole number", value)


def read_money(value: object) -> int | Decimal:
    """An amount in kroner: a whole number or an exact decimal, never a binary fraction."""
    return _within_bounds(value) if type(value) is int else _number(value, "an amount in kroner", kroner=True)


def _number(value: object, expected: str, *, kroner: bool = False) -> int | Decimal:
    value = _own(value)
    match value:
        case bool():
            pass
        case int():
            return _within_bounds(value)
        case Written():
            raise _in_two_ways(str(value))
        case Decimal() if value.is_finite():
            if value.adjusted() >= MAX_DIGITS:
                raise _too_many_digits(value)
            if value == value.to_integral_value():
                return int(value)
            if has_too_many_digits(str(value)):
                raise _too_many_digits(value)
            return value
        case float() if value.is_integer() and abs(value) < 2**53:
            # Programs write whole numbers with gaps as binary fractions; no other is exact. `0.1` is refused, since it stands
            # for a number near it. As text, the shortest that is near enough, it is read: there somebody has it before them.
            return int(value)
        case float() if kroner:
            expected = "kroner as a whole number or a Decimal"
            raise Refused(Code.UNREADABLE_VALUE, f"expected {expected}, found the float {show(value)}")
        case str():
            return _number_in(value, expected, kroner=kroner)
    raise _refused(expected, value)


def _number_in(text: str, expected: str, *, kroner: bool) -> int | Decimal:
    """The number in a text; three decimals behind up to three digits are refused, whatever stands elsewhere: one
    person may have written `1.5` and another `1.500`. A program writes a fourth decimal, or a number of a type of its own."""
    bare = text.strip()
    if kroner and (found := _KRONER.fullmatch(bare)):
        bare = _NO_ORE.sub(",00", (found[1] or found[2]).strip())
    if why := doubtful(bare):
        raise Refused(Code.DOUBTFUL_VALUE, f"{show(text)} {why}")
    if is_ambiguous(bare) and not isinstance(text, NumberText):
        raise _in_two_ways(bare)
    found = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(bare))), None)
    if found is None:
        raise _refused(expected, text)
    whole = re.sub(f"{_SPACE}|[.,]", "", found[1]).replace("\u2212", "-")
    number = f"{whole}.{found[2] or 0}"
    if why := doubtful(whole):
        raise Refused(Code.DOUBTFUL_VALUE, f"{show(text)} {why}")
    if has_too_many_digits(f"{whole}{found[2] or ''}"):
        raise _too_many_digits(text)
    made = Decimal(number)
    return int(made) if made == made.to_integral_value() else made


def _in_two_ways(text: str) -> Refused:
    whole, decimals = re.split("[.,]", re.sub(_SPACE, "", text))
    few = decimals.rstrip("0")  # what is named can be written, and then be read in one way only
    return _two_ways(text, f"{whole}{decimals}", f"{whole}.{few if len(few) < 3 else f'{few}0'}".removesuffix("."))


def _within_bounds(number: int) -> int:
    if not -(10**MAX_DIGITS) < number < 10**MAX_DIGITS:
        raise _too_many_digits(number)
    return number


def _too_many_digits(number: object) -> Refused:
    return _refused(f"a number of at most {MAX_DIGITS} digits", number, code=Code.OUT_OF_RANGE)


# -- days and years

_YEAR = re.compile("([0-9]{4})(?:[.,]0+)?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")
_NAMED_DAY = re.compile(r"([0-9]{1,2})\.?\s+([^\W\d]+)\.?\s+([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MONTHS = {name[language].casefold(): number for number, name in enumerate(MONTHS, 1) for language in LANGUAGES}


def as_year(value: object) -> object:
    """A year that is written as text, as forms post it, or with decimals, as the number; anything else as it is."""
    value = _own(value)
    if isinstance(value, str | Decimal | float) and (found := _YEAR.fullmatch(str(value).strip())):
        return int(found[1])
    return value


def read_year(value: object) -> int:
    """A year with four digits, as a number or as text."""
    year = as_year(value)
    if isinstance(year, int) and not isinstance(year, bool) and 1900 <= year <= 2199:
        return year
    spaced = isinstance(year, str) and _YEAR.fullmatch(re.sub(_SPACE, "", year))
    raise _refused("a year such as 2026", year, "; write it without spaces" if spaced else "")


def read_date(value: object) -> date:
    """A day: a `date`, or written year-month-day, day.month.year or with the name of the month; also a midnight."""
    if type(value) is date:
        return value
    value = _own(value)
    if isinstance(value, datetime):
        if value.time() == time() and value.tzinfo is None:
            return value.date()
    elif isinstance(value, date):
        return value
    elif isinstance(value, str):
        text = value.strip()
        if found := _ISO_DATE.fullmatch(text):
            return _day(value, "year-month-day", *map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(text):
            return _day(value, "day.month.year", *map(int, reversed(found.groups())))
        if (found := _NAMED_DAY.fullmatch(text)) and (month := _MONTHS.get(spelling(found[2]))):
            return _day(value, "day.month.year", int(found[3]), month, int(found[1]))
        if found := _SLASHED.fullmatch(text):
            first, second, year = map(int, found.groups())
            if 1 <= first <= 12 and 1 <= second <= 12 and first != second and year:
                raise _two_ways(value, f"{year:04}-{second:02}-{first:02}", f"{year:04}-{first:02}-{second:02}")
    raise _refused("a date such as 2026-03-01", value)


def _day(text: str, order: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12 or year == 0:
        raise Refused(Code.UNREADABLE_VALUE, f"there is no such date as {show(text)}; expected {order}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Refused(Code.UNREADABLE_VALUE, f"there is no such date as {show(text)}; that month has {last} days")
    return date(year, month, day)


# -- text

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_text(value: object) -> str:
    """Text; a whole number counts as the text that it is written with."""
    if not isinstance(value, str):
        value = _own(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(_within_bounds(value))
    if not isinstance(value, str):
        raise Refused(Code.UNREADABLE_VALUE, not_text(value))
    if _SURROGATE.search(value):
        raise Refused(Code.UNREADABLE_TEXT, f"expected text, found half a character in {show(value)}")
    if len(value) > MAX_TEXT:
        raise Refused(Code.OUT_OF_RANGE, f"expected at most {MAX_TEXT:,} characters of text, found {len(value):,}")
    return str(value)


def not_text(value: object) -> str:
    """The message that something else stands where text was expected."""
    hint = "; quote it if it is text" if isinstance(value, bool | int | float | Decimal) else ""
    return f"expected text, found {show(value)}{hint}"


# -- choices


def spelling(name: str) -> str:
    """A name as it is compared with others: whatever its letters are made of, in any case, with single spaces."""
    if name.isascii() and " " not in name:
        return name.strip().casefold()
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", name).casefold().split()))


@dataclass(frozen=True, eq=False)
class Names:
    """What each of some values is called: its id, and all else that is read as it."""

    other: Mapping[str, Sequence[str]]
    """By id the aliases and labels of a value."""

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids by themselves."""
        return {id_: id_ for id_ in self.other}

    @cached_property
    def called(self) -> Mapping[str, str]:
        """By its spelling every name, as it is written, that is meant for one value or for several."""
        return {spelling(name): name for id_, others in self.other.items() for name in (*reversed(others), id_)}

    @cached_property
    def meant(self) -> Mapping[str, tuple[str, ...]]:
        """By its spelling, the values that each name can mean; an id means itself."""
        found: dict[str, tuple[str, ...]] = {}
        for id_, others in self.other.items():
            for name in dict.fromkeys(map(spelling, (id_, *others))):
                found[name] = (*found.get(name, ()), id_)
        return found

    def of(self, text: str) -> str | None:
        """The value that a text names; none where it names none, or several."""
        if (id_ := self.ids.get(text)) is not None:
            return id_
        ids = self.meant.get(spelling(text), ())
        return ids[0] if len(ids) == 1 else None


def read_choice(value: object, names: Names) -> str:
    """The value that is named, by its id or by any other of its names."""
    if isinstance(value, str):
        if (found := names.of(value)) is not None:
            return found
        if len(ids := names.meant.get(spelling(value), ())) > 1:
            raise _two_ways(value, *(f"`{id_}`" for id_ in ids[:2]))
        near = closest(spelling(value), names.called)
        hint = did_you_mean("", names.other) if near is None else f"; did you mean `{names.called[near]}`?"
        raise Refused(Code.UNKNOWN_VALUE, f"unknown value {show(value)}{hint}")
    raise _refused("one word", value, did_you_mean("", names.other))


def read_choices(value: object, names: Names) -> frozenset[str]:
    """A set of choices, given as a list; an empty list says that there are none."""
    value = _own(value)
    if isinstance(value, str | Mapping) or not isinstance(value, list | tuple | Set):
        raise _refused("a list", value, code=Code.WRONG_SHAPE)
    return frozenset(read_choice(item, names) for item in value)


def read_word(value: object, words: Iterable[str]) -> str:
    """One of the words of a format, to the letter."""
    words = tuple(words)
    if isinstance(value, str):
        if value in words:
            return value
        raise Refused(Code.UNKNOWN_VALUE, f"unknown value {show(value)}{did_you_mean(value, words)}")
    raise _refused("one word", value, did_you_mean("", words))


class Ranked(StrEnum):
    """Something whose members stand in an order: `rank` is 0 for the first."""

    rank: int

    def __init__(self, _value: str) -> None:
        self.rank = len(type(self).__members__)

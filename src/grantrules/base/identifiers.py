"""Numbers that registers give to bodies and places: which are read, and which cannot be right."""

from __future__ import annotations

import re

from grantrules.base.codes import Code
from grantrules.base.errors import Refused
from grantrules.base.municipalities import numbers
from grantrules.base.values import read_text, show


def read_organisation_number(value: object) -> str:
    """An organisation number: its nine digits, without the spaces between them; whatever else is stated as it stands."""
    text = read_text(value)
    digits = "".join(text.split())
    return digits if re.fullmatch("[0-9]{9}", digits) else text


_IN_USE = "2389"
"""How organisation numbers begin: 8 and 9 are given out, 2 and 3 are made up for tests, as those of the examples are."""


def organisation_number_is_valid(number: str) -> bool:
    """Whether nine digits can be a Norwegian organisation number: it begins as those do, and its check digit is right."""
    if not re.fullmatch(f"[{_IN_USE}][0-9]{{8}}", number):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(number, (3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True))
    return weighted % 11 == 0


_IN_A_FORMULA = re.compile('="([0-9]{4})"')
"""How spreadsheets keep the zero that a number begins with."""


def read_municipality_number(value: object) -> str:
    """A municipality number: four digits, of which the first can be a zero."""
    text = read_text(value).strip()
    text = written[1] if (written := _IN_A_FORMULA.fullmatch(text)) else text
    if re.fullmatch("[0-9]{4}", text):
        return text
    hint = f"; did you mean `0{text}`?" if f"0{text}" in numbers() else ""
    raise Refused(Code.UNREADABLE_VALUE, f"expected the four digits of a municipality number, found {show(text)}{hint}")

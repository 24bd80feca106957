"""Text in the three languages: Norwegian bokmål (nb), Norwegian nynorsk (nn) and English (en)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from grantrules.base.codes import Code
from grantrules.base.errors import UnknownName, unknown

if TYPE_CHECKING:
    from difflib import SequenceMatcher

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_default: Language = "nb"


@dataclass(frozen=True, slots=True)
class Text:
    """One text; bokmål is always there and stands in where another language is missing."""

    nb: str
    nn: str | None = None
    en: str | None = None

    def __getitem__(self, language: Language) -> str:
        return getattr(self, language) or self.nb

    def as_dict(self) -> Mapping[str, str]:
        """The languages that are there."""
        return {code: text for code in LANGUAGES if (text := getattr(self, code)) is not None}


MONTHS = (
    Text("januar", "januar", "January"),
    Text("februar", "februar", "February"),
    Text("mars", "mars", "March"),
    Text("april", "april", "April"),
    Text("mai", "mai", "May"),
    Text("juni", "juni", "June"),
    Text("juli", "juli", "July"),
    Text("august", "august", "August"),
    Text("september", "september", "September"),
    Text("oktober", "oktober", "October"),
    Text("november", "november", "November"),
    Text("desember", "desember", "December"),
)
"""The months."""


def language(wanted: str | None = None) -> Language:
    """The language asked for, or the default.

    Raises:
        UnknownName: it is not one of nb, nn and en.
    """
    if wanted is None:
        return _default
    if wanted not in LANGUAGES:
        raise UnknownName(*unknown(Code.UNKNOWN_LANGUAGE, wanted, LANGUAGES))
    return wanted


def set_language(wanted: str) -> None:
    """Set the language used where none is asked for (bokmål to begin with), in all threads of this process.

    Raises:
        UnknownName: it is not one of nb, nn and en.
    """
    global _default  # noqa: PLW0603  a setting of the process, like a locale
    _default = language(wanted)


# -- how alike two texts are

MOST_WORDS = 600
"""Longer texts are not compared word by word, which would take long."""

LEAST_ALIKE = 0.35
"""What has less in common is another text, and not the same one in other words."""

_WORD = re.compile(r"\s*(?:\w[\w'’-]*|\S)|\s+$")


def words_in(text: str) -> list[str]:
    """The words and signs of a text, each with the space before it."""
    return _WORD.findall(text)


def matched(one: list[str], other: list[str]) -> SequenceMatcher[str] | None:
    """What two texts, as words, have in common; nothing where they are too long to say, or other texts altogether."""
    if max(len(one), len(other)) > MOST_WORDS:
        return None
    from difflib import SequenceMatcher  # noqa: PLC0415  only for those who compare

    matcher = SequenceMatcher(None, [word.strip() for word in one], [word.strip() for word in other], autojunk=False)
    return None if matcher.ratio() < LEAST_ALIKE else matcher

"""The words of a page: spans of a line, the marks beside them, and in which forms each stands; and which words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeAlias, TypeVar

from grantrules.base.texts import Language, Text


class ShownIn(Enum):
    """In which forms a part stands."""

    EVERYWHERE = "everywhere"
    OPENED = "opened"
    FLAT = "flat"


class Tone(Enum):
    """A colour, which is never the only sign of what it means."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


class _Part(Protocol):
    @property
    def shown(self) -> ShownIn: ...


P = TypeVar("P", bound=_Part)


def in_flat(parts: Iterable[P]) -> list[P]:
    """The parts that stand in flat forms."""
    return [part for part in parts if part.shown is not ShownIn.OPENED]


def in_open(parts: Iterable[P]) -> list[P]:
    """The parts that stand in open forms."""
    return [part for part in parts if part.shown is not ShownIn.FLAT]


# -- within a line


class SpanStyle(Enum):
    """What some words of a line are."""

    PLAIN = "plain"
    WORDS = "words"  # of a rule or a document, in the language that they are in
    CODE = "code"
    STRONG = "strong"
    QUIET = "quiet"
    TITLE = "title"
    STATUS = "status"
    SAID = "said"  # of what stands before it
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a line; `to` is the place that they lead to, `lang` their language where it is not the page's."""

    text: str
    style: SpanStyle = SpanStyle.PLAIN
    lang: str | None = None
    to: str | None = None
    mark: Mark | None = None
    note: str = ""
    shown: ShownIn = ShownIn.EVERYWHERE


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign and its colour; what it means always stands beside it in words."""

    sign: str
    tone: Tone | None = None
    shown: ShownIn = ShownIn.EVERYWHERE


Line: TypeAlias = tuple[Span, ...]


def line(*parts: str | Span | None) -> Line:
    """Words one after the other; what is nothing is left out."""
    said = [part for part in parts if part and (isinstance(part, str) or part.text)]
    return tuple([Span(part) if isinstance(part, str) else part for part in said])


def code(text: str) -> Span:
    """A name as documents and rules write it."""
    return Span(text, SpanStyle.CODE)


def flat(text: str) -> Span:
    """Words for flat forms alone."""
    return Span(text, shown=ShownIn.FLAT)


def opened(text: str, style: SpanStyle = SpanStyle.PLAIN) -> Span:
    """Words for open forms alone."""
    return Span(text, style, shown=ShownIn.OPENED)


def words_of(text: Text, language: Language) -> Span:
    """A text of the rules, with its language where that is not the page's."""
    return Span(text[language], SpanStyle.WORDS, None if getattr(text, language) else "nb")


# -- which words of two texts differ

MOST_WORDS = 600
"""Of longer texts nothing is marked: comparing them would take long."""

LEAST_ALIKE = 0.35
"""Of texts that have less in common nothing is marked: all of it is another text."""

_WORD = re.compile(r"\s*(?:\w[\w'’-]*|\S)|\s+$")

Marked = list[tuple[str, bool]]
"""Pieces of a text, each with whether it differs."""


def marked(before: str, after: str) -> tuple[Marked, Marked]:
    """Both texts in pieces."""
    one, other = (_WORD.findall(text) for text in (before, after))
    if max(len(one), len(other)) > MOST_WORDS:
        return [(before, False)], [(after, False)]
    from difflib import SequenceMatcher  # noqa: PLC0415  only for those who compare

    matcher = SequenceMatcher(None, [word.strip() for word in one], [word.strip() for word in other], autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return [(before, False)], [(after, False)]
    left: Marked = []
    right: Marked = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        differs = what != "equal"
        left += [("".join(one[i1:i2]), differs)] if i1 < i2 else []
        right += [("".join(other[j1:j2]), differs)] if j1 < j2 else []
    return left, right

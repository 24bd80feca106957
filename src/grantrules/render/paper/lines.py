"""The words of a page: spans of a line, the marks beside them, and in which forms each stands."""

from __future__ import annotations

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


class Look(Enum):
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
    look: Look = Look.PLAIN
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
    spans = (Span(part) if isinstance(part, str) else part for part in parts if part is not None)
    return tuple(span for span in spans if span.text)


def code(text: str) -> Span:
    """A name as documents and rules write it."""
    return Span(text, Look.CODE)


def flat(text: str) -> Span:
    """Words for flat forms alone."""
    return Span(text, shown=ShownIn.FLAT)


def opened(text: str, look: Look = Look.PLAIN) -> Span:
    """Words for open forms alone."""
    return Span(text, look, shown=ShownIn.OPENED)


def words_of(text: Text, language: Language) -> Span:
    """A text of the rules, with its language where that is not the page's."""
    return Span(text[language], Look.WORDS, None if getattr(text, language) else "nb")

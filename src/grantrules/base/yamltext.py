"""YAML as text: its events, what its parser refuses in our words, and plain data written so that it is read as the same.

libyaml and PyYAML's own parser (which is used where libyaml is not built in) say different things of the same
mistake, and every release may say them anew. So none of their sentences is shown: each is looked up here, and what
is not known here is told in general words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from datetime import date
from decimal import Decimal

import yaml

from grantrules.base.errors import shorten
from grantrules.base.jsontext import beyond_json
from grantrules.base.standins import pairs_in, restored, with_stand_ins
from grantrules.base.values import written
from grantrules.base.yaml12 import Otherwise, span, strict


class NotYaml(Exception):
    """The parser refused a text: where, with line and column counted from 1, and why."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message


class TooDeep(Exception):
    """The parser refused a text for its nesting; `before` is what it had read by then."""

    def __init__(self, before: str) -> None:
        super().__init__("nested too deep for the parser")
        self.before = before


def events(text: str) -> Iterator[yaml.Event]:
    """What stands in a text by YAML 1.2, event by event, at its places in the text.

    Raises:
        NotYaml: the text is not YAML.
        TooDeep: it is nested deeper than the parser follows.
    """
    pairs = pairs_in(text)
    shown, unseen = with_stand_ins(text, pairs)
    try:
        for event in strict(yaml.parse(shown, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), shown):
            if shown is not text and isinstance(event, yaml.ScalarEvent):
                whole = restored(event.value, event.style, span(event), (text, shown), pairs)
                event.value = whole.translate(unseen)
            yield event
    except Otherwise as error:
        raise NotYaml(*line_and_column(text, error.place), error.message) from None
    except yaml.MarkedYAMLError as error:
        raise _refusal(error, text) from None
    except yaml.YAMLError:
        raise NotYaml(1, 1, GENERAL) from None
    except (ValueError, OverflowError):  # PyYAML's own parser asks Python for a character that there is not
        raise NotYaml(1, 1, "an escape in a quoted text stands for no character") from None


def check_json(text: str) -> None:
    """See that what was read as YAML is JSON too.

    Raises:
        NotYaml: it is not.
    """
    if beyond := beyond_json(text):
        place, _ = beyond
        raise NotYaml(*line_and_column(text, place), f"{_found(text, place)} {ONLY_YAML}")


ONLY_YAML = (
    "is taken in YAML alone; write names and texts in double quotes, no comments, no comma at the end, and numbers and"
    " words as JSON has them, or give the file a name that ends in `.yaml`"
)

GENERAL = "something cannot be read here; look at the quotes, brackets, colons and indentation up to this place"

_BEHIND = "{found} stands behind a value that has ended; put the whole text in one pair of quotes, or begin a new line"

BEGUN = {
    r" directive: |duplicate (.*directive|tag handle)|incompatible YAML document": (
        "the line that begins with `%` is a directive that is not known; leave it out"
    ),
    "scanning an (anchor|alias): ": (
        "what begins with {sign} is an anchor or an alias, and none are read here; quote it if it is text"
    ),
    "ing a tag: |undefined tag handle": (
        "what begins with `!` is a tag, and none are read here; leave it out, or quote it if it is text"
    ),
    "quoted scalar: found unexpected end of stream": "the quote that opens here is never closed",
    "quoted scalar: found unexpected document": (
        "the quote that opens here is not closed before a line of `---` or `...`"
    ),
    "could not find expected ':'": (
        "expected `:` and a value after {found}; indent it if it goes on with the line before"
    ),
}
"""What the parsers say (what stands there; where; the context: the problem) of something that they were reading, and what
is said of it here instead, where it began."""

SAID = {
    "unknown escape character": r"{escape} means nothing in double quotes; write `\\` for a backslash",
    "hexdecimal number|hexadecimal numbers": (
        "expected more digits (0 to 9, a to f) in the escape of a character, found {found}"
    ),
    "invalid Unicode character escape code": "the escape stands for no character, or for half of one",
    "tab character|^a tab; .*cannot start any token": "a tab stands where indentation is read; indent with spaces",
    "scanning a block scalar: ": (
        "expected the end of the line after `|` or `>`, found {found}; the text begins on the next line"
    ),
    "^`:[^`]*`; .*flow mapping: .*','": (
        "the `{{` in line {line} is not closed before this `:`, or a `,` is missing; a key of 1,024 characters at most"
        " stands on one line with its `:`"
    ),
    "flow mapping: .*','": "the `{{` in line {line} is not closed; expected `,` or `}}`, found {found}",
    "flow sequence: .*','": "the `[` in line {line} is not closed; expected `,` or `]`, found {found}",
    "^`:`; .*block mapping: ": "expected a key before this `:`",
    "; behind; .*(block mapping|block collection|block sequence): ": _BEHIND,
    "block mapping: ": (
        "{found} does not go on with the mapping that begins in line {line}; expected a key in the column of its first"
    ),
    "(block collection|block sequence): ": (
        "{found} does not go on with the list that begins in line {line}; expected `- ` in the column of its first"
    ),
    "mapping values are not allowed": (
        "a key cannot stand here; quote the text that this `:` is part of, or begin the key on a line of its own,"
        " in the column of the others"
    ),
    "sequence entries are not allowed": "a list cannot begin here; begin it on a line of its own, below its key",
    "mapping keys are not allowed": "a key cannot begin here; quote the `?` if it is part of a text",
    "found unexpected ':'": "expected a space after this `:`; put it in quotes if it is part of a text",
    "cannot start any token": "no value begins with {sign}; put it in quotes if it is text",
    "^the end of the file; .*node content": "the file ends where a value is expected",
    "node content": "expected a value, found {found}; put it in quotes if it is text",
    "<document start>": "expected one document a file; {found} stands outside of it",
}
"""The same of the place where the parser gave up; looked at last, and in this order."""


def _refusal(error: yaml.MarkedYAMLError, text: str) -> NotYaml | TooDeep:
    mark = error.problem_mark or error.context_mark
    place = min(mark.index if mark else 0, len(text))
    begin = min(error.context_mark.index, place) if error.context_mark else place
    if "nesting depth" in str(error.problem):
        return TooDeep(text[:place])
    escape = text[:place].removesuffix("\\")  # one of the two parsers points at what stands behind it
    behind = "behind" if re.split(_BREAK, text[:place])[-1].strip() else "alone"
    context = error.context or ""
    subject = f"{_found(text, place)}; {behind}; {context}: {error.problem}"
    known = ((pattern, words) for pattern, words in (BEGUN | SAID).items() if re.search(pattern, subject))
    pattern, words = next(known, (None, GENERAL))
    at = begin if pattern in BEGUN else len(escape) if "{escape}" in words else place
    message = words.format(
        found=_found(text, at),
        sign=f"`{text[at : at + 1]}`",
        escape=f"`{shorten(text[at : at + 2])}`",
        line=line_and_column(text, begin)[0],
    )
    return NotYaml(*line_and_column(text, at), message)


_BREAK = "\r\n|[\r\n]"
"""What ends a line in YAML 1.2."""


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """A place in a text, counted as editors do; the parsers disagree about the end of a text without a line end."""
    lines = re.split(_BREAK, text[:place])
    return len(lines), len(lines[-1]) + 1


def _found(text: str, place: int) -> str:
    """The word that stands at a place, as a message shows it."""
    if not text[place:].strip():
        return "the end of the file"
    if text[place] == "\t":
        return "a tab"
    word = re.match(r"\S*", text[place:])
    assert word is not None
    return f"`{shorten(word[0], 20)}`" if word[0] else "the end of the line"


# -- plain data written out

_BARE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*|\d{4}-\d{2}-\d{2}")
"""Text that needs no quotes: a word, and a day, which is read as text."""

_SPECIAL = frozenset({"true", "false", "null"})


def as_yaml(data: Mapping[str, object]) -> str:
    """Plain data (mappings, lists, text, numbers, dates, yes and no) as YAML, a line a value.

    Raises:
        TypeError: something else stands in it.
    """
    return "\n".join(_mapping(data, "")) + "\n"


def _mapping(data: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in data.items():
        match value:
            case Mapping() if value:
                yield f"{indent}{_scalar(key)}:"
                yield from _mapping(value, f"{indent}  ")
            case list() | tuple() if any(isinstance(item, Mapping) for item in value):
                yield f"{indent}{_scalar(key)}:"
                for item in value:
                    yield from _item(item, f"{indent}  ")
            case _:
                yield f"{indent}{_scalar(key)}: {_scalar(value)}"


def _item(item: object, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping) or not item:
        yield f"{indent}- {_scalar(item)}"
        return
    first, *rest = _mapping(item, f"{indent}  ")
    yield f"{indent}- {first.strip()}"
    yield from rest


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return written(value)
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str() if _BARE.fullmatch(value) and value not in _SPECIAL:
            return value
        case str():
            return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in json.dumps(value, ensure_ascii=False))
        case Set():
            return _scalar(sorted(value))
        case list() | tuple():
            return f"[{', '.join(map(_scalar, value))}]"
        case Mapping():
            return "{" + ", ".join(f"{_scalar(key)}: {_scalar(inner)}" for key, inner in value.items()) + "}"
        case _:
            raise TypeError(f"no YAML for {value!r}")

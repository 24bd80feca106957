"""From bytes to text: UTF-8 without a byte-order mark, control characters, and separators that end lines for some only."""

from __future__ import annotations

import re

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems
from grantrules.base.jsontext import is_json
from grantrules.base.standins import BYTE_ORDER_MARK, UNSEEN
from grantrules.base.yamltext import line_and_column

MAX_BYTES = 2 * 1024 * 1024

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSEEN = re.compile(f"[{UNSEEN}]")


def text_of(data: bytes, name: str, problems: Problems) -> str | None:
    """What stands in a file of YAML or JSON, as text; that it is none goes to `problems`, with its place."""
    start = Location(name, 1, 1)
    if len(data) > MAX_BYTES:
        problems.add(start, Code.TOO_LARGE, f"is larger than {MAX_BYTES // 1024 // 1024} MiB, the most that is read")
        return None
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        problems.add(start, Code.UNREADABLE_TEXT, "begins with a byte-order mark; save the file as UTF-8 without one")
        return None
    text = decoded(data, name, problems)
    if text is None:
        return None
    found = _CONTROL.search(text)
    if found is None and (unseen := _UNSEEN.search(text)) and not is_json(text, name, Problems()):
        found = unseen  # in the texts of JSON they mean themselves alone
    if found is None:
        return text
    problems.add(place_after(name, text[: found.start()]), Code.UNREADABLE_TEXT, _unreadable(found[0]))
    return None


def _unreadable(character: str) -> str:
    number = f"U+{ord(character):04X}"
    if character == BYTE_ORDER_MARK:
        return f"has a byte-order mark ({number}) inside; leave it out"
    if character in UNSEEN:
        return (
            f"has a separator ({number}) that ends the line for some programs only; leave it out, or begin a new line"
        )
    return f"has a control character ({number})"


def decoded(data: bytes, name: str, problems: Problems) -> str | None:
    """What stands in a file, as text; that it is not UTF-8 goes to `problems`, with its place."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        problems.add(
            place_after(name, before),
            Code.UNREADABLE_TEXT,
            f"is not UTF-8 (byte 0x{data[error.start]:02x}); save the file as UTF-8",
        )
        return None


def place_after(name: str, before: str) -> Location:
    """The place in a file where a text ends that it begins with."""
    return Location(name, *line_and_column(before, len(before)))

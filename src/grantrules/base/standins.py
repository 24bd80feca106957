"""Letters that stand in for what PyYAML does not read as YAML 1.2 and JSON do, so that everything else stays where it is.

These are a character beyond U+FFFF, which JSON writes as two escapes, the separators U+0085, U+2028 and U+2029, at which PyYAML ends a
line, and the byte-order mark, which its own parser does not count. A text is parsed with letters that it does not have in their place, as many, and each value gets back what they stand for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

SEPARATORS = "\x85\u2028\u2029"
BYTE_ORDER_MARK = "\ufeff"
UNSEEN = SEPARATORS + BYTE_ORDER_MARK

_PAIR = re.compile(r"(?<!\\)(?:\\\\)*(?P<pair>\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2}))")
_LENGTH = 12
_LETTERS = range(0x20000, 0x110000)
"""More than a file that is read can hold, so that one of them is not in it."""


def pairs_in(text: str) -> list[int]:
    """Where two escapes stand that are one character in double quotes, and what they seem anywhere else."""
    return [found.start("pair") for found in _PAIR.finditer(text)] if "\\u" in text else []


def with_stand_ins(text: str, pairs: Sequence[int]) -> tuple[str, dict[int, int]]:
    """The text with as many letters, of which it has none, in the place of each pair and unseen sign; and which sign each is."""
    there = set(text)
    if not pairs and there.isdisjoint(UNSEEN):
        return text, {}
    free = (c for c in map(chr, _LETTERS) if c not in there)
    letters, back = next(free) * _LENGTH, {ord(next(free)): ord(sign) for sign in UNSEEN}
    ends = [0, *(place + _LENGTH for place in pairs)]
    shown = letters.join(text[end:place] for end, place in zip(ends, [*pairs, len(text)], strict=True))
    return shown.translate({sign: letter for letter, sign in back.items()}), back


def restored(value: str, style: str | None, span: tuple[int, int], texts: tuple[str, str], pairs: Sequence[int]) -> str:
    """A value with what the letters in it stand for: a character in double quotes, and what is written elsewhere.

    `span` is where it begins and ends in both texts: as they are, and with the letters.
    """
    (begin, end), (text, shown) = span, texts
    if style in ("|", ">"):
        begin += len(re.split("[\r\n]", text[begin:end], maxsplit=1)[0])  # a comment may stand behind the sign
    for place in pairs[bisect_left(pairs, begin) : bisect_left(pairs, end)]:
        written = text[place : place + _LENGTH]
        meant = bytes.fromhex(written[2:6] + written[8:12]).decode("utf-16-be") if style == '"' else written
        value = value.replace(shown[place : place + _LENGTH], meant, 1)
    return value

"""Which words of two texts differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

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

"""The YAML test suite: each of its documents is read as it says, or refused by the name of what is not read here.

`yaml_suite/cases.json` holds its documents, written by `python -m tests.guards.yaml_suite`; their licence lies beside them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from grantrules.base.errors import Problems
from grantrules.base.nodes import ListNode, MappingNode, Node, ScalarNode, read_bytes

CASES = json.loads((Path(__file__).parent / "yaml_suite" / "cases.json").read_text("utf-8"))

NOT_READ = {
    "anchors and aliases": "anchors and aliases are not read|is an anchor or an alias",
    "tags": "the tag `.*` is not read|is a tag, and none are read",
    "directives": "is a directive that is not known",
    "several documents, or what stands behind the first": "second document|one document a file",
    "no document": "the file is empty|expected a value, found `...`",
    "keys that are lists or mappings": "a key must be a word; found a (list|mapping)",
    "empty keys": r"expected a key before this `:`|`:` stands behind a value|expected a value, found `:`",
    "keys in braces without a colon, or in another line": "has no value|on one line with its `:`",
    "a sign at the beginning of a text in braces": (
        r"expected a space after this `[?:]`|expected a value, found `:.*; put it in quotes|found `\?"
    ),
    "tabs where an indentation may be meant": "a tab stands where indentation is read",
    "a text below `|` that begins or ends unclearly": "the file ends in spaces",
}
"""What is not read, and how that is told; the first that fits counts."""

COUNTS = {
    "read as the suite says": 167,
    "refused as the suite does": 94,
    "anchors and aliases": 28,
    "tags": 25,
    "directives": 20,
    "several documents, or what stands behind the first": 13,
    "no document": 7,
    "keys that are lists or mappings": 12,
    "empty keys": 8,
    "keys in braces without a colon, or in another line": 13,
    "a sign at the beginning of a text in braces": 5,
    "tabs where an indentation may be meant": 12,
    "a text below `|` that begins or ends unclearly": 2,
}


def outcome(case: dict[str, Any]) -> str:
    problems = Problems()
    node = read_bytes(case["text"].encode(), "f", problems)
    if node is not None and not problems.errors:
        alike = case["documents"] is not None and list(map(flat, case["documents"])) == [as_text(node)]
        return "read as the suite says" if alike and "uses" not in case else f"read otherwise: {case['name']}"
    if case["documents"] is None:
        return "refused as the suite does"
    said = problems.errors[0].message
    return next((what for what, words in NOT_READ.items() if re.search(words, said)), f"{case['name']}: {said}")


def flat(expected: Any) -> Any:
    """What the suite says, without how each text is written."""
    return expected[1:] if isinstance(expected, str) else [expected[0], *map(flat, expected[1:])]


def as_text(node: Node) -> Any:
    match node:
        case ScalarNode(text=text):
            return text
        case ListNode(items=items):
            return ["seq", *map(as_text, items)]
        case MappingNode(entries=entries):
            return ["map", *(each for entry in entries for each in (entry.key, as_text(entry.node)))]


def test_each_document_is_read_as_the_suite_says_or_refused_by_name(parser: str) -> None:
    counts = Counter(map(outcome, CASES))
    assert sum(counts.values()) == 406
    assert set(counts) <= {"read as the suite says", "refused as the suite does", *NOT_READ}
    if parser == "libyaml":
        assert counts == COUNTS

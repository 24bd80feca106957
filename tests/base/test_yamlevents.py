"""What the parser of YAML refuses is told in our words, by both parsers alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from grantrules.base.errors import Problems
from grantrules.base.jsontext import MAX_DEPTH
from grantrules.base.nodes import read_bytes
from grantrules.base.yamltext import BEGUN, GENERAL, SAID

TAB = "a tab stands where indentation is read; indent with spaces"
DIRECTIVE = "the line that begins with `%` is a directive that is not known; leave it out"
TAG = "what begins with `!` is a tag, and none are read here; leave it out, or quote it if it is text"
KEY = (
    "a key cannot stand here; quote the text that this `:` is part of, or begin the key on a line of its own,"
    " in the column of the others"
)
BEHIND = "stands behind a value that has ended; put the whole text in one pair of quotes, or begin a new line"
FOR_MAPPING = "does not go on with the mapping that begins in line 1; expected a key in the column of its first"
FOR_LIST = "does not go on with the list that begins in line 1; expected `- ` in the column of its first"
DIGITS = "expected more digits (0 to 9, a to f) in the escape of a character, found"

BOTH = {
    "%YAML 3.0\n---\nid: a\n": f"1:1: {DIRECTIVE}",
    "%YAML x\n---\nid: a\n": f"1:1: {DIRECTIVE}",
    "%YAML 1.1\n%YAML 1.1\n---\nid: a\n": f"2:1: {DIRECTIVE}",
    "%TAG ! x\n%TAG ! y\n---\nid: a\n": f"2:1: {DIRECTIVE}",
    "id: &": "1:5: what begins with `&` is an anchor or an alias, and none are read here; quote it if it is text",
    "id: *": "1:5: what begins with `*` is an anchor or an alias, and none are read here; quote it if it is text",
    "id: !<x": f"1:5: {TAG}",
    "id: !x!y z": f"1:5: {TAG}",
    "id: a\nname: 'Bø\n": "2:7: the quote that opens here is never closed",
    'id: "a\n---\nb"\n': "1:5: the quote that opens here is not closed before a line of `---` or `...`",
    'id: "C:\\qed"': r"1:8: `\q` means nothing in double quotes; write `\\` for a backslash",
    'id: "\\xæ"': f'1:8: {DIGITS} `æ"`',
    "applicant:\n\ttype: municipality\n": f"2:1: {TAB}",
    "id: |\n\ta\n": f"2:1: {TAB}",
    "\tid: a": f"1:1: {TAB}",
    "id: |words\n a": "1:6: expected the end of the line after `|` or `>`, found `words`; the text begins on the next line",
    '{"id": "a"\n "name": "b"}': '2:2: the `{` in line 1 is not closed; expected `,` or `}`, found `"name":`',
    '{\n"id": "a"': "2:10: the `{` in line 1 is not closed; expected `,` or `}`, found the end of the file",
    '["a" "b"]': '1:6: the `[` in line 1 is not closed; expected `,` or `]`, found `"b"]`',
    "[a, b\nid: a": "2:3: the `[` in line 1 is not closed; expected `,` or `]`, found `:`",
    'name: "Bø" kommune\n': f"1:12: `kommune` {BEHIND}",
    '- "Bø" kommune\n': f"1:8: `kommune` {BEHIND}",
    "id: a\n name: b\n": f"2:6: {KEY}",
    "a:\n  b: 1\n c: 2\n": f"3:2: `c:` {FOR_MAPPING}",
    "a: 1\n- b\n": f"2:1: `-` {FOR_MAPPING}",
    "- a\nb: 1\n": f"2:1: `b:` {FOR_LIST}",
    "- - a\n - b\n": f"2:2: `-` {FOR_LIST}",
    "title: Rules: a summary\n": f"1:13: {KEY}",
    "title: 🏥 Rules: a summary\n": f"1:15: {KEY}",
    "id: - a\n": "1:5: a list cannot begin here; begin it on a line of its own, below its key",
    "id: ? a\n": "1:5: a key cannot begin here; quote the `?` if it is part of a text",
    "a: 1\r\nstandsalone\r\nc: 2\r\n": (
        "2:1: expected `:` and a value after `standsalone`; indent it if it goes on with the line before"
    ),
    "id: @home": "1:5: no value begins with `@`; put it in quotes if it is text",
    "id: `home`": "1:5: no value begins with ```; put it in quotes if it is text",
    "id: %home": "1:5: no value begins with `%`; put it in quotes if it is text",
    "id: ]": "1:5: expected a value, found `]`; put it in quotes if it is text",
    "{id: ": "1:6: the file ends where a value is expected",
    '{"a"\n:1}': (
        "2:1: the `{` in line 1 is not closed before this `:`, or a `,` is missing; a key of 1,024 characters at most"
        " stands on one line with its `:`"
    ),
    ": a\n": "1:1: expected a key before this `:`",
    '{"a": 1}}': "1:9: expected one document a file; `}` stands outside of it",
}
"""Texts, and what is said of them, whichever parser reads them."""

LIBYAML = {
    "%FOO bar\n---\nid: a\n": f"1:1: {DIRECTIVE}",
    '{"id": "\\ud83d"}': "1:11: the escape stands for no character, or for half of one",
    '{"id": "\\U00110000"}': "1:11: the escape stands for no character, or for half of one",
    "{a:]": "1:3: expected a space after this `:`; put it in quotes if it is part of a text",
}
PYTHON = {
    '{"id": "\\U00110000"}': "1:1: an escape in a quoted text stands for no character",
    '{"id": "\\UFFFFFFFF"}': "1:1: an escape in a quoted text stands for no character",
}
"""The same where only libyaml refuses a text or knows the place, and what PyYAML's own parser comes to there."""


def told(text: str, name: str = "f.yaml") -> list[str]:
    problems = Problems()
    assert read_bytes(text.encode(), name, problems) is None
    return [str(problem) for problem in problems.sorted()]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", BOTH)
def test_both_parsers_are_told_alike(text: str) -> None:
    place, said = BOTH[text].split(": ", 1)
    assert told(text) == [f"f.yaml:{place}: is not YAML: {said}"]


def test_what_only_one_of_them_refuses(parser: str) -> None:
    for text, expected in (LIBYAML if parser == "libyaml" else PYTHON).items():
        place, said = expected.split(": ", 1)
        assert told(text) == [f"f.yaml:{place}: is not YAML: {said}"]


def test_every_sentence_is_said_of_some_text() -> None:
    expected = "\n".join([*BOTH.values(), *LIBYAML.values()])
    patterns = ["".join(_as_pattern(words)) for words in (BEGUN | SAID).values()]
    assert [pattern for pattern in patterns if not re.search(pattern, expected)] == []


def _as_pattern(words: str) -> Iterator[str]:
    for piece in re.split(r"(\{\w+\})", words):
        yield ".+" if re.fullmatch(r"\{\w+\}", piece) else re.escape(piece.format())


@pytest.mark.parametrize("name", ["a.json", "A.JSON", "lines.jsonl", "lines.ndjson"])
def test_json_is_called_json(name: str) -> None:
    assert told('{"id": ]', name) == [
        f"{name}:1:8: is not JSON: expected a value, found `]`; put it in quotes if it is text"
    ]


DEEP = {"[": 41, "{": 41, "- ": 81, "? ": 81, "[{": 41, "- ? ": 81, "{a: [": 101}
"""What nests when it is repeated, and the column where one too many begins."""


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("piece", DEEP)
def test_depth_is_told_where_it_is_passed_whoever_notices(piece: str) -> None:
    where = f"f.yaml:1:{DEEP[piece]}"
    assert told(piece * 2000) == [f"{where}: is nested more than {MAX_DEPTH} deep, the most that is read"]


class Unheard(yaml.MarkedYAMLError):
    pass


def refusing(error: Exception) -> object:
    def parse(*_arguments: object, **_more: object) -> Iterator[yaml.Event]:
        raise error

    return parse


def test_what_is_not_known_is_told_in_general_words(monkeypatch: pytest.MonkeyPatch) -> None:
    place = yaml.Mark("", 7, 1, 1, None, None)  # type: ignore[arg-type]
    for error, where in (
        (Unheard("while dreaming", None, "found a sheep", place), "2:2"),
        (Unheard(None, place, "found a sheep", None), "2:2"),
        (Unheard("while dreaming", None, "found a sheep", None), "1:1"),
        (yaml.YAMLError("found a sheep"), "1:1"),
        (yaml.reader.ReaderError("f", 7, 35, "utf-8", "sheep are not allowed"), "1:1"),
    ):
        monkeypatch.setattr(yaml, "parse", refusing(error))
        assert told("id: a\nname: b\n") == [f"f.yaml:{where}: is not YAML: {GENERAL}"]


def test_a_parser_that_follows_less_far_than_we_do_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    place = yaml.Mark("", 7, 1, 1, None, None)  # type: ignore[arg-type]
    error = Unheard("while increasing flow level", place, "exceeded maximum nesting depth", place)
    monkeypatch.setattr(yaml, "parse", refusing(error))
    assert told("id: a\nname: b\n") == ["f.yaml:2:2: is nested more than 40 deep, the most that is read"]

"""What PyYAML reads otherwise than YAML 1.2 is refused in words, and what is read stands where the file has it."""

from __future__ import annotations

import re

import pytest
import yaml

from grantrules.base.errors import Problems
from grantrules.base.nodes import MappingNode, plain, read_bytes
from grantrules.base.yaml12 import SAID
from grantrules.base.yamltext import ONLY_YAML

QUOTE = 'this line stands too far to the left to go on with the `"` in line {}; close that, or indent the line'
BRACKET = "this line stands too far to the left to go on with the `[` in line {}; close that, or indent the line"
COMMENT = "expected a space before this `#`; put the whole text in quotes if it is part of one"
QUESTION = "expected a space after this `?`; put it in quotes if it is part of a text"
DIRECTIVE = "the line that begins with `%` is a directive that is not known; leave it out"
ALONE = "expected something after this `{}`; put it in quotes if it is the text"
LAST = "the file ends in spaces that are part of the text or not; leave them out, or end the line"

REFUSED = {
    # a type that bars, where `?type` is a field that there is not
    "applicant: {?type: stiftelse}\n": f"1:13: {QUESTION}",
    "[?a]\n": f"1:2: {QUESTION}",
    "[a, ?b: c]\n": f"1:5: {QUESTION}",
    'id: "a"# b\n': f"1:8: {COMMENT}",
    "id: [a]#b\n": f"1:8: {COMMENT}",
    "id: [a,#b\n  c]\n": f"1:8: {COMMENT}",
    "id: [a, # b\n  'c'#d\n  ]\n": f"2:6: {COMMENT}",
    "%YAML 1.1\n---\nid: no\n": f"1:1: {DIRECTIVE}",
    "# a\n%TAG ! x\n---\nid: no\n": f"2:1: {DIRECTIVE}",
    "id: [-]\n": f"1:6: {ALONE.format('-')}",
    "id: [a, -, b]\n": f"1:9: {ALONE.format('-')}",
    'id: "a\nb"\n': f"2:1: {QUOTE.format(1)}",
    'a:\n  id: "a\n\n  b"\n': f"4:3: {QUOTE.format(2)}",
    'id: "a\n\tb"\n': f"2:1: {QUOTE.format(1)}",
    "id: \"a\r\n\r\nb: 'c'\r\nd: \"\r\n": f"3:1: {QUOTE.format(1)}",
    "id: [a,\nb]\n": f"2:1: {BRACKET.format(1)}",
    "a:\n  id: [\n    a,\n  b\n  ]\n": f"4:3: {BRACKET.format(2)}",
    "id: |# a\n  b\n": "1:6: expected the end of the line after `|` or `>`, found `#`; the text begins on the next line",
    "- \n|\n a\n": "2:1: this `|` stands too far to the left to belong to the line before; indent it and the text",
    "id: >\n    \n  a\n": "2:1: this line holds more spaces than the text below it is indented by; leave them out",
    "id: >\n  \n\n   \n # a\n": "2:1: this line holds more spaces than the text below it is indented by; leave them out",
    "|\n# a\n": "2:1: the text below `|` may begin here or later; indent it, and put comments above",
    "id: |\n  a\n   ": f"3:1: {LAST}",
    "- |+\n   ": f"2:1: {LAST}",
}
"""Texts, and what is said of them, whichever parser reads them."""

READ: dict[str, object] = {
    "# ?a -b #c\nid: a#b ?c -d %e\n": {"id": "a#b ?c -d %e"},
    "? id\n: a\n? name\n": {"id": "a", "name": None},
    "{? id : a}": {"id": "a"},
    '{"id":"a","b":["c","d"]}#'[:-1]: {"id": "a", "b": ["c", "d"]},
    "%YAML 1.2 # which it is\n---\nid: no\n...\n": {"id": "no"},
    "id: [-1, --, -a, '-']\n": {"id": [-1, "--", "-a", "-"]},
    # a bracket that closes below its key, as many write it; comments and empty lines do not count
    "id: [\n  a,\n# b\n\n  c\n]\nd: {\n  e: f\n}\n": {"id": ["a", "c"], "d": {"e": "f"}},
    '{\n"a": [\n1\n],\n"b": 2\n}\n': {"a": [1], "b": 2},
    "a:\n- 'b\n\n   c'\n- d\n": {"a": ["b\nc", "d"]},
    "a: |\n\n  b\n   c\n\n # d\ne: >-\n  f\n": {"a": "\nb\n c\n", "e": "f"},
    "a: |2\n    \n  b\n": {"a": "  \nb\n"},
    "a: |\n  b\n   \n": {"a": "b\n \n"},
    "|\n a\n# b\n": "a\n",
}
"""What is read."""


pytestmark = pytest.mark.usefixtures("parser")


def told(text: str, name: str = "f.yaml") -> list[str]:
    problems = Problems()
    read_bytes(text.encode(), name, problems)
    return [str(problem) for problem in problems.sorted()]


def read(text: str, name: str = "f.yaml") -> object:
    problems = Problems()
    node = read_bytes(text.encode(), name, problems)
    assert (node is not None, problems.sorted()) == (True, ()), text
    assert node is not None
    return plain(node)


def test_what_the_parser_takes_and_yaml_does_not_is_refused() -> None:
    for text, expected in REFUSED.items():
        place, said = expected.split(": ", 1)
        assert told(text) == [f"f.yaml:{place}: is not YAML: {said}"], text


def test_what_looks_like_it_is_read() -> None:
    for text, expected in READ.items():
        assert read(text) == expected, text


def test_every_sentence_is_said_of_some_text() -> None:
    expected = "\n".join(REFUSED.values())
    for words in SAID.values():
        assert re.search(re.sub(r"\\{\w+\\}", ".+", re.escape(words)), expected), words


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_what_ends_a_line_in_yaml_1_1_alone_is_refused(sign: str) -> None:
    said = f"has a separator (U+{ord(sign):04X}) that ends the line for some programs only; leave it out, or begin a new line"
    # a year that was commented out, and a name that would gain a priority
    assert told(f"id: a\n# so it was:{sign}year: 2023\n") == [f"f.yaml:2:13: {said}"]
    assert told(f'id: a\r\nname: "Bø{sign}tags: x"\r\n') == [f"f.yaml:2:10: {said}"]
    assert read(f'id: "\\u{ord(sign):04x}"\n') == {"id": sign}


def test_what_ends_no_line_in_json_is_part_of_its_texts_and_moves_nothing() -> None:
    for name in ("f.yaml", "f.json"):
        signs = "\x85a\u2028\u2029\ufeff"
        assert read(f'{{"{signs}": "b{signs}c",\n"d": "{signs}\\ud83c\\udfe5"}}', name) == {
            signs: f"b{signs}c",
            "d": f"{signs}🏥",
        }
        text = f'{{"a": "{signs}", "b": 1e5}}'
        assert told(text, name)[0].startswith(f"{name}:1:{text.index('1e5') + 1}: `1e5` has an exponent")


def test_a_byte_order_mark_inside_is_refused_too() -> None:
    said = "has a byte-order mark (U+FEFF) inside; leave it out"
    assert told("id: a\n\ufeffname: b\n") == [f"f.yaml:2:1: {said}"]
    assert read('id: "\\ufeff"\n') == {"id": "\ufeff"}


def test_a_line_ends_where_yaml_and_editors_end_it() -> None:
    assert told("id: a\rname: \x07\n") == ["f.yaml:2:7: has a control character (U+0007)"]
    assert told("id: a\r\nname: b\rc: 010\n")[0].startswith("f.yaml:3:4: ")


# -- a character that JSON writes as two escapes

HOSPITAL = r"\ud83c\udfe5"


def test_two_escapes_are_one_character_in_double_quotes_and_what_is_written_elsewhere() -> None:
    assert read(rf'{{"{HOSPITAL}": "a{HOSPITAL}{HOSPITAL.upper().replace("U", "u")}b"}}') == {"🏥": "a🏥🏥b"}
    assert read(rf'"\\{HOSPITAL}"') == "\\🏥"
    assert read(f"a: '{HOSPITAL}'\nb: {HOSPITAL}\n") == {"a": HOSPITAL, "b": HOSPITAL}
    assert read(rf"a: '\\\{HOSPITAL}'") == {"a": rf"\\\{HOSPITAL}"}
    text = f"a: | # {HOSPITAL}\n  {HOSPITAL}\n# {HOSPITAL}\nb: >-\n  {HOSPITAL} \U00020000\n"
    assert read(text) == {"a": f"{HOSPITAL}\n", "b": f"{HOSPITAL} \U00020000"}
    assert read(f'a: | # {HOSPITAL}\nb: "{HOSPITAL}"') == {"a": "", "b": "🏥"}


def test_what_stands_behind_two_escapes_keeps_its_column() -> None:
    text = f'{{"a": "{HOSPITAL}{HOSPITAL}", "b": 010}}'
    assert told(text)[0].startswith(f"f.yaml:1:{text.index('010') + 1}: `010` begins with a zero")
    text = f'{{"a": "{HOSPITAL}" "b"}}'
    assert told(text)[0].startswith(f"f.yaml:1:{len(text) - 3}: ")
    node = read_bytes(f'["{HOSPITAL}", {{"a": 1}}]'.encode(), "f.yaml", Problems())
    assert isinstance(made := node.items[1] if node and hasattr(node, "items") else None, MappingNode)
    assert made.where.column == len(f'["{HOSPITAL}", ') + 1


@pytest.mark.parametrize("half", [r"\ud83c", r"\udfe5", r"\udfe5\ud83c", r"\\ud83c\udfe5", r"\ud83cx\udfe5"])
def test_half_a_character_is_none(half: str) -> None:
    problems = Problems()
    node = read_bytes(f'"{half}"'.encode(), "f.yaml", problems)
    if node is None:  # libyaml
        assert "the escape stands for no character, or for half of one" in str(problems.errors[0])
    else:
        assert not str(plain(node)).isascii()


# -- JSON

NO_JSON = {
    '{"a": 1,}': "1:9: `}`",
    '{"a": [1, 2, ]}': "1:14: `]}`",
    '{"a": 1} # b': "1:10: `#`",
    "{a: 1}": "1:2: `a:`",
    "{'a': 1}": "1:2: `'a':`",
    "a: 1": "1:1: `a:`",
    '{"a": True}': "1:7: `True}`",
    '{"a": .5}': "1:7: `.5}`",
    '{"a": "NaN", "b": [NaN]}': "1:20: `NaN]}`",
    '{"a": -Infinity}': "1:7: `-Infinity}`",
    "[NaN]": "1:2: `NaN]`",
    '{"a":\n "b\tc"}': "2:4: a tab",
    '{"a": "b\n c"}': "1:9: the end of the line",
    '{"a": }': "1:7: `}`",
}


def test_json_may_be_indented_by_tabs() -> None:
    if hasattr(yaml, "CSafeLoader"):  # PyYAML's own parser refuses them
        assert read('{\n\t"a": [\n\t\t1\n\t]\n}\n', "f.json") == {"a": [1]}


def test_a_file_that_is_called_json_holds_json() -> None:
    for text, expected in NO_JSON.items():
        place, found = expected.split(": ", 1)
        assert told(text, "f.JSON") == [f"f.JSON:{place}: is not JSON: {found} {ONLY_YAML}"], text
        assert told(text) == [], text
    for text in ('{\n  "a": [1, -0.5, true, null],\n  "b\\/\\u00f8": {}\n}\n', "[]", "0", '"a"', '{"a":1}'):
        assert read(text, "f.json") == read(text)
    assert told('{"a": 1, "a": 2}', "f.json") == ["f.json:1:10: duplicate key `a`; it stands in line 1 already"]

"""From bytes to nodes: YAML (and JSON, which is YAML) read strictly, every value with its place.

PyYAML's event stream is used and nothing above it, because its constructors read `no` as false,
`010` as 8 and `12:30` as 750, and its C composer can be crashed by deep nesting (docs/language.md, What is read).
What is read is the YAML 1.2 core schema without anchors, tags, exponents and second documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import assert_never

import yaml

from grantrules.base.codes import Code
from grantrules.base.decoding import MAX_BYTES, place_after, text_of
from grantrules.base.errors import Location, Problems, json_pointer, shorten, unreadable
from grantrules.base.jsontext import MAX_DEPTH, is_json
from grantrules.base.values import MAX_DIGITS, Written, doubtful, has_too_many_digits, is_ambiguous
from grantrules.base.yamltext import NotYaml, TooDeep, check_json, events

MAX_VALUES = 50_000

Plain = None | bool | int | Decimal | str


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value. `value` is what YAML 1.2 makes of it: nothing, true or false, a number or text."""

    value: Plain
    text: str
    where: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping and what stands under it."""

    key: str
    where: Location
    node: Node


@dataclass(frozen=True)
class MappingNode:
    """Keys and values, in the order of the file."""

    entries: tuple[Entry, ...]
    where: Location

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """The entries by their keys."""
        return {entry.key: entry for entry in self.entries}

    def get(self, key: str) -> Node | None:
        """What stands under `key`, if anything does."""
        entry = self.by_key.get(key)
        return entry.node if entry else None


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list of nodes."""

    items: tuple[Node, ...]
    where: Location


Node = ScalarNode | MappingNode | ListNode


def in_words(node: Node) -> str:
    """What a node is, in words, for a message."""
    match node:
        case MappingNode():
            return "a mapping"
        case ListNode():
            return "a list"
        case ScalarNode(value=None):
            return "nothing"
        case ScalarNode(text=text):
            return f"`{shorten(text)}`"
        case _:
            assert_never(node)


def plain(node: Node) -> object:
    """The node as ordinary Python data, without places."""
    match node:
        case ScalarNode(value=value):
            return value
        case ListNode(items=items):
            return [plain(item) for item in items]
        case MappingNode(entries=entries):
            return {entry.key: plain(entry.node) for entry in entries}
        case _:
            assert_never(node)


def locate(root: Node, path: tuple[str | int, ...], *, key: bool = False) -> Location:
    """The place of what stands at `path`, or of the key that it stands under.

    Steps that lead nowhere are passed over, so that a missing key is placed at what should hold it.
    """
    node, where = root, root.where
    for step in path:
        match node, step:
            case MappingNode(), str():
                entry = node.by_key.get(step)
                if entry is not None:
                    node, where = entry.node, entry.where if key else entry.node.where
            case ListNode(items=items), int() if step < len(items):
                node = items[step]
                where = node.where
            case _:
                pass
    return where


def read_file(path: Path, name: str, problems: Problems) -> Node | None:
    """Read one file; what is wrong with it goes to `problems` under `name`."""
    data = bytes_of(path, name, problems)
    return None if data is None else read_bytes(data, name, problems)


def bytes_of(path: Path, name: str, problems: Problems) -> bytes | None:
    """What stands in a file, of one that is too large only as much as shows that it is; what is wrong goes to `problems`."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        problems.add(Location(name), *unreadable(error))
    return None


def read_bytes(data: bytes, name: str, problems: Problems, *, json_only: bool = False) -> Node | None:
    """Read the contents of a file; nothing is returned where `problems` got an error that hides the rest."""
    text = text_of(data, name, problems)
    if text is None or (json_only and not is_json(text, name, problems)):
        return None
    return _Reader(name, problems).read(text)


_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class _Open:
    """A collection that is still being read."""

    where: Location
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: ScalarNode | None = None


def _without_colon(event: yaml.ScalarEvent, ended: tuple[int, int] | None) -> bool:
    """Whether nothing at all stands between the end of what was read before and a value that is empty."""
    start = event.start_mark
    return not event.value and event.implicit[0] and start is not None and (start.line, start.column) == ended


def _pointed(where: Location, stack: list[_Open], *inside: str) -> Location:
    """A place with the way to what is being read there, and on to what is inside."""
    way = (each.key.text if each.key else None if each.mapping else len(each.items) for each in stack)
    return replace(where, pointer=json_pointer((*(step for step in way if step is not None), *inside)))


_JSON = (".json", ".jsonl", ".ndjson")
"""How the names of files end that people take for JSON."""


class _StopReading(Exception):
    """The rest of the file cannot be read."""


class _Reader:
    def __init__(self, name: str, problems: Problems) -> None:
        self.name, self.problems = name, problems
        self.values = 0
        self.root: Node | None = None

    def read(self, text: str) -> Node | None:
        json = self.name.lower().endswith(_JSON)
        try:
            try:
                self._take(events(text))
            except TooDeep as refused:
                self._tell_depth(refused.before)
            if json and isinstance(self.root, MappingNode | ListNode):
                check_json(text)
        except NotYaml as refused:
            form = "JSON" if json else "YAML"
            where = Location(self.name, refused.line, refused.column)
            self.problems.add(where, Code.INVALID_SYNTAX, f"is not {form}: {refused.message}")
            return None
        except _StopReading:
            return None
        if self.root is None:
            self.problems.add(Location(self.name, 1, 1), Code.EMPTY_FILE, "the file is empty")
        return self.root

    def _stop(self, where: Location, code: Code, message: str) -> None:
        self.problems.add(where, code, message)
        raise _StopReading

    def _tell_depth(self, before: str) -> None:
        """Tell where our own limit is passed in what the parser, which looks ahead, had read when it gave up."""
        self.values = 0
        with suppress(NotYaml, TooDeep):
            self._take(events(before))
        self._too_deep(place_after(self.name, before))

    def _too_deep(self, where: Location) -> None:
        self._stop(where, Code.TOO_LARGE, f"is nested more than {MAX_DEPTH} deep, the most that is read")

    def _take(self, found: Iterator[yaml.Event]) -> None:
        stack: list[_Open] = []
        documents = 0
        ended: tuple[int, int] | None = None
        for event in found:
            mark = event.start_mark
            assert mark is not None
            where = Location(self.name, mark.line + 1, mark.column + 1)
            match event:
                case yaml.AliasEvent():
                    self._stop(where, Code.NOT_SUPPORTED, "anchors and aliases are not read here; write the value out")
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._stop(
                            where, Code.NOT_SUPPORTED, "a second document begins here; expected one document a file"
                        )
                case yaml.NodeEvent():
                    self._check(event, where, len(stack))
                    if isinstance(event, yaml.ScalarEvent):
                        if not (stack and _without_colon(event, ended) and self._cut_at_a_comma(stack[-1])):
                            self._place(stack, self._scalar(event, where, stack))
                        end = event.end_mark
                        ended = None if end is None else (end.line, end.column)
                    else:
                        stack.append(_Open(where, isinstance(event, yaml.MappingStartEvent)))
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    done = stack.pop()
                    made = MappingNode(tuple(done.entries.values()), done.where) if done.mapping else None
                    self._place(stack, made or ListNode(tuple(done.items), done.where))
                case _:
                    pass

    def _check(self, event: yaml.NodeEvent, where: Location, depth: int) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            self._stop(where, Code.TOO_LARGE, f"the file holds more than {MAX_VALUES:,} values, the most that is read")
        if depth >= MAX_DEPTH:
            self._too_deep(where)
        if event.anchor is not None:
            self._stop(where, Code.NOT_SUPPORTED, "anchors and aliases are not read here; write the value out")
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._stop(where, Code.NOT_SUPPORTED, f"the tag `{shorten(written)}` is not read here; leave it out")

    def _place(self, stack: list[_Open], node: Node) -> None:
        if not stack:
            self.root = node
            return
        top = stack[-1]
        if not top.mapping:
            top.items.append(node)
        elif top.key is None:
            if isinstance(node, ScalarNode):
                top.key = node
            else:
                self._stop(node.where, Code.WRONG_SHAPE, f"a key must be a word; found {in_words(node)}")
        else:
            key, top.key = top.key, None
            if key.text in top.entries:
                first = top.entries[key.text].where.line
                self.problems.add(
                    _pointed(key.where, stack, key.text),
                    Code.DUPLICATE_KEY,
                    f"duplicate key `{shorten(key.text)}`; it stands in line {first} already",
                )
            else:
                top.entries[key.text] = Entry(key.text, key.where, node)

    def _cut_at_a_comma(self, top: _Open) -> bool:
        """Tell of a key without a colon, such as a text in braces leaves behind a comma; it is taken for no key."""
        if top.key is None:
            return False
        key, top.key = top.key, None
        message = f"`{shorten(key.text)}` has no value"
        before = next(reversed(top.entries.values()), None)
        if before is not None and isinstance(before.node, ScalarNode):
            whole = f"{before.node.text}, {key.text}"
            message += (
                f'; if it is text that goes on after a comma, quote the text: {{{before.key}: "{shorten(whole)}"}}'
            )
            top.entries[before.key] = Entry(before.key, before.where, ScalarNode(whole, whole, before.node.where))
        self.problems.add(key.where, Code.INVALID_SYNTAX, message)
        return True

    def _scalar(self, event: yaml.ScalarEvent, where: Location, stack: list[_Open]) -> ScalarNode:
        text = event.value
        if not event.implicit[0]:  # quoted or block text
            return ScalarNode(text, text, where)
        value: Plain = text
        if text in _WORDS:
            value = _WORDS[text]
        elif has_too_many_digits(text) and (_INTEGER.fullmatch(text) or _DECIMAL.fullmatch(text)):
            said = f"expected a number of at most {MAX_DIGITS} digits, found `{shorten(text)}`; quote it if it is text"
            self.problems.add(_pointed(where, stack), Code.OUT_OF_RANGE, said)
        elif _INTEGER.fullmatch(text):
            value = int(text)
        elif _DECIMAL.fullmatch(text):
            value = Written(text) if is_ambiguous(text) else Decimal(text)
        elif why := doubtful(text):
            or_quote = ", or quote it if it is text" if ";" in why else ""
            self.problems.add(_pointed(where, stack), Code.DOUBTFUL_VALUE, f"`{shorten(text)}` {why}{or_quote}")
        return ScalarNode(value, text, where)

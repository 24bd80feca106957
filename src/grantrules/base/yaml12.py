"""What PyYAML takes although YAML 1.2 forbids it or reads it otherwise: refused, by the places of the events in the text.

PyYAML's parsers follow YAML 1.1, and some of its rules they do not check. Their events say where each value stands, so that
what stands in between (signs, comments, directives) and how values are laid out can be held against YAML 1.2. What is refused
here is tried with the YAML test suite (tests/base/test_yaml_suite.py); docs/decisions/0031 says why it is done so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import yaml


class Otherwise(Exception):
    """YAML 1.2 does not read a text as PyYAML does: from which place on, and why."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place, self.message = place, message


SAID = {
    "comment": "expected a space before this `#`; put the whole text in quotes if it is part of one",
    "question": "expected a space after this `?`; put it in quotes if it is part of a text",
    "directive": "the line that begins with `%` is a directive that is not known; leave it out",
    "alone": "expected something after this `{sign}`; put it in quotes if it is the text",
    "left": "this line stands too far to the left to go on with the `{sign}` in line {line}; close that, or indent the line",
    "header": "expected the end of the line after `|` or `>`, found `{sign}`; the text begins on the next line",
    "block": "this `{sign}` stands too far to the left to belong to the line before; indent it and the text",
    "blank": "this line holds more spaces than the text below it is indented by; leave them out",
    "whole": "the text below `{sign}` may begin here or later; indent it, and put comments above",
    "last": "the file ends in spaces that are part of the text or not; leave them out, or end the line",
}
"""What is said of a text that YAML 1.2 does not read as PyYAML does."""

_COMMENT = re.compile(r"(?P<before>[^#\r\n]*)#[^\r\n]*")
_UNSPACED = re.compile(r"\?(?![ \t\r\n]|\Z)")
_DIRECTIVE = re.compile(r"^%(?!YAML[ \t]+1\.2[ \t]*$)", re.MULTILINE)

_ALONE = re.compile(r"[-?:](?=[\s,\[\]{}]|\Z)")
"""A sign that cannot be a text, or the beginning of one, in braces and brackets."""

_HEADER = re.compile(r"[|>](?P<signs>[-+1-9]*)(?:[ \t]+#[^\r\n]*)?[ \t]*(?:\r\n|[\r\n]|\Z)")
_LEADING = re.compile(r"(?P<blank>(?: *(?:\r\n|[\r\n]))*)(?P<indent> *)(?P<more>.?)")
_CUT = re.compile(r"[\r\n](?P<last> +)\Z")


def strict(found: Iterator[yaml.Event], text: str) -> Iterator[yaml.Event]:
    """The same events, as long as YAML 1.2 agrees with them.

    Raises:
        Otherwise: it does not.
    """
    end = 0
    columns = [-1]  # where the blocks begin that are open, each in its line
    flow: list[yaml.Event] = []  # the braces and brackets that are open
    for event in found:
        begun, ended = event.start_mark, event.end_mark
        assert begun is not None
        assert ended is not None
        start = ended.index if isinstance(event, yaml.DocumentStartEvent) else begun.index
        if start > end:
            between = text[end:start]
            if "#" in between or "?" in between:
                _between(text, end, start)
        match event:
            case yaml.ScalarEvent(style=style):
                if flow or style:
                    _scalar(event, text, columns[-1], bool(flow))
            case yaml.CollectionStartEvent(flow_style=True):
                _between(text, start, ended.index)  # a `?` that begins a mapping in brackets
                flow.append(event)
            case yaml.CollectionStartEvent():
                columns.append(begun.column)
            case yaml.CollectionEndEvent() if flow:
                opened = flow.pop()
                if not flow:
                    _indented(text, opened, ended.index, columns[-1])
            case yaml.CollectionEndEvent():
                columns.pop()
            case yaml.DocumentStartEvent() if wrong := _DIRECTIVE.search(_uncommented(text[end:start])):
                _refuse("directive", end + wrong.start())
            case _:
                pass
        end = max(end, ended.index)
        yield event
    _between(text, end, len(text))


def span(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins and ends in its text."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index


def _column(text: str, place: int) -> int:
    return place - 1 - max(text.rfind("\n", 0, place), text.rfind("\r", 0, place))


def _refuse(what: str, place: int, sign: str = "", line: int = 0) -> None:
    raise Otherwise(place, SAID[what].format(sign=sign, line=line))


def _between(text: str, start: int, end: int) -> None:
    """See what stands between two values: signs and comments."""
    between = text[start:end]
    if "#" in between:
        for comment in _COMMENT.finditer(between):
            place = start + comment.end("before")
            if place and text[place - 1] not in " \t\r\n":
                _refuse("comment", place)
        between = _uncommented(between)
    if "?" in between and (unspaced := _UNSPACED.search(between + text[end : end + 1])):
        _refuse("question", start + unspaced.start())


def _uncommented(between: str) -> str:
    """The same, as long as it was, with spaces where comments stand."""
    return _COMMENT.sub(lambda comment: comment["before"].ljust(len(comment[0])), between)


def _scalar(event: yaml.ScalarEvent, text: str, column: int, flow: bool) -> None:
    start, end = span(event)
    if event.tag or event.anchor:  # which begin before the value, and are read by nobody here
        return
    match event.style:
        case "'" | '"' if "\n" not in (shown := text[start:end]) and "\r" not in shown:
            pass
        case "'" | '"':
            _indented(text, event, end, column)
        case "|" | ">" if _column(text, start) <= column:
            _refuse("block", start, sign=event.style)
        case "|" | ">":
            _block(text, event, whole=column < 0)
        case _ if flow and end > start and _ALONE.match(text, start, end + 1):
            _refuse("alone", start, sign=text[start])
        case _:
            pass


def _indented(text: str, opened: yaml.Event, end: int, column: int) -> None:
    """See that the lines of a text in quotes, or of what stands in braces or brackets, belong to the block they stand in.

    That a bracket closes in the column of its key is taken, as everybody takes it.
    """
    mark = opened.start_mark
    assert mark is not None
    if column >= 0 and (
        wrong := _outdented(column, isinstance(opened, yaml.ScalarEvent)).search(text, mark.index, end)
    ):
        _refuse("left", wrong.end() - 1, sign=text[mark.index], line=mark.line + 1)


@cache
def _outdented(column: int, quoted: bool) -> re.Pattern[str]:
    """A line that holds something and begins too far to the left; `column` counts from 0."""
    held = r"(?: *\t|[ \t]*[^ \t\r\n])" if quoted else rf"(?! {{{column}}}[\]}}]|[ \t]*#)[ \t]*[^ \t\r\n]"
    return re.compile(rf"[\r\n](?! {{{column + 1}}}){held}")


def _block(text: str, event: yaml.ScalarEvent, *, whole: bool) -> None:
    """See that a text below `|` or `>` begins and ends where it seems to; `whole` if it is all there is."""
    (start, end), sign = span(event), str(event.style)
    header = _HEADER.match(text, start)
    if header is None:
        place = start + len(text[start:end]) - len(text[start:end].lstrip("|>-+123456789"))
        raise Otherwise(place, SAID["header"].format(sign=text[place]))
    leading = _LEADING.match(text, header.end())
    assert leading is not None
    if whole and leading["more"] == "#" and not leading["indent"]:
        _refuse("whole", leading.start("more"), sign=sign)
    if leading["more"] and leading["indent"] and not re.search("[1-9]", header["signs"]):
        place = header.end()
        for line in leading["blank"].splitlines(keepends=True):
            if len(line.rstrip("\r\n")) > len(leading["indent"]):
                _refuse("blank", place)
            place += len(line)
    if not text[end:].strip(" ") and (cut := _CUT.search(text, header.end() - 1)):
        _refuse("last", cut.start("last"))

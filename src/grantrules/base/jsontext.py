"""Whether a text is JSON and nothing else, for those who must not take YAML."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems, Refused

MAX_DEPTH = 40
"""So deep can what is read be nested."""

_TEXT_OR_NO_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(NaN|-?Infinity)')
_TEXT_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]')
_BEFORE_AN_END = re.compile(r",\s*(?=[]}])")


def is_json(text: str, name: str, problems: Problems) -> bool:
    """Whether a text is JSON; that it is not goes to `problems`. That it is empty or nested too deep is left to its reader."""
    beyond = beyond_json(text) if text.strip() else None
    if beyond is None:
        return True
    place, said = beyond
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    problems.add(Location(name, line, column), Code.INVALID_SYNTAX, f"is not JSON: {said}")
    return False


def beyond_json(text: str) -> tuple[int, str] | None:
    """Where a text is no JSON any more, and why, if it is none."""
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return None if _deepest(text[: error.pos]) > MAX_DEPTH else _told(text, error)
    except Refused as refused:
        return next(found.start() for found in _TEXT_OR_NO_NUMBER.finditer(text) if found[1]), str(refused)
    except RecursionError:
        pass
    return None


def _told(text: str, error: json.JSONDecodeError) -> tuple[int, str]:
    """Where and why, alike from every Python: some tell of a comma too much at the comma, some at the bracket behind it."""
    comma = _BEFORE_AN_END.match(text, error.pos)
    place = comma.end() if comma else error.pos
    if text[place : place + 1] in ("]", "}") and text[:place].rstrip().endswith(","):
        return place, f"`{text[place]}` stands behind a comma, which something must follow"
    return place, f"{error.msg[:1].lower()}{error.msg[1:]}"


def _deepest(text: str) -> int:
    """How deep the brackets in a text are nested; not every Python stops at a depth by itself."""
    depth = deepest = 0
    for found in _TEXT_OR_BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        deepest = max(deepest, depth)
    return deepest


def _refuse(word: str) -> NoReturn:
    raise Refused(Code.INVALID_SYNTAX, f"`{word}` is no number that JSON has")

"""Whether a text is JSON and nothing else, for those who must not take YAML."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems, Refused

_TEXT_OR_NO_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(NaN|-?Infinity)')


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
        return error.pos, f"{error.msg[:1].lower()}{error.msg[1:]}"
    except Refused as refused:
        return next(found.start() for found in _TEXT_OR_NO_NUMBER.finditer(text) if found[1]), str(refused)
    except RecursionError:
        pass
    return None


def _refuse(word: str) -> NoReturn:
    raise Refused(Code.INVALID_SYNTAX, f"`{word}` is no number that JSON has")

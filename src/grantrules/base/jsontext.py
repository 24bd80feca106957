"""Whether a text is JSON and nothing else, for those who must not take YAML."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems, Refused

_TEXT_OR_NO_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(NaN|-?Infinity)')


_BREAKS_OF_YAML = re.compile("[\x85\u2028\u2029]")


def with_yamls_breaks_escaped(text: str) -> str:
    """JSON with an escape for each character that PyYAML takes for the end of a line and JSON does not; other text as it is."""
    if _BREAKS_OF_YAML.search(text) is None or not is_json(text, "", Problems()):
        return text
    return _BREAKS_OF_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def is_json(text: str, name: str, problems: Problems) -> bool:
    """Whether a text is JSON; that it is not goes to `problems`. That it is empty or nested too deep is left to its reader."""
    if not text.strip():
        return True
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        said = f"{error.msg[:1].lower()}{error.msg[1:]}"
        problems.add(Location(name, error.lineno, error.colno), Code.INVALID_SYNTAX, f"is not JSON: {said}")
        return False
    except Refused as refused:
        start = next(found.start() for found in _TEXT_OR_NO_NUMBER.finditer(text) if found[1])
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        problems.add(Location(name, line, column), refused.code, str(refused))
        return False
    except RecursionError:
        pass
    return True


def _refuse(word: str) -> NoReturn:
    raise Refused(Code.INVALID_SYNTAX, f"is not JSON: `{word}` is no number that JSON has")

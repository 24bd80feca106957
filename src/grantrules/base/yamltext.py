"""Plain data written out as YAML that `nodes.py` reads back as the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from datetime import date
from decimal import Decimal

_BARE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*|\d{4}-\d{2}-\d{2}")
"""Text that needs no quotes: a word, and a day, which is read as text."""

_SPECIAL = frozenset({"true", "false", "null"})


def as_yaml(data: Mapping[str, object]) -> str:
    """Plain data (mappings, lists, text, numbers, dates, yes and no) as YAML, a line a value.

    Raises:
        TypeError: something else stands in it.
    """
    return "\n".join(_mapping(data, "")) + "\n"


def _mapping(data: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in data.items():
        match value:
            case Mapping() if value:
                yield f"{indent}{_scalar(key)}:"
                yield from _mapping(value, f"{indent}  ")
            case list() | tuple() if any(isinstance(item, Mapping) for item in value):
                yield f"{indent}{_scalar(key)}:"
                for item in value:
                    yield from _item(item, f"{indent}  ")
            case _:
                yield f"{indent}{_scalar(key)}: {_scalar(value)}"


def _item(item: object, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping) or not item:
        yield f"{indent}- {_scalar(item)}"
        return
    first, *rest = _mapping(item, f"{indent}  ")
    yield f"{indent}- {first.strip()}"
    yield from rest


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str() if _BARE.fullmatch(value) and value not in _SPECIAL:
            return value
        case str():
            return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in json.dumps(value, ensure_ascii=False))
        case Set():
            return _scalar(sorted(value))
        case list() | tuple():
            return f"[{', '.join(map(_scalar, value))}]"
        case Mapping():
            return "{" + ", ".join(f"{_scalar(key)}: {_scalar(inner)}" for key, inner in value.items()) + "}"
        case _:
            raise TypeError(f"no YAML for {value!r}")

"""Where something stands in a document or a file, told by the way that leads to it."""

from __future__ import annotations

from collections.abc import Callable

from grantrules.base.errors import Location
from grantrules.base.nodes import Node, locate

DataPath = tuple[str | int, ...]
"""The names and numbers that lead to a value, from the top of a document."""

Locate = Callable[[DataPath, bool], Location]
"""Where a path into the data stands: its value, or (true) the key that it stands under."""


def in_file(root: Node) -> Locate:
    """Places of data that was read from a file."""
    return lambda path, key: locate(root, path, key=key)


def in_data(name: str) -> Locate:
    """Places of data that came without a file: a pointer such as `measures[1].level`."""
    return lambda path, _key: Location(pointer(path) or name)


def pointer(path: DataPath) -> str:
    """A path as it would be written in Python."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")

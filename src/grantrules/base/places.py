"""Where something stands in a document or a file, told by the way that leads to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from grantrules.base.errors import DataPath, Location, json_pointer
from grantrules.base.nodes import Node, locate

Locate = Callable[[DataPath, bool], Location]
"""Where a path into the data stands: its value, or (true) the key that it stands under."""


def in_file(root: Node) -> Locate:
    """Places of data that was read from a file."""
    return lambda path, key: replace(locate(root, path, key=key), pointer=json_pointer(path))


def in_data(name: str) -> Locate:
    """Places of data that came without a file: a path such as `measures[1].level`."""
    return lambda path, _key: Location(as_written(path) or name, pointer=json_pointer(path))


def as_written(path: DataPath) -> str:
    """A path as it would be written in Python."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")

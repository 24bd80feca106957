"""The optional packages, imported when first asked for; where one is missing, the message says how to get it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from grantrules.base.errors import MissingExtra

_EXTRAS: Mapping[str, str] = {"narwhals": "frames", "polars": "frames", "z3": "proofs"}
"""The extra of grantrules that a package comes with; others are installed by their own names."""

_NEEDED: Mapping[str, str] = {"z3": "witnesses between years need the package z3-solver"}
"""Who needs a package, where that is not applications in tables."""


def package(name: str) -> Any:
    """A package by its name.

    Raises:
        MissingExtra: it is not installed; the message says how to get it.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        needed = _NEEDED.get(name, f"applications in tables need the package {name}")
        how = f'pip install "grantrules[{_EXTRAS[name]}]"' if name in _EXTRAS else f"pip install {name}"
        raise MissingExtra(f"{needed}: {how}") from error


def narwhals() -> Any:
    """Narwhals, in which the rules are compiled for tables.

    Raises:
        MissingExtra: it is not installed.
    """
    return package("narwhals")


def polars() -> Any:
    """Polars, in which tables on one machine are worked on.

    Raises:
        MissingExtra: it is not installed.
    """
    return package("polars")

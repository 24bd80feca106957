"""The optional packages that tables need, imported when first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from grantrules.base.errors import MissingExtra


@cache
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
        how = 'pip install "grantrules[frames]"' if name in _EXTRA else f"pip install {name}"
        raise MissingExtra(f"applications in tables need the package {name}: {how}") from error


_EXTRA = ("narwhals", "polars")


def narwhals() -> Any:
    """Narwhals, in which the rules are compiled.

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

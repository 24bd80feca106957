"""The standard logging, under the name `grantrules`: what was loaded, compiled and rejected; never what an application says.

Nothing is printed unless a program asks for it. Whoever listens has imported `logging`; where nobody has, it is not
imported here either, because it is a good part of what a command would wait for.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from time import perf_counter
from typing import Any

from grantrules.base.errors import Problem, visible

DEBUG, INFO, ERROR = 10, 20, 40
"""The levels of the standard library that are used."""

NAME = "grantrules"
"""What the logger is called."""


def log(level: int, message: str, *about: object) -> None:
    """Log a message about rules, files and numbers. Texts, names, ids and amounts that applications state have no place in it."""
    logging: Any = sys.modules.get("logging")
    if logging is None:
        return
    logger = logging.getLogger(NAME)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # so that an error is not printed where no handler is set up
    logger.log(level, message, *about, stacklevel=2)


def log_reject(name: str, problems: Collection[Problem]) -> None:
    """Log that something was rejected, with how many problems and their codes.

    No more of a problem: its words, and the names of fields in its place, can be the application's own.
    """
    codes = ", ".join(dict.fromkeys(problem.code.value for problem in problems))
    log(DEBUG, "rejected %s, with %d problems: %s", visible(name), len(problems), codes)


def milliseconds_since(start: float) -> float:
    """How long something took that began at a time of `perf_counter`."""
    return (perf_counter() - start) * 1000

"""How far a long piece of work has come, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Told how many applications have been read, and about how many there are: 0 where nobody knows."""

EVERY = 100
"""So many applications are read before more is said."""

_WIDTH = 30


@contextmanager
def progress() -> Iterator[Progress | None]:
    """A bar on the terminal of errors, wiped out at the end; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    said = ""

    def tell(number: int, about: int) -> None:
        nonlocal said
        if number % EVERY == 0 or number == about:
            line = bar(number, about)
            print(f"\r{line.ljust(len(said))}", end="", file=sys.stderr, flush=True)
            said = line

    try:
        yield tell
    finally:
        print("\r" + " " * len(said) + "\r" if said else "", end="", file=sys.stderr, flush=True)


def bar(number: int, about: int) -> str:
    """A bar that shows a share, or the number alone where the whole is not known."""
    if not about:
        return f"{number} applications read"
    share = min(number / about, 1.0)
    full = int(share * _WIDTH)
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {share:4.0%} {number} applications read"

"""What is said of a portfolio while it is read, on a terminal and nowhere else, and when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grantrules.base.errors import shorten

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


def all_went_in(read: int, rejected: int, passed_over: Sequence[Path]) -> bool:
    """Whether something was read and nothing rejected; what was not read is told."""
    from grantrules.portfolio.files.reading import READ  # noqa: PLC0415  only for those with a portfolio

    if passed_over:
        number = "1 file" if len(passed_over) == 1 else f"{len(passed_over)} files"
        endings = ", ".join(sorted({path.suffix or "no ending" for path in passed_over}))
        print(f"passed over {number} ({shorten(endings)}); read are {', '.join(READ)}", file=sys.stderr)
    if not read:
        print("nothing was read: no application was found", file=sys.stderr)
    return bool(read) and not rejected

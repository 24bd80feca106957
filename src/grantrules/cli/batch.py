"""The command for portfolios, and what is said of a portfolio on a terminal while it is read and when it is done.

As in `main.py`, arguments are read and results printed; nothing is worked out here.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grantrules.api import batch
from grantrules.base.errors import shorten
from grantrules.base.extras import require


def run_batch(options: argparse.Namespace) -> int:
    """Evaluate many applications, and write tables of what came of them."""
    from grantrules.portfolio.files.reading import to_read  # noqa: PLC0415  only for those with a portfolio
    from grantrules.portfolio.saving import check_place, to_write  # noqa: PLC0415

    if options.reader and options.format != "csv":
        options.command.error("--for excel goes with --format csv; Excel opens xlsx as it is")
    check_place(options.out, options.format, force=options.force, inputs=options.inputs)
    require("this batch needs", *to_read(options.inputs), *to_write(options.format, picture=options.picture))
    year = int(options.year) if options.year and re.fullmatch("[0-9]{4}", options.year) else options.year
    with _ends_when_told():
        with progress() as tell:
            found = batch(options.inputs, year=year, measures=options.measures, rules=options.rules, progress=tell)
        written = found.save(
            options.out,
            options.format,
            force=options.force,
            picture=options.picture,
            language=options.lang,
            for_excel=bool(options.reader),
        )
    sys.stdout.write(found.summary.to_text(options.lang))
    of = found.summary
    print(f"{options.out}: {', '.join(path.name for path in written)}", file=sys.stderr)
    print(f"read {of.read}, evaluated {of.evaluated}, rejected {of.rejected}", file=sys.stderr)
    return 0 if all_went_in(of.read, len(found.rejected), found.passed_over) else 1


@contextmanager
def _ends_when_told() -> Iterator[None]:
    """Where the system ends the process (SIGTERM), it tidies up first, as where a person does."""
    if threading.current_thread() is not threading.main_thread():  # no other can be told
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# -- what is said on the terminal of errors

EVERY = 100
"""So many applications are read before more is said."""

_BAR = 30


@contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on the terminal of errors, wiped out at the end; nothing where that is no terminal.

    It is told how many applications have been read, and about how many there are: 0 where nobody knows.
    """
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
    full = int(share * _BAR)
    return f"[{'#' * full}{'.' * (_BAR - full)}] {share:4.0%} {number} applications read"


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

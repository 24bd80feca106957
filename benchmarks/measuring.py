"""What the benchmarks share: their command line, the best of several rounds, and the tables that they print.

Times drift with what else a machine does. So whatever stands in one table is measured in turns in one run, the best of
all rounds counts, and beside it stands its ratio to a line of the same table.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from math import floor, log10
from pathlib import Path
from typing import NamedTuple, TypeVar

AT_LEAST = 0.02
"""Seconds that a turn lasts: what is done sooner is done again, so that what is short is measured warm."""


# -- the command line


@dataclass(frozen=True)
class Options:
    """How much is measured."""

    applications: int
    rounds: int
    small: bool


def command_line(module: str, about: str | None) -> argparse.ArgumentParser:
    """The command line that all benchmarks have; a module's docstring says what it measures."""
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks.{Path(module).stem}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=_positive, metavar="N", help="take the best of so many rounds")
    parser.add_argument("--applications", type=_positive, metavar="N", help="ask about so many applications")
    parser.add_argument(
        "--small", action="store_true", help="one round over little: shows that it runs, measures nothing"
    )
    return parser


def options_of(given: argparse.Namespace, usual: Options, small: Options) -> Options:
    """What was asked for, and else what is usual for a benchmark or, with `--small`, for its small run."""
    base = small if given.small else usual
    return Options(given.applications or base.applications, given.rounds or base.rounds, given.small)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("expected 1 or more")
    return number


# -- the times


class Took(NamedTuple):
    """The least seconds that something took: on the clock, and of the processor."""

    clock: float
    processor: float


def best(
    asks: Mapping[str, Callable[[], object]], rounds: int, processor_time: Callable[[], float] = time.process_time
) -> dict[str, Took]:
    """The best of some rounds, in each of which all take their turn."""
    found = dict.fromkeys(asks, Took(float("inf"), float("inf")))
    for _ in range(rounds):
        for name, ask in asks.items():
            found[name] = _better(found[name], _turn(ask, processor_time))
    return found


def _turn(ask: Callable[[], object], processor_time: Callable[[], float]) -> Took:
    shortest = Took(float("inf"), float("inf"))
    end = time.perf_counter() + AT_LEAST
    while True:
        clock, processor = time.perf_counter(), processor_time()
        ask()
        shortest = _better(shortest, Took(time.perf_counter() - clock, processor_time() - processor))
        if time.perf_counter() >= end:
            return shortest


def _better(one: Took, other: Took) -> Took:
    return Took(min(one.clock, other.clock), min(one.processor, other.processor))


T = TypeVar("T")


def over(ask: Callable[[T], object], inputs: Sequence[T]) -> Callable[[], None]:
    """Asks about all inputs, one after the other."""

    def ask_all() -> None:
        for each in inputs:
            ask(each)

    return ask_all


class Entrants:
    """What takes part in a comparison, and what is left out and why."""

    def __init__(self) -> None:
        self.asks: dict[str, Callable[[], object]] = {}
        self.left_out: dict[str, str] = {}
        self.agree = True

    def enter(self, name: str, ask: Callable[[], object], wrong: int) -> None:
        """Let it take part unless some of its answers are wrong."""
        if wrong:
            self.left_out[name] = f"{wrong} of its answers are not as by hand"
            self.agree = False
        else:
            self.asks[name] = ask


# -- what is printed


class Table:
    """A Markdown table, printed line by line."""

    def __init__(self, *columns: str) -> None:
        self._width = len(columns)
        self._print(columns)
        print("|---" * self._width + "|")

    def row(self, name: str, *cells: str) -> None:
        """One line, printed at once."""
        self._print((name, *cells))

    def left_out(self, entrants: Entrants) -> None:
        """The lines of what is not measured."""
        for name, why in entrants.left_out.items():
            self._print((name, f"left out: {' '.join(why.split())}", *[""] * (self._width - 2)))

    @staticmethod
    def _print(cells: Iterable[str]) -> None:
        print("|", " | ".join(cells), "|", flush=True)


def three_digits(number: float) -> str:
    """A number with the three digits of it that count, and never with an exponent."""
    places = 2 - floor(log10(abs(number))) if number else 0
    return f"{number:.{max(places, 0)}f}"


def print_setting(*sizes: str) -> None:
    """Say how much is measured and what runs it, above a command's tables."""
    runs = f"Python {platform.python_version()}, grantrules {version('grantrules')}, {os.cpu_count()} cores"
    print("; ".join([*sizes, runs]) + "\n")

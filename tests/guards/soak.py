"""Eight threads evaluate and reload for as long as one likes: the same answers, and memory that stays flat.

    python -m tests.guards.soak --seconds 180

Prints the resident memory as it goes, and exits 1 where an answer differs or memory grows after the start.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from grantrules.evaluation.executors import make_executor
from grantrules.evaluation.outcomes import Findings
from grantrules.evaluation.reference import evaluate
from tests.guards.agreement import COMPARED, years

THREADS = 8
GROWTH = 1.2
"""How much larger memory may be at the end than after the first quarter of the time."""


def memory() -> float:
    """Resident memory in MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1024 / 1024


def soak(seconds: float, say: Callable[[str], None] = lambda _: None) -> tuple[int, list[str], float]:
    """How many answers were compared, what differed, and how memory grew after the first quarter."""
    rules, applications = next(years(seed=3))
    expected = [evaluate(rules, stated) for stated in applications]
    wrong: list[str] = []
    compared = [0] * THREADS
    end = time.monotonic() + seconds
    shared = {name: make_executor(name, rules) for name in COMPARED}

    def work(thread: int) -> None:
        rng = Random(thread)
        while time.monotonic() < end and not wrong:
            name = rng.choice(COMPARED)
            executor = make_executor(name, rules) if rng.random() < 0.05 else shared[name]
            for place in rng.sample(range(len(applications)), 10):
                _compare(name, executor(applications[place]), expected[place], wrong)
                compared[thread] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 4)
    start = memory()
    while any(thread.is_alive() for thread in threads):
        say(f"{sum(compared)} answers, {memory():.0f} MiB")
        time.sleep(min(10, seconds / 4))
    for thread in threads:
        thread.join()
    return sum(compared), wrong, memory() / start


def _compare(name: str, found: Findings, expected: Findings, wrong: list[str]) -> None:
    if found != expected:
        wrong.append(f"{name} gave another answer in a thread")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.guards.soak")
    parser.add_argument("--seconds", type=float, default=180)
    compared, wrong, growth = soak(parser.parse_args().seconds, print)
    print(f"{compared} answers in {THREADS} threads, {len(wrong)} wrong, memory × {growth:.2f} after the first quarter")
    return 1 if wrong or growth > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())

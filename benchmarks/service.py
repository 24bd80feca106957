"""What a process that decides keeps in memory, step by step, and how large is what it hands to another process.

Random applications under the rules of 2026, as a service would meet them: each is read from JSON, decided, written as JSON
and forgotten. Every round is a process of its own, and the least of all rounds counts. A line says what its step adds, and
keeps once what it was about is gone.
"""

from __future__ import annotations

import gc
import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from benchmarks.measuring import Options, Table, command_line, options_of, print_setting, three_digits

USUAL = Options(applications=5_000, rounds=3, small=False)
SMALL = Options(applications=20, rounds=1, small=True)

YEAR = 2026
STATUS = Path("/proc/self/status")
DURABLE = "durable-rules, compiled and asked"


def measured(applications: Path) -> dict[str, dict[str, float]]:
    """Megabytes that each step adds to this process, and kilobytes of what it can hand over."""
    added: dict[str, float] = {}
    steps = _steps(applications)
    before = added["Python"] = _memory()
    for name in steps:
        now = _memory()
        added[name] = now - before
        before = now
    return {"added": added, "sizes": _sizes(applications)}


def _steps(applications: Path) -> Iterator[str]:
    """Does one thing after the other, and says what it was."""
    import pydantic  # noqa: F401

    yield "import pydantic"
    import grantrules

    _ = grantrules.Application
    yield "import grantrules, with the typed application"
    regulation = grantrules.load(YEAR)
    yield "the rules of one year"
    for year in grantrules.years():
        grantrules.load(year)
    yield "the rules of the other years"
    regulation.evaluate({}).to_json("nb")
    yield "compiled, and one decision as JSON"
    for each in _read(applications):
        regulation.evaluate(each)
    yield "all decided"
    for each in _read(applications):
        regulation.evaluate(each).to_json("nb")
    yield "all written as JSON"
    for each in _read(applications):
        regulation.evaluate(each).to_json("en")
    yield "all written in another language"
    if find_spec("durable_rules_engine") is not None:
        for each in islice(_read(applications), 500):
            regulation.evaluate(each, "durable")
        yield DURABLE
    held = [regulation.evaluate(each) for each in islice(_read(applications), 500)]
    yield f"{len(held)} decisions that are held"
    held = []


def _sizes(applications: Path) -> dict[str, float]:
    """Kilobytes of what goes from one process to another."""
    import grantrules

    regulation = grantrules.load(YEAR)
    decision = regulation.evaluate(next(_read(applications)))
    sizes = {
        "a regulation, pickled": len(pickle.dumps(regulation)),
        "a decision with its rules, pickled": len(pickle.dumps(decision)),
        "what was stated and found, pickled": len(pickle.dumps((decision.stated, decision.findings))),
        "a decision as JSON": len(decision.to_json("nb").encode()),
    }
    return {name: size / 1000 for name, size in sizes.items()}


def _read(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _memory() -> float:
    """Megabytes that this process takes now; where the system does not say so, none."""
    gc.collect()
    if not STATUS.exists():
        return float("nan")
    lines = STATUS.read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def _write(path: Path, number: int) -> None:
    """Random applications, one a line; made here, so that what makes them is not in the process that is measured."""
    from benchmarks.random_portfolios import random_portfolio
    from grantrules import load

    regulation = load(YEAR)
    made = regulation.applications_of(*random_portfolio(regulation.rules, number))
    path.write_text("".join(f"{json.dumps(each, default=str)}\n" for each in made), "utf-8")


def _in_a_process(applications: Path) -> dict[str, dict[str, float]]:
    program = "import json, sys, pathlib; from benchmarks.service import measured\n"
    program += "print(json.dumps(measured(pathlib.Path(sys.argv[1]))))"
    command = [sys.executable, "-c", program, str(applications)]
    found: dict[str, dict[str, float]] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the two tables."""
    options = options_of(command_line(__file__, __doc__).parse_args(arguments), USUAL, SMALL)
    with tempfile.TemporaryDirectory() as name:
        applications = Path(name) / "applications.jsonl"
        _write(applications, options.applications)
        rounds = [_in_a_process(applications) for _ in range(options.rounds)]
    print_setting(f"{options.applications} applications")
    first = rounds[0]["added"]
    table = Table("step", "adds")
    for step in first:
        table.row(step, f"{max(min(each['added'][step] for each in rounds), 0):.1f} MB")
    if DURABLE not in first:
        table.row(DURABLE, "left out: not installed")
    print()
    table = Table("what is handed over", "size")
    for what, size in rounds[0]["sizes"].items():
        table.row(what, f"{three_digits(size)} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

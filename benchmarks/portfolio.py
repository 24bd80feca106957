"""A portfolio of a million measures under the rules of 2026, beside a query written by hand for just these rules.

    python -m benchmarks.portfolio [--applications 350000] [--rounds 7] [--only NAME]

The tables are random (`random_portfolios.py`) and every contender's answers are compared with those of the query
(`by_hand.py`). Contenders take turns; a line has the best of its rounds and the ratios to the query by hand in the same
run. What is lazy is worked out: DuckDB to Arrow, Spark into files. Memory is what a process of its own takes at most
beyond what it has once the tables are read; processor time and memory are with those of Spark's Java (Linux alone).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import by_hand
from benchmarks.random_portfolios import random_portfolio
from grantrules import load
from grantrules.evaluation.executors.frame.polars import Numbered
from grantrules.portfolio.tables.evaluate import executor_of, worked_out
from grantrules.portfolio.tables.prepare import prepare

YEAR = 2026
Pair = tuple[Any, Any]

HAND = "Polars, by hand"
BARE = "Polars, tables already checked"
OURS = "Polars"


@dataclass
class Contender:
    """What answers, and its times so far in seconds: of the processor, and on the clock."""

    name: str
    ask: Callable[[], Pair]
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def run(self) -> Pair:
        """Answer once, against the clock."""
        wall, cpu = time.perf_counter(), _processor_time()
        found = self.ask()
        self.cpu.append(_processor_time() - cpu)
        self.wall.append(time.perf_counter() - wall)
        return found


def contenders(applications: pl.DataFrame, measures: pl.DataFrame) -> dict[str, Callable[[], Callable[[], Pair]]]:
    """What makes each contender, its tables converted beforehand."""
    regulation = load(YEAR)

    def of_kind(
        convert: Callable[[pl.DataFrame], Any], done: Callable[[Any], Any] = lambda result: result
    ) -> Callable[[], Callable[[], Pair]]:
        def make() -> Callable[[], Pair]:
            tables = convert(applications), convert(measures)

            def ask() -> Pair:
                one, other = map(done, regulation.evaluate_frame(*tables))
                return one, other

            return ask

        return make

    def bare() -> Callable[[], Pair]:
        executor = executor_of(regulation.rules)
        prepared = prepare(applications, measures, regulation.rules.vocabulary, executor.scale)

        def ask() -> Pair:
            by_hand.rows_of_applications(applications, measures)
            one, other = worked_out(executor, prepared.applications, prepared.measures, prepared.scale, Numbered())
            return one[0], other[0]

        return ask

    return {
        HAND: lambda: lambda: by_hand.evaluate(applications, measures),
        BARE: bare,
        OURS: of_kind(lambda frame: frame),
        "PyArrow": of_kind(lambda frame: frame.to_arrow()),
        "DuckDB": of_kind(_relation, lambda relation: relation.to_arrow_table()),
        "pandas": of_kind(lambda frame: frame.to_pandas()),
        "Spark": of_kind(_spark, _written),
    }


def _relation(frame: pl.DataFrame) -> Any:
    import duckdb

    name = f"given_{'_'.join(keys_of(frame))}"
    duckdb.from_arrow(frame.to_arrow()).create(name)
    return duckdb.table(name)


def _spark(frame: pl.DataFrame) -> Any:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[*]").config("spark.driver.memory", "8g")
    for name, value in {"ui.enabled": "false", "log.level": "ERROR", "sql.shuffle.partitions": "8"}.items():
        builder = builder.config(f"spark.{name}", value)
    path = f"{tempfile.mkdtemp()}/given.parquet"
    frame.write_parquet(path)
    return builder.getOrCreate().read.parquet(path)


def _written(frame: Any) -> Path:
    """The folder of a Spark frame that has been worked out."""
    folder = Path(tempfile.mkdtemp(), "result")
    frame.write.parquet(str(folder))
    return folder


NEEDED = {"PyArrow": "pyarrow", "DuckDB": "duckdb", "pandas": "pandas", "Spark": "pyspark"}


def _as_polars(table: Any) -> pl.DataFrame:
    return pl.read_parquet(table / "*.parquet") if isinstance(table, Path) else pl.DataFrame(table)


def differences(found: Pair, expected: Pair) -> int:
    """How many rows of the two tables are not the same."""
    return sum(
        len(one) if one.columns != other.columns else _unlike(one, other)
        for one, other in zip(map(_as_polars, found), expected, strict=True)
    )


def keys_of(table: pl.DataFrame) -> list[str]:
    """The columns that rows are known by."""
    return [name for name in ("application", "id") if name in table.columns]


def _unlike(one: pl.DataFrame, other: pl.DataFrame) -> int:
    keys = keys_of(one)
    lists = [name for name, type_ in other.schema.items() if isinstance(type_, pl.List)]
    one, other = (
        each.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(",")).sort(keys) for each in (one, other)
    )
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(one.select(pl.any_horizontal(one[name].ne_missing(other[name]) for name in one.columns)).to_series())


def peak(folder: Path, name: str) -> int:
    """The most memory in megabytes that one contender takes for one answer, beyond the tables."""
    command = [sys.executable, "-m", "benchmarks.portfolio", "--folder", str(folder), "--only", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def _ask_once(folder: Path, name: str) -> None:
    tables = [pl.read_parquet(folder / f"{table}.parquet") for table in ("applications", "measures")]
    ask = contenders(tables[0], tables[1])[name]()
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak is counted from here
    before = _memory("VmRSS")
    ask()
    print((_memory("VmHWM") - before) // 1024)


def _memory(what: str) -> int:
    """Kilobytes that this process and its Java take now, or have taken at most."""
    found = [(each / "status").read_text("ascii").splitlines() for each in (Path("/proc/self"), *_java())]
    return sum(int(next(line for line in lines if line.startswith(what)).split()[1]) for lines in found)


def _processor_time() -> float:
    """Seconds of the processor that this process and its Java have taken."""
    ticks = [(each / "stat").read_text("ascii").rpartition(")")[2].split()[11:13] for each in _java()]
    return time.process_time() + sum(map(int, (tick for each in ticks for tick in each))) / os.sysconf("SC_CLK_TCK")


def _java() -> list[Path]:
    """Where Linux tells of the Java that PySpark has started, if it has."""
    pyspark: Any = sys.modules.get("pyspark")
    gateway = pyspark and pyspark.SparkContext._gateway
    return [Path(f"/proc/{gateway.proc.pid}")] if gateway else []


def run(applications: int, rounds: int) -> None:
    """Print the table."""
    tables = random_portfolio(load(YEAR).rules, applications)
    print(
        f"{len(tables[0])} applications, {len(tables[1])} measures; Polars {pl.__version__} on {pl.thread_pool_size()} cores"
    )
    expected, makers = by_hand.evaluate(*tables), contenders(*tables)
    in_turns = {name: Contender(name, makers.pop(name)()) for name in (HAND, BARE, OURS)}
    for each in list(in_turns.values()) * rounds:
        each.run()
    print(
        "| tables | processor | clock | × by hand, processor | × by hand, clock | memory |\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table, frame in zip(("applications", "measures"), tables, strict=True):
            frame.write_parquet(folder / f"{table}.parquet")
        for contender in in_turns.values():
            print(_line(contender, in_turns[HAND], expected, folder), flush=True)
        for kind, make in makers.items():
            print(_other(kind, make, in_turns[HAND], expected, folder), flush=True)


def _line(contender: Contender, hand: Contender, expected: Pair, folder: Path) -> str:
    wrong = differences(contender.run(), expected)
    assert wrong == 0, f"{contender.name}: {wrong} rows are not as by hand"
    cpu, wall = min(contender.cpu), min(contender.wall)
    ratios = f"{cpu / min(hand.cpu):.2f} | {wall / min(hand.wall):.2f}"
    return f"| {contender.name} | {cpu:.2f} s | {wall:.2f} s | {ratios} | {peak(folder, contender.name)} MB |"


def _other(kind: str, make: Callable[[], Callable[[], Pair]], hand: Contender, expected: Pair, folder: Path) -> str:
    """The line of a kind of table that may not be installed or supported; two rounds are enough."""
    if find_spec(NEEDED[kind]) is None:
        return f"| {kind} | left out: {NEEDED[kind]} is not installed | | | | |"
    contender = Contender(kind, make())
    try:
        contender.run()
    except TypeError as error:
        return f"| {kind} | left out: {error} | | | | |"
    return _line(contender, hand, expected, folder)


def small(rounds: int = 20) -> None:
    """Print what one application costs: mostly the compiling of the rules."""
    tables = random_portfolio(load(YEAR).rules, 1, seed=3)
    ask = Contender("", lambda: load(YEAR).evaluate_frame(*tables))
    for _ in range(rounds):
        ask.run()
    print(f"one application with {len(tables[1])} measures: {min(ask.wall) * 1000:.0f} ms")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portfolio")
    parser.add_argument("--applications", type=int, default=350_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        _ask_once(options.folder, options.only)
        return
    run(options.applications, options.rounds)
    small()


if __name__ == "__main__":
    main()

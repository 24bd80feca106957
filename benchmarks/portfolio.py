"""A portfolio in tables under the rules of 2026, beside a query written by hand for just these rules.

The tables are random (`random_portfolios.py`). Beside `evaluate_frame` on tables of every kind stands the query
(`by_hand.py`), and our rules on tables that were checked before. All answers are compared with those of the query: what
answers otherwise is left out, and the command then ends with 1. Left out is also what is not installed. What is lazy is
worked out: DuckDB to Arrow, Spark into files. Polars takes the rounds that are asked for, the others two at most.

Memory is what a process of its own takes at most for one answer, beyond what it has once the tables are read. Processor
time and memory are with those of Spark's Java; both are read from where Linux tells them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import by_hand
from benchmarks.measuring import Entrants, Options, Table, Took, best, command_line, options_of, print_setting
from benchmarks.random_portfolios import random_portfolio
from grantrules import load
from grantrules.portfolio.tables.evaluate import prepare, worked_out

USUAL = Options(applications=350_000, rounds=9, small=False)
SMALL = Options(applications=200, rounds=1, small=True)

YEAR = 2026
Pair = tuple[Any, Any]
Ask = Callable[[], Pair]

POLARS = HAND, CHECKED, OURS = "Polars, by hand", "Polars, tables already checked", "Polars"
OTHERS = "PyArrow", "DuckDB", "pandas", "Spark"
PACKAGES = {"Polars": "polars", "PyArrow": "pyarrow", "DuckDB": "duckdb", "pandas": "pandas", "Spark": "pyspark"}

TABLES = "applications", "measures"
CLEAR = Path("/proc/self/clear_refs")
"""Where Linux is told to count the most memory anew."""


# -- the contenders


def contenders(applications: pl.DataFrame, measures: pl.DataFrame, folder: Path) -> dict[str, Callable[[], Ask]]:
    """What makes each contender, its tables converted beforehand; Spark's files go into the folder."""
    regulation = load(YEAR)

    def of_kind(convert: Callable[[pl.DataFrame], Any], done: Callable[[Any], Any] = lambda result: result) -> Ask:
        tables = convert(applications), convert(measures)

        def ask() -> Pair:
            one, other = map(done, regulation.evaluate_frame(*tables))
            return one, other

        return ask

    def checked() -> Ask:
        executor = regulation.decider.frames
        given = prepare(applications, measures, regulation.rules.vocabulary, executor.scale)

        def ask() -> Pair:
            by_hand.rows_of_applications(applications, measures)  # which the checks find too
            one, other = worked_out(executor, given.applications, given.measures, given.scale, given.joins)
            return one[0], other[0]

        return ask

    return {
        HAND: lambda: lambda: by_hand.evaluate(applications, measures),
        CHECKED: checked,
        OURS: lambda: of_kind(lambda frame: frame),
        "PyArrow": lambda: of_kind(lambda frame: frame.to_arrow()),
        "DuckDB": lambda: of_kind(_relation, lambda relation: relation.to_arrow_table()),
        "pandas": lambda: of_kind(lambda frame: frame.to_pandas()),
        "Spark": lambda: of_kind(partial(_spark, folder), partial(_written, folder)),
    }


def _relation(frame: pl.DataFrame) -> Any:
    import duckdb

    name = f"given_{'_'.join(keys_of(frame))}"
    duckdb.from_arrow(frame.to_arrow()).create(name)
    return duckdb.table(name)


def _spark(folder: Path, frame: pl.DataFrame) -> Any:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[*]").config("spark.driver.memory", "8g")
    for name, value in {
        "ui.enabled": "false",
        "ui.showConsoleProgress": "false",
        "log.level": "ERROR",
        "sql.shuffle.partitions": "8",
    }.items():
        builder = builder.config(f"spark.{name}", value)
    path = f"{tempfile.mkdtemp(dir=folder)}/given.parquet"
    frame.write_parquet(path)
    return builder.getOrCreate().read.parquet(path)


def _written(folder: Path, frame: Any) -> Path:
    """Where the files of a Spark frame lie once it has been worked out."""
    result = Path(tempfile.mkdtemp(dir=folder), "result")
    frame.write.parquet(str(result))
    return result


def label(name: str) -> str:
    """A contender with the version of the package that its tables are of."""
    kind, *more = name.split(", ")
    return ", ".join([f"{kind} {version(PACKAGES[kind])}", *more])


def missing(name: str) -> str | None:
    """What a contender lacks here, if it lacks something."""
    try:
        label(name)
    except PackageNotFoundError:
        return "not installed"
    if name == "Spark" and shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "there is no Java, which Spark runs on"
    return None


# -- whether they agree


def differences(found: Pair, expected: Pair) -> int:
    """How many rows of the two tables are not the same."""
    return sum(
        len(one) if one.columns != other.columns else _unlike(one, other)
        for one, other in zip(map(_as_polars, found), expected, strict=True)
    )


def keys_of(table: pl.DataFrame) -> list[str]:
    """The columns that rows are known by."""
    return [name for name in ("application", "id") if name in table.columns]


def _as_polars(table: Any) -> pl.DataFrame:
    return pl.read_parquet(table / "*.parquet") if isinstance(table, Path) else pl.DataFrame(table)


def _unlike(one: pl.DataFrame, other: pl.DataFrame) -> int:
    keys = keys_of(one)
    lists = [name for name, type_ in other.schema.items() if isinstance(type_, pl.List)]
    one, other = (
        each.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(",")).sort(keys) for each in (one, other)
    )
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(one.select(pl.any_horizontal(one[name].ne_missing(other[name]) for name in one.columns)).to_series())


# -- memory and processor time


def peak(folder: Path, name: str) -> str:
    """The most memory that one contender takes for one answer, beyond the tables."""
    if not CLEAR.exists():
        return "not known here"
    command = [sys.executable, "-m", "benchmarks.portfolio", "--folder", str(folder), "--only", name]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def _ask_once(folder: Path, name: str) -> None:
    """What the process of its own does."""
    applications, measures = (pl.read_parquet(folder / f"{table}.parquet") for table in TABLES)
    ask = contenders(applications, measures, folder)[name]()
    CLEAR.write_text("5", "ascii")  # the peak is counted from here
    before = _memory("VmRSS")
    ask()
    print((_memory("VmHWM") - before) // 1024, "MB")


def _memory(what: str) -> int:
    """Kilobytes that this process and its Java take now, or have taken at most."""
    found = [(each / "status").read_text("ascii").splitlines() for each in (Path("/proc/self"), *_java())]
    return sum(int(next(line for line in lines if line.startswith(what)).split()[1]) for lines in found)


def _processor_time() -> float:
    """Seconds of the processor that this process and its Java have taken."""
    ticks = [
        int(each) for java in _java() for each in (java / "stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    ]
    return time.process_time() + (sum(ticks) / os.sysconf("SC_CLK_TCK") if ticks else 0)


def _java() -> list[Path]:
    """Where Linux tells of the Java that PySpark has started, if it has."""
    pyspark: Any = sys.modules.get("pyspark")
    gateway = pyspark and pyspark.SparkContext._gateway
    return [Path(f"/proc/{gateway.proc.pid}")] if gateway else []


# -- the command


def run(options: Options, folder: Path) -> bool:
    """Print the table; gives whether all agree."""
    tables = random_portfolio(load(YEAR).rules, options.applications)
    for name, frame in zip(TABLES, tables, strict=True):
        frame.write_parquet(folder / f"{name}.parquet")
    print_setting(f"{len(tables[0]):,} applications", f"{len(tables[1]):,} measures")
    expected, makers = by_hand.evaluate(*tables), contenders(*tables, folder)
    table = Table("tables", "processor", "clock", "× by hand, processor", "× by hand, clock", "memory")
    taken: dict[str, Took] = {}
    agree = True
    for names, rounds in ((POLARS, options.rounds), *(((kind,), min(options.rounds, 2)) for kind in OTHERS)):
        entrants = Entrants()
        for name in names:
            if why := missing(name):
                entrants.left_out[name] = why
            else:
                ask = makers[name]()
                entrants.enter(name, ask, differences(ask(), expected))
        taken |= best(entrants.asks, rounds, _processor_time)
        for name in entrants.asks:
            own, hand = taken[name], taken[HAND]
            ratios = f"{own.processor / hand.processor:.2f}", f"{own.clock / hand.clock:.2f}"
            memory = "not measured" if options.small and name != HAND else peak(folder, name)
            table.row(label(name), f"{own.processor:.2f} s", f"{own.clock:.2f} s", *ratios, memory)
        table.left_out(entrants)
        agree &= entrants.agree
    return agree


def print_one_alone(rounds: int) -> None:
    """Say what one application costs: mostly the compiling of the rules."""
    tables = random_portfolio(load(YEAR).rules, 1, seed=3)
    asks = {"ours": lambda: load(YEAR).evaluate_frame(*tables), "by hand": lambda: by_hand.evaluate(*tables)}
    took = best(asks, rounds)
    ours, hand = took["ours"].clock, took["by hand"].clock
    print(f"\nOne application with {len(tables[1])} measures: {ours * 1e3:.0f} ms, {ours / hand:.1f} × by hand.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and what one application costs; 1 where some contender answers otherwise than the query."""
    parser = command_line(__file__, __doc__)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.only:
        _ask_once(given.folder, given.only)
        return 0
    options = options_of(given, USUAL, SMALL)
    with tempfile.TemporaryDirectory() as name:
        agree = run(options, Path(name))
    print_one_alone(options.rounds)
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())

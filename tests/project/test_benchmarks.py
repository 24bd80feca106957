"""Every benchmark runs: a small run of each ends well, all that is installed agrees, and its lines are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from types import SimpleNamespace

import pytest

from benchmarks import cold_start, decisions, measuring, peers, portfolio, service
from benchmarks.contenders import Contender, hand_written
from benchmarks.measuring import Options, Table
from tests.support.documents import ROOT

PAGE = (ROOT / "docs" / "performance.md").read_text("utf-8")
MAINS = {
    "peers": peers.main,
    "portfolio": portfolio.main,
    "decisions": decisions.main,
    "service": service.main,
    "cold_start": cold_start.main,
}

LINES = {
    "peers": [
        *("hand-written Python", "datalogic-py", "zen-engine", "durable-rules", "common-expression-language"),
        *(
            "rule-engine",
            "regopy",
            "grantrules, python",
            "grantrules, durable",
            "grantrules, from a mapping to a status",
        ),
    ],
    "portfolio": [
        *("Polars, by hand", "Polars, tables already checked", "Polars", "PyArrow", "DuckDB", "pandas", "Spark"),
    ],
    "decisions": [
        *("from a mapping to facts", "from the typed application to facts", "every outcome, with deciding facts"),
        *(
            "status, tags and open causes, in all",
            "JSON with every reason, in all",
            "making a typed application of a mapping",
        ),
        *("loading and compiling 100 rules", "loading a shipped year again, from memory"),
        *("10 measures", "100 measures", "10 rules", "100 rules"),
    ],
    "cold_start": [
        *("python", "import pydantic", "import grantrules", "from grantrules import load, Application"),
        *("grantrules --version", "grantrules evaluate FILE", "grantrules evaluate FILE --format json"),
        *("what_if", "ask", "nearest_eligible", "to_text", "to_json"),
    ],
    "service": [
        *("Python", "import pydantic", "import grantrules, with the typed application"),
        *("the rules of one year", "the rules of the other years", "compiled, and one decision as JSON"),
        *("all decided", "all written as JSON", "all written in another language"),
        *("durable-rules, compiled and asked", "20 decisions that are held", "a regulation, pickled"),
        *("a decision with its rules, pickled", "what was stated and found, pickled", "a decision as JSON"),
    ],
}
"""The first cells of what each command prints, without versions and what stands in brackets."""

PACKAGES = {
    "PyArrow": "pyarrow",
    "DuckDB": "duckdb",
    "Spark": "pyspark",
    "grantrules, durable": "durable-rules",
    "durable-rules, compiled and asked": "durable-rules",
}
"""What a line needs that is not called as the package."""


def tables(printed: str) -> list[list[list[str]]]:
    """The cells of each table, its head first."""
    found = re.findall(r"(?:^\|.*\|$\n?)+", printed, flags=re.MULTILINE)
    return [[re.split(r" *\| *", line.strip("| ")) for line in table.splitlines()] for table in found]


def installed(line: str) -> bool:
    try:
        version(PACKAGES.get(line, line))
    except PackageNotFoundError:
        return False
    return line != "Spark" or shutil.which("java") is not None or "JAVA_HOME" in os.environ


@pytest.mark.parametrize("name", MAINS)
def test_a_small_run_prints_all_lines_and_leaves_out_only_what_is_not_installed(name: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--small"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Python {python_version()}, grantrules {version('grantrules')}" in done.stdout.splitlines()[0]
    printed = tables(done.stdout)
    rows = [row for table in printed for row in table[2:]]
    plain = [re.sub(r" \d+(\.\d+)+| \(.*?\)", "", row[0]) for row in rows]
    assert sorted(plain) == sorted(LINES[name])
    for line, row in zip(plain, rows, strict=True):
        if row[1].startswith("left out"):
            assert not installed(line), row
        else:
            assert all(row[1:])
    for head, *_ in printed:
        assert f"| {' | '.join(head)} |" in PAGE, "docs/performance.md has another table"


def test_decisions_say_how_much_is_left_open(tmp_path: Path) -> None:
    said = decisions.outcomes(decisions.year_of(100, tmp_path), decisions.SMALL)
    found = re.fullmatch(r"(\d+) not eligible, (\d+) undetermined \(\d+\.\d open causes each\), (\d+) eligible", said)
    assert found is not None
    assert sum(map(int, found.groups())) == decisions.SMALL.applications


def test_versions_stand_beside_the_names() -> None:
    assert portfolio.label("Polars, by hand") == f"Polars {version('polars')}, by hand"
    assert portfolio.label("pandas") == f"pandas {version('pandas')}"


def test_the_page_names_every_benchmark_and_no_other() -> None:
    there = {path.stem for path in (ROOT / "benchmarks").glob("*.py") if "__main__" in path.read_text("utf-8")}
    assert set(re.findall(r"python -m benchmarks\.(\w+)", PAGE)) == there == set(MAINS)


@pytest.mark.parametrize("name", MAINS)
def test_help_says_what_is_measured_and_options_are_the_same(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        MAINS[name](["--help"])
    said = capsys.readouterr().out
    assert f"usage: python -m benchmarks.{name} " in said
    assert (sys.modules[f"benchmarks.{name}"].__doc__ or "?").strip() in said
    assert re.findall(r"^  (--\w+)", said, flags=re.MULTILINE) == ["--rounds", "--applications", "--small"]


@pytest.mark.parametrize("number", ["0", "-3"])
def test_nothing_is_measured_less_than_once(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        peers.main(["--rounds", number])
    assert "expected 1 or more" in capsys.readouterr().err


def test_a_peer_that_answers_otherwise_is_left_out_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    others = (
        Contender("pytest", "forgetful", lambda: lambda application: hand_written()(application)[1:]),
        Contender("no-such-package", "absent", hand_written),
    )
    monkeypatch.setattr(peers, "CONTENDERS", others)
    assert peers.main(["--small"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"| pytest {version('pytest')} (forgetful) | left out: 20 of its answers are not as by hand |  |  |" in lines
    assert "| no-such-package (absent) | left out: not installed |  |  |" in lines


def test_a_table_that_comes_out_otherwise_is_left_out_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(portfolio, "OTHERS", ())
    monkeypatch.setattr(portfolio, "peak", lambda *_: "little")
    monkeypatch.setattr(portfolio, "worked_out", lambda _, one, other, *__: [(one, []), (other, [])])
    assert portfolio.main(["--small", "--applications", "20"]) == 1
    (table,) = tables(capsys.readouterr().out)
    assert [row[1].startswith("left out: ") for row in table[2:]] == [False, False, True]
    assert "are not as by hand" in table[-1][1]


def test_all_take_turns_and_the_best_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "AT_LEAST", 0)
    clock, turns = [0.0], list[str]()
    monkeypatch.setattr(measuring, "time", SimpleNamespace(perf_counter=lambda: clock[0]))
    pauses = {"one": iter([5.0, 2.0, 4.0]), "other": iter([1.0, 3.0, 8.0])}

    def ask(name: str) -> None:
        turns.append(name)
        clock[0] += next(pauses[name])

    took = measuring.best({"one": lambda: ask("one"), "other": lambda: ask("other")}, 3, lambda: clock[0] * 2)
    assert turns == ["one", "other"] * 3
    assert took == {"one": (2, 4), "other": (1, 2)}


def test_what_is_short_is_asked_more_than_once_a_turn() -> None:
    asked = list[int]()
    measuring.best({"short": lambda: asked.append(1)}, 1)
    assert len(asked) > 10


def test_options_stand_over_what_is_usual() -> None:
    parser = measuring.command_line("some.py", "Something.")
    usual, small = Options(200, 20, small=False), Options(5, 1, small=True)

    def options(*given: str) -> Options:
        return measuring.options_of(parser.parse_args(given), usual, small)

    assert options() == usual
    assert options("--small") == small
    assert options("--rounds", "3") == Options(200, 3, small=False)
    assert options("--small", "--applications", "9") == Options(9, 1, small=True)


def test_numbers_have_three_digits_that_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert [measuring.three_digits(n) for n in (0, 0.0654321, 1, 12.345, 982.4, 16123.4)] == [
        *("0", "0.0654", "1.00", "12.3", "982", "16123")
    ]
    Table("a", "b").row("c", "d")
    assert capsys.readouterr().out == "| a | b |\n|---|---|\n| c | d |\n"

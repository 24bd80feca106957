"""Whatever is missing for what was asked is named at once, with one command that brings it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

import grantrules
from grantrules.base import extras
from grantrules.base.errors import GrantRulesError
from grantrules.base.extras import Need, require
from grantrules.cli.main import main
from grantrules.compare.proofs.solver import z3
from grantrules.evaluation.executors.durable.engine import c_functions
from tests.support.documents import ROOT
from tests.support.frame_tables import MAKE

NEEDS = {need for of in vars(extras).values() if isinstance(of, tuple) for need in of if isinstance(need, Need)}
APPLICATIONS = pl.DataFrame({"id": ["A"], "applicant.type": ["kommune"]})
MEASURES = pl.DataFrame({"application": ["A"], "id": ["m1"]})

Hide = Callable[..., None]


@pytest.fixture
def hide(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hide]:
    """Makes modules as if they were not installed: those named, or every optional one."""
    cached = (extras.narwhals, extras.polars, c_functions, z3)

    def hide(*modules: str) -> None:
        for each in cached:
            each.cache_clear()
        for module in modules or {need.module for need in NEEDS}:
            monkeypatch.setitem(sys.modules, module, None)

    yield hide
    monkeypatch.undo()
    for each in cached:
        each.cache_clear()


def said_of(ask: Callable[[], object]) -> str:
    with pytest.raises(grantrules.MissingExtra) as refused:
        ask()
    assert isinstance(refused.value, ImportError)
    assert isinstance(refused.value, GrantRulesError)
    return str(refused.value)


def test_every_extra_brings_what_is_said_to_be_in_it() -> None:
    brings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for need in NEEDS:
        if need.extra is not None:
            assert [line for line in brings[need.extra] if line.startswith(need.package)], need


FRAMES = 'narwhals and polars: pip install "grantrules[frames]"'


def year() -> grantrules.Regulation:
    return grantrules.load(2022)


ASKED: dict[str, tuple[Callable[[], object], str]] = {
    "applications": (lambda: grantrules.batch([{"id": "A"}]), f"a portfolio needs the packages {FRAMES}"),
    "a folder": (lambda: grantrules.batch(ROOT / "examples/2022"), f"a portfolio needs the packages {FRAMES}"),
    "a workbook": (
        lambda: grantrules.batch("b.xlsx"),
        'a portfolio needs the packages narwhals, polars, fastexcel and pyarrow: pip install "grantrules[excel,frames]"',
    ),
    "a folder with a workbook below": (
        lambda: grantrules.batch("folder"),
        'a portfolio needs the packages narwhals, polars, fastexcel and pyarrow: pip install "grantrules[excel,frames]"',
    ),
    "years with everything": (
        lambda: grantrules.diff(2022, 2023, witness=True, portfolio=["b.XLSM"]),
        (
            "this comparison needs the packages z3-solver, narwhals, polars, fastexcel and pyarrow: "
            'pip install "grantrules[excel,frames,proofs]"'
        ),
    ),
    "witnesses": (
        lambda: grantrules.diff(2022, 2023, witness=True),
        'this comparison needs the package z3-solver: pip install "grantrules[proofs]"',
    ),
    "tables": (
        lambda: year().evaluate_frame(APPLICATIONS, MEASURES),
        f"applications in tables need the packages {FRAMES}",
    ),
    "nested into tables": (
        lambda: year().tables_of([{"id": "A"}]),
        f"applications in tables need the packages {FRAMES}",
    ),
    "durable": (
        lambda: year().evaluate({"id": "A"}, executor="durable"),
        (
            'the durable executor needs the package durable-rules: pip install "grantrules[durable]"'
            " (durable-rules is built from source: a C compiler is needed)"
        ),
    ),
}


@pytest.mark.parametrize("asked", ASKED)
def test_everything_that_is_missing_is_named_at_once(
    asked: str, hide: Hide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder/below").mkdir(parents=True)
    (tmp_path / "folder/below/b.xlsx").write_bytes(b"")
    hide()
    ask, said = ASKED[asked]
    assert said_of(ask) == said


def test_only_what_is_missing_is_named(hide: Hide) -> None:
    hide("pyarrow", "polars")
    assert said_of(lambda: grantrules.batch("b.xlsx")) == (
        'a portfolio needs the packages polars and pyarrow: pip install "grantrules[excel,frames]"'
    )
    hide("fastexcel")
    assert said_of(lambda: require("x needs", extras.WORKBOOKS_READ[0])) == (
        'x needs the package fastexcel: pip install "grantrules[excel]"'
    )
    require("x needs", *extras.CALENDAR)


def test_what_no_extra_brings_is_named_beside_the_extras(hide: Hide) -> None:
    hide("pyarrow", "polars")
    assert said_of(lambda: require("x needs", *extras.TABLES, *extras.ARROW)) == (
        'x needs the packages polars and pyarrow: pip install "grantrules[frames]" pyarrow'
    )
    assert said_of(lambda: require("x needs", *extras.ARROW)) == "x needs the package pyarrow: pip install pyarrow"


@pytest.mark.parametrize(("kind", "called"), [("pandas", "a pandas frame"), ("duckdb", "a DuckDB relation")])
def test_tables_that_are_read_by_way_of_arrow(kind: str, called: str, hide: Hide) -> None:
    tables = [MAKE[kind](each) for each in (APPLICATIONS, MEASURES)]
    hide("pyarrow")
    assert said_of(lambda: year().evaluate_frame(*tables)) == (
        f"{called} needs the package pyarrow: pip install pyarrow"
    )


def test_tables_in_spark_need_another_extra(hide: Hide) -> None:
    class Frame:
        __module__ = "pyspark.sql.dataframe"

    hide()
    assert said_of(lambda: year().evaluate_frame(Frame(), Frame())) == (
        'applications in tables need the package narwhals: pip install "grantrules[spark]"'
    )


def test_what_is_written_is_known_before(hide: Hide, tmp_path: Path) -> None:
    found = grantrules.batch([{"id": "A", "year": 2022}])
    hide("xlsxwriter", "matplotlib")
    assert said_of(lambda: found.save(tmp_path / "out", "xlsx", picture=True)) == (
        'what is to be written needs the packages xlsxwriter and matplotlib: pip install "grantrules[excel,picture]"'
    )
    assert list(tmp_path.iterdir()) == []


COMMANDS = {
    "batch b.xlsx --out out --format xlsx --picture": (
        "this batch needs the packages narwhals, polars, fastexcel, pyarrow, xlsxwriter and matplotlib: "
        'pip install "grantrules[excel,frames,picture]"'
    ),
    "batch b.xlsx --out out": (
        'this batch needs the packages narwhals, polars, fastexcel and pyarrow: pip install "grantrules[excel,frames]"'
    ),
    "diff 2022 2023 --portfolio b.xlsx": (
        "this comparison needs the packages narwhals, polars, fastexcel and pyarrow: "
        'pip install "grantrules[excel,frames]"'
    ),
    "evaluate a.yaml b.yaml --executor both --format ics": (
        'this needs the packages durable-rules and icalendar: pip install "grantrules[calendar,durable]"'
        " (durable-rules is built from source: a C compiler is needed)"
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_names_all_that_it_needs(
    command: str, hide: Hide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    hide()
    assert main(command.split()) == 1
    assert capsys.readouterr() == ("", f"{COMMANDS[command]}\n")
    assert list(tmp_path.iterdir()) == []

"""Every message about a broken file or document, word for word: `errors/<case>/expected.txt`.

`errors` is itself a folder of regulations, with a small made-up vocabulary; each case is a year of it that
cannot be read, or an application to the one that can, `2031`. Cases that no repository can hold (a missing
file, a huge one) are made when they are run. `python tests/base/test_errors.py` writes what is told now, to be read.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import pytest

import grantrules
from grantrules.base.decoding import MAX_BYTES
from grantrules.base.nodes import MAX_VALUES
from grantrules.cli.main import main
from grantrules.rules.checking import check_folders
from grantrules.rules.load import read_folder

HERE = Path(__file__).parent / "errors"
SOURCE = Path(grantrules.__file__).parent
RULES = str(HERE / "2031")
MESSAGES_ARE_IN = (
    "base/errors",
    "base/decoding",
    "base/nodes",
    "base/values",
    "language/vocabulary",
    "rules/fileformat",
    "rules/written",
    "base/validation",
    "rules/parse",
    "rules/common",
    "rules/load",
    "rules/checking",
    "rules/checks",
    "intake/documents",
    "intake/reading",
    "intake/addressed",
)

MADE: dict[str, Callable[[Path], object]] = {
    "made_cannot_be_read": lambda case: case.write_text("a file where a folder is expected"),
    "made_is_a_folder": lambda case: (case / "application.yaml").mkdir(parents=True),
    "made_no_such_file": lambda case: case.mkdir(),
    "made_too_large": lambda case: _application(case, "name: " + "a" * MAX_BYTES),
    "made_too_many_values": lambda case: _application(case, "[" + "1," * MAX_VALUES + "]"),
}
"""Files that are made for the occasion, and then evaluated."""

FOLDERS = {"folder_missing": "nowhere", "folder_is_a_file": "facts.yaml"}
"""Names of folders to read."""

DATA: dict[str, object] = {
    "data_amount_as_float": {"measures": [{"cost": 1000.5}]},
    "data_amount_not_a_number": {"measures": [{"cost": Decimal("NaN")}]},
    "data_amount_too_large": {"measures": [{"cost": 10**30}, {"cost": Decimal("1E+999999")}]},
    "data_date_for_a_number": {"applicant": {"inhabitants": date(2031, 3, 1)}},
    "data_half_a_character": {"applicant": {"name": "\ud83d"}},
    "data_is_a_report": {"kind": "rapport", "applicant": {"type": "library"}},
    "data_is_a_list": [{"applicant": {"type": "library"}}],
    "data_is_a_text": '{"applicant": {"type": "library"}}',
    "data_key_is_a_number": {1: "library"},
    "data_number_of_many_digits": {"applicant": {"inhabitants": 10**5000}, "year": -(10**5000)},
    "data_of_another_type": {"applicant": {"name": object(), "type": b"library"}, "signed": None, "sent_on": 1.5},
    "data_with_line_breaks": {"measures": [{"id": "a\nb"}, {"id": "a\nb"}]},
    "data_with_line_breaks_in_keys": {"a\nb": 1, "measures": [{"\x1b[2J": 1}]},
    "data_misspelt": {"applicant": {"typ": "library"}, "measures": [{"hours": True}], "determinations": {3: {}}},
}
"""Data that is evaluated without a file."""

CASES = sorted({*(path.parent.name for path in HERE.glob("*/expected.txt")), *MADE, *FOLDERS, *DATA})


def _application(case: Path, text: str) -> None:
    case.mkdir()
    (case / "application.yaml").write_text(text)


def told(case: str, scratch: Path) -> str:
    """What is said of one case; everything that is named is below the current folder."""
    if case in DATA:
        with contextlib.chdir(HERE), pytest.raises(grantrules.ApplicationError) as refused:
            grantrules.load(RULES).evaluate(DATA[case])  # type: ignore[arg-type]
        return f"{refused.value}\n"
    if case in MADE:
        MADE[case](scratch / case)
        with contextlib.chdir(scratch):
            return _told_of_application(Path(case, "application.yaml"))
    with contextlib.chdir(HERE):
        for application in sorted(Path(case).glob("application.*")):
            return _told_of_application(application)
        folder = Path(FOLDERS.get(case, case))
        years = [each for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
        problems = check_folders(folder).problems if years else read_folder(folder).problems
        return "".join(f"{problem}\n" for problem in problems)


def _told_of_application(path: Path) -> str:
    said, decided = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(decided):
        code = main(["evaluate", str(path), "--year", RULES])
    assert (code, decided.getvalue()) == (1, "")
    return said.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(case: str, tmp_path: Path) -> None:
    assert told(case, tmp_path) == (HERE / case / "expected.txt").read_text("utf-8")


def test_the_one_good_year_has_no_problems() -> None:
    assert read_folder(HERE / "2031").problems == ()


def test_every_problem_is_told_on_one_printable_line_with_its_place() -> None:
    for case in CASES:
        lines = (HERE / case / "expected.txt").read_text("utf-8").splitlines()
        assert lines, case
        for line in lines:
            assert line.isprintable(), case
            assert ": " in line, case


def test_every_place_that_makes_a_message_is_reached_by_a_case(tmp_path: Path) -> None:
    reached = _lines_run(lambda: [told(case, tmp_path) for case in CASES])
    sites = {(module, line) for module in MESSAGES_ARE_IN for line in _message_sites(_tree(module))}
    assert len(sites) > 60
    assert sorted(sites - reached) == []


def test_every_wording_stands_in_an_expected_text() -> None:
    expected = "\n".join((HERE / case / "expected.txt").read_text("utf-8") for case in CASES)
    wordings = {text for module in MESSAGES_ARE_IN for text in _wordings(_tree(module))}
    assert len(wordings) > 100
    assert sorted(text for text in wordings if text not in expected) == []


def _tree(module: str) -> ast.Module:
    return ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))


def _message_sites(tree: ast.Module) -> Iterator[int]:
    """The lines of calls that note a problem or raise a message."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="add" | "warn", value=ast.Name(id="problems"))):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="add" | "warn", value=ast.Attribute(attr="problems"))):
                yield node.lineno
            case ast.Call(func=ast.Name(id="Problem"), args=[*_, ast.Subscript()]):
                pass  # of what was raised already: test_codes.py
            case ast.Call(
                func=ast.Name(id="Problem"), args=[_, ast.Starred(ast.Call(func=ast.Name(id="_unforeseen")))]
            ):
                pass  # what no file brings about: tests/cli/test_messages.py
            case ast.Call(func=ast.Name(id="Problem")) | ast.Call(func=ast.Attribute(attr="_stop")):
                yield node.lineno
            case ast.Raise(exc=ast.Call(func=ast.Name(id="Refused"))):
                yield node.lineno
            case _:
                pass


def _wordings(tree: ast.Module) -> Iterator[str]:
    """The pieces of text with a space in them, other than docstrings, patterns, faults of the program and what is logged."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()) as docstring):
                skipped.add(docstring)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re")) | ast.Name(id="log" | "says")
            ):  # test_logs.py, test_editor_help.py
                skipped.update(ast.walk(node))
            case ast.AnnAssign(annotation=annotation, value=value):  # what a key is: test_editor_help.py
                skipped.update(ast.walk(annotation))
                skipped.update(ast.walk(value) if isinstance(value, ast.Call) else ())
            case ast.FunctionDef(
                name="_no_rules_for" | "said_of" | "year_at" | "_unforeseen" | "_what_reads"
            ):  # held in test_messages.py and test_front_door.py
                skipped.update(ast.walk(node))
            case ast.Constant(value=str(text)) if node not in skipped and " " in text.strip():
                yield text.strip()
            case _:
                pass


def _lines_run(run: Callable[[], object]) -> set[tuple[str, int]]:
    """The lines, by module, that run of the modules that make messages."""
    modules = {str(SOURCE / f"{module}.py"): module for module in MESSAGES_ARE_IN}
    lines: set[tuple[str, int]] = set()

    def trace(frame: FrameType, _event: str, _argument: Any) -> Any:
        module = modules.get(frame.f_code.co_filename)
        if module is None:
            return None
        lines.add((module, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return lines


if __name__ == "__main__":
    os.chdir(HERE)
    for name in CASES:
        with TemporaryDirectory() as made:
            text = told(name, Path(made))
        (HERE / name).mkdir(exist_ok=True)
        (HERE / name / "expected.txt").write_text(text, "utf-8")

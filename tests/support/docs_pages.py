"""Runs what the Markdown pages show: Python, Python with its answers, files, and commands with their output.

A command must succeed, unless all of its output is shown; cases of a draft may differ.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from grantrules.cli.main import main
from tests.guards import cases

ANYTHING = "…"
"""On a line of its own in shown output: whatever stands there."""

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)


def run_page(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run all blocks of a page, one after the other, in a folder; the first that is not as shown fails."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    scope: dict[str, object] = {"__name__": "page"}
    for kind, block in _BLOCK.findall(text):
        match kind:
            case "python":
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(block, "a page", "exec"), scope)
            case "pycon":
                _answers(block, scope)
            case "yaml" if named := re.match(r"# ((?:[\w-]+/)*[\w-]+\.yaml)\n", block):
                Path(named[1]).parent.mkdir(parents=True, exist_ok=True)
                Path(named[1]).write_text(block, "utf-8")
            case "console":
                for command, shown in commands(block):
                    _run(command, shown)
            case _:
                pass


def code_of(text: str) -> str:
    """All Python that a page shows, as one program."""
    return "".join(
        block if kind == "python" else "".join(each.source for each in doctest.DocTestParser().get_examples(block))
        for kind, block in _BLOCK.findall(text)
        if kind in ("python", "pycon")
    )


def _answers(block: str, scope: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block, {}, "a page", None, 0)
    test.globs = scope
    said: list[str] = []
    failed, attempted = doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False)[:2]
    assert attempted
    assert not failed, "".join(said)


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that are shown under it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield command, shown


def _run(command: str, shown: list[str]) -> None:
    words = shlex.split(command)
    if words[0] == "cp":
        subprocess.run(words, check=True)
        return
    of_cases = words[:3] == ["python", "-m", "tests.guards.cases"]
    assert of_cases or words[0] == "grantrules", command
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        code = cases.main(words[3:]) if of_cases else main(words[1:])
    assert code == 0 or (shown and (of_cases or ANYTHING not in shown)), f"$ {command}\n{output.getvalue()}"
    assert not shown or agrees(shown, output.getvalue().splitlines()), f"$ {command}\n{output.getvalue()}"


def agrees(shown: list[str], lines: list[str]) -> bool:
    """Whether output is as shown: line for line, but for what may be anything."""
    if not shown:
        return not lines
    if shown[0] == ANYTHING:
        return any(agrees(shown[1:], lines[start:]) for start in range(len(lines) + 1))
    return bool(lines) and lines[0].rstrip() == shown[0].rstrip() and agrees(shown[1:], lines[1:])

"""The questions of a caseworker in `docs/questions.md`: each command tells what is written under it, each line of Python too."""

from __future__ import annotations

import doctest
import re
import shlex
from collections import Counter

import pytest

from grantrules.cli.main import main
from tests.support.documents import ROOT

TEXT = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ grantrules (.+)\n((?:.+\n)+)```", TEXT)
PYTHON = "".join(re.findall(r"```pycon\n(.*?)```", TEXT, flags=re.DOTALL))


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def in_one_line(text: str) -> str:
    """The text with all white space as single spaces."""
    return " ".join(text.split())


def test_there_are_ten_questions_of_each_year_each_with_its_answer() -> None:
    sections = dict(re.findall(r"^## (\d{4})\n(.*?)(?=^## |\Z)", TEXT, flags=re.DOTALL | re.MULTILINE))
    assert Counter({year: len(re.findall(r"^### .+\?$", body, re.MULTILINE)) for year, body in sections.items()}) == {
        "2022": 10,
        "2023": 10,
        "2026": 10,
    }
    questions = re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]
    assert [each.splitlines()[0] for each in questions if each.count("```") != 2] == []
    assert TEXT.count("```console") == len(CONSOLE)


@pytest.mark.parametrize(("command", "told"), CONSOLE)
def test_a_command_tells_what_is_written_under_it(command: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(command)) == 0
    output = in_one_line(capsys.readouterr().out)
    assert [line for line in told.splitlines() if line not in output] == []


def test_its_python_answers_what_is_written_under_it() -> None:
    test = doctest.DocTestParser().get_doctest(PYTHON, {}, "questions", "docs/questions.md", 0)
    said: list[str] = []
    failed, attempted = doctest.DocTestRunner(verbose=False).run(test, out=said.append)[:2]
    assert attempted > 20
    assert not failed, "".join(said)

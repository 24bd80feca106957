"""Pages of text fit the terminal that they go to; a file or a pipe has no width."""

from __future__ import annotations

import sys

import pytest

from grantrules.cli import commands
from grantrules.cli.main import main
from grantrules.render.forms import Result, to_text
from grantrules.render.paper.flat import WIDTH
from tests.render.test_report_html import NAMES, answer_to
from tests.results.test_examples import EXAMPLES, decided


@pytest.mark.parametrize("width", [60, 80])
def test_a_narrow_page_says_the_same_in_lines_that_fit(width: int) -> None:
    results: list[Result] = [*map(decided, EXAMPLES), *map(answer_to, NAMES)]
    for result in results:
        for full in (False, True):
            narrow, wide = (to_text(result, "nb", full, each).splitlines() for each in (width, WIDTH))
            assert [line for line in narrow if len(line) > width] == []
            assert len(narrow) >= len(wide)
            if full:  # without a table, whose columns are folded, the words come in the same order
                assert " ".join(narrow).split() == " ".join(wide).split()


def test_no_word_of_a_table_is_broken_in_80_columns() -> None:
    for name in EXAMPLES:
        narrow, wide = (set(to_text(decided(name), "nb", width=each).split()) for each in (80, WIDTH))
        assert {word for word in narrow - wide if set(word) != {"-"}} == set(), name


@pytest.mark.parametrize(("columns", "width"), [(80, 80), (20, 60), (300, 100)])
def test_the_width_is_that_of_the_terminal_within_limits(
    columns: int, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.page_width() == WIDTH
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert commands.page_width() == width
    for command in (["evaluate", "examples/2022/undetermined.yaml"], ["history", "applicant-type"]):
        assert main(command) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) in range(width - 12, width + 1)

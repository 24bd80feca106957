"""A problem is where it is: whatever is put before it or around it moves its line and column, exactly."""

from __future__ import annotations

import contextlib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from grantrules.base.errors import Problem
from grantrules.rules.load import read_folder

HEADER = """\
year: 2022
revision: 1
title: {nb: T, nn: T, en: T}
change_note: {nb: N, nn: N, en: N}
rules:
"""

RULE = """\
  - id: %s
    title: {nb: T, nn: T, en: T}
    text: {nb: T, nn: T, en: T}
    source:
      document: %s
      at: "1"
    require:
%s"""

MISSPELT = "measure.knid: competence"
MESSAGE = "unknown fact `measure.knid`; did you mean `measure.kind`?"
GOOD = "measure.kind: competence"

FILLERS = st.sampled_from(["", "# a remark", "  # an indented one", "    ", "# år Å 🎓", "#", "      #: {[unclosed"])
PLACES = st.lists(FILLERS, max_size=12)


def rule(id_: str = "rule", condition: str = GOOD, document: str = "regelverk-2022") -> list[str]:
    indented = "".join(f"      {line}\n" for line in condition.splitlines())
    return (RULE % (id_, document, indented)).splitlines()


def problems_in(lines: list[str]) -> tuple[Problem, ...]:
    with TemporaryDirectory() as name, contextlib.chdir(name):
        Path("regulation.yaml").write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
        return read_folder(Path()).problems


def place_of(lines: list[str], words: str, offset: int = 0) -> tuple[int, int]:
    """Line and column, from 1, of words that stand once in the lines after the header."""
    ((line, text),) = ((n, text) for n, text in enumerate(lines, HEADER.count("\n") + 1) if words in text)
    return line, text.index(words) + offset + 1


def places(problems: tuple[Problem, ...]) -> list[tuple[int, int]]:
    return [(problem.where.line, problem.where.column) for problem in problems]


@settings(max_examples=40, deadline=None)
@given(before=PLACES, after=PLACES)
def test_blank_and_comment_lines_before_a_rule_move_its_problem_and_those_after_do_not(
    before: list[str], after: list[str]
) -> None:
    lines = [*before, *rule(condition=MISSPELT), *after]
    (problem,) = problems_in(lines)
    assert problem.message == MESSAGE
    assert places((problem,)) == [(HEADER.count("\n") + len(before) + 8, 7)] == [place_of(lines, "measure.knid")]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_lines_between_the_keys_of_a_rule_move_what_stands_below_them(data: st.DataObject) -> None:
    lines: list[str] = []
    for line in rule(condition=MISSPELT, document="regelverk-2022x"):
        lines += [*data.draw(PLACES), line]
    found = problems_in(lines)
    assert places(found) == [place_of(lines, "regelverk-2022x"), place_of(lines, "measure.knid")]


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(5)), gaps=st.lists(PLACES, min_size=5, max_size=5))
def test_a_problem_moves_with_its_rule(order: list[int], gaps: list[list[str]]) -> None:
    rules = [rule(f"rule-{n}") for n in range(4)] + [rule("rule-4", MISSPELT)]
    lines = [line for n, gap in zip(order, gaps, strict=True) for line in [*gap, *rules[n]]]
    (problem,) = problems_in(lines)
    assert places((problem,)) == [place_of(lines, "measure.knid")]
    assert place_of(lines, "measure.knid")[0] == place_of(lines, "id: rule-4")[0] + 7


@settings(max_examples=60, deadline=None)
@given(around=st.lists(st.sampled_from(["all", "any", "not", "flow any", "flow not", "comment"]), max_size=8))
def test_a_problem_moves_with_its_condition_when_that_is_nested_deeper(around: list[str]) -> None:
    condition, column = [MISSPELT], 7
    for wrapping in around:
        in_one_line = len(condition) == 1
        match wrapping:
            case "all" | "any":
                condition = [f"{wrapping}:", f"  - {condition[0]}", *(f"    {line}" for line in condition[1:])]
                column += 4
            case "not":
                condition = ["not:", *(f"  {line}" for line in condition)]
                column += 2
            case "flow any" if in_one_line:
                condition, column = [f"any: [{{{condition[0]}}}]"], column + len("any: [{")
            case "flow not" if in_one_line:
                condition, column = [f"not: {{{condition[0]}}}"], column + len("not: {")
            case "comment" if not in_one_line:
                condition = [condition[0], "  # inside", *condition[1:]]
            case _:
                pass
    lines = rule(condition="\n".join(condition))
    assert place_of(lines, "measure.knid")[1] == column
    (problem,) = problems_in(lines)
    assert (problem.message, places((problem,))) == (MESSAGE, [place_of(lines, "measure.knid")])


@settings(max_examples=40, deadline=None)
@given(shown=st.text(st.characters(codec="utf-8", categories=["L", "N", "So"]), max_size=30))
def test_columns_count_characters_whatever_stands_before_on_the_line(shown: str) -> None:
    lines = rule()
    lines[-1] = f'      {{any: [{{id: a, text: {{nb: "x{shown}", nn: x, en: x}}, measure.knid: competence}}]}}'
    (problem,) = problems_in(lines)
    assert places((problem,)) == [place_of(lines, "measure.knid")]


def test_each_of_many_problems_has_its_own_place() -> None:
    conditions = [
        MISSPELT,
        "measure.kind: competance",
        "measure.amount: {at_mots: 5}",
        "al: []",
        "measure.title: [1.5]",
    ]
    words = ["measure.knid", "competance", "at_mots", "al: []", "1.5"]
    lines = [line for n, condition in enumerate(conditions) for line in rule(f"rule-{n}", condition)]
    assert places(problems_in(lines)) == [place_of(lines, word) for word in words]

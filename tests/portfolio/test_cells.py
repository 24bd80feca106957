"""Cells in which nothing stands, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grantrules.portfolio.files.csv_sheet import as_meant, csv_cell, csv_row, harmless
from grantrules.portfolio.files.sheet import is_empty, letters


@pytest.mark.parametrize("cell", ["", "  ", "\u00a0", None])
def test_an_empty_cell_states_nothing(cell: object) -> None:
    assert is_empty(cell)
    assert not is_empty("0")
    assert not is_empty(0)


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 900", "-x", "@SUM(A1)", "\ta", "\ra", "\na", "＝1", "＋1", "－1", "＠a", "'=1"]
)
def test_a_cell_that_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert as_meant(harmless(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x;=1+1", '"x;\'=1+1"'),
        ("y\t=2+2", '"y\t\'=2+2"'),
        ("z,@a", '"z,\'@a"'),
        ("a\n-b", '"a\n\'-b"'),
        ("\t=1", "\"'\t'=1\""),
        ('x;"=1', '"x;""\'=1"'),
        ("x;'=1", "\"x;''=1\""),
        ("a, -b", '"a, -b"'),
        ("a;b", '"a;b"'),
        ("-5,25", '"-5,25"'),
        ("-5", "-5"),
        ("", '""'),
        ("Ål", "Ål"),
    ],
)
def test_what_follows_a_separator_is_a_beginning_too_and_is_in_quotes(text: str, written: str) -> None:
    assert csv_cell(text) == written
    assert as_meant(harmless(text)) == text


@pytest.mark.parametrize("text", ["-5", "-5,25", "1", "x=1", "'x", "", "Ål", " =1"])
def test_numbers_and_other_text_stay_as_they_are(text: str) -> None:
    assert harmless(text) == as_meant(text) == text


def test_a_broken_line_is_made_harmless_wherever_a_cell_may_begin() -> None:
    line = '=1;x;"@SUM(A1);"a;b"c;-5;a=1'
    assert harmless(line) == "'=1;x;\"'@SUM(A1);\"a;b\"c;'-5;a=1"


CELL = st.text(st.sampled_from("'=+-@\t\r\n＝a1, ;\""), max_size=12)
FORMULAS, ENDS = tuple("=+-@＝＋－＠"), tuple("\t\r\n")


@settings(max_examples=400, deadline=None)
@example([("-1", "5+A1", "")], ",")
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=3), st.sampled_from(";,\t"))
def test_whatever_is_written_into_csv_comes_back_and_begins_with_no_trigger_wherever_it_is_split(
    rows: list[tuple[str, ...]], between: str
) -> None:
    text = "".join(csv_row(row, between) + "\r\n" for row in rows)
    back = list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True))
    assert [tuple(map(as_meant, row)) for row in back] == rows
    for other in ";,\t":
        for cell in (cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=other) for cell in row):
            try:
                float(cell.replace(",", "."))
            except ValueError:
                assert not cell.lstrip("\t\r\n").startswith(FORMULAS)
                assert other != between or not cell.startswith(ENDS)


@given(CELL)
def test_a_line_of_which_nobody_knows_the_cells_comes_back_too(line: str) -> None:
    assert as_meant(harmless(line)) == line


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]

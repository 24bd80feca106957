"""What a cell means, what is refused because it could mean two things, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grantrules.language.vocabulary import FactType
from grantrules.portfolio.files.csv_sheet import as_meant, csv_cell, csv_row, harmless
from grantrules.portfolio.files.sheet import NumberText, letters, read_cell

MONEY, DATE, BOOLEAN, TEXT = FactType.MONEY, FactType.DATE, FactType.BOOLEAN, FactType.TEXT


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1000", 1000),
        ("-5", -5),
        ("1000,50", Decimal("1000.50")),
        ("1000.5", Decimal("1000.5")),
        ("1000,00", 1000),
        ("1 000", 1000),
        ("1\u00a0000\u00a0000,25", Decimal("1000000.25")),
        ("12\u202f000", 12000),
        ("1.000.000", 1_000_000),
        ("1,000,000.5", Decimal("1000000.5")),
        ("1.000.000,5", Decimal("1000000.5")),
        ("1.000,50", Decimal("1000.50")),
        ("0.125", Decimal("0.125")),
        ("1234.567", Decimal("1234.567")),
        (" 7 ", 7),
        ("kr 7", "kr 7"),
        ("1e5", "1e5"),
        ("1 00", "1 00"),
        ("1.00.000", "1.00.000"),
        (12.0, 12),
        (12.5, 12.5),
        (True, True),
        (Decimal("1.5"), Decimal("1.5")),
    ],
)
def test_an_amount_is_read_with_either_mark(cell: object, meant: object) -> None:
    assert read_cell(cell, MONEY) == meant
    assert type(read_cell(cell, MONEY)) is type(meant)


@pytest.mark.parametrize("cell", ["1.000", "1,000", "999,999", "-1.000"])
def test_what_can_be_a_thousand_or_three_decimals_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="can be read in two ways; write"):
        read_cell(cell, MONEY)


def test_a_cell_that_holds_a_number_has_no_mark_between_thousands() -> None:
    assert read_cell(NumberText("125.125"), MONEY) == Decimal("125.125")
    assert type(read_cell(NumberText("1.125"), TEXT)) is str


def test_the_refusal_says_what_to_write() -> None:
    with pytest.raises(ValueError, match=r"^`1\.000` can be read in two ways; write 1000, or 1\.0000$"):
        read_cell("1.000", MONEY)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("2026-02-20", "2026-02-20"),
        ("20.02.2026", date(2026, 2, 20)),
        ("1.3.2026", date(2026, 3, 1)),
        ("2026-02-20 00:00:00", "2026-02-20"),
        ("2026-02-20T00:00", "2026-02-20"),
        ("2026-02-20 13:00:00", "2026-02-20 13:00:00"),
        ("20.02.26", "20.02.26"),
        ("02/03/2026", "02/03/2026"),
        (datetime(2026, 2, 20), date(2026, 2, 20)),
        (datetime(2026, 2, 20, tzinfo=UTC), datetime(2026, 2, 20, tzinfo=UTC)),
    ],
)
def test_a_day_is_read_as_it_is_written_here(cell: object, meant: object) -> None:
    assert read_cell(cell, DATE) == meant


def test_a_day_that_is_not_there() -> None:
    with pytest.raises(ValueError, match=r"there is no such date as `30\.02\.2026`; expected day\.month\.year"):
        read_cell("30.02.2026", DATE)


@pytest.mark.parametrize(("cell", "meant"), [("Ja", True), ("SANN", True), ("1", True), ("nei", False), ("USANN", False), ("kanskje", "kanskje"), (" true", True)])  # fmt: skip
def test_yes_and_no(cell: str, meant: object) -> None:
    assert read_cell(cell, BOOLEAN) is meant or read_cell(cell, BOOLEAN) == meant == cell


@pytest.mark.parametrize("type_", FactType)
@pytest.mark.parametrize("cell", ["", "  ", None])
def test_an_empty_cell_states_nothing(cell: object, type_: FactType) -> None:
    assert read_cell(cell, type_) is None


@pytest.mark.parametrize("cell", ["0301", "=1+1", " x ", "1.000", "ja"])
def test_text_stays_as_it_is(cell: str) -> None:
    assert read_cell(cell, TEXT) == cell


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

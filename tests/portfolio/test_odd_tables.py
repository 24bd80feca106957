"""`batch` over tables with what programs and people leave in them: nothing stops everything, and nothing is lost."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest

import grantrules
from grantrules.cli.main import main
from grantrules.results.portfolio import Batch

fastexcel: Any = import_module("fastexcel")
xlsxwriter: Any = import_module("xlsxwriter")


def tables(folder: Path, applications: str, measures: str = "application,id\n") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "applications.csv").write_text(applications, "utf-8", newline="")
    (folder / "measures.csv").write_text(measures, "utf-8", newline="")
    return folder


def reasons(found: Batch) -> list[tuple[object, ...]]:
    return list(found.rejects.select("row", "column", "reason").iter_rows())


def sheet(path: Path, name: str) -> list[tuple[object, ...]]:
    return list(fastexcel.read_excel(path).load_sheet(name, dtypes="string").to_polars().iter_rows())


# -- what is written


@pytest.mark.parametrize("letter", ["x", "😀"])
def test_a_workbook_cuts_what_a_cell_cannot_hold_and_writes_the_rest(tmp_path: Path, letter: str) -> None:
    long = letter * 40_000
    given = [{"id": "A", "year": 2026}, {"id": long, "year": 2026, "no": 1}]
    batch = grantrules.batch(given)
    batch.save(tmp_path / "out", "xlsx")
    reject, *_ = sheet(tmp_path / "out/decisions.xlsx", "rejects")
    cell = str(reject[1])
    assert cell.startswith(letter * 16_000)
    assert cell.endswith(" … [cut here: a cell of a workbook holds 32,767 characters; the other formats hold all]")
    assert len(cell.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert sheet(tmp_path / "out/decisions.xlsx", "applications")[0][1] == "A"
    batch.save(tmp_path / "csv", "csv")
    assert long in (tmp_path / "csv/rejects.csv").read_text("utf-8")


def test_the_command_writes_a_workbook_with_a_key_that_is_far_too_long(tmp_path: Path) -> None:
    made = tables(tmp_path / "made", "id,year\nA,2026\n", "application,id\n" + "x" * 40_000 + ",m\n")
    assert main(["batch", str(made), "--out", str(tmp_path / "out"), "--format", "xlsx"]) == 1
    assert (tmp_path / "out/decisions.xlsx").is_file()


def test_a_workbook_says_nothing_of_when_it_was_made(tmp_path: Path) -> None:
    batch = grantrules.batch([{"id": "A", "year": 2026}])
    one, other = (batch.save(tmp_path / name, "xlsx")[0] for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    with ZipFile(one) as book:
        assert re.findall(r"\d{4}-\d{2}-\d{2}T[^<]*", book.read("docProps/core.xml").decode()) == [
            "1980-01-01T00:00:00Z",
            "1980-01-01T00:00:00Z",
        ]
        assert {each.date_time[0] for each in book.infolist()} == {1980}


IDS = ("x;=1+1", "y\t=2+2", "z,=3+3", 'q";"=4+4', "n\n=5+5", "x;=1+1;y")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_no_cell_runs_wherever_a_reader_splits(tmp_path: Path, form: str) -> None:
    given = [{"id": id_, "year": 2026, "measures": [{"id": id_}]} for id_ in IDS]
    bad = [{"id": f"{id_}!", "year": 2026, "no": 1} for id_ in IDS]
    batch = grantrules.batch([*given, *bad])
    if form == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([("id", "year", "applicant.type"), *((id_, "2026", "kommun") for id_ in IDS)])
        batch = grantrules.batch(tables(tmp_path / "made", text.getvalue()))
        assert len(batch.rejected) == len(IDS)
    batch.save(tmp_path / "out")
    for path in (tmp_path / "out").rglob("*.csv"):
        text_ = path.read_text("utf-8")
        for between in ";,\t":
            cells = [cell for row in csv.reader(io.StringIO(text_, newline=""), delimiter=between) for cell in row]
            assert [cell for cell in cells if cell.lstrip("\t\r\n").startswith(("=", "+", "-", "@"))] == [], path
    if form == "csv":
        again = grantrules.batch(tmp_path / "out/rejected")
        assert [each.id for each in again.rejected] == list(IDS)


def test_a_negative_number_at_the_beginning_of_a_row_is_text(tmp_path: Path) -> None:
    batch = grantrules.batch([{"id": "-1", "year": 2026, "measures": [{"id": "5+A1"}]}])
    batch.save(tmp_path / "out")
    assert (tmp_path / "out/measures.csv").read_text("utf-8").splitlines()[1].startswith("'-1,5+A1,2026,")
    assert (tmp_path / "out/applications.csv").read_text("utf-8").splitlines()[1].startswith("1,-1,2026,")


def test_cells_that_a_reader_could_split_are_in_quotes(tmp_path: Path) -> None:
    grantrules.batch([{"id": id_, "year": 2026} for id_ in ("a;b", "c\td", "e")]).save(tmp_path / "out")
    lines = (tmp_path / "out/applications.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[1] for line in lines] == ["id", '"a;b"', '"c\td"', "e"]


# -- what is read


def test_rows_that_a_quote_swallowed_are_kept_as_they_came_and_can_be_mended(tmp_path: Path) -> None:
    rows = "".join(f"B{n},2026,Ås\n" for n in range(20))
    text = f'id,year,applicant.name\nA,2026,"Bø\n{rows}C,2026,Mo"\nD,2026,"to\nlinjer"\n'
    batch = grantrules.batch(tables(tmp_path / "made", text))
    assert (batch.summary.read, batch.summary.evaluated) == (2, 1)
    said = "a cell in lines 2 to 23 seems to hold whole rows; "
    assert reasons(batch) == [
        (2, "applicant.name", f"{said}close its quote where it ends, or write it without line ends")
    ]
    batch.save(tmp_path / "out")
    path = tmp_path / "out/rejected/applications.csv"
    kept = path.read_text("utf-8")
    assert kept.splitlines() == text.splitlines()[:23]
    path.write_text(kept.replace('"', ""), "utf-8")
    assert grantrules.batch(path.parent).summary.evaluated == 22


def test_a_line_that_is_spoilt_is_the_same_however_often_it_is_rejected(tmp_path: Path) -> None:
    made = tables(tmp_path / "made", 'id,year,applicant.name\nA,2026,=1\n=B,2026,"=Bø\n')
    for number in range(3):
        grantrules.batch(made).save(tmp_path / str(number))
        made = tmp_path / str(number) / "rejected"
        assert (made / "applications.csv").read_text("utf-8").splitlines()[1:] == ["'=B,2026,\"'=Bø"]


OUTSIDE = "a date outside the years 1 to 9999"
FAR = {
    "infinity": (pl.Date, 2_147_483_647),
    "minus infinity": (pl.Date, -2_147_483_647),
    "the day after the last": (pl.Date, 2_932_897),
    "the day before the first": (pl.Date, -719_163),
    "a far timestamp": (pl.Datetime("us"), 4_611_669_811_200_000_000),
    "the end of time": (pl.Datetime("ms"), 2**63 - 1),
    "with a time zone": (pl.Datetime("us", "UTC"), 2**63 - 1),
}


@pytest.mark.parametrize("rejected", FAR.values(), ids=FAR)
def test_a_date_that_python_has_none_for_rejects_its_row_alone(tmp_path: Path, rejected: tuple[Any, int]) -> None:
    made = tmp_path / "made"
    made.mkdir()
    type_, value = rejected
    far = pl.Series([value, None], dtype=pl.Int32 if type_ == pl.Date else pl.Int64).cast(type_)
    pl.DataFrame({"id": ["A", "B"], "year": [2026, 2026], "submitted_on": far}).write_parquet(
        made / "applications.parquet"
    )
    pl.DataFrame({"application": ["A"], "id": ["m"]}).write_parquet(made / "measures.parquet")
    batch = grantrules.batch(made)
    assert reasons(batch) == [(1, "submitted_on", OUTSIDE)]
    assert batch.applications["id"].to_list() == ["B"]
    batch.save(tmp_path / "out")
    assert grantrules.batch(tmp_path / "out/rejected").summary.rejected == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("type_", [pl.Date, pl.Datetime("ms"), pl.Datetime("us")])
def test_the_first_and_the_last_day_are_read(tmp_path: Path, day: str, type_: Any) -> None:
    days = pl.Series([datetime.fromisoformat(day)]).cast(type_)
    pl.DataFrame({"id": ["A"], "year": [2026], "submitted_on": days}).write_parquet(tmp_path / "applications.parquet")
    pl.DataFrame({"application": ["A"], "id": ["m"]}).write_parquet(tmp_path / "measures.parquet")
    assert reasons(grantrules.batch(tmp_path)) == []


def test_values_of_types_that_no_field_has_are_rejects(tmp_path: Path) -> None:
    far = pl.Series([2**31 - 1, 0], dtype=pl.Int32).cast(pl.Date)
    frame = pl.DataFrame({"id": ["A", "B"], "year": [2026, 2026], "submitted_on": far})
    frame.with_columns(pl.concat_list("submitted_on").alias("submitted_on")).write_parquet(
        tmp_path / "applications.parquet"
    )
    long = pl.Series([2**63 - 1], dtype=pl.Int64).cast(pl.Duration("ms"))
    measures = pl.DataFrame({"application": ["C"], "id": ["m"], "title": long})
    measures.write_parquet(tmp_path / "measures.parquet")
    assert reasons(grantrules.batch(tmp_path)) == [
        (1, "submitted_on", "a value of the type List(Date), which no field has"),
        (2, "submitted_on", "a value of the type List(Date), which no field has"),
        (1, "application", "there is no application `C`"),
    ]


def test_a_row_with_nothing_but_an_error_is_told(tmp_path: Path) -> None:
    far = pl.Series([2**31 - 1, None], dtype=pl.Int32).cast(pl.Date)
    frame = pl.DataFrame(
        {"id": [None, "B"], "year": [None, 2026], "submitted_on": far}, schema_overrides={"id": pl.String}
    )
    frame.write_parquet(tmp_path / "applications.parquet")
    pl.DataFrame({"application": ["B"], "id": ["m"]}).write_parquet(tmp_path / "measures.parquet")
    assert reasons(grantrules.batch(tmp_path))[0] == (1, "submitted_on", OUTSIDE)


@pytest.mark.parametrize("head", ["ID;Year;Applicant.Type", "Id;YEAR;applicant.TYPE", " iD ; year;Applicant.type"])
def test_names_of_columns_can_be_in_any_case(tmp_path: Path, head: str) -> None:
    made = tables(tmp_path / "made", f"{head}\nA;2026;kommun\nB;2026;kommune\n", "Application;Id;Amount\nB;m;1000\n")
    batch = grantrules.batch(made)
    assert batch.applications["id"].to_list() == ["B"]
    assert str(batch.summary.years[0].applied_for.kroner) == "1000"
    assert reasons(batch) == [(2, "applicant.type", "unknown value `kommun`; did you mean `kommune`?")]


def workbook(path: Path, applications: list[list[object]], measures: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as made:
        for title, lines in (("applications", applications), ("measures", measures)):
            page = made.add_worksheet(title)
            for number, line in enumerate(lines):
                for place, value in enumerate(line):
                    page.write(number, place, value)
    return path


def test_a_number_in_a_workbook_can_be_read_in_one_way_only(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "b.xlsx",
        [["ID", "Year", "applicant.name"], ["A", 2026, 1.125], [125.125, 2026, "1.125"]],
        [["application", "id", "Amount"], ["A ", "m", 125.125], ["A", "n", "1.000"], [125.125, "m", 125.125]],
    )
    batch = grantrules.batch(path)
    assert reasons(batch) == [(3, "amount", "`1.000` can be read in two ways; write 1000 or 1")]
    assert batch.measures["application"].to_list() == ["125.125"]
    assert str(batch.summary.years[0].applied_for.kroner) == "125.125"


def test_keys_in_text_are_without_the_spaces_around_them(tmp_path: Path) -> None:
    made = tables(tmp_path / "made", "id,year\n A ,2026\nB,2026\n", "application,id\nA, m\nB\u00a0,m\nC,m\n")
    batch = grantrules.batch(made)
    assert batch.applications["id"].to_list() == batch.measures["application"].to_list() == ["A", "B"]
    assert batch.measures["id"].to_list() == ["m", "m"]
    assert reasons(batch) == [(4, "application", "there is no application `C`")]


def test_keys_in_parquet_are_as_they_are_and_a_difference_by_spaces_is_told(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": [" A ", "B"], "year": [2026, 2026]})
    frame.write_parquet(tmp_path / "applications.parquet")
    pl.DataFrame({"application": ["A", "C"], "id": ["m", "m"]}).write_parquet(tmp_path / "measures.parquet")
    batch = grantrules.batch(tmp_path)
    assert batch.applications["id"].to_list() == [" A ", "B"]
    assert reasons(batch) == [
        (1, "application", "there is no application `A`; ` A ` is another, by the spaces around it"),
        (2, "application", "there is no application `C`"),
    ]


def test_a_binary_fraction_is_refused_in_parquet_and_read_where_a_person_has_it_as_text(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    pl.DataFrame({"id": ["A"], "year": [2026]}).write_parquet(made / "applications.parquet")
    measures = pl.DataFrame({"application": ["A"], "id": ["m"], "amount": [0.1]})
    measures.write_parquet(made / "measures.parquet")
    batch = grantrules.batch(made)
    assert reasons(batch) == [(1, "amount", "expected kroner as a whole number or a Decimal, found the float `0.1`")]
    batch.save(tmp_path / "out")
    assert str(grantrules.batch(tmp_path / "out/rejected").summary.years[0].applied_for.kroner) == "0.1"

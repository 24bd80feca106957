"""Portfolios in tables: every form, every kind of broken row at its place, and tables that are wrong as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.base.errors import ApplicationError
from grantrules.portfolio.files.parquet_and_excel import parquet_sheet, workbook_sheets
from grantrules.portfolio.files.reading import NAMES, TABLES
from grantrules.results.portfolio import Batch

xlsxwriter: Any = import_module("xlsxwriter")

APPLICATIONS = "id,applicant.type,submitted_on\nA,kommune,2026-02-20\nB,stiftelse,\n"
MEASURES = "application,id,kind,amount\nA,m1,kompetansetiltak,1000\nB,m1,competence,\n"


def folder(tmp_path: Path, applications: str | bytes = APPLICATIONS, measures: str | bytes = MEASURES) -> Path:
    for name, text in (("applications.csv", applications), ("measures.csv", measures)):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def batch(path: Path | list[Path], **further: Any) -> Batch:
    return grantrules.batch(path, year=2026, **further)


def rows(found: Batch, path: Path) -> list[tuple[object, ...]]:
    """The rejects, with their places as they are called within a folder."""
    short = found.rejects.with_columns(pl.col("source", "file").str.replace(f"{path}/", "", literal=True))
    return list(short.select("source", "id", "file", "row", "column", "reason").iter_rows())


def refused(path: Path | list[Path], beginning: Path, **further: Any) -> list[str]:
    with pytest.raises(ApplicationError) as error:
        batch(path, **further)
    return [str(problem).replace(f"{beginning}/", "") for problem in error.value.problems]


def statuses(found: Batch) -> dict[str, str]:
    return dict(found.applications.select("id", "status").iter_rows())


EXPECTED = {"A": "undetermined", "B": "not_eligible"}

# -- forms


@pytest.mark.parametrize("between", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_csv_as_programs_write_it(tmp_path: Path, between: str, end: str, start: str) -> None:
    texts = [start + text.replace(",", between).replace("\n", end) for text in (APPLICATIONS, MEASURES)]
    assert statuses(batch(folder(tmp_path, *texts))) == EXPECTED


def test_csv_as_a_norwegian_spreadsheet_writes_it(tmp_path: Path) -> None:
    applications = (
        "sep=;\r\nid;applicant.type;submitted_on;submitter_has_role;\r\nÅ;kommune;20.02.2026;SANN;\r\n;;;\r\n"
    )
    measures = "application;id;kind;amount\r\nÅ;m1;kompetansetiltak;1 250 000,50\r\n;;;\r\n"
    found = batch(folder(tmp_path, applications, measures))
    assert found.rejected == ()
    assert str(found.summary.years[0].applied_for.kroner) == "1250000.50"


@pytest.mark.parametrize("applications", NAMES["applications"])
@pytest.mark.parametrize("measures", NAMES["measures"])
def test_files_are_known_by_their_names(tmp_path: Path, applications: str, measures: str) -> None:
    folder(tmp_path)
    (tmp_path / "applications.csv").rename(tmp_path / f"{applications.capitalize()}.CSV")
    (tmp_path / "measures.csv").rename(tmp_path / f"{measures}.csv")
    assert statuses(batch(tmp_path)) == EXPECTED
    assert statuses(batch(tmp_path / f"{applications.capitalize()}.CSV")) == EXPECTED


def test_two_files_of_any_name(tmp_path: Path) -> None:
    folder(tmp_path)
    one, other = (tmp_path / "applications.csv").rename(tmp_path / "a.tsv"), tmp_path / "measures.csv"
    assert statuses(batch(one, measures=other)) == EXPECTED


def typed() -> tuple[pl.DataFrame, pl.DataFrame]:
    return (
        pl.DataFrame({"id": [1, 2], "applicant.type": ["kommune", "stiftelse"], "submitted_on": [date(2026, 2, 20), None],
                      "submitter_has_role": [True, None]}),
        pl.DataFrame({"application": [1, 2], "id": ["m", "m"], "kind": ["competence", None], "amount": [1000, None]}),
    )  # fmt: skip


def test_parquet_keeps_its_types_and_floats_that_are_whole_are_numbers(tmp_path: Path) -> None:
    applications, measures = typed()
    applications.write_parquet(tmp_path / "applications.parquet")
    measures.with_columns(pl.col("amount").cast(pl.Float64)).write_parquet(tmp_path / "measures.parquet")
    found = batch(tmp_path)
    assert statuses(found) == {"1": "undetermined", "2": "not_eligible"}
    assert found.summary.years[0].applied_for.kroner == 1000
    measures.with_columns(amount=pl.Series([0.5, float("nan")])).write_parquet(tmp_path / "measures.parquet")
    assert [row[2:] for row in rows(batch(tmp_path), tmp_path)] == [
        ("measures.parquet", 1, "amount", "expected kroner as a whole number or a Decimal, found the float `0.5`"),
        ("measures.parquet", 2, "amount", "expected kroner as a whole number or a Decimal, found the float `nan`"),
    ]


def book(path: Path, sheets: Mapping[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as made:
        day = made.add_format({"num_format": "dd.mm.yyyy"})
        for title, lines in sheets.items():
            sheet = made.add_worksheet(title)
            for number, line in enumerate(lines):
                for place, value in enumerate(line):
                    if isinstance(value, str) and value.startswith("#"):
                        sheet.write_formula(number, place, "=1/0", None, value)
                    elif isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
                    else:
                        sheet.write(number, place, value)
    return path


def test_a_workbook_with_days_truths_numbers_and_empty_rows(tmp_path: Path) -> None:
    path = book(tmp_path / "Portefølje.xlsx", {
        "Forside": [["Les dette"]],
        "Søknader": [["id", "applicant.type", "submitted_on", "submitter_has_role", "applicant.organisation_number"],
                     ["A", "kommune", date(2026, 2, 20), True, 974760673], [], ["B", "stiftelse", "20.02.2026", "nei"]],
        "Tiltak": [["application", "id", "kind", "amount"], ["A", "m1", "competence", 1000.5]],
    })  # fmt: skip
    found = batch(tmp_path)
    assert statuses(found) == EXPECTED
    assert found.applications["source"].to_list() == [f"{path}: Søknader!2", f"{path}: Søknader!4"]
    assert str(found.summary.years[0].applied_for.kroner) == "1000.5"


def test_what_is_wrong_in_a_workbook_is_named_as_people_find_it(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", {
        "applications": [["id", "applicant.type"], ["A", "kommun"], ["B", "kommune"]],
        "measures": [["application", "id", "amount"], ["A", "m1", 1], ["B", "m1", "#DIV/0!"], ["C", "m1", 1]],
    })  # fmt: skip
    found = batch(path)
    assert [
        reason.problem.where.source.removeprefix(f"{path}: ") for each in found.rejected for reason in each.reasons
    ] == [
        "applications!B2",
        "measures!C3",
        "measures!A4",
    ]
    assert rows(found, tmp_path) == [
        ("b.xlsx: applications!2", "A", "b.xlsx: applications", 2, "applicant.type", "unknown value `kommun`; did you mean `kommune`?"),
        ("b.xlsx: applications!3", "B", "b.xlsx: measures", 3, "amount", "the cell holds an error in place of a value"),
        ("b.xlsx: measures!4", None, "b.xlsx: measures", 4, "application", "there is no application `C`"),
    ]  # fmt: skip
    assert (found.summary.read, found.summary.evaluated, found.summary.rejected, found.summary.stray) == (2, 0, 2, 1)


# -- rows

WRONG_ROWS: Mapping[str, tuple[str, str, list[tuple[object, ...]]]] = {
    "an unknown value": ("id,applicant.type\nA,kommun\n", "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, "applicant.type", "unknown value `kommun`; did you mean `kommune`?")]),
    "every reason of an application": ("id,submitted_on\nA,30.02.2026\n", "application,id,amount\nA,m,1.000\nA,n,mye\n",
        [("applications.csv:2", "A", "applications.csv", 2, "submitted_on", "there is no such date as `30.02.2026`; that month has 28 days"),
         ("applications.csv:2", "A", "measures.csv", 2, "amount", "`1.000` can be read in two ways; write 1000 or 1"),
         ("applications.csv:2", "A", "measures.csv", 3, "amount", "expected an amount in kroner, found `mye`")]),
    "what cannot be read and what is not known": ("id,applicant.type\nA,kommun\n", "application,id,kind,amount\nA,m,kurs,1.000\n",
        [("applications.csv:2", "A", "applications.csv", 2, "applicant.type", "unknown value `kommun`; did you mean `kommune`?"),
         ("applications.csv:2", "A", "measures.csv", 2, "amount", "`1.000` can be read in two ways; write 1000 or 1"),
         ("applications.csv:2", "A", "measures.csv", 2, "kind", "unknown value `kurs`; expected one of `competence`, `development_project`, `other`")]),
    "a bad measure": ("id\nA\n", "application,id,kind\nA,m,competence\nA,n,kurs\n",
        [("applications.csv:2", "A", "measures.csv", 3, "kind", "unknown value `kurs`; expected one of `competence`, `development_project`, `other`")]),
    "a key twice": ("id\nA\nA\nB\n", "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, "id", "several applications have the id `A`"),
         ("applications.csv:3", "A", "applications.csv", 3, "id", "several applications have the id `A`")]),
    "no key": ("id,applicant.type\n,kommune\n", "application,id\n,m\n",
        [("applications.csv:2", None, "applications.csv", 2, "id", "expected a key, found nothing"),
         ("measures.csv:2", None, "measures.csv", 2, "application", "expected the key of an application, found nothing")]),
    "a measure of nobody": ("id\nA\n", "application,id\nB,m\n",
        [("measures.csv:2", None, "measures.csv", 2, "application", "there is no application `B`")]),
    "two measures of one id": ("id\nA\n", "application,id\nA,m\nA,m\n",
        [("applications.csv:2", "A", "measures.csv", 3, "id", "another measure has the id `m` already")]),
    "too many cells in a measure": ("id\nA\n", "application,id\nA,m,x\n",
        [("applications.csv:2", "A", "measures.csv", 2, None, "expected 2 cells, found 3")]),
    "a quote that is not closed": ('id,applicant.name\nA,"Bø\nB,Ås\n', "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, None, "a quote in this line is not closed, or text follows a closed one")]),
    "a quote closed many rows later": ('id,applicant.name,applicant.type\nA,"Bø,kommune\nC,Ås,kommune\nD,Ås",kommune\nB,Mo,kommune\n', "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, "applicant.name", "a cell in lines 2 to 4 seems to hold whole rows; close its quote where it ends, or write it without line ends")]),
    "a quote closed in the next row": ('id,applicant.name,applicant.type\nA,"Bø,kommune\nD,Ås",kommune\nB,Mo,kommune\n', "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, "applicant.name", "a cell in lines 2 to 3 seems to hold whole rows; close its quote where it ends, or write it without line ends")]),
    "a cell that is far too long": ("id,applicant.name\nA," + "x" * 140_000 + "\nB,Mo\n", "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, None, "a cell that begins in this line is far too long; text has at most 10,000 characters")]),
    "a key that is far too long": ("id\nA\n", "application,id\n" + "x" * 100_000 + ",m\n",
        [("measures.csv:2", None, "measures.csv", 2, "application", f"there is no application `{'x' * 60}…`")]),
    "a key twice but for spaces": ("id\n A\nA \nB\n", "application,id\n",
        [("applications.csv:2", "A", "applications.csv", 2, "id", "several applications have the id `A`"),
         ("applications.csv:3", "A", "applications.csv", 3, "id", "several applications have the id `A`")]),
    "two measures of one id but for spaces": ("id\nA\n", "application,id\nA,m\nA,m \n",
        [("applications.csv:2", "A", "measures.csv", 3, "id", "another measure has the id `m` already")]),
    "text behind a quote": ('id,applicant.name\nA,"Bø"x\nB,"Å""s"\n', "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, None, "a quote in this line is not closed, or text follows a closed one")]),
    "a column without a name": ("id,\nA,x\nB,\n", "application,id\nA,m\n",
        [("applications.csv:2", "A", "applications.csv", 2, "B", "the column has no name, and something stands in it")]),
    "neither yes nor no": ("id,submitter_has_role\nA,kanskje\n", "application,id\n",
        [("applications.csv:2", "A", "applications.csv", 2, "submitter_has_role", "expected true or false, found `kanskje`")]),
}  # fmt: skip


@pytest.mark.parametrize(("applications", "measures", "expected"), WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_a_wrong_row_is_rejected_with_every_reason_at_its_place(
    tmp_path: Path, applications: str, measures: str, expected: list[tuple[object, ...]]
) -> None:
    found = batch(folder(tmp_path, applications, measures))
    assert rows(found, tmp_path) == expected
    kept = {"B": "undetermined"} if "\nB," in applications or "\nB\n" in applications else {}
    if expected[0][0] == "measures.csv:2":
        kept = {"A": "undetermined"}
    assert statuses(found) == kept


def test_a_cell_can_have_lines_and_rows_are_counted_as_an_editor_counts_lines(tmp_path: Path) -> None:
    text = 'id,applicant.name,applicant.type\nA,"Bø,\r\nmed to ""linjer""",kommune\n\nB,Ås,kommun\n'
    found = batch(folder(tmp_path, text))
    assert [row[:5] for row in rows(found, tmp_path)] == [
        ("applications.csv:5", "B", "applications.csv", 5, "applicant.type")
    ]
    assert statuses(found) == {"A": "undetermined"}


SET = [f"themes.{each}" for each in grantrules.load(2026).rules.vocabulary["measure.partners"].choices]


def test_a_set_is_stated_whole_or_not_at_all(tmp_path: Path) -> None:
    members = [name.replace("themes", "partners") for name in SET]
    head = ",".join(["application", "id", *members])
    half, none, whole = ["ja", *[""] * (len(members) - 1)], [""] * len(members), ["nei"] * len(members)
    lines = [",".join([id_, "m", *cells]) for id_, cells in (("A", half), ("B", none), ("C", whole))]
    found = batch(folder(tmp_path, "id\nA\nB\nC\n", "\n".join([head, *lines])))
    said = "a set is stated for all its values or for none; nothing stands here"
    assert rows(found, tmp_path) == [("applications.csv:2", "A", "measures.csv", 2, members[1], said)]


# -- tables that are wrong as a whole

WRONG_TABLES: Mapping[str, tuple[str | bytes, str | bytes, list[str]]] = {
    "an unknown column": ("id,aplicant.type\n", MEASURES,
        ["applications.csv:1: aplicant.type: unknown column `aplicant.type`; did you mean `applicant.type`?"]),
    "a column of the other table": ("id,amount\n", MEASURES,
        ["applications.csv:1: amount: unknown column `amount`; it belongs in the table of measures"]),
    "a set in one column": (APPLICATIONS, "application,id,partners\n",
        ["measures.csv:1: partners: unknown column `partners`; there is a column for each value: " + ", ".join(f"`{each.replace('themes', 'partners')}`" for each in SET)]),
    "a part of a set": (APPLICATIONS, f"application,id,{SET[0].replace('themes', 'partners')}\n",
        ["measures.csv: a set has all its columns or none; missing " + ", ".join(f"`{each.replace('themes', 'partners')}`" for each in SET[1:])]),
    "what offices set": ("id,office.application_deadline\n", MEASURES,
        ["applications.csv:1: office.application_deadline: unknown column `office.application_deadline`; what offices set comes from the rules"]),
    "determinations": ("id,determinations.x\n", MEASURES,
        ["applications.csv:1: determinations.x: determinations are not read from tables; evaluate such applications one at a time, or in files of their own"]),
    "a column twice, and no key": ("id,year,year\n", "application,kind\n",
        ["applications.csv: several columns are called `year`", "measures.csv: missing the column `id`"]),
    "columns in capitals that are unknown or there twice": ("ID;Aplicant.Type;id;AMOUNT\n", MEASURES,
        ["applications.csv: several columns are called `id`",
         "applications.csv:1: Aplicant.Type: unknown column `Aplicant.Type`; did you mean `applicant.type`?",
         "applications.csv:1: amount: unknown column `amount`; it belongs in the table of measures"]),
    "no key at all": ("year\n", MEASURES,
        ["applications.csv:1:1: expected names of columns with commas, semicolons or tabs between them, `id` among them"]),
    "empty": ("", MEASURES,
        ["applications.csv:1:1: expected names of columns with commas, semicolons or tabs between them, `id` among them"]),
    "Windows-1252": ("id,applicant.name\nA,Bø\n".encode("cp1252"), MEASURES,
        ["applications.csv:2:4: is not UTF-8 (byte 0xf8); it may be Windows-1252: save it as “CSV UTF-8”"]),
    "UTF-16": ("id\nA\n".encode("utf-16"), MEASURES, ["applications.csv:1:1: is UTF-16; save it as “CSV UTF-8”"]),
}  # fmt: skip


@pytest.mark.parametrize(("applications", "measures", "expected"), WRONG_TABLES.values(), ids=WRONG_TABLES)
def test_a_table_that_is_wrong_as_a_whole_stops_everything(
    tmp_path: Path, applications: str | bytes, measures: str | bytes, expected: list[str]
) -> None:
    (tmp_path / "a.yaml").write_text("id: C\n", "utf-8")
    assert refused(folder(tmp_path, applications, measures), tmp_path) == expected


def test_all_tables_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    folder(tmp_path / "one", "id,x\n")
    (tmp_path / "two" / "soknader.csv").write_text(APPLICATIONS, "utf-8")
    (tmp_path / "tiltak.parquet").write_bytes(b"PAR1")
    (tmp_path / "uke 7.csv").write_text(APPLICATIONS, "utf-8")
    (tmp_path / "gammel.xls").write_bytes(b"")
    (tmp_path / "no.xlsx").write_bytes(b"PK")
    book(tmp_path / "one.xlsx", {"Ark1": [["id"]], "tiltak": [["application", "id"]]})
    (tmp_path / "~$one.xlsx").write_bytes(b"")
    told = refused(tmp_path, tmp_path)
    assert told == [
        "gammel.xls: is a spreadsheet in a form that is not read; save it as `.xlsx`",
        (
            "no.xlsx: is a workbook that is damaged, or something else; "
            "open it in a spreadsheet program and save it as `.xlsx`"
        ),
        "one.xlsx: no sheet is called `applications` or `søknader` or `søknadar` or `soknader` or `soknadar`",
        told[3],
        "tiltak.parquet: there is no `applications.parquet` beside it",
        "two/soknader.csv: there is no `measures.csv` beside it",
        "uke 7.csv: is called neither `applications.csv` nor `measures.csv`, so that nobody knows what is in it",
    ]
    assert told[3].startswith("one/applications.csv:1: x: unknown column `x`")


BROKEN = {
    "no file of its kind.parquet": (b"id\nA\n", "is no Parquet file; save the table as one, or as CSV"),
    "empty.parquet": (b"", "the file is empty"),
    "cut.parquet": (
        b"PAR1\x15\x04",
        "is a Parquet file that is damaged, or written in a way that is not read; write it anew",
    ),
    "none.xlsx": (b"id;year\n", "is no Excel workbook; save it as `.xlsx`"),
    "empty.xlsx": (b"", "the file is empty"),
    "secret.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "is protected by a password, or older than its name says; save it as `.xlsx` without a password",
    ),
}
"""Files that no program reads as what they are called, and what is said of them."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_table_that_its_package_refuses_is_told_in_our_words(name: str, tmp_path: Path) -> None:
    content, said = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "m.parquet").write_bytes(content)
    told = refused(tmp_path / name, tmp_path, measures=None if name.endswith("xlsx") else tmp_path / "m.parquet")
    assert told[0] == f"{name}: {said}"


def test_a_table_that_the_system_does_not_give_out(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").mkdir()
    with pytest.raises(grantrules.ApplicationError) as told:
        parquet_sheet(tmp_path / "a.parquet", "a.parquet")
    assert str(told.value) == "a.parquet: is a folder; expected a file"
    with pytest.raises(grantrules.ApplicationError) as told:
        workbook_sheets(tmp_path / "gone.xlsx", "gone.xlsx", NAMES, {})
    assert str(told.value) == "gone.xlsx: there is no such file"


def test_a_table_alone_needs_the_other(tmp_path: Path) -> None:
    folder(tmp_path)
    one = (tmp_path / "applications.csv").rename(tmp_path / "a.csv")
    called = "`applications.csv` and `measures.csv`, or `søknader.csv` and `tiltak.csv`"
    assert refused(one, tmp_path) == [f"a.csv: name its table of measures too, or call the two {called} in one folder"]
    said = "measures.csv: a table of measures goes with one table of applications, as CSV or Parquet"
    (tmp_path / "x.yaml").write_text("id: X\n", "utf-8")
    assert refused(tmp_path / "x.yaml", tmp_path, measures=tmp_path / "measures.csv") == [said]
    with pytest.raises(TypeError, match="a table of measures goes with the name of a table of applications"):
        grantrules.batch([{"id": "A"}], measures="m.csv")


@pytest.mark.parametrize("suffix", [*TABLES, ".xlsx", ".yaml", ""])
def test_a_file_that_is_not_there(tmp_path: Path, suffix: str) -> None:
    assert refused(tmp_path / f"no{suffix}", tmp_path) == [f"no{suffix}: there is no such file or folder"]


CELLS = st.text(st.sampled_from("idA,;\t\"\n\r='1.\x00æ"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["id,applicant.name\n", "id;year\n", ""]), CELLS, CELLS)
def test_whatever_stands_in_a_table_every_row_is_evaluated_or_rejected(head: str, one: str, other: str) -> None:
    with TemporaryDirectory() as place:
        (Path(place) / "in").mkdir()
        path = folder(Path(place) / "in", head + one, "application,id,title\n" + other)
        try:
            found = batch(path)
        except ApplicationError:  # of the table as a whole
            return
        of = found.summary
        assert of.read == of.evaluated + of.rejected
        found.save(Path(place) / "out")
        if found.rejected:
            again = batch(Path(place) / "out/rejected")
            assert (again.summary.read, again.summary.stray) == (of.rejected, of.stray)

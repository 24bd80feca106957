"""Tables as people make them: titles above, Norwegian heads, cells left out, formulas that nobody saved; read, or refused by cell."""

from __future__ import annotations

import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import grantrules
from grantrules.base.errors import ApplicationError
from grantrules.cli.main import main
from grantrules.portfolio.files.formulas import cells_of

xlsxwriter: Any = import_module("xlsxwriter")

MEASURES = "application;id\nA;m\n"


def csv_tables(folder: Path, applications: str, measures: str = MEASURES) -> Path:
    (folder / "søknader.csv").write_text(applications, "utf-8")
    (folder / "tiltak.csv").write_text(measures, "utf-8")
    return folder / "søknader.csv"


def stated(path: Path) -> list[dict[str, object]]:
    """What the applications state that are read, and what is said of the others."""
    batch = grantrules.batch(path, year=2026)
    said = [reason.problem for each in batch.rejected for reason in each.reasons]
    assert [str(problem).replace(f"{path.parent}/", "") for problem in said] == []
    return [dict(row) for row in batch.applications.select("id", "status").iter_rows(named=True)]


def told(path: Path) -> list[str]:
    try:
        batch = grantrules.batch(path, year=2026)
    except ApplicationError as error:
        problems = error.problems
    else:
        problems = tuple(reason.problem for each in batch.rejected for reason in each.reasons)
    return [str(problem).replace(f"{path.parent}/", "") for problem in problems]


READ = {
    "cells left out at the end": "id;applicant.type;office;applicant.name\nA;stiftelse\n",
    "empty cells at the end too many": "id;applicant.type\nA;stiftelse;;;\n",
    "sep in quotes": '"sep=;"\nid;applicant.type\nA;stiftelse\n',
    "sep in quotes, saved again": '"sep=;";;\nid;applicant.type\nA;stiftelse\n',
    "a title above": "Søknader 2026;\n;\nid;applicant.type\nA;stiftelse\n",
    "Norwegian heads": "Nr.;Søkertype;Navn på søkeren\nA;Stiftelse;Bø\n",
    "nynorsk heads and capitals": "NR;SØKJARTYPE;Namn på søkjaren\nA;stifting;Bø\n",
    "a year": "id;År;Søkertype\nA;2026;stiftelse\n",
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_a_table_as_people_make_it_is_read(tmp_path: Path, text: str) -> None:
    assert stated(csv_tables(tmp_path, text)) == [{"id": "A", "status": "not_eligible"}]


def test_the_measures_have_norwegian_heads_too_also_for_the_values_of_a_set(tmp_path: Path) -> None:
    fact = grantrules.load(2026).rules.vocabulary["measure.partners"]
    members = ";".join(f"{fact.label.nb}: {choice.label.nb}" for choice in fact.choices.values())
    noes = ";".join("nei" for _ in fact.choices)
    head = f"Søknad;Nr.;Tiltakstype;{members}"
    kind = grantrules.load(2026).rules.vocabulary["measure.kind"].label.nb
    measures = f"{head.replace('Tiltakstype', kind)}\nA;m;kompetansetiltak;{noes}\n"
    assert stated(csv_tables(tmp_path, "id;Søkertype\nA;stiftelse\n", measures))


REFUSED = {
    "a number beside the id": (
        "Nr.;id;applicant.type\n1;A;stiftelse\n",
        "søknader.csv:1: Nr.: unknown column `Nr.`",
    ),
    "a head that is not known": (
        "Tittel\nid;Postadresse\nA;x\n",
        "søknader.csv:2: Postadresse: unknown column `Postadresse`",
    ),
    "a head of merged cells": (
        "id;applicant.name;\nA;Bø;kommune\n",
        "søknader.csv:2: C: the column has no name, and something stands in it",
    ),
    "an address of two lines": (
        'id;applicant.name;applicant.type\nA;"Storgata 1; inngang B;\n0301 Oslo; Norge";stiftelse\n',
        "søknader.csv:2: applicant.name: a cell in lines 2 to 3 seems to hold whole rows",
    ),
    "more cells than columns": ("id;applicant.type\nA;stiftelse;x\n", "søknader.csv:2: expected 2 cells, found 3"),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_by_cell(tmp_path: Path, text: str, expected: str) -> None:
    first, *_ = told(csv_tables(tmp_path, text))
    assert first.startswith(expected)


def workbook(path: Path, rows: list[list[object]], column: int = 0) -> Path:
    """A workbook of which the first sheet begins in a column; a text that begins with `=` is a formula with a value."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Søknader")
        for number, row in enumerate(rows):
            sheet.write_row(number, column, row)
        book.add_worksheet("Tiltak").write_row(0, 0, ["application", "id"])
    return path


def without_saved_values(path: Path) -> Path:
    """The same workbook as a program writes it that does not work formulas out."""
    made = path.with_name("unsaved.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</f><v>0</v>", b"</f>"))
    return made


def test_a_title_and_merged_cells_above_the_head_of_a_sheet(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["Søknader", "2026"], [], ["Nr.", "Søkertype"], ["A", "stiftelse"], ["B", "x"]]
    )
    assert told(path)[0].startswith("a.xlsx: Søknader!B5: unknown value `x`")


def test_cells_are_named_as_the_program_names_them_where_the_first_columns_are_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["id", "applicant.type"], ["A", "#DIV/0!"], ["B", "x"]], column=2)
    assert [each.partition(": ")[2].partition(":")[0] for each in told(path)] == ["Søknader!D2", "Søknader!D3"]


def test_a_formula_without_a_saved_value_is_told_and_one_with_a_value_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["id", "applicant.type", "applicant.name"],
        ["A", "stiftelse", '="x"'],
        ["B", "stiftelse"],
    ]
    saved = workbook(tmp_path / "a.xlsx", rows)
    assert [row["id"] for row in stated(saved)] == ["A", "B"]
    said = "the cell holds a formula without a saved value; open the workbook in a spreadsheet program and save it"
    assert told(without_saved_values(saved)) == [f"unsaved.xlsx: Søknader!C2: {said}"]
    alone = workbook(tmp_path / "b.xlsx", [["id", "applicant.type"], ["A", "stiftelse"], ["", ""], ['="x"']])
    assert f"unsaved.xlsx: Søknader!A4: {said}" in told(without_saved_values(alone))


def test_what_is_no_workbook_has_no_cells_to_tell_of(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    assert cells_of(tmp_path / "a.xlsx", "x").unsaved == frozenset()
    assert cells_of(workbook(tmp_path / "b.xlsx", [["id"]]), "other").first == 0


COMMANDS = (
    ["check", ""],
    ["evaluate", "--year", "", "a.yaml"],
    ["evaluate", ""],
    ["diff", "2022", " "],
    ["coverage", ""],
    ["ask", ""],
    ["batch", "", "--out", "x"],
    ["batch", "a.csv", "--measures", "", "--out", "x"],
    ["history", ""],
    ["schema", "--write", ""],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_name_with_nothing_in_it_is_refused(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "found nothing" in (said := capsys.readouterr().err) or "no such folder" in said

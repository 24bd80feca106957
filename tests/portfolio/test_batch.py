"""`grantrules batch` and `grantrules.batch`: the same decisions whatever the form, nothing lost, nothing half written."""

from __future__ import annotations

import json
import signal
import sys
from decimal import Context, Decimal
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.base.errors import PortfolioError
from grantrules.cli import batch as cli_batch
from grantrules.cli.main import main
from grantrules.portfolio import deciding as year_module
from grantrules.portfolio.deciding import Decided, decided
from grantrules.portfolio.files.csv_sheet import as_meant
from grantrules.portfolio.files.reading import read_portfolio
from grantrules.portfolio.saving import FORMATS
from grantrules.portfolio.tables.evaluate import LISTS
from grantrules.results.document import Decision
from grantrules.results.portfolio import Batch
from tests.guards.made_up_portfolio import FORMS, portfolio, tables, write
from tests.support.documents import ROOT

fastexcel: Any = import_module("fastexcel")

Printed = pytest.CaptureFixture[str]
YEARS = grantrules.years()
APPLICATION: dict[str, Any] = {
    "id": "A",
    "year": 2026,
    "applicant": {"type": "kommune"},
    "measures": [{"id": "m", "amount": 1000}],
}


def decision_on(application: Any) -> Decision:
    decision = grantrules.evaluate(application)
    assert isinstance(decision, Decision)
    return decision


def expected(decisions: list[Decision]) -> list[tuple[object, ...]]:
    """The row of each application, as it is decided by itself."""
    return [(each.stated.id, each.rules.year, *row(decided(each))) for each in decisions]


def row(of: Decided) -> tuple[object, ...]:
    verdict = of.application
    return verdict.status.value, *(list(getattr(verdict, name)) for name in LISTS)


def found(batch: Batch) -> list[tuple[object, ...]]:
    return list(batch.applications.select("id", "year", "status", *LISTS).iter_rows())


# -- the same decisions


@pytest.mark.parametrize("few", [0, 10_000], ids=["on tables", "one by one"])
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), year=st.sampled_from(YEARS))
def test_whatever_the_form_it_is_decided_as_it_is_by_itself(form: str, few: int, seed: int, year: int) -> None:
    with pytest.MonkeyPatch.context() as patched, TemporaryDirectory() as folder:
        patched.setattr(year_module, "FEW", few)
        compare(form, portfolio(7, year, seed), Path(folder) / "made")


def compare(form: str, applications: list[dict[str, Any]], folder: Path) -> None:
    assert write(applications, folder, form) == []
    batch = grantrules.batch(folder)
    decisions = [decision_on(each) for each in applications]
    assert found(batch) == expected(decisions)
    assert batch.rejected == ()
    measures = [measure for each in decisions for measure in each.measures]
    assert batch.measures["id"].to_list() == [each.id for each in measures]
    assert batch.measures["status"].to_list() == [each.status.value for each in measures]


@pytest.mark.parametrize("kind", ["report", "rapport", "Rapport"])
def test_a_report_is_rejected_by_whatever_name_its_kind_goes(kind: str) -> None:
    batch = grantrules.batch([{"kind": kind, "id": "r", "grant": {"award_year": 2022}}])
    assert batch.rejects["reason"].to_list() == ["is a report, not an application"]


@pytest.mark.parametrize("few", [0, 10_000])
def test_examples_of_every_year_with_determinations_are_decided_as_by_themselves(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_module, "FEW", few)
    monkeypatch.setattr("grantrules.portfolio.batch.CHUNK", 5)
    paths = [path for year in YEARS for path in sorted((ROOT / "examples" / str(year)).glob("*.yaml"))]
    batch = grantrules.batch(ROOT / "examples", rules=True)
    assert found(batch) == expected([decision_on(grantrules.read(path)) for path in paths])
    assert batch.applications["source"].to_list() == list(map(str, paths))
    reports = sorted((ROOT / "examples" / "reports").glob("*.yaml"))
    assert [each.name for each in batch.rejected] == list(map(str, reports))
    assert set(batch.rejects["reason"]) == {"is a report, not an application"}
    outcomes = [name for name in batch.applications.columns if name.startswith("rule.")]
    for path, values in zip(paths, batch.applications.select(outcomes).iter_rows(named=True), strict=True):
        told = {reason.rule.id: reason.outcome.kind.value for reason in decision_on(grantrules.read(path)).reasons}
        assert {name.removeprefix("rule."): value for name, value in values.items() if value} == told


@pytest.mark.parametrize(
    "amount", ["0.5", "123456789012345678", "0.12345678901234567", f"0.{'1' * 17}", f"9{'0' * 15}.25"]
)
def test_an_amount_with_more_digits_than_tables_hold_stops_nothing(
    amount: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_module, "FEW", 0)
    large = {**APPLICATION, "id": "B", "measures": [{"id": "m", "amount": Decimal(amount)}]}
    batch = grantrules.batch([APPLICATION, large])
    assert found(batch) == expected([decision_on(APPLICATION), decision_on(large)])
    assert batch.summary.years[0].applied_for.kroner == Context(prec=100).add(1000, Decimal(amount))
    assert json.loads(batch.summary.to_json())["read"] == 2
    assert "0.5 " not in batch.summary.to_text()


def test_what_people_have_accepted_is_no_longer_against_it() -> None:
    batch = grantrules.batch(ROOT / "examples/2022/determined.yaml")
    (application,) = batch.applications.iter_rows(named=True)
    assert (application["status"], application["failed"], application["open"]) == ("eligible", [], [])


def test_a_year_can_be_chosen_for_all(tmp_path: Path) -> None:
    chosen = grantrules.batch(ROOT / "examples/2022", year=2026)
    assert set(chosen.applications["year"]) == {2026}
    assert [each.rules.year for each in chosen.summary.years] == [2026]
    assert found(chosen) == found(grantrules.batch(ROOT / "examples/2022", year=grantrules.load(2026)))
    with pytest.raises(grantrules.UnknownRegulation):
        grantrules.batch(tmp_path, year=1999)


def test_applications_in_hand_and_several_places_at_once() -> None:
    given = grantrules.batch([APPLICATION, {"year": 2026, "no": 1}, {**APPLICATION}, {"applicant": {}}])
    assert given.applications["source"].to_list() == ["1"]
    assert [(each.name, [reason.problem.message[:40] for reason in each.reasons]) for each in given.rejected] == [
        ("2", ["unknown field `no`; expected one of `app"]),
        ("3", ["another application has the id `A` alrea"]),
        ("4", ["expected the year whose rules apply (202"]),
    ]
    assert given.rejects["column"].to_list() == ["no", "id", "year"]
    places: list[str | Path] = [ROOT / "examples/2022/eligible.yaml", str(ROOT / "examples/2023")]
    assert grantrules.batch(places).summary.read == 7
    assert grantrules.batch(iter([APPLICATION])).summary.evaluated == 1
    assert grantrules.batch([]).applications.columns[:3] == ["source", "id", "year"]


def test_an_application_without_an_id_is_called_by_its_place() -> None:
    without = {name: value for name, value in APPLICATION.items() if name != "id"}
    batch = grantrules.batch([without, {**without, "id": ""}])
    assert batch.applications["id"].to_list() == batch.measures["application"].to_list() == ["1", "2"]


# -- broken ones


@pytest.mark.parametrize("form", FORMS)
def test_every_broken_application_is_rejected_at_its_place_and_nothing_else_is_touched(
    form: str, tmp_path: Path
) -> None:
    applications = portfolio(60, 2026, seed=5)
    broken = write(applications, tmp_path / "made", form, broken=20)
    assert len({each.fault for each in broken}) >= 10
    batch = grantrules.batch(tmp_path / "made")
    of = batch.summary
    assert of.read == 60 == of.evaluated + of.rejected
    told = {str(each.name) for each in batch.rejected} | {
        f"{file}{mark}{number}" for file, number in batch.rejects.select("file", "row").iter_rows() for mark in ":!"
    } | set(batch.rejects["file"])  # fmt: skip
    assert [each for each in broken if each.name not in told] == []
    touched = {each.id for each in broken} | {each.id for each in batch.rejected}
    sound = [decision_on(each) for each in applications if each["id"] not in touched]
    assert [each for each in found(batch) if each[0] not in touched] == expected(sound)
    assert len(sound) >= 35


@pytest.mark.parametrize("form", FORMS)
def test_what_was_rejected_is_kept_as_it_came_and_can_be_mended(form: str, tmp_path: Path) -> None:
    applications = portfolio(40, 2026, seed=6)
    write(applications, tmp_path / "made", form, broken=15)
    batch = grantrules.batch(tmp_path / "made")
    batch.save(tmp_path / "out")
    again = grantrules.batch(tmp_path / "out/rejected")
    assert again.summary.read == batch.summary.rejected
    assert again.summary.stray == batch.summary.stray
    first, second = (  # but for ids, which stand twice only beside each other
        sorted(
            each.problem.message
            for reject in of.rejected
            for each in reject.reasons
            if "id" not in each.problem.message
        )
        for of in (batch, again)
    )
    assert first == second


def test_lines_files_and_rows_are_kept_byte_for_byte_or_cell_for_cell(tmp_path: Path) -> None:
    made = tmp_path / "made"
    (made / "under").mkdir(parents=True)
    (made / "under/b.yaml").write_bytes(b"id: \xff\n")
    (made / "a.jsonl").write_bytes(b'{"id": 1, "year": 2026}\n{"id": \xfe}\n\n["x"]')
    (made / "applications.csv").write_text("id,applicant.name,applicant.type\nA,'=1+1,kommun\n'+1,x,kommun\n", "utf-8")
    (made / "measures.csv").write_text('application,id,title\nA,-5,"a ""b"",\nc"\nZ,m,@x\n', "utf-8")
    grantrules.batch(made).save(tmp_path / "out")
    kept = tmp_path / "out/rejected"
    assert (kept / "under/b.yaml").read_bytes() == b"id: \xff\n"
    assert (kept / "a.jsonl").read_bytes() == b'{"id": \xfe}\n["x"]\n'
    text = (kept / "applications.csv").read_text("utf-8")
    assert text == "id,applicant.name,applicant.type\nA,'=1+1,kommun\n'+1,x,kommun\n"
    assert (kept / "measures.csv").read_text("utf-8") == 'application,id,title\nA,-5,"a ""b"",\nc"\nZ,m,\'@x\n'


def test_mended_and_run_again(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (made / "applications.csv").write_text("id,year,applicant.type\nA,2026,kommun\nB,2026,kommune\n", "utf-8")
    (made / "measures.csv").write_text("application,id,kind\nA,m,competence\nB,m,competence\n", "utf-8")
    assert main(["batch", str(made), "--out", str(tmp_path / "out")]) == 1
    path = tmp_path / "out/rejected/applications.csv"
    path.write_text(path.read_text("utf-8").replace("kommun\n", "kommune\n"), "utf-8")
    assert main(["batch", str(path.parent), "--out", str(tmp_path / "again")]) == 0
    assert (tmp_path / "again/applications.csv").read_text("utf-8").splitlines()[1].startswith(f"{path}:2,A,2026,undet")
    assert not (tmp_path / "again/rejected").exists()


# -- what is written


def dangerous(tmp_path: Path) -> Batch:
    """A batch in which names of files and ids would run in a spreadsheet."""
    made = tmp_path / "made"
    made.mkdir()
    for number, id_ in enumerate(
        ["=1+1", "+a", "-b", "@c", "\t=d", "\r=e", "a\rb", '=HYPERLINK("x")', "http://x.no", "'=q", "-5"]
    ):
        application = {**APPLICATION, "id": id_}
        (made / f"{number}.json").write_text(json.dumps(application), "utf-8")
    (made / "x.json").write_text('{"id": "=2", "year": 2026, "=cmd()": 1}', "utf-8")
    return grantrules.batch(made)


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_holds_the_same(form: str, tmp_path: Path) -> None:
    batch = dangerous(tmp_path)
    written = batch.save(tmp_path / "out", form, picture=True, language="en")
    tables_ = [f"{name}.{form}" for name in ("applications", "measures", "rejects")]
    expected_names = ["decisions.xlsx"] if form == "xlsx" else tables_
    assert sorted(path.name for path in written) == sorted([*expected_names, "rejected", "summary.json", "summary.png"])
    for name, table in (("applications", batch.applications), ("measures", batch.measures), ("rejects", batch.rejects)):
        flat = table.with_columns(pl.col(n).list.join(", ") for n, t in table.schema.items() if t == pl.List(pl.String))
        match form:
            case "parquet":
                assert pl.read_parquet(tmp_path / f"out/{name}.parquet").equals(table)
            case "jsonl":
                lines = (tmp_path / f"out/{name}.jsonl").read_text("utf-8").splitlines()
                assert [json.loads(line) for line in lines] == table.to_dicts()
            case "csv":
                read = pl.read_csv(tmp_path / f"out/{name}.csv", infer_schema=False)
                back = [[as_meant(cell or "") for cell in line] for line in read.iter_rows()]
                assert back == [["" if v is None else str(v) for v in line] for line in flat.iter_rows()]
            case _:
                sheet = (
                    fastexcel.read_excel(tmp_path / "out/decisions.xlsx").load_sheet(name, dtypes="string").to_polars()
                )
                assert sheet.columns == table.columns
                assert [[v or "" for v in line] for line in sheet.iter_rows()] == [
                    ["" if v is None else str(v) for v in line] for line in flat.iter_rows()
                ]
    assert json.loads((tmp_path / "out/summary.json").read_text("utf-8")) == batch.summary.to_dict("en")
    assert (tmp_path / "out/summary.png").read_bytes().startswith(b"\x89PNG")


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    import zipfile

    batch = dangerous(tmp_path)
    batch.save(tmp_path / "csv", "csv")
    for name in ("applications", "measures", "rejects"):
        read = pl.read_csv(tmp_path / f"csv/{name}.csv", infer_schema=False)
        cells = [cell for line in read.iter_rows() for cell in line if cell]
        assert [cell for cell in cells if cell[0] in "=+-@\t\r＝" and cell != "-5"] == []
    batch.save(tmp_path / "xlsx", "xlsx")
    with zipfile.ZipFile(tmp_path / "xlsx/decisions.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 4
        assert not any(b"<f>" in book.read(name) or b"<hyperlink" in book.read(name) for name in sheets)
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")


def test_a_workbook_has_the_summary_too(tmp_path: Path) -> None:
    grantrules.batch(ROOT / "examples/2022").save(tmp_path / "out", "xlsx", language="en")
    sheet = fastexcel.read_excel(tmp_path / "out/decisions.xlsx").load_sheet(
        "summary", header_row=None, dtypes="string"
    )
    cells = [cell for line in sheet.to_polars().iter_rows() for cell in line if cell]
    assert "2022: Measures by kind" in cells
    assert "3775000" in cells


# -- all or nothing


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_never_overwritten_unless_it_was_written_by_a_batch_and_force_says_so(tmp_path: Path) -> None:
    batch, out = grantrules.batch([APPLICATION]), tmp_path / "new" / "out"
    batch.save(out)
    with pytest.raises(PortfolioError, match=r"out: is there already; name another folder, or replace it with force"):
        batch.save(out, "parquet")
    assert "applications.csv" in left(out)
    batch.save(out, "parquet", force=True)
    assert left(out) == ["applications.parquet", "measures.parquet", "rejects.parquet", "summary.json"]
    (out / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(
        PortfolioError, match=r"out: holds other files \(mine\.txt\); name a folder that is not there yet"
    ):
        batch.save(out, force=True)
    with pytest.raises(PortfolioError, match=r"mine\.txt: is no folder"):
        batch.save(out / "mine.txt", force=True)
    with pytest.raises(PortfolioError, match="unknown format `xls`; did you mean `xlsx`"):
        batch.save(tmp_path / "other", "xls")
    (tmp_path / "empty").mkdir()
    batch.save(tmp_path / "empty")
    assert left(tmp_path) == ["empty", "new"]
    assert left(tmp_path / "new") == ["out"]


def test_the_input_is_never_replaced(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made/a.yaml").write_text("id: A\nyear: 2026\nx: 1\n", "utf-8")
    assert main(["batch", str(tmp_path / "made"), "--out", str(tmp_path / "out")]) == 1
    assert main(["batch", str(tmp_path / "out/rejected"), "--out", str(tmp_path / "out"), "--force"]) == 1
    out = tmp_path / "out"
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"{out}: the input {out / 'rejected'} stands there, and would be replaced"
    )
    assert (out / "rejected/a.yaml").exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device"), MemoryError()])
@pytest.mark.parametrize(
    "where", ["grantrules.portfolio.saving.write_tables", "grantrules.portfolio.saving.write_rejected"]
)
def test_what_is_interrupted_leaves_what_was_there(
    where: str, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, out = grantrules.batch([APPLICATION]), tmp_path / "out"
    batch.save(out, "jsonl")
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(where, fail)
    for folder in (out, tmp_path / "new"):
        with pytest.raises(PortfolioError if isinstance(error, OSError) else type(error)) as raised:
            batch.save(folder, force=True)
        if isinstance(error, OSError):
            assert str(raised.value) == f"{folder}: cannot be written, and nothing was: No space left on device"
    assert left(tmp_path) == ["out"]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(13, "Permission denied"), SystemExit(143)])
@pytest.mark.parametrize("when", ["after the old one is gone", "before the new one comes"])
def test_where_the_new_folder_cannot_get_its_name_the_old_one_keeps_it(
    when: str, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, out, rename = grantrules.batch([APPLICATION]), tmp_path / "out", Path.rename
    batch.save(out)

    def fail(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise error
        moved = rename(path, target)
        if path == out and when == "after the old one is gone":
            raise error
        return moved

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(PortfolioError if isinstance(error, OSError) else type(error)) as raised:
        batch.save(out, "parquet", force=True)
    if isinstance(error, OSError):
        assert str(raised.value) == f"{out}: cannot be written, and nothing was: Permission denied"
    assert left(tmp_path) == ["out"]
    assert "applications.csv" in left(out)


def test_a_process_that_is_ended_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_handled(*_: object) -> None:
        pytest.fail("nobody tidies up")

    before = signal.signal(signal.SIGTERM, not_handled)
    monkeypatch.setattr("grantrules.portfolio.saving.write_rejected", lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        with pytest.raises(SystemExit) as ended:
            main(["batch", str(ROOT / "examples/2022"), "--out", str(tmp_path / "out")])
        assert signal.getsignal(signal.SIGTERM) is not_handled
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 143
    assert left(tmp_path) == []


def test_nothing_is_written_into_a_folder_that_is_read(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "ii/below").mkdir(parents=True)
    (tmp_path / "ii/a.yaml").write_text("id: A\nyear: 2026\n", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "ii/below", target_is_directory=True)
    inside = [tmp_path / "ii/res", tmp_path / "ii/below/x/res", tmp_path / "ii/below/../res", tmp_path / "link/res"]
    for out in inside:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("grantrules.cli.batch.batch", pytest.fail)  # before anything is read
            assert main(["batch", str(tmp_path / "ii"), "--out", str(out)]) == 1
        assert capsys.readouterr().err == (
            f"{out}: lies in the input {tmp_path / 'ii'}, and would be read with it the next time; "
            "name a folder outside of it\n"
        )
        with pytest.raises(PortfolioError, match="lies in the input"):
            grantrules.batch(tmp_path / "ii").save(out)
    assert left(tmp_path / "ii") == ["a.yaml", "below"]
    assert main(["batch", str(tmp_path / "ii/a.yaml"), "--out", str(tmp_path / "ii/res")]) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_told_in_one_line(form: str, tmp_path: Path) -> None:
    resource: Any = pytest.importorskip("resource")
    batch = grantrules.batch([{**APPLICATION, "id": f"A{n}"} for n in range(400)])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        with pytest.raises(PortfolioError) as raised:
            batch.save(tmp_path / "out", form)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(raised.value) == f"{tmp_path / 'out'}: cannot be written, and nothing was: File too large"
    assert left(tmp_path) == []


# -- the command


def test_the_command_writes_prints_the_summary_and_counts(tmp_path: Path, capsys: Printed) -> None:
    out = tmp_path / "out"
    arguments = ["batch", str(ROOT / "examples/2022"), str(ROOT / "examples/2026"), "--out", str(out)]
    assert main([*arguments, "--lang", "en", "--rules", "--picture", "--format", "jsonl"]) == 0
    printed = capsys.readouterr()
    assert printed.out == grantrules.batch(arguments[1:3]).summary.to_text("en")
    named, counted = printed.err.splitlines()
    assert named == f"{out}: applications.jsonl, measures.jsonl, rejects.jsonl, summary.json, summary.png"
    assert counted == "read 18, evaluated 18, rejected 0"
    assert "rule.applicant-type" in (out / "applications.jsonl").read_text("utf-8")


def test_something_rejected_is_exit_code_1_and_all_else_is_written(tmp_path: Path, capsys: Printed) -> None:
    arguments = ["batch", str(ROOT / "examples"), "--out", str(tmp_path / "out")]
    assert main(arguments) == 1
    assert len((tmp_path / "out/applications.csv").read_text("utf-8").splitlines()) == 25
    assert len((tmp_path / "out/rejects.csv").read_text("utf-8").splitlines()) == 7
    capsys.readouterr()
    assert main(arguments) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'out'}: is there already; name another folder, or replace it with force (`--force`)\n"
    )
    assert main([*arguments, "--force", "--year", "2023"]) == 1
    assert main([*arguments, "--force", "--year", str(ROOT / "regulations/2023")]) == 1


def test_a_table_that_is_wrong_as_a_whole_writes_nothing(tmp_path: Path, capsys: Printed) -> None:
    for name, text in (("a", "id,x.y\nA,1\n"), ("m", "application,id\n")):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    arguments = [
        "batch",
        str(tmp_path / "a.csv"),
        "--measures",
        str(tmp_path / "m.csv"),
        "--out",
        str(tmp_path / "out"),
    ]
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'a.csv'}:1: x.y: unknown column `x.y`; expected one of ")
    assert left(tmp_path) == ["a.csv", "m.csv"]


def test_ctrl_c_while_evaluating_writes_nothing(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> Decided:
        raise KeyboardInterrupt

    monkeypatch.setattr("grantrules.portfolio.batch.decide_all", interrupted)
    assert main(["batch", str(ROOT / "examples/2022"), "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "interrupted\n"
    assert left(tmp_path) == []


def test_a_bar_on_a_terminal_and_nowhere_else(tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_batch, "EVERY", 3)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["batch", str(ROOT / "examples/2022"), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err.split("\r")
    assert said[1] == "[#######.......................]  25% 3 applications read"
    assert said[4] == "[##############################] 100% 12 applications read"
    assert said[5].strip() == ""
    assert said[6].startswith(f"{tmp_path / 'out'}: ")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    assert main(["batch", str(ROOT / "examples/2022"), "--out", str(tmp_path / "two")]) == 0
    assert "\r" not in capsys.readouterr().err
    assert cli_batch.bar(200, 0) == "200 applications read"
    assert cli_batch.bar(12, 10).count("#") == 30


def test_how_many_there_are_is_known_before(tmp_path: Path) -> None:
    vocabulary = [grantrules.load(2026).rules.vocabulary]
    applications = portfolio(30, 2026)
    for form in FORMS:
        write(applications, tmp_path / form, form)
        pile = read_portfolio([tmp_path / form], vocabulary)
        assert 30 <= pile.size <= 31, form
        assert len(list(pile)) == 30


def test_the_generator_is_what_it_says(capsys: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.guards.made_up_portfolio import main as generate

    monkeypatch.setattr("sys.argv", ["x", "40", str(tmp_path / "p"), "--broken", "15", "--form", "json"])
    assert generate() == 0
    assert capsys.readouterr().out.startswith(f"40 applications in {tmp_path / 'p'}, 15 of them broken in 15 ways: ")
    assert len(json.loads((tmp_path / "p.broken.json").read_text("utf-8"))) == 15
    assert portfolio(5) == portfolio(5)
    assert set(tables(portfolio(5), 2026)) == {"applications", "measures"}

"""What the commands write is opened here by programs that people open it with, and what they read can come from a pipe."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

import grantrules
from grantrules.cli.main import SHELLS, main
from grantrules.render.forms import to_calendar
from tests.support.documents import ROOT

ELIGIBLE = str(ROOT / "examples/2022/eligible.yaml")
APPLICATION: dict[str, Any] = {
    "kind": "application",
    "year": 2022,
    "id": "1",
    "grant": {"award_year": 2022},
    "applicant": {"name": "Bø kommune", "type": "municipality", "organisation_number": "123456785"},
    "measures": [{"id": "m1", "kind": "competence", "level": "course"}],
}


def bytes_of(monkeypatch: pytest.MonkeyPatch, *arguments: str, given: bytes = b"") -> tuple[int, bytes]:
    """What a command writes to a file on Windows, where a sign comes before each line end."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, newline="\r\n", write_through=True))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    return main(arguments), written.getvalue()


def saved(folder: Path, *documents: Mapping[str, object]) -> list[str]:
    for number, document in enumerate(documents):
        (folder / f"{number}.json").write_text(json.dumps(document), "utf-8")
    return [str(folder / f"{number}.json") for number in range(len(documents))]


# -- calendars


def entries_of(text: str) -> list[tuple[str, str, str, date | None]]:
    """What two programs read of a calendar, which must be the same: identity, kind, summary, day."""
    made = icalendar.Calendar.from_ical(text)
    assert isinstance(made, icalendar.Calendar)
    one = [
        (str(each["uid"]), str(each.name), str(each["summary"]), each.decoded("dtstart") if "dtstart" in each else None)
        for each in made.subcomponents
    ]
    (whole,) = vobject.readComponents(text)
    other = [
        (each.uid.value, each.name, each.summary.value, each.dtstart.value if hasattr(each, "dtstart") else None)
        for each in whole.components()
    ]
    assert sorted(one, key=str) == sorted(other, key=str)
    return one


def test_several_documents_make_one_calendar_in_which_each_entry_names_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {
        **APPLICATION,
        "applicant": {**APPLICATION["applicant"], "name": "Å, og; Æ", "organisation_number": "974760673"},
    }
    unnamed = {**APPLICATION, "applicant": {"type": "municipality"}}
    del unnamed["id"]
    files = saved(tmp_path, APPLICATION, other, {**APPLICATION, "year": 2022, "id": "2"}, unnamed)
    code, written = bytes_of(monkeypatch, "evaluate", *files, "--format", "ics")
    assert (code, capsys.readouterr().err) == (0, "")
    assert (written.count(b"BEGIN:VCALENDAR"), written.count(b"\r\r"), written[-2:]) == (1, 0, b"\r\n")
    entries = entries_of(written.decode())
    decisions = [grantrules.evaluate(grantrules.read(file)) for file in files]
    assert len({uid for uid, *_ in entries}) == len(entries) == sum(len(each.duties) for each in decisions) > 20
    number = len(decisions[0].duties)
    for place, begin in enumerate(("Bø kommune, 1: ", "Å, og; Æ, 1: ", "Bø kommune, 2: ")):
        assert all(said.startswith(begin) for _, _, said, _ in entries[place * number : (place + 1) * number])
    assert not any(said.startswith("Bø") for _, _, said, _ in entries[3 * number :])
    assert {day for *_, day in entries} == {None, date(2023, 3, 1)}


def test_the_same_document_twice_is_entered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = saved(tmp_path, APPLICATION)
    once, twice = (bytes_of(monkeypatch, "evaluate", *files, "--format", "ics")[1] for files in ([file], [file, file]))
    assert once == twice


def test_nothing_to_enter_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    barred = str(ROOT / "examples/2022/not-eligible.yaml")
    assert main(["evaluate", barred, "--format", "ics"]) == 0
    assert tuple(capsys.readouterr()) == ("", "nothing to enter in a calendar: no duty follows\n")
    assert to_calendar(grantrules.evaluate(grantrules.read(barred))) == ""


# -- standard input


def test_a_line_is_a_file_from_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = Path(ELIGIBLE).read_bytes()
    assert bytes_of(monkeypatch, "evaluate", "-", given=given) == bytes_of(monkeypatch, "evaluate", ELIGIBLE)
    assert bytes_of(monkeypatch, "evaluate", "-", given=b"year: 2022\nid: [\n") == (1, b"")
    assert capsys.readouterr().err.startswith("standard input:3:1: is not YAML: ")
    assert bytes_of(monkeypatch, "evaluate", "-") == (1, b"")
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["evaluate", "-"]) == 1
    assert capsys.readouterr().err == "standard input:1:1: the file is empty\n-: standard input is closed\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evaluate", "-", "-"], "standard input (`-`) can be read once"),
        (["ask", "2022", "-"], "the answers come from standard input; name a file to go on with"),
        (["batch", ELIGIBLE, "--out", "o", "--for", "excel", "--format", "xlsx"], "--for excel goes with --format csv"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert said in capsys.readouterr().err


# -- CSV for Excel in Norway


def test_csv_for_excel_is_split_at_semicolons_and_says_that_it_is_utf_8(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = saved(tmp_path, {**APPLICATION, "id": "Å;1"}, {**APPLICATION, "id": "2", "office": "nowhere"})
    for place, more in (("plain", []), ("excel", ["--for", "excel"])):
        assert main(["batch", *files, "--out", str(tmp_path / place), *more]) == 1
    capsys.readouterr()
    for name in ("applications", "measures", "rejects"):
        plain, excel = ((tmp_path / place / f"{name}.csv").read_bytes() for place in ("plain", "excel"))
        assert (plain[:3] == b"\xef\xbb\xbf", excel[:3]) == (False, b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(excel.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert rows == list(csv.reader(io.StringIO(plain.decode(), newline="")))
        assert len(rows) == 2
        assert len({len(row) for row in rows}) == 1


def test_numbers_for_excel_have_a_comma(tmp_path: Path) -> None:
    import polars as pl

    from grantrules.portfolio.saving import write_tables

    table = pl.DataFrame({"text": ["1.5"], "number": pl.Series(["1.5"]).cast(pl.Decimal(10, 2)), "whole": [2]})
    write_tables({"t": table}, tmp_path, "csv", for_excel=True)
    assert (tmp_path / "t.csv").read_text("utf-8-sig") == "text;number;whole\n1.5;1,50;2\n"


def test_only_csv_is_written_for_excel(tmp_path: Path) -> None:
    with pytest.raises(grantrules.PortfolioError, match="only csv is written for Excel in a form of its own, not xlsx"):
        grantrules.batch([APPLICATION]).save(tmp_path / "out", "xlsx", for_excel=True)


# -- terminals


def test_a_pipe_gets_the_same_whatever_the_terminal_and_nobody_gets_colours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written: dict[bool, set[str]] = {True: set(), False: set()}
    for terminal in (True, False):
        for columns, term in (("20", "dumb"), ("300", "xterm-256color")):
            monkeypatch.setenv("COLUMNS", columns)
            monkeypatch.setenv("TERM", term)
            monkeypatch.setenv("FORCE_COLOR", "1")
            monkeypatch.setattr(sys.stdout, "isatty", lambda answer=terminal: answer)
            assert main(["evaluate", ELIGIBLE, "--full"]) == 0
            written[terminal].add(capsys.readouterr().out)
    assert (len(written[True]), len(written[False])) == (2, 1)
    assert not any("\x1b" in text for texts in written.values() for text in texts)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_commands_and_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(word in script for word in ("evaluate", "batch", "executor", "parquet"))
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=script, text=True, check=True, timeout=20)


def test_bash_finds_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    main(["completion", "bash"])
    script = capsys.readouterr().out
    script += "COMP_WORDS=(grantrules evaluate --form); COMP_CWORD=2; _shtab_grantrules; echo ${COMPREPLY[@]}\n"
    script += "COMP_WORDS=(grantrules evaluate --format i); COMP_CWORD=3; _shtab_grantrules; echo ${COMPREPLY[@]}\n"
    done = subprocess.run([bash, "-s"], input=script, capture_output=True, text=True, check=True, timeout=20)
    assert done.stdout.split() == ["--format", "ics"]

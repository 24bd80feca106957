"""What is said to people who ask for something that is not there, and what the command line answers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, Field

import grantrules
from grantrules.base.errors import Problems
from grantrules.base.places import in_data
from grantrules.base.validation import validate
from grantrules.cli.main import main
from grantrules.rules.shipped import shipped_folder
from tests.support.documents import ROOT

YEARS = ", ".join(map(str, grantrules.years()))
ERRORS = ROOT / "tests/base/errors"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in an empty folder: the exit code, what it printed and what it complained of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRANTRULES_DEBUG", "1")

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def write(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


# -- the library


def test_a_year_that_only_the_sources_speak_of() -> None:
    with pytest.raises(grantrules.UnknownRegulation) as refused:
        grantrules.load(2025)
    assert str(refused.value) == (
        f"there is no regulation for 2025, only for {YEARS}. The sources say of 2025: "
        "The rules for 2026 are said to be the same as those for 2025. "
        "(trondelag-2026, Kompetanse- og tjenesteutviklingstilskudd)"
    )


@pytest.mark.parametrize("year", [2062, 0, -1, 10**17])
def test_a_year_that_nobody_speaks_of(year: int) -> None:
    with pytest.raises(grantrules.UnknownRegulation) as refused:
        grantrules.load(year)
    assert str(refused.value) == f"there is no regulation for {year}, only for {YEARS}."


@pytest.mark.parametrize("folder", ["nowhere", "", ".", "a\0b", "~"])
def test_a_folder_that_holds_no_regulation(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(grantrules.RegulationError) as refused:
        grantrules.load(folder)
    (problem,) = refused.value.problems
    assert "there is no such" in problem.message


def test_a_rule_that_does_not_exist() -> None:
    with pytest.raises(grantrules.UnknownName) as refused:
        grantrules.load(2022).rule("applicant-typ")
    assert str(refused.value) == "there is no rule `applicant-typ` in 2022; did you mean `applicant-type`?"
    assert isinstance(refused.value, KeyError)


def test_a_language_that_does_not_exist() -> None:
    with pytest.raises(grantrules.UnknownName) as refused:
        grantrules.set_language("se")
    assert str(refused.value) == "unknown language `se`; expected one of `en`, `nb`, `nn`"


def test_a_typo_in_an_application() -> None:
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.evaluate({"year": 2022, "aplicant": {}, "measures": [{"kind": "competance"}]})
    assert str(refused.value).splitlines() == [
        "aplicant: unknown field `aplicant`; did you mean `applicant`?",
        "measures[0].kind: unknown value `competance`; did you mean `competence`?",
    ]


@pytest.mark.parametrize("data", [[], [{"year": 2022}], "year", 2022, None])
def test_something_other_than_a_mapping(data: object) -> None:
    with pytest.raises(grantrules.ApplicationError, match="expected an application or a report as a mapping, found"):
        grantrules.load(2022).evaluate(data)  # type: ignore[arg-type]


def test_what_pydantic_refuses_for_a_reason_that_is_not_known_here() -> None:
    class Shape(BaseModel):
        rows: Annotated[int, Field(multiple_of=2)]

    problems = Problems()
    assert validate(Shape, {"rows": 3}, in_data("shape"), problems) is None
    assert [str(each) for each in problems.errors] == [
        "rows: `3` cannot stand here; `grantrules schema` shows what can"
    ]


@pytest.mark.parametrize("stated", [{}, {"year": None}, {"year": "20 22"}, {"year": True}, {"year": 2022.5}])
def test_an_application_without_its_year(stated: dict[str, object]) -> None:
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.evaluate(stated)
    assert str(refused.value).startswith(f"year: expected the year whose rules apply ({YEARS}), found ")


# -- the command line


def test_exit_codes(run: Run) -> None:
    good = write("good.yaml", "year: 2022\nid: A-1\n")
    bad = write("bad.yaml", "yaer: 2022\n")
    assert run("evaluate", good)[0] == 0
    assert run("evaluate", bad)[0] == 1
    assert run("evaluate", "none.yaml")[0] == 1
    assert run("evaluate", write("2025.yaml", "year: 2025\n"))[0] == 1
    assert run("evaluate", good, "--year", "2062")[0] == 1
    assert run("evaluate", good, "--year", "nowhere")[0] == 1
    assert run("evaluate", good, "--year", "9" * 5000) == (1, "", f"{'9' * 60}…: cannot be read: File name too long\n")
    assert run("evaluate")[0] == 2
    assert run("evaluate", good, "--lang", "se")[0] == 2
    assert run("evaluate", good, "--format", "pdf")[0] == 2
    assert run()[0] == 2
    assert run("evalute", good)[0] == 2
    assert run("schema", "aplication")[0] == 2
    assert run("--version")[0] == 0
    assert run("check", "nowhere")[0] == 1


@pytest.mark.parametrize("applicant", ["municipality", "foundation", "other"])
def test_the_exit_code_is_0_whatever_the_verdict(applicant: str, run: Run) -> None:
    code, printed, said = run("evaluate", write("a.yaml", f"year: 2022\napplicant: {{type: {applicant}}}\n"))
    assert (code, said) == (0, "")
    assert printed


def test_good_files_are_decided_though_others_are_broken(run: Run) -> None:
    names = [
        write("one.yaml", "year: 2022\nid: A-1\n"),
        write("two.yaml", "year: 2022\nid: [\n"),
        write("three.json", '{"year": 2022, "id": "A-3"}'),
        write("four.yaml", "year: 2025\n"),
        "five.yaml",
    ]
    code, printed, said = run("evaluate", *names, "--format", "json")
    assert code == 1
    assert [decision["application"]["id"] for decision in json.loads(printed)] == ["A-1", "A-3"]
    lines = said.splitlines()
    assert lines[0].startswith("two.yaml:")
    assert lines[1].startswith("four.yaml:1:7: there is no regulation for 2025")
    assert lines[2] == "five.yaml: there is no such file"
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: A\nyear: 2025\n", "a.yaml:2:7: there is no regulation for 2025"),
        ("year: 2025\nid: []\n", "a.yaml:1:7: there is no regulation for 2025"),
        ("kind: report\ngrant: {award_year: 1999}\n", "a.yaml:2:21: no rule here speaks of reports on grants awarded"),
        ("kind: søknad\nyear: 2022\n", ""),
        ("kind: Rapport\ngrant: {award_year: 2022}\n", ""),
        ("kind: report\nyear: 2022\n", "a.yaml:1:1: expected the year in which the grant was awarded, found nothing"),
        ("kind: grant\nyear: 2022\n", "a.yaml:1:7: unknown value `grant`; expected one of `application`, `report`\n"),
        ("kind: [report]\nyear: 2022\n", "a.yaml:1:7: expected one word, found a list"),
    ],
)
def test_the_year_and_the_kind_of_a_file_are_told_with_their_place(text: str, said: str, run: Run) -> None:
    code, _, told = run("evaluate", write("a.yaml", text))
    assert code == (1 if said else 0)
    assert told.startswith(said) if said else told == ""


def test_a_mapping_has_a_kind_in_norwegian_too() -> None:
    assert isinstance(
        grantrules.evaluate_report({"kind": "rapport", "grant": {"award_year": 2022}}), grantrules.ReportAnswer
    )
    with pytest.raises(grantrules.ApplicationError, match="kind: expected the kind `application`, found `rapport`"):
        grantrules.load(2022).evaluate({"kind": "rapport"})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [["check"], ["schema", "report"], ["history", "funded-levels"]])
def test_an_output_that_cannot_be_written_is_told(command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "grantrules", *command], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert (done.returncode, done.stderr) == (1, "the output cannot be written: No space left on device\n")


def test_a_closed_output_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with monkeypatch.context() as closed:
        closed.setattr("sys.stdout", None)
        assert main(["check"]) == 1
    assert capsys.readouterr().err == "the output cannot be written: standard output is closed\n"


def test_several_broken_files_give_an_empty_list(run: Run) -> None:
    code, printed, said = run("evaluate", "none.yaml", "nothing.yaml", "--format", "json")
    assert (code, json.loads(printed)) == (1, [])
    assert len(said.splitlines()) == 2


def test_one_file_gives_one_object_and_several_a_list(run: Run) -> None:
    good = write("good.yaml", "year: 2022\nid: A-1\n")
    assert json.loads(run("evaluate", good, "--format", "json")[1])["application"]["id"] == "A-1"
    assert len(json.loads(run("evaluate", good, good, "--format", "json")[1])) == 2


@pytest.mark.parametrize(("lang", "word"), [("nb", "Søknad"), ("nn", "Grunnlag"), ("en", "Application")])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_language_of_the_output(lang: str, word: str, form: str, run: Run) -> None:
    good = write("good.yaml", "year: 2022\nid: A-1\n")
    code, printed, said = run("evaluate", good, "--lang", lang, "--format", form)
    assert (code, said) == (0, "")
    assert word in printed


def test_the_page_is_brief_or_full(run: Run) -> None:
    good = write("good.yaml", "year: 2022\nid: A-1\n")
    for form in ("text", "markdown", "html"):
        brief, full = (run("evaluate", good, "--format", form, *more)[1] for more in ([], ["--full"]))
        assert ("Begrunnelse" in brief, "Begrunnelse" in full) == (False, True)
        several = run("evaluate", good, good, "--format", form, "--full")[1]
        assert several.count("Begrunnelse") == 2
    assert run("evaluate", good, "--format", "json")[1] == run("evaluate", good, "--format", "json", "--full")[1]


def test_a_folder_as_the_year(run: Run) -> None:
    name = write("a.yaml", "applicant: {type: library}\n")
    code, printed, said = run("evaluate", name, "--year", str(ERRORS / "2031"), "--format", "json")
    assert (code, said) == (0, "")
    assert json.loads(printed)["regulation"]["year"] == 2031


def test_a_folder_with_problems_as_the_year(run: Run) -> None:
    name = write("a.yaml", "applicant: {type: library}\n")
    code, printed, said = run("evaluate", name, "--year", str(ERRORS / "no_verb"))
    assert (code, printed) == (1, "")
    assert said.splitlines()[0].endswith("expected exactly one verb, found none")


def test_the_year_can_be_put_in_place_of_the_stated_one(run: Run) -> None:
    name = write("a.yaml", "year: 2025\n")
    code, printed, _ = run("evaluate", name, "--year", "2022", "--format", "json")
    assert code == 0
    assert "other_year" in [note["kind"] for note in json.loads(printed)["notes"]]


def test_a_folder_is_checked_from_within_with_what_lies_beside_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ERRORS / "2031")
    assert run("check", ".", "--strict") == (0, "checked .: 0 errors, 0 warnings\n", "")


def test_a_shipped_year_has_the_typed_application_however_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shipped_folder() / "2022")
    for name in (".", "../2022", shipped_folder() / "2022"):
        assert grantrules.load(name).application_model is grantrules.Application


def test_a_fault_of_the_program_is_told_in_two_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("grantrules.schema.schema_of", fail)
    monkeypatch.delenv("GRANTRULES_DEBUG")
    code, printed, said = run("schema", "decision")
    assert (code, printed) == (1, "")
    assert said.splitlines()[0] == "grantrules has a fault: RuntimeError: no such luck"
    assert "Traceback" not in said

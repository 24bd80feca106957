"""`grantrules diff` and `grantrules history` as people run them."""

from __future__ import annotations

import json
import re
import shutil
import sys
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import grantrules
from grantrules.base.texts import LANGUAGES
from grantrules.cli.main import main
from grantrules.compare.proofs import Differs
from grantrules.compare.proofs.solver import z3
from grantrules.render.forms import COMPARED_FORMATS
from grantrules.render.pages.witnesses import file_name
from grantrules.results.comparison import YearDiff
from grantrules.rules.shipped import shipped_folder
from grantrules.schema import schema_of
from tests.support.building import write
from tests.support.documents import ROOT
from tests.support.pages import seen

Printed = pytest.CaptureFixture[str]


@cache
def two_years() -> YearDiff:
    return grantrules.diff(2022, 2023)


@pytest.mark.parametrize("form", COMPARED_FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_years_in_every_form_and_language(form: str, language: str, capsys: Printed) -> None:
    assert main(["diff", "2022", "2023", "--format", form, "--lang", language]) == 0
    diff = two_years()
    asked = {"text": diff.to_text, "markdown": diff.to_markdown, "html": diff.to_html}
    printed = capsys.readouterr().out
    if form == "json":
        assert json.loads(printed) == diff.to_dict(language)
    else:
        assert printed == asked[form](language)


@pytest.mark.parametrize("form", COMPARED_FORMATS)
def test_a_history_in_every_form(form: str, capsys: Printed) -> None:
    assert main(["history", "signature", "--format", form, "--lang", "nn"]) == 0
    assert "signature" in capsys.readouterr().out


def test_a_folder_beside_a_year(tmp_path: Path, capsys: Printed) -> None:
    draft = tmp_path / "draft"
    shutil.copytree(shipped_folder() / "2026", draft)
    assert main(["diff", "2026", str(draft), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["edits"] == []
    text = (draft / "measures.yaml").read_text("utf-8")
    assert "at_most: 5" in text
    (draft / "measures.yaml").write_text(text.replace("at_most: 5", "at_most: 3"), "utf-8")
    assert main(["diff", "2026", str(draft), "--format", "json"]) == 0
    (edit,) = json.loads(capsys.readouterr().out)["edits"]
    assert (edit["rule"], edit["statement"], edit["effect"]) == ("project-limit", "same", "narrowed")


# -- witnesses as files


@pytest.mark.parametrize(("before", "after"), [(2022, 2023), (2023, 2026)])
def test_every_witness_file_shows_what_it_says(before: int, after: int, tmp_path: Path, capsys: Printed) -> None:
    folder = tmp_path / "new" / "folder"
    arguments = ["diff", str(before), str(after), "--witness", "--undetermined", "--lang", "en"]
    assert main([*arguments, "--write", str(folder)]) == 0
    diff = grantrules.diff(before, after, witness=True, undetermined=True)
    assert diff.witnesses is not None
    found = {
        f"{file_name(each.question, diff)}.yaml": each for each in diff.witnesses.findings if isinstance(each, Differs)
    }
    written = sorted(folder.iterdir())
    assert [path.name for path in written] == sorted(found)
    assert capsys.readouterr().err.splitlines() == [str(folder / name) for name in found]
    for path in written:
        witness = found[path.name].witness
        assert path.read_text("utf-8").startswith("# ")
        document = grantrules.read(path)
        decision = grantrules.evaluate(document)
        assert isinstance(decision, grantrules.Decision)
        assert (decision.rules.year, decision.status) == (after, witness.after.status)
        assert decision.stated.facts == witness.after.stated.facts
        assert [each.facts for each in decision.stated.measures] == [
            each.facts for each in witness.after.stated.measures
        ]
        earlier = grantrules.load(before).evaluate(document)
        assert earlier.status is witness.before.status
    assert main(["evaluate", *map(str, written), "--format", "json"]) == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: Printed) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", "utf-8")
    assert main(["diff", "2022", "2023", "--witness", "--seconds", "5", "--write", str(taken)]) == 1
    assert capsys.readouterr().err.strip().endswith("taken: cannot be written: File exists")
    with pytest.raises(ValueError, match="no witnesses were sought"):
        grantrules.diff(2022, 2023).write_witnesses(tmp_path)


# -- portfolios


def test_a_portfolio_of_examples(capsys: Printed) -> None:
    arguments = ["diff", "2022", "2023", "--portfolio", str(ROOT / "examples" / "2022"), "--lang", "en"]
    assert main([*arguments, "--format", "json"]) == 1  # for one is rejected, which the rest is written beside
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, schema_of("diff"))
    assert [Path(each["name"]).name for each in data["impact"]["rejected"]] == ["determined.yaml"]
    assert data["impact"]["read"] == len(list((ROOT / "examples" / "2022").iterdir()))
    assert data["impact"]["evaluated"] + len(data["impact"]["rejected"]) == data["impact"]["read"]
    assert main([*arguments, "--format", "html"]) == 1
    assert seen(capsys.readouterr().out).faults == []


def test_a_table_under_another_name_is_told_where_to_lie(tmp_path: Path, capsys: Printed) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("id,year\nA,2026\n", "utf-8")
    assert main(["diff", "2023", "2026", "--portfolio", str(mine)]) == 1
    assert capsys.readouterr().err == (
        f"{mine}: name its table of measures too, or call the two `applications.csv` and `measures.csv`, "
        "or `søknader.csv` and `tiltak.csv` in one folder\n"
    )
    own = tmp_path / "own.csv"
    own.write_text("application,id\nA,m\n", "utf-8")
    named = ["diff", "2023", "2026", "--portfolio", str(mine), "--portfolio-measures", str(own), "--format", "json"]
    assert main(named) == 0
    assert json.loads(capsys.readouterr().out)["impact"]["read"] == 1
    mine.rename(tmp_path / "søknader.csv")
    own.unlink()
    (tmp_path / "tiltak.csv").write_text("application,id\nA,m\n", "utf-8")
    assert main(["diff", "2023", "2026", "--portfolio", str(tmp_path / "søknader.csv")]) == 0


def test_several_portfolios_are_read_as_one(tmp_path: Path, capsys: Printed) -> None:
    for name in ("one", "other"):
        (tmp_path / f"{name}.yaml").write_text(f"id: {name}\nyear: 2026\n", "utf-8")
    given = [word for name in ("one", "other") for word in ("--portfolio", str(tmp_path / f"{name}.yaml"))]
    assert main(["diff", "2023", "2026", *given, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["impact"]["evaluated"] == 2


def test_how_far_it_has_come_is_said_on_a_terminal_only(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = tmp_path / "pile.jsonl"
    pile.write_text('{"applicant": {"type": "municipality"}}\n' * 250, "utf-8")
    assert main(["diff", "2022", "2023", "--portfolio", str(pile)]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["diff", "2022", "2023", "--portfolio", str(pile)]) == 0
    said = capsys.readouterr().err
    assert re.findall(r"\r\[[#.]+\] +(\d+%) (\d+) applications read", said) == [
        ("40%", "100"),
        ("80%", "200"),
        ("100%", "250"),
    ]
    assert said.endswith(" \r")


# -- what is wrong


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["diff", "2025", "2026"], "there is no regulation for 2025"),
        (["diff", "2022", "nowhere"], "there is no such folder"),
        (["diff", "2022", "2023", "--portfolio", "nowhere"], "nowhere: there is no such file or folder"),
        (["history", "signatur"], "unknown rule `signatur`; did you mean `signature`?"),
        (["history", "<b>\n"], "unknown rule `<b>\\n`"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_line(arguments: list[str], message: str, capsys: Printed) -> None:
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert "Traceback" not in printed.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", "2022"],
        ["diff", "2022", "2023", "--write", "folder"],
        ["diff", "2022", "2023", "--measures", "3"],
        ["diff", "2022", "2023", "--undetermined"],
        ["diff", "2022", "2023", "--portfolio-measures", "m.csv"],
        ["diff", "2022", "2023", "--witness", "--measures", "-1"],
        ["diff", "2022", "2023", "--witness", "--measures", "²"],
        ["diff", "2022", "2023", "--witness", "--seconds", "nan"],
        ["diff", "2022", "2023", "--witness", "--seconds", "soon"],
        ["diff", "2022", "2023", "--format", "checklist"],
        ["history"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: grantrules" in capsys.readouterr().err


def test_without_z3_it_says_how_to_get_it(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    z3.cache_clear()
    monkeypatch.setitem(sys.modules, "z3", None)
    assert main(["diff", "2022", "2023", "--witness"]) == 1
    assert "grantrules[proofs]" in capsys.readouterr().err


def test_the_names_are_public() -> None:
    assert grantrules.YearDiff is YearDiff
    assert {"diff", "history", "YearDiff"} <= set(grantrules.__all__)
    assert repr(grantrules.diff(2026, 2026)) == "<YearDiff 2026 to 2026: 0 rules differ>"


def test_a_file_leaves_out_what_only_the_earlier_year_knows(tmp_path: Path) -> None:
    before, after = (tmp_path / "rules" / year for year in ("2030", "2031"))
    fact = {"path": "measure.odd", "type": "boolean", "from": "applicant", "changeable": True}
    fact |= {"label": {"nb": "Rart"}, "question": {"nb": "Rart?"}}
    head = {"revision": 1, "title": {"nb": "Tilskudd"}, "change_note": {"nb": "Ny"}}
    rule = {
        "id": "odd",
        "title": {"nb": "Rart"},
        "text": {"nb": "Rart"},
        "source": {"document": "regelverk-2022", "at": "1"},
    }
    odd = {**rule, "exclude": {"measure.odd": True}}
    write(before, {"facts": {"facts": [fact]}, "regulation": {**head, "year": 2030, "rules": [odd]}})
    write(after, {"regulation": {**head, "year": 2031, "complete": ["regulation"], "rules": []}})
    diff = grantrules.diff(before, after, witness=True, undetermined=True)
    written = diff.write_witnesses(tmp_path / "out", "en")
    texts = {path.name: path.read_text("utf-8") for path in written}
    assert "# only 2030 knows: measure.odd\n" in texts["odd-bars-2030.yaml"]
    for path in written:
        grantrules.load(after).evaluate(grantrules.read(path))

"""The ledger against the rules and, where they can be had, against the documents."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from grantrules.api import years
from grantrules.base.errors import Problems, RegulationError, UnknownRegulation
from grantrules.cli.main import main
from grantrules.rules.common import shared
from grantrules.rules.compiled import shipped_folder
from grantrules.rules.coverage import Coverage, coverage, coverage_of
from grantrules.rules.ledger import KINDS, NOT_ENCODED, Ledger, read_ledger
from grantrules.rules.load import shipped_years
from tests.support.documents import ROOT, sources
from tests.support.rule_cases import shipped
from tests.support.rule_changes import Change

DOCUMENT, FILE = "regelverk-2022", "002_c16db40d392bc455.txt"


@pytest.fixture
def regulations(tmp_path: Path) -> Path:
    """A copy of the shipped regulations that a test may spoil."""
    return Path(shutil.copytree(shipped_folder(), tmp_path / "regulations"))


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A copy of the documents that a test may spoil."""
    copy = tmp_path / "sources"
    copy.mkdir()
    for each in sources().iterdir():
        (copy / each.name).write_bytes(each.read_bytes())
    return copy


def ledgers() -> list[Ledger]:
    problems = Problems()
    read = [read_ledger(shipped_folder(), each, problems) for each in shared(shipped_folder()).documents.values()]
    assert not problems.sorted()
    return [each for each in read if each is not None]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def without_entry(path: Path, place: str, lines: str) -> None:
    """Take one entry out of a ledger."""
    text = path.read_text("utf-8")
    entry = re.compile(rf'  - place: "{re.escape(place)}"\n    lines: {lines}\n(?:    .*\n)+')
    assert len(entry.findall(text)) == 1
    path.write_text(entry.sub("", text), "utf-8")


def said(found: Coverage) -> str:
    return "\n".join(map(str, found.problems))


# -- the shipped ledger


def test_without_the_documents_the_comparison_is_skipped_and_nothing_else_is_wrong() -> None:
    found = coverage(2022)
    assert said(found) == ""
    assert "comparison with the documents was skipped" in str(found)


def test_all_years_together() -> None:
    found = coverage()
    assert said(found) == ""
    assert found.years == shipped_years()


def test_against_the_documents_nothing_is_unsupported_and_nothing_uncovered() -> None:
    found = coverage(2022, sources())
    assert said(found) == ""
    assert f"compared with the documents in {found.compared_with}: {DOCUMENT}" in str(found)


def test_every_statement_for_2022_is_carried_or_says_why_not() -> None:
    rows = coverage(2022).rows
    assert {row.document for row in rows} == {DOCUMENT, "kompetanseloft-2025", "innlandet-2023"}
    assert all(row.waiting == 0 for row in rows)


def test_the_closed_lists_hold_nothing_that_is_not_used() -> None:
    entries = [entry for ledger in ledgers() for entry in ledger.shape.entries]
    assert {entry.kind for entry in entries} == set(KINDS)
    assert {entry.not_encoded for entry in entries} - {None} == set(NOT_ENCODED)


def test_the_sections_of_the_regulation_come_in_its_order() -> None:
    sections = [int(row.place.split(",")[0].split()[0]) for row in coverage(2022).rows if row.document == DOCUMENT]
    assert sections == sorted(sections)
    assert set(sections) == set(range(1, 13))


# -- what is found


def test_one_changed_character_names_the_passage_and_its_rules(
    documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(documents / FILE, "innen 1.3 påfølgende", "innen 1.4 påfølgende")
    found = coverage(2022, documents)
    assert [problem.message for problem in found.problems] == [
        "regelverk-2022, line 303 (5, Regnskap): the passage has changed; what rests on it: 2022: `report-accounts`"
    ]
    assert main(["coverage", "2022", "--sources", str(documents)]) == 1
    assert "`report-accounts`" in capsys.readouterr().out


def test_a_heading_that_changes_is_told_too(documents: Path) -> None:
    replace(documents / FILE, "8. Klage på vedtaket", "8. Klage")
    assert "regelverk-2022, line 397: the passage has changed" in said(coverage(2022, documents))


def put_in(document: Path, before: int, text: str) -> None:
    """Put a line into a document."""
    lines = document.read_text("utf-8").split("\n")
    document.write_text("\n".join([*lines[: before - 1], text, *lines[before - 1 :]]), "utf-8")


def test_a_passage_that_is_put_in_moves_the_later_ones_and_changes_none(documents: Path) -> None:
    put_in(documents / FILE, 158, "Ny setning.")
    found = coverage(2022, documents)
    assert len(found.problems) == 2
    assert "regelverk-2022, line 158 (4): it and what follows stand 1 line further down" in said(found)
    assert "no entry of the ledger covers this line: Ny setning." in said(found)


def test_what_is_taken_out_is_told_and_moves_the_rest_up(documents: Path) -> None:
    lines = (documents / FILE).read_text("utf-8").split("\n")
    (documents / FILE).write_text("\n".join(lines[:159] + lines[160:]), "utf-8")
    found = said(coverage(2022, documents))
    assert "regelverk-2022, line 160 (4): the passage has changed" in found
    assert "it and what follows stand 1 line further up" in found
    assert len(found.splitlines()) == 2


def test_the_tool_writes_where_moved_passages_stand(
    regulations: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(documents / FILE, 158, "8. Klage på vedtaket")
    replace(documents / FILE, "innen 1.3 påfølgende", "innen 1.4 påfølgende")
    tool = ledger_tool()
    monkeypatch.setattr(tool, "shipped_folder", lambda: regulations)
    assert tool.main([str(documents)]) == 0
    assert [each.message for each in coverage(2022, documents, regulations).problems] == [
        "no entry of the ledger covers this line: 8. Klage på vedtaket"
    ]


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("holds: {2022: [kompetansehevende, master]}", None),
        ("holds: {2022: [KOMPETANSEHEVENDE, doktorgrad]}", "no rule of 2022 that is to carry"),
        ("holds: {2022: [funded-levels]}", "says `funded-levels`"),
        ("holds: {2023: [master]}", "no rule of 2023 is named that could hold it"),
        ("case: {2022: [no-such-case]}", "there is no case `no-such-case` of 2022"),
    ],
)
def test_what_an_entry_says_that_rules_hold_is_looked_for_in_them(
    regulations: Path, named: str, message: str | None
) -> None:
    path = regulations / "ledger" / f"{DOCUMENT}.yaml"
    text = path.read_text("utf-8")
    spoilt, n = re.subn(r"(    rules: \{2022: \[funded-levels\]\}\n)(?!    holds)", rf"\1    {named}\n", text, count=1)
    assert n == 1
    path.write_text(spoilt, "utf-8")
    found = said(coverage(2022, folder=regulations))
    assert (message in found) if message else (found == "")


def test_a_case_that_an_entry_names_would_come_out_otherwise_without_its_rules() -> None:
    named = [(int(year), entry) for each in ledgers() for entry in each.shape.entries for year in entry.case]
    assert named
    for year, entry in named:
        benches = shipped(year)
        for bench in benches.every:
            bench.known = [known for known in bench.known if known.case.id in entry.case[str(year)]]
        rules = [benches.year.by_id[id_] for id_ in entry.rules[str(year)] if id_ in benches.year.by_id]
        gone = [Change(benches.year, rule, None, "the rule is gone") for rule in rules]
        assert any(benches.killed_by(change) for change in gone), (entry.place, entry.case)


def test_white_space_makes_no_difference(documents: Path) -> None:
    replace(documents / FILE, "☒ Kommuner ", "☒  Kommuner\t")
    assert said(coverage(2022, documents)) == ""


def test_a_line_too_many_is_uncovered(documents: Path) -> None:
    path = documents / FILE
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\nEn ny setning.\n", "utf-8")
    assert [problem.message for problem in coverage(2022, documents).problems] == [
        "no entry of the ledger covers this line: En ny setning."
    ]


def test_the_lines_of_an_entry_that_is_gone_are_uncovered(regulations: Path) -> None:
    without_entry(regulations / "ledger" / f"{DOCUMENT}.yaml", "4", "160")
    found = coverage(2022, sources(), regulations)
    assert re.search(rf"{FILE}:160:1: no entry of the ledger covers this line", said(found))
    assert len(found.problems) == 1


def test_a_document_that_is_not_there(documents: Path) -> None:
    (documents / FILE).unlink()
    assert f"{FILE}: there is no such file; expected the document `{DOCUMENT}`" in said(coverage(2022, documents))


def test_a_document_that_is_not_text(documents: Path) -> None:
    (documents / FILE).write_bytes(b"En\nregl\xe6\n")
    assert f"{FILE}:2:5: is not UTF-8 (byte 0xe6); save the file as UTF-8" in said(coverage(2022, documents))


def test_a_rule_that_cites_a_place_without_an_entry(regulations: Path) -> None:
    replace(regulations / "2022" / "regulation.yaml", 'at: "8"', 'at: "8, Klage"')
    lines = said(coverage(2022, folder=regulations)).splitlines()
    assert len(lines) == 2
    assert "ledger/regelverk-2022.yaml" in lines[1] or "ledger/regelverk-2022.yaml" in lines[0]
    assert any("`appeal` cites regelverk-2022, `8, Klage`: the ledger has no entry there" in line for line in lines)
    assert any("`appeal` of 2022 does not cite regelverk-2022, `8`" in line for line in lines)


def test_a_rule_that_no_entry_names(regulations: Path) -> None:
    without_entry(regulations / "ledger" / f"{DOCUMENT}.yaml", "7", "393")
    assert "`notification` cites regelverk-2022, `7`: no entry there names it" in said(
        coverage(2022, folder=regulations)
    )


def test_an_entry_that_names_a_rule_that_does_not_exist(regulations: Path) -> None:
    replace(regulations / "ledger" / f"{DOCUMENT}.yaml", "[announcement]", "[announcements]")
    found = said(coverage(2022, folder=regulations))
    assert "there is no rule `announcements` in 2022; did you mean `announcement`?" in found


def test_a_statement_that_nothing_carries(regulations: Path) -> None:
    replace(regulations / "ledger" / f"{DOCUMENT}.yaml", "    not_encoded: heading_only\n", "")
    found = said(coverage(2022, folder=regulations))
    assert "nothing of 2022 carries line 309 (5, Avtalte kontrollhandlinger)" in found


def test_a_document_without_a_ledger(regulations: Path) -> None:
    (regulations / "ledger" / f"{DOCUMENT}.yaml").unlink()
    found = said(coverage(2022, folder=regulations))
    assert "the statements of `regelverk-2022` are not listed: no regelverk-2022.yaml" in found
    assert "`appeal` cites regelverk-2022, `8`: the document has no ledger" in found


def test_rules_of_a_year_without_rules(regulations: Path) -> None:
    replace(
        regulations / "ledger" / f"{DOCUMENT}.yaml", "rules: {2022: [appeal]}", "rules: {2022: [appeal], 2031: [x]}"
    )
    assert "there are no rules for 2031" in said(coverage(2022, folder=regulations))


def test_the_years_of_a_folder_and_one_of_them(regulations: Path) -> None:
    assert coverage_of(regulations).years == years()
    one = coverage_of(regulations / "2022")
    assert (one.years, one.problems) == ((2022,), ())
    with pytest.raises(RegulationError, match="there is no such folder"):
        coverage_of(regulations / "draft")


def test_a_year_without_rules() -> None:
    with pytest.raises(UnknownRegulation, match="there is no regulation for 2031"):
        coverage(2031)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    lines: 16-20", "    lines: 16-21", "expected 5 lines at most, found lines 16-21; divide the statement"),
        ("    lines: 16-20", "    lines: 20-16", "expected a line or lines such as 10-14, found `20-16`"),
        ("    lines: 16-20", "    lines: 9-12", "lines 9-12 stand before line 16, listed first"),
        ("unticked_row", "unticked", "did you mean `unticked_row`?"),
        ("kind: machine", "kind: machinery", "did you mean `machine`?"),
        (
            "    not_encoded: heading_only\n",
            "    not_encoded: heading_only\n    rules: {2022: [audit]}\n",
            "is not `not_",
        ),
        ("years: [2022]", "years: [2022, 2024]", "`regelverk-2022` does not speak for 2024"),
        ("document: regelverk-2022", "document: regelverk", "but the file is called regelverk-2022.yaml"),
    ],
)
def test_what_can_be_wrong_with_a_ledger_is_told(regulations: Path, old: str, new: str, message: str) -> None:
    replace(regulations / "ledger" / f"{DOCUMENT}.yaml", old, new)
    found = coverage(2022, folder=regulations)
    assert any(message in problem.message for problem in found.problems), said(found)


def test_the_hashes_are_what_the_tool_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger_tool().main([str(sources()), "--check"]) == 0
    assert capsys.readouterr().out == ""


def ledger_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ledger_tool", ROOT / "tools" / "ledger.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool

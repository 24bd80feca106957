"""A comparison as a Word document, read back: the half page, and the table of what changed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import grantrules
from grantrules.base.texts import Language
from grantrules.cli.main import main
from grantrules.compare import comparison
from grantrules.compare.comparison import compare
from grantrules.render.pages.groups import group_of, grouped
from grantrules.render.pages.memo import BY_TITLE
from grantrules.results.comparison import YearDiff
from grantrules.words.words import word
from tests.support.building import rule_set
from tests.support.documents import ROOT

docx = pytest.importorskip("docx")

WRITTEN: list[tuple[int, int, Language]] = [(2022, 2023, "nb"), (2023, 2026, "nn"), (2023, 2026, "en")]


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


@cache
def diff(before: int, after: int) -> YearDiff:
    return grantrules.diff(before, after)


@cache
def document(before: int, after: int, language: Language) -> Any:
    return opened(diff(before, after).to_docx(language))


def paragraphs(made: Any, style: str) -> list[str]:
    return [each.text for each in made.paragraphs if each.style.name == style]


def rows(made: Any) -> Iterator[list[str]]:
    for table in made.tables:
        yield from ([cell.text for cell in row.cells] for row in table.rows[1:])


@pytest.mark.parametrize(("before", "after", "language"), WRITTEN)
def test_it_begins_as_the_page_does(before: int, after: int, language: Language) -> None:
    made = document(before, after, language)
    assert paragraphs(made, "Title") == [f"{word('comparison', language)}: {before} → {after}"]
    text = " ".join(diff(before, after).to_text(language).split())
    listed = [each.text for each in made.paragraphs]
    head = listed[1 : listed.index(word("year_brief", language))]
    assert len(head) > 4
    brief = listed[listed.index(word("year_brief", language)) :][1:]
    sentences = brief[: brief.index(word("year_rest", language))]
    assert 1 <= len(sentences) <= 8
    assert [each for each in (*head, *sentences) if " ".join(each.split()) not in text] == []
    strong = [run.text for each in made.paragraphs for run in each.runs if run.bold]
    assert len(strong) == len(sentences)
    assert all(map(str.startswith, sentences, strong))


@pytest.mark.parametrize(("before", "after", "language"), WRITTEN)
def test_every_edit_stands_in_a_table_or_by_its_title_in_its_own_group(
    before: int, after: int, language: Language
) -> None:
    made, found = document(before, after, language), diff(before, after)
    groups = grouped(found.edits)
    edits = [
        edit for group, topics in groups.items() if group not in BY_TITLE for each in topics.values() for edit in each
    ]
    told = [row[0] for row in rows(made)]
    assert len(told) == len(edits) > 10
    for row, edit in zip(told, edits, strict=True):
        assert row.startswith(edit.title[language])
    listed = paragraphs(made, "List Bullet")
    for edit in found.edits:
        if group_of(edit) in BY_TITLE:
            assert any(each.startswith(edit.title[language]) for each in listed), edit.rule
    headings = [word(f"group_{group.value}", language) for group in groups]
    assert [each for each in paragraphs(made, "Heading 1") if each in headings] == headings
    heads = [[cell.text for cell in table.rows[0].cells] for table in made.tables]
    own = word("memo_rule", language), str(before), str(after), word("memo_source", language)
    assert set(map(tuple, heads)) == {own}


def test_a_row_has_the_words_of_both_years_and_where_they_stand() -> None:
    found = {row[0].partition("\n")[0]: row for row in rows(document(2022, 2023, "en"))}
    rules = {year: grantrules.load(year).rules.by_id for year in (2022, 2023)}
    title, before, after, source = found[rules[2023]["applicant-type"].title["en"]]
    assert title.partition("\n")[2] == "reworded and on another basis; less strict"
    assert (before, after) == (rules[2022]["applicant-type"].text["en"], rules[2023]["applicant-type"].text["en"])
    assert source.startswith(
        "2022: The regulation 2022, 2 (the regulation, stated)\n2023: The Directorate of Health's page 2023"
    )
    assert not re.search(r"regelverk-2022|innlandet-2023|helsedirektoratet-2023|kompetanseloft-2025", source)
    removed = found[rules[2022]["criterion-novelty"].title["en"]]
    assert removed[2] == "no such rule"
    assert "This follows from" in removed[3]


def test_a_date_that_is_set_otherwise_stands_with_its_value_in_both_years() -> None:
    found = {row[0].partition("\n")[0]: row for row in rows(document(2023, 2026, "en"))}
    _, before, after, _ = found["The application deadline"]
    assert "1 April 2023" in before
    assert "1 March 2026" in after


def test_words_that_are_alike_stand_once() -> None:
    rule = (
        "- {id: who, title: {nb: Hvem, nn: Kven, en: Who}, text: {nb: T, nn: T, en: T}, require: {measure.rural: %s}}"
    )
    found = YearDiff(compare(rule_set(rule % "true", year=2030), rule_set(rule % "false", year=2031)))
    ((_, before, after, source),) = rows(opened(found.to_docx("en")))
    assert (before, after) == ("T", "same wording")
    assert source.count("\n") == 0  # both cite alike


def test_nothing_that_differs_is_a_document_without_a_table() -> None:
    rules = rule_set("[]")
    made = opened(YearDiff(comparison.compare(rules, rules)).to_docx("nb"))
    assert made.tables == []
    assert word("nothing_differs", "nb") + "." in [each.text for each in made.paragraphs]


@pytest.mark.parametrize(("language", "called"), [("nn", "nn-NO"), ("en", "en-GB")])
def test_the_document_says_its_language_and_no_author_and_its_tables_go_on(language: Language, called: str) -> None:
    made = document(2023, 2026, language)
    about = made.core_properties
    assert (about.language, about.author, about.comments) == (called, "", "")
    with ZipFile(BytesIO(diff(2023, 2026).to_docx(language))) as parts:
        styles, body = (parts.read(f"word/{name}.xml").decode() for name in ("styles", "document"))
    assert f'w:lang w:val="{called}"' in styles
    assert body.count("<w:tblHeader/>") == len(made.tables)
    assert body.count("<w:cantSplit/>") == sum(len(table.rows) for table in made.tables)


def test_witnesses_and_a_portfolio_stand_after_the_rules(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    path = tmp_path / "changes.docx"
    command = ["diff", "2023", "2026", "--lang", "en", "--format", "docx", "--out", str(path), "--witness"]
    pile = str(ROOT / "examples" / "2023")
    assert main([*command, "--measures", "1", "--seconds", "1", "--portfolio", pile]) == 0
    made = opened(path.read_bytes())
    headings = paragraphs(made, "Heading 1")
    assert headings.index("The smallest applications that the two years treat differently") < headings.index(
        "What it means for the applications"
    )
    text = " ".join(each.text for each in made.paragraphs)
    assert "moved with the round in 3 applications" in text
    assert any("Eligible" in cell.text for table in made.tables for cell in table.rows[0].cells)


def test_the_command_writes_a_file_and_says_what_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "changes.docx"
    assert main(["diff", "2023", "2026", "--format", "docx", "--lang", "nn", "--out", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert paragraphs(opened(path.read_bytes()), "Title") == ["Endringar i reglane: 2023 → 2026"]
    assert main(["diff", "2023", "2026", "--lang", "en", "--out", str(tmp_path / "changes.txt")]) == 0
    assert (tmp_path / "changes.txt").read_text("utf-8") == diff(2023, 2026).to_text("en")
    assert main(["diff", "2023", "2026", "--out", str(tmp_path)]) == 1
    assert "cannot be written" in capsys.readouterr().err
    for more in ([], ["--out", str(path), "--full"]):
        with pytest.raises(SystemExit, match="2"):
            main(["diff", "2023", "2026", "--format", "docx", *more])
    monkeypatch.setitem(sys.modules, "docx", None)
    assert main(["diff", "2023", "2026", "--format", "docx", "--out", str(path)]) == 1
    assert 'a Word document needs the package python-docx: pip install "grantrules[docx]"' in capsys.readouterr().err
    with pytest.raises(grantrules.MissingExtra, match="python-docx"):
        diff(2023, 2026).to_docx()

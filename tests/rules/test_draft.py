"""A draft: a year copied for a later one, in which nothing is carried over unseen."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import grantrules
from grantrules.base.errors import GrantRulesError, RegulationError, Severity
from grantrules.base.folders import whole_folder
from grantrules.cli.main import main
from grantrules.compare.comparison import compare
from grantrules.compare.statements import StatementChange
from grantrules.decision.notes import NoteKind
from grantrules.language.condition import Basis
from grantrules.rules.canonical import rule_data, rules_hash
from grantrules.rules.checking import check_folders
from grantrules.rules.coverage import coverage_of
from grantrules.rules.draft import draft
from grantrules.rules.load import folder_of, load_folder
from grantrules.rules.ruleset import Verb
from grantrules.rules.shipped import shipped_years
from tests.support.documents import ROOT

OWN = {"basis", "awarded"}
"""What a copied rule says otherwise."""

HEAD = """\
year: 2030
revision: 3
title: {nb: Tilskudd 2030, nn: Tilskot 2030, en: Grant 2030}
change_note: {nb: Ny, nn: Ny, en: New}
complete: [regulation]
introduces: [{rule: first, source: {document: regelverk-2022, at: "1"}}]
rules:
"""
MADE_UP = """\
documents:
  - {id: made-up, title: {nb: M, nn: M, en: M}, issuer: H, authority: regulation, speaks_for: [2027]}
"""
TEXTS = "title: {nb: T, nn: T, en: T}, text: {nb: T, nn: T, en: T}, source: {document: regelverk-2022, at: '1'}"


def a_year(folder: Path, rules: str, head: str = HEAD) -> Path:
    """A year of its own with rules as they are written."""
    folder.mkdir(parents=True)
    (folder / "regulation.yaml").write_text(head + rules, "utf-8")
    return folder


def errors(folder: Path) -> list[str]:
    """The errors that `check` finds, without places."""
    return [problem.message for problem in check_folders(folder).problems if problem.severity is Severity.ERROR]


def edit(path: Path, *words: tuple[str, str]) -> None:
    """Write something else into a file."""
    text = path.read_text("utf-8")
    for old, new in words:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft of 2027, as it is made."""
    folder = tmp_path_factory.mktemp("draft") / "2027"
    draft(2027, folder_of(2026), folder)
    return folder


@pytest.mark.parametrize("year", shipped_years())
def test_every_rule_of_a_draft_is_that_of_the_year_and_waits(year: int, tmp_path: Path) -> None:
    before = grantrules.load(year).rules
    draft(year + 1, folder_of(year), tmp_path / "draft")
    after = load_folder(tmp_path / "draft")
    then, now = ({rule.id: rule for rule in rules.rules} for rules in (before, after))
    assert list(then) == list(now)
    for id_, rule in now.items():
        old = then[id_]
        if rule.verb is not Verb.SILENT:
            assert rule.basis is Basis.AWAITED
            one, other = (
                {key: value for key, value in rule_data(each).items() if key not in OWN} for each in (old, rule)
            )
            assert one == other
            assert {*rule.awarded} == {each + 1 for each in old.awarded} - {*old.awarded}
    assert (after.year, after.revision, after.drafted_from, after.repeals) == (year + 1, 1, year, ())
    assert set(after.gone) == set(before.ended)
    assert (after.office_values, after.introduces, after.complete) == ((), (), frozenset())
    assert after.title["nb"].startswith("Utkast: ")
    assert after.title["en"].startswith("Draft: ")
    assert not (tmp_path / "draft" / "cases.yaml").exists()
    assert after.names_of == year
    found = compare(before, after)
    assert (found.edits, found.values) == ((), ())
    assert errors(tmp_path / "draft") == []


def test_check_counts_what_waits_by_file_and_says_what_else_is_to_be_done(drafted: Path) -> None:
    checked = check_folders(drafted)
    rules = load_folder(drafted)
    topics = {rule.topic for rule in rules.waiting}
    waiting = {
        Path(problem.where.source).stem: problem.message
        for problem in checked.problems
        if "wait for" in problem.message
    }
    for topic in topics:
        number = sum(rule.topic == topic for rule in rules.waiting)
        assert waiting[topic].startswith(f"{number} of {number} rules here wait for a source of 2027")
        assert "`trondelag-2026`" in waiting[topic]
    assert waiting.keys() == topics
    others = [problem.message for problem in checked.problems if "wait for" not in problem.message]
    assert [each.partition(" yet")[0] for each in others[:2]] == [
        "nothing is set for `office.application_deadline` (`national`)",
        "nothing is set for `office.report_deadline` (`trondelag`)",
    ]
    assert others[2].startswith("a draft, copied from 2026: what is listed as silent is so by the documents")
    assert len(others) == 3
    assert checked.waiting == len(rules.waiting) == sum(rule.verb is not Verb.SILENT for rule in rules.rules)


def test_a_rule_that_is_given_its_source_waits_no_longer_but_for_a_branch_that_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "2027"
    draft(2027, folder_of(2026), folder)
    number = len(load_folder(folder).waiting)
    (folder / "sources.yaml").write_text(MADE_UP, "utf-8")
    path = folder / "applicants.yaml"
    head, rule, rest = re.split(r"(?m)(?=^  - id: )", path.read_text("utf-8"), maxsplit=2)
    rule = rule.replace('trondelag-2026\n      at: "Hvem kan søke?"\n    basis: awaited', 'made-up\n      at: "1"', 1)
    path.write_text(head + rule + rest, "utf-8")
    after = load_folder(folder)
    assert len(after.waiting) == number - 1
    assert after.by_id["applicant-type"].basis is Basis.STATED
    found = [problem.message for problem in check_folders(folder).problems]
    left = "the branch `may-belong-to-those-named` of `applicant-type` still rests on `trondelag-2026`, as in 2026"
    assert left in found
    of_file = next(each for each in found if "`county-municipality-scope`" in each)
    assert of_file.startswith("3 of 4 rules here wait for a source of 2027")


def test_a_rule_that_is_dropped_from_a_loose_draft_must_be_said_to_be_silent_or_repealed(tmp_path: Path) -> None:
    folder = tmp_path / "2027"
    draft(2027, folder_of(2026), folder)
    path = folder / "priorities.yaml"
    text = path.read_text("utf-8")
    start = text.index("  - id: priority-further-education")
    path.write_text(text[:start].rstrip() + "\n", "utf-8")
    assert errors(folder)[-1].startswith("`priority-further-education` of 2026 is neither here, repealed, silent")
    edit(folder / "regulation.yaml", ("silent:", "silent:\n  2026: [priority-further-education]"))
    assert errors(folder) == []


def test_decisions_on_a_draft_say_what_waits_and_take_no_date_of_the_year_before(drafted: Path) -> None:
    regulation = grantrules.load(drafted)
    application = grantrules.read(ROOT / "examples" / "2026" / "eligible.yaml")
    decision = regulation.evaluate(application)
    assert "office.application_deadline" in [missing.fact for missing in decision.missing]
    assert decision.rests_on is not None
    assert decision.rests_on.basis is Basis.AWAITED
    note = next(note for note in decision.notes if note.kind is NoteKind.DRAFT)
    assert (note.value, note.rules) == (2026, regulation.rules.waiting)
    for language, words in (
        ("nb", "Reglene for 2027 er et utkast etter 2026: 46 regler står som i 2026 og venter på en kilde for 2027."),
        ("nn", "Reglane for 2027 er eit utkast etter 2026: 46 reglar står som i 2026"),
        (
            "en",
            "The rules for 2027 are a draft made from 2026; still as in 2026, waiting for a source of 2027: 46 rules.",
        ),
    ):
        for full in (False, True):
            assert words in " ".join(decision.to_text(language, full=full).split())
    settled = grantrules.load(2026).evaluate(application)
    assert NoteKind.DRAFT not in [note.kind for note in settled.notes]


_ENDING_WITH_THE_SOURCE = """\
  - title: {nb: T, nn: T, en: T}
    text: {nb: T, nn: T, en: T}
    require: {measure.kind: competence}
    id: first
    source: [{document: regelverk-2022, at: '1'}]  # last
"""
_IN_QUOTES = """\
  - "id": first
    "title": {nb: T, nn: T, en: T}
    "text": {nb: T, nn: T, en: T}
    source:
      - document: regelverk-2022
        at: '1'

    # why
    require:
      measure.kind: competence
"""


@pytest.mark.parametrize(
    "rules",
    [
        f"  - {{id: first, {TEXTS}, require: {{measure.kind: competence}}}}\n",
        f"  - {{id: first, {TEXTS}, basis: 'inferred', require: {{measure.kind: competence}}}}\n",
        f"  - {{id: first, require: {{measure.kind: competence}}, {TEXTS}}}\n",
        _ENDING_WITH_THE_SOURCE,
        _IN_QUOTES,
    ],
)
def test_a_rule_waits_however_it_is_written(rules: str, tmp_path: Path) -> None:
    start = a_year(tmp_path / "start", rules)
    draft(2031, start, tmp_path / "draft")
    (rule,) = load_folder(tmp_path / "draft").rules
    (was,) = load_folder(start).rules
    assert (rule.basis, rule.condition, rule.sources) == (Basis.AWAITED, was.condition, was.sources)


@pytest.mark.parametrize(
    ("awarded", "year", "moved"),
    [
        ("2030", 2031, (2031,)),
        ("[2030]", 2033, (2033,)),
        ("[2029, 2030]", 2031, (2031,)),
        ("[2029, 2030]", 2033, (2032, 2033)),
    ],
)
def test_rules_on_reports_speak_of_grants_as_many_years_later(
    awarded: str, year: int, moved: tuple[int, ...], tmp_path: Path
) -> None:
    start = a_year(tmp_path / "start", f"  - {{id: first, {TEXTS}, oblige: {{}}, awarded: {awarded}}}\n")
    draft(year, start, tmp_path / "draft")
    before, after = load_folder(start), load_folder(tmp_path / "draft")
    assert after.by_id["first"].awarded == moved
    assert compare(before, after).edits == ()
    settled = replace(after, rules=tuple(replace(rule, basis=Basis.STATED) for rule in after.rules))
    assert compare(settled, before).edits == ()  # nor is it one the other way round


def test_what_cannot_be_copied_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    start = a_year(tmp_path / "start", f"  - {{id: first, {TEXTS}, require: {{measure.kind: competence}}}}\n")
    listed = a_year(
        tmp_path / "listed",
        f"  - id: first\n    {TEXTS.replace(', text', chr(10) + '    text').replace(', source', chr(10) + '    source')}\n    oblige: {{}}\n    awarded:\n      - 2030\n",
    )
    braces = tmp_path / "braces"
    braces.mkdir()
    (braces / "regulation.yaml").write_text(
        "{year: 2030, revision: 1, title: {nb: T, nn: T, en: T}, change_note: {nb: T, nn: T, en: T}}", "utf-8"
    )
    there = tmp_path / "there"
    there.mkdir()
    own = a_year(tmp_path / "own" / "2030", "  []\n")
    (tmp_path / "own" / "facts.yaml").write_text("facts: []\n", "utf-8")
    for year, of, folder, message in (
        (2031, start, there, "there: is there already, and stays as it is; name a folder that is not"),
        (2031, start, tmp_path / "2032", "the folder of a draft of 2031 is not called 2032"),
        (2030, start, tmp_path / "new", "a draft is for a later year than the one that it is copied from"),
        (2031, tmp_path / "none", tmp_path / "new", "there is no such folder"),
        (2031, braces, tmp_path / "new", "cannot be copied for a draft; write each key on a line of its own"),
        (2031, listed, tmp_path / "new", "cannot be copied for a draft; write the years after `awarded`, in brackets"),
        (2031, own, tmp_path / "new", "the rules there are read with their own facts.yaml; name a folder beside"),
    ):
        with pytest.raises(RegulationError, match=re.escape(message)):
            draft(year, of, folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["braces", "listed", "own", "start", "there"]
    assert list(there.iterdir()) == []


def test_the_command_names_the_files_and_check_says_how_many_rules_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["draft", "2027", "--from", "2026", "drafts/2027"]) == 0
    written = capsys.readouterr().out.splitlines()
    assert written == [f"drafts/2027/{path.name}" for path in sorted((tmp_path / "drafts" / "2027").iterdir())]
    assert main(["check", "drafts/2027"]) == 0
    last = "checked drafts/2027: 0 errors, 9 warnings; 46 rules of a draft to be given a source"
    assert capsys.readouterr().out.splitlines()[-1] == last
    assert main(["check", "drafts", "--strict"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == last
    assert main(["draft", "2028", "--from", "drafts/2027", "drafts/2028"]) == 0
    assert main(["draft", "2027", "--from", "2026", "drafts/2027"]) == 1
    assert main(["draft", "2027", "--from", "2025", "drafts/other"]) == 1
    assert "drafts/2027: is there already" in (told := capsys.readouterr().err)
    assert "there is no regulation for 2025" in told
    with pytest.raises(SystemExit, match="2"):
        main(["draft", "27", "--from", "2026", "drafts/27"])


def test_a_draft_can_lie_beside_the_years_that_it_follows(tmp_path: Path) -> None:
    regulations = tmp_path / "regulations"
    shutil.copytree(ROOT / "regulations", regulations)
    draft(2027, regulations / "2026", regulations / "2027")
    draft(2028, regulations / "2027", regulations / "2028")
    checked = check_folders(regulations)
    assert [problem for problem in checked.problems if problem.severity is Severity.ERROR] == []
    assert checked.waiting == 2 * len(load_folder(regulations / "2027").waiting)
    assert load_folder(regulations / "2028").drafted_from == 2027
    assert errors(regulations / "2028") == []


def test_what_comes_to_be_there_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    def written_beside_another() -> None:
        with whole_folder(folder, replace=False) as made:
            (made / "mine").write_text("mine", "utf-8")
            folder.mkdir()
            (folder / "theirs").write_text("theirs", "utf-8")

    with pytest.raises(FileExistsError):
        written_beside_another()
    assert [path.name for path in folder.iterdir()] == ["theirs"]
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(GrantRulesError, match="cannot be written, and nothing was"):
        draft(2027, folder_of(2026), tmp_path / "file" / "2027")


def test_coverage_of_a_draft_is_of_its_own_documents_and_of_rules_that_no_longer_wait(tmp_path: Path) -> None:
    folder = tmp_path / "2027"
    draft(2027, folder_of(2026), folder)
    assert coverage_of(folder).problems == ()
    (folder / "sources.yaml").write_text(MADE_UP, "utf-8")
    path = folder / "priorities.yaml"
    text = path.read_text("utf-8").replace("trondelag-2026", "made-up", 1).replace("    basis: awaited\n", "", 1)
    path.write_text(text, "utf-8")
    told = [problem.message for problem in coverage_of(folder).problems]
    assert "the statements of `made-up` are not listed: no made-up.yaml" in told
    cites = "`priority-basic-education` cites made-up, `Følgende søknader skal prioriteres`: the document has no ledger"
    assert cites in told
    assert len(told) == 2


def test_only_a_draft_has_rules_that_wait(tmp_path: Path) -> None:
    rule = f"  - {{id: first, {TEXTS}, basis: awaited, require: {{measure.kind: competence}}}}\n"
    alone = a_year(tmp_path / "alone", rule)
    said = "`basis: awaited` is for rules of a draft; say in `regulation.yaml` under `drafted_from` which year it was copied from"
    assert errors(alone) == [said]
    value = "values:\n  - {fact: office.application_deadline, office: national, value: 2030-03-01, basis: awaited, source: {document: regelverk-2022, at: '1'}}\n"
    (alone / "offices.yaml").write_text(value, "utf-8")
    edit(alone / "regulation.yaml", ("revision: 3", "revision: 3\ndrafted_from: 2030"))
    assert errors(alone) == [
        "no value of an office waits for its source; leave `office.application_deadline` out until a document states it",
        "the year that a draft was copied from is before 2030, and 2030 is not",
    ]


def test_that_a_rule_waits_is_no_difference_and_that_it_has_got_its_source_is_one(drafted: Path) -> None:
    before, after = grantrules.load(2026).rules, load_folder(drafted)
    settled = replace(
        after,
        rules=tuple(replace(rule, basis=before.by_id[rule.id].basis) if rule.waits else rule for rule in after.rules),
    )
    assert compare(before, after).edits == compare(before, settled).edits == ()
    assert {edit.statement for edit in compare(after, settled).edits} == {StatementChange.BASIS_CHANGED}
    assert {edit.rule for edit in compare(after, settled).edits} == {rule.id for rule in after.waiting}
    assert rules_hash(after) != rules_hash(replace(after, drafted_from=None))

"""A draft with five changes: a comparison tells each of them exactly, and nothing else; so do witnesses and a portfolio."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import grantrules
from grantrules.base.codes import Code
from grantrules.compare.causes import Side
from grantrules.compare.effect import Effect
from grantrules.compare.proofs import Acting, Differs, VerdictsQuestion
from grantrules.compare.statements import RulePart, StatementChange
from grantrules.results.comparison import YearDiff
from grantrules.rules.draft import draft
from grantrules.rules.load import folder_of

Said, Part = StatementChange, RulePart

SOURCES = """
documents:
  - id: made-up
    title: {nb: Et oppdiktet regelverk, nn: Eit oppdikta regelverk, en: A made-up regulation}
    issuer: Helsedirektoratet
    authority: regulation
    speaks_for: [2027]
"""
FACTS = """
facts:
  - path: applicant.type
    values: {choir: {label: {nb: kor, nn: kor, en: choir}}}
  - path: measure.level
    values: {doctorate: {label: {nb: doktorgrad, nn: doktorgrad, en: doctorate}}}
"""
OFFICES = """
values:
  - {fact: office.application_deadline, office: national, value: 2027-02-15, source: {document: made-up, at: "3"}}
"""
LIMIT = """
  - id: amount-limit
    title: {nb: Høyst en million kroner, nn: Høgst ein million kroner, en: At most a million kroner}
    text: {nb: Et tiltak får høyst en million., nn: Eit tiltak får høgst ein million., en: A measure gets a million at most.}
    source: {document: made-up, at: "5"}
    require: {measure.amount: {at_most: 1000000}}
"""
TOLD = """\
introduces:
  - {rule: amount-limit, source: {document: made-up, at: "5"}}
repeals:
  - {rule: priority-continued-training, source: {document: made-up, at: "7"}}
"""


def rewrite(path: Path, id_: str, *words: tuple[str, str]) -> None:
    """Change a rule in a file, or take it out where no words are given."""
    rules = re.split(r"(?m)(?=^  - id: )", path.read_text("utf-8"))
    (place,) = (n for n, rule in enumerate(rules) if rule.startswith(f"  - id: {id_}\n"))
    for old, new in words:
        assert old in rules[place]
        rules[place] = rules[place].replace(old, new)
    path.write_text("".join(rule for n, rule in enumerate(rules) if words or n != place), "utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft of 2027, with a new applicant, another deadline, a priority less, a limit, and a new level of education."""
    folder = tmp_path_factory.mktemp("changed") / "2027"
    draft(2027, folder_of(2026), folder)
    for name, text in (("sources", SOURCES), ("facts", FACTS), ("offices", OFFICES)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    who = ("Municipalities, county", "Choirs, municipalities, county"), ("[municipality,", "[choir, municipality,")
    rewrite(folder / "applicants.yaml", "applicant-type", *who)
    level = (
        ("to master's\n        degrees", "to doctorates"),
        ("further_education, master,", "further_education, master, doctorate,"),
    )
    rewrite(folder / "measures.yaml", "funded-levels", *level)
    rewrite(folder / "priorities.yaml", "priority-continued-training")
    measures, head = folder / "measures.yaml", folder / "regulation.yaml"
    measures.write_text(measures.read_text("utf-8").rstrip("\n") + "\n" + LIMIT, "utf-8")
    rewritten, places = re.subn("(?m)^silent:", f"{TOLD}silent:", head.read_text("utf-8"))
    assert places == 1
    head.write_text(rewritten, "utf-8")
    return folder


@pytest.fixture(scope="module")
def compared(changed: Path) -> YearDiff:
    return grantrules.diff(2026, changed)


def test_each_change_is_told_and_nothing_else(compared: YearDiff) -> None:
    told = {edit.rule: (edit.statement, edit.effect, set(edit.parts)) for edit in compared.edits}
    assert told == {
        "applicant-type": (Said.REWORDED, Effect.WIDENED, {Part.TEXT, Part.CONDITION}),
        "application-deadline": (Said.SAME, Effect.SAME, set()),
        "amount-limit": (Said.ADDED, Effect.NARROWED, set()),
        "funded-levels": (Said.REWORDED, Effect.WIDENED, {Part.TEXT, Part.CONDITION}),
        "priority-continued-training": (Said.REMOVED, Effect.NARROWED, set()),
    }
    (value,) = compared.values
    assert value.before is not None
    assert value.after is not None
    assert (value.fact, value.office) == ("office.application_deadline", "national")
    assert [str(each.value) for each in (value.before, value.after)] == ["2026-03-01", "2027-02-15"]
    deadline = next(edit for edit in compared.edits if edit.rule == "application-deadline")
    assert deadline.values == (value,)
    sources = {edit.rule: edit.source.at for edit in compared.edits if edit.source is not None}
    assert sources == {"amount-limit": "5", "priority-continued-training": "7"}


def test_every_other_rule_waits_for_its_source_and_is_as_it_was(compared: YearDiff) -> None:
    same = {new.id for _, new in compared.comparison.same}
    waiting = {rule.id for rule in compared.after.waiting}
    assert waiting == same | {"applicant-type", "application-deadline", "funded-levels"}


def test_the_smallest_applications_show_the_changes_that_bar_or_prioritise_and_no_other(changed: Path) -> None:
    pytest.importorskip("z3")
    found = grantrules.diff(2026, changed, witness=True, measures=1, seconds=60).witnesses
    assert found is not None
    shown = {finding.question: finding.witness for finding in found.findings if isinstance(finding, Differs)}
    acting = {(each.rule.id, each.side) for each in shown if isinstance(each, Acting)}
    assert acting == {("amount-limit", Side.AFTER), ("priority-continued-training", Side.BEFORE)}
    (verdicts,) = (witness for each, witness in shown.items() if isinstance(each, VerdictsQuestion))
    assert [bar.rule.id for bar in verdicts.after.bars] == ["amount-limit"]
    assert re.findall(r"'amount': (\d+)", str(verdicts.application)) == ["1000001"]


APPLICATION: Mapping[str, Any] = {
    "year": 2026,
    "office": "trondelag",
    "submitted_on": "2026-02-27",
    "format": "portal",
    "submitter_has_role": True,
    "applicant": {"type": "municipality"},
}
MEASURE: Mapping[str, Any] = {
    "id": "m1",
    "kind": "competence",
    "level": "upper_secondary",
    "target_roles": ["employee"],
    "target_sectors": ["care"],
    "partners": [],
    "amount": 300000,
    "continues_supported_training": False,
}


def application(id_: str, measure: Mapping[str, Any] | None = None, **stated: object) -> Mapping[str, Any]:
    """An application of 2026 that says all that a verdict needs, with something else in it or in its measure."""
    return {**APPLICATION, "id": id_, **stated, "measures": [{**MEASURE, **(measure or {})}]}


def test_of_a_portfolio_those_are_affected_whom_a_change_is_about(changed: Path) -> None:
    pile = [
        application("as-before"),
        application("lost-its-priority", {"continues_supported_training": True}),
        application("dear", {"amount": 1000001}),
        application("late", submitted_on="2026-03-02"),
        application("choir", applicant={"type": "choir"}),
        application("doctorate", {"level": "doctorate"}),
    ]
    found = grantrules.diff(2026, changed, portfolio=pile).impact
    assert found is not None
    ((affected),) = found.affected
    assert (affected.id, affected.before.value, affected.after.value) == ("dear", "eligible", "not_eligible")
    assert [behind.rule for behind in affected.rules] == ["amount-limit"]
    lost = {tag.rule: tag.applications.lost for tag in found.tags if tag.applications.lost}
    assert lost == {"priority-continued-training": 1}
    assert found.one_year_tags == ()
    ((moved),) = found.moved
    assert (str(moved.own), str(moved.deadline), moved.applications) == ("2026-03-01", "2027-02-15", 4)
    assert found.kept == ()  # so that what was late is late in both, and what was in time is in time
    told = {each.name: each.refusals for each in found.rejected}
    assert len(told) == 2
    for refusals in told.values():
        assert [(each.problem.code, each.sides) for each in refusals] == [(Code.UNKNOWN_VALUE, (Side.BEFORE,))]


BRIEF = """\
In brief
  - Who can apply: less strict; now also choir (by Trøndelag's slides 2026 alone, waits for a source).
  - Levels that can be funded: less strict; now also doctorate (by Trøndelag's slides 2026 alone, waits for a source).
  - New: At most a million kroner; gone: Priority: training under way (by A made-up regulation).
  - Application deadline: 1 March 2026 nationally (2026, by Trøndelag's slides 2026 alone) → 15 February 2027 nationally (2027, by A made-up regulation).
The rest
  - 70 rules are mentioned in neither year.
"""


def test_the_page_begins_with_the_five_changes_and_says_what_waits(compared: YearDiff) -> None:
    text = compared.to_text("en")
    head, brief = text[: text.index("In brief")], text[text.index("In brief") : text.index("Changed in what")]
    assert brief.split() == BRIEF.split()
    said = " ".join(head.split())
    assert "2027: Draft: Competence and service development grant 2027" in said
    assert (
        "The rules for 2027 are a draft made from 2026; still as in 2026, waiting for a source of 2027: 45 rules."
        in said
    )
    assert "2027 rests on A made-up regulation." in said
    assert "goes on in 2026" not in said  # what 2026 said of itself is not said of 2027
    data = compared.to_dict()
    assert (data["waiting"], data["same"]) == (45, 42)
    words = " ".join(compared.to_text("en", full=True).split())
    for each in ("Choirs, municipalities", "to doctorates", "A measure gets a million at most."):
        assert each in words

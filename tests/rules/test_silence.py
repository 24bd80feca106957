"""Silence in one line: what a year no longer mentions is listed by id, and looked up in the year that last stated it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import grantrules
from grantrules.base.errors import RegulationError
from grantrules.compare.comparison import compare
from grantrules.compare.statements import StatementChange
from grantrules.language.condition import ALWAYS, AllOf, Condition
from grantrules.rules.canonical import condition_data, rules_hash
from grantrules.rules.checking import check_folders
from grantrules.rules.load import Loaded, load_folder, read_folder
from grantrules.rules.ruleset import Rule, RuleSet, Verb
from grantrules.rules.shipped import shipped_folder, shipped_years
from grantrules.rules.silence import silent_rule
from tests.support.building import FACTS, SOURCES, document, fact, read, rule_set, words, write

SAID = {"source": {"document": "regulation", "at": "1"}}


def year(
    folder: Path, number: int, rules: str = "[]", silent: Mapping[int, list[str]] | None = None, repeals: str = "[]"
) -> Path:
    """A year's folder beside the small vocabulary of these tests."""
    facts = [fact(path, stated) for path, stated in read(FACTS).items()]
    documents = [
        {**document(id_), "speaks_for": [2029, 2030, 2031, 2032], **each} for id_, each in read(SOURCES).items()
    ]
    write(folder, {"facts": {"facts": facts}, "sources": {"documents": documents}})
    listed = [
        {"title": words(f"Called {each['id']}"), "text": words(each["id"]), **SAID, **each} for each in read(rules)
    ]
    head: dict[str, Any] = {"year": number, "revision": 1, "title": words("Tilskudd"), "change_note": words("Ny")}
    head |= {"silent": {str(since): ids for since, ids in (silent or {}).items()}, "repeals": read(repeals)}
    return write(folder / str(number), {"regulation": {**head, "rules": listed}})


def silence(rule: str, offices: str = "[]", *, awarded: tuple[int, ...] = ()) -> Rule:
    """The silence on a rule that is written without its id."""
    (stated,) = rule_set(f"[{{id: r, {rule}}}]", offices).rules
    return silent_rule(stated, 2030, awarded)


def same(one: Condition | None, other: str) -> bool:
    (rule,) = rule_set(f"[{{id: r, note: {other}}}]").rules
    return condition_data(one or ALWAYS) == condition_data(rule.condition)


# -- what a silent rule is


def test_words_title_source_and_basis_are_those_of_the_year_that_last_stated_the_rule(tmp_path: Path) -> None:
    rule = "{id: r, when: {measure.rural: true}, require: {measure.kind: competence}, basis: inferred}"
    stated = load_folder(year(tmp_path, 2030, f"[{rule}, {{id: other, note: {{}}}}]")).by_id["r"]
    rules = load_folder(year(tmp_path, 2032, "[{id: other, note: {}}]", {2030: ["r"]}))
    found = rules.by_id["r"]
    assert (found.verb, found.silent_since, found.condition) == (Verb.SILENT, 2030, ALWAYS)
    kept = ("title", "text", "sources", "basis", "topic", "when")
    assert [getattr(found, name) for name in kept] == [getattr(stated, name) for name in kept]
    assert found.where is not None
    assert "2032/regulation.yaml:1:" in str(found.where)
    assert [rule.id for rule in rules.rules] == ["other", "r"]


@pytest.mark.parametrize("verb", ["require", "exclude", "expect", "assess"])
def test_a_rule_that_decided_is_shown_where_it_applied_whatever_came_of_it(verb: str) -> None:
    found = silence(f"{verb}: {{measure.kind: competence}}, when: {{measure.rural: true}}")
    assert same(found.when, "{measure.rural: true}")
    assert silence(f"{verb}: {{measure.kind: competence}}").when is None


@pytest.mark.parametrize("verb", ["prioritise", "oblige", "note"])
def test_any_other_rule_is_shown_where_it_did_something(verb: str) -> None:
    found = silence(f"{verb}: {{measure.kind: competence}}, when: {{measure.rural: true}}")
    assert same(found.when, "{all: [{measure.rural: true}, {measure.kind: competence}]}")
    assert silence(f"{verb}: {{}}").when is None


def test_what_one_office_did_is_silent_at_that_office_alone() -> None:
    assert same(silence("oblige: {}, office: north").when, "{office.id: north}")


def test_a_statement_has_no_condition_and_is_always_silent() -> None:
    found = silence("state: {about: goal, amount: 5, figure: frame}")
    assert (found.when, found.states) == (None, None)


COMPETENCE, RURAL = "{measure.kind: competence}", "{measure.rural: true}"
DOUBTED = "{id: b, doubt: unclear, measure.rural: true}"
READINGS = "{readings: [{id: a, measure.kind: competence}, {id: b, measure.rural: true}]}"


@pytest.mark.parametrize(
    ("condition", "shown_where"),
    [
        (f"{{any: [{COMPETENCE}, {DOUBTED}]}}", COMPETENCE),
        (f"{{any: [{COMPETENCE}, {RURAL}, {DOUBTED}]}}", f"{{any: [{COMPETENCE}, {RURAL}]}}"),
        (f"{{not: {{any: [{COMPETENCE}, {DOUBTED}]}}}}", f"{{not: {{any: [{COMPETENCE}, {RURAL}]}}}}"),
        (f"{{any: [{COMPETENCE}, {{id: b, measure.rural: true}}]}}", f"{{any: [{COMPETENCE}, {RURAL}]}}"),
        (READINGS, f"{{all: [{COMPETENCE}, {RURAL}]}}"),
        (f"{{not: {READINGS}}}", f"{{not: {{any: [{COMPETENCE}, {RURAL}]}}}}"),
        (
            f"{{count: {{where: {{any: [{COMPETENCE}, {DOUBTED}]}}, at_least: 2}}}}",
            f"{{count: {{where: {COMPETENCE}, at_least: 2}}}}",
        ),
        (
            f"{{count: {{where: {{any: [{COMPETENCE}, {DOUBTED}]}}, under: 2}}}}",
            f"{{count: {{where: {{any: [{COMPETENCE}, {RURAL}]}}, under: 2}}}}",
        ),
        ("{measure.kind: competence, measure.amount: {over: office.limit}}", COMPETENCE),
        ("{measure.amount: {over: office.limit}}", "{}"),
    ],
)
def test_it_is_shown_where_the_rule_surely_applied_and_no_office_s_value_is_asked_for(
    condition: str, shown_where: str
) -> None:
    found = silence(f"note: {condition}")
    assert same(found.when, shown_where)
    assert not found.branches
    assert silent_rule(found, 2030, ()).when == found.when


def test_what_was_only_ever_in_doubt_is_never_shown_as_silent() -> None:
    never = silence(f"note: {DOUBTED}").when
    assert never is not None
    assert condition_data(never) == ["any"]


# -- which grants it speaks of


def test_a_silence_on_reports_speaks_of_the_grants_that_the_folder_speaks_of(tmp_path: Path) -> None:
    year(tmp_path, 2029, "[{id: r, oblige: {}, awarded: 2029, aspect: audit}, {id: n, note: {}}]")
    late = "[{id: o, note: {}, awarded: [2029, 2031, 2030]}]"
    rules = load_folder(year(tmp_path, 2031, late, {2029: ["r", "n"]}))
    assert (rules.by_id["r"].awarded, rules.by_id["n"].awarded) == ((2030, 2031), ())
    assert rules.by_id["r"].aspect is not None
    assert load_folder(year(tmp_path, 2032, "[]", {2029: ["r"]})).by_id["r"].awarded == (2032,)


# -- where it is looked up


def draft(folder: Path, silent: str, rules: str = "[]") -> Loaded:
    head = "title: {nb: T, nn: T, en: T}\nchange_note: {nb: N, nn: N, en: N}\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "regulation.yaml").write_text(
        f"year: 2027\nrevision: 1\n{head}silent: {silent}\nrules: {rules}\n", "utf-8"
    )
    return read_folder(folder)


def test_a_loose_draft_looks_up_the_shipped_years(tmp_path: Path) -> None:
    loaded = draft(tmp_path / "draft", "{2023: [purpose], 2022: [own-contribution]}")
    assert loaded.problems == ()
    assert loaded.rules is not None
    shipped = grantrules.load(2022).rules.by_id["own-contribution"]
    assert loaded.rules.by_id["own-contribution"].text == shipped.text


def test_a_year_beside_the_draft_comes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    for path in (shipped_folder() / "2022").glob("*.yaml"):
        said = path.read_text("utf-8").replace("Hovedregelen er at kommunen bidrar med en egenandel.", "Noe annet.")
        (tmp_path / "2022" / path.name).write_text(said, "utf-8")
    loaded = draft(tmp_path / "draft", "{2022: [own-contribution]}")
    assert loaded.rules is not None
    assert loaded.rules.by_id["own-contribution"].text.nb == "Noe annet."


def test_what_is_looked_up_is_read_again_once_it_has_changed(tmp_path: Path) -> None:
    year(tmp_path, 2030, "[{id: r, note: {}}]")
    folder = year(tmp_path, 2031, "[]", {2030: ["r"]})
    assert load_folder(folder).by_id["r"].when is None
    year(tmp_path, 2030, "[{id: r, note: {measure.rural: true}}]")
    assert load_folder(folder).by_id["r"].when is not None


def test_another_scheme_is_not_held_against_the_shipped_years(tmp_path: Path) -> None:
    with pytest.raises(RegulationError, match="there are no rules for 2022"):
        load_folder(year(tmp_path, 2031, "[]", {2022: ["own-contribution"]}))


def test_a_document_that_only_the_earlier_year_s_folder_describes_comes_along(tmp_path: Path) -> None:
    stated = year(tmp_path, 2030, "[{id: r, note: {}, source: {document: own, at: x}}]")
    own = {**document("own"), "authority": "office_slide", "office": "north", "speaks_for": [2030]}
    write(stated, {"sources": {"documents": [own]}})
    rules = load_folder(year(tmp_path, 2031, "[]", {2030: ["r"]}))
    assert rules.documents["own"].office == "north"
    assert rules_hash(rules)


# -- what follows from it


def test_a_list_and_what_it_stands_for_are_one_and_the_same(tmp_path: Path) -> None:
    year(tmp_path, 2030, "[{id: r, note: {measure.rural: true}}, {id: s, state: {about: goal}}]")
    one, other = (load_folder(year(tmp_path, 2031, "[]", {2030: ids})) for ids in (["r", "s"], ["s", "r"]))
    assert rules_hash(one) == rules_hash(other)
    assert rules_hash(one) != rules_hash(load_folder(year(tmp_path, 2031, "[]", {2030: ["r"]})))
    before = load_folder(tmp_path / "2030")
    assert [edit.statement for edit in compare(before, one).edits] == [StatementChange.NOW_SILENT] * 2


def test_a_repeal_is_said_once_and_holds_until_a_year_states_the_rule_again(tmp_path: Path) -> None:
    stated, other = "[{id: r, note: {}}, {id: s, note: {}}]", "[{id: s, note: {}}]"
    told = "[{rule: r, source: {document: regulation, at: '3'}}]"
    folders = [year(tmp_path, 2029, stated), year(tmp_path, 2030, other, repeals=told), year(tmp_path, 2031, other)]
    assert check_folders(tmp_path).problems == ()
    first, second, third = map(load_folder, folders)
    assert (second.repeals, second.gone) == (third.gone, ())
    for later in (second, third):
        (edit,) = compare(first, later).edits
        assert (edit.statement, edit.source) == (StatementChange.REMOVED, second.repeals[0].source)
    assert rules_hash(third) != rules_hash(replace(third, gone=()))
    assert load_folder(year(tmp_path, 2032, stated)).gone == ()
    assert check_folders(tmp_path).problems == ()


def test_what_ended_where_a_topic_is_given_whole_need_not_be_told_again(tmp_path: Path) -> None:
    stated, other = "[{id: r, require: {}}, {id: s, note: {}}]", "[{id: s, note: {}}]"
    year(tmp_path, 2030, stated)
    path = year(tmp_path, 2031, other) / "regulation.yaml"
    year(tmp_path, 2032, other)
    assert len(check_folders(tmp_path).problems) == 2
    path.write_text(path.read_text("utf-8").replace('"revision"', '"complete": "all", "revision"', 1), "utf-8")
    assert check_folders(tmp_path).problems == ()


def test_a_year_put_between_two_others_needs_a_line_for_each_year_that_it_is_silent_on(tmp_path: Path) -> None:
    """A year of which one page says that all goes on as before: a head, no rule, and its silences by id."""
    base = tmp_path / "regulations"
    base.mkdir()
    for name in ("facts.yaml", "sources.yaml"):
        (base / name).write_text((shipped_folder() / name).read_text("utf-8"), "utf-8")
    for number in shipped_years():
        (base / str(number)).mkdir()
        for path in (shipped_folder() / str(number)).glob("*.yaml"):
            (base / str(number) / path.name).write_text(path.read_text("utf-8"), "utf-8")
    rules = grantrules.load(2023).rules
    stated, silent = _by_year(rules)
    lines = [f"  {since}: [{', '.join(ids)}]" for since, ids in {**silent, 2023: stated}.items()]
    head = "year: 2024\nrevision: 1\ntitle: {nb: T, nn: T, en: T}\nchange_note: {nb: N, nn: N, en: N}\n"
    (base / "2024").mkdir()
    (base / "2024/regulation.yaml").write_text("\n".join([f"{head}silent:", *lines, ""]), "utf-8")
    assert len(lines) <= 3
    assert [str(each) for each in check_folders(base).problems] == []
    between = load_folder(base / "2024")
    assert {rule.id for rule in between.rules} == {rule.id for rule in grantrules.load(2023).rules.rules}
    assert all(rule.verb is Verb.SILENT for rule in between.rules)
    assert (between.repeals, between.gone) == ((), rules.repeals)
    assert load_folder(base / "2026").gone == grantrules.load(2026).rules.gone == rules.repeals


def _by_year(rules: RuleSet) -> tuple[list[str], dict[int, list[str]]]:
    silent: dict[int, list[str]] = {}
    for rule in rules.rules:
        if rule.silent_since is not None:
            silent.setdefault(rule.silent_since, []).append(rule.id)
    return [rule.id for rule in rules.rules if rule.silent_since is None], silent


def test_the_shipped_years_hold_what_their_sources_say_and_nothing_else() -> None:
    for number in shipped_years():
        for path in (shipped_folder() / str(number)).glob("*.yaml"):
            listed = read(path.read_text("utf-8")).get("rules", [])
            assert not any("silent" in rule for rule in listed), path


def test_a_conjunction_says_each_thing_once() -> None:
    found = silence(
        "note: {measure.kind: competence}, when: {all: [{measure.rural: true}, {measure.kind: competence}]}"
    )
    assert isinstance(found.when, AllOf)
    assert len(found.when.parts) == 2

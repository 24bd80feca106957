"""Which rules answer reports on the grants of a year, from several years' folders, and who may ask them."""

from __future__ import annotations

import atexit
import pickle
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import grantrules
from grantrules.language.condition import Compare
from grantrules.language.vocabulary import Document, Vocabulary
from grantrules.regulation import Reports, reports_among
from grantrules.results.document import ReportAnswer
from grantrules.rules.load import load_folder
from grantrules.rules.reporting import ReportRules, award_years, report_rules
from grantrules.rules.ruleset import Rule, RuleSet, Verb
from tests.support.building import read, silenced, without_silence, write

YEAR = 2030
CITED = {"document": "regelverk-2022", "at": "1"}

# -- years of made-up rules on the shipped vocabulary, for these tests and their neighbours

_numbers = count()


@cache
def _house() -> Path:
    temporary = TemporaryDirectory(prefix="grantrules-reports-")
    atexit.register(temporary.cleanup)
    return Path(temporary.name)


def words(said: str) -> dict[str, str]:
    """A text in three languages."""
    return dict.fromkeys(("nb", "nn", "en"), said)


def a_year(
    rules: str, offices: str = "[]", *, year: int = YEAR, revision: int = 1, facts: list[Any] | None = None
) -> RuleSet:
    """The rules of a YAML list, from a loose folder; what is left out is filled in, the award year with 2030."""
    listed = [_filled(each) for each in read(rules)]
    values = [{"source": CITED, **each} for each in read(offices)]
    head = {"year": year, "revision": revision, "title": words(f"Tilskudd {year}"), "change_note": words("Ny")}
    files: dict[str, Any] = {"regulation": {**head, "rules": without_silence(listed)}, "offices": {"values": values}}
    if facts is not None:
        files["facts"] = {"facts": facts}
    return silenced(load_folder(write(_house() / str(next(_numbers)) / str(year), files)), listed)


def _filled(given: Mapping[str, Any]) -> dict[str, Any]:
    made = {"title": words(given["id"]), "text": words(given["id"]), "source": CITED, "awarded": YEAR, **given}
    if isinstance(made["source"], str):
        made["source"] = {"document": made["source"], "at": "1"}
    if isinstance(made.get("remedy"), str):
        made["remedy"] = words(made["remedy"])
    return {key: value for key, value in made.items() if value is not None}


def grants_of(*folders: RuleSet, award_year: int = YEAR) -> ReportRules:
    """The rules of some years on the grants of one."""
    found = report_rules(folders, award_year)
    assert found is not None
    return found


def ids(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.id for rule in rules]


# -- which rules are taken

EARLY = a_year(
    """
    - {id: a, note: {}, awarded: 2030}
    - {id: b, note: {}, awarded: [2030, 2031, 2033]}
    - {id: c, note: {}, awarded: null}
    """,
    revision=3,
)
LATE = a_year("[{id: d, note: {}, awarded: 2030}, {id: e, note: {}, awarded: [2031, 2033]}]", year=2031, revision=7)
OTHER = a_year("[{id: f, note: {}, awarded: null}]", year=2032, revision=9)


@pytest.mark.parametrize(
    ("award_year", "rules", "folders"),
    [
        (2030, ["a", "b", "d"], [2030, 2031]),
        (2031, ["b", "e"], [2030, 2031]),
        (2033, ["b", "e"], [2030, 2031]),
    ],
)
def test_the_rules_that_name_an_award_year_are_taken_from_every_folder(
    award_year: int, rules: list[str], folders: list[int]
) -> None:
    grants = grants_of(EARLY, LATE, OTHER, award_year=award_year)
    assert (ids(grants.rules.rules), [each.year for each in grants.folders]) == (rules, folders)
    assert (grants.award_year, grants.rules.year, grants.rules.document) == (award_year, award_year, Document.REPORT)


@pytest.mark.parametrize("award_year", [2029, 2032, 2034])
def test_a_year_that_no_rule_names_has_none_even_where_it_has_a_folder(award_year: int) -> None:
    assert report_rules((EARLY, LATE, OTHER), award_year) is None


@pytest.mark.parametrize(("award_year", "revision"), [(2030, 3), (2031, 7), (2033, 7)])
def test_the_title_and_revision_are_those_of_the_award_years_own_folder_or_else_of_the_last(
    award_year: int, revision: int
) -> None:
    rules = grants_of(EARLY, LATE, OTHER, award_year=award_year).rules
    assert rules.revision == revision
    assert rules.title == (EARLY if revision == 3 else LATE).title


def test_the_award_years_are_all_that_rules_name() -> None:
    assert award_years([EARLY, LATE, OTHER]) == (2030, 2031, 2033)
    assert award_years([OTHER]) == ()
    assert award_years(grantrules.load(year).rules for year in grantrules.years()) == (2022, 2023, 2025, 2026)


@pytest.mark.parametrize(
    ("award_year", "folders", "later"),
    [
        (2022, [2022, 2023], {"advice-use-of-grant", "reallocation-dialogue"}),
        (2023, [2023], set()),
        (2025, [2026], set()),
        (2026, [2026], set()),
    ],
)
def test_the_shipped_rules_stand_in_these_years_folders(award_year: int, folders: list[int], later: set[str]) -> None:
    reports, first = grantrules.reports(award_year), grantrules.load(folders[0]).own_reports(award_year)
    assert [each.year for each in reports.grants.folders] == folders
    assert set(reports.rules.by_id) - set(first.rules.by_id) == later
    assert set(first.rules.by_id) < set(reports.rules.by_id) or not later
    assert (first.award_year, reports.award_year) == (award_year, award_year)


def test_no_shipped_rule_on_reports_reads_what_a_report_cannot_state() -> None:
    for year in (2022, 2023, 2025, 2026):
        rules = grantrules.reports(year).rules
        read = {path for rule in rules.rules for path in rule.read_of_reports}
        assert [path for path in read if Document.REPORT not in rules.vocabulary[path].used_in] == []
        assert len(rules.application_rules) + len(rules.measure_rules) == len(rules.rules)


# -- what offices set

NEEDS = {
    "a condition": "{id: a, oblige: {grant.amount: {over: office.audit_threshold}}, due: not_stated}",
    "a guard": "{id: a, when: {grant.amount: {over: office.audit_threshold}}, note: {}}",
    "what it is fulfilled by": (
        "{id: a, oblige: {}, due: not_stated, fulfilled: {grant.amount_used: {over: office.audit_threshold}}}"
    ),
}


@pytest.mark.parametrize("place", NEEDS)
def test_an_offices_value_serves_where_a_rule_reads_it(place: str) -> None:
    values = "{fact: office.audit_threshold, office: agder, value: 5}, {fact: office.report_deadline, office: agder, "
    rules = a_year(f"[{NEEDS[place]}]", f"[{values} value: 2031-02-01}}]")
    assert [value.fact for value in grants_of(rules).rules.office_values] == ["office.audit_threshold"]


def test_a_deadline_is_the_one_of_the_folder_whose_rule_reads_it() -> None:
    duty = "{id: %s, oblige: {}, due: office.report_deadline, awarded: %s}"
    value = "[{fact: office.report_deadline, office: agder, value: %s}]"
    early = a_year(f"[{duty % ('a', 2030)}]", value % "2031-02-01")
    late = a_year(f"[{duty % ('b', 2031)}, {{id: c, note: {{}}, awarded: 2030}}]", value % "2032-02-02", year=2031)
    found = {
        year: [each.value for each in grants_of(early, late, award_year=year).rules.office_values]
        for year in (2030, 2031)
    }
    assert found == {2030: [date(2031, 2, 1)], 2031: [date(2032, 2, 2)]}


# -- the vocabulary


def test_a_shared_vocabulary_stays_the_one_that_it_is() -> None:
    shipped = grantrules.load(2022).rules.vocabulary
    assert grants_of(EARLY, LATE).rules.vocabulary is shipped is EARLY.vocabulary
    assert grantrules.reports(2022).model is grantrules.Report


def test_the_vocabularies_of_folders_that_add_facts_are_put_together() -> None:
    def adding(path: str) -> list[Any]:
        named = {"label": words(path), "question": words(f"{path}?"), "used_in": ["report"]}
        return [{"path": path, "type": "boolean", "from": "applicant", "changeable": True, **named}]

    one = a_year("[{id: a, oblige: {report.first: true}, due: not_stated}]", facts=adding("report.first"))
    two = a_year("[{id: b, oblige: {report.last: true}, due: not_stated}]", year=2031, facts=adding("report.last"))
    reports = reports_among([one, two, EARLY], YEAR)
    merged: Vocabulary = reports.rules.vocabulary
    assert set(merged) == set(EARLY.vocabulary) | {"report.first", "report.last"}
    answer = reports.evaluate({"grant": {"award_year": YEAR}, "first": True, "last": False})
    assert [duty.rule.id for duty in answer.duties] == ["a"]


# -- a duty that a report can fulfil

FULFILLED = """
- id: duty
  office: agder
  when: {grant.overpaid: true}
  oblige: {letter.goal_criteria: true}
  due: 2031-03-01
  received: report.received_on
  fulfilled: {report.accounts: true, report.assessment: true}
  remedy: Rett
  aspect: accounts
- {id: plain, oblige: {}, due: 2031-03-01, aspect: accounts}
"""


def test_what_a_duty_is_fulfilled_by_is_expected_where_the_duty_arises() -> None:
    rules = grants_of(a_year(FULFILLED)).rules
    duty, expected, plain = rules.rules
    assert (duty.verb, plain.verb, expected.verb) == (Verb.OBLIGE, Verb.OBLIGE, Verb.EXPECT)
    assert (expected.guard, expected.condition) == (duty.statement, duty.fulfilled)
    assert (expected.fulfils, expected.due, expected.fulfilled, expected.office) == ("duty", None, None, None)
    kept = ("topic", "text", "sources", "basis", "remedy", "aspect", "awarded")
    assert [getattr(expected, name) for name in kept] == [getattr(duty, name) for name in kept]
    assert list(rules.by_id) == ["duty", "plain"]
    assert rules.by_id["duty"] is duty


def test_the_rules_as_the_folder_has_them_ask_of_no_fulfilment() -> None:
    rules = a_year(FULFILLED)
    assert ids(rules.rules) == ["duty", "plain"]
    assert list(rules.by_id) == ["duty", "plain"]


def test_the_expectation_has_no_name_of_its_own_for_those_who_ask() -> None:
    reports = reports_among([a_year(FULFILLED)], YEAR)
    assert reports.rule("duty").verb is Verb.OBLIGE
    with pytest.raises(grantrules.UnknownName, match="there is no rule `duty:fulfilled` in 2030; expected one of"):
        reports.rule("duty:fulfilled")
    settled = {"duty:fulfilled": {"is": "accepted"}}
    with pytest.raises(grantrules.ApplicationError, match="unknown rule `duty:fulfilled`; expected one of"):
        reports.evaluate({"grant": {"award_year": YEAR}, "determinations": settled})
    assert repr(reports) == "<Reports on grants awarded in 2030: 2 rules>"


@pytest.mark.parametrize(
    ("rule", "per_measure"),
    [
        ("{oblige: {}, fulfilled: {report.accounts: true}}", (False, False)),
        ("{oblige: {measure.kind: competence}, fulfilled: {report.accounts: true}}", (True, True)),
        ("{oblige: {measure.kind: competence}, fulfilled: {measure.amount_unspent: {at_least: 0}}}", (True, True)),
    ],
)
def test_a_duty_and_its_fulfilment_are_asked_at_one_level(rule: str, per_measure: tuple[bool, bool]) -> None:
    made = grants_of(a_year(f"[{{id: a, due: not_stated, {rule[1:-1]}}}]")).rules.rules
    assert tuple(each.per_measure for each in made) == per_measure


def test_a_fact_is_read_of_a_report_wherever_the_rule_has_it() -> None:
    rule = a_year(
        """
        - id: duty
          office: agder
          oblige: {grant.overpaid: true}
          due: letter.report_deadline
          received: report.received_on
          fulfilled: {report.accounts: true}
        - {id: formula, oblige: {}, due: {day: 03-01, years_after: {grant.award_year: 1}}}
        """
    ).by_id
    assert rule["duty"].read_of_reports == {
        *("office.id", "grant.overpaid", "letter.report_deadline", "report.received_on", "report.accounts")
    }
    assert rule["formula"].read_of_reports == {"grant.award_year"}
    assert isinstance(rule["duty"].guard, Compare)


# -- who has no rules

NO_RULES = "no rule here speaks of reports on grants awarded in {year}; those that do are for: {years}."
SAID_OF_2025 = (
    " The sources say of 2025: The rules for 2026 are said to be the same as those for 2025."
    " (trondelag-2026, Kompetanse- og tjenesteutviklingstilskudd)"
)


@pytest.mark.parametrize(
    ("asked", "award_year", "years", "further"),
    [
        (None, 2024, "2022, 2023, 2025, 2026", ""),
        (None, 1999, "2022, 2023, 2025, 2026", ""),
        (2022, 2025, "2022", SAID_OF_2025),
        (2022, 2023, "2022", ""),
        (2023, 2026, "2022, 2023", ""),
        (2026, 2022, "2025, 2026", ""),
    ],
)
def test_a_year_without_rules_says_which_have_some(
    asked: int | None, award_year: int, years: str, further: str
) -> None:
    reports = grantrules.reports if asked is None else grantrules.load(asked).own_reports
    with pytest.raises(grantrules.UnknownRegulation) as refused:
        reports(award_year)
    assert str(refused.value) == NO_RULES.format(year=award_year, years=years) + further


def test_rules_that_never_speak_of_reports_say_so() -> None:
    with pytest.raises(grantrules.UnknownRegulation) as refused:
        reports_among([OTHER], YEAR)
    assert str(refused.value) == NO_RULES.format(year=YEAR, years="none")


# -- once made, kept; and pickled


def test_reports_are_made_once() -> None:
    assert grantrules.reports(2022) is grantrules.reports(2022)
    regulation = grantrules.load(2022)
    assert regulation.own_reports(2022) is regulation.own_reports(2022) is not grantrules.reports(2022)


REPORT: dict[str, Any] = {
    "kind": "report",
    "id": "R-1",
    "office": "innlandet",
    "grant": {"award_year": 2022, "amount": 480000},
    "received_on": "2023-02-15",
    "accounts": False,
    "measures": [{"id": "m1", "kind": "competence", "level": "bachelor"}],
    "determinations": {"report-accounts": {"is": "accepted", "by": "Kari"}},
}


def test_reports_and_answers_can_be_pickled() -> None:
    reports = grantrules.reports(2022)
    answer = reports.evaluate(REPORT)  # compiled, and its sentences made
    said = answer.to_json()
    again: Reports
    again, answer_again = pickle.loads(pickle.dumps((reports, answer)))
    assert (again.hash, again.award_year, ids(again.rules.rules)) == (reports.hash, 2022, ids(reports.rules.rules))
    assert [each.year for each in again.grants.folders] == [2022, 2023]
    assert again.evaluate(REPORT).to_json() == said == answer_again.to_json()


def test_the_hash_hangs_on_what_the_rules_mean_and_not_on_their_order() -> None:
    one, two = "{id: a, note: {}}", "{id: b, oblige: {}, due: not_stated, fulfilled: {report.accounts: true}}"
    hashes = [
        reports_among([a_year(f"[{', '.join(rules)}]")], YEAR).hash
        for rules in ((one, two), (two, one), (one, two.replace("true", "false")), (one,))
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


# -- from a document to its answer


@pytest.mark.parametrize("executor", ["python", "durable", "both"])
def test_a_mapping_a_typed_report_and_a_file_get_the_same_answer(tmp_path: Path, executor: Any) -> None:
    typed = grantrules.Report.model_validate(REPORT)
    path = write(tmp_path, {"report": REPORT}) / "report.yaml"
    answers = [grantrules.evaluate_report(each, executor) for each in (REPORT, typed, grantrules.read(path))]
    assert all(isinstance(answer, ReportAnswer) for answer in answers)
    assert [answer.to_json() for answer in answers] == [grantrules.reports(2022).evaluate(REPORT).to_json()] * 3
    assert repr(answers[0]) == "<ReportAnswer R-1 on a grant of 2022: open>"


def test_an_application_is_refused_as_a_report_and_the_other_way_round() -> None:
    with pytest.raises(grantrules.ApplicationError, match="kind: expected the kind `report`, found `application`"):
        grantrules.reports(2022).evaluate({"kind": "application"})
    with pytest.raises(grantrules.ApplicationError, match="kind: expected the kind `application`, found `report`"):
        grantrules.load(2022).evaluate({"kind": "report"})


WANTED = "expected the year in which the grant was awarded, found"
UNKNOWN_1999 = NO_RULES.format(year=1999, years="2022, 2023, 2025, 2026")
REFUSED = [
    ("{}", [f"grant.award_year: {WANTED} nothing"]),
    ("{grant: {}}", [f"grant.award_year: {WANTED} nothing"]),
    ("{grant: {amount: 5}}", [f"grant.award_year: {WANTED} nothing"]),
    ("{grant: {award_year: '20 22'}}", [f"grant.award_year: {WANTED} `20 22`"]),
    ("{grant: {award_year: soon}}", [f"grant.award_year: {WANTED} `soon`"]),
    ("{grant: {award_year: true}}", [f"grant.award_year: {WANTED} `true`"]),
    (
        "{grant: {award_year: '20 22'}, formt: excel, received_on: nei}",
        [
            "formt: unknown field `formt`; did you mean `format`?",
            f"grant.award_year: {WANTED} `20 22`",
            "received_on: expected a date such as 2026-03-01, found `nei`",
        ],
    ),
    (
        "{grant: {award_year: 1999}, accounts: kanskje}",
        ["accounts: expected true or false, found `kanskje`", f"grant.award_year: {UNKNOWN_1999}"],
    ),
    (
        "{grant: {award_year: 2022}, measures: [{id: a}, {id: a, kid: x}], letter: {audit: maybe}}",
        [
            "letter.audit: unknown value `maybe`; ",
            "measures[1].id: another measure has the id `a` already",
            "measures[1].kid: unknown field `kid`; ",
        ],
    ),
    (
        "{grant: {award_year: 2022}, measures: [{id: a}, {id: a}], determinations: {report-acounts: {is: accepted}}}",
        [
            "determinations.report-acounts: unknown rule `report-acounts`; did you mean `report-accounts`?",
            "measures[1].id: another measure has the id `a` already",
        ],
    ),
]


@pytest.mark.parametrize(("report", "problems"), REFUSED)
def test_a_report_that_cannot_be_read_lists_all_that_is_wrong(report: str, problems: list[str]) -> None:
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.evaluate_report({"kind": "report", **read(report)})
    found = [str(problem) for problem in refused.value.problems]
    assert len(found) == len(problems)
    assert [one for one, start in zip(found, problems, strict=True) if not one.startswith(start)] == []


def test_a_year_without_rules_and_nothing_else_wrong_is_told_as_such() -> None:
    with pytest.raises(grantrules.UnknownRegulation) as refused:
        grantrules.evaluate_report({"kind": "report", "grant": {"award_year": 1999}})
    assert str(refused.value) == UNKNOWN_1999


def test_a_file_names_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text("kind: report\ngrant: {award_year: 'soon'}\nformt: excel\nmeasures:\n  - {kid: x}\n", "utf-8")
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.evaluate_report(grantrules.read(path))
    assert [(problem.where.line, problem.where.column) for problem in refused.value.problems] == [
        (2, 21),
        (3, 1),
        (5, 6),
    ]

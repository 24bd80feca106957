"""Dates of submission are moved with the round: as far from the deadline of the other year as from one's own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

import grantrules
from grantrules.cli.main import main
from grantrules.compare import comparison
from grantrules.compare.causes import Side
from grantrules.compare.impact import Impact, impact
from grantrules.compare.rounds import KeptDates, MovedDates, Rounds, WhyKept, deadlines_of
from grantrules.decision.decider import Decider
from grantrules.decision.verdict import Status
from grantrules.portfolio.files.folders import Item
from grantrules.results.comparison import YearDiff
from grantrules.rules.ruleset import RuleSet
from tests.support.building import read, rule_set
from tests.support.documents import ROOT

YES, OPEN = Status.ELIGIBLE, Status.UNDETERMINED
IN_TIME = "- {id: in-time, expect: {application.submitted_on: {by: office.deadline}}}"
NATIONAL = "[{fact: office.deadline, office: national, value: %s}]"
NORTH = "[{fact: office.deadline, office: north, value: 2031-02-15}]"
TWO = """
- {fact: office.deadline, office: north, value: 2031-02-22}
- {fact: office.deadline, office: national, value: 2031-02-15}
"""
SUBMITTED = "application.submitted_on"
PILE = """
- {id: early, year: 2030, submitted_on: 2030-03-08, measures: [{kind: competence}]}
- {id: last-day, year: 2030, submitted_on: 2030-03-29, measures: [{kind: competence}]}
- {id: late, year: 2030, submitted_on: 2030-03-30, measures: [{kind: competence}]}
- {id: of-the-later, year: 2031, submitted_on: 2031-02-15, measures: [{kind: competence}]}
- {id: late-in-the-later, year: 2031, submitted_on: 2031-02-16, measures: [{kind: competence}]}
- {id: unsaid, submitted_on: 2030-03-08, measures: [{kind: competence}]}
- {id: of-neither, year: 2029, submitted_on: 2030-03-08, measures: [{kind: competence}]}
- {id: no-date, year: 2030, measures: [{kind: competence}]}
"""


@cache
def years() -> tuple[RuleSet, RuleSet]:
    """Two years, of which the later one has its deadline six weeks earlier."""
    before = rule_set(IN_TIME, NATIONAL % "2030-03-29", year=2030)
    return before, rule_set(IN_TIME, NATIONAL % "2031-02-15", year=2031)


def of_pile(before: RuleSet, after: RuleSet, pile: str = PILE, *, keep_dates: bool = False) -> Impact:
    items = [Item(each["id"], each) for each in read(pile)]
    return impact(Decider(before), Decider(after), items, keep_dates=keep_dates)


def changed(found: Impact) -> dict[str, tuple[Status, Status]]:
    return {each.name: (each.before, each.after) for each in found.affected}


def test_what_is_in_time_in_its_own_round_is_so_in_the_other_and_what_is_late_is_late() -> None:
    found = of_pile(*years())
    assert found.moved == (
        MovedDates(SUBMITTED, Side.AFTER, date(2030, 3, 29), date(2031, 2, 15), 3),
        MovedDates(SUBMITTED, Side.BEFORE, date(2031, 2, 15), date(2030, 3, 29), 2),
    )
    assert found.kept == (KeptDates(SUBMITTED, WhyKept.OTHER_ROUND, 2),)
    assert changed(found) == {}  # what is kept is in time in both years, since it was handed in before either deadline


def test_dates_can_be_kept() -> None:
    found = of_pile(*years(), keep_dates=True)
    assert (found.moved, found.kept) == ((), ())
    assert changed(found) == {"late": (OPEN, YES), "of-the-later": (OPEN, YES)}  # by a calendar that is not theirs


def test_an_application_lies_as_many_days_from_the_other_deadline() -> None:
    before, after = years()
    rounds = Rounds(before, after)
    stated = [Decider(each).take_in(read(PILE)[0]) for each in (before, after)]
    kept, moved = rounds.moved_into(stated)
    assert kept == stated[0]
    assert moved.facts[SUBMITTED] == date(2031, 1, 25)  # three weeks before, as it was
    assert [measure.facts[SUBMITTED] for measure in moved.measures] == [date(2031, 1, 25)]
    assert {**moved.facts, SUBMITTED: kept.facts[SUBMITTED]} == stated[1].facts
    assert (moved.year, moved.id) == (2030, "early")


@pytest.mark.parametrize(
    ("offices", "application", "days"),
    [
        (NORTH, "{}", None),
        (NORTH, "{office: south}", None),
        (NORTH, "{office: north}", -42),
        (
            TWO,
            "{office: north}",
            -35,
        ),
        (
            TWO,
            "{}",
            None,
        ),
        ("[]", "{office: north}", None),
    ],
)
def test_the_deadline_is_that_of_the_office_and_where_it_is_not_known_the_date_is_kept(
    offices: str, application: str, days: int | None
) -> None:
    before, after = years()[0], rule_set(IN_TIME, offices, year=2031)
    pile = json.dumps([{"id": "a", "year": 2030, "submitted_on": "2030-03-08", **read(application)}])
    found = of_pile(before, after, pile)
    if days is None:
        assert (found.moved, found.kept) == ((), (KeptDates(SUBMITTED, WhyKept.NO_DEADLINE, 1),))
    else:
        (moved,) = found.moved
        assert (moved.deadline - moved.own).days == days + 365
        assert found.kept == ()


def test_two_drafts_of_a_year_have_one_round() -> None:
    before = years()[0]
    found = of_pile(before, rule_set(IN_TIME, NATIONAL % "2030-03-15", year=2030))
    assert (found.moved, found.kept) == ((), ())
    assert changed(found) == {"last-day": (YES, OPEN)}


def test_a_deadline_is_what_deciding_rules_hold_a_date_of_the_application_against_and_there_is_one() -> None:
    for rules, deadlines in (
        (IN_TIME, [SUBMITTED]),
        ("- {id: d, require: {application.submitted_on: {before: 2030-03-01}}}", [SUBMITTED]),
        ("- {id: d, expect: {application.submitted_on: {after: 2030-03-01}}}", []),
        ("- {id: d, note: {application.submitted_on: {by: 2030-03-01}}}", []),
        ("- {id: d, expect: {measure.starts: {by: 2030-03-01}}}", []),
        (f"{IN_TIME}\n- {{id: d, expect: {{application.submitted_on: {{by: 2030-03-01}}}}}}", []),
    ):
        assert [*deadlines_of(rule_set(rules))] == deadlines, rules


def test_a_date_beyond_the_calendar_is_kept() -> None:
    pile = "[{id: a, year: 2030, submitted_on: 9999-12-31}]"
    assert of_pile(*years(), pile).kept == (KeptDates(SUBMITTED, WhyKept.NO_DEADLINE, 1),)


def test_every_form_says_what_was_moved_and_what_was_not() -> None:
    before, after = years()
    diff = YearDiff(comparison.compare(before, after), None, of_pile(before, after))
    text = " ".join(diff.to_text("en").split())
    assert "moved with the round in 3 applications: as far from the deadline 15 February 2031 (2031)" in text
    assert "as from 29 March 2030 (2030)" in text
    assert "stands as stated in 2 applications that do not say that they are for one of the two years" in text
    found = json.loads(diff.to_json())["impact"]
    assert found["moved"][0] == {
        "fact": SUBMITTED,
        "year": "after",
        "own": "2030-03-29",
        "deadline": "2031-02-15",
        "applications": 3,
    }
    assert found["kept"] == [{"fact": SUBMITTED, "why": "other_round", "applications": 2}]
    kept = replace(diff, impact=of_pile(before, after, keep_dates=True))
    assert "with the round" not in kept.to_text("en")


def test_of_2022_no_deadline_is_known_and_the_command_can_be_told_to_keep_dates(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pile = str(ROOT / "examples" / "2023" / "late-and-incomplete.yaml")
    found = grantrules.diff(2022, 2023, portfolio=pile).impact
    assert found is not None
    assert [each.why for each in found.kept] == [WhyKept.NO_DEADLINE]
    assert main(["diff", "2023", "2026", "--portfolio", pile, "--format", "json"]) == 0
    moved = json.loads(capsys.readouterr().out)["impact"]
    assert [each["deadline"] for each in moved["moved"]] == ["2026-03-01"]
    assert main(["diff", "2023", "2026", "--portfolio", pile, "--keep-dates", "--format", "json"]) == 0
    kept = json.loads(capsys.readouterr().out)["impact"]
    assert (kept["moved"], kept["kept"]) == ([], [])
    with pytest.raises(SystemExit, match="2"):
        main(["diff", "2023", "2026", "--keep-dates"])

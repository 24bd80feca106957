"""Witnesses between years: they replay, they are sought under all circumstances, and a false one is caught."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import jsonschema
import pytest

import grantrules
from grantrules.base.errors import MissingExtra
from grantrules.compare.causes import Side
from grantrules.compare.effect import Effect
from grantrules.compare.proofs import (
    Act,
    Acting,
    Differs,
    Finding,
    Same,
    Undecided,
    VerdictsQuestion,
    left_out,
    most_counted,
)
from grantrules.compare.proofs import year as year_terms
from grantrules.compare.proofs.search import witnesses
from grantrules.compare.proofs.solver import Model, OutOfTime, Solver, Term, z3
from grantrules.compare.proofs.variables import FIRST_YEAR, LARGEST, LAST_YEAR, SoughtNumber
from grantrules.compare.proofs.year import Formulas, YearTerms, day_in
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status
from grantrules.evaluation.reference import evaluate
from grantrules.language.condition import AllOf, Compare, DayFormula, Not, Op, holds_between
from grantrules.language.vocabulary import FactType, Vocabulary
from grantrules.regulation import Regulation
from grantrules.results import document
from grantrules.rules.ruleset import RuleSet, Verb
from grantrules.schema import schema_of
from tests.support.building import parts_of, rule, rule_set, stated
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set as random_rule_set

ONE, NONE = rule_set("- {id: type, exclude: {applicant.type: other}}"), rule_set("[]", year=2031, whole=True)
SIGNED = "- {id: signed, assess: {application.signed: true}}"
SHIPPED = [(2022, 2023), (2023, 2026), (2022, 2026), (2026, 2022)]


@cache
def between(before: int, after: int) -> tuple[Finding, ...]:
    return witnesses(grantrules.load(before).rules, grantrules.load(after).rules, undetermined=True)


def differences(findings: tuple[Finding, ...]) -> Iterator[Differs]:
    return (finding for finding in findings if isinstance(finding, Differs))


def of_rule(findings: tuple[Finding, ...], act: Act, side: Side, rule: str) -> Finding:
    asked = {
        (f.question.act, f.question.side, f.question.rule.id): f for f in findings if isinstance(f.question, Acting)
    }
    return asked[act, side, rule]


def of_verdicts(findings: tuple[Finding, ...], before: Status, after: Status) -> Finding:
    return next(finding for finding in findings if finding.question == VerdictsQuestion(before, after))


# -- the shipped years


@pytest.mark.parametrize(("before", "after"), SHIPPED)
def test_every_question_about_shipped_years_is_answered(before: int, after: int) -> None:
    findings = between(before, after)
    assert [finding for finding in findings if isinstance(finding, Undecided)] == []
    assert all(finding.smallest for finding in differences(findings))
    asked = Counter(type(f.question) if isinstance(f.question, VerdictsQuestion) else f.question.act for f in findings)
    assert asked[VerdictsQuestion] == 6
    for act in Act:
        years = [grantrules.load(year).rules for year in (before, after)]
        rules = [rule for year in years for rule in (*year.application_rules, *year.measure_rules)]
        apart = left_out(*years)
        assert asked[act] == sum(act.is_of(rule.verb) and rule.id not in apart for rule in rules)


@pytest.mark.parametrize(("before", "after"), SHIPPED)
def test_nothing_is_asked_of_a_rule_that_only_one_year_states(before: int, after: int) -> None:
    years = {Side.BEFORE: grantrules.load(before).rules, Side.AFTER: grantrules.load(after).rules}
    later, apart = years[Side.AFTER], left_out(*years.values())
    told = {each.rule for each in (*later.introduces, *later.ended)}
    for finding in between(before, after):
        if isinstance(finding.question, Acting):
            rule, there = finding.question.rule, years[finding.question.side.other]
            stated_there = rule.id in there.by_id and there.by_id[rule.id].verb is not Verb.SILENT
            assert stated_there or rule.id in told or rule.topic in there.complete
            assert rule.id not in apart
    assert apart
    assert not {"applicant-type", "funded-kinds", "funded-levels"}.intersection(apart)


def test_a_duty_does_not_come_or_go_with_a_verdict() -> None:
    report = "{id: report, oblige: {measure.kind: competence}}"
    before = rule_set(f"[{report}, {{id: type, require: {{applicant.type: municipality}}}}]", whole=True)
    after = rule_set(f"[{report}, {{id: rural, require: {{measure.rural: true}}}}]", year=2031, whole=True)
    found = {f.question.act: type(f) for f in witnesses(before, after) if isinstance(f.question, Acting)}
    assert found == {Act.BARS: Differs, Act.OBLIGES: Same}
    bound = rule_set("[{id: report, oblige: {measure.rural: true}}]", year=2031, whole=True)
    for witness in (each.witness for each in differences(witnesses(before, bound)) if _is_duty(each)):
        verdicts = [status for of in (witness.before, witness.after) for status in (of.status, *_of_measures(of))]
        assert Status.NOT_ELIGIBLE not in verdicts


def _is_duty(found: Differs) -> bool:
    return isinstance(found.question, Acting) and found.question.act is Act.OBLIGES


def _of_measures(decision: Decision) -> list[Status]:
    return [measure.status for measure in decision.measures]


def test_a_silence_is_no_difference_and_is_named() -> None:
    rules = "[{id: gone, exclude: {applicant.type: other}}, {id: tag, prioritise: {measure.rural: true}}]"
    before, after = rule_set(rules), rule_set("[{id: gone, silent: 2030}, {id: new, oblige: {}}]", year=2031)
    assert {type(f.question) for f in witnesses(before, after)} == {VerdictsQuestion}
    assert left_out(before, after) == ("gone", "tag", "new")
    office = "{id: form, office: %s, require: {application.signed: true}}"
    assert left_out(rule_set(f"[{office % 'north'}]"), rule_set(f"[{office % 'south'}]", year=2031)) == ("form",)


@pytest.mark.parametrize(("before", "after"), SHIPPED)
def test_a_witness_can_be_put_to_both_shipped_years(before: int, after: int) -> None:
    for finding in differences(between(before, after)):
        witness = finding.witness
        decisions = [grantrules.load(year).evaluate(witness.application) for year in (before, after)]
        assert finding.question.answered_by(*decisions)
        assert [each.to_dict() for each in decisions] == [
            document.Decision.of(each).to_dict() for each in (witness.before, witness.after)
        ]
        given = {path for path in decisions[0].stated.facts if path == "office.id" or not path.startswith("office.")}
        own = [path for each in decisions[0].stated.measures for path in each.facts if path.startswith("measure.")]
        assert (len(given) + len(own), len(decisions[0].measures)) == (witness.facts, witness.measures)


@pytest.mark.parametrize("year", [2022, 2023, 2026])
def test_a_year_does_not_differ_from_itself(year: int) -> None:
    assert list(differences(between(year, year))) == []


def test_both_ways_find_the_same() -> None:
    sizes = [
        Counter((type(finding.question), finding.witness.facts) for finding in differences(between(*years)))
        for years in ((2023, 2026), (2026, 2023))  # the later of two years tells what is gone, so 2022 has no way back
    ]
    assert sizes[0] == sizes[1]


def test_courses_and_continuing_education_are_what_only_2023_bars() -> None:
    found = of_rule(between(2023, 2026), Act.BARS, Side.BEFORE, "funded-levels")
    assert isinstance(found, Differs)
    assert found.witness.application in [
        {"kind": "application", "measures": [{"kind": "competence", "level": level}]}
        for level in ("course", "continuing_education")
    ]


# -- random years


@pytest.mark.parametrize("seed", range(24))
def test_random_applications_find_no_difference_that_is_denied_and_none_that_is_smaller(seed: int) -> None:
    rng = Random(seed)
    before = replace(random_rule_set(rng, rng.choice((4, 8, 16))), complete=frozenset({"regulation"}))
    after = _changed(rng, before)
    findings = witnesses(before, after, undetermined=True)
    assert not any(isinstance(finding, Undecided) for finding in findings)
    applications = Applications(before)
    for _ in range(60):
        common, own, _settled = parts_of(applications.draw(rng))
        own = dict(list(own.items())[:2])
        decisions = [
            Decision(Decider(year), (put := stated(year, common, own)), evaluate(year, put)) for year in (before, after)
        ]
        size = len(common) + sum(map(len, own.values()))
        for finding in findings:
            if finding.question.answered_by(*decisions):
                assert isinstance(finding, Differs)
                assert finding.witness.facts <= size


def _changed(rng: Random, year: RuleSet) -> RuleSet:
    """The same rules, of which some are gone, turned around or in another's place."""
    rules = []
    for each in year.rules:
        match rng.choice(("same", "same", "gone", "turned", "other")):
            case "same":
                rules.append(each)
            case "turned":
                rules.append(replace(each, condition=Not(each.condition)))
            case "other":
                rules.append(replace(rng.choice(year.rules), id=each.id))
            case _:
                pass
    return replace(year, rules=tuple(rules), office_values=year.office_values[::2])


# -- what is asked


def test_a_rule_that_was_renamed_is_compared_with_itself() -> None:
    condition = "require: {applicant.type: municipality}"
    before = rule_set(f"- {{id: old, {condition}}}")
    after = rule_set(f"- {{id: new, formerly: old, {condition}}}", year=2031)
    findings = witnesses(before, after)
    assert {
        (f.question.rule.id, f.question.pair and f.question.pair.id) for f in findings if isinstance(f.question, Acting)
    } == {
        ("old", "new"),
        ("new", "old"),
    }
    assert list(differences(findings)) == []
    assert list(differences(witnesses(after, before))) == []


def test_undetermined_is_a_difference_only_where_that_is_asked() -> None:
    before = rule_set(SIGNED)
    after = rule_set("- {id: kind, assess: {measure.kind: competence}}", year=2031)
    assert list(differences(witnesses(before, after))) == []
    found = of_verdicts(witnesses(before, after, undetermined=True), Status.ELIGIBLE, Status.UNDETERMINED)
    assert isinstance(found, Differs)
    assert found.witness.application == {"kind": "application", "signed": True, "measures": [{}]}


COUNTING = "- {id: few, exclude: {count: {where: {measure.kind: competence}, over: 2}}}"


@pytest.mark.parametrize(("measures", "found"), [(0, False), (2, False), (3, True), (5, True)])
def test_what_is_counted_needs_so_many_measures(measures: int, found: bool) -> None:
    before, after = rule_set(COUNTING), rule_set("[]", year=2031, whole=True)
    assert most_counted(before, after) == 3
    answer = of_rule(witnesses(before, after, measures=measures), Act.BARS, Side.BEFORE, "few")
    match answer:
        case Differs(witness=witness):
            assert found
            assert (witness.facts, witness.measures) == (3, 3)
        case Same(measures=up_to):
            assert not found
            assert up_to == measures
        case Undecided():
            pytest.fail("out of time")


def test_a_negative_number_of_measures_is_refused() -> None:
    with pytest.raises(ValueError, match="measures"):
        witnesses(rule_set("[]"), rule_set("[]"), measures=-1)


def test_a_fact_that_one_year_does_not_know_is_left_unknown_there() -> None:
    before = rule_set("- {id: signed, exclude: {application.signed: false}}")
    after = rule_set("[]", year=2031, whole=True)
    small = replace(
        after, vocabulary=Vocabulary(f for f in after.vocabulary.values() if f.path != "application.signed")
    )
    found = of_rule(witnesses(before, small), Act.BARS, Side.BEFORE, "signed")
    assert isinstance(found, Differs)
    assert found.witness.application == {"kind": "application", "signed": False}
    assert "application.signed" not in found.witness.after.stated.facts


def _without(rules: RuleSet, value: str) -> RuleSet:
    """The year, without a value of the applicant's type."""
    fact = rules.vocabulary["applicant.type"]
    fewer = replace(fact, choices={id_: choice for id_, choice in fact.choices.items() if id_ != value})
    return replace(rules, vocabulary=Vocabulary([*rules.vocabulary.values(), fewer]))


@pytest.mark.parametrize(("new", "taken"), [("county", "other"), ("other", None)])
def test_a_value_that_one_year_does_not_know_is_other_or_unknown_there(new: str, taken: str | None) -> None:
    before = _without(rule_set("- {id: type, require: {applicant.type: [municipality]}}"), new)
    after = rule_set(f"- {{id: type, require: {{applicant.type: [municipality, {new}]}}}}", year=2031)
    found = witnesses(before, after, undetermined=True)
    if taken is None:  # then the earlier year has nothing to bar
        verdicts = of_verdicts(found, Status.UNDETERMINED, Status.ELIGIBLE)
    else:
        bars = of_rule(found, Act.BARS, Side.BEFORE, "type")
        verdicts = bars
    assert isinstance(verdicts, Differs)
    (unknown,) = verdicts.witness.unknown
    assert (unknown.side, unknown.measure, unknown.fact) == (Side.BEFORE, None, "applicant.type")
    assert (unknown.value, unknown.taken) == (new, taken)
    assert verdicts.witness.application["applicant"] == {"type": new}
    assert verdicts.witness.before.stated.facts.get("applicant.type") == taken


def test_what_is_less_strict_for_a_new_value_is_shown_and_not_denied() -> None:
    before = _without(rule_set("- {id: type, require: {applicant.type: [municipality]}}"), "county")
    after = rule_set("- {id: type, require: {applicant.type: [municipality, county]}}", year=2031)
    diff = grantrules.diff(Regulation(before), Regulation(after), witness=True, measures=1)
    assert [edit.effect for edit in diff.edits] == [Effect.WIDENED]
    text = re.sub(r"\s+", " ", diff.to_text("en"))
    assert "“Regel” bars in 2030 and not in 2031" in text.replace(
        "shows this: “Regel” bars in 2031 and not in 2030", ""
    )
    assert "2030 does not know the value “county” of applicant.type; there it counts as “other”." in text
    jsonschema.validate(diff.to_dict(), schema_of("diff"))


@pytest.mark.parametrize(("month", "day"), [(1, 1), (2, 28), (3, 1), (12, 31)])
def test_days_of_a_year_that_is_sought_are_counted_as_the_calendar_does(month: int, day: int) -> None:
    for years in (-1, 0, 2):
        formula = DayFormula(month, day, "application.founded", years)
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            found = day_in(formula, SoughtNumber(FactType.YEAR, z3().IntVal(year), 0, stated=True))
            assert isinstance(found, SoughtNumber)
            assert z3().simplify(found.number).as_long() == formula.on(year).toordinal()


@pytest.mark.parametrize("digits", [1, 3, 13, 14])
def test_amounts_are_as_fine_as_the_rules_and_no_finer_than_can_be_written(digits: int) -> None:
    limit = Decimal(f"1000.{1:0{digits}}")
    bounds = AllOf((Compare("measure.amount", Op.OVER, 1000), Compare("measure.amount", Op.UNDER, limit)))
    before = replace(ONE, rules=(rule("between", Verb.EXCLUDE, bounds),))
    found = of_rule(witnesses(before, NONE), Act.BARS, Side.BEFORE, "between")
    if digits == 14:  # the limit itself has all the digits that are read, and so no amount lies between
        assert isinstance(found, Same)
        return
    assert isinstance(found, Differs)
    amount = found.witness.before.stated.measures[0].facts["measure.amount"]
    assert isinstance(amount, Decimal)
    assert 1000 < amount < limit


def test_the_largest_amount_is_found_beside_decimals_that_it_cannot_have() -> None:
    rules = (
        rule("largest", Verb.EXCLUDE, Compare("measure.amount", Op.OVER, LARGEST - 1)),
        rule("fine", Verb.EXCLUDE, Compare("measure.amount", Op.UNDER, Decimal("0.00001"))),
    )
    found = of_rule(witnesses(replace(ONE, rules=rules), NONE), Act.BARS, Side.BEFORE, "largest")
    assert isinstance(found, Differs)
    assert found.witness.before.stated.measures[0].facts["measure.amount"] == LARGEST


def test_values_are_such_as_people_meet_where_that_is_possible() -> None:
    rules = """
    - {id: late, exclude: {application.submitted_on: {after: 2030-03-01}}}
    - {id: much, exclude: {measure.amount: {over: 1000.5}}}
    - {id: between, exclude: {measure.amount: {over: 1000, under: 1001}}}
    """
    findings = witnesses(rule_set(rules), rule_set("[]", year=2031, whole=True))
    stated_for = {
        finding.question.rule.id: finding.witness.before.stated
        for finding in differences(findings)
        if isinstance(finding.question, Acting)
    }
    submitted = stated_for["late"].facts["application.submitted_on"]
    assert isinstance(submitted, date)
    assert date(2030, 3, 1) < submitted <= date(2032, 12, 31)
    amounts = {id_: each.measures[0].facts["measure.amount"] for id_, each in stated_for.items() if each.measures}
    assert isinstance(amounts["much"], int)
    assert not isinstance(amounts["between"], int)


def test_no_value_is_less_plausible_than_it_must_be() -> None:
    rules = """
    - {id: small, exclude: {measure.amount: {under: 5000}, application.submitted_on: {by: 2031-01-01}}}
    - {id: none, exclude: {measure.amount: {at_most: 0}, application.submitted_on: {by: 2031-01-01}}}
    - {id: long-ago, exclude: {application.submitted_on: {by: 1990-01-01}, measure.amount: {at_least: 0}}}
    """
    found = {}
    for each in differences(witnesses(rule_set(rules), rule_set("[]", year=2031, whole=True), measures=1)):
        if isinstance(each.question, Acting):
            put = each.witness.before.stated
            found[each.question.rule.id] = (
                put.facts["application.submitted_on"],
                put.measures[0].facts["measure.amount"],
            )
    day, amount = found["small"]
    assert isinstance(day, date)
    assert isinstance(amount, int)
    assert day.year >= 2029
    assert 1000 <= amount < 5000
    # one value that nobody meets makes the others no worse
    assert found["none"][0].year >= 2029  # type: ignore[union-attr]
    assert found["none"][1] == 0
    assert found["long-ago"][0].year <= 1990  # type: ignore[union-attr]
    assert found["long-ago"][1] >= 1000  # type: ignore[operator]


# -- time, faults, and what is not installed


def test_without_time_nothing_is_said() -> None:
    findings = witnesses(ONE, NONE, seconds=0)
    assert findings
    assert all(isinstance(finding, Undecided) for finding in findings)


def test_a_witness_that_may_not_be_the_smallest_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    models: list[Model] = []
    found = Solver.found

    def found_once(solver: Solver, until: float) -> Model | None:
        if models:
            raise OutOfTime
        model = found(solver, until)
        models.extend([model] if model else [])
        return model

    monkeypatch.setattr(Solver, "found", found_once)
    (only,) = differences(witnesses(ONE, NONE, seconds=0.5))
    assert not only.smallest


def _turned_around(op: Op, left: Any, right: Any) -> Term:
    opposite = {Op.AT_LEAST: Op.UNDER, Op.UNDER: Op.AT_LEAST, Op.AT_MOST: Op.OVER, Op.OVER: Op.AT_MOST}
    return holds_between(opposite.get(op, op), left, right)


ALLOWS, SURELY = YearTerms._allows, YearTerms._surely
FAULTS: dict[str, tuple[object, str, object]] = {
    "everything is clear": (YearTerms, "_allows", lambda *asked: asked[-1] is Status.ELIGIBLE or ALLOWS(*asked)),
    "everything bars": (YearTerms, "_allows", lambda *asked: asked[-1] is Status.NOT_ELIGIBLE or ALLOWS(*asked)),
    "what fails is said to hold": (YearTerms, "_surely", lambda *asked, **_: SURELY(*asked, holds=False)),
    "comparisons are turned around": (year_terms, "holds_between", _turned_around),
    "counts are always past their bound": (Formulas, "_counted", lambda *_: True),
}

SENSITIVE = """
- {id: late, exclude: {application.submitted_on: {after: 2030-03-01}}}
- {id: kind, require: {measure.kind: competence}}
- {id: few, exclude: {count: {where: {measure.staff: true}, over: 1}}}
- {id: tag, prioritise: {measure.level: course}}
"""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_witness_that_is_none_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*FAULTS[fault])
    with pytest.raises(grantrules.DoesNotReplay, match="is not answered by"):
        witnesses(rule_set(SENSITIVE), rule_set(SIGNED, year=2031, whole=True))


def test_without_z3_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    z3.cache_clear()
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(MissingExtra, match=r"grantrules\[proofs\]"):
        witnesses(ONE, NONE)

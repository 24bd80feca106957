"""Whatever keeps a measure undetermined is told: what is named for it settles it, and what is barred asks nothing."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.assistance.candidates import PossibleValues
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision, MeasureDecision
from grantrules.decision.verdict import CauseKind, Missing, OpenPoint, Status
from grantrules.intake.changes import FactAt, determined, value_at, with_values
from grantrules.intake.stated import Determination, Stated
from grantrules.language.condition import ACCEPTED, Count, walk
from grantrules.rules.ruleset import Rule
from tests.support.building import decide
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set

SEEDS = st.integers(0, 2**32 - 1)
STEPS = 1_000
"""More than there are facts and rules of any year here, for each measure."""

DRAWS = 100
"""So many applications are drawn at most for one of which a measure is undetermined: few are that to a whole year."""


@cache
def shipped(year: int) -> tuple[Decider, Applications, PossibleValues]:
    """What decides under a shipped year, what draws applications to it, and what can be stated there."""
    decider = grantrules.load(year).decider
    return decider, Applications(decider.rules), PossibleValues(decider.rules)


def drawn(rng: Random, year: int | None) -> tuple[Decider, Stated, PossibleValues]:
    """An application to a shipped year, or to a random one."""
    if year is not None:
        decider, applications, possible = shipped(year)
        return decider, applications.draw(rng), possible
    decider = Decider(rule_set(rng, rng.choice((2, 4, 8, 16))))
    return decider, Applications(decider.rules).draw(rng), PossibleValues(decider.rules)


def counts(rule: Rule) -> bool:
    """Whether a rule is about all measures together."""
    return any(isinstance(node, Count) for node in walk(rule.statement))


def named(decision: Decision, measure: MeasureDecision, point: OpenPoint) -> list[FactAt | OpenPoint]:
    """What the decision names of something that keeps a measure undetermined: missing facts, or the point itself.

    A fact of measures is named of this one, or of all that lack it where a rule counts them.
    """
    if point.cause is CauseKind.CORRECTION:
        return [each for each in decision.corrections if each == point]
    if point.cause is not CauseKind.FACT:
        judged = {(each.rule.id, each.measure, each.cause) for each in decision.judge}
        return [point] if (point.rule.id, point.measure, point.cause) in judged else []
    found: list[FactAt | OpenPoint] = []
    for path in point.facts:
        (missing,) = (each for each in decision.missing if each.fact == path)
        here = [FactAt(path, each) for each in missing.measures or (None,)]
        found += [at for at in here if at.measure in (None, measure.id) or counts(point.rule)]
    assert {at.path for at in found if isinstance(at, FactAt)} == set(point.facts)
    return found


def undetermined(decision: Decision) -> list[MeasureDecision]:
    """The measures that are told to be so, of an application that is not barred."""
    live = decision.measures if decision.status is not Status.NOT_ELIGIBLE else ()
    return [measure for measure in live if measure.status is Status.UNDETERMINED]


def changed(rng: Random, decision: Decision, possible: PossibleValues, change: FactAt | OpenPoint) -> Stated:
    """The application with a missing fact stated, or a point accepted: for every measure where a rule counts them."""
    rules, stated = decision.rules, decision.stated
    if isinstance(change, FactAt):
        assert value_at(stated, change) is None
        return with_values(rules, stated, {change: rng.choice(possible.values(change, stated))})
    places = (None, *(each.id for each in stated.measures)) if counts(change.rule) else (change.measure,)
    for place in places:
        stated = determined(rules, stated, change.rule.id, Determination(ACCEPTED), place)
    return stated


@pytest.mark.parametrize("year", [None, *grantrules.years()])
@settings(max_examples=100)
@given(SEEDS)
def test_all_that_keeps_a_measure_undetermined_is_named_and_settles_it(year: int | None, seed: int) -> None:
    rng = Random(seed)
    draws = (drawn(rng, year) for _ in range(DRAWS))
    made = ((Decision.made(decider, stated), possible) for decider, stated, possible in draws)
    decision, possible = next((each for each in made if undetermined(each[0])), (None, None))
    assume(decision is not None)
    assert decision is not None
    assert possible is not None
    id_ = rng.choice(undetermined(decision)).id
    for _ in range(STEPS):
        measure = next((each for each in undetermined(decision) if each.id == id_), None)
        if measure is None:
            return
        told = [named(decision, measure, point) for point in measure.open]
        assert told
        assert all(told)
        change = rng.choice([each for of_point in told for each in of_point])
        decision = decision.decide_again(changed(rng, decision, possible, change))
    pytest.fail("what is named settles nothing")


@pytest.mark.parametrize("year", [None, *grantrules.years()])
@settings(max_examples=50)
@given(SEEDS)
def test_the_status_waits_for_just_the_facts_that_hold_it_and_what_is_barred_asks_nothing(
    year: int | None, seed: int
) -> None:
    decider, stated, _ = drawn(Random(seed), year)
    decision = Decision.made(decider, stated)
    of_open = {path for point in decision.open if point.cause is CauseKind.FACT for path in point.facts}
    assert {each.fact for each in decision.missing if each.holds_status} - {"measures"} == of_open - {"measures"}
    barred = {measure.id for measure in decision.measures if measure.status is Status.NOT_ELIGIBLE}
    if decision.status is Status.NOT_ELIGIBLE:
        told = (decision.missing, decision.missing_for_tags, decision.corrections, decision.judge, decision.open)
        assert not any(told)
    assert barred.isdisjoint(
        {each.measure for each in decision.corrections} | {each.measure for each in decision.judge}
    )
    counted = {path for rule in decider.rules.rules if counts(rule) for path in rule.facts}
    for each in (*decision.missing, *decision.missing_for_tags):
        assert each.fact in counted or barred.isdisjoint(each.measures)


# -- by example

RURAL = "{id: rural, require: {measure.rural: true}}"
TAG = "{id: tag, prioritise: {measure.staff: true}}"
COUNTED = "{id: most, require: {count: {where: {measure.kind: development, measure.rural: true}, at_most: 1}}}"


def said(missing: tuple[Missing, ...]) -> list[tuple[str, tuple[str, ...], int, bool]]:
    return [(each.fact, each.measures, each.outcomes, each.holds_status) for each in missing]


def test_a_measure_beside_an_eligible_one_names_what_it_lacks() -> None:
    decision = decide(f"[{RURAL}]", "measures: [{id: a, rural: true}, {id: b}]")
    assert (decision.status, decision.open) == (Status.ELIGIBLE, ())
    assert said(decision.missing) == [("measure.rural", ("b",), 1, False)]


def test_what_holds_the_status_comes_first_and_a_fact_of_both_holds_it() -> None:
    rules = f"[{{id: type, require: {{applicant.type: municipality}}}}, {RURAL}, {{id: staff, expect: {{measure.staff: true}}}}]"
    decision = decide(rules, "measures: [{id: a, rural: true, staff: true}, {id: b}, {id: c}]")
    assert said(decision.missing) == [
        ("applicant.type", (), 1, True),
        ("measure.rural", ("b", "c"), 2, False),
        ("measure.staff", ("b", "c"), 2, False),
    ]
    without_best = decide(rules, "{applicant: {type: municipality}, measures: [{id: b}, {id: c, rural: false}]}")
    assert said(without_best.missing) == [("measure.rural", ("b",), 1, True), ("measure.staff", ("b",), 1, True)]


def test_a_fact_for_the_priorities_of_one_measure_and_the_status_of_another_is_named_for_each() -> None:
    rules = f"[{{id: staff, require: {{measure.staff: true}}, when: {{measure.rural: true}}}}, {TAG}]"
    decision = decide(rules, "measures: [{id: a, rural: false}, {id: b, rural: true}]")
    assert said(decision.missing) == [("measure.staff", ("b",), 1, False)]
    assert said(decision.missing_for_tags) == [("measure.staff", ("a",), 1, False)]


def test_priorities_of_what_is_barred_ask_nothing() -> None:
    one = decide(f"[{RURAL}, {TAG}]", "measures: [{id: a, rural: false}, {id: b, rural: true}]")
    assert said(one.missing_for_tags) == [("measure.staff", ("b",), 1, False)]
    assert decide(f"[{RURAL}, {TAG}]", "measures: [{id: a, rural: false}]").missing_for_tags == ()


def test_a_count_names_the_measures_that_it_cannot_count_yet() -> None:
    measures = "[{id: a, kind: development}, {id: b, kind: competence}, {id: c, kind: development}, {id: d}]"
    decision = decide(f"[{COUNTED}]", f"measures: {measures}")
    assert said(decision.missing) == [
        ("measure.kind", ("d",), 1, True),
        ("measure.rural", ("a", "c", "d"), 1, True),
    ]

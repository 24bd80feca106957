"""What verbs come to is said in one table: whoever decides follows it, also where it is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest

from grantrules.compare.proofs import Differs, VerdictsQuestion
from grantrules.compare.proofs.search import witnesses
from grantrules.decision import verdict
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import CONSEQUENCES, CauseKind, Consequence, Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Stated
from grantrules.portfolio.deciding import decided
from grantrules.portfolio.tables.evaluate import LISTS, evaluate_frame
from grantrules.portfolio.tables.nested import tables_of_stated
from grantrules.rules.ruleset import RuleSet, Verb
from tests.support import building
from tests.support.building import rule_set

BARS, WAITS, NOTHING = (Consequence(status) for status in Status)
CHANGES: dict[str, tuple[Verb, OutcomeKind, Consequence]] = {
    "what was expected bars where it failed": (Verb.EXPECT, OutcomeKind.FAILED, BARS),
    "what was expected is let pass": (Verb.EXPECT, OutcomeKind.FAILED, NOTHING),
    "what is required is let pass while it is unknown": (Verb.REQUIRE, OutcomeKind.OPEN, NOTHING),
    "what is required bars while it is unknown": (Verb.REQUIRE, OutcomeKind.OPEN, BARS),
    "what is required only holds open where it failed": (Verb.REQUIRE, OutcomeKind.FAILED, WAITS),
    "what excludes only holds open": (Verb.EXCLUDE, OutcomeKind.HELD, WAITS),
    "what does not exclude bars": (Verb.EXCLUDE, OutcomeKind.FAILED, BARS),
    "a judgement is waited for": (Verb.ASSESS, OutcomeKind.HELD, WAITS),
    "material that is not there bars": (Verb.ASSESS, OutcomeKind.FAILED, BARS),
    "material that may be there bars": (Verb.ASSESS, OutcomeKind.OPEN, BARS),
}
"""Other laws than the one there is, each by one entry of the table."""

GUARD = "when: {application.checked: true}"
OWN = "application.signed: true"
OF_MEASURE = "measure.rural: true"
VALUES = (None, True, False)


def rules_with(verb: Verb) -> RuleSet:
    """A year with the verb on the application and on measures, with a guard and without."""
    rules = [
        f"{{id: a, {verb.value}: {{{OWN}}}, {GUARD}}}",
        f"{{id: b, {verb.value}: {{{OF_MEASURE}}}}}",
        f"{{id: c, {verb.value}: {{{OF_MEASURE}}}, when: {{measure.staff: true}}}}",
        "{id: tag, prioritise: {measure.staff: true}}",
    ]
    return rule_set(f"[{', '.join(rules)}]")


def applications(rules: RuleSet) -> Iterator[Stated]:
    """Every application to such a year with no measure, one, or two."""
    measures = [{"measure.rural": rural, "measure.staff": staff} for rural, staff in product(VALUES, VALUES)]
    listed = [[], *([one] for one in measures), *([measures[0], one] for one in measures), measures[1:3]]
    for signed, checked, among in product(VALUES, VALUES, listed):
        common = {"application.signed": signed, "application.checked": checked}
        own = {f"m{number}": _stated(each) for number, each in enumerate(among)}
        yield building.stated(rules, _stated(common), own)


def _stated(facts: Mapping[str, bool | None]) -> dict[str, Any]:
    return {path: value for path, value in facts.items() if value is not None}


@pytest.fixture(params=CHANGES)
def changed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Verb:
    """The verb that comes to something else for as long as a test runs."""
    verb, kind, consequence = CHANGES[request.param]
    monkeypatch.setitem(CONSEQUENCES[verb], kind, consequence)
    return verb


def told_by_the_table(rules: RuleSet, stated: Stated) -> tuple[Status, list[Status]]:
    """The verdict on an application and on its measures, worked out anew from the table as it stands."""
    found = evaluate(rules, stated)

    def lowest(of: tuple[Any, ...], outcomes: tuple[Any, ...], verbs: set[Verb]) -> Status:
        asked = ((rule.verb, outcome.kind) for rule, outcome in zip(of, outcomes, strict=True) if rule.verb in verbs)
        return min((CONSEQUENCES[verb].get(kind, NOTHING).level for verb, kind in asked), default=Status.ELIGIBLE)

    every = set(CONSEQUENCES)
    barring = {verb for verb, row in CONSEQUENCES.items() if any(each.level is BARS.level for each in row.values())}
    own = lowest(rules.application_rules, found.application, every)
    bars = lowest(rules.application_rules, found.application, barring)
    measures = [min(bars, lowest(rules.measure_rules, each, every)) for each in found.measures]
    return min(own, max(measures, default=Status.UNDETERMINED)), measures


# -- the table


def test_the_table_has_a_row_for_every_verb_that_decides() -> None:
    assert set(CONSEQUENCES) == {verb for verb in Verb if verb.decides}
    assert {verb for verb in Verb if verdict.can_bar(verb)} == {Verb.REQUIRE, Verb.EXCLUDE}
    assert all(OutcomeKind.NOT_APPLICABLE not in row for row in CONSEQUENCES.values())


def test_a_bar_is_never_lifted_and_only_people_add_one() -> None:
    """Law of information: what is open can become either verdict, what is settled stays."""
    for row in CONSEQUENCES.values():
        for kind, each in row.items():
            assert each.level is not Status.NOT_ELIGIBLE or (each.accepted, each.rejected) == (None, None)
            assert (kind is OutcomeKind.OPEN) <= (each.level is Status.UNDETERMINED)


# -- who follows it


def test_decisions_follow_the_table_whatever_it_says(changed: Verb) -> None:
    rules = rules_with(changed)
    decider = Decider(rules)
    for stated in applications(rules):
        decision = Decision.made(decider, stated)
        said = decision.status, [measure.status for measure in decision.measures]
        assert said == told_by_the_table(rules, stated)
        assert Decision.made(decider, stated, "durable").status is decision.status
        held = any(each.holds_status for each in decision.missing)
        assert (decision.status is Status.UNDETERMINED) is bool(decision.open or held)


def test_tables_follow_it(changed: Verb) -> None:
    rules = rules_with(changed)
    decider = Decider(rules)
    made = [Decision.made(decider, stated) for stated in applications(rules)]
    named = [replace(each.stated, id=str(number)) for number, each in enumerate(made)]
    found = evaluate_frame(decider.frames, *tables_of_stated(named, rules.vocabulary))
    expected = [decided(each) for each in made]
    of_measures = [measure for each in expected for measure in each.measures]
    for table, verdicts in (
        (found.applications, [each.application for each in expected]),
        (found.measures, of_measures),
    ):
        assert table["status"].to_list() == [each.status.value for each in verdicts]
        for name in LISTS:
            assert table[name].to_list() == [list(getattr(each, name)) for each in verdicts], name


@cache
def nothing() -> RuleSet:
    """A year under which whatever has a measure is eligible."""
    return rule_set("[]", year=2031, whole=True)


def test_proofs_follow_it(changed: Verb) -> None:
    """Of each verdict there is a witness just where an application has it, and what is found replays."""
    rules = rules_with(changed)
    reached = {told_by_the_table(rules, stated)[0] for stated in applications(rules) if len(stated.measures) == 1}
    found = witnesses(rules, nothing(), measures=1, undetermined=True, seconds=60)
    shown = {
        finding.question.before
        for finding in found
        if isinstance(finding, Differs) and isinstance(finding.question, VerdictsQuestion)
        if finding.question.after is Status.ELIGIBLE
    }
    assert shown == reached - {Status.ELIGIBLE}


def test_what_a_consequence_leaves_to_do_is_followed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    decider = Decider(rule_set("[{id: a, expect: {application.signed: true}}, {id: b, assess: {}}]"))
    stated = building.stated(decider.rules, {"application.signed": False}, {"m": {}})
    decision = Decision.made(decider, stated)
    assert ([each.rule.id for each in decision.judge], decision.corrections) == (["b", "a"], ())
    left = Consequence(Status.UNDETERMINED, leaves=CauseKind.CORRECTION)
    monkeypatch.setitem(CONSEQUENCES[Verb.EXPECT], OutcomeKind.FAILED, left)
    monkeypatch.setitem(CONSEQUENCES[Verb.ASSESS], OutcomeKind.HELD, NOTHING)
    decision = Decision.made(Decider(decider.rules), stated)
    assert ([each.rule.id for each in decision.corrections], decision.judge) == (["a"], ())

"""Laws that hold of every year of rules and every application, over random ones."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grantrules.decision.decider import Decider
from grantrules.decision.notes import NoteKind
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import DOUBTS, OutcomeKind, TraceKind
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Determination, Stated, StatedMeasure, application_hash
from grantrules.language.condition import AllOf, AnyOf, Branch, Compare, Condition, Count, Not, Readings, walk
from grantrules.language.vocabulary import Document
from grantrules.render.data.documents import decision_json
from grantrules.results.document import Decision
from grantrules.rules.canonical import rules_hash
from grantrules.rules.ruleset import Rule, RuleSet
from tests.support import building
from tests.support.building import essence, measures_of, notes_of, parts_of
from tests.support.documents import ROOT
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set
from tests.support.random_vocabulary import values_of

T = TypeVar("T")
HELD, FAILED, NONE = OutcomeKind.HELD, OutcomeKind.FAILED, OutcomeKind.NOT_APPLICABLE
SEEDS = st.integers(0, 2**32 - 1)
LOWEST_FIRST = [Status.NOT_ELIGIBLE, Status.UNDETERMINED, Status.ELIGIBLE]


def draw(rng: Random) -> tuple[RuleSet, Stated]:
    """A small year, so that every verdict is common, and an application."""
    rules = rule_set(rng, rng.choice((2, 4, 8, 16)))
    return rules, Applications(rules).draw(rng)


def decide(rules: RuleSet, stated: Stated) -> Decision:
    """The decision by the reference meaning."""
    return Decision(Decider(rules), stated, evaluate(rules, stated))


# -- the law of information


def learned(rng: Random, rules: RuleSet, stated: Stated) -> Stated:
    """The same application with some of its missing facts stated, the office among them."""
    common, own, determinations = parts_of(stated)
    share = rng.choice((0.2, 0.5, 1.0))
    for fact in rules.vocabulary.values():
        told = Document.APPLICATION in fact.used_in and (fact.root != "office" or fact.path == "office.id")
        for facts in own.values() if fact.per_measure else (common,):
            if told and fact.path not in facts and rng.random() < share:
                facts[fact.path] = rng.choice(values_of(fact))
    return building.stated(rules, common, own, determinations)


@settings(max_examples=400)
@given(SEEDS)
def test_learning_a_missing_fact_never_turns_one_verdict_into_the_other_and_settles_outcomes(seed: int) -> None:
    rng = Random(seed)
    rules, stated = draw(rng)
    before, after = decide(rules, stated), decide(rules, learned(rng, rules, stated))
    assert before.status in (Status.UNDETERMINED, after.status)
    for one, other in zip(before.measures, after.measures, strict=True):
        assert one.status in (Status.UNDETERMINED, other.status)
        assert one.own_status in (Status.UNDETERMINED, other.own_status)
    for reason, again in zip(before.every_reason, after.every_reason, strict=True):
        # a guard that turns out to fail takes back what held, or failed, only for want of the guard
        was, is_ = reason.outcome.kind, again.outcome.kind
        without_guard = HELD if reason.rule.verb.implies else FAILED
        assert was is is_ or was is OutcomeKind.OPEN or (was is without_guard and is_ is NONE)


@given(SEEDS)
def test_learning_the_measures_never_turns_one_verdict_into_the_other(seed: int) -> None:
    rules, stated = draw(Random(seed))
    before = decide(rules, replace(stated, measures=()))
    assert before.status in (Status.UNDETERMINED, decide(rules, stated).status)


@given(SEEDS)
def test_every_undetermined_says_what_would_settle_it(seed: int) -> None:
    rules, stated = draw(Random(seed))
    decision = decide(rules, stated)
    held = any(each.holds_status for each in decision.missing)
    assert (decision.status is Status.UNDETERMINED) == bool(decision.open or held)
    for measure in decision.measures:
        assert (measure.status is Status.UNDETERMINED) == bool(measure.open)
    for reason in decision.every_reason:
        if reason.outcome.kind is OutcomeKind.OPEN:
            assert reason.outcome.facts or any(trace.kind in DOUBTS for trace in reason.outcome.traces)


@given(SEEDS)
def test_what_an_open_outcome_misses_is_not_stated_and_what_decided_is(seed: int) -> None:
    rules, stated = draw(Random(seed))
    assume(stated.measures)
    counting = {rule.id for rule in rules.rules if any(isinstance(node, Count) for node in walk(rule.statement))}
    for reason in decide(rules, stated).every_reason:
        if reason.rule.id not in counting:
            opened = reason.outcome.kind is OutcomeKind.OPEN
            facts = {trace.name for trace in reason.outcome.traces if trace.kind is TraceKind.FACT}
            assert not any((path in reason.facts) is opened for path in facts)


# -- order


def shuffled(rng: Random, condition: Condition) -> Condition:
    """The condition with its parts in another order."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return type(condition)(tuple(shuffled(rng, part) for part in rng.sample(parts, len(parts))))
        case Readings(parts=readings):
            mixed = (replace(part, part=shuffled(rng, part.part)) for part in rng.sample(readings, len(readings)))
            return replace(condition, parts=tuple(mixed))
        case Not(part=part) | Count(part=part) | Branch(part=part):
            return replace(condition, part=shuffled(rng, part))
        case Compare():
            return condition


def shuffled_rules(rng: Random, rules: RuleSet) -> RuleSet:
    """The same year with everything in another order."""

    def mixed(rule: Rule) -> Rule:
        when = None if rule.when is None else shuffled(rng, rule.when)
        return replace(rule, condition=shuffled(rng, rule.condition), when=when, awarded=rule.awarded[::-1])

    every = tuple(mixed(rule) for rule in rng.sample(rules.rules, len(rules.rules)))
    return replace(rules, rules=every, office_values=rules.office_values[::-1])


def shuffled_application(rng: Random, stated: Stated) -> Stated:
    """The same application with measures and facts in another order."""

    def mixed(of: Mapping[str, T]) -> dict[str, T]:
        return dict(rng.sample(list(of.items()), len(of)))

    measures = (replace(each, facts=mixed(each.facts)) for each in rng.sample(stated.measures, len(stated.measures)))
    settled = mixed(stated.determinations)
    return replace(stated, facts=mixed(stated.facts), measures=tuple(measures), determinations=settled)


@settings(max_examples=200)
@given(SEEDS)
def test_no_order_matters(seed: int) -> None:
    rng = Random(seed)
    rules, stated = draw(rng)
    others, again = shuffled_rules(rng, rules), shuffled_application(rng, stated)
    assert essence(decide(rules, stated)) == essence(decide(others, again))
    assert rules_hash(rules) == rules_hash(others)
    assert application_hash(stated) == application_hash(again)


# -- what one part can do to another


def uncounted(rules: RuleSet) -> RuleSet:
    """The rules that do not count measures: another measure cannot change what they say of the rest."""
    kept = (rule for rule in rules.rules if not any(isinstance(node, Count) for node in walk(rule.statement)))
    return replace(rules, rules=tuple(kept))


@settings(max_examples=200)
@given(SEEDS)
def test_another_measure_never_lowers_the_status_and_a_barred_one_never_changes_it(seed: int) -> None:
    rng = Random(seed)
    rules, stated = draw(rng)
    rules, measures = uncounted(rules), stated.measures
    assume(measures)
    another = replace(rng.choice(Applications(rules).draw_measures(rng, stated)), id="another")
    before, after = decide(rules, stated), decide(rules, replace(stated, measures=(*measures, another)))
    assert LOWEST_FIRST.index(after.status) >= LOWEST_FIRST.index(before.status)
    assert {**measures_of(after), **measures_of(before)} == measures_of(after)
    if after.measures[-1].status is Status.NOT_ELIGIBLE:
        assert (after.status, after.open, after.missing) == (before.status, before.open, before.missing)


@settings(max_examples=200)
@given(SEEDS)
def test_rules_that_decide_nothing_change_no_verdict_and_nothing_that_is_open(seed: int) -> None:
    rules, stated = draw(Random(seed))
    bare = replace(rules, rules=tuple(rule for rule in rules.rules if rule.verb.decides))
    with_all, without = essence(decide(rules, _applying(stated, rules))), essence(decide(bare, _applying(stated, bare)))
    for part in ("status", "measures", "open", "missing", "corrections", "judge", "rests_on"):
        assert with_all[part] == without[part]


def _applying(stated: Stated, rules: RuleSet) -> Stated:
    """The application without determinations on rules that are not there."""

    def kept(of: StatedMeasure | Stated) -> dict[str, Determination]:
        return {id_: is_ for id_, is_ in of.determinations.items() if id_ in rules.by_id}

    measures = tuple(replace(each, determinations=kept(each)) for each in stated.measures)
    return replace(stated, measures=measures, determinations=kept(stated))


@settings(max_examples=200)
@given(SEEDS)
def test_a_determination_noted_as_without_effect_has_none(seed: int) -> None:
    rules, stated = draw(Random(seed))
    decision = decide(rules, stated)
    idle = {(note.measure, note.rules[0].id) for note in notes_of(decision, NoteKind.WITHOUT_EFFECT)}
    common, own, settled = parts_of(stated)
    fewer = {at: {r: is_ for r, is_ in each.items() if (at, r) not in idle} for at, each in settled.items()}
    without = essence(decide(rules, building.stated(rules, common, own, fewer)))
    assert {**without, "notes": None} == {**essence(decision), "notes": None}


# -- the same again


@given(SEEDS)
def test_decisions_and_all_they_are_made_of_can_be_pickled(seed: int) -> None:
    rules, stated = draw(Random(seed))
    decision = decide(rules, stated)
    rules_again, stated_again, found_again, decision_again = pickle.loads(
        pickle.dumps((rules, stated, evaluate(rules, stated), decision))
    )
    assert found_again == evaluate(rules, stated)
    assert stated_again == stated
    assert rules_hash(rules_again) == rules_hash(rules)
    assert essence(decide(rules_again, stated_again)) == essence(decision_again) == essence(decision)


def test_a_decision_is_the_same_to_the_letter_in_every_process() -> None:
    script = "from tests.decision.test_laws import written; print(written(range(12)))"
    root = ROOT
    found = set()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = [sys.executable, "-W", "error", "-c", script]
        done = subprocess.run(run, cwd=root, env=environment, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def written(seeds: range) -> str:
    """Random decisions as JSON."""
    return "\n".join(decision_json(decide(*draw(Random(seed))), "nb").decode() for seed in seeds)

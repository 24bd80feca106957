"""Laws of a comparison, on random years: order says nothing, each change is one edit, and effects are what they say.

The effect of a change is worked out twice: by the comparison, and here by trying random applications with
the reference evaluator.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantrules.compare.comparison import compare
from grantrules.compare.effect import Effect, does, witnesses
from grantrules.compare.statements import RulePart, StatementChange, office_of
from grantrules.render.pages.groups import Group, group_of
from grantrules.rules.canonical import rules_hash
from grantrules.rules.load import load_folder
from grantrules.rules.ruleset import NotStated, Rule, RuleSet, Verb
from tests.support import writing
from tests.support.building import write
from tests.support.random_changes import cases, changed, directions, in_other_order
from tests.support.random_rules import rule_set

LAW = settings(max_examples=60 if os.environ.get("CI") else 30, deadline=None)
"""Twice as many examples where all guards run (`.ci/run`)."""

SEEDS = st.integers(0, 100_000)
EFFECTS = {
    frozenset[bool](): Effect.SAME,
    frozenset({True}): Effect.WIDENED,
    frozenset({False}): Effect.NARROWED,
    frozenset({True, False}): Effect.CHANGED,
}


def year(seed: int) -> RuleSet:
    """One of a few random years."""
    return _year(seed % 20)


@cache
def _year(seed: int) -> RuleSet:
    return rule_set(Random(seed), rules=25)


def test_the_same_in_another_order_is_no_edit() -> None:
    for seed in range(20):
        rules = year(seed)
        other = in_other_order(rules, Random(seed))
        compared = compare(rules, other)
        assert (compared.edits, compared.values) == ((), ())
        assert len(compared.same) + len(compared.silent_in_both) == len(rules.rules)
        assert all(Verb.SILENT in (one.verb, two.verb) for one, two in compared.silent_in_both)
        assert rules_hash(rules) == rules_hash(other)


def test_files_in_another_order_and_with_comments_are_no_edit(tmp_path: Path) -> None:
    rules = year(7)
    files = writing.year_files(rules)
    listed = files["regulation"].pop("rules")
    moved = {**files, "regulation": {**files["regulation"], "rules": listed[:12]}, "zz": {"rules": listed[12:]}}
    turned = {"zz": {"rules": [_turned(each) for each in reversed(listed[12:])]}, **files}
    turned["regulation"] = {"rules": [_turned(each) for each in reversed(listed[:12])], **files["regulation"]}
    write(tmp_path, writing.shared_files(rules))
    for earlier, stated in writing.earlier_years(rules).items():
        write(tmp_path / str(earlier), stated)
    one, other = write(tmp_path / "one", moved), write(tmp_path / "other", turned)
    for path in other.iterdir():
        path.write_text(f"# a comment\n\n{path.read_text('utf-8')}\n   \n", encoding="utf-8")
    compared = compare(load_folder(one), load_folder(other))
    assert (compared.edits, compared.values) == ((), ())
    assert len(compared.same) + len(compared.silent_in_both) == len(rules.rules)


def _turned(data: Any) -> Any:
    """The same mapping with its keys in the reverse order, all the way down."""
    if isinstance(data, dict):
        return {key: _turned(data[key]) for key in reversed(data)}
    return data


@LAW
@given(SEEDS)
def test_each_single_change_is_one_edit_of_that_rule(seed: int) -> None:
    rng, before = Random(seed), year(seed)
    old, new, after = one_change(before, rng)
    compared = compare(before, after)
    (edit,) = compared.edits
    assert (edit.rule, edit.before, edit.after, edit.formerly) == (old.id, old, new, None)
    if edit.statement is StatementChange.OTHER_OFFICE:
        assert office_of(old) != office_of(new)
        return
    assert edit.parts
    assert len(compared.same) + len(compared.silent_in_both) == len(before.rules) - 1
    assert (RulePart.TEXT in edit.parts) is (edit.statement is StatementChange.REWORDED)
    assert (RulePart.VERB in edit.parts) is (edit.statement is StatementChange.VERB_CHANGED)
    dated = not any(isinstance(each.due, NotStated) for each in (old, new))
    if RulePart.RANK in edit.parts or (RulePart.DUE in edit.parts and dated):
        assert edit.effect is Effect.CHANGED
    if edit.parts == (RulePart.TEXT,):
        assert edit.effect is (None if old.verb is Verb.SILENT else Effect.SAME)


def one_change(before: RuleSet, rng: Random) -> tuple[Rule, Rule, RuleSet]:
    """A rule, the rule after one change, and the year with it."""
    old = rng.choice([rule for rule in before.rules if rule.verb is not Verb.SILENT])
    new = changed(old, before, rng)
    return old, new, replace(before, rules=tuple(new if rule is old else rule for rule in before.rules))


@LAW
@given(SEEDS)
def test_the_effect_of_a_change_is_what_applications_see_of_it(seed: int) -> None:
    rng, rules = Random(seed), year(seed)
    old, new, _ = one_change(rules, rng)
    check_effect(old, new, rules, rng)


@LAW
@given(SEEDS)
def test_the_effect_of_another_rule_in_the_place_of_one_is_what_applications_see_of_it(seed: int) -> None:
    rng, rules = Random(seed), year(seed)
    old, new = rng.sample(rules.rules, 2)
    check_effect(rng.choice((old, None)), new, rules, rng)


def check_effect(old: Rule | None, new: Rule | None, rules: RuleSet, rng: Random, number: int = 150) -> Effect:
    """No application sees more or less than the effect says, and for all that it says there is a case."""
    words = (rules.vocabulary, rules.vocabulary)
    found = witnesses(old, new, words)
    assert found is not None
    for direction, case in found.items():
        assert direction.more in directions(old, new, case)
    seen = {each for case in cases(rules.vocabulary, rng, number) for each in directions(old, new, case)}
    assert seen <= {direction.more for direction in found}
    effect = does(old, new, words).effect
    assert effect is EFFECTS[frozenset(direction.more for direction in found)]
    return effect


def test_the_changes_of_these_tests_have_every_effect() -> None:
    rng = Random(1)
    counted: Counter[Effect] = Counter()
    for seed in range(120):
        old, new, _ = one_change(year(seed), rng)
        counted[does(old, new, (year(seed).vocabulary, year(seed).vocabulary)).effect] += 1
    assert min(counted[effect] for effect in EFFECTS.values()) >= 3, counted


def test_the_class_of_doubt_holds_what_no_settled_application_sees() -> None:
    counted: Counter[Group] = Counter()
    for seed in range(150):
        before = year(seed)
        old, new, after = one_change(before, Random(seed))
        (edit,) = compare(before, after).edits
        group = group_of(edit)
        counted[group] += 1
        if group not in (Group.IN_DOUBT, Group.IN_EFFECT) or edit.effect is None or edit.figures:
            continue
        found = witnesses(old, new, (before.vocabulary, before.vocabulary))
        assert found is not None
        settled = any(direction.settled for direction in found)
        if group is Group.IN_DOUBT:
            assert found
            assert not settled
        else:
            figured = not {RulePart.RANK, RulePart.DUE, RulePart.AWARDED, RulePart.REMEDY}.isdisjoint(edit.parts)
            assert settled or figured or edit.asks not in (None, Effect.SAME)
    assert counted[Group.IN_DOUBT] >= 3, counted
    assert counted[Group.IN_EFFECT] >= 3, counted


@LAW
@given(SEEDS)
def test_the_way_back_has_the_opposite_effect(seed: int) -> None:
    rules = year(seed)
    old, new, _ = one_change(rules, Random(seed))
    words = (rules.vocabulary, rules.vocabulary)
    opposite = {Effect.WIDENED: Effect.NARROWED, Effect.NARROWED: Effect.WIDENED}
    there = does(old, new, words).effect
    assert does(new, old, words).effect is opposite.get(there, there)


@pytest.mark.parametrize("seed", range(5))
def test_years_of_the_same_rules_under_other_numbers_differ_in_nothing(seed: int) -> None:
    rules = year(seed)
    later = tuple(replace(rule, awarded=tuple(each + 3 for each in rule.awarded)) for rule in rules.rules)
    compared = compare(rules, replace(rules, year=rules.year + 3, rules=later))
    assert compared.edits == ()

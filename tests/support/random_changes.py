"""Random changes of rules: one thing at a time, or the order alone; and random cases to see what a change does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from grantrules.decision.verdict import level
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.reference import outcome
from grantrules.evaluation.residual import rebuilt
from grantrules.intake.stated import Stated, StatedMeasure
from grantrules.language.condition import (
    AllOf,
    AnyOf,
    Condition,
    Readings,
)
from grantrules.language.vocabulary import Vocabulary
from grantrules.rules.canonical import rule_data
from grantrules.rules.ruleset import Rule, RuleSet, Verb
from tests.support.random_vocabulary import values_of
from tests.support.rule_changes import changes_of

# -- order alone


def in_other_order(rules: RuleSet, rng: Random) -> RuleSet:
    """The same year with everything shuffled whose order says nothing."""
    mixed = [
        replace(
            rule,
            condition=_mixed(rule.condition, rng),
            when=None if rule.when is None else _mixed(rule.when, rng),
            awarded=tuple(rng.sample(rule.awarded, len(rule.awarded))),
        )
        for rule in rules.rules
    ]
    values = rng.sample(rules.office_values, len(rules.office_values))
    return replace(rules, rules=tuple(rng.sample(mixed, len(mixed))), office_values=tuple(values))


def _mixed(condition: Condition, rng: Random) -> Condition:
    inner = rebuilt(condition, lambda part: _mixed(part, rng))
    match inner:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return type(inner)(tuple(rng.sample(parts, len(parts))))
        case Readings(parts=readings):
            return replace(inner, parts=tuple(rng.sample(readings, len(readings))))
        case _:
            return inner


# -- one change


def changed(rule: Rule, year: RuleSet, rng: Random) -> Rule:
    """The rule with one small change with which the year still loads, of its text among others."""
    reworded = replace(rule, text=replace(rule.text, nb=f"{rule.text.nb} (endret)"))
    made = [change.after for change in changes_of(rule, year) if isinstance(change.after, Rule)]
    return rng.choice([reworded, *(each for each in made if rule_data(each) != rule_data(rule))])


# -- random cases


def cases(words: Vocabulary, rng: Random, number: int) -> Iterator[Stated]:
    """Applications in which everything is known, with one measure or a few."""
    facts = [(fact.path, values_of(fact), fact.per_measure) for fact in words.values()]
    for _ in range(number):
        common = {path: rng.choice(values) for path, values, own in facts if not own}
        several = [
            {path: rng.choice(values) for path, values, own in facts if own} for _ in range(rng.choice((1, 1, 2, 3, 5)))
        ]
        yield Stated(None, common, tuple(StatedMeasure(f"m{n}", {**common, **own}) for n, own in enumerate(several, 1)))


def directions(before: Rule | None, after: Rule | None, case: Stated) -> set[bool]:
    """Whether the later rule does more (true) or less (false) in a case, for each thing that a rule can do."""
    one, other = _does(before, case), _does(after, case)
    return {one[what] < other[what] for what in one if one[what] != other[what]}


def _does(rule: Rule | None, case: Stated) -> dict[str, float]:
    done = {"let in": 2.0, "tag": 0.0, "duty": 0.0, "show": 0.0}
    if rule is None:
        return done
    found = outcome(rule, case.measures[0].facts if rule.per_measure else case.facts, case.measures)
    sure = {OutcomeKind.HELD: 1.0, OutcomeKind.OPEN: 0.5}.get(found.kind, 0.0)
    match rule.verb:
        case Verb.PRIORITISE:
            done["tag"] = sure
        case Verb.OBLIGE:
            done["duty"] = sure
        case Verb.NOTE | Verb.STATE:
            done["show"] = sure
        case Verb.ASSESS if found.kind is OutcomeKind.HELD:
            done["let in"] = 1.5
        case _:
            done["let in"] = level(rule.verb, found.kind).rank
    return done

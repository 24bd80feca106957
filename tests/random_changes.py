"""Random changes of rules: one thing at a time, or the order alone; and random cases to see what a change does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from grantrules.canonical import rule_data
from grantrules.condition import (
    BOUNDS,
    All,
    Any,
    Branch,
    Compare,
    Condition,
    Count,
    DayFormula,
    Doubt,
    FactRef,
    Not,
    Readings,
    walk,
)
from grantrules.evaluate import outcome
from grantrules.facts import FactType, Vocabulary
from grantrules.findings import OutcomeKind
from grantrules.residual import rebuilt
from grantrules.ruleset import Rule, RuleSet, Verb
from grantrules.stated import Measure, Stated
from grantrules.values import Value
from grantrules.verdict import level
from tests.random_vocabulary import values_of

_OTHER_VERBS = (
    (Verb.REQUIRE, Verb.EXPECT, Verb.ASSESS),
    (Verb.PRIORITISE, Verb.OBLIGE, Verb.NOTE),
    (Verb.EXCLUDE, Verb.NOTE),
)


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
        case All(parts=parts) | Any(parts=parts):
            return type(inner)(tuple(rng.sample(parts, len(parts))))
        case Readings(parts=readings):
            return replace(inner, parts=tuple(rng.sample(readings, len(readings))))
        case _:
            return inner


# -- one change


def changed(rule: Rule, words: Vocabulary, rng: Random) -> Rule:
    """The rule with one change: of a value, a bound, a doubt, a guard, a verb, a rank or a date."""
    options = [each for each in _changes(rule, words, rng) if rule_data(each) != rule_data(rule)]
    return rng.choice(options)


def _changes(rule: Rule, words: Vocabulary, rng: Random) -> Iterator[Rule]:
    yield replace(rule, text=replace(rule.text, nb=f"{rule.text.nb} (endret)"))
    for verbs in _OTHER_VERBS:
        if rule.verb in verbs:
            yield replace(rule, verb=rng.choice(verbs))
    if rule.verb is Verb.PRIORITISE:
        yield replace(rule, rank=(rule.rank or 0) + 1)
    if rule.verb is Verb.OBLIGE:
        yield replace(rule, due=date(2032, 5, 17))
    for inner in _variants(rule.condition, words, rng):
        yield replace(rule, condition=inner)
    if rule.when is not None:
        yield replace(rule, when=None)
        for inner in _variants(rule.when, words, rng):
            yield replace(rule, when=inner)


def _variants(condition: Condition, words: Vocabulary, rng: Random) -> Iterator[Condition]:
    """The condition with one node changed, for every node that can be."""
    for place, node in enumerate(walk(condition)):
        other = _other(node, words, rng)
        if other is not None:
            yield _put(condition, place, other)


def _other(node: Condition, words: Vocabulary, rng: Random) -> Condition | None:
    match node:
        case Compare(operand=frozenset() as values):
            every = _members(node.path, words)
            return replace(node, operand=values ^ {rng.choice(every)}) if len(every) > 1 else None
        case Compare(op=op, operand=FactRef() | DayFormula()):
            return replace(node, op=rng.choice(sorted(BOUNDS - {op}, key=lambda each: each.value)))
        case Compare(path=path):
            bound = rng.choice(values_of(words[path]))
            assert isinstance(bound, int | Decimal | date)
            return replace(node, operand=bound)
        case Count(limit=limit):
            return replace(node, limit=limit + rng.choice((1, 2)))
        case Branch(doubt=doubt):
            return replace(node, doubt=Doubt.UNCLEAR if doubt is None else None)
        case All(parts=parts) | Any(parts=parts) if len(parts) > 1:
            return type(node)(parts[1:])
        case Not(part=part):
            return part
        case _:
            return None


def _members(path: str, words: Vocabulary) -> list[Value]:
    fact = words[path]
    return list(fact.choices) if fact.type is FactType.CHOICES else list(values_of(fact))


def _put(condition: Condition, place: int, other: Condition) -> Condition:
    """The condition with the node at a place of its walk replaced; readings and what is in `only_for` stay."""
    if place == 0:
        return other
    left = place - 1

    def inside(part: Condition) -> Condition:
        nonlocal left
        left -= isinstance(condition, Readings)  # the reading itself, which stays
        here = left
        size = sum(1 for _ in walk(part))
        left -= size
        return _put(part, here, other) if 0 <= here < size else part

    return rebuilt(condition, inside)


# -- random cases


def cases(words: Vocabulary, rng: Random, number: int) -> Iterator[Stated]:
    """Applications in which everything is known, with one measure or a few."""
    facts = [(fact.path, values_of(fact), fact.per_measure) for fact in words.values()]
    for _ in range(number):
        common = {path: rng.choice(values) for path, values, own in facts if not own}
        several = [
            {path: rng.choice(values) for path, values, own in facts if own} for _ in range(rng.choice((1, 1, 2, 3, 5)))
        ]
        yield Stated(None, common, tuple(Measure(f"m{n}", {**common, **own}) for n, own in enumerate(several, 1)))


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
            done["let in"] = level(rule, found, None).rank
    return done

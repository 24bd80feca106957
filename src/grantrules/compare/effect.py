"""What a change of a rule does: who is let in, tagged, bound or shown something.

It is decided over every case that the two rules can tell apart, never guessed: facts are made known one
by one, each with the few values that stand for all others, until both rules are settled. The reference
evaluator then says how both come out. What both rules read alike is put aside as soon as nothing else is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from grantrules.decision.verdict import Status, is_to_judge, level
from grantrules.evaluation import representatives as cases
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.reference import outcome
from grantrules.evaluation.representatives import compares_in, counts_in, next_fact, representatives
from grantrules.evaluation.residual import residual, truth_of
from grantrules.intake.stated import Facts, Stated, StatedMeasure
from grantrules.language.condition import ALWAYS, Condition, Count, facts_read, operand_paths
from grantrules.language.layout import is_of_measure
from grantrules.language.vocabulary import Fact, Vocabulary
from grantrules.rules.ruleset import Rule, Verb


class Effect(StrEnum):
    """What a change of a rule does to applications.

    *Widened*: in some cases more than before may be let in, are tagged, are bound or are shown something,
    and in no case less; *narrowed* the reverse; *changed* if both happen, or neither can be said. What only tells
    something is *reversed* where there is now what there was not, or the other way, and *replaced* where
    something else stands in its place.
    """

    SAME = "same"
    NARROWED = "narrowed"
    WIDENED = "widened"
    CHANGED = "changed"
    REVERSED = "reversed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Does:
    """What a change does to all cases, and what to those that are `settled` in both years.

    Where it does nothing to settled cases, all that differs lies within doubt: something becomes open that was
    not, or is open no longer.
    """

    effect: Effect
    settled: Effect

    @property
    def in_doubt(self) -> bool:
        """Whether the change lies wholly within doubt."""
        return self.settled is Effect.SAME and self.effect is not Effect.SAME

    def __or__(self, other: Does) -> Does:
        """What two changes of a rule do at once."""
        return Does(_together(self.effect, other.effect), _together(self.settled, other.settled))


def _together(one: Effect, other: Effect) -> Effect:
    if Effect.SAME in (one, other):
        return other if one is Effect.SAME else one
    return one if one is other else Effect.CHANGED


def does(before: Rule | None, after: Rule | None, words: tuple[Vocabulary, Vocabulary]) -> Does:
    """What the change of a rule does to the cases that it is asked of; `None` stands for no rule at all.

    The texts play no part, nor do ranks, dates and figures. `words` are the vocabularies of the two years.
    """
    differences = witnesses(before, after, words)
    if differences is None:
        return Does(Effect.CHANGED, Effect.CHANGED)
    settled = [direction for direction in differences if direction.settled]
    return Does(_effect(differences), _effect(settled))


def turned(effect: Effect) -> Effect:
    """The effect the other way round: what narrowed for what widened."""
    return {Effect.NARROWED: Effect.WIDENED, Effect.WIDENED: Effect.NARROWED}.get(effect, effect)


def _effect(directions: Collection[Direction]) -> Effect:
    ways = {Effect.WIDENED if direction.more else Effect.NARROWED for direction in directions}
    return next(iter(ways), Effect.SAME) if len(ways) < 2 else Effect.CHANGED


class Direction(NamedTuple):
    """Whether the later rule does `more` or less, and whether both rules come out `settled` where it does."""

    more: bool
    settled: bool


def witnesses(
    before: Rule | None, after: Rule | None, words: tuple[Vocabulary, Vocabulary]
) -> Mapping[Direction, Stated] | None:
    """A case of each direction in which the two rules differ, as far as there are any.

    Of a rule about measures, the first measure of the case is the one that is meant.
    `None` where the two years read a fact as values of different types, so that no case is one of both.
    """
    read = {path for rule in (before, after) if rule is not None for path in rule.facts}
    facts = {path: _fact(path, words) for path in read}
    merged = {path: fact for path, fact in facts.items() if fact is not None}
    if len(merged) < len(facts):
        return None
    search = _Search(before, after, merged)
    search.visit((*_sides(before), *_sides(after)), {})
    return search.found


def _fact(path: str, words: tuple[Vocabulary, Vocabulary]) -> Fact | None:
    """The fact with the choices of both years; nothing where its type has changed."""
    one, other = (vocabulary.get(path) for vocabulary in words)
    if one is None or other is None:
        return one or other
    return replace(one, choices={**one.choices, **other.choices}) if one.type is other.type else None


def _sides(rule: Rule | None) -> tuple[Condition, Condition]:
    """What settles how a rule comes out: its statement and, where that matters, whether it applies at all."""
    if rule is None:
        return ALWAYS, ALWAYS
    guard = rule.guard if rule.verb is Verb.ASSESS else None
    return residual(guard or ALWAYS, {}), residual(rule.statement, {})


_Residuals = tuple[Condition, ...]
"""What is left of some conditions: of both rules the guard and the statement, of the earlier one first."""


class _Search:
    """Goes through the cases that two rules tell apart, and keeps one of each direction."""

    def __init__(self, before: Rule | None, after: Rule | None, words: Mapping[str, Fact]) -> None:
        self.rules, self.words = (before, after), words
        self.found: dict[Direction, Stated] = {}
        self._alike = before is not None and after is not None and before.verb is after.verb
        self._per_measure = any(rule is not None and rule.per_measure for rule in self.rules)
        self._seen: set[tuple[_Residuals, _Residuals]] = set()

    def visit(self, left: _Residuals, facts: Facts) -> None:
        """Go through the cases with these facts; `left` is what is left of both rules."""
        if self.found.keys() >= _SETTLED or (self._alike and left[:2] == left[2:]):
            return
        counts = counts_in(left)
        own = tuple(residual(count.part, facts) for count in counts) if self._per_measure else ()
        if (left, own) in self._seen:
            return
        self._seen.add((left, own))
        asked = self._asked(left, own)
        if asked is not None:
            for value in representatives(self.words[asked], compares_in((*left, *own))):
                known = {asked: value}
                self.visit(tuple(residual(each, known) for each in left), {**facts, **known})
        elif counts:
            self._count(left, facts, counts, own)
        else:
            self._compare(facts, (_own(facts),))

    def _asked(self, left: _Residuals, own: _Residuals) -> str | None:
        """The fact to make known next: first those outside counts, then those that all measures share."""
        outside, inside = compares_in(left, into_counts=False), compares_in(left)
        if outside:
            halves = Counter(compares_in(left[:2])), Counter(compares_in(left[2:]))
            differing = [*(halves[0] - halves[1]), *(halves[1] - halves[0])]
            paths = {path for node in outside for path in (node.path, *operand_paths(node.operand))}
            return next_fact(inside, paths, differing)
        shared = {path for count in counts_in(left) for path in facts_read(count.part) if not is_of_measure(path)}
        if shared:
            return next_fact(inside, shared)
        among = compares_in(own)
        return next_fact(among, self.words) if among else None

    def _count(self, left: _Residuals, facts: Facts, counts: tuple[Count, ...], own: _Residuals) -> None:
        """Go through the numbers of measures that can come together."""
        of_others = cases.kinds([count.part for count in counts], self.words)
        first = {tuple(truth_of(part) for part in own): _own(facts)} if self._per_measure else of_others
        seen = set()
        for tally, measures in cases.tallies(counts, first, of_others):
            settled = tuple(cases.counted(each, counts, tally) for each in left)
            if settled not in seen:
                seen.add(settled)
                self._compare(facts, measures)

    def _compare(self, facts: Facts, measures: Sequence[Facts]) -> None:
        """Let the reference say how both rules come out for a case, and keep it if they differ."""
        common = {path: value for path, value in facts.items() if not is_of_measure(path)}
        listed = tuple(StatedMeasure(f"m{n}", {**common, **own}) for n, own in enumerate(measures, 1))
        case = Stated(None, common, listed)
        one, other = (_done(rule, case) for rule in self.rules)
        for less, more in zip(one.much, other.much, strict=True):
            if less != more:
                self.found.setdefault(Direction(less < more, one.settled and other.settled), case)


def _own(facts: Facts) -> Facts:
    return {path: value for path, value in facts.items() if is_of_measure(path)}


# -- what a rule does in one case


class _Done(NamedTuple):
    """How far an application may be let in, and how surely it is tagged, bound and shown something."""

    much: tuple[int, int, int, int]
    settled: bool = True


_SETTLED = {Direction(more, True) for more in (True, False)}
"""The directions after which no other says anything new."""


def _done(rule: Rule | None, case: Stated) -> _Done:
    """What a rule does to an application, or to its first measure if it is about measures; no rule does nothing."""
    if rule is None:
        return _Done((2 * Status.ELIGIBLE.rank, 0, 0, 0))
    found = outcome(rule, case.measures[0].facts, case.measures)  # a measure has the application's facts too
    assert not found.facts or found.kind is not OutcomeKind.OPEN, f"`{rule.id}` still waits for {found.facts}"
    # below eligible comes what is eligible but left to people to judge
    let_in = 2 * level(rule.verb, found.kind).rank - is_to_judge(rule.verb, found.kind)
    sureness = {OutcomeKind.HELD: 2, OutcomeKind.OPEN: 1}.get(found.kind, 0)
    tagged, bound = sureness * (rule.verb is Verb.PRIORITISE), sureness * (rule.verb is Verb.OBLIGE)
    shown = sureness * (rule.verb in (Verb.NOTE, Verb.STATE))
    return _Done((let_in, tagged, bound, shown), found.kind is not OutcomeKind.OPEN)

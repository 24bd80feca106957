"""The proof that no document can tell a changed rule from the rule as it was.

First over all complete cases (`effect.does`), then over all cases in which any facts may be missing as well, and under
every determination. Facts are made known one by one, each with the values that stand for all others, or left
unknown, until nothing is to be asked any more; the reference says what is left. Compared is what a decision or an answer
makes of an outcome, all but the facts that the sentence of a settled outcome names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement, product
from typing import assert_never

from grantrules.base.values import Value
from grantrules.compare.effect import Effect, does
from grantrules.decision.decider import Decider
from grantrules.evaluation.outcomes import DOUBTS, Findings, Outcome, OutcomeKind, TraceKind
from grantrules.evaluation.reference import Truth, Valued, value_of
from grantrules.evaluation.representatives import compares_in, counts_in, next_fact, representatives
from grantrules.evaluation.residual import NEVER, residual
from grantrules.intake.stated import Facts, Stated, StatedMeasure
from grantrules.language.condition import (
    ACCEPTED,
    ALWAYS,
    REJECTED,
    AllOf,
    AnyOf,
    Branch,
    Compare,
    Condition,
    Count,
    DayFormula,
    FactRef,
    Not,
    Op,
    Operand,
    Readings,
    determination_of,
    operand_paths,
)
from grantrules.language.vocabulary import MEASURE, Document, Fact, FactType, Vocabulary
from grantrules.results.document import ReportAnswer
from grantrules.rules.reporting import ReportRules, fulfilment_of, report_rules
from grantrules.rules.ruleset import Rule, RuleSet, Verb
from tests.support.rule_changes import Change

NOT_STATED = "?"
"""What the path of a fact begins with that is left unknown for good."""

_Sides = tuple[Condition, ...]
"""What is left of a rule's guard and statement; of two rules, of the first and then of the other."""

_CONDITIONS = ("condition", "when", "fulfilled")


def proved_equivalent(change: Change) -> bool:
    """Whether it is proved that no document can tell the change."""
    before, after = change.before, change.after
    if not isinstance(before, Rule) or not isinstance(after, Rule):
        return False
    if replace(before, received=after.received) == after:
        return _same_answers(before, after, change.year)
    own = [name for name in Rule.__dataclass_fields__ if name not in _CONDITIONS]
    kept = (*own, "per_measure", "named_branches", "days")
    if any(getattr(before, name) != getattr(after, name) for name in kept):
        return False
    pairs = zip((before, *fulfilment_of(before)), (after, *fulfilment_of(after)), strict=False)
    return (before.fulfilled is None) is (after.fulfilled is None) and all(
        _same(one, other, change.year, document) for one, other in pairs for document in asked_about(one, change.year)
    )


def _same_answers(before: Rule, after: Rule, year: RuleSet) -> bool:
    """Whether nothing that an answer to a report says hangs on the day that two rules look at.

    What it says of a rule is enumerated: for the duty surely, perhaps or not arising, with each day stated or not.
    """
    rules = [replace(year, rules=(rule,)) for rule in (before, after)]
    days = [path for path, fact in year.vocabulary.items() if fact.type is FactType.DATE and fact.root == "report"]
    for award_year in before.awarded:
        grants = [report_rules([each], award_year) for each in rules]
        for kind in OutcomeKind:
            for stated_days in product((None, date(award_year + 1, 3, 1)), repeat=len(days)):
                facts: Facts = {path: day for path, day in zip(days, stated_days, strict=True) if day is not None}
                answers = [_answer(each, facts, kind) for each in grants if each is not None]
                if len({repr(each) for each in answers}) > 1:
                    return False
    return True


def _answer(grants: ReportRules, facts: Facts, kind: OutcomeKind) -> object:
    """All that an answer says for rules that came out in a way; the hash of the rules is left out."""
    measures = (StatedMeasure("m1", facts),)
    of_report, of_measure = (
        tuple(Outcome(kind) for _ in each) for each in (grants.rules.application_rules, grants.rules.measure_rules)
    )
    said = ReportAnswer(
        grants, Decider(grants.rules), Stated("A-1", facts, measures), Findings(of_report, (of_measure,))
    ).to_dict()
    return {name: part for name, part in said.items() if name != "rules"}


def asked_about(rule: Rule, year: RuleSet) -> Iterator[Document]:
    """The kinds of document in which something comes of the rule."""
    in_force = rule.verb is not Verb.OBLIGE or not rule.awarded or year.year in rule.awarded
    if rule.fulfils is None and in_force and rule in (*year.application_rules, *year.measure_rules):
        yield Document.APPLICATION
    if rule.awarded:
        yield Document.REPORT


def reachable(rule: Rule, words: Vocabulary, document: Document) -> frozenset[OutcomeKind]:
    """Every way in which a rule can come out in documents of a kind, any facts missing and any determination given."""
    search = _Search(rule, words)
    found: set[OutcomeKind] = set()
    for facts in _determined(rule):
        found |= search.outcomes(_begun(rule, words, document, facts))
    return frozenset(found)


def _determined(rule: Rule) -> list[Facts]:
    """No determination on a rule, and each that there can be."""
    key = determination_of(rule.fulfils or rule.id)
    choices = (ACCEPTED, REJECTED, *rule.named_branches) if rule.named_branches else ()
    return [{}, *({key: is_} for is_ in choices)]


def _begun(rule: Rule, words: Vocabulary, document: Document, facts: Facts) -> _Sides:
    """A rule's guard and statement where nothing is known but what a kind of document never states."""
    never = [path for path, fact in words.items() if document not in fact.used_in]
    return tuple(left(_without(each, never), facts) for each in (rule.guard or ALWAYS, rule.statement))


def _same(before: Rule, after: Rule, year: RuleSet, document: Document) -> bool:
    """Whether two rules come to the same in every document of a kind."""
    words = year.vocabulary
    if before.statement == after.statement and before.guard == after.guard:
        return True
    if does(before, after, (words, words)).effect is not Effect.SAME:
        return False
    return all(
        _Search(before, words).same(
            (*_begun(before, words, document, facts), *_begun(after, words, document, facts)),
        )
        for facts in _determined(before)
    )


class _Search:
    """Goes through all cases in which two rules could come out differently."""

    def __init__(self, rule: Rule, words: Vocabulary) -> None:
        self.rule, self.words = rule, words
        self._seen: set[_Sides] = set()

    def same(self, sides: _Sides) -> bool:
        """Whether the rules come to the same whatever else is or is not known."""
        if sides[:2] == sides[2:] or sides in self._seen:
            return True
        self._seen.add(sides)
        asked = self._asked(sides)
        if asked is None:
            return all(
                self._seen_of(sides[:2], measures) == self._seen_of(sides[2:], measures)
                for measures in self._measures(sides)
            )
        values = representatives(self.words[asked], compares_in(sides))
        known: Iterator[_Sides] = (tuple(left(each, {asked: value}) for each in sides) for value in values)
        unknown = tuple(left(_without(each, [asked]), {}) for each in sides)
        return self.same(unknown) and all(self.same(each) for each in known)

    def outcomes(self, sides: _Sides) -> set[OutcomeKind]:
        """Every way in which a rule can come out from here on."""
        if sides in self._seen:
            return set()
        self._seen.add(sides)
        asked = self._asked(sides)
        if asked is None:
            return {self._kind(sides, measures) for measures in self._measures(sides)}
        found = self.outcomes(tuple(left(_without(each, [asked]), {}) for each in sides))
        for value in representatives(self.words[asked], compares_in(sides)):
            found |= self.outcomes(tuple(left(each, {asked: value}) for each in sides))
        return found

    @staticmethod
    def _kind(side: _Sides, measures: tuple[StatedMeasure, ...]) -> OutcomeKind:
        guard, statement = (value_of(each, {}, measures).truth for each in side)
        return OutcomeKind.NOT_APPLICABLE if guard is Truth.FALSE else _KINDS[statement]

    def _asked(self, sides: _Sides) -> str | None:
        """The fact to make known next; those of counted measures come last, all at once."""
        outside, every = compares_in(sides, into_counts=False), compares_in(sides)
        paths = {path for node in outside for path in (node.path, *operand_paths(node.operand))}
        paths |= {path for node in every for path in (node.path, *operand_paths(node.operand)) if not _of_measure(path)}
        paths = {path for path in paths if not path.startswith(NOT_STATED)}
        halves = Counter(compares_in(sides[:2])), Counter(compares_in(sides[2:]))
        differing = [*(halves[0] - halves[1]), *(halves[1] - halves[0])]
        return (
            next_fact([_askable(each) for each in every], paths, [_askable(each) for each in differing])
            if paths
            else None
        )

    def _measures(self, sides: _Sides) -> Iterator[tuple[StatedMeasure, ...]]:
        """The measures that can come together where some are counted; otherwise none are needed."""
        counts = counts_in(sides)
        if not counts:
            yield ()
            return
        kinds = list(_kinds(tuple(count.part for count in counts), self.words))
        for number in range(max(count.limit for count in counts) + 3):
            for facts in combinations_with_replacement(kinds, number):
                yield tuple(StatedMeasure(f"m{n}", each) for n, each in enumerate(facts))

    def _seen_of(self, side: _Sides, measures: tuple[StatedMeasure, ...]) -> object:
        """What a decision or an answer makes of a rule that is settled so far."""
        guard, statement = (value_of(each, {}, measures) for each in side)
        if guard.truth is Truth.FALSE:
            return None if self._silently() else "not applicable"
        if statement.truth is Truth.UNKNOWN:
            return None if self.rule.verb in (Verb.SILENT, Verb.STATE) else _waits(statement)
        return None if self._silently() and statement.truth is Truth.FALSE else statement.truth

    def _silently(self) -> bool:
        """Whether a rule that does not apply and one that fails come to the same: nothing is shown of either."""
        return self.rule.verb in (Verb.OBLIGE, Verb.NOTE, Verb.STATE, Verb.SILENT)


_KINDS = {Truth.TRUE: OutcomeKind.HELD, Truth.FALSE: OutcomeKind.FAILED, Truth.UNKNOWN: OutcomeKind.OPEN}


def _waits(value: Valued) -> object:
    """What an open outcome waits for: facts, and what people must settle."""
    return frozenset(trace for trace in value.traces if trace.kind is TraceKind.FACT or trace.kind in DOUBTS)


def left(condition: Condition, facts: Facts) -> Condition:
    """What is left of a condition once some facts are known, so that it is open for the same reasons as before."""
    value = value_of(condition, facts, ())
    if value.truth is not Truth.UNKNOWN and not counts_in([condition]):
        return ALWAYS if value.truth is Truth.TRUE else NEVER
    match condition:
        case Compare():
            return residual(condition, facts)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            neutral = ALWAYS if isinstance(condition, AllOf) else NEVER
            needed = tuple(dict.fromkeys(each for each in (left(part, facts) for part in parts) if each != neutral))
            return needed[0] if len(needed) == 1 else type(condition)(needed)
        case Not(part=part):
            return Not(left(part, facts))
        case Count(part=part):
            common = {path: value for path, value in facts.items() if not _of_measure(path)}
            return replace(condition, part=left(part, common))
        case Branch(part=part):
            made = replace(condition, part=left(part, facts), sources=(), text=None)
            return made.part if condition.doubt is None or _accepted(condition, facts) else made
        case Readings(parts=parts):
            return replace(condition, parts=tuple(replace(each, part=left(each.part, facts)) for each in parts))
        case _:
            assert_never(condition)


def _accepted(branch: Branch, facts: Facts) -> bool:
    """Whether a person has settled the doubt in favour of the branch, so that only its part is left."""
    return value_of(replace(branch, part=ALWAYS), facts, ()).truth is Truth.TRUE


def _without(condition: Condition, paths: list[str]) -> Condition:
    """The condition with some facts left unknown for good."""
    match condition:
        case Compare(path=path, operand=operand, only_for=only_for):
            kept = None if only_for is None else _without(only_for, paths)
            assert kept is None or isinstance(kept, Compare)
            named, other = _named(path, paths), _operand(operand, paths)
            if named.startswith(NOT_STATED) and not operand_paths(other):  # with what it is compared no longer matters
                return Compare(named, Op.ONE_OF, frozenset(), kept)
            return Compare(named, condition.op, other, kept)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return type(condition)(tuple(_without(each, paths) for each in parts))
        case Readings(parts=readings):
            return replace(condition, parts=tuple(replace(each, part=_without(each.part, paths)) for each in readings))
        case Not(part=part) | Count(part=part) | Branch(part=part):
            return replace(condition, part=_without(part, paths))
        case _:
            assert_never(condition)


def _named(path: str, paths: list[str]) -> str:
    return NOT_STATED + path if path in paths else path


def _operand(operand: Operand, paths: list[str]) -> Operand:
    match operand:
        case FactRef(path=path) | DayFormula(path=path):
            return replace(operand, path=_named(path, paths))
        case _:
            return operand


def _kinds(parts: tuple[Condition, ...], words: Mapping[str, Fact]) -> Iterator[Facts]:
    """Facts of a measure of each kind that some counted conditions tell apart, unknown facts left out."""
    seen: set[tuple[Condition, ...]] = set()
    waiting: list[tuple[tuple[Condition, ...], dict[str, Value]]] = [(parts, {})]
    while waiting:
        conditions, facts = waiting.pop()
        among = compares_in(conditions)
        paths = {node.path for node in among if not node.path.startswith(NOT_STATED)}
        if conditions in seen:
            continue
        seen.add(conditions)
        if not paths:
            yield facts
            continue
        path = next_fact(among, paths)
        waiting.append((tuple(left(_without(each, [path]), {}) for each in conditions), facts))
        for value in representatives(words[path], among):
            known = {path: value}
            waiting.append((tuple(left(each, known) for each in conditions), {**facts, **known}))


def _askable(node: Compare) -> Compare:
    """The comparison without what is left unknown and its fact exists for, so that the fact itself is asked for."""
    if node.only_for is None:
        return node
    waits = _askable(node.only_for)
    return replace(node, only_for=None if waits.path.startswith(NOT_STATED) and waits.only_for is None else waits)


def _of_measure(path: str) -> bool:
    return path.startswith(f"{MEASURE}.")

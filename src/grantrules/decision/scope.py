"""One scope of a decision or an answer, the document itself or a measure: its rules and how each came out.

A verdict looks at every outcome of every measure, so what each verb makes of an outcome is tabulated
once for a rule set; reasons are made only where somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from grantrules.decision.verdict import CauseKind, OpenPoint, Status, ToJudge, level, open_points
from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind
from grantrules.intake.stated import Determination, Facts, Stated, asked_instead, office_facts
from grantrules.language.vocabulary import OFFICE, Vocabulary
from grantrules.rules.ruleset import OfficeValue, Rule, RuleSet, Verb

Levels = tuple[int, ...]
"""The rank of the verdict that a rule allows, by the code of its outcome's kind."""


class Reason(NamedTuple):
    """How one rule came out for the application or for one measure, with the facts that it was asked of."""

    rule: Rule
    outcome: Outcome
    measure: str | None
    facts: Facts
    determination: Determination | None

    @property
    def level(self) -> Status:
        """The best verdict that the outcome allows."""
        return level(self.rule, self.outcome, self.determination)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rules of a scope, sorted by what they do; each by its place among them.

    `explained` are those whose outcome a decision gives a reason for: verdicts and priorities.
    """

    rules: tuple[Rule, ...]
    deciding: tuple[tuple[int, Levels], ...]
    barring: tuple[tuple[int, Levels], ...]
    by_verb: Mapping[Verb, tuple[int, ...]]
    explained: tuple[int, ...]
    dated: tuple[int, ...]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> Sorted:
        """Sort rules."""
        levels = [tuple(level(rule, Outcome(kind), None).rank for kind in OutcomeKind) for rule in rules]
        return cls(
            rules,
            tuple((i, levels[i]) for i, rule in enumerate(rules) if rule.verb.decides),
            tuple((i, levels[i]) for i, rule in enumerate(rules) if rule.verb.bars),
            {verb: tuple(i for i, rule in enumerate(rules) if rule.verb is verb) for verb in Verb},
            tuple(i for i, rule in enumerate(rules) if rule.verb.decides or rule.verb is Verb.PRIORITISE),
            tuple(i for i, rule in enumerate(rules) if rule.verb.decides and rule.days),
        )


_SORTED: WeakKeyDictionary[RuleSet, tuple[Sorted, Sorted]] = WeakKeyDictionary()


def sorted_rules(rules: RuleSet) -> tuple[Sorted, Sorted]:
    """The rules for the application and for each measure, sorted once for a rule set."""
    found = _SORTED.get(rules)
    if found is None:
        found = _SORTED[rules] = Sorted.of(rules.application_rules), Sorted.of(rules.measure_rules)
    return found


_STATUSES = tuple(Status)


class Scope:
    """The rules of one scope with their outcomes."""

    def __init__(
        self,
        rules: Sorted,
        outcomes: Sequence[Outcome],
        facts: Facts,
        determinations: Mapping[str, Determination],
        measure: str | None = None,
    ) -> None:
        self.rules, self.outcomes, self.facts = rules, outcomes, facts
        self.determinations, self.measure = determinations, measure

    def reason(self, place: int) -> Reason:
        """How the rule at a place came out."""
        rule = self.rules.rules[place]
        determination = self.determinations.get(rule.fulfils or rule.id)
        return Reason(rule, self.outcomes[place], self.measure, self.facts, determination)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """How every rule came out, in the order of the files."""
        return tuple(self.reason(place) for place in range(len(self.outcomes)))

    def of_verb(self, verb: Verb, *kinds: OutcomeKind) -> list[Reason]:
        """The rules with a verb that came out in one of some ways, or in any."""
        places = self.rules.by_verb[verb]
        return [self.reason(place) for place in places if not kinds or self.outcomes[place].kind in kinds]

    def carrying(self) -> list[Reason]:
        """What carries an eligible verdict: the rules that ask for something and got it."""
        places = (place for verb in Verb if verb.implies for place in self.rules.by_verb[verb])
        return [self.reason(place) for place in places if self.outcomes[place].kind is OutcomeKind.HELD]

    def dated(self) -> list[Reason]:
        """The deciding rules that compare with dates."""
        return [self.reason(place) for place in self.rules.dated]

    def lowest(self, *, bars_only: bool = False) -> Status:
        """The best verdict that all outcomes together allow, or those of the rules that can bar."""
        weighed = self.rules.barring if bars_only else self.rules.deciding
        outcomes = self.outcomes
        if self.determinations:
            return min((self.reason(place).level for place, _ in weighed), default=Status.ELIGIBLE)
        return _STATUSES[min([levels[outcomes[place].kind.code] for place, levels in weighed], default=-1)]

    def at_level(self, status: Status) -> Iterator[Reason]:
        """The deciding rules that allow just this verdict."""
        for place, levels in self.rules.deciding:
            if self.determinations or levels[self.outcomes[place].kind.code] == status.rank:
                reason = self.reason(place)
                if reason.level is status:
                    yield reason

    def points(self, vocabulary: Vocabulary, instead: Mapping[str, str]) -> Iterator[OpenPoint]:
        """What the undetermined rules leave open; `instead` names the fact to ask for in place of another."""
        for reason in self.at_level(Status.UNDETERMINED):
            yield from open_points(reason.rule, reason.outcome, reason.measure, vocabulary, instead)


def to_judge(there: Iterable[Reason]) -> Iterator[ToJudge]:
    """Of rules whose material for a judgement is there, those that nobody has judged yet."""
    for rule, outcome, measure, _, determination in there:
        if determination is None:
            yield ToJudge(rule, measure, CauseKind.JUDGEMENT, facts=outcome.facts)


def scopes_of(rules: RuleSet, stated: Stated, findings: Findings) -> tuple[Scope, ...]:
    """The scope of an application or a report itself, and then that of each of its measures."""
    of_document, of_measure = sorted_rules(rules)
    common = stated.determinations
    return (
        Scope(of_document, findings.application, stated.facts, common),
        *(
            Scope(of_measure, outcomes, each.facts, {**common, **each.determinations}, each.id)
            for each, outcomes in zip(stated.measures, findings.measures, strict=True)
        ),
    )


class Scoped:
    """What a decision and an answer to a report have in common: scopes, and what was stated in them."""

    rules: RuleSet
    stated: Stated
    scopes: tuple[Scope, ...]

    @cached_property
    def every_reason(self) -> tuple[Reason, ...]:
        """How every rule came out, for the application or report itself and then for each measure."""
        return tuple(reason for scope in self.scopes for reason in scope.reasons)

    @cached_property
    def office_values(self) -> Mapping[str, OfficeValue]:
        """The offices' values that served, by fact."""
        return office_facts(self.rules, self.stated.facts.get(OFFICE))

    @cached_property
    def _asked_instead(self) -> Mapping[str, str]:
        """For what offices set, the fact to ask for in its place."""
        return asked_instead(self.rules, self.stated.facts)

"""One scope of a decision or an answer, the document itself or a measure: its rules and how each came out.

A verdict looks at every outcome of every measure: reasons are made only where somebody looks at them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from grantrules.decision import verdict
from grantrules.decision.decider import Decider, SortedRules
from grantrules.decision.verdict import SURE, CauseKind, Lack, Missing, OpenPoint, Status, ToJudge
from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind
from grantrules.intake.stated import (
    Determination,
    Facts,
    Stated,
    application_hash,
    asked_instead,
    day_of,
    office_facts,
)
from grantrules.language.vocabulary import OFFICE, Vocabulary
from grantrules.rules.canonical import rules_hash
from grantrules.rules.ruleset import Due, OfficeValue, Rule, RuleSet, Verb

_ELIGIBLE = Status.ELIGIBLE.rank
_OF_RANK = tuple(Status)
"""The statuses by rank."""


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
        return verdict.level(self.rule.verb, self.outcome.kind, self.determination)

    @property
    def is_against(self) -> bool:
        """Whether the outcome is settled and stands in the way of an eligible verdict."""
        return verdict.is_against(self.outcome.kind, self.level)


class Scope:
    """The rules of one scope with their outcomes."""

    def __init__(
        self,
        rules: SortedRules,
        outcomes: Sequence[Outcome],
        facts: Facts,
        determinations: Mapping[str, Determination],
        measure: str | None = None,
    ) -> None:
        self.rules, self.outcomes, self.facts = rules, outcomes, facts
        self.determinations, self.measure = determinations, measure

    @property
    def found(self) -> Counter[tuple[str, Outcome]]:
        """How each rule came out, without their order."""
        return Counter(zip((rule.id for rule in self.rules.rules), self.outcomes, strict=True))

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

    def priorities(self) -> Iterator[tuple[Reason, bool]]:
        """The priorities that surely or perhaps apply, with which; of each ranking only what can be the best number here.

        A number is sure where its rule holds and no better one can.
        """
        found = self.of_verb(Verb.PRIORITISE, *SURE)
        for reason in found:
            better = [SURE[each.outcome.kind] for each in found if each.rule.outranks(reason.rule)]
            if not any(better):
                yield reason, SURE[reason.outcome.kind] and not better

    def carrying(self) -> list[Reason]:
        """What carries an eligible verdict: the rules that ask for something and got it."""
        places = (place for verb in Verb if verb.implies for place in self.rules.by_verb[verb])
        return [self.reason(place) for place in places if self.outcomes[place].kind is OutcomeKind.HELD]

    def dated(self) -> list[Reason]:
        """The deciding rules that compare with dates."""
        return [self.reason(place) for place in self.rules.dated]

    def own_status(self, *, bars_only: bool = False) -> Status:
        """The best verdict that all outcomes together allow, or those of the rules that can bar."""
        weighed = self.rules.barring if bars_only else self.rules.deciding
        if self.determinations:
            return min((self.reason(place).level for place, _ in weighed), default=Status.ELIGIBLE)
        outcomes = self.outcomes
        return _OF_RANK[min([ranks[outcomes[place].kind.code] for place, ranks in weighed], default=_ELIGIBLE)]

    def at_level(self, status: Status) -> Iterator[Reason]:
        """The deciding rules that allow just this verdict."""
        for place, ranks in self.rules.deciding:
            if self.determinations or ranks[self.outcomes[place].kind.code] == status.rank:
                reason = self.reason(place)
                if reason.level is status:
                    yield reason

    def to_judge(self) -> Iterator[ToJudge]:
        """What is there for people to judge, and nobody has judged yet, though the verdict does not wait for it."""
        for place in self.rules.judged:
            rule, outcome, measure, _, determination = self.reason(place)
            if verdict.is_to_judge(rule.verb, outcome.kind) and determination is None:
                yield ToJudge(rule, measure, CauseKind.JUDGEMENT, facts=outcome.facts)

    def points(self, vocabulary: Vocabulary, instead: Mapping[str, str]) -> Iterator[OpenPoint]:
        """What the undetermined rules leave open; `instead` names the fact to ask for in place of another."""
        for reason in self.at_level(Status.UNDETERMINED):
            yield from verdict.open_points(reason.rule, reason.outcome, reason.measure, vocabulary, instead)


@dataclass(frozen=True, slots=True)
class RulesUsed:
    """Which rules something rests on: the year, its revision, and the hash of what they mean and say."""

    year: int
    revision: int
    hash: str

    @classmethod
    def of(cls, rules: RuleSet) -> RulesUsed:
        """The rules of a year."""
        return cls(rules.year, rules.revision, rules_hash(rules))


@dataclass(frozen=True, slots=True)
class Determined:
    """What a person determined on a rule, for the whole document or for one measure."""

    rule: str
    measure: str | None
    is_: str
    by: str | None
    note: str | None


class ScopedResult:
    """What a decision and an answer to a report have in common: scopes, and what was stated in them.

    The first scope is that of the application or the report itself, the others are those of its measures. Two of a kind
    are equal where the same rules came out alike of the same that was stated, determinations included.
    """

    rules: RuleSet
    """The rules that were asked, as data."""

    stated: Stated
    """What the application or report states, as facts by path."""

    def __init__(self, decider: Decider, stated: Stated, findings: Findings) -> None:
        self.decider, self.rules, self.stated, self.findings = decider, decider.rules, stated, findings
        of_document, of_measure = decider.sorted_rules
        common = stated.determinations
        self.scopes = (
            Scope(of_document, findings.application, stated.facts, common),
            *(
                Scope(of_measure, outcomes, each.facts, {**common, **each.determinations}, each.id)
                for each, outcomes in zip(stated.measures, findings.measures, strict=True)
            ),
        )

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, ScopedResult):
            return NotImplemented
        return self is other or self._meaning == other._meaning

    def __hash__(self) -> int:
        return hash((self.rules, self.stated.id, len(self.scopes)))

    @property
    def _meaning(self) -> tuple[object, ...]:
        """What makes two results the same: the rules, what was stated, and how each rule came out."""
        return self.rules, self.stated, [scope.found for scope in self.scopes]

    @property
    def id(self) -> str | None:
        """What the application or report calls itself, if it does."""
        return self.stated.id

    @property
    def document_hash(self) -> str:
        """The hash of what the application or report states, and what people determined, whatever the order of its measures."""
        return application_hash(self.stated)

    @property
    def determinations(self) -> tuple[Determined, ...]:
        """What people have determined, for the whole and then for each measure."""
        parts = [(None, self.stated.determinations), *((each.id, each.determinations) for each in self.stated.measures)]
        return tuple(
            Determined(rule, measure, each.is_, each.by, each.note)
            for measure, settled in parts
            for rule, each in settled.items()
        )

    @cached_property
    def every_reason(self) -> tuple[Reason, ...]:
        """How every rule came out, for the application or report itself and then for each measure."""
        return tuple(reason for scope in self.scopes for reason in scope.reasons)

    @cached_property
    def office_values(self) -> Mapping[str, OfficeValue]:
        """The offices' values that served, by fact."""
        return office_facts(self.rules, self.stated.facts.get(OFFICE))

    def _missing_besides(self, lacks: Iterable[Lack], needed: Iterable[Missing]) -> tuple[Missing, ...]:
        """The facts that no status waits for and that are not needed anyway, of the same measure where it is about one.

        In place of what hangs on the office the office is asked for.
        """
        known = {missing.fact: set(missing.measures) for missing in needed}
        found: list[Lack] = []
        for path, about, _ in lacks:
            fact = self._asked_instead.get(path, path)
            left = tuple(measure for measure in about if measure not in known.get(fact, ()))
            if fact not in known or (known[fact] and left):
                found.append(Lack(fact, left, holds_status=False))
        return verdict.missing_facts(found, self.rules.vocabulary)

    @cached_property
    def _asked_instead(self) -> Mapping[str, str]:
        """For what offices set, the fact to ask for in its place."""
        return asked_instead(self.rules, self.stated.facts)


# -- what scopes oblige to together


@dataclass(frozen=True, slots=True)
class Duty:
    """What an award obliges to. `day` is there once the year or the letter that it hangs on is known."""

    rule: Rule
    sure: bool
    due: Due | None
    day: date | None
    measures: tuple[str, ...]


def duties_of(scopes: Iterable[Scope], award_year: int) -> tuple[Duty, ...]:
    """The duties that surely or perhaps arise, each once for every day that it is due, with the measures it is about.

    A rule that names award years is only for those.
    """
    found: dict[tuple[str, date | None], list[Reason]] = {}
    for reason in (reason for scope in scopes for reason in scope.of_verb(Verb.OBLIGE, *SURE)):
        if not reason.rule.awarded or award_year in reason.rule.awarded:
            found.setdefault((reason.rule.id, day_of(reason.rule.due, reason.facts)), []).append(reason)
    return tuple(
        Duty(
            reasons[0].rule,
            any(SURE[reason.outcome.kind] for reason in reasons),
            reasons[0].rule.due,
            day,
            tuple(reason.measure for reason in reasons if reason.measure is not None),
        )
        for (_, day), reasons in found.items()
    )

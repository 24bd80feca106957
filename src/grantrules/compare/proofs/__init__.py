"""Witnesses: the smallest applications that two years treat differently, found or ruled out by Z3.

Here is what is asked of two years, and what there can be for an answer. `search.py` says how it is answered and why an
answer can be believed; `variables.py` and `year.py` say it to Z3, which only `solver.py` knows. Z3 is an optional package,
imported when something is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import permutations

from grantrules.base.errors import GrantRulesError
from grantrules.base.values import Value
from grantrules.compare.causes import Side, apart
from grantrules.compare.comparison import pairs_of
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status, can_bar
from grantrules.language.condition import Count, Op, walk
from grantrules.rules.ruleset import Rule, RuleSet, Verb


class DoesNotReplay(GrantRulesError):
    """A witness on which the years do not differ as was found: a fault in the search, never a matter of the law."""


class Act(Enum):
    """What a rule surely does to an application or to a measure of it."""

    BARS = "bars"
    TAGS = "tags"
    OBLIGES = "obliges"

    def is_of(self, verb: Verb) -> bool:
        """Whether rules with this verb do so."""
        match self:
            case Act.BARS:
                return can_bar(verb)
            case Act.TAGS:
                return verb is Verb.PRIORITISE
            case Act.OBLIGES:
                return verb is Verb.OBLIGE

    def rules(self, decision: Decision) -> frozenset[str]:
        """The ids of the rules that do so in a decision."""
        match self:
            case Act.BARS:
                return frozenset(reason.rule.id for reason in decision.bars)
            case Act.TAGS:
                return frozenset(tag.rule.id for tag in decision.tags if tag.sure)
            case Act.OBLIGES:
                return frozenset(duty.rule.id for duty in decision.duties if duty.sure)


@dataclass(frozen=True, slots=True)
class VerdictsQuestion:
    """Is there an application with this verdict in the earlier year and that one in the later?"""

    before: Status
    after: Status

    def answered_by(self, before: Decision, after: Decision) -> bool:
        """Whether the two decisions on one application say yes."""
        return before.status is self.before and after.status is self.after


@dataclass(frozen=True, slots=True)
class Acting:
    """Is there an application to which a rule does in one year what it does not do in the other?

    `rule` is the rule of the year on the one `side`; `pair` is the same rule in the other year, by its id
    or an earlier one, and `None` where that year has none. Duties are asked about only where neither year
    bars the application or a measure of it: a verdict that differs is no duty that does.
    """

    act: Act
    side: Side
    rule: Rule
    pair: Rule | None

    def answered_by(self, before: Decision, after: Decision) -> bool:
        """Whether the two decisions on one application say yes."""
        here, there = (before, after) if self.side is Side.BEFORE else (after, before)
        in_other = self.pair is not None and self.pair.id in self.act.rules(there)
        statuses = [status for of in (before, after) for status in (of.status, *(each.status for each in of.measures))]
        if self.act is Act.OBLIGES and Status.NOT_ELIGIBLE in statuses:  # then the duty goes with the verdict
            return False
        return self.rule.id in self.act.rules(here) and not in_other


YearQuestion = VerdictsQuestion | Acting


def questions(before: RuleSet, after: RuleSet, *, undetermined: bool) -> tuple[YearQuestion, ...]:
    """Everything that is asked: the verdicts, and then each rule that can bar, tag or oblige in either year.

    Of a rule that only one year states nothing is asked (`left_out`): that the other year's rules do not act
    alike is a fact about this program, and not about the law. `undetermined` says whether it counts as a
    difference that only one year comes to a verdict.
    """
    statuses = [status for status in Status if undetermined or status is not Status.UNDETERMINED]
    asked: list[YearQuestion] = [VerdictsQuestion(*pair) for pair in permutations(reversed(statuses), 2)]
    pairs = [(old, new) for old, new in pairs_of(before, after) if old is not None and new is not None]
    later, earlier = {old.id: new for old, new in pairs}, {new.id: old for old, new in pairs}
    alone_before, alone_after = apart(before, after)
    sides = ((Side.BEFORE, before, later, alone_before), (Side.AFTER, after, earlier, alone_after))
    for act in Act:
        for side, rules, paired, alone in sides:
            acting = [rule for rule in _concerned(rules) if act.is_of(rule.verb) and rule.id not in alone]
            asked += [Acting(act, side, rule, paired.get(rule.id)) for rule in acting]
    return tuple(asked)


def left_out(before: RuleSet, after: RuleSet) -> tuple[str, ...]:
    """The rules, by id, that bar, tag or oblige in one year and of which nothing is asked."""
    years = zip((before, after), apart(before, after), strict=True)
    acting = ((rule, alone) for rules, alone in years for rule in _concerned(rules) if acts(rule))
    return tuple(dict.fromkeys(rule.id for rule, alone in acting if rule.id in alone))


def _concerned(rules: RuleSet) -> list[Rule]:
    """The rules that are asked of an application."""
    concerned = {*rules.application_rules, *rules.measure_rules}
    return [rule for rule in rules.rules if rule in concerned]


def acts(rule: Rule) -> bool:
    """Whether a rule can bar, tag or oblige."""
    return any(act.is_of(rule.verb) for act in Act)


def most_counted(*years: RuleSet) -> int:
    """How many measures it takes to go past every limit that the rules count to; 1 where none counts.

    That there is no witness up to fewer measures says little about such a rule.
    """
    counts = (node for year in years for rule in year.rules for node in walk(rule.statement) if isinstance(node, Count))
    return max((node.limit + (node.op in (Op.OVER, Op.AT_MOST)) for node in counts), default=1)


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value of a witness that one year does not know, and what it is `taken` for there: *other*, or not stated at all.

    `measure` is the place of the measure that states it, and nothing where the application does.
    """

    side: Side
    measure: int | None
    fact: str
    value: Value
    taken: Value | None


@dataclass(frozen=True, slots=True)
class Witness:
    """An application on which two years differ, with the decision that each makes of it.

    `application` is a document as `Regulation.evaluate` takes it and as a file has it, of no year; `facts`
    is how many facts it states and `measures` how many measures it has; `unknown` are values that one year does not know.
    """

    application: Mapping[str, object]
    facts: int
    measures: int
    before: Decision
    after: Decision
    unknown: tuple[UnknownValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Differs:
    """The years differ on this application. No smaller one shows it, unless time ran out: see `smallest`."""

    question: YearQuestion
    witness: Witness
    smallest: bool


@dataclass(frozen=True, slots=True)
class Same:
    """There is no such application with up to so many measures and without determinations."""

    question: YearQuestion
    measures: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither was found in the seconds given to all questions together; nothing follows from that."""

    question: YearQuestion
    seconds: float


Finding = Differs | Same | Undecided


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What a search for applications that two years treat differently has found.

    Searched were applications with up to so many `measures`, for so many `seconds` together; with
    `undetermined` it counted as a difference that only one year comes to a verdict. The rules of the two
    years count up to `most_counted` measures: a search among fewer says little about such a rule. Of the
    rules `left_out` nothing was asked, because they cannot be held against the other year.
    """

    findings: tuple[Finding, ...]
    measures: int
    seconds: float
    undetermined: bool
    most_counted: int
    left_out: tuple[str, ...] = ()

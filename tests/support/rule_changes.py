"""Every small way in which a rule, or a value that an office has set, can be changed so that the year still loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from grantrules.base.errors import Problems
from grantrules.base.texts import Text
from grantrules.language.condition import ALWAYS, Condition, DayFormula, FactRef, Not
from grantrules.language.vocabulary import OFFICE, FactType
from grantrules.rules.checks import check_rules
from grantrules.rules.fileformat import ONLY_WITH
from grantrules.rules.ruleset import Aspect, NotStated, OfficeValue, Rule, RuleSet, Statement, Verb
from tests.support.condition_changes import changed_conditions, in_doubt, moved, resettled, shown

FIGURES = ("appropriated", "proposed", "earmarked", "frame")
OTHER_VERBS = {
    Verb.REQUIRE: (Verb.EXCLUDE, Verb.EXPECT, Verb.ASSESS, Verb.NOTE),
    Verb.EXCLUDE: (Verb.REQUIRE, Verb.EXPECT, Verb.ASSESS, Verb.NOTE),
    Verb.EXPECT: (Verb.REQUIRE, Verb.EXCLUDE, Verb.ASSESS, Verb.NOTE),
    Verb.ASSESS: (Verb.REQUIRE, Verb.EXPECT, Verb.NOTE),
    Verb.PRIORITISE: (Verb.NOTE,),
    Verb.OBLIGE: (Verb.NOTE,),
    Verb.NOTE: (Verb.PRIORITISE, Verb.OBLIGE),
}
UNSET = {field.name: field.default for field in fields(Rule) if field.name in ONLY_WITH}


@dataclass(frozen=True)
class Change:
    """One change of a year: of a rule (none after it, if the rule is gone), or of an office's value."""

    year: RuleSet
    before: Rule | OfficeValue
    after: Rule | OfficeValue | None
    words: str

    @property
    def subject(self) -> str:
        """The rule's id, or the fact whose value an office has set."""
        return self.before.id if isinstance(self.before, Rule) else self.before.fact

    @cached_property
    def changed(self) -> RuleSet:
        """The year with the change."""
        if isinstance(self.before, OfficeValue):
            values = [self.after if each is self.before else each for each in self.year.office_values]
            return replace(self.year, office_values=tuple(each for each in values if isinstance(each, OfficeValue)))
        rules = [self.after if each is self.before else each for each in self.year.rules]
        return replace(self.year, rules=tuple(each for each in rules if isinstance(each, Rule)))

    def __str__(self) -> str:
        place = self.before.where
        return f"{self.subject}: {self.words} ({place})" if place else f"{self.subject}: {self.words}"


def changes_of_year(year: RuleSet) -> Iterator[Change]:
    """Every change of every rule and office's value of a year."""
    for rule in year.rules:
        yield from changes_of(rule, year)
    for value in year.office_values:
        yield from _of_value(value, year)


def changes_of(rule: Rule, year: RuleSet) -> Iterator[Change]:
    """Every change of a rule with which the year still loads."""
    yield Change(year, rule, None, "the rule is gone")
    for words, after in _changed_rules(rule, year):
        made = _favoured(after)
        if made != rule and _loads(made, year):
            yield Change(year, rule, made, words)


def favour_of(verb: Verb, *, guard: bool = False) -> bool:
    """Whether the applicant gains where the condition, or the guard, of a rule with this verb holds."""
    return verb is not Verb.EXCLUDE and not (guard and verb.implies)


def _favoured(rule: Rule) -> Rule:
    """The rule with determinations working as its verb has them."""
    when = rule.when and resettled(rule.when, rule.id, favour=favour_of(rule.verb, guard=True))
    fulfilled = rule.fulfilled and resettled(rule.fulfilled, rule.id, favour=True)
    condition = resettled(rule.condition, rule.id, favour=favour_of(rule.verb))
    return replace(rule, condition=condition, when=when, fulfilled=fulfilled)


def _loads(rule: Rule, year: RuleSet) -> bool:
    problems = Problems()
    check_rules(replace(year, rules=(rule,), office_values=()), problems)
    return not problems.errors


def _changed_rules(rule: Rule, year: RuleSet) -> Iterator[tuple[str, Rule]]:
    words = year.vocabulary
    if rule.condition != ALWAYS:
        yield "nothing is asked any more", replace(rule, condition=ALWAYS)
        yield f"{shown(rule.condition)} is in doubt", replace(rule, condition=in_doubt(rule.condition))
        for said, condition in changed_conditions(rule.condition, words):
            yield said, replace(rule, condition=condition)
    if rule.when is not None:
        yield "the guard is gone", replace(rule, when=None)
        yield from ((f"in the guard, {said}", replace(rule, when=made)) for said, made in _guards(rule.when, year))
    yield from _verbs(rule)
    yield from _offices(rule, year)
    yield from _attributes(rule)
    yield from _dues(rule, year)
    yield from _fulfilments(rule, year)
    if rule.states is not None:
        yield from ((said, replace(rule, states=made)) for said, made in _figures(rule.states))


def _guards(when: Condition, year: RuleSet) -> Iterator[tuple[str, Condition]]:
    yield f"{shown(when)} is negated", Not(when)
    yield from changed_conditions(when, year.vocabulary)


def _verbs(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for verb in OTHER_VERBS.get(rule.verb, ()):
        lost = {key: value for key, value in UNSET.items() if verb.value not in ONLY_WITH[key]}
        made = replace(rule, verb=verb, **lost)  # type: ignore[arg-type]
        if verb is not Verb.EXPECT or made.condition != ALWAYS:
            yield f"`{verb.value}` instead of `{rule.verb.value}`", made
    if rule.verb is Verb.SILENT:
        yield "`note` instead of `silent`", replace(rule, verb=Verb.NOTE, silent_since=None)
        assert rule.silent_since is not None
        for last in (rule.silent_since - 1, rule.silent_since + 1):
            yield f"last stated in {last}", replace(rule, silent_since=last)


def _offices(rule: Rule, year: RuleSet) -> Iterator[tuple[str, Rule]]:
    offices = [None, *year.vocabulary[OFFICE].choices] if OFFICE in year.vocabulary else [None]
    for office in offices if rule.office is not None else offices[1:2]:
        if office != rule.office:
            yield f"for the office {office}" if office else "for every office", replace(rule, office=office)


def _attributes(rule: Rule) -> Iterator[tuple[str, Rule]]:
    if rule.rank is not None:
        for rank in dict.fromkeys((None, rule.rank - 1 or None, rule.rank + 1)):
            yield f"rank {rank}", replace(rule, rank=rank)
    for place, awarded in enumerate(rule.awarded):
        others = (*rule.awarded[:place], *rule.awarded[place + 1 :])
        yield f"not for grants awarded in {awarded}", replace(rule, awarded=others)
        for other in {awarded - 1, awarded + 1} - set(others):
            moved_ = tuple(sorted((*others, other)))
            yield f"for grants awarded in {other} instead of {awarded}", replace(rule, awarded=moved_)
    if rule.aspect is not None:
        for aspect in [None, *Aspect]:
            yield f"the aspect is {aspect.value if aspect else 'gone'}", replace(rule, aspect=aspect)
    if rule.remedy is not None and rule.verb is not Verb.ASSESS:  # there it is a text only
        yield "the remedy is gone", replace(rule, remedy=None)
    elif rule.remedy is None and rule.verb is Verb.EXPECT:
        yield "it has a remedy", replace(rule, remedy=Text("Rett dette."))


def _dues(rule: Rule, year: RuleSet) -> Iterator[tuple[str, Rule]]:
    if rule.verb is not Verb.OBLIGE:
        return
    match rule.due:
        case None:
            return
        case NotStated():
            others = [other.due for other in year.rules if other.due not in (None, NotStated())]
            for due in dict.fromkeys(others):
                yield f"due is {due}", replace(rule, due=due)
        case date() as day:
            for other in (day - timedelta(1), day + timedelta(1)):
                yield f"due on {other}", replace(rule, due=other)
        case FactRef() | DayFormula() as operand:
            for said, bound in moved(operand, year.vocabulary):
                assert isinstance(bound, FactRef | DayFormula)
                yield f"due is {said}", replace(rule, due=bound)
    if rule.due != NotStated():
        yield "the date is not stated", replace(rule, due=NotStated())


def _fulfilments(rule: Rule, year: RuleSet) -> Iterator[tuple[str, Rule]]:
    if rule.fulfilled is not None:
        yield "nothing says when it is fulfilled", replace(rule, fulfilled=None, remedy=None)
        for said, made in _guards(rule.fulfilled, year):
            yield f"fulfilled: {said}", replace(rule, fulfilled=made)
    if rule.received is not None:
        yield "nothing says when it was received", replace(rule, received=None)
        dates = [path for path, fact in year.vocabulary.items() if fact.type is FactType.DATE and fact.root == "report"]
        for path in dates:
            yield f"received is `{path}`", replace(rule, received=path)


def _figures(states: Statement) -> Iterator[tuple[str, Statement]]:
    if states.amount is not None:
        for amount in (states.amount - 1, states.amount + 1):
            yield f"the amount is {amount}", replace(states, amount=amount)
    if states.figure is not None:
        for figure in FIGURES:
            if figure != states.figure:
                yield f"the amount is {figure}, not {states.figure}", replace(states, figure=figure)


def _of_value(value: OfficeValue, year: RuleSet) -> Iterator[Change]:
    yield Change(year, value, None, f"the value of {value.office} is gone")
    assert isinstance(value.value, int | Decimal | date)
    for said, other in moved(value.value, year.vocabulary):
        assert isinstance(other, int | Decimal | date)
        yield Change(year, value, replace(value, value=other), f"the value of {value.office} is {said}")

"""What became of a rule between two years: of what it states, of the parts it is made of, and whose rule it is.

Silence is not repeal, and what one office does is a rule of that office alone: of a rule
that only one of the years states, or that is another office's in the other, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Literal, assert_never

from grantrules.evaluation.residual import rebuilt
from grantrules.language.condition import ALWAYS, AllOf, AnyOf, Branch, Compare, Condition, Count, Not, Op, Readings
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.canonical import condition_data
from grantrules.rules.ruleset import NotStated, Rule, RuleSet, Verb


class StatementChange(StrEnum):
    """What became of the statement of a rule, whatever it does."""

    SAME = "same"
    REWORDED = "reworded"
    VERB_CHANGED = "verb_changed"
    BASIS_CHANGED = "basis_changed"
    ADDED = "added"
    REMOVED = "removed"
    FIRST_MENTIONED = "first_mentioned"
    STATED_AGAIN = "stated_again"
    NOW_SILENT = "now_silent"
    EXPIRED = "expired"
    OTHER_OFFICE = "other_office"


COMPARED = frozenset(
    {StatementChange.SAME, StatementChange.REWORDED, StatementChange.VERB_CHANGED, StatementChange.BASIS_CHANGED}
)
"""Both years state the rule, or neither does."""

COME_OR_GONE = frozenset({StatementChange.ADDED, StatementChange.REMOVED})
"""A document, or a topic that is given whole, says that the rule came or went."""


def statement_change(old: Rule | None, new: Rule | None, before: RuleSet, after: RuleSet) -> StatementChange | None:
    """What became of the statement; nothing where neither year states it and only the later one has it."""
    match old, new:
        case None, Rule():
            if not is_stated(new):
                return None
            named = any(each.rule == new.id for each in after.introduces)
            return StatementChange.ADDED if named or _gives_whole(before, new) else StatementChange.FIRST_MENTIONED
        case Rule(), None:
            if any(each.rule == old.id for each in after.ended) or _gives_whole(after, old):
                return StatementChange.REMOVED
            return StatementChange.NOW_SILENT if is_stated(old) else StatementChange.EXPIRED
        case Rule(), Rule():
            return _between(old, new)
        case _:
            return None


def _between(old: Rule, new: Rule) -> StatementChange:
    """What became of a statement that both years have, be it as a silence."""
    then, now = office_of(old), office_of(new)
    match is_stated(old), is_stated(new):
        case False, False:
            return _said(old, new)
        case both if then != now and (both == (True, True) or None not in (then, now)):
            return StatementChange.OTHER_OFFICE
        case True, False:
            return StatementChange.NOW_SILENT
        case False, True:
            return StatementChange.STATED_AGAIN
        case _:
            pass
    if old.verb is not new.verb:
        return StatementChange.VERB_CHANGED
    if old.basis is not new.basis and not new.waits:
        return StatementChange.BASIS_CHANGED
    return _said(old, new)


def _said(old: Rule, new: Rule) -> StatementChange:
    same = all(getattr(old, part.value) == getattr(new, part.value) for part in WORDING)
    return StatementChange.SAME if same else StatementChange.REWORDED


def _gives_whole(rules: RuleSet, rule: Rule) -> bool:
    """Whether a year would have the rule if it held: it gives the topic whole.

    No text gives an office's practice whole, nor pointers and facts about the scheme.
    """
    binds = rule.verb not in (Verb.NOTE, Verb.STATE, Verb.SILENT)
    return binds and rule.topic in rules.complete and office_of(rule) is None


class RulePart(StrEnum):
    """A part of a rule that can differ."""

    TOPIC = "topic"
    TITLE = "title"
    TEXT = "text"
    VERB = "verb"
    CONDITION = "condition"
    GUARD = "guard"
    BRANCHES = "branches"
    OFFICE = "office"
    BASIS = "basis"
    SOURCE = "source"
    REMEDY = "remedy"
    RANK = "rank"
    DUE = "due"
    AWARDED = "awarded"
    STATES = "states"
    ASPECT = "aspect"
    FULFILLED = "fulfilled"
    RECEIVED = "received"


_Named = Literal[
    "topic", "title", "text", "verb", "condition", "guard", "branches", "office", "basis", "source", "remedy"
]
_Figured = Literal["rank", "due", "awarded", "states", "aspect", "fulfilled", "received"]
PartName = Literal[_Named, _Figured]
"""The same as data names them; a test holds one against the other."""

WORDING = (RulePart.TITLE, RulePart.TEXT)
"""What says it in words: of what both years are silent on nothing else counts."""

_FIGURES = frozenset(
    {RulePart.RANK, RulePart.DUE, RulePart.AWARDED, RulePart.STATES, RulePart.ASPECT, RulePart.RECEIVED}
)
"""What says how, when and of what; a change there has no direction."""

_OTHERWISE: Mapping[RulePart, Callable[[Rule], object]] = {
    RulePart.CONDITION: lambda rule: _bare_data(rule.condition),
    RulePart.GUARD: lambda rule: _bare_data(rule.when),
    RulePart.BRANCHES: lambda rule: {(b.id, b.doubt, b.text, b.sources, b.basis) for b in rule.branches.values()},
    RulePart.SOURCE: lambda rule: rule.sources,
    RulePart.RANK: lambda rule: (rule.ranking, rule.rank),
    RulePart.AWARDED: lambda _: None,  # says something only beside the year of the rule: `_moved_with_the_year`
    RulePart.FULFILLED: lambda rule: _bare_data(rule.fulfilled),
}
"""What a part of a rule is, such that equal means no difference, where it is not simply the field of that name."""


def is_stated(rule: Rule) -> bool:
    """Whether a year states the rule, and does not just say that it is silent on it."""
    return rule.verb is not Verb.SILENT


def differing_parts(old: Rule, new: Rule, years: tuple[int, int]) -> tuple[RulePart, ...]:
    """The parts that differ; of rules that both years are silent on, at most the wording."""
    looked_at = RulePart if is_stated(old) or is_stated(new) else WORDING
    found: set[RulePart] = set()
    for part in looked_at:
        part_of = _OTHERWISE.get(part, lambda rule, name=part.value: getattr(rule, name))
        found |= {part} if part_of(old) != part_of(new) else set()
    if RulePart.AWARDED in looked_at and not _moved_with_the_year(old, new, years[1] - years[0]):
        found.add(RulePart.AWARDED)
    if new.waits:
        found.discard(RulePart.BASIS)  # nothing is said of it yet
    if RulePart.BRANCHES in looked_at and found.isdisjoint(_CONDITIONS) and _conditions(old) != _conditions(new):
        found.add(RulePart.BRANCHES)  # the same branches, but around other parts of the condition
    return tuple(part for part in RulePart if part in found)


def _moved_with_the_year(old: Rule, new: Rule, later: int) -> bool:
    """Whether two rules speak of grants of other years only as their own years differ.

    No two years speak of the same grants with one rule, so what the earlier one speaks of is left out by the later one.
    """
    if later < 0:
        return _moved_with_the_year(new, old, -later)
    then, now = {awarded + later for awarded in old.awarded}, {*new.awarded}
    return now == then or (later > 0 and now == then - {*old.awarded})


_CONDITIONS = frozenset({RulePart.CONDITION, RulePart.GUARD, RulePart.FULFILLED, RulePart.BRANCHES})


def _conditions(rule: Rule) -> list[object]:
    return [condition_data(each) for each in (rule.condition, rule.when, rule.fulfilled) if each is not None]


def _bare_data(condition: Condition | None) -> object:
    """A condition without what its branches add to it, which is a part of its own."""
    return None if condition is None else condition_data(_bare(condition))


def _bare(condition: Condition) -> Condition:
    if isinstance(condition, Branch):
        return _bare(condition.part)
    bare = rebuilt(condition, _bare)
    if isinstance(bare, Readings):
        return replace(bare, parts=tuple(Branch(each.part, "", each.settling) for each in bare.parts))
    return bare


def other_figures(old: Rule, new: Rule, parts: tuple[RulePart, ...]) -> bool:
    """Whether the two say something else of how, when or of what; a date that one leaves open is not another date."""
    left_open = any(isinstance(rule.due, NotStated) for rule in (old, new))
    figures = _FIGURES - {RulePart.DUE} if left_open else _FIGURES
    return not figures.isdisjoint(parts)


_Offices = frozenset[str] | None
"""Some offices, or `None` for any office."""


def office_of(rule: Rule) -> str | None:
    """The one office at which alone the rule surely does anything, be that by its guard or by its condition.

    A silent rule is that of the office that its guard asks for.
    """
    does = None if rule.verb is Verb.ASSESS else _offices(rule.condition, holds=not rule.verb.implies)
    return _one(_offices(rule.guard or ALWAYS, holds=True)) or _one(does)


def _one(offices: _Offices) -> str | None:
    return next(iter(offices)) if offices is not None and len(offices) == 1 else None


def _offices(condition: Condition, *, holds: bool) -> _Offices:
    """The offices at which a condition can surely hold, or surely fail."""
    match condition:
        case Compare(path=path, op=Op.ONE_OF, operand=frozenset() as offices) if path == OFFICE and holds:
            return frozenset(map(str, offices))
        case Compare() | Count():
            return None
        case AllOf(parts=parts) | AnyOf(parts=parts):
            found = [_offices(part, holds=holds) for part in parts]
            return _in_each(found) if isinstance(condition, AllOf) is holds else _in_some(found)
        case Readings(parts=parts):
            return _in_each(_offices(part, holds=holds) for part in parts)
        case Not(part=part):
            return _offices(part, holds=not holds)
        case Branch(part=part, doubt=doubt):
            return frozenset() if holds and doubt is not None else _offices(part, holds=holds)
        case _:
            assert_never(condition)


def _in_each(parts: Iterable[_Offices]) -> _Offices:
    some = [each for each in parts if each is not None]
    return frozenset.intersection(*some) if some else None


def _in_some(parts: list[_Offices]) -> _Offices:
    some = [each for each in parts if each is not None]
    return frozenset[str]().union(*some) if len(some) == len(parts) else None

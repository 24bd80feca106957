"""The parts of which a rule is made, and in which two rules differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum

from grantrules.evaluation.residual import rebuilt
from grantrules.language.condition import Branch, Condition, Readings
from grantrules.rules.canonical import condition_data
from grantrules.rules.ruleset import NotStated, Rule, Verb


class Part(Enum):
    """A part of a rule that can differ."""

    TOPIC = "topic"
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


_FIGURES = frozenset({Part.RANK, Part.DUE, Part.AWARDED, Part.STATES, Part.ASPECT, Part.RECEIVED})
"""What says how, when and of what; a change there has no direction."""

_OTHERWISE: Mapping[Part, Callable[[Rule, int], object]] = {
    Part.CONDITION: lambda rule, _: _bare_data(rule.condition),
    Part.GUARD: lambda rule, _: _bare_data(rule.when),
    Part.BRANCHES: lambda rule, _: {(b.id, b.doubt, b.text, b.sources) for b in rule.branches.values()},
    Part.SOURCE: lambda rule, _: rule.sources,
    Part.AWARDED: lambda rule, year: {awarded - year for awarded in rule.awarded},  # what follows the year is the same
    Part.FULFILLED: lambda rule, _: _bare_data(rule.fulfilled),
}
"""What a part of a rule of a year is, where it is not simply the field of that name."""


def _part_of(rule: Rule, part: Part, year: int) -> object:
    """A part of a rule of a year, such that equal means no difference."""
    otherwise = _OTHERWISE.get(part)
    return otherwise(rule, year) if otherwise else getattr(rule, part.value)


def is_stated(rule: Rule) -> bool:
    """Whether a year states the rule, and does not just say that it is silent on it."""
    return rule.verb is not Verb.SILENT


def differing_parts(old: Rule, new: Rule, years: tuple[int, int]) -> tuple[Part, ...]:
    """The parts that differ; of rules that both years are silent on, at most the text."""
    looked_at = Part if is_stated(old) or is_stated(new) else (Part.TEXT,)
    found = {part for part in looked_at if _part_of(old, part, years[0]) != _part_of(new, part, years[1])}
    if Part.BRANCHES in looked_at and found.isdisjoint(_CONDITIONS) and _conditions(old) != _conditions(new):
        found.add(Part.BRANCHES)  # the same branches, but around other parts of the condition
    return tuple(part for part in Part if part in found)


_CONDITIONS = frozenset({Part.CONDITION, Part.GUARD, Part.FULFILLED, Part.BRANCHES})


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


def other_figures(old: Rule, new: Rule, parts: tuple[Part, ...]) -> bool:
    """Whether the two say something else of how, when or of what; a date that one leaves open is not another date."""
    left_open = any(isinstance(rule.due, NotStated) for rule in (old, new))
    figures = _FIGURES - {Part.DUE} if left_open else _FIGURES
    return not figures.isdisjoint(parts)

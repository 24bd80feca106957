"""What a year's sources no longer mention, listed by id and looked up in the year that last stated it.

`regulation.yaml` lists it under the year that said it last: `silent: {2023: [own-contribution]}`. Words, title, sources,
basis, and when the rule is shown come from there (docs/language.md, Years). What an earlier year's sources said is gone stays
gone, and is looked up likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import assert_never

from grantrules.base.errors import Location
from grantrules.language import condition as tree
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import Rule, RuleSet, Transition, Verb


def silent_rule(stated: Rule, since: int, awarded: Iterable[int], where: Location | None = None) -> Rule:
    """The silence on a rule that the year `since` was the last to state; `awarded` are the grants that it then speaks of.

    It is shown where the rule would have applied: where its guard holds, and of a rule that decides nothing its condition too.
    """
    return Rule(
        id=stated.id,
        topic=stated.topic,
        verb=Verb.SILENT,
        condition=tree.ALWAYS,
        title=stated.title,
        text=stated.text,
        sources=stated.sources,
        basis=stated.basis,
        when=_lasting(stated.guard if stated.verb.decides else stated.statement),
        awarded=tuple(awarded) if stated.awarded else (),
        aspect=stated.aspect,
        silent_since=since,
        last_stated=stated,
        where=where,
    )


def _lasting(condition: tree.Condition | None) -> tree.Condition | None:
    """A guard without its doubts, and without what it asks of values that offices set: which those are now, nobody says."""
    sure = tree.ALWAYS if condition is None else _sure(condition, holds=True)
    parts = [part for part in _conjuncts(sure) if not _set_by_offices(part)]
    return None if not parts else parts[0] if len(parts) == 1 else tree.AllOf(tuple(parts))


def _sure(condition: tree.Condition, *, holds: bool) -> tree.Condition:
    """A condition without doubts and readings that holds (or fails) exactly where this one surely does."""
    match condition:
        case tree.Compare():
            return condition
        case tree.AllOf(parts=parts):
            return tree.AllOf(tuple(_sure(part, holds=holds) for part in parts))
        case tree.AnyOf(parts=parts):
            made = [_sure(part, holds=holds) for part in parts]
            possible = tuple(part for part in made if part != _NEVER)
            return possible[0] if len(possible) == 1 else tree.AnyOf(possible)
        case tree.Not(part=part):
            return tree.Not(_sure(part, holds=not holds))
        case tree.Count(part=part, op=op):
            more = op in (tree.Op.AT_LEAST, tree.Op.OVER)
            return replace(condition, part=_sure(part, holds=holds is more))
        case tree.Branch(part=part, doubt=doubt):
            return _NEVER if doubt is not None and holds else _sure(part, holds=holds)
        case tree.Readings(parts=readings):
            each = tuple(_sure(reading.part, holds=holds) for reading in readings)
            return tree.AllOf(each) if holds else tree.AnyOf(each)
        case _:
            assert_never(condition)


_NEVER = tree.AnyOf(())


def _conjuncts(condition: tree.Condition) -> Iterator[tree.Condition]:
    """What a condition asks for altogether, once each."""
    parts = condition.parts if isinstance(condition, tree.AllOf) else ()
    found = [each for part in parts for each in _conjuncts(part)] if parts or condition == tree.ALWAYS else [condition]
    return iter(dict.fromkeys(found))


def _set_by_offices(condition: tree.Condition) -> bool:
    return any(path.startswith("office.") and path != OFFICE for path in tree.facts_read(condition))


def gone_since(years: Iterable[RuleSet], here: Set[str]) -> tuple[Transition, ...]:
    """What years, oldest first, say is gone, and neither they nor the one that has the rules `here` have stated since.

    That is no silence: a repeal is said once and is final.
    """
    gone: dict[str, list[Transition]] = {}
    for rules in years:
        gone = {id_: told for id_, told in gone.items() if id_ not in rules.by_id}
        for each in rules.repeals:
            gone.setdefault(each.rule, []).append(each)
    return tuple(each for id_, told in gone.items() if id_ not in here for each in told)


def in_their_topics(stated: Iterable[Rule], silent: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules of a year by topic, in each those that it states before those that it is silent on."""
    topics: dict[str, list[Rule]] = {}
    for rule in (*stated, *silent):
        topics.setdefault(rule.topic, []).append(rule)
    return tuple(rule for rules in topics.values() for rule in rules)

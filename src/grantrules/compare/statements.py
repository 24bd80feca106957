"""What became of the statement of a rule between two years, and which rules of two years can be held against each other.

Silence is not repeal, and what one office does is a rule of that office alone: of a rule
that only one of the years states, or that is another office's in the other, nothing is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from grantrules.compare.offices import office_of
from grantrules.compare.pairing import pairs_of
from grantrules.compare.parts import is_stated
from grantrules.rules.ruleset import Rule, RuleSet, Verb


class StatementChange(Enum):
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
    {
        StatementChange.SAME,
        StatementChange.REWORDED,
        StatementChange.VERB_CHANGED,
        StatementChange.BASIS_CHANGED,
    }
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
            if any(each.rule == old.id for each in after.repeals) or _gives_whole(after, old):
                return StatementChange.REMOVED
            return StatementChange.NOW_SILENT if is_stated(old) else StatementChange.EXPIRED
        case Rule(), Rule():
            return _between(old, new)
        case _:
            return None


def _between(old: Rule, new: Rule) -> StatementChange:
    """What became of a statement that both years have, be it as a silence."""
    own = (office_of(old), office_of(new))
    match is_stated(old), is_stated(new):
        case False, False:
            return StatementChange.SAME if old.text == new.text else StatementChange.REWORDED
        case both if own[0] != own[1] and (both == (True, True) or None not in own):
            return StatementChange.OTHER_OFFICE
        case True, False:
            return StatementChange.NOW_SILENT
        case False, True:
            return StatementChange.STATED_AGAIN
        case _:
            pass
    if old.verb is not new.verb:
        return StatementChange.VERB_CHANGED
    if old.basis is not new.basis:
        return StatementChange.BASIS_CHANGED
    return StatementChange.SAME if old.text == new.text else StatementChange.REWORDED


def _gives_whole(rules: RuleSet, rule: Rule) -> bool:
    """Whether a year would have the rule if it held: it gives the topic whole.

    No text gives an office's practice whole, nor pointers and facts about the scheme.
    """
    binds = rule.verb not in (Verb.NOTE, Verb.STATE, Verb.SILENT)
    return binds and rule.topic in rules.complete and office_of(rule) is None


# -- which rules can be held against each other


@dataclass(frozen=True, slots=True)
class Apart:
    """The rules of one year, by id, of which the other says nothing that they could be held against.

    `silent` are those that the other year does not mention; `elsewhere` those that are another office's there,
    or one office's in one year and everybody's in the other.
    """

    silent: frozenset[str]
    elsewhere: frozenset[str]

    def __contains__(self, rule: object) -> bool:
        return rule in self.silent or rule in self.elsewhere


@lru_cache(maxsize=16)
def apart(before: RuleSet, after: RuleSet) -> tuple[Apart, Apart]:
    """The rules of each year that cannot be held against the other year."""
    silent: tuple[set[str], set[str]] = set(), set()
    elsewhere: tuple[set[str], set[str]] = set(), set()
    for pair in pairs_of(before, after):
        said = statement_change(*pair, before, after)
        into = elsewhere if said is StatementChange.OTHER_OFFICE else silent
        if said is not None and said not in COMPARED | COME_OR_GONE:
            for rule, ids in zip(pair, into, strict=True):
                ids.update({rule.id} if rule is not None and is_stated(rule) else ())
    one, other = (Apart(*map(frozenset, each)) for each in zip(silent, elsewhere, strict=True))
    return one, other

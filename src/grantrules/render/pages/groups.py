"""In which group an edit is told, in which order, and with which sign."""

from __future__ import annotations

from enum import Enum

from grantrules.compare.comparison import Edit, ValueEdit
from grantrules.compare.effect import Effect
from grantrules.compare.statements import COME_OR_GONE, WORDING, RulePart, StatementChange, office_of
from grantrules.rules.ruleset import Rule, Verb


class Group(Enum):
    """Where an edit is told, in the order in which readers need them."""

    IN_EFFECT = "in_effect"
    IN_DOUBT = "in_doubt"
    INFORMATION = "information"
    OFFICE = "office"
    WORDING = "wording"
    MENTIONS = "mentions"
    SILENCES = "silences"


FOLDED = (Group.MENTIONS, Group.SILENCES)
"""What is folded in: nothing follows from it for the law."""

_BY_STATEMENT = {
    StatementChange.FIRST_MENTIONED: Group.MENTIONS,
    StatementChange.STATED_AGAIN: Group.MENTIONS,
    StatementChange.NOW_SILENT: Group.SILENCES,
    StatementChange.EXPIRED: Group.SILENCES,
}
_PARTICULARS = frozenset({RulePart.RANK, RulePart.DUE, RulePart.AWARDED})
"""What differs in more than wording, basis or source."""

_TELLING = frozenset({Verb.NOTE, Verb.STATE, Verb.SILENT})


def group_of(edit: Edit) -> Group:
    """Where an edit is told.

    What is one office's is told under that office, whatever became of it. Where only the doubt moved, that is a class of its
    own. Information that reads otherwise is never told as a matter of wording: no rule can say whether it means the same.
    """
    if offices_of(edit):
        return Group.OFFICE
    told = _BY_STATEMENT.get(edit.statement)
    if told is not None:
        return told
    if tells(edit):
        return Group.INFORMATION if reads_otherwise(edit) or edit.effect not in _NONE else Group.WORDING
    otherwise = not _PARTICULARS.isdisjoint(edit.parts) or edit.values or edit.figures or _asks_to_correct(edit)
    if edit.statement in COME_OR_GONE or otherwise:
        return Group.IN_EFFECT
    return Group.IN_DOUBT if edit.in_doubt else Group.WORDING if edit.effect in _NONE else Group.IN_EFFECT


def _asks_to_correct(edit: Edit) -> bool:
    """Whether only one of the years says what an applicant is to correct."""
    rules = [rule for rule in (edit.before, edit.after) if rule is not None]
    return RulePart.REMEDY in edit.parts and any(rule.remedy is None for rule in rules)


def offices_of(edit: Edit) -> tuple[str, ...]:
    """Whose rule it is: the office of the earlier year, and that of the later one where that is another."""
    own = [office_of(rule) for rule in (edit.before, edit.after) if rule is not None and not _by_everybody(edit, rule)]
    return tuple(dict.fromkeys(office for office in (*own, edit.office) if office is not None))


def _by_everybody(edit: Edit, rule: Rule) -> bool:
    """Whether a rule that both years state, one of them of one office alone, is told as what it is now: everybody's."""
    return edit.statement is not StatementChange.OTHER_OFFICE and rule is edit.before and edit.after is not None


_NONE = (None, Effect.SAME)


def tells(edit: Edit) -> bool:
    """Whether the rule only tells something, in every year that has it."""
    return {rule.verb for rule in (edit.before, edit.after) if rule is not None} <= _TELLING


def reads_otherwise(edit: Edit) -> bool:
    """Whether the rule says something else than before, in words or as a kind of rule; and one that came or went does."""
    return edit.statement in COME_OR_GONE or not {*WORDING, RulePart.VERB}.isdisjoint(edit.parts)


def grouped(edits: tuple[Edit, ...]) -> dict[Group, dict[str, list[Edit]]]:
    """The edits by group and then by topic, or by office; what came, went or changes most stands first in each."""
    found: dict[Group, dict[str, list[Edit]]] = {group: {} for group in Group}
    for edit in edits:
        group = group_of(edit)
        under = " ".join(offices_of(edit)) if group is Group.OFFICE else edit.topic
        found[group].setdefault(under, []).append(edit)
    for topics in found.values():
        for told_together in topics.values():
            told_together.sort(key=_weight)
    return {group: topics for group, topics in found.items() if topics}


_EFFECTS = (
    *(Effect.NARROWED, Effect.WIDENED, Effect.CHANGED),
    *(Effect.REVERSED, Effect.REPLACED),
    *(Effect.SAME, None),
)


def _weight(edit: Edit) -> tuple[int, bool, int]:
    removed_then_added = {StatementChange.REMOVED: 0, StatementChange.ADDED: 1}
    return removed_then_added.get(edit.statement, 2), edit.in_doubt, _EFFECTS.index(edit.effect)


IN_DOUBT = "≈"
_SIGNS = {
    Effect.SAME: "=",
    Effect.NARROWED: "▼",
    Effect.WIDENED: "▲",
    Effect.CHANGED: "◆",
    Effect.REVERSED: "⇄",
    Effect.REPLACED: "◇",
    None: "·",
}
_CAME_OR_WENT = {StatementChange.ADDED: "+", StatementChange.REMOVED: "✘"}


def sign(edit: Edit | ValueEdit) -> str:
    """The effect as a sign, never the only one."""
    if isinstance(edit, ValueEdit):
        return _SIGNS[edit.effect]
    if tells(edit) and edit.statement in _CAME_OR_WENT:
        return _CAME_OR_WENT[edit.statement]
    if tells(edit) and reads_otherwise(edit) and edit.effect in _NONE:
        return _SIGNS[None]
    if edit.values and edit.effect is Effect.SAME:
        return _SIGNS[Effect.CHANGED]
    return IN_DOUBT if edit.in_doubt else _SIGNS[edit.effect]

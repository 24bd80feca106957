"""In which group an edit is told, in which order, and with which sign."""

from __future__ import annotations

from enum import Enum

from grantrules.comparison import Edit, Effect, Part, StatementChange, ValueEdit
from grantrules.ruleset import Verb


class Group(Enum):
    """Where an edit is told, in the order in which readers need them."""

    IN_EFFECT = "in_effect"
    INFORMATION = "information"
    WORDING = "wording"
    MENTIONS = "mentions"
    SILENCES = "silences"


_BY_STATEMENT = {
    StatementChange.FIRST_MENTIONED: Group.MENTIONS,
    StatementChange.STATED_AGAIN: Group.MENTIONS,
    StatementChange.OTHER_OFFICE: Group.MENTIONS,
    StatementChange.NOW_SILENT: Group.SILENCES,
    StatementChange.EXPIRED: Group.SILENCES,
}
COME_OR_GONE = (StatementChange.ADDED, StatementChange.REMOVED)
_TELLING = frozenset({Verb.NOTE, Verb.STATE, Verb.SILENT})


def group_of(edit: Edit) -> Group:
    """Where an edit is told.

    Information that reads otherwise is never told as a matter of wording: no rule can say whether it means the same.
    """
    told = _BY_STATEMENT.get(edit.statement)
    if told is not None:
        return told
    if tells(edit):
        return Group.INFORMATION if reads_otherwise(edit) or edit.effect not in _NONE else Group.WORDING
    return Group.IN_EFFECT if edit.statement in COME_OR_GONE or edit.effect not in _NONE else Group.WORDING


_NONE = (None, Effect.SAME)


def tells(edit: Edit) -> bool:
    """Whether the rule only tells something, in every year that has it."""
    return {rule.verb for rule in (edit.before, edit.after) if rule is not None} <= _TELLING


def reads_otherwise(edit: Edit) -> bool:
    """Whether the rule says something else than before, in words or as a kind of rule; and one that came or went does."""
    return edit.statement in COME_OR_GONE or not {Part.TEXT, Part.VERB}.isdisjoint(edit.parts)


def grouped(edits: tuple[Edit, ...]) -> dict[Group, dict[str, list[Edit]]]:
    """The edits by group and then by topic; what came, went or changes most in effect stands first in each topic."""
    found: dict[Group, dict[str, list[Edit]]] = {group: {} for group in Group}
    for edit in edits:
        found[group_of(edit)].setdefault(edit.topic, []).append(edit)
    for edit_list in (each for topics in found.values() for each in topics.values()):
        edit_list.sort(key=_weight)
    return {group: topics for group, topics in found.items() if topics}


_EFFECTS = (Effect.NARROWED, Effect.WIDENED, Effect.CHANGED, Effect.SAME, None)


def _weight(edit: Edit) -> tuple[int, int]:
    removed_then_added = {StatementChange.REMOVED: 0, StatementChange.ADDED: 1}
    return removed_then_added.get(edit.statement, 2), _EFFECTS.index(edit.effect)


_SIGNS = {Effect.SAME: "=", Effect.NARROWED: "▼", Effect.WIDENED: "▲", Effect.CHANGED: "◆", None: "·"}


def sign(edit: Edit | ValueEdit) -> str:
    """The effect as a sign, never the only one."""
    if isinstance(edit, Edit) and tells(edit):
        come_or_gone = {StatementChange.ADDED: "+", StatementChange.REMOVED: "✘"}
        unsaid = reads_otherwise(edit) and edit.effect in _NONE
        return come_or_gone.get(edit.statement, _SIGNS[None if unsaid else edit.effect])
    return _SIGNS[edit.effect]

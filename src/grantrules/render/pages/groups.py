"""In which group an edit is told, in which order, and with which sign."""

from __future__ import annotations

from enum import Enum

from grantrules.compare.comparison import Edit, ValueEdit
from grantrules.compare.effect import Effect
from grantrules.compare.statements import COME_OR_GONE, WORDING, RulePart, StatementChange
from grantrules.rules.ruleset import Verb


class Group(Enum):
    """Where an edit is told, in the order in which readers need them."""

    IN_EFFECT = "in_effect"
    INFORMATION = "information"
    WORDING = "wording"
    OFFICE = "office"
    MENTIONS = "mentions"
    SILENCES = "silences"


FOLDED = (Group.MENTIONS, Group.SILENCES)
"""What is folded in: nothing follows from it for the law."""

_BY_STATEMENT = {
    StatementChange.FIRST_MENTIONED: Group.MENTIONS,
    StatementChange.STATED_AGAIN: Group.MENTIONS,
    StatementChange.OTHER_OFFICE: Group.OFFICE,
    StatementChange.NOW_SILENT: Group.SILENCES,
    StatementChange.EXPIRED: Group.SILENCES,
}
_PARTICULARS = frozenset({RulePart.RANK, RulePart.DUE, RulePart.REMEDY, RulePart.AWARDED})
"""What differs in more than wording, basis or source."""

_TELLING = frozenset({Verb.NOTE, Verb.STATE, Verb.SILENT})


def group_of(edit: Edit) -> Group:
    """Where an edit is told.

    Information that reads otherwise is never told as a matter of wording: no rule can say whether it means the same.
    """
    told = _BY_STATEMENT.get(edit.statement)
    if told is not None:
        return told
    if edit.office is not None:
        return Group.OFFICE
    if tells(edit):
        return Group.INFORMATION if reads_otherwise(edit) or edit.effect not in _NONE else Group.WORDING
    otherwise = edit.effect not in _NONE or not _PARTICULARS.isdisjoint(edit.parts) or edit.values
    more = edit.statement in COME_OR_GONE or otherwise
    return Group.IN_EFFECT if more else Group.WORDING


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
        found[group].setdefault(_heading(edit, group), []).append(edit)
    for edit_list in (each for topics in found.values() for each in topics.values()):
        edit_list.sort(key=_weight)
    return {group: topics for group, topics in found.items() if topics}


def told_new(edits: tuple[Edit, ...]) -> list[Edit]:
    """Those that a document itself calls new, changed or gone."""
    return [edit for edit in edits if edit.source is not None]


def _heading(edit: Edit, group: Group) -> str:
    """The topic under which an edit is told, or the office."""
    return edit.office or "" if group is Group.OFFICE else edit.topic


_EFFECTS = (Effect.NARROWED, Effect.WIDENED, Effect.CHANGED, Effect.SAME, None)


def _weight(edit: Edit) -> tuple[int, bool, int]:
    removed_then_added = {StatementChange.REMOVED: 0, StatementChange.ADDED: 1}
    return removed_then_added.get(edit.statement, 2), edit.in_doubt, _EFFECTS.index(edit.effect)


IN_DOUBT = "≈"
_SIGNS = {Effect.SAME: "=", Effect.NARROWED: "▼", Effect.WIDENED: "▲", Effect.CHANGED: "◆", None: "·"}


def sign(edit: Edit | ValueEdit) -> str:
    """The effect as a sign, never the only one."""
    if isinstance(edit, Edit) and tells(edit):
        come_or_gone = {StatementChange.ADDED: "+", StatementChange.REMOVED: "✘"}
        unsaid = reads_otherwise(edit) and edit.effect in _NONE
        return come_or_gone.get(edit.statement, _SIGNS[None] if unsaid else _effect_sign(edit))
    return _effect_sign(edit)


def _effect_sign(edit: Edit | ValueEdit) -> str:
    if isinstance(edit, Edit) and edit.values and edit.effect is Effect.SAME:
        return _SIGNS[Effect.CHANGED]
    return IN_DOUBT if isinstance(edit, Edit) and edit.in_doubt else _SIGNS[edit.effect]

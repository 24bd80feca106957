"""The forms that a decision can be given in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from pydantic_core import from_json as read_json
from pydantic_core import to_json as write_json

from grantrules.decision import Decision
from grantrules.render.data import decision_data, decision_json
from grantrules.render.markdown import page_markdown
from grantrules.render.page import page_of
from grantrules.render.shape import DecisionData
from grantrules.render.text import page_text
from grantrules.texts import language

INDENT = 2


def to_text(decision: Decision, wanted: str | None = None) -> str:
    """The decision as plain text, in the language wanted or the default."""
    return page_text(page_of(decision, language(wanted)))


def to_markdown(decision: Decision, wanted: str | None = None) -> str:
    """The decision as markdown."""
    return page_markdown(page_of(decision, language(wanted)))


def to_json(decision: Decision, wanted: str | None = None, indent: int | None = None) -> str:
    """The decision as JSON, in the form `grantrules.decision/1`; on one line unless an indent is given."""
    if indent is None:
        return decision_json(decision, language(wanted)).decode()
    return write_json(decision_data(decision, language(wanted)), indent=indent).decode()


def to_dict(decision: Decision, wanted: str | None = None) -> DecisionData:
    """The same as a dictionary of the caller's own."""
    return cast("DecisionData", read_json(decision_json(decision, language(wanted))))


def _printed_json(decision: Decision, wanted: str | None) -> str:
    return to_json(decision, wanted, INDENT) + "\n"


FORMATS: dict[str, Callable[[Decision, str | None], str]] = {
    "text": to_text,
    "json": _printed_json,
    "markdown": to_markdown,
}
"""What `grantrules evaluate --format` can print."""


def render(decision: Decision, form: str, wanted: str | None) -> str:
    """One decision in one of the forms."""
    return FORMATS[form](decision, wanted)


def render_several(decisions: Sequence[Decision], form: str, wanted: str | None) -> str:
    """Several decisions: a JSON list, or one page after the other."""
    if form == "json":
        every = [decision_data(decision, language(wanted)) for decision in decisions]
        return write_json(every, indent=INDENT).decode() + "\n"
    return "\n".join(render(decision, form, wanted) for decision in decisions)

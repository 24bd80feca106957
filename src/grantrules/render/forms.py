"""The forms that a decision can be printed in."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from grantrules.decision import Decision
from grantrules.render.data import decision_data
from grantrules.render.markdown import page_markdown
from grantrules.render.page import page_of
from grantrules.render.text import page_text
from grantrules.texts import Language, language


def to_text(decision: Decision, wanted: str | None = None) -> str:
    """The decision as plain text, in the language wanted or the default."""
    return page_text(page_of(decision, language(wanted)))


def to_markdown(decision: Decision, wanted: str | None = None) -> str:
    """The decision as markdown."""
    return page_markdown(page_of(decision, language(wanted)))


def to_json(decision: Decision, wanted: str | None = None) -> str:
    """The decision as JSON, in the form `grantrules.decision/1`."""
    return _json(decision_data(decision, language(wanted)))


FORMATS: dict[str, Callable[[Decision, str | None], str]] = {
    "text": to_text,
    "json": to_json,
    "markdown": to_markdown,
}


def render(decision: Decision, form: str, wanted: str | None) -> str:
    """One decision in one of the forms."""
    return FORMATS[form](decision, wanted)


def render_several(decisions: Sequence[Decision], form: str, wanted: str | None) -> str:
    """Several decisions: a JSON list, or one page after the other."""
    if form == "json":
        spoken: Language = language(wanted)
        return _json([decision_data(decision, spoken) for decision in decisions])
    return "\n".join(render(decision, form, wanted) for decision in decisions)


def _json(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"

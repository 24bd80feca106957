"""The forms that a decision, or the answer to a report, can be given in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic_core import from_json as read_json
from pydantic_core import to_json as write_json

from grantrules.answer import ReportAnswer
from grantrules.decision import Decision
from grantrules.render.calendar import calendar
from grantrules.render.checklist import checklist
from grantrules.render.data import decision_data, decision_json
from grantrules.render.items import Page
from grantrules.render.markdown import page_markdown
from grantrules.render.page import page_of
from grantrules.render.report_data import report_data
from grantrules.render.report_page import report_page
from grantrules.render.text import page_text
from grantrules.texts import Language, language

INDENT = 2

Result = Decision | ReportAnswer


def to_text(result: Result, wanted: str | None = None) -> str:
    """The result as plain text, in the language wanted or the default."""
    return page_text(_page(result, language(wanted)))


def to_markdown(result: Result, wanted: str | None = None) -> str:
    """The result as markdown."""
    return page_markdown(_page(result, language(wanted)))


def to_json(result: Result, wanted: str | None = None, indent: int | None = None) -> str:
    """The result as JSON in its versioned form; on one line unless an indent is given."""
    if indent is None and isinstance(result, Decision):
        return decision_json(result, language(wanted)).decode()
    return write_json(_data(result, language(wanted)), indent=indent).decode()


def to_dict(result: Result, wanted: str | None = None) -> Any:
    """The same as a dictionary of the caller's own."""
    return read_json(to_json(result, wanted))


def to_checklist(result: Result, wanted: str | None = None) -> str:
    """The duties as a checklist in markdown."""
    return checklist(result, language(wanted))


def to_calendar(result: Result, wanted: str | None = None) -> str:
    """The duties as an iCalendar file.

    Raises:
        MissingExtra: the package icalendar is not installed.
    """
    return calendar(result, language(wanted))


def _page(result: Result, wanted: Language) -> Page:
    return page_of(result, wanted) if isinstance(result, Decision) else report_page(result, wanted)


def _data(result: Result, wanted: Language) -> Any:
    return decision_data(result, wanted) if isinstance(result, Decision) else report_data(result, wanted)


def _printed_json(result: Result, wanted: str | None) -> str:
    return to_json(result, wanted, INDENT) + "\n"


FORMATS: dict[str, Callable[[Result, str | None], str]] = {
    "text": to_text,
    "json": _printed_json,
    "markdown": to_markdown,
    "checklist": to_checklist,
    "ics": to_calendar,
}
"""What `grantrules evaluate --format` can print."""


def render(result: Result, form: str, wanted: str | None) -> str:
    """One result in one of the forms.

    Raises:
        MissingExtra: a package that the form needs is not installed.
    """
    return FORMATS[form](result, wanted)


def render_several(results: Sequence[Result], form: str, wanted: str | None) -> str:
    """Several results: a JSON list, or one page after the other."""
    if form == "json":
        every = [_data(result, language(wanted)) for result in results]
        return write_json(every, indent=INDENT).decode() + "\n"
    return "\n".join(render(result, form, wanted) for result in results)

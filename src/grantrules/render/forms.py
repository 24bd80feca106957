"""The forms that a result can be given in: a decision, the answer to a report, a comparison, a history, a year's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic_core import from_json as read_json
from pydantic_core import to_json as write_json

from grantrules.base.texts import Language, language
from grantrules.decision.answer import ReportAnswer
from grantrules.decision.decision import Decision
from grantrules.render.data.decision import decision_data, decision_json
from grantrules.render.data.report import report_data
from grantrules.render.pages.decision import decision_page
from grantrules.render.paper.blocks import Page
from grantrules.render.paper.markdown import page_markdown
from grantrules.render.paper.text import page_text
from grantrules.rules.ruleset import RuleSet

INDENT = 2

if TYPE_CHECKING:
    from grantrules.assistance.nearest import Nearest
    from grantrules.assistance.whatif import WhatIf
    from grantrules.assistance.why import Explanation, Why
    from grantrules.compare.comparison import RuleHistory
    from grantrules.compare.impact import YearDiff
    from grantrules.portfolio.summary import PortfolioSummary
    from grantrules.rules.ruleset import RuleSet

Result = Decision | ReportAnswer
"""What comes of one document."""

Compared: TypeAlias = "YearDiff | RuleHistory | PortfolioSummary"
"""What comes of several years' rules, or of many applications."""

Looked: TypeAlias = "WhatIf[Any] | Why[Any] | Explanation | Nearest[Any]"
"""What comes of looking into a decision or a rule."""

Paged: TypeAlias = "Result | Compared | RuleSet | Looked"
"""What there is a page of."""


# -- what makes the page and the data of each kind of result, imported only when there is one


@dataclass(frozen=True, slots=True)
class Makers:
    """What makes the page of a result and, where it has a versioned form, its data."""

    page: Callable[[Any, Language], Page]
    data: Callable[[Any, Language], Any] | None = None


def _decision() -> Makers:
    return Makers(decision_page, decision_data)


def _answer() -> Makers:
    from grantrules.render.pages.report import report_page  # noqa: PLC0415

    return Makers(report_page, report_data)


def _rules() -> Makers:
    from grantrules.render.pages.regulation import regulation_page  # noqa: PLC0415

    return Makers(regulation_page)


def _diff() -> Makers:
    from grantrules.render.data.diff import diff_data  # noqa: PLC0415
    from grantrules.render.pages.comparison import diff_page  # noqa: PLC0415

    return Makers(diff_page, diff_data)


def _history() -> Makers:
    from grantrules.render.data.diff import history_data  # noqa: PLC0415
    from grantrules.render.pages.history import history_page  # noqa: PLC0415

    return Makers(history_page, history_data)


def _summary() -> Makers:
    from grantrules.render.data.portfolio import summary_data  # noqa: PLC0415
    from grantrules.render.pages.portfolio import summary_page  # noqa: PLC0415

    return Makers(summary_page, summary_data)


def _what_if() -> Makers:
    from grantrules.render.pages.asked import what_if_page  # noqa: PLC0415

    return Makers(what_if_page)


def _why() -> Makers:
    from grantrules.render.pages.asked import why_page  # noqa: PLC0415

    return Makers(why_page)


def _nearest() -> Makers:
    from grantrules.render.pages.asked import nearest_page  # noqa: PLC0415

    return Makers(nearest_page)


def _explanation() -> Makers:
    from grantrules.render.pages.asked import explanation_page  # noqa: PLC0415

    return Makers(explanation_page)


MAKERS: Mapping[str, Callable[[], Makers]] = {
    "Decision": _decision,
    "ReportAnswer": _answer,
    "RuleSet": _rules,
    "YearDiff": _diff,
    "RuleHistory": _history,
    "PortfolioSummary": _summary,
    "WhatIf": _what_if,
    "Why": _why,
    "Nearest": _nearest,
    "Explanation": _explanation,
}
"""By the name of the class, since the classes of results that were not asked for are not imported."""


def _makers(result: object) -> Makers:
    return next(MAKERS[each.__name__]() for each in type(result).__mro__ if each.__name__ in MAKERS)


def page_of(result: Paged, wanted: str | None = None) -> Page:
    """The page of a result, which every form draws."""
    return _makers(result).page(result, language(wanted))


def _data(result: Result | Compared, wanted: Language) -> Any:
    made = _makers(result).data
    assert made is not None
    return made(result, wanted)


# -- one result


def to_text(result: Paged, wanted: str | None = None) -> str:
    """The result as plain text, in the language wanted or the default."""
    return page_text(page_of(result, wanted))


def to_markdown(result: Paged, wanted: str | None = None) -> str:
    """The result as markdown."""
    return page_markdown(page_of(result, wanted))


def to_json(result: Result | Compared, wanted: str | None = None, indent: int | None = None) -> str:
    """The result as JSON in its versioned form; on one line unless an indent is given."""
    if indent is None and isinstance(result, Decision):
        return decision_json(result, language(wanted)).decode()
    return write_json(_data(result, language(wanted)), indent=indent).decode()


def to_dict(result: Result | Compared, wanted: str | None = None) -> Any:
    """The same as a dictionary of the caller's own."""
    return read_json(to_json(result, wanted))


def to_html(result: Paged, wanted: str | None = None) -> str:
    """The result as an HTML document of its own: no scripts, nothing loaded, for the screen and for paper."""
    from grantrules.render.paper.html_page import html_document  # noqa: PLC0415  only for those who ask

    return html_document([page_of(result, wanted)])


def to_fragment(result: Paged, wanted: str | None = None) -> str:
    """The same as a part of a page, such as a notebook's, with its style."""
    from grantrules.render.paper.html_page import html_fragment  # noqa: PLC0415  only for those who ask

    return html_fragment(page_of(result, wanted))


def to_checklist(result: Result, wanted: str | None = None) -> str:
    """What is left to do, and the duties, as a checklist in markdown."""
    from grantrules.render.checklist import checklist  # noqa: PLC0415  only for those who ask

    return checklist(result, language(wanted))


def to_calendar(result: Result, wanted: str | None = None) -> str:
    """The duties as an iCalendar file.

    Raises:
        MissingExtra: the package icalendar is not installed.
    """
    from grantrules.render.calendar import calendar  # noqa: PLC0415  only for those who ask

    return calendar(result, language(wanted))


def _printed_json(result: Result | Compared, wanted: str | None) -> str:
    return to_json(result, wanted, INDENT) + "\n"


COMPARED_FORMATS: dict[str, Callable[[Result | Compared, str | None], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "html": to_html,
    "json": _printed_json,
}
"""What `grantrules diff` and `grantrules history` can print."""

FORMATS: dict[str, Callable[[Result, str | None], str]] = {
    **COMPARED_FORMATS,
    "checklist": to_checklist,
    "ics": to_calendar,
}
"""What `grantrules evaluate` can print."""


# -- one or several


def render(result: Result, form: str, wanted: str | None) -> str:
    """One result in one of the forms.

    Raises:
        MissingExtra: a package that the form needs is not installed.
    """
    return FORMATS[form](result, wanted)


def render_several(results: Sequence[Result], form: str, wanted: str | None) -> str:
    """Several results: a JSON list, one HTML document, or one page after the other."""
    if form == "json":
        every = [_data(result, language(wanted)) for result in results]
        return write_json(every, indent=INDENT).decode() + "\n"
    if form == "html":
        from grantrules.render.paper.html_page import html_document  # noqa: PLC0415  only for those who ask

        return html_document([page_of(result, wanted) for result in results])
    return "\n".join(render(result, form, wanted) for result in results)

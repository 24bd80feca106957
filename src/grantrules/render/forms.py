"""The forms that a result can be given in: a decision, the answer to a report, a comparison, a history, a year's rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic_core import from_json as read_json
from pydantic_core import to_json as write_json

from grantrules.base.texts import Language, language
from grantrules.decision.answer import ReportAnswer
from grantrules.decision.decision import Decision
from grantrules.render.data.decision import decision_data, decision_json
from grantrules.render.data.report import report_data
from grantrules.render.decision.calendar import calendar
from grantrules.render.decision.checklist import checklist
from grantrules.render.decision.page import page_of
from grantrules.render.paper.items import Page
from grantrules.render.paper.markdown import page_markdown
from grantrules.render.paper.text import page_text
from grantrules.render.report.page import report_page
from grantrules.rules.ruleset import RuleSet

INDENT = 2

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from grantrules.assistance.nearest import Nearest
    from grantrules.assistance.whatif import WhatIf
    from grantrules.assistance.why import Explanation, Why
    from grantrules.compare.yeardiff import RuleHistory, YearDiff
    from grantrules.portfolio.summary import PortfolioSummary
    from grantrules.render.paper.html import Places

Result = Decision | ReportAnswer
"""What comes of one document."""

Compared: TypeAlias = "YearDiff | RuleHistory | PortfolioSummary"
"""What comes of several years' rules, or of many applications."""

Looked: TypeAlias = "WhatIf[Any] | Why[Any] | Explanation | Nearest[Any]"
"""What comes of looking into a decision or a rule."""

Paged: TypeAlias = "Result | Compared | RuleSet | Looked"
"""What there is a page of."""


def to_text(result: Paged, wanted: str | None = None) -> str:
    """The result as plain text, in the language wanted or the default."""
    return page_text(_page(result, language(wanted)))


def to_markdown(result: Paged, wanted: str | None = None) -> str:
    """The result as markdown."""
    return page_markdown(_page(result, language(wanted)))


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
    if isinstance(result, Result | RuleSet):
        return _results_document([result], language(wanted))
    from grantrules.render.paper.html import document  # noqa: PLC0415  only for those who ask

    title, body = _body(result, language(wanted))
    return document(title, body, language(wanted))


def to_fragment(result: Paged, wanted: str | None = None) -> str:
    """The same as a part of a page, such as a notebook's, with its style."""
    from grantrules.render.paper.html import Places, fragment  # noqa: PLC0415  only for those who ask

    if isinstance(result, Result | RuleSet):
        return fragment([_element(result, language(wanted), Places())[1]], language(wanted))
    return fragment(_body(result, language(wanted))[1], language(wanted))


def to_checklist(result: Result, wanted: str | None = None) -> str:
    """What is left to do, and the duties, as a checklist in markdown."""
    return checklist(result, language(wanted))


def to_calendar(result: Result, wanted: str | None = None) -> str:
    """The duties as an iCalendar file.

    Raises:
        MissingExtra: the package icalendar is not installed.
    """
    return calendar(result, language(wanted))


def _page(result: Paged, wanted: Language) -> Page:
    if isinstance(result, Decision):
        return page_of(result, wanted)
    if isinstance(result, ReportAnswer):
        return report_page(result, wanted)
    if isinstance(result, RuleSet):
        from grantrules.render.regulation.page import regulation_page  # noqa: PLC0415  only for those who ask

        return regulation_page(result, wanted)
    from grantrules.render.decision.asked_pages import LOOKED_INTO, asked_page  # noqa: PLC0415  only for those who ask

    if isinstance(result, LOOKED_INTO):
        return asked_page(result, wanted)
    from grantrules.portfolio.summary import PortfolioSummary  # noqa: PLC0415  only for those with a portfolio

    if isinstance(result, PortfolioSummary):
        from grantrules.render.portfolio.page import summary_page  # noqa: PLC0415

        return summary_page(result, wanted)
    from grantrules.render.compared import compared_page  # noqa: PLC0415  only for those who compare

    return compared_page(result, wanted)


def _data(result: Result | Compared, wanted: Language) -> Any:
    if isinstance(result, Decision):
        return decision_data(result, wanted)
    if isinstance(result, ReportAnswer):
        return report_data(result, wanted)
    from grantrules.portfolio.summary import PortfolioSummary  # noqa: PLC0415  only for those with a portfolio

    if isinstance(result, PortfolioSummary):
        from grantrules.render.data.portfolio import summary_data  # noqa: PLC0415

        return summary_data(result, wanted)
    from grantrules.render.compared import compared_data  # noqa: PLC0415  only for those who compare

    return compared_data(result, wanted)


def _element(result: Result | RuleSet, wanted: Language, places: Places) -> tuple[str, Element]:
    """The title of a result and its element."""
    if isinstance(result, Decision):
        from grantrules.render.decision.html import decision_html  # noqa: PLC0415  only for those who ask

        return decision_html(result, wanted, places)
    if isinstance(result, ReportAnswer):
        from grantrules.render.report.html import report_html  # noqa: PLC0415

        return report_html(result, wanted, places)
    from grantrules.render.regulation.html import regulation_html  # noqa: PLC0415

    return regulation_html(result, wanted, places)


def _body(result: Paged, wanted: Language) -> tuple[str, list[Element]]:
    """The title and the elements of an HTML page."""
    from grantrules.compare.yeardiff import YearDiff  # noqa: PLC0415
    from grantrules.render.diff.html import diff_body  # noqa: PLC0415  only for those who ask
    from grantrules.render.paper.page_html import page_body  # noqa: PLC0415

    return diff_body(result, wanted) if isinstance(result, YearDiff) else page_body(_page(result, wanted))


def _results_document(results: Sequence[Result | RuleSet], wanted: Language) -> str:
    """One or several results as one document."""
    from grantrules.render.paper.html import Places, document, element  # noqa: PLC0415  only for those who ask

    places = Places()
    made = [_element(result, wanted, places) for result in results]
    title = " · ".join(title for title, _ in made[:3]) + (" …" if len(made) > 3 else "")
    return document(title, [element("main", *(each for _, each in made))], wanted)


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
        return _results_document(results, language(wanted))
    return "\n".join(render(result, form, wanted) for result in results)

"""The forms that a result can be given in: a decision, the answer to a report, a comparison, a history, a year's rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, TypeAlias

from grantrules.base.texts import language
from grantrules.decision.answer import ReportAnswer
from grantrules.decision.decision import Decision
from grantrules.render.paper.blocks import Page
from grantrules.render.paper.flat import WIDTH, page_markdown, page_text

if TYPE_CHECKING:
    from grantrules.assistance.nearest import Nearest
    from grantrules.assistance.whatif import WhatIf
    from grantrules.assistance.why import Explanation, Why
    from grantrules.compare.comparison import RuleHistory
    from grantrules.compare.impact import YearDiff
    from grantrules.portfolio.summary import PortfolioSummary
    from grantrules.rules.ruleset import RuleSet

INDENT = 2

Result = Decision | ReportAnswer
"""What comes of one document."""

Compared: TypeAlias = "YearDiff | RuleHistory | PortfolioSummary"
"""What comes of several years' rules, or of many applications."""

Paged: TypeAlias = "Result | Compared | RuleSet | WhatIf[Any] | Why[Any] | Explanation | Nearest[Any]"
"""What there is a page of; beside those above a year's rules, and what comes of looking into a decision or a rule."""

MAKERS: Mapping[str, tuple[str, str]] = {
    "Decision": ("pages.brief:brief_page", "data.documents:decision_data"),
    "ReportAnswer": ("pages.brief_report:brief_report_page", "data.documents:report_data"),
    "RuleSet": ("pages.regulation:regulation_page", ""),
    "YearDiff": ("pages.comparison:diff_page", "data.diff:diff_data"),
    "RuleHistory": ("pages.history:history_page", "data.diff:history_data"),
    "PortfolioSummary": ("pages.portfolio:summary_page", "data.portfolio:summary_data"),
    "WhatIf": ("pages.asked:what_if_page", ""),
    "Why": ("pages.asked:why_page", ""),
    "Nearest": ("pages.asked:nearest_page", ""),
    "Explanation": ("pages.asked:explanation_page", ""),
}
"""What makes the page of a result and, where it has a versioned form, its data: each imported when it is first asked for.

By the name of the class, since the classes of results that were not asked for are not imported either.
"""


FULL: Mapping[str, str] = {
    "Decision": "pages.decision:decision_page",
    "ReportAnswer": "pages.report:report_page",
    "YearDiff": "pages.comparison:full_diff_page",
}
"""What makes the full page of a result whose page is brief; of every other one the page is full."""


@cache
def _maker(classes: tuple[type, ...], place: int) -> Callable[..., Any]:
    """What makes the page, in the second place the data, or in the third the full page, of a result of these classes, the first that there is."""
    name = next(each.__name__ for each in classes if each.__name__ in MAKERS)
    makers = (*MAKERS[name], FULL.get(name, MAKERS[name][0]))
    maker: Callable[..., Any] = resolve_name(f"grantrules.render.{makers[place]}")
    return maker


def page_of(result: Paged, wanted: str | None = None, full: bool = False, **more: bool) -> Page:
    """The page of a result, which every form draws: the brief one where there is one, or all of it; with what is `more` asked of it."""
    page: Page = _maker(type(result).__mro__, 2 if full else 0)(result, language(wanted), **more)
    return page


def _data(result: Result | Compared, wanted: str | None, parts: Collection[str] | None = None) -> Any:
    return _maker(type(result).__mro__, 1)(result, language(wanted), parts)


# -- one result


def to_text(result: Paged, wanted: str | None = None, full: bool = False, width: int = WIDTH, **more: bool) -> str:
    """The result as plain text, in the language wanted or the default, in lines of so many characters at most."""
    return page_text(page_of(result, wanted, full, **more), width)


def to_markdown(result: Paged, wanted: str | None = None, full: bool = False, **more: bool) -> str:
    """The result as markdown."""
    return page_markdown(page_of(result, wanted, full, **more))


def to_json(
    result: Result | Compared,
    wanted: str | None = None,
    indent: int | None = None,
    parts: Collection[str] | None = None,
) -> str:
    """The result, or some parts of it, as JSON in its versioned form; on one line unless an indent is given.

    Raises:
        UnknownName: it has no such part; the message suggests one.
    """
    if indent is None and isinstance(result, Decision):
        from grantrules.render.data.documents import decision_json  # noqa: PLC0415  only for those who ask

        return decision_json(result, language(wanted), parts).decode()
    return _written(_data(result, wanted, parts), indent)


def _written(data: object, indent: int | None) -> str:
    from pydantic_core import to_json as write_json  # noqa: PLC0415  only for those who want data

    return write_json(data, indent=indent).decode()


def to_html(result: Paged, wanted: str | None = None, full: bool = False, **more: bool) -> str:
    """The result as an HTML document of its own: no scripts, nothing loaded, for the screen and for paper."""
    return _document([result], wanted, full, **more)


def _document(results: Sequence[Paged], wanted: str | None, full: bool = False, **more: bool) -> str:
    from grantrules.render.paper.html_page import html_document  # noqa: PLC0415  only for those who ask

    return html_document([page_of(result, wanted, full, **more) for result in results])


def to_docx(diff: YearDiff, wanted: str | None = None) -> bytes:
    """A comparison as a Word document: half a page in brief, then a table of what changed.

    Raises:
        MissingExtra: the package python-docx is not installed.
    """
    from grantrules.render.pages.memo import memo_page  # noqa: PLC0415  only for those who ask
    from grantrules.render.paper.word import word_document  # noqa: PLC0415

    return word_document(memo_page(diff, language(wanted)))


def to_fragment(result: Paged, wanted: str | None = None) -> str:
    """The same as a part of a page, such as a notebook's, with its style."""
    from grantrules.render.paper.html_page import html_fragment  # noqa: PLC0415  only for those who ask

    return html_fragment(page_of(result, wanted))


def to_checklist(result: Result, wanted: str | None = None) -> str:
    """What is left to do, and the duties, as a checklist in markdown."""
    from grantrules.render.todo import checklist  # noqa: PLC0415  only for those who ask

    return checklist(result, language(wanted))


def to_calendar(result: Result, wanted: str | None = None) -> str:
    """The duties as an iCalendar file, empty where there are none; written with `newline=""`, its lines end as they must.

    Raises:
        MissingExtra: the package icalendar is not installed.
    """
    return _calendar([result], wanted)


def _calendar(results: Iterable[Result], wanted: str | None) -> str:
    from grantrules.render.todo import calendar  # noqa: PLC0415  only for those who ask

    return calendar(results, language(wanted))


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


PAGES: dict[str, Callable[..., str]] = {"text": to_text, "markdown": to_markdown, "html": to_html}
"""The forms that draw a page, brief or full."""


# -- one or several


def render(result: Result, form: str, wanted: str | None, full: bool = False, width: int = WIDTH) -> str:
    """One result in one of the forms; its page is brief where there is a brief one, or `full`, and text has this width.

    Raises:
        MissingExtra: a package that the form needs is not installed.
    """
    if form == "text":
        return to_text(result, wanted, full, width)
    return PAGES[form](result, wanted, full) if form in PAGES else FORMATS[form](result, wanted)


def render_several(
    results: Sequence[Result], form: str, wanted: str | None, full: bool = False, width: int = WIDTH
) -> str:
    """Several results: a JSON list, one HTML document, one calendar, or one page after the other."""
    if form == "json":
        return _written([_data(result, wanted) for result in results], INDENT) + "\n"
    if form == "html":
        return _document(results, wanted, full)
    if form == "ics":
        return _calendar(results, wanted)
    return "\n".join(render(result, form, wanted, full, width) for result in results)


def render_diff(
    diff: YearDiff, form: str, wanted: str | None, width: int = WIDTH, *, full: bool = False, conditions: bool = False
) -> str:
    """A comparison in one of the forms: half a page in brief, all of it, or with what each rule asks for as well."""
    whole = full or conditions
    if form == "text":
        return to_text(diff, wanted, whole, width, conditions=conditions)
    return (
        PAGES[form](diff, wanted, whole, conditions=conditions)
        if form in PAGES
        else COMPARED_FORMATS[form](diff, wanted)
    )


def render_history(found: RuleHistory, form: str, wanted: str | None, width: int = WIDTH) -> str:
    """A rule through the years in one of the forms."""
    return to_text(found, wanted, width=width) if form == "text" else COMPARED_FORMATS[form](found, wanted)

"""Whose rules a document asks for: an application names a year, a report the year in which its grant was awarded."""

from __future__ import annotations

from grantrules.base.errors import ApplicationError, Location, Problem, Problems
from grantrules.base.values import show
from grantrules.intake.documents import Given, place_in, place_of, stated_at, typed_document
from grantrules.language.vocabulary import Document
from grantrules.rules.load import shipped_years


def is_report(document: Given) -> bool:
    """Whether a document says that it is a report."""
    return Document.named(stated_at(document, "kind")) is Document.REPORT


def year_at(document: Given, *way: str) -> int:
    """The year at a place in a document.

    Raises:
        ApplicationError: it states none there.
    """
    year = stated_at(document, *way)
    if isinstance(year, int) and not isinstance(year, bool):
        return year
    known = ", ".join(str(each) for each in shipped_years())
    wanted = f"the year whose rules apply ({known})" if way == ("year",) else "the year in which the grant was awarded"
    quoted = "; write it without quotes" if isinstance(year, str) and year.isdecimal() else ""
    raise ApplicationError([Problem(place_in(document, *way), f"expected {wanted}, found {show(year)}{quoted}")])


def problems_elsewhere(document: Given, where: Location) -> list[Problem]:
    """What else is wrong with the fields of a document, which are the same in every shipped year, than what stands there."""
    from grantrules.intake.application import Application, Report  # noqa: PLC0415  a fifth of the time to import grantrules

    problems = Problems()
    model, kind = (Report, Document.REPORT) if is_report(document) else (Application, Document.APPLICATION)
    typed_document(document, model, place_of(document, kind), problems)
    return [problem for problem in problems.errors if problem.where != where]

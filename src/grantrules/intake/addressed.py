"""Whose rules a document asks for: an application names a year, a report the year in which its grant was awarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Problem, Problems, UnknownRegulation
from grantrules.base.values import as_year, show
from grantrules.intake.documents import Given, place_in, stated_at
from grantrules.intake.reading import Reader
from grantrules.language.vocabulary import Document, Vocabulary
from grantrules.rules.shipped import compiled, shipped_folder, shipped_years


def shipped_vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    kept = compiled()
    if kept is not None:
        return kept.shared.vocabulary
    from grantrules.rules.common import shared  # noqa: PLC0415  reads YAML

    return shared(shipped_folder()).vocabulary


def is_report(document: Given) -> bool:
    """Whether a document says that it is a report."""
    return Document.named(stated_at(document, "kind")) is Document.REPORT


def year_at(document: Given, *way: str) -> int:
    """The year at a place in a document.

    Raises:
        ApplicationError: it states none there.
    """
    year = as_year(stated_at(document, *way))
    if isinstance(year, int) and not isinstance(year, bool):
        return year
    known = ", ".join(str(each) for each in shipped_years())
    wanted = f"the year whose rules apply ({known})" if way == ("year",) else "the year in which the grant was awarded"
    code = Code.MISSING_FIELD if year is None else Code.UNREADABLE_VALUE
    raise ApplicationError([Problem(place_in(document, *way), code, f"expected {wanted}, found {show(year)}")])


T = TypeVar("T")


def for_stated_year(document: Given, way: tuple[str, ...], rules_of: Callable[[int], T]) -> T:
    """The rules for the year that a document states at a place.

    Raises:
        ApplicationError: the year is not stated or has no rules, and other things are wrong too; all are listed.
        UnknownRegulation: there are no rules for its year, and nothing else is wrong with it.
    """
    where = place_in(document, *way)
    try:
        return rules_of(year_at(document, *way))
    except (ApplicationError, UnknownRegulation) as error:
        # what else is wrong with the fields of a document, which are the same in every shipped year
        problems = Problems()
        kind = (
            Document.APPLICATION if way == ("year",) else Document.REPORT
        )  # also where it does not say that it is one
        Reader(shipped_vocabulary(), kind).read(document, problems)
        others = [problem for problem in problems.errors if problem.where != where]
        if others:
            own = error.problems if isinstance(error, ApplicationError) else (Problem(where, error.code, str(error)),)
            raise ApplicationError(sorted({*own, *others}, key=lambda each: (each.where, each.message))) from None
        if isinstance(error, UnknownRegulation):
            raise UnknownRegulation(error.code, str(error), where) from None
        raise

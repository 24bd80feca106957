"""A comparison or a history as a page or as data, whichever it is."""

from __future__ import annotations

from grantrules.base.texts import Language
from grantrules.compare.yeardiff import RuleHistory, YearDiff
from grantrules.render.data.diff import diff_data, history_data
from grantrules.render.data.records import Record
from grantrules.render.diff.history_page import history_page
from grantrules.render.diff.page import diff_page
from grantrules.render.paper.items import Page

Compared = YearDiff | RuleHistory


def compared_page(result: Compared, language: Language) -> Page:
    """The page."""
    return diff_page(result, language) if isinstance(result, YearDiff) else history_page(result, language)


def compared_data(result: Compared, language: Language) -> Record:
    """The data, in its versioned form."""
    return diff_data(result, language) if isinstance(result, YearDiff) else history_data(result, language)

"""A comparison or a history as a page or as data, whichever it is."""

from __future__ import annotations

from grantrules.render.diff_data import diff_data, history_data
from grantrules.render.diff_page import diff_page
from grantrules.render.diff_shape import DiffData, HistoryData
from grantrules.render.history_page import history_page
from grantrules.render.items import Page
from grantrules.texts import Language
from grantrules.yeardiff import RuleHistory, YearDiff

Compared = YearDiff | RuleHistory


def compared_page(result: Compared, language: Language) -> Page:
    """The page."""
    return diff_page(result, language) if isinstance(result, YearDiff) else history_page(result, language)


def compared_data(result: Compared, language: Language) -> DiffData | HistoryData:
    """The data, in its versioned form."""
    return diff_data(result, language) if isinstance(result, YearDiff) else history_data(result, language)

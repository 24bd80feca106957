"""A comparison or a history as a page, as HTML or as data, whichever it is."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from grantrules.render.diff_data import diff_data, history_data
from grantrules.render.diff_html import diff_body
from grantrules.render.diff_page import diff_page
from grantrules.render.diff_shape import DiffData, HistoryData
from grantrules.render.history_page import history_page
from grantrules.render.items import Page
from grantrules.render.page_html import page_body
from grantrules.texts import Language
from grantrules.yeardiff import RuleHistory, YearDiff

Compared = YearDiff | RuleHistory


def compared_page(result: Compared, language: Language) -> Page:
    """The page."""
    return diff_page(result, language) if isinstance(result, YearDiff) else history_page(result, language)


def compared_data(result: Compared, language: Language) -> DiffData | HistoryData:
    """The data, in its versioned form."""
    return diff_data(result, language) if isinstance(result, YearDiff) else history_data(result, language)


def compared_body(result: Compared, language: Language) -> tuple[str, list[Element]]:
    """The title and the elements of an HTML page: years side by side, a history one after the other."""
    return diff_body(result, language) if isinstance(result, YearDiff) else page_body(history_page(result, language))

"""A rule through the years as a page: what each year says, and how that differs from the year before."""

from __future__ import annotations

from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.compare.comparison import HistoryYear
from grantrules.compare.statements import is_stated
from grantrules.compare.yeardiff import RuleHistory
from grantrules.render.pages.edits import Teller
from grantrules.render.paper.blocks import (
    Item,
    Page,
    Paragraph,
    Section,
    Style,
    items_of,
)
from grantrules.render.paper.lines import Mark, code, line, words_of
from grantrules.rules.ruleset import Rule
from grantrules.words.words import word

MARK = Mark("⇄")


def history_page(history: RuleHistory, language: Language) -> Page:
    """The page for a rule's history."""
    befores = [None, *history.years]
    pairs = zip(befores, history.years, strict=False)
    sections = tuple(_year(before, year, language) for before, year in pairs)
    lead = (Paragraph(line(word("silence_is_not_repeal", language))),)
    return Page(_title(history, language), MARK, line(word("history", language)), lead, sections, language)


def _title(history: RuleHistory, language: Language) -> str:
    """What the rule is called, by the last year that has it, and the id that was asked for."""
    *_, last = (each.rule for each in history.years if each.rule is not None)
    return f"{last.title[language]} ({history.rule})"


def _year(before: HistoryYear | None, year: HistoryYear, language: Language) -> Section:
    teller = Teller((before or year).rules, year.rules, language)
    name = str(year.rules.year) if before is None else teller.after.name
    return Section(line(name), (items_of(_items(teller, before, year)),))


def _items(teller: Teller, before: HistoryYear | None, year: HistoryYear) -> Iterator[Item]:
    if year.edit is not None:
        since = teller.word("change_since").format(year=teller.before.name)
        ground, differs = (_quiet(each) for each in (teller.ground(year.edit), teller.differs_in(year.edit)))
        yield Item(line(since), (ground, differs), said=teller.changes(year.edit))
    elif before is not None and before.rule is not None and year.rule is not None:
        said = "unchanged_since" if is_stated(year.rule) else "still_silent"
        yield Item(line(teller.word(said).format(year=teller.before.name)))
        return
    if year.rule is not None:
        yield _as_stated(teller, year.rule)
    elif year.edit is None:
        yield Item(line(teller.word("not_there")))


def _as_stated(teller: Teller, rule: Rule) -> Item:
    side, text = teller.after, words_of(rule.text, teller.language)
    if rule.silent_since is not None:
        said = f"{teller.word('verb_silent')}, {teller.word('last_stated').format(year=rule.silent_since)}"
        return Item(line(text), (_quiet(said),))
    named = line(code(rule.id), f" ({teller.word(f'verb_{rule.verb.value}')}): ", text)
    lines = [side.speaker.rule(rule), side.speaker.due(rule.due, None)]
    return Item(named, (*map(_quiet, lines), Paragraph(line(side.cited(rule)), Style.CITED)))


def _quiet(said: str) -> Paragraph:
    return Paragraph(line(said), Style.QUIET)

"""The page of one rule through the years: what each year says, and how that differs from the year before."""

from __future__ import annotations

from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.compare.comparison import HistoryYear, RuleHistory
from grantrules.compare.figures import figures_of
from grantrules.compare.statements import is_stated
from grantrules.render.pages.comparison import MARK
from grantrules.render.pages.edits import EditWords
from grantrules.render.pages.shared import plain_page
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, cited, items_of, quiet, section
from grantrules.render.paper.lines import line
from grantrules.rules.ruleset import Rule
from grantrules.words.words import word


def history_page(history: RuleHistory, language: Language) -> kinds.Page:
    """The page for a rule's history: what each year says, and how that differs from the year before."""
    sections = []
    for before, year in zip([None, *history.years], history.years, strict=False):
        words = EditWords((before or year).rules, year.rules, language)
        name = str(year.rules.year) if before is None else words.after.name
        sections.append(section(name, items_of(_in_year(words, before, year))))
    lead = [word("silence_is_not_repeal", language)]
    *_, last = (each.rule for each in history.years if each.rule is not None)
    title = f"{last.title[language]} ({history.rule})"
    return plain_page(title, (MARK, word("history", language)), lead, sections, language)


def _in_year(words: EditWords, before: HistoryYear | None, year: HistoryYear) -> Iterator[Item]:
    if year.edit is not None:
        since = words.word("change_since").format(year=words.before.name)
        rows = (quiet(row) for row in words.rows(year.edit))
        details = quiet(words.ground(year.edit)), *rows, quiet(words.differs_in(year.edit))
        yield Item(line(since), details, said=words.changes(year.edit))
    elif before is not None and before.rule is not None and year.rule is not None:
        said = "unchanged_since" if is_stated(year.rule) else "still_silent"
        yield Item(line(words.word(said).format(year=words.before.name)))
        return
    if year.rule is not None:
        yield _as_stated(words, year.rule)
    elif year.edit is None:
        yield Item(line(words.word("not_there")))


def _as_stated(words: EditWords, rule: Rule) -> Item:
    side, text = words.after, words.text(rule.text)
    if rule.silent_since is not None:
        last = words.word("last_stated").format(year=rule.silent_since)
        return Item(line(text), (quiet(f"{words.word('verb_silent')}, {last}"),))
    named = line(rule.title[words.language], f" ({words.word(f'verb_{rule.verb.value}')}): ", text)
    lines = quiet(side.sentences.rule(rule)), quiet(side.sentences.due(rule.due, None))
    figures = (
        quiet(f"{words.figure_called(each, side)}: {words.figure_said((side, each))} ({side.place(each.source)})")
        for each in figures_of(rule, side.rules)
    )
    return Item(named, (*lines, *figures, cited(side.cited(rule))))

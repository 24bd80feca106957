"""A rule through the years as a page: what each year says, and how that differs from the year before."""

from __future__ import annotations

from grantrules.base.texts import Language
from grantrules.compare.comparison import HistoryYear
from grantrules.compare.statements import is_stated
from grantrules.compare.yeardiff import RuleHistory
from grantrules.render.diff.say import Teller
from grantrules.render.paper.items import Item, Page, Section
from grantrules.words.diff import diff_word

MARK = "⇄"


def history_page(history: RuleHistory, language: Language) -> Page:
    """The page for a rule's history."""
    befores = [None, *history.years]
    pairs = zip(befores, history.years, strict=False)
    sections = tuple(_year(before, year, language) for before, year in pairs)
    lead = (diff_word("silence_is_not_repeal", language),)
    return Page(history.rule, MARK, diff_word("history", language), lead, sections)


def _year(before: HistoryYear | None, year: HistoryYear, language: Language) -> Section:
    teller = Teller((before or year).rules, year.rules, language)
    name = str(year.rules.year) if before is None else teller.after.name
    return Section(name, tuple(_items(teller, before, year)))


def _items(teller: Teller, before: HistoryYear | None, year: HistoryYear) -> list[Item]:
    items: list[Item] = []
    if year.edit is not None:
        details = [line for line in (teller.ground(year.edit), teller.differs_in(year.edit)) if line]
        since = teller.word("change_since").format(year=teller.before.name)
        items.append(Item(f"{since}: {teller.changes(year.edit)}", tuple(details)))
    elif before is not None and before.rule is not None and year.rule is not None:
        said = "unchanged_since" if is_stated(year.rule) else "still_silent"
        return [Item(teller.word(said).format(year=teller.before.name))]
    if year.rule is None:
        return items or [Item(teller.word("not_there"))]
    side, rule = teller.after, year.rule
    if rule.silent_since is not None:
        said = f"{teller.word('verb_silent')}, {teller.word('last_stated').format(year=rule.silent_since)}"
        return [*items, Item(side.text(rule), (said,))]
    named = f"{rule.id} ({teller.word(f'verb_{rule.verb.value}')})"
    lines = [side.speaker.rule(rule), side.speaker.due(rule.due, None), side.cited(rule)]
    return [*items, Item(f"{named}: {side.text(rule)}", tuple(line for line in lines if line))]

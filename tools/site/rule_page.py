"""The page of a rule: what each year says, and how that differs from the year before."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.api import history
from grantrules.comparison import HistoryYear
from grantrules.render.diff_say import Teller
from grantrules.render.html import Child, element, listed
from grantrules.ruleset import Rule
from grantrules.texts import Language
from tools.site.frame import SitePage, changes_path, link, rule_path, rules_path, year_path
from tools.site.material import Material
from tools.site.rule_parts import RuleParts
from tools.site.words import SECTIONS, section_title, site_word


def rule_page(material: Material, rule: str) -> SitePage:
    """The page of a rule, in English with the words in bokmål beside."""
    years = history(rule, list(material.years)).years
    befores: list[HistoryYear | None] = [None, *years]
    pairs = list(zip(befores, years, strict=False))
    newest = next(each.rule for each in reversed(years) if each.rule is not None)
    header = element(
        "header",
        element("p", section_title(newest.topic, "en"), class_="kicker"),
        element("h1", element("code", rule)),
        element("p", newest.text["en"], class_="lead"),
    )
    main = element("main", *(_year(material, before, year) for before, year in pairs))
    return SitePage(rule_path(rule).removeprefix("/"), rule, [header, main])


def rules_page(material: Material, language: Language) -> SitePage:
    """The list of all rules, by topic, each with the years that state it."""
    sections = (
        element("section", element("h2", section_title(topic, language), id=topic), listed(lines, class_="items"))
        for topic, rules in rules_by_topic(material).items()
        if (lines := [_line(material, rule, language) for rule in rules])
    )
    header = element(
        "header",
        element("h1", site_word("every_rule", language)),
        element("p", site_word("every_rule_lead", language), class_="lead"),
    )
    main = element("main", *sections, class_="page")
    return SitePage(rules_path(language).removeprefix("/"), site_word("year", language), [header, main], language)


def rules_by_topic(material: Material) -> dict[str, list[str]]:
    """The ids of the rules of all years under the topic that each had last, in the order of the sections."""
    topics: dict[str, list[str]] = {topic: [] for topic in SECTIONS}
    for id_ in material.rule_ids:
        *_, newest = _in_years(material, id_).values()
        topics.setdefault(newest.topic, []).append(id_)
    return topics


def _in_years(material: Material, id_: str) -> dict[int, Rule]:
    return {year: rules.by_id[id_] for year, rules in material.years.items() if id_ in rules.by_id}


def _line(material: Material, id_: str, language: Language) -> list[Child]:
    found = _in_years(material, id_)
    stated = [year for year, rule in found.items() if rule.silent_since is None]
    years = [(" ", link(f"{year_path(year, language)}#{id_}", str(year))) for year in stated]
    name = link(rule_path(id_), element("code", id_), language="en")
    *_, newest = found.values()
    return [name, *(each for year in years for each in year), element("br"), newest.text[language]]


def _year(material: Material, before: HistoryYear | None, year: HistoryYear) -> Element:
    number = year.rules.year
    heading = element("h2", str(number), id=f"year-{number}")
    changed = list(_changed(before, year))
    if year.rule is None:
        return element("section", heading, *changed, element("p", f"No rule of {number} has this id.", class_="quiet"))
    parts = RuleParts(material, year.rules, "en")
    return element("section", heading, *changed, *_rule(parts, year.rule))


def _changed(before: HistoryYear | None, year: HistoryYear) -> Iterator[Element]:
    """How the rule differs from the year before, with a link to the comparison."""
    if before is None:
        return
    teller = Teller(before.rules, year.rules, "en")
    if year.edit is None:
        if before.rule is not None and year.rule is not None:
            yield element("p", teller.word("unchanged_since").format(year=teller.before.name), class_="quiet")
        return
    since = teller.word("change_since").format(year=teller.before.name)
    target = f"{changes_path(before.rules.year, year.rules.year, 'en')}#rule-{year.edit.rule}"
    yield element("p", element("b", link(target, since)), f": {teller.changes(year.edit)}", class_="quiet")
    for line in (teller.ground(year.edit), teller.differs_in(year.edit)):
        if line:
            yield element("p", line, class_="quiet")


def _rule(parts: RuleParts, rule: Rule) -> Iterator[Element]:
    year = parts.rules.year
    silent = rule.silent_since is not None
    kind = parts.kind(rule) + (f", {parts.word('last_stated').format(year=rule.silent_since)}" if silent else "")
    beside = element("p", rule.text["nb"], class_="text", lang="nb")
    yield element(
        "p", link(f"{year_path(year, 'en')}#{rule.id}", f"On the page of {year}"), f" · {kind}", class_="cited"
    )
    yield element("div", element("div", parts.words(rule.text)), element("div", beside), class_="sides")
    yield from parts.particulars(rule)
    folded = parts.folded(rule, unfolded=True)
    if folded is not None:
        yield folded
    doubts: list[Child | list[Child]] = [] if silent else [*parts.doubts(rule)]
    if doubts:
        yield element("h3", parts.word("open-questions"))
        yield listed(doubts)
    discussed = parts.discussed(rule)
    if discussed is not None:
        yield discussed
    yield parts.cited(rule)
    yield from _statements(parts, rule)


def _statements(parts: RuleParts, rule: Rule) -> Iterator[Element]:
    """What the documents say that the rule carries, retold, as the ledger has it."""
    statements = parts.material.statements(parts.rules.year, rule.id)
    if statements:
        said: list[list[Child]] = []
        for document, entry in statements:
            target = parts.material.place(document, entry.place)
            where = link(target, document) if target else document
            said.append([entry.says, " ", element("span", "(", where, f", {entry.lines})", class_="quiet")])
        counted = "statement" if len(said) == 1 else "statements"
        yield element("details", element("summary", f"{len(said)} {counted} of the documents, retold"), listed(said))

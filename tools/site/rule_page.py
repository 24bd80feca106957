"""The page of a rule: what each year says, and how that differs from the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from grantrules.api import history
from grantrules.base.texts import Language
from grantrules.compare.comparison import HistoryYear
from grantrules.compare.statements import is_stated
from grantrules.render.pages.edits import EditWords
from grantrules.render.paper.html import Child, element, listed
from grantrules.rules.ruleset import Rule
from tools.site.frame import PAGE_LANGUAGES, SitePage, changes_path, link, rule_path, rules_path, year_path
from tools.site.material import Material
from tools.site.rule_parts import RuleParts
from tools.site.words import SECTIONS, section_title, site_word


def rule_pages(material: Material, rule: str) -> Iterator[SitePage]:
    """The page of a rule in each language, with the words of the other language beside."""
    years = history(rule, list(material.years)).years
    for language in PAGE_LANGUAGES:
        yield _rule_page(material, rule, years, language)


def _rule_page(material: Material, rule: str, years: Sequence[HistoryYear], language: Language) -> SitePage:
    befores: list[HistoryYear | None] = [None, *years]
    pairs = zip(befores, years, strict=False)
    newest = next(each.rule for each in reversed(years) if each.rule is not None)
    topic = link(f"{rules_path(language)}#{newest.topic}", section_title(newest.topic, language))
    header = element(
        "header",
        element("p", topic, class_="kicker"),
        element("h1", element("code", rule)),
        element("p", newest.text[language], class_="lead"),
    )
    main = element("main", *(_year(material, before, year, language) for before, year in pairs))
    return SitePage(rule_path(rule, language).removeprefix("/"), rule, [header, main], language)


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
    wordings: dict[str, list[int]] = {}
    for year in stated:
        wordings.setdefault(found[year].text[language], []).append(year)
    line: list[Child] = [link(rule_path(id_, language), element("code", id_))]
    for text, years in wordings.items():
        links = (link(f"{year_path(year, language)}#{id_}", str(year)) for year in years)
        line += [element("br"), *(part for each in links for part in (each, " ")), text]
    particulars = listed(_at_offices(material, {year: found[year] for year in stated}, language))
    return [*line, particulars if len(particulars) else None]


def _at_offices(material: Material, stated: dict[int, Rule], language: Language) -> Iterator[str]:
    """For which offices alone a rule holds, and what offices have set that it reads, in the years that state it."""
    only: dict[str | None, list[int]] = {}
    for year, rule in stated.items():
        parts = RuleParts(material, material.years[year], language)
        only.setdefault(parts.only_for(rule), []).append(year)
        yield from parts.set_by_offices(rule, dated=True)
    for office, years in only.items():
        if office is not None:
            yield office if len(only) == 1 else f"{office} ({', '.join(map(str, years))})"


def _year(material: Material, before: HistoryYear | None, year: HistoryYear, language: Language) -> Element:
    number = year.rules.year
    parts = RuleParts(material, year.rules, language)
    not_said = element("p", parts.word("not_said").format(year=number))
    said = [not_said] if year.rule is None else _rule(parts, year.rule)
    return element("section", element("h2", str(number), id=f"year-{number}"), *_changed(before, year, language), *said)


def _changed(before: HistoryYear | None, year: HistoryYear, language: Language) -> Iterator[Element]:
    """How the rule differs from the year before, with a link to the comparison."""
    if before is None:
        return
    words = EditWords(before.rules, year.rules, language)
    if year.edit is None:
        if before.rule is not None and year.rule is not None and is_stated(year.rule):
            yield element("p", words.word("unchanged_since").format(year=words.before.name), class_="quiet")
        return
    since = words.word("change_since").format(year=words.before.name)
    target = f"{changes_path(before.rules.year, year.rules.year, language)}#rule-{year.edit.rule}"
    yield element("p", element("b", link(target, since)), f": {words.changes(year.edit)}", class_="quiet")
    for line in (words.ground(year.edit), words.differs_in(year.edit)):
        if line:
            yield element("p", line, class_="quiet")


def _rule(parts: RuleParts, rule: Rule) -> Iterator[Element]:
    year, silent = parts.rules.year, not is_stated(rule)
    kind = parts.word("not_mentioned").format(year=year, since=rule.silent_since) if silent else parts.kind(rule)
    (other,) = (each for each in PAGE_LANGUAGES if each != parts.language)
    beside = element("p", rule.text[other], class_="text", lang=other)
    on_year = link(f"{year_path(year, parts.language)}#{rule.id}", parts.word("on_year").format(year=year))
    yield element("p", on_year, " · ", element("b", kind) if silent else kind, class_="quiet")
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
            says = element("span", entry.says, lang=None if parts.language == "en" else "en")
            said.append([says, " ", element("span", "(", where, f", {entry.lines})", class_="quiet")])
        counted = parts.word("retold_one" if len(said) == 1 else "retold").format(number=len(said))
        yield element("details", element("summary", counted), listed(said))

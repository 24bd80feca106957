"""The page of a year: its rules under the questions that a reader would ask."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language
from grantrules.language.condition import Basis
from grantrules.render.paper.html import Child, element, listed, table
from grantrules.rules.ruleset import OfficeValue, Rule
from tools.site.frame import SitePage, changes_path, link, year_pairs, year_path
from tools.site.material import Material
from tools.site.rule_parts import RuleParts, open_place
from tools.site.words import INFERRED, OPEN, SECTIONS, SILENT, section_title


def year_page(material: Material, year: int, language: Language) -> SitePage:
    """The page of a year in one language."""
    page = _YearPage(material, year, language)
    return SitePage(year_path(year, language).removeprefix("/"), page.title, list(page.elements()), language)


def topics_of(material: Material, year: int) -> dict[str, list[Rule]]:
    """The rules of a year that its sources state, under each topic, in the order of the sections."""
    found: dict[str, list[Rule]] = {topic: [] for topic in SECTIONS}
    for rule in material.years[year].by_id.values():
        if rule.silent_since is None:
            found.setdefault(rule.topic, []).append(rule)
    return {topic: rules for topic, rules in found.items() if rules}


class _YearPage(RuleParts):
    def __init__(self, material: Material, year: int, language: Language) -> None:
        super().__init__(material, material.years[year], language)
        self.year, self.topics = year, topics_of(material, year)
        self.silent = [rule for rule in self.rules.by_id.values() if rule.silent_since is not None]
        self.open = [rule for rules in self.topics.values() for rule in rules if self.doubts(rule)]
        self.inferred = [rule for rules in self.topics.values() for rule in rules if rule.basis is not Basis.STATED]
        self.title = f"{self.word('year')} {year}"

    def elements(self) -> Iterator[Element]:
        yield self.header()
        sections = [self.topic(topic, rules) for topic, rules in self.topics.items()]
        if self.open:
            items = [self.open_question(rule) for rule in self.open]
            sections.append(self.section(OPEN, self.word(OPEN), self.lead("open_lead"), listed(items, class_="items")))
        if self.inferred:
            items = [self.inference(rule) for rule in self.inferred]
            lead = self.lead("inferred_lead")
            sections.append(self.section(INFERRED, self.word(INFERRED), lead, listed(items, class_="items")))
        if self.silent:
            sections.append(self.section(SILENT, self.word(SILENT), self.lead("silent_lead"), *self.silences()))
        yield element("main", *sections)

    def header(self) -> Element:
        numbers = [(topic, section_title(topic, self.language), len(rules)) for topic, rules in self.topics.items()]
        numbers += [(OPEN, self.word(OPEN), len(self.open))] if self.open else []
        numbers += [(INFERRED, self.word(INFERRED), len(self.inferred))] if self.inferred else []
        numbers += [(SILENT, self.word(SILENT), len(self.silent))] if self.silent else []
        counts: list[list[Child]] = [
            [element("b", str(number)), link(f"{year_path(self.year, self.language)}#{place}", said)]
            for place, said, number in numbers
        ]
        documents = [each for each in self.rules.documents.values() if self.year in each.speaks_for]
        sources = [link(f"/sources/{each.id}.html", each.title[self.language], language="en") for each in documents]
        return element(
            "header",
            element("p", self.title, class_="kicker"),
            element("h1", self.rules.title[self.language]),
            element("p", self.rules.change_note[self.language], class_="lead"),
            listed(counts, class_="counts"),
            self.legend(self.rules.by_id.values()),
            element("p", element("b", f"{self.word('sources')}: "), *_joined(sources), class_="quiet"),
            element("p", *_joined([*self.changes()]), class_="quiet"),
        )

    def changes(self) -> Iterator[Element]:
        for one, other in year_pairs():
            if self.year in (one, other):
                yield link(changes_path(one, other, self.language), f"{self.word('changes')} {one} → {other}")

    def lead(self, key: str) -> Element:
        return element("p", self.word(key), class_="lead")

    def section(self, place: str, title: str, *content: Element) -> Element:
        return element("section", element("h2", title, id=place), *content, aria_labelledby=place)

    def topic(self, topic: str, rules: list[Rule]) -> Element:
        values = [each for each in self.rules.office_values if self.material.topic_of(self.year, each.fact) == topic]
        shown = [self.values(values)] if values else []
        return self.section(topic, section_title(topic, self.language), *shown, *map(self.article, rules))

    def values(self, values: list[OfficeValue]) -> Element:
        """Values that offices have set, such as deadlines."""
        heads = [element("th", self.word(key), scope="col") for key in ("value", "office", "set_to", "sources")]
        made = table(self.word("values"), heads, map(self.value, values))
        made.set("class", "scroll stacked")
        return made

    def value(self, value: OfficeValue) -> Element:
        authority = self.rules.authority(value.office, value.source)
        said = self.sentences.value(value.value, self.rules.vocabulary.get(value.fact))
        weight = self.weight(f"authority_{authority.value}", value.basis)
        return element(
            "tr",
            element("th", self.sentences.label(value.fact), scope="row"),
            element("td", self.office(value.office), data_head=self.word("office")),
            element("td", said, data_head=self.word("set_to")),
            element("td", self.citation(value.source), element("span", weight, class_="quiet")),
        )

    def open_question(self, rule: Rule) -> list[Child]:
        doubts: list[Child | list[Child]] = [*self.doubts(rule)]
        return [*self.told(rule, open_place(rule)), listed(doubts), self.discussed(rule)]

    def inference(self, rule: Rule) -> list[Child]:
        basis = element("span", f" ({self.sentences.word(f'basis_{rule.basis.value}')})", class_="quiet")
        return [*self.told(rule), basis, None if self.doubts(rule) else self.discussed(rule)]

    def told(self, rule: Rule, place: str | None = None) -> list[Child]:
        """A rule in its own words, under the title that leads to where it stands."""
        name = element("span", rule.title[self.language], id=place)
        return [link(f"{year_path(self.year, self.language)}#{rule.id}", name), f": {rule.text[self.language]}"]

    def silences(self) -> Iterator[Element]:
        for topic in dict.fromkeys([*SECTIONS, *(rule.topic for rule in self.silent)]):
            rules = [rule for rule in self.silent if rule.topic == topic]
            if rules:
                yield element("h3", section_title(topic, self.language))
                yield from map(self.brief, rules)


def _joined(items: list[Element]) -> Iterator[Child]:
    for number, item in enumerate(items):
        if number:
            yield " · "
        yield item

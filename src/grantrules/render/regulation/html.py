"""A year's rules as HTML: a table of topics and kinds, and every topic folded with its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language, Text
from grantrules.render.paper.html import Child, Places, element, listed, table
from grantrules.render.regulation.page import MARK, RulesTeller
from grantrules.rules.ruleset import Rule, RuleSet, Verb


def regulation_html(rules: RuleSet, language: Language, places: Places) -> tuple[str, Element]:
    """The title of a year's rules and their element."""
    page = _Page(rules, language, places)
    return f"{page.kicker}: {rules.title[language]}", page.element()


class _Page(RulesTeller):
    def __init__(self, rules: RuleSet, language: Language, places: Places) -> None:
        super().__init__(rules, language)
        self.places = places

    def element(self) -> Element:
        top = self.places.name("regulation")
        mark = element("span", MARK, class_="badge", aria_hidden="true")
        first, *more = self.lead
        head = element(
            "header",
            element("p", self.kicker, class_="kicker"),
            element("h1", mark, " ", self.text(self.rules.title), id=top),
            element("p", first, class_="means"),
            *(element("p", line, class_="quiet") for line in more),
            class_="verdict",
        )
        return element(
            "section", head, self.table(), self.every_topic(), self.sources(), class_="result", aria_labelledby=top
        )

    def text(self, text: Text) -> Element:
        return element("span", text[self.language], lang=None if getattr(text, self.language) else "nb")

    def table(self) -> Element:
        """How many rules of each kind every topic has."""
        counts = {topic: Counter(rule.verb for rule in rules) for topic, rules in self.topics.items()}
        verbs = [verb for verb in Verb if any(each[verb] for each in counts.values())]
        heads = [element("td")]
        heads += [element("th", self.verb(verb), scope="col", class_="number") for verb in verbs]
        heads.append(element("th", self.word("total"), scope="col", class_="number"))
        rows = [self.counts(self.topic(topic), each, verbs) for topic, each in counts.items()]
        rows.append(self.counts(self.word("total"), sum(counts.values(), Counter()), verbs))
        place = self.places.name("counts")
        name = self.word("rules_by_topic")
        made = table(name, heads, rows, captioned=False)
        return element("section", element("h2", name, id=place), made, aria_labelledby=place)

    def counts(self, name: str, counts: Counter[Verb], verbs: list[Verb]) -> Element:
        numbers = [counts[verb] for verb in verbs]
        cells = (
            element("td", str(number) if number else "–", class_="number") for number in (*numbers, counts.total())
        )
        return element("tr", element("th", name, scope="row"), *cells)

    def every_topic(self) -> Element:
        place = self.places.name("rules")
        folds = (self.fold(topic, rules) for topic, rules in self.topics.items())
        return element("section", element("h2", self.word("the_rules"), id=place), *folds, aria_labelledby=place)

    def fold(self, topic: str, rules: list[Rule]) -> Element:
        heading = element("h3", self.topic(topic))
        summary = element("summary", heading, " ", element("span", self.number(len(rules)), class_="quiet"))
        return element("details", summary, listed(map(list, map(self.rule, rules)), class_="rules"))

    def rule(self, rule: Rule) -> Iterator[Child]:
        yield element("p", element("code", rule.id), f" ({self.kind(rule)})", class_="quiet")
        yield element("p", self.text(rule.text))
        yield from (element("p", doubt, class_="quiet") for doubt in self.doubts(rule))
        yield element("p", self.cited(rule), class_="cited")

    def sources(self) -> Element:
        place = self.places.name("documents")
        listing = listed((self.document(each) for each in self.documents), class_="sources")
        return element("section", element("h2", self.word("documents"), id=place), listing, aria_labelledby=place)

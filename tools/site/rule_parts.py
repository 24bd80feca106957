"""A rule of one year as elements: its words, what is checked, where it stands and how much that weighs."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.condition import Citation
from grantrules.facts import OFFICE
from grantrules.render.html import Child, element, listed
from grantrules.render.say import citation_text, doubts_of, weighed
from grantrules.ruleset import NATIONAL, Basis, Rule, RuleSet
from grantrules.sentences import Clause, Speaker
from grantrules.texts import Language, Text
from grantrules.words_diff import diff_word, name_of
from tools.site.frame import link, rule_path
from tools.site.material import Material
from tools.site.words import OPEN, in_english, site_word


class RuleParts:
    """Puts the rules of a year into elements, in one language."""

    def __init__(self, material: Material, rules: RuleSet, language: Language) -> None:
        self.material, self.rules = material, rules
        self.language: Language = language
        self.speaker = Speaker(rules.vocabulary, rules.year, language)

    def word(self, key: str) -> str:
        """A fixed word of the site."""
        return site_word(key, self.language)

    def article(self, rule: Rule) -> Element:
        """A rule on the page of its year."""
        return element(
            "article",
            element("h3", element("code", rule.id), element("span", f" {self.kind(rule)}", class_="what")),
            self.words(rule.text),
            *self.open_here(rule),
            *self.particulars(rule),
            self.folded(rule),
            self.cited(rule),
            element(
                "p",
                link(rule_path(rule.id), in_english(self.word("through"), self.language), language="en"),
                class_="cited",
            ),
            id=rule.id,
        )

    def open_here(self, rule: Rule) -> Iterator[Child]:
        """What is open in the rule, leading to where the page gathers that."""
        doubts: list[Child | list[Child]] = [*self.doubts(rule)]
        if doubts:
            heading = element("a", self.word("left_open"), href=f"#{open_place(rule)}")
            yield element("div", element("p", heading), listed(doubts), class_="clause doubt")

    def brief(self, rule: Rule) -> Element:
        """A rule that the sources of the year do not mention."""
        said = f" {self.word('last_stated').format(year=rule.silent_since)}"
        return element(
            "article",
            element("h4", link(rule_path(rule.id), element("code", rule.id)), element("span", said, class_="what")),
            self.words(rule.text),
            self.cited(rule),
            id=rule.id,
            class_="brief",
        )

    def kind(self, rule: Rule) -> str:
        """What kind of rule it is."""
        return diff_word(f"verb_{rule.verb.value}", self.language)

    def words(self, text: Text) -> Element:
        """The words of a rule."""
        lang = None if getattr(text, self.language) else "nb"
        return element("p", text[self.language], class_="text", lang=lang)

    def particulars(self, rule: Rule) -> Iterator[Element]:
        """When a duty is due, what a figure is, and whatever else its words need not say."""
        lines, vocabulary = [self.speaker.due(rule.due, None)], self.rules.vocabulary
        if rule.states is not None and rule.states.amount is not None:
            figure = name_of("figure", rule.states.figure, self.language) if rule.states.figure else ""
            lines.append(f"{self.speaker.money(rule.states.amount)}{f' ({figure})' if figure else ''}")
        if rule.rank is not None:
            lines.append(f"{self.word('rank')}: {rule.rank}")
        if rule.awarded:
            lines.append(f"{self.word('awarded')}: {', '.join(map(str, rule.awarded))}")
        for value in self.rules.office_values:
            if value.fact in rule.read_of_reports and rule.office in (None, value.office):
                label, said = (
                    self.speaker.label(value.fact),
                    self.speaker.value(value.value, vocabulary.get(value.fact)),
                )
                lines.append(f"{label}: {said} ({self.office(value.office)})")
        if rule.office is not None:
            lines.append(f"{self.word('only_office')}: {self.office(rule.office)}")
        if rule.remedy is not None:
            lines.append(f"{self.word('remedy')}: {rule.remedy[self.language]}")
        return (element("p", line, class_="clause") for line in lines if line)

    def office(self, office: str) -> str:
        """What an office is called."""
        if office == NATIONAL:
            return diff_word("national", self.language)
        return self.speaker.value(office, self.rules.vocabulary.get(OFFICE))

    def folded(self, rule: Rule, *, unfolded: bool = False) -> Element | None:
        """What the engine checks, in words."""
        clauses = [] if rule.silent_since is not None else self.speaker.clauses(rule)
        if not clauses:
            return None
        summary = element("summary", self.word("checked"))
        return element("details", summary, *map(_clause, clauses), open="" if unfolded else None)

    def cited(self, rule: Rule) -> Element:
        """The places that a rule cites, with their authority and its basis."""
        said: list[Child] = []
        for source, weight in weighed(rule, self.rules, self.speaker):
            said += ["; " if said else None, self.citation(source), weight]
        return element("p", *said, class_="cited")

    def weight(self, authority: str, basis: Basis) -> str:
        """How much a source weighs, and how the rule follows from it."""
        return f"{self.speaker.word(authority)}, {self.speaker.word(f'basis_{basis.value}')}"

    def citation(self, source: Citation) -> Element | str:
        """A place in a document, with a link to what its ledger says there."""
        target = self.material.place(source.document, source.at)
        return link(target, citation_text(source), language="en") if target else citation_text(source)

    def doubts(self, rule: Rule) -> list[list[Child]]:
        """Each branch in doubt and each reading: what it is, and what it is about."""
        return [[element("code", id_), f" {said}"] for id_, said in doubts_of(rule, self.speaker)]

    def discussed(self, rule: Rule) -> Element | None:
        """Where the doubts of a rule are discussed."""
        entries = self.material.discussed(self.rules.year, rule.id)
        links = [link(f"/interpretation.html#{each.place}", each.title, language="en") for each in entries]
        said = element("p", f"{self.word('discussed')}:", class_="quiet")
        return element("div", said, listed(links), class_="clause") if links else None


def open_place(rule: Rule) -> str:
    """Where the page of a year tells what is open in a rule."""
    return f"{OPEN}-{rule.id}"


def _clause(clause: Clause) -> Element:
    if len(clause.parts) < 2:
        return element("p", str(clause), class_="clause")
    parts: list[Child] = [
        part if number == len(clause.parts) - 1 else f"{part}{clause.joint.rstrip()}"
        for number, part in enumerate(clause.parts)
    ]
    return element("div", element("p", clause.lead), listed(parts), class_="clause")

"""A rule of one year as elements: its words, what is checked, where it stands and how much that weighs."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.condition import Citation
from grantrules.facts import OFFICE
from grantrules.render.html import Child, element, listed
from grantrules.render.say import citation_text
from grantrules.ruleset import NATIONAL, Basis, Rule, RuleSet
from grantrules.sentences import Clause, Speaker
from grantrules.texts import Language, Text
from grantrules.words_diff import diff_word, name_of
from tools.site.frame import link, rule_path
from tools.site.material import Material
from tools.site.words import OPEN, site_word


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
            *self.particulars(rule),
            self.folded(rule),
            self.cited(rule),
            element(
                "p",
                link(rule_path(rule.id), self.word("through"), language="en"),
                *self.open_here(rule),
                class_="cited",
            ),
            id=rule.id,
        )

    def open_here(self, rule: Rule) -> Iterator[Child]:
        """A link to what is open in the rule, on the same page."""
        if self.doubts(rule):
            yield from (" · ", element("a", self.word(OPEN), href=f"#{open_place(rule)}"))

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
        lines = [self.speaker.due(rule.due, None)]
        if rule.states is not None and rule.states.amount is not None:
            figure = name_of("figure", rule.states.figure, self.language) if rule.states.figure else ""
            lines.append(f"{self.speaker.money(rule.states.amount)}{f' ({figure})' if figure else ''}")
        if rule.rank is not None:
            lines.append(f"{self.word('rank')}: {rule.rank}")
        if rule.awarded:
            lines.append(f"{self.word('awarded')}: {', '.join(map(str, rule.awarded))}")
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
        """The places that a rule cites, with its authority and its basis."""
        said: list[Child] = []
        for source in rule.sources:
            said += ["; " if said else None, self.citation(source)]
        authority = self.rules.authority(rule.office, rule.sources[0])
        return element("p", *said, f" ({self.weight(f'authority_{authority.value}', rule.basis)})", class_="cited")

    def weight(self, authority: str, basis: Basis) -> str:
        """How much a source weighs, and how the rule follows from it."""
        return f"{self.speaker.word(authority)}, {self.speaker.word(f'basis_{basis.value}')}"

    def citation(self, source: Citation) -> Element | str:
        """A place in a document, with a link to what its ledger says there."""
        target = self.material.place(source.document, source.at)
        return link(target, citation_text(source), language="en") if target else citation_text(source)

    def doubts(self, rule: Rule) -> list[list[Child]]:
        """Each branch in doubt, each reading, and a basis that is not *stated*: what it is, and what it is about."""
        found: list[list[Child]] = []
        if rule.basis is not Basis.STATED:
            found.append([f"{self.word('basis')}: {self.speaker.word(f'basis_{rule.basis.value}')}"])
        for id_, branch in rule.branches.items():
            if branch.doubt is None and id_ not in rule.readings:
                continue
            why = f"cause_{branch.doubt.value}" if branch.doubt else "cause_reading"
            said = branch.text[self.language] if branch.text else self.speaker.condition(branch.part)
            found.append([element("code", id_), f" ({self.speaker.word(why)}): {said}"])
        return found

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

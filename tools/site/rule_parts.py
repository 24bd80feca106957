"""A rule of one year as elements: its words, what is checked, where it stands and how much that weighs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language, Text
from grantrules.compare.statements import office_of
from grantrules.language.condition import Basis, Citation
from grantrules.language.vocabulary import OFFICE
from grantrules.render.paper.html import Child, element, listed
from grantrules.render.paper.say import citation_text, doubts_of, weighed
from grantrules.rules.ruleset import NATIONAL, Rule, RuleSet, Verb
from grantrules.words.sentences import Clause, Sentences
from grantrules.words.words import name_of, word
from tools.site.frame import link, rule_path, year_path
from tools.site.material import Material
from tools.site.words import OPEN, meaning, site_word


class RuleParts:
    """Puts the rules of a year into elements, in one language."""

    def __init__(self, material: Material, rules: RuleSet, language: Language) -> None:
        self.material, self.rules = material, rules
        self.language: Language = language
        self.sentences = Sentences(rules.vocabulary, rules.names_of, language)

    def word(self, key: str) -> str:
        """A fixed word of the site."""
        return site_word(key, self.language)

    def article(self, rule: Rule, place: str | None = None) -> Element:
        """A rule with all that belongs to it; its place on the page is its id where no other is given."""
        return element(
            "article",
            element("h3", self.called(rule), " ", element("code", rule.id), self.what(self.kind(rule))),
            self.words(rule.text),
            *self.open_here(rule),
            *self.particulars(rule),
            self.folded(rule),
            self.cited(rule),
            element("p", link(rule_path(rule.id, self.language), self.word("through")), class_="cited"),
            id=place or rule.id,
        )

    def open_here(self, rule: Rule) -> Iterator[Child]:
        """What is open in the rule, leading to where the page of the year gathers that."""
        doubts: list[Child | list[Child]] = [*self.doubts(rule)]
        if doubts:
            gathered = f"{year_path(self.rules.year, self.language)}#{open_place(rule)}"
            heading = link(gathered, self.word("left_open"))
            yield element("div", element("p", heading), listed(doubts), class_="clause doubt")

    def brief(self, rule: Rule) -> Element:
        """A rule that the sources of the year do not mention."""
        said = self.what(self.word("last_stated").format(year=rule.silent_since))
        return element(
            "article",
            element("h4", self.called(rule), " ", self.named(rule), said),
            self.words(rule.text),
            *self.particulars(rule),
            self.cited(rule),
            id=rule.id,
            class_="brief",
        )

    def called(self, rule: Rule) -> Element:
        """What people call a rule."""
        return element("span", rule.title[self.language], class_="title", lang=self._lang(rule.title))

    def what(self, said: str) -> Element:
        """What kind of rule it is, or when it was last stated, after its name."""
        return element("span", f" {said}", class_="what")

    def _lang(self, text: Text) -> str | None:
        """The language of a text that stands in for one that is missing."""
        return None if getattr(text, self.language) else "nb"

    def named(self, rule: Rule) -> Element:
        """The name of a rule, leading to its own page."""
        return link(rule_path(rule.id, self.language), element("code", rule.id))

    def legend(self, rules: Iterable[Rule]) -> Element:
        """What the kinds of these rules mean, and the ways in which a rule follows from its source."""
        shown = {rule.verb for rule in rules}
        kinds = {word(f"verb_{verb.value}", self.language): verb.value for verb in Verb if verb in shown}
        bases = {self.sentences.word(f"basis_{basis.value}"): basis.value for basis in Basis}
        lines: list[list[Child]] = [
            [element("b", name), f": {meaning(what, self.language)}"] for name, what in {**kinds, **bases}.items()
        ]
        return element("details", element("summary", self.word("words")), listed(lines))

    def kind(self, rule: Rule) -> str:
        """What kind of rule it is."""
        return word(f"verb_{rule.verb.value}", self.language)

    def words(self, text: Text) -> Element:
        """The words of a rule."""
        return element("p", text[self.language], class_="text", lang=self._lang(text))

    def particulars(self, rule: Rule) -> Iterator[Element]:
        """When a duty is due, what a figure is, and whatever else its words need not say.

        Of a rule that the year does not mention, only whose it is and what offices had set when it was last stated.
        """
        lines = self._when_last_stated(rule) if rule.silent_since is not None else self._particulars(rule)
        return (element("p", line, class_="clause") for line in lines if line)

    def _particulars(self, rule: Rule) -> Iterator[str | None]:
        yield self.sentences.due(rule.due, None)
        if rule.states is not None and rule.states.amount is not None:
            figure = name_of("figure", rule.states.figure, self.language) if rule.states.figure else ""
            yield f"{self.sentences.money(rule.states.amount)}{f' ({figure})' if figure else ''}"
        if rule.rank is not None:
            yield f"{self.word('rank')}: {self.sentences.rank(rule)}"
        if rule.awarded:
            yield f"{self.word('awarded')}: {', '.join(map(str, rule.awarded))}"
        yield from self.set_by_offices(rule)
        yield self.only_for(rule)
        if rule.remedy is not None:
            yield f"{self.word('remedy')}: {rule.remedy[self.language]}"

    def _when_last_stated(self, rule: Rule) -> Iterator[str | None]:
        assert rule.silent_since is not None
        then = self.of_year(rule.silent_since)
        yield from then.set_by_offices(then.rules.by_id[rule.id], dated=True)
        yield self.only_for(rule)

    def of_year(self, year: int) -> RuleParts:
        """The parts of another year's rules."""
        return RuleParts(self.material, self.material.years[year], self.language)

    def set_by_offices(self, rule: Rule, *, dated: bool = False) -> Iterator[str]:
        """What offices have set that the rule reads; `dated` adds the year, where others are told beside it."""
        for value in self.rules.office_values:
            if value.fact in rule.read_of_reports and rule.office in (None, value.office):
                said = self.sentences.value(value.value, self.rules.vocabulary.get(value.fact))
                who = self.office(value.office) + (f", {self.rules.year}" if dated else "")
                yield f"{self.sentences.label(value.fact)}: {said} ({who})"

    def only_for(self, rule: Rule) -> str | None:
        """For which office alone a rule holds; a silent one is that of the office for which it would be shown."""
        office = office_of(rule) if rule.silent_since is not None else rule.office
        return f"{self.word('only_office')}: {self.office(office)}" if office is not None else None

    def office(self, office: str) -> str:
        """What an office is called."""
        if office == NATIONAL:
            return word("national", self.language)
        return self.sentences.value(office, self.rules.vocabulary.get(OFFICE))

    def folded(self, rule: Rule, *, unfolded: bool = False) -> Element | None:
        """What is checked, in words."""
        clauses = [] if rule.silent_since is not None else self.sentences.clauses(rule)
        if not clauses:
            return None
        summary = element("summary", self.word("checked"))
        return element("details", summary, *map(_clause, clauses), open="" if unfolded else None)

    def cited(self, rule: Rule) -> Element:
        """The places that a rule cites, with their authority and its basis."""
        said: list[Child] = []
        for source, weight in weighed(rule, self.rules, self.sentences):
            said += ["; " if said else None, self.citation(source), weight]
        return element("p", *said, class_="cited")

    def weight(self, authority: str, basis: Basis) -> str:
        """How much a source weighs, and how the rule follows from it."""
        return f"{self.sentences.word(authority)}, {self.sentences.word(f'basis_{basis.value}')}"

    def citation(self, source: Citation) -> Element | str:
        """A place in a document, with a link to what its ledger says there."""
        target = self.material.place(source.document, source.at)
        said = citation_text(source, self.rules, self.language)
        return link(target, said, language="en") if target else said

    def doubts(self, rule: Rule) -> list[list[Child]]:
        """Each branch in doubt and each reading: what it is, and what it is about."""
        return [[element("code", id_), f" {said}"] for id_, said in doubts_of(rule, self.sentences)]

    def discussed(self, rule: Rule) -> Element | None:
        """Where the doubts of a rule are discussed."""
        entries = self.material.discussed(self.rules.year, rule.id)
        lang = None if self.language == "en" else "en"
        links = [
            element("a", each.title, href=f"/interpretation.html#{each.place}", hreflang="en", lang=lang)
            for each in entries
        ]
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

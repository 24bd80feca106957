"""One of two years that are told beside one another."""

from __future__ import annotations

from dataclasses import dataclass

from grantrules.language.condition import Citation
from grantrules.language.vocabulary import OFFICE
from grantrules.render.paper.say import weighed
from grantrules.rules.ruleset import NATIONAL, Rule, RuleSet
from grantrules.words.sentences import Sentences
from grantrules.words.words import word


@dataclass(frozen=True, slots=True)
class ComparedYear:
    """One of the two years: what it is called beside the other, its rules, and sentences on them."""

    name: str
    rules: RuleSet
    sentences: Sentences

    def text(self, rule: Rule) -> str:
        """The words of a rule."""
        return rule.text[self.sentences.language]

    def cited(self, rule: Rule) -> str:
        """The places that a rule cites, with their weight."""
        cited = weighed(rule, self.rules, self.sentences)
        documents = [each.document for each, _ in cited]
        told = []
        for number, (each, weight) in enumerate(cited):
            place = each.at if documents[number] in documents[:number][-1:] else self.place(each)
            told.append(place if documents[number] in documents[number + 1 :][:1] else f"{place}{weight}")
        return "; ".join(told)

    def place(self, citation: Citation) -> str:
        """A document by its short title, and the place in it."""
        return f"{self.rules.documents[citation.document].called[self.sentences.language]}, {citation.at}"

    def knows(self, office: str) -> bool:
        """Whether the year has an office."""
        fact = self.sentences.vocabulary.get(OFFICE)
        return fact is None or not fact.choices or office in fact.choices

    def office(self, office: str) -> str:
        """What an office is called."""
        if office == NATIONAL:
            return word("national", self.sentences.language)
        return self.sentences.value(office, self.sentences.vocabulary.get(OFFICE))

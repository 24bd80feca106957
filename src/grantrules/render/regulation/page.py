"""A year's rules as a page: what they are, how many of each kind, and each with the place it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from grantrules.base.texts import Language
from grantrules.language.vocabulary import OFFICE
from grantrules.render.paper.items import Item, Page, Section
from grantrules.render.paper.say import doubts_of, norm_text, sentence, topic_name
from grantrules.rules.canonical import rules_hash
from grantrules.rules.ruleset import Rule, RuleSet, SourceDocument, Verb
from grantrules.words.html import html_word
from grantrules.words.sentences import Speaker

MARK = "§"
SHORT = 12
"""So many characters of the hash tell any two versions of a year's rules apart."""


def regulation_page(rules: RuleSet, language: Language) -> Page:
    """The page for a year's rules."""
    teller = RulesTeller(rules, language)
    documents = Section(teller.word("documents"), tuple(Item(teller.document(each)) for each in teller.documents))
    topics = (
        Section(f"{teller.topic(topic)}: {teller.counted(of)}", tuple(map(teller.item, of)))
        for topic, of in teller.topics.items()
    )
    return Page(teller.kicker, MARK, rules.title[language], tuple(teller.lead), (documents, *topics))


class RulesTeller:
    """Says what a year's rules are, in one language."""

    def __init__(self, rules: RuleSet, language: Language) -> None:
        self.rules, self.language = rules, language
        self.speaker = Speaker(rules.vocabulary, rules.year, language)
        topics: dict[str, list[Rule]] = {}
        for rule in rules.by_id.values():
            topics.setdefault(rule.topic, []).append(rule)
        self.topics: Mapping[str, list[Rule]] = topics
        cited = {source.document for rule in rules.rules for source in rule.sources}
        self.documents = [document for id_, document in rules.documents.items() if id_ in cited]

    def word(self, key: str) -> str:
        """A fixed word."""
        return html_word(key, self.language)

    @property
    def kicker(self) -> str:
        """Which year, which revision."""
        return f"{self.word('regulation')} {self.rules.year}, {self.word('revision')} {self.rules.revision}"

    @property
    def lead(self) -> list[str]:
        """How many rules there are and under what code, what changed, and what the sources give whole."""
        short = rules_hash(self.rules).removeprefix("sha256:")[:SHORT]
        whole = ", ".join(self.topic(topic) for topic in self.topics if topic in self.rules.complete)
        return [
            f"{self.number(len(self.rules.by_id))}, {self.word('hash')} {short}",
            f"{self.word('revision_says')}: {self.rules.change_note[self.language]}",
            f"{self.word('given_whole')}: {whole}." if whole else self.word("none_given_whole"),
        ]

    def topic(self, topic: str) -> str:
        """What a topic is called."""
        return topic_name(topic, self.language)

    def verb(self, verb: Verb) -> str:
        """What a kind of rule is called."""
        return sentence(self.word(f"verb_{verb.value}"))

    def number(self, number: int) -> str:
        """So many rules."""
        return self.word("rules_one" if number == 1 else "rules_number").format(number=number)

    def counted(self, rules: list[Rule]) -> str:
        """How many rules there are, and how many of each kind."""
        counts = Counter(rule.verb for rule in rules)
        kinds = ", ".join(f"{self.verb(verb).lower()} {counts[verb]}" for verb in Verb if counts[verb])
        return f"{self.number(len(rules))} ({kinds})"

    def document(self, document: SourceDocument) -> str:
        """A document with who issued it and how much it weighs."""
        weight = self.word(f"authority_{document.authority.value}")
        return f"{document.title[self.language]} ({document.id}; {document.issuer}; {weight})"

    def kind(self, rule: Rule) -> str:
        """What a rule is: its verb, since when nobody mentions it, and whose practice it is."""
        said = [self.word(f"verb_{rule.verb.value}")]
        if rule.silent_since is not None:
            said.append(self.word("last_stated").format(year=rule.silent_since))
        if rule.office is not None:
            office = self.speaker.value(rule.office, self.rules.vocabulary.get(OFFICE))
            said.append(self.word("of_office").format(office=office))
        return ", ".join(said)

    def cited(self, rule: Rule) -> str:
        """The places that a rule cites, with their weight."""
        return norm_text(rule, self.rules, self.speaker)

    def doubts(self, rule: Rule) -> list[str]:
        """What is in doubt of a rule, a line for each branch and reading; where the sources say it no more, nothing."""
        return [] if rule.silent_since is not None else [f"{id_} {said}" for id_, said in doubts_of(rule, self.speaker)]

    def item(self, rule: Rule) -> Item:
        """One rule."""
        details = (*self.doubts(rule), self.cited(rule))
        return Item(f"{rule.id} ({self.kind(rule)}): {rule.text[self.language]}", details)

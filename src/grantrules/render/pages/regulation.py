"""The page of a year's rules: what they are, how many of each kind, and each with the place it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from grantrules.base.texts import Language
from grantrules.language.vocabulary import OFFICE
from grantrules.render.paper.blocks import (
    Cell,
    Frame,
    Grid,
    Item,
    Number,
    Page,
    Paragraph,
    Points,
    Section,
    Style,
    items_of,
    points_of,
)
from grantrules.render.paper.lines import Mark, ShownIn, code, flat, line, opened, words_of
from grantrules.render.paper.say import doubts_of, norm_text, sentence, topic_name
from grantrules.rules.canonical import rules_hash
from grantrules.rules.ruleset import Rule, RuleSet, SourceDocument, Verb
from grantrules.words.sentences import Speaker

MARK = Mark("§")
SHORT = 12
"""So many characters of the hash tell any two versions of a year's rules apart."""


def regulation_page(rules: RuleSet, language: Language) -> Page:
    """The page for a year's rules."""
    return RulesTeller(rules, language).page()


class RulesTeller:
    """Says what a year's rules are, in one language."""

    def __init__(self, rules: RuleSet, language: Language) -> None:
        self.rules, self.language = rules, language
        self.speaker = Speaker(rules.vocabulary, rules.year, language)
        self.word = self.speaker.word
        topics: dict[str, list[Rule]] = {}
        for rule in rules.by_id.values():
            topics.setdefault(rule.topic, []).append(rule)
        self.topics: Mapping[str, list[Rule]] = topics
        cited = {source.document for rule in rules.rules for source in rule.sources}
        self.documents = [document for id_, document in rules.documents.items() if id_ in cited]

    def page(self) -> Page:
        """The whole page; flat forms need no table, since each topic counts its rules."""
        first, *more = self.lead
        documents = Points(points_of([self.document(each) for each in self.documents]), style=Style.SOURCES)
        sections = (
            Section(line(self.word("rules_by_topic")), (self.table(),), "counts", shown=ShownIn.OPENED),
            Section(line(self.word("documents")), (documents,), "documents"),
            Section(line(opened(self.word("the_rules"))), tuple(self.every_topic()), "rules"),
        )
        return Page(
            self.kicker,
            MARK,
            (words_of(self.rules.title, self.language),),
            (Paragraph(line(first)), *(Paragraph(line(each), Style.QUIET) for each in more)),
            sections,
            self.language,
            Frame.RESULT,
            place="regulation",
        )

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

    def document(self, document: SourceDocument) -> str:
        """A document with who issued it and how much it weighs."""
        weight = self.word(f"authority_{document.authority.value}")
        return f"{document.title[self.language]} ({document.id}; {document.issuer}; {weight})"

    # -- how many of which kind

    def table(self) -> Grid:
        """How many rules of each kind every topic has."""
        counts = {topic: Counter(rule.verb for rule in rules) for topic, rules in self.topics.items()}
        verbs = [verb for verb in Verb if any(each[verb] for each in counts.values())]
        named = {self.topic(topic): each for topic, each in counts.items()}
        named[self.word("total")] = sum(counts.values(), Counter())
        rows = tuple((name, *self._counts(each, verbs)) for name, each in named.items())
        return Grid(self.word("rules_by_topic"), ("", *map(self.verb, verbs), self.word("total")), rows)

    def _counts(self, counts: Counter[Verb], verbs: list[Verb]) -> Iterator[Cell]:
        for number in (*(counts[verb] for verb in verbs), counts.total()):
            yield Number(number, str(number) if number else "–")

    # -- the rules

    def every_topic(self) -> Iterator[Section]:
        """Each topic with its rules, folded."""
        for topic, rules in self.topics.items():
            counts = Counter(rule.verb for rule in rules)
            kinds = ", ".join(f"{self.verb(verb).lower()} {counts[verb]}" for verb in Verb if counts[verb])
            number = self.number(len(rules))
            heading = line(self.topic(topic), flat(f": {number} ({kinds})"))
            yield Section(heading, (items_of(map(self.item, rules)),), folded=True, number=number)

    def item(self, rule: Rule) -> Item:
        """One rule."""
        kind = self.kind(rule)
        named = Paragraph(line(code(rule.id), f" ({kind})"), Style.QUIET, shown=ShownIn.OPENED)
        text = Paragraph(line(words_of(rule.text, self.language)), shown=ShownIn.OPENED)
        doubts = (Paragraph(line(doubt), Style.QUIET) for doubt in self.doubts(rule))
        details = (named, text, *doubts, Paragraph(line(self.cited(rule)), Style.CITED))
        return Item(line(flat(f"{rule.id} ({kind}): {rule.text[self.language]}")), details)

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

"""The page of a year's rules: what they are, how many of each kind, and each with the place it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.language.vocabulary import OFFICE
from grantrules.render.pages.shared import RuleItems
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, Section, TextStyle, items_of, paragraph, quiet
from grantrules.render.paper.lines import Mark, ShownIn, code, flat, line, opened
from grantrules.render.paper.say import counted, doubts_of, sentence, topic_name
from grantrules.rules.canonical import rules_hash
from grantrules.rules.ruleset import Rule, RuleSet, SourceDocument, Verb

SHORT = 12
"""So many characters of the hash tell any two versions of a year's rules apart."""


def regulation_page(rules: RuleSet, language: Language) -> kinds.Page:
    """The page for a year's rules; flat forms need no table, since each topic counts its rules."""
    items = RegulationItems(rules, language)
    first, *more = items.lead
    word, documents = items.word, kinds.bullets(map(items.document, items.documents), style=TextStyle.SOURCES)
    sections = (
        Section(line(word("rules_by_topic")), (items.table(),), "counts", shown=ShownIn.OPENED),
        kinds.section(word("documents"), documents, place="documents"),
        kinds.section(opened(word("the_rules")), *items.every_topic(), place="rules"),
    )
    lead, frame = (paragraph(first), *map(quiet, more)), kinds.Frame.RESULT
    title = (items.text(rules.title),)
    return kinds.Page(items.version, Mark("§"), title, lead, sections, language, frame, place="regulation")


class RegulationItems(RuleItems):
    """Puts what a year's rules are into items, in one language."""

    def __init__(self, rules: RuleSet, language: Language) -> None:
        super().__init__(rules, language)
        self.topics: dict[str, list[Rule]] = {}
        for rule in rules.by_id.values():
            self.topics.setdefault(rule.topic, []).append(rule)
        cited = {source.document for rule in rules.rules for source in rule.sources}
        self.documents = [document for id_, document in rules.documents.items() if id_ in cited]

    @property
    def lead(self) -> list[str]:
        """How many rules there are and under what code, what changed, and what the sources give whole."""
        short = rules_hash(self.rules).removeprefix("sha256:")[:SHORT]
        whole = ", ".join(topic_name(topic, self.language) for topic in self.topics if topic in self.rules.complete)
        return [
            f"{counted('rules', len(self.rules.by_id), self.language)}, {self.word('hash')} {short}",
            f"{self.word('revision_says')}: {self.rules.change_note[self.language]}",
            f"{self.word('given_whole')}: {whole}." if whole else self.word("none_given_whole"),
        ]

    def verb(self, verb: Verb) -> str:
        """What a kind of rule is called."""
        return sentence(self.word(f"verb_{verb.value}"))

    def document(self, document: SourceDocument) -> str:
        """A document with who issued it and how much it weighs."""
        weight = self.word(f"authority_{document.authority.value}")
        return f"{document.title[self.language]} ({document.id}; {document.issuer}; {weight})"

    def table(self) -> kinds.Grid:
        """How many rules of each kind every topic has."""
        counts = {
            topic_name(topic, self.language): Counter(rule.verb for rule in rules)
            for topic, rules in self.topics.items()
        }
        counts[self.word("total")] = total = sum(counts.values(), Counter[Verb]())
        verbs = [verb for verb in Verb if total[verb]]
        numbers = {name: [*(each[verb] for verb in verbs), each.total()] for name, each in counts.items()}
        rows: Iterator[kinds.Row] = (
            (name, *(kinds.Cell(str(n or "–"), value=n) for n in each)) for name, each in numbers.items()
        )
        return kinds.Grid(self.word("rules_by_topic"), ("", *map(self.verb, verbs), self.word("total")), tuple(rows))

    def every_topic(self) -> Iterator[Section]:
        """Each topic with its rules, folded."""
        for topic, rules in self.topics.items():
            counts = Counter(rule.verb for rule in rules)
            of_each_kind = ", ".join(f"{self.verb(verb).lower()} {counts[verb]}" for verb in Verb if counts[verb])
            number = counted("rules", len(rules), self.language)
            heading = line(topic_name(topic, self.language), flat(f": {number} ({of_each_kind})"))
            yield Section(heading, (items_of(map(self.item, rules)),), folded=True, number=number)

    def item(self, rule: Rule) -> Item:
        """One rule, with what is in doubt of it; nothing is where the sources say it no more."""
        kind = self.kind(rule)
        doubts = doubts_of(rule, self.sentences) if rule.silent_since is None else []
        details = (
            quiet(f"{rule.title[self.language]} ", code(rule.id), f" ({kind})", shown=ShownIn.OPENED),
            paragraph(self.text(rule.text), shown=ShownIn.OPENED),
            *(quiet(f"{id_} {said}") for id_, said in doubts),
            self.cited(rule),
        )
        return Item(
            line(flat(f"{rule.title[self.language]} ({kind}): {rule.text[self.language]} ({rule.id})")), details
        )

    def kind(self, rule: Rule) -> str:
        """What a rule is: its verb, since when nobody mentions it, and whose practice it is."""
        said = [self.word(f"verb_{rule.verb.value}")]
        if rule.silent_since is not None:
            said.append(self.word("last_stated").format(year=rule.silent_since))
        if rule.office is not None:
            office = self.sentences.value(rule.office, self.rules.vocabulary.get(OFFICE))
            said.append(self.word("of_office").format(office=office))
        return ", ".join(said)

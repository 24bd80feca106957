"""The half page that a comparison begins with, as blocks: what each year rests on, what changed most, and a line for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.compare.comparison import Comparison, Edit
from grantrules.compare.effect import Effect
from grantrules.compare.statements import is_stated
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.edits import EditWords
from grantrules.render.pages.groups import Group, grouped
from grantrules.render.pages.year_sentences import LONGEST, Sentence, YearSentences, called
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, TextStyle, items_of, paragraph, section
from grantrules.render.paper.lines import Span, SpanStyle, line
from grantrules.render.paper.say import counted
from grantrules.rules.ruleset import Authority, Rule, SourceDocument, Verb
from grantrules.words.words import WORDS

TOLD_FIRST = ("continuation", "orientation")
"""What is told of the later year itself before any of its changes: whether the scheme goes on, and which way it turns."""

_COUNTED = (Group.INFORMATION, Group.OFFICE, Group.WORDING, Group.MENTIONS, Group.SILENCES)
"""Of these it says how many there are."""


def brief_sections(comparison: Comparison, language: Language) -> tuple[kinds.Section, ...]:
    """The half page: a section of sentences and one of the rest, which every form draws."""
    return YearBrief(EditWords(comparison.before, comparison.after, language), comparison).sections()


class YearBrief:
    """Puts the half page together."""

    def __init__(self, words: EditWords, comparison: Comparison) -> None:
        self.words, self.of, self.word = words, comparison, words.word
        self._sentences = YearSentences(words, comparison)

    def lead(self) -> Iterator[kinds.Paragraph]:
        """What each year rests on, what the later one says of itself, and what silence means."""
        for side in self.words.sides:
            if self._documents(side):
                yield paragraph(self.rests_on(side))
            if side.rules.waiting:
                yield paragraph(self.waiting(side))
        after = self.words.after
        for rule in after.rules.rules:
            if (
                rule.verb is Verb.STATE
                and not rule.waits
                and rule.states is not None
                and rule.states.about in TOLD_FIRST
            ):
                yield paragraph(f"{after.name}: ", self.words.text(rule.text), f" ({self._told_by(after, rule)})")
        if self.of.edits:
            yield paragraph(self.word("silence_short"), style=TextStyle.NOTE)

    def _told_by(self, side: ComparedYear, rule: Rule) -> str:
        """All the documents behind a rule whose words are told: each may say another part of them."""
        documents = list(dict.fromkeys(side.rules.documents[each.document] for each in rule.sources))
        if len(documents) == 1:
            return self._sentences.weight(side, rule.sources)
        named = side.sentences.listed([called(each, self.words.language) for each in documents], "and")
        return self.word("weight_by").format(document=named)

    def waiting(self, side: ComparedYear) -> str:
        """That a year is a draft, and how many of its rules wait for a source: nothing is told of those."""
        number = counted("rules", len(side.rules.waiting), self.words.language)
        return self.word("note_draft").format(year=side.name, value=side.rules.drafted_from, number=number)

    def rests_on(self, side: ComparedYear) -> str:
        """The documents of a year, the weightiest first; that there is no regulation text among them is said."""
        documents = self._documents(side)
        named = side.sentences.listed([called(each, self.words.language) for each in documents], "and")
        if any(each.authority is Authority.REGULATION for each in documents):
            key = "year_rests_on"
        else:
            key = "year_of_one" if len(documents) == 1 else "year_without_text"
        return self.word(key).format(year=side.name, documents=named)

    def _documents(self, side: ComparedYear) -> list[SourceDocument]:
        stated = (rule for rule in side.rules.rules if is_stated(rule) and not rule.waits)
        cited = [source.document for rule in stated for source in rule.sources]
        cited += [value.source.document for value in side.rules.office_values]
        order = list(Authority)
        found = [side.rules.documents[id_] for id_ in dict.fromkeys(cited)]
        return sorted(found, key=lambda each: order.index(each.authority))

    def sections(self) -> tuple[kinds.Section, ...]:
        """The sentences, and a line each for the rest."""
        told = self._sentences.sentences()
        said = [Item(line(self._head(each), f": {each.said}.")) for each in told]
        rest = [Item(line(Span(each, to=to))) for each, to in self.rest(told)]
        found = (
            section(self.word("year_brief"), items_of(said), place="in-brief"),
            section(self.word("year_rest"), items_of(rest), place="the-rest"),
        )
        return tuple(filter(kinds.filled, found))

    def _head(self, sentence: Sentence) -> Span:
        to = f"rule-{sentence.edits[0].rule}" if len(sentence.edits) == 1 else None
        return Span(sentence.head, SpanStyle.STRONG, to=to)

    def rest(self, told: list[Sentence]) -> Iterator[tuple[str, str | None]]:
        """What there is beside the sentences, and how many rules there are in each other way; each with the way there."""
        goals = self._sentences.goals()
        named = {edit.rule for sentence in (*told, *goals) for edit in sentence.edits}
        groups = {group: [e for es in topics.values() for e in es] for group, topics in grouped(self.of.edits).items()}
        left = {group: [edit for edit in edits if edit.rule not in named] for group, edits in groups.items()}
        slides = [edit for edit in left.get(Group.OFFICE, []) if edit.told_by and self._is_told(edit)]
        first = {rule.id for rule in self.words.after.rules.rules if rule.states and rule.states.about in TOLD_FIRST}
        replaced = [
            edit
            for edit in left.get(Group.INFORMATION, [])
            if edit.effect in (Effect.REVERSED, Effect.REPLACED) and self._is_told(edit) and edit.rule not in first
        ]
        left[Group.INFORMATION] = [
            edit for edit in left.get(Group.INFORMATION, []) if edit not in replaced and edit.rule not in first
        ]
        yield from ((str(each), None) for each in goals)
        changed = [*left.get(Group.IN_EFFECT, []), *slides, *replaced]
        if changed:
            yield self._named("rest_changed", changed), None
        yield from ((str(each), None) for each in self._sentences.doubts(left.get(Group.IN_DOUBT, [])))
        counted = {group.value: len(groups.get(group, [])) for group in _COUNTED}
        counted[Group.INFORMATION.value] = len(left.get(Group.INFORMATION, []))
        yield from ((self._counted(f"rest_{group}", number), group) for group, number in counted.items() if number)
        for key, pairs in (("same", self.of.settled), ("silent_in_both", self.of.silent_in_both)):
            if pairs:
                yield self._counted(f"rest_{key}", len(pairs)), None

    @staticmethod
    def _is_told(edit: Edit) -> bool:
        """Whether a change is told by its title: other words for what is told only where a document calls that a change."""
        return edit.effect not in (None, Effect.SAME, Effect.REPLACED) or (
            edit.effect is Effect.REPLACED and edit.source is not None
        )

    def _counted(self, key: str, number: int) -> str:
        one = f"{key}_one"
        return self.word(one if number == 1 and one in WORDS else key).format(number=number, year=self.words.after.name)

    def _named(self, key: str, edits: list[Edit]) -> str:
        """A line with the titles that there is room for, and the weight of what says so."""
        for most in range(len(edits), 0, -1):
            said = self.word(key).format(rules=self._sentences.listed(edits, most, weighed=True))
            if len(said) <= LONGEST:
                break
        return said

"""Lines that the page of a decision and the page of an answer to a report have alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from grantrules.base.texts import Language
from grantrules.decision.notes import Note, NoteKind
from grantrules.decision.scope import Duty, Reason
from grantrules.decision.verdict import CauseKind, Missing, OpenPoint, ToJudge
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import Asked, Document
from grantrules.render.paper.say import norm_text, note_text
from grantrules.rules.ruleset import Rule, RuleSet, Verb
from grantrules.words.sentences import Speaker


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section, with what is said below it; a box is for people to tick."""

    text: str
    details: tuple[str, ...] = ()
    box: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a table, and how people read it."""

    value: int | Decimal
    shown: str


Cell = str | Number


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the heads of its columns, and rows of as many cells."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def shown_rows(self) -> list[list[str]]:
        """The rows as people read them."""
        return [[cell.shown if isinstance(cell, Number) else cell for cell in row] for row in self.rows]

    @property
    def plain_rows(self) -> list[list[object]]:
        """The rows as a spreadsheet counts on them."""
        return [[cell.value if isinstance(cell, Number) else cell for cell in row] for row in self.rows]

    @property
    def numeric(self) -> list[bool]:
        """Which columns hold numbers."""
        return [any(isinstance(row[place], Number) for row in self.rows) for place in range(len(self.heads))]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a table where there is one, and lines."""

    heading: str
    items: tuple[Item, ...]
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; `mark` is the verdict as a sign, never the only one."""

    title: str
    mark: str
    verdict: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


class Items:
    """Puts parts of a result into lines, in one language."""

    def __init__(self, rules: RuleSet, stated: Stated, language: Language) -> None:
        self.rules, self.stated, self.language = rules, stated, language
        self.speaker = Speaker(rules.vocabulary, rules.year, language)
        self.word = self.speaker.word

    def section(self, key: str, items: Iterable[Item]) -> Section:
        """A heading with its lines."""
        return Section(self.word(key), tuple(items))

    def missing(self, missing: Missing) -> Item:
        """The question for a missing fact, and who is asked."""
        grantee = self.rules.document is Document.REPORT and missing.ask is Asked.APPLICANT
        asked = self.word("ask_grantee" if grantee else f"ask_{missing.ask.value}")
        return Item(
            f"{self.speaker.question(missing.fact, self.rules.document)}{of_measures(missing.measures)}",
            (f"{missing.fact} → {asked}",),
        )

    def correction(self, point: OpenPoint) -> Item:
        """What is to be put right."""
        text = point.rule.remedy or point.rule.text
        return Item(self.about(text[self.language], point.measure), (self.cited(point),))

    def judge(self, point: ToJudge) -> Item:
        """A point to tick off, with the words that settle it."""
        details = [said] if (said := self.judged_of(point)) else []
        if point.cause is not CauseKind.JUDGEMENT:
            details.append(f"{self.word(f'cause_{point.cause.value}')}:")
            texts = ((id_, point.rule.branches[id_].text) for id_ in point.branches)
            details += [f"{id_}: {text[self.language]}" for id_, text in texts if text is not None]
        details += [self.cited(point), f"{point.rule.id}: {' | '.join(point.choices)}"]
        return Item(self.about(point.rule.text[self.language], point.measure), tuple(details), box=True)

    def judged_of(self, point: ToJudge) -> str:
        """What is stated of a point to judge; and, of what should hold and does not, what the rule asks for."""
        asked = self.speaker.asks(point.rule) if point.rule.verb is Verb.EXPECT and not point.branches else ""
        return " ".join(part for part in (self.stated_of(point), asked) if part)

    def stated_of(self, point: OpenPoint | ToJudge) -> str:
        """What is stated of the facts that a point hangs on."""
        stated = self.stated
        facts = next((measure.facts for measure in stated.measures if measure.id == point.measure), stated.facts)
        return self.speaker.stated(point.facts, facts)

    def settled(self) -> str:
        """How many determinations the verdict rests on beside the sources."""
        stated = self.stated
        number = len(stated.determinations) + sum(len(measure.determinations) for measure in stated.measures)
        return f" {self.word('and_determinations').format(number=number)}" if number else ""

    def notes(self, notes: Iterable[Note]) -> Iterator[Item]:
        """Each remark once, with the measures that it is about."""
        about: dict[str, list[str]] = {}
        for note in (note for note in notes if note.kind is not NoteKind.SILENCE):
            measures = about.setdefault(note_text(note, self.rules.year, self.speaker), [])
            measures += [note.measure] if note.measure is not None else []
        return (Item(f"{text}{of_measures(tuple(measures))}") for text, measures in about.items())

    def silences(self, notes: Iterable[Note]) -> Iterator[Item]:
        """Each rule of an earlier year that this year's sources do not mention, once."""
        rules = dict.fromkeys(note.rules[0] for note in notes if note.kind is NoteKind.SILENCE)
        return (Item(f"{rule.silent_since}: {rule.text[self.language]}", (self.cited_of(rule),)) for rule in rules)

    def silences_counted(self, notes: Iterable[Note]) -> Iterator[Item]:
        """How many those are, and where all of them stand: nothing hangs on them, and they are many."""
        if number := len(list(self.silences(notes))):
            yield Item(self.word("silences_one" if number == 1 else "silences_number").format(number=number))

    def determinations(self) -> Iterator[Item]:
        """What people have determined."""
        measures = ((m.id, m.determinations) for m in self.stated.measures)
        for measure, determinations in [(None, self.stated.determinations), *measures]:
            for rule, each in determinations.items():
                by = f" ({each.by})" if each.by else ""
                said = f"{rule}: {each.is_}{by}"
                text = self.rules.by_id[rule].text[self.language]
                yield Item(self.about(text, measure), (said, each.note) if each.note else (said,))

    def duty(self, duty: Duty) -> Item:
        """A duty, when it is due, and where that stands."""
        due = self.speaker.due(duty.due, duty.day)
        unsure = "" if duty.sure else f"{self.word('if_it_arises')}: "
        return Item(
            f"{unsure}{duty.rule.text[self.language]}{of_measures(duty.measures)}",
            tuple(line for line in (due, self.cited_of(duty.rule)) if line),
        )

    def explanation(self, reason: Reason) -> tuple[str, ...]:
        """Why a rule came out as it did, and where it stands."""
        said = self.speaker.reason(reason.rule, reason.outcome, reason.facts)
        return tuple(line for line in (said, self.cited(reason)) if line)

    def cited(self, about: Reason | OpenPoint | ToJudge) -> str:
        """The places that a rule cites, with their weight."""
        return self.cited_of(about.rule)

    def cited_of(self, rule: Rule) -> str:
        """The places that a rule cites, with their weight."""
        return norm_text(rule, self.rules, self.speaker)

    def about(self, text: str, measure: str | None) -> str:
        """A text, with the measure that it is about."""
        return text if measure is None else f"{measure}: {text}"


def of_measures(measures: tuple[str, ...]) -> str:
    """The measures that a line is about, where it is about some."""
    return f" [{', '.join(measures)}]" if measures else ""

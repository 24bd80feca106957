"""A decision as a page for people: a verdict and sections, in the order in which a caseworker needs them.

The forms of output (text, markdown) lay out the same page, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grantrules.decision import Decision, Duty, MeasureDecision, Missing, Tag, ToJudge
from grantrules.findings import OutcomeKind
from grantrules.notes import NoteKind
from grantrules.render.say import citation_text, note_text, rests_on_text
from grantrules.scope import Reason
from grantrules.sentences import Speaker
from grantrules.texts import Language
from grantrules.verdict import CauseKind, OpenPoint, Status


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section, with what is said below it."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; `mark` is the verdict as a sign, never the only one."""

    title: str
    mark: str
    verdict: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


MARKS = {Status.ELIGIBLE: "✔", Status.NOT_ELIGIBLE: "✘", Status.UNDETERMINED: "?"}


def page_of(decision: Decision, language: Language) -> Page:
    """The page for a decision."""
    return _Pager(decision, language).page()


class _Pager:
    def __init__(self, decision: Decision, language: Language) -> None:
        self.of, self.language = decision, language
        self.speaker = Speaker(decision.rules.vocabulary, decision.rules.year, language)
        self.word = self.speaker.word

    def page(self) -> Page:
        of = self.of
        name = of.stated.facts.get("applicant.name")
        title = " · ".join(str(part) for part in (self.word("application"), of.stated.id, name) if part)
        rules = f"{self.word('regulation')} {of.rules.year}, {self.word('revision')} {of.rules.revision}"
        lead = [self.word(f"{of.status.value}_means"), f"{rules}: {of.rules.title[self.language]}"]
        if of.rests_on is not None:
            lead.append(f"{self.word('rests_on')}: {rests_on_text(of.rests_on, self.speaker)}{self.settled()}")
        sections = [
            self.section("measure", (self.measure(measure) for measure in of.measures)),
            self.section("bars", (self.bar(reason) for reason in of.bars)),
            self.section("missing", (self.missing(each) for each in of.missing)),
            self.section("corrections", (self.correction(point) for point in of.corrections)),
            self.section("judge", (self.judge(each) for each in of.judge)),
            self.section("determinations", self.determinations()),
            self.section("tags", (self.tag(tag) for tag in of.tags if self.live(tag.measures))),
            self.section("missing_for_tags", (self.missing(each) for each in of.missing_for_tags)),
            self.section("duties", (self.duty(duty) for duty in of.duties)),
            self.section("notes", self.notes()),
            self.section(
                "reasons", (self.reason(reason) for reason in sorted(filter(_explains, of.every_reason), key=_pressing))
            ),
            self.section("silences", self.silences()),
        ]
        shown = tuple(section for section in sections if section.items)
        return Page(title, MARKS[of.status], self.word(of.status.value), tuple(lead), shown)

    def section(self, key: str, items: Iterator[Item]) -> Section:
        return Section(self.word(key), tuple(items))

    def measure(self, measure: MeasureDecision) -> Item:
        title = f" ({measure.title})" if measure.title else ""
        return Item(f"{MARKS[measure.status]} {measure.id}{title}: {self.word(measure.status.value)}")

    def bar(self, reason: Reason) -> Item:
        return Item(self.about(reason.rule.text[self.language], reason.measure), self.explanation(reason))

    def missing(self, missing: Missing) -> Item:
        asked = self.word(f"ask_{missing.ask.value}")
        return Item(f"{self.speaker.question(missing.fact)}{_of(missing.measures)}", (f"{missing.fact} → {asked}",))

    def correction(self, point: OpenPoint) -> Item:
        text = point.rule.remedy or point.rule.text
        return Item(self.about(text[self.language], point.measure), (self.cited(point),))

    def judge(self, point: ToJudge) -> Item:
        details = [self.cited(point)]
        if point.cause is not CauseKind.JUDGEMENT:
            details.insert(0, f"{self.word(f'cause_{point.cause.value}')}:")
            texts = ((id_, point.rule.branches[id_].text) for id_ in point.branches)
            details[1:1] = [f"{id_}: {text[self.language]}" for id_, text in texts if text is not None]
        details.append(f"{point.rule.id}: {' | '.join(point.choices)}")
        return Item("[ ] " + self.about(point.rule.text[self.language], point.measure), tuple(details))

    def live(self, measures: tuple[str, ...]) -> bool:
        """Whether what is about some measures still matters: one of them can be eligible."""
        barred = {measure.id for measure in self.of.measures if measure.status is Status.NOT_ELIGIBLE}
        return not measures or not barred.issuperset(measures)

    def settled(self) -> str:
        """How many determinations the verdict rests on beside the sources."""
        stated = self.of.stated
        number = len(stated.determinations) + sum(len(measure.determinations) for measure in stated.measures)
        return f" {self.word('and_determinations').format(number=number)}" if number else ""

    def notes(self) -> Iterator[Item]:
        """Each remark once, with the measures that it is about."""
        about: dict[str, list[str]] = {}
        for note in (note for note in self.of.notes if note.kind is not NoteKind.SILENCE):
            measures = about.setdefault(note_text(note, self.of.rules.year, self.speaker), [])
            measures += [note.measure] if note.measure is not None else []
        return (Item(f"{text}{_of(tuple(measures))}") for text, measures in about.items())

    def silences(self) -> Iterator[Item]:
        """Each rule of an earlier year that this year's sources do not mention, once."""
        rules = dict.fromkeys(note.rules[0] for note in self.of.notes if note.kind is NoteKind.SILENCE)
        return (Item(f"{rule.silent_since}: {rule.text[self.language]}") for rule in rules)

    def determinations(self) -> Iterator[Item]:
        measures = ((m.id, m.determinations) for m in self.of.stated.measures)
        for measure, determinations in [(None, self.of.stated.determinations), *measures]:
            for rule, each in determinations.items():
                by = f" ({each.by})" if each.by else ""
                said = f"{rule}: {each.is_}{by}"
                text = self.of.rules.by_id[rule].text[self.language]
                yield Item(self.about(text, measure), (said, each.note) if each.note else (said,))

    def tag(self, tag: Tag) -> Item:
        rank = f" ({self.word('rank').format(rank=tag.rule.rank)})" if tag.rule.rank else ""
        unsure = "" if tag.sure else f"{self.word('perhaps')}: "
        return Item(f"{unsure}{tag.rule.text[self.language]}{rank}{_of(tag.measures)}")

    def duty(self, duty: Duty) -> Item:
        due = self.speaker.due(duty.due, duty.day)
        unsure = "" if duty.sure else f"{self.word('if_it_arises')}: "
        cited = "; ".join(citation_text(source) for source in duty.rule.sources)
        return Item(
            f"{unsure}{duty.rule.text[self.language]}{_of(duty.measures)}",
            tuple(line for line in (due, cited) if line),
        )

    def reason(self, reason: Reason) -> Item:
        outcome = self.speaker.outcome(reason.rule, reason.outcome)
        said = f"{self.about(reason.rule.id, reason.measure)}: {outcome}"
        if _pressing(reason) < _SETTLED:
            return Item(said, self.explanation(reason))
        return Item(said, tuple(line for line in [self.speaker.stated(reason.outcome.facts, reason.facts)] if line))

    def explanation(self, reason: Reason) -> tuple[str, ...]:
        said = self.speaker.reason(reason.rule, reason.outcome, reason.facts)
        return tuple(line for line in (said, self.cited(reason)) if line)

    def cited(self, about: Reason | OpenPoint | ToJudge) -> str:
        sources = "; ".join(citation_text(source) for source in about.rule.sources)
        authority = self.word(f"authority_{self.of.rules.authority(about.rule.office, about.rule.sources[0]).value}")
        return f"{sources} ({authority}, {self.word(f'basis_{about.rule.basis.value}')})"

    def about(self, text: str, measure: str | None) -> str:
        return text if measure is None else f"{measure}: {text}"


_SETTLED = 2


def _pressing(reason: Reason) -> int:
    """What bars comes first, then what is open or amiss; what is in order needs few words."""
    if reason.level is Status.NOT_ELIGIBLE:
        return 0
    return 1 if reason.level is Status.UNDETERMINED else _SETTLED


def _explains(reason: Reason) -> bool:
    return reason.rule.verb.decides and reason.outcome.kind is not OutcomeKind.NOT_APPLICABLE


def _of(measures: tuple[str, ...]) -> str:
    return f" [{', '.join(measures)}]" if measures else ""

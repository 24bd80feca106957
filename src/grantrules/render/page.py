"""A decision as a page for people: a verdict and sections, in the order in which a caseworker needs them.

The forms of output (text, markdown) lay out the same page, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grantrules.decision import Decision, Duty, MeasureDecision, Missing, Tag, ToJudge
from grantrules.findings import OutcomeKind
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
            lead.append(f"{self.word('rests_on')}: {rests_on_text(of.rests_on, self.speaker)}")
        sections = [
            self.section("measure", (self.measure(measure) for measure in of.measures)),
            self.section("bars", (self.bar(reason) for reason in of.bars)),
            self.section("missing", (self.missing(each) for each in of.missing)),
            self.section("corrections", (self.correction(point) for point in of.corrections)),
            self.section("judge", (self.judge(each) for each in of.judge)),
            self.section("determinations", self.determinations()),
            self.section("tags", (self.tag(tag) for tag in of.tags)),
            self.section("missing_for_tags", (self.missing(each) for each in of.missing_for_tags)),
            self.section("duties", (self.duty(duty) for duty in of.duties)),
            self.section("notes", (Item(note_text(note, of.rules.year, self.speaker)) for note in of.notes)),
            self.section("reasons", (self.reason(reason) for reason in of.every_reason if _explains(reason))),
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
        details = [self.cited(point), f"{point.rule.id}: {' | '.join(point.choices)}"]
        if point.cause is not CauseKind.JUDGEMENT:
            details.insert(0, self.word(f"cause_{point.cause.value}"))
        return Item("[ ] " + self.about(point.rule.text[self.language], point.measure), tuple(details))

    def determinations(self) -> Iterator[Item]:
        measures = ((m.id, m.determinations) for m in self.of.stated.measures)
        for measure, determinations in [(None, self.of.stated.determinations), *measures]:
            for rule, each in determinations.items():
                by = f" ({each.by})" if each.by else ""
                yield Item(self.about(f"{rule}: {each.is_}{by}", measure), (each.note,) if each.note else ())

    def tag(self, tag: Tag) -> Item:
        rank = f" ({self.word('rank')} {tag.rule.rank})" if tag.rule.rank else ""
        unsure = "" if tag.sure else f"{self.word('perhaps')}: "
        return Item(f"{unsure}{tag.rule.text[self.language]}{rank}{_of(tag.measures)}")

    def duty(self, duty: Duty) -> Item:
        due = self.speaker.due(duty.due, duty.day)
        unsure = "" if duty.sure else f"{self.word('perhaps')}: "
        cited = "; ".join(citation_text(source) for source in duty.rule.sources)
        return Item(
            f"{unsure}{duty.rule.text[self.language]}{_of(duty.measures)}",
            tuple(line for line in (due, cited) if line),
        )

    def reason(self, reason: Reason) -> Item:
        outcome = self.speaker.outcome(reason.rule, reason.outcome)
        return Item(f"{self.about(reason.rule.id, reason.measure)}: {outcome}", self.explanation(reason))

    def explanation(self, reason: Reason) -> tuple[str, ...]:
        said = self.speaker.reason(reason.rule, reason.outcome, reason.facts)
        return tuple(line for line in (said, self.cited(reason)) if line)

    def cited(self, about: Reason | OpenPoint | ToJudge) -> str:
        sources = "; ".join(citation_text(source) for source in about.rule.sources)
        authority = self.word(f"authority_{self.of.rules.authority(about.rule.office, about.rule.sources[0]).value}")
        return f"{sources} ({authority}, {self.word(f'basis_{about.rule.basis.value}')})"

    def about(self, text: str, measure: str | None) -> str:
        return text if measure is None else f"{measure}: {text}"


def _explains(reason: Reason) -> bool:
    return reason.rule.verb.decides and reason.outcome.kind is not OutcomeKind.NOT_APPLICABLE


def _of(measures: tuple[str, ...]) -> str:
    return f" [{', '.join(measures)}]" if measures else ""

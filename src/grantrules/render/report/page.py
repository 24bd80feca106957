"""The answer to a report as a page for people: what is amiss, what is due and when, then question by question."""

from __future__ import annotations

from grantrules.base.texts import Language
from grantrules.decision.answer import (
    Applies,
    AspectAnswer,
    DueDate,
    Fulfilment,
    ReportAnswer,
    ReportStatus,
    Timeliness,
)
from grantrules.decision.scope import Duty
from grantrules.decision.verdict import OpenPoint
from grantrules.render.paper.items import Item, Items, Page, Section, of_measures
from grantrules.render.paper.say import citation_text
from grantrules.rules.ruleset import Rule

MARKS = {ReportStatus.COMPLETE: "✔", ReportStatus.TO_CORRECT: "✎", ReportStatus.OPEN: "?"}
DONE = {Fulfilment.FULFILLED: "✔", Fulfilment.NOT_FULFILLED: "!", Fulfilment.UNKNOWN: "?", None: "–"}
CAME = {Timeliness.ON_TIME: "✔", Timeliness.LATE: "!", Timeliness.UNKNOWN: "?"}


def report_page(answer: ReportAnswer, language: Language) -> Page:
    """The page for the answer to a report."""
    return _Pager(answer, language).page()


def report_head(items: Items, answer: ReportAnswer) -> tuple[str, list[str]]:
    """What is answered, and what stands under the answer: what it means, and from which rules it comes."""
    name = answer.stated.facts.get("applicant.name")
    title = " · ".join(str(part) for part in (items.word("report"), answer.stated.id, name) if part)
    folders = ", ".join(f"{each.year} ({items.word('revision')} {each.revision})" for each in answer.grants.folders)
    year = answer.grants.award_year
    lead = [
        items.word(f"report_{answer.status.value}_means"),
        f"{items.word('report_rules').format(year=year)}: {folders}{items.settled()}",
    ]
    if not answer.content_stated:
        lead.insert(1, items.word("no_content_stated").format(year=year))
    return title, lead


def untold(answer: ReportAnswer, duty: Duty) -> bool:
    """Whether a duty stands neither under a question nor under a date."""
    return duty.rule.aspect is None and all(duty.rule not in each.rules for each in answer.dates)


def in_an_aspect(answer: ReportAnswer, rules: tuple[object, ...]) -> bool:
    """Whether a remark is shown under the question that its rule answers."""
    return len(rules) == 1 and any(rules[0] is note.rules[0] for each in answer.aspects for note in each.pointers)


def day_of_date(items: Items, each: DueDate) -> str:
    """The day by which something is wanted, or what it hangs on."""
    unsure = "" if each.sure else f"{items.word('if_it_arises')}: "
    return f"{unsure}{items.speaker.day(each.day) if each.day else items.speaker.due(each.due, None)}"


def arrival(items: Items, each: DueDate) -> str:
    """What was to arrive, and the day on which it did; nothing where no fact says that."""
    if each.received is None:
        return ""
    on = f" {items.speaker.day(each.received_on)}" if each.received_on else ""
    return f"{items.speaker.label(each.received)}{on}"


def set_by(items: Items, each: DueDate) -> str:
    """Who sets a date: a document with the place in it, or the grant letter."""
    if each.source is None:
        return items.word("ask_letter")
    authority = items.rules.authority(each.rules[0].office, each.source)
    return f"{citation_text(each.source)} ({items.word(f'authority_{authority.value}')})"


def pointers_of(each: AspectAnswer) -> dict[Rule, list[str]]:
    """The remarks on a question, each once, with the measures that it is about."""
    about: dict[Rule, list[str]] = {}
    for note in each.pointers:
        about.setdefault(note.rules[0], []).extend([note.measure] if note.measure else [])
    return about


class _Pager(Items):
    def __init__(self, answer: ReportAnswer, language: Language) -> None:
        super().__init__(answer.rules, answer.stated, language)
        self.of = answer

    def page(self) -> Page:
        of = self.of
        title, lead = report_head(self, of)
        remarks = [note for note in of.notes if not in_an_aspect(of, note.rules)]
        sections = [
            self.section("corrections_of_report", (self.wanting(point) for point in of.corrections)),
            self.section(
                "dates",
                [self.date(each) for each in of.dates]
                or [Item(self.word("no_date_stated").format(year=of.grants.award_year))],
            ),
            self.section("missing", (self.missing(each) for each in of.missing)),
            self.section("judge", (self.judge(each) for each in of.judge)),
            self.section("determinations", self.determinations()),
            *(self.aspect(each) for each in of.aspects),
            self.section("other_duties", (self.report_duty(duty) for duty in of.duties if untold(of, duty))),
            self.section("missing_otherwise", (self.missing(each) for each in of.missing_otherwise)),
            self.section("notes", self.notes(remarks)),
            self.section("silences", self.silences_counted(of.notes)),
        ]
        shown = tuple(section for section in sections if section.items)
        return Page(title, MARKS[of.status], self.word(f"report_{of.status.value}"), tuple(lead), shown)

    def wanting(self, point: OpenPoint) -> Item:
        """What is to be put right, with what was found wanting."""
        item, stated = self.correction(point), self.stated_of(point)
        return Item(item.text, (*([stated] if stated else []), *item.details))

    def date(self, each: DueDate) -> Item:
        own = [rule.text[self.language] for rule in each.rules if rule.aspect is None]
        day, came = day_of_date(self, each), arrival(self, each)
        came = f" – {came}: {self.word(each.timeliness.value)}" if came else ""
        return Item(f"{CAME[each.timeliness]} {day}{came}", (*own, set_by(self, each)))

    def aspect(self, each: AspectAnswer) -> Section:
        """One question and its answer; nothing said by any document is an answer too."""
        items = [self.report_duty(duty) for duty in each.duties]
        items += [Item(rule.text[self.language], (self.cited_of(rule),)) for rule in each.stated]
        items += [
            Item(f"{rule.text[self.language]}{of_measures(tuple(measures))}", (self.cited_of(rule),))
            for rule, measures in pointers_of(each).items()
        ]
        if not items:
            items = [Item(self.word("aspect_" + each.applies.value).format(year=self.of.grants.award_year))]
        unsure = f" – {self.word(each.applies.value)}" if each.applies is Applies.PERHAPS else ""
        return Section(self.word("aspect_" + each.aspect.value) + unsure, tuple(items))

    def report_duty(self, duty: Duty) -> Item:
        item = self.duty(duty)
        return Item(f"{DONE[self.of.fulfilment(duty)]} {item.text}", item.details)

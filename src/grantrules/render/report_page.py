"""The answer to a report as a page for people: what is amiss, what is due and when, then question by question."""

from __future__ import annotations

from grantrules.answer import Applies, AspectAnswer, DueDate, Fulfilment, ReportAnswer, ReportStatus, Timeliness
from grantrules.duties import Duty
from grantrules.render.items import Item, Items, Page, Section, of_measures
from grantrules.render.say import citation_text
from grantrules.ruleset import Rule
from grantrules.texts import Language
from grantrules.verdict import OpenPoint

MARKS = {ReportStatus.COMPLETE: "✔", ReportStatus.TO_CORRECT: "✎", ReportStatus.OPEN: "?"}
DONE = {Fulfilment.FULFILLED: "✔", Fulfilment.NOT_FULFILLED: "!", Fulfilment.UNKNOWN: "?", None: "–"}
CAME = {Timeliness.ON_TIME: "✔", Timeliness.LATE: "!", Timeliness.UNKNOWN: "?"}


def report_page(answer: ReportAnswer, language: Language) -> Page:
    """The page for the answer to a report."""
    return _Pager(answer, language).page()


class _Pager(Items):
    def __init__(self, answer: ReportAnswer, language: Language) -> None:
        super().__init__(answer.rules, answer.stated, language)
        self.of = answer

    def page(self) -> Page:
        of = self.of
        name = of.stated.facts.get("applicant.name")
        title = " · ".join(str(part) for part in (self.word("report"), of.stated.id, name) if part)
        folders = ", ".join(f"{each.year} ({self.word('revision')} {each.revision})" for each in of.grants.folders)
        year = of.grants.award_year
        lead = [
            self.word(f"report_{of.status.value}_means"),
            f"{self.word('report_rules').format(year=year)}: {folders}{self.settled()}",
        ]
        if not of.content_stated:
            lead.insert(1, self.word("no_content_stated").format(year=year))
        remarks = [note for note in of.notes if not self.in_an_aspect(note.rules)]
        sections = [
            self.section("corrections_of_report", (self.wanting(point) for point in of.corrections)),
            self.section("dates", [self.date(each) for each in of.dates] or [Item(self.no_date())]),
            self.section("missing", (self.missing(each) for each in of.missing)),
            self.section("judge", (self.judge(each) for each in of.judge)),
            self.section("determinations", self.determinations()),
            *(self.aspect(each) for each in of.aspects),
            self.section("other_duties", (self.report_duty(duty) for duty in of.duties if self.untold(duty))),
            self.section("missing_otherwise", (self.missing(each) for each in of.missing_otherwise)),
            self.section("notes", self.notes(remarks)),
            self.section("silences", self.silences(of.notes)),
        ]
        shown = tuple(section for section in sections if section.items)
        return Page(title, MARKS[of.status], self.word(f"report_{of.status.value}"), tuple(lead), shown)

    def untold(self, duty: Duty) -> bool:
        """Whether a duty stands neither under a question nor under a date."""
        return duty.rule.aspect is None and all(duty.rule not in each.rules for each in self.of.dates)

    def wanting(self, point: OpenPoint) -> Item:
        """What is to be put right, with what was found wanting."""
        item = self.correction(point)
        facts = next((m.facts for m in self.of.stated.measures if m.id == point.measure), self.of.stated.facts)
        stated = self.speaker.stated(point.facts, facts)
        return Item(item.text, (*([stated] if stated else []), *item.details))

    def in_an_aspect(self, rules: tuple[object, ...]) -> bool:
        """Whether a remark is shown under the question that its rule answers."""
        return len(rules) == 1 and any(rules[0] is note.rules[0] for each in self.of.aspects for note in each.pointers)

    def no_date(self) -> str:
        return self.word("no_date_stated").format(year=self.of.grants.award_year)

    def date(self, each: DueDate) -> Item:
        day = self.speaker.day(each.day) if each.day else self.speaker.due(each.due, None)
        unsure = "" if each.sure else f"{self.word('if_it_arises')}: "
        came = ""
        if each.received is not None:
            on = f" {self.speaker.day(each.received_on)}" if each.received_on else ""
            came = f" – {self.speaker.label(each.received)}{on}: {self.word(each.timeliness.value)}"
        untold = [rule.text[self.language] for rule in each.rules if rule.aspect is None]
        return Item(f"{CAME[each.timeliness]} {unsure}{day}{came}", (*untold, self.set_by(each)))

    def set_by(self, each: DueDate) -> str:
        """Who sets a date: a document with the place in it, or the grant letter."""
        if each.source is None:
            return self.word("ask_letter")
        authority = self.rules.authority(each.rules[0].office, each.source)
        return f"{citation_text(each.source)} ({self.word(f'authority_{authority.value}')})"

    def aspect(self, each: AspectAnswer) -> Section:
        """One question and its answer; nothing said by any document is an answer too."""
        items = [self.report_duty(duty) for duty in each.duties]
        items += [Item(rule.text[self.language], (self.cited_of(rule),)) for rule in each.stated]
        about: dict[Rule, list[str]] = {}
        for note in each.pointers:
            about.setdefault(note.rules[0], []).extend([note.measure] if note.measure else [])
        items += [
            Item(f"{rule.text[self.language]}{of_measures(tuple(measures))}", (self.cited_of(rule),))
            for rule, measures in about.items()
        ]
        if not items:
            items = [Item(self.word("aspect_" + each.applies.value).format(year=self.of.grants.award_year))]
        unsure = f" – {self.word(each.applies.value)}" if each.applies is Applies.PERHAPS else ""
        return Section(self.word("aspect_" + each.aspect.value) + unsure, tuple(items))

    def report_duty(self, duty: Duty) -> Item:
        item = self.duty(duty)
        return Item(f"{DONE[self.of.fulfilment(duty)]} {item.text}", item.details)

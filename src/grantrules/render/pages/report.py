"""The page of an answer to a report: what is amiss, what is due and when, then question by question."""

from __future__ import annotations

from collections.abc import Iterator

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
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper.blocks import (
    Block,
    Frame,
    Glance,
    Item,
    Listing,
    Page,
    Paragraph,
    Section,
    Stop,
    Style,
    TimeLine,
    filled,
    items_of,
)
from grantrules.render.paper.lines import Line, Look, Mark, ShownIn, Span, Tone, flat, line, opened
from grantrules.render.paper.say import citation_text
from grantrules.rules.ruleset import Rule

MARKS = {
    ReportStatus.COMPLETE: Mark("✔", Tone.GOOD),
    ReportStatus.TO_CORRECT: Mark("✎", Tone.BAD),
    ReportStatus.OPEN: Mark("?", Tone.OPEN),
}
DONE = {
    Fulfilment.FULFILLED: Mark("✔", Tone.GOOD),
    Fulfilment.NOT_FULFILLED: Mark("!", Tone.BAD),
    Fulfilment.UNKNOWN: Mark("?", Tone.OPEN),
    None: Mark("–"),
}
CAME = {
    Timeliness.ON_TIME: Mark("✔", Tone.GOOD),
    Timeliness.LATE: Mark("!", Tone.BAD),
    Timeliness.UNKNOWN: Mark("?", Tone.OPEN),
}
SAID = Mark("·", shown=ShownIn.OPENED)


def report_page(answer: ReportAnswer, language: Language) -> Page:
    """The whole page."""
    return _ReportPage(answer, language).page()


def in_an_aspect(answer: ReportAnswer, rules: tuple[object, ...]) -> bool:
    """Whether a remark is shown under the question that its rule answers."""
    return len(rules) == 1 and any(rules[0] is note.rules[0] for each in answer.aspects for note in each.pointers)


def set_by(items: ResultItems, each: DueDate) -> str:
    """Who sets a date: a document with the place in it, or the grant letter."""
    if each.source is None:
        return items.word("ask_letter")
    authority = items.rules.authority(each.rules[0].office, each.source)
    return f"{citation_text(each.source)} ({items.word(f'authority_{authority.value}')})"


class _ReportPage:
    def __init__(self, answer: ReportAnswer, language: Language) -> None:
        self.of, self.language = answer, language
        self.items = ResultItems(answer.rules, answer.stated, language)
        self.word = self.items.word

    def page(self) -> Page:
        of, items, word = self.of, self.items, self.word
        corrections = (items.correction(point, items.stated_of(point)) for point in of.corrections)
        otherwise = items_of(map(items.missing, of.missing_otherwise), Listing.ROWS)
        sections = [
            items.section("corrections_of_report", corrections, Listing.ROWS),
            Section(line(word("dates")), (self.dates(),), "dates"),
            items.section("missing", map(items.missing, of.missing), Listing.ROWS),
            items.judged(of.judge),
            items.section("determinations", items.determinations(), Listing.ROWS),
            Section(
                line(opened(word("questions_answered"))), tuple(map(self.aspect, of.aspects)), "questions_answered"
            ),
            items.section("other_duties", (self.duty(duty) for duty in of.duties if self.untold(duty)), Listing.ROWS),
            Section(line(word("missing_otherwise")), (otherwise,), "missing_otherwise", folded=True),
            items.remarks(note for note in of.notes if not in_an_aspect(of, note.rules)),
            items.no_longer(of.notes),
        ]
        return Page(
            self.title(),
            MARKS[of.status],
            line(word(f"report_{of.status.value}")),
            tuple(self.lead()),
            tuple(filter(filled, sections)),
            self.language,
            Frame.RESULT,
            tuple(self.glance()),
            place="answer",
        )

    def title(self) -> str:
        """What is answered."""
        name = self.of.stated.facts.get("applicant.name")
        return " · ".join(str(part) for part in (self.word("report"), self.of.stated.id, name) if part)

    def lead(self) -> Iterator[Paragraph]:
        """What the answer means, and from which rules it comes."""
        of, year = self.of, self.of.grants.award_year
        yield Paragraph(line(self.word(f"report_{of.status.value}_means")))
        if not of.content_stated:
            yield self.items.quiet(self.word("no_content_stated").format(year=year))
        folders = ", ".join(f"{each.year} ({self.word('revision')} {each.revision})" for each in of.grants.folders)
        yield self.items.quiet(f"{self.word('report_rules').format(year=year)}: {folders}{self.items.settled()}")

    def glance(self) -> Iterator[Glance]:
        of = self.of
        late = sum(each.timeliness is Timeliness.LATE for each in of.dates)
        for key, number, place in (
            ("corrections", len(of.corrections), "corrections_of_report"),
            ("late", late, "dates"),
            ("missing", len(of.missing), "missing"),
            ("judge", len(of.judge), "judge"),
        ):
            if number:
                yield Glance(number, self.word(f"glance_{key}"), place)

    def untold(self, duty: Duty) -> bool:
        """Whether a duty stands neither under a question nor under a date."""
        return duty.rule.aspect is None and all(duty.rule not in each.rules for each in self.of.dates)

    # -- dates

    def dates(self) -> Block:
        """The days in order, what came by each, and who set it."""
        if not self.of.dates:
            return Paragraph(line(self.word("no_date_stated").format(year=self.of.grants.award_year)))
        stops = (self.date(number, each) for number, each in enumerate(self.of.dates))
        return TimeLine(tuple(stops))

    def date(self, number: int, each: DueDate) -> Stop:
        items = self.items
        unsure = "" if each.sure else f"{self.word('if_it_arises')}: "
        day = f"{unsure}{items.speaker.day(each.day) if each.day else items.speaker.due(each.due, None)}"
        own = (Paragraph(line(items.text(rule.text))) for rule in each.rules if rule.aspect is None)
        source = Paragraph(line(opened(f"{self.word('set_by')}: "), set_by(items, each)), Style.CITED)
        mark = CAME[each.timeliness]
        item = Item(self.arrival(each, day), (*own, source), Mark(mark.sign, shown=ShownIn.FLAT))
        return Stop(day, item, each.day is not None, (number, ""))

    def arrival(self, each: DueDate, day: str) -> Line:
        """What was to arrive, the day on which it did, and whether that was in time; no more than the day without."""
        if each.received is None:
            return line(flat(day))
        on = f" {self.items.speaker.day(each.received_on)}" if each.received_on else ""
        known = each.timeliness is not Timeliness.UNKNOWN
        said = self.word(each.timeliness.value if known else "arrival_unknown")
        status = Span(said, Look.STATUS, mark=CAME[each.timeliness], shown=ShownIn.OPENED)
        came = f" – {self.items.speaker.label(each.received)}{on}"
        return line(flat(day), status, came, flat(f": {self.word(each.timeliness.value)}"))

    # -- question by question

    def aspect(self, each: AspectAnswer) -> Section:
        """One question and its answer; nothing said by any document is an answer too."""
        rows = [self.duty(duty) for duty in each.duties]
        rows += [self.said(rule, ()) for rule in each.stated]
        rows += [self.said(rule, measures) for rule, measures in _pointers_of(each).items()]
        unsure = f" – {self.word(each.applies.value)}" if each.applies is Applies.PERHAPS else ""
        heading = line(f"{self.word('aspect_' + each.aspect.value)}{unsure}")
        if rows:
            return Section(heading, (items_of(rows, Listing.ROWS),))
        nothing = self.word("aspect_" + each.applies.value).format(year=self.of.grants.award_year)
        return Section(heading, (self.items.quiet(nothing),))

    def said(self, rule: Rule, measures: tuple[str, ...]) -> Item:
        """What a document says without asking for anything."""
        return Item(line(self.items.text(rule.text)), (self.items.cited(rule),), SAID, measures=measures)

    def duty(self, duty: Duty) -> Item:
        """A duty, whether the report shows that it is done, and when it is due."""
        done = self.of.fulfilment(duty)
        mark, item = DONE[done], self.items.duty(duty)
        said = self.word(f"done_{done.value if done else 'not_shown'}")
        status = Span(said, Look.STATUS, mark=Mark("", mark.tone), shown=ShownIn.OPENED)
        when = self.items.speaker.due(duty.due, duty.day)
        below = self.items.quiet(status, opened(" · ") if when else None, when)
        details = (below, self.items.cited(duty.rule))
        return Item(item.text, details, mark, word=item.word, measures=item.measures)


def _pointers_of(each: AspectAnswer) -> dict[Rule, tuple[str, ...]]:
    """The remarks on a question, each once, with the measures that it is about."""
    about: dict[Rule, tuple[str, ...]] = {}
    for note in each.pointers:
        rule = note.rules[0]
        about[rule] = (*about.get(rule, ()), *([note.measure] if note.measure else []))
    return about

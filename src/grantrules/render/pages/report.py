"""The page of an answer to a report: what is amiss, what is due and when, then question by question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from grantrules.base.texts import Language
from grantrules.decision import answer as answers
from grantrules.decision.answer import DueDate, Fulfilment, ReportAnswer, ReportStatus, Timeliness
from grantrules.decision.scope import Duty
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Block, Item, ListLayout, Section, items_of, paragraph, quiet
from grantrules.render.paper.lines import Line, Mark, ShownIn, Span, SpanStyle, Tone, flat, line, opened
from grantrules.render.paper.say import citation_text, weight_text
from grantrules.rules.ruleset import Rule

GOOD, BAD, OPEN = Mark("✔", Tone.GOOD), Mark("!", Tone.BAD), Mark("?", Tone.OPEN)
MARKS = {ReportStatus.COMPLETE: GOOD, ReportStatus.TO_CORRECT: Mark("✎", Tone.BAD), ReportStatus.OPEN: OPEN}
DONE = {Fulfilment.FULFILLED: GOOD, Fulfilment.NOT_FULFILLED: BAD, Fulfilment.UNKNOWN: OPEN, None: Mark("–")}
CAME = {Timeliness.ON_TIME: GOOD, Timeliness.LATE: BAD, Timeliness.UNKNOWN: OPEN}
SAID = Mark("·", shown=ShownIn.OPENED)


def in_an_aspect(answer: ReportAnswer, rules: tuple[object, ...]) -> bool:
    """Whether a remark is shown under the question that its rule answers."""
    return len(rules) == 1 and any(rules[0] is note.rules[0] for each in answer.aspects for note in each.pointers)


def set_by(items: ResultItems, each: DueDate) -> str:
    """Who sets a date: a document with the place in it, or the grant letter."""
    if each.source is None:
        return items.word("ask_letter")
    authority = items.rules.authority(each.rules[0].office, each.source)
    weight = weight_text(authority, items.rules.documents[each.source.document], items.sentences)
    return f"{citation_text(each.source, items.rules, items.language)} ({weight})"


def late_text(each: DueDate, items: ResultItems) -> str:
    """How many days late something came; nothing where it did not come late."""
    if each.timeliness is not Timeliness.LATE:
        return ""
    assert each.received_on is not None
    assert each.day is not None
    days = (each.received_on - each.day).days
    return items.word("came_late_one" if days == 1 else "came_late").format(number=days)


def report_page(answer: ReportAnswer, language: Language) -> kinds.Page:
    """The whole page."""
    items = _ReportItems(answer, language)
    section, word, rows = items.section, items.word, ListLayout.ROWS
    corrections = (items.correction(point, items.stated_of(point)) for point in answer.corrections)
    aspects = map(items.aspect, answer.aspects)
    sections = (
        section("corrections_of_report", corrections, rows),
        kinds.section(word("dates"), items.dates(), place="dates"),
        section("missing", map(items.missing, answer.missing), rows),
        items.judged(answer.judge),
        section("determinations", items.determinations(), rows),
        kinds.section(opened(word("questions_answered")), *aspects, place="questions_answered"),
        section("other_duties", (items.shown(duty) for duty in answer.duties if items.untold(duty)), rows),
        section("missing_otherwise", map(items.missing, answer.missing_otherwise), rows, folded=True),
        section("notes", items.notes(n for n in answer.notes if not in_an_aspect(answer, n.rules)), folded=True),
        items.silences(answer.notes),
    )
    glance = (
        ("corrections", len(answer.corrections), "corrections_of_report"),
        ("late", sum(each.timeliness is Timeliness.LATE for each in answer.dates), "dates"),
        ("missing", len(answer.missing), "missing"),
        ("judge", len(answer.judge), "judge"),
    )
    head = MARKS[answer.status], f"report_{answer.status.value}"
    return items.page("answer", head, items.lead(), sections, glance)


class _ReportItems(ResultItems):
    """Puts the parts of an answer into items, in one language."""

    def __init__(self, answer: ReportAnswer, language: Language) -> None:
        super().__init__(answer.rules, answer.stated, language)
        self.of, self.year = answer, answer.grants.award_year

    def lead(self) -> Iterator[kinds.Paragraph]:
        """From which rules the answer comes."""
        if not self.of.content_stated:
            yield quiet(self.word("no_content_stated").format(year=self.year))
        folders = ", ".join(f"{each.year} ({self.word('revision')} {each.revision})" for each in self.of.grants.folders)
        yield quiet(f"{self.word('report_rules').format(year=self.year)}: {folders}{self.settled()}")

    def untold(self, duty: Duty) -> bool:
        """Whether a duty stands neither under a question nor under a date."""
        return duty.rule.aspect is None and all(duty.rule not in each.rules for each in self.of.dates)

    # -- dates

    def dates(self) -> Block:
        """The days in order, what came by each, and who set it."""
        if not self.of.dates:
            return paragraph(self.word("no_date_stated").format(year=self.year))
        return kinds.Timeline(tuple(starmap(self.date, enumerate(self.of.dates))))

    def date(self, number: int, each: DueDate) -> kinds.TimelineEntry:
        unsure = "" if each.sure else f"{self.word('if_it_arises')}: "
        day = f"{unsure}{self.sentences.day(each.day) if each.day else self.sentences.due(each.due, None)}"
        own = (paragraph(self.text(rule.text)) for rule in each.rules if rule.aspect is None)
        source = kinds.cited(opened(f"{self.word('set_by')}: "), set_by(self, each))
        mark = Mark(CAME[each.timeliness].sign, shown=ShownIn.FLAT)
        item = Item(self.arrival(each, day), (*own, source), mark)
        return kinds.TimelineEntry(day, item, each.day is not None, (number, ""))

    def arrival(self, each: DueDate, day: str) -> Line:
        """What was to arrive, the day on which it did, and whether that was in time; no more than the day without."""
        if each.received is None:
            return line(flat(day))
        on = f" {self.sentences.day(each.received_on)}" if each.received_on else ""
        late = late_text(each, self)
        known = each.timeliness is not Timeliness.UNKNOWN
        said = late or self.word(each.timeliness.value if known else "arrival_unknown")
        status = Span(said, SpanStyle.STATUS, mark=CAME[each.timeliness], shown=ShownIn.OPENED)
        came = f" – {self.sentences.label(each.received)}{on}"
        return line(flat(day), status, came, flat(f": {late or self.word(each.timeliness.value)}"))

    # -- question by question

    def aspect(self, each: answers.AspectAnswer) -> Section:
        """One question and its answer; nothing said by any document is an answer too."""
        rows = [*map(self.shown, each.duties), *(self.said(rule, ()) for rule in each.stated)]
        about: dict[Rule, tuple[str, ...]] = {}
        for note in each.pointers:
            rule = note.rules[0]
            about[rule] = (*about.get(rule, ()), *([note.measure] if note.measure else []))
        rows += starmap(self.said, about.items())
        unsure = f" – {self.word(each.applies.value)}" if each.applies is answers.Applies.PERHAPS else ""
        nothing = f"aspect_{each.applies.value}"
        below = items_of(rows, ListLayout.ROWS) if rows else quiet(self.word(nothing).format(year=self.year))
        return kinds.section(f"{self.word(f'aspect_{each.aspect.value}')}{unsure}", below)

    def said(self, rule: Rule, measures: tuple[str, ...]) -> Item:
        """What a document says without asking for anything."""
        return Item(line(self.text(rule.text)), (self.cited(rule),), SAID, measures=measures)

    def shown(self, duty: Duty) -> Item:
        """A duty, whether the report shows that it is done, and when it is due."""
        done, when = self.of.fulfilment(duty), self.due(duty)
        said = self.word(f"done_{done.value if done else 'not_shown'}")
        status = Span(said, SpanStyle.STATUS, mark=Mark("", DONE[done].tone), shown=ShownIn.OPENED)
        return self.duty(duty, quiet(status, opened(" · ") if when else None, when), DONE[done])

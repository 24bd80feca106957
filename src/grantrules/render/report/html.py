"""The answer to a report as HTML: how far it is complete, when what was due, and question by question."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from grantrules.base.texts import Language
from grantrules.decision.answer import Applies, AspectAnswer, DueDate, ReportAnswer, ReportStatus, Timeliness
from grantrules.decision.scope import Duty
from grantrules.render.decision.result_html import ResultHtml
from grantrules.render.paper.html import Child, Places, element, listed
from grantrules.render.paper.say import sentence
from grantrules.render.report.page import (
    CAME,
    DONE,
    MARKS,
    arrival,
    day_of_date,
    in_an_aspect,
    pointers_of,
    report_head,
    set_by,
    untold,
)
from grantrules.rules.ruleset import Rule

TONES = {ReportStatus.COMPLETE: "good", ReportStatus.TO_CORRECT: "bad", ReportStatus.OPEN: "open"}
CAME_TONES = {Timeliness.ON_TIME: "good", Timeliness.LATE: "bad", Timeliness.UNKNOWN: "open"}
DONE_TONES = {"✔": "good", "!": "bad", "?": "open"}


def report_html(answer: ReportAnswer, language: Language, places: Places) -> tuple[str, Element]:
    """The title of an answer and its element."""
    page = _Page(answer, language, places)
    return page.title, page.element()


class _Page(ResultHtml):
    def __init__(self, answer: ReportAnswer, language: Language, places: Places) -> None:
        super().__init__(answer.rules, answer.stated, language, places)
        self.of = answer
        self.kicker, self.lines = report_head(self, answer)
        self.verdict = self.word(f"report_{answer.status.value}")
        self.title = f"{self.verdict}: {self.kicker}"

    def element(self) -> Element:
        of = self.of
        top = self.places.name("answer")
        late = sum(each.timeliness is Timeliness.LATE for each in of.dates)
        numbers = {
            "corrections": len(of.corrections),
            "dates": late,
            "missing": len(of.missing),
            "judge": len(of.judge),
        }
        place = {key: self.places.name(key) for key, number in numbers.items() if number}
        glance = [
            self.glance("late" if key == "dates" else key, number, place[key])
            for key, number in numbers.items()
            if number
        ]
        other = [self.duty_row(duty) for duty in of.duties if untold(of, duty)]
        corrections = [self.correct(point, self.stated_of(point)) for point in of.corrections]
        sections = [
            self.part("corrections_of_report", self.rows(corrections), place=place.get("corrections")),
            self.part("dates", self.dates(), place=place.get("dates")),
            self.part("missing", *self.questions(of.missing), place=place.get("missing")),
            self.part("judge", *self.judged(of.judge), place=place.get("judge")),
            self.part("determinations", self.rows(self.determined())),
            self.part("questions_answered", *(part for each in of.aspects for part in self.aspect(each))),
            self.part("other_duties", self.rows(other)),
            self.otherwise(),
            self.remarks(note for note in of.notes if not in_an_aspect(of, note.rules)),
            self.no_longer(of.notes),
        ]
        verdict = MARKS[of.status], self.verdict, TONES[of.status]
        head = self.head(top, kicker=self.kicker, verdict=verdict, lines=self.lines, glance=glance)
        return self.result(top, head, sections)

    def otherwise(self) -> Element | None:
        """What is missing only for dates, duties and consequences, folded."""
        missing = self.of.missing_otherwise
        if not missing:
            return None
        place = self.places.name("otherwise")
        heading = element("h2", self.word("missing_otherwise"), id=place)
        summary = element("summary", heading, *self.number(len(missing)))
        return element("section", element("details", summary, *self.questions(missing)), aria_labelledby=place)

    # -- dates

    def dates(self) -> Element:
        """The days in order, what came by each, and who set it."""
        if not self.of.dates:
            return element("p", self.word("no_date_stated").format(year=self.of.grants.award_year))
        made = element("ol", class_="time")
        for each in self.of.dates:
            made.append(element("li", *self.date(each), class_="dated" if each.day else None))
        return made

    def date(self, each: DueDate) -> list[Child]:
        when = day_of_date(self, each)
        parts: list[Child] = [element("h3", sentence(when))]
        came = arrival(self, each)
        if came:
            known = each.timeliness is not Timeliness.UNKNOWN
            said = self.word(each.timeliness.value if known else "arrival_unknown")
            status = element(
                "span", self.badge(CAME[each.timeliness]), said, class_=f"status {CAME_TONES[each.timeliness]}"
            )
            parts.append(element("p", status, f" – {came}"))
        parts += [element("p", self.text(rule.text)) for rule in each.rules if rule.aspect is None]
        parts.append(element("p", f"{self.word('set_by')}: {set_by(self, each)}", class_="cited"))
        return parts

    # -- question by question

    def aspect(self, each: AspectAnswer) -> list[Element]:
        """One question and its answer; nothing said by any document is an answer too."""
        unsure = f" – {self.word(each.applies.value)}" if each.applies is Applies.PERHAPS else ""
        heading = element("h3", f"{self.word('aspect_' + each.aspect.value)}{unsure}")
        rows = [self.duty_row(duty) for duty in each.duties]
        rows += [self.said(rule, []) for rule in each.stated]
        rows += [self.said(rule, measures) for rule, measures in pointers_of(each).items()]
        if rows:
            return [heading, listed(rows, class_="rows")]
        nothing = self.word("aspect_" + each.applies.value).format(year=self.of.grants.award_year)
        return [heading, element("p", nothing, class_="quiet")]

    def said(self, rule: Rule, measures: list[str]) -> list[Child]:
        """What a document says without asking for anything."""
        return self.row("·", [self.text(rule.text), *self.on(measures)], self.cites(rule))

    def duty_row(self, duty: Duty) -> list[Child]:
        """A duty, whether the report shows that it is done, and when it is due."""
        done = self.of.fulfilment(duty)
        mark = DONE[done]
        said = self.word(f"done_{done.value if done else 'not_shown'}")
        when = self.speaker.due(duty.due, duty.day)
        status = element("span", said, class_=f"status {DONE_TONES.get(mark, '')}".strip())
        below = element("p", status, f" · {when}" if when else None, class_="quiet")
        return self.row(mark, self.arising(duty), below, self.cites(duty.rule))

"""The brief page of an answer to a report: what was due when and came when, what is missing, and what follows.

Everything else, question by question, is on the full page (`render/pages/report.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

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
from grantrules.decision.notes import Note, NoteKind, is_weekend
from grantrules.decision.scope import Duty
from grantrules.decision.verdict import CauseKind
from grantrules.render.pages.pointing import PointItems, Room
from grantrules.render.pages.points import Point, points_of_report
from grantrules.render.pages.report import CAME, MARKS, late_text
from grantrules.render.pages.shared import titled
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Block, Item, ListLayout, items_of, paragraph, quiet
from grantrules.render.paper.flat import page_text
from grantrules.render.paper.lines import ShownIn, line
from grantrules.render.paper.say import note_text, sentence, weekend_text, weight_text
from grantrules.rules.ruleset import Aspect, Authority
from grantrules.words.demands import LONGEST

LINES = 40
"""A page has so many lines of text."""

FIRST = 12
"""Within so many lines the first point stands."""

ROOM = (
    Room(points=8, names=3, title=0),
    Room(points=8, names=2, title=0),
    Room(points=8, names=1, title=0, days=False),
    *(Room(points, names=1, title=0, days=False, tight=True) for points in (8, 7, 6, 5, 4, 3, 2, 1)),
)
"""What is tried, one after the other, until the page has room for it."""


DAYS = (9, 3, 2, 1)
"""So many days are told, those that were not kept before others; of the rest there is one line."""


def brief_report_page(answer: ReportAnswer, language: Language) -> kinds.Page:
    """The page, with as many days and points as there is room for."""
    points = points_of_report(answer)
    for room, most in product(ROOM, DAYS):
        page = BriefReportItems(answer, language, points, room, most).brief()
        lines = page_text(page).splitlines()
        first = next((number for number, each in enumerate(lines, 1) if each.startswith("  - 1. ")), 0)
        if len(lines) <= LINES and first <= FIRST:
            break
    return page


class BriefReportItems(PointItems):
    """Puts an answer to a report into items, in one language, with so many days at most."""

    def __init__(
        self, answer: ReportAnswer, language: Language, points: Sequence[Point], room: Room, most_days: int
    ) -> None:
        super().__init__(answer, language, points, room)
        self.of, self.year, self.most_days = answer, answer.grants.award_year, most_days

    def brief(self) -> kinds.Page:
        """The whole page."""
        mend = {number: point for number, point in self.numbered.items() if point.cause is CauseKind.CORRECTION}
        lacks = {number: point for number, point in self.numbered.items() if point.cause is CauseKind.FACT}
        judged = {number: point for number, point in self.numbered.items() if point.is_judged}
        standing = [point for scope in self.of.scopes for point in scope.to_judge()]
        sections = (
            kinds.section(self.word("dates"), *self._dates(), place="dates"),
            self._points("corrections_of_report", mend, "needed"),
            self._points("brief_needed", lacks, "missing"),
            self._judged(judged, standing),
            kinds.section(self.word("brief_follows"), *self._follows(), place="follows"),
            kinds.section(self.word("brief_unsaid"), *self._unsaid(), place="unsaid"),
            kinds.section(self.word("brief_basis"), items_of(self._basis()), place="basis"),
        )
        verdict = f"report_{self.of.status.value}"
        return kinds.Page(
            titled(self.word(self.rules.document.value), self.stated.id, self.stated.facts.get("applicant.name")),
            MARKS[self.of.status],
            line(self.word(verdict)),
            tuple(paragraph(said) for said in self._why()),
            tuple(filter(kinds.filled, sections)),
            self.language,
            kinds.Frame.RESULT,
            (*self._late(), *self._glances(self.numbered.values())),
            place="answer",
        )

    def _late(self) -> Iterator[kinds.Glance]:
        late = sum(each.timeliness is Timeliness.LATE for each in self.of.dates)
        if late:
            yield kinds.Glance(late, self.word("glance_late"), "dates")

    def _why(self) -> Iterator[str]:
        """What keeps the report from being complete, in a sentence."""
        status = self.of.status
        if status is ReportStatus.COMPLETE:
            yield self.word("report_complete_means")
            return
        rules = [rule for point in self.numbered.values() for rule in point.rules]
        mended = [
            rule for point in self.numbered.values() if point.cause is CauseKind.CORRECTION for rule in point.rules
        ]
        if status is ReportStatus.TO_CORRECT:
            yield self.word("why_to_correct").format(rules=self._titles(mended))
        elif rules:
            yield self.word("why_open").format(rules=self._titles(rules))
        elif self.of.content_stated:
            yield self.word("report_open_means")
        if not self.of.content_stated:
            yield self.word("no_content_stated").format(year=self.year)

    # -- what was due and came

    def _dates(self) -> Iterator[Block]:
        """The days in order: what came by each and whether in time, and whose day it is."""
        if not self.of.dates:
            yield paragraph(self.word("no_date_stated").format(year=self.year))
            return
        found: dict[tuple[object, ...], list[DueDate]] = {}
        for each in self.of.dates:
            arrival = each.timeliness, each.received_on, each.received is None
            found.setdefault((each.day, each.due, each.sure, self._whose(each), arrival), []).append(each)
        weight = {Timeliness.LATE: 0, Timeliness.UNKNOWN: 1, Timeliness.ON_TIME: 2}
        by_weight = sorted(found.values(), key=lambda dates: (not dates[0].sure, weight[dates[0].timeliness]))
        told = [dates for dates in found.values() if dates in by_weight[: self.most_days]]
        rest = [dates for dates in found.values() if dates not in told]
        yield items_of(map(self._day, told), ListLayout.ROWS)
        if rest:
            days = "; ".join(dict.fromkeys(self._in_short(dates[0]) for dates in rest))
            whole = items_of(map(self._day, rest), ListLayout.ROWS)
            yield from self._opening(self.word("also_points").format(points=days), whole)

    def _in_short(self, each: DueDate) -> str:
        """A day, and whether what was due by it came in time."""
        return f"{self._when(each)} ({self.word(each.timeliness.value)})"

    def _when(self, each: DueDate) -> str:
        """A day, or what it hangs on."""
        return self.sentences.day(each.day) if each.day else self.sentences.due(each.due, None)

    def _day(self, dates: Sequence[DueDate]) -> Item:
        """What was due by one day in one document, and came alike."""
        first = dates[0]
        unsure = "" if first.sure else f" ({self.word('if_it_arises')})"
        said = f"{sentence(self._when(first))}{unsure}: {self._arrival(dates)} · {self._whose(first)}."
        weekend = weekend_text(first.day, self.sentences) if first.day and is_weekend(first.day) else ""
        return Item(line(said), (quiet(weekend),), CAME[first.timeliness])

    def _arrival(self, dates: Sequence[DueDate]) -> str:
        """What came, when, and how late."""
        first = dates[0]
        if first.received is None:
            return self._titles(rule for each in dates for rule in each.rules)
        what = self._both([self.sentences.label(each.received) for each in dates if each.received])
        if first.received_on is None:
            return f"{what}: {self.word('nothing_stated')}"
        came = f"{what} {self.sentences.day(first.received_on)}"
        in_time = "on_time" if first.timeliness is Timeliness.ON_TIME else "arrival_unknown"
        return f"{came}, {late_text(first, self) or self.word(in_time)}"

    def _both(self, labels: Sequence[str]) -> str:
        """Some names together, what they end with alike said once: *Accounts received* and *Report received*."""
        every = list(dict.fromkeys(labels))
        heads, ends = zip(*(name.rpartition(" ")[::2] for name in every), strict=True)
        if len(every) == 1 or len(set(ends)) > 1 or not all(heads):
            return "; ".join(every)
        names = [heads[0], *(head[:1].lower() + head[1:] for head in heads[1:])]
        return f"{self.sentences.listed(names, 'and')} {ends[0]}"

    def _whose(self, each: DueDate) -> str:
        """Who sets a day: a document, with whose it is where that is an office's own; or the grant letter."""
        if each.source is None:
            return self.word("ask_letter")
        document = self.rules.documents[each.source.document]
        office = next((rule.office for rule in each.rules if rule.office), None)
        authority = self.rules.authority(office, each.source)
        weight = (
            f" ({weight_text(authority, document, self.sentences)})" if authority is not Authority.REGULATION else ""
        )
        return f"{document.called[self.language]}{weight}"

    # -- what follows, and what no document says

    def _follows(self) -> Iterator[Block]:
        """What may follow, what the grantee is bound to besides, and what is done."""
        if any(each.timeliness is Timeliness.LATE for each in self.of.dates):
            yield items_of([Item(line(self.word("late_alone")))])
        consequences = self.of.aspect(Aspect.CONSEQUENCES)
        rules = [*consequences.stated, *(note.rules[0] for note in consequences.pointers)]
        if rules:
            documents = dict.fromkeys(rule.sources[0].document for rule in rules)
            called = "; ".join(self.rules.documents[each].called[self.language] for each in documents)
            said = self.word("may_follow").format(rules=self._titles(rules, self.names), documents=called)
            yield from self._opening(
                said, items_of(Item(line(self.text(rule.text)), (self.cited(rule),)) for rule in rules)
            )
        told = {rule.id for point in self.numbered.values() for rule in point.rules}
        told |= {rule.id for each in self.of.dates for rule in each.rules if rule.aspect is None}
        duties = [duty for duty in self.of.duties if duty.rule.id not in told]
        for fulfilled, sure in ((None, True), (None, False), (Fulfilment.UNKNOWN, None), (Fulfilment.FULFILLED, None)):
            of = [d for d in duties if self.of.fulfilment(d) is fulfilled and sure in (None, d.sure)]
            if of:
                yield from self._opening(self._duties(of, fulfilled, sure), items_of(map(self.duty, of)))

    def _duties(self, duties: Sequence[Duty], fulfilled: Fulfilment | None, sure: bool | None) -> str:
        """Some duties in a sentence, by title."""
        titles = self._titles((duty.rule for duty in duties), self.names)
        key = f"duties_{fulfilled.value}" if fulfilled else "duties_besides" if sure else "duties_perhaps"
        return self.word(key).format(number=len(duties), duties=titles)

    def _unsaid(self) -> Iterator[Block]:
        """What no document says for these grants, and which facts matter to what follows alone."""
        silent = [each for each in self.of.aspects if each.applies is Applies.NOT_STATED]
        if silent:
            yield items_of([Item(line(self._on_nothing(silent)))])
        if self.of.missing_otherwise:
            labels = [self.sentences.label(each.fact) for each in self.of.missing_otherwise]
            most = min(self.names, 2)
            more = f" {self.word('and_more').format(number=len(labels) - most)}" if len(labels) > most else ""
            said = self.word("only_otherwise").format(facts=f"{'; '.join(labels[:most])}{more}")
            yield from self._opening(said, items_of(map(self.missing, self.of.missing_otherwise), ListLayout.ROWS))

    def _on_nothing(self, silent: Sequence[AspectAnswer]) -> str:
        """The questions that no document answers, or that it answers none of them."""
        if len(silent) == len(self.of.aspects):
            return self.word("unsaid_all").format(year=self.year)
        names = [self.word(f"aspect_{each.aspect.value}") for each in silent]
        whole = self.word("unsaid").format(year=self.year, aspects="; ".join(names))
        if len(whole) <= LONGEST:
            return whole
        return self.word("unsaid_number").format(year=self.year, number=len(names))

    # -- what it rests on

    def _basis(self) -> Iterator[Item]:
        """From which rules the answer comes, and what is to be noted."""
        folders = ", ".join(f"{each.year} ({self.word('revision')} {each.revision})" for each in self.of.grants.folders)
        rules = self.word("report_rules").format(year=self.year)
        yield Item(line(f"{rules} {folders}."))
        yield from self._determined()
        yield from map(self._noted, self._notes())
        yield Item(line(self.word("whole_page")), shown=ShownIn.FLAT)

    def _notes(self) -> Iterator[Note]:
        """What is to be noted and told nowhere else on the page; what is at one bound of several rules, once."""
        at_bounds: dict[tuple[object, ...], Note] = {}
        for note in self.of.notes:
            if note.kind is NoteKind.BOUNDARY:
                key = note.value, note.compared, note.bound
                known = at_bounds.get(key)
                at_bounds[key] = note if known is None else replace(known, rules=(*known.rules, *note.rules))
            elif note.kind not in (NoteKind.POINTER, NoteKind.SILENCE, NoteKind.WEEKEND):
                yield note
        yield from at_bounds.values()

    def _noted(self, note: Note) -> Item:
        return Item(line(note_text(note, self.year, self.sentences, titles=True)))

"""The brief page of a decision: the verdict and why, what is needed or in the way, the measures, and what follows.

What decides stands first and once, by the titles of rules; everything else of the case is on the full page
(`render/pages/decision.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from grantrules.base.texts import Language
from grantrules.decision.decision import Decision
from grantrules.decision.notes import NoteKind
from grantrules.decision.scope import Duty
from grantrules.decision.verdict import Status
from grantrules.language.condition import DayFormula
from grantrules.render.pages.decision import MARKS
from grantrules.render.pages.measures import MeasureItems
from grantrules.render.pages.pointing import Room
from grantrules.render.pages.points import points_of, silently_passed
from grantrules.render.pages.shared import titled
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Block, Item, items_of, paragraph
from grantrules.render.paper.flat import page_text
from grantrules.render.paper.lines import ShownIn, line
from grantrules.render.paper.say import note_text, rests_on_text, sentence
from grantrules.rules.ruleset import NotStated

LINES, WITH_MEASURES, MORE_LINES = 40, 3, 5
"""A page has so many lines of text with so many measures, and so many more for each further one."""

ROOM = (
    Room(points=8, names=3, title=90),
    Room(points=8, names=2, title=75),
    Room(points=8, names=1, title=60),
    Room(points=8, names=1, title=45, days=False),
    *(Room(8, names=1, title=45, days=False, tight=True, beside=beside) for beside in (8, 4, 2, 1)),
    *(Room(points, names=1, title=45, days=False, tight=True, beside=0) for points in (8, 7, 6, 5, 4, 3, 2, 1)),
)
"""What is tried, one after the other, until the page has room for it: what decides is the last to go."""


NOTED = (
    NoteKind.ORGANISATION_NUMBER,
    NoteKind.MUNICIPALITY_NUMBER,
    NoteKind.OTHER_YEAR,
    NoteKind.DRAFT,
    NoteKind.WITHOUT_EFFECT,
)
"""The remarks that are told on the page; those on days and silences are told with what they are about, if at all."""


def lines_allowed(decision: Decision) -> int:
    """How many lines of text the page may have."""
    return LINES + MORE_LINES * max(0, len(decision.measures) - WITH_MEASURES)


def brief_page(decision: Decision, language: Language) -> kinds.Page:
    """The page, with as many points as there is room for."""
    points = points_of(decision)
    for room in ROOM:
        page = BriefItems(decision, language, points, room).brief()
        if page_text(page).count("\n") <= lines_allowed(decision):
            break
    return page


class BriefItems(MeasureItems):
    """Puts what decides into items, in one language."""

    def brief(self) -> kinds.Page:
        """The whole page."""
        status = self.decision.status
        deciding = {number: point for number, point in self.numbered.items() if point.decides}
        ways = {number: point for number, point in deciding.items() if not point.is_judged}
        judged = {number: point for number, point in deciding.items() if point.is_judged}
        rest = {number: point for number, point in self.numbered.items() if not point.decides}
        heading = "brief_bars" if status is Status.NOT_ELIGIBLE else "brief_needed"
        needed = self._points(heading, ways, "needed")
        standing = [point for scope in self.decision.live_scopes for point in scope.to_judge()]
        beside = (
            self._judged(judged, standing),
            self._points("brief_rest", rest, "rest", self.room.beside if deciding else max(self.room.beside, 1)),
        )
        sections = (
            needed,
            *(beside if judged else reversed(beside)),
            kinds.section(self.word("measures"), self.table(), self.perhaps(), place="measures"),
            kinds.section(self.word("brief_duties"), *self._duties(), place="duties"),
            kinds.section(self.word("brief_basis"), items_of(self._basis()), place="basis"),
        )
        return kinds.Page(
            titled(self.word(self.rules.document.value), self.stated.id, self.stated.facts.get("applicant.name")),
            MARKS[status],
            line(self.word(status.value)),
            tuple(paragraph(said) for said in self._why()),
            tuple(filter(kinds.filled, sections)),
            self.language,
            kinds.Frame.RESULT,
            tuple(self._glances(deciding.values())),
            place="decision",
        )

    def _why(self) -> Iterator[str]:
        """The verdict's grounds in a sentence."""
        decision, status = self.decision, self.decision.status
        rules = [rule for point in self.numbered.values() if point.decides for rule in point.rules]
        if status is Status.ELIGIBLE:
            yield self.word("eligible_means")
            number = sum(each.status is Status.ELIGIBLE for each in decision.measures)
            if number < len(decision.measures):
                yield self.word("why_in_part").format(number=number, all=len(decision.measures))
        elif rules:
            key = "why_barred" if status is Status.NOT_ELIGIBLE else "why_open"
            yield self.word(key).format(rules=self._titles(rules))
        else:
            yield self.word("why_no_measures")

    # -- what follows, and what it rests on

    def _duties(self) -> Iterator[Block]:
        """What an award obliges to, gathered by day; where pages open, each day to its duties."""
        by_day: dict[tuple[int, str, str], list[Duty]] = {}
        for duty in self.decision.duties:
            by_day.setdefault(self._due(duty), []).append(duty)
        listed = sorted(by_day.items(), key=lambda each: each[0])
        if listed and not self.room.days:
            (dated, _, first), _ = listed[0]
            counted = self._counted(self.decision.duties)
            said = self.word("duties_dated" if dated == 0 else "duties_counted").format(counted=counted, first=first)
            yield from self._opening(said, items_of(map(self.duty, self.decision.duties)))
            return
        for (dated, _, when), duties in listed:
            said = self.word("by_day").format(day=when) if dated == 0 else sentence(when)
            offices = {duty.rule.office for duty in duties}
            if len(offices) == 1 and (whose := self._of_office(next(iter(offices)))):
                said += f" ({whose})"
            yield from self._opening(self._gathered(said, duties), items_of(map(self.duty, duties)))

    def _gathered(self, when: str, duties: Sequence[Duty]) -> str:
        """The duties of one day by title: those that an award brings, and apart from them those that it only may bring."""
        most, may = min(self.names, 2), self.word("if_it_arises")
        surely = self._titles((duty.rule for duty in duties if duty.sure), most)
        perhaps = self._titles((duty.rule for duty in duties if not duty.sure), most)
        if not surely:
            return f"{when}, {may}: {perhaps}."
        return f"{when}: {surely}." + (f" {sentence(may)}: {perhaps}." if perhaps else "")

    def _counted(self, duties: Collection[Duty]) -> str:
        """How many duties an award brings, and how many it only may bring."""
        sure = sum(duty.sure for duty in duties)
        perhaps = len(duties) - sure
        number = sure or perhaps
        counted = self.word("duty_one" if number == 1 else "duties_number").format(number=number)
        may = self.word("if_it_arises")
        if not sure:
            return f"{counted} {may}"
        return f"{counted} {self.word('and_more').format(number=perhaps)} {may}" if perhaps else counted

    def _due(self, duty: Duty) -> tuple[int, str, str]:
        """When a duty is due, with what it is sorted by; a day that hangs on the year of the award is told for this year."""
        due, day = duty.due, duty.day
        if day is None and isinstance(due, DayFormula):
            day = due.on(self.rules.year)
        if isinstance(day, date):
            return 0, day.isoformat(), self.sentences.day(day)
        if due is None:
            return 3, "", self.word("no_due")
        return (2 if isinstance(due, NotStated) else 1), "", self.due(duty)

    def _basis(self) -> Iterator[Item]:
        """What the verdict rests on, what the year is silent on, and what else is to be noted."""
        decision, rests_on = self.decision, self.decision.rests_on
        said = [f"{self.version}."]
        if rests_on is not None:
            grounds = rests_on_text(rests_on, self.rules, self.sentences)
            said.append(f"{self.word('rests_on')}: {grounds}.")
        yield Item(line(" ".join(said)))
        if decision.status is Status.ELIGIBLE and not decision.duties:
            yield Item(line(self.word("duties_none")))
        yield from self._determined()
        for year, rules in silently_passed(decision).items():
            words = self.word("silent_rules").format(year=year, now=self.rules.year, rules=self._titles(rules))
            yield Item(line(words))
        for note in decision.notes:
            if note.kind in NOTED:
                yield Item(line(note_text(note, self.rules.year, self.sentences, titles=True)))
        pointers = [note.rules[0] for note in decision.notes if note.kind is NoteKind.POINTER]
        if pointers:
            yield Item(line(self.word("see_also").format(rules=self._titles(pointers))))
        yield Item(line(self.word("whole_page")), shown=ShownIn.FLAT)

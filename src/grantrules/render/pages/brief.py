"""The brief page of a decision: the verdict and why, what is needed or in the way, the measures, and what follows.

What decides stands first and once, by the titles of rules; everything else of the case is on the full page
(`render/pages/decision.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from grantrules.base.errors import shorten
from grantrules.base.texts import Language
from grantrules.decision.decision import Decision
from grantrules.decision.notes import NoteKind
from grantrules.decision.scope import Duty
from grantrules.decision.verdict import CauseKind, Status, ToJudge
from grantrules.evaluation.tracing import World
from grantrules.language.condition import REJECTED, DayFormula
from grantrules.render.pages.decision import MARKS
from grantrules.render.pages.measures import MeasureItems, Room
from grantrules.render.pages.points import Point, points_of, silently_passed
from grantrules.render.pages.shared import titled
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Block, Item, Items, ListLayout, Section, items_of, paragraph, quiet
from grantrules.render.paper.flat import page_text
from grantrules.render.paper.lines import Mark, ShownIn, code, line
from grantrules.render.paper.say import note_text, sentence
from grantrules.rules.ruleset import NotStated, Rule, Verb
from grantrules.words.demands import LONGEST, DemandSentences

LINES, WITH_MEASURES, MORE_LINES = 40, 3, 5
"""A page has so many lines of text with so many measures, and so many more for each further one."""

ROOM = (
    Room(points=8, names=3, title=90),
    Room(points=8, names=2, title=75),
    Room(points=8, names=1, title=60),
    *(Room(points, names=1, title=45, days=False) for points in (8, 7, 6, 5, 4, 3, 2, 1)),
)
"""What is tried, one after the other, until the page has room for it: what decides is the last to go."""

LONGEST_TEXT = 160
"""A rule's own words of more characters than this give way to its title."""

TITLES = 3
"""So many rules are named in a sentence, with the number of the others."""


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

    def __init__(self, decision: Decision, language: Language, points: Sequence[Point], room: Room) -> None:
        super().__init__(decision, language, points, room)
        self._places: dict[str, int] = {}

    def brief(self) -> kinds.Page:
        """The whole page."""
        status = self.decision.status
        deciding = {number: point for number, point in self.numbered.items() if point.decides}
        ways = {number: point for number, point in deciding.items() if not point.is_judged}
        judged = {number: point for number, point in deciding.items() if point.is_judged}
        rest = {number: point for number, point in self.numbered.items() if not point.decides}
        heading = "brief_bars" if status is Status.NOT_ELIGIBLE else "brief_needed"
        needed = self._points(heading, ways, "needed")
        beside = self._judged(judged), self._points("brief_rest", rest, "rest")
        sections = (
            needed,
            *(beside if judged else reversed(beside)),
            kinds.section(self.word("measures"), self.table(), self.perhaps(), place="measures"),
            kinds.section(self.word("brief_duties"), *self._duties(), place="duties"),
            kinds.section(self.word("brief_basis"), items_of(self._basis()), place="basis"),
        )
        kinds_of = [(point, self._glance(point)) for point in deciding.values()]
        counts = {key: sum(of == key for _, of in kinds_of) for _, key in kinds_of}
        return kinds.Page(
            titled(self.word(self.rules.document.value), self.stated.id, self.stated.facts.get("applicant.name")),
            MARKS[status],
            line(self.word(status.value)),
            tuple(paragraph(said) for said in self._why()),
            tuple(filter(kinds.filled, sections)),
            self.language,
            kinds.Frame.RESULT,
            tuple(
                kinds.Glance(number, self.word(f"glance_{key}"), "judge" if key == "judge" else "needed")
                for key, number in counts.items()
            ),
            place="decision",
        )

    @staticmethod
    def _glance(point: Point) -> str:
        causes = {None: "bars", CauseKind.FACT: "missing", CauseKind.CORRECTION: "corrections"}
        return causes.get(point.cause, "judge")

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

    def _titles(self, rules: Iterable[Rule], most: int = TITLES) -> str:
        """The titles of some rules, each once; of many only how many more there are."""
        titles = list(dict.fromkeys(rule.title[self.language] for rule in rules))
        if len(titles) > most:
            return self.word("more_of").format(rules="; ".join(titles[:most]), number=len(titles) - most)
        return "; ".join(titles)

    # -- what stands in the way or is needed

    def _judged(self, points: dict[int, Point]) -> Section:
        """What people must judge before there is a verdict, and then what they judge in every award."""
        section = self._points("brief_judge" if points else "brief_standing", points, "judge")
        return replace(section, blocks=(*section.blocks, *self._standing()))

    def _points(self, heading: str, points: dict[int, Point], place: str) -> Section:
        """Points by number; those for which there is no room are counted, and open where pages open."""
        first = [self._point(*each) for each in list(points.items())[: self.room.points]]
        seen = dict(self._places)
        rest = [self._point(*each) for each in list(points.items())[self.room.points :]]
        self._places = seen  # what is folded is not there to be pointed at
        blocks: list[Block] = [items_of(first, ListLayout.ROWS)]
        if rest:
            left = list(points)[self.room.points :]
            numbers = str(left[0]) if len(left) == 1 else f"{left[0]}–{left[-1]}"
            more = self.word("more_points_one" if len(rest) == 1 else "more_points").format(number=len(rest))
            more = f"{more} ({numbers})"
            blocks.append(Items((Item(line(f"… {more}"), shown=ShownIn.FLAT),), shown=ShownIn.FLAT))
            blocks.append(kinds.Fold(sentence(more), (items_of(rest, ListLayout.ROWS),), shown=ShownIn.OPENED))
        return kinds.section(self.word(heading), *(blocks if first else ()), place=place)

    def _point(self, number: int, point: Point) -> Item:
        details = [*map(paragraph, self._because(point)), quiet(self._where(number, point)), *self._behind(point)]
        return Item(line(self._headline(point)), tuple(details), Mark(f"{number}."), measures=point.measures)

    def _headline(self, point: Point) -> str:
        """What a point is, in the words of the documents where those are short."""
        if point.facts:
            return self.sentences.question(point.facts[0], self.rules.document)
        rule = point.rules[0]
        doubts = (rule.branches[id_].text for id_ in point.branches if point.cause is not CauseKind.READING)
        said = next((text[self.language] for text in doubts if text is not None), "")
        if said and len(said) <= LONGEST:
            return said
        text = (point.cause is CauseKind.CORRECTION and rule.remedy) or rule.text
        return text[self.language] if len(text[self.language]) <= LONGEST_TEXT else rule.title[self.language]

    def _because(self, point: Point) -> Iterator[str]:
        """What is stated, and what it would have to be; why people have to judge; or what else is missing."""
        yield from (self.sentences.question(fact, self.rules.document) for fact in point.facts[1:])
        if point.cause in (CauseKind.READING, CauseKind.DISPUTED, CauseKind.UNCLEAR, CauseKind.SILENT):
            yield f"{sentence(self.word(f'cause_{point.cause.value}'))}."
            told = point.branches if point.cause is CauseKind.READING else point.branches[1:]
            texts = (point.rules[0].branches[id_].text for id_ in told)
            yield from (f"– {text[self.language]}" for text in texts if text is not None)
        reason, way = point.reason, point.way
        if reason is None:
            return
        if reason.determination is not None and reason.determination.is_ == REJECTED:
            yield self.word("was_rejected")
        if way is not None and way.unmet:
            world = World(reason.facts, self.stated.measures)
            must = reason.rule.verb in (Verb.REQUIRE, Verb.EXCLUDE)
            yield " ".join(DemandSentences(self.sentences, world, must=must).said(way))
        if point.cause is CauseKind.JUDGEMENT and reason.rule.verb is Verb.EXPECT and reason.is_against:
            yield self.word("nothing_follows")
        if point.cause is None and reason.rule.remedy is not None:
            yield reason.rule.remedy[self.language]

    def _where(self, number: int, point: Point) -> str:
        """Whom to ask, and where it stands; a place that another point has is not named again."""
        who = ""
        if point.cause is CauseKind.FACT and point.ask is not None:
            who = self.word(f"who_{point.ask.value}")
        elif point.cause is CauseKind.CORRECTION:
            who = self.word("who_corrects")
        source = self._source(point)
        seen = self._places.setdefault(source, number)
        said = source if seen == number else self.word("same_place").format(number=seen)
        return sentence(" · ".join(filter(None, (who, said))))

    def _source(self, point: Point) -> str:
        """The short title of a document and the place in it."""
        source = point.source
        if source is None:
            return ""
        return f"{self.rules.documents[source.document].called[self.language]}, {shorten(source.at)}"

    def _behind(self, point: Point) -> Iterator[Block]:
        """The rule by its id, which determinations need, in whole words; where pages open."""
        for rule in point.rules[:TITLES]:
            judged = ToJudge(rule, None, point.cause, point.branches) if point.cause and point.is_judged else None
            choices = f": {' | '.join(judged.choices)}" if judged else ""
            below = (quiet(code(f"{rule.id}{choices}")), paragraph(rule.text[self.language]), self.cited(rule))
            yield kinds.Fold(rule.title[self.language], below, shown=ShownIn.OPENED)

    def _standing(self) -> Iterator[Block]:
        """What people judge in every award: how much it is, opening to all of it."""
        points = [point for scope in self.decision.live_scopes for point in scope.to_judge()]
        rules = list({point.rule.id: point.rule for point in points}.values())
        if rules:
            key = "standing_one" if len(rules) == 1 else "standing_number"
            said = self.word(key).format(number=len(rules), rules=self._titles(rules, min(self.names, 2)))
            yield from self._opening(said, items_of(map(self.judge, points), ListLayout.ROWS))

    # -- what follows, and what it rests on

    def _duties(self) -> Iterator[Block]:
        """What an award obliges to, gathered by day; where pages open, each day to its duties."""
        by_day: dict[tuple[int, str, str], list[Duty]] = {}
        for duty in self.decision.duties:
            by_day.setdefault(self._due(duty), []).append(duty)
        listed = sorted(by_day.items(), key=lambda each: each[0])
        if listed and not self.room.days:
            (_, _, first), _ = listed[0]
            counted = self._counted(self.decision.duties)
            said = self.word("duties_counted").format(counted=counted, first=first)
            yield from self._opening(said, items_of(map(self.duty, self.decision.duties)))
            return
        for (_, _, when), duties in listed:
            yield from self._opening(self._gathered(when, duties), items_of(map(self.duty, duties)))

    def _gathered(self, when: str, duties: Sequence[Duty]) -> str:
        """The duties of one day by title: those that an award brings, and apart from them those that it only may bring."""
        most, may = min(self.names, 2), self.word("if_it_arises")
        surely = self._titles((duty.rule for duty in duties if duty.sure), most)
        perhaps = self._titles((duty.rule for duty in duties if not duty.sure), most)
        if not surely:
            return f"{sentence(when)}, {may}: {perhaps}."
        return f"{sentence(when)}: {surely}." + (f" {sentence(may)}: {perhaps}." if perhaps else "")

    def _counted(self, duties: Collection[Duty]) -> str:
        """How many duties an award brings, and how many it only may bring."""
        sure = sum(duty.sure for duty in duties)
        perhaps = len(duties) - sure
        number = sure or perhaps
        counted = self.word("duty_one" if number == 1 else "duties_number").format(number=number)
        may = self.word("if_it_arises")
        return f"{counted} {may}" if not sure else f"{counted}, {perhaps} {may}" if perhaps else counted

    @staticmethod
    def _opening(said: str, whole: Items) -> Iterator[Block]:
        """A line that opens to all of it, where pages open."""
        yield Items((Item(line(said)),), shown=ShownIn.FLAT)
        yield kinds.Fold(said, (whole,), shown=ShownIn.OPENED)

    def _due(self, duty: Duty) -> tuple[int, str, str]:
        """When a duty is due, with what it is sorted by; a day that hangs on the year of the award is told for this year."""
        due, day = duty.due, duty.day
        if day is None and isinstance(due, DayFormula):
            day = due.on(self.rules.year)
        if isinstance(day, date):
            return 0, day.isoformat(), self.sentences.due(day, day)
        if due is None:
            return 3, "", self.word("no_due")
        return (2 if isinstance(due, NotStated) else 1), "", self.due(duty)

    def _basis(self) -> Iterator[Item]:
        """What the verdict rests on, what the year is silent on, and what else is to be noted."""
        decision, rests_on = self.decision, self.decision.rests_on
        said = [f"{self.version}."]
        if rests_on is not None:
            documents = (self.rules.documents[each] for each in rests_on.documents)
            weighed = [
                f"{each.called[self.language]} ({self.word(f'authority_{each.authority.value}')})" for each in documents
            ]
            basis = self.word(f"basis_{rests_on.basis.value}")
            said.append(f"{self.word('rests_on')}: {'; '.join(weighed)}, {basis}{self.settled()}.")
        yield Item(line(" ".join(said)))
        for year, rules in silently_passed(decision).items():
            words = self.word("silent_rules").format(year=year, now=self.rules.year, rules=self._titles(rules))
            yield Item(line(words))
        for note in decision.notes:
            if note.kind in (NoteKind.ORGANISATION_NUMBER, NoteKind.OTHER_YEAR, NoteKind.DRAFT):
                yield Item(line(note_text(note, self.rules.year, self.sentences)))
        pointers = [note.rules[0] for note in decision.notes if note.kind is NoteKind.POINTER]
        if pointers:
            yield Item(line(self.word("see_also").format(rules=self._titles(pointers))))
        yield Item(line(self.word("whole_page")), shown=ShownIn.FLAT)

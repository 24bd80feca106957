"""Points as items of a page: what is needed or in the way, why, by whose words, and where it stands.

The brief page of a decision and that of an answer to a report are made of them, as far as there is room.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from grantrules.base.errors import shorten
from grantrules.base.texts import Language
from grantrules.decision.notes import is_weekend
from grantrules.decision.scope import ScopedResult
from grantrules.decision.verdict import CauseKind, ToJudge
from grantrules.evaluation.demands import Way
from grantrules.evaluation.tracing import World
from grantrules.language.condition import ACCEPTED, REJECTED, Compare, facts_read, operand_value
from grantrules.language.vocabulary import OFFICE, Asked, Document
from grantrules.render.pages.points import Point
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Block, Item, Items, ListLayout, Section, items_of, paragraph, quiet
from grantrules.render.paper.lines import Mark, ShownIn, code, line
from grantrules.render.paper.say import sentence, weekend_text
from grantrules.rules.ruleset import Rule, Verb
from grantrules.words.demands import LONGEST, DemandSentences

LONGEST_TEXT, WHERE_TIGHT = 200, 160
"""Of a rule's own words of more characters than this the first sentence is told, and its title where that is longer too."""

_FIRST = re.compile(r"\A.+?[.?!](?= [A-ZÆØÅ])")

TITLES = 3
"""So many rules are named in a sentence, with the number of the others."""


class Room(NamedTuple):
    """How much there is room for: points of a kind, names in a list of them, characters of a measure's title, days of duties.

    `beside` is for points that do not decide: they give way to those that do.

    Where it is tight, only short words of rules are told, and nothing of what is stated where the documents are in doubt.
    """

    points: int
    names: int
    title: int
    days: bool = True
    tight: bool = False
    beside: int = 8


class PointItems(ResultItems):
    """Puts points into items, in one language."""

    def __init__(self, result: ScopedResult, language: Language, points: Sequence[Point], room: Room) -> None:
        super().__init__(result.rules, result.stated, language)
        self.room, self.names = room, room.names
        self.numbered = dict(enumerate(points, 1))
        self._places: dict[str, int] = {}

    def _titles(self, rules: Iterable[Rule], most: int = TITLES) -> str:
        """The titles of some rules, each once; of many only how many more there are."""
        titles = list(dict.fromkeys(rule.title[self.language] for rule in rules))
        if len(titles) > most:
            return self.word("more_of").format(rules="; ".join(titles[:most]), number=len(titles) - most)
        return "; ".join(titles)

    def _glances(self, points: Iterable[Point]) -> Iterator[kinds.Glance]:
        """How many points of each kind decide, and where they stand."""
        kind = {None: "bars", CauseKind.FACT: "missing", CauseKind.CORRECTION: "corrections"}
        for key, number in Counter(kind.get(point.cause, "judge") for point in points).items():
            yield kinds.Glance(number, self.word(f"glance_{key}"), "judge" if key == "judge" else "needed")

    def _judged(self, points: dict[int, Point], standing: Sequence[ToJudge]) -> Section:
        """What people must judge before there is a verdict, and then what they judge anyway: how much, opening to all."""
        section = self._points("brief_judge" if points else "brief_standing", points, "judge")
        rules = list({point.rule.id: point.rule for point in standing}.values())
        if not rules:
            return section
        key = "standing_one" if len(rules) == 1 else "standing_number"
        said = self.word(key).format(number=len(rules), rules=self._titles(rules, min(self.names, 2)))
        whole = items_of(map(self.judge, standing), ListLayout.ROWS)
        return replace(section, blocks=(*section.blocks, *self._opening(said, whole)))

    def _points(self, heading: str, points: dict[int, Point], place: str, most: int | None = None) -> Section:
        """Points by number; those for which there is no room stand in one line by title, and open where pages open."""
        listed, most = list(points.items()), self.room.points if most is None else most
        first = [self._point(*each) for each in listed[:most]]
        seen = dict(self._places)
        rest = [self._point(*each) for each in listed[most:]]
        self._places = seen  # what is folded is not there to be pointed at
        blocks: list[Block] = [items_of(first, ListLayout.ROWS)] if first else []
        if rest:
            blocks += self._opening(self._also(listed[most:], beside=bool(first)), items_of(rest, ListLayout.ROWS))
        return kinds.section(self.word(heading), *blocks, place=place)

    def _also(self, points: Sequence[tuple[int, Point]], *, beside: bool) -> str:
        """Some points in one sentence, beside others or alone, each by its number and title, as far as a sentence goes."""
        said = [f"({number}) {self._title(point)}" for number, point in points]
        for told in range(len(said), 0, -1):
            left = [number for number, _ in points[told:]]
            numbers = f"({left[0]}–{left[-1]})" if len(left) > 1 else f"({left[0]})" if left else ""
            more = f" {self.word('and_more').format(number=len(left))} {numbers}" if left else ""
            listed = f"{'; '.join(said[:told])}{more}"
            whole = self.word("also_points").format(points=listed) if beside else listed
            if len(whole) <= LONGEST:
                return whole
        return shorten(whole, LONGEST)

    def _title(self, point: Point) -> str:
        """A point in few words: what is asked for, or the title of the rule, and the measures."""
        labels = list(map(self.sentences.label, point.facts))
        more = f" {self.word('and_more').format(number=len(labels) - 1)}" if len(labels) > 1 else ""
        title = f"{labels[0]}{more}" if labels else point.rules[0].title[self.language]
        return f"{title} [{', '.join(point.measures)}]" if point.measures else title

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
        text = ((point.cause is CauseKind.CORRECTION and rule.remedy) or rule.text)[self.language]
        most = WHERE_TIGHT if self.room.tight else LONGEST_TEXT
        return next((said for said in (text, *_FIRST.findall(text)) if len(said) <= most), rule.title[self.language])

    def _because(self, point: Point) -> Iterator[str]:
        """What is stated, and what it would have to be; why people have to judge; or what else is missing."""
        yield from (self.sentences.question(fact, self.rules.document) for fact in point.facts[1:])
        if point.cause in (CauseKind.READING, CauseKind.DISPUTED, CauseKind.UNCLEAR, CauseKind.SILENT):
            yield " ".join(
                filter(None, (f"{sentence(self.word(f'cause_{point.cause.value}'))}.", self._hangs_on(point)))
            )
            told = point.branches if point.cause is CauseKind.READING else point.branches[1:]
            texts = (point.rules[0].branches[id_].text for id_ in told)
            yield from (f"– {text[self.language]}" for text in texts if text is not None)
        reason, way = point.reason, point.way
        if reason is None:
            return
        if reason.determination is not None and reason.determination.is_ == REJECTED:
            yield self.word("was_rejected").format(favour=self.favour(REJECTED))
        if way is not None and way.unmet:
            world = World(reason.facts, self.stated.measures)
            demands = DemandSentences(self.sentences, world, must=reason.rule.verb in (Verb.REQUIRE, Verb.EXCLUDE))
            arises = demands.bounds(reason.rule.guard) if reason.rule.guard is not None else ()
            yield " ".join((*arises, *demands.said(way)))
            yield from self._on_weekends(way, world)
        if point.cause is CauseKind.JUDGEMENT and reason.rule.verb is Verb.EXPECT and reason.is_against:
            yield self.word("nothing_follows")
        if point.cause is None and reason.rule.remedy is not None:
            yield reason.rule.remedy[self.language]

    def _hangs_on(self, point: Point) -> str:
        """What is stated of measures and read by the branches in doubt, as far as all measures of the point have it alike."""
        found = [each.facts for each in self.stated.measures if each.id in point.measures]
        if self.room.tight or not found:
            return ""
        read = {path for id_ in point.branches for path in facts_read(point.rules[0].branches[id_].part)}
        own = (
            path for path in self.sentences.vocabulary if path in read and self.sentences.vocabulary[path].per_measure
        )
        alike = [path for path in own if path in found[0] and all(each.get(path) == found[0][path] for each in found)]
        return self.sentences.stated(alike, found[0])

    def _on_weekends(self, way: Way, world: World) -> Iterator[str]:
        """That a day which was not kept is on a weekend, and has not been moved."""
        bounds = (each.node.operand for each in way.unmet if isinstance(each.node, Compare))
        days = (bound if isinstance(bound, frozenset) else operand_value(bound, world.facts) for bound in bounds)
        for day in dict.fromkeys(day for day in days if isinstance(day, date) and is_weekend(day)):
            yield weekend_text(day, self.sentences)

    def _where(self, number: int, point: Point) -> str:
        """Whom to ask, whose rule it is, and where it stands; a place that another point has is not named again."""
        who = ""
        grantee = self.rules.document is Document.REPORT
        if point.cause is CauseKind.FACT and point.ask is not None:
            who = self.word("who_grantee" if grantee and point.ask is Asked.APPLICANT else f"who_{point.ask.value}")
        elif point.cause is CauseKind.CORRECTION:
            who = self.word("who_corrects_report" if grantee else "who_corrects")
        offices = dict.fromkeys(rule.office for rule in point.rules)
        whose = self._of_office(next(iter(offices))) if len(offices) == 1 else ""
        source = self._source(point)
        seen = self._places.setdefault(source, number)
        said = source if seen == number else self.word("same_place").format(number=seen)
        return sentence(" · ".join(filter(None, (who, whose, said))))

    def _of_office(self, office: str | None) -> str:
        """That a rule is one office's own; nothing of the others."""
        fact = self.sentences.vocabulary.get(OFFICE)
        return "" if office is None else self.word("of_office").format(office=self.sentences.value(office, fact))

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
            meant = f" ({ACCEPTED}: {self.favour(ACCEPTED)}; {REJECTED}: {self.favour(REJECTED)})" if judged else None
            below = (quiet(code(f"{rule.id}{choices}"), meant), paragraph(rule.text[self.language]), self.cited(rule))
            title = rule.title[self.language]
            summary = self.word("one_rule") if title == self._headline(point) else title
            yield kinds.Fold(summary, below, shown=ShownIn.OPENED)

    @staticmethod
    def _opening(said: str, whole: Items) -> Iterator[Block]:
        """A line that opens to all of it, where pages open."""
        yield Items((Item(line(said)),), shown=ShownIn.FLAT)
        yield kinds.Fold(said, (whole,), shown=ShownIn.OPENED)

    def _determined(self) -> Iterator[Item]:
        """What people have determined, by title and in whose favour."""
        stated = (self.stated.determinations, *(measure.determinations for measure in self.stated.measures))
        said = dict.fromkeys(
            f"{self.rules.by_id[rule].title[self.language]} ({self.favour(each.is_)})"
            for found in stated
            for rule, each in found.items()
        )
        if said:
            told, left = list(said)[:TITLES], len(said) - TITLES
            more = f" {self.word('and_more').format(number=left)}" if left > 0 else ""
            yield Item(line(self.word("determined_by").format(rules=f"{'; '.join(told)}{more}")))

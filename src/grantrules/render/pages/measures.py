"""The measures of a decision as a table: what holds each, and its priorities with what they wait for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from grantrules.base.errors import shorten
from grantrules.base.texts import Language
from grantrules.decision.decision import Decision, MeasureDecision
from grantrules.decision.verdict import Status, can_bar
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.render.pages.decision import AMOUNT, MARKS
from grantrules.render.pages.pointing import PointItems, Room
from grantrules.render.pages.points import Point
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, Items, items_of
from grantrules.render.paper.lines import line
from grantrules.rules.ruleset import Rule, Verb

MOST_HELD = 6
"""Of the numbers of more points that hold a measure, only the last is told beside so many."""


class MeasureItems(PointItems):
    """Puts measures into a table, in one language, with the numbers of the points that hold each, as far as there is room."""

    def __init__(self, decision: Decision, language: Language, points: Sequence[Point], room: Room) -> None:
        super().__init__(decision, language, points, room)
        self.decision = decision

    def table(self) -> kinds.Grid:
        """Each measure with its amount, verdict, the points that hold it, and its priorities: what none has, has no column."""
        heads = [self.word(f"head_{each}") for each in ("measure", "amount", "status", "held", "tags")]
        rows = [self._row(measure) for measure in self.decision.measures]
        shown = [place for place in range(len(heads)) if any(row[place] for row in rows)]
        told = tuple(tuple(row[place] for place in shown) for row in rows)
        return kinds.Grid(self.word("measures"), tuple(heads[place] for place in shown), told, wraps=True)

    def _row(self, measure: MeasureDecision) -> kinds.Row:
        amount = measure.scope.facts.get(AMOUNT)
        held = [number for number, point in self.numbered.items() if self._holds(point, measure)]
        more = f", … {held[-1]}" if len(held) > MOST_HELD else ""
        return (
            shorten(" · ".join(filter(None, (measure.id, measure.title))), self.room.title),
            self.sentences.money(amount) if isinstance(amount, int | Decimal) else "",
            f"{MARKS[measure.status].sign} {self.word(measure.status.value)}",
            f"{', '.join(map(str, held[:MOST_HELD]))}{more}",
            "; ".join(self._tags(measure)),
        )

    def _holds(self, point: Point, measure: MeasureDecision) -> bool:
        """Whether a point keeps a measure from being eligible; what is about the application does only where it can bar."""
        about = measure.id in point.measures or (not point.measures and any(can_bar(r.verb) for r in point.rules))
        return about and measure.status is (Status.NOT_ELIGIBLE if point.cause is None else Status.UNDETERMINED)

    def _tags(self, measure: MeasureDecision) -> Iterator[str]:
        """The priorities of a measure, and the number of those that it perhaps has."""
        if measure.status is Status.NOT_ELIGIBLE:
            return
        sure = [self._tag(tag.rule) for tag in measure.tags if tag.sure]
        more = f" {self.word('and_more').format(number=len(sure) - self.names)}" if len(sure) > self.names else ""
        if sure:
            yield f"{'; '.join(sure[: self.names])}{more}"
        if perhaps := len(measure.tags) - len(sure):
            yield self.word("perhaps_more" if sure else "perhaps_number").format(number=perhaps)

    def _tag(self, rule: Rule) -> str:
        """A priority in few words: what its title says after what it has in common with others."""
        title = rule.title[self.language]
        return title.partition(": ")[2] or title

    def perhaps(self) -> Items:
        """Why priorities are only perhaps, and what would settle them."""
        why: dict[str, dict[str, None]] = {}
        for scope in self.decision.live_scopes:
            for reason in scope.of_verb(Verb.PRIORITISE, OutcomeKind.OPEN):
                labels = (self.sentences.label(path) for path in reason.outcome.facts)
                lacks = next((self.word("tag_lacks").format(fact=label) for label in labels), self.word("tag_doubt"))
                why.setdefault(self._tag(reason.rule), {})[lacks] = None
        said = [f"{tag} ({', '.join(causes)})" for tag, causes in why.items()]
        most = min(self.names, 2)
        more = f" {self.word('and_more').format(number=len(said) - most)}" if len(said) > most else ""
        words = f"{self.word('tags_perhaps_why')}: {'; '.join(said[:most])}{more}."
        return items_of([Item(line(words))] if said else [])

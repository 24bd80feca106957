"""What a change means for a portfolio, in words: who moves from which verdict to which, and the rules behind that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from grantrules.compare.causes import RuleBehind, Side
from grantrules.compare.impact import (
    Affected,
    AffectedMeasure,
    Impact,
    OneYearTag,
    Rejected,
    RuleCount,
    TagCount,
    only_by_silence,
)
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import StatusTable, Total
from grantrules.render.pages.edits import Teller, ToldYear
from grantrules.render.paper.blocks import (
    Block,
    Cell,
    Grid,
    Item,
    Listing,
    Number,
    Paragraph,
    Point,
    Points,
    Section,
    Style,
    items_of,
    points_of,
)
from grantrules.render.paper.lines import line
from grantrules.rules.ruleset import Verb

MOST = 200
"""How many applications are shown to people one by one; the JSON has all."""

PROBLEMS = 3
"""How many problems of a document are shown."""


class ImpactTeller:
    """Puts numbers and lists into words, beside the comparison that they belong to."""

    def __init__(self, teller: Teller, impact: Impact) -> None:
        self.teller, self.of, self.word = teller, impact, teller.word

    @property
    def lead(self) -> str:
        """How many were read and evaluated."""
        return self.word("impact_read").format(read=self.of.read, evaluated=self.of.evaluated)

    @property
    def silent(self) -> list[str]:
        """How many verdicts differ only where one year is silent."""
        totals = ((self.of.silent_applications, "applications"), (self.of.silent_measures, "measures"))
        return [
            self.word("only_silence").format(number=self.number(total.number, what), amount=self.amount(total))
            for total, what in totals
            if total.number
        ]

    def sections(self) -> list[Section]:
        """All of it, as the sections of a page."""
        of = self.of
        numbers = [
            Paragraph(line(self.lead)),
            Paragraph(line(self.word("silence_in_cases")), Style.QUIET),
            *(Paragraph(line(each)) for each in self.silent),
        ]
        tables = [self._matrix(of.applications, "applications"), self._matrix(of.measures, "measures")]
        alone = items_of(map(self._one_year_tag, of.one_year_tags))
        sections: list[tuple[str, list[Block]]] = [
            ("impact", [*numbers, *tables]),
            ("rules_behind", [self._rules(of.rules)]),
            ("tags_changed", [self._tags(of.tags)]),
            ("one_year_tags", [alone]),
            ("affected", self._first(of.affected, map(self._affected, of.affected), Listing.ARTICLES)),
            ("rejected", self._first(of.rejected, map(self._rejected, of.rejected), Listing.BULLETS)),
        ]
        return [Section(line(self.word(key)), tuple(blocks), key) for key, blocks in sections]

    def _first(self, every: Sequence[object], items: Iterable[Item], listing: Listing) -> list[Block]:
        """The first of many, and that there are more."""
        shown: list[Block] = [items_of(islice(items, MOST), listing)]
        return shown if len(every) <= MOST else [*shown, Paragraph(line(self.further(len(every) - MOST)))]

    def further(self, number: int) -> str:
        """That so many more are not shown."""
        return self.word("further").format(number=number)

    # -- words

    def number(self, number: int, what: str) -> str:
        """A number of applications or measures."""
        return self.word(f"{what}_one") if number == 1 else self.word(f"{what}_number").format(number=number)

    def amount(self, total: Total) -> str:
        """The amounts applied for."""
        without = self.word("without_amount").format(number=total.without_amount) if total.without_amount else ""
        stated = self.teller.after.speaker.money(total.kroner)
        return f"{stated} ({without})" if without else stated

    def change(self, before: Status, after: Status) -> str:
        """From one verdict to another, or that it stays."""
        return self.word(before.value) if before is after else f"{self.word(before.value)} → {self.word(after.value)}"

    def behind(self, behind: RuleBehind) -> str:
        """What a rule does in one year, and what the other has in its place."""
        here, there = self._here_and_there(behind.side)
        does = self.word(f"{behind.hindrance.value}_in").format(year=here.name)
        return f"{behind.rule} {does} ({self._beside(there, behind.in_other_year, comparable=behind.comparable)})"

    def _beside(self, there: ToldYear, verb: Verb | None, *, comparable: bool) -> str:
        """What the other year has in the place of a rule."""
        if not comparable and verb in (None, Verb.SILENT):
            return self.word("not_mentioned_in").format(year=there.name)
        said = self.verb(verb) if comparable else self.word("statement_other_office")
        return self.word("in_the_other").format(year=there.name, verb=said)

    def _here_and_there(self, side: Side) -> tuple[ToldYear, ToldYear]:
        before, after = self.teller.sides
        return (before, after) if side is Side.BEFORE else (after, before)

    def verb(self, verb: Verb | None) -> str:
        """What kind of rule a year has."""
        return self.word("no_such_rule" if verb is None else f"verb_{verb.value}")

    def gains(self, tag: TagCount) -> list[tuple[str, int, int]]:
        """How a priority came and went: the word, the number of applications, the number of measures."""
        return [
            (self.word(how), getattr(tag.applications, how), getattr(tag.measures, how))
            for how in ("gained", "lost", "kept")
        ]

    def tag_title(self, tag: TagCount) -> str:
        """A priority, and where a year does not have it."""
        sides = zip(self.teller.sides, (tag.before, tag.after), strict=True)
        other = [f"{side.name}: {self.verb(verb)}" for side, verb in sides if verb is not Verb.PRIORITISE]
        return f"{tag.rule} ({'; '.join(other)})" if other else tag.rule

    def one_year_tag(self, tag: OneYearTag) -> tuple[str, str]:
        """A priority that only one year mentions, and how many it is on there."""
        here, there = self._here_and_there(tag.side)
        numbers = [self.number(tag.applications, "applications")]
        numbers += [self.number(tag.measures, "measures")] if tag.measures else []
        said = f"{self.word('prioritised_in').format(year=here.name)}: {', '.join(numbers)}"
        return f"{tag.rule} ({self._beside(there, tag.other, comparable=False)})", said

    def affected_change(self, affected: Affected) -> str:
        """From which verdict to which, and whether that is only where a year is silent."""
        silent = affected.before is not affected.after and only_by_silence(affected.rules)
        return self.change(affected.before, affected.after) + (
            f" ({self.word('only_silence_short')})" if silent else ""
        )

    def affected_title(self, affected: Affected) -> str:
        """An application, and who sent it."""
        known = " · ".join(part for part in (affected.id, affected.applicant) if part)
        return f"{affected.name} ({known})" if known else affected.name

    def affected_measure(self, measure: AffectedMeasure) -> str:
        """A measure of which the verdict differs."""
        kroner = "" if measure.kroner is None else f", {self.teller.after.speaker.money(measure.kroner)}"
        return f"{measure.id}{kroner}: {self.change(measure.before, measure.after)}"

    def refusals(self, rejected: Rejected) -> list[str]:
        """What is wrong with a document, and by which year's rules."""
        years = {Side.BEFORE: self.teller.before.name, Side.AFTER: self.teller.after.name}
        said = ((each.problem, ", ".join(years[side] for side in each.sides)) for each in rejected.refusals)
        lines = [f"{problem}{f' ({named})' if named else ''}" for problem, named in said]
        return lines if len(lines) <= PROBLEMS else [*lines[:PROBLEMS], self.further(len(lines) - PROBLEMS)]

    # -- tables, and what flat forms say instead

    def _matrix(self, table: StatusTable, what: str) -> Grid:
        """From which verdict to which: the earlier year by rows, the later by columns."""
        before, after = (side.name for side in self.teller.sides)
        heads = (f"{before} ↓  {after} →", *(f"{after}: {self.word(status.value)}" for status in Status))
        rows: list[tuple[Cell, ...]] = [
            (f"{before}: {self.word(row.value)}", *(self._cell(table[row, to], stays=row is to) for to in Status))
            for row in Status
        ]
        cells = (
            Item(
                line(self.change(cell.before, cell.after)),
                said=f"{self.number(cell.total.number, what)}, {self.amount(cell.total)}",
            )
            for cell in table.cells
            if cell.total != Total()
        )
        return Grid(self.word(f"table_{what}"), heads, tuple(rows), tuple(cells), caption=True)

    def _cell(self, total: Total, *, stays: bool = False) -> Number:
        """A number with its amounts; nothing where there are none."""
        if total == Total():
            return Number(0, "–", stays=stays)
        return Number(total.number, str(total.number), self.amount(total), stays)

    def _rules(self, counts: Sequence[RuleCount]) -> Grid:
        """The rules behind verdicts that differ, and for how many they do."""
        heads = tuple(map(self.word, ("change", "rule", "applications_head", "measures_head")))
        rows = tuple(
            (
                self.change(each.before, each.after),
                self.behind(each.behind),
                self._cell(each.applications),
                self._cell(each.measures),
            )
            for each in counts
        )
        return Grid(self.word("rules_behind"), heads, rows, tuple(map(self._rule, counts)), names=1)

    def _rule(self, count: RuleCount) -> Item:
        totals = ((count.applications, "applications"), (count.measures, "measures"))
        said = [f"{self.number(total.number, what)}, {self.amount(total)}" for total, what in totals if total.number]
        return Item(line(self.change(count.before, count.after)), _lines(said), said=self.behind(count.behind))

    def _tags(self, counts: Sequence[TagCount]) -> Grid:
        """Priorities that came and went."""
        heads = (self.word("rule"), *map(self.word, ("gained", "lost", "kept")))
        rows = tuple((self.tag_title(each), *self._tag_cells(each)) for each in counts)
        return Grid(self.word("tags_changed"), heads, rows, tuple(map(self._tag, counts)))

    def _tag_cells(self, tag: TagCount) -> Iterator[Cell]:
        for _, applications, measures in self.gains(tag):
            note = self.number(measures, "measures") if measures else ""
            yield Number(applications, str(applications), note)

    def _tag(self, tag: TagCount) -> Item:
        said: list[str] = []
        for how, applications, measures in self.gains(tag):
            numbers = [self.number(applications, "applications")]
            numbers += [self.number(measures, "measures")] if measures else []
            said += [f"{how}: {', '.join(numbers)}"] if applications else []
        return Item(line(self.tag_title(tag)), _lines(said))

    # -- one by one

    def _affected(self, affected: Affected) -> Item:
        measures = tuple(
            Point(
                line(self.affected_measure(each)),
                points_of([self.behind(rule) for rule in each.rules if rule not in affected.rules]),
            )
            for each in affected.measures
        )
        rules = _lines(list(map(self.behind, affected.rules)))
        title, said = self.affected_title(affected), self.affected_change(affected)
        return Item(line(title), (*rules, Points(measures)), said=said, place="application")

    def _one_year_tag(self, tag: OneYearTag) -> Item:
        title, said = self.one_year_tag(tag)
        return Item(line(title), _lines([said]))

    def _rejected(self, rejected: Rejected) -> Item:
        return Item(line(rejected.name), _lines(self.refusals(rejected)))


def _lines(said: Sequence[str]) -> tuple[Points]:
    return (Points(points_of(said)),)

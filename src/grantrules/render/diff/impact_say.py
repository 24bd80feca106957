"""What a change means for a portfolio, in words: who moves from which verdict to which, and the rules behind that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from grantrules.portfolio.summary import Table, Total
from grantrules.render.diff.say import Teller, ToldYear
from grantrules.render.paper.items import Item, Section
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
        return [
            Section(self.word("impact"), tuple(map(Item, [self.lead, self.word("silence_in_cases"), *self.silent]))),
            Section(self.word("table_applications"), tuple(self._cells(of.applications, "applications"))),
            Section(self.word("table_measures"), tuple(self._cells(of.measures, "measures"))),
            Section(self.word("rules_behind"), tuple(map(self._rule, of.rules))),
            Section(self.word("tags_changed"), tuple(map(self._tag, of.tags))),
            Section(self.word("one_year_tags"), tuple(map(self._one_year_tag, of.one_year_tags))),
            Section(self.word("affected"), self._first(of.affected, map(self._affected, of.affected))),
            Section(self.word("rejected"), self._first(of.rejected, map(self._rejected, of.rejected))),
        ]

    def _first(self, every: Sequence[object], items: Iterable[Item]) -> tuple[Item, ...]:
        shown = tuple(item for _, item in zip(range(MOST), items, strict=False))
        return shown if len(every) <= MOST else (*shown, Item(self.further(len(every) - MOST)))

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

    # -- lines

    def _cells(self, table: Table, what: str) -> Iterable[Item]:
        for cell in table.cells:
            if cell.total != Total():
                number = self.number(cell.total.number, what)
                yield Item(f"{self.change(cell.before, cell.after)}: {number}, {self.amount(cell.total)}")

    def _rule(self, count: RuleCount) -> Item:
        totals = ((count.applications, "applications"), (count.measures, "measures"))
        said = [f"{self.number(total.number, what)}, {self.amount(total)}" for total, what in totals if total.number]
        return Item(f"{self.change(count.before, count.after)}: {self.behind(count.behind)}", tuple(said))

    def _tag(self, tag: TagCount) -> Item:
        said: list[str] = []
        for how, applications, measures in self.gains(tag):
            numbers = [self.number(applications, "applications")]
            numbers += [self.number(measures, "measures")] if measures else []
            said += [f"{how}: {', '.join(numbers)}"] if applications else []
        return Item(self.tag_title(tag), tuple(said))

    def _affected(self, affected: Affected) -> Item:
        details = [self.behind(each) for each in affected.rules]
        for measure in affected.measures:
            details.append(self.affected_measure(measure))
            details += [self.behind(each) for each in measure.rules if each not in affected.rules]
        return Item(f"{self.affected_title(affected)}: {self.affected_change(affected)}", tuple(details))

    def _one_year_tag(self, tag: OneYearTag) -> Item:
        title, said = self.one_year_tag(tag)
        return Item(title, (said,))

    def _rejected(self, rejected: Rejected) -> Item:
        return Item(rejected.name, tuple(self.refusals(rejected)))

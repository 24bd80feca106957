"""What a change means for a portfolio, in words: who moves from which verdict to which, and the rules behind that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from grantrules.compare import impact as impacts
from grantrules.compare.causes import RuleBehind, Side
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import StatusTable, Total
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.edits import EditWords
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Cell, Grid, Item, ListLayout, bullets, items_of, paragraph, quiet, section
from grantrules.render.paper.lines import line
from grantrules.render.paper.say import counted
from grantrules.rules.ruleset import Verb

MOST = 200
"""How many applications are shown to people one by one; the JSON has all."""

PROBLEMS = 3
"""How many problems of a document are shown."""

WHAT = ("applications", "measures")
"""What is counted."""


class ImpactItems:
    """Puts numbers and lists into items, beside the comparison that they belong to."""

    def __init__(self, words: EditWords, impact: impacts.Impact) -> None:
        self.words, self.of, self.word = words, impact, words.word

    def sections(self) -> Iterator[kinds.Section]:
        """All of it, as the sections of a page."""
        of = self.of
        numbers = [
            paragraph(self.word("impact_read").format(read=of.read, evaluated=of.evaluated)),
            quiet(self.word("silence_in_cases")),
            *(paragraph(each) for each in (*self._only_silent(), *self._dates())),
        ]
        tables = (self._matrix(of.applications, "applications"), self._matrix(of.measures, "measures"))
        affected, rejected = map(self._affected, of.affected), map(self._rejected, of.rejected)
        for key, blocks in (
            ("impact", [*numbers, *tables]),
            ("rules_behind", [self._rules(of.rules)]),
            ("tags_changed", [self._tags(of.tags)]),
            ("one_year_tags", [items_of(map(self._one_year_tag, of.one_year_tags))]),
            ("affected", self._first(len(of.affected), affected, ListLayout.ARTICLES)),
            ("rejected", self._first(len(of.rejected), rejected, ListLayout.BULLETS)),
        ):
            yield section(self.word(key), *blocks, place=key)

    def _only_silent(self) -> Iterator[str]:
        """How many verdicts differ only where one year is silent."""
        for total, what in zip((self.of.silent_applications, self.of.silent_measures), WHAT, strict=True):
            if total.number:
                number, amount = counted(what, total.number, self.words.language), self._amount(total)
                yield self.word("only_silence").format(number=number, amount=amount)

    def _dates(self) -> Iterator[str]:
        """Which dates of submission were moved with the round, and which could not be."""
        for moved in self.of.moved:
            here, there = self.words.here_and_there(moved.side)
            number = counted("applications", moved.applications, self.words.language)
            days = {"deadline": here.sentences.day(moved.deadline), "own": here.sentences.day(moved.own)}
            said = {"fact": here.sentences.label(moved.fact), "number": number, "year": here.name, "other": there.name}
            yield self.word("dates_moved").format(**said, **days)
        for kept in self.of.kept:
            number = counted("applications", kept.applications, self.words.language)
            fact = self.words.after.sentences.label(kept.fact)
            yield self.word(f"dates_kept_{kept.why.value}").format(fact=fact, number=number)

    def _first(self, number: int, items: Iterable[Item], layout: ListLayout) -> list[kinds.Block]:
        """The first of many, and that there are more."""
        shown: list[kinds.Block] = [items_of(islice(items, MOST), layout)]
        return shown if number <= MOST else [*shown, paragraph(self._further(number - MOST))]

    def _further(self, number: int) -> str:
        return self.word("further").format(number=number)

    # -- words

    def _amount(self, total: Total) -> str:
        """The amounts applied for."""
        without = self.word("without_amount").format(number=total.without_amount) if total.without_amount else ""
        stated = self.words.after.sentences.money(total.kroner)
        return f"{stated} ({without})" if without else stated

    def _total(self, total: Total, what: str) -> str:
        return f"{counted(what, total.number, self.words.language)}, {self._amount(total)}"

    def _change(self, before: Status, after: Status) -> str:
        """From one verdict to another, or that it stays."""
        return " → ".join(self.word(status.value) for status in dict.fromkeys((before, after)))

    def _behind(self, behind: RuleBehind) -> str:
        """What a rule does in one year, and what the other has in its place."""
        here, there = self.words.here_and_there(behind.side)
        does = self.word(f"{behind.hindrance.value}_in").format(year=here.name)
        return f"{self.words.called(behind)}: {does} ({self._beside(there, behind.in_other_year, comparable=behind.comparable)})"

    def _beside(self, there: ComparedYear, verb: Verb | None, *, comparable: bool) -> str:
        """What the other year has in the place of a rule."""
        if not comparable and verb in (None, Verb.SILENT):
            return self.word("not_mentioned_in").format(year=there.name)
        said = self._verb(verb) if comparable else self.word("statement_other_office")
        return self.word("in_the_other").format(year=there.name, verb=said)

    def _verb(self, verb: Verb | None) -> str:
        """What kind of rule a year has."""
        return self.word("no_such_rule" if verb is None else f"verb_{verb.value}")

    def _title(self, id_: str) -> str:
        """What people call a rule: by the later year, where that has it."""
        rules = [side.rules.by_id[id_] for side in reversed(self.words.sides) if id_ in side.rules.by_id]
        return rules[0].title[self.words.language]

    # -- tables, and what flat forms say instead

    def _matrix(self, table: StatusTable, what: str) -> Grid:
        """From which verdict to which: the earlier year by rows, the later by columns."""
        before, after = (side.name for side in self.words.sides)
        heads = (f"{before} ↓  {after} →", *(f"{after}: {self.word(status.value)}" for status in Status))
        rows: list[kinds.Row] = [
            (f"{before}: {self.word(row.value)}", *(self._cell(table[row, to], stays=row is to) for to in Status))
            for row in Status
        ]
        cells = (
            Item(line(self._change(cell.before, cell.after)), said=self._total(cell.total, what))
            for cell in table.cells
            if cell.total != Total()
        )
        return Grid(self.word(f"table_{what}"), heads, tuple(rows), tuple(cells), caption=True)

    def _cell(self, total: Total, *, stays: bool = False) -> Cell:
        """A number with its amounts; nothing where there are none."""
        if total == Total():
            return Cell("–", value=0, stays=stays)
        return Cell(str(total.number), self._amount(total), total.number, stays)

    def _rules(self, counts: Sequence[impacts.RuleCount]) -> Grid:
        """The rules behind verdicts that differ, and for how many they do."""
        rows, instead = list[kinds.Row](), []
        for each in counts:
            change, behind = self._change(each.before, each.after), self._behind(each.behind)
            totals = each.applications, each.measures
            rows.append((change, behind, *map(self._cell, totals)))
            said = (self._total(total, what) for total, what in zip(totals, WHAT, strict=True) if total.number)
            instead.append(Item(line(change), (bullets(said),), said=behind))
        heads = tuple(map(self.word, ("change", "rule", "applications_head", "measures_head")))
        return Grid(self.word("rules_behind"), heads, tuple(rows), tuple(instead), names=1)

    def _tags(self, counts: Sequence[impacts.TagCount]) -> Grid:
        """Priorities that came and went, with the verb of those that a year does not have as such."""
        ways = ("gained", "lost", "kept")
        rows, instead = list[kinds.Row](), []
        for tag in counts:
            sides = zip(self.words.sides, (tag.before, tag.after), strict=True)
            other = [f"{side.name}: {self._verb(verb)}" for side, verb in sides if verb is not Verb.PRIORITISE]
            named = self._title(tag.rule)
            title, said, cells = f"{named} ({'; '.join(other)})" if other else named, [], []
            for how in ways:
                applications, measures = getattr(tag.applications, how), getattr(tag.measures, how)
                note = counted("measures", measures, self.words.language) if measures else ""
                cells.append(Cell(str(applications), note, applications))
                number = counted("applications", applications, self.words.language)
                said += [f"{self.word(how)}: {number}{f', {note}' if note else ''}"] if applications else []
            rows.append((title, *cells))
            instead.append(Item(line(title), (bullets(said),)))
        heads = tuple(map(self.word, ("rule", *ways)))
        return Grid(self.word("tags_changed"), heads, tuple(rows), tuple(instead))

    # -- one by one

    def _one_year_tag(self, tag: impacts.OneYearTag) -> Item:
        """A priority that only one year mentions, and how many it is on there."""
        here, there = self.words.here_and_there(tag.side)
        numbers = [counted("applications", tag.applications, self.words.language)]
        numbers += [counted("measures", tag.measures, self.words.language)] if tag.measures else []
        said = f"{self.word('prioritised_in').format(year=here.name)}: {', '.join(numbers)}"
        return Item(
            line(f"{self._title(tag.rule)} ({self._beside(there, tag.other, comparable=False)})"), (bullets([said]),)
        )

    def _affected(self, affected: impacts.Affected) -> Item:
        """An application with who sent it, its verdicts, whether they differ only by silence, and the rules behind that."""
        known = " · ".join(part for part in (affected.id, affected.applicant) if part)
        silent = affected.before is not affected.after and impacts.only_by_silence(affected.rules)
        change = self._change(affected.before, affected.after)
        said = f"{change} ({self.word('only_silence_short')})" if silent else change
        title = line(f"{affected.name} ({known})" if known else affected.name)
        measures = kinds.BulletList(tuple(self._measure(each, affected) for each in affected.measures))
        return Item(title, (bullets(map(self._behind, affected.rules)), measures), said=said, place="application")

    def _measure(self, measure: impacts.AffectedMeasure, of: impacts.Affected) -> kinds.Bullet:
        kroner = "" if measure.kroner is None else f", {self.words.after.sentences.money(measure.kroner)}"
        said = f"{measure.id}{kroner}: {self._change(measure.before, measure.after)}"
        own = bullets(self._behind(rule) for rule in measure.rules if rule not in of.rules)
        return kinds.Bullet(line(said), own.bullets)

    def _rejected(self, rejected: impacts.Rejected) -> Item:
        """What is wrong with a document, and by which year's rules."""
        years = {Side.BEFORE: self.words.before.name, Side.AFTER: self.words.after.name}
        said = ((each.problem, ", ".join(years[side] for side in each.sides)) for each in rejected.refusals)
        lines = [f"{problem}{f' ({named})' if named else ''}" for problem, named in said]
        if len(lines) > PROBLEMS:
            lines[PROBLEMS:] = [self._further(len(lines) - PROBLEMS)]
        return Item(line(rejected.name), (bullets(lines),))

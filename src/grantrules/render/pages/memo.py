"""A comparison as a file that goes round: half a page in brief, then a table of what changed, as the two years have it."""

from __future__ import annotations

from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.compare.comparison import Edit
from grantrules.compare.impact import YearDiff
from grantrules.compare.statements import StatementChange, is_stated
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.edits import EditWords
from grantrules.render.pages.groups import Group, grouped, offices_of
from grantrules.render.pages.impact import ImpactItems
from grantrules.render.pages.witnesses import WitnessItems
from grantrules.render.pages.year_brief import YearBrief
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Cell, Grid, Item, Row, Section, TextStyle, items_of, paragraph, section
from grantrules.render.paper.lines import Mark, line
from grantrules.rules.ruleset import Rule

BY_TITLE = (Group.WORDING, Group.MENTIONS, Group.SILENCES)
"""Of these groups only the titles are listed: nothing follows from them for the law."""


def memo_page(diff: YearDiff, language: Language) -> kinds.Page:
    """The page of the file."""
    return _Memo(diff, language).page()


class _Memo:
    def __init__(self, diff: YearDiff, language: Language) -> None:
        self.of, self.language = diff, language
        self.words = EditWords(diff.before, diff.after, language)
        self.word = self.words.word
        self.brief = YearBrief(self.words, diff.comparison)

    def page(self) -> kinds.Page:
        """The brief, then a section for each way in which rules changed."""
        sections = (*self.brief.sections(), *self.changes(), *self.further())
        return kinds.Page(
            title=self.word("comparison"),
            mark=Mark("⇄"),
            verdict=line(" → ".join(side.name for side in self.words.sides)),
            lead=tuple(self.lead()),
            sections=tuple(filter(kinds.filled, sections)),
            language=self.language,
        )

    def lead(self) -> Iterator[kinds.Paragraph]:
        """What the two years are called, and what each rests on."""
        for side in self.words.sides:
            yield paragraph(f"{side.name}: ", self.words.text(side.rules.title))
        yield from self.brief.lead()
        if not self.of.edits:
            yield paragraph(f"{self.word('nothing_differs')}.", style=TextStyle.NOTE)

    def changes(self) -> Iterator[Section]:
        """Each way in which rules changed: a table, or the titles."""
        heads = (self.word("memo_rule"), *(side.name for side in self.words.sides), self.word("memo_source"))
        for group, topics in grouped(self.of.edits).items():
            edits = [edit for several in topics.values() for edit in several]
            if group in BY_TITLE:
                block: kinds.Block = items_of(Item(line(self.titled(edit)), said=self.said(edit)) for edit in edits)
            else:
                block = Grid(self.word(f"group_{group.value}"), heads, tuple(map(self.row, edits)), names=1)
            yield section(self.word(f"group_{group.value}"), block)

    def further(self) -> Iterator[Section]:
        """What was asked for beside the rules: the smallest applications that show it, and who is affected."""
        if self.of.witnesses is not None:
            yield WitnessItems(self.words, self.of.witnesses).section()
        if self.of.impact is not None:
            yield from ImpactItems(self.words, self.of.impact).sections()

    def titled(self, edit: Edit) -> str:
        """The title of a rule, and whose it is where it is one office's."""
        offices = offices_of(edit)
        named = f" ({self.words.offices(' '.join(offices))})" if offices else ""
        return edit.title[self.language] + named

    def said(self, edit: Edit) -> str:
        """What became of a rule of which only the title is listed; of one that is not mentioned that is said above it."""
        return "" if edit.statement is StatementChange.NOW_SILENT else self.words.changes(edit)

    def row(self, edit: Edit) -> Row:
        """A rule: what became of it, what each year says, and where."""
        sides = tuple(zip(self.words.sides, (edit.before, edit.after), strict=True))
        said = [self.in_year(edit, side, rule) for side, rule in sides]
        alike = said[0] == said[1]
        particulars = self.words.particulars(edit)
        notes = ("; ".join(f"{each[0]}: {each[year]}" for each in particulars) for year in (1, 2))
        told = (said[0], self.word("statement_same") if alike else said[1])
        cells = (Cell(text, note, stays=alike) for text, note in zip(told, notes, strict=True))
        return (
            Cell(self.titled(edit), self.words.changes(edit)),
            *cells,
            Cell(self.sources(edit), self.words.ground(edit)),
        )

    def in_year(self, edit: Edit, side: ComparedYear, rule: Rule | None) -> str:
        """The words of a year, or that it does not mention the rule, or has none."""
        if rule is not None and is_stated(rule):
            return side.text(rule)
        none = {StatementChange.ADDED: self.words.before, StatementChange.REMOVED: self.words.after}
        return self.word("no_such_rule" if none.get(edit.statement) is side else "none_mentioned")

    def sources(self, edit: Edit) -> str:
        """Where each year that states the rule says so, with the weight; once where both cite alike."""
        cited = {side.name: side.cited(rule) for side, rule in self.words.sided(edit) if is_stated(rule)}
        if len(set(cited.values())) == 1 and len(cited) > 1:
            return next(iter(cited.values()))
        return "\n".join(f"{name}: {places}" for name, places in cited.items())

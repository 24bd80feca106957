"""The page of a comparison: half a page in brief, then what changed in effect, each rule as the two years have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grantrules.base.texts import Language
from grantrules.compare.comparison import Edit
from grantrules.compare.impact import YearDiff
from grantrules.compare.statements import StatementChange, is_stated
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.edits import Asked, EditWords, bare
from grantrules.render.pages.groups import Group, grouped, offices_of, sign
from grantrules.render.pages.impact import ImpactItems
from grantrules.render.pages.witnesses import WitnessItems
from grantrules.render.pages.year_brief import YearBrief
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, Section, TextStyle, bullets, cited, items_of, paragraph, quiet, section
from grantrules.render.paper.lines import Line, Mark, ShownIn, Span, SpanStyle, flat, line, marked, opened
from grantrules.render.paper.say import topic_name
from grantrules.rules.ruleset import Rule

MARK = Mark("⇄")

ONE_BY_ONE = (Group.IN_EFFECT, Group.IN_DOUBT, Group.INFORMATION, Group.OFFICE)
"""Of these groups the brief page in flat forms names every rule; the others it counts."""


def diff_page(diff: YearDiff, language: Language, conditions: bool = False) -> kinds.Page:
    """The page for a comparison: half a page in brief, then each change, which open forms fold."""
    return _DiffPage(diff, language, full=False, conditions=conditions).page()


def full_diff_page(diff: YearDiff, language: Language, conditions: bool = False) -> kinds.Page:
    """The page with everything: what each year says of each rule that differs."""
    return _DiffPage(diff, language, full=True, conditions=conditions).page()


class _DiffPage:
    def __init__(self, diff: YearDiff, language: Language, *, full: bool, conditions: bool) -> None:
        self.of, self.language, self.full, self.conditions = diff, language, full, conditions
        self.words = EditWords(diff.before, diff.after, language)
        self.word = self.words.word
        self.brief = YearBrief(self.words, diff.comparison)
        self.groups = grouped(diff.edits)

    def page(self) -> kinds.Page:
        groups = [self.group(group, topics) for group, topics in self.groups.items()]
        if not self.full:
            groups = [*self.by_title(), *(replace(each, shown=ShownIn.OPENED) for each in groups)]
        told = (self.called_new(),) if self.full else ()
        sections = (*self.brief.sections(), *told, *groups, *self.further())
        return kinds.Page(
            title=self.word("comparison"),
            mark=MARK,
            verdict=line(" → ".join(side.name for side in self.words.sides)),
            lead=tuple(self.lead()),
            sections=tuple(filter(kinds.filled, sections)),
            language=self.language,
            frame=kinds.Frame.WIDE,
        )

    def by_title(self) -> Iterator[Section]:
        """What changed, a rule a line; of what is only told with a number nothing."""
        for group in ONE_BY_ONE:
            edits = [edit for topics in self.groups.get(group, {}).values() for edit in topics]
            lines = (Item(self.named(edit, group), (), Mark(sign(edit)), self.words.changes(edit)) for edit in edits)
            yield Section(line(self.word(f"group_{group.value}")), (items_of(lines),), shown=ShownIn.FLAT)

    def named(self, edit: Edit, group: Group) -> Line:
        """A rule by title, and what is one office's with its name."""
        whose = f" ({self.words.offices(' '.join(offices_of(edit)))})" if group is Group.OFFICE else None
        return line(edit.title[self.language], whose)

    def further(self) -> Iterator[Section]:
        """What is told beside the rules."""
        if self.full:
            yield section(self.word("values"), self.values(), place="values")
        else:
            yield replace(section(self.word("values"), self.values(), place="values"), shown=ShownIn.OPENED)
        if self.of.witnesses is not None:
            yield WitnessItems(self.words, self.of.witnesses).section()
        if self.of.impact is not None:
            yield from ImpactItems(self.words, self.of.impact).sections()

    # -- the head

    def lead(self) -> Iterator[kinds.Paragraph]:
        """What the two years are called, what each rests on, and what silence means."""
        for side in self.words.sides:
            yield paragraph(f"{side.name}: ", self.words.text(side.rules.title))
        yield from self.brief.lead()
        if not self.of.edits:
            yield paragraph(f"{self.word('nothing_differs')}.", style=TextStyle.NOTE)

    # -- edits

    def called_new(self) -> Section:
        """What the documents themselves call new, changed or gone, by title."""
        by_document: dict[str, list[Edit]] = {}
        for edit in self.of.edits:
            if edit.source is not None:
                by_document.setdefault(self.words.document(edit.source), []).append(edit)
        items = (Item(line(f"{document}: ", *self.ways(edits))) for document, edits in by_document.items())
        return section(self.word("told_new"), items_of(items), place="told-new")

    def ways(self, edits: list[Edit]) -> Iterator[str | Span]:
        """Some rules by title, each the way to it, with what became of it."""
        for number, edit in enumerate(edits):
            yield " · " if number else ""
            yield Span(f"{edit.title[self.language]} ({self.words.statement(edit)})", to=_place(edit))

    def group(self, group: Group, topics: dict[str, list[Edit]]) -> Section:
        """What changed in one way, by topic or office."""
        shown = self.silence if group is Group.SILENCES else self.edit
        folded = group is Group.SILENCES or not self.full
        layout = kinds.ListLayout.FOLDED if folded else kinds.ListLayout.ARTICLES
        parts = []
        for under, edits in topics.items():
            named = self.words.offices(under) if group is Group.OFFICE else topic_name(under, self.language)
            parts.append(Section(line(named), (items_of(map(shown, edits), layout),), as_item=group is Group.SILENCES))
        return section(self.word(f"group_{group.value}"), *parts, place=group.value)

    def titled(self, edit: Edit) -> Line:
        """The title of a rule, and its id: in full flat forms beside it, in open ones behind a sign."""
        beside = flat(f" ({edit.rule})") if self.full else None
        marker = Span("#", SpanStyle.MARKER, to=_place(edit), note=edit.rule, shown=ShownIn.OPENED)
        return line(edit.title[self.language], beside, marker)

    def edit(self, edit: Edit) -> Item:
        """One rule that differs, as each year has it."""
        words, sided = self.words, self.words.sided(edit)
        alike = len(sided) > 1 and len({side.text(rule) for side, rule in sided}) == 1
        columns = (
            kinds.Column(words.named(edit, side, rule), self.column(edit, side, rule, text, alike=alike))
            for (side, rule), text in zip(sided, self.texts(edit), strict=True)
        )
        side, rule = sided[-1]
        details: tuple[kinds.Block, ...] = (
            *([paragraph(side.text(rule), shown=ShownIn.FLAT)] if alike else []),
            kinds.SideBySide(tuple(columns)),
            *(paragraph(row, shown=ShownIn.FLAT) for row in words.rows(edit)),
            paragraph(words.ground(edit), style=TextStyle.NOTE),
            paragraph(words.differs_in(edit), style=TextStyle.NOTE),
        )
        return Item(self.titled(edit), details, Mark(sign(edit)), words.changes(edit), place=_place(edit))

    def silence(self, edit: Edit) -> Item:
        """A rule that is not mentioned any more, by title, and who last stated it; folded in, its words."""
        rule = edit.before or edit.after
        assert rule is not None
        text = self.words.text(rule.text)
        last = f" ({self.words.last_stated(edit)})" if self.words.last_stated_before(edit) else ""
        words = kinds.Paragraph(line(text.text), TextStyle.TEXT, text.lang, ShownIn.OPENED)
        rows = map(paragraph, self.words.rows(edit))
        return Item(
            (*self.titled(edit), *line(last)),
            (words, *rows),
            Mark(sign(edit), shown=ShownIn.OPENED),
            place=_place(edit),
        )

    def texts(self, edit: Edit) -> list[Line]:
        """The words of each year that has the rule, with those marked that differ."""
        sided = self.words.sided(edit)
        texts = [side.text(rule) for side, rule in sided]
        languages = {self.words.text(rule.text).lang for _, rule in sided}
        apart = edit.statement is StatementChange.OTHER_OFFICE or not all(is_stated(rule) for _, rule in sided)
        if apart or len(sided) < 2 or len(languages) > 1:
            return list(map(line, texts))
        marks = (SpanStyle.GONE, "words_gone"), (SpanStyle.NEW, "words_new")
        return [
            tuple(span for piece, differs in pieces for span in self.piece(piece, *mark, differs=differs))
            for pieces, mark in zip(marked(*texts), marks, strict=True)
        ]

    def piece(self, piece: str, style: SpanStyle, said: str, *, differs: bool) -> Line:
        """Some words; marked where they differ, the space before them left out."""
        if not differs:
            return line(piece)
        space = " " if piece.startswith(" ") else ""
        return line(space, Span(piece.removeprefix(space), style, note=self.word(said)))

    def column(self, edit: Edit, side: ComparedYear, rule: Rule, text: Line, *, alike: bool) -> tuple[kinds.Block, ...]:
        """What one year has: whether it is silent, the words, what is asked for, what differs else, and the source."""
        silent, asks = rule.silent_since is not None, self.words.asks(edit, side)
        gone = edit.statement is StatementChange.REMOVED and edit.source is not None
        year = 1 if side is self.words.before else 2
        particulars = (f"{each[0]}: {each[year]}" for each in self.words.particulars(edit))
        lang, shown = self.words.text(rule.text).lang, ShownIn.OPENED if alike else ShownIn.EVERYWHERE
        said = f"{self.word('verb_silent')} ({self.words.last_stated(edit)})"
        return (
            quiet(*((said, flat("."), opened(":")) if silent else ())),
            kinds.Paragraph(
                text, TextStyle.UNSAID if silent else TextStyle.GONE if gone else TextStyle.TEXT, lang, shown
            ),
            *(paragraph(self.words.asked(each), shown=ShownIn.FLAT) for each in asks if self.conditions),
            bullets(self.words.doubts(edit, side), style=TextStyle.CLAUSE),
            *self.condition(rule, asks),
            bullets(particulars, style=TextStyle.CLAUSE, shown=ShownIn.OPENED),
            cited(*(() if silent else (flat("["), side.cited(rule), flat("]")))),
        )

    def condition(self, rule: Rule, asks: list[Asked]) -> Iterator[kinds.Block]:
        """What a rule asks for, folded in; its doubts and readings in their own words."""
        branches = []
        for branch in rule.branches.values():
            doubt = f" [{self.word(f'cause_{branch.doubt.value}')}]" if branch.doubt else None
            if branch.text is not None:
                branches.append(kinds.Bullet(line(self.words.text(branch.text), doubt)))
        if asks:
            below = (kinds.BulletList(tuple(branches), style=TextStyle.CLAUSE), *map(self.clause, asks))
            yield kinds.Fold(self.word("formula"), below, TextStyle.CLAUSE, ShownIn.OPENED)

    def clause(self, asked: Asked) -> kinds.Block:
        """What a rule asks for; several parts as a list, those that read alike in the other year folded in."""
        if len(asked.own) + len(asked.alike) < 2:
            return paragraph(str(asked.clause), style=TextStyle.CLAUSE, shown=ShownIn.OPENED)
        holding = "all_of_these" if asked.clause.joint.startswith(" ") else "one_of_these"
        alike, own = (bullets(map(bare, parts)).bullets for parts in (asked.alike, asked.own))
        folded = (kinds.Bullet(line(self.words.alike(asked)), alike, folded=True),) if alike else ()
        lead = f"{asked.clause.lead} {self.word(holding)}"
        return kinds.BulletList((*folded, *own), lead, TextStyle.CLAUSE, ShownIn.OPENED)

    # -- offices' values

    def values(self) -> kinds.Grid:
        """Each value that an office has set, in each year; flat forms have them in lines."""
        names, rows, instead = (side.name for side in self.words.sides), list[kinds.Row](), []
        for edit in self.of.values:
            title, change, valued = self.words.value_title(edit), self.words.value_change(edit), self.words.valued(edit)
            told = [(side, said, self.words.place(value.source) if value else "") for side, said, value in valued]
            rows.append((kinds.Cell(title, change), *(kinds.Cell(said, place) for _, said, place in told)))
            below = bullets(f"{side.name}: {said}{f' [{place}]' if place else ''}" for side, said, place in told)
            instead.append(Item(line(title), (below,), Mark(sign(edit)), change))
        return kinds.Grid(self.word("values"), (self.word("value"), *names), tuple(rows), tuple(instead))


def _place(edit: Edit) -> str:
    return f"rule-{edit.rule}"

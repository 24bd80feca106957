"""The page of a comparison: what changed in effect first, each rule as the two years have it; what nothing follows from last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.compare.comparison import Edit, ValueEdit
from grantrules.compare.impact import YearDiff
from grantrules.compare.statements import StatementChange
from grantrules.language.condition import Branch
from grantrules.render.pages.edits import Asked, Teller, ToldYear, bare
from grantrules.render.pages.groups import FOLDED, Group, group_of, grouped, sign, told_new
from grantrules.render.pages.impact import ImpactTeller
from grantrules.render.pages.witnesses import WitnessTeller
from grantrules.render.paper.blocks import (
    Block,
    Column,
    Contents,
    Fold,
    Frame,
    Glance,
    Grid,
    Item,
    Listing,
    Noted,
    Page,
    Paragraph,
    Point,
    Points,
    Section,
    Sides,
    Style,
    filled,
    items_of,
    points_of,
)
from grantrules.render.paper.lines import Line, Look, Mark, ShownIn, Span, code, flat, line, opened, words_of
from grantrules.render.paper.say import citation_text
from grantrules.render.paper.word_marks import marked
from grantrules.rules.ruleset import Rule

MARK = Mark("⇄")

FIRST_WORDS = 8
"""How many words of a rule stand for it in the contents."""

LONG = 240
"""Conditions with more letters are folded in."""

NAMED = 8
"""Of what is folded in, the contents name no more rules than these; of more they give the number."""


def diff_page(diff: YearDiff, language: Language) -> Page:
    """The page for a comparison."""
    return _DiffPage(diff, language).page()


class _DiffPage:
    def __init__(self, diff: YearDiff, language: Language) -> None:
        self.of, self.language = diff, language
        self.teller = Teller(diff.before, diff.after, language)
        self.word = self.teller.word
        self.groups = grouped(diff.edits)

    def page(self) -> Page:
        further = [section for section in self.further() if filled(section)]
        told = Section(line(self.word("told_new")), (items_of(map(self.told, told_new(self.of.edits))),), "told-new")
        sections = [told, *(self.group(group, topics) for group, topics in self.groups.items()), *further]
        return Page(
            self.word("comparison"),
            MARK,
            line(self.teller.title),
            tuple(self.lead()),
            tuple(filter(filled, sections)),
            self.language,
            Frame.WIDE,
            tuple(self.glance()),
            Contents(self.word("contents"), tuple(self.contents(further)), self.word("skip")),
        )

    def further(self) -> Iterator[Section]:
        """What is told beside the rules."""
        yield Section(line(self.word("values")), (self.values(),), "values")
        if self.of.witnesses is not None:
            yield WitnessTeller(self.teller, self.of.witnesses).section()
        if self.of.impact is not None:
            yield from ImpactTeller(self.teller, self.of.impact).sections()

    # -- the head

    def lead(self) -> Iterator[Paragraph]:
        """The two years, how many rules differ in which way, and what silence means."""
        for side in self.teller.sides:
            yield Paragraph(line(f"{side.name}: ", words_of(side.rules.title, self.language)))
        yield Paragraph(line(self.summary()), shown=ShownIn.FLAT)
        if self.of.edits:
            yield Paragraph(line(self.word("silence_is_not_repeal")), Style.NOTE)
        else:
            yield Paragraph(line(self.word("nothing_differs")), Style.NOTE, shown=ShownIn.OPENED)

    def glance(self) -> Iterator[Glance]:
        """How many rules differ in each way."""
        for group, topics in self.groups.items():
            yield Glance(sum(map(len, topics.values())), self.word(f"short_{group.value}"), group.value)
        same, silent = self.of.comparison.same, self.of.comparison.silent_in_both
        if same or not silent:
            yield Glance(len(same), self.word("short_same"), None)
        if silent:
            yield Glance(len(silent), self.word("short_silent_in_both"), None)

    def summary(self) -> str:
        """The same in a sentence."""
        counted = [f"{each.number} {each.word}" for each in self.glance()]
        return "; ".join(counted if self.groups else [self.word("nothing_differs"), *counted])

    def contents(self, further: list[Section]) -> Iterator[Point]:
        """Every rule that differs, by topic, with its sign; of many of which nothing follows only the number."""
        numbers = Counter(edit.topic for edit in self.of.edits)
        topics: dict[str, list[Point]] = {topic: [] for topic in numbers}
        for edit in self.of.edits:
            if group_of(edit) not in FOLDED:
                topics[edit.topic].append(self.way(edit))
        for group in FOLDED:
            for topic, edits in self.groups.get(group, {}).items():
                said = f"{self.word(f'group_{group.value}')}: {len(edits)}"
                named = tuple(map(self.way, edits)) if len(edits) <= NAMED else ()
                topics[topic].append(Point(line(said), named, Mark("·"), f"{group.value}-{topic}"))
        for topic, ways in topics.items():
            name = Span(f"{self.teller.topic(topic)} ({numbers[topic]})", Look.STRONG)
            yield Point(line(name), tuple(ways))
        yield from (Point(section.heading, to=section.place) for section in further)

    def way(self, edit: Edit) -> Point:
        """The way to a rule."""
        _, rule = self.teller.sided(edit)[-1]
        text = words_of(rule.text, self.language)
        words = text.text.split()
        first = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
        said = Span(f"{edit.rule}: {self.teller.changes(edit)}", Look.QUIET)
        return Point(line(Span(first, Look.WORDS, text.lang), " ", said), mark=Mark(sign(edit)), to=_place(edit))

    # -- edits

    def told(self, edit: Edit) -> Item:
        """What a document itself calls new, changed or gone: its words and the place."""
        named = Span(f"{edit.rule} ({self.teller.statement(edit)})", to=_place(edit))
        ground = Paragraph(line(self.teller.ground(edit)), Style.CITED)
        return Item(line(named), (ground,), Mark(sign(edit)), self.teller.newly(edit))

    def group(self, group: Group, topics: dict[str, list[Edit]]) -> Section:
        """What changed in one way, by topic."""
        briefly = group is Group.SILENCES
        shown, listing = (self.brief, Listing.BRIEF) if briefly else (self.edit, Listing.ARTICLES)
        parts = (
            Section(
                line(self.teller.group_heading(group, topic)),
                (items_of(map(shown, edits), listing),),
                f"{group.value}-{topic}" if group in FOLDED else "section",
                folded=group in FOLDED,
                brief=briefly,
            )
            for topic, edits in topics.items()
        )
        return Section(line(self.word(f"group_{group.value}")), tuple(parts), group.value)

    def edit(self, edit: Edit) -> Item:
        """One rule that differs, as each year has it."""
        teller = self.teller
        sided = teller.sided(edit)
        alike = len(sided) > 1 and len({side.text(rule) for side, rule in sided}) == 1
        texts = self.texts(edit)
        columns = tuple(
            Column(side.name, self.column(edit, side, rule, texts[side], alike=alike)) for side, rule in sided
        )
        rows = (
            f"{part}: {before} ({teller.before.name}) → {after} ({teller.after.name})"
            for part, before, after in teller.particulars(edit)
        )
        details: tuple[Block, ...] = (
            *([Paragraph(line(sided[-1][0].text(sided[-1][1])), shown=ShownIn.FLAT)] if alike else []),
            Sides(columns),
            *(Paragraph(line(row), shown=ShownIn.FLAT) for row in rows),
            Paragraph(line(teller.ground(edit)), Style.NOTE),
            Paragraph(line(teller.differs_in(edit)), Style.NOTE),
        )
        return Item(line(code(edit.rule)), details, Mark(sign(edit)), teller.changes(edit), place=_place(edit))

    def brief(self, edit: Edit) -> Item:
        """A rule that is not mentioned any more: its words, and who last stated it."""
        rule = edit.before or edit.after
        assert rule is not None
        text, last = words_of(rule.text, self.language), self.teller.last_stated(edit)
        named = line(code(edit.rule), flat(f": {text.text} ({last})"), opened(f" {last}", Look.SAID))
        words = Paragraph(line(text.text), Style.TEXT, text.lang, ShownIn.OPENED)
        return Item(named, (words,), Mark(sign(edit), shown=ShownIn.OPENED), place=_place(edit))

    def texts(self, edit: Edit) -> dict[ToldYear, Line]:
        """The words of each year, with those marked that differ."""
        sided = self.teller.sided(edit)
        languages = {words_of(rule.text, self.language).lang for _, rule in sided}
        apart = edit.statement is StatementChange.OTHER_OFFICE
        if apart or len(sided) < 2 or len(languages) > 1:
            return {side: line(side.text(rule)) for side, rule in sided}
        pieces = marked(*(side.text(rule) for side, rule in sided))
        return {
            side: tuple(span for piece, differs in each for span in self.piece(piece, side, differs=differs))
            for (side, _), each in zip(sided, pieces, strict=True)
        }

    def piece(self, piece: str, side: ToldYear, *, differs: bool) -> Line:
        """Some words; marked where they differ, the space before them left out."""
        if not differs:
            return line(piece)
        before = side is self.teller.before
        look, said = (Look.GONE, "words_gone") if before else (Look.NEW, "words_new")
        space = " " if piece.startswith(" ") else ""
        return line(space, Span(piece.removeprefix(space), look, note=self.word(said)))

    def column(self, edit: Edit, side: ToldYear, rule: Rule, text: Line, *, alike: bool) -> tuple[Block, ...]:
        """What one year has: whether it is silent, the words, what is asked for, what differs else, and the source."""
        teller = self.teller
        silent = rule.silent_since is not None
        asks = teller.asks(edit, side)
        year = 1 if side is teller.before else 2
        particulars = [f"{each[0]}: {each[year]}" for each in teller.particulars(edit)]
        return (
            Paragraph(line(teller.silent(edit), flat("."), opened(":")) if silent else (), Style.QUIET),
            Paragraph(
                text,
                Style.TEXT,
                words_of(rule.text, self.language).lang,
                ShownIn.OPENED if alike else ShownIn.EVERYWHERE,
            ),
            *(Paragraph(line(teller.asked(each)), shown=ShownIn.FLAT) for each in asks),
            *self.condition(rule, asks),
            Points(points_of(particulars), style=Style.CLAUSE, shown=ShownIn.OPENED),
            Paragraph(() if silent else line(flat("["), side.cited(rule), flat("]")), Style.CITED),
        )

    def condition(self, rule: Rule, asks: list[Asked]) -> Iterator[Block]:
        """What a rule asks for: where that is long, its branches in their own words, and the rest folded in."""
        clauses = tuple(map(self.clause, asks))
        if sum(len(str(asked.clause)) for asked in asks) <= LONG:
            yield from clauses
            return
        branches = tuple(Point(self.branch(branch)) for branch in rule.branches.values() if branch.text is not None)
        yield Points(branches, style=Style.CLAUSE, shown=ShownIn.OPENED)
        yield Fold(self.word("formula"), clauses, Style.CLAUSE, ShownIn.OPENED)

    def branch(self, branch: Branch) -> Line:
        """A part of a condition in its own words, with what is doubtful of it."""
        assert branch.text is not None
        doubt = None if branch.doubt is None else f" [{self.word(f'cause_{branch.doubt.value}')}]"
        return line(words_of(branch.text, self.language), doubt)

    def clause(self, asked: Asked) -> Block:
        """What a rule asks for; several parts as a list, those that read alike in the other year folded in."""
        if len(asked.own) + len(asked.alike) < 2:
            return Paragraph(line(str(asked.clause)), Style.CLAUSE, shown=ShownIn.OPENED)
        holding = "all_of_these" if asked.clause.joint.startswith(" ") else "one_of_these"
        points = points_of([bare(part) for part in asked.own])
        if asked.alike:
            alike = points_of([bare(part) for part in asked.alike])
            points = (Point(line(self.teller.alike(asked)), alike, folded=True), *points)
        return Points(points, f"{asked.clause.lead} {self.word(holding)}", Style.CLAUSE, ShownIn.OPENED)

    # -- offices' values

    def values(self) -> Grid:
        """Each value that an office has set, in each year."""
        names = (side.name for side in self.teller.sides)
        rows = (
            (
                Noted(self.teller.value_title(edit), self.teller.value_change(edit)),
                *(
                    Noted(said, citation_text(value.source)) if value else said
                    for _, said, value in self.teller.valued(edit)
                ),
            )
            for edit in self.of.values
        )
        instead = tuple(map(self.value, self.of.values))
        return Grid(self.word("values"), (self.word("value"), *names), tuple(rows), instead)

    def value(self, edit: ValueEdit) -> Item:
        """The same in lines."""
        details = [
            f"{side.name}: {said}{f' [{citation_text(value.source)}]' if value else ''}"
            for side, said, value in self.teller.valued(edit)
        ]
        title, said = line(self.teller.value_title(edit)), self.teller.value_change(edit)
        return Item(title, (Points(points_of(details)),), Mark(sign(edit)), said)


def _place(edit: Edit) -> str:
    return f"rule-{edit.rule}"

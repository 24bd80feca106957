"""Pages of a comparison: what changed in effect first, each rule as the two years have it; and one rule through the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.compare.comparison import Edit, HistoryYear, RuleHistory
from grantrules.compare.impact import YearDiff
from grantrules.compare.statements import StatementChange, is_stated
from grantrules.render.pages.edits import Asked, ComparedYear, EditWords, bare
from grantrules.render.pages.groups import FOLDED, Group, group_of, grouped, sign
from grantrules.render.pages.impact import ImpactItems
from grantrules.render.pages.shared import plain_page
from grantrules.render.pages.witnesses import WitnessItems
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, Section, TextStyle, bullets, cited, items_of, paragraph, quiet, section
from grantrules.render.paper.lines import Line, Mark, ShownIn, Span, SpanStyle, code, flat, line, marked, opened
from grantrules.render.paper.say import citation_text, topic_name
from grantrules.rules.ruleset import Rule
from grantrules.words.words import word

MARK = Mark("⇄")

FIRST_WORDS = 8
"""How many words of a rule stand for it in the contents."""

LONG = 240
"""Conditions with more letters are folded in."""

NAMED = 8
"""Of what is folded in, the contents name no more rules than these; of more they give the number."""


def diff_page(diff: YearDiff, language: Language) -> kinds.Page:
    """The page for a comparison."""
    return _DiffPage(diff, language).page()


class _DiffPage:
    def __init__(self, diff: YearDiff, language: Language) -> None:
        self.of, self.language = diff, language
        self.words = EditWords(diff.before, diff.after, language)
        self.word = self.words.word
        self.groups = grouped(diff.edits)

    def page(self) -> kinds.Page:
        further = list(filter(kinds.filled, self.further()))
        told = section(
            self.word("told_new"),
            items_of(self.told(edit) for edit in self.of.edits if edit.source is not None),
            place="told-new",
        )
        groups = (self.group(group, topics) for group, topics in self.groups.items())
        sections = tuple(filter(kinds.filled, (told, *groups, *further)))
        contents = kinds.Contents(self.word("contents"), tuple(self.contents(further)), self.word("skip"))
        title, verdict, frame = (
            self.word("comparison"),
            line(" → ".join(side.name for side in self.words.sides)),
            kinds.Frame.WIDE,
        )
        lead, glance = tuple(self.lead()), tuple(self.glance())
        return kinds.Page(title, MARK, verdict, lead, sections, self.language, frame, glance, contents)

    def further(self) -> Iterator[Section]:
        """What is told beside the rules."""
        yield section(self.word("values"), self.values(), place="values")
        if self.of.witnesses is not None:
            yield WitnessItems(self.words, self.of.witnesses).section()
        if self.of.impact is not None:
            yield from ImpactItems(self.words, self.of.impact).sections()

    # -- the head

    def lead(self) -> Iterator[kinds.Paragraph]:
        """The two years, how many rules differ in which way, and what silence means."""
        for side in self.words.sides:
            yield paragraph(f"{side.name}: ", self.words.text(side.rules.title))
        counted = [f"{each.number} {each.word}" for each in self.glance()]
        nothing = [] if self.groups else [self.word("nothing_differs")]
        yield paragraph("; ".join([*nothing, *counted]), shown=ShownIn.FLAT)
        if self.of.edits:
            yield paragraph(self.word("silence_is_not_repeal"), style=TextStyle.NOTE)
        else:
            yield paragraph(*nothing, style=TextStyle.NOTE, shown=ShownIn.OPENED)

    def glance(self) -> Iterator[kinds.Glance]:
        """How many rules differ in each way."""
        for group, topics in self.groups.items():
            yield kinds.Glance(sum(map(len, topics.values())), self.word(f"short_{group.value}"), group.value)
        same, silent = self.of.comparison.same, self.of.comparison.silent_in_both
        if same or not silent:
            yield kinds.Glance(len(same), self.word("short_same"), None)
        if silent:
            yield kinds.Glance(len(silent), self.word("short_silent_in_both"), None)

    def contents(self, further: list[Section]) -> Iterator[kinds.Bullet]:
        """Every rule that differs, by topic, with its sign; of many of which nothing follows only the number."""
        numbers = Counter(edit.topic for edit in self.of.edits)
        topics: dict[str, list[kinds.Bullet]] = {topic: [] for topic in numbers}
        for edit in self.of.edits:
            if group_of(edit) not in FOLDED:
                topics[edit.topic].append(self.way(edit))
        for group in FOLDED:
            for topic, edits in self.groups.get(group, {}).items():
                said = f"{self.word(f'group_{group.value}')}: {len(edits)}"
                named = tuple(map(self.way, edits)) if len(edits) <= NAMED else ()
                topics[topic].append(kinds.Bullet(line(said), named, Mark("·"), f"{group.value}-{topic}"))
        for topic, ways in topics.items():
            name = Span(f"{topic_name(topic, self.language)} ({numbers[topic]})", SpanStyle.STRONG)
            yield kinds.Bullet(line(name), tuple(ways))
        yield from (kinds.Bullet(section.heading, to=section.place) for section in further)

    def way(self, edit: Edit) -> kinds.Bullet:
        """The way to a rule."""
        _, rule = self.words.sided(edit)[-1]
        text = self.words.text(rule.text)
        words = text.text.split()
        first = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
        said = Span(f"{edit.rule}: {self.words.changes(edit)}", SpanStyle.QUIET)
        named = line(Span(first, SpanStyle.WORDS, text.lang), " ", said)
        return kinds.Bullet(named, mark=Mark(sign(edit)), to=_place(edit))

    # -- edits

    def told(self, edit: Edit) -> Item:
        """What a document itself calls new, changed or gone: its words and the place."""
        named = Span(f"{edit.rule} ({self.words.statement(edit)})", to=_place(edit))
        ground = cited(self.words.ground(edit))
        side, rule = self.words.sided(edit)[-1]
        return Item(line(named), (ground,), Mark(sign(edit)), side.text(rule))

    def group(self, group: Group, topics: dict[str, list[Edit]]) -> Section:
        """What changed in one way, by topic."""
        silences, folded = group is Group.SILENCES, group in FOLDED
        shown, layout = (self.silence, kinds.ListLayout.COMPACT) if silences else (self.edit, kinds.ListLayout.ARTICLES)
        parts = []
        for under, edits in topics.items():
            named = self.words.after.office(under) if group is Group.OFFICE else topic_name(under, self.language)
            place = f"{group.value}-{under}" if folded else "section"
            items = (items_of(map(shown, edits), layout),)
            parts.append(Section(line(named), items, place, folded, as_item=silences))
        return section(self.word(f"group_{group.value}"), *parts, place=group.value)

    def edit(self, edit: Edit) -> Item:
        """One rule that differs, as each year has it."""
        words, sided = self.words, self.words.sided(edit)
        alike = len(sided) > 1 and len({side.text(rule) for side, rule in sided}) == 1
        columns = (
            kinds.Column(side.name, self.column(edit, side, rule, text, alike=alike))
            for (side, rule), text in zip(sided, self.texts(edit), strict=True)
        )
        rows = (
            f"{part}: {before} ({words.before.name}) → {after} ({words.after.name})"
            for part, before, after in words.particulars(edit)
        )
        side, rule = sided[-1]
        details: tuple[kinds.Block, ...] = (
            *([paragraph(side.text(rule), shown=ShownIn.FLAT)] if alike else []),
            kinds.SideBySide(tuple(columns)),
            *(paragraph(row, shown=ShownIn.FLAT) for row in rows),
            paragraph(words.ground(edit), style=TextStyle.NOTE),
            paragraph(words.differs_in(edit), style=TextStyle.NOTE),
        )
        return Item(line(code(edit.rule)), details, Mark(sign(edit)), words.changes(edit), place=_place(edit))

    def silence(self, edit: Edit) -> Item:
        """A rule that is not mentioned any more: its words, and who last stated it."""
        rule = edit.before or edit.after
        assert rule is not None
        text, last = self.words.text(rule.text), self.words.last_stated(edit)
        named = line(code(edit.rule), flat(f": {text.text} ({last})"), opened(f" {last}", SpanStyle.SAID))
        words = kinds.Paragraph(line(text.text), TextStyle.TEXT, text.lang, ShownIn.OPENED)
        return Item(named, (words,), Mark(sign(edit), shown=ShownIn.OPENED), place=_place(edit))

    def texts(self, edit: Edit) -> list[Line]:
        """The words of each year that has the rule, with those marked that differ."""
        sided = self.words.sided(edit)
        texts = [side.text(rule) for side, rule in sided]
        languages = {self.words.text(rule.text).lang for _, rule in sided}
        if edit.statement is StatementChange.OTHER_OFFICE or len(sided) < 2 or len(languages) > 1:
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
        year = 1 if side is self.words.before else 2
        particulars = (f"{each[0]}: {each[year]}" for each in self.words.particulars(edit))
        lang, shown = self.words.text(rule.text).lang, ShownIn.OPENED if alike else ShownIn.EVERYWHERE
        said = f"{self.word('verb_silent')} ({self.words.last_stated(edit)})"
        return (
            quiet(*((said, flat("."), opened(":")) if silent else ())),
            kinds.Paragraph(text, TextStyle.TEXT, lang, shown),
            *(paragraph(self.words.asked(each), shown=ShownIn.FLAT) for each in asks),
            *self.condition(rule, asks),
            bullets(particulars, style=TextStyle.CLAUSE, shown=ShownIn.OPENED),
            cited(*(() if silent else (flat("["), side.cited(rule), flat("]")))),
        )

    def condition(self, rule: Rule, asks: list[Asked]) -> Iterator[kinds.Block]:
        """What a rule asks for: where that is long, its branches in their own words, and the rest folded in."""
        clauses = tuple(map(self.clause, asks))
        if sum(len(str(asked.clause)) for asked in asks) <= LONG:
            yield from clauses
            return
        branches = []
        for branch in rule.branches.values():
            doubt = f" [{self.word(f'cause_{branch.doubt.value}')}]" if branch.doubt else None
            if branch.text is not None:
                branches.append(kinds.Bullet(line(self.words.text(branch.text), doubt)))
        yield kinds.BulletList(tuple(branches), style=TextStyle.CLAUSE, shown=ShownIn.OPENED)
        yield kinds.Fold(self.word("formula"), clauses, TextStyle.CLAUSE, ShownIn.OPENED)

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
            told = [(side, said, citation_text(value.source) if value else "") for side, said, value in valued]
            rows.append((kinds.Cell(title, change), *(kinds.Cell(said, place) for _, said, place in told)))
            below = bullets(f"{side.name}: {said}{f' [{place}]' if place else ''}" for side, said, place in told)
            instead.append(Item(line(title), (below,), Mark(sign(edit)), change))
        return kinds.Grid(self.word("values"), (self.word("value"), *names), tuple(rows), tuple(instead))


def _place(edit: Edit) -> str:
    return f"rule-{edit.rule}"


# -- one rule through the years


def history_page(history: RuleHistory, language: Language) -> kinds.Page:
    """The page for a rule's history: what each year says, and how that differs from the year before."""
    sections = []
    for before, year in zip([None, *history.years], history.years, strict=False):
        words = EditWords((before or year).rules, year.rules, language)
        name = str(year.rules.year) if before is None else words.after.name
        sections.append(section(name, items_of(_in_year(words, before, year))))
    lead = [word("silence_is_not_repeal", language)]
    *_, last = (each.rule for each in history.years if each.rule is not None)
    title = f"{last.title[language]} ({history.rule})"
    return plain_page(title, (MARK, word("history", language)), lead, sections, language)


def _in_year(words: EditWords, before: HistoryYear | None, year: HistoryYear) -> Iterator[Item]:
    if year.edit is not None:
        since = words.word("change_since").format(year=words.before.name)
        details = quiet(words.ground(year.edit)), quiet(words.differs_in(year.edit))
        yield Item(line(since), details, said=words.changes(year.edit))
    elif before is not None and before.rule is not None and year.rule is not None:
        said = "unchanged_since" if is_stated(year.rule) else "still_silent"
        yield Item(line(words.word(said).format(year=words.before.name)))
        return
    if year.rule is not None:
        yield _as_stated(words, year.rule)
    elif year.edit is None:
        yield Item(line(words.word("not_there")))


def _as_stated(words: EditWords, rule: Rule) -> Item:
    side, text = words.after, words.text(rule.text)
    if rule.silent_since is not None:
        last = words.word("last_stated").format(year=rule.silent_since)
        return Item(line(text), (quiet(f"{words.word('verb_silent')}, {last}"),))
    named = line(code(rule.id), f" ({words.word(f'verb_{rule.verb.value}')}): ", text)
    lines = quiet(side.sentences.rule(rule)), quiet(side.sentences.due(rule.due, None))
    return Item(named, (*lines, cited(side.cited(rule))))

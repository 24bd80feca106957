"""A comparison as HTML: each rule as the two years have it, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language, Text
from grantrules.compare.comparison import Edit, StatementChange, ValueEdit
from grantrules.compare.yeardiff import YearDiff
from grantrules.language.condition import Branch
from grantrules.render.diff.groups import Group, group_of, grouped, sign, told_new
from grantrules.render.diff.impact_html import impact_sections
from grantrules.render.diff.impact_say import ImpactTeller
from grantrules.render.diff.page import MARK
from grantrules.render.diff.say import Asked, Teller, ToldYear, bare
from grantrules.render.diff.witness_html import witness_section
from grantrules.render.diff.witness_say import WitnessTeller
from grantrules.render.paper.html import Child, Places, element, listed, table
from grantrules.render.paper.say import citation_text
from grantrules.render.paper.word_marks import Marked, marked
from grantrules.rules.ruleset import Rule

FIRST_WORDS = 8
"""How many words of a rule stand for it in the contents."""

LONG = 240
"""Conditions with more letters are folded in."""

NAMED = 8
"""Of what is folded in, the contents name no more rules than these; of more they give the number."""

FOLDED = (Group.MENTIONS, Group.SILENCES)
"""What is folded in: nothing follows from it for the law."""


def diff_body(diff: YearDiff, language: Language) -> tuple[str, list[Element]]:
    """The title of the comparison and its elements."""
    page = _Page(diff, language)
    return f"{page.title} · {page.word('comparison')}", list(page.elements())


class _Page(Teller):
    def __init__(self, diff: YearDiff, language: Language) -> None:
        super().__init__(diff.before, diff.after, language)
        self.of = diff
        self.groups = grouped(diff.edits)
        places = Places()
        self.main = places.name("rules")
        self.place = {edit: places.name(f"rule-{edit.rule}") for edit in diff.edits}
        self.folded = {
            (group, topic): places.name(f"{group.value}-{topic}")
            for group in FOLDED
            for topic in self.groups.get(group, {})
        }
        self.places = places

    def elements(self) -> Iterator[Element]:
        headings = {group: self.places.name(group.value) for group in self.groups}
        yield element("a", self.word("skip"), href=f"#{self.main}", class_="skip")
        yield self.header(headings)
        sections = [self.group(group, headings[group]) for group in self.groups]
        further: list[Element] = []
        if self.of.values:
            further.append(self.values())
        if self.of.witnesses is not None:
            further.append(witness_section(WitnessTeller(self, self.of.witnesses), self.places))
        if self.of.impact is not None:
            further += impact_sections(ImpactTeller(self, self.of.impact), self.places)
        if sections or further:
            yield self.contents(further)
        yield element("main", *self.told(), *sections, *further, id=self.main)

    # -- the head

    def header(self, headings: dict[Group, str]) -> Element:
        names = [
            element(
                "p",
                f"{side.name}: ",
                element("span", side.rules.title[self.language], lang=self.lang(side.rules.title)),
            )
            for side in self.sides
        ]
        counts: list[list[Child]] = [
            [
                element("b", str(sum(map(len, self.groups[group].values())))),
                element("a", self.word(f"short_{group.value}"), href=f"#{place}"),
            ]
            for group, place in headings.items()
        ]
        alike = {"short_same": self.of.comparison.same, "short_silent_in_both": self.of.comparison.silent_in_both}
        counts += [[element("b", str(len(pairs))), self.word(key)] for key, pairs in alike.items() if pairs]
        explained = self.word("silence_is_not_repeal" if self.groups else "nothing_differs")
        return element(
            "header",
            element("p", self.word("comparison"), class_="kicker"),
            element("h1", element("span", f"{MARK} ", aria_hidden="true"), self.title),
            element("div", *names, class_="lead"),
            listed(counts, class_="counts"),
            element("p", explained, class_="lead quiet"),
        )

    def contents(self, further: list[Element]) -> Element:
        """Every rule that differs, by topic, with its sign; of many of which nothing follows only the number."""
        topics: dict[str, list[Child | list[Child]]] = {edit.topic: [] for edit in self.of.edits}
        numbers = Counter(edit.topic for edit in self.of.edits)
        for edit in self.of.edits:
            if group_of(edit) not in FOLDED:
                topics[edit.topic].append(self.link(edit))
        for (group, topic), place in self.folded.items():
            edits = self.groups[group][topic]
            said = f"{self.word(f'group_{group.value}')}: {len(edits)}"
            named = listed(map(self.link, edits)) if len(edits) <= NAMED else None
            topics[topic].append([element("a", self.mark("·"), said, href=f"#{place}"), named])
        listing: list[Child | list[Child]] = [
            [element("b", f"{self.topic(topic)} ({numbers[topic]})"), listed(links)] for topic, links in topics.items()
        ]
        headings = [heading for section in further for heading in section.findall("h2")]
        listing += [element("a", "".join(each.itertext()), href=f"#{each.get('id')}") for each in headings]
        place = self.places.name("contents")
        heading = element("h2", self.word("contents"), id=place)
        return element("nav", heading, listed(listing), class_="contents", aria_labelledby=place)

    def mark(self, mark: str) -> Element:
        return element("span", mark, class_="sign", aria_hidden="true")

    def link(self, edit: Edit) -> Element:
        _, rule = self.sided(edit)[-1]
        words = rule.text[self.language].split()
        first = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
        said = element("span", f"{edit.rule}: {self.changes(edit)}", class_="quiet")
        what = element("span", first, lang=self.lang(rule.text))
        return element("a", self.mark(sign(edit)), what, " ", said, href=f"#{self.place[edit]}")

    # -- edits

    def told(self) -> Iterator[Element]:
        """What the documents themselves call new, changed or gone."""
        edits = told_new(self.of.edits)
        if not edits:
            return
        place = self.places.name("told-new")
        items: list[list[Child]] = [
            [
                element("a", f"{edit.rule} ({self.statement(edit)})", href=f"#{self.place[edit]}"),
                f": {self.newly(edit)}",
                element("p", self.ground(edit), class_="cited"),
            ]
            for edit in edits
        ]
        heading = element("h2", self.word("told_new"), id=place)
        yield element("section", heading, listed(items), aria_labelledby=place)

    def group(self, group: Group, place: str) -> Element:
        parts: list[Element] = [element("h2", self.word(f"group_{group.value}"), id=place)]
        for topic, edits in self.groups[group].items():
            shown = map(self.brief if group is Group.SILENCES else self.edit, edits)
            if group in FOLDED:
                name = f"{self.group_heading(group, topic)} ({len(edits)})"
                heading = element("h3", name, id=self.folded[group, topic])
                parts.append(element("details", element("summary", heading), *shown, class_="topic"))
            else:
                parts += [element("h3", self.group_heading(group, topic)), *shown]
        return element("section", *parts, aria_labelledby=place)

    def heading(self, edit: Edit, said: str) -> Element:
        return element(
            "h4",
            self.mark(sign(edit)),
            element("code", edit.rule),
            element("span", f" {said}", class_="what"),
            id=self.place[edit],
        )

    def edit(self, edit: Edit) -> Element:
        sided = self.sided(edit)
        texts = self.texts(edit)
        columns = [self.column(edit, side, rule, texts[side]) for side, rule in sided]
        notes = [line for line in (self.ground(edit), self.differs_in(edit)) if line]
        return element(
            "article",
            self.heading(edit, self.changes(edit)),
            element("div", *columns, class_="sides" if len(columns) > 1 else "sides one"),
            *(element("p", note, class_="note") for note in notes),
            aria_labelledby=self.place[edit],
        )

    def brief(self, edit: Edit) -> Element:
        """A rule that is not mentioned any more: its words, and who last stated it."""
        rule = edit.before or edit.after
        assert rule is not None
        return element(
            "article",
            self.heading(edit, self.last_stated(edit)),
            element("p", rule.text[self.language], class_="text", lang=self.lang(rule.text)),
            class_="brief",
            aria_labelledby=self.place[edit],
        )

    def texts(self, edit: Edit) -> dict[ToldYear, Marked]:
        """The words of each year, with those marked that differ."""
        sided = self.sided(edit)
        apart = edit.statement is StatementChange.OTHER_OFFICE
        if apart or len(sided) < 2 or len({self.lang(rule.text) for _, rule in sided}) > 1:
            return {side: [(side.text(rule), False)] for side, rule in sided}
        pieces = marked(*(side.text(rule) for side, rule in sided))
        return {side: each for (side, _), each in zip(sided, pieces, strict=True)}

    def column(self, edit: Edit, side: ToldYear, rule: Rule, text: Marked) -> Element:
        silent = rule.silent_since is not None
        tag, said = ("del", "words_gone") if side is self.before else ("ins", "words_new")
        words: list[Child] = []
        for piece, differs in text:
            space = " " if piece.startswith(" ") else ""
            mark = element(tag, piece.removeprefix(space), data_said=self.word(said)) if differs else None
            words += [space, mark] if mark is not None else [piece]
        before_or_after = 1 if side is self.before else 2
        particulars = [f"{each[0]}: {each[before_or_after]}" for each in self.particulars(edit)]
        return element(
            "div",
            element("h5", side.name, class_="year"),
            element("p", f"{self.silent(edit)}:", class_="quiet") if silent else None,
            element("p", *words, class_="text", lang=self.lang(rule.text)),
            *self.condition(edit, side, rule),
            listed(particulars, class_="clause") if particulars else None,
            None if silent else element("p", side.cited(rule), class_="cited"),
        )

    def condition(self, edit: Edit, side: ToldYear, rule: Rule) -> Iterator[Element]:
        """What a rule asks for: where that is long, its branches in their own words, and the rest folded in."""
        asks = self.asks(edit, side)
        clauses = [self.clause(asked) for asked in asks]
        if sum(len(str(asked.clause)) for asked in asks) <= LONG:
            yield from clauses
            return
        branches = [branch for branch in rule.branches.values() if branch.text is not None]
        if branches:
            yield listed((self.branch(branch) for branch in branches), class_="clause")
        yield element("details", element("summary", self.word("formula")), *clauses, class_="clause")

    def branch(self, branch: Branch) -> Element:
        """A part of a condition in its own words, with what is doubtful of it."""
        assert branch.text is not None
        said = element("span", branch.text[self.language], lang=self.lang(branch.text))
        doubt = None if branch.doubt is None else f" [{self.after.speaker.word(f'cause_{branch.doubt.value}')}]"
        return element("span", said, doubt)

    def clause(self, asked: Asked) -> Element:
        """What a rule asks for; several parts as a list, those that read alike in the other year folded in."""
        if len(asked.own) + len(asked.alike) < 2:
            return element("p", str(asked.clause), class_="clause")
        holding = "all_of_these" if asked.clause.joint.startswith(" ") else "one_of_these"
        items: list[Child] = [bare(part) for part in asked.own]
        if asked.alike:
            summary = element("summary", self.alike(asked))
            items.insert(0, element("details", summary, listed(map(bare, asked.alike))))
        return element("div", element("p", f"{asked.clause.lead} {self.word(holding)}"), listed(items), class_="clause")

    def lang(self, text: Text) -> str | None:
        """The language of a text where it is not that of the page."""
        return None if getattr(text, self.language) else "nb"

    # -- offices' values

    def values(self) -> Element:
        place = self.places.name("values")
        heads = [element("th", self.word("value"), scope="col"), *self.heads()]
        named = table(self.word("values"), heads, map(self.value, self.of.values), captioned=False)
        return element("section", element("h2", self.word("values"), id=place), named, aria_labelledby=place)

    def heads(self) -> list[Element]:
        return [element("th", side.name, scope="col") for side in self.sides]

    def value(self, edit: ValueEdit) -> Element:
        said_of_it = element("span", self.value_change(edit), class_="quiet")
        title = element("th", self.value_title(edit), said_of_it, scope="row")
        cells = (
            element("td", said, element("span", citation_text(value.source), class_="quiet") if value else None)
            for _, said, value in self.valued(edit)
        )
        return element("tr", title, *cells)

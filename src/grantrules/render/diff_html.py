"""A comparison as HTML: each rule as the two years have it, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from grantrules.comparison import Edit, Effect, StatementChange, ValueEdit
from grantrules.render.diff_groups import Group, grouped, sign
from grantrules.render.diff_page import MARK
from grantrules.render.diff_say import Asked, Side, Teller
from grantrules.render.html import Child, Places, element, listed, table
from grantrules.render.impact_html import impact_sections
from grantrules.render.impact_say import ImpactTeller
from grantrules.render.say import citation_text
from grantrules.render.witness_html import witness_section
from grantrules.render.witness_say import WitnessTeller
from grantrules.render.word_marks import Marked, marked
from grantrules.ruleset import Rule
from grantrules.texts import Language, Text
from grantrules.yeardiff import YearDiff

HUES: Mapping[Effect | None, str] = {Effect.NARROWED: "less", Effect.WIDENED: "more", Effect.CHANGED: "other"}
"""The class that gives an effect its colour, which is never the only sign of it."""


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
        self.silences = {topic: places.name(f"silent-{topic}") for topic in self.groups.get(Group.SILENCES, {})}
        self.places = places

    def elements(self) -> Iterator[Element]:
        headings = {group: self.places.name(group.value) for group in self.groups}
        yield element("a", self.word("skip"), href=f"#{self.main}", class_="skip")
        yield self.header(headings)
        if self.groups:
            yield self.contents()
        sections = [self.group(group, headings[group]) for group in self.groups]
        if self.of.values:
            sections.append(self.values())
        if self.of.witnesses is not None:
            sections.append(witness_section(WitnessTeller(self, self.of.witnesses), self.places))
        if self.of.impact is not None:
            sections += impact_sections(ImpactTeller(self, self.of.impact), self.places)
        yield element("main", *sections, id=self.main)

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
        counts.append([element("b", str(len(self.of.comparison.same))), self.word("short_same")])
        explained = self.word("silence_is_not_repeal" if self.groups else "nothing_differs")
        return element(
            "header",
            element("p", self.word("comparison"), class_="kicker"),
            element("h1", element("span", f"{MARK} ", aria_hidden="true"), self.title),
            element("div", *names, class_="lead"),
            listed(counts, class_="counts"),
            element("p", explained, class_="lead quiet"),
        )

    def contents(self) -> Element:
        """Every rule that differs, by topic, with its sign; those no longer mentioned together."""
        listed_here: dict[str, list[Child | list[Child]]] = {edit.topic: [] for edit in self.of.edits}
        silent = self.groups.get(Group.SILENCES, {})
        for edit in self.of.edits:
            if edit not in silent.get(edit.topic, []):
                listed_here[edit.topic].append(self.link(edit))
        for topic, edits in silent.items():
            said = f"{self.word('statement_now_silent')}: {len(edits)}"
            listed_here[topic].append(element("a", self.mark("·"), said, href=f"#{self.silences[topic]}"))
        place = self.places.name("contents")
        listing = listed([element("b", self.topic(topic)), listed(links)] for topic, links in listed_here.items())
        heading = element("h2", self.word("contents"), id=place)
        return element("nav", heading, listing, class_="contents", aria_labelledby=place)

    def mark(self, mark: str) -> Element:
        return element("span", mark, class_="sign", aria_hidden="true")

    def link(self, edit: Edit) -> Element:
        what = element("span", f": {self.changes(edit)}", class_="quiet")
        mark = self.mark(sign(edit))
        return element("a", mark, edit.rule, what, href=f"#{self.place[edit]}", class_=HUES.get(edit.effect))

    # -- edits

    def group(self, group: Group, place: str) -> Element:
        parts: list[Element] = [element("h2", self.word(f"group_{group.value}"), id=place)]
        for topic, edits in self.groups[group].items():
            own = self.silences[topic] if group is Group.SILENCES else None
            parts.append(element("h3", self.topic(topic), id=own))
            parts += map(self.brief if group is Group.SILENCES else self.edit, edits)
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
            class_=HUES.get(edit.effect),
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

    def texts(self, edit: Edit) -> dict[Side, Marked]:
        """The words of each year, with those marked that differ."""
        sided = self.sided(edit)
        apart = edit.statement is StatementChange.OTHER_OFFICE
        if apart or len(sided) < 2 or len({self.lang(rule.text) for _, rule in sided}) > 1:
            return {side: [(side.text(rule), False)] for side, rule in sided}
        pieces = marked(*(side.text(rule) for side, rule in sided))
        return {side: each for (side, _), each in zip(sided, pieces, strict=True)}

    def column(self, edit: Edit, side: Side, rule: Rule, text: Marked) -> Element:
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
            *(self.clause(asked) for asked in self.asks(edit, side)),
            listed(particulars, class_="clause") if particulars else None,
            None if silent else element("p", side.cited(rule), class_="cited"),
        )

    def clause(self, asked: Asked) -> Element:
        """What a rule asks for; several parts as a list, those that read alike in the other year folded in."""
        if len(asked.own) + len(asked.alike) < 2:
            return element("p", str(asked.clause), class_="clause")
        holding = "all_of_these" if asked.clause.joint.startswith(" ") else "one_of_these"
        items: list[Child] = [_bare(part) for part in asked.own]
        if asked.alike:
            summary = element("summary", self.alike(asked))
            items.insert(0, element("details", summary, listed(map(_bare, asked.alike))))
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


def _bare(part: str) -> str:
    """A part without the brackets around all of it, which it needs in a sentence and not in a list."""
    depth = 0
    for place, character in enumerate(part):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            whole = place == len(part) - 1 and part.startswith("(")
            return part[1:-1] if whole else part
    return part

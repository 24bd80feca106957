"""The blocks of a page as HTML: sections, cards, columns and folds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language
from grantrules.render.paper.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    FactTable,
    Fold,
    Frame,
    Grid,
    Item,
    Items,
    Listing,
    Noted,
    Number,
    Paragraph,
    Point,
    Points,
    Section,
    Sides,
    Stop,
    Style,
    TimeLine,
    filled,
)
from grantrules.render.paper.html import Child, Places, element, listed, table
from grantrules.render.paper.lines import Line, Look, Mark, Span, in_open
from grantrules.render.paper.say import sentence
from grantrules.words.words import word


class Drawer:
    """Draws the blocks of one page; `places` gives every place a name of its own."""

    def __init__(self, language: Language, frame: Frame, places: Places) -> None:
        self.language, self.frame, self.places = language, frame, places
        self._names: dict[str, str] = {}
        self._defined: set[str] = set()

    # -- places

    def link(self, place: str) -> str:
        """The way to a place, which is on this page or will be."""
        return f"#{self._name(place)}"

    def _name(self, place: str) -> str:
        if place not in self._names:
            self._names[place] = self.places.name(place)
        return self._names[place]

    def here(self, place: str) -> str:
        """The name of a place that is here; where two are called alike, links lead to the first."""
        name = self.places.name(place) if place in self._defined else self._name(place)
        self._defined.add(place)
        return name

    # -- sections

    def section(self, section: Section) -> Element:
        """A section of the page."""
        place = self.here(section.place)
        heading = element("h2", *self.line(section.heading), id=place)
        below = self.blocks(section.blocks, 3)
        if section.folded:
            return element("section", self.fold(section, heading, below), aria_labelledby=place)
        return element("section", heading, *below, aria_labelledby=place)

    def part(self, section: Section, level: int) -> list[Element]:
        """A section within another."""
        place = None if section.place == "section" else self.here(section.place)
        heading = element(f"h{level}", *self.line(section.heading), id=place)
        below = self.blocks(section.blocks, level + 1)
        return [self.fold(section, heading, below)] if section.folded else [heading, *below]

    def fold(self, section: Section, heading: Element, below: list[Element]) -> Element:
        """A part that opens, and how much is in it."""
        number = section.number or f"({sum(map(_things, below))})"
        summary = element("summary", heading, " ", element("span", number, class_="quiet"))
        return element("details", summary, *below, class_="topic" if self.frame is Frame.WIDE else None)

    # -- blocks

    def blocks(self, blocks: Iterable[Block], level: int) -> list[Element]:
        """Blocks one after the other; a heading among them has this level."""
        return [made for block in in_open(blocks) if filled(block) for made in self.block(block, level)]

    def block(self, block: Block, level: int) -> list[Element]:
        """The elements of a block."""
        match block:
            case Section():
                return self.part(block, level)
            case Paragraph():
                return self.paragraph(block)
            case Points():
                return self.points(block)
            case FactTable():
                return [self.facts(block)]
            case Items():
                return list(self.items(block, level))
            case Cards():
                return [self.cards(block, level)]
            case TimeLine():
                return [self.time_line(block, level)]
            case Grid():
                return [self.grid(block)]
            case Sides():
                return [self.sides(block, level)]
            case Fold():
                summary = element("summary", block.summary)
                return [element("details", summary, *self.blocks(block.blocks, level), class_=_class_of(block.style))]
            case _:
                assert_never(block)

    def paragraph(self, paragraph: Paragraph) -> list[Element]:
        """A line by itself, where it says something."""
        said = self.line(paragraph.line)
        return [element("p", *said, class_=_class_of(paragraph.style), lang=paragraph.lang)] if said else []

    def points(self, points: Points) -> list[Element]:
        """A list, with what is said before it."""
        clause = points.style is Style.CLAUSE
        made = listed(
            map(self.point, points.points), class_=None if clause and points.lead else _class_of(points.style)
        )
        if not points.lead:
            return [made]
        lead = points.lead if points.lead.endswith(":") else f"{points.lead}:"
        return (
            [element("div", element("p", lead), made, class_="clause")]
            if clause
            else [
                element("p", lead, class_="quiet"),
                made,
            ]
        )

    def point(self, point: Point) -> list[Child]:
        """What an entry of a list holds."""
        sign = None if point.mark is None else element("span", point.mark.sign, class_="sign", aria_hidden="true")
        said: list[Child] = [sign, *self.line(point.line)]
        below = listed(map(self.point, point.points)) if point.points else None
        if point.folded:
            return [element("details", element("summary", *said), below)]
        return [*([element("a", *said, href=self.link(point.to))] if point.to else said), below]

    def facts(self, facts: FactTable) -> Element:
        """Facts beside what is stated of each."""
        made = element("dl")
        for name, value, path in facts.facts:
            made.append(element("dt", name))
            made.append(element("dd", value, " ", element("code", path, class_="quiet")))
        return made

    def grid(self, grid: Grid) -> Element:
        """A table."""
        classes = ["number" if right else None for right in grid.numeric]
        heads = [
            element("th", head, scope="col", class_=of) if head else element("td")
            for head, of in zip(grid.heads, classes, strict=True)
        ]
        rows = (
            element("tr", *(self.cell(cell, names=place == grid.names) for place, cell in enumerate(row)))
            for row in grid.rows
        )
        return table(grid.title, heads, rows, captioned=grid.caption)

    def cell(self, cell: Cell, *, names: bool) -> Element:
        """A cell of a table."""
        note, class_ = "", None
        match cell:
            case str():
                said = cell
            case Noted(text=said, note=note):
                pass
            case Number(shown=said, note=note, stays=stays):
                class_ = "number stays" if stays else "number"
        below = element("span", note, class_="quiet") if note else None
        return element("th", said, below, scope="row") if names else element("td", said, below, class_=class_)

    def sides(self, sides: Sides, level: int) -> Element:
        """Columns side by side."""
        columns = (self.column(each, level) for each in sides.columns)
        return element("div", *columns, class_="sides" if len(sides.columns) > 1 else "sides one")

    def column(self, column: Column, level: int) -> Element:
        """One of the columns."""
        return element("div", element(f"h{level}", column.name, class_="year"), *self.blocks(column.blocks, level + 1))

    def cards(self, cards: Cards, level: int) -> Element:
        """Cards beside each other."""
        made = element("ul", class_="cards")
        for card in cards.cards:
            made.append(element("li", *self.card(card, level), class_=card.mark.tone.value if card.mark.tone else None))
        return made

    def card(self, card: Card, level: int) -> list[Child]:
        """What a card holds."""
        name = element("code", card.name, class_="quiet")
        status = element("span", self.badge(card.mark), card.verdict, class_="status")
        return [
            element(f"h{level}", card.title or card.untitled, " ", name),
            element("p", status, f" · {card.amount}" if card.amount else None),
            *self.blocks(card.details, level + 1),
        ]

    def time_line(self, line: TimeLine, level: int) -> Element:
        """A line of time."""
        made = element("ol", class_="time")
        for when, stops in line.by_time():
            heading = element(f"h{level}", sentence(when))
            below = [self.stop(stop, level + 1) for stop in stops]
            shown: list[Child] = [listed(below)] if line.gathered else [each for stop in below for each in stop]
            made.append(element("li", heading, *shown, class_="dated" if stops[0].dated else None))
        return made

    def stop(self, stop: Stop, level: int) -> list[Child]:
        """What stands at one time."""
        said = self.said(stop.item)
        return [element("p", *said) if said else None, *self.blocks(stop.item.details, level)]

    # -- items

    def items(self, items: Items, level: int) -> Iterator[Element]:
        """A list of things, under headings where they have some."""
        if items.listing in (Listing.ARTICLES, Listing.BRIEF):
            for item in in_open(items.items):
                yield self.article(item, level, "brief" if items.listing is Listing.BRIEF else None)
            return
        opens = items.listing in (Listing.REASONS, Listing.REASONS_OPEN)
        shown = items.alike() if opens else in_open(items.items)
        order = {
            under: place
            for place, under in enumerate(dict.fromkeys((*items.headings, *(item.under for item in shown))))
        }
        for under, group in groupby(sorted(shown, key=lambda item: order[item.under]), key=lambda item: item.under):
            if under:
                yield element(f"h{level}", under)
            yield listed(
                (self.item(item, items.listing, level + bool(under)) for item in group), class_=self.class_of(items)
            )

    def class_of(self, items: Items) -> str | None:
        """The class of a list of things."""
        match items.listing:
            case Listing.ROWS:
                return "rows"
            case Listing.TAGS:
                return "tags"
            case Listing.REASONS | Listing.REASONS_OPEN:
                return "reasons"
            case _:
                return "rules" if self.frame is Frame.RESULT else "items"

    def item(self, item: Item, listing: Listing, level: int) -> list[Child]:
        """What an entry of a list of things holds."""
        said, below = self.said(item), self.blocks(item.details, level)
        sign = None if item.mark is None else self.badge(item.mark)
        match listing:
            case Listing.ROWS:
                return [sign, element("div", element("p", *said, class_="head"), *below)]
            case Listing.TAGS:
                return [sign, *said, *below]
            case Listing.REASONS | Listing.REASONS_OPEN:
                why = element("div", *below, class_="why")
                is_open = "" if listing is Listing.REASONS_OPEN else None
                return [element("details", element("summary", *said), why, open=is_open)]
            case _:
                return [*said, *below]

    def article(self, item: Item, level: int, class_: str | None) -> Element:
        """A thing that stands by itself."""
        place = self.here(item.place or "item")
        sign = None if item.mark is None else element("span", item.mark.sign, class_="sign", aria_hidden="true")
        said = element("span", f" {item.said}", class_="what") if item.said else None
        heading = element(f"h{level}", sign, *self.line(item.text), said, id=place)
        return element("article", heading, *self.blocks(item.details, level + 1), class_=class_, aria_labelledby=place)

    def said(self, item: Item) -> list[Child]:
        """A thing in its words, with the measures that it is about."""
        again = sentence(item.word) == item.under
        word_ = f"{sentence(item.word)}: " if item.word and not again else None
        said = f": {item.said}" if item.said else None
        every = [*([item.measure] if item.measure is not None else []), *item.measures]
        named = f"{word('measure', self.language)}: {', '.join(every)}"
        on: list[Child] = [" ", element("span", named, class_="on")] if every else []
        return [part for part in (word_, *self.line(item.text), said, *on) if part is not None]

    # -- lines

    def line(self, line: Line) -> list[Child]:
        """The spans of a line."""
        return [self.span(span) for span in in_open(line)]

    def span(self, span: Span) -> Child:
        """Some words, leading somewhere or not."""
        made = self.looking(span)
        return made if span.to is None else element("a", made, href=self.link(span.to))

    def looking(self, span: Span) -> Child:
        """Some words as they look."""
        match span.look:
            case Look.PLAIN:
                return span.text
            case Look.WORDS:
                return element("span", span.text, lang=span.lang)
            case Look.CODE:
                return element("code", span.text)
            case Look.STRONG:
                return element("b", span.text)
            case Look.QUIET:
                return element("span", span.text, class_="quiet", lang=span.lang)
            case Look.TITLE:
                return element("cite", element("span", span.text, lang=span.lang))
            case Look.STATUS:
                badge = None if span.mark is None or not span.mark.sign else self.badge(span.mark)
                tone = span.mark.tone if span.mark else None
                return element("span", badge, span.text, class_=f"status {tone.value}" if tone else "status")
            case Look.SAID:
                return element("span", span.text, class_="what")
            case Look.GONE:
                return element("del", span.text, data_said=span.note)
            case Look.NEW:
                return element("ins", span.text, data_said=span.note)
            case _:
                assert_never(span.look)

    def badge(self, mark: Mark) -> Element:
        """A sign; what it means always stands beside it in words."""
        return element("span", mark.sign, class_="badge", aria_hidden="true")


def _class_of(style: Style) -> str | None:
    match style:
        case Style.PLAIN:
            return None
        case Style.LEAD:
            return "lead quiet"
        case _:
            return str(style.value)


def _things(made: Element) -> int:
    """How many things an element has: those of a list, or itself where it stands by itself."""
    return len(made) if made.tag == "ul" else int(made.tag == "article")

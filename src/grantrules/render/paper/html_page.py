"""A page as HTML: a document of its own or a part of another, with sections, cards, columns and folds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never
from xml.etree.ElementTree import Element

from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import ListLayout, TextStyle, filled
from grantrules.render.paper.html import Child, Places, document, element, fragment, listed, table
from grantrules.render.paper.lines import Line, Mark, Span, SpanStyle, in_open
from grantrules.render.paper.say import sentence
from grantrules.words.words import word

NAMED_TITLES = 3
"""So many results give a page of several its title."""

_SPANS: dict[SpanStyle, tuple[str, str | None]] = {
    SpanStyle.WORDS: ("span", None),
    SpanStyle.CODE: ("code", None),
    SpanStyle.STRONG: ("b", None),
    SpanStyle.QUIET: ("span", "quiet"),
    SpanStyle.SAID: ("span", "what"),
    SpanStyle.GONE: ("span", "before"),
    SpanStyle.NEW: ("span", "after"),
}
"""The element and the class of words that are no more than that."""


def html_document(pages: Sequence[kinds.Page]) -> str:
    """One page, or several results, as a document of its own."""
    places, language = Places(), pages[0].language
    parts = [part for page in pages for part in page_elements(page, places)]
    body = [element("main", *parts)] if pages[0].frame is kinds.Frame.RESULT else parts
    titles = [page_title(page) for page in pages]
    return document(" · ".join(titles[:NAMED_TITLES]) + (" …" if len(titles) > NAMED_TITLES else ""), body, language)


def html_fragment(page: kinds.Page) -> str:
    """A page as a part of another, such as a notebook."""
    return fragment(page_elements(page, Places()), page.language)


def page_title(page: kinds.Page) -> str:
    """What a page is called."""
    return f"{''.join(span.text for span in page.verdict)}: {page.title}"


def page_elements(page: kinds.Page, places: Places) -> list[Element]:
    """The elements of a page; `places` gives every place a name of its own."""
    return _Drawer(page, places).elements()


class _Drawer:
    """Draws one page."""

    def __init__(self, page: kinds.Page, places: Places) -> None:
        self.page, self.places = page, places
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

    # -- the whole page

    def elements(self) -> list[Element]:
        match self.page.frame:
            case kinds.Frame.RESULT:
                top = self.here(self.page.place)
                head = self.result_head(top)
                return [element("section", head, *self.sections(), class_="result", aria_labelledby=top)]
            case kinds.Frame.WIDE:
                return list(self.wide())
            case kinds.Frame.PLAIN:
                return [element("main", self.header(), *self.sections(), class_="page")]

    def sections(self) -> Iterator[Element]:
        for section in in_open(self.page.sections):
            if filled(section):
                place = self.here(section.place)
                yield element("section", *self.section(section, 2, place), aria_labelledby=place)

    def result_head(self, top: str) -> Element:
        """The verdict, which stands out, with ways to what there is to do."""
        page, tone = self.page, self.page.mark.tone
        means, *more = in_open(page.lead)
        return element(
            "header",
            element("p", page.title, class_="kicker"),
            element("h1", self.badge(page.mark), " ", *self.line(page.verdict), id=top),
            element("p", *self.line(means.line), class_="means"),
            *(element("p", *self.line(each.line), class_="quiet") for each in more),
            listed(map(self.glance, page.glance), class_="glance") if page.glance else None,
            class_=f"verdict {tone.value}" if tone else "verdict",
        )

    def glance(self, glance: kinds.Glance) -> Element:
        to = None if glance.to is None else self.link(glance.to)
        return element("a" if to else "span", element("b", str(glance.number)), f" {glance.word}", href=to)

    def wide(self) -> Iterator[Element]:
        """A page of two years, told side by side."""
        yield self.header()
        yield element("main", *self.sections(), id=self.here("rules"))

    def header(self) -> Element:
        page = self.page
        lead = [each for each in in_open(page.lead) if each.style is not TextStyle.NOTE]
        notes = [each for each in in_open(page.lead) if each.style is TextStyle.NOTE]
        counts: list[list[Child]] = [
            [element("b", str(each.number)), element("a", each.word, href=self.link(each.to)) if each.to else each.word]
            for each in page.glance
        ]
        return element(
            "header",
            element("p", page.title, class_="kicker"),
            element("h1", element("span", f"{page.mark.sign} ", aria_hidden="true"), *self.line(page.verdict)),
            element("div", *(element("p", *self.line(each.line)) for each in lead), class_="lead"),
            listed(counts, class_="counts") if counts else None,
            *(element("p", *self.line(each.line), class_="lead quiet") for each in notes),
        )

    # -- blocks

    def blocks(self, blocks: Iterable[kinds.Block], level: int) -> list[Element]:
        """Blocks one after the other; a heading among them has this level."""
        return [made for block in in_open(blocks) if filled(block) for made in self.block(block, level)]

    def block(self, block: kinds.Block, level: int) -> Iterable[Element]:
        match block:
            case kinds.Section(place=place):
                return self.section(block, level, None if place == "section" else self.here(place))
            case kinds.Paragraph(line=line, style=style, lang=lang):
                said = self.line(line)
                return [element("p", *said, class_=_class_of(style), lang=lang)] if said else []
            case kinds.BulletList():
                return self.bullet_list(block)
            case kinds.FactTable(facts=facts):
                return [element("dl", *(part for fact in facts for part in _fact(*fact)))]
            case kinds.Items():
                return self.items(block, level)
            case kinds.Cards(cards=cards):
                return [element("ul", *(self.card(card, level) for card in cards), class_="cards")]
            case kinds.Timeline():
                return [self.timeline(block, level)]
            case kinds.Grid():
                return [self.grid(block)]
            case kinds.SideBySide(columns=columns):
                made = (self.column(each, level) for each in columns)
                return [element("div", *made, class_="sides" if len(columns) > 1 else "sides one")]
            case kinds.Fold(summary=summary, blocks=below, style=style):
                folded = self.blocks(below, level)
                return [element("details", element("summary", summary), *folded, class_=_class_of(style))]
            case kinds.WhenOpened(make=make):
                return self.blocks(make(), level)
            case _:
                assert_never(block)

    def section(self, section: kinds.Section, level: int, place: str | None) -> list[Element]:
        """A heading and what is below it; folded, it opens and says how much that is."""
        heading = element(f"h{level}", *self.line(section.heading), id=place)
        below = self.blocks(section.blocks, level + 1)
        if not section.folded:
            return [heading, *below]
        number = section.number or f"({sum(map(_things, below))})"
        summary = element("summary", heading, " ", element("span", number, class_="quiet"))
        class_ = "topic" if self.page.frame is kinds.Frame.WIDE else None
        return [element("details", summary, *below, class_=class_)]

    def bullet_list(self, bullets: kinds.BulletList) -> list[Element]:
        """A list, with what is said before it."""
        clause, lead = bullets.style is TextStyle.CLAUSE, bullets.lead
        class_ = None if clause and lead else _class_of(bullets.style)
        made = listed(map(self.bullet, bullets.bullets), class_=class_)
        if not lead:
            return [made]
        said = element("p", lead if lead.endswith(":") else f"{lead}:", class_=None if clause else "quiet")
        return [element("div", said, made, class_="clause")] if clause else [said, made]

    def bullet(self, bullet: kinds.Bullet) -> list[Child]:
        said: list[Child] = [_sign(bullet.mark), *self.line(bullet.line)]
        below = listed(map(self.bullet, bullet.below)) if bullet.below else None
        if bullet.folded:
            return [element("details", element("summary", *said), below)]
        return [*([element("a", *said, href=self.link(bullet.to))] if bullet.to else said), below]

    def grid(self, grid: kinds.Grid) -> Element:
        classes = ["number" if right else None for right in grid.numeric]
        heads = [
            element("th", head, scope="col", class_=of) if head else element("td")
            for head, of in zip(grid.heads, classes, strict=True)
        ]
        rows = (
            element("tr", *(_cell(cell, names=place == grid.names) for place, cell in enumerate(row)))
            for row in grid.rows
        )
        return table(grid.title, heads, rows, captioned=grid.caption)

    def column(self, column: kinds.Column, level: int) -> Element:
        return element("div", element(f"h{level}", column.name, class_="year"), *self.blocks(column.blocks, level + 1))

    def card(self, card: kinds.Card, level: int) -> Element:
        name, tone = element("code", card.name, class_="quiet"), card.mark.tone
        status = element("span", self.badge(card.mark), card.verdict, class_="status")
        return element(
            "li",
            element(f"h{level}", card.title or card.untitled, " ", name),
            element("p", status, f" · {card.amount}" if card.amount else None),
            *self.blocks(card.details, level + 1),
            class_=tone.value if tone else None,
        )

    def timeline(self, line: kinds.Timeline, level: int) -> Element:
        made = element("ol", class_="time")
        for when, entries in line.by_time():
            below = [self.entry(each.item, level + 1) for each in entries]
            shown: list[Child] = [listed(below)] if line.gathered else [each for entry in below for each in entry]
            heading = element(f"h{level}", sentence(when))
            made.append(element("li", heading, *shown, class_="dated" if entries[0].dated else None))
        return made

    def entry(self, item: kinds.Item, level: int) -> list[Child]:
        said = self.said(item)
        return [element("p", *said) if said else None, *self.blocks(item.details, level)]

    # -- items

    def items(self, items: kinds.Items, level: int) -> Iterator[Element]:
        """A list of things, under headings where they have some."""
        layout = items.layout
        if layout in (ListLayout.ARTICLES, ListLayout.FOLDED):
            for item in in_open(items.items):
                yield self.article(item, level, folded=layout is ListLayout.FOLDED)
            return
        opens = layout in (ListLayout.REASONS, ListLayout.REASONS_OPEN)
        shown = items.alike() if opens else in_open(items.items)
        plain = "rules" if self.page.frame is kinds.Frame.RESULT else "items"
        class_ = "reasons" if opens else plain if layout is ListLayout.BULLETS else layout.value
        for under in dict.fromkeys((*items.headings, *(item.under for item in shown))):
            below = [self.item(each, layout, level + bool(under)) for each in shown if each.under == under]
            if below and under:
                yield element(f"h{level}", under)
            if below:
                yield listed(below, class_=class_)

    def item(self, item: kinds.Item, layout: ListLayout, level: int) -> list[Child]:
        """What an entry of a list of things holds."""
        said, below = self.said(item), self.blocks(item.details, level)
        sign = None if item.mark is None else self.badge(item.mark, toned=True)
        match layout:
            case ListLayout.ROWS:
                return [sign, element("div", element("p", *said, class_="head"), *below)]
            case ListLayout.TAGS:
                return [sign, *said, *below]
            case ListLayout.REASONS | ListLayout.REASONS_OPEN:
                why = element("div", *below, class_="why")
                is_open = "" if layout is ListLayout.REASONS_OPEN else None
                return [element("details", element("summary", *said), why, open=is_open)]
            case _:
                return [*said, *below]

    def article(self, item: kinds.Item, level: int, *, folded: bool) -> Element:
        """A thing that stands by itself; folded, its heading opens to the rest, and ways elsewhere stand below it.

        What opens and closes holds nothing else that can be used, or a keyboard could not tell the two apart.
        """
        place = self.here(item.place or "item")
        said = element("span", f" {item.said}", class_="what") if item.said else None
        ways = tuple(span for span in item.text if span.to is not None) if folded else ()
        text = tuple(span for span in item.text if span not in ways)
        heading = element(f"h{level}", _sign(item.mark), *self.line(text), said, id=place)
        below = self.blocks(item.details, level + 1)
        if folded:
            links = [element("p", *self.line(ways), class_="quiet")] if ways else []
            return element("details", element("summary", heading), *links, *below, class_="item")
        return element("article", heading, *below, aria_labelledby=place)

    def said(self, item: kinds.Item) -> list[Child]:
        """A thing in its words, with the measures that it is about."""
        again = sentence(item.word) == item.under
        said: list[Child] = [f"{sentence(item.word)}: "] if item.word and not again else []
        said += self.line(item.text)
        said += [f": {item.said}"] if item.said else []
        every = [*([item.measure] if item.measure is not None else []), *item.measures]
        named = f"{word('measure', self.page.language)}: {', '.join(every)}"
        return [*said, " ", element("span", named, class_="on")] if every else said

    # -- lines

    def line(self, line: Line) -> list[Child]:
        """The spans of a line, each leading somewhere or not."""
        return [
            self.span(span) if span.to is None else element("a", self.span(span), href=self.link(span.to))
            for span in in_open(line)
        ]

    def span(self, span: Span) -> Child:
        """Some words as they look."""
        match span.style:
            case SpanStyle.PLAIN:
                return span.text
            case SpanStyle.TITLE:
                return element("cite", element("span", span.text, lang=span.lang))
            case SpanStyle.MARKER:
                return element("code", span.text, class_="marker", title=span.note or None)
            case SpanStyle.STATUS:
                badge = None if span.mark is None or not span.mark.sign else self.badge(span.mark)
                tone = span.mark.tone if span.mark else None
                return element("span", badge, span.text, class_=f"status {tone.value}" if tone else "status")
            case style:
                tag, class_ = _SPANS[style]
                return element(tag, span.text, class_=class_, lang=span.lang, data_said=span.note or None)

    def badge(self, mark: Mark, *, toned: bool = False) -> Element:
        """A sign, in its own colour where nothing around it has that; what it means always stands beside it in words."""
        tone = f"badge {mark.tone.value}" if toned and mark.tone else "badge"
        return element("span", mark.sign, class_=tone, aria_hidden="true")


def _sign(mark: Mark | None) -> Element | None:
    return None if mark is None else element("span", mark.sign, class_="sign", aria_hidden="true")


def _fact(name: str, value: str, path: str) -> tuple[Element, Element]:
    return element("dt", name), element("dd", value, " ", element("code", path, class_="quiet"))


def _cell(cell: str | kinds.Cell, *, names: bool) -> Element:
    """A cell of a table, which names the row or stands in it."""
    if isinstance(cell, str):
        cell = kinds.Cell(cell)
    below = element("span", cell.note, class_="quiet") if cell.note else None
    if names:
        return element("th", cell.text, below, scope="row")
    number = None if cell.value is None else "number stays" if cell.stays else "number"
    return element("td", cell.text, below, class_=number)


def _class_of(style: TextStyle) -> str | None:
    if style is TextStyle.LEAD:
        return "lead quiet"
    return None if style is TextStyle.PLAIN else str(style.value)


def _things(made: Element) -> int:
    """How many things an element has: those of a list, or itself where it stands by itself."""
    return len(made) if made.tag == "ul" else int(made.tag == "article" or made.get("class") == "item")

"""A page as HTML: a document of its own or a part of another, with the verdict at a glance and ways to what is below."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from grantrules.render.paper.blocks import Contents, Frame, Glance, Page, Style, filled
from grantrules.render.paper.html import Child, Places, document, element, fragment, listed
from grantrules.render.paper.html_blocks import Drawer
from grantrules.render.paper.lines import in_open

NAMED_TITLES = 3
"""So many results give a page of several its title."""


def html_document(pages: Sequence[Page]) -> str:
    """One page, or several results, as a document of its own."""
    places, language = Places(), pages[0].language
    parts = [part for page in pages for part in page_elements(page, places)]
    body = [element("main", *parts)] if pages[0].frame is Frame.RESULT else parts
    titles = [page_title(page) for page in pages]
    return document(" · ".join(titles[:NAMED_TITLES]) + (" …" if len(titles) > NAMED_TITLES else ""), body, language)


def html_fragment(page: Page) -> str:
    """A page as a part of another, such as a notebook."""
    return fragment(page_elements(page, Places()), page.language)


def page_title(page: Page) -> str:
    """What a page is called."""
    return f"{''.join(span.text for span in page.verdict)}: {page.title}"


def page_elements(page: Page, places: Places) -> list[Element]:
    """The elements of a page; `places` gives every place a name of its own."""
    drawer = Drawer(page.language, page.frame, places)
    match page.frame:
        case Frame.RESULT:
            return [_result(page, drawer)]
        case Frame.WIDE:
            return _wide(page, drawer)
        case Frame.PLAIN:
            return [element("main", _header(page, drawer), *_sections(page, drawer), class_="page")]


def _sections(page: Page, drawer: Drawer) -> list[Element]:
    return [drawer.section(each) for each in in_open(page.sections) if filled(each)]


def _result(page: Page, drawer: Drawer) -> Element:
    """A result by itself: the verdict stands out, with ways to what there is to do."""
    top = drawer.here(page.place)
    means, *more = in_open(page.lead)
    tone = page.mark.tone
    head = element(
        "header",
        element("p", page.title, class_="kicker"),
        element("h1", drawer.badge(page.mark), " ", *drawer.line(page.verdict), id=top),
        element("p", *drawer.line(means.line), class_="means"),
        *(element("p", *drawer.line(each.line), class_="quiet") for each in more),
        listed((_glance(each, drawer) for each in page.glance), class_="glance") if page.glance else None,
        class_=f"verdict {tone.value}" if tone else "verdict",
    )
    return element("section", head, *_sections(page, drawer), class_="result", aria_labelledby=top)


def _glance(glance: Glance, drawer: Drawer) -> Element:
    to = None if glance.to is None else drawer.link(glance.to)
    return element("a" if to else "span", element("b", str(glance.number)), f" {glance.word}", href=to)


def _wide(page: Page, drawer: Drawer) -> list[Element]:
    """A page with contents, which those who go by keyboard can skip."""
    contents, main = page.contents, drawer.here("rules")
    skip = element("a", contents.skip, href=f"#{main}", class_="skip") if contents else None
    ways = _contents(contents, drawer) if contents and contents.points else None
    body = element("main", *_sections(page, drawer), id=main)
    return [part for part in (skip, _header(page, drawer), ways, body) if part is not None]


def _header(page: Page, drawer: Drawer) -> Element:
    lead = [each for each in in_open(page.lead) if each.style is not Style.NOTE]
    notes = [each for each in in_open(page.lead) if each.style is Style.NOTE]
    counts: list[list[Child]] = [
        [
            element("b", str(each.number)),
            element("a", each.word, href=drawer.link(each.to)) if each.to else each.word,
        ]
        for each in page.glance
    ]
    return element(
        "header",
        element("p", page.title, class_="kicker"),
        element("h1", element("span", f"{page.mark.sign} ", aria_hidden="true"), *drawer.line(page.verdict)),
        element("div", *(element("p", *drawer.line(each.line)) for each in lead), class_="lead"),
        listed(counts, class_="counts") if counts else None,
        *(element("p", *drawer.line(each.line), class_="lead quiet") for each in notes),
    )


def _contents(contents: Contents, drawer: Drawer) -> Element:
    place = drawer.here("contents")
    heading = element("h2", contents.heading, id=place)
    listing = listed(map(drawer.point, contents.points))
    return element("nav", heading, listing, class_="contents", aria_labelledby=place)

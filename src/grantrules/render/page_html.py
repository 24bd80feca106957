"""A page as HTML: what the text form says, in headings and lists."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from grantrules.render.html import Places, element, listed
from grantrules.render.items import Item, Page, Section


def page_body(page: Page) -> tuple[str, list[Element]]:
    """The title of a page and its elements."""
    return _title(page), [element("main", *_elements(page, Places()), class_="page")]


def _title(page: Page) -> str:
    return f"{page.verdict}: {page.title}"


def _elements(page: Page, places: Places) -> list[Element]:
    head = element(
        "header",
        element("p", page.title, class_="kicker"),
        element("h1", element("span", f"{page.mark} ", aria_hidden="true"), page.verdict),
        element("div", *(element("p", line) for line in page.lead), class_="lead"),
    )
    return [head, *(_section(section, places.name("section")) for section in page.sections)]


def _section(section: Section, place: str) -> Element:
    items = listed((_item(item) for item in section.items), class_="items")
    return element("section", element("h2", section.heading, id=place), items, aria_labelledby=place)


def _item(item: Item) -> list[Element | str | None]:
    return [item.text, listed(item.details) if item.details else None]

"""A page as HTML: what the text form says, in headings and lists."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from grantrules.render.paper.html import Places, element, listed, table
from grantrules.render.paper.items import Grid, Item, Page, Section


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
    grid = None if section.grid is None else _table(section.grid)
    items = listed((_item(item) for item in section.items), class_="items") if section.items or grid is None else None
    return element("section", element("h2", section.heading, id=place), grid, items, aria_labelledby=place)


def _table(grid: Grid) -> Element:
    classes = ["number" if right else None for right in grid.numeric]
    heads = [element("th", head, scope="col", class_=of) for head, of in zip(grid.heads, classes, strict=True)]
    rows = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, class_=of) for cell, of in zip(row[1:], classes[1:], strict=True)),
        )
        for row in grid.shown_rows
    ]
    return table(grid.title, heads, rows, captioned=False)


def _item(item: Item) -> list[Element | str | None]:
    return [item.text, listed(item.details) if item.details else None]

"""HTML as a tree that is written out at the end, so that every value is escaped by construction.

A document is one file with its style inside, from the style sheets beside this module: no script, nothing to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from itertools import chain, count
from xml.etree.ElementTree import Element, tostring

from grantrules.base.errors import readable
from grantrules.base.texts import Language
from grantrules.rules.canonical import digest

SCOPE = "grantrules"
"""The class outside of which the style changes nothing, so that it can stand in a notebook."""

Child = Element | str | None

_FRAGMENTS = count(1)
_SHEETS = files("grantrules.render.paper") / "css"


def _sheet(name: str) -> str:
    """A style sheet without its comments."""
    return re.sub(r"/\*.*?\*/\s*", "", (_SHEETS / f"{name}.css").read_text("utf-8"), flags=re.DOTALL)


PAPER = _sheet("page")
"""The style of a document of its own, beside that of every page."""

STYLE = "".join(map(_sheet, ("colours", "base", "result", "print")))
"""The style of every page, and of a part of another one: in light and dark, on screens and on paper."""


def element(tag: str, *children: Child, **attributes: str | None) -> Element:
    """An element; of an attribute's name the last `_` is dropped (`class_`), others are hyphens, and `None` leaves it out.

    Line breaks and other characters that cannot be shown are escaped, as in every other form.
    """
    named = {
        name.rstrip("_").replace("_", "-"): readable(value) for name, value in attributes.items() if value is not None
    }
    made = Element(tag, named)
    for child in children:
        if isinstance(child, Element):
            made.append(child)
        elif child is not None and len(made):
            made[-1].tail = (made[-1].tail or "") + readable(child)
        elif child is not None:
            made.text = (made.text or "") + readable(child)
    return made


def listed(items: Iterable[Child | list[Child]], **attributes: str | None) -> Element:
    """A list, each item a child or several."""
    every = (item if isinstance(item, list) else [item] for item in items)
    return element("ul", *(element("li", *item) for item in every), **attributes)


def table(name: str, heads: Iterable[Element], rows: Iterable[Element], *, captioned: bool = True) -> Element:
    """A table; where it is wider than the screen it can be scrolled, also by keyboard.

    Its name is shown as a caption, unless a heading above it says the same.
    """
    head = element("thead", element("tr", *heads))
    made = element("table", element("caption", name) if captioned else None, head, element("tbody", *rows))
    return element("div", made, class_="scroll", tabindex="0", role="region", aria_label=name)


def document(title: str, body: Iterable[Element], language: Language, *, style: str = "") -> str:
    """A whole page; `style` is added to the style that every page has."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        _style(PAPER + STYLE + style),
    )
    page = element("html", head, element("body", *body, class_=SCOPE), lang=language)
    return "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n"


def fragment(body: Iterable[Element], language: Language) -> str:
    """A part of another page, with its style; what it calls its places is unlike what another part does.

    Unlike also what the same result does that is shown once more.
    """
    part = element("div", *body, class_=SCOPE, lang=language)
    made = digest(tostring(part, encoding="unicode")).removeprefix("sha256:")[:8]
    prefix = f"g{made}-{next(_FRAGMENTS)}"
    for each in part.iter():
        for name in {"id", "aria-labelledby"}.intersection(each.keys()):
            each.set(name, f"{prefix}-{each.attrib[name]}")
        if each.get("href", "").startswith("#"):
            each.set("href", f"#{prefix}-{each.attrib['href'][1:]}")
    part.insert(0, _style(STYLE))
    return tostring(part, encoding="unicode", method="html")


def _style(text: str) -> Element:
    made = Element("style")
    made.text = text  # no value from outside ever comes here, where HTML escapes nothing
    return made


class Places:
    """Gives out names for places in a page, no name twice."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, wanted: str) -> str:
        """The name wanted or, where it is taken, one like it; of letters, digits and hyphens."""
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in wanted)
        every = chain([plain], (f"{plain}-{number}" for number in count(2)))
        name = next(each for each in every if each not in self._taken)
        self._taken.add(name)
        return name

"""Markdown as elements, with places that can be linked to, named as GitHub names them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

from markdown_it import MarkdownIt
from markdown_it.token import Token

from grantrules.render.paper.html import element

_HEADING = re.compile("h[1-6]")


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading of the third level: the part of the page it stands in, its place, and the names in code below it."""

    part: str
    title: str
    place: str
    names: frozenset[str]
    text: str


def entries_of(text: str) -> Sequence[Entry]:
    """The headings of the third level under those of the first or, where there is but one, of the second."""
    tokens = _parser().parse(text)
    firsts = sum(token.type == "heading_open" and token.tag == "h1" for token in tokens)
    part_tag = "h1" if firsts > 1 else "h2"
    found: list[Entry] = []
    part, place = "", ""
    inside: list[Token] = []
    title = ""
    headings = iter(slugs([inline.content for _, inline in _headings(tokens)]))

    def close() -> None:
        if title:
            found.append(Entry(part, title, place, frozenset(_names(inside)), "\n".join(t.content for t in inside)))

    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and after is not None:
            slug = next(headings)
            if token.tag in ("h1", "h2", "h3"):
                close()
                title, inside = "", []
            if token.tag == part_tag:
                part = after.content
            if token.tag == "h3":
                title, place = after.content, slug
        elif title and token.type in ("inline", "fence"):
            inside.append(token)
    close()
    return found


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return ((token, inline) for token, inline in pairwise(tokens) if token.type == "heading_open")


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    """What stands in code, without the branch after a slash; and, in a block of code, what stands in quotes."""
    for token in tokens:
        if token.type == "fence":
            yield from re.findall(r"""["']([a-z0-9-]+)["']""", token.content)
        elif not token.content.startswith("**Cases**"):
            yield from (each.content.split("/")[0] for each in token.children or () if each.type == "code_inline")


def slugs(titles: Sequence[str]) -> list[str]:
    """The places of headings, named as GitHub names them."""
    taken: dict[str, int] = {}
    named = []
    for title in titles:
        slug = re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")
        number = taken[slug] = taken.get(slug, -1) + 1
        named.append(f"{slug}-{number}" if number else slug)
    return named


def markdown_elements(text: str, folder: str, pages: frozenset[str]) -> tuple[str, list[Element]]:
    """The title of a text in Markdown and its elements.

    `folder` is where the text stands under `docs`, `pages` the Markdown files there: links to these become
    links to their pages, and links to other files of the checkout become the names of these files.
    """
    parser = _parser()
    tokens = parser.parse(text)
    titles = [inline.content for _, inline in _headings(tokens)]
    whole = fromstring(f"<main>{parser.renderer.render(tokens, parser.options, {})}</main>")
    for heading, slug in zip((e for e in whole.iter() if _HEADING.fullmatch(e.tag)), slugs(titles), strict=True):
        heading.set("id", slug)
    for each in whole.iter("a"):
        _turn(each, folder, pages)
    for each in whole.iter("pre"):
        each.set("tabindex", "0")
        for code in each:
            code.text = (code.text or "").rstrip("\n") + "\n"
    _make_scrollable(whole)
    _deepen(whole)
    whole.set("class", "prose")
    return re.sub("[`*]", "", titles[0]), [whole]


def _turn(anchor: Element, folder: str, pages: frozenset[str]) -> None:
    target = anchor.get("href", "")
    if re.match("[a-z]+:|#", target):
        return
    path, mark, place = target.partition("#")
    path = posixpath.normpath(posixpath.join(folder, path))
    path = f"{path}/README.md" if f"{path}/README.md" in pages else path
    if path in pages:
        anchor.set("href", f"/{path.removesuffix('.md')}.html{mark}{place}")
    else:
        anchor.tag = "span"
        del anchor.attrib["href"]


def _make_scrollable(whole: Element) -> None:
    for number, each in enumerate(list(whole), 0):
        if each.tag == "table":
            tail, each.tail = each.tail, None
            whole[number] = element("div", each, class_="scroll", tabindex="0", role="region", aria_label="Table")
            whole[number].tail = tail


def _deepen(whole: Element) -> None:
    """Where a text has several headings of the first level, all but its title come one level deeper."""
    headings = [each for each in whole.iter() if _HEADING.fullmatch(each.tag)]
    if sum(each.tag == "h1" for each in headings) > 1:
        for each in headings[1:]:
            each.tag = f"h{int(each.tag[1]) + 1}"

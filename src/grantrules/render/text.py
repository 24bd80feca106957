"""A page as plain text for a terminal."""

from __future__ import annotations

import textwrap

from grantrules.errors import readable
from grantrules.render.items import Item, Page

WIDTH = 100


def page_text(page: Page) -> str:
    """The page as text, wrapped to a readable width."""
    blocks = [
        _block(
            [f"{page.mark} {page.verdict.upper()}   {readable(page.title)}"], *(_wrap(line, "  ") for line in page.lead)
        )
    ]
    for section in page.sections:
        blocks.append(_block([section.heading], *(_item(item) for item in section.items)))
    return "\n\n".join(blocks) + "\n"


def _block(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


def _item(item: Item) -> list[str]:
    lines = _wrap(f"[ ] {item.text}" if item.box else item.text, "  - ", "    ")
    for detail in item.details:
        lines += _wrap(detail, "      ")
    return lines


def _wrap(text: str, first: str, rest: str | None = None) -> list[str]:
    indent = first if rest is None else rest
    wrapped = textwrap.wrap(
        readable(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped or [first]

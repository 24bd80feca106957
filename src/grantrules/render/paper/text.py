"""A page as plain text for a terminal."""

from __future__ import annotations

import textwrap

from grantrules.base.errors import readable
from grantrules.render.paper.blocks import Grid, Page
from grantrules.render.paper.flat import FlatItem, flat_lead, flat_line, flat_sections

WIDTH = 100


def page_text(page: Page) -> str:
    """The page as text, wrapped to a readable width."""
    verdict = flat_line(page.verdict).upper()
    head = f"{page.mark.sign} {verdict}   {readable(page.title)}"
    blocks = [_block([head], *(_wrap(line, "  ") for line in flat_lead(page)))]
    for section in flat_sections(page):
        table = [] if section.grid is None else _table(section.grid)
        blocks.append(_block([section.heading], table, *(_item(item) for item in section.items)))
    return "\n\n".join(blocks) + "\n"


def _block(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


def _table(grid: Grid) -> list[str]:
    """A table with its columns under each other, numbers to the right."""
    rows = [[readable(cell) for cell in row] for row in [grid.heads, *grid.shown_rows]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = zip(row, widths, grid.numeric, strict=True)
        lines.append("  ".join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in cells))
    rule = "  ".join("-" * width for width in widths)
    return [f"  {line}".rstrip() for line in (lines[0], rule, *lines[1:])]


def _item(item: FlatItem) -> list[str]:
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

"""A page as markdown; every value that came with an application is escaped."""

from __future__ import annotations

import re

from grantrules.base.errors import readable
from grantrules.render.paper.blocks import Grid, Page
from grantrules.render.paper.flat import FlatItem, flat_lead, flat_line, flat_sections

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")


def page_markdown(page: Page) -> str:
    """The page as CommonMark."""
    lines = [f"# {page.mark.sign} {escape(flat_line(page.verdict))}: {escape(page.title)}", ""]
    lines += [f"{escape(line)}  " for line in flat_lead(page)]
    for section in flat_sections(page):
        lines += ["", f"## {escape(section.heading)}", ""]
        if section.grid is not None:
            lines += [*_table(section.grid), *([""] if section.items else [])]
        for item in section.items:
            box = "[ ] " if item.box else ""
            lines += [f"- {box}{escape(item.text)}", *details(item)]
    return "\n".join(lines) + "\n"


def _table(grid: Grid) -> list[str]:
    rows = [[escape(cell) for cell in row] for row in [grid.heads, *grid.shown_rows]]
    under = ["--:" if right else "---" for right in grid.numeric]
    return [f"| {' | '.join(row)} |" for row in (rows[0], under, *rows[1:])]


def details(item: FlatItem) -> list[str]:
    """What stands below an item."""
    return [f"  - {escape(detail)}" for detail in item.details]


def escape(text: str) -> str:
    """Text that markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", readable(text))

"""A page as markdown; every value that came with an application is escaped."""

from __future__ import annotations

import re

from grantrules.base.errors import readable
from grantrules.render.paper.items import Grid, Item, Page

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")


def page_markdown(page: Page) -> str:
    """The page as CommonMark."""
    lines = [f"# {page.mark} {escape(page.verdict)}: {escape(page.title)}", ""]
    lines += [f"{escape(line)}  " for line in page.lead]
    for section in page.sections:
        lines += ["", f"## {escape(section.heading)}", ""]
        if section.grid is not None:
            lines += [*_table(section.grid), *([""] if section.items else [])]
        for item in section.items:
            lines += _item(item)
    return "\n".join(lines) + "\n"


def _table(grid: Grid) -> list[str]:
    rows = [[escape(cell) for cell in row] for row in [grid.heads, *grid.shown_rows]]
    under = ["--:" if right else "---" for right in grid.numeric]
    return [f"| {' | '.join(row)} |" for row in (rows[0], under, *rows[1:])]


def _item(item: Item) -> list[str]:
    return [f"- {'[ ] ' if item.box else ''}{escape(item.text)}", *(f"  - {escape(detail)}" for detail in item.details)]


def escape(text: str) -> str:
    """Text that markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", readable(text))

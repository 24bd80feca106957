"""A page as text and as markdown: sections of lines, each with lines below it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import assert_never

from grantrules.base.errors import readable
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.lines import Line, ShownIn, in_flat

WIDTH = 100
"""How many characters a line of text has at most, unless a terminal is narrower."""

NARROWEST, LONGEST_WORD = 8, 24
"""No column is made narrower than the one, nor than its longest word up to the other as long as a line can hold that."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")


@dataclass(frozen=True, slots=True)
class FlatItem:
    """A line with those below it; a box is for people to tick."""

    text: str
    details: tuple[str, ...] = ()
    box: bool = False


@dataclass(slots=True)
class FlatSection:
    """A heading, a table where there is one, and lines."""

    heading: str
    items: list[FlatItem] = field(default_factory=list)
    grid: kinds.Grid | None = None


# -- text and markdown


def page_text(page: kinds.Page, width: int = WIDTH) -> str:
    """The page as plain text for a terminal, wrapped to a readable width."""
    verdict = f"{page.mark.sign} {flat_line(page.verdict).upper()}   {readable(page.title)}"
    lines = [verdict] if width >= WIDTH else _wrapped(verdict, "", "  ", width)
    for each in in_flat(page.lead):
        lines += _wrapped(flat_line(each.line), "  ", "  ", width)
    for section in flat_sections(page):
        lines += ["", section.heading, *(_text_table(section.grid, width) if section.grid else [])]
        for item in section.items:
            lines += _wrapped(f"[ ] {item.text}" if item.box else item.text, "  - ", "    ", width)
            for detail in item.details:
                lines += _wrapped(detail, "      ", "      ", width)
    return "\n".join(lines) + "\n"


def page_markdown(page: kinds.Page) -> str:
    """The page as CommonMark; every value that came with an application is escaped."""
    lines = [f"# {page.mark.sign} {escape(flat_line(page.verdict))}: {escape(page.title)}", ""]
    lines += [f"{escape(flat_line(each.line))}  " for each in in_flat(page.lead)]
    for section in flat_sections(page):
        lines += ["", f"## {escape(section.heading)}", ""]
        if section.grid is not None:
            lines += [*_markdown_table(section.grid), *([""] if section.items else [])]
        for item in section.items:
            lines += markdown_item(item, "[ ] " if item.box else "")
    return "\n".join(lines) + "\n"


def markdown_item(item: FlatItem, box: str) -> list[str]:
    """A line with those below it, in markdown."""
    return [f"- {box}{escape(item.text)}", *(f"  - {escape(detail)}" for detail in item.details)]


def escape(text: str) -> str:
    """Text that markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", readable(text))


def _wrapped(text: str, first: str, rest: str, width: int) -> list[str]:
    said = readable(text)
    if said and len(first) + len(said) <= width and not said.endswith(" "):
        return [first + said]
    wrapper = textwrap.TextWrapper(
        width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(said) or [first]


def _text_table(grid: kinds.Grid, width: int) -> list[str]:
    """A table with its columns under each other, numbers to the right."""
    rows = [[readable(cell) for cell in row] for row in [grid.heads, *grid.shown_rows]]
    columns = list(zip(*rows, strict=True))
    widths = _narrowed(columns, width) if grid.wraps else [max(map(len, column)) for column in columns]
    lines = []
    for row in [rows[0], ["-" * each for each in widths], *rows[1:]]:
        parts = [textwrap.wrap(cell, each) if grid.wraps else [cell] for cell, each in zip(row, widths, strict=True)]
        for below in zip_longest(*parts, fillvalue=""):
            cells = zip(below, widths, grid.numeric, strict=True)
            lines.append("  ".join(cell.rjust(each) if right else cell.ljust(each) for cell, each, right in cells))
    return [f"  {line}".rstrip() for line in lines]


def _narrowed(columns: Sequence[Sequence[str]], most: int) -> list[int]:
    """The widths of columns, the widest of them narrowed until a line holds them all."""
    made = [max(1, *map(len, column)) for column in columns]
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    least = [max(NARROWEST, min(longest, LONGEST_WORD)) for longest in words]
    while sum(made) + 2 * len(made) > most:
        able = [place for place, width in enumerate(made) if width > least[place]]
        able = able or [place for place, width in enumerate(made) if width > NARROWEST]
        if not able:
            break
        made[max(able, key=made.__getitem__)] -= 1
    return made


def _markdown_table(grid: kinds.Grid) -> list[str]:
    rows = [[escape(cell) for cell in row] for row in [grid.heads, *grid.shown_rows]]
    under = ["--:" if right else "---" for right in grid.numeric]
    return [f"| {' | '.join(row)} |" for row in (rows[0], under, *rows[1:])]


# -- what stands in the lines


def flat_sections(page: kinds.Page) -> list[FlatSection]:
    """The sections of a page that have anything in them."""
    found: list[FlatSection] = []
    for section in in_flat(page.sections):
        _add(section, None, found)
    return [section for section in found if section.items or section.grid]


def _add(section: kinds.Section, above: FlatSection | None, found: list[FlatSection]) -> None:
    """Adds a section, and those within it; one without a heading of its own goes on with that above it."""
    own, blocks = flat_line(section.heading), in_flat(section.blocks)
    if above is not None and section.as_item:
        below = (text for block in blocks for text in _lines(block))
        above.items.append(FlatItem(f"{own}:", tuple(below)))
        return
    current = above
    if current is None or own:
        current = FlatSection(" – ".join(filter(None, (above.heading if above else "", own))))
        found.append(current)
    if section.instead:
        current.items.append(FlatItem(section.instead))
        return
    for block in blocks:
        match block:
            case kinds.Section():
                _add(block, current, found)
            case kinds.Grid(caption=True, title=title, instead=instead):
                lines, table = (flat_items(block), None) if instead is not None else ([], block)
                found.append(FlatSection(title, lines, table))
            case kinds.Grid(instead=None):
                current.grid = block
            case _:
                current.items += flat_items(block)


def flat_line(line: Line) -> str:
    """A line in flat words."""
    return "".join(span.text for span in line if span.shown is not ShownIn.OPENED)


def flat_item(item: kinds.Item) -> FlatItem:
    """A thing in flat lines."""
    sign = f"{item.mark.sign} " if item.mark and item.mark.shown is not ShownIn.OPENED else ""
    measure = f"{item.measure}: " if item.measure is not None else ""
    word = f"{item.word}: " if item.word else ""
    measures = f" [{', '.join(item.measures)}]" if item.measures else ""
    said = f": {item.said}" if item.said else ""
    return FlatItem(f"{sign}{measure}{word}{flat_line(item.text)}{measures}{said}", _details(item.details), item.box)


def flat_items(block: kinds.Block) -> list[FlatItem]:
    """A block as lines, some of them with lines below."""
    match block:
        case kinds.Items(items=items):
            return [flat_item(item) for item in in_flat(items)]
        case kinds.Timeline(entries=entries):
            return [flat_item(entry.item) for entry in entries]
        case kinds.Grid(instead=items) if items is not None:
            return [flat_item(item) for item in items]
        case kinds.Grid():
            said = [" · ".join(row) for row in block.shown_rows]
        case kinds.Cards(cards=cards):
            titled = ((card, f" ({card.title})" if card.title else "") for card in cards)
            said = [f"{card.mark.sign} {card.name}{title}: {card.verdict}" for card, title in titled]
        case kinds.Paragraph(line=line):
            said = [flat_line(line)]
        case kinds.BulletList(bullets=bullets, lead=lead):
            lines = [text for bullet in bullets for text in _bullet(bullet)]
            said = [f"{lead}: {'; '.join(lines)}"] if lead else lines
        case kinds.FactTable(facts=facts):
            said = [f"{name}: {value}" for name, value, _ in facts]
        case kinds.SideBySide(columns=columns):
            said = [f"{column.name}: {' '.join(_details(column.blocks))}" for column in columns]
        case kinds.Fold(blocks=blocks):
            said = [*_details(blocks)]
        case kinds.Section(heading=heading, blocks=blocks):
            said = [flat_line(heading), *_details(blocks)]
        case kinds.WhenOpened():
            return []
        case _:
            assert_never(block)
    return [FlatItem(text) for text in said]


def _lines(block: kinds.Block) -> list[str]:
    """A block as lines below another one."""
    return [text for each in flat_items(block) for text in (each.text, *each.details)]


def _details(blocks: Iterable[kinds.Block]) -> tuple[str, ...]:
    """What stands below a line."""
    return tuple(text for block in in_flat(blocks) for text in _lines(block) if text)


def _bullet(bullet: kinds.Bullet) -> list[str]:
    return [flat_line(bullet.line), *(text for each in bullet.below for text in _bullet(each))]

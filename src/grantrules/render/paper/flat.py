"""A page as flat forms have it: sections of lines, each with lines below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from grantrules.render.paper.blocks import (
    Block,
    Card,
    Cards,
    Column,
    FactTable,
    Fold,
    Grid,
    Item,
    Items,
    Page,
    Paragraph,
    Point,
    Points,
    Section,
    Sides,
    TimeLine,
)
from grantrules.render.paper.lines import Line, ShownIn, in_flat


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
    grid: Grid | None = None


def flat_lead(page: Page) -> list[str]:
    """The lines under the verdict."""
    return [flat_line(each.line) for each in in_flat(page.lead)]


def flat_sections(page: Page) -> list[FlatSection]:
    """The sections of a page that have anything in them."""
    found: list[FlatSection] = []
    for section in page.sections:
        _section(section, None, found)
    return [section for section in found if section.items or section.grid]


def flat_line(line: Line) -> str:
    """A line in flat words."""
    return "".join(span.text for span in in_flat(line))


def flat_item(item: Item) -> FlatItem:
    """A thing in flat lines."""
    sign = f"{item.mark.sign} " if item.mark and item.mark.shown is not ShownIn.OPENED else ""
    measure = f"{item.measure}: " if item.measure is not None else ""
    word = f"{item.word}: " if item.word else ""
    measures = f" [{', '.join(item.measures)}]" if item.measures else ""
    said = f": {item.said}" if item.said else ""
    return FlatItem(f"{sign}{measure}{word}{flat_line(item.text)}{measures}{said}", _details(item.details), item.box)


def _section(section: Section, above: FlatSection | None, found: list[FlatSection]) -> None:
    """Adds a section, and those within it; one without a heading of its own goes on with that above it."""
    if section.shown is ShownIn.OPENED:
        return
    own = flat_line(section.heading)
    if above is not None and section.brief:
        lines = [each for block in in_flat(section.blocks) for each in _block(block)]
        above.items.append(FlatItem(f"{own}:", tuple(text for each in lines for text in (each.text, *each.details))))
        return
    if above is None or own:
        heading = " – ".join(filter(None, (above.heading if above else "", own)))
        current = FlatSection(heading)
        found.append(current)
    else:
        current = above
    if section.instead:
        current.items.append(FlatItem(section.instead))
        return
    for block in in_flat(section.blocks):
        match block:
            case Section():
                _section(block, current, found)
            case Grid(caption=True, title=title):
                found.append(FlatSection(title, _block(block), block if block.instead is None else None))
            case Grid(instead=None):
                current.grid = block
            case _:
                current.items += _block(block)


def _block(block: Block) -> list[FlatItem]:
    """A block as lines of a section."""
    match block:
        case Items(items=items):
            return [flat_item(item) for item in in_flat(items)]
        case Cards(cards=cards):
            return [_card(card) for card in cards]
        case TimeLine(stops=stops):
            return [flat_item(stop.item) for stop in stops]
        case Grid(instead=items):
            return [flat_item(item) for item in items or ()]
        case Paragraph() | Points() | FactTable() | Sides() | Fold() | Section():
            return [FlatItem(text) for text in _lines(block)]
        case _:
            assert_never(block)


def _card(card: Card) -> FlatItem:
    title = f" ({card.title})" if card.title else ""
    return FlatItem(f"{card.mark.sign} {card.name}{title}: {card.verdict}")


def _details(blocks: Iterable[Block]) -> tuple[str, ...]:
    """What stands below a line."""
    return tuple(text for block in in_flat(blocks) for text in _lines(block) if text)


def _lines(block: Block) -> list[str]:
    """A block as lines below another one."""
    match block:
        case Paragraph(line=line):
            return [flat_line(line)]
        case Points(points=points, lead=lead):
            lines = [text for point in points for text in _point(point)]
            return [f"{lead}: {'; '.join(lines)}"] if lead else lines
        case FactTable(facts=facts):
            return [f"{name}: {value}" for name, value, _ in facts]
        case Sides(columns=columns):
            return [_column(column) for column in columns]
        case Fold(blocks=blocks):
            return list(_details(blocks))
        case Section(heading=heading, blocks=blocks):
            return [flat_line(heading), *_details(blocks)]
        case Grid(instead=None):
            return [" · ".join(row) for row in block.shown_rows]
        case Items() | Cards() | TimeLine() | Grid():
            return [text for each in _block(block) for text in (each.text, *each.details)]
        case _:
            assert_never(block)


def _point(point: Point) -> list[str]:
    return [flat_line(point.line), *(text for each in point.points for text in _point(each))]


def _column(column: Column) -> str:
    return f"{column.name}: {' '.join(_details(column.blocks))}"

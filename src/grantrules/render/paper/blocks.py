"""What a page is made of: one tree, from which text, markdown and HTML are drawn.

Two sorts of forms draw it. *Flat* forms (text, markdown) are a list of sections with lines below; *open* forms (HTML)
have columns, cards and folds. A part stands in both unless its `shown` says otherwise, and that is the only rule: what is
`OPENED` stands where parts open, what is `FLAT` only where no layout says the same. A new kind of block joins the union
`Block`, and mypy then names each drawer that does not draw it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from grantrules.base.texts import Language
from grantrules.render.paper.lines import Line, Mark, ShownIn, Span, in_open, line


class TextStyle(Enum):
    """What a paragraph or a list is beside others."""

    PLAIN = "plain"
    LEAD = "lead"
    QUIET = "quiet"
    CITED = "cited"
    TEXT = "text"
    GONE = "text gone"  # a source says that it is gone
    UNSAID = "text unsaid"  # no source of the year mentions it
    CLAUSE = "clause"
    CHOICES = "choices"
    SOURCES = "sources"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line by itself."""

    line: Line
    style: TextStyle = TextStyle.PLAIN
    lang: str | None = None
    shown: ShownIn = ShownIn.EVERYWHERE


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a list, with those below it; `to` is the place that it leads to. Folded, it opens to them."""

    line: Line
    below: tuple[Bullet, ...] = ()
    mark: Mark | None = None
    to: str | None = None
    folded: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list within a block. With `lead` before it, flat forms make a sentence of it; without, a line of each bullet."""

    bullets: tuple[Bullet, ...]
    lead: str = ""
    style: TextStyle = TextStyle.PLAIN
    shown: ShownIn = ShownIn.EVERYWHERE


@dataclass(frozen=True, slots=True)
class FactTable:
    """What is stated of some facts: what each is called, what is stated, and its path."""

    facts: tuple[tuple[str, str, str], ...]
    shown: ShownIn = ShownIn.OPENED


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that a page lists, with what is said below it.

    `said` is what is said of it, `word` stands before it (*if it arises*). It is about one `measure`, or about several
    `measures` together. `under` is a heading under which open forms gather it; where that is its word, they do not
    repeat it. A `box` is for people to tick.
    """

    text: Line
    details: tuple[Block, ...] = ()
    mark: Mark | None = None
    said: str = ""
    word: str = ""
    measure: str | None = None
    measures: tuple[str, ...] = ()
    under: str = ""
    place: str | None = None
    box: bool = False
    shown: ShownIn = ShownIn.EVERYWHERE


class ListLayout(Enum):
    """How open forms lay items out."""

    BULLETS = "bullets"
    ROWS = "rows"  # with a sign before each
    TAGS = "tags"  # the same, close together
    REASONS = "reasons"  # each opens to what is below it
    REASONS_OPEN = "reasons_open"  # the same, already opened
    ARTICLES = "articles"  # each stands by itself
    FOLDED = "folded"  # each is a heading that opens to what is below it


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things; `headings` are those that they stand under, where they do not come in that order themselves."""

    items: tuple[Item, ...]
    layout: ListLayout = ListLayout.BULLETS
    headings: tuple[str, ...] = ()
    shown: ShownIn = ShownIn.EVERYWHERE

    def alike(self) -> list[Item]:
        """What is said alike of several measures, once for all of them; in open forms."""
        found: dict[Item, list[str]] = {}
        for item in in_open(self.items):
            whole = replace(item, measure=None, details=tuple(_unfolded(item.details)))
            found.setdefault(whole, []).extend([item.measure] if item.measure else [])
        return [replace(item, measures=(*item.measures, *about)) for item, about in found.items()]


@dataclass(frozen=True, slots=True)
class Card:
    """One of the things that are judged: its name, title, verdict, and what it is; flat forms give no more than a line."""

    name: str
    title: str
    untitled: str
    mark: Mark
    verdict: str
    amount: str = ""
    details: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Things beside each other."""

    cards: tuple[Card, ...]
    shown: ShownIn = ShownIn.EVERYWHERE


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something on a line of time, and when it is; `order` is its place on the line."""

    when: str
    item: Item
    dated: bool
    order: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class Timeline:
    """Things by when they are; flat forms keep the order in which the rules have them. Gathered, one day stands once."""

    entries: tuple[TimelineEntry, ...]
    gathered: bool = False
    shown: ShownIn = ShownIn.EVERYWHERE

    def by_time(self) -> list[tuple[str, list[TimelineEntry]]]:
        """Each time with what is then."""
        found: dict[tuple[str, int], list[TimelineEntry]] = {}
        for number, entry in enumerate(sorted(self.entries, key=lambda entry: entry.order)):
            found.setdefault((entry.when, 0 if self.gathered else number), []).append(entry)
        return [(when, entries) for (when, _), entries in found.items()]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with more to it than words: something small below them, or the number that they say.

    `stays` tells what did not change.
    """

    text: str
    note: str = ""
    value: int | Decimal | None = None
    stays: bool = False


Row: TypeAlias = tuple[str | Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the heads of its columns, and rows of as many cells, of which one names the row.

    Flat forms give the items that stand `instead` of it, where there are any. With its title as a `caption` it needs no
    section of its own, and flat forms make it one. Where it `wraps`, text breaks the words in its cells to keep to its width.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    instead: tuple[Item, ...] | None = None
    names: int = 0
    caption: bool = False
    wraps: bool = False
    shown: ShownIn = ShownIn.EVERYWHERE

    @property
    def shown_rows(self) -> list[list[str]]:
        """The rows as people read them."""
        return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in self.rows]

    @property
    def plain_rows(self) -> list[list[object]]:
        """The rows as a spreadsheet counts on them."""
        return [[_plain(cell) for cell in row] for row in self.rows]

    @property
    def numeric(self) -> list[bool]:
        """Which columns hold numbers."""
        rows = self.plain_rows
        return [any(isinstance(row[place], int | Decimal) for row in rows) for place in range(len(self.heads))]


def _plain(cell: str | Cell) -> object:
    if isinstance(cell, str):
        return cell
    return cell.text if cell.value is None else cell.value


@dataclass(frozen=True, slots=True)
class Column:
    """What one of two years has; flat forms make one line of it."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The same thing as each of two years has it, side by side."""

    columns: tuple[Column, ...]
    shown: ShownIn = ShownIn.EVERYWHERE


@dataclass(frozen=True, slots=True)
class Fold:
    """A part that opens; flat forms have no folds, and show what is in it."""

    summary: str
    blocks: tuple[Block, ...]
    style: TextStyle = TextStyle.PLAIN
    shown: ShownIn = ShownIn.EVERYWHERE


@dataclass(frozen=True, slots=True, eq=False)
class WhenOpened:
    """Blocks for open forms alone, made when one of those draws them: flat forms do not pay for what they never show."""

    make: Callable[[], Iterable[Block]]
    shown: ShownIn = ShownIn.OPENED


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; `place` is what links lead to.

    Within another section its heading follows that one's in flat forms. A folded one opens, and tells how much is in it:
    what `number` says, or how many things. Flat forms give what is said `instead` of what is in it; one that is given
    `as_item` is a single item to them, with its things below.
    """

    heading: Line
    blocks: tuple[Block, ...]
    place: str = "section"
    folded: bool = False
    number: str = ""
    instead: str = ""
    as_item: bool = False
    shown: ShownIn = ShownIn.EVERYWHERE


Block: TypeAlias = (
    Paragraph | BulletList | FactTable | Items | Cards | Timeline | Grid | SideBySide | Fold | WhenOpened | Section
)


def filled(block: Block) -> bool:
    """Whether there is anything in a block; of what is made when it is opened, that is taken for granted."""
    match block:
        case Section(blocks=blocks) | Fold(blocks=blocks):
            return any(map(filled, blocks))
        case WhenOpened():
            return True
        case (Paragraph(line=parts) | BulletList(bullets=parts) | FactTable(facts=parts) | Items(items=parts)) | (
            Cards(cards=parts) | Timeline(entries=parts) | Grid(rows=parts) | SideBySide(columns=parts)
        ):
            return bool(parts)


def _unfolded(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks of open forms, with those that are only now made."""
    for block in in_open(blocks):
        yield from _unfolded(block.make()) if isinstance(block, WhenOpened) else (block,)


# -- the page


class Frame(Enum):
    """How open forms lay out a whole page."""

    RESULT = "result"  # the verdict stands out, and several results can stand on one page
    WIDE = "wide"  # for what stands side by side
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Glance:
    """A number at the head of a page, and where what it counts stands."""

    number: int
    word: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page: what it is about (`title`), the verdict with its mark, what stands under that, and sections."""

    title: str
    mark: Mark
    verdict: Line
    lead: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    language: Language
    frame: Frame = Frame.PLAIN
    glance: tuple[Glance, ...] = ()
    place: str = "result"


# -- blocks of words


def paragraph(
    *parts: str | Span | None, style: TextStyle = TextStyle.PLAIN, shown: ShownIn = ShownIn.EVERYWHERE
) -> Paragraph:
    """A line by itself, of these words."""
    return Paragraph(line(*parts), style, shown=shown)


def quiet(*parts: str | Span | None, shown: ShownIn = ShownIn.EVERYWHERE) -> Paragraph:
    """A small line."""
    return Paragraph(line(*parts), TextStyle.QUIET, shown=shown)


def cited(*parts: str | Span | None, shown: ShownIn = ShownIn.EVERYWHERE) -> Paragraph:
    """The places where something stands."""
    return Paragraph(line(*parts), TextStyle.CITED, shown=shown)


def bullets(
    lines: Iterable[str], lead: str = "", style: TextStyle = TextStyle.PLAIN, shown: ShownIn = ShownIn.EVERYWHERE
) -> BulletList:
    """A list of plain lines."""
    return BulletList(tuple(Bullet(line(each)) for each in lines), lead, style, shown)


def section(heading: str | Span, *blocks: Block, place: str = "section", folded: bool = False) -> Section:
    """A heading and what stands below it."""
    return Section(line(heading), blocks, place, folded)


def items_of(items: Iterable[Item], layout: ListLayout = ListLayout.BULLETS) -> Items:
    """A list of things."""
    return Items(tuple(items), layout)

"""A page as a Word document: headings, paragraphs, lists and tables, in styles that whoever gets it can change.

What has no form of its own here stands as flat forms have it. python-docx is imported when a document is made (extra `docx`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from grantrules.base.errors import readable
from grantrules.base.extras import WORD, imported
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.flat import FlatItem, flat_item, flat_items, flat_line
from grantrules.render.paper.lines import Line, ShownIn, SpanStyle, in_flat

_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
"""What Word calls the languages, so that it checks the spelling in the right one."""

_WIDTHS = (0.19, 0.28, 0.28, 0.25)
"""How a table of four columns shares the width."""

_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""When every document says that it was made: of the rules, not of the day, as with workbooks."""

_FONT, _PLAIN, _SMALL, _TITLE = "Calibri", 10.5, 9, 20
"""The letters, and their sizes outside of tables and in them, and in the title."""

_MARGIN_CM, _BETWEEN, _WITHIN = 2, 4, 2
"""The margins of a page, and the points between paragraphs, outside of tables and in them."""


def word_document(page: kinds.Page) -> bytes:
    """The page as the bytes of a .docx file.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    docx = imported("a Word document needs", *WORD)
    drawing = _Drawing(docx, page)
    drawing.draw(page)
    made = BytesIO()
    drawing.document.save(made)
    return made.getvalue()


class _Drawing:
    """A document that is being drawn."""

    def __init__(self, docx: Any, page: kinds.Page) -> None:
        self.docx, self.document = docx, docx.Document()
        about = self.document.core_properties
        about.title, about.author, about.comments = f"{page.title}: {flat_line(page.verdict)}", "", ""
        about.language, about.created, about.modified = _LANGUAGES[page.language], _MADE, _MADE
        self._set_language(_LANGUAGES[page.language])
        normal, title = self.document.styles["Normal"], self.document.styles["Title"]
        normal.font.name, normal.font.size = _FONT, docx.shared.Pt(_PLAIN)
        normal.paragraph_format.line_spacing = 1.0
        normal.paragraph_format.space_after, title.font.size = docx.shared.Pt(_BETWEEN), docx.shared.Pt(_TITLE)
        paper, margin = self.document.sections[0], docx.shared.Cm(_MARGIN_CM)
        paper.page_width, paper.page_height = docx.shared.Cm(21), docx.shared.Cm(29.7)
        paper.left_margin = paper.right_margin = paper.top_margin = paper.bottom_margin = margin
        self.width = paper.page_width - 2 * margin

    def _set_language(self, language: str) -> None:
        """What the words of all styles are written in."""
        qualified = self.docx.oxml.ns.qn
        for each in self.document.styles.element.iter(qualified("w:lang")):
            each.set(qualified("w:val"), language)

    def draw(self, page: kinds.Page) -> None:
        """Everything on the page."""
        self.document.add_heading(f"{page.title}: {flat_line(page.verdict)}", 0)
        for each in in_flat(page.lead):
            self.paragraph(each.line, italic=each.style is kinds.TextStyle.NOTE)
        for section in in_flat(page.sections):
            self.section(section, 1)

    def section(self, section: kinds.Section, level: int) -> None:
        """A heading and what stands below it."""
        self.document.add_heading(_said(flat_line(section.heading)), level)
        if section.instead:
            self.document.add_paragraph(_said(section.instead))
            return
        for block in in_flat(section.blocks):
            match block:
                case kinds.Section():
                    self.section(block, level + 1)
                case kinds.Grid():
                    self.table(block, block.title if block.caption else "", level + 1)
                case kinds.Items(items=items):
                    for item in in_flat(items):
                        self.item(item)
                case _:
                    for each in flat_items(block):
                        self.lines(each, style=None)

    def paragraph(self, words: Line, style: str | None = None, *, italic: bool = False) -> Any:
        """A line, with what is strong in it."""
        made = self.document.add_paragraph(style=style)
        for span in words:
            if span.shown is not ShownIn.OPENED:
                run = made.add_run(_said(span.text))
                run.bold, run.italic = span.style is SpanStyle.STRONG or None, italic or None
        return made

    def item(self, item: kinds.Item) -> None:
        """A thing of a list, with what is said of it and what stands below."""
        if item == kinds.Item(item.text, said=item.said):  # nothing but words, of which some may be strong
            made = self.paragraph(item.text, "List Bullet")
            made.add_run(_said(f": {item.said}" if item.said else ""))
        else:
            self.lines(flat_item(item), style="List Bullet")

    def lines(self, item: FlatItem, style: str | None) -> None:
        """A line with those below it."""
        self.document.add_paragraph(_said(item.text), style=style)
        for detail in item.details:
            self.document.add_paragraph(_said(detail), style="List Continue")

    def table(self, grid: kinds.Grid, heading: str, level: int) -> None:
        """A table, whose head stands on every page that it goes on to, and no row of which is cut in two."""
        if heading:
            self.document.add_heading(_said(heading), level)
        rows = (grid.heads, *grid.rows)
        table = self.document.add_table(len(rows), len(grid.heads), style="Table Grid")
        table.autofit = False
        shares = _WIDTHS if len(grid.heads) == len(_WIDTHS) else [1 / len(grid.heads)] * len(grid.heads)
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(self.width * share)
        for number, (row, of_row) in enumerate(zip(rows, table.rows, strict=True)):
            self._keep_together(of_row, head=number == 0)
            for place, (cell, share, text) in enumerate(zip(of_row.cells, shares, row, strict=True)):
                cell.width = int(self.width * share)
                self.cell(cell, text, strong=number == 0 or place < grid.names)
        self.document.add_paragraph()

    def _keep_together(self, row: Any, *, head: bool) -> None:
        element = self.docx.oxml.OxmlElement
        about = row._tr.get_or_add_trPr()
        about.append(element("w:cantSplit"))
        if head:
            about.append(element("w:tblHeader"))

    def cell(self, cell: Any, text: str | kinds.Cell, *, strong: bool) -> None:
        """The words of a cell, and below them what is small."""
        said, note = (text, "") if isinstance(text, str) else (text.text, text.note)
        first, *others = said.split("\n")
        self._small(cell.paragraphs[0], first, bold=strong)
        for each in others:
            self._small(cell.add_paragraph(), each, bold=strong)
        if note:
            self._small(cell.add_paragraph(), note, italic=True)

    def _small(self, made: Any, text: str, *, bold: bool = False, italic: bool = False) -> None:
        made.paragraph_format.space_after = self.docx.shared.Pt(_WITHIN)
        run = made.add_run(_said(text))
        run.font.size, run.bold, run.italic = self.docx.shared.Pt(_SMALL), bold or None, italic or None


def _said(text: str) -> str:
    """Text that a document can hold: no control characters."""
    return readable(text)

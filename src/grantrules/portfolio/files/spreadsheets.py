"""Cells that a spreadsheet would run as a formula, made harmless in CSV, and read back as they were meant.

A spreadsheet takes text for a formula that begins with `=`, `+`, `-` or `@`, or with what is drawn like one of
them, also behind a tab or a line break. Such text gets an apostrophe in front, and so does text that begins
with apostrophes and then one of those: so that taking one away gives back just what was there.

Nobody knows where a reader splits: Excel in Norwegian does at semicolons, whatever the file has. Quotes do not
hinder it, since a quote counts only where a cell begins, and for that reader it begins elsewhere. So what follows
a semicolon, a comma, a tab or a line end inside a cell is treated as a beginning too, quotes in front of it aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_FORMULA = "=+\\-@＝＋－＠"  # as inside a bracket of a pattern
_SPLIT = ";,\t\r\n"
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_DANGEROUS = re.compile(f"'*[{_FORMULA}\t\r\n]")
_FIRST = re.compile(f"\"*(?='*[{_FORMULA}\t\r\n])")
_LATER = re.compile(f"[{_SPLIT}]\"*(?='*[{_FORMULA}])")
_FIRST_DISARMED = re.compile(f"(\"*)'(?='*[{_FORMULA}\t\r\n])")
_LATER_DISARMED = re.compile(f"([{_SPLIT}]\"*)'(?='*[{_FORMULA}])")
_TO_QUOTE = re.compile(f'[{_SPLIT}"]')


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take text in a cell for a formula; a number is none."""
    return bool(_DANGEROUS.match(text)) and not _NUMBER.fullmatch(text)


def harmless(text: str, *, first: bool = False) -> str:
    """Text as it can stand in a cell of a CSV file, or the line itself where nobody knows where its cells end.

    A number stays as it is, but not as the `first` cell of its row in which anything stands: for a reader that
    splits elsewhere, what stands in the cells after it goes on from there (`-1`, `5+A1`).
    """
    if not first and _NUMBER.fullmatch(text):
        return text
    made, begins = _LATER.sub(r"\g<0>'", text), _FIRST.match(text)
    return f"{made[: begins.end()]}'{made[begins.end() :]}" if begins else made


@lru_cache(maxsize=4096)  # most cells say what others say
def csv_cell(text: str, *, first: bool = False) -> str:
    """A cell of a CSV file, `first` in its row or not, harmless; in quotes if it is empty or a reader could split it."""
    made = harmless(text, first=first)
    if made and not _TO_QUOTE.search(made):
        return made
    doubled = made.replace('"', '""')
    return f'"{doubled}"'


def csv_row(cells: Sequence[str], between: str) -> str:
    """A row of a CSV file without its end; `between` is what stands between its cells.

    A tab is a space to who splits elsewhere, and a cell behind one could begin there: so none counts as a number.
    """
    return between.join(
        cell and csv_cell(cell, first=between == "\t" or not any(cells[:place])) for place, cell in enumerate(cells)
    )


def as_meant(cell: str) -> str:
    """The text that was made harmless; a cell that was not is as it is."""
    if "'" not in cell:
        return cell
    meant, first = _LATER_DISARMED.sub(r"\1", cell), _FIRST_DISARMED.match(cell)
    return meant[: first.end(1)] + meant[first.end() :] if first else meant

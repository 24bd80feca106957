"""Cells that a spreadsheet would run as a formula, made harmless in CSV, and read back as they were meant.

A spreadsheet takes text for a formula that begins with `=`, `+`, `-` or `@`, or with what is drawn like one of
them, also behind a tab or a line break. Such text gets an apostrophe in front, and so does text that begins
with apostrophes and then one of those: so that taking one away gives back just what was there.
"""

from __future__ import annotations

import re

TRIGGERS = "=+\\-@\t\r\n＝＋－＠"  # as inside a bracket of a pattern

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_DANGEROUS = re.compile(f"'*[{TRIGGERS}]")
_DISARMED = re.compile(f"'+[{TRIGGERS}]")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take text for a formula; a number is none."""
    return bool(_DANGEROUS.match(text)) and not _NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """Text as it can stand in a cell of a CSV file."""
    return f"'{text}" if is_dangerous(text) else text


def harmless_line(line: str, between: str) -> str:
    """A line of a CSV file of which nobody knows where its cells end."""
    begins = re.compile(f"(^|{re.escape(between)})(\"*)('*[{TRIGGERS}])")
    return begins.sub(lambda found: f"{found[1]}{found[2]}'{found[3]}", line)


def as_meant(cell: str) -> str:
    """The text that was made harmless; a cell that was not is as it is."""
    return cell[1:] if _DISARMED.match(cell) else cell

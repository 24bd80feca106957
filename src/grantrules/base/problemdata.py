"""A problem as plain data: apart from the problem itself, since a page is made without it."""

from __future__ import annotations

from typing_extensions import TypedDict


class ProblemData(TypedDict):
    """A problem as plain data; `line` and `column` are null where it is not in a file.

    `pointer` is a JSON pointer into what was given, and null where that does not say the place.
    """

    code: str
    message: str
    source: str
    line: int | None
    column: int | None
    pointer: str | None
    severity: str

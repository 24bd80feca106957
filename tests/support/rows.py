"""Many cheap cases in one test, as the rows of a table: each is tried, and all that fail are told at once.

A test of its own costs each case some milliseconds, in its worker and in the process that gathers what the workers
find. Thousands of cases that take less than that are rows of a few tests instead.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

Row = Callable[[object], AbstractContextManager[None]]
"""What a row is tried in: `with row(name):`."""


@contextmanager
def rows() -> Iterator[Row]:
    """Try rows, `with rows() as row: ...`, and fail at the end with every row that failed, or where there was none."""
    tried: list[object] = []
    failed: list[str] = []

    @contextmanager
    def row(name: object) -> Iterator[None]:
        tried.append(name)
        try:
            yield
        except (Exception, pytest.fail.Exception) as error:
            failed.append(f"{name}\n{_told(error)}")

    yield row
    assert tried, "the table has no rows"
    if failed:
        pytest.fail("\n\n".join([f"{len(failed)} of {len(tried)} rows failed:", *failed]), pytrace=False)


def _told(error: BaseException) -> str:
    """What went wrong, after the way to it from the test."""
    way = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) != Path(__file__)]
    kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
    return "\n".join(
        [*(f"  {Path(f.filename).name}:{f.lineno}: {f.line}" for f in way[:1] + way[1:][-1:]), f"{kind}{error}"]
    )

"""What came of a portfolio, written into a folder: all of it or nothing.

Everything is written into a folder beside the one that was asked for, which gets its name when it is whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from grantrules.base.errors import PortfolioError, did_you_mean
from grantrules.portfolio.batch import Batch
from grantrules.portfolio.files.pile import name_of
from grantrules.portfolio.saving.formats import FORMATS, ShownTables, write_book, write_tables
from grantrules.portfolio.saving.rejected import write_rejected

SUMMARY, PICTURE, REJECTED = "summary.json", "summary.png", "rejected"
TABLES = ("applications", "measures", "rejects")
BOOK = "decisions"
"""What a workbook is called that holds all tables."""

_OWN = {SUMMARY, PICTURE, REJECTED, *(f"{name}.{form}" for name in (*TABLES, BOOK) for form in FORMATS)}
"""Everything that is ever written."""

_DOTS_PER_INCH = 150


class Picture(Protocol):
    """A picture that can be written."""

    def savefig(self, fname: Path, *, dpi: int) -> None:
        """Write it into a file."""


class ShownSummary(ShownTables, Protocol):
    """The summary of a portfolio, in the forms in which it is written."""

    def to_json(self, language: str | None = None, *, indent: int | None = None) -> str:
        """As JSON."""

    def plot(self, language: str | None = None) -> Picture:
        """As a picture."""


def save(
    batch: Batch,
    summary: ShownSummary,
    folder: Path,
    form: str,
    *,
    force: bool = False,
    picture: bool = False,
    language: str | None = None,
) -> tuple[Path, ...]:
    """Write a batch and its summary into a folder; the files that are there then, those in `rejected/` aside.

    Raises:
        PortfolioError: there is such a folder and it may not be replaced, or it cannot be written.
        MissingExtra: a package that the format or the picture needs is not installed.
        UnknownName: there is no such language.
    """
    check_place(folder, form, force=force, inputs=batch.inputs)
    try:
        with _whole(folder) as made:
            tables = dict(zip(TABLES, (batch.applications, batch.measures, batch.rejects), strict=True))
            if form == "xlsx":
                write_book(tables, made / f"{BOOK}.xlsx", summary, language)
            else:
                write_tables(tables, made, form)
            (made / SUMMARY).write_text(summary.to_json(language, indent=2) + "\n", "utf-8")
            if picture:
                summary.plot(language).savefig(made / PICTURE, dpi=_DOTS_PER_INCH)
            write_rejected(batch.rejected, made / REJECTED)
    except OSError as error:
        said = error.strerror or str(error)
        raise PortfolioError(f"{folder}: cannot be written, and nothing was: {said}") from error
    return tuple(sorted(folder.iterdir()))


def check_place(folder: Path, form: str, *, force: bool, inputs: Iterable[str | Path] = ()) -> None:
    """See whether a batch can be written into a folder, before the work is done.

    Raises:
        PortfolioError: there is such a folder and it may not be replaced, it lies in one that is read, its name is
            not UTF-8, or there is no such format.
    """
    place = folder.resolve()
    for each in map(Path, inputs):
        if each.resolve().is_relative_to(place):
            raise PortfolioError(f"{folder}: the input {each} stands there, and would be replaced")
        if each.is_dir() and place.is_relative_to(each.resolve()):
            said = "and would be read with it the next time; name a folder outside of it"
            raise PortfolioError(f"{folder}: lies in the input {each}, {said}")
    if name_of(place) != str(place):  # which what writes tables cannot take
        raise PortfolioError(f"{name_of(folder)}: stands under a name that is not UTF-8; name another folder")
    if form not in FORMATS:
        raise PortfolioError(f"unknown format `{form}`{did_you_mean(form, FORMATS)}")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PortfolioError(f"{folder}: is no folder; name one that is not there yet")
    if not folder.exists():
        return
    others = sorted(path.name for path in folder.iterdir() if path.name not in _OWN)
    if others:
        shown = f"{', '.join(others[:3])}{' …' if len(others) > 3 else ''}"
        raise PortfolioError(f"{folder}: holds other files ({shown}); name a folder that is not there yet")
    if any(folder.iterdir()) and not force:
        raise PortfolioError(f"{folder}: is there already; name another folder, or replace it with force (`--force`)")


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its place when everything went well and is gone otherwise."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  without following links
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    made, old = beside / "new", beside / "old"
    try:
        made.mkdir()
        yield made
        if folder.exists():
            folder.rename(old)
        made.rename(folder)
    finally:
        if old.exists() and made.exists():  # whatever came between the two
            old.rename(folder)
        shutil.rmtree(beside, ignore_errors=True)

"""Which optional packages a portfolio needs, known before anything of it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from grantrules.base.extras import PICTURE, TABLES, WORKBOOKS_READ, WORKBOOKS_WRITTEN, Need
from grantrules.portfolio.files.folders import files_in

BOOKS = (".xlsx", ".xlsm")
"""How the names of workbooks end that are read."""


def to_read(inputs: Iterable[str | Path]) -> tuple[Need, ...]:
    """What it takes to evaluate what stands in folders and files."""
    has_books = any(path.suffix.lower() in BOOKS for each in inputs for path in _files(Path(each)))
    return (*TABLES, *(WORKBOOKS_READ if has_books else ()))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (each for each in files_in(path) if isinstance(each, Path))
    else:
        yield path


def to_write(form: str, *, picture: bool) -> tuple[Need, ...]:
    """What it takes to write what came of it in a form, with or without the picture."""
    return (*(WORKBOOKS_WRITTEN if form == "xlsx" else ()), *(PICTURE if picture else ()))

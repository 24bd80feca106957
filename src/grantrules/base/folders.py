"""Folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EEXIST
from pathlib import Path


@contextmanager
def whole_folder(folder: Path, *, replace: bool = True) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its place when everything went well and is gone otherwise.

    What is there takes its leave then, unless nothing may be replaced.

    Raises:
        FileExistsError: something is there that may not be replaced.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  without following links
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    made, old = beside / "new", beside / "old"
    try:
        made.mkdir()
        yield made
        if folder.exists() and not replace:
            raise FileExistsError(EEXIST, os.strerror(EEXIST), str(folder))
        if folder.exists():
            folder.rename(old)
        made.rename(folder)
    finally:
        if old.exists() and made.exists():  # whatever came between the two
            old.rename(folder)
        shutil.rmtree(beside, ignore_errors=True)

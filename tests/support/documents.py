"""Where the source documents lie, for tests that need them; they are no part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VARIABLE = "GRANTRULES_SOURCES"


def sources() -> Path:
    """The folder of the documents: the one that the environment names, or the one beside the checkout."""
    folder = Path(os.environ.get(VARIABLE) or ROOT.parent / "shared" / "sources")
    if not folder.is_dir():
        pytest.skip(f"needs the source documents: there is no {folder}; set {VARIABLE} to their folder")
    return folder

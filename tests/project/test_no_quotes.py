"""The documents' own words, and the people they name, stay out of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.documents import ROOT, sources

RUN = 8
NOT_OURS = {"build", "dist", "node_modules", "site", "venv"}
"""Folders at the top that are made; those whose name begins with a dot are passed over everywhere."""


@cache
def texts() -> dict[str, str]:
    """Every text file of the tree."""
    found = {}
    for path in files(ROOT):
        try:
            found[str(path.relative_to(ROOT))] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:  # an image, say, or a broken file of the tests
            continue
    return found


def files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        made = folder == ROOT and path.name in NOT_OURS
        if made or path.is_symlink() or path.name.endswith(("__pycache__", ".egg-info")):
            continue
        if path.is_dir():
            if not path.name.startswith(".") or path.name == ".ci":
                yield from files(path)
        else:
            yield path


def words(text: str) -> list[str]:
    """Words and numbers, whatever stands between them."""
    return re.findall(r"\w+", text.casefold().replace("\u00ad", ""))


def runs(text: str) -> Iterator[str]:
    found = words(text)
    return (" ".join(found[n : n + RUN]) for n in range(len(found) - RUN + 1))


def documents() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(sources().glob("*.txt"))}


def test_the_tree_is_read() -> None:
    assert {"README.md", "regulations/2022/measures.yaml", "src/grantrules/rules/ledger.py", ".ci/run"} <= set(texts())


def test_no_run_of_eight_words_of_a_document() -> None:
    theirs = {run: name for name, text in documents().items() for run in runs(text)}
    assert len(theirs) > 1000
    quoted = [f"{ours}: {run} ({theirs[run]})" for ours, text in texts().items() for run in runs(text) if run in theirs]
    assert not quoted, "\n".join(quoted)


def test_no_contact_details_of_a_document() -> None:
    text = "\n".join(documents().values()).casefold()
    addresses = set(re.findall(r"[\w.+-]+@[\w.-]+\w", text))
    people = {tuple(address.split("@")[0].split(".")) for address in addresses if "." in address.split("@")[0]}
    telephones = set(re.findall(r"\b\d{8}\b", text))
    assert addresses
    assert people
    assert telephones
    for name, ours in texts().items():
        ours_folded = ours.casefold()
        for detail in addresses | telephones:
            assert detail not in ours_folded, f"{name}: {detail}"
        following = " ".join(words(ours))
        for person in people:
            assert not re.search(rf"\b{' '.join(map(re.escape, person))}\b", following), f"{name}: {' '.join(person)}"

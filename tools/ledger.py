"""Write where the ledger's passages stand, and their hashes, as the documents now read.

python tools/ledger.py FOLDER           write them; FOLDER holds the documents of `regulations/sources.yaml`
python tools/ledger.py FOLDER --check   exit 1 and name what would change

A new entry begins with `hash: ""`. A passage that something was put in before gets its new lines. Where a passage has changed, read it and the rules that rest on it first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from grantrules.base.errors import Location, Problems
from grantrules.rules.common import shared
from grantrules.rules.compiled import shipped_folder
from grantrules.rules.ledger import (
    FOLDER,
    Lines,
    find_passages,
    passage_hash,
    read_document_lines,
    read_ledger,
)


def stale(regulations: Path, sources: Path, problems: Problems) -> Iterator[tuple[Path, Location, str, str]]:
    """Each place and hash that is not what the document gives: where it stands in its file, as it is and as it would be."""
    for document in shared(regulations).documents.values():
        ledger = read_ledger(regulations, document, problems)
        lines = None if ledger is None else read_document_lines(document, sources, problems)
        if ledger is None or lines is None:
            continue
        path = regulations / FOLDER / f"{document.id}.yaml"
        hashes = {
            ledger.where(key, n, "lines"): ledger.where(key, n, "hash")
            for key in ("entries", "remaining")
            for n in range(len(getattr(ledger.shape, key)))
        }
        for found in find_passages(ledger, lines):
            old = found.passage.lines
            new = found.at or Lines(old.first + found.moved, old.last + found.moved)
            if found.at is None:
                yield path, hashes[found.where], f'"{found.passage.hash}"', f'"{passage_hash(lines, new)}"'
            if new != old:
                yield path, found.where, _as_written(old), _as_written(new)


def _as_written(lines: Lines) -> str:
    return str(lines.first) if lines.first == lines.last else f"{lines.first}-{lines.last}"


def write(path: Path, where: Location, old: str, new: str) -> None:
    """Put something in the place of what stands there."""
    lines = path.read_text("utf-8").split("\n")
    line, start = lines[where.line - 1], where.column - 1
    lines[where.line - 1] = line[:start] + line[start:].replace(old, new, 1)
    path.write_text("\n".join(lines), "utf-8")


def main(arguments: list[str]) -> int:
    """Write the hashes, or say which would change."""
    check = "--check" in arguments
    folders = [each for each in arguments if each != "--check"]
    if len(folders) != 1:
        print(__doc__)
        return 2
    problems = Problems()
    found = list(stale(shipped_folder(), Path(folders[0]), problems))
    for path, where, old, new in found:
        print(f"{where}: {old} {'would become' if check else 'is now'} {new}")
        if not check:
            write(path, where, old, new)
    for problem in problems.sorted():
        print(problem)
    return 1 if problems.errors or (check and found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

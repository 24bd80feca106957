"""What is written is opened by the programs that people open it with: tables by LibreOffice, pages by a browser.

    python -m tests.guards.opened

LibreOffice opens the CSV, the CSV for Excel in Norway (as a Norwegian spreadsheet, in which a comma begins the decimals) and the
workbook, and writes what it saw; a browser reads the pages. Both are run without a screen. Exits 1 where a cell or a page differs,
and where one of the programs is not there. (Calendars are opened by two programs in tests/cli/test_output.py.)
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import grantrules
from grantrules.portfolio.saving import SAVED_TABLES
from grantrules.render.forms import to_html
from tests.support.documents import ROOT

OFFICE = ("soffice", "libreoffice")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

UTF_8, NORWEGIAN = 76, 1044
"""The numbers by which LibreOffice knows an encoding and a language."""

NAMES = ("Å;1", "b,2", 'c "3"', "d\n4", "=1+1", "-5", "007", "'e")
"""Ids that spreadsheets like to read as something else; one such as `1.5` they do read as a date, in CSV (docs/how-to/portfolios.md)."""

WORKBOOK_NAMES = ("1.5", "1-2")
"""Those that only a workbook keeps as they are."""


def program(names: Iterable[str]) -> str:
    """The first of some programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        sys.exit(f"none of these programs is installed: {', '.join(names)}")
    return found


def sheets(path: Path, folder: Path, *reading: object) -> list[list[list[str]]]:
    """The sheets of a file, as LibreOffice reads it with these settings: their rows."""
    folder.mkdir()
    command = [program(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    if reading:
        command += [f"--infilter=CSV:{','.join(map(str, reading))}"]
    writing = f"csv:Text - txt - csv (StarCalc):44,34,{UTF_8},1,,0,false,true,false,false,false,-1"
    command += ["--convert-to", writing, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = sorted(folder.glob("*.csv"), key=lambda each: each.stat().st_mtime_ns)
    return [list(csv.reader(io.StringIO(each.read_text("utf-8"), newline=""))) for each in made]


def alike(seen: str, meant: object, *, typed: bool) -> bool:
    """Whether a cell holds what was meant; where text is no text of its own (CSV), `1,50` may be seen as `1.5`."""
    expected = "" if meant is None else str(meant)
    if seen.replace("\r\n", "\n") == expected or (typed and isinstance(meant, str)):
        return seen.replace("\r\n", "\n") == expected
    try:
        return Decimal(seen.replace(",", ".")) == Decimal(expected.replace(",", "."))
    except InvalidOperation:
        return seen.casefold() == expected.casefold()


def differences(name: str, seen: Sequence[Sequence[str]], meant: Sequence[Sequence[object]]) -> Iterator[str]:
    """The cells that LibreOffice saw otherwise than they were meant."""
    if [len(row) for row in seen] != [len(row) for row in meant]:
        yield f"{name}: {len(seen)} rows of {len(seen[0]) if seen else 0} cells; expected {len(meant)} of {len(meant[0])}"
        return
    for number, (row, other) in enumerate(zip(seen, meant, strict=True), 1):
        for cell, expected in zip(row, other, strict=True):
            if not alike(cell, expected, typed=name.startswith("workbook")):
                yield f"{name}: row {number}: {cell!r}; expected {expected!r}"


def made(names: Iterable[str]) -> grantrules.Batch:
    """The examples of a year, and applications that are called so."""
    odd = [{"year": 2022, "id": name, "applicant": {"name": name}, "measures": [{"id": name}]} for name in names]
    examples = [grantrules.read(path).data for path in sorted((ROOT / "examples/2022").glob("*.yaml"))]
    return grantrules.batch([*(each for each in examples if isinstance(each, dict)), *odd])


def tables(folder: Path, say: Callable[[str], None]) -> Iterator[str]:
    """What differs in the tables of a batch."""
    for place, between, for_excel in (("plain", ",", False), ("excel", ";", True)):
        made(NAMES).save(folder / place, "csv", for_excel=for_excel)
        for name in SAVED_TABLES:
            path = folder / place / f"{name}.csv"
            meant = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=between))
            language = NORWEGIAN if for_excel else ""
            (seen,) = sheets(
                path, folder / f"{place}-{name}", ord(between), 34, UTF_8, 1, "", language, "false", "true"
            )
            yield from differences(f"{place} {name}", seen, meant)
            say(f"CSV ({place}), {name}: {len(seen)} rows")
    batch = made((*NAMES, *WORKBOOK_NAMES))
    batch.save(folder / "book", "xlsx")
    seen_sheets = sheets(folder / "book" / "decisions.xlsx", folder / "seen")
    for name, seen, table in zip(
        SAVED_TABLES, seen_sheets, (batch.applications, batch.measures, batch.rejects), strict=False
    ):
        lists = [[", ".join(cell) if isinstance(cell, list) else cell for cell in row] for row in table.iter_rows()]
        yield from differences(f"workbook {name}", seen, [table.columns, *lists])
        say(f"workbook, {name}: {len(seen)} rows")
    if len(seen_sheets) != len(SAVED_TABLES) + 1:
        yield f"the workbook has {len(seen_sheets)} sheets"


def pages(folder: Path, say: Callable[[str], None]) -> Iterator[str]:
    """What a browser does not show of a page that is there."""
    for example in sorted((ROOT / "examples/2022").glob("*.yaml"))[:3]:
        decision = grantrules.evaluate(grantrules.read(example))
        path = folder / f"{example.stem}.html"
        path.write_text(to_html(decision, "nb"), "utf-8")
        command = [
            program(BROWSERS),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'browser'}",
        ]
        done = subprocess.run([*command, "--dump-dom", path.as_uri()], check=True, capture_output=True, timeout=120)
        shown, meant = (_words(text) for text in (done.stdout.decode(), path.read_text("utf-8")))
        if shown != meant:
            yield f"{example.name}: a browser shows {len(shown)} words; expected {len(meant)}"
        say(f"page of {example.name}: {len(shown)} words")


def _words(page: str) -> list[str]:
    body = page[page.index("<body") :]
    return unescape(re.sub(r"<[^>]*>", " ", body)).split()


def main() -> int:
    """Open everything."""
    with TemporaryDirectory() as name:
        found = [*tables(Path(name), print), *pages(Path(name), print)]
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

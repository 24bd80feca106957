"""A made-up portfolio of any size, in every form that `grantrules batch` reads, with as many broken ones as asked for.

    python -m tests.guards.made_up_portfolio 10000 FOLDER --broken 50 --form yaml

Each application is a shipped example with other amounts, days and names, some facts left out and some changed. What
was broken, and how, is written beside the folder, as FOLDER.broken.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

import grantrules
from grantrules.language.vocabulary import FactType
from grantrules.portfolio.tables.columns import APPLICATIONS, MEASURES, columns_of
from tests.support.documents import ROOT

FORMS = ("yaml", "json", "jsonl", "csv", "semicolons", "parquet", "xlsx")
Application = dict[str, Any]
Table = list[dict[str, object]]


class Broken(NamedTuple):
    """A broken application: its id as it was, the kind of fault, and the file, line or row where that is."""

    id: str
    fault: str
    name: str


def portfolio(number: int, year: int = 2026, seed: int = 1) -> list[Application]:
    """So many applications to a year's rules, in nested form."""
    rng = Random(seed)
    return [_application(rng, year, place) for place in range(1, number + 1)]


@cache
def _examples(year: int) -> tuple[Application, ...]:
    found = [grantrules.read(path).data for path in sorted((ROOT / "examples" / str(year)).glob("*.yaml"))]
    return tuple(each for each in found if isinstance(each, dict) and len(each) > 4)


def _application(rng: Random, year: int, place: int) -> Application:
    made = deepcopy(rng.choice(_examples(year)))
    made.pop("determinations", None)
    made |= {"id": f"A-{place:05}", "year": year}
    made["submitted_on"] = date(year, 1, 15) + timedelta(days=rng.randrange(60))
    made.setdefault("applicant", {})["name"] = f"{rng.choice(('Øvre', 'Nedre', 'Ytre', 'Indre'))} Eksempel {place}"
    for measure in made.get("measures", ()):
        measure.pop("determinations", None)
        measure["amount"] = rng.randrange(10, 400) * 5_000
    _disturb(rng, made, year)
    return made


def _disturb(rng: Random, part: Application, year: int) -> None:
    """Leave out some facts of a part, and turn some."""
    for name, value in list(part.items()):
        if name in ("id", "year", "kind", "measures", "type", "title") or isinstance(value, dict):
            for each in value if name == "measures" else [value] if isinstance(value, dict) else ():
                _disturb(rng, each, year)
        elif rng.random() < 0.01:
            del part[name]
        elif isinstance(value, bool) and rng.random() < 0.01:
            part[name] = not value


# -- broken applications, in files


def _set(*path: str | int, to: object) -> Callable[[Application], None]:
    def change(application: Application) -> None:
        part: Any = application
        for step in path[:-1]:
            part = part.setdefault(step, {}) if isinstance(step, str) else part[step]
        part[path[-1]] = to

    return change


FAULTS: Mapping[str, Callable[[Application], None]] = {
    "unknown value": _set("applicant", "type", to="kommun"),
    "unknown field": _set("aplicant", to={"type": "municipality"}),
    "no such day": _set("submitted_on", to="2026-02-30"),
    "no amount": _set("measures", 0, "amount", to="mye"),
    "neither yes nor no": _set("submitter_has_role", to="kanskje"),
    "a year without rules": _set("year", to=2025),
    "a year in words": _set("year", to="i fjor"),
    "no mapping": _set("measures", 0, to="kurs"),
    "two measures of one id": lambda application: (
        application["measures"].append({"id": "m"}) or application["measures"].append({"id": "m"})
    ),
    "an unknown rule": _set("determinations", to={"no-such-rule": {"is": "accepted"}}),
    "a report": _set("kind", to="report"),
    "an id twice": _set("id", to="A-00001"),
}
"""What can be wrong with an application that can be read."""

RAW: Mapping[str, Callable[[bytes], bytes]] = {
    "not closed": lambda text: text.rstrip()[:-1] + b' "' if text.lstrip()[:1] == b"{" else b'id: "x\n' + text,
    "not UTF-8": lambda text: text.replace(b"Eksempel", b"\xf8y", 1),
    "empty mapping key": lambda text: b"[a]: b\n" if text.lstrip()[:1] != b"{" else b'{"a" "b"}',
}
"""What can be wrong with a file or a line itself."""


def write(
    applications: list[Application], folder: Path, form: str = "yaml", broken: int = 0, seed: int = 1
) -> list[Broken]:
    """Write a portfolio into a folder, so many of it broken; what was broken, and how."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    places = sorted(rng.sample(range(1, len(applications)), broken)) if broken else []
    if form in ("yaml", "json", "jsonl"):
        return _write_documents(applications, folder, form, places)
    return _write_tables(applications, folder, form, places)


def _write_documents(applications: list[Application], folder: Path, form: str, places: list[int]) -> list[Broken]:
    kinds = [*FAULTS, *RAW]
    faults = {place: kinds[number % len(kinds)] for number, place in enumerate(places)}
    found: list[Broken] = []
    lines: list[bytes] = []
    for place, application in enumerate(applications):
        fault, made = faults.get(place), deepcopy(application)
        if fault is not None and fault in FAULTS:
            made.setdefault("measures", [{"id": "m1"}])
            FAULTS[fault](made)
        text = _as_yaml(made) if form == "yaml" else json.dumps(made, default=str, ensure_ascii=False).encode()
        content = RAW[fault](text) if fault is not None and fault in RAW else text
        path = folder / ("portfolio.jsonl" if form == "jsonl" else f"{place // 1000:03}/{application['id']}.{form}")
        if form == "jsonl":
            lines.append(content.replace(b"\n", b" "))
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        if fault is not None:
            found.append(Broken(application["id"], fault, f"{path}:{place + 1}" if form == "jsonl" else str(path)))
    if lines:
        (folder / "portfolio.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    return found


def _as_yaml(application: Application) -> bytes:
    return yaml.dump(application, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, encoding="utf-8")


# -- tables


def tables(applications: list[Application], year: int) -> dict[str, Table]:
    """The two tables as rows of values; a column that nobody fills is left out."""
    pair = grantrules.load(year).tables_of(applications)
    made = {}
    for name, frame in zip((APPLICATIONS, MEASURES), pair, strict=True):
        filled = [c for c in frame.columns if frame[c].null_count() < frame.height or c in ("id", "application")]
        sets = {c.rpartition(".")[0] for c in filled if "." in c}
        made[name] = [
            {c: row[c] for c in frame.columns if c in filled or (c.rpartition(".")[0] in sets and _is_member(c, year))}
            for row in frame.iter_rows(named=True)
        ]
    return made


@cache
def _members(year: int) -> frozenset[str]:
    vocabulary = grantrules.load(year).rules.vocabulary
    every = (columns_of(vocabulary, table) for table in (APPLICATIONS, MEASURES))
    return frozenset(name for of in every for name, column in of.items() if column.fact.type is FactType.CHOICES)


def _is_member(column: str, year: int) -> bool:
    return column in _members(year)


CELLS: Mapping[str, tuple[str, str, object]] = {
    "unknown value": (APPLICATIONS, "applicant.type", "kommun"),
    "no such day": (APPLICATIONS, "submitted_on", "30.02.2026"),
    "a year without rules": (APPLICATIONS, "year", "2025"),
    "neither yes nor no": (APPLICATIONS, "submitter_has_role", "kanskje"),
    "no amount": (MEASURES, "amount", "mye"),
    "an amount in two senses": (MEASURES, "amount", "1.000"),
    "unknown value of a measure": (MEASURES, "kind", "kurs"),
    "half a set": (MEASURES, "partners.municipality", ""),
    "neither yes nor no in a set": (MEASURES, "partners.business", "kanskje"),
    "an id twice": (APPLICATIONS, "id", "A-00001"),
    "a measure of nobody": (MEASURES, "application", "B-1"),
}
"""Cells that make a row unreadable: table, column and value."""

ROWS = ("too many cells", "a quote not closed")
"""What can be wrong with a row of a CSV file."""


def _write_tables(applications: list[Application], folder: Path, form: str, places: list[int]) -> list[Broken]:
    made = tables(applications, applications[0]["year"])
    texts = {name: [{c: _text(value, form) for c, value in row.items()} for row in rows] for name, rows in made.items()}
    found: list[Broken] = []
    raw: dict[tuple[str, int], str] = {}
    csv_form = form in ("csv", "semicolons")
    kinds = [*CELLS, *(ROWS if csv_form else ())]
    for number, place in enumerate(places):
        id_, fault = applications[place]["id"], kinds[number % len(kinds)]
        table, column, value = CELLS.get(fault, (MEASURES if number % 2 else APPLICATIONS, "id", ""))
        rows = texts[table]
        key = "id" if table == APPLICATIONS else "application"
        index = next((n for n, row in enumerate(rows) if row[key] == id_), None)
        if index is None:  # it has no measures
            table, column, value, fault = APPLICATIONS, "applicant.type", "kommun", "unknown value"
            rows, index = texts[table], place
        if fault in ROWS:
            raw[table, index] = fault
        else:
            if fault == "half a set":
                rows[index] |= {c: "false" for c in rows[index] if c.startswith("partners.")}
            if fault == "an id twice":
                value = applications[places[number - 1]]["id"] if number else applications[place]["id"]
            rows[index][column] = value
        found.append(Broken(id_, fault, _row_name(folder, form, table, index)))
    for name, rows in texts.items():
        _write_table(name, rows, {n: fault for (table, n), fault in raw.items() if table == name}, folder, form)
    if form == "xlsx":
        _write_book(texts, folder / "portfolio.xlsx")
    return found


def _row_name(folder: Path, form: str, table: str, index: int) -> str:
    if form == "xlsx":
        return f"{folder / 'portfolio.xlsx'}: {TITLES[table]}!{index + 2}"
    return f"{folder / table}.parquet:{index + 1}" if form == "parquet" else f"{folder / table}.csv:{index + 2}"


TITLES = {APPLICATIONS: "Søknader", MEASURES: "Tiltak"}
"""What the sheets of a workbook are called."""


def _text(value: object, form: str) -> object:
    """A value as the form has it: text but in Excel and Parquet, where only what is broken is text."""
    if form in ("xlsx", "parquet") or value is None:
        return value
    if form == "semicolons":
        match value:
            case bool():
                return "SANN" if value else "USANN"
            case date():
                return f"{value.day:02}.{value.month:02}.{value.year}"
            case int():
                return f"{value:,}".replace(",", " ") if value > 9_999 else str(value)
            case _:
                return str(value).replace(".", ",") if not isinstance(value, str) else value
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _write_table(name: str, rows: Table, raw: Mapping[int, str], folder: Path, form: str) -> None:
    names = list(rows[0]) if rows else ["id"]
    if form == "parquet":
        pl: Any = import_module("polars")
        made = {}
        for each in names:
            values = [row[each] for row in rows]
            mixed = len({type(value) for value in values if value is not None}) > 1
            made[each] = pl.Series(each, [None if v is None else str(v) for v in values] if mixed else values)
        pl.DataFrame(made).write_parquet(folder / f"{name}.parquet")
    elif form in ("csv", "semicolons"):
        between = ";" if form == "semicolons" else ","
        lines = [between.join(names)]
        for number, row in enumerate(rows):
            cells = [_quoted("" if row[each] is None else str(row[each])) for each in names]
            match raw.get(number):
                case "too many cells":
                    cells = [*cells, "x"]
                case "a quote not closed":
                    cells[-1] = '"aldri lukket'
                case _ if form == "semicolons":  # some programs leave out the empty cells at the end of a row
                    cells = cells[: max((n for n, cell in enumerate(cells, 1) if cell), default=1)]
                case _:
                    pass
            lines.append(between.join(cells))
        start = "\ufeff" if form == "semicolons" else ""
        (folder / f"{name}.csv").write_text(start + "\r\n".join(lines) + "\r\n", "utf-8", newline="")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',;"\t\r\n') else cell


def _write_book(texts: Mapping[str, Table], path: Path) -> None:
    excel: Any = import_module("xlsxwriter")
    with excel.Workbook(path, {"strings_to_formulas": False, "constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, title in TITLES.items():
            sheet, rows = book.add_worksheet(title), texts[name]
            names = list(rows[0]) if rows else ["id"]
            sheet.write_row(0, 0, names)
            for number, row in enumerate(rows, 1):
                for place, each in enumerate(names):
                    value = row[each]
                    if isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, place, value)
                    elif value is not None:
                        sheet.write(number, place, value)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.guards.made_up_portfolio")
    parser.add_argument("number", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--broken", type=int, default=0)
    parser.add_argument("--form", choices=FORMS, default="yaml")
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    applications = portfolio(options.number, options.year, options.seed)
    broken = write(applications, options.folder, options.form, options.broken, options.seed)
    listed = [each._asdict() for each in broken]
    beside = options.folder.with_name(f"{options.folder.name}.broken.json")
    beside.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", "utf-8")
    kinds = len({each.fault for each in broken})
    print(f"{options.number} applications in {options.folder}, {len(broken)} of them broken in {kinds} ways: {beside}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

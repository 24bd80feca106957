"""How much of the documents the rules carry, and whether rules, ledger and documents cite the same places."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problem, Problems, closest, did_you_mean, shorten
from grantrules.base.nodes import ListNode, MappingNode, ScalarNode, read_file
from grantrules.language.condition import Branch, Citation, walk
from grantrules.rules.canonical import rule_data, value_data
from grantrules.rules.common import SOURCES, display, shared
from grantrules.rules.ledger import FOLDER, KINDS, NOT_ENCODED, EntryShape, Ledger, compare_with_document, read_ledger
from grantrules.rules.load import CASES, REPORT_CASES, load_folder, load_year
from grantrules.rules.ruleset import RuleSet, SourceDocument
from grantrules.rules.shipped import shipped_folder, years_in


@dataclass(frozen=True)
class Row:
    """The statements at one place of a document: how many, of which kinds, and what carries them."""

    document: str
    place: str
    kinds: Mapping[str, int]
    carried: int
    not_encoded: Mapping[str, int]

    @property
    def statements(self) -> int:
        """How many statements stand there."""
        return sum(self.kinds.values())

    @property
    def waiting(self) -> int:
        """How many speak only for years that have no rules yet."""
        return self.statements - self.carried - sum(self.not_encoded.values())


@dataclass(frozen=True)
class Coverage:
    """What the rules of some years carry of the documents that speak for them."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    documents: tuple[str, ...]
    compared_with: str | None

    def __str__(self) -> str:
        return "\n".join([*_table(self.rows), "", *_sums(self), *map(str, self.problems)])


def coverage(year: int | None = None, sources: Path | None = None, folder: Path | None = None) -> Coverage:
    """What the rules of a year (or of all years) carry, compared with the documents in `sources` if that is given.

    `folder` holds the years, the ledger and `sources.yaml`; the shipped regulations where none is named. A year can have
    documents of its own; of drafts that lie by themselves these alone are looked at, and in no draft a rule that waits.

    Raises:
        UnknownRegulation: there are no rules for that year.
        RegulationError: the files of a year have problems.
    """
    base = folder or shipped_folder()
    years = years_in(base) if year is None else (year,)
    if year is not None and folder is None:
        rules = [load_year(year)]  # raises what there is to say of a year without rules
    else:
        rules = [load_folder(base / str(each)) for each in years]
    common, problems = shared(base), Problems()
    problems.extend(common.problems)
    documents = _documents(base, common.documents, rules)
    read = {id_: read_ledger(base, document, problems) for id_, document in documents.items()}
    ledgers = {id_: ledger for id_, ledger in read.items() if ledger is not None}
    for of_year in rules:
        _rules_cite_entries(of_year, documents, ledgers, problems)
        _entries_name_rules(of_year, ledgers, problems)
        _rules_hold_entries(of_year, ledgers, problems)
        _cases_are_there(base, of_year.year, ledgers, problems)
    asked = [id_ for id_, each in documents.items() if year is None or year in each.speaks_for]
    for id_ in asked:
        if id_ in ledgers:
            _carried(ledgers[id_], years, years_in(base), problems)
            if sources is not None:
                compare_with_document(ledgers[id_], sources, problems)
        elif not (base / FOLDER / f"{id_}.yaml").exists() and {*documents[id_].speaks_for} & {*years}:
            problems.add(
                Location(display(base / FOLDER)),
                Code.INVALID_CITATION,
                f"the statements of `{id_}` are not listed: no {id_}.yaml",
            )
    listed = [ledgers[id_] for id_ in asked if id_ in ledgers]
    return Coverage(
        years=years,
        documents=tuple(ledger.document.id for ledger in listed),
        rows=tuple(row for ledger in listed for row in _rows(ledger, year)),
        problems=problems.sorted(),
        compared_with=None if sources is None else display(sources),
    )


def _documents(
    base: Path, common: Mapping[str, SourceDocument], rules: Iterable[RuleSet]
) -> Mapping[str, SourceDocument]:
    """The documents that the ledger is to list: those that the years share, and those of their own."""
    listed = [*rules]
    own = {id_: each for of_year in listed for id_, each in of_year.documents.items() if id_ not in common}
    elsewhere = not (base / SOURCES).is_file() and any(each.drafted_from is not None for each in listed)
    return own if elsewhere else {**common, **own}


def coverage_of(folder: Path, sources: Path | None = None) -> Coverage:
    """The same of a folder of years, or of one year in such a folder, by the ledger beside it.

    Raises:
        RegulationError: there is no such folder, or the files of a year have problems.
    """
    if years_in(folder):
        return coverage(None, sources, folder)
    return coverage(load_folder(folder).year, sources, folder.resolve().parent)


def cited(rules: RuleSet) -> Mapping[str, tuple[Citation, ...]]:
    """What cites places: rules with their branches, what became of rules, and the values of offices by fact."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for rule in rules.rules:
        found[rule.id] += rule.sources
        for condition in (rule.condition, *([rule.when] if rule.when else [])):
            found[rule.id] += [c for node in walk(condition) if isinstance(node, Branch) for c in node.sources]
    for transition in (*rules.repeals, *rules.introduces):
        found[transition.rule].append(transition.source)
    for value in rules.office_values:
        found[value.fact].append(value.source)
    return {id_: tuple(dict.fromkeys(citations)) for id_, citations in found.items()}


def _rules_cite_entries(
    rules: RuleSet, documents: Mapping[str, SourceDocument], ledgers: Mapping[str, Ledger], problems: Problems
) -> None:
    waiting = {rule.id for rule in rules.waiting}
    for id_, citations in cited(rules).items():
        for citation in citations if id_ not in waiting else ():
            if citation.document not in documents:
                continue
            where, at = citation.where or Location(id_), f"`{id_}` cites {citation.document}, `{citation.at}`"
            ledger = ledgers.get(citation.document)
            if ledger is None:
                problems.add(where, Code.INVALID_CITATION, f"{at}: the document has no ledger")
                continue
            entries = [entry for entry in ledger.shape.entries if entry.place == citation.at]
            if not entries:
                hint = did_you_mean(citation.at, (entry.place for entry in ledger.shape.entries))
                problems.add(where, Code.INVALID_CITATION, f"{at}: the ledger has no entry there{hint}")
            elif rules.year not in ledger.document.speaks_for:
                continue  # a rule that has fallen silent cites what an earlier document said
            elif not any(id_ in entry.rules.get(str(rules.year), ()) for entry in entries):
                problems.add(where, Code.INVALID_CITATION, f"{at}: no entry there names it for {rules.year}")


def _entries_name_rules(rules: RuleSet, ledgers: Mapping[str, Ledger], problems: Problems) -> None:
    year, citing = str(rules.year), cited(rules)
    for ledger in ledgers.values():
        for n, entry in enumerate(ledger.shape.entries):
            for k, id_ in enumerate(entry.rules.get(year, ())):
                where = ledger.where("entries", n, "rules", year, k)
                if id_ not in citing:
                    near = closest(id_, citing)
                    hint = f"; did you mean `{near}`?" if near else ""
                    problems.add(where, Code.UNKNOWN_RULE, f"there is no rule `{id_}` in {year}{hint}")
                elif not any((c.document, c.at) == (ledger.document.id, entry.place) for c in citing[id_]):
                    problems.add(
                        where,
                        Code.INVALID_CITATION,
                        f"`{id_}` of {year} does not cite {ledger.document.id}, `{entry.place}`",
                    )


_SAYING = ("text", "condition", "when", "fulfilled", "remedy", "due", "states", "rank", "ranking", "awarded", "office")
"""Where a rule says what it states; its id and its title only name it."""


def _rules_hold_entries(rules: RuleSet, ledgers: Mapping[str, Ledger], problems: Problems) -> None:
    """Find statements that lack, in the rules that are to carry them, a word or a value."""
    year, said = str(rules.year), _said(rules)
    for ledger in ledgers.values():
        for n, entry in enumerate(ledger.shape.entries):
            for k, word in enumerate(entry.holds.get(year, ())):
                if not any(word.casefold() in said[id_] for id_ in entry.rules.get(year, ()) if id_ in said):
                    message = f"no rule of {year} that is to carry {entry.lines} ({entry.place}) says `{word}`"
                    problems.add(ledger.where("entries", n, "holds", year, k), Code.INVALID_CITATION, message)


def _said(rules: RuleSet) -> Mapping[str, str]:
    """All that each rule, and each value of an office by its fact, says, as one text to look for words and values in."""
    found: dict[str, str] = defaultdict(str)
    for rule in rules.rules:
        data = rule_data(rule)
        found[rule.id] = _as_text({key: data.get(key) for key in _SAYING})
    for value in rules.office_values:
        found[value.fact] += f"\n{_as_text(value_data(value.value))}"
    return found


def _as_text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False).casefold()


def _cases_are_there(base: Path, year: int, ledgers: Mapping[str, Ledger], problems: Problems) -> None:
    """Find statements that name a case, as what would show that they are carried, where there is none."""
    named = [
        (case, ledger.where("entries", n, "case", str(year), k))
        for ledger in ledgers.values()
        for n, entry in enumerate(ledger.shape.entries)
        for k, case in enumerate(entry.case.get(str(year), ()))
    ]
    files = iter((base / str(year) / CASES, base / REPORT_CASES))
    cases: set[str] = set()
    while any(case not in cases for case, _ in named) and (
        path := next(files, None)
    ):  # they are long: no more than needed
        cases |= _case_ids(path, problems)
    for case, where in named:
        if case not in cases:
            message = f"there is no case `{case}` of {year}{did_you_mean(case, cases)}"
            problems.add(where, Code.INVALID_CITATION, message)


def _case_ids(path: Path, problems: Problems) -> set[str]:
    """The cases in a file, if it is there."""
    node = read_file(path, display(path), problems) if path.is_file() else None
    listed = node.get("cases") if isinstance(node, MappingNode) else None
    items = listed.items if isinstance(listed, ListNode) else ()
    ids = [each.get("id") for each in items if isinstance(each, MappingNode)]
    return {each.text for each in ids if isinstance(each, ScalarNode)}


def _carried(ledger: Ledger, years: Iterable[int], known: Iterable[int], problems: Problems) -> None:
    """Find statements on years that have rules where nothing carries them, and rules of years that have none."""
    for n, entry in enumerate(ledger.shape.entries):
        for year in sorted({*map(int, entry.rules)} - {*known}):
            problems.add(
                ledger.where("entries", n, "rules", str(year)), Code.UNKNOWN_YEAR, f"there are no rules for {year}"
            )
        for year in years:
            if year in entry.years and str(year) not in entry.rules and entry.not_encoded is None:
                message = f"nothing of {year} carries {entry.lines} ({entry.place}): name `rules`, or why `not_encoded`"
                problems.add(ledger.where("entries", n), Code.INVALID_CITATION, message)


def _rows(ledger: Ledger, year: int | None) -> Iterator[Row]:
    places: dict[str, list[EntryShape]] = defaultdict(list)
    for entry in ledger.shape.entries:
        if year is None or year in entry.years:
            places[entry.place].append(entry)
    for place, entries in places.items():
        kinds, left = Counter(e.kind for e in entries), Counter(e.not_encoded for e in entries if e.not_encoded)
        carried = sum(bool(e.rules) if year is None else str(year) in e.rules for e in entries)
        yield Row(
            ledger.document.id, place, kinds, carried, {reason: left[reason] for reason in NOT_ENCODED if left[reason]}
        )


_COLUMNS = ("all", *(kind.split("_")[0] for kind in KINDS), "carried", "not encoded", "waiting")


def _table(rows: Iterable[Row]) -> Iterator[str]:
    document = None
    for row in rows:
        if row.document != document:
            document = row.document
            yield f"{document:<58}{'  '.join(_COLUMNS)}"
        counts = (row.statements, *(row.kinds.get(kind, 0) for kind in KINDS), row.carried)
        counts += (sum(row.not_encoded.values()), row.waiting)
        cells = "  ".join(f"{n or '·':>{len(head)}}" for n, head in zip(counts, _COLUMNS, strict=True))
        reasons = f"  {', '.join(row.not_encoded)}" if row.not_encoded else ""
        yield f"  {shorten(row.place, 54):<56}{cells}{reasons}"


def _sums(found: Coverage) -> Iterator[str]:
    statements, carried = sum(row.statements for row in found.rows), sum(row.carried for row in found.rows)
    reasons = sum((Counter(row.not_encoded) for row in found.rows), Counter[str]())
    why = f" ({', '.join(f'{reason} {n}' for reason, n in reasons.items())})" if reasons else ""
    waiting = sum(row.waiting for row in found.rows)
    years = ", ".join(map(str, found.years))
    yield (
        f"{years}: {statements} statements, {carried} carried by rules, {reasons.total()} not encoded{why}, "
        f"{waiting} waiting for the rules of another year"
    )
    if found.compared_with is None:
        yield "the comparison with the documents was skipped: no folder of sources was named"
    else:
        yield f"compared with the documents in {found.compared_with}: {', '.join(found.documents)}"
    yield f"{len(found.problems)} problems"

"""The ledger's coverage: every statement of each document, retold, with what carries it in each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from grantrules.render.paper.html import Child, element, listed, table
from grantrules.rules.coverage import Row, coverage
from grantrules.rules.ledger import KINDS, NOT_ENCODED, EntryShape, Ledger
from grantrules.rules.ruleset import SourceDocument
from grantrules.words.words import word
from tools.site.frame import SitePage, link, year_path
from tools.site.material import Material


def sources_page(material: Material) -> SitePage:
    """The documents, and how much of each section the rules carry."""
    found = coverage()
    sections = [
        _document(material, ledger.document, [row for row in found.rows if row.document == ledger.document.id])
        for ledger in material.ledgers
    ]
    statements, carried = sum(row.statements for row in found.rows), sum(row.carried for row in found.rows)
    lead = (
        f"Every rule comes from these documents. The ledger lists their {statements} statements in their own order, "
        f"retold and never quoted; rules carry {carried} of them, and of each of the others it says why nothing does."
    )
    header = element("header", element("h1", "Where the rules come from"), element("p", lead, class_="lead"))
    legend = element(
        "section",
        element("h2", "What the words mean", id="words"),
        _meanings("Kinds of statements", KINDS),
        _meanings("Why nothing carries a statement", NOT_ENCODED),
    )
    return SitePage("sources/index.html", "Sources", [header, element("main", *sections, legend)])


def _document(material: Material, document: SourceDocument, rows: list[Row]) -> Element:
    heads = [
        element("th", name, scope="col") for name in ("Section", "Statements", "Carried", "Not encoded", "Waiting")
    ]
    title = f"The sections of {document.id}"
    return element(
        "section",
        element("h2", link(f"/sources/{document.id}.html", document.title["en"]), id=document.id),
        _about(document),
        table(title, heads, (_row(material, row) for row in rows), captioned=False),
        aria_labelledby=document.id,
    )


def _about(document: SourceDocument) -> Element:
    authority = word(f"authority_{document.authority.value}", "en")
    years = ", ".join(map(str, document.speaks_for))
    dated = f", {document.date}" if document.date else ""
    said = f"{_issuer(document)}{dated}; {authority}; speaks for {years}. "
    return element("p", element("code", document.id), f": {said}", document.note["en"] if document.note else None)


def _issuer(document: SourceDocument) -> str:
    """Who issued a document; `sources.yaml` says in Norwegian where that is not known."""
    unknown = document.issuer == word("nothing_stated", "nb")
    return f"issuer {word('nothing_stated', 'en')}" if unknown else document.issuer


def _row(material: Material, row: Row) -> Element:
    target = material.place(row.document, row.place)
    numbers = (row.statements, row.carried, sum(row.not_encoded.values()), row.waiting)
    return element(
        "tr",
        element("th", link(target, row.place) if target else row.place, scope="row", lang="nb"),
        *(element("td", str(number or "·"), class_="number") for number in numbers),
    )


def source_page(material: Material, ledger: Ledger) -> SitePage:
    """The statements of one document, section by section."""
    document = ledger.document
    header = element(
        "header",
        element("p", link("/sources/index.html", "Sources"), class_="kicker"),
        element("h1", document.title["en"]),
        element("div", _about(document), class_="lead"),
    )
    places = dict.fromkeys(entry.place for entry in ledger.shape.entries)
    sections = (
        element(
            "section",
            element("h2", place, id=material.anchors[document.id, place], lang="nb"),
            _statements(material, [entry for entry in ledger.shape.entries if entry.place == place]),
        )
        for place in places
    )
    main = element("main", *sections, class_="page")
    return SitePage(f"sources/{document.id}.html", document.title["en"], [header, main])


def _statements(material: Material, entries: list[EntryShape]) -> Element:
    return listed(([entry.says, *_carried(material, entry)] for entry in entries), class_="items")


def _carried(material: Material, entry: EntryShape) -> Iterator[Child]:
    kind = f"{entry.lines}; {_plain(entry.kind)}; for {', '.join(map(str, entry.years))}"
    lines: list[list[Child]] = [[kind]]
    for year, rules in entry.rules.items():
        line: list[Child] = [f"{year}: "]
        for number, rule in enumerate(rules):
            line += [", " if number else None, _carrier(material, int(year), rule)]
        lines.append(line)
    if entry.not_encoded:
        lines.append([f"Not encoded: {_plain(entry.not_encoded)}"])
    elif not entry.rules:
        lines.append(["Waiting for the rules of a year that has none here"])
    yield listed(lines)


def _plain(name: str) -> str:
    """A name of the ledger as words."""
    return name.replace("_", " ")


def _meanings(title: str, meanings: Mapping[str, str]) -> Element:
    lines: list[list[Child]] = [[element("b", _plain(name)), f": {means}"] for name, means in meanings.items()]
    return element("div", element("h3", title), listed(lines))


def _carrier(material: Material, year: int, rule: str) -> Element:
    """What carries a statement: a rule, or the value of an office."""
    place = rule if rule in material.years[year].by_id else material.topic_of(year, rule)
    return link(f"{year_path(year, 'en')}#{place}", element("code", rule))

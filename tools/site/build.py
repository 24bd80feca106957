"""All pages of the site, and the writing of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from grantrules.api import diff
from grantrules.base.texts import Language
from grantrules.render.forms import page_of
from grantrules.render.paper.html import Places, element
from grantrules.render.paper.html_page import page_elements, page_title
from grantrules.results.comparison import YearDiff
from grantrules.schema import SCHEMAS, schema_of
from tools.site.frame import PAGE_LANGUAGES, SitePage, changes_path, link, rule_path, year_pairs
from tools.site.markdown_text import markdown_elements
from tools.site.material import Material
from tools.site.question_pages import first_page, questions_page
from tools.site.rule_page import rule_pages, rules_page
from tools.site.source_pages import source_page, sources_page
from tools.site.subject_page import subject_page, subjects_page
from tools.site.subjects import SUBJECTS
from tools.site.year_page import year_page


def build(out: Path, material: Material | None = None) -> list[Path]:
    """Write the site into a folder, and give the files written."""
    written = []
    for path, text in files(material or Material()).items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
        written.append(target)
    return written


def files(material: Material) -> Mapping[str, str]:
    """Every file of the site by its path."""
    found = {page.path: page.html() for page in pages(material)}
    schemas = {f"schemas/{name}.json": json.dumps(schema_of(name), indent=2, ensure_ascii=False) for name in SCHEMAS}
    return found | schemas


def pages(material: Material) -> Iterator[SitePage]:
    """Every page."""
    yield first_page(material)
    yield questions_page(material)
    yield from (year_page(material, year, language) for year in material.years for language in PAGE_LANGUAGES)
    for rule in material.rule_ids:
        yield from rule_pages(material, rule)
    yield from (rules_page(material, language) for language in PAGE_LANGUAGES)
    for language in PAGE_LANGUAGES:
        yield subjects_page(language)
        yield from (subject_page(material, each, language) for each in SUBJECTS)
    for before, after in year_pairs():
        yield from changes_pages(material, diff(before, after))
    yield sources_page(material)
    yield from (source_page(material, ledger) for ledger in material.ledgers)
    yield from markdown_pages(material)


def changes_pages(material: Material, differing: YearDiff) -> Iterator[SitePage]:
    """The comparison of two years in each language."""
    yield from (_changes_page(material, differing, language) for language in PAGE_LANGUAGES)


def _changes_page(material: Material, differing: YearDiff, language: Language) -> SitePage:
    """The comparison of two years, in which each rule leads to its own page."""
    page = page_of(differing, language)
    title, body = page_title(page), page_elements(page, Places())
    for marker in (each for part in body for each in part.iter("a")):
        rule = marker.find("code[@class='marker']")
        id_ = rule.get("title", "") if rule is not None else ""
        if id_ in material.rule_ids:
            marker.set("href", rule_path(id_, language))
    path = changes_path(differing.before.year, differing.after.year, language)
    return SitePage(path.removeprefix("/"), title, body, language)


def markdown_pages(material: Material) -> Iterator[SitePage]:
    """The pages that are written in Markdown."""
    paths = sorted(material.docs.rglob("*.md"))
    names = {path: path.relative_to(material.docs).as_posix() for path in paths}
    known = frozenset(names.values())
    for path, name in names.items():
        folder = name.rpartition("/")[0]
        title, body = markdown_elements(path.read_text("utf-8"), folder, known)
        if name == "decisions/README.md":
            others = [each for each in known if each.startswith("decisions/") and each != name]
            body.append(element("ul", *(_record(material, each) for each in sorted(others))))
        yield SitePage(f"{name.removesuffix('.md')}.html", title, body)


def _record(material: Material, name: str) -> Element:
    title = (material.docs / name).read_text("utf-8").partition("\n")[0].removeprefix("# ")
    return element("li", link(f"/{name.removesuffix('.md')}.html", title))

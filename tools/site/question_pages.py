"""The index of questions, and the first page: from a question of the law to its answer in two clicks."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language
from grantrules.language.condition import Basis
from grantrules.render.paper.html import Child, element, listed, table
from tools.site.frame import PAGE_LANGUAGES, SitePage, changes_path, link, rule_path, rules_path, year_pairs, year_path
from tools.site.markdown_text import Entry, entries_of
from tools.site.material import Material
from tools.site.rule_page import rules_by_topic
from tools.site.rule_parts import RuleParts
from tools.site.subject_page import subject_links
from tools.site.words import INFERRED, OPEN, SECTIONS, SILENT, section_title, site_word
from tools.site.year_page import topics_of

ROLES = (
    ("tutorial", "Tutorial", "the first case in ten minutes"),
    ("how-to/developers", "For developers", "import, typed models, JSON, errors, executors"),
    ("how-to/in-a-service", "In a service", "threads, processes, memory, logging, what to catch"),
    ("how-to/caseworkers", "For caseworkers", "check a case, ask, determine, answer a report"),
    ("how-to/portfolios", "For a portfolio", "many applications at once: folders, Excel, CSV, a summary"),
    ("how-to/policy-staff", "For policy staff", "read and compare years, draft the next one"),
    ("how-to/another-scheme", "Another scheme", "facts, sources, rules and cases from an empty folder"),
    ("how-to/pandas", "From pandas", "a portfolio in two tables, on one machine"),
    ("how-to/spark", "For Spark", "a portfolio beyond one machine"),
    ("reference", "Reference", "commands, names, facts, schemas, errors"),
    ("stability", "What is stable", "names, JSON, codes, versions"),
    ("language", "The rule language", "verbs, conditions, duties, years"),
    ("explanation", "Explanation", "three values, silence, doubt, what is never decided"),
    ("interpretation", "Where the documents leave room", "each unclear place, and how a person closes it"),
    ("questions", "Thirty questions of a caseworker", "with the command that answers each"),
    ("performance", "Performance", "measurements beside other engines"),
    ("architecture", "Architecture", "for those who change the library: rooms, ways, where a change belongs"),
    ("decisions/README", "Decision records", "why things are as they are"),
)


def first_page(material: Material) -> SitePage:
    """The page to begin at."""
    lead = (
        "The rules of one Norwegian grant scheme, which pays municipalities to educate care staff and to develop "
        "services: year by year, each with its source. Choose a question and a year, or all years; the number says how many rules answer. "
        "Each leads on to its words in all years, its source, and what is in doubt."
    )
    title = "The rules of the competence and service development grant"
    header = element("header", element("h1", title), element("p", lead, class_="lead"))
    more: list[list[Child]] = [[link(f"/{path}.html", name), f": {said}"] for path, name, said in ROLES]
    main = element(
        "main",
        element("div", *(element("section", *_by_year(material, each)) for each in ("en", "nb")), class_="tables"),
        element("div", *(element("section", *_by_subject(each)) for each in ("en", "nb")), class_="tables"),
        element("section", element("h2", "What changed?", id="changes"), *_changes()),
        element("section", element("h2", "A question, answered", id="answered"), *_questions(material)),
        element("section", element("h2", "To read and to look up", id="more"), listed(more)),
    )
    return SitePage("index.html", "The rules of a grant scheme", [header, main])


def _by_year(material: Material, language: Language) -> Iterator[Element]:
    title = {"en": "What do the rules of a year say?", "nb": "Hva sier reglene for et år?"}[language]
    yield element("h2", title, id=f"years-{language}", lang=language)
    ways = [link(year_path(year, language), str(year)) for year in material.years]
    ways.append(link(rules_path(language), site_word("all_years", language)))
    heads = [element("td"), *(element("th", way, scope="col") for way in ways)]
    rows = []
    for place in (*SECTIONS, OPEN, INFERRED, SILENT):
        cells = [element("td", _cell(material, year, place, language), class_="number") for year in material.years]
        cells.append(element("td", _all_years(material, place, language), class_="number"))
        rows.append(element("tr", element("th", _question(place, language), scope="row", lang=language), *cells))
    yield table(title, heads, rows, captioned=False)


def _question(place: str, language: Language) -> Element | str:
    """A question, leading to what all years say; what is open or silent is so in a year, and stands nowhere for all."""
    said = _said(place, language)
    return link(f"{rules_path(language)}#{place}", said, language=language) if place in SECTIONS else said


def _no_number(key: str, language: Language) -> Element:
    """A dash, and why there is no number, for those who hear the page."""
    said = element("span", site_word(key, language), class_="unseen", lang=language)
    return element("span", element("span", "–", aria_hidden="true"), said)


def _cell(material: Material, year: int, place: str, language: Language) -> Element:
    topics = topics_of(material, year)
    parts = RuleParts(material, material.years[year], language)
    stated = [rule for rules in topics.values() for rule in rules]
    numbers = {topic: len(rules) for topic, rules in topics.items()}
    numbers[OPEN] = sum(bool(parts.doubts(rule)) for rule in stated)
    numbers[INFERRED] = sum(rule.basis is not Basis.STATED for rule in stated)
    numbers[SILENT] = len(material.years[year].by_id) - len(stated)
    number = numbers.get(place, 0)
    target = f"{year_path(year, language)}#{place}"
    label = f"{_said(place, language)} {year}: {number}"
    made = element("a", str(number), href=target, hreflang=language, aria_label=label)
    return made if number else _no_number("none_here", language)


def _all_years(material: Material, place: str, language: Language) -> Element:
    if place not in SECTIONS:
        return _no_number("not_gathered", language)
    number = len(rules_by_topic(material)[place])
    label = f"{_said(place, language)} {site_word('all_years', language)}: {number}"
    target = f"{rules_path(language)}#{place}"
    return element("a", str(number), href=target, hreflang=language, aria_label=label)


def _said(place: str, language: Language) -> str:
    return section_title(place, language) if place in SECTIONS else site_word(place, language)


def _by_subject(language: Language) -> Iterator[Element]:
    yield element("h2", site_word("every_subject", language), id=f"subjects-{language}", lang=language)
    yield subject_links(language, lang=language)


def _changes() -> Iterator[Element]:
    lines: list[list[Child]] = []
    for one, other in year_pairs():
        line: list[Child] = [f"{one} → {other}: "]
        for language in PAGE_LANGUAGES:
            name = {"nb": "på norsk", "en": "in English"}.get(language, language)
            line += [link(changes_path(one, other, language), name, language=language), " "]
        lines.append(line)
    yield listed(lines)


def _questions(material: Material) -> Iterator[Element]:
    every = link("/questions-index.html", "All questions with the rules that answer them", language="en")
    norwegian = element("span", "Spørsmålene og svarene er på engelsk.", lang="nb", class_="quiet")
    yield element("p", every, ". ", norwegian)
    for year in material.years:
        asked = [each for each in asked_of(material) if each.part == str(year)]
        if asked:
            yield element("h3", str(year))
            links = (link(f"/questions.html#{each.place}", each.title, language="en") for each in asked)
            yield listed(links, class_="columns", lang="en")


def asked_of(material: Material) -> list[Entry]:
    """The questions that `docs/questions.md` answers."""
    return [*entries_of((material.docs / "questions.md").read_text("utf-8"))]


def answering(material: Material, question: Entry) -> list[str]:
    """The rules that an answer names."""
    known = material.years[int(question.part)].by_id
    named = {*question.names, *(f"priority-{name}" for name in question.names)}
    return [id_ for id_ in known if id_ in named]


def questions_page(material: Material) -> SitePage:
    """The index of questions: those that are answered, and those that the sources leave open."""
    sections = [element("section", *_of_year(material, year)) for year in material.years]
    lead = (
        "Each question leads to its answer and to the rules that it rests on; below those of a year stand the rules on "
        "which its sources leave something open."
    )
    header = element("header", element("h1", "Index of questions"), element("p", lead, class_="lead"))
    return SitePage("questions-index.html", "Questions", [header, element("main", *sections, class_="page")])


def _of_year(material: Material, year: int) -> Iterator[Element]:
    yield element("h2", str(year), id=f"year-{year}")
    answered = [each for each in asked_of(material) if each.part == str(year)]
    yield element("h3", "Answered")
    yield listed(
        (
            [link(f"/questions.html#{each.place}", each.title), listed(_links(material, year, each))]
            for each in answered
        ),
        class_="items",
    )
    yield element("h3", "Left open")
    parts = RuleParts(material, material.years[year], "en")
    stated = [rule for rules in topics_of(material, year).values() for rule in rules]
    lines: list[list[Child]] = [
        [link(f"{year_path(year, 'en')}#{rule.id}", element("code", rule.id)), f": {rule.text['en']}", listed(doubts)]
        for rule in stated
        if (doubts := [[*each] for each in parts.doubts(rule)])
    ]
    yield listed(lines, class_="items")


def _links(material: Material, year: int, question: Entry) -> Iterator[list[Child]]:
    for id_ in answering(material, question):
        on_page = link(f"{year_path(year, 'en')}#{id_}", element("code", id_))
        yield [on_page, " (", link(rule_path(id_, "en"), "through the years"), ")"]

"""The page of a subject: what each year's sources say on it, whichever file of the rules that stands in."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language
from grantrules.compare.statements import is_stated
from grantrules.render.paper.html import Child, element, listed
from grantrules.rules.ruleset import NotStated, Rule
from tools.site.frame import SitePage, link, subject_path, subjects_path, year_path
from tools.site.material import Material
from tools.site.rule_parts import RuleParts
from tools.site.subjects import SUBJECTS, Subject
from tools.site.words import site_word


def subjects_page(language: Language) -> SitePage:
    """The list of all subjects."""
    title = site_word("every_subject", language)
    lead = element("p", site_word("every_subject_lead", language), class_="lead")
    main = element("main", subject_links(language), class_="page")
    return SitePage(
        subjects_path(language).removeprefix("/"),
        title,
        [element("header", element("h1", title), lead), main],
        language,
    )


def subject_links(language: Language, lang: str | None = None) -> Element:
    """A link to each subject; `lang` says that they stand on a page in another language."""
    links = (link(subject_path(each.id, language), each.title[language], language=language) for each in SUBJECTS)
    return listed(links, class_="columns", lang=lang)


def subject_page(material: Material, subject: Subject, language: Language) -> SitePage:
    """The page of a subject in one language."""
    years = [RuleParts(material, rules, language) for rules in material.years.values()]
    shown = [rule for parts in years for rule in _of(subject, parts)]
    header = element(
        "header",
        element("p", link(subjects_path(language), site_word("subjects", language)), class_="kicker"),
        element("h1", subject.title[language]),
        element("p", subject.note[language], class_="lead") if subject.note else None,
        element("p", *(part for parts in years for part in (_jump(parts), " "))),
        years[-1].legend(shown),
    )
    main = element("main", *(element("section", *_year(parts, _of(subject, parts))) for parts in years))
    return SitePage(
        subject_path(subject.id, language).removeprefix("/"), subject.title[language], [header, main], language
    )


def _jump(parts: RuleParts) -> Element:
    return element("a", str(parts.rules.year), href=f"#year-{parts.rules.year}")


def _of(subject: Subject, parts: RuleParts) -> list[Rule]:
    """The rules of the subject that a year has."""
    return [parts.rules.by_id[id_] for id_ in subject.rules if id_ in parts.rules.by_id]


def _year(parts: RuleParts, rules: list[Rule]) -> Iterator[Element]:
    year = parts.rules.year
    stated = [rule for rule in rules if is_stated(rule)]
    silent = [rule for rule in rules if not is_stated(rule)]
    yield element("h2", link(year_path(year, parts.language), str(year)), id=f"year-{year}")
    if not stated:
        yield element("p", parts.word("nothing_said").format(year=year))
    yield from (parts.article(rule, f"{rule.id}-{year}") for rule in stated)
    if silent:
        yield element("h3", parts.word("silent_here").format(year=year))
        yield listed((_silent(parts, rule) for rule in silent), class_="items")


def _silent(parts: RuleParts, rule: Rule) -> list[Child]:
    since = parts.word("last_stated").format(year=rule.silent_since)
    said = "; ".join(part for part in (since, _due_then(parts, rule), parts.only_for(rule)) if part)
    return [parts.named(rule), f": {rule.text[parts.language]} ", element("span", f"({said})", class_="quiet")]


def _due_then(parts: RuleParts, rule: Rule) -> str | None:
    """When the duty was due by the year that last stated it."""
    assert rule.silent_since is not None
    earlier = parts.material.years[rule.silent_since].by_id.get(rule.id)
    if earlier is None or isinstance(earlier.due, NotStated):
        return None
    return parts.sentences.due(earlier.due, None) or None

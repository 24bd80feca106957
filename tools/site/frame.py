"""What every page of the site has: its head, the way to the other pages, and links that work from any folder."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language
from grantrules.render.paper.html import document, element
from grantrules.rules.shipped import shipped_years
from tools.site.words import in_english, site_word

PAGE_LANGUAGES: tuple[Language, ...] = ("nb", "en")
"""The languages of the pages of years, comparisons, rules and subjects; all others are in English."""

_STYLE = """
.grantrules nav.site { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; padding-bottom: 0.7rem; margin-bottom: 2rem;
  border-bottom: 1px solid var(--line); font-size: 0.95rem; }
.grantrules nav.site a { text-decoration: none; }
.grantrules nav.site a:hover, .grantrules nav.site a[aria-current] { text-decoration: underline; }
.grantrules nav.site b { margin-right: 0.4rem; }
.grantrules main.prose { max-width: 56rem; }
.grantrules main.prose h1 { margin-bottom: 1rem; }
.grantrules main.prose h2 { border-top-width: 1px; margin-top: 2.2rem; }
.grantrules :is(h1, h2, h3) code { font-weight: 600; }
.grantrules main.prose li { margin: 0.3rem 0; }
.grantrules pre { background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: 0.7rem 0.9rem;
  margin: 0 0 1rem; overflow-x: auto; line-height: 1.4; }
.grantrules pre:focus-visible { outline: 3px solid var(--link); }
.grantrules pre code { font-size: 0.86rem; overflow-wrap: normal; }
.grantrules article > details { margin: 0.2rem 0 0.5rem; font-size: 0.92rem; }
.grantrules article .text { max-width: 46rem; }
.grantrules article:target { border-color: var(--link); border-width: 2px; }
.grantrules p.quiet b { color: var(--ink); font-weight: 600; }
.grantrules .tables { display: flex; flex-wrap: wrap; gap: 0 3rem; }
.grantrules .tables > section { flex: 1 1 30rem; min-width: 0; }
.grantrules nav.site [lang] { margin-left: auto; }
.grantrules .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.grantrules header > details { font-size: 0.92rem; max-width: 52rem; margin: 0.6rem 0; }
.grantrules .columns { columns: 24rem; column-gap: 2.5rem; }
.grantrules .columns li { break-inside: avoid; }
@media screen and (max-width: 46rem) {
  .grantrules .stacked :is(table, caption, tbody, tr, th, td) { display: block; }
  .grantrules .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .grantrules .stacked tr { border: 1px solid var(--line); margin-bottom: 0.7rem; padding: 0.4rem 0; }
  .grantrules .stacked :is(th, td) { border: 0; padding: 0.1rem 0.7rem; }
  .grantrules .stacked tbody th { font-weight: 650; }
  .grantrules .stacked td[data-head]::before { content: attr(data-head) ": "; color: var(--quiet); }
}
@media print { .grantrules nav.site { display: none; } }
"""


@dataclass(frozen=True)
class SitePage:
    """A page: its place under the top of the site, and what it shows; a `href` that begins with `/` begins at the top."""

    path: str
    title: str
    body: Sequence[Element]
    language: Language = "en"

    def html(self) -> str:
        """The page as a file."""
        top = element("div", _ways(self.path, self.language), *self.body)
        for each in top.iter("a"):
            target = each.get("href", "")
            if target.startswith("/"):
                each.set("href", relative(self.path, target))
        return document(f"{self.title} · grantrules", list(top), self.language, style=_STYLE)


def relative(here: str, target: str) -> str:
    """A link from a page to a place that is given from the top of the site."""
    path, mark, place = target.removeprefix("/").partition("#")
    if path == here and mark:
        return f"#{place}"
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + place


def link(target: str, *said: Element | str, language: Language | None = None) -> Element:
    """A link to a place that is given from the top of the site; `language` is that of the page it leads to."""
    return element("a", *said, href=target, hreflang=language)


def year_path(year: int, language: Language) -> str:
    """Where the page of a year stands."""
    return f"/years/{year}.{language}.html"


def rule_path(rule: str, language: Language) -> str:
    """Where the page of a rule through the years stands."""
    return f"/rules/{rule}.{language}.html"


def rules_path(language: Language) -> str:
    """Where the list of all rules stands."""
    return f"/rules/index.{language}.html"


def subject_path(subject: str, language: Language) -> str:
    """Where the page of a subject stands."""
    return f"/subjects/{subject}.{language}.html"


def subjects_path(language: Language) -> str:
    """Where the list of all subjects stands."""
    return subject_path("index", language)


def changes_path(before: int, after: int, language: Language) -> str:
    """Where the comparison of two years stands."""
    return f"/changes/{before}-{after}.{language}.html"


def year_pairs() -> list[tuple[int, int]]:
    """Each pair of years, neighbours first."""
    years = shipped_years()
    near = list(pairwise(years))
    return near + [pair for pair in combinations(years, 2) if pair not in near]


_IN_ENGLISH = {
    "questions": "/questions-index.html",
    "sources": "/sources/index.html",
    "tutorial": "/tutorial.html",
    "reference": "/reference.html",
    "explanation": "/explanation.html",
}
"""The parts of the site that there are in English only, by what they are called."""


def _ways(here: str, language: Language) -> Element:
    """The way to every part of the site, in the page's own language where the part has it."""
    ways = [
        *((str(year), year_path(year, language), language) for year in shipped_years()),
        *((f"{one}→{other}", changes_path(one, other, language), language) for one, other in year_pairs()),
        (site_word("year", language), rules_path(language), language),
        (site_word("subjects", language), subjects_path(language), language),
        *((in_english(site_word(key, language), language), path, "en") for key, path in _IN_ENGLISH.items()),
    ]
    links = [
        element("a", name, href=path, hreflang=to, aria_current="page" if path == f"/{here}" else None)
        for name, path, to in ways
    ]
    links += [
        element("a", site_word("other_language", language), href=path, hreflang=other, lang=other)
        for other, path in _in_other_languages(here, language)
    ]
    home = element("b", link("/index.html", "grantrules"))
    return element("nav", home, *links, class_="site", aria_label=site_word("site", language))


def _in_other_languages(here: str, language: Language) -> list[tuple[Language, str]]:
    """The same page in the other languages; its name tells whether it has them."""
    name = here.removesuffix(f".{language}.html")
    return [] if name == here else [(each, f"/{name}.{each}.html") for each in PAGE_LANGUAGES if each != language]

"""The documentation site: it builds, every link in it leads somewhere, and every rule stands where a reader looks for it."""

from __future__ import annotations

import posixpath
import re
import socket
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import grantrules
from grantrules.base.texts import Language
from grantrules.language.condition import Basis, Doubt
from grantrules.render.paper.say import citation_text
from grantrules.rules.ruleset import Verb
from grantrules.words.words import word
from tests.support.pages import Seen, seen
from tests.support.rows import rows
from tools.site.build import build
from tools.site.frame import PAGE_LANGUAGES
from tools.site.markdown_text import markdown_elements, slugs
from tools.site.material import Material
from tools.site.question_pages import answering, asked_of
from tools.site.subjects import SUBJECTS, Subject

MATERIAL = Material()
LEADS_OUT = re.compile(r"(href)=(?!#)(\S+)")


@cache
def site() -> dict[str, str]:
    """Every file of the site as it is written, without network."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", None)
        written = build(Path(folder), MATERIAL)
        return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8") for path in written}


@cache
def page(path: str) -> Seen:
    return seen(site()[path])


@cache
def html() -> list[str]:
    """The path of every page."""
    return sorted(path for path in site() if path.endswith(".html"))


@cache
def in_both() -> list[str]:
    """The path of every page that is there in two languages, without what names the language."""
    return [path.removesuffix(".nb.html") for path in html() if path.endswith(".nb.html")]


def test_a_comparison_begins_with_its_half_page_and_leads_to_the_pages_of_rules() -> None:
    pages = [path for path in html() if path.startswith("changes/")]
    assert pages
    for path in pages:
        text = site()[path]
        assert -1 < text.index('id="in-brief"') < text.index('id="rule-')
        assert re.search(r'<a href="[^"]*rules/[^"#]+"><code class="marker" title="', text)


def targets(path: str) -> Iterator[tuple[str, str]]:
    """The pages and places that a page links to, but for those of other sites."""
    for name, value in page(path).attributes:
        if name == "href" and value and not re.match("https?:", value):
            target, _, place = value.partition("#")
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path, place


def article(path: str, id_: str) -> str:
    """What stands in an article of a page."""
    found = re.search(rf'<article id="{id_}".*?</article>', site()[path], flags=re.DOTALL)
    assert found is not None, f"{path} has no {id_}"
    return found.group()


def test_it_is_written_without_network() -> None:
    assert {"index.html", "questions.html", "rules/index.nb.html", "schemas/rules.json"} <= set(site())
    assert all(text for text in site().values())


def test_every_page_is_well_formed_and_loads_nothing() -> None:
    with rows() as row:
        for path in html():
            with row(path):
                found = page(path)
                assert [fault for fault in found.faults if not LEADS_OUT.match(fault)] == []
                assert found.headings.count(1) == 1
                assert "<style>" in site()[path]


def test_every_link_leads_to_a_page_and_a_place() -> None:
    places = {path: {*page(path).ids} for path in html()}
    with rows() as row:
        for path in html():
            with row(path):
                lost = [
                    (to, place)
                    for to, place in targets(path)
                    if to not in site() or (place and place not in places.get(to, ()))
                ]
                assert lost == []


def test_every_page_is_found_from_the_first() -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        new = {to for to, _ in targets(waiting.pop()) if to.endswith(".html")} - reached
        reached |= new
        waiting += new
    assert reached == set(html())


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
@pytest.mark.parametrize("year", grantrules.years())
def test_every_rule_stands_on_the_page_of_its_year(year: int, language: Language) -> None:
    path = f"years/{year}.{language}.html"
    rules = grantrules.load(year).rules
    assert ("lang", language) in page(path).attributes
    for rule in rules.by_id.values():
        shown = seen(article(path, rule.id)).words
        assert re.sub(r"\s+", " ", rule.text["nb" if language == "nb" else "en"]) in shown
        for source in rule.sources:
            assert citation_text(source, rules, language) in shown
        assert (f"rules/{rule.id}.{language}.html", "") in targets(path)
        doubts = [branch.id for branch in rule.branches.values() if isinstance(branch.doubt, Doubt)]
        questions = site()[path].partition('id="open-questions"')[2].partition('id="silences"')[0]
        assert [each for each in [*doubts, *rule.readings] if f">{each}<" not in questions] == []


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
@pytest.mark.parametrize("year", grantrules.years())
def test_a_rule_says_itself_what_is_in_doubt_and_what_is_inferred_stands_apart(year: int, language: str) -> None:
    path = f"years/{year}.{language}.html"
    sections = dict(re.findall(r'<section aria-labelledby="([^"]*)">(.*?)</section>', site()[path], re.DOTALL))
    for rule in grantrules.load(year).rules.by_id.values():
        if rule.silent_since is not None:
            continue
        doubts = [branch for branch in rule.branches.values() if isinstance(branch.doubt, Doubt) and branch.text]
        shown = seen(article(path, rule.id)).words
        assert [b.id for b in doubts if b.text and " ".join(b.text[_language(language)].split()) not in shown] == []
        doubtful = bool(doubts or rule.readings)
        assert (f'id="open-questions-{rule.id}"' in sections["open-questions"]) is doubtful
        assert (f'#{rule.id}">' in sections.get("inferred", "")) is (rule.basis is not Basis.STATED)
        assert rule.title[_language(language)] in shown


def _language(language: str) -> Language:
    return "nb" if language == "nb" else "en"


def test_each_source_of_a_rule_has_its_own_weight() -> None:
    shown = seen(article("years/2023.nb.html", "applicant-type")).words
    assert "Helsedirektoratets nettside 2023, Forvaltning av tilskuddene (direktoratets nettside); " in shown
    assert "hvem kan søke (bare ett embetes lysbilde) – utledet" in shown


def test_a_rule_that_reads_what_offices_set_shows_it() -> None:
    shown = " ".join(seen(article("years/2022.nb.html", "office-audit")).words.split())
    assert "Beløpsgrense for revisjon: 200 000 kroner (Statsforvalteren i Innlandet)" in shown


NAVIGATION = {
    "nb": ("Nettstedet", ["Spørsmål (engelsk)", "Kilder (engelsk)", "Regler", "Emner"], "In English"),
    "en": ("Site", ["Questions", "Sources", "Rules", "Subjects"], "På norsk"),
}
OTHER = {"nb": "en", "en": "nb"}


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
@pytest.mark.parametrize(
    "path", ["years/2023.{}.html", "changes/2022-2023.{}.html", "rules/budget.{}.html", "subjects/bpa.{}.html"]
)
def test_the_way_to_other_pages_keeps_to_the_language_of_the_page(path: str, language: str) -> None:
    text = site()[path.format(language)]
    name, english, name_of_other = NAVIGATION[language]
    found = re.search(rf'<nav [^>]*aria-label="{name}".*?</nav>', text, re.DOTALL)
    assert found is not None
    links = dict(re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', found.group()))
    *_, (other, said_of_other) = links.items()
    assert (other.rpartition("/")[-1], said_of_other) == (
        path.format(OTHER[language]).rpartition("/")[-1],
        name_of_other,
    )
    del links[other]
    for to, said in links.items():
        assert f".{language}.html" in to or said == "grantrules" or (language == "nb") is said.endswith(" (engelsk)")
    assert {"2022", "2023", "2026", *english} <= {*links.values()}
    assert [said for to, said in links.items() if f".{language}.html" in to] == [
        *("2022", "2023", "2026", "2022→2023", "2023→2026", "2022→2026", *english[-2:])
    ]


def test_a_page_leads_to_itself_in_the_other_language_and_otherwise_keeps_to_its_own() -> None:
    with rows() as row:
        for name, language in product(in_both(), PAGE_LANGUAGES):
            with row(f"{name}.{language}.html"):
                others = [to for to, _ in targets(f"{name}.{language}.html") if to.endswith(f".{OTHER[language]}.html")]
                assert others == [f"{name}.{OTHER[language]}.html"]


def test_the_pages_in_two_languages_are_those_of_years_rules_subjects_and_comparisons() -> None:
    years, rules = list(MATERIAL.years), MATERIAL.rule_ids
    changes = [f"changes/{one}-{other}" for one, other in combinations(years, 2)]
    subjects = [f"subjects/{each}" for each in ("index", *(each.id for each in SUBJECTS))]
    assert [*changes, "rules/index", *(f"rules/{each}" for each in rules), *subjects] == [
        *(each for each in changes if each in in_both()),
        *(each for each in ["rules/index", *(f"rules/{each}" for each in rules)] if each in in_both()),
        *(each for each in subjects if each in in_both()),
    ]
    assert len(in_both()) == len(years) + len(changes) + 1 + len(rules) + len(subjects)


def test_one_statement_is_one() -> None:
    counted = {
        said for path in html() for said in re.findall(r"(\d+ \w+) (?:of the documents|i dokumentene)", site()[path])
    }
    assert {"1 statement", "2 statements", "1 utsagn", "2 utsagn"} <= counted
    assert "1 statements" not in counted


@pytest.mark.parametrize("year", grantrules.years())
def test_every_value_of_an_office_stands_with_the_rules_that_read_it(year: int) -> None:
    sections = re.findall(
        r'<section aria-labelledby="(.*?)">(.*?)</section>', site()[f"years/{year}.en.html"], re.DOTALL
    )
    found = {place: seen(text.partition("</table>")[0]).words for place, text in sections}
    rules = grantrules.load(year).rules
    for value in rules.office_values:
        place = "application" if value.fact == "office.application_deadline" else "reporting"
        assert citation_text(value.source, rules, "en") in found[place]


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
def test_every_rule_has_a_page_with_all_its_years(language: str) -> None:
    with rows() as row:
        for id_ in MATERIAL.rule_ids:
            with row(id_):
                has_a_page_with_all_its_years(id_, language)


def has_a_page_with_all_its_years(id_: str, language: str) -> None:
    path = f"rules/{id_}.{language}.html"
    assert ("lang", language) in page(path).attributes
    for year, rules in MATERIAL.years.items():
        assert f"year-{year}" in page(path).ids
        told = of_year(path, year)
        if id_ not in rules.by_id:
            assert NOT_SAID[language].format(year=year) in told.words
            continue
        rule = rules.by_id[id_]
        assert all(re.sub(r"\s+", " ", rule.text[each]) in told.words for each in PAGE_LANGUAGES)
        assert (f"years/{year}.{language}.html", id_) in targets(path)
        silent = NOT_MENTIONED[language].format(year=year, since=rule.silent_since)
        assert (silent in told.words) is (rule.silent_since is not None)
        if rule.silent_since is not None:
            assert not any(said in told.words for said in STATED_ONLY)


NOT_SAID = {
    "nb": "Ingen kilde for {year} sier dette, i hvert fall ikke som en egen regel.",
    "en": "No source of {year} says this, or not as a rule of its own.",
}
NOT_MENTIONED = {
    "nb": "Ikke nevnt av kildene for {year}; sist oppgitt i {since}",
    "en": "Not mentioned by the sources of {year}; last stated in {since}",
}
STATED_ONLY = ("Unchanged since", "Uendret fra", "For grants awarded in", "Gjelder midler tildelt i")
"""What is said of rules that a year states, and of no others."""


def of_year(path: str, year: int) -> Seen:
    """What a page says of a year, in a section of its own."""
    (found,) = (part for part in site()[path].split("<section>") if f'id="year-{year}"' in part)
    return seen(found.partition("</section>")[0])


@pytest.mark.parametrize("path", ["years/2023.nb.html", "years/2026.nb.html"])
def test_a_silent_rule_keeps_its_office_and_what_that_had_set(path: str) -> None:
    shown = seen(article(path, "office-audit")).words
    assert "sist oppgitt i 2022" in shown
    assert "Beløpsgrense for revisjon: 200 000 kroner (Statsforvalteren i Innlandet, 2022)" in " ".join(shown.split())
    assert "Bare for: Statsforvalteren i Innlandet" in shown
    assert "Bare for" not in seen(article(path, "un-goal")).words


def test_the_list_of_all_rules_says_whose_a_rule_is_and_what_offices_have_set() -> None:
    lines = re.findall(r'<li><a href="([\w-]+)\.nb\.html">((?:(?!<li><a).)*</ul>)', site()["rules/index.nb.html"])
    found = {name: " ".join(seen(f"<p>{text}").words.split()) for name, text in lines}
    assert found["office-audit"].endswith(
        "Beløpsgrense for revisjon: 200 000 kroner (Statsforvalteren i Innlandet, 2022) "
        "Bare for: Statsforvalteren i Innlandet"
    )
    assert found["application-deadline"].endswith(
        "Søknadsfrist: 1. april 2023 (Statsforvalteren i Innlandet, 2023) Søknadsfrist: 1. mars 2026 (nasjonalt, 2026)"
    )
    assert found["office-report-deadline"].endswith(
        "Bare for: Statsforvalteren i Innlandet (2022) Bare for: Statsforvalteren i Trøndelag (2026)"
    )


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
@pytest.mark.parametrize("year", grantrules.years())
def test_every_kind_that_a_page_shows_is_explained(year: int, language: Language) -> None:
    text = site()[f"years/{year}.{language}.html"]
    legend = seen(re.findall(r"<details>.*?</details>", text.partition("<main>")[0], re.DOTALL)[0])
    explained = {each.strip() for each in legend.text}
    shown = re.findall(r"<h3><span[^>]*>[^<]*</span> <code>.*?</code>(<span.*?</span>)</h3>", text)
    kinds = {" ".join(seen(each).text).strip() for each in shown}
    stated = [rule for rule in grantrules.load(year).rules.by_id.values() if rule.silent_since is None]
    assert kinds == {word(f"verb_{rule.verb.value}", language) for rule in stated}
    assert kinds | {word(f"basis_{basis.value}", language) for basis in Basis} <= explained
    unused = {verb for verb in Verb if word(f"verb_{verb.value}", language) in explained - kinds}
    assert unused <= {Verb.SILENT}


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.id)
def test_a_subject_has_rules_that_are_there_of_two_years_or_says_why_not(subject: Subject) -> None:
    assert [id_ for id_ in subject.rules if id_ not in MATERIAL.rule_ids] == []
    assert len(set(subject.rules)) == len(subject.rules)
    stated = {
        year
        for year, rules in MATERIAL.years.items()
        for id_ in subject.rules
        if id_ in rules.by_id and rules.by_id[id_].silent_since is None
    }
    assert len(stated) >= (1 if subject.note else 2)


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.id)
def test_a_subject_is_told_year_by_year_one_click_from_the_first_page(subject: Subject, language: str) -> None:
    path = f"subjects/{subject.id}.{language}.html"
    assert (path, "") in targets("index.html")
    for year, rules in MATERIAL.years.items():
        told, stated = of_year(path, year), 0
        for rule in (rules.by_id[id_] for id_ in subject.rules if id_ in rules.by_id):
            text = re.sub(r"\s+", " ", rule.text[_language(language)])
            assert text in told.words
            assert (f"rules/{rule.id}.{language}.html", "") in targets(path)
            if rule.silent_since is None:
                stated += 1
                on_year = article(f"years/{year}.{language}.html", rule.id)
                shown = article(path, f"{rule.id}-{year}").replace(f' id="{rule.id}-{year}"', f' id="{rule.id}"')
                assert shown.replace(f"../years/{year}.{language}.html#open", "#open") == on_year
            else:
                assert re.search(rf"{re.escape(text)} \(.*?{rule.silent_since}", told.words)
        nothing = {"nb": "Ingen kilde for {} sier noe om dette.", "en": "No source of {} says anything on this."}
        assert (nothing[language].format(year) in told.words) is (stated == 0)


def test_what_becomes_of_unspent_money_is_answered_one_click_from_the_first_page() -> None:
    rules = {
        2022: ["return-overpaid", "office-joint-audit", "office-report-competence", "office-report-projects"],
        2023: ["reallocation-dialogue", "advice-use-of-grant"],
        2026: ["office-unspent-funds", "advice-meetings"],
    }
    assert ("subjects/unspent-money.nb.html", "") in targets("index.html")
    found = page("subjects/unspent-money.nb.html").ids
    articles = {f"{rule}-{year}" for year in rules for rule in rules[year]}
    assert articles == {id_ for id_ in found if not id_.startswith("year-")}
    told = of_year("subjects/unspent-money.nb.html", 2026).words
    assert "(sist oppgitt i 2022; Bare for: Statsforvalteren i Innlandet)" in told


def test_the_first_page_says_what_is_in_english_and_why_a_cell_has_no_number() -> None:
    text = site()["index.html"]
    assert '<a href="rules/index.nb.html#applicants" hreflang="nb">Hvem kan søke?</a>' in text
    assert '<td class="number"></td>' not in text
    assert '<span aria-hidden="true">–</span><span class="unseen" lang="nb">ikke samlet for alle år</span>' in text
    assert '<span lang="nb" class="quiet">Spørsmålene og svarene er på engelsk.</span>' in text
    links = re.findall(
        r'<a [^>]*href="questions(?:-index)?\.html[^>]*>', text.partition('id="answered"')[2].partition('id="more"')[0]
    )
    assert len(links) > 30
    assert all('hreflang="en"' in each for each in links)


def test_a_page_in_norwegian_speaks_of_the_rules_and_of_no_engine() -> None:
    with rows() as row:
        for name in in_both():
            with row(name):
                words = page(f"{name}.nb.html").words
                assert "motor" not in words.lower()
                assert "Gjelder tilskudd fra" not in words


def test_an_english_page_says_in_english_that_nobody_is_named_as_issuer() -> None:
    assert "issuer not stated" in page("sources/index.html").words
    assert "ikke oppgitt" not in page("sources/index.html").words


def test_every_statement_of_every_document_is_there() -> None:
    for ledger in MATERIAL.ledgers:
        words = page(f"sources/{ledger.document.id}.html").words
        assert [e.says for e in ledger.shape.entries if re.sub(r"\s+", " ", e.says) not in words] == []


TWO_CLICKS = {
    "May a private provider apply, with a municipality as partner?": "years/2022.en.html",
    "Can a refusal be appealed?": "years/2022.en.html",
    "Is a bachelor's degree in another subject funded?": "years/2022.en.html",
    "Can an application without own contribution get through?": "years/2022.en.html",
    "May a county municipality apply for trade certificates in care of the elderly?": "years/2023.en.html",
    "Is continuing education still funded?": "years/2023.en.html",
    "How much money is there?": "years/2023.en.html",
    "Is an application of Monday 2 March in time?": "years/2026.en.html",
    "May an intermunicipal company apply?": "years/2026.en.html",
    "Is BPA training for users funded?": "years/2026.en.html",
}
"""Ten questions of `docs/questions.md`, and the page on which the rules that answer them stand."""


@pytest.mark.parametrize("question", TWO_CLICKS)
def test_a_question_is_answered_within_two_clicks_from_the_first_page(question: str) -> None:
    (entry,) = [each for each in asked_of(MATERIAL) if each.title == question]
    rules = answering(MATERIAL, entry)
    assert rules
    first = {to for to, _ in targets("index.html")}
    assert TWO_CLICKS[question] in first
    assert {("questions.html", entry.place)} <= set(targets("index.html"))  # one click to the answer in words
    for rule in rules:
        shown = article(TWO_CLICKS[question], rule)  # one click to the rule
        assert f"../rules/{rule}.en.html" in shown  # two to its words in all years
    sections = {place for to, place in targets("index.html") if to == TWO_CLICKS[question]}
    assert {"applicants", "measures", "application", "regulation", "open-questions"} <= sections


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
def test_what_all_years_say_of_a_subject_stands_on_one_page(language: str) -> None:
    """As of unspent money, which each year has other rules for: one click from the first page."""
    path = f"rules/index.{language}.html"
    assert (path, "reporting") in targets("index.html")
    for id_, years in {
        "return-overpaid": [2022],
        "reallocation-dialogue": [2023],
        "office-unspent-funds": [2026],
    }.items():
        found = [to for to, place in targets(path) if place == id_]
        assert found == [f"years/{year}.{language}.html" for year in years]
        newest = MATERIAL.years[2026].by_id[id_].text[_language(language)]
        assert re.sub(r"\s+", " ", newest) in page(path).words


@pytest.mark.parametrize("language", PAGE_LANGUAGES)
def test_the_list_of_all_rules_has_the_words_of_every_year_that_states_them(language: str) -> None:
    words = page(f"rules/index.{language}.html").words
    for rules in MATERIAL.years.values():
        for rule in (each for each in rules.rules if each.silent_since is None):
            assert re.sub(r"\s+", " ", rule.text[_language(language)]) in words


def test_a_duty_that_a_year_is_silent_on_keeps_the_date_that_it_had() -> None:
    told = page("subjects/deadlines.nb.html").words.partition("Ikke nevnt av kildene for 2026")[2]
    assert "(sist oppgitt i 2022; frist: 1. mars året etter «Tilskuddsår»)" in told


def test_every_question_of_the_page_is_in_the_index() -> None:
    asked = asked_of(MATERIAL)
    assert len(asked) == 30
    assert [
        each.title for each in asked if ("questions.html", each.place) not in set(targets("questions-index.html"))
    ] == []
    assert sum(bool(answering(MATERIAL, each)) for each in asked) >= 25


def test_places_are_named_as_on_github() -> None:
    assert slugs(["A rule, in `code`", "What?", "What?", "Søknad & frist"]) == [
        "a-rule-in-code",
        "what",
        "what-1",
        "søknad--frist",
    ]


def test_links_between_pages_in_markdown_become_links_between_pages() -> None:
    text = "# One\n\n[a](language.md#years) [b](decisions/) [c](../README.md) [d](https://example.org) [e](#one)\n"
    _, (main,) = markdown_elements(text, "", frozenset({"language.md", "decisions/README.md"}))
    assert [each.get("href") for each in main.iter("a")] == [
        "/language.html#years",
        "/decisions/README.html",
        "https://example.org",
        "#one",
    ]

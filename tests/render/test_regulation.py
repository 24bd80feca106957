"""A year's rules by themselves: how many of which kind, and every rule with its words and its source."""

from __future__ import annotations

import re

import pytest

import grantrules
from grantrules.base.texts import LANGUAGES, Language
from grantrules.render.pages.regulation import RegulationItems
from grantrules.render.paper.flat import flat_line
from grantrules.render.paper.say import topic_name
from tests.render.test_decision_html import lacks
from tests.support.documents import ROOT
from tests.support.pages import seen

YEARS = grantrules.years()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", YEARS)
def test_every_rule_stands_in_every_form(year: int, language: Language) -> None:
    regulation = grantrules.load(year)
    items = RegulationItems(regulation.rules, language)
    page = seen(regulation.to_html(language))
    text = " ".join(regulation.to_text(language).split())
    markdown = " ".join(regulation.to_markdown(language).replace("\\", "").split())
    assert page.faults == []
    said = [
        part
        for rule in regulation.rules.rules
        for part in (rule.id, rule.text[language], flat_line(items.cited(rule).line))
    ]
    said += [
        items.version,
        *items.lead,
        *(topic_name(topic, language) for topic in items.topics),
        *map(items.document, items.documents),
    ]
    said += [regulation.rules.title[language], regulation.hash.removeprefix("sha256:")[:12]]
    assert lacks(page, said) == []
    assert [each for each in said if " ".join(each.split()) not in text.replace(f"§ {each.upper()}", each)] == []
    assert [each for each in said if " ".join(each.split()) not in markdown] == []


def test_the_head_says_which_rules_these_are() -> None:
    words = seen(grantrules.load(2023).to_html("en")).words
    number = len(grantrules.load(2023).rules.rules)
    assert "Regulation 2023, revision 1 § Competence and service development grant 2023" in words
    assert f"{number} rules, content hash " in words
    assert "The sources give no topic whole" in words
    assert "The sources give these topics whole: " in seen(grantrules.load(2022).to_html("en")).words


def test_the_table_counts_every_rule_once() -> None:
    for year in YEARS:
        page = grantrules.load(year).to_html("en")
        rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", page)
        counts = {name: [int(n) for n in re.findall(r">(\d+)</td>", cells)] for name, cells in rows}
        total = counts.pop("Total")
        assert total[-1] == len(grantrules.load(year).rules.rules) == sum(each[-1] for each in counts.values())
        assert all(sum(each[:-1]) == each[-1] for each in [total, *counts.values()])


def test_a_topic_is_folded_with_its_rules() -> None:
    page = grantrules.load(2022).to_html("en")
    assert '<details><summary><h3>Applicants</h3> <span class="quiet">' in page
    assert (
        '<li><p class="quiet">County municipalities: only competence measures <code>county-municipality-scope</code> (requirement)</p><p><span>County municipalities may '
        'only apply for competence measures.</span></p><p class="cited">The regulation 2022, 2, Tillegg og presiseringer '
        "(the regulation, stated)</p></li>"
    ) in page


def test_a_rule_that_is_silent_or_one_offices_says_so() -> None:
    text = grantrules.load(2023).to_text("en")
    assert "The UN goals for sustainability (not mentioned, last stated in 2022):" in text
    assert "only):" in text


def test_a_notebook_shows_it_and_two_do_not_clash() -> None:
    one, other = map(grantrules.load, (2022, 2023))
    assert seen(one._repr_html_() + other._repr_html_() + one._repr_html_()).faults == []
    assert one._repr_markdown_() == one.to_markdown()


def test_a_folder_of_ones_own_is_shown_too() -> None:
    regulation = grantrules.load(ROOT / "tests/support/schemes/library_grant/2031")
    for language in LANGUAGES:
        page = seen(regulation.to_html(language))
        assert page.faults == []
        assert all(rule.id in page.words for rule in regulation.rules.rules)

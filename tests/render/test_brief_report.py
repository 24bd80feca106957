"""The brief page of an answer to a report: what was due and came, what is missing, what follows; by the limits of brief pages."""

from __future__ import annotations

import re

import pytest

import grantrules
from grantrules.base.texts import LANGUAGES, Language
from grantrules.decision.answer import Timeliness
from grantrules.render.pages.brief_report import LINES
from grantrules.render.pages.points import points_of_report
from tests.decision.test_answer import ask
from tests.render.test_report_forms import answers
from tests.render.test_report_html import NAMES, answer_to
from tests.support.brevity import faults_of, numbers_told, sentences_of, words_of
from tests.support.pages import seen, without_folds


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_keeps_its_limits(language: Language) -> None:
    """Every example and every case of a report."""
    every = [*map(answer_to, NAMES), *answers()]
    found = {
        number: faults
        for number, answer in enumerate(every)
        if (faults := faults_of(answer, language, LINES, bool(points_of_report(answer))))
    }
    assert found == {}
    assert len(every) > 100


def test_every_point_is_told_or_named_and_every_day_stands_there() -> None:
    for answer in answers():
        text = answer.to_text("nb")
        points = points_of_report(answer)
        assert numbers_told(text) == set(range(1, len(points) + 1))
        asked = {fact for point in points for fact in point.facts}
        assert asked >= {missing.fact for missing in answer.missing}
        corrected = {point.rules[0].id for point in points if point.cause == "correction"}
        assert corrected == {point.rule.id for point in answer.corrections}
        days = {f"{each.day.day}. " for each in answer.dates if each.day}
        assert all(day in text for day in days)
        late = sum(each.timeliness is Timeliness.LATE for each in answer.dates)
        assert ("for sent" in text) is bool(late)
        assert ("Ingen kilde sier hva som følger av forsinkelsen alene." in text) is bool(late)


def test_what_came_late_is_told_in_days_with_whose_day_it_is() -> None:
    text = " ".join(answer_to("two-deadlines").to_text("nb").split())
    assert (
        "! 1. februar 2023: Rapport mottatt 15. februar 2023, 14 dager for sent · Innlandets lysbilder 2023 "
        "(egen rutine ved Statsforvalteren i Innlandet)."
    ) in text
    assert "✔ 1. mars 2023: Regnskap og rapport mottatt 15. februar 2023, i tide · Regelverket 2022." in text


def test_an_amount_over_a_limit_is_told_with_both_numbers() -> None:
    text = " ".join(answer_to("two-deadlines").to_text("nb").replace("\u00a0", " ").split())
    assert "Tildelt beløp: 480 000 kroner (er over 200 000 kroner)." in text


def test_what_is_exactly_at_a_bound_is_told_with_what_that_means() -> None:
    text = " ".join(answer_to("determined").to_text("nb").replace("\u00a0", " ").split())
    assert (
        "«Tildelt beløp» er nøyaktig på grensen i Embetets krav om revisjon: "
        "200 000 kroner er ikke over 200 000 kroner. Tilskuddsbrevet avgjør."
    ) in text
    rules = "[{id: a, note: {grant.amount: {at_least: 50}}}, {id: b, note: {grant.amount: {at_least: 50}}}]"
    answer = ask(rules, "{grant: {amount: 50}}")
    assert "is exactly at the bound in a; b: NOK 50 is at least NOK 50." in " ".join(answer.to_text("en").split())
    assert "is exactly at the bound in a: NOK 50 is at least NOK 50." in " ".join(
        answer.to_text("en", full=True).split()
    )


def test_where_no_document_says_anything_the_page_says_that_once() -> None:
    text = answer_to("nothing-stated").to_text("nb")
    assert len(text.splitlines()) < 15
    assert text.count("Ingen av dokumentene sier noe om") == 1


@pytest.mark.parametrize("name", NAMES)
def test_html_says_what_text_says_and_has_ids_behind_a_fold(name: str) -> None:
    answer = answer_to(name)
    for language in LANGUAGES:
        page = seen(answer.to_html(language))
        assert page.faults == []
        words = re.sub(r" ?\[[^]]*\]", "", page.words)
        for said in sentences_of(answer.to_text(language))[3:]:
            bare = re.sub(r"^(- )?(\d+\. |[✔!?] )?| ?\[[^]]*\]", "", said)
            assert bare in words or "--full" in bare, bare
        outside = words_of(" ".join(seen(without_folds(answer.to_html(language))).text))
        assert [id_ for id_ in answer.rules.by_id if "-" in id_ and id_ in outside] == []


def test_a_notebook_and_the_command_line_show_the_brief_page() -> None:
    answer = answer_to("to-correct")
    assert "Spørsmål for spørsmål" not in answer._repr_html_()
    assert "Spørsmål for spørsmål" in answer.to_html(full=True)
    assert len(answer.to_text(full=True).splitlines()) > 2 * len(answer.to_text().splitlines())
    assert grantrules.evaluate_report(grantrules.read("examples/reports/to-correct.yaml")).to_text() == answer.to_text()

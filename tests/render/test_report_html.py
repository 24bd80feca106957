"""The answer to a report as HTML: every date, question, duty and gap stands there, and values stay text."""

from __future__ import annotations

import re

import pytest

import grantrules
from grantrules.base.texts import LANGUAGES, Language
from grantrules.render.pages.report import in_an_aspect, set_by
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper.flat import flat_line
from grantrules.results.document import ReportAnswer
from tests.render.test_decision_html import HOSTILE, lacks, said_of, silent
from tests.render.test_report_forms import answers
from tests.support.documents import ROOT
from tests.support.pages import seen

NAMES = sorted(path.stem for path in (ROOT / "examples/reports").glob("*.yaml"))


def answer_to(name: str) -> ReportAnswer:
    return grantrules.evaluate_report(grantrules.read(ROOT / f"examples/reports/{name}.yaml"))


def check_that_all_is_there(answer: ReportAnswer, language: Language, page_text: str) -> None:
    page = seen(page_text)
    assert page.faults == []
    say = ResultItems(answer.rules, answer.stated, language)
    shown = [(point.rule.remedy or point.rule.text)[language] for point in answer.corrections]
    shown += [f"{each.rule.id}: {' | '.join(each.choices)}" for each in answer.judge]
    shown += [say.sentences.question(each.fact, answer.rules.document) for each in answer.missing]
    shown += [say.sentences.question(each.fact, answer.rules.document) for each in answer.missing_otherwise]
    shown += [duty.rule.text[language] for duty in answer.duties]
    shown += [say.word(f"aspect_{each.aspect.value}") for each in answer.aspects]
    shown += [rule.text[language] for each in answer.aspects for rule in each.stated]
    shown += [note.rules[0].text[language] for each in answer.aspects for note in each.pointers]
    shown += [say.sentences.day(each.day) for each in answer.dates if each.day]
    shown += [set_by(say, each) for each in answer.dates]
    remarks = [note for note in answer.notes if not in_an_aspect(answer, note.rules)]
    shown += [flat_line(item.text) for item in say.notes(remarks)] + silent(answer.notes, language)
    assert lacks(page, shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_all_that_the_answer_to_an_example_says_stands_there(name: str, language: Language) -> None:
    answer = answer_to(name)
    check_that_all_is_there(answer, language, answer.to_html(language, full=True))


def test_all_that_any_answer_says_stands_there() -> None:
    for answer in answers():
        check_that_all_is_there(answer, "nb", answer.to_html(full=True))


def page_of(name: str = "two-deadlines", language: Language = "en") -> str:
    return answer_to(name).to_html(language, full=True)


def test_the_dates_are_a_line_of_time_that_says_what_came_when() -> None:
    page = page_of()
    line = page[page.index('<ol class="time">') : page.index("</ol>")]
    assert re.findall(r"<h3>(.*?)</h3>", line) == ["1 February 2023", "1 March 2023", "1 March 2023"]
    assert line.startswith(
        '<ol class="time"><li class="dated"><h3>1 February 2023</h3>'
        '<p><span class="status bad"><span class="badge" aria-hidden="true">!</span>14 days late</span>'
        " – Report received 15 February 2023</p>"
    )
    assert line.count('<span class="badge" aria-hidden="true">✔</span>on time</span>') == 2
    assert '<p class="cited">Source: The regulation 2022, 5, Regnskap (the regulation)</p>' in line


def test_a_date_that_nothing_came_by_says_so() -> None:
    words = seen(page_of("nothing-stated")).words
    assert "not known whether on time" in words or "No document here states a date" in words


def test_a_duty_says_in_words_whether_it_is_done() -> None:
    page = page_of("to-correct")
    assert '<p class="quiet"><span class="status good">done</span> · due: 1 March 2023</p>' in page
    assert '<p class="quiet"><span class="status bad">not done</span> · no date is stated</p>' in page
    assert '<span class="status">a report does not show it</span>' in page


def test_a_correction_says_what_was_found_wanting() -> None:
    page = page_of("to-correct")
    first = page[page.index("To be corrected by the grantee</h2>") :]
    first = first[: first.index("</li>")]
    assert '<span class="badge" aria-hidden="true">✎</span>' in first
    assert '<p class="quiet">Stated: ' in first


def test_a_question_that_no_document_answers_is_answered_so() -> None:
    page = page_of("to-correct")
    assert (
        '<h3>Form of the report</h3><p class="quiet">No document here says anything of this for money awarded in 2022 '
        "at this office.</p>"
    ) in page


def test_it_is_a_notebooks_too_and_two_do_not_clash() -> None:
    one, other = answer_to("two-deadlines"), answer_to("to-correct")
    assert seen(one._repr_html_() + other._repr_html_() + one._repr_html_()).faults == []
    assert one._repr_markdown_() == one.to_markdown()


def test_what_a_value_holds_is_text() -> None:
    report = {"kind": "report", "id": HOSTILE, "grant": {"award_year": 2022}, "applicant": {"name": HOSTILE}}
    answer = grantrules.evaluate_report(report)
    for language in LANGUAGES:
        page = seen(answer.to_html(language, full=True))
        assert page.faults == []
        assert page.words.count(said_of(HOSTILE)) >= 2

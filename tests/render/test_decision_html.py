"""The full page of a decision as HTML: everything that it says stands there, parts are as they should be, and values stay text."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

import grantrules
from grantrules.base.errors import readable
from grantrules.base.texts import LANGUAGES, Language
from grantrules.decision.notes import Note, NoteKind
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.render.pages.decision import live
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper.flat import flat_line
from grantrules.results.document import Decision
from tests.results.test_examples import EXAMPLES, decided
from tests.support.documents import ROOT
from tests.support.pages import Seen, seen

HOSTILE = "<script>alert('x')</script> & \"quoted\" <!-- --> ]]> </style></details>\n\0\u202e"
EVERY = [(name, language) for name in EXAMPLES for language in LANGUAGES]


def said_of(text: str) -> str:
    """A text as a page says it."""
    return re.sub(r"\s+", " ", readable(text)).strip()


def lacks(page: Seen, texts: Iterable[str]) -> list[str]:
    """Those of some texts that a page does not say."""
    words = page.words
    return [text for text in dict.fromkeys(texts) if said_of(text) not in words]


def silent(notes: Iterable[Note], language: Language) -> list[str]:
    """What notes say of rules that the year's sources do not mention."""
    rules = (note.rules[0] for note in notes if note.kind is NoteKind.SILENCE)
    return [f"{rule.silent_since}: {rule.text[language]}" for rule in rules]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_all_that_a_decision_says_stands_there(name: str, language: Language) -> None:
    decision = decided(name)
    page = seen(decision.to_html(language, full=True))
    say = ResultItems(decision.rules, decision.stated, language)
    assert page.faults == []
    deciding = [reason for reason in decision.every_reason if reason.rule.verb.decides]
    shown = [reason.rule.text[language] for reason in deciding]
    shown += [say.sentences.reason(reason.rule, reason.outcome, reason.facts) for reason in deciding]
    shown += [source.at for reason in deciding for source in reason.rule.sources]
    shown += [say.sentences.question(each.fact) for each in (*decision.missing, *decision.missing_for_tags)]
    shown += [(point.rule.remedy or point.rule.text)[language] for point in decision.corrections]
    shown += [f"{each.rule.id}: {' | '.join(each.choices)}" for each in decision.judge]
    shown += [each.rule.text[language] for each in decision.judge]
    shown += [duty.rule.text[language] for duty in decision.duties]
    shown += [tag.rule.text[language] for tag in decision.tags if live(decision, tag.measures)]
    shown += [flat_line(item.text) for item in say.notes(decision.notes)]
    shown += silent(decision.notes, language)
    shown += [measure.title for measure in decision.measures if measure.title]
    shown += [each.note for each in decision.stated.determinations.values() if each.note]
    shown += [say.sentences.day(duty.day) for duty in decision.duties if duty.day]
    assert lacks(page, shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_stands_first_with_a_sign_and_in_words(language: Language) -> None:
    signs = {Status.ELIGIBLE: "✔", Status.NOT_ELIGIBLE: "✘", Status.UNDETERMINED: "?"}
    for name in ("2022/eligible", "2022/not-eligible", "2022/undetermined"):
        decision = decided(name)
        text = decision.to_html(language)
        verdict = text[text.index("<h1") : text.index("</h1>")]
        first = decision.to_text(language).splitlines()[1].strip()
        assert f'aria-hidden="true">{signs[decision.status]}</span>' in verdict
        assert first in seen(text[: text.index("</header>")]).words


def test_a_measure_is_a_card() -> None:
    (first, second) = re.findall(r'<li class="open">(.*?)</li><li class="open">(.*?)</li></ul></section>', page_of())[0]
    assert first.startswith(
        '<h3>Bachelor i økonomi og ledelse for avdelingsledere <code class="quiet">bachelor</code></h3>'
        '<p><span class="status"><span class="badge" aria-hidden="true">?</span>Undetermined</span> · NOK 180,000</p>'
        '<p class="quiet">competence measure · bachelor\'s degree</p>'
        '<p class="quiet">Kept open by: «Bachelor\'s degrees in health and social subjects» (the sentence has two readings)</p>'
    )
    assert '<span class="badge" aria-hidden="true">☆</span>Perhaps: ' in first
    assert '<span class="badge" aria-hidden="true">★</span><span>' in second
    numbered, *others = second[second.rindex("<ul") :].split("</li>")[:-1]
    assert numbered.endswith("(no. 1 in the order)")
    assert others
    assert not any("in the order" in each for each in others)


def page_of(name: str = "2022/undetermined", language: Language = "en") -> str:
    return decided(name).to_html(language, full=True)


def test_what_is_missing_is_asked_of_somebody() -> None:
    assert (
        '<h3>Ask the applicant</h3><ul class="rows"><li><span class="badge" aria-hidden="true">?</span><div>'
        '<p class="head">Does the application contain a plan for the BPA training? '
        '<span class="on">Measure: bpa</span></p>'
    ) in page_of()
    assert "(<code>measure.bpa.training_plan</code>) · 1 rule waits for the answer</p>" in page_of()
    assert "4 rules wait for the answer" in page_of("2022/nearly-empty")


def test_what_to_judge_is_a_box_with_the_words_to_enter() -> None:
    judged = page_of()[page_of().index("For the caseworker to judge") :]
    assert '<li><span class="badge" aria-hidden="true">☐</span>' in judged
    assert (
        '<p class="quiet">Enter: <code>bachelor-subject: accepted | rejected | health-and-social-subjects-only | '
        "other-competence-measure</code></p>"
    ) in judged
    assert "<li><code>other-competence-measure</code>: <span>" in judged


def test_a_reason_opens_to_what_it_is_and_where_it_stands() -> None:
    bars = page_of("2022/not-eligible")
    bars = bars[bars.index("Barred by</h2>") :]
    assert bars.index('<details open="">') < bars.index("Reasons</h2>")
    opened = bars[: bars.index("</details>")]
    assert "<summary><b>Does not hold</b>: <span>" in opened
    assert "<code>county-municipality-scope</code> (requirement, stated)" in opened
    assert '<dt>Applicant type</dt><dd>county municipality <code class="quiet">applicant.type</code></dd>' in opened
    assert (
        "<cite><span>Full regulation of the municipal competence and innovation grant</span></cite>, 2, Tillegg"
        in opened
    )
    assert '<span class="quiet">(the regulation)</span>' in opened


def test_what_bars_comes_before_what_is_open_and_that_before_what_is_in_order() -> None:
    for name in EXAMPLES:
        page = seen(page_of(name)).words
        found = [page.find(f" {each} ") for each in ("Barred by", "Open, or not as it should be", "In order")]
        there = [place for place in found if place >= 0]
        assert there == sorted(there)
        decision = decided(name)
        kinds = {reason.level for reason in decision.every_reason if reason.rule.verb.decides}
        assert [place >= 0 for place in found[:2]] == [Status.NOT_ELIGIBLE in kinds, Status.UNDETERMINED in kinds]


def test_the_same_reason_for_several_measures_stands_once() -> None:
    measures = [{"id": f"m{number}", "kind": "competence"} for number in range(3)]
    decision = grantrules.load(2022).evaluate({"measures": measures})
    alike = [r for r in decision.every_reason if r.rule.id == "bachelor-subject"]
    assert (len(alike), {r.outcome.kind for r in alike}) == (3, {OutcomeKind.OPEN})
    page = decision.to_html("en", full=True)
    assert page.count("<code>bachelor-subject</code> (") == 1
    assert '<span class="on">Measure: m0, m1, m2</span></summary>' in page


def test_duties_stand_by_their_days_and_then_those_without() -> None:
    page = page_of()
    line = page[page.index('<ol class="time">') :]
    line = line[: line.index("</ol>")]
    assert re.findall(r"<h3>(.*?)</h3>", line) == [
        "Due: 1 February 2023",
        "Due: 1 March the year after “Award year” (1 March 2023 for a grant in 2022)",
        "Due: as the grant letter says",
        "No date is stated",
    ]
    assert re.findall(r'<li( class="dated")?><h3>', line) == [' class="dated"', "", "", ""]


def test_notes_and_silences_are_folded() -> None:
    page = page_of("2023/eligible")
    for key in ("Notes", "Stood in earlier rules; this year's sources do not mention it"):
        assert re.search(
            rf"<details><summary><h2 [^>]*>{key}</h2> <span class=\"quiet\">\(\d+\)</span></summary>", page
        )
    kinds = {note.kind for note in decided("2023/eligible").notes}
    assert NoteKind.SILENCE in kinds


def test_the_language_that_was_set_is_the_one_of_a_notebook() -> None:
    decision = decided("2022/eligible")
    grantrules.set_language("nn")
    try:
        assert "Kan få tilskot" in decision._repr_html_()
    finally:
        grantrules.set_language("nb")
    assert "Kan få tilskudd" in decision._repr_html_()


def test_a_text_in_another_language_says_so() -> None:
    decision = grantrules.load(ROOT / "tests/support/schemes/library_grant/2031").evaluate({"measures": [{}]})
    fallen_back = [r.rule.text for r in decision.every_reason if r.rule.verb.decides and not r.rule.text.nn]
    page = seen(decision.to_html("nn"))
    assert (("lang", "nb") in page.attributes) is bool(fallen_back)


# -- hostile values


def hostile() -> Decision:
    measures = [{"id": "m1", "title": HOSTILE, "kind": "competence"}, {"title": HOSTILE, "amount": 1}]
    settled = {"expected-goal-attainment": {"is": "accepted", "by": HOSTILE, "note": HOSTILE}}
    application = {"id": HOSTILE, "applicant": {"name": HOSTILE}, "measures": measures, "determinations": settled}
    return grantrules.load(2022).evaluate(application)


def test_what_a_value_holds_is_text() -> None:
    said = said_of(HOSTILE)
    for language in LANGUAGES:
        whole = hostile().to_html(language, full=True)
        assert seen(whole).words.count(said) >= 6
        for text in (whole, hostile().to_html(language), hostile()._repr_html_()):
            page = seen(text)
            assert page.faults == []
            assert said in page.words
            assert not {"\0", "\u202e"} & set(text)


def test_two_results_on_one_page_do_not_clash() -> None:
    both = hostile()._repr_html_() + decided("2022/eligible")._repr_html_() + hostile()._repr_html_()
    assert seen(both).faults == []


def test_a_browser_sees_what_we_see(tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("there is no chromium here to read the page")
    text = hostile().to_html("nb", full=True)
    (tmp_path / "page.html").write_text(text, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    done = subprocess.run(
        [browser, *options, f"file://{tmp_path}/page.html"], capture_output=True, timeout=60, check=True
    )
    page, ours = seen(done.stdout.decode()), seen(text)
    assert page.faults == []
    assert page.tags == ours.tags
    assert page.words.split() == ours.words.split()

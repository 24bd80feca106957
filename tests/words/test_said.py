"""What every form says alike, word for word: the weight of each source, doubts, readings, silences, what is judged of."""

from __future__ import annotations

import pytest

import grantrules
from grantrules.base.texts import LANGUAGES, Language
from grantrules.render.pages.regulation import RegulationItems
from grantrules.render.paper.flat import flat_item
from grantrules.render.paper.say import doubts_of, norm_text
from grantrules.words.sentences import Sentences
from tests.support.building import decide, read, rule_set

ONE = "only one office's slide"
SLIDES = "{document: north-slide, at: y}, {document: south-slide, at: z}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{document: page, at: x}", "page, x (the directorate's page, inferred)"),
        (
            f"[{SLIDES}]",
            "north-slide, y; south-slide, z (only one office's slide, inferred)",
        ),
        (
            f"[{{document: page, at: x}}, {SLIDES}]",
            f"page, x (the directorate's page); north-slide, y ({ONE}); south-slide, z ({ONE}) – inferred",
        ),
    ],
)
def test_each_source_has_its_own_weight_and_the_basis_stands_once(source: str, said: str) -> None:
    rules = rule_set(f"[{{id: a, basis: inferred, source: {source}, require: {{application.signed: true}}}}]")
    assert norm_text(rules.rules[0], rules, Sentences(rules.vocabulary, rules.year, "en")) == said


def test_what_is_an_offices_own_procedure_weighs_as_that_beside_what_is_not() -> None:
    rules = rule_set(f"[{{id: a, office: north, source: [{SLIDES}], oblige: {{}}, due: not_stated}}]")
    said = norm_text(rules.rules[0], rules, Sentences(rules.vocabulary, rules.year, "nb"))
    assert said == "north-slide, y (egen rutine ved north); south-slide, z (bare ett embetes lysbilde) – uttrykkelig"


@pytest.mark.parametrize("year", grantrules.years())
def test_data_have_the_weight_of_each_source(year: int) -> None:
    rules = grantrules.load(year).rules
    data = grantrules.load(year).evaluate({"applicant": {"type": "kommune"}, "measures": [{"kind": "kompetanse"}]})
    written = data.to_dict()
    reasons = [*written["reasons"], *written["measures"][0]["reasons"]]
    assert reasons
    for reason in reasons:
        rule = rules.by_id[reason["rule"]]
        expected = [rules.authority(rule.office, source).value for source in rule.sources]
        assert [source["authority"] for source in reason["sources"]] == expected
        assert reason["authority"] == expected[0]


READINGS = """
[{id: a, require: {readings: [{id: narrow, measure.rural: true}, {id: wide, measure.staff: true}]}}]
"""
READ = {
    "nb": "Regelen krever at enten (1) «Rural» er ja, eller (2) «Staff» er ja, alt etter hvordan setningen leses.",
    "nn": "Regelen krev at anten (1) «Rural» er ja, eller (2) «Staff» er ja, alt etter korleis setninga blir lesen.",
    "en": "The rule requires that either (1) “Rural” is yes, or (2) “Staff” is yes, depending on how the sentence is read.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_readings_are_alternatives_not_demands_on_top_of_each_other(language: Language) -> None:
    rules = rule_set(READINGS)
    said = Sentences(rules.vocabulary, rules.year, language).asks(rules.rules[0])
    label = {path: rules.vocabulary[f"measure.{path}"].label[language] for path in ("rural", "staff")}
    assert said == READ[language].replace("Rural", label["rural"]).replace("Staff", label["staff"])


def test_a_rule_of_a_year_is_shown_with_its_doubts() -> None:
    rules = grantrules.load(2022).rules
    doubtful = [rule for rule in rules.rules if doubts_of(rule, Sentences(rules.vocabulary, 2022, "en"))]
    assert {"care-service-staff", "bachelor-subject"} <= {rule.id for rule in doubtful}

    for language in LANGUAGES:
        items = RegulationItems(rules, language)
        for rule in doubtful:
            said = [branch.text for branch in rule.branches.values() if branch.doubt and branch.text]
            details = " ".join(flat_item(items.item(rule)).details)
            assert all(text[language] in details for text in said)


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        (
            "nb",
            "1 regel; HTML- og JSON-formen har den.",
            "2 regler; HTML- og JSON-formen har alle.",
        ),
        (
            "nn",
            "1 regel; HTML- og JSON-forma har han.",
            "2 reglar; HTML- og JSON-forma har alle.",
        ),
        (
            "en",
            "1 rule; the HTML and JSON forms have it.",
            "2 rules; the HTML and JSON forms have them all.",
        ),
    ],
)
def test_what_no_source_mentions_any_more_is_counted(language: str, one: str, two: str) -> None:
    for number, said in ((1, one), (2, two)):
        rules = ", ".join(f"{{id: old-{n}, silent: 2029}}" for n in range(number))
        decision = decide(f"[{rules}]", "{measures: [{}]}")
        assert decision.to_text(language, full=True).endswith(f"\n  - {said}\n")
        assert "old-0" not in decision.to_text(language, full=True) + decision.to_markdown(language, full=True)
        assert decision.to_html(language, full=True).count("2029: old-") == number
        assert len([note for note in decision.to_dict(language)["notes"] if note["kind"] == "silence"]) == number


JUDGED = """
- {id: assessed, assess: {measure.staff: true}}
- {id: expected, expect: {measure.amount: {at_most: 5}}}
- {id: read, require: {readings: [{id: narrow, measure.rural: true}, {id: wide, measure.staff: true}]}}
"""


def test_a_point_to_judge_says_what_was_stated() -> None:
    decision = decide(JUDGED, "{measures: [{id: m, staff: true, rural: false, amount: 7}]}")
    text, html = decision.to_text("en", full=True), decision.to_html("en", full=True)
    label = {path: decision.rules.vocabulary[f"measure.{path}"].label["en"] for path in ("staff", "rural", "amount")}
    judged = text.partition("For the caseworker to judge\n")[2].partition("\n\n")[0]
    said = {
        "assessed": f"Stated: {label['staff']}: yes.",
        "expected": f"Stated: {label['amount']}: NOK 7. The rule asks that “{label['amount']}” is at most NOK 5.",
        "read": f"Stated: {label['rural']}: no; {label['staff']}: yes.",
    }
    for rule, expected in said.items():
        assert f"m: {rule}\n      {expected}\n" in judged
        assert f'<p class="quiet">{expected}</p>' in html


def test_a_section_keeps_its_number_beside_it() -> None:
    rules = read("[{id: a, text: {nb: Se § 28, nn: Sjå § 28, en: See § 28}, require: {application.signed: true}}]")
    decision = decide(str(rules).replace("'", '"'), "{signed: false, measures: [{}]}")
    for form in (decision.to_text("en"), decision.to_markdown("en"), decision.to_html("en")):
        assert "See §\u00a028" in form
        assert "See § 28" not in form

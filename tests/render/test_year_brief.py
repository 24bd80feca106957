"""The half page that a comparison begins with: how much it says, in which order, with which weight; and that it is true."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import permutations

import pytest

import grantrules
from grantrules.base.texts import LANGUAGES, Language
from grantrules.compare.choices import choice_changes
from grantrules.compare.comparison import Comparison, compare
from grantrules.compare.statements import COME_OR_GONE, COMPARED
from grantrules.language.condition import Citation
from grantrules.regulation import Regulation
from grantrules.render.pages.edits import EditWords
from grantrules.render.pages.groups import Group, group_of
from grantrules.render.pages.year_brief import YearBrief, brief_sections
from grantrules.render.pages.year_sentences import LONGEST, MOST, Sentence, YearSentences
from grantrules.render.paper.flat import WIDTH, flat_line
from grantrules.results.comparison import YearDiff
from grantrules.rules.ruleset import Transition
from tests.support.building import YEAR, rule_set
from tests.support.pages import seen

PAIRS = list(permutations(grantrules.years(), 2))
FORWARD = [pair for pair in PAIRS if pair[0] < pair[1]]
ENGLISH = re.compile(r"\b(the|of|and|not|only|by|now|new|is|are)\b")
NORWEGIAN = re.compile(r"\b(og|ikke|ikkje|av|etter|bare|berre|nevnt|nemnt)\b")
HALF_A_PAGE = 54
"""So many lines of text the half page may have, with what each year rests on."""


@cache
def shipped(before: int, after: int) -> YearDiff:
    return grantrules.diff(before, after)


def sentences(compared: Comparison, language: Language = "en") -> list[Sentence]:
    return YearSentences(EditWords(compared.before, compared.after, language), compared).sentences()


@cache
def of_years(pair: tuple[int, int], language: Language) -> list[Sentence]:
    return sentences(shipped(*pair).comparison, language)


def told(pair: tuple[int, int], language: Language = "nb") -> str:
    return "\n".join(map(str, of_years(pair, language)))


# -- how much it says


@pytest.mark.parametrize("pair", PAIRS)
def test_it_is_brief_in_every_language(pair: tuple[int, int]) -> None:
    diff = shipped(*pair)
    for language in LANGUAGES:
        found = of_years(pair, language)
        assert 0 < len(found) <= MOST
        brief = YearBrief(EditWords(diff.before, diff.after, language), diff.comparison)
        lines = [*map(str, found), *(each for each, _ in brief.rest(found)), *map(brief.rests_on, brief.words.sides)]
        assert max(map(len, lines)) <= LONGEST
        other = NORWEGIAN if language == "en" else ENGLISH
        assert [
            line for line in lines if other.search(re.sub(r"\b(Arbeid med støtte|State of the art)\b", "", line))
        ] == []
        text = diff.to_text(language)
        assert max(map(len, text.splitlines())) <= WIDTH
        head, _, _ = text.partition("\n\n" + brief.word("group_in_effect"))
        assert head.count("\n") <= HALF_A_PAGE


@pytest.mark.parametrize("pair", FORWARD)
def test_every_form_begins_with_it(pair: tuple[int, int]) -> None:
    diff = shipped(*pair)
    first = str(of_years(pair, "nb")[0])
    for full in (False, True):
        text = re.sub(r"\s+", " ", diff.to_text("nb", full=full))
        assert first in text.replace("- ", "")
        assert text.index(first) < 2500
        assert diff.to_html("nb", full=full).index('id="in-brief"') < diff.to_html("nb", full=full).index('id="rule-')
    sections = brief_sections(diff.comparison, "nb")
    assert [flat_line(each.heading) for each in sections] == ["Kort fortalt", "Resten"]


def test_nothing_of_weight_goes_untold() -> None:
    for pair in PAIRS:
        compared = shipped(*pair).comparison
        words = EditWords(compared.before, compared.after, "nb")
        found = of_years(pair, "nb")
        named = {edit.rule for sentence in found for edit in sentence.edits}
        rest = "\n".join(each for each, _ in YearBrief(words, compared).rest(found))
        for edit in compared.edits:
            if group_of(edit) in (Group.IN_EFFECT, Group.IN_DOUBT) and edit.rule not in named:
                assert edit.title.nb in rest


# -- the weight of what it says


def test_what_one_office_alone_says_is_never_told_without_it() -> None:
    for pair in PAIRS:
        compared = shipped(*pair).comparison
        for sentence in of_years(pair, "nb"):
            for edit in sentence.edits:
                rule = edit.after if edit.statement in COMPARED else None
                if rule is not None and edit.source is None and compared.after.is_one_offices(rule):
                    assert "bare etter" in sentence.said


def test_a_value_is_told_by_the_source_that_lets_it_in() -> None:
    (first, *_) = of_years((2022, 2023), "en")
    assert first.head == "Who can apply"
    assert "now also intermunicipal company and university or university college" in first.said
    assert "by Innlandet's slides 2023 alone" in first.said


def test_what_each_year_rests_on_is_told_once_and_first() -> None:
    text = re.sub(r"\s+", " ", shipped(2023, 2026).to_text("en"))
    said = "2026 has no regulation text among the sources and rests on Trøndelag's slides 2026 alone."
    assert text.count(said) == 1
    assert text.index(said) < text.index("In brief")
    assert "the rules are the same as for 2025" in text[: text.index("In brief")]
    assert "2022 rests on the regulation 2022" in re.sub(r"\s+", " ", shipped(2022, 2023).to_text("en"))


# -- what it says


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((2022, 2023), "ikke lenger etterutdanning (utenom ABC og BPA) og kurs eller internopplæring"),
        ((2022, 2023), "Klagerett, etter ett embetes lysbilde: det motsatte av før; i 2022: Ingen klagerett (bare etter"),
        ((2022, 2023), "rapporteringsfrist: 1. mars 2023 for tilskudd fra 2022 (2022, etter Regelverket 2022) → ikke nevnt (2023)"),
        ((2022, 2023), "Søknadsfrist: ikke nevnt (2022) → 1. april 2023 hos Statsforvalteren i Innlandet (2023, bare etter"),
        ((2022, 2023), "358\u00a0000\u00a0000 kroner, bevilget (2022) → 367\u00a0400\u00a0000 kroner, foreslått (2023)"),
        ((2022, 2023), "utledet), Aktuelt: desentraliserte studier (bare etter"),
        ((2023, 2026), "→ 1. mars 2026 nasjonalt (2026, bare etter Trøndelags lysbilder 2026)"),
        ((2023, 2026), "nevnt første gang: tjenesteutvikling, kommuner i distriktene, opplæring som er i gang"),
        ((2023, 2026), "nå usikkert: opplæring i brukerstyrt personlig assistanse (BPA), etterutdanning (utenom ABC og BPA) og kurs"),
        ((2022, 2026), "Ikke nevnt i 2026: Ingen klagerett (etter Regelverket 2022)"),
        ((2023, 2026), "Foreslått bevilgning for 2023 (367\u00a0400\u00a0000 kroner)"),
        ((2022, 2026), "Bevilgningen i 2022 (358\u00a0000\u00a0000 kroner)"),
    ],
)  # fmt: skip
def test_what_is_told_of_the_shipped_years(pair: tuple[int, int], said: str) -> None:
    assert said in told(pair)


@pytest.mark.parametrize("pair", [(2022, 2023), (2022, 2026)])
def test_a_goal_that_was_replaced_is_told_in_the_words_of_the_later_year(pair: tuple[int, int]) -> None:
    compared = shipped(*pair).comparison
    goal = next(edit.after for edit in compared.edits if edit.rule == "main-goal")
    assert goal is not None
    for language in LANGUAGES:
        first, *_ = YearSentences(EditWords(compared.before, compared.after, language), compared).goals()
        assert goal.text[language].removesuffix(".") in first.said


def test_which_way_a_doubt_moved_is_told() -> None:
    diff = shipped(2022, 2023)
    brief = YearBrief(EditWords(diff.before, diff.after, "nb"), diff.comparison)
    rest = "\n".join(each for each, _ in brief.rest(of_years((2022, 2023), "nb")))
    assert "Mindre sikkert: Målgruppen for tiltakene (etter Helsedirektoratets nettside 2023, utledet)" in rest
    assert "mer sikkert: Hva det gis tilskudd til" in rest


def test_silence_is_not_told_as_a_change() -> None:
    for pair in PAIRS:
        for sentence in of_years(pair, "nb"):
            silent = [e for e in sentence.edits if e.effect is None and e.statement not in COME_OR_GONE]
            if silent and "→" not in sentence.said:
                said = str(sentence).lower()
                assert "ikke nevnt" in said or "nevnt første gang" in said or "nevnt på nytt" in said
                assert "falt bort" not in said


def test_a_made_up_year_is_told_by_its_own_names() -> None:
    before = rule_set(
        "- {id: a, require: {applicant.type: [municipality, county]}}\n- {id: b, exclude: {measure.rural: true}}"
    )
    after = replace(
        rule_set("- {id: a, require: {applicant.type: municipality}}", year=YEAR + 1),
        repeals=(Transition("b", Citation("page", "2")),),
    )
    assert [str(each) for each in sentences(compare(before, after))] == [
        "Regel: stricter; no longer county (by regulation).",
        "Gone: Regel (by page).",
    ]
    assert sentences(compare(before, before)) == []
    same = grantrules.diff(Regulation(before), Regulation(before))
    assert seen(same.to_html("en")).faults == []


# -- which values come in or fall out


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("{applicant.type: municipality}", "{applicant.type: [municipality, county]}", [({"county"}, set(), set())]),
        (
            "{applicant.type: [municipality, county]}",
            "{any: [{applicant.type: municipality}, {id: b, doubt: unclear, applicant.type: county}]}",
            [(set(), set(), {"county"})],
        ),
        # whether it is let in hangs on more than the value
        ("{applicant.type: municipality}", "{any: [{applicant.type: municipality}, {applicant.type: county, application.signed: true}]}", []),
        ("{application.signed: true}", "{application.signed: false}", []),
    ],
)  # fmt: skip
def test_only_values_that_settle_it_are_named(before: str, after: str, found: list[tuple[set[str], ...]]) -> None:
    one, other = (rule_set(f"- {{id: a, require: {each}}}") for each in (before, after))
    changes = list(choice_changes(one.rules[0], other.rules[0], one, other))
    assert [(set(each.wider), set(each.narrower), set(each.doubtful)) for each in changes] == found

"""A comparison in all its forms: what is said, in which order, in three languages; and that it is true."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import grantrules
from grantrules.base.errors import visible
from grantrules.base.texts import LANGUAGES, LEAST_ALIKE, MOST_WORDS, Text
from grantrules.compare.causes import Hindrance
from grantrules.compare.effect import Effect
from grantrules.compare.proofs import Act
from grantrules.compare.statements import RulePart, StatementChange
from grantrules.language.condition import Citation
from grantrules.regulation import Regulation
from grantrules.render.pages.edits import EditWords
from grantrules.render.pages.groups import IN_DOUBT, Group, group_of, grouped, offices_of, sign
from grantrules.render.pages.witnesses import WitnessItems
from grantrules.render.paper.lines import Marked, marked
from grantrules.results.comparison import YearDiff
from grantrules.rules.ruleset import RuleSet, Transition, Verb
from grantrules.schema import schema_of
from grantrules.words.caseworkers import CASEWORKER_WORDS
from grantrules.words.comparisons import COMPARISON_WORDS
from grantrules.words.portfolios import PORTFOLIO_WORDS
from grantrules.words.words import WORDS, word
from grantrules.words.year_briefs import YEAR_BRIEF_WORDS
from tests.support.building import rule_set
from tests.support.documents import ROOT
from tests.support.pages import seen

DOUBTED = "{any: [{measure.kind: competence}, {id: b, doubt: silent, measure.kind: development}]}"
HOSTILE = "<script>alert('x')</script> & <b>*bold*</b> [a](http://x.example) </style>\n\0"

EARLIER = """
- {id: who, require: {applicant.type: [municipality, county]}, source: page}
- {id: limit, expect: {any: [{measure.amount: {at_most: 1000}}, {measure.kind: competence}]}, remedy: Ask for less}
- {id: gone, prioritise: {measure.rural: true}, rank: 1}
- {id: budget, state: {about: budget, amount: 1000, figure: proposed}}
- {id: appeal, state: {about: appeal, exists: false}, text: {nb: Kan ikke klages på, en: Cannot be appealed}}
- {id: wording, require: {application.signed: true}, text: {nb: Signer, en: Sign}}
- {id: unsaid, oblige: {}, due: 2030-03-01}
- {id: again, silent: 2029}
- {id: ended, silent: 2029}
- {id: kept, note: {}}
- {id: own, office: north, expect: {application.signed: true}}
"""
LATER = """
- {id: who, require: {applicant.type: municipality}, source: page}
- {id: ceiling, formerly: limit, expect: {any: [{measure.amount: {at_most: 2000}}, {measure.kind: competence}]}, remedy: Ask for less}
- {id: came, exclude: {applicant.type: other}}
- {id: budget, state: {about: budget, amount: 2000, figure: appropriated}}
- {id: appeal, state: {about: appeal, exists: true}, text: {nb: Kan klages på, en: Can be appealed}}
- {id: wording, require: {application.signed: true}, text: {nb: Skriv under, en: Put your name to it}}
- {id: unsaid, silent: 2030}
- {id: again, require: {application.checked: true}}
- {id: kept, note: {}}
- {id: first, prioritise: {measure.level: course}}
- {id: own, office: south, expect: {application.signed: true}}
"""
OFFICES = ["- {fact: office.limit, office: north, value: 500}", "- {fact: office.limit, office: north, value: 700}"]


@cache
def made_up() -> YearDiff:
    cited = Citation("page", "2")
    before = rule_set(EARLIER, OFFICES[0])
    after = rule_set(LATER, OFFICES[1], year=2031)
    after = replace(after, repeals=(Transition("gone", cited),), introduces=(Transition("came", cited),))
    return grantrules.diff(Regulation(before), Regulation(after))


@cache
def shipped(before: int, after: int) -> YearDiff:
    return grantrules.diff(before, after)


@cache
def with_all() -> YearDiff:
    return grantrules.diff(2022, 2023, witness=True, undetermined=True, portfolio=ROOT / "examples")


PAIRS = [(2023, 2026), (2026, 2022), (2023, 2023)]
EVERY = [made_up, with_all, *(lambda pair=pair: shipped(*pair) for pair in PAIRS)]


SAID = """
⇄ 2030 → 2031   Changes in the rules
  2030: Tilskudd
  2031: Tilskudd
  2030 rests on regulation and page.
  2031 rests on regulation and page.
  That a year is silent on a rule does not repeal it, and a first mention is not a new rule.

In brief
  - Regel: stricter; no longer county (by page).
  - Regel: less strict; measure.amount: NOK 1,000 → NOK 2,000 (by regulation).
  - Gone: Regel; new: Regel (by page).
  - Priorities: first mentioned: Regel (by regulation).
  - Regel: the reverse of before (by regulation).
  - Appropriation: NOK 1,000, proposed (2030) → NOK 2,000, appropriated (2031) (by regulation).
  - Mentioned again: Regel (by regulation).

The rest
  - 1 rule is one office's practice or stands on one office's slide alone.
  - 1 rule changed only in wording, basis or source.
  - 2 rules are mentioned for the first time or again.
  - 2 rules are not mentioned in 2031, and no source says that they are gone.
  - 1 rule is unchanged.

New, changed or gone by the documents themselves
  - page: Regel (removed) · Regel (new)

Changed in what the rules do – The scheme
  - ▼ Regel (gone): removed; prioritises fewer
      2030: gone Prioritised where “measure.rural” is yes. [regulation, 1 (the regulation, stated)]
      This follows from page, 2
  - ▼ Regel (came): new; stricter
      2031: came The rule bars where “applicant.type” is other. [regulation, 1 (the regulation,
      stated)]
      This follows from page, 2
  - ▼ Regel (who): same wording; stricter
      who
      2030: The rule requires that “applicant.type” is municipality or county. [page, 1 (the
      directorate's page, stated)]
      2031: The rule requires that “applicant.type” is municipality. [page, 1 (the directorate's
      page, stated)]
      Differs in: condition
  - ▲ Regel (ceiling): reworded; less strict; formerly limit
      2030: limit The rule asks for one of: [1 part as in 2031]; “measure.amount” is at most NOK
      1,000. [regulation, 1 (the regulation, stated)]
      2031: ceiling The rule asks for one of: [1 part as in 2030]; “measure.amount” is at most NOK
      2,000. [regulation, 1 (the regulation, stated)]
      measure.amount: NOK 1,000 (2030) → NOK 2,000 (2031)
      Differs in: wording, condition

Information and pointers, which decide no application – The scheme
  - ◆ Regel (budget): same wording; changed
      budget
      2030: [regulation, 1 (the regulation, stated)]
      2031: [regulation, 1 (the regulation, stated)]
      Amount: NOK 1,000, proposed (2030) → NOK 2,000, appropriated (2031)
      Differs in: amount
  - ⇄ Regel (appeal): the reverse of before
      2030: Cannot be appealed [regulation, 1 (the regulation, stated)]
      2031: Can be appealed [regulation, 1 (the regulation, stated)]
      Differs in: wording

At one office, or by one office's slide alone – north → south
  - · Regel (own): the practice of another office
      own
      2030 (north): The rule asks that “application.signed” is yes. The rule applies where
      “office.id” is north. [regulation, 1 (the regulation, stated)]
      2031 (south): The rule asks that “application.signed” is yes. The rule applies where
      “office.id” is south. [regulation, 1 (the regulation, stated)]

Only wording, basis or source changed – The scheme
  - = Regel (wording): reworded; same effect
      2030: Sign [regulation, 1 (the regulation, stated)]
      2031: Put your name to it [regulation, 1 (the regulation, stated)]
      Differs in: wording

Mentioned for the first time or again – The scheme
  - · Regel (again): mentioned again
      again
      2030: not mentioned (last stated in 2029).
      2031: The rule requires that “application.checked” is yes. [regulation, 1 (the regulation,
      stated)]
  - · Regel (first): first mentioned
      2031: first Prioritised where “measure.level” is course. [regulation, 1 (the regulation,
      stated)]

Not mentioned any more
  - The scheme:
      Regel (unsaid)
      Due date: 1 March 2030 (2030) → not mentioned (2031)
      Regel (ended) (last stated in 2029)

Values set by the offices
  - ◆ office.limit, north: another value
      2030: NOK 500 [regulation, 1]
      2031: NOK 700 [regulation, 1]
"""


def lines(text: str, heading: str) -> list[str]:
    """The lines of a section of a text, each with what is below it, on one line."""
    (section,) = (part for part in text.split("\n\n") if part.splitlines()[0] == heading)
    return [re.sub(r"\s+", " ", item).strip() for item in section.split("\n  - ")[1:]]


def test_every_change_is_said_where_readers_look_for_it() -> None:
    assert made_up().to_text("en", conditions=True) == SAID.lstrip("\n")


def test_the_groups_follow_one_another_as_readers_need_them() -> None:
    headings = [part.splitlines()[0] for part in made_up().to_text("en", full=True).split("\n\n")[1:]]
    named = [g for h in headings for g in Group if h.startswith(word(f"group_{g.value}", "en"))]
    assert list(dict.fromkeys(named)) == [group for group in Group if group is not Group.IN_DOUBT]
    assert headings[0] == "In brief"


def test_conditions_are_told_to_those_who_ask_and_ids_to_those_who_read_all() -> None:
    brief, full, everything = (made_up().to_text("en", **how) for how in ({}, {"full": True}, {"conditions": True}))
    assert "The rule " not in brief + full
    assert "The rule bars" in everything
    assert "(ceiling)" not in brief
    assert "(ceiling)" in full


@pytest.mark.parametrize("made", EVERY)
def test_every_edit_stands_once_in_every_form(made: Any) -> None:
    diff = made()
    numbers = Counter(edit.rule for edit in diff.edits)
    assert all(number == 1 for number in numbers.values())
    assert sorted(e.rule for t in grouped(diff.edits).values() for es in t.values() for e in es) == sorted(numbers)
    for language in LANGUAGES:
        data = json.loads(diff.to_json(language))
        assert [edit["rule"] for edit in data["edits"]] == [edit.rule for edit in diff.edits]
        page = seen(diff.to_html(language))
        assert page.faults == []
        assert Counter(page.ids) >= Counter(f"rule-{rule}" for rule in numbers)
        text, markdown = diff.to_text(language, full=True), diff.to_markdown(language, full=True)
        for rule in numbers:
            assert text.replace("\n    ", " ").count(f"({rule})") == 1
            assert rule.replace("-", "\\-") in markdown


@pytest.mark.parametrize("made", EVERY)
def test_the_data_has_its_declared_shape_and_adds_up(made: Any) -> None:
    diff = made()
    schema = schema_of("diff")
    for language in LANGUAGES:
        data = diff.to_dict(language)
        jsonschema.validate(data, schema)
        assert data["language"] == language
        assert sum(data["summary"]["statement"].values()) == len(data["edits"])
        assert sum(data["summary"]["effect"].values()) == sum(edit["effect"] is not None for edit in data["edits"])
        assert [data["before"]["year"], data["after"]["year"]] == [diff.before.year, diff.after.year]
        assert data["same"] == len(diff.comparison.same)
        assert (data["witnesses"] is None, data["impact"] is None) == (diff.witnesses is None, diff.impact is None)
    assert json.loads(diff.to_json(indent=2)) == diff.to_dict()


def test_the_data_of_a_side_says_what_the_rule_says() -> None:
    (edit,) = (each for each in made_up().to_dict("en")["edits"] if each["rule"] == "ceiling")
    assert edit["formerly"] == "limit"
    assert edit["before"] is not None
    assert edit["before"]["rule"] == "limit"
    assert edit["before"]["remedy"] == "Ask for less"
    assert edit["before"]["condition"] == (
        "The rule asks that “measure.amount” is at most NOK 1,000, or “measure.kind” is competence."
    )
    (gone,) = (each for each in made_up().to_dict("en")["edits"] if each["rule"] == "gone")
    assert (gone["after"], gone["source"]) == (None, {"document": "page", "at": "2"})


# -- nothing is claimed that no document states

CLAIMS = {
    language: [word(f"statement_{each}", language) for each in ("added", "removed")]
    + [word(f"effect_{each.value}", language) for each in Effect]
    for language in LANGUAGES
}


@pytest.mark.parametrize("made", EVERY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_can_be_said_nothing_is_said(made: Any, language: Any) -> None:
    diff = made()
    words = EditWords(diff.before, diff.after, language)
    silent = [edit for edit in diff.edits if edit.effect is None]
    for edit in silent:
        if edit.statement not in (StatementChange.REMOVED, StatementChange.ADDED):
            said = words.changes(edit).split("; ")
            assert [claim for claim in CLAIMS[language] if claim in said] == []
    if silent:
        assert word("silence_short", language)[:20] in diff.to_text(language)


def test_information_that_reads_otherwise_is_never_said_to_be_the_same() -> None:
    for diff in (made_up(), *(shipped(*pair) for pair in PAIRS)):
        for edit in diff.edits:
            both = {edit.before.verb, edit.after.verb} if edit.before and edit.after else set()
            if both and both <= {Verb.STATE, Verb.NOTE} and RulePart.TEXT in edit.parts:
                assert group_of(edit) is not Group.WORDING
                assert "same effect" not in EditWords(diff.before, diff.after, "en").changes(edit)


def test_two_drafts_of_a_year_are_told_apart() -> None:
    rules = rule_set("- {id: a, note: {}}")
    one = grantrules.diff(Regulation(rules), Regulation(replace(rules, revision=2)))
    other = grantrules.diff(Regulation(rules), Regulation(replace(rules)))
    assert one.to_text("en").startswith("⇄ 2030 (REVISION 1) → 2030 (REVISION 2)")
    assert other.to_text("en").startswith("⇄ 2030 (BEFORE) → 2030 (AFTER)")
    assert "No rule differs." in other.to_text("en")
    assert "1 rule is unchanged." in other.to_text("en")
    assert "silent" not in other.to_text("en")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("require: {measure.kind: competence}", f"require: {DOUBTED}", "more certain to be accepted"),
        (f"require: {DOUBTED}", "require: {measure.kind: competence}", "less certain to be accepted"),
        ("prioritise: {measure.kind: competence}", f"prioritise: {DOUBTED}", "more certain to be prioritised"),
        (f"oblige: {DOUBTED}", "oblige: {measure.kind: competence}", "less certain to be a duty"),
        (f"note: {DOUBTED}", "note: {measure.kind: competence}", "less certain"),
        (
            f"require: {DOUBTED}",
            "require: {measure.kind: development}",
            "partly stricter, partly more certain to be accepted",
        ),
        ("note: {measure.rural: true}", "note: {}", "concerns more"),
    ],
)
def test_a_change_within_doubt_is_neither_stricter_nor_less_strict(before: str, after: str, said: str) -> None:
    (old, new) = (rule_set(f"- id: a\n  {each}") for each in (before, after))
    diff = grantrules.diff(Regulation(old), Regulation(new))
    (edit,) = diff.edits
    assert EditWords(old, new, "en").effect(edit) == said
    assert (sign(edit) == IN_DOUBT) is edit.in_doubt is said.startswith(("more", "less"))
    data = diff.to_dict()
    assert (data["edits"][0]["in_doubt"], data["summary"]["in_doubt"]) == (edit.in_doubt, int(edit.in_doubt))


def test_what_neither_year_mentions_is_not_said_to_be_unchanged() -> None:
    one, other = (rule_set("[{id: a, note: {}}, {id: b, silent: 2029}]", year=year) for year in (2030, 2031))
    diff = grantrules.diff(Regulation(one), Regulation(other))
    assert (diff.to_dict()["same"], diff.to_dict()["silent_in_both"]) == (1, 1)
    for text in (diff.to_text("en"), " ".join(seen(diff.to_html("en")).words.split())):
        assert "1 rule is unchanged." in text
        assert "1 rule is mentioned in neither year." in text


def test_new_words_on_another_basis_are_both_said_and_a_due_date_is_more_than_wording() -> None:
    words = "text: {nb: Andre ord, en: Other words}, basis: inferred"
    before, after = rule_set("- {id: a, require: {}}"), rule_set(f"- {{id: a, require: {{}}, {words}}}")
    assert "reworded and on another basis" in grantrules.diff(Regulation(before), Regulation(after)).to_text(
        "en", full=True
    )
    due, none = rule_set("- {id: a, oblige: {}, due: 2031-03-01}"), rule_set("- {id: a, oblige: {}, due: not_stated}")
    (edit,) = grantrules.diff(Regulation(due), Regulation(none)).edits
    assert (edit.effect, group_of(edit)) == (Effect.SAME, Group.IN_EFFECT)


def test_after_because_of_stands_only_what_bars() -> None:
    diff = with_all()
    assert diff.witnesses is not None
    items = WitnessItems(EditWords(diff.before, diff.after, "en"), diff.witnesses)
    barred = 0
    for found in items.found:
        decisions = found.witness.before, found.witness.after
        for (_, said), decision in zip(items.verdicts(found), decisions, strict=True):
            because, _, apart = said.partition(" (open: ")
            named = because.partition(", because of: ")[2].split("; ")
            bars = {reason.rule.title.en for reason in decision.bars}
            assert set(filter(None, named)) <= bars
            assert not set(apart.removesuffix(")").split("; ")) & bars
            barred += bool(named[0])
    assert barred >= 2


@pytest.mark.parametrize("years", PAIRS[:2])
def test_where_only_the_doubt_moved_is_a_class_of_its_own_after_the_changes(years: tuple[int, int]) -> None:
    diff = shipped(*years)
    doubt = [edit for edit in diff.edits if group_of(edit) is Group.IN_DOUBT]
    assert doubt
    for edit in diff.edits:
        if group_of(edit) is Group.IN_EFFECT:
            assert not edit.in_doubt or edit.figures
    places = [word(f"group_{each}", "nb") for each in ("in_effect", "in_doubt", "information")]
    for form in (diff.to_text("nb"), diff.to_text("nb", full=True), diff.to_markdown("nb"), diff.to_html("nb")):
        found = [match.start() for each in places if (match := re.search(rf"{each}(?:\n| –| \\–|</h2>)", form))]
        assert len(found) == len(places)
        assert found == sorted(found)
    groups = {edit["rule"]: edit["group"] for edit in diff.to_dict()["edits"]}
    assert {rule for rule, group in groups.items() if group == "in_doubt"} == {edit.rule for edit in doubt}


def test_what_an_office_does_stands_under_its_name_and_nowhere_else() -> None:
    diff = shipped(2023, 2026)
    for edit in diff.edits:
        own = {rule.office for rule in (edit.before, edit.after) if rule is not None and rule.office}
        if own:
            assert group_of(edit) is Group.OFFICE
            assert set(offices_of(edit)) >= own
    text = re.sub(r"\s+", " ", diff.to_text("nb", full=True))
    assert "– Statsforvalteren i Innlandet → Statsforvalteren i Trøndelag " in text
    assert "2023 (Statsforvalteren i Innlandet): Søknadsskjemaet sendes" in text
    silent = text[text.index("Ikke nevnt lenger") : text.index("Verdier som embetene")]
    assert "E-postadressen for søknader" not in silent
    assert "Klagerett" in silent
    for page in (
        diff.to_text("nb", full=True),
        shipped(2026, 2022).to_text("nb", full=True),
        made_up().to_text("en", full=True),
    ):
        assert re.findall(r"^\S.*– *$", page, flags=re.MULTILINE) == []


def test_what_one_offices_slide_alone_says_is_said_to_be_so() -> None:
    (edit,) = (each for each in shipped(2022, 2023).edits if each.rule == "signature")
    assert (edit.told_by, edit.office, group_of(edit)) == ("innlandet", "innlandet", Group.OFFICE)
    retold = [edit for edit in shipped(2023, 2026).edits if edit.told_by]
    assert {edit.office for edit in retold} == {None}
    words = EditWords(shipped(2023, 2026).before, shipped(2023, 2026).after, "en")
    assert all("by one office's slide" in words.changes(edit) for edit in retold)


def test_amounts_are_held_together_by_no_break_spaces() -> None:
    for diff in (shipped(2022, 2023).to_text(), shipped(2022, 2023).to_html("nn")):
        assert "358\u00a0000\u00a0000 kroner" in diff
        assert "xa0" not in diff


# -- how the page is folded


def test_every_change_is_folded_and_its_id_stands_behind_a_sign() -> None:
    page = with_all().to_html("nb")
    assert page.count('<details class="item">') == len(with_all().edits)
    assert "<nav" not in page
    for edit in with_all().edits:
        assert f'href="#rule-{edit.rule}"' in page
        assert f'title="{edit.rule}"' in page
        assert f">{edit.rule}<" not in page
    assert "Ett embetes lysbilde gir tilskudd til tiltak" in page
    assert "Vilkåret ledd for ledd" in page


def test_only_what_a_source_says_is_gone_is_struck_out() -> None:
    diff = shipped(2022, 2023)
    page = diff.to_html("nb")
    assert "<del" not in page
    gone = [edit for edit in diff.edits if edit.statement is StatementChange.REMOVED and edit.source is not None]
    assert page.count('class="text gone"') == len(gone) > 0
    silent = shipped(2023, 2026).to_html("nb")
    told = [edit for edit in shipped(2023, 2026).edits if group_of(edit) is not Group.SILENCES]
    sides = [rule for edit in told for rule in (edit.before, edit.after) if rule is not None]
    assert silent.count('class="text unsaid"') == sum(rule.verb is Verb.SILENT for rule in sides) > 0
    for said in re.findall(r'<p class="text unsaid"[^>]*>(.*?)</p>', silent):
        assert "<span" not in said


# -- witnesses and portfolio


def test_a_witness_tells_the_application_and_both_verdicts() -> None:
    text = re.sub(r"\s+", " ", with_all().to_text("en"))
    said = (
        r"“Who can apply” bars in 2022 and not in 2023 2022: Only municipalities and county municipalities can receive the"
        r" grant\. \(in 2023: requirement\) The application: Applicant type: [^:]+"
        r" 2022: Not eligible 2023: Undetermined"
    )
    assert re.search(said, text)  # of several applicants that are as small, releases of Z3 find different ones
    assert "No application with up to 2 measures shows this: " in text
    assert "Searched were applications with up to 2 measures" in text
    limited = grantrules.diff(2023, 2026, witness=True, seconds=0)
    assert "Not settled in 0 seconds; nothing follows from that" in limited.to_text("en")
    assert "Some rules count as far as 6 measures" in limited.to_text("en")


GONE_WITH_INNOVATION = {
    *("criterion-methods", "criterion-novelty"),
    *("advantage-innovation-partnership", "priority-innovation"),
}
"""What documents of 2023 say is gone; of whatever else a year lacks, nothing is said."""


def test_witnesses_and_portfolio_say_that_silence_is_no_repeal() -> None:
    text = re.sub(r"\s+", " ", with_all().to_text("en"))
    assert text.count("The rules are applied as each year has them.") == 2
    assert re.search(r"Nothing was asked of \d+ rules mentioned by only one of the years", text)
    assert "2023 does not mention The application: purpose; " in text
    assert "Verdicts that differ only where one year is silent: " in text
    assert "(not mentioned in 2023)" in text
    titles = {edit.title.en for edit in with_all().edits if edit.rule in GONE_WITH_INNOVATION}
    told = {
        title
        for title in titles
        if re.search(rf"{title}(?:: holds the case open in 2022 \(in | \()2023: no such rule", text)
    }
    assert told == titles
    assert len(re.findall(r"2023: no such rule", text)) >= len(titles)
    data = with_all().to_dict()
    assert data["impact"] is not None
    assert data["witnesses"] is not None
    assert "contents-purpose" not in data["witnesses"]["left_out"]
    assert "priority-basic-education" in data["witnesses"]["left_out"]
    one_year = {tag["rule"] for tag in data["impact"]["one_year_tags"]}
    assert one_year.isdisjoint(tag["rule"] for tag in data["impact"]["tags"])
    assert "priority-basic-education" in one_year


def test_a_witness_names_a_value_as_each_year_does() -> None:
    diff = grantrules.diff(2022, 2023, witness=True)
    assert "innovasjonsprosjekt (2022), tjenesteutviklingsprosjekt (2023)" in re.sub(r"\s+", " ", diff.to_text("nb"))


def test_every_finding_is_told_in_every_form() -> None:
    diff = with_all()
    assert diff.witnesses is not None
    data = diff.to_dict("en")["witnesses"]
    assert data is not None
    assert len(data["findings"]) == len(diff.witnesses.findings)
    for finding in data["findings"]:
        assert (finding["answer"] == "differs") == (finding["witness"] is not None)
    page = seen(diff.to_html("en")).words
    for finding in data["findings"]:
        question = finding["question"]
        if question["kind"] == "rule":
            assert question["title"] in page


def test_a_portfolio_is_told_with_its_numbers() -> None:
    applications: list[dict[str, object]] = [
        {"id": "<b>", "applicant": {"type": "county", "name": HOSTILE}, "measures": [{"amount": 100}]},
        {"applicant": {"type": "municipality"}, "measures": [{"amount": 2500}, {}]},
        {"nonsense": HOSTILE},
    ]
    diff = grantrules.diff(Regulation(made_up().before), Regulation(made_up().after), portfolio=applications)
    text = diff.to_text("en")
    assert lines(text, "Applications by verdict") == [
        "Undetermined → Not eligible: 1 application, NOK 100",
        "Undetermined: 1 application, NOK 2,500 (1 without an amount)",
    ]
    assert lines(text, "Rules behind verdicts that differ")[0] == (
        "Undetermined → Not eligible: Regel: bars in 2031 (in 2030: requirement) 1 application, NOK 100 1 measure, NOK 100"
    )
    assert lines(text, "Not evaluated")[0].startswith("3 nonsense: unknown field `nonsense`")
    for page in (seen(diff.to_html("en")), seen(diff._repr_html_())):
        assert page.faults == []
        assert visible(HOSTILE).split("\\n")[0] in page.words
    jsonschema.validate(diff.to_dict(), schema_of("diff"))


# -- words


def test_there_is_a_word_for_everything_in_three_languages() -> None:
    parts = (CASEWORKER_WORDS, COMPARISON_WORDS, PORTFOLIO_WORDS, YEAR_BRIEF_WORDS)
    keys_of_parts = [key for part in parts for key in part]
    assert len(keys_of_parts) == len(set(keys_of_parts))
    assert all(WORDS[key] is text for part in parts for key, text in part.items())
    keys = [f"statement_{each.value}" for each in StatementChange]
    with_a_side = (Effect.NARROWED, Effect.WIDENED, Effect.CHANGED)
    keys += [f"{what}_{each.value}" for each in with_a_side for what in ("doubt", "asks")]
    keys += [f"effect_{each.value}" for each in Effect] + [f"part_{each.value}" for each in RulePart]
    keys += [f"verb_{each.value}" for each in Verb] + [f"question_{each.value}" for each in Act]
    keys += [f"{each.value}_in" for each in Hindrance]
    keys += [f"group_{each.value}" for each in Group]
    assert set(keys) <= WORDS.keys()
    for text in WORDS.values():
        assert text.nn is not None
        assert text.en is not None
        fields = [set(re.findall(r"\{(\w+)\}", text[language])) for language in LANGUAGES]
        assert fields[0] == fields[1] == fields[2]


def test_the_topics_of_another_scheme_go_by_their_names() -> None:
    before = rule_set("- {id: a, require: {application.signed: true}}")
    renamed = replace(before, rules=tuple(replace(each, topic="own_rules") for each in before.rules))
    after = replace(renamed, rules=tuple(replace(each, verb=Verb.EXCLUDE) for each in renamed.rules))
    assert "– Own rules" in grantrules.diff(Regulation(renamed), Regulation(after)).to_text("en", full=True)


# -- words that differ


@given(st.text(), st.text())
def test_marked_words_make_up_the_texts_again(before: str, after: str) -> None:
    def whole(pieces: Marked) -> str:
        return "".join(text for text, _ in pieces)

    def kept(pieces: Marked) -> list[str]:
        return re.findall(r"\S+", " ".join(text for text, differs in pieces if not differs))

    one, other = marked(before, after)
    assert whole(one) == before
    assert whole(other) == after
    if any(differs for pieces in (one, other) for _, differs in pieces):
        assert "".join(kept(one)) == "".join(kept(other))


def test_what_is_marked_is_what_differs() -> None:
    assert marked("Up to five projects.", "Up to six projects.") == (
        [("Up to", False), (" five", True), (" projects.", False)],
        [("Up to", False), (" six", True), (" projects.", False)],
    )
    assert marked("One thing", "Wholly something else") == (
        [("One thing", False)],
        [("Wholly something else", False)],
    )
    long = "a " * (MOST_WORDS + 1)
    assert marked(long, f"{long}b") == ([(long, False)], [(f"{long}b", False)])
    assert 0 < LEAST_ALIKE < 1


def test_hostile_words_are_words_in_every_form() -> None:
    rules = rule_set("- {id: a, require: {application.signed: true}}")

    def saying(text: str) -> RuleSet:
        made = tuple(replace(each, text=Text(text), sources=(Citation("page", text),)) for each in rules.rules)
        return replace(rules, rules=made, title=Text(text))

    diff = grantrules.diff(Regulation(saying(HOSTILE)), Regulation(saying(HOSTILE + " more")))
    page = seen(diff.to_html())
    assert page.faults == []
    assert visible(HOSTILE) in page.words
    assert "<script>" not in diff.to_html()
    assert "<script>" not in diff.to_markdown()
    assert "\0" not in diff.to_text() + diff.to_markdown() + diff.to_html()
    after = diff.to_dict()["edits"][0]["after"]
    assert after is not None
    assert after["text"] == HOSTILE + " more"


def test_a_text_without_the_language_says_which_it_is_in() -> None:
    rules = rule_set("- {id: a, require: {application.signed: true}, text: {nb: Signer}}")
    other = replace(rules, rules=tuple(replace(each, text=Text("Signer nå")) for each in rules.rules))
    page = grantrules.diff(Regulation(rules), Regulation(other)).to_html("en")
    assert '<p class="text" lang="nb">' in page


def test_the_differing_figures_of_a_rule_stand_beside_one_another() -> None:
    before = rule_set("- {id: a, oblige: {}, due: 2030-03-01, awarded: [2029]}\n- {id: b, prioritise: {}, rank: 1}")
    after = rule_set(
        "- {id: a, oblige: {}, due: 2031-04-01, awarded: [2029]}\n- {id: b, prioritise: {}, rank: 2}", year=2031
    )
    text = grantrules.diff(Regulation(before), Regulation(after)).to_text("en", full=True)
    assert "Due date: 1 March 2030 (2030) → 1 April 2031 (2031)" in text
    assert "Award years: 2029 (2030)" not in text
    assert "Place in the order: 1 (2030) → 2 (2031)" in text

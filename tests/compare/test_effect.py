"""What a change of a rule does, one kind of change at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from grantrules.base.texts import Text
from grantrules.compare import effect
from grantrules.compare.effect import Does, Effect, does, witnesses
from grantrules.evaluation.outcomes import Outcome
from grantrules.evaluation.reference import outcome
from grantrules.intake.stated import Facts, StatedMeasure
from grantrules.language.vocabulary import Choice, FactType, Vocabulary
from grantrules.rules.ruleset import Rule
from tests.support.building import rule_set, vocabulary
from tests.support.random_changes import directions

SAME, NARROWED, WIDENED, CHANGED = Effect.SAME, Effect.NARROWED, Effect.WIDENED, Effect.CHANGED
OPPOSITE = {WIDENED: NARROWED, NARROWED: WIDENED, SAME: SAME, CHANGED: CHANGED}

BAR = "require: {any: [{measure.kind: competence}, {id: b, doubt: %s, measure.kind: development}]}"
READINGS = "require: {readings: [{id: a, measure.rural: true}, {id: b, measure.staff: true}]}"

CHANGES: dict[str, tuple[str, str, Effect]] = {
    # who is let in
    "a value more": ("require: {measure.kind: competence}", "require: {measure.kind: [competence, development]}", WIDENED),
    "another value": ("require: {applicant.type: county}", "require: {applicant.type: municipality}", CHANGED),
    "a bar inverts": ("exclude: {applicant.type: county}", "exclude: {applicant.type: [county, other]}", NARROWED),
    "require and exclude can say the same": (
        "require: {applicant.type: municipality}",
        "exclude: {applicant.type: [county, other]}",
        SAME,
    ),
    "what should hold in place of what must": ("require: {application.signed: true}", "expect: {application.signed: true}", WIDENED),
    "no longer asked for": ("expect: {application.signed: true}", "note: {}", WIDENED),
    "a guard that takes out cases": (
        "require: {measure.staff: true}",
        "when: {applicant.type: county}\n  require: {measure.staff: true}",
        WIDENED,
    ),
    "a guard that takes a bar out of cases": (
        "exclude: {measure.staff: true}",
        "when: {applicant.type: county}\n  exclude: {measure.staff: true}",
        WIDENED,
    ),
    "a guard that says what the condition says": (
        "require: {any: [{not: {applicant.type: county}}, {measure.staff: true}]}",
        "when: {applicant.type: county}\n  require: {measure.staff: true}",
        SAME,
    ),
    "for one office only": ("require: {measure.staff: true}", "office: north\n  require: {measure.staff: true}", WIDENED),
    "to be judged in more cases": ("when: {measure.kind: competence}\n  assess: {}", "assess: {}", NARROWED),
    "material asked for": ("assess: {}", "assess: {measure.staff: true}", NARROWED),
    # tags, duties and notes
    "a tag for more": (
        "prioritise: {measure.level: bachelor}",
        "prioritise: {measure.level: [bachelor, course]}",
        WIDENED,
    ),
    "a guard of a tag": (
        "prioritise: {measure.rural: true}",
        "when: {measure.kind: competence}\n  prioritise: {measure.rural: true}",
        NARROWED,
    ),
    "a duty for more": ("oblige: {application.amount: {over: 500}}", "oblige: {application.amount: {over: 400}}", WIDENED),
    "a note for others": ("note: {measure.rural: true}", "note: {measure.rural: false}", CHANGED),
    "a note in place of a tag": ("prioritise: {measure.rural: true}", "note: {measure.rural: true}", CHANGED),
    "a note in place of a requirement": ("require: {measure.rural: true}", "note: {measure.rural: true}", WIDENED),
    # doubts and readings
    "a doubt goes": (BAR % "silent", "require: {measure.kind: [competence, development]}", WIDENED),
    "another doubt": (BAR % "silent", BAR % "disputed", SAME),
    "a doubt in place of a bar": ("require: {measure.kind: competence}", BAR % "unclear", WIDENED),
    "the wider reading is settled": (READINGS, "require: {any: [{measure.rural: true}, {measure.staff: true}]}", WIDENED),
    "the narrower reading is settled": (READINGS, "require: {measure.rural: true, measure.staff: true}", NARROWED),
    "one reading is settled": (READINGS, "require: {measure.rural: true}", CHANGED),
    "two readings that say the same": ("require: {readings: [{id: a, measure.rural: true}, {id: b, measure.rural: true}]}",
                                       "require: {measure.rural: true}", SAME),
    "a doubt in one reading": (READINGS, READINGS.replace("id: a,", "id: a, doubt: unclear,"), NARROWED),
    # facts that do not always exist
    "a level exists for competence only": (
        "require: {any: [{measure.level: [course, bachelor]}, {measure.kind: development}]}",
        "require: {measure.kind: [competence, development]}",
        SAME,
    ),
    "outside it a comparison fails": (
        "prioritise: {not: {measure.level: course}}",
        "when: {measure.kind: competence}\n  prioritise: {not: {measure.level: course}}",
        NARROWED,
    ),
    # sets
    "any of more": (
        "require: {measure.partners: {any_in: [university]}}",
        "require: {measure.partners: {any_in: [university, business]}}",
        WIDENED,
    ),
    "all of some, none among them": (
        "require: {measure.partners: {all_in: [university]}}",
        "require: {not: {measure.partners: {any_in: [business, voluntary]}}}",
        SAME,
    ),
    "some, and no others": (
        "require: {measure.partners: {any_in: [university, business]}}",
        "require: {measure.partners: {any_in: [university, business], all_in: [university, business]}}",
        NARROWED,
    ),
    "only the empty set tells": (
        "require: {measure.partners: {all_in: [university]}}",
        "require: {measure.partners: {any_in: [university], all_in: [university]}}",
        NARROWED,
    ),
    # numbers and dates
    "over 2 and at least 3 staff": ("require: {application.staff: {over: 2}}", "require: {application.staff: {at_least: 3}}", SAME),
    "over 2 and at least 3 kroner": ("require: {application.amount: {over: 2}}", "require: {application.amount: {at_least: 3}}", NARROWED),
    "a day later": ("expect: {application.submitted_on: {by: 2030-02-28}}", "expect: {application.submitted_on: {by: 2030-03-01}}", WIDENED),
    "by and before": ("expect: {application.submitted_on: {by: 2030-02-28}}", "expect: {application.submitted_on: {before: 2030-03-01}}", SAME),
    "a window moved": (
        "expect: {application.submitted_on: {after: 2030-01-01, by: 2030-03-01}}",
        "expect: {application.submitted_on: {after: 2030-02-01, by: 2030-04-01}}",
        CHANGED,
    ),
    # facts compared with facts
    "the day itself counts": (
        "expect: {application.submitted_on: {before: office.deadline}}",
        "expect: {application.submitted_on: {by: office.deadline}}",
        WIDENED,
    ),
    "the same from the other side": (
        "expect: {application.submitted_on: {by: office.deadline}}",
        "expect: {not: {office.deadline: {before: application.submitted_on}}}",
        SAME,
    ),
    "a fact in place of a day": (
        "expect: {application.submitted_on: {by: 2030-03-01}}",
        "expect: {application.submitted_on: {by: office.deadline}}",
        CHANGED,
    ),
    "an order that follows": (
        "require: {measure.amount: {under: application.amount}, application.amount: {under: office.limit}}",
        "require: {measure.amount: {under: application.amount}, application.amount: {under: office.limit}, office.limit: {over: measure.amount}}",
        SAME,
    ),
    "between whole numbers there may be none": (
        "require: {measure.credits: {over: 4, under: application.staff}, application.staff: {under: 6}}",
        "require: {measure.credits: {over: 6}}",
        WIDENED,
    ),
    "between amounts there is": (
        "require: {measure.amount: {over: 4, under: application.amount}, application.amount: {under: 5}}",
        "require: {measure.amount: {over: 6}}",
        CHANGED,
    ),
    "the day of a later year": (
        "expect: {application.submitted_on: {by: {day: 03-01, years_after: {grant.award_year: 0}}}}",
        "expect: {application.submitted_on: {by: {day: 03-01, years_after: {grant.award_year: 1}}}}",
        WIDENED,
    ),
    "days of two years apart": (
        "expect: {any: [{grant.award_year: {under: application.founded}}, {application.submitted_on: {by: {day: 12-31, years_after: {application.founded: -1}}}}]}",
        "expect: {any: [{grant.award_year: {under: application.founded}}, {application.submitted_on: {before: {day: 01-01, years_after: {application.founded: 0}}}}]}",
        SAME,
    ),
    # counts
    "a measure more": (
        "expect: {count: {where: {measure.kind: development}, at_most: 5}}",
        "expect: {count: {where: {measure.kind: development}, at_most: 6}}",
        WIDENED,
    ),
    "no more than none": (
        "expect: {count: {where: {measure.kind: development}, under: 1}}",
        "expect: {not: {count: {where: {measure.kind: development}, at_least: 1}}}",
        SAME,
    ),
    "there is always a measure": (
        "require: {any: [{count: {where: {measure.rural: true}, at_least: 1}}, {count: {where: {measure.rural: false}, at_least: 1}}]}",
        "require: {}",
        SAME,
    ),
    "two parts that no measure has together": (
        "exclude: {all: [{count: {where: {measure.kind: competence, measure.level: course}, at_least: 1}}, {count: {where: {measure.kind: development}, at_least: 1}}]}",
        "exclude: {all: [{count: {where: {measure.level: course}, at_least: 1}}, {count: {where: {measure.kind: development}, at_least: 1}}]}",
        SAME,
    ),
    "two counts are more than one of both": (
        "exclude: {count: {where: {measure.rural: true, measure.staff: true}, at_least: 1}}",
        "exclude: {all: [{count: {where: {measure.rural: true}, at_least: 1}}, {count: {where: {measure.staff: true}, at_least: 1}}]}",
        NARROWED,
    ),
    "a measure counts itself": (
        "require: {any: [{measure.rural: false}, {count: {where: {measure.rural: true}, at_least: 1}}]}",
        "require: {measure.rural: [true, false]}",
        SAME,
    ),
    "a count beside a fact of the measure": (
        "require: {any: [{measure.staff: false}, {count: {where: {measure.rural: true}, at_least: 1}}]}",
        "require: {any: [{measure.staff: false}, {count: {where: {measure.rural: true}, at_least: 2}}]}",
        NARROWED,
    ),
    "a count that shares a fact": (
        "expect: {count: {where: {measure.amount: {over: application.amount}}, at_most: 1}}",
        "expect: {count: {where: {measure.amount: {at_least: application.amount}}, at_most: 1}}",
        NARROWED,
    ),
    "a doubt in a count": (
        "expect: {count: {where: {measure.kind: development}, at_most: 1}}",
        "expect: {count: {where: {any: [{measure.kind: development}, {id: b, doubt: unclear, measure.rural: true}]}, at_most: 1}}",
        NARROWED,
    ),
}  # fmt: skip


def one(written: str) -> Rule:
    """The rule of a verb and more."""
    (rule,) = rule_set(f"- id: made-up\n  {written}").rules
    return rule


@pytest.mark.parametrize("name", CHANGES)
def test_the_effect_of_a_change_and_of_the_way_back(name: str) -> None:
    before, after, effect = CHANGES[name]
    old, new, words = one(before), one(after), (vocabulary(), vocabulary())
    assert does(old, new, words).effect is effect
    assert does(new, old, words).effect is OPPOSITE[effect]
    for direction, case in (witnesses(old, new, words) or {}).items():
        assert direction.more in directions(old, new, case)


IN_DOUBT: dict[str, tuple[str, str, Effect, Effect]] = {
    "what was let in is open": ("require: {measure.kind: [competence, development]}", BAR % "silent", NARROWED, SAME),
    "what was barred is open": ("require: {measure.kind: competence}", BAR % "silent", WIDENED, SAME),
    "a reading is settled": (READINGS, "require: {measure.rural: true}", CHANGED, SAME),
    "a value is let in that was barred": (
        "require: {measure.kind: competence}",
        "require: {measure.kind: [competence, development]}",
        WIDENED,
        WIDENED,
    ),
    "one is barred and another open": (BAR % "silent", "require: {measure.kind: development}", CHANGED, NARROWED),
    "a tag that was none is perhaps": (
        "prioritise: {measure.level: course}",
        "prioritise: {any: [{measure.level: course}, {id: b, doubt: unclear, measure.level: bachelor}]}",
        WIDENED,
        SAME,
    ),
}


@pytest.mark.parametrize("name", IN_DOUBT)
def test_a_change_within_doubt_is_told_from_one_of_settled_cases(name: str) -> None:
    before, after, effect, settled = IN_DOUBT[name]
    old, new, words = one(before), one(after), (vocabulary(), vocabulary())
    assert does(old, new, words) == Does(effect, settled)
    assert does(new, old, words) == Does(OPPOSITE[effect], OPPOSITE[settled])
    assert does(old, new, words).in_doubt is (settled is SAME)


SIGNED = "{count: {where: {application.signed: %s, measure.rural: %s}, at_least: 1}}"
"""What counts have in common is the same for all of them."""


@pytest.mark.parametrize(
    ("written", "effect"),
    [
        ("require: {measure.rural: true}", NARROWED),
        ("exclude: {measure.rural: true}", NARROWED),
        ("expect: {application.signed: true}", NARROWED),
        ("assess: {}", NARROWED),
        ("prioritise: {measure.rural: true}", WIDENED),
        ("oblige: {}", WIDENED),
        ("note: {measure.rural: true}", WIDENED),
        ("state: {about: goal}", WIDENED),
        ("require: {measure.rural: [true, false]}", SAME),
        ("prioritise: {measure.kind: competence, all: [{measure.kind: development}]}", SAME),
        (f"exclude: {{all: [{SIGNED % ('true', 'true')}, {SIGNED % ('true', 'false')}]}}", NARROWED),
        (f"exclude: {{all: [{SIGNED % ('true', 'true')}, {SIGNED % ('false', 'false')}]}}", SAME),
    ],
)
def test_a_rule_that_comes_is_measured_against_no_rule(written: str, effect: Effect) -> None:
    words = (vocabulary(), vocabulary())
    assert does(None, one(written), words).effect is effect
    assert does(one(written), None, words).effect is OPPOSITE[effect]


def test_the_measures_of_a_case_are_numbered_and_have_the_facts_of_the_application() -> None:
    signed = "expect: {application.signed: true, count: {where: {measure.rural: true}, at_least: %d}}"
    (alone,) = (witnesses(one(signed % 1), one(signed % 2), (vocabulary(), vocabulary())) or {}).values()
    known = {"application.signed": True, "measure.rural": True}
    assert [(each.id, each.facts) for each in alone.measures] == [("m1", known)]
    rural = "{count: {where: {measure.rural: %s}, at_least: 1}}"
    mixed = one(f"exclude: {{all: [{rural % 'true'}, {rural % 'false'}]}}")
    (case,) = (witnesses(None, mixed, (vocabulary(), vocabulary())) or {}).values()
    assert [each.id for each in case.measures] == ["m1", "m2"]


SHARED = "any: [{application.signed: true}, {application.staff: {over: 5}}, {applicant.type: county}]"
LOOKED_AT: dict[str, tuple[str, str, int]] = {
    "nothing differs": (f"require: {{{SHARED}}}", f"require: {{{SHARED}}}", 0),
    "one of many facts differs": (
        f"require: {{{SHARED}, application.amount: {{over: 500}}}}",
        f"require: {{{SHARED}, application.amount: {{over: 400}}}}",
        1,
    ),
    "both directions are settled": (
        f"require: {{{SHARED}, applicant.type: county}}",
        f"require: {{{SHARED}, applicant.type: [municipality, other]}}",
        2,
    ),
    "both directions are found in settled cases, and the rest is open": (
        "require: {applicant.type: county}",
        "require: {any: [{applicant.type: other}, {id: b, doubt: unclear, applicant.type: municipality}]}",
        2,
    ),
    "a guard that says what the condition says": (
        "require: {any: [{not: {applicant.type: county}}, {measure.staff: true}]}",
        "when: {applicant.type: county}\n  require: {measure.staff: true}",
        0,
    ),
    "facts that amount to the same": (
        "require: {any: [{application.signed: true}, {application.checked: true}], applicant.type: county}",
        "require: {any: [{application.signed: true}, {application.checked: true}], applicant.district: true}",
        2,
    ),
    "a guard where it makes no difference of its own": (
        "when: {application.signed: true}\n  require: {application.checked: true}",
        "when: {application.signed: true}\n  require: {application.checked: false}",
        2,
    ),
    "a count of measures by the application": (
        "expect: {count: {where: {measure.rural: true, measure.staff: true}, at_most: 1}}",
        "expect: {count: {where: {measure.rural: true}, at_most: 1}}",
        3,
    ),
    "a count beside what both read": (
        f"require: {{{SHARED}, count: {{where: {{measure.rural: true}}, at_least: 1}}}}",
        f"require: {{{SHARED}, count: {{where: {{measure.rural: true}}, at_least: 2}}}}",
        3,
    ),
}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_what_both_rules_read_alike_and_what_is_found_already_is_not_tried_again(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after, number = LOOKED_AT[name]
    asked: list[StatedMeasure] = []

    def outcome_asked(rule: Rule, facts: Facts, measures: Sequence[StatedMeasure]) -> Outcome:
        asked.append(measures[0])
        return outcome(rule, facts, measures)

    monkeypatch.setattr(effect, "outcome", outcome_asked)
    witnesses(one(before), one(after), (vocabulary(), vocabulary()))
    assert len(asked) == 2 * number, "both rules are asked of each case"


@pytest.mark.parametrize(
    ("one_does", "other_does", "both_do"),
    [(effect, SAME, effect) for effect in Effect]
    + [(effect, effect, effect) for effect in Effect]
    + [(WIDENED, NARROWED, CHANGED), (CHANGED, WIDENED, CHANGED), (CHANGED, NARROWED, CHANGED)],
)
def test_what_two_changes_do_at_once(one_does: Effect, other_does: Effect, both_do: Effect) -> None:
    for a, b in ((one_does, other_does), (other_does, one_does)):
        assert Does(a, CHANGED) | Does(b, SAME) == Does(both_do, CHANGED)
        assert Does(SAME, a) | Does(WIDENED, b) == Does(WIDENED, both_do)


def test_a_value_that_only_one_year_knows_is_a_case_too() -> None:
    kind = vocabulary()["measure.kind"]
    more = replace(kind, choices={**kind.choices, "advice": Choice("advice", Text("råd"))})
    later = Vocabulary([more if fact is kind else fact for fact in vocabulary().values()])
    old, new = one("require: {measure.kind: [competence, development]}"), one("require: {}")
    assert does(old, new, (vocabulary(), vocabulary())).effect is SAME
    assert does(old, new, (vocabulary(), later)).effect is WIDENED


def test_a_fact_that_only_one_year_knows_is_asked_of_both() -> None:
    earlier = Vocabulary(fact for fact in vocabulary().values() if fact.path != "measure.rural")
    rule = one("require: {measure.rural: true}")
    assert does(None, rule, (earlier, vocabulary())).effect is NARROWED
    assert does(rule, None, (vocabulary(), earlier)).effect is WIDENED


def test_a_fact_that_is_something_else_in_another_year_gives_no_common_case() -> None:
    staff = vocabulary()["application.staff"]
    other = replace(staff, type=FactType.DATE)
    later = Vocabulary([other if fact is staff else fact for fact in vocabulary().values()])
    rule = one("require: {application.staff: {over: 2}}")
    assert does(rule, rule, (vocabulary(), later)) == Does(CHANGED, CHANGED)
    assert witnesses(rule, rule, (vocabulary(), later)) is None

"""The table of verbs (docs/language.md): what each states when it holds, fails or is unknown, guarded or not."""

from __future__ import annotations

import json
from itertools import product

import pytest

from grantrules.decision.notes import NoteKind
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.results.document import Decision
from tests.support.building import corrections_of, decide, judge_of, missing_of, notes_of, open_of, outcome_of, tags_of

STATED = {"holds": {"signed": True}, "fails": {"signed": False}, "unknown": {}}
STATED_OF_MEASURE = {"holds": {"rural": True}, "fails": {"rural": False}, "unknown": {}}
GUARDED = {"none": {}, "holds": {"checked": True}, "fails": {"checked": False}, "unknown": {}}

OK, BARRED, NOTHING = "eligible", "not_eligible", "nothing"
SIGNED, CHECKED, BOTH = (f"undetermined, missing {fact}" for fact in ("fact", "guard", "fact and guard"))

# For each verb and each guard: what follows when the condition holds, fails, is unknown.
Row = tuple[str, str, str]
CONSEQUENCES: dict[str, dict[str, Row]] = {
    "require": {
        "none": (OK, BARRED, SIGNED),
        "holds": (OK, BARRED, SIGNED),
        "fails": (OK, OK, OK),
        "unknown": (OK, CHECKED, BOTH),
    },
    "exclude": {
        "none": (BARRED, OK, SIGNED),
        "holds": (BARRED, OK, SIGNED),
        "fails": (OK, OK, OK),
        "unknown": (CHECKED, OK, BOTH),
    },
    "expect": {
        "none": (OK, "undetermined, to judge", SIGNED),
        "holds": (OK, "undetermined, to judge", SIGNED),
        "fails": (OK, OK, OK),
        "unknown": (OK, CHECKED, BOTH),
    },
    "expect with a remedy": {
        "none": (OK, "undetermined, to correct", SIGNED),
        "holds": (OK, "undetermined, to correct", SIGNED),
        "fails": (OK, OK, OK),
        "unknown": (OK, CHECKED, BOTH),
    },
    "assess": {
        "none": ("eligible, to judge", "undetermined, to correct", SIGNED),
        "holds": ("eligible, to judge", "undetermined, to correct", SIGNED),
        "fails": (OK, OK, OK),
        "unknown": ("eligible, to judge", CHECKED, BOTH),
    },
    "prioritise": {
        "none": ("eligible, tag", OK, "eligible, perhaps a tag"),
        "holds": ("eligible, tag", OK, "eligible, perhaps a tag"),
        "fails": (OK, OK, OK),
        "unknown": ("eligible, perhaps a tag", OK, "eligible, perhaps a tag"),
    },
    "oblige": {
        "none": ("eligible, duty", OK, "eligible, perhaps a duty"),
        "holds": ("eligible, duty", OK, "eligible, perhaps a duty"),
        "fails": (OK, OK, OK),
        "unknown": ("eligible, perhaps a duty", OK, "eligible, perhaps a duty"),
    },
    "note": {
        "none": ("eligible, note", OK, OK),
        "holds": ("eligible, note", OK, OK),
        "fails": (OK, OK, OK),
        "unknown": (OK, OK, OK),
    },
}
NAMES = {"application.signed": "fact", "measure.rural": "fact", "application.checked": "guard"}


def consequence(decision: Decision) -> str:
    """Everything that a decision makes of one rule, in words."""
    missing = sorted(NAMES[path] for path in missing_of(decision))
    parts = [decision.status.value, f"missing {' and '.join(missing)}" if missing else ""]
    parts += ["to judge"] if judge_of(decision) else []
    parts += ["to correct"] if corrections_of(decision) else []
    parts += [{True: "tag", False: "perhaps a tag"}[sure] for sure in tags_of(decision).values()]
    parts += [{True: "duty", False: "perhaps a duty"}[duty.sure] for duty in decision.duties]
    parts += ["note" for _ in notes_of(decision, NoteKind.POINTER)]
    return ", ".join(part for part in parts if part)


def rule_text(verb: str, guard: str, path: str) -> str:
    """One rule in YAML."""
    remedy = ", remedy: Rett" if verb == "expect with a remedy" else ""
    when = "" if guard == "none" else ", when: {application.checked: true}"
    return f"[{{id: r, {verb.partition(' ')[0]}: {{{path}: true}}{when}{remedy}}}]"


@pytest.mark.parametrize("guard", GUARDED)
@pytest.mark.parametrize("verb", CONSEQUENCES)
def test_what_follows_from_a_rule_of_the_application(verb: str, guard: str) -> None:
    rules = rule_text(verb, guard, "application.signed")
    found = [decide(rules, {**GUARDED[guard], **stated, "measures": [{}]}) for stated in STATED.values()]
    assert tuple(map(consequence, found)) == CONSEQUENCES[verb][guard]


@pytest.mark.parametrize("guard", GUARDED)
@pytest.mark.parametrize("verb", CONSEQUENCES)
def test_what_follows_from_a_rule_of_the_measure(verb: str, guard: str) -> None:
    rules = rule_text(verb, guard, "measure.rural")
    found = [decide(rules, {**GUARDED[guard], "measures": [stated]}) for stated in STATED_OF_MEASURE.values()]
    assert tuple(map(consequence, found)) == CONSEQUENCES[verb][guard]


@pytest.mark.parametrize("verb", CONSEQUENCES)
def test_a_rule_whose_guard_fails_is_not_applicable_whatever_its_condition(verb: str) -> None:
    rules = rule_text(verb, "fails", "application.signed")
    for stated in STATED.values():
        decision = decide(rules, {"checked": False, **stated, "measures": [{}]})
        assert outcome_of(decision, "r") is OutcomeKind.NOT_APPLICABLE


def test_assess_without_a_condition_always_leaves_a_point_for_judgement() -> None:
    decision = decide("[{id: r, assess: {}}]", {"measures": [{}]})
    assert (decision.status.value, judge_of(decision), decision.missing) == (OK, {"r"}, ())


@pytest.mark.parametrize(("guard", "shown"), [({}, 0), ({"signed": False}, 0), ({"signed": True}, 1)])
def test_silent_is_shown_where_its_guard_surely_holds(guard: dict[str, bool], shown: int) -> None:
    decision = decide("[{id: r, silent: 2029, when: {application.signed: true}}]", {**guard, "measures": [{}]})
    assert len(notes_of(decision, NoteKind.SILENCE)) == shown
    assert (decision.status.value, decision.missing, decision.open) == (OK, (), ())


def test_silent_without_a_guard_is_always_shown() -> None:
    assert len(notes_of(decide("[{id: r, silent: 2029}]", {}), NoteKind.SILENCE)) == 1


@pytest.mark.parametrize("stated", STATED.values(), ids=STATED)
def test_state_leaves_the_verdict_untouched(stated: dict[str, bool]) -> None:
    rules = "[{id: r, state: {about: budget, amount: 5, figure: frame}, when: {application.signed: true}}]"
    decision = decide(rules, {**stated, "measures": [{}]})
    assert consequence(decision) == OK


RANKED = """[{id: r1, prioritise: {measure.rural: true}, rank: {of: bpa, no: 1}},
  {id: plain, prioritise: {}}, {id: n2, prioritise: {measure.staff: true}, rank: 2},
  {id: r3, prioritise: {measure.staff: true}, rank: {of: bpa, no: 3}}]"""


@pytest.mark.parametrize(
    ("measure", "tags", "missing"),
    [
        ("{rural: true, staff: true}", {"n2": True, "r1": True}, []),
        ("{rural: false, staff: true}", {"n2": True, "r3": True}, []),
        ("{rural: true}", {"n2": False, "r1": True}, ["measure.staff"]),
        ("{staff: true}", {"n2": True, "r1": False, "r3": False}, ["measure.rural"]),
        ("{staff: false}", {"r1": False}, ["measure.rural"]),
        ("{}", {"n2": False, "r1": False, "r3": False}, ["measure.staff", "measure.rural"]),
    ],
)
def test_of_each_ranking_the_best_number_counts_and_tags_come_in_its_order(
    measure: str, tags: dict[str, bool], missing: list[str]
) -> None:
    decision = decide(RANKED, f"measures: [{measure}]")
    found = [(tag.rule.id, tag.sure) for tag in decision.tags if tag.rule.id != "plain"]
    assert found == list(tags.items())
    *of_measure, plain = decision.tags
    assert (plain.rule.id, of_measure) == ("plain", list(decision.measures[0].tags))
    assert [each.fact for each in decision.missing_for_tags] == missing


def test_each_measure_bears_a_number_of_its_own() -> None:
    decision = decide(
        RANKED, "measures: [{id: a, rural: true, staff: true}, {id: b, rural: false, staff: true}, {id: c}]"
    )
    assert [(tag.rule.id, tag.sure, tag.measures) for tag in decision.tags][:3] == [
        ("n2", True, ("a", "b")),
        ("r1", True, ("a",)),
        ("r3", True, ("b",)),
    ]
    bearing = json.loads(decision.to_json())["tags"]["sure"]
    assert [(each["rule"], each["rank"], each["ranking"]) for each in bearing][:3] == [
        ("n2", 2, None),
        ("r1", 1, "bpa"),
        ("r3", 3, "bpa"),
    ]


def test_a_priority_keeps_the_rank_that_its_source_gives() -> None:
    decision = decide("[{id: r, prioritise: {application.signed: true}, rank: 2}]", {"signed": True})
    assert [(tag.rule.rank, tag.sure, tag.measures) for tag in decision.tags] == [(2, True, ())]


def test_a_tag_names_the_measures_that_surely_have_it_or_else_those_that_may() -> None:
    rules = "[{id: r, prioritise: {measure.rural: true}}]"
    three = [{"id": "m1", "rural": True}, {"id": "m2"}, {"id": "m3", "rural": False}]
    (sure,) = decide(rules, {"measures": three}).tags
    (perhaps,) = decide(rules, {"measures": three[1:]}).tags
    assert (sure.sure, sure.measures, perhaps.sure, perhaps.measures) == (True, ("m1",), False, ("m2",))


# -- determinations: what people judge changes what is open to judgement and nothing else

DETERMINED = {
    # verb: for each condition (holds, fails, unknown): accepted, rejected
    "require": {"holds": (OK, OK), "fails": (BARRED, BARRED), "unknown": (SIGNED, SIGNED)},
    "exclude": {"holds": (BARRED, BARRED), "fails": (OK, OK), "unknown": (SIGNED, SIGNED)},
    "expect": {"holds": (OK, OK), "fails": (OK, BARRED), "unknown": (OK, SIGNED)},
    "expect with a remedy": {"holds": (OK, OK), "fails": (OK, BARRED), "unknown": (OK, SIGNED)},
    "assess": {"holds": (OK, OK), "fails": (OK, "undetermined, to correct"), "unknown": (OK, SIGNED)},
    "prioritise": {
        "holds": ("eligible, tag",) * 2,
        "fails": (OK, OK),
        "unknown": ("eligible, perhaps a tag",) * 2,
    },
}
CASES = list(product(DETERMINED, STATED))


@pytest.mark.parametrize(("verb", "condition"), CASES)
def test_a_determination_on_the_application(verb: str, condition: str) -> None:
    found = []
    for is_ in ("accepted", "rejected"):
        application = {**STATED[condition], "measures": [{}], "determinations": {"r": {"is": is_}}}
        found.append(consequence(decide(rule_text(verb, "none", "application.signed"), application)))
    assert tuple(found) == DETERMINED[verb][condition]


@pytest.mark.parametrize("on_measure", [True, False])
@pytest.mark.parametrize(("verb", "condition"), CASES)
def test_a_determination_on_a_measure_or_on_all_of_them(verb: str, condition: str, on_measure: bool) -> None:
    found = []
    for is_ in ("accepted", "rejected"):
        determined = {"determinations": {"r": {"is": is_}}}
        measure = {**STATED_OF_MEASURE[condition], **(determined if on_measure else {})}
        application = {"measures": [measure], **({} if on_measure else determined)}
        found.append(consequence(decide(rule_text(verb, "none", "measure.rural"), application)))
    assert tuple(found) == DETERMINED[verb][condition]


@pytest.mark.parametrize("verb", ["require", "exclude", "prioritise"])
def test_a_determination_without_effect_is_noted(verb: str) -> None:
    rules = rule_text(verb, "none", "application.signed")
    decision = decide(rules, {"signed": True, "determinations": {"r": {"is": "accepted"}}})
    assert [note.rules[0].id for note in notes_of(decision, NoteKind.WITHOUT_EFFECT)] == ["r"]


def test_a_determination_that_can_settle_something_is_not_noted() -> None:
    rules = rule_text("expect", "none", "application.signed")
    decision = decide(rules, {"signed": False, "determinations": {"r": {"is": "accepted"}}})
    assert (notes_of(decision, NoteKind.WITHOUT_EFFECT), open_of(decision)) == ([], set())

"""Sentences 12 and 13 of the semantics: what offices set for themselves, and what a verdict rests on."""

from __future__ import annotations

import pytest

import grantrules
from grantrules.decision.notes import NoteKind
from grantrules.language.condition import Basis
from grantrules.rules.ruleset import Authority
from tests.support.building import decide, measures_of, missing_of, notes_of, open_of

NO, MAYBE, YES = "not_eligible", "undetermined", "eligible"

# -- 12. Values that offices set

LIMIT = "[{id: limit, require: {application.amount: {at_most: office.limit}}}]"
NATIONAL = "{fact: office.limit, office: national, value: 100}"
NORTH = "{fact: office.limit, office: north, value: 50}"
SAME = "{fact: office.limit, office: north, value: 100}"


@pytest.mark.parametrize(
    ("offices", "office", "status", "missing"),
    [
        (f"[{NATIONAL}, {NORTH}]", "north", NO, []),
        (f"[{NATIONAL}, {NORTH}]", "south", YES, []),
        (f"[{NATIONAL}, {NORTH}]", None, MAYBE, ["office.id"]),
        (f"[{NATIONAL}, {SAME}]", None, YES, []),
        (f"[{NATIONAL}]", None, YES, []),
        (f"[{NATIONAL}]", "south", YES, []),
        (f"[{NORTH}]", "north", NO, []),
        (f"[{NORTH}]", "south", MAYBE, ["office.limit"]),
        (f"[{NORTH}]", None, MAYBE, ["office.id"]),
        ("[]", "north", MAYBE, ["office.limit"]),
        ("[]", None, MAYBE, ["office.limit"]),
    ],
)
def test_12_an_offices_own_value_or_else_the_national_one(
    offices: str, office: str | None, status: str, missing: list[str]
) -> None:
    decision = decide(LIMIT, {"office": office, "amount": 70, "measures": [{}]}, offices)
    assert (decision.status.value, missing_of(decision)) == (status, missing)


def test_12_a_decision_tells_which_values_served() -> None:
    offices = f"[{NATIONAL}, {NORTH}]"
    for office, served in (("north", ["north"]), ("south", ["national"]), (None, [])):
        decision = decide(LIMIT, {"office": office, "amount": 70, "measures": [{}]}, offices)
        assert [value.office for value in decision.office_values.values()] == served


def test_12_who_is_asked_for_a_value_hangs_on_whether_the_office_is_known() -> None:
    known = decide(LIMIT, {"office": "south", "amount": 70}, f"[{NORTH}]")
    unknown = decide(LIMIT, {"amount": 70}, f"[{NORTH}]")
    assert [(point.facts, point.ask.value) for point in (*known.open, *unknown.open)] == [
        (("office.limit",), "office"),
        (("office.id",), "applicant"),
    ]


OWN = "[{id: own, office: north, require: {application.signed: true}}]"


@pytest.mark.parametrize(
    ("office", "status", "noted"), [("north", NO, []), ("south", YES, [("own",)]), (None, MAYBE, [])]
)
def test_12_a_rule_of_one_office_binds_that_office_and_others_get_a_note(
    office: str | None, status: str, noted: list[tuple[str, ...]]
) -> None:
    decision = decide(OWN, {"office": office, "signed": False, "measures": [{}]})
    practices = [tuple(rule.id for rule in note.rules) for note in notes_of(decision, NoteKind.OFFICE_PRACTICE)]
    assert (decision.status.value, practices) == (status, noted)
    assert missing_of(decision) == ([] if office else ["office.id"])


def test_12_the_practice_of_other_offices_is_noted_once_for_all_of_them() -> None:
    rules = "[{id: a, office: north, note: {}}, {id: b, office: south, note: {}}, {id: c, office: west, note: {}}]"
    (note,) = notes_of(decide(rules, "office: south"), NoteKind.OFFICE_PRACTICE)
    assert ([rule.id for rule in note.rules], note.value) == (["a", "c"], "south")


def test_12_a_year_without_office_rules_has_no_such_note() -> None:
    assert notes_of(decide(LIMIT, "office: south"), NoteKind.OFFICE_PRACTICE) == []


# -- 13. What a verdict rests on

HOLDS, FAILS = "{application.signed: true}", "{application.signed: false}"


def rests_on(rules: str, application: str, offices: str = "[]") -> tuple[str, Authority, Basis, tuple[str, ...]]:
    """The status, and the weakest authority, the weakest basis and the documents that it needs."""
    decision = decide(rules, application, offices)
    grounds = decision.rests_on
    assert grounds is not None
    return decision.status.value, grounds.authority, grounds.basis, grounds.documents


def test_13_an_eligible_rests_on_the_weakest_of_all_that_it_needs() -> None:
    rules = f"""
    - {{id: a, require: {HOLDS}}}
    - {{id: b, source: presentation, require: {HOLDS}}}
    - {{id: c, source: page, basis: inferred, require: {HOLDS}}}
    """
    assert rests_on(rules, "{signed: true, measures: [{}]}") == (
        YES,
        Authority.DIRECTORATE_PRESENTATION,
        Basis.INFERRED,
        ("page", "presentation", "regulation"),
    )


def test_13_an_eligible_that_rests_on_one_offices_slide_says_so() -> None:
    rules = f"[{{id: a, require: {HOLDS}}}, {{id: b, source: north-slide, require: {HOLDS}}}]"
    found = rests_on(rules, "{office: south, signed: true, measures: [{}]}")
    assert found == (YES, Authority.OFFICE_SLIDE, Basis.STATED, ("north-slide", "regulation"))


def test_13_of_several_sources_of_one_rule_the_strongest_carries_it() -> None:
    sources = "[{document: page, at: x}, {document: north-slide, at: x}]"
    found = rests_on(f"[{{id: a, source: {sources}, require: {HOLDS}}}]", "{signed: true, measures: [{}]}")
    assert found == (YES, Authority.DIRECTORATE_PAGE, Basis.STATED, ("page",))


def test_13_for_its_own_procedure_an_offices_slide_has_full_weight() -> None:
    rules = f"[{{id: b, office: north, source: north-slide, require: {HOLDS}}}]"
    found = rests_on(rules, "{office: north, signed: true, measures: [{}]}")
    assert found == (YES, Authority.OWN_PROCEDURE, Basis.STATED, ("north-slide",))


def test_13_a_not_eligible_rests_on_its_strongest_bar() -> None:
    rules = f"[{{id: a, source: north-slide, require: {HOLDS}}}, {{id: b, source: page, exclude: {FAILS}}}]"
    found = rests_on(rules, "{signed: false, measures: [{}]}")
    assert found == (NO, Authority.DIRECTORATE_PAGE, Basis.STATED, ("page",))


def test_13_where_every_measure_is_barred_the_verdict_needs_a_bar_of_each() -> None:
    rules = """
    - {id: a, require: {measure.rural: true}}
    - {id: b, source: south-slide, require: {measure.staff: true}}
    """
    found = rests_on(rules, "measures: [{rural: false, staff: false}, {rural: true, staff: false}]")
    assert found == (NO, Authority.OFFICE_SLIDE, Basis.STATED, ("regulation", "south-slide"))


def test_13_an_eligible_rests_on_the_best_grounded_of_its_eligible_measures() -> None:
    rules = """
    - {id: a, source: page, when: {measure.kind: competence}, require: {measure.rural: true}}
    - {id: b, source: north-slide, when: {measure.kind: development}, require: {measure.rural: true}}
    """
    found = rests_on(rules, "measures: [{kind: development, rural: true}, {kind: competence, rural: true}]")
    assert found == (YES, Authority.DIRECTORATE_PAGE, Basis.STATED, ("page",))


def test_13_a_measure_that_needs_no_rule_at_all_makes_the_others_grounds_unneeded() -> None:
    rules = """
    - {id: a, require: {application.signed: true}}
    - {id: b, source: north-slide, when: {measure.kind: development}, require: {measure.rural: true}}
    """
    found = rests_on(rules, "{signed: true, measures: [{kind: development, rural: true}, {kind: competence}]}")
    assert found == (YES, Authority.REGULATION, Basis.STATED, ("regulation",))


def test_13_a_value_of_an_office_counts_with_its_own_source() -> None:
    value = "{fact: office.limit, office: national, value: 100, source: {document: south-slide, at: x}, basis: assumed}"
    found = rests_on(LIMIT, "{office: west, amount: 7, measures: [{}]}", f"[{value}]")
    assert found == (YES, Authority.OFFICE_SLIDE, Basis.ASSUMED, ("regulation", "south-slide"))


def test_13_a_branch_that_decides_counts_with_its_own_basis_where_it_holds() -> None:
    branch = "{id: x, basis: inferred, application.checked: true}"
    guarded = f"[{{id: a, when: {{any: [{{application.signed: true}}, {branch}]}}, require: {{application.staff: {{over: 5}}}}}}]"
    excluded = f"[{{id: a, exclude: {{any: [{{application.signed: true}}, {branch}]}}}}]"
    required = f"[{{id: a, require: {{any: [{{application.signed: true}}, {branch}]}}}}]"
    signed, checked = "signed: true, checked: false", "signed: false, checked: true"
    neither = "signed: false, checked: false"
    for rules, stated, status, basis in (
        (guarded, f"{signed}, staff: 1", NO, Basis.STATED),
        (guarded, f"{checked}, staff: 1", NO, Basis.INFERRED),
        (guarded, f"{checked}, staff: 6", YES, Basis.STATED),
        (excluded, signed, NO, Basis.STATED),
        (excluded, checked, NO, Basis.INFERRED),
        (required, signed, YES, Basis.STATED),
        (required, checked, YES, Basis.INFERRED),
        (required, neither, NO, Basis.STATED),
    ):
        found = rests_on(rules, f"{{{stated}, measures: [{{}}]}}")
        assert (found[0], found[2]) == (status, basis), (rules, stated)


@pytest.mark.parametrize(
    ("applicant", "basis"),
    [("private_company", "stated"), ("intermunicipal_company", "inferred"), ("other", "inferred")],
)
def test_13_that_an_applicant_without_a_row_in_the_form_is_barred_is_inferred(applicant: str, basis: str) -> None:
    application = {"applicant": {"type": applicant}, "measures": [{"id": "m", "kind": "competence", "level": "bpa"}]}
    decision = grantrules.load(2022).evaluate(application)
    (reason,) = (each for each in decision.to_dict()["reasons"] if each["rule"] == "applicant-type")
    assert (decision.rests_on.basis.value if decision.rests_on else None, reason["basis"]) == (basis, basis)


def test_13_a_branch_that_decides_counts_with_its_own_source() -> None:
    rules = """
    - id: a
      require:
        any:
          - {id: x, application.signed: true, source: {document: south-slide, at: x}}
          - {id: y, application.checked: true, source: {document: page, at: x}}
    """
    assert rests_on(rules, "{signed: true, checked: false, measures: [{}]}")[3] == ("south-slide",)
    assert rests_on(rules, "{signed: false, checked: true, measures: [{}]}")[3] == ("page",)


def test_13_tags_notes_and_rules_that_do_not_apply_carry_nothing() -> None:
    rules = f"""
    - {{id: a, source: page, require: {HOLDS}}}
    - {{id: b, source: north-slide, prioritise: {HOLDS}}}
    - {{id: c, source: south-slide, note: {HOLDS}}}
    - {{id: d, source: presentation, when: {FAILS}, require: {FAILS}}}
    """
    assert rests_on(rules, "{signed: true, measures: [{}]}")[3] == ("page",)


def test_13_an_undetermined_rests_on_the_rules_that_keep_it_open() -> None:
    rules = f"[{{id: a, source: page, require: {HOLDS}}}, {{id: b, require: {{measure.rural: true}}}}]"
    decision = decide(rules, "measures: [{rural: true}]")
    assert decision.rests_on is not None
    assert (measures_of(decision), open_of(decision)) == ({"m1": MAYBE}, {("a", "fact")})
    assert decision.rests_on.documents == ("page",)

"""What became of a rule between two years: what is said of it, in which parts it differs, in what order it is told."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

import grantrules
from grantrules.base.errors import UnknownName
from grantrules.compare.comparison import Comparison, Edit, ValueEdit, compare, history
from grantrules.compare.effect import Effect
from grantrules.compare.statements import RulePart, StatementChange
from grantrules.language.condition import Citation
from grantrules.render.pages.edits import EditWords
from grantrules.render.pages.groups import Group, group_of, sign
from grantrules.rules.ruleset import Rule, RuleSet, Transition, Verb
from tests.support.building import YEAR, rule_set

Said = StatementChange
RULE = "- id: made-up\n  require: {measure.rural: true}\n"
SILENT = f"- id: made-up\n  silent: {YEAR - 2}\n"
WHICH_RULE = {"id", "formerly", "silent_since", "fulfils"}
TOLD, ELSEWHERE = Citation("page", "2"), Citation("page", "3")


def years(before: str, after: str, **later: object) -> Comparison:
    """Two years that follow each other; `later` says more of the later one."""
    return compare(rule_set(before), replace(rule_set(after, year=YEAR + 1), **later))  # type: ignore[arg-type]


def the_edit(compared: Comparison) -> Edit:
    (edit,) = compared.edits
    return edit


def said(compared: Comparison) -> tuple[StatementChange, Effect | None]:
    edit = the_edit(compared)
    return edit.statement, edit.effect


# -- what a year that says nothing is taken for


def test_a_rule_that_the_later_year_does_not_have_is_now_silent_and_not_removed() -> None:
    edit = the_edit(years(RULE, "[]"))
    assert (edit.statement, edit.effect, edit.after, edit.parts) == (Said.NOW_SILENT, None, None, ())
    assert said(years(RULE, SILENT)) == (Said.NOW_SILENT, None)
    assert said(years(SILENT, "[]")) == (Said.EXPIRED, None)


def test_a_rule_is_removed_where_a_document_says_so_or_the_topic_is_given_whole() -> None:
    repealed = years(RULE, "[]", repeals=(Transition("other", ELSEWHERE), Transition("made-up", TOLD)))
    assert said(repealed) == (Said.REMOVED, Effect.WIDENED)
    assert the_edit(repealed).source == TOLD
    whole = years(RULE, "[]", complete=frozenset({"regulation"}))
    assert said(whole) == (Said.REMOVED, Effect.WIDENED)
    assert the_edit(whole).source is None
    assert said(years(RULE, "[]", complete=frozenset({"measures"}))) == (Said.NOW_SILENT, None)
    assert said(years(SILENT, "[]", repeals=(Transition("made-up", TOLD),))) == (Said.REMOVED, None)


def test_a_rule_that_only_the_later_year_has_is_first_mentioned_and_not_added() -> None:
    edit = the_edit(years("[]", RULE))
    assert (edit.statement, edit.effect, edit.before, edit.parts) == (Said.FIRST_MENTIONED, None, None, ())
    assert said(years(SILENT, RULE)) == (Said.STATED_AGAIN, None)
    assert years("[]", SILENT).edits == ()


def test_a_rule_is_added_where_a_document_says_so_or_the_year_before_gave_the_topic_whole() -> None:
    introduced = years("[]", RULE, introduces=(Transition("made-up", TOLD),))
    assert said(introduced) == (Said.ADDED, Effect.NARROWED)
    assert the_edit(introduced).source == TOLD
    before = rule_set("[]")
    for complete, expected in (
        ("regulation", (Said.ADDED, Effect.NARROWED)),
        ("measures", (Said.FIRST_MENTIONED, None)),
    ):
        assert said(compare(replace(before, complete=frozenset({complete})), rule_set(RULE))) == expected


@pytest.mark.parametrize(
    "own", ["office: north", "when: {office.id: north}", "when: {office.id: north, measure.staff: true}"]
)
def test_that_a_topic_is_given_whole_says_nothing_of_one_offices_practice(own: str) -> None:
    rule = f"{RULE}  {own}\n"
    assert said(years(rule, "[]", complete=frozenset({"regulation"}))) == (Said.NOW_SILENT, None)
    assert said(compare(replace(rule_set("[]"), complete=frozenset({"regulation"})), rule_set(rule))) == (
        Said.FIRST_MENTIONED,
        None,
    )


def test_what_two_offices_say_is_not_compared_as_if_it_were_one_rule() -> None:
    north, south = f"{RULE}  office: north\n", f"{RULE}  office: south\n"
    assert said(years(north, south)) == (Said.OTHER_OFFICE, None)
    assert said(years(f"{SILENT}  when: {{office.id: north}}\n", south)) == (Said.OTHER_OFFICE, None)
    assert said(years(north, f"{SILENT}  when: {{office.id: south}}\n")) == (Said.OTHER_OFFICE, None)
    assert said(years(north, RULE)) == (Said.OTHER_OFFICE, None)
    both = f"{RULE}  when: {{office.id: [north, south]}}\n"
    assert said(years(both, north)) == (Said.OTHER_OFFICE, None)
    assert said(years(RULE, both)) == (Said.SAME, Effect.WIDENED)
    doubted = (
        "- id: made-up\n  expect: {any: [{application.signed: true}, {id: b, doubt: unclear, not: {office.id: %s}}]}\n"
    )
    assert said(years(doubted % "north", doubted % "south")) == (Said.OTHER_OFFICE, None)
    assert the_edit(years(doubted % "north", doubted % "north" + "  basis: inferred\n")).office == "north"


def test_what_one_offices_own_document_alone_says_is_told_by_it() -> None:
    slide = f"{RULE}  source: {{document: north-slide, at: '1'}}\n"
    other = "- {id: other, note: {}}\n"
    alone, beside = the_edit(years(RULE, slide)), years(RULE + other, slide + other).edits[0]
    assert [(edit.told_by, edit.office) for edit in (alone, beside)] == [("north", None), ("north", "north")]
    assert [the_edit(years(*pair)).told_by for pair in ((slide, RULE), (slide, f"{slide}  basis: inferred\n"))] == [
        None,
        None,
    ]


def test_nobody_tells_in_the_place_of_others_what_is_now_an_offices_own_rule() -> None:
    edit = the_edit(years(RULE, f"{RULE}  source: {{document: north-slide, at: '1'}}\n  office: north\n"))
    assert (edit.statement, edit.told_by, edit.office) == (Said.OTHER_OFFICE, None, "north")


def test_what_both_years_are_silent_on_is_the_same_but_for_its_words() -> None:
    other = f"- id: made-up\n  silent: {YEAR - 3}\n  when: {{measure.rural: true}}\n  source: page\n"
    compared = years(SILENT, other)
    assert (compared.edits, compared.same, len(compared.silent_in_both)) == ((), (), 1)
    edit = the_edit(years(SILENT, f"{other}  text: {{nb: Andre ord, nn: Andre ord, en: Other words}}\n"))
    assert (edit.statement, edit.effect, edit.parts) == (Said.REWORDED, None, (RulePart.TEXT,))


# -- what both years state

CALLED = "title: {nb: Et annet navn, nn: Eit anna namn, en: Another name}"
WORDS = "text: {nb: Andre ord, nn: Andre ord, en: Other words}"


def test_every_field_of_a_rule_is_a_part_that_can_differ_or_tells_which_rule_it_is() -> None:
    of_parts = {
        {RulePart.GUARD: "when", RulePart.SOURCE: "sources", RulePart.BRANCHES: "condition"}.get(p, p.value)
        for p in RulePart
    }
    of_rank = {"ranking"}  # a part with the number in it
    assert of_parts == {field.name for field in fields(Rule) if field.compare} - WHICH_RULE - of_rank


@pytest.mark.parametrize(
    ("before", "after", "statement", "effect", "parts"),
    [
        ("require: {measure.rural: true}", f"require: {{measure.rural: true}}\n  {WORDS}", Said.REWORDED, Effect.SAME, {RulePart.TEXT}),
        ("require: {measure.rural: true}", f"require: {{measure.rural: true}}\n  {CALLED}", Said.REWORDED, Effect.SAME, {RulePart.TITLE}),
        ("require: {}", f"require: {{}}\n  {WORDS}\n  basis: inferred", Said.BASIS_CHANGED, Effect.SAME, {RulePart.TEXT, RulePart.BASIS}),
        ("assess: {}", f"require: {{}}\n  {WORDS}\n  basis: inferred", Said.VERB_CHANGED, Effect.WIDENED, {RulePart.TEXT, RulePart.BASIS, RulePart.VERB}),
        ("require: {}", "require: {}\n  source: page", Said.SAME, Effect.SAME, {RulePart.SOURCE}),
        ("require: {measure.rural: true}", "require: {measure.rural: false}", Said.SAME, Effect.CHANGED, {RulePart.CONDITION}),
        ("require: {measure.rural: true}", "when: {measure.staff: true}\n  require: {measure.rural: true}", Said.SAME, Effect.WIDENED, {RulePart.GUARD}),
        ("expect: {}\n  remedy: Rett", "expect: {}\n  remedy: Gjør om", Said.SAME, Effect.SAME, {RulePart.REMEDY}),
        ("prioritise: {}\n  rank: 1", "prioritise: {}\n  rank: 2", Said.SAME, Effect.CHANGED, {RulePart.RANK}),
        ("prioritise: {}\n  rank: 1", "prioritise: {}\n  rank: {of: bpa, no: 1}", Said.SAME, Effect.CHANGED, {RulePart.RANK}),
        ("oblige: {}\n  due: 2031-03-01", "oblige: {}\n  due: 2031-04-01", Said.SAME, Effect.CHANGED, {RulePart.DUE}),
        ("oblige: {}\n  due: 2031-03-01", "oblige: {}\n  due: not_stated", Said.SAME, Effect.SAME, {RulePart.DUE}),
        (f"oblige: {{}}\n  awarded: {YEAR}", f"oblige: {{}}\n  awarded: {YEAR}", Said.SAME, Effect.CHANGED, {RulePart.AWARDED}),
        ("state: {about: budget, amount: 5, figure: proposed}", "state: {about: budget, amount: 6, figure: proposed}", Said.SAME, Effect.CHANGED, {RulePart.STATES}),
        ("state: {about: goal}", "note: {}", Said.VERB_CHANGED, Effect.SAME, {RulePart.VERB, RulePart.STATES}),
        (
            "require: {any: [{measure.rural: true}, {id: b, doubt: silent, measure.staff: true}]}",
            "require: {any: [{measure.rural: true}, {measure.staff: true}]}",
            Said.SAME,
            Effect.WIDENED,
            {RulePart.BRANCHES},
        ),
        (
            "require: {any: [{measure.rural: true}, {id: b, doubt: silent, measure.staff: true}]}",
            "require: {any: [{id: c, source: {document: page, at: '1'}, doubt: disputed, measure.staff: true}, {measure.rural: true}]}",
            Said.SAME,
            Effect.SAME,
            {RulePart.BRANCHES},
        ),
        (
            "require: {any: [{id: a, doubt: silent, measure.rural: true}, {id: b, measure.staff: true}]}",
            "require: {any: [{id: b, measure.rural: true}, {id: a, doubt: silent, measure.staff: true}]}",
            Said.SAME,
            Effect.CHANGED,
            {RulePart.BRANCHES},
        ),
        (
            "require: {readings: [{id: a, measure.rural: true}, {id: b, measure.staff: true}]}",
            "require: {readings: [{id: b, measure.staff: true}, {id: c, measure.rural: true}]}",
            Said.SAME,
            Effect.SAME,
            {RulePart.BRANCHES},
        ),
    ],
)  # fmt: skip
def test_two_statements_of_one_rule(
    before: str, after: str, statement: StatementChange, effect: Effect, parts: set[RulePart]
) -> None:
    edit = the_edit(years(f"- id: made-up\n  {before}", f"- id: made-up\n  {after}"))
    assert (edit.statement, edit.effect, set(edit.parts)) == (statement, effect, parts)
    assert edit.parts == tuple(part for part in RulePart if part in parts)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("prioritise: {}\n  rank: 1", "prioritise: {}\n  rank: 2"),
        ("oblige: {}\n  due: 2031-03-01", "oblige: {}\n  due: 2031-04-01"),
    ],
)
def test_another_figure_changes_what_no_year_leaves_open(before: str, after: str) -> None:
    edit = the_edit(years(f"- id: made-up\n  {before}", f"- id: made-up\n  {after}"))
    assert (edit.effect, edit.settled, edit.in_doubt) == (Effect.CHANGED, Effect.CHANGED, False)


ALWAYS, LATE = "{}", "{report.late: true}"
EARLY, LONG = "{letter.deadline: {by: 2030-01-01}}", "{letter.deadline: {by: 2030-02-01}}"


@pytest.mark.parametrize(
    ("arises", "fulfilled", "arises_now", "fulfilled_now", "effect"),
    [
        (ALWAYS, None, ALWAYS, EARLY, Effect.WIDENED),
        (ALWAYS, EARLY, ALWAYS, None, Effect.NARROWED),
        (ALWAYS, EARLY, ALWAYS, LONG, Effect.NARROWED),
        (ALWAYS, EARLY, ALWAYS, LATE, Effect.CHANGED),
        # what fulfils it where it does not arise makes no difference
        (LATE, EARLY, LATE, f"{{any: [{EARLY}, {{report.late: false}}]}}", Effect.SAME),
        # for more, or for fewer, at the same time
        (LATE, EARLY, ALWAYS, LONG, Effect.CHANGED),
        (LATE, LONG, ALWAYS, EARLY, Effect.WIDENED),
        (ALWAYS, EARLY, LATE, LONG, Effect.NARROWED),
    ],
)
def test_what_fulfils_a_duty_now_is_part_of_what_the_change_does(
    arises: str, fulfilled: str | None, arises_now: str, fulfilled_now: str | None, effect: Effect
) -> None:
    def duty(arises: str, fulfilled: str | None) -> str:
        seen = f"\n  fulfilled: {fulfilled}\n  remedy: Rett" if fulfilled else ""
        return f"- id: made-up\n  oblige: {arises}\n  due: not_stated\n  aspect: accounts{seen}"

    edit = the_edit(years(duty(arises, fulfilled), duty(arises_now, fulfilled_now)))
    assert (edit.statement, edit.effect, edit.settled) == (Said.SAME, effect, effect)
    assert RulePart.FULFILLED in edit.parts


@pytest.mark.parametrize(
    ("fulfilled", "fulfilled_now", "asks", "said"),
    [
        (EARLY, f"{{all: [{EARLY}, {LATE}]}}", Effect.WIDENED, "asks for more"),
        (f"{{all: [{EARLY}, {LATE}]}}", EARLY, Effect.NARROWED, "asks for less"),
        (EARLY, LATE, Effect.CHANGED, "asks for something else"),
    ],
)
def test_a_duty_that_asks_for_more_does_not_bind_fewer(
    fulfilled: str, fulfilled_now: str, asks: Effect, said: str
) -> None:
    duty = "- id: made-up\n  oblige: {}\n  due: not_stated\n  aspect: accounts\n  remedy: Rett\n  fulfilled: "
    compared = years(duty + fulfilled, duty + fulfilled_now)
    edit = the_edit(compared)
    assert (edit.effect, edit.asks) == (asks, asks)
    assert EditWords(compared.before, compared.after, "en").effect(edit) == said
    more = years(duty + fulfilled, duty.replace("oblige: {}", "oblige: {measure.kind: competence}") + fulfilled_now)
    said_of_both = EditWords(more.before, more.after, "en").effect(the_edit(more))
    assert said_of_both.startswith("binds fewer, ")


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("2030-04-01", "2031-03-01", Effect.NARROWED),
        ("2030-04-01", "2031-05-01", Effect.WIDENED),
        ("2030-04-01", "2031-04-01", Effect.SAME),
        ("2030-04-01", "2030-05-01", Effect.WIDENED),  # this day did not move with the round
        ("2028-02-29", "2029-02-28", Effect.NARROWED),
    ],
)
def test_a_day_of_the_round_is_not_later_for_being_in_a_later_year(before: str, after: str, effect: Effect) -> None:
    rule = "- id: made-up\n  expect: {application.submitted_on: {by: %s}}\n  remedy: Rett"
    compared = years(rule % before, rule % after)
    edit = the_edit(compared)
    assert (edit.effect, group_of(edit)) == (effect, Group.IN_EFFECT)
    (row,) = EditWords(compared.before, compared.after, "en").figures(edit)
    assert [day.split()[-1] for day in row[1:]] == [before[:4], after[:4]]


@pytest.mark.parametrize(
    ("before", "after", "effect", "said"),
    [
        ("about: appeal, exists: false", "about: appeal, exists: true", Effect.REVERSED, "the reverse of before"),
        ("about: goal", "about: goal", Effect.REPLACED, "replaced"),
        ("about: budget, amount: 5", "about: budget, amount: 6", Effect.CHANGED, "reworded; changed"),
    ],
)
def test_what_is_told_is_reversed_or_replaced_and_not_reworded(
    before: str, after: str, effect: Effect, said: str
) -> None:
    text = "text: {nb: %s, nn: %s, en: %s}"
    one, other = (text % ((words,) * 3) for words in ("Ingen kan klage på vedtaket", "Målet er gode tjenester"))
    compared = years(f"- {{id: a, state: {{{before}}}, {one}}}", f"- {{id: a, state: {{{after}}}, {other}}}")
    edit = the_edit(compared)
    assert (edit.effect, edit.settled, edit.in_doubt) == (effect, effect, False)
    assert EditWords(compared.before, compared.after, "en").changes(edit) == said


def test_what_is_told_in_some_other_words_is_reworded() -> None:
    one, other = (f"text: {{nb: Ingen kan {word} på vedtaket}}" for word in ("klage", "anke"))
    edit = the_edit(
        years(f"- {{id: a, state: {{about: goal}}, {one}}}", f"- {{id: a, state: {{about: goal}}, {other}}}")
    )
    assert (edit.statement, edit.effect) == (Said.REWORDED, Effect.SAME)


def test_an_award_that_follows_the_year_is_no_difference() -> None:
    compared = years(f"- id: a\n  oblige: {{}}\n  awarded: {YEAR}", f"- id: a\n  oblige: {{}}\n  awarded: {YEAR + 1}")
    assert compared.edits == ()


# -- which rules belong together


def test_a_rule_under_another_id_is_the_one_that_it_was_formerly() -> None:
    edit = the_edit(years("- id: old\n  require: {}", "- id: new\n  formerly: old\n  expect: {}"))
    assert (edit.rule, edit.formerly, edit.statement) == ("new", "old", Said.VERB_CHANGED)
    assert edit.before is not None
    assert edit.before.id == "old"


def test_the_same_rule_under_another_id_is_no_edit() -> None:
    text = "text: {nb: Et krav, nn: Eit krav, en: A rule}"
    compared = years(f"- {{id: old, require: {{}}, {text}}}", f"- {{id: new, formerly: old, require: {{}}, {text}}}")
    assert compared.edits == ()
    assert [(old.id, new.id) for old, new in compared.same] == [("old", "new")]


def test_going_back_a_former_id_is_found_too() -> None:
    later = rule_set("- id: new\n  formerly: old\n  expect: {}", year=YEAR + 1)
    edit = the_edit(compare(later, rule_set("- id: old\n  require: {}")))
    assert (edit.rule, edit.formerly, edit.statement) == ("old", "new", Said.VERB_CHANGED)
    branched = rule_set("[{id: old, require: {}}, {id: own, formerly: other, note: {}}]", year=YEAR + 2)
    beside = rule_set("[{id: new, formerly: old, expect: {}}, {id: other, note: {}}]", year=YEAR + 1)
    assert [edit.formerly for edit in compare(beside, branched).edits] == ["new", "other"]


def test_an_id_that_both_years_have_goes_before_a_former_one() -> None:
    compared = years(
        "[{id: a, require: {}}, {id: b, require: {}}]",
        "[{id: a, formerly: b, expect: {}}, {id: c, formerly: a, expect: {}}]",
    )
    assert [(edit.rule, edit.statement, edit.formerly) for edit in compared.edits] == [
        ("a", Said.VERB_CHANGED, None),
        ("b", Said.NOW_SILENT, None),
        ("c", Said.FIRST_MENTIONED, None),
    ]


def test_a_comparison_keeps_the_years_that_it_compares() -> None:
    before, after = rule_set(RULE), rule_set("[]", year=YEAR + 1)
    compared = compare(before, after)
    assert (compared.before, compared.after) == (before, after)


def test_edits_are_told_by_topic_and_place() -> None:
    def of(*rules: str) -> tuple[Rule, ...]:
        (made,) = rule_set(RULE).rules
        named = [each.split(":") for each in rules]
        return tuple(replace(made, id=id_, topic=topic, verb=Verb(verb)) for topic, id_, verb in named)

    before = replace(
        rule_set("[]"),
        rules=of(
            "one:first:require",
            "one:a:require",
            "one:gone:require",
            "one:b:require",
            "two:late:require",
            "three:x:require",
        ),
    )
    after = replace(before, rules=of("one:b:expect", "one:new:require", "one:a:expect", "two:next:require"))
    assert [edit.rule for edit in compare(before, after).edits] == [
        *("first", "b", "new", "a", "gone", "late", "next", "x"),
    ]


# -- what offices set


def test_values_of_offices_are_compared_by_fact_and_office() -> None:
    before = rule_set(
        "[]", "[{fact: office.limit, office: north, value: 5}, {fact: office.limit, office: south, value: 7}]"
    )
    after = rule_set(
        "[]",
        "[{fact: office.limit, office: south, value: 8}, {fact: office.limit, office: national, value: 5, basis: inferred}]",
        year=YEAR + 1,
    )
    edits = compare(before, after).values
    assert [(each.fact, each.office, each.statement, each.effect) for each in edits] == [
        ("office.limit", "national", Said.FIRST_MENTIONED, None),
        ("office.limit", "north", Said.NOW_SILENT, None),
        ("office.limit", "south", Said.SAME, Effect.CHANGED),
    ]
    assert [_values(each) for each in edits] == [(None, 5), (5, None), (7, 8)]
    stronger = rule_set("[]", "[{fact: office.limit, office: national, value: 5}]")
    (edit,) = (each for each in compare(after, stronger).values if each.office == "national")
    assert (edit.statement, edit.effect) == (Said.BASIS_CHANGED, Effect.SAME)
    assert compare(after, after).values == ()


def test_a_rule_for_which_offices_set_something_else_differs_though_it_reads_the_same() -> None:
    rules = "[{id: few, require: {measure.amount: {at_most: office.limit}}}, {id: signed, require: {application.signed: true}}]"
    one, other = (rule_set(rules, f"[{{fact: office.limit, office: north, value: {n}}}]", year=YEAR) for n in (5, 6))
    (edit,) = compare(one, other).edits
    assert (edit.rule, edit.statement, edit.effect, edit.parts) == ("few", Said.SAME, Effect.SAME, ())
    assert edit.values == compare(one, other).values
    assert group_of(edit) is Group.IN_EFFECT
    assert sign(edit) == "◆"
    words = EditWords(one, other, "en")
    assert words.changes(edit) == "same wording; set otherwise"
    assert [row[1:] for row in words.particulars(edit)] == [("NOK 5", "NOK 6")]
    assert compare(one, one).edits == ()


def test_what_offices_set_is_no_change_of_a_rule_that_a_year_is_silent_on() -> None:
    values = [f"[{{fact: office.limit, office: north, value: {n}}}]" for n in (5, 6)]
    one = rule_set("[{id: few, require: {measure.amount: {at_most: office.limit}}}]", values[0])
    other = rule_set(f"[{{id: few, silent: {YEAR}}}]", values[1], year=YEAR + 1)
    (edit,) = compare(one, other).edits
    assert (edit.statement, edit.values) == (Said.NOW_SILENT, ())
    few = f"[{{id: few, when: {{measure.amount: {{over: office.limit}}}}, silent: {YEAR - 1}}}]"
    both = compare(*(rule_set(few, each, year=YEAR + n) for n, each in enumerate(values)))
    assert (len(both.values), both.edits, len(both.silent_in_both)) == (1, (), 1)
    (edit,) = compare(
        rule_set(few, values[0]), rule_set(few.replace(f"silent: {YEAR - 1}", "require: {}"), values[1])
    ).edits
    assert (edit.statement, edit.values) == (Said.STATED_AGAIN, ())


def test_what_offices_set_is_a_change_of_a_rule_that_reads_it_in_both_years() -> None:
    def of(bound: str, value: int, year: int) -> RuleSet:
        values = f"[{{fact: office.limit, office: north, value: {value}}}]"
        return rule_set(f"[{{id: few, require: {{measure.amount: {{at_most: {bound}}}}}}}]", values, year=year)

    one, other, bare = of("office.limit", 5, YEAR), of("office.limit", 6, YEAR + 1), of("7", 6, YEAR + 1)
    (edit,) = compare(one, bare).edits
    assert (edit.parts, edit.values) == ((RulePart.CONDITION,), ())
    _, later = history("few", [one, other]).years
    assert later.edit is not None
    assert later.edit.values == compare(one, other).values


def _values(edit: ValueEdit) -> tuple[object, object]:
    return edit.before and edit.before.value, edit.after and edit.after.value


# -- a rule through the years


def test_the_history_of_a_rule_follows_its_ids_both_ways() -> None:
    first = rule_set("- id: oldest\n  require: {}", year=YEAR)
    second = rule_set("- id: middle\n  formerly: oldest\n  expect: {}", year=YEAR + 1)
    third = rule_set("[]", year=YEAR + 2)
    fourth = rule_set("- id: newest\n  formerly: middle\n  expect: {measure.rural: true}", year=YEAR + 3)
    for id_ in ("oldest", "middle", "newest"):
        found = history(id_, [fourth, second, third, first])
        assert found.rule == id_
        assert [each.rules.year - YEAR for each in found.years] == [0, 1, 2, 3]
        assert [each.rule and each.rule.id for each in found.years] == ["oldest", "middle", None, "newest"]
        assert [each.edit and each.edit.statement for each in found.years] == [
            None,
            Said.VERB_CHANGED,
            Said.NOW_SILENT,
            Said.FIRST_MENTIONED,
        ]


def test_a_history_of_an_unknown_rule_suggests_one() -> None:
    with pytest.raises(UnknownName) as refused:
        history("made-upp", [rule_set(RULE)])
    assert str(refused.value) == "unknown rule `made-upp`; did you mean `made-up`?"


# -- the shipped years

SHIPPED = {year: grantrules.load(year).rules for year in grantrules.years()}
PAIRS = [(one, other) for one in SHIPPED for other in SHIPPED if one < other]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_no_shipped_year_is_said_to_remove_or_add_what_no_document_does(one: int, other: int) -> None:
    before, after = SHIPPED[one], SHIPPED[other]
    compared = compare(before, after)
    for edit in compared.edits:
        if edit.statement is Said.REMOVED:
            assert edit.source is not None or edit.topic in after.complete
        if edit.statement is Said.ADDED:
            assert edit.source is not None or edit.topic in before.complete
            assert edit.rule not in before.by_id
        if edit.before is not None and edit.after is None:
            assert edit.statement in (Said.REMOVED, Said.NOW_SILENT, Said.EXPIRED)
    told = [each.id for edit in compared.edits for each in (edit.before, edit.after) if each is not None]
    told += [rule.id for pair in (*compared.same, *compared.silent_in_both) for rule in pair]
    every = [rule.id for rules in (before, after) for rule in rules.rules]
    unstated = [rule.id for rule in after.rules if rule.verb is Verb.SILENT and rule.id not in before.by_id]
    assert sorted(told + unstated) == sorted(every)


@pytest.mark.parametrize(
    ("one", "other", "rule", "statement", "effect"),
    [
        (2022, 2023, "applicant-type", Said.BASIS_CHANGED, Effect.WIDENED),
        (2022, 2023, "funded-levels", Said.BASIS_CHANGED, Effect.NARROWED),
        (2022, 2023, "signature", Said.VERB_CHANGED, Effect.WIDENED),
        (2022, 2023, "individual-decision", Said.ADDED, None),
        (2022, 2023, "budget", Said.REWORDED, Effect.CHANGED),
        (2022, 2023, "contents-budget", Said.NOW_SILENT, None),
        (2022, 2023, "office-report-form", Said.BASIS_CHANGED, Effect.NARROWED),
        (2022, 2023, "mailbox", Said.FIRST_MENTIONED, None),
        (2023, 2026, "county-municipality-scope", Said.SAME, Effect.NARROWED),
        (2023, 2026, "application-format", Said.OTHER_OFFICE, None),
        (2022, 2023, "orientation", Said.ADDED, None),
        (2022, 2023, "priority-basic-education", Said.FIRST_MENTIONED, None),
        (2023, 2026, "criterion-needs", Said.STATED_AGAIN, None),
        (2023, 2026, "project-limit", Said.FIRST_MENTIONED, None),
        (2023, 2026, "office-report-deadline", Said.OTHER_OFFICE, None),
        (2023, 2026, "priority-basic-education", Said.BASIS_CHANGED, Effect.WIDENED),
        (2022, 2026, "bachelor-subject", Said.BASIS_CHANGED, Effect.SAME),
        (2022, 2023, "subgoal-placements", Said.ADDED, None),
        (2022, 2023, "subgoal-prevention", Said.REMOVED, None),
        (2022, 2023, "criterion-novelty", Said.REMOVED, Effect.WIDENED),
        (2022, 2023, "criterion-needs", Said.NOW_SILENT, None),
        (2022, 2023, "own-contribution", Said.NOW_SILENT, None),
        (2022, 2026, "priority-innovation", Said.REMOVED, Effect.NARROWED),
        (2023, 2026, "work-with-support-scheme", Said.ADDED, Effect.WIDENED),
    ],
)
def test_what_became_of_some_shipped_rules(
    one: int, other: int, rule: str, statement: StatementChange, effect: Effect | None
) -> None:
    (edit,) = (each for each in compare(SHIPPED[one], SHIPPED[other]).edits if each.rule == rule)
    assert (edit.statement, edit.effect) == (statement, effect)


@pytest.mark.parametrize(
    ("one", "other", "rule", "effect", "settled"),
    [
        (2022, 2023, "care-service-staff", Effect.NARROWED, Effect.SAME),
        (2022, 2023, "funded-kinds", Effect.WIDENED, Effect.SAME),
        (2022, 2023, "funded-levels", Effect.NARROWED, Effect.NARROWED),
        (2022, 2023, "county-municipality-scope", Effect.CHANGED, Effect.NARROWED),
        (2023, 2026, "county-municipality-scope", Effect.NARROWED, Effect.SAME),
        (2023, 2026, "priority-decentralised", Effect.WIDENED, Effect.WIDENED),
    ],
)
def test_which_shipped_changes_lie_within_doubt(
    one: int, other: int, rule: str, effect: Effect, settled: Effect
) -> None:
    (edit,) = (each for each in compare(SHIPPED[one], SHIPPED[other]).edits if each.rule == rule)
    assert (edit.effect, edit.settled, edit.in_doubt) == (effect, settled, settled is Effect.SAME)


def test_a_shipped_rule_through_the_years() -> None:
    found = history("criterion-needs", list(SHIPPED.values()))
    assert [each.edit and each.edit.statement for each in found.years] == [None, Said.NOW_SILENT, Said.STATED_AGAIN]

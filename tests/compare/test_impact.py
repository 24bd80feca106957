"""Who is affected by a change of rules: exact tables of made-up years, shipped examples, and laws over random years."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import cache, cached_property, partial
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from grantrules.api import load, read, years
from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Location, Problem
from grantrules.compare import impact as who_is_affected
from grantrules.compare.causes import Hindrance, RuleBehind, Side
from grantrules.compare.impact import (
    Affected,
    AffectedMeasure,
    Gains,
    Impact,
    OneYearTag,
    Refusal,
    RuleCount,
    TagCount,
)
from grantrules.decision.decider import Decider
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import Findings
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import MEASURE, OFFICE, Vocabulary
from grantrules.portfolio.files.folders import Item, read_submissions
from grantrules.portfolio.summary import StatusTable, Total
from grantrules.results.document import Decision
from grantrules.rules.ruleset import RuleSet, Verb
from tests.support import building, random_rules
from tests.support.building import parts_of, rule_set
from tests.support.documents import ROOT
from tests.support.random_applications import Applications

NO, OPEN, YES = Status.NOT_ELIGIBLE, Status.UNDETERMINED, Status.ELIGIBLE
BARS, HOLDS_OPEN = Hindrance.BARS, Hindrance.HOLDS_OPEN
BEFORE, AFTER = Side.BEFORE, Side.AFTER


def items(applications: str) -> list[Item]:
    """A pile of the applications in a YAML list, named by their places in it."""
    return [Item(str(place), each) for place, each in enumerate(building.read(applications), start=1)]


def filled(table: StatusTable) -> dict[tuple[Status, Status], Total]:
    """The cells of a table with something in them."""
    assert len(table.cells) == 9
    return {(cell.before, cell.after): cell.total for cell in table.cells if cell.total != Total()}


# -- two made-up years

FIRST = """
- {id: who, require: {applicant.type: [municipality, county]}}
- {id: signed, expect: {application.signed: true}, remedy: Signer}
- {id: kind, require: {measure.kind: competence}}
- {id: old-limit, expect: {measure.amount: {at_most: 1000}}}
- {id: rural, prioritise: {measure.rural: true}}
- {id: district, prioritise: {applicant.district: true}}
"""
SECOND = """
- {id: who, require: {applicant.type: municipality}}
- {id: signed, silent: 2030}
- {id: kind, require: {measure.kind: [competence, development]}}
- {id: new-limit, formerly: old-limit, expect: {measure.amount: {at_most: 500}}}
- {id: rural, silent: 2030}
- {id: district, prioritise: {applicant.district: true}}
- {id: course, prioritise: {measure.level: course}}
"""
PILE = """
# the same in both
- id: same
  applicant: {type: municipality, district: true}
  signed: true
  measures: [{kind: competence, level: course, amount: 400, rural: true}]
# barred by who it is, now
- id: county
  applicant: {type: county, name: Fylket}
  signed: true
  measures: [{kind: competence, amount: 100.5}, {kind: development}]
# development has come in; the other measure's amount is not stated
- id: development
  applicant: {type: municipality}
  signed: true
  measures: [{id: d, kind: development, amount: 300}, {id: e, kind: competence, level: course}]
# nothing but a signature was wanting
- id: unsigned
  applicant: {type: municipality}
  measures: [{kind: competence, amount: 200}]
# the limit is lower now
- id: dear
  year: 1999
  applicant: {type: municipality}
  signed: true
  measures:
    - {id: x, kind: competence, amount: 700, rural: true}
    - {id: y, kind: development, amount: 700.25, rural: true}
# no measures
- {id: none, applicant: {type: municipality}}
"""


@cache
def first() -> RuleSet:
    return rule_set(FIRST, year=2030)


@cache
def second() -> RuleSet:
    return rule_set(SECOND, year=2031)


@cache
def made_up() -> Impact:
    return impact(first(), second(), items(PILE))


def behind(rule: str, side: Side, hindrance: Hindrance, there: Verb | None, *, comparable: bool = True) -> RuleBehind:
    return RuleBehind(rule, side, 2030 if side is BEFORE else 2031, hindrance, there, comparable)


WHO = behind("who", AFTER, BARS, Verb.REQUIRE)
KIND = behind("kind", BEFORE, BARS, Verb.REQUIRE)
SIGNED = behind("signed", BEFORE, HOLDS_OPEN, Verb.SILENT, comparable=False)
NEW_LIMIT = behind("new-limit", AFTER, HOLDS_OPEN, Verb.EXPECT)


def test_the_table_of_applications() -> None:
    found = made_up()
    assert (found.before, found.after) == (first(), second())
    assert (found.read, found.evaluated, found.rejected) == (6, 6, ())
    assert filled(found.applications) == {
        (YES, YES): Total(1, 400, 0),
        (YES, NO): Total(1, Decimal("100.5"), 1),
        (YES, OPEN): Total(1, Decimal("1400.25"), 0),
        (OPEN, YES): Total(2, 500, 1),
        (OPEN, OPEN): Total(1, 0, 0),
    }
    assert found.applications.total == Total(6, Decimal("2400.75"), 2)
    changed = (cell.total for cell in found.applications.cells if cell.before is not cell.after)
    assert sum(changed, Total()) == Total(4, Decimal("2000.75"), 2)


def test_the_table_of_measures() -> None:
    table = made_up().measures
    assert filled(table) == {
        (YES, YES): Total(2, 600, 0),
        (YES, NO): Total(1, Decimal("100.5"), 0),
        (NO, NO): Total(1, 0, 1),
        (NO, YES): Total(1, 300, 0),
        (OPEN, OPEN): Total(1, 0, 1),
        (YES, OPEN): Total(1, 700, 0),
        (NO, OPEN): Total(1, Decimal("700.25"), 0),
    }
    assert table[NO, OPEN] == Total(1, Decimal("700.25"), 0)
    assert table[OPEN, NO] == Total()
    assert table.total == replace(made_up().applications.total, number=8)


def test_those_affected_with_the_rules_behind_each_flip() -> None:
    fee, dear = Decimal("100.5"), Decimal("700.25")
    assert made_up().affected == (
        Affected("2", "county", "Fylket", YES, NO, (WHO,), (AffectedMeasure("m1", YES, NO, fee, (WHO,)),)),
        Affected("3", "development", None, OPEN, YES, (KIND,), (AffectedMeasure("d", NO, YES, 300, (KIND,)),)),
        Affected("4", "unsigned", None, OPEN, YES, (SIGNED,), ()),
        Affected(
            *("5", "dear", None, YES, OPEN, (NEW_LIMIT,)),
            (
                AffectedMeasure("x", YES, OPEN, 700, (NEW_LIMIT,)),
                AffectedMeasure("y", NO, OPEN, dear, (KIND, NEW_LIMIT)),
            ),
        ),
    )


def test_how_often_each_rule_is_behind_a_change() -> None:
    none, dear = Total(), Total(1, Decimal("700.25"))
    assert made_up().rules == (
        RuleCount(KIND, NO, OPEN, none, dear),
        RuleCount(NEW_LIMIT, NO, OPEN, none, dear),
        RuleCount(KIND, NO, YES, none, Total(1, 300)),
        RuleCount(KIND, OPEN, YES, Total(1, 300, 1), none),
        RuleCount(SIGNED, OPEN, YES, Total(1, 200), none),
        RuleCount(WHO, YES, NO, Total(1, Decimal("100.5"), 1), Total(1, Decimal("100.5"))),
        RuleCount(NEW_LIMIT, YES, OPEN, Total(1, Decimal("1400.25")), Total(1, 700)),
    )


def test_the_sure_tags_that_came_and_went() -> None:
    assert made_up().tags == (TagCount("district", Verb.PRIORITISE, Verb.PRIORITISE, Gains(0, 0, 1), Gains(0, 0, 0)),)
    assert made_up().one_year_tags == (
        OneYearTag("course", AFTER, None, 2, 2),
        OneYearTag("rural", BEFORE, Verb.SILENT, 2, 3),
    )


def test_what_differs_only_where_a_year_is_silent_is_counted_apart() -> None:
    assert (made_up().silent_applications, made_up().silent_measures) == (Total(1, 200), Total())
    whole = impact(replace(first(), complete=frozenset({"regulation"})), second(), items(PILE))
    assert [each.rule for each in whole.one_year_tags] == ["rural"]
    assert TagCount("course", None, Verb.PRIORITISE, Gains(2, 0, 0), Gains(2, 0, 0)) in whole.tags


def test_a_rule_under_a_new_id_is_the_same_rule_whichever_year_comes_first() -> None:
    old = rule_set("[{id: a, require: {application.signed: true}}, {id: t, prioritise: {measure.rural: true}}]")
    new = rule_set(
        "[{id: b, formerly: a, exclude: {application.signed: false}},"
        " {id: u, formerly: t, prioritise: {measure.rural: true}}, {id: c, require: {measure.staff: true}}]"
    )
    pile = items("[{measures: [{rural: true, staff: false}]}]")
    forth, back = impact(old, new, pile), impact(new, old, pile)
    # both are open for want of a signature, which is behind no flip
    year = building.YEAR
    assert forth.affected[0].rules == (RuleBehind("c", AFTER, year, BARS, None, comparable=False),)
    assert back.affected[0].rules == (RuleBehind("c", BEFORE, year, BARS, None, comparable=False),)
    kept = Verb.PRIORITISE, Verb.PRIORITISE, Gains(0, 0, 1), Gains(0, 0, 1)
    assert (forth.tags, back.tags) == ((TagCount("u", *kept),), (TagCount("t", *kept),))


def test_of_the_measures_those_count_that_carry_the_higher_status() -> None:
    before = rule_set("[{id: rural, require: {measure.rural: true}}, {id: staff, require: {measure.staff: true}}]")
    after = rule_set("[{id: staff, expect: {measure.staff: true}}]")
    (found,) = impact(before, after, items("[{measures: [{rural: false, staff: true}, {staff: false}]}]")).affected
    one, other = found.measures
    rural = RuleBehind("rural", BEFORE, building.YEAR, BARS, None, comparable=False)
    staff = [RuleBehind("staff", side, building.YEAR, how, there) for side, how, there in STAFF]
    assert (found.before, found.after, found.rules) == (NO, YES, (rural,))
    assert (one.rules, other.rules) == ((rural,), tuple(staff))


STAFF = ((BEFORE, BARS, Verb.EXPECT), (AFTER, HOLDS_OPEN, Verb.REQUIRE))


def test_a_total_is_exact_however_large() -> None:
    much, little = 10**18 - 1, Decimal("0.0000000000000001")
    total = Total.of_measure(much) + Total.of_measure(little) + Total.of_measure(None)
    assert (total.number, str(total.kroner), total.without_amount) == (3, f"{much}.0000000000000001", 1)


# -- what is rejected

SMALLER = Vocabulary(fact for path, fact in building.vocabulary().items() if path != "measure.starts")
REJECTED: Mapping[str, tuple[str, list[tuple[str, list[Side]]]]] = {
    "a field that neither has": ("{colour: 1}", [("colour: unknown field `colour`", [BEFORE, AFTER])]),
    "a field that one lacks": (
        "{measures: [{starts: 2030-01-01}]}",
        [("measures[0].starts: unknown field `starts`", [AFTER])],
    ),
    "a determination on a rule that one lacks": (
        "{determinations: {old-limit: {is: accepted}}}",
        [("determinations.old-limit: unknown rule `old-limit`", [AFTER])],
    ),
    "a report": ("{kind: report, year: x, no: 1}", [("kind: is a report, not an application", [])]),
    "different things in each": (
        "{determinations: {old-limit: {is: accepted}, course: {is: accepted}}}",
        [("determinations.course: unknown rule", [BEFORE]), ("determinations.old-limit: unknown rule", [AFTER])],
    ),
}


@pytest.mark.parametrize(("application", "expected"), REJECTED.values(), ids=REJECTED)
def test_what_a_year_refuses_is_rejected_with_the_year(
    application: str, expected: list[tuple[str, list[Side]]]
) -> None:
    after = replace(second(), vocabulary=SMALLER)
    found = impact(first(), after, items(f"[{{}}, {application}, {{}}]"))
    assert (found.read, found.evaluated, found.applications.total.number) == (3, 2, 2)
    (rejected,) = found.rejected
    assert rejected.name == "2"
    for refusal, (line, sides) in zip(rejected.refusals, expected, strict=True):
        assert str(refusal.problem).startswith(line)
        assert refusal.sides == tuple(sides)
        assert refusal.years == tuple(2030 if side is BEFORE else 2031 for side in sides)


def test_what_cannot_be_read_is_rejected_with_its_place() -> None:
    problem = Problem(Location("a.jsonl", 3, 7), Code.INVALID_SYNTAX, "is not YAML")
    found = impact(first(), second(), [Item("a.jsonl:3", None, (problem,))])
    (rejected,) = found.rejected
    assert (found.read, found.evaluated, found.affected) == (1, 0, ())
    assert (rejected.name, rejected.refusals) == ("a.jsonl:3", (Refusal(problem, (), ()),))


def test_broken_items_among_good_ones_are_kept_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\nid: b\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "b"}\n{"id": 1e5}\n{"colour": 1}\n{\n', encoding="utf-8")
    (tmp_path / "c.yaml").write_text("kind: application\nmeasures:\n  - amount: much\n", encoding="utf-8")
    (tmp_path / "d.yaml").write_text("id: d\n", encoding="utf-8")
    found = impact(first(), second(), read_submissions(tmp_path))
    assert (found.read, found.evaluated) == (7, 2)
    places = [str(each.refusals[0].problem.where) for each in found.rejected]
    assert places == [
        f"{tmp_path}/{place}" for place in ("a.yaml:2:1", "b.jsonl:2:8", "b.jsonl:3:2", "b.jsonl:4:1", "c.yaml:3:13")
    ]


# -- how it is run


def test_an_empty_pile_affects_nobody() -> None:
    found = impact(first(), second(), [])
    assert (found.read, found.evaluated, found.affected, found.rules, found.tags) == (0, 0, (), (), ())
    assert found.applications.total == found.measures.total == Total()


def test_progress_is_told_of_each_item_when_it_has_been_read() -> None:
    taken: list[str] = []
    told: list[tuple[int, int]] = []

    def pile() -> Iterator[Item]:
        for item in [Item("broken", None), *items(PILE)]:
            taken.append(item.name)
            yield item

    impact(first(), second(), pile(), progress=lambda read: told.append((read, len(taken))))
    assert told == [(number, number) for number in range(1, 8)]


def test_what_runs_the_rules_can_be_chosen_and_its_failure_is_no_rejection() -> None:
    def failing(_rules: RuleSet, _stated: Stated) -> Findings:
        raise ZeroDivisionError

    assert impact(first(), second(), items(PILE), evaluate=evaluate) == made_up()
    with pytest.raises(ZeroDivisionError):
        impact(first(), second(), items(PILE), evaluate=failing)


def test_a_large_file_of_lines_is_evaluated_a_line_at_a_time(tmp_path: Path) -> None:
    documents = [json.dumps(each, default=float) for each in building.read(PILE)]
    size, path = 1_000, tmp_path / "large.jsonl"
    path.write_text("\n".join(documents[n % 6] if n % 10 else "{" for n in range(size)), encoding="utf-8")
    ahead = Counter[int]()
    taken = 0

    def counted() -> Iterator[Item]:
        nonlocal taken
        for item in read_submissions(path):
            taken += 1
            yield item

    found = impact(first(), second(), counted(), progress=lambda read: ahead.update([taken - read]))
    assert ahead == {0: size}
    assert (found.read, len(found.rejected), found.evaluated) == (size, size // 10, size - size // 10)
    written = Counter(n % 6 for n in range(size) if n % 10)
    assert found.applications[YES, NO] == Total(written[1], written[1] * Decimal("100.5"), written[1])
    assert [each.id for each in found.affected].count("dear") == written[4]


# -- the shipped years and examples


@pytest.mark.parametrize(("before", "after"), [*pairwise(years()), (years()[0], years()[-1])])
def test_the_examples_through_the_shipped_years(before: int, after: int) -> None:
    found = impact(load(before).rules, load(after).rules, read_submissions(ROOT / "examples"))
    decided: list[tuple[Path, Decision, Decision]] = []
    refused: dict[Path, list[str]] = {}
    for path in sorted((ROOT / "examples").glob("*/*.yaml")):
        try:
            one, other = (load(year).evaluate(read(path)) for year in (before, after))
            decided.append((path, one, other))
        except ApplicationError as error:
            refused[path] = [str(problem) for problem in error.problems]
    assert found.read == found.evaluated + len(found.rejected) == len(decided) + len(refused)
    assert {Path(each.name) for each in found.rejected} == set(refused)
    measures = [pair for _, one, other in decided for pair in zip(one.measures, other.measures, strict=True)]
    assert counts(found.applications) == Counter((one.status, other.status) for _, one, other in decided)
    assert counts(found.measures) == Counter((one.status, other.status) for one, other in measures)
    amounts = [one.scope.facts.get("measure.amount") for one, _ in measures]
    stated = sum(amount for amount in amounts if isinstance(amount, int | Decimal))
    assert found.applications.total == Total(len(decided), stated, amounts.count(None))
    assert found.measures.total == Total(len(measures), stated, amounts.count(None))
    flipped = [
        str(path)
        for path, one, other in decided
        if one.status is not other.status or building.measures_of(one) != building.measures_of(other)
    ]
    assert [each.name for each in found.affected] == flipped
    assert all(each.rules for each in found.affected if each.before is not each.after)
    assert all(measure.rules for each in found.affected for measure in each.measures)


def counts(table: StatusTable) -> Counter[tuple[Status, Status]]:
    """The numbers of a table without the amounts."""
    return Counter({pair: total.number for pair, total in filled(table).items()})


# -- laws, over random years and applications

SEEDS = range(1, 21)
law = pytest.mark.parametrize("seed", SEEDS)
DECIDING = (Verb.REQUIRE, Verb.EXPECT, Verb.ASSESS)
AMOUNT = building.vocabulary()["measure.amount"]


@dataclass(frozen=True)
class Drawn:
    """Two random years, a pile with two items that are rejected, and what the others state."""

    before: RuleSet
    after: RuleSet
    pile: list[Item]
    stated: Mapping[str, Stated]

    @cached_property
    def impact(self) -> Impact:
        return impact(self.before, self.after, self.pile)

    @cached_property
    def decisions(self) -> list[tuple[Decision, Decision]]:
        """What each year decides, by the reference meaning, in the order of the pile."""
        stated = [self.stated[item.name] for item in self.pile if item.name in self.stated]
        return [(decide(self.before, each), decide(self.after, each)) for each in stated]


@cache
def drawn(seed: int) -> Drawn:
    rng = Random(seed)
    before, after = two_years(rng)
    drawing = Applications(before)
    stated = {str(n): undetermined(drawing.draw(rng), before) for n in range(16)}
    pile = [Item(name, document(each)) for name, each in stated.items()]
    pile += [
        Item("broken", None, (Problem(Location("broken"), Code.INVALID_SYNTAX, "broken"),)),
        Item("refused", {"colour": 1}),
    ]
    return Drawn(before, after, rng.sample(pile, len(pile)), stated)


def two_years(rng: Random) -> tuple[RuleSet, RuleSet]:
    """Two years that share some rules, have some of their own, and some with another verb; many give priority in one alone."""
    shared = random_rules.rule_set(rng, rng.choice((3, 6, 12)))
    tagging = [
        replace(rule, verb=Verb.PRIORITISE, remedy=None) if rule.verb in DECIDING and rng.random() < 0.3 else rule
        for rule in shared.rules
    ]
    one = ("before", "after")
    rules = [
        (rule, rng.choice((*one, "both") if rule.verb is Verb.PRIORITISE else (*one, "both", "both", "both", "verb")))
        for rule in tagging
    ]
    vocabulary = Vocabulary([*shared.vocabulary.values(), AMOUNT])

    def year(number: int, name: str) -> RuleSet:
        kept = [
            replace(rule, verb=rng.choice(DECIDING)) if where == "verb" and rule.verb in DECIDING else rule
            for rule, where in rules
            if where in (name, "both", "verb")
        ]
        return replace(
            shared, year=number, rules=tuple(kept), vocabulary=vocabulary, complete=frozenset({"regulation"})
        )

    return year(2030, "before"), year(2031, "after")


def undetermined(stated: Stated, rules: RuleSet) -> Stated:
    """The same application without determinations, which one of the years could refuse."""
    common, own, _ = parts_of(stated)
    return building.stated(rules, common, own)


def document(stated: Stated) -> dict[str, Any]:
    """The application that states these facts."""
    common, own, _ = parts_of(stated)
    measures = [{"id": id_, **nested(facts, MEASURE)} for id_, facts in own.items()]
    office = {"office": common.pop(OFFICE)} if OFFICE in common else {}
    return {**nested(common, "application"), **office, "measures": measures}


def nested(facts: Mapping[str, object], top: str) -> dict[str, Any]:
    """Facts by path as parts within parts, those of `top` outermost."""
    made: dict[str, Any] = {}
    for path, value in facts.items():
        *way, last = path.removeprefix(f"{top}.").split(".")
        inside = made
        for step in way:
            inside = inside.setdefault(step, {})
        inside[last] = value
    return made


def impact(
    before: RuleSet,
    after: RuleSet,
    pile: Iterable[Item],
    *,
    evaluate: Callable[[RuleSet, Stated], Findings] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Impact:
    """Who is affected, the rules being run by compiled Python and on tables, or by `evaluate`."""
    one, other = (Decider(each, None if evaluate is None else partial(evaluate, each)) for each in (before, after))
    return who_is_affected.impact(one, other, pile, progress=progress)


def decide(rules: RuleSet, stated: Stated) -> Decision:
    return Decision(Decider(rules), stated, evaluate(rules, stated))


@law
def test_everything_is_counted_once_and_as_each_year_decides_it(seed: int) -> None:
    found, pairs = drawn(seed).impact, drawn(seed).decisions
    assert found.read == found.evaluated + len(found.rejected) == len(pairs) + 2
    assert {each.name for each in found.rejected} == {"broken", "refused"}
    assert counts(found.applications) == Counter((one.status, other.status) for one, other in pairs)
    measures = [each for one, other in pairs for each in zip(one.measures, other.measures, strict=True)]
    assert counts(found.measures) == Counter((one.status, other.status) for one, other in measures)
    assert found.measures.total == replace(found.applications.total, number=len(measures))


@law
def test_tags_are_counted_as_decisions_have_them(seed: int) -> None:
    expected, alone = Counter[tuple[str, str]](), Counter[tuple[str, Side]]()
    years = {BEFORE: drawn(seed).before, AFTER: drawn(seed).after}
    apart = {  # what an office has in one year says nothing of the other, even where that gives the topic whole
        rule.id
        for side, year in years.items()
        for rule in year.rules
        if rule.office is not None and rule.id not in years[side.other].by_id
    }
    for one, other in drawn(seed).decisions:
        had, has = ({tag.rule.id for tag in decision.tags if tag.sure} for decision in (one, other))
        for how, rules in (("gained", has - had), ("lost", had - has), ("kept", had & has)):
            expected.update((rule, how) for rule in rules - apart)
        alone.update((rule, side) for side, rules in ((BEFORE, had), (AFTER, has)) for rule in rules & apart)
    found = drawn(seed).impact
    tags = {(tag.rule, how): number for tag in found.tags for how, number in asdict(tag.applications).items()}
    assert +Counter(tags) == expected
    assert +Counter({(tag.rule, tag.side): tag.applications for tag in found.one_year_tags}) == alone


@law
def test_swapping_the_years_transposes_everything(seed: int) -> None:
    forth = drawn(seed).impact
    back = impact(drawn(seed).after, drawn(seed).before, drawn(seed).pile)
    for one, other in ((forth.applications, back.applications), (forth.measures, back.measures)):
        assert filled(one) == {(after, before): total for (before, after), total in filled(other).items()}
    assert set(forth.rules) == {
        replace(each, before=each.after, after=each.before, behind=swapped(each.behind)) for each in back.rules
    }
    assert forth.tags == tuple(
        TagCount(each.rule, each.after, each.before, turned(each.applications), turned(each.measures))
        for each in back.tags
    )
    assert [each.name for each in forth.affected] == [each.name for each in back.affected]


def swapped(rule: RuleBehind) -> RuleBehind:
    return replace(rule, side=rule.side.other)


def turned(gains: Gains) -> Gains:
    return Gains(gains.lost, gains.gained, gains.kept)


@law
def test_a_year_against_itself_affects_nobody(seed: int) -> None:
    found = impact(drawn(seed).before, drawn(seed).before, drawn(seed).pile)
    assert (found.evaluated, found.affected, found.rules) == (16, (), ())
    assert all(
        each.before is each.after
        for of in (found.applications, found.measures)
        for each in of.cells
        if each.total.number
    )
    assert all(gains.gained == gains.lost == 0 for each in found.tags for gains in (each.applications, each.measures))


@law
def test_a_pile_in_two_parts_adds_up(seed: int) -> None:
    whole, pile = drawn(seed).impact, drawn(seed).pile
    half = Random(seed).randrange(len(pile))
    one, other = (impact(drawn(seed).before, drawn(seed).after, part) for part in (pile[:half], pile[half:]))
    assert (whole.read, whole.evaluated) == (one.read + other.read, one.evaluated + other.evaluated)
    assert (whole.affected, whole.rejected) == (one.affected + other.affected, one.rejected + other.rejected)
    assert totals(whole) == totals(one) + totals(other)


def totals(of: Impact) -> Counter[tuple[object, ...]]:
    """Every number that adds up."""
    found: dict[tuple[object, ...], Total | Gains] = {}
    for name, table in (("applications", of.applications), ("measures", of.measures)):
        found |= {(name, *change): total for change, total in filled(table).items()}
    for rule in of.rules:
        key = rule.behind, rule.before, rule.after
        found |= {("applications", *key): rule.applications, ("measures", *key): rule.measures}
    for tag in of.tags:
        found |= {("applications", tag.rule): tag.applications, ("measures", tag.rule): tag.measures}
    return +Counter({(*key, name): n for key, numbers in found.items() for name, n in asdict(numbers).items()})


@law
def test_every_executor_finds_the_same(seed: int) -> None:
    of = drawn(seed)
    assert impact(of.before, of.after, of.pile, evaluate=evaluate) == of.impact


@law
def test_tables_find_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    of = drawn(seed)
    monkeypatch.setattr("grantrules.portfolio.deciding.FEW", 0)
    assert impact(of.before, of.after, of.pile) == of.impact


@pytest.mark.parametrize(("before", "after"), [*pairwise(years()), *((b, a) for a, b in pairwise(years()))])
def test_on_the_shipped_examples_tables_find_what_the_reference_finds(
    before: int, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those with determinations are among them; a chunk of seven makes that there are several."""
    monkeypatch.setattr("grantrules.portfolio.deciding.FEW", 0)
    monkeypatch.setattr("grantrules.compare.impact.CHUNK", 7)
    one, other = load(before).rules, load(after).rules
    found = impact(one, other, read_submissions(ROOT / "examples"))
    assert found == impact(one, other, read_submissions(ROOT / "examples"), evaluate=evaluate)
    assert found.evaluated > 15
    assert {each.refusals[0].problem.message for each in found.rejected} >= {"is a report, not an application"}


@law
def test_without_the_rules_behind_it_the_lower_status_would_be_as_high_as_the_other(seed: int) -> None:
    for each in drawn(seed).impact.affected:
        flips: list[tuple[str | None, Affected | AffectedMeasure]] = [(None, each)]
        for measure, flip in [*flips, *((flip.id, flip) for flip in each.measures)]:
            side, year = (BEFORE, drawn(seed).before) if flip.before < flip.after else (AFTER, drawn(seed).after)
            behind_it = {rule.rule for rule in flip.rules if rule.side is side}
            assert bool(behind_it) == (flip.before is not flip.after)
            higher, stated = max(flip.before, flip.after), drawn(seed).stated[each.name]
            without = (rule for rule in year.rules if rule.id not in behind_it)
            assert not status(replace(year, rules=tuple(without)), stated, measure) < higher
            for id_ in behind_it if measure else ():
                assert status(replace(year, rules=(year.by_id[id_],)), stated, measure) < higher


def status(rules: RuleSet, stated: Stated, measure: str | None) -> Status:
    """The status of an application, or of one of its measures."""
    decision = decide(rules, stated)
    return decision.status if measure is None else next(m.status for m in decision.measures if m.id == measure)


def test_the_random_years_differ_in_every_way() -> None:
    found = [drawn(seed).impact for seed in SEEDS]
    assert len({change for each in found for change in filled(each.measures)}) == 9
    assert len({change for each in found for change in filled(each.applications)}) == 9
    behind = {(rule.behind.side, rule.behind.hindrance) for each in found for rule in each.rules}
    assert behind == {(side, hindrance) for side in Side for hindrance in Hindrance}
    for counted in ("gained", "lost", "kept"):
        for on in ("applications", "measures"):
            assert any(attrgetter(f"{on}.{counted}")(tag) for each in found for tag in each.tags)

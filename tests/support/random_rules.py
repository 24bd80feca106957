"""Random years of rules: well typed, and such as could be written in YAML.

Drawn with a plain `random.Random`, so that a million of them cost little. Best used with few large
rule sets and many applications each (`random_applications.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple, TypeVar

from grantrules.base.errors import Problems
from grantrules.base.texts import Text
from grantrules.base.values import Value
from grantrules.language.condition import (
    ALWAYS,
    BOUNDS,
    SET_OPS,
    AllOf,
    AnyOf,
    Basis,
    Branch,
    Citation,
    Compare,
    Condition,
    Count,
    DayFormula,
    Doubt,
    FactRef,
    Not,
    Op,
    Operand,
    Readings,
    Settling,
)
from grantrules.language.layout import is_set_by_office
from grantrules.language.vocabulary import Document, Fact, FactType, Vocabulary
from grantrules.rules.checks import check_rules
from grantrules.rules.ruleset import (
    NATIONAL,
    Authority,
    Due,
    NotStated,
    OfficeValue,
    Rule,
    RuleSet,
    SourceDocument,
    Statement,
    Verb,
)
from grantrules.rules.silence import silent_rule
from tests.support.random_vocabulary import OFFICES, values_of, vocabulary

YEAR = 2030
DEPTH = 4

_NUMBER_OPS = tuple(sorted(BOUNDS, key=lambda op: op.value))
_DATE_OPS = (Op.AT_MOST, Op.OVER, Op.UNDER)
_VERBS = (*Verb, Verb.REQUIRE, Verb.REQUIRE, Verb.EXCLUDE, Verb.EXCLUDE, Verb.EXPECT, Verb.ASSESS, Verb.PRIORITISE)
_BASES = [each for each in Basis if each is not Basis.AWAITED]
_WEIGHTS = [each for each in Authority if each is not Authority.OWN_PROCEDURE]
_IDS = {each.value.replace("_", "-"): each for each in _WEIGHTS}
_DOCUMENTS = {
    **{id_: SourceDocument(id_, Text(id_), "D", each, (YEAR,)) for id_, each in _IDS.items()},
    **{
        office: SourceDocument(office, Text(office), "O", Authority.OFFICE_SLIDE, (YEAR,), office=office)
        for office in OFFICES
    },
}

T = TypeVar("T")


def rule_set(rng: Random, rules: int = 60, words: Vocabulary | None = None) -> RuleSet:
    """A year with a vocabulary, offices and rules of its own; or with a vocabulary that is given."""
    words = words or vocabulary(rng)
    readable = {reports: _Readable.of(words, reports=reports) for reports in (True, False)}
    empty = RuleSet(YEAR, 1, Text("Tilskudd"), Text("Ny"), (), words, _DOCUMENTS, tuple(_office_values(rng, words)))
    return replace(empty, rules=tuple(_sound_rule(rng, f"rule-{n}", empty, readable) for n in range(rules)))


class _Readable(NamedTuple):
    """The facts that a rule can read: those of a whole document, and with them those of measures, so often."""

    common: list[Fact]
    counted: list[Fact]

    @classmethod
    def of(cls, words: Vocabulary, *, reports: bool) -> _Readable:
        usable = [fact for fact in words.values() if reports or Document.APPLICATION in fact.used_in]
        common = [fact for fact in usable if not fact.per_measure]
        own = [fact for fact in usable if fact.per_measure]
        return cls(common, [*own, *own, *common])


def _sound_rule(rng: Random, id_: str, year: RuleSet, readable: Mapping[bool, _Readable]) -> Rule:
    """A rule in which `check` finds nothing, such as a fact compared where it cannot exist."""
    while True:
        rule, problems = _rule(rng, id_, year.vocabulary, readable), Problems()
        check_rules(replace(year, rules=(rule,)), problems)
        if not problems.errors:
            return rule


def _office_values(rng: Random, words: Vocabulary) -> list[OfficeValue]:
    found = []
    for fact in words.values():
        if is_set_by_office(fact.path):
            usual = rng.choice(values_of(fact))
            for office in (NATIONAL, *OFFICES):
                if rng.random() < (0.7 if office == NATIONAL else 0.35):
                    value = usual if rng.random() < 0.6 else rng.choice(values_of(fact))
                    found.append(OfficeValue(fact.path, office, value, _citation(rng), rng.choice(_BASES)))
    return found


def _citation(rng: Random) -> Citation:
    return Citation(rng.choice(tuple(_DOCUMENTS)), rng.choice(("1", "2, b")))


def _maybe(rng: Random, chance: float, draw: Callable[[], T]) -> T | None:
    return draw() if rng.random() < chance else None


def _rule(rng: Random, id_: str, words: Vocabulary, readable: Mapping[bool, _Readable]) -> Rule:
    verb = rng.choice(_VERBS)
    conditions = _Conditions(rng, words, id_, readable[not verb.decides], per_measure=rng.random() < 0.6)
    unconditional = verb in (Verb.STATE, Verb.SILENT) or rng.random() < 0.04
    favour = verb is not Verb.EXCLUDE
    condition = ALWAYS if unconditional else conditions.draw(rng.randint(0, DEPTH), favour)
    guarded = not verb.implies and verb is not Verb.EXCLUDE
    number = 1_000 + int(id_.rpartition("-")[2])  # no two rules have one number
    drawn = Rule(
        id=id_,
        topic="regulation",
        verb=Verb.NOTE if verb is Verb.SILENT else verb,
        condition=condition,
        title=Text(f"The rule {id_}"),
        text=Text(id_),
        sources=tuple(_citation(rng) for _ in range(rng.randint(1, 2))),
        basis=rng.choice(_BASES),
        when=_maybe(rng, 0.4, lambda: conditions.draw(rng.randint(0, 2), guarded)),
        office=_maybe(rng, 0.1, lambda: rng.choice(OFFICES)),
        remedy=_maybe(rng, 0.5, lambda: Text("Rett")) if verb in (Verb.EXPECT, Verb.ASSESS) else None,
        rank=_maybe(rng, 0.3, lambda: rng.randint(1, 9) * number) if verb is Verb.PRIORITISE else None,
        due=_due(rng, words) if verb is Verb.OBLIGE else None,
        awarded=tuple(rng.sample((YEAR - 1, YEAR, YEAR + 1), rng.randint(0, 2))) if verb is Verb.OBLIGE else (),
        states=Statement("budget", rng.choice((None, 5, Decimal("0.5")))) if verb is Verb.STATE else None,
    )
    if verb is Verb.SILENT:
        return silent_rule(drawn, YEAR - rng.randint(1, 4), ())
    return drawn if drawn.rank is None else replace(drawn, ranking="bpa" if drawn.rank % 2 else None)


def _due(rng: Random, words: Vocabulary) -> Due | None:
    days = [fact.path for fact in words.values() if fact.type is FactType.DATE and not fact.per_measure]
    formula = DayFormula(3, 1, "grant.award_year", rng.randint(0, 2))
    return rng.choice((None, NotStated(), date(2031, 3, 1), FactRef(rng.choice(days)), formula))


class _Conditions:
    """Draws the conditions of one rule."""

    def __init__(self, rng: Random, words: Vocabulary, rule: str, readable: _Readable, *, per_measure: bool) -> None:
        self.rng, self.words, self.rule = rng, words, rule
        self.counted = readable.counted
        self.facts = readable.counted if per_measure else readable.common
        self.branches = 0

    def draw(self, depth: int, favour: bool, *, counting: bool = False, branch: bool = True) -> Condition:
        """A condition with at most `depth` nodes above a comparison; `branch` says whether it may be one."""
        chance = self.rng.random()
        if depth == 0 or chance < 0.2:
            return self._comparison(self.counted if counting else self.facts)
        inner = depth - 1
        if chance < 0.38:
            return AllOf(self._parts(inner, favour, counting))
        if chance < 0.58:
            return AnyOf(self._parts(inner, favour, counting))
        if chance < 0.72:
            return Not(self.draw(inner, not favour, counting=counting))
        if chance < 0.8 and not counting:
            op, limit = self.rng.choice(_NUMBER_OPS), self.rng.randint(0, 3)
            more = op in (Op.AT_LEAST, Op.OVER)
            return Count(self.draw(inner, favour if more else not favour, counting=True), op, limit)
        if chance < 0.92 and branch:
            return self._branch(inner, favour, counting, (None, *Doubt))
        if depth < 2:
            return AnyOf(self._parts(inner, favour, counting))
        parts = (self._branch(depth - 2, favour, counting, (None,) * 8 + tuple(Doubt)) for _ in range(self._few()))
        return Readings(tuple(parts), Settling(self.rule, favour))

    def _few(self) -> int:
        return 2 if self.rng.random() < 0.7 else 3

    def _parts(self, depth: int, favour: bool, counting: bool) -> tuple[Condition, ...]:
        return tuple(self.draw(depth, favour, counting=counting) for _ in range(self._few()))

    def _branch(self, depth: int, favour: bool, counting: bool, doubts: tuple[Doubt | None, ...]) -> Branch:
        self.branches += 1
        id_ = f"branch-{self.branches}"
        part = self.draw(depth, favour, counting=counting, branch=False)
        sources = _maybe(self.rng, 0.5, lambda: (_citation(self.rng),)) or ()
        text = _maybe(self.rng, 0.2, lambda: Text(id_))
        basis = _maybe(self.rng, 0.2, lambda: self.rng.choice(_BASES))
        return Branch(part, id_, Settling(self.rule, favour), self.rng.choice(doubts), sources, text, basis)

    def _comparison(self, facts: list[Fact]) -> Compare:
        fact = self.rng.choice(facts)
        op, operand = self._test(fact, facts)
        return Compare(fact.path, op, operand, self._exists(fact))

    def _test(self, fact: Fact, facts: list[Fact]) -> tuple[Op, Operand]:
        rng, among = self.rng, values_of(fact)
        if fact.type is FactType.CHOICES:
            members = rng.sample(sorted(fact.choices), rng.randint(1, len(fact.choices)))
            return rng.choice([op for op in Op if op in SET_OPS]), frozenset[Value](members)
        if not fact.type.ordered or rng.random() < 0.15:
            return Op.ONE_OF, frozenset(rng.sample(among, rng.randint(1, (len(among) + 1) // 2)))
        op = rng.choice(_DATE_OPS if fact.type is FactType.DATE else _NUMBER_OPS)
        chance = rng.random()
        if chance < 0.25:
            return op, FactRef(rng.choice([other.path for other in facts if other.type is fact.type]))
        if chance < 0.45 and fact.type is FactType.DATE:
            years = [other.path for other in facts if other.type is FactType.YEAR]
            return op, DayFormula(*rng.choice(((3, 1), (2, 28), (12, 31))), rng.choice(years), rng.randint(-1, 1))
        value = rng.choice(among)
        assert isinstance(value, int | Decimal | date)
        return op, value

    def _exists(self, fact: Fact) -> Compare | None:
        only = fact.only_for
        if only is None:
            return None
        return Compare(only.path, Op.ONE_OF, frozenset[Value](only.values), self._exists(self.words[only.path]))

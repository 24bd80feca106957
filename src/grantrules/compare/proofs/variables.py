"""The application that is sought: what it can state, as terms that Z3 finds values for.

Of values that no rule tells apart one is enough; so of choices and texts there are those that a rule
mentions, and one that none does. A set has a truth value for each member, and what has an order is a
whole number. Values that only one of the years knows are sought too; to the other they are what `known_value` says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Final

from grantrules.base.identifiers import organisation_number_is_valid
from grantrules.base.municipalities import numbers
from grantrules.base.values import MAX_DIGITS, Value
from grantrules.compare.proofs.solver import Model, Number, Solver, Term
from grantrules.language.condition import Compare, walk
from grantrules.language.layout import stands_in
from grantrules.language.vocabulary import OFFICE, Document, Fact, FactType
from grantrules.rules.ruleset import Rule, RuleSet

OTHER = "other"
"""The value under which a year puts what it has no name for, where it has such a value."""

LARGEST = 10**MAX_DIGITS - 1
"""The largest whole number that a document can state."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that a document can state."""


CENTURY = 2000, 2099
"""The years from which a day is taken where none of the two years has one."""

PLAUSIBLE = 1000, 1, 0
"""An amount is so many kroner at least, if there can be one."""

Slot = int | None
"""Where a measure can be, by number; `APPLICATION` where it is about the whole application."""

APPLICATION: Final = None


@dataclass(frozen=True)
class SoughtChoice:
    """A fact that has one of a few values."""

    values: Mapping[Value, Term]
    stated: Term
    usual: tuple[Term, ...] = ()

    def read(self, model: Model) -> Value | None:
        """The value found; `None` where the fact is not stated."""
        return next((value for value, has in self.values.items() if model.true(has)), None)


@dataclass(frozen=True)
class SoughtChoices:
    """A fact that is a set: whether each member is in it."""

    members: Mapping[str, Term]
    stated: Term
    usual: tuple[Term, ...] = ()

    def read(self, model: Model) -> Value | None:
        """The members found; `None` where the fact is not stated."""
        if not model.true(self.stated):
            return None
        return frozenset(member for member, is_in in self.members.items() if model.true(is_in))


@dataclass(frozen=True)
class SoughtNumber:
    """A fact that is a number or a date: a whole number, for money with `places` decimals in it.

    `usual` says that the value is such as people meet, the nearest to that first: a day of the two years or of this
    century, some whole thousand kroner or at least not a negative amount.
    """

    type: FactType
    number: Number
    places: int
    stated: Term
    usual: tuple[Term, ...] = ()

    def encoded(self, value: int | Decimal | date) -> int:
        """A value of this type as the whole number that stands for it."""
        return value.toordinal() if isinstance(value, date) else int(Fraction(value) * 10**self.places)

    def read(self, model: Model) -> Value | None:
        """The value found; `None` where the fact is not stated."""
        if not model.true(self.stated):
            return None
        number = model.number(self.number)
        if self.type is FactType.DATE:
            return date.fromordinal(number)
        places = self.places
        while places and number % 10 == 0:  # whoever writes it writes no more decimals than it has
            number, places = number // 10, places - 1
        return Decimal(f"{number}E-{places}") if places else number


Sought = SoughtChoice | SoughtChoices | SoughtNumber


def declared(rules: RuleSet, path: str) -> Fact | None:
    """The fact, if an application to this year can state it; what an office sets is looked up instead."""
    fact = rules.vocabulary.get(path)
    return fact if fact is not None and stands_in(fact, Document.APPLICATION) else None


def known_value(fact: Fact, value: Value) -> Value | None:
    """A value as a year knows it: by its name, as *other* where it has no name for it, or not at all."""
    if not fact.choices:
        return value
    if isinstance(value, frozenset):
        members = [known_value(fact, member) for member in value]
        return None if None in members else frozenset(str(member) for member in members)
    return value if value in fact.choices else OTHER if OTHER in fact.choices else None


class SoughtApplication:
    """The facts that the given rules read, for the application and for each of so many measures."""

    def __init__(self, solver: Solver, years: Sequence[RuleSet], rules: Iterable[Rule], measures: int) -> None:
        self._solver, self._years = solver, years
        self._mentioned = _mentioned(years, rules)
        paths = [OFFICE, *sorted(set(self._mentioned) - {OFFICE})]
        found = {path: [fact for year in years if (fact := declared(year, path))] for path in paths}
        known = {path: facts for path, facts in found.items() if len({fact.type for fact in facts}) == 1}
        self._places = _places(self._mentioned, known)
        self.there = [solver.boolean(f"measure {slot}") for slot in range(measures)]
        for one, next_ in zip(self.there, self.there[1:], strict=False):
            self._implies(next_, one)
        self.facts: dict[tuple[str, Slot], Sought] = {}
        for path, facts in known.items():
            for slot in range(measures) if facts[0].per_measure else [APPLICATION]:
                sought = self.facts[path, slot] = self._sought(facts)
                if slot is not APPLICATION:
                    self._implies(sought.stated, self.there[slot])

    def find(self, path: str, slot: Slot) -> Sought | None:
        """A fact as it stands for the application, or for the measure in a slot, which has the application's too."""
        return self.facts.get((path, APPLICATION)) or self.facts.get((path, slot))

    def _implies(self, one: Term, other: Term) -> None:
        self._solver.require(self._solver.either([self._solver.no(one), other]))

    def _sought(self, facts: Sequence[Fact]) -> Sought:
        fact, solver = facts[0], self._solver
        mentioned = self._mentioned.get(fact.path, set())
        choices = list(dict.fromkeys(value for each in facts for value in each.choices))
        shared = [value for value in choices if all(value in each.choices for each in facts)]
        match fact.type:
            case FactType.CHOICE:
                return self._one_of(fact, _told_apart(choices, shared, mentioned))
            case FactType.BOOLEAN:
                return self._one_of(fact, [True, False])
            case FactType.TEXT | FactType.ORGANISATION_NUMBER | FactType.MUNICIPALITY_NUMBER:
                return self._one_of(fact, _texts(fact.type, mentioned))
            case FactType.CHOICES:
                stated = solver.boolean(fact.path)
                members = {
                    value: solver.boolean(f"{fact.path} {value}") for value in _told_apart(choices, shared, mentioned)
                }
                self._implies(solver.either(members.values()), stated)
                return SoughtChoices(members, stated)
            case FactType.INTEGER | FactType.YEAR | FactType.MONEY | FactType.DATE:
                return self._ordered(fact)

    def _one_of(self, fact: Fact, among: Sequence[Value]) -> SoughtChoice:
        solver = self._solver
        values = {value: solver.boolean(f"{fact.path} {value}") for value in among}
        solver.require(solver.no(solver.at_least(values.values(), 2)))
        return SoughtChoice(values, solver.either(values.values()))

    def _ordered(self, fact: Fact) -> SoughtNumber:
        number, places = self._solver.integer(fact.path), self._places if fact.type is FactType.MONEY else 0
        scale = 10**places
        first, last = min(year.year for year in self._years) - 1, max(year.year for year in self._years) + 1
        match fact.type:
            case FactType.DATE:
                limits = 1, date.max.toordinal()
                usual = [
                    (date(one, 1, 1).toordinal(), date(other, 12, 31).toordinal())
                    for one, other in ((first, last), CENTURY)
                ]
            case FactType.YEAR:
                limits, usual = (FIRST_YEAR, LAST_YEAR), [(first, last), CENTURY]
            case FactType.MONEY:
                limits, usual = (
                    (-LARGEST * scale, LARGEST * scale),
                    [(low * scale, LARGEST * scale) for low in PLAUSIBLE],
                )
            case _:
                limits, usual = (-LARGEST, LARGEST), [(low, LARGEST) for low in (1, 0)]
        self._solver.require(self._solver.both([number >= limits[0], number <= limits[1]]))
        if places:
            self._solver.require(self._solver.either(self._with_few_digits(number, places)))
        whole = number % scale == 0 if scale > 1 else True
        met = [self._solver.both([number >= low, number <= high, whole]) for low, high in usual]
        return SoughtNumber(fact.type, number, places, self._solver.boolean(fact.path), tuple(met))

    def _with_few_digits(self, number: Number, places: int) -> Iterator[Term]:
        """That an amount has no more digits than a document can state, its decimals among them, for each number of decimals."""
        for scale in (10**unused for unused in range(places + 1)):
            fits = [number >= -LARGEST * scale, number <= LARGEST * scale]
            yield self._solver.both([*fits, number % scale == 0] if scale > 1 else fits)


def _mentioned(years: Sequence[RuleSet], rules: Iterable[Rule]) -> dict[str, set[Value]]:
    """Every fact that the rules read, with each value that it is compared with."""
    found: dict[str, set[Value]] = {OFFICE: set()}
    for rule in rules:
        for path in rule.facts:
            found.setdefault(path, set())
        for node in walk(rule.statement):
            match node:
                case Compare(path=path, operand=frozenset() as values):
                    found[path] |= values
                case Compare(path=path, operand=int() | Decimal() | date() as value):
                    found[path].add(value)
                case _:
                    pass
    for each in (value for year in years for value in year.office_values):
        found[OFFICE].add(each.office)
        found.setdefault(each.fact, set()).add(each.value)
    return found


def _told_apart(choices: Sequence[str], shared: Sequence[str], mentioned: Collection[Value]) -> list[str]:
    """The values that rules mention, and one that they do not and that every year knows, if there is one."""
    other = next((value for value in shared if value not in mentioned), None)
    return [value for value in choices if value in mentioned or value == other]


def _texts(type_: FactType, mentioned: Collection[Value]) -> list[Value]:
    """The texts that rules mention, and another."""
    others: Iterator[str]
    if type_ is FactType.TEXT:
        others = (f"text {number}" for number in count(1))
    elif type_ is FactType.MUNICIPALITY_NUMBER:
        others = iter(numbers())
    else:
        others = (text for number in count(900_000_000) if organisation_number_is_valid(text := str(number)))
    return [*sorted(mentioned, key=str), next(text for text in others if text not in mentioned)]


def _places(mentioned: Mapping[str, Collection[Value]], known: Mapping[str, Sequence[Fact]]) -> int:
    """How many decimals money needs, so that all amounts of an application fit between any two in the rules."""
    values = (value for among in mentioned.values() for value in among if isinstance(value, Decimal))
    written = max((-int(value.as_tuple().exponent) for value in values), default=0)
    money = [facts[0] for facts in known.values() if facts[0].type is FactType.MONEY]
    own = sum(fact.per_measure for fact in money)
    return max(written, 0) + len(str((own + 1) * (len(money) - own + 1)))

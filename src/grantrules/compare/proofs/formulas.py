"""Formulas of `polarity.py` as terms of Z3: a term is true of an application just where its formula is.

A fact that is not stated makes both of its tests false, so that Z3 needs no third value either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from grantrules.base.values import Value
from grantrules.compare.proofs.solver import Number, Solver, Term
from grantrules.compare.proofs.variables import (
    APPLICATION,
    Slot,
    SoughtApplication,
    SoughtChoice,
    SoughtChoices,
    SoughtNumber,
    declared,
)
from grantrules.evaluation.polarity import Both, Constant, Counted, Determined, Either, Formula, Tested
from grantrules.intake.stated import office_value
from grantrules.language.condition import DayFormula, FactRef, Op, Operand, holds_between
from grantrules.language.layout import is_set_by_office
from grantrules.language.vocabulary import OFFICE, FactType
from grantrules.rules.ruleset import RuleSet

Compared = Value | SoughtChoices | SoughtNumber
"""What is compared: a value, or a fact whose value is sought."""

Against = Compared | frozenset[Value]
"""What it is compared with."""

Alternatives = Sequence[tuple[Term, Compared]]
"""What a fact can be, each with the term that says when it is; no two at once, and none while it is unknown."""


class Formulas:
    """The formulas of one year's rules, asked of the application that is sought."""

    def __init__(self, rules: RuleSet, application: SoughtApplication, solver: Solver) -> None:
        self._rules, self._application, self._solver = rules, application, solver
        self._terms: dict[tuple[Formula, Slot], Term] = {}

    def term(self, formula: Formula, slot: Slot) -> Term:
        """Whether a formula is true for the application, or for the measure in a slot."""
        key = formula, slot
        if key not in self._terms:
            self._terms[key] = self._encoded(formula, slot)
        return self._terms[key]

    def _encoded(self, formula: Formula, slot: Slot) -> Term:
        match formula:
            case Constant(value=value):
                return value
            case Tested(compare=node, outcome=outcome):
                return self._tested(node.op, self._of_fact(node.path, slot), self._of(node.operand, slot), outcome)
            case Determined():
                return False  # the application that is sought has no determinations
            case Counted():
                return self._counted(formula)
            case Both(parts=parts):
                return self._solver.both(self.term(part, slot) for part in parts)
            case Either(parts=parts):
                return self._solver.either(self.term(part, slot) for part in parts)
            case _:
                assert_never(formula)

    def _counted(self, formula: Counted) -> Term:
        solver, part, there = self._solver, formula.part, self._application.there
        slots = range(len(there))
        counts = [self.term(part.holds, slot) for slot in slots]
        if not formula.lower_end:
            counts = [solver.no(self.term(part.fails, slot)) for slot in slots]
        counting = [solver.both([is_there, term]) for is_there, term in zip(there, counts, strict=True)]
        past = solver.at_least(counting, formula.limit + (formula.op in (Op.OVER, Op.AT_MOST)))
        more = formula.op in (Op.AT_LEAST, Op.OVER)
        return solver.both([solver.either(there), past if more else solver.no(past)])

    # -- comparisons

    def _tested(self, op: Op, left: Alternatives, right: Sequence[tuple[Term, Against]], outcome: bool) -> Term:
        """Both sides are known, and the comparison comes out so."""
        solver = self._solver
        cases = [(solver.both([one, other]), self._compared(op, a, b)) for one, a in left for other, b in right]
        return solver.either(solver.both([known, so if outcome else solver.no(so)]) for known, so in cases)

    def _of(self, operand: Operand, slot: Slot) -> Sequence[tuple[Term, Against]]:
        match operand:
            case FactRef(path=path):
                return self._of_fact(path, slot)
            case DayFormula(path=path):
                return [(known, day_in(operand, year)) for known, year in self._of_fact(path, slot)]
            case value:
                return [(True, value)]

    def _of_fact(self, path: str, slot: Slot) -> Alternatives:
        if is_set_by_office(path):
            return self._of_office(path)
        sought = self._application.find(path, slot) if declared(self._rules, path) else None
        match sought:
            case None:
                return []
            case SoughtChoice(values=values):
                return [(has, value) for value, has in values.items()]
            case _:
                return [(sought.stated, sought)]

    def _of_office(self, path: str) -> Alternatives:
        """What the offices set: of each office that can be stated, and of an unknown one."""
        found: dict[Value, list[Term]] = {}
        office = self._application.find(OFFICE, APPLICATION) if declared(self._rules, OFFICE) else None
        named = self._of_fact(OFFICE, APPLICATION)
        unknown = True if office is None else self._solver.no(office.stated)
        for term, id_ in [*named, (unknown, None)]:
            assert not isinstance(id_, SoughtChoices | SoughtNumber)
            value = office_value(self._rules, path, id_)
            if value is not None:
                found.setdefault(value.value, []).append(term)
        return [(self._solver.either(terms), value) for value, terms in found.items()]

    def _compared(self, op: Op, left: Compared, right: Against) -> Term:
        solver = self._solver
        match left, right:
            case SoughtNumber(number=number), frozenset():
                return solver.either(number == _number(value, left) for value in right)
            case SoughtNumber(number=number), _:
                return holds_between(op, number, _number(right, left))  # terms of Z3 take the same signs
            case _, SoughtNumber(number=number):
                return holds_between(op, _number(left, right), number)
            case SoughtChoices(members=members), frozenset():
                return self._compared_sets(op, members, right)
            case SoughtChoices(), _:
                raise TypeError(f"{op.value} cannot compare a set with {right!r}")
            case _:
                assert not isinstance(left, SoughtChoices | SoughtNumber)
                assert not isinstance(right, SoughtChoices | SoughtNumber)
                return holds_between(op, left, right)

    def _compared_sets(self, op: Op, members: Mapping[str, Term], right: frozenset[Value]) -> Term:
        solver = self._solver
        match op:
            case Op.ANY_IN:
                return solver.either(is_in for member, is_in in members.items() if member in right)
            case Op.ALL_IN:
                return solver.no(solver.either(is_in for member, is_in in members.items() if member not in right))
            case Op.ONE_OF | Op.AT_LEAST | Op.AT_MOST | Op.OVER | Op.UNDER:
                raise TypeError(f"{op.value} cannot compare a set with {right!r}")
            case _:
                assert_never(op)


def _number(side: Against, beside: SoughtNumber) -> Number:
    """One side of a comparison with something ordered, as a number."""
    if isinstance(side, SoughtNumber):
        return side.number
    assert isinstance(side, int | Decimal | date)
    return beside.encoded(side)


_LEAP_DAYS = 2025 // 4 - 2025 // 100 + 2025 // 400
"""How many there have been by 2025, and by 2024."""


def day_in(formula: DayFormula, year: Compared) -> Compared:
    """The day that a formula comes to in a year; where the year is sought, by counting days as the calendar does."""
    if not isinstance(year, SoughtNumber):
        assert isinstance(year, int)
        return formula.on(year)
    of_year = year.number + formula.years
    leap = of_year if formula.month > 2 else of_year - 1  # the last year whose leap day lies before the day
    rest = formula.on(2025 - formula.years).toordinal() - 365 * 2025 - _LEAP_DAYS
    number = 365 * of_year + leap / 4 - leap / 100 + leap / 400 + rest
    return replace(year, type=FactType.DATE, number=number)

"""One year's rules as terms of Z3: a term is true of an application just where its formula is, or where a verdict is its own.

A fact that is not stated makes both tests of a formula of `polarity.py` false, so that Z3 needs no third value either. What
follows from an outcome is said in `decision/verdict.py`; here it is said of terms. There are no determinations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal, assert_never

from grantrules.base.values import Value
from grantrules.compare.proofs import Act
from grantrules.compare.proofs import variables as sought
from grantrules.compare.proofs.solver import Number, Solver, Term
from grantrules.compare.proofs.variables import APPLICATION, Slot, SoughtApplication, SoughtChoices, SoughtNumber
from grantrules.decision import verdict as verdicts
from grantrules.decision.verdict import Status, can_bar, kinds_at
from grantrules.evaluation import polarity
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.intake.stated import office_value
from grantrules.language.condition import Condition, DayFormula, FactRef, Op, Operand, holds_between
from grantrules.language.layout import is_set_by_office
from grantrules.language.vocabulary import OFFICE, Fact, FactType
from grantrules.rules.ruleset import Rule, RuleSet

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
        self._terms: dict[tuple[polarity.Formula, Slot], Term] = {}

    def term(self, formula: polarity.Formula, slot: Slot) -> Term:
        """Whether a formula is true for the application, or for the measure in a slot."""
        key = formula, slot
        if key not in self._terms:
            self._terms[key] = self._encoded(formula, slot)
        return self._terms[key]

    def _encoded(self, formula: polarity.Formula, slot: Slot) -> Term:
        match formula:
            case polarity.Constant(value=value):
                return value
            case polarity.Tested(compare=node, outcome=outcome):
                return self._tested(node.op, self._of_fact(node.path, slot), self._of(node.operand, slot), outcome)
            case polarity.Determined():
                return False  # the application that is sought has no determinations
            case polarity.Counted():
                return self._counted(formula)
            case polarity.Both(parts=parts):
                return self._solver.both(self.term(part, slot) for part in parts)
            case polarity.Either(parts=parts):
                return self._solver.either(self.term(part, slot) for part in parts)
            case _:
                assert_never(formula)

    def _counted(self, formula: polarity.Counted) -> Term:
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
        match self._application.find(path, slot) if sought.declared(self._rules, path) else None:
            case None:
                return []
            case sought.SoughtChoice(values=values):
                fact = self._rules.vocabulary[path]
                known = [(has, sought.known_value(fact, value)) for value, has in values.items()]
                return [(has, value) for has, value in known if value is not None]
            case sought.SoughtChoices() as members:
                return [self._known_members(members, self._rules.vocabulary[path])]
            case other:
                return [(other.stated, other)]

    def _known_members(self, among: SoughtChoices, fact: Fact) -> tuple[Term, SoughtChoices]:
        """A set as the year knows it: unknown with a member that it does not know, unless that is *other* there."""
        known: dict[str, list[Term]] = {}
        unknown: list[Term] = []
        for member, is_in in among.members.items():
            name = sought.known_value(fact, member)
            (unknown if name is None else known.setdefault(str(name), [])).append(is_in)
        stated = self._solver.both([among.stated, self._solver.no(self._solver.either(unknown))])
        members = {member: self._solver.either(terms) for member, terms in known.items()}
        return stated, SoughtChoices(members, stated)

    def _of_office(self, path: str) -> Alternatives:
        """What the offices set: of each office that can be stated, and of an unknown one."""
        found: dict[Value, list[Term]] = {}
        named = self._of_fact(OFFICE, APPLICATION)
        unknown = self._solver.no(self._solver.either(term for term, _ in named))
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


# -- rules and verdicts

Verdict = Literal[Status.NOT_ELIGIBLE, Status.ELIGIBLE]


class YearTerms:
    """The rules of one year, asked of the application that is sought."""

    def __init__(self, rules: RuleSet, application: SoughtApplication, solver: Solver) -> None:
        self._rules, self._there, self._solver = rules, application.there, solver
        self._formulas = Formulas(rules, application, solver)
        self._pair = cache(polarity.lower)

    def status(self, status: Status) -> Term:
        """Whether this is the verdict."""
        if status is not Status.UNDETERMINED:
            return self._is(status)
        return self._solver.no(self._solver.either([self._is(Status.ELIGIBLE), self._is(Status.NOT_ELIGIBLE)]))

    @cached_property
    def nothing_barred(self) -> Term:
        """Whether neither the application nor a measure that is there is barred."""
        solver = self._solver
        barred = [self._measure_is(Status.NOT_ELIGIBLE, slot) for slot in range(len(self._there))]
        there = [solver.both(each) for each in zip(self._there, barred, strict=True)]
        return solver.no(solver.either([self._is(Status.NOT_ELIGIBLE), *there]))

    def acts(self, act: Act, rule: Rule) -> Term:
        """Whether the rule surely does so to the application or to a measure of it."""
        either, both, no = self._solver.either, self._solver.both, self._solver.no
        scopes: Sequence[Slot] = range(len(self._there)) if rule.per_measure else [APPLICATION]
        sure = [kind for kind, is_sure in verdicts.SURE.items() if is_sure]
        match act:
            case Act.BARS:
                return either(self._allows(rule, slot, Status.NOT_ELIGIBLE) for slot in scopes)
            case Act.TAGS:
                better = [each for each in self._rules.rules if each.verb is rule.verb and each.outranks(rule)]
                return either(self._is_best(rule, better, slot) for slot in scopes)
            case Act.OBLIGES if rule.awarded and self._rules.year not in rule.awarded:
                return False
            case Act.OBLIGES:  # listed where an award is possible, by what can still be eligible
                live = [(slot, no(self._own_is(Status.NOT_ELIGIBLE, slot))) for slot in scopes]
                due = [both([self._came_out(rule, slot, sure), can_be]) for slot, can_be in live]
                return both([either(due), no(self._is(Status.NOT_ELIGIBLE))])

    # -- a status, told as whether it is one of the two verdicts; it is undetermined where it is neither

    def _is(self, verdict: Verdict) -> Term:
        """Whether this is the verdict on the application."""
        own = self._own_is(verdict, APPLICATION)
        return verdicts.status_of_application(own, self._best_measure_is(verdict), self._lowest(verdict))

    def _measure_is(self, verdict: Verdict, slot: Slot) -> Term:
        """Whether this is the verdict on a measure that is there."""
        barring = [rule for rule in self._rules.application_rules if can_bar(rule.verb)]
        bars = self._lowest_is(verdict, barring, APPLICATION)
        return verdicts.status_of_measure(self._own_is(verdict, slot), bars, self._lowest(verdict))

    def _best_measure_is(self, verdict: Verdict) -> Term:
        """Of the measures' own statuses: whether one is eligible, or there are some and none is better than not eligible."""
        assert verdicts.WITHOUT_MEASURES is Status.UNDETERMINED
        solver = self._solver
        own = [(there, self._own_is(verdict, slot)) for slot, there in enumerate(self._there)]
        if verdict is Status.ELIGIBLE:
            return solver.either(solver.both(each) for each in own)
        return solver.both([solver.either(self._there), *(solver.either([solver.no(there), b]) for there, b in own)])

    def _own_is(self, verdict: Verdict, slot: Slot) -> Term:
        rules = self._rules.application_rules if slot is APPLICATION else self._rules.measure_rules
        return self._lowest_is(verdict, rules, slot)

    def _lowest_is(self, verdict: Verdict, rules: Iterable[Rule], slot: Slot) -> Term:
        """Whether this is the best verdict that rules allow together."""
        return self._lowest(verdict)(*(self._allows(rule, slot, verdict) for rule in rules if rule.verb.decides))

    def _lowest(self, verdict: Verdict) -> Callable[..., Term]:
        """The lowest of some statuses is eligible where all are, and not eligible where one is."""
        join = self._solver.both if verdict is Status.ELIGIBLE else self._solver.either
        return lambda *statuses: join(statuses)

    # -- rules

    def _is_best(self, rule: Rule, better: Sequence[Rule], slot: Slot) -> Term:
        """Whether a priority is sure, and none of those of the same scope that outrank it can hold."""
        sure = [kind for kind, is_sure in verdicts.SURE.items() if is_sure]
        among = (each for each in better if each.per_measure is rule.per_measure)
        outranking = [self._came_out(each, slot, list(verdicts.SURE)) for each in among]
        return self._solver.both([self._came_out(rule, slot, sure), self._solver.no(self._solver.either(outranking))])

    def _allows(self, rule: Rule, slot: Slot, status: Status) -> Term:
        """Whether the best verdict that a rule allows is this one, of the application or of a measure that is there."""
        return self._came_out(rule, slot, kinds_at(rule.verb, status))

    def _came_out(self, rule: Rule, slot: Slot, kinds: Collection[OutcomeKind]) -> Term:
        """Whether a rule comes out in one of some ways, of the application or of a measure that is there.

        Where its guard fails, the rule is not applicable, and what it states holds if the guard is an implication and
        fails otherwise. So the guard is asked by itself only where just one of these two is meant.
        """
        either, both, no = self._solver.either, self._solver.both, self._solver.no
        not_applicable_too = OutcomeKind.HELD if rule.verb.implies else OutcomeKind.FAILED
        guard = rule.guard if (OutcomeKind.NOT_APPLICABLE in kinds) is not (not_applicable_too in kinds) else None
        terms: list[Term] = []
        for kind in kinds:
            match kind:
                case OutcomeKind.HELD:
                    term = self._surely(rule.statement, slot, holds=True)
                case OutcomeKind.FAILED:
                    term = self._surely(rule.statement, slot, holds=False)
                case OutcomeKind.OPEN:
                    term = no(either(self._surely(rule.statement, slot, holds=each) for each in (True, False)))
                case OutcomeKind.NOT_APPLICABLE:
                    term = False if guard is None else self._surely(guard, slot, holds=False)
            if kind is not_applicable_too and guard is not None:
                term = both([term, no(self._surely(guard, slot, holds=False))])
            terms.append(term)
        there = True if slot is APPLICATION else self._there[slot]
        return both([there, either(terms)])

    def _surely(self, condition: Condition, slot: Slot, *, holds: bool) -> Term:
        """Whether a condition surely holds, or surely fails."""
        pair = self._pair(condition)
        return self._formulas.term(pair.holds if holds else pair.fails, slot)

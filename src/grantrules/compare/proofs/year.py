"""One year's decision as terms: what the verdict is, and which rules bar, tag or oblige.

What follows from what is said in `decision/verdict.py`; here it is said of terms. There are no determinations.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import NamedTuple

from grantrules.compare.proofs.formulas import Formulas
from grantrules.compare.proofs.questions import Act
from grantrules.compare.proofs.solver import Solver, Term
from grantrules.compare.proofs.variables import APPLICATION, Application, Slot
from grantrules.decision.verdict import (
    SURE,
    WITHOUT_MEASURES,
    Status,
    can_bar,
    kinds_at,
    status_of_application,
    status_of_measure,
)
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.polarity import Pair, lower
from grantrules.language.condition import Condition
from grantrules.rules.ruleset import Rule, RuleSet


class StatusTerms(NamedTuple):
    """A status that is sought: whether it is not eligible, and whether it is eligible; else it is undetermined."""

    barred: Term
    clear: Term


class YearTerms:
    """The rules of one year, asked of the application that is sought."""

    def __init__(self, rules: RuleSet, application: Application, solver: Solver) -> None:
        self._rules, self._there, self._solver = rules, application.there, solver
        self._formulas = Formulas(rules, application, solver)
        self._pairs: dict[Condition, Pair] = {}

    def status(self, status: Status) -> Term:
        """Whether this is the verdict."""
        match status:
            case Status.ELIGIBLE:
                return self._status.clear
            case Status.NOT_ELIGIBLE:
                return self._status.barred
            case Status.UNDETERMINED:
                return self._solver.no(self._solver.either(self._status))

    @cached_property
    def nothing_barred(self) -> Term:
        """Whether neither the application nor a measure that is there is barred."""
        solver = self._solver
        barred = [solver.both([there, self._of_measure(slot).barred]) for slot, there in enumerate(self._there)]
        return solver.no(solver.either([self._status.barred, *barred]))

    def acts(self, act: Act, rule: Rule) -> Term:
        """Whether the rule surely does so to the application or to a measure of it."""
        either, both, no = self._solver.either, self._solver.both, self._solver.no
        scopes: Sequence[Slot] = range(len(self._there)) if rule.per_measure else [APPLICATION]
        sure = [kind for kind, is_sure in SURE.items() if is_sure]
        match act:
            case Act.BARS:
                return either(self._allows(rule, slot, Status.NOT_ELIGIBLE) for slot in scopes)
            case Act.TAGS:
                return either(self._came_out(rule, slot, sure) for slot in scopes)
            case Act.OBLIGES if rule.awarded and self._rules.year not in rule.awarded:
                return False
            case Act.OBLIGES:  # listed where an award is possible, by what can still be eligible
                due = [both([self._came_out(rule, slot, sure), no(self._own(slot).barred)]) for slot in scopes]
                return both([either(due), no(self._status.barred)])

    # -- the verdict

    @cached_property
    def _status(self) -> StatusTerms:
        return status_of_application(self._own(APPLICATION), self._best_measure, self._lesser)

    def _of_measure(self, slot: Slot) -> StatusTerms:
        barring = [rule for rule in self._rules.application_rules if can_bar(rule.verb)]
        return status_of_measure(self._own(slot), self._lowest(barring, APPLICATION), self._lesser)

    @cached_property
    def _best_measure(self) -> StatusTerms:
        """The best status that a measure has of its own: barred where there are measures and each is."""
        assert WITHOUT_MEASURES is Status.UNDETERMINED
        solver = self._solver
        own = [(there, self._own(slot)) for slot, there in enumerate(self._there)]
        every = [solver.either([solver.no(there), measure.barred]) for there, measure in own]
        clear = [solver.both([there, measure.clear]) for there, measure in own]
        return StatusTerms(solver.both([solver.either(self._there), *every]), solver.either(clear))

    def _own(self, slot: Slot) -> StatusTerms:
        of_document = slot is APPLICATION
        return self._lowest(self._rules.application_rules if of_document else self._rules.measure_rules, slot)

    def _lowest(self, rules: Collection[Rule], slot: Slot) -> StatusTerms:
        """The best status that rules allow together."""
        deciding = [rule for rule in rules if rule.verb.decides]
        barred = self._solver.either(self._allows(rule, slot, Status.NOT_ELIGIBLE) for rule in deciding)
        clear = self._solver.both(self._allows(rule, slot, Status.ELIGIBLE) for rule in deciding)
        return StatusTerms(barred, clear)

    def _lesser(self, one: StatusTerms, other: StatusTerms) -> StatusTerms:
        either, both = self._solver.either, self._solver.both
        return StatusTerms(either([one.barred, other.barred]), both([one.clear, other.clear]))

    # -- rules

    def _allows(self, rule: Rule, slot: Slot, status: Status) -> Term:
        """Whether the best verdict that a rule allows is this one, of the application or of a measure that is there."""
        return self._came_out(rule, slot, kinds_at(rule.verb, status))

    def _came_out(self, rule: Rule, slot: Slot, kinds: Collection[OutcomeKind]) -> Term:
        """Whether a rule comes out in one of some ways, of the application or of a measure that is there.

        Where its guard fails, what the rule states holds if the guard is an implication, and fails otherwise.
        """
        either, both, no = self._solver.either, self._solver.both, self._solver.no
        holds, fails = self._surely(rule.statement, slot)
        terms = {OutcomeKind.HELD: holds, OutcomeKind.FAILED: fails, OutcomeKind.OPEN: no(either([holds, fails]))}
        without_guard = OutcomeKind.HELD if rule.verb.implies else OutcomeKind.FAILED
        is_asked = OutcomeKind.NOT_APPLICABLE in kinds
        if rule.guard is not None and is_asked is not (without_guard in kinds):
            _, not_applicable = self._surely(rule.guard, slot)
            terms[OutcomeKind.NOT_APPLICABLE] = not_applicable
            terms[without_guard] = both([terms[without_guard], no(not_applicable)])
        there = True if slot is APPLICATION else self._there[slot]
        return both([there, either(terms[kind] for kind in kinds if kind in terms)])

    def _surely(self, condition: Condition, slot: Slot) -> tuple[Term, Term]:
        """Whether a condition surely holds, and whether it surely fails."""
        if condition not in self._pairs:
            self._pairs[condition] = lower(condition)
        pair = self._pairs[condition]
        return self._formulas.term(pair.holds, slot), self._formulas.term(pair.fails, slot)

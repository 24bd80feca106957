"""One year's decision as terms: what the verdict is, and which rules bar, tag or oblige.

The verdict is told as `decision.py` and `verdict.py` tell it, without determinations.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from grantrules.compare.proofs.formulas import Formulas
from grantrules.compare.proofs.questions import Act
from grantrules.compare.proofs.solver import Solver, Term
from grantrules.compare.proofs.variables import APPLICATION, Application, Slot
from grantrules.decision.verdict import Status
from grantrules.evaluation.polarity import Formula, Pair, lower
from grantrules.rules.ruleset import Rule, RuleSet


class YearTerms:
    """The rules of one year, asked of the application that is sought."""

    def __init__(self, rules: RuleSet, application: Application, solver: Solver) -> None:
        self._rules, self._there, self._solver = rules, application.there, solver
        self._formulas = Formulas(rules, application, solver)
        self._pairs: dict[str, Pair] = {}

    def status(self, status: Status) -> Term:
        """Whether this is the verdict."""
        match status:
            case Status.ELIGIBLE:
                return self._eligible
            case Status.NOT_ELIGIBLE:
                return self._not_eligible
            case Status.UNDETERMINED:
                return self._solver.no(self._solver.either([self._eligible, self._not_eligible]))

    @cached_property
    def nothing_barred(self) -> Term:
        """Whether neither the application nor a measure that is there is barred."""
        solver = self._solver
        slots = enumerate(self._there)
        barred = [solver.both([there, self._barred(slot)]) for slot, there in slots]
        return solver.no(solver.either([self._barred(APPLICATION), *barred]))

    def acts(self, act: Act, rule: Rule) -> Term:
        """Whether the rule surely does so to the application or to a measure of it."""
        scopes: Sequence[Slot] = range(len(self._there)) if rule.per_measure else [APPLICATION]
        match act:
            case Act.BARS:
                return self._solver.either(self._bars(rule, slot) for slot in scopes)
            case Act.TAGS:
                return self._solver.either(self._holds(rule, slot) for slot in scopes)
            case Act.OBLIGES if rule.awarded and self._rules.year not in rule.awarded:
                return False
            case Act.OBLIGES:  # listed where an award is possible, by what can still be eligible
                both, no = self._solver.both, self._solver.no
                due = [both([self._holds(rule, slot), no(self._barred(slot))]) for slot in scopes]
                return both([self._solver.either(due), no(self._not_eligible)])

    # -- the verdict

    @cached_property
    def _not_eligible(self) -> Term:
        """The application is barred, or there are measures and each is."""
        solver = self._solver
        each = [solver.either([solver.no(there), self._barred(slot)]) for slot, there in enumerate(self._there)]
        every = solver.both([solver.either(self._there), *each])
        return solver.either([self._barred(APPLICATION), every])

    @cached_property
    def _eligible(self) -> Term:
        """Nothing is open for the application, and there is a measure for which nothing is."""
        clear = [self._solver.both([there, self._clear(slot)]) for slot, there in enumerate(self._there)]
        return self._solver.both([self._clear(APPLICATION), self._solver.either(clear)])

    def _of(self, slot: Slot) -> Sequence[Rule]:
        return self._rules.application_rules if slot is APPLICATION else self._rules.measure_rules

    def _barred(self, slot: Slot) -> Term:
        """Whether a rule bars the application, or the measure in a slot."""
        return self._solver.either(self._bars(rule, slot) for rule in self._of(slot) if rule.verb.bars)

    def _clear(self, slot: Slot) -> Term:
        """Whether every rule that decides allows an eligible verdict."""
        deciding = [rule for rule in self._of(slot) if rule.verb.decides]
        return self._solver.both(
            self._holds(rule, slot) if rule.verb.implies else self._fails(rule, slot) for rule in deciding
        )

    def _bars(self, rule: Rule, slot: Slot) -> Term:
        return self._fails(rule, slot) if rule.verb.implies else self._holds(rule, slot)

    # -- rules

    def _holds(self, rule: Rule, slot: Slot) -> Term:
        """Whether what the rule states surely holds, of the application or of a measure that is there."""
        return self._surely(self._pair(rule).holds, slot)

    def _fails(self, rule: Rule, slot: Slot) -> Term:
        return self._surely(self._pair(rule).fails, slot)

    def _surely(self, formula: Formula, slot: Slot) -> Term:
        there = True if slot is None else self._there[slot]
        return self._solver.both([there, self._formulas.term(formula, slot)])

    def _pair(self, rule: Rule) -> Pair:
        if rule.id not in self._pairs:
            self._pairs[rule.id] = lower(rule.statement)
        return self._pairs[rule.id]

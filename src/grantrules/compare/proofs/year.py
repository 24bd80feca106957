"""One year's decision as terms: what the verdict is, and which rules bar, tag or oblige.

What follows from what is said in `decision/verdict.py`; here it is said of terms. There are no determinations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Literal

from grantrules.compare.proofs.formulas import Formulas
from grantrules.compare.proofs.questions import Act
from grantrules.compare.proofs.solver import Solver, Term
from grantrules.compare.proofs.variables import APPLICATION, Slot, SoughtApplication
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

Verdict = Literal[Status.NOT_ELIGIBLE, Status.ELIGIBLE]


class YearTerms:
    """The rules of one year, asked of the application that is sought."""

    def __init__(self, rules: RuleSet, application: SoughtApplication, solver: Solver) -> None:
        self._rules, self._there, self._solver = rules, application.there, solver
        self._formulas = Formulas(rules, application, solver)
        self._pairs: dict[Condition, Pair] = {}

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
        sure = [kind for kind, is_sure in SURE.items() if is_sure]
        match act:
            case Act.BARS:
                return either(self._allows(rule, slot, Status.NOT_ELIGIBLE) for slot in scopes)
            case Act.TAGS:
                return either(self._came_out(rule, slot, sure) for slot in scopes)
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
        return status_of_application(own, self._best_measure_is(verdict), self._lesser(verdict))

    def _measure_is(self, verdict: Verdict, slot: Slot) -> Term:
        """Whether this is the verdict on a measure that is there."""
        barring = [rule for rule in self._rules.application_rules if can_bar(rule.verb)]
        bars = self._lowest_is(verdict, barring, APPLICATION)
        return status_of_measure(self._own_is(verdict, slot), bars, self._lesser(verdict))

    def _best_measure_is(self, verdict: Verdict) -> Term:
        """Of the measures' own statuses: whether one is eligible, or there are some and none is better than not eligible."""
        assert WITHOUT_MEASURES is Status.UNDETERMINED
        solver = self._solver
        own = [(there, self._own_is(verdict, slot)) for slot, there in enumerate(self._there)]
        if verdict is Status.ELIGIBLE:
            return solver.either(solver.both(each) for each in own)
        return solver.both([solver.either(self._there), *(solver.either([solver.no(there), b]) for there, b in own)])

    def _own_is(self, verdict: Verdict, slot: Slot) -> Term:
        of_application = slot is APPLICATION
        rules = self._rules.application_rules if of_application else self._rules.measure_rules
        return self._lowest_is(verdict, rules, slot)

    def _lowest_is(self, verdict: Verdict, rules: Iterable[Rule], slot: Slot) -> Term:
        """Whether this is the best verdict that rules allow together."""
        return self._all_or_one(verdict)(self._allows(rule, slot, verdict) for rule in rules if rule.verb.decides)

    def _lesser(self, verdict: Verdict) -> Callable[[Term, Term], Term]:
        return lambda one, other: self._all_or_one(verdict)([one, other])

    def _all_or_one(self, verdict: Verdict) -> Callable[[Iterable[Term]], Term]:
        """The lowest of some statuses is eligible where all are, and not eligible where one is."""
        return self._solver.both if verdict is Status.ELIGIBLE else self._solver.either

    # -- rules

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
        if condition not in self._pairs:
            self._pairs[condition] = lower(condition)
        pair = self._pairs[condition]
        return self._formulas.term(pair.holds if holds else pair.fails, slot)

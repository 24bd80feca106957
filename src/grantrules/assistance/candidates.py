"""The values of a fact that can make a difference to the verdict, and the facts that an outcome hangs on.

What searches through answers or changes tries these and no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property

from grantrules.base.values import Value
from grantrules.evaluation.representatives import representatives
from grantrules.evaluation.residual import residual
from grantrules.intake.changes import FactAt
from grantrules.intake.stated import MEASURES, Facts, Stated, ask_instead, office_facts
from grantrules.language.condition import Compare, Count, Op, holds_between, operand_paths, walk
from grantrules.language.layout import is_of_measure
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import Rule, RuleSet

Stating = frozenset[tuple[FactAt, Value]]
"""Some facts with what is stated of them, beside all else."""


class TooMuch(Exception):
    """A search takes more work than is allowed."""


class PossibleValues:
    """What can be stated of facts under one rule set, as far as verdicts can tell values apart."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._deciding = [rule for rule in (*rules.application_rules, *rules.measure_rules) if rule.verb.decides]
        nodes = (node for rule in self._deciding for node in walk(rule.statement))
        self._among = tuple(dict.fromkeys(node for node in nodes if isinstance(node, Compare)))
        self._values: dict[str, tuple[Value, ...]] = {}

    # -- values

    def values(self, at: FactAt, stated: Stated, *, others_may_change: bool = False) -> tuple[Value, ...]:
        """Values of a fact such that every other value does what one of them does, given what else is stated.

        `others_may_change`: also whatever other facts that it is compared with are changed to.
        """
        fact = self.rules.vocabulary[at.path]
        if at.path not in self._linked:
            if at.path not in self._values:
                offices = at.path == OFFICE
                self._values[at.path] = self._offices if offices else representatives(fact, self._among)
            return self._values[at.path]
        among = dict.fromkeys((*self._set_by_offices, *(self._among if others_may_change else ())))
        for facts in self._facts_beside(at, stated):
            known = {path: value for path, value in facts.items() if path != at.path}
            left = (residual(node, known) for node in self._among)
            among |= dict.fromkeys(node for node in left if isinstance(node, Compare))
        return representatives(fact, among)

    @cached_property
    def _linked(self) -> frozenset[str]:
        """The facts that are compared with other facts."""
        pairs = [(node.path, *operand_paths(node.operand)) for node in self._among if operand_paths(node.operand)]
        return frozenset(path for pair in pairs for path in pair) - {OFFICE}

    @cached_property
    def _set_by_offices(self) -> tuple[Compare, ...]:
        """Comparisons with the values that offices set: what is compared with them must be found on both sides."""
        ordered = (each for each in self.rules.office_values if each.fact in self._linked)
        bounds = ((each.fact, each.value) for each in ordered if isinstance(each.value, int | Decimal | date))
        return tuple(Compare(path, Op.AT_MOST, value) for path, value in bounds)

    @cached_property
    def _offices(self) -> tuple[Value, ...]:
        """One office for each way in which offices differ: in what they set, and in the rules that name them."""
        named = [node for node in self._among if node.path == OFFICE and isinstance(node.operand, frozenset)]
        read = {path for rule in self._deciding for path in rule.facts}
        found: dict[object, Value] = {}
        for office in self.rules.vocabulary[OFFICE].choices:
            sets = {path: each.value for path, each in office_facts(self.rules, office).items() if path in read}
            met = tuple(
                holds_between(node.op, office, node.operand) for node in named if isinstance(node.operand, frozenset)
            )
            found.setdefault((met, frozenset(sets.items())), office)
        return tuple(found.values())

    def _facts_beside(self, at: FactAt, stated: Stated) -> Iterator[Facts]:
        """The facts beside which a fact is read: those of its measure, or of all measures in turn."""
        if at.measure is None:
            yield stated.facts
        yield from (each.facts for each in stated.measures if at.measure in (None, each.id))

    # -- facts

    def places(self, rule: Rule, measure: str | None, paths: Collection[str], stated: Stated) -> frozenset[FactAt]:
        """Where the facts stand that a rule reads, asked of the application or of a measure."""
        found: set[FactAt] = set()
        for path in paths:
            if not is_of_measure(path):
                found |= {FactAt(ask_instead(self.rules, stated.facts, path))} if path != MEASURES else set()
            elif measure is not None and rule.id not in self._counting:
                found.add(FactAt(path, measure))
            else:
                found |= {FactAt(path, each.id) for each in stated.measures}
        return frozenset(found)

    @cached_property
    def _counting(self) -> frozenset[str]:
        """The rules that read facts of every measure."""
        counts = (rule for rule in self._deciding if any(isinstance(node, Count) for node in walk(rule.statement)))
        return frozenset(rule.id for rule in counts)

"""The facts that a formula is asked of, and what it says there: the plain way, for what is compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from grantrules.evaluation.polarity import Both, Constant, Counted, Determined, Either, Formula, Pair, Test
from grantrules.intake.stated import Facts, Measure
from grantrules.language.condition import Compare, DayFormula, FactRef, compare, operand_paths


@dataclass(frozen=True, slots=True)
class World:
    """One set of facts, and all the measures for formulas that count them."""

    facts: Facts
    measures: Sequence[Measure]

    def inside(self, measure: Measure) -> World:
        """The world of one measure."""
        return World(measure.facts, self.measures)

    def missing(self, node: Compare) -> tuple[str, ...]:
        """The facts that a comparison reads and that are not stated."""
        return tuple(path for path in (node.path, *operand_paths(node.operand)) if path not in self.facts)

    def test(self, node: Compare) -> bool:
        """How a comparison comes out; every fact that it reads is stated."""
        value = self.facts[node.path]
        match node.operand:
            case FactRef(path=path):
                return compare(node.op, value, self.facts[path])
            case DayFormula(path=path) as formula:
                year = self.facts[path]
                assert isinstance(year, int)
                return compare(node.op, value, formula.on(year))
            case operand:
                return compare(node.op, value, operand)

    def true(self, formula: Formula) -> bool:
        """Whether a formula is true here."""
        match formula:
            case Constant(value=value):
                return value
            case Test(compare=node, outcome=outcome):
                return not self.missing(node) and self.test(node) is outcome
            case Determined(key=key, verdicts=verdicts):
                return self.facts.get(key) in verdicts
            case Counted():
                return self._counted(formula)
            case Both(parts=parts):
                return all(self.true(part) for part in parts)
            case Either(parts=parts):
                return any(self.true(part) for part in parts)
            case _:
                assert_never(formula)

    def _counted(self, formula: Counted) -> bool:
        surely, possibly = self.interval(formula.part)
        number = surely if formula.lower_end else possibly
        return bool(self.measures) and compare(formula.op, number, formula.limit)

    def interval(self, part: Pair) -> tuple[int, int]:
        """How many measures surely count, and how many do not surely fail to."""
        worlds = [self.inside(measure) for measure in self.measures]
        surely = sum(world.true(part.holds) for world in worlds)
        return surely, len(worlds) - sum(world.true(part.fails) for world in worlds)

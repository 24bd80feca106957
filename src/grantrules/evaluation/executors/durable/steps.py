"""Formulas split until each can be one rule of durable-rules.

The package matches every path through a rule: `(a or b) and (c or d)` fires four times, and ten such
parts a thousand times. It allows 15 connectives in a rule. So a part that is too much becomes a
*step*, a rule of its own, whose conclusion is posted as a fact before the rule is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from grantrules.base.values import Value
from grantrules.evaluation.polarity import Both, Either, Formula, Test, both, either
from grantrules.language.condition import Compare, Op

MOST_PATHS = 16
MOST_CONNECTIVES = 12
MOST_TESTS = 60
MOST_PARTS = 8


class Steps:
    """Splits the formulas of a network, and names the steps that this takes."""

    def __init__(self) -> None:
        self._names: dict[Formula, str] = {}
        self._stages: dict[str, int] = {}

    @property
    def formulas(self) -> Mapping[str, Formula]:
        """The steps: what each concludes, by its name among the facts."""
        return {name: formula for formula, name in self._names.items()}

    def fit(self, formula: Formula) -> Formula:
        """The formula with its weighty parts replaced by tests of the steps that conclude them."""
        match formula:
            case Both(parts=parts):
                return self._joined(both, [self.fit(part) for part in parts])
            case Either(parts=parts):
                return self._joined(either, [self.fit(part) for part in parts])
            case _:
                return formula

    def stage(self, formula: Formula) -> int:
        """How many rounds of conclusions the formula waits for."""
        waits = [self._stages[test.compare.path] for test in tests(formula) if test.compare.path in self._stages]
        return 1 + max(waits, default=-1)

    def _joined(self, join: Callable[..., Formula], parts: Sequence[Formula]) -> Formula:
        whole = join(*parts)
        if _fits(whole):
            return whole
        if len(parts) > MOST_PARTS:
            groups = [parts[start : start + MOST_PARTS] for start in range(0, len(parts), MOST_PARTS)]
            return self._joined(join, [self._step(self._joined(join, group)) for group in groups])
        heaviest = max(range(len(parts)), key=lambda at: _weight(parts[at]))
        return self._joined(join, [self._step(part) if at == heaviest else part for at, part in enumerate(parts)])

    def _step(self, formula: Formula) -> Formula:
        if formula not in self._names:
            name = f"step {len(self._names) + 1}"
            self._stages[name] = self.stage(formula)
            self._names[formula] = name
        return holds(self._names[formula])


def holds(path: str) -> Test:
    """That a fact of our own making is stated and true."""
    return Test(Compare(path, Op.ONE_OF, frozenset[Value]({True})), True)


def tests(formula: Formula) -> Iterator[Test]:
    """Every test in a formula that holds nothing but tests."""
    match formula:
        case Test():
            yield formula
        case Both(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from tests(part)
        case _:
            pass


def _weight(formula: Formula) -> tuple[int, int, int]:
    """How many paths match at most, how many connectives there are, and how many tests."""
    match formula:
        case Both(parts=parts) | Either(parts=parts):
            weights = [_weight(part) for part in parts]
            paths = 1 if isinstance(formula, Both) else 0
            for each in weights:
                paths = paths * each[0] if isinstance(formula, Both) else paths + each[0]
            return paths, 1 + sum(each[1] for each in weights), sum(each[2] for each in weights)
        case Test(compare=Compare(op=Op.ONE_OF, operand=frozenset() as values)) if len(values) > 1:
            return 1, 1, 1
        case _:
            return 1, 0, 1


def _fits(formula: Formula) -> bool:
    paths, connectives, number = _weight(formula)
    return paths <= MOST_PATHS and connectives <= MOST_CONNECTIVES and number <= MOST_TESTS

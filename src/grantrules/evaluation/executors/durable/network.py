"""Formulas as rules of durable-rules, their boolean structure included, within the package's limits.

A formula is one rule: conditions on one message, under `$and` and `$or`. The package matches every path through a rule:
`(a or b) and (c or d)` fires four times, and ten such parts a thousand times. It allows 15 connectives in a rule. So a
part that is too much becomes a *step*, a rule of its own, whose conclusion is posted as a fact before the rule is asked.

It keeps at most 64 conditions open on a message, so the rules hang on the leaves of a trie. It takes at most 254
properties in a message and 4,096 rules in a ruleset, so the rules go on several *pages*, one ruleset each.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import NamedTuple, assert_never

from grantrules.base.values import Value
from grantrules.evaluation import polarity
from grantrules.evaluation.executors.durable.engine import ALWAYS_TRUE, POSTED, Definition, Fired, Message
from grantrules.evaluation.executors.durable.properties import Expression, Names, Posted, Properties, every, some
from grantrules.intake.stated import Facts
from grantrules.language.condition import Compare, Op

MOST_PATHS = 16
MOST_CONNECTIVES = 12
MOST_TESTS = 60
MOST_PARTS = 8


class Steps:
    """Splits the formulas of a network, and names the steps that this takes."""

    def __init__(self) -> None:
        self._names: dict[polarity.Formula, str] = {}
        self._stages: dict[str, int] = {}

    @property
    def formulas(self) -> Mapping[str, polarity.Formula]:
        """The steps: what each concludes, by its name among the facts."""
        return {name: formula for formula, name in self._names.items()}

    def fit(self, formula: polarity.Formula) -> polarity.Formula:
        """The formula with its weighty parts replaced by tests of the steps that conclude them."""
        match formula:
            case polarity.Both(parts=parts):
                return self._joined(polarity.both, [self.fit(part) for part in parts])
            case polarity.Either(parts=parts):
                return self._joined(polarity.either, [self.fit(part) for part in parts])
            case polarity.Tested() | polarity.Constant() | polarity.Determined() | polarity.Counted():
                return formula
            case _:
                assert_never(formula)

    def stage(self, formula: polarity.Formula) -> int:
        """How many rounds of conclusions the formula waits for."""
        waits = [self._stages[test.compare.path] for test in tests(formula) if test.compare.path in self._stages]
        return 1 + max(waits, default=-1)

    def _joined(self, join: Callable[..., polarity.Formula], parts: Sequence[polarity.Formula]) -> polarity.Formula:
        whole = join(*parts)
        if _fits(whole):
            return whole
        if len(parts) > MOST_PARTS:
            groups = [parts[start : start + MOST_PARTS] for start in range(0, len(parts), MOST_PARTS)]
            return self._joined(join, [self._step(self._joined(join, group)) for group in groups])
        heaviest = max(range(len(parts)), key=lambda at: _weight(parts[at]))
        return self._joined(join, [self._step(part) if at == heaviest else part for at, part in enumerate(parts)])

    def _step(self, formula: polarity.Formula) -> polarity.Formula:
        if formula not in self._names:
            name = f"step {len(self._names) + 1}"
            self._stages[name] = self.stage(formula)
            self._names[formula] = name
        return holds(self._names[formula])


def holds(path: str) -> polarity.Tested:
    """That a fact of our own making is stated and true."""
    return polarity.Tested(Compare(path, Op.ONE_OF, frozenset[Value]({True})), True)


def tests(formula: polarity.Formula) -> Iterator[polarity.Tested]:
    """Every test in a formula that holds nothing but tests."""
    match formula:
        case polarity.Tested():
            yield formula
        case polarity.Both(parts=parts) | polarity.Either(parts=parts):
            for part in parts:
                yield from tests(part)
        case polarity.Constant() | polarity.Determined() | polarity.Counted():
            pass
        case _:
            assert_never(formula)


class _Weight(NamedTuple):
    """How many paths through a formula match at most, how many connectives there are, and how many tests.

    Of `(a or b) and (c or d)` four paths match; it has three connectives and four tests.
    """

    paths: int
    connectives: int
    tests: int


def _weight(formula: polarity.Formula) -> _Weight:
    match formula:
        case polarity.Both(parts=parts) | polarity.Either(parts=parts):
            weights = [_weight(part) for part in parts]
            through = [each.paths for each in weights]
            paths = prod(through) if isinstance(formula, polarity.Both) else sum(through)
            return _Weight(paths, 1 + sum(each.connectives for each in weights), sum(each.tests for each in weights))
        case polarity.Tested(compare=Compare(op=Op.ONE_OF, operand=frozenset() as values)) if len(values) > 1:
            return _Weight(1, 1, 1)
        case polarity.Tested() | polarity.Constant() | polarity.Determined() | polarity.Counted():
            return _Weight(1, 0, 1)
        case _:
            assert_never(formula)


def _fits(formula: polarity.Formula) -> bool:
    weight = _weight(formula)
    return weight.paths <= MOST_PATHS and weight.connectives <= MOST_CONNECTIVES and weight.tests <= MOST_TESTS


MOST_PROPERTIES = 200
MOST_RULES = 500
WIDTH = 8
"""The branches of a trie's node; three levels and a formula keep at most 37 conditions open."""

Post = Callable[[str, Sequence[Message]], Iterable[Fired]]
"""Posts messages to a ruleset by name, and says what fired."""


@dataclass(frozen=True)
class RulePage:
    """One ruleset: its formulas by the name of the rule, and what the rules conclude."""

    name: str
    formulas: Mapping[str, polarity.Formula]
    properties: Properties
    concluded: Mapping[str, tuple[str, ...]]

    @cached_property
    def posted(self) -> Posted:
        """What its messages hold."""
        return self.properties.posted(test for each in self.formulas.values() for test in tests(each))

    @cached_property
    def definition(self) -> Definition:
        """The ruleset as durable-rules reads it.

        Each rule begins with the way to its leaf, which holds in every message since `always` is 0: the digits of its
        number to the base of `WIDTH`, the last one first. Of ten rules the first two begin with `always < 1, always < 1`
        and `always < 2, always < 1`, and the last, number 9 = 1 · 8 + 1, with `always < 2, always < 2`.
        """
        levels = 1
        while WIDTH**levels < len(self.formulas):
            levels += 1
        rules = {POSTED: _rule({ALWAYS_TRUE: 0})}
        for index, (name, formula) in enumerate(self.formulas.items()):
            leaf = [index // WIDTH**level % WIDTH for level in range(levels)]
            path: list[Expression] = [{"$lt": {ALWAYS_TRUE: branch + 1}} for branch in leaf]
            rules[name] = _rule(every(path + self._expressions(formula)))
        return rules

    def _expressions(self, formula: polarity.Formula) -> list[Expression]:
        match formula:
            case polarity.Constant():
                assert formula.value
                return []
            case polarity.Tested():
                return [self.properties.expression(formula)]
            case polarity.Both(parts=parts):
                return [every([each for part in parts for each in self._expressions(part)])]
            case polarity.Either(parts=parts):
                return [some([each for part in parts for each in self._expressions(part)])]
            case polarity.Determined() | polarity.Counted():
                raise TypeError(f"{formula} is not a test")
            case _:
                assert_never(formula)


def _rule(condition: Expression) -> Expression:
    return {"all": [{"m": condition}]}


class Network:
    """Says which of some named formulas are true of some facts, by what fires in durable-rules.

    The formulas hold nothing but tests; `whole` are the facts that are whole numbers.
    """

    def __init__(self, name: str, formulas: Mapping[str, polarity.Formula], whole: Container[str] = ()) -> None:
        steps = Steps()
        keys: dict[polarity.Formula, list[str]] = {}
        for key, formula in formulas.items():
            keys.setdefault(steps.fit(formula), []).append(key)
        keys.pop(polarity.FALSE, None)
        self._steps = steps.formulas
        self._properties = Properties((t for each in (*self._steps.values(), *keys) for t in tests(each)), whole)
        self.pages = tuple(self._paged(name, steps, keys))
        self._concluded = {rule: keys for page in self.pages for rule, keys in page.concluded.items()}

    def __call__(self, cases: Sequence[Facts], post: Post) -> list[set[str]]:
        """The names of the formulas that are true of each case."""
        known: list[dict[str, Value]] = [dict(case) for case in cases]
        true: list[set[str]] = [set() for _ in cases]
        for page in self.pages if cases else ():
            messages = [page.posted.message(str(at), facts) for at, facts in enumerate(known)]
            for rule, message in post(page.name, messages):
                if rule in self._steps:
                    known[int(message)][rule] = True
                else:
                    true[int(message)].update(self._concluded.get(rule, ()))
        return true

    def _paged(self, name: str, steps: Steps, keys: Mapping[polarity.Formula, Sequence[str]]) -> Iterator[RulePage]:
        """The steps and rules on pages, those that others wait for first."""
        names = Names()
        named = {names.new(step): formula for step, formula in steps.formulas.items()}
        named |= {names.new(each[0]): formula for formula, each in keys.items()}
        stages: dict[int, dict[str, polarity.Formula]] = {}
        for rule, formula in named.items():
            stages.setdefault(steps.stage(formula), {})[rule] = formula
        filled = [page for stage in sorted(stages) for page in self._filled(stages[stage])]
        for number, page in enumerate(filled, 1):
            concluded = {rule: tuple(keys[each]) for rule, each in page.items() if rule not in self._steps}
            yield RulePage(name if number == 1 else f"{name} {number}", page, self._properties, concluded)

    def _filled(self, rules: Mapping[str, polarity.Formula]) -> Iterator[Mapping[str, polarity.Formula]]:
        page: dict[str, polarity.Formula] = {}
        read: set[str] = set()
        for rule, formula in rules.items():
            reads = {self._properties.name(test.compare) for test in tests(formula)}
            if page and (len(read | reads) > MOST_PROPERTIES or len(page) == MOST_RULES):
                yield page
                page, read = {}, set()
            page[rule] = formula
            read |= reads
        if page:
            yield page

"""Asking durable-rules about formulas, and reading how much memory this process has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from grantrules.base.values import Value
from grantrules.evaluation.executors.durable.engine import DurableRuleset, Fired, Message
from grantrules.evaluation.executors.durable.network import Network
from grantrules.evaluation.polarity import Both, Either, Formula, Tested
from grantrules.intake.stated import Facts
from grantrules.language.condition import Compare, FactRef, Op, Operand


class Asking:
    """Formulas inside durable-rules, with a note of everything that fired."""

    def __init__(self, formulas: Mapping[str, Formula]) -> None:
        self.network = Network("asking", formulas)
        self.rulesets = {page.name: DurableRuleset(page.name, page.definition) for page in self.network.pages}
        self.fired: list[Fired] = []

    def __call__(self, *cases: Facts) -> list[set[str]]:
        return self.network(cases, self.post)

    def post(self, ruleset: str, messages: Sequence[Message]) -> list[Fired]:
        fired = self.rulesets[ruleset](messages)
        self.fired += fired
        return fired


def is_(path: str, value: Value = True) -> Tested:
    return compared(path, Op.ONE_OF, frozenset({value}))


def compared(path: str, op: Op, operand: Operand, outcome: bool = True) -> Tested:
    return Tested(Compare(path, op, operand), outcome)


def random_formula(rng: Random, depth: int, width: int) -> Formula:
    """A formula about twenty facts with numbers from 0 to 3."""
    if depth == 0 or rng.random() < 0.2:
        path = f"fact.{rng.randrange(20)}"
        values = frozenset[Value](rng.sample(range(4), rng.randint(1, 3)))
        kinds: list[tuple[Op, Operand]] = [
            (Op.ONE_OF, values),
            (Op.AT_LEAST, rng.randrange(4)),
            (Op.UNDER, FactRef(f"fact.{rng.randrange(20)}")),
        ]
        op, operand = rng.choice(kinds)
        return compared(path, op, operand, rng.random() < 0.5)
    parts = tuple(random_formula(rng, depth - 1, width) for _ in range(rng.randint(1, width)))
    return Both(parts) if rng.random() < 0.5 else Either(parts)


def random_facts(rng: Random) -> dict[str, Value]:
    return {f"fact.{n}": rng.randrange(4) for n in range(20) if rng.random() < 0.9}


def memory() -> int:
    """The bytes that this process holds (on Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096

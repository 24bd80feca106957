"""Do all executors agree with the reference? Random rules and applications, for as long as one likes.

    python -m tests.agreement --seconds 600
    python -m tests.agreement --outcomes 1000000

Prints how often rules held, failed, stayed open and did not apply, what was covered, and last the line
`compared N outcomes, D differences`; exits 1 if there were any, or if something was covered too little.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from grantrules.evaluate import evaluate
from grantrules.executors.registry import EXECUTORS, Executor, differences, make_executor
from grantrules.findings import OutcomeKind
from grantrules.ruleset import RuleSet
from grantrules.stated import Stated
from tests.random_applications import Applications, coverage, outcomes
from tests.random_rules import DEPTH, rule_set

RULES, APPLICATIONS = 40, 150
"""How large a random year is, and how many applications it is asked about."""

COMPARED: tuple[str, ...] = tuple(name for name in EXECUTORS if name != "both")
LEAST_SHARE = 0.15
MUST_BE_COVERED = [
    *(f"operator {name}" for name in ("one_of", "any_in", "all_in", "at_least", "at_most", "over", "under")),
    *(f"node {name}" for name in ("All", "Any", "Not", "Count", "Branch", "Readings")),
    *(f"doubt {name}" for name in ("disputed", "unclear", "silent")),
    *(f"depth {depth}" for depth in range(1, DEPTH + 1)),
    *("operand FactRef", "operand DayFormula", "only_for 1", "only_for 2", "guard", "office rule"),
]


@dataclass
class Agreement:
    """What a run has compared."""

    compared: int = 0
    found: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    @property
    def shares(self) -> dict[str, float]:
        """The share of each outcome."""
        return {kind.value: self.found[kind.value] / max(1, self.found.total()) for kind in OutcomeKind}

    @property
    def too_little(self) -> list[str]:
        """What was covered too little for the run to mean much."""
        rare = [name for name in ("held", "failed", "open") if self.shares[name] < LEAST_SHARE]
        return rare + [name for name in MUST_BE_COVERED if not self.covered[name]]


def compare(rules: RuleSet, applications: Sequence[Stated], executors: dict[str, Executor], into: Agreement) -> None:
    """Ask every executor the same, and note where one differs from the reference."""
    for stated in applications:
        expected = evaluate(rules, stated)
        found = outcomes(expected)
        into.found += found
        for name, executor in executors.items():
            into.compared += found.total()
            got = executor(stated)
            if got != expected:
                into.differing += [f"{name}: {each}" for each in differences(rules, stated, expected, got)]


def years(seed: int) -> Iterator[tuple[RuleSet, list[Stated]]]:
    """Random years without end, each with its applications."""
    while True:
        rng = Random(seed)
        rules = rule_set(rng, RULES)
        applications = Applications(rules)
        yield rules, [applications.draw(rng) for _ in range(APPLICATIONS)]
        seed += 1


def run(names: Sequence[str], *, seed: int, seconds: float = 0, outcomes: int = 0) -> Agreement:
    """Compare until the time is up and the number is reached."""
    agreement = Agreement()
    end = time.monotonic() + seconds
    for rules, applications in years(seed):
        agreement.covered += coverage(rules)
        compare(rules, applications, {name: make_executor(name, rules) for name in names}, agreement)
        if agreement.compared >= outcomes and time.monotonic() >= end:
            break
    return agreement


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.agreement")
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--outcomes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--executor", choices=COMPARED, action="append")
    options = parser.parse_args()
    names = options.executor or COMPARED
    agreement = run(names, seed=options.seed, seconds=options.seconds, outcomes=options.outcomes)
    for line in agreement.differing[:20]:
        print(line)
    print("executors:", ", ".join(names))
    print("outcomes:", ", ".join(f"{kind} {share:.0%}" for kind, share in agreement.shares.items()))
    print("covered:", ", ".join(f"{name} {agreement.covered[name]}" for name in MUST_BE_COVERED))
    if agreement.too_little:
        print("covered too little:", ", ".join(agreement.too_little))
    print(f"compared {agreement.compared} outcomes, {len(agreement.differing)} differences")
    return 1 if agreement.differing or agreement.too_little else 0


if __name__ == "__main__":
    sys.exit(main())

"""Our executors beside other engines on the same twelve rules, in one run.

    python -m benchmarks.peers [--seconds 2]

Each contender is compiled once and asked many times; its answers are first compared with the hand-written
function's. Prints the best time of many rounds and its ratio to hand-written Python: compare ratios, not times.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.contenders import CONTENDERS, RULES, Application, Held, hand_written
from grantrules import load
from grantrules.evaluation.executors.registry import Executor, make_executor
from grantrules.evaluation.outcomes import Findings, OutcomeKind
from grantrules.intake.documents import take_in
from grantrules.language.vocabulary import Document
from grantrules.regulation import Regulation

APPLICATIONS = 200
ROUND = 20


def applications() -> list[Application]:
    """Made-up applications with five measures each, every fact stated."""
    rng = Random(7)
    types = ["municipality", "county_municipality", "intermunicipal_company", "private_company", "foundation"]
    categories = [
        "upper_secondary",
        "bachelor",
        "further_education",
        "bpa",
        "continuing_education",
        "service_development",
    ]
    fields = ["mental_health", "substance_use", "elderly", "dental"]

    def measure() -> Application:
        words = {"category": rng.choice(categories), "field": rng.choice(fields)}
        return {**words, **{name: rng.random() < 0.5 for name in ("decentralised", "continuing", "described")}}

    return [
        {
            "type": rng.choice(types),
            "district": rng.random() < 0.4,
            "role": rng.random() < 0.9,
            "received": rng.choice((20310201, 20310301, 20310315)),
            "measures": [measure() for _ in range(5)],
        }
        for _ in range(APPLICATIONS)
    ]


def ours(application: Application) -> dict[str, Any]:
    """The same application as our vocabulary has it."""
    received = str(application["received"])
    return {
        "applicant": {"type": application["type"], "district": application["district"]},
        "role": application["role"],
        "received": date(int(received[:4]), int(received[4:6]), int(received[6:])),
        "measures": application["measures"],
    }


def held(regulation: Regulation, findings: Findings) -> Held:
    """The rules that hold for each measure, as the other contenders give them."""
    rules = regulation.rules
    common = {
        r.id for r, o in zip(rules.application_rules, findings.application, strict=True) if o.kind is OutcomeKind.HELD
    }
    rows = []
    for outcomes in findings.measures:
        own = {r.id for r, o in zip(rules.measure_rules, outcomes, strict=True) if o.kind is OutcomeKind.HELD}
        rows.append([name for name in RULES if name in common | own])
    return rows


def best(ask: Callable[[Any], object], inputs: list[Any], seconds: float) -> float:
    """Seconds for one application: the best of many rounds."""
    shortest, end, at = 1e9, time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        some = inputs[at : at + ROUND]
        start = time.perf_counter()
        for each in some:
            ask(each)
        shortest = min(shortest, (time.perf_counter() - start) / len(some))
        at = (at + ROUND) % len(inputs)
    return shortest


def main() -> None:
    """Run all contenders that are installed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("--seconds", type=float, default=2, help="for each contender")
    seconds = parser.parse_args().seconds
    given = applications()
    expected = [hand_written()(each) for each in given]
    regulation = load(Path(__file__).parent / "task" / "2031")
    taken = [
        take_in(ours(each), regulation.rules, regulation.application_model, Document.APPLICATION) for each in given
    ]
    floor = best(hand_written(), given, seconds)

    def report(name: str, says: str, shortest: float, wrong: int) -> None:
        print(f"| {name} | {says} | {shortest * 1e6:.1f} | {shortest / floor:.1f} | {wrong} of {len(given)} |")

    print("| contender | answers with | µs an application | × hand-written | differs |\n|---|---|---|---|---|")
    for name, make in CONTENDERS.items():
        try:
            ask = make()
        except ImportError as error:
            print(f"| {name} | not installed: {error.name} | | | |")
            continue
        wrong = sum(ask(each) != right for each, right in zip(given, expected, strict=True))
        report(name, "booleans", best(ask, given, seconds), wrong)
    for name in ("python", "durable"):
        executor: Executor = make_executor(name, regulation.rules)
        wrong = sum(held(regulation, executor(s)) != right for s, right in zip(taken, expected, strict=True))
        report(f"grantrules, {name}", "three values and deciding facts", best(executor, taken, seconds), wrong)
    whole = best(lambda each: regulation.evaluate(each).status, [ours(each) for each in given], seconds)
    report("grantrules, from a mapping to a status", "validated, a decision", whole, 0)


if __name__ == "__main__":
    main()

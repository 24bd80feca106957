"""Our executors beside other engines on the same twelve rules.

Each contender is compiled once and asked many times about applications with five measures each. Its answers are first
compared with those of a function written by hand for just these rules: what answers otherwise is left out, and the
command then ends with 1. Left out is also what is not installed (`pip install -r benchmarks/requirements.txt`).
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from operator import ne
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.contenders import CONTENDERS, RULES, Application, Held, hand_written
from benchmarks.measuring import Entrants, Options, Table, best, command_line, options_of, over, print_setting
from grantrules import Decision, MissingExtra, Regulation, load

USUAL = Options(applications=200, rounds=20, small=False)
SMALL = Options(applications=20, rounds=1, small=True)

BOOLEANS, REASONED = "booleans", "three values and deciding facts"


def applications(number: int) -> list[Application]:
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
        for _ in range(number)
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


def held(decision: Decision) -> Held:
    """The rules that hold for each measure, as the other contenders give them."""
    common, *of_measures = (
        {reason.rule.id for reason in reasons if reason.outcome.kind.value == "held"}
        for reasons in (decision.reasons, *(measure.reasons for measure in decision.measures))
    )
    return [[name for name in RULES if name in common | own] for own in of_measures]


class Peers(Entrants):
    """The contenders, each with what it answers with, and what they are asked."""

    def __init__(self, given: list[Application]) -> None:
        super().__init__()
        self.given, self.expected = given, list(map(hand_written(), given))
        self.says: dict[str, str] = {}

    def compare(
        self, name: str, says: str, ask: Callable[[Any], object], inputs: Sequence[Any], found: Sequence[Held]
    ) -> None:
        """Let a contender take part that has found what the function written by hand finds."""
        self.says[name] = says
        self.enter(name, over(ask, inputs), sum(map(ne, found, self.expected)))


def enter_others(peers: Peers) -> str:
    """The function written by hand and the other engines; gives the name of the former."""
    hand = f"hand-written Python {platform.python_version()}"
    peers.compare(hand, BOOLEANS, hand_written(), peers.given, peers.expected)
    for each in CONTENDERS:
        name = f"{each.package} ({each.kind})"
        try:
            name = f"{each.package} {version(each.package)} ({each.kind})"
            ask = each.make()
        except PackageNotFoundError:
            peers.left_out[name] = "not installed"
        except (ImportError, MissingExtra) as error:
            peers.left_out[name] = str(error)
        else:
            peers.compare(name, BOOLEANS, ask, peers.given, list(map(ask, peers.given)))
    return hand


def enter_ours(peers: Peers, regulation: Regulation) -> None:
    """Our executors alone, and the whole way to a decision."""
    own = f"grantrules {version('grantrules')}"
    given = list(map(ours, peers.given))
    decisions = list(map(regulation.evaluate, given))
    stated = [decision.stated for decision in decisions]
    for name in ("python", "durable"):
        try:
            executor = regulation.decider.executor(name)
        except MissingExtra as error:
            peers.left_out[f"{own}, {name}"] = str(error)
            continue
        found = [held(Decision(regulation.decider, each, executor(each))) for each in stated]
        peers.compare(f"{own}, {name}", REASONED, executor, stated, found)
    found = list(map(held, decisions))
    whole = f"{own}, from a mapping to a status"
    peers.compare(whole, "validated, a decision", lambda each: regulation.evaluate(each).status, given, found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where some contender answers otherwise than the function written by hand."""
    options = options_of(command_line(__file__, __doc__).parse_args(arguments), USUAL, SMALL)
    peers = Peers(applications(options.applications))
    hand = enter_others(peers)
    enter_ours(peers, load(Path(__file__).parent / "task" / "2031"))
    print_setting(f"{options.applications} applications with five measures each")
    took = best(peers.asks, options.rounds)
    table = Table("contender", "answers with", "µs an application", "× hand-written")
    for name in peers.asks:
        clock = took[name].clock
        one = clock / options.applications * 1e6
        table.row(name, peers.says[name], f"{one:.1f}", f"{clock / took[hand].clock:.1f}")
    table.left_out(peers)
    return 0 if peers.agree else 1


if __name__ == "__main__":
    sys.exit(main())

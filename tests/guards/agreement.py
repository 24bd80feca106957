"""Do all executors agree with the reference? Random rules and applications, for as long as one likes.

    python -m tests.guards.agreement --seconds 600
    python -m tests.guards.agreement --outcomes 1000000
    python -m tests.guards.agreement --outcomes 100000 --executor frame --kind pyspark

Prints how often rules held, failed, stayed open and did not apply, what was covered, and last the line
`compared N outcomes, D differences`; exits 1 if there were any, or if something was covered too little.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from grantrules.decision.decider import Decider
from grantrules.decision.decision import Tag
from grantrules.decision.scope import Scope
from grantrules.decision.verdict import CauseKind, Status
from grantrules.evaluation.executors import EXECUTORS, Executor, differences, make_executor
from grantrules.evaluation.outcomes import Findings, OutcomeKind
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Stated
from grantrules.language.condition import Op
from grantrules.portfolio.tables.evaluate import evaluate_frame
from grantrules.portfolio.tables.nested import tables_of_stated
from grantrules.results.document import Decision
from grantrules.rules.ruleset import RuleSet, Verb
from tests.support.building import parts_of
from tests.support.building import stated as stated_of
from tests.support.frame_tables import MAKE, rows_of
from tests.support.random_applications import Applications, coverage, outcomes
from tests.support.random_rules import DEPTH, rule_set
from tests.support.spark_tables import in_spark

RULES, APPLICATIONS = 40, 150
"""How large a random year is, and how many applications it is asked about."""

COMPARED: tuple[str, ...] = tuple(name for name in EXECUTORS if name != "both")
FRAME = "frame"
EVERY = (*COMPARED, FRAME)
"""What can be compared: the executors for one application, and the one for tables."""

SPARK = "pyspark"
KINDS = {**MAKE, SPARK: in_spark}
"""What makes tables of each kind."""

LEAST_SHARE = 0.15
MUST_BE_COVERED = [
    *(f"operator {name}" for name in (op.value for op in Op)),
    *(f"node {name}" for name in ("AllOf", "AnyOf", "Not", "Count", "Branch", "Readings")),
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


def compare_frame(rules: RuleSet, applications: Sequence[Stated], into: Agreement, kind: str = "polars") -> None:
    """Ask the executor for tables the same, without the determinations, and note where its tables differ."""
    asked = [undetermined(rules, each, f"A-{number}") for number, each in enumerate(applications)]
    tables = [KINDS[kind](table) for table in tables_of_stated(asked, rules.vocabulary)]
    got = evaluate_frame(Decider(rules).frames, *tables, rules=True)
    expected = [expected_rows(rules, each, evaluate(rules, each)) for each in asked]
    for table, rows in (
        (got.applications, [row for row, _ in expected]),
        (got.measures, [m for _, ms in expected for m in ms]),
    ):
        for here, there in _paired(rows, rows_of(table), ordered=kind != SPARK):
            kinds = Counter(str(value) for name, value in here.items() if name.startswith("rule."))
            into.found += kinds
            into.compared += kinds.total()
            into.differing += [
                f"{FRAME}: {here['id']}: {name}: {here[name]} and {there.get(name)}"
                for name in here.keys() | there.keys()
                if here.get(name) != there.get(name)
            ]


_Row = Mapping[str, object]


def _paired(one: Sequence[_Row], other: Sequence[_Row], *, ordered: bool) -> Iterator[tuple[_Row, _Row]]:
    """Rows that belong together; without an order those with the same keys."""
    assert len(one) == len(other)
    return (
        zip(one, other, strict=True)
        if ordered
        else zip(sorted(one, key=_place), sorted(other, key=_place), strict=True)
    )


def _place(row: Mapping[str, object]) -> tuple[str, str]:
    return str(row.get("application")), str(row["id"])


def undetermined(rules: RuleSet, application: Stated, id_: str) -> Stated:
    """The application without determinations, under an id."""
    common, own, _ = parts_of(application)
    return replace(stated_of(rules, common, own), id=id_)


def expected_rows(
    rules: RuleSet, application: Stated, findings: Findings
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The rows for an application and its measures, as the decision from the reference has them."""
    decision = Decision(Decider(rules), application, findings)
    row: dict[str, object] = {
        "id": application.id,
        **_said(decision.status, _in_order(rules, decision.tags), decision.scope, [m.fact for m in decision.missing]),
    }
    rows = []
    for each in decision.measures:
        missing = [path for point in each.open if point.cause is CauseKind.FACT for path in point.facts]
        rows.append(
            {"application": application.id, "id": each.id, **_said(each.status, each.tags, each.scope, missing)}
        )
    return row, rows


def _in_order(rules: RuleSet, tags: Sequence[Tag]) -> list[Tag]:
    """Tags as tables have them: by ranking and number, then in the order of the rules, those for applications first."""
    order = {rule.id: place for place, rule in enumerate(rules.application_rules + rules.measure_rules)}
    return sorted(tags, key=lambda tag: (tag.rule.place_in_order, order[tag.rule.id]))


def _said(status: Status, tags: Sequence[Tag], scope: Scope, missing: Sequence[str]) -> dict[str, object]:
    deciding = [reason for reason in scope.reasons if reason.rule.verb.decides]
    against = {verb: OutcomeKind.HELD if verb is Verb.EXCLUDE else OutcomeKind.FAILED for verb in Verb}
    return {
        "status": status.value,
        "tags_sure": [tag.rule.id for tag in tags if tag.sure],
        "tags_perhaps": [tag.rule.id for tag in tags if not tag.sure],
        "failed": [each.rule.id for each in deciding if each.outcome.kind is against[each.rule.verb]],
        "open": [each.rule.id for each in deciding if each.outcome.kind is OutcomeKind.OPEN],
        "missing": sorted(set(missing)),
        **{f"rule.{each.rule.id}": each.outcome.kind.value for each in scope.reasons},
    }


def years(seed: int) -> Iterator[tuple[RuleSet, list[Stated]]]:
    """Random years without end, each with its applications."""
    while True:
        rng = Random(seed)
        rules = rule_set(rng, RULES)
        applications = Applications(rules)
        yield rules, [applications.draw(rng) for _ in range(APPLICATIONS)]
        seed += 1


def run(names: Sequence[str], *, seed: int, seconds: float = 0, outcomes: int = 0, kind: str = "polars") -> Agreement:
    """Compare until the time is up and the number is reached; `kind` is that of the tables."""
    agreement = Agreement()
    end = time.monotonic() + seconds
    for rules, applications in years(seed):
        agreement.covered += coverage(rules)
        one_by_one = {name: make_executor(name, rules) for name in names if name != FRAME}
        compare(rules, applications, one_by_one, agreement)
        if FRAME in names:
            compare_frame(rules, applications, agreement, kind)
        if agreement.compared >= outcomes and time.monotonic() >= end:
            break
    return agreement


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.guards.agreement")
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--outcomes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--executor", choices=EVERY, action="append")
    parser.add_argument("--kind", choices=KINDS, default="polars", help="of the tables that `frame` is asked about")
    options = parser.parse_args()
    names = options.executor or EVERY
    agreement = run(names, seed=options.seed, seconds=options.seconds, outcomes=options.outcomes, kind=options.kind)
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

"""What the processes of a pool do in tests, and a program that has a pool of forks do it.

    python -W error -m tests.support.workers

A program of its own, because a process with threads, as one that runs tests is, is not to be forked.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from typing import Any, Literal

import grantrules
from grantrules.base.texts import language
from grantrules.regulation import Regulation, Reports

Document = dict[str, Any]

APPLICATION: Document = {
    "id": "A-1",
    "year": 2026,
    "office": "trondelag",
    "applicant": {"name": "Øvre Eksempel kommune", "type": "municipality"},
    "submitted_on": "2026-02-16",
    "measures": [{"id": "m1", "kind": "competence", "level": "bachelor", "amount": Decimal("100000.5")}, {"id": "m2"}],
    "determinations": {"application-deadline": {"is": "accepted", "by": "NN", "note": "avtalt"}},
}
WRONG: Document = {"id": "A-2", "year": 2026, "applicant": {"type": "kommunne"}}
REPORT: Document = {"kind": "report", "grant": {"award_year": 2022}, "measures": [{"id": "m1"}]}


def everything() -> dict[str, Any]:
    """One of every kind of thing that a caller holds, made anew."""
    regulation = Regulation(grantrules.load(2026).rules)
    decision = regulation.evaluate(APPLICATION)
    return {
        "rules": regulation.rules,
        "regulation": regulation,
        "reports": grantrules.reports(2022),
        "decision": decision,
        "measure": decision.measures[0],
        "answer": grantrules.evaluate_report(REPORT),
        "what if": decision.what_if({"m1.level": "master", "submitted_on": None}),
        "why": decision.why("m1"),
        "explanation": regulation.explain(regulation.rules.rules[0].id),
        "nearest": decision.nearest_eligible(),
        "difference": grantrules.diff(2023, 2026, portfolio=[APPLICATION, WRONG]),
        "history": grantrules.history(regulation.rules.rules[0].id),
        "batch": (batch := grantrules.batch([APPLICATION, WRONG])),
        "summary": batch.summary,
    }


def decided(regulation: Regulation, executor: Literal["python", "durable"]) -> tuple[int, str, grantrules.Decision]:
    """The decision by a regulation that was handed over, with the process and the language that it began with."""
    return os.getpid(), language(), regulation.evaluate(APPLICATION, executor)


def answered(reports: Reports) -> grantrules.ReportAnswer:
    """The answer by rules on reports that were handed over."""
    return reports.evaluate(REPORT)


def decided_in_a_pool(method: Literal["fork", "spawn"]) -> None:
    """See that a process of a pool decides as this one does, and begins in the language that it should."""
    regulation, reports = grantrules.load(2026), grantrules.reports(2022)
    grantrules.set_language("en")
    try:
        here = {name: decided(regulation, name)[2] for name in ("python", "durable")}  # so that all is compiled before
        with ProcessPoolExecutor(1, multiprocessing.get_context(method)) as pool:
            found = [pool.submit(decided, regulation, name) for name in ("python", "durable")]
            answer = pool.submit(answered, reports)
            for (process, began, there), (name, own) in zip(
                [each.result() for each in found], here.items(), strict=True
            ):
                assert process != os.getpid()
                assert began == ("en" if method == "fork" else "nb")
                assert there == own, name
                assert hash(there) == hash(own)
                assert there.to_json() == own.to_json()
            assert answer.result() == answered(reports)
    finally:
        grantrules.set_language("nb")


if __name__ == "__main__":
    decided_in_a_pool("fork")
    sys.stdout.write("alike\n")

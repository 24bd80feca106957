"""Faults to plant in the executors, one at a time: the agreement suite must find each.

The reference evaluator shares none of the code that they are planted in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grantrules.decision.verdict import Status, kinds_at
from grantrules.evaluation import polarity, tracing
from grantrules.evaluation.executors import python
from grantrules.evaluation.executors.durable import executor as durable_executor
from grantrules.evaluation.executors.durable import properties as durable_properties
from grantrules.evaluation.executors.frame import executor as frame
from grantrules.evaluation.executors.frame import terms as frame_terms
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.polarity import FALSE, Formula, Pair, lower
from grantrules.intake.stated import StatedMeasure
from grantrules.language.condition import Branch, Compare, Condition, Count, Not, Op, Readings, holds_between
from grantrules.portfolio.tables import evaluate as verdicts

Plant = Callable[[pytest.MonkeyPatch], None]

_lower = lower
_both, _either = polarity.both, polarity.either


def _lowering(changed: Callable[[Condition], Pair | None]) -> Plant:
    """A fault in how some condition is lowered; the rest is lowered as it should be."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        def faulty(condition: Condition) -> Pair:
            found = changed(condition)
            return _lower(condition) if found is None else found

        patch.setattr(polarity, "lower", faulty)
        for module in (tracing, frame):
            patch.setattr(module, "pair_of", faulty)

    return plant


def _patched(module: object, name: str, value: object) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(module, name, value)

    return plant


def _without_last(join: Callable[..., Formula]) -> Callable[..., Formula]:
    return lambda *parts: join(*(parts[:-1] if len(parts) > 1 else parts))


SHARED: dict[str, Plant] = {
    "a count's lower bound becomes strict": _patched(
        polarity, "_OPPOSITE", {**polarity._OPPOSITE, Op.AT_LEAST: Op.AT_MOST}
    ),
    "a conjunction loses its last part": _patched(polarity, "both", _without_last(_both)),
    "a disjunction loses its last part": _patched(polarity, "either", _without_last(_either)),
    "not changes nothing": _lowering(lambda c: _lower(c.part) if isinstance(c, Not) else None),
    "a doubt is forgotten": _lowering(lambda c: _lower(c.part) if isinstance(c, Branch) else None),
    "only the first reading counts": _lowering(lambda c: _lower(c.parts[0]) if isinstance(c, Readings) else None),
    "the two ends of a count are swapped": _lowering(
        lambda c: _swapped_ends(_lower(c)) if isinstance(c, Count) else None
    ),
    "a fact exists always": _lowering(
        lambda c: _lower(Compare(c.path, c.op, c.operand)) if isinstance(c, Compare) and c.only_for else None
    ),
    "accepted and rejected are swapped": _patched(polarity, "ACCEPTED", "rejected"),
    "nothing surely fails": _lowering(lambda c: Pair(_lower(c).holds, FALSE) if isinstance(c, Compare) else None),
}
"""Faults in what every executor compiles."""


def _swapped_ends(pair: Pair) -> Pair:
    holds, fails = pair.holds, pair.fails
    assert isinstance(holds, polarity.Counted)
    assert isinstance(fails, polarity.Counted)
    return Pair(
        polarity.Counted(holds.part, not holds.lower_end, holds.op, holds.limit),
        polarity.Counted(fails.part, not fails.lower_end, fails.op, fails.limit),
    )


def _nothing(*_: Any) -> tuple[Any, ...]:
    return ()


def _first_measure(self: tracing.World, _measure: StatedMeasure) -> tracing.World:
    return tracing.World(self.measures[0].facts, self.measures)


_test = python._test


PYTHON: dict[str, Plant] = {
    "counts are no part of the key": _patched(python, "_counts", _nothing),
    "determinations are no part of the key": _patched(python, "_determinations", _nothing),
    "at least is taken for over": _patched(
        python, "_test", lambda op, value, operand: _test(Op.OVER if op is Op.AT_LEAST else op, value, operand)
    ),
    "a missing value is taken for a false one": _patched(python, "_STATE", python._STATE.replace("0 if", "1 if")),
    "the guard is forgotten": _patched(
        python, "outcome_kind", lambda rule, world: tracing.condition_kind(rule.statement, world)
    ),
    "every count asks the first measure": _patched(tracing.World, "inside", _first_measure),
    "an open outcome counts as failed": _patched(
        python,
        "outcome_of",
        lambda rule, kind, world: tracing.outcome_of(
            rule, OutcomeKind.FAILED if kind is OutcomeKind.OPEN else kind, world
        ),
    ),
}
"""Faults in the Python executor alone."""


_counted = durable_executor._Counting.__call__


def _one_too_few(self: durable_executor._Counting, measures: Any, post: Any) -> dict[str, int]:
    counted = _counted(self, measures, post)
    return {name: number - name.endswith("perhaps") for name, number in counted.items()}


def _guard_last(keys: Any, true: set[str]) -> OutcomeKind:
    order = sorted(keys, key=lambda each: each[0] is OutcomeKind.NOT_APPLICABLE)
    return next((kind for kind, key in order if key in true), OutcomeKind.OPEN)


DURABLE: dict[str, Plant] = {
    "inside, at least is taken for over": _patched(
        durable_properties, "_ORDER", {**durable_properties._ORDER, Op.AT_LEAST: "$gt"}
    ),
    "inside, not over is taken for under": _patched(
        durable_properties, "_OPPOSITE", {**durable_properties._OPPOSITE, Op.OVER: "$lt"}
    ),
    "one too few may count": _patched(durable_executor._Counting, "__call__", _one_too_few),
    "the guard is asked last": _patched(durable_executor, "_kind", _guard_last),
    "counted numbers are not posted": _patched(durable_executor, "_with", lambda cases, _: list(cases)),
}
"""Faults in the durable-rules executor alone."""


FRAME: dict[str, Plant] = {
    **{fault: plant for fault, plant in SHARED.items() if not fault.startswith("accepted")},
    "in a table, at least is taken for over": _patched(
        frame_terms,
        "holds_between",
        lambda op, left, right: holds_between(Op.OVER if op is Op.AT_LEAST else op, left, right),
    ),
    "amounts lose their decimals": _patched(frame_terms, "in_unit", lambda amount, scale: int(amount) * 10**scale),
    "nothing is missing": _patched(frame_terms.Terms, "is_missing", lambda *_: False),
    "what is settled waits too": _patched(frame, "_where", lambda _, waits: waits),
    "facts of the application are not handed to measures": _patched(
        frame.FrameExecutor, "_with_facts", lambda _self, _read, _applications, measures, _joins: measures
    ),
    "offices set nothing": _patched(frame.FrameExecutor, "_with_offices", lambda _self, applications, *_: applications),
    "only the measures wait": _patched(verdicts, "_either", lambda _, other: dict(other)),
    "what is open is let pass": _patched(
        verdicts, "kinds_at", lambda verb, status: kinds_at(verb, status) if status is not Status.NOT_ELIGIBLE else ()
    ),
}
"""Faults in the executor for tables, which knows no determinations, and in what makes verdicts of its outcomes."""

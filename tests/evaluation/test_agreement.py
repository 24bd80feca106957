"""All executors say what the reference says, and the suite that shows it finds planted faults."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grantrules.evaluation import tracing
from grantrules.evaluation.executors import make_executor
from tests.guards.agreement import COMPARED, FRAME, Agreement, compare, compare_frame, run, years
from tests.guards.soak import soak
from tests.support import faults

FAULTS = [
    *((name, fault, plant) for name in COMPARED for fault, plant in faults.SHARED.items()),
    *(("python", fault, plant) for fault, plant in faults.PYTHON.items()),
    *(("durable", fault, plant) for fault, plant in faults.DURABLE.items()),
    *((FRAME, fault, plant) for fault, plant in faults.FRAME.items()),
]


_pair_of = tracing.pair_of


@pytest.fixture(autouse=True)
def _lowered_anew() -> Iterator[None]:
    """What was lowered with a fault is not used without it, nor the other way round."""
    _pair_of.cache_clear()
    yield
    _pair_of.cache_clear()


def test_executors_agree_with_the_reference() -> None:
    agreement = run(COMPARED, seed=100, outcomes=20_000)
    assert agreement.differing == []
    assert agreement.too_little == []


@pytest.mark.parametrize(("executor", "fault", "plant"), FAULTS, ids=[f"{name}: {fault}" for name, fault, _ in FAULTS])
def test_a_planted_fault_is_found(
    executor: str, fault: str, plant: faults.Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    agreement = Agreement()
    for (rules, applications), _ in zip(
        years(seed=7), range(30), strict=False
    ):  # a rare fault needs more years than most
        if executor == FRAME:
            compare_frame(rules, applications[:40], agreement)
        else:
            compare(rules, applications[:40], {executor: make_executor(executor, rules)}, agreement)
        if agreement.differing:
            break
    assert agreement.differing, f"nobody noticed: {fault}"


def test_threads_get_the_same_answers() -> None:
    compared, wrong, _ = soak(2)
    assert compared
    assert wrong == []

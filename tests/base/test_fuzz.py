"""A short run of `python -m tests.guards.fuzz`: real files changed at random are read or refused, and nothing else."""

from __future__ import annotations

import pytest

pytest.importorskip("resource", reason="memory is measured as Unix measures it")


def test_files_changed_at_random_are_read_or_refused() -> None:
    from tests.guards.fuzz import fuzz

    report = fuzz(21, {"documents": 100, "documents as JSON": 40, "rules": 6}, lambda number: number < 1, (2026,))
    assert report.wrong == []
    assert report.outcomes.total() == 146
    assert "read" in {outcome for _, outcome in report.outcomes}
    assert len({outcome for _, outcome in report.outcomes}) > 8

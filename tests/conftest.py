"""Laws are not timed, and a run of the tests prints at its end how many complete examples and cases get a verdict."""

from __future__ import annotations

import pytest
from hypothesis import settings

import grantrules
from tests.results import test_examples

settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for year in grantrules.years():
        terminalreporter.write_line(test_examples.shares(year))

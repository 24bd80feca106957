"""What a run of the tests prints at its end: how many complete examples and cases get a verdict."""

from __future__ import annotations

import pytest

import grantrules
from tests import test_examples


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for year in grantrules.years():
        terminalreporter.write_line(test_examples.shares(year))

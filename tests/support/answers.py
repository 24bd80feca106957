"""Documents of either kind, decided or answered."""

from __future__ import annotations

from grantrules import Decision, ReportAnswer
from grantrules.api import rules_for
from grantrules.intake.documents import Given


def answered(document: Given) -> Decision | ReportAnswer:
    """The decision on an application, or the answer to a report, under the rules that it asks for."""
    return rules_for(document).evaluate(document)

"""grantrules: the regulations of a Norwegian grant scheme as versioned rules, and what evaluates them.

    regulations/<year>/*.yaml ── load ──> RuleSet ──────────────┐
    application (mapping, typed model or file) ── intake ──> facts ── evaluate ──> findings ── decision
    report on a grant that was awarded ────────── the same way, under the rules for its year ── answer
    a portfolio: folders, files and tables ── batch ── tables of verdicts, rejects, summary
    two RuleSets ── compare (and witnesses, impact) ── YearDiff

    >>> import grantrules
    >>> regulation = grantrules.load(2022)
    >>> decision = regulation.evaluate({"applicant": {"type": "foundation"}})
    >>> decision.status.value
    'not_eligible'

A condition's meaning is stated in `evaluate.py`; what a verdict makes of it, in `verdict.py` and
`decision.py`. Unknown is never false, and people keep the judgement.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from grantrules.api import batch, diff, evaluate, history, load, read, reports, years
from grantrules.base.errors import (
    ApplicationError,
    GrantRulesError,
    Location,
    MissingExtra,
    PortfolioError,
    Problem,
    RegulationError,
    UnknownName,
    UnknownRegulation,
)
from grantrules.base.texts import set_language
from grantrules.decision.answer import ReportStatus
from grantrules.decision.verdict import Status
from grantrules.regulation import Regulation, Reports
from grantrules.results.document import Decision, ReportAnswer
from grantrules.version import VERSION

if TYPE_CHECKING:
    from grantrules.intake.application import Application, Report
    from grantrules.results.comparison import YearDiff
    from grantrules.results.portfolio import Batch, PortfolioSummary

__version__ = VERSION

__all__ = [
    "Application",
    "ApplicationError",
    "Batch",
    "Decision",
    "GrantRulesError",
    "Location",
    "MissingExtra",
    "PortfolioError",
    "PortfolioSummary",
    "Problem",
    "Regulation",
    "RegulationError",
    "Report",
    "ReportAnswer",
    "ReportStatus",
    "Reports",
    "Status",
    "UnknownName",
    "UnknownRegulation",
    "YearDiff",
    "__version__",
    "batch",
    "diff",
    "evaluate",
    "history",
    "load",
    "read",
    "reports",
    "set_language",
    "years",
]


_LATER = {
    "Application": "grantrules.intake.application",
    "Report": "grantrules.intake.application",
    "Batch": "grantrules.results.portfolio",
    "PortfolioSummary": "grantrules.results.portfolio",
    "YearDiff": "grantrules.results.comparison",
}


def __getattr__(name: str) -> object:
    """What is imported when it is first asked for: the typed documents take a fifth of the time to import."""
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

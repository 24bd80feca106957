"""grantrules: the regulations of a Norwegian grant scheme as versioned rules, and what evaluates them.

    regulations/<year>/*.yaml ── load ──> RuleSet ──────────────┐
    application (mapping, typed model or file) ── intake ──> facts ── evaluate ──> findings ── decision
    report on a grant that was awarded ────────── the same way, under the rules for its year ── answer
    a portfolio: folders, files and tables ── batch ── tables of verdicts, rejects, summary
    two RuleSets ── compare (and witnesses, impact) ── YearDiff

    >>> import grantrules
    >>> regulation = grantrules.load(2022)
    >>> decision = regulation.evaluate({"applicant": {"type": "foundation"}})
    >>> decision.status == "not_eligible"
    True

Here is what is called, made and caught; `grantrules.types` has the names of everything inside those. What is used is
imported when it is used: `import grantrules` costs next to nothing. Unknown is never false, and people keep the judgement.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grantrules.api import (
        batch,
        diff,
        evaluate,
        evaluate_report,
        history,
        load,
        parse,
        read,
        reports,
        years,
    )
    from grantrules.assistance.asking import Question
    from grantrules.base.errors import (
        ApplicationError,
        EngineError,
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
    from grantrules.compare.proofs import DoesNotReplay
    from grantrules.decision.answer import ReportStatus
    from grantrules.decision.verdict import Status
    from grantrules.evaluation.executors import ExecutorsDisagree
    from grantrules.intake.application import Applicant, Application, Measure, Report
    from grantrules.intake.documents import DocumentFile
    from grantrules.regulation import Regulation, Reports
    from grantrules.results.comparison import RuleHistory, YearDiff
    from grantrules.results.document import Decision, ReportAnswer
    from grantrules.results.looking import Explanation, Nearest, WhatIf, Why
    from grantrules.results.portfolio import Batch, PortfolioSummary

    __version__: str

_IN = {
    "api": "batch diff evaluate evaluate_report history load parse read reports years",
    "assistance.asking": "Question",
    "base.errors": "ApplicationError EngineError GrantRulesError Location MissingExtra PortfolioError Problem "
    "RegulationError UnknownName UnknownRegulation",
    "base.texts": "set_language",
    "compare.proofs": "DoesNotReplay",
    "decision.answer": "ReportStatus",
    "decision.verdict": "Status",
    "evaluation.executors": "ExecutorsDisagree",
    "intake.application": "Applicant Application Measure Report",
    "intake.documents": "DocumentFile",
    "regulation": "Regulation Reports",
    "results.comparison": "RuleHistory YearDiff",
    "results.document": "Decision ReportAnswer",
    "results.looking": "Explanation Nearest WhatIf Why",
    "results.portfolio": "Batch PortfolioSummary",
}
"""Where the names of this page are, by module."""

_MODULE_OF = {name: module for module, names in _IN.items() for name in names.split()}

__all__ = [
    "Applicant",
    "Application",
    "ApplicationError",
    "Batch",
    "Decision",
    "DocumentFile",
    "DoesNotReplay",
    "EngineError",
    "ExecutorsDisagree",
    "Explanation",
    "GrantRulesError",
    "Location",
    "Measure",
    "MissingExtra",
    "Nearest",
    "PortfolioError",
    "PortfolioSummary",
    "Problem",
    "Question",
    "Regulation",
    "RegulationError",
    "Report",
    "ReportAnswer",
    "ReportStatus",
    "Reports",
    "RuleHistory",
    "Status",
    "UnknownName",
    "UnknownRegulation",
    "WhatIf",
    "Why",
    "YearDiff",
    "__version__",
    "batch",
    "diff",
    "evaluate",
    "evaluate_report",
    "history",
    "load",
    "parse",
    "read",
    "reports",
    "set_language",
    "years",
]


if not TYPE_CHECKING:  # a type checker would take every name for one of ours

    def __getattr__(name: str) -> object:
        """A name of this page, imported when it is first asked for and kept."""
        if name == "__version__":
            found: object = import_module("grantrules.version").VERSION
        elif name in _MODULE_OF:
            found = getattr(import_module(f"grantrules.{_MODULE_OF[name]}"), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return __all__

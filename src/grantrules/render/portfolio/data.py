"""A portfolio's summary as plain data: `grantrules.summary/1`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grantrules.base.texts import Language
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import KIND, TYPE, Group, PortfolioSummary, YearSummary
from grantrules.portfolio.totals import Total
from grantrules.render.pages.portfolio import YearTeller
from grantrules.render.portfolio.shape import (
    SUMMARY_SCHEMA,
    BudgetData,
    GroupData,
    StatusTotalData,
    SummaryData,
    YearSummaryData,
)
from grantrules.rules.canonical import rules_hash, value_data
from grantrules.rules.ruleset import Rule
from grantrules.version import VERSION


def summary_data(summary: PortfolioSummary, language: Language) -> SummaryData:
    """The whole summary, with its labels in one language."""
    return {
        "schema": SUMMARY_SCHEMA,
        "version": VERSION,
        "language": language,
        "read": summary.read,
        "evaluated": summary.evaluated,
        "rejected": summary.rejected,
        "stray": summary.stray,
        "years": [_year(year, YearTeller(year, language)) for year in summary.years],
    }


def _year(of: YearSummary, teller: YearTeller) -> YearSummaryData:
    return {
        "year": of.rules.year,
        "revision": of.rules.revision,
        "hash": rules_hash(of.rules),
        "applications": _totals(of.applications),
        "measures": _totals(of.measures),
        "types": _groups(TYPE, of.types, teller),
        "kinds": _groups(KIND, of.kinds, teller),
        "missing": [
            {
                "fact": each.fact,
                "label": teller.speaker.label(each.fact),
                "ask": each.ask.value,
                "applications": each.applications,
                "measures": each.measures,
            }
            for each in of.missing
        ],
        "budgets": [_budget(rule, teller.language) for rule in of.budgets],
    }


def _groups(path: str, groups: Sequence[Group], teller: YearTeller) -> list[GroupData]:
    return [
        {"value": group.value, "label": teller.label(path, group.value), "totals": _totals(group.totals)}
        for group in groups
    ]


def _totals(totals: Mapping[Status, Total]) -> list[StatusTotalData]:
    return [
        {
            "status": status.value,
            "number": total.number,
            "kroner": value_data(total.kroner),
            "without_amount": total.without_amount,
        }
        for status, total in totals.items()
    ]


def _budget(rule: Rule, language: Language) -> BudgetData:
    assert rule.states is not None
    return {
        "rule": rule.id,
        "kroner": value_data(rule.states.amount),
        "figure": rule.states.figure,
        "text": rule.text[language],
        "sources": [{"document": source.document, "at": source.at} for source in rule.sources],
    }

"""The shape of a portfolio's summary as data, versioned as `grantrules.summary/1`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from grantrules.render.decision.shape import AskName, CitationData, StatusName, Value
from grantrules.render.diff.shape import LanguageName

SUMMARY_SCHEMA: Literal["grantrules.summary/1"] = "grantrules.summary/1"


class StatusTotalData(TypedDict):
    """How many have a status, and what their measures apply for; `without_amount` measures state no amount."""

    status: StatusName
    number: int
    kroner: Value
    without_amount: int


class GroupData(TypedDict):
    """Those for which a fact has one value, or none that is stated, by status."""

    value: str | None
    label: str
    totals: list[StatusTotalData]


class MissingCountData(TypedDict):
    """A fact that keeps verdicts open, and on how many applications and measures it is missing."""

    fact: str
    label: str
    ask: AskName
    applications: int
    measures: int


class BudgetData(TypedDict):
    """A figure of the year's budget: its rule, its kind and where it stands."""

    rule: str
    kroner: Value
    figure: str | None
    text: str
    sources: list[CitationData]


class YearSummaryData(TypedDict):
    """What was evaluated under one year's rules."""

    year: int
    revision: int
    hash: str
    applications: list[StatusTotalData]
    measures: list[StatusTotalData]
    types: list[GroupData]
    kinds: list[GroupData]
    missing: list[MissingCountData]
    budgets: list[BudgetData]


class SummaryData(TypedDict):
    """What a portfolio comes to."""

    schema: Literal["grantrules.summary/1"]
    version: str
    language: LanguageName
    read: int
    evaluated: int
    rejected: int
    stray: int
    years: list[YearSummaryData]

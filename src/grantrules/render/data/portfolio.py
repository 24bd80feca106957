"""What comes of a portfolio as JSON: its summary, versioned as `grantrules.summary/1`, and what a change of rules means for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Annotated, Literal

from typing_extensions import TypedDict

from grantrules.base.errors import Problem
from grantrules.base.texts import Language
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import KIND, TYPE, Group, PortfolioSummary, Total
from grantrules.render.data import parts
from grantrules.render.data.parts import Context, RulesContext, context_of
from grantrules.render.data.records import Extended, From, Record, read
from grantrules.render.paper.say import stated_value
from grantrules.rules.canonical import rules_hash, value_data

SideName = Literal["before", "after"]


# -- the summary


def summary_data(summary: PortfolioSummary, language: Language, parts: Collection[str] | None = None) -> Record:
    """The whole summary or some parts, with its labels in one language."""
    return read(SummaryData, summary, Context(language), parts)


def _years(summary: PortfolioSummary, context: Context) -> list[Record]:
    return [read(YearSummaryData, year, context_of(year.rules, context.language)) for year in summary.years]


def _totals(totals: Mapping[Status, Total]) -> list[Extended]:
    return [Extended(total, status=status) for status, total in totals.items()]


def _labelled(path: str, groups: Sequence[Group], context: RulesContext) -> list[Extended]:
    """Groups, each with what its value of the fact is called."""
    return [Extended(group, label=stated_value(path, group.value, context.sentences)) for group in groups]


def _label(fact: str, context: RulesContext) -> str:
    return context.sentences.label(fact)


class StatusTotalData(TypedDict):
    """How many have a status, and what their measures apply for; `without_amount` measures state no amount."""

    status: parts.StatusName
    number: int
    kroner: parts.Kroner
    without_amount: int


class GroupData(TypedDict):
    """Those for which a fact has one value, or none that is stated, by status."""

    value: str | None
    label: str
    totals: Annotated[list[StatusTotalData], From("totals", _totals)]


class MissingCountData(TypedDict):
    """A fact that keeps verdicts open, and on how many applications and measures it is missing."""

    fact: str
    label: Annotated[str, From("fact", _label)]
    ask: parts.AskName
    applications: int
    measures: int


class BudgetData(TypedDict):
    """A figure of the year's budget: its rule, its kind and where it stands."""

    rule: Annotated[str, From("id")]
    kroner: Annotated[parts.Value, From("states.amount", value_data)]
    figure: Annotated[str | None, From("states.figure")]
    text: Annotated[str, From("text", parts.in_language)]
    sources: list[parts.CitationData]


class YearSummaryData(TypedDict):
    """What was evaluated under one year's rules."""

    year: Annotated[int, From("rules.year")]
    revision: Annotated[int, From("rules.revision")]
    hash: Annotated[str, From("rules", rules_hash)]
    applications: Annotated[list[StatusTotalData], From("applications", _totals)]
    measures: Annotated[list[StatusTotalData], From("measures", _totals)]
    types: Annotated[list[GroupData], From("types", partial(_labelled, TYPE))]
    kinds: Annotated[list[GroupData], From("kinds", partial(_labelled, KIND))]
    missing: list[MissingCountData]
    budgets: list[BudgetData]


class SummaryData(TypedDict):
    """What a portfolio comes to."""

    schema: Literal["grantrules.summary/1"]
    version: parts.Version
    language: parts.LanguageName
    read: int
    evaluated: int
    rejected: int
    stray: int
    years: Annotated[list[YearSummaryData], From(_years)]


# -- a change of rules


def _as_text(problem: Problem) -> str:
    return str(problem)


def _as_day(day: date) -> str:
    return day.isoformat()


class RuleBehindData(TypedDict):
    """A rule that bars, or holds open, in one year and does not in the other. Where it is not `comparable`, the other
    year is silent on it, or has it as another office's: then nothing follows for the law."""

    rule: str
    year: Annotated[SideName, From("side")]
    hindrance: Literal["bars", "holds_open"]
    in_other_year: parts.VerbName | None
    comparable: bool


class TotalData(TypedDict):
    """A number, with the amounts applied for in kroner; `without_amount` is how many measures state none."""

    number: int
    kroner: parts.Kroner
    without_amount: int


class CellData(TypedDict):
    """Those that had one status before and have one after."""

    before: parts.StatusName
    after: parts.StatusName
    total: TotalData


class RuleCountData(TypedDict):
    """How many changes of status a rule is behind; others can be behind the same ones."""

    behind: RuleBehindData
    before: parts.StatusName
    after: parts.StatusName
    applications: TotalData
    measures: TotalData


class GainsData(TypedDict):
    """How many have a sure tag only after, only before, and in both years."""

    gained: int
    lost: int
    kept: int


class TagCountData(TypedDict):
    """How a priority's sure tag came and went, with the rule's verb in each year."""

    rule: str
    before: parts.VerbName | None
    after: parts.VerbName | None
    applications: GainsData
    measures: GainsData


class OneYearTagData(TypedDict):
    """How many have the sure tag of a priority that the other year does not mention (or has as another office's)."""

    rule: str
    year: Annotated[SideName, From("side")]
    in_other_year: Annotated[parts.VerbName | None, From("other")]
    applications: int
    measures: int


class AffectedMeasureData(TypedDict):
    """A measure whose status differs."""

    id: str
    before: parts.StatusName
    after: parts.StatusName
    kroner: parts.Kroner
    rules: list[RuleBehindData]


class AffectedData(TypedDict):
    """An application of which the status differs, or that of a measure."""

    name: str
    id: str | None
    applicant: str | None
    before: parts.StatusName
    after: parts.StatusName
    rules: list[RuleBehindData]
    measures: list[AffectedMeasureData]


class RefusalData(TypedDict):
    """A problem with its code, and the years that have it; none where the document cannot be read at all."""

    problem: Annotated[str, From("problem", _as_text)]
    code: Annotated[str, From("problem.code.value")]
    years: Annotated[list[SideName], From("sides")]


class RejectedData(TypedDict):
    """A document that was not evaluated under both years."""

    name: str
    refusals: list[RefusalData]


class MovedDatesData(TypedDict):
    """So many applications whose date was moved into the round of a `year`: as far from its `deadline` as from that of their `own`."""

    fact: str
    year: Annotated[SideName, From("side")]
    own: Annotated[str, From("own", _as_day)]
    deadline: Annotated[str, From("deadline", _as_day)]
    applications: int


class KeptDatesData(TypedDict):
    """So many applications whose date stands as stated: they are for neither round, or a deadline is not known."""

    fact: str
    why: Literal["other_round", "no_deadline"]
    applications: int


class ImpactData(TypedDict):
    """What the change means for a portfolio of applications; `silent_applications` and `silent_measures` are those of
    which the status differs only where one year is silent."""

    read: int
    evaluated: int
    applications: Annotated[list[CellData], From("applications.cells")]
    measures: Annotated[list[CellData], From("measures.cells")]
    silent_applications: TotalData
    silent_measures: TotalData
    rules: list[RuleCountData]
    tags: list[TagCountData]
    one_year_tags: list[OneYearTagData]
    affected: list[AffectedData]
    rejected: list[RejectedData]
    moved: list[MovedDatesData]
    kept: list[KeptDatesData]

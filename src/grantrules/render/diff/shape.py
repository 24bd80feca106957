"""The shape of a comparison and of a rule's history as data, versioned as `grantrules.diff/1` and `grantrules.history/1`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from grantrules.render.decision.shape import (
    AuthorityName,
    BasisName,
    CitationData,
    SourceData,
    StatusName,
    Value,
    VerbName,
)

SCHEMA: Literal["grantrules.diff/1"] = "grantrules.diff/1"
HISTORY_SCHEMA: Literal["grantrules.history/1"] = "grantrules.history/1"

StatementName = Literal[
    "same",
    "reworded",
    "verb_changed",
    "basis_changed",
    "added",
    "removed",
    "first_mentioned",
    "stated_again",
    "now_silent",
    "expired",
    "other_office",
]
EffectName = Literal["same", "narrowed", "widened", "changed"]
PartName = Literal[
    "topic",
    "text",
    "verb",
    "condition",
    "guard",
    "branches",
    "office",
    "basis",
    "source",
    "remedy",
    "rank",
    "due",
    "awarded",
    "states",
    "aspect",
    "fulfilled",
    "received",
]
SideName = Literal["before", "after"]
LanguageName = Literal["nb", "nn", "en"]


class YearData(TypedDict):
    """One of the years; the hash covers what its rules mean and say."""

    year: int
    revision: int
    hash: str
    title: str


class StatesData(TypedDict):
    """What a `state` rule states; `amount` is in kroner."""

    about: str
    amount: Value
    figure: str | None


class SideData(TypedDict):
    """A rule as one year has it; `condition` is what it asks for, in a sentence, with when it applies."""

    rule: str
    verb: VerbName
    text: str
    condition: str
    sources: list[SourceData]
    authority: AuthorityName
    basis: BasisName
    office: str | None
    rank: int | None
    due: str | dict[str, str | dict[str, int]] | None
    awarded: list[int]
    remedy: str | None
    states: StatesData | None
    silent_since: int | None


class ValueSideData(TypedDict):
    """A value that an office set, or that is national."""

    value: Value
    source: CitationData
    basis: BasisName


class ValueEditData(TypedDict):
    """A value set by an office, or nationally, that differs."""

    fact: str
    office: str
    statement: StatementName
    effect: EffectName | None
    before: ValueSideData | None
    after: ValueSideData | None


class EditData(TypedDict):
    """A rule that differs. `effect` is null where nothing can be said of it, because a year does not state the rule;
    `settled` is what the change does to the cases that neither year leaves open, and `in_doubt` says that it is
    nothing, so that the whole effect lies within doubt. `source` is where a document says that the rule came or
    went. `told_by` is the office whose own document alone now says it, `office` the one whose rule it is: also where
    only it says so in a year of which others speak too. `values` are those that offices have set for it otherwise."""

    rule: str
    formerly: str | None
    topic: str
    statement: StatementName
    effect: EffectName | None
    settled: EffectName | None
    in_doubt: bool
    office: str | None
    told_by: str | None
    parts: list[PartName]
    values: list[ValueEditData]
    source: CitationData | None
    before: SideData | None
    after: SideData | None


class SummaryData(TypedDict):
    """How many rules differ, by what became of the statement and by effect; those without an effect count nowhere there.
    Of those with one, so many lie wholly `in_doubt`."""

    statement: dict[StatementName, int]
    effect: dict[EffectName, int]
    in_doubt: int


# -- witnesses


class VerdictQuestion(TypedDict):
    """Is there an application with this verdict before and that one after?"""

    kind: Literal["verdict"]
    before: StatusName
    after: StatusName


class RuleQuestion(TypedDict):
    """Is there an application to which a rule does in one year what it does not do in the other?"""

    kind: Literal["rule"]
    act: Literal["bars", "tags", "obliges"]
    rule: str
    year: SideName


class RuleBehindData(TypedDict):
    """A rule that bars, or holds open, in one year and does not in the other. Where it is not `comparable`, the other
    year is silent on it, or has it as another office's: then nothing follows for the law."""

    rule: str
    year: SideName
    hindrance: Literal["bars", "holds_open"]
    in_other_year: VerbName | None
    comparable: bool


class WitnessSideData(TypedDict):
    """What a year decides of the application: the verdict, the rules of that year behind the difference from the other,
    the rules that bar, those that hold it open, and what rules tag or oblige."""

    status: StatusName
    behind: list[RuleBehindData]
    bars: list[str]
    open: list[str]
    tags: list[str]
    obliges: list[str]


class WitnessData(TypedDict):
    """An application on which the years differ, as `grantrules evaluate` takes it, of no year."""

    application: dict[str, object]
    facts: int
    measures: int
    smallest: bool
    before: WitnessSideData
    after: WitnessSideData


class FindingData(TypedDict):
    """The answer to a question; a witness where the answer is `differs`."""

    question: VerdictQuestion | RuleQuestion
    answer: Literal["differs", "same", "undecided"]
    witness: WitnessData | None


class WitnessesData(TypedDict):
    """What was searched, and found. `same` and `undecided` hold for applications with up to so many measures and
    without determinations; the rules count up to `most_counted` of them. Of the rules `left_out` nothing was asked,
    because only one of the years mentions them, or because they are different offices'."""

    measures: int
    seconds: float
    undetermined: bool
    most_counted: int
    left_out: list[str]
    findings: list[FindingData]


# -- portfolio


class TotalData(TypedDict):
    """A number, with the amounts applied for in kroner; `without_amount` is how many measures state none."""

    number: int
    kroner: Value
    without_amount: int


class CellData(TypedDict):
    """Those that had one status before and have one after."""

    before: StatusName
    after: StatusName
    total: TotalData


class RuleCountData(TypedDict):
    """How many changes of status a rule is behind; others can be behind the same ones."""

    behind: RuleBehindData
    before: StatusName
    after: StatusName
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
    before: VerbName | None
    after: VerbName | None
    applications: GainsData
    measures: GainsData


class OneYearTagData(TypedDict):
    """How many have the sure tag of a priority that the other year does not mention (or has as another office's)."""

    rule: str
    year: SideName
    in_other_year: VerbName | None
    applications: int
    measures: int


class AffectedMeasureData(TypedDict):
    """A measure whose status differs."""

    id: str
    before: StatusName
    after: StatusName
    kroner: Value
    rules: list[RuleBehindData]


class AffectedData(TypedDict):
    """An application of which the status differs, or that of a measure."""

    name: str
    id: str | None
    applicant: str | None
    before: StatusName
    after: StatusName
    rules: list[RuleBehindData]
    measures: list[AffectedMeasureData]


class RefusalData(TypedDict):
    """A problem, and the years that have it; none where the document cannot be read at all."""

    problem: str
    years: list[SideName]


class RejectedData(TypedDict):
    """A document that was not evaluated under both years."""

    name: str
    refusals: list[RefusalData]


class ImpactData(TypedDict):
    """What the change means for a portfolio of applications; `silent_applications` and `silent_measures` are those of
    which the status differs only where one year is silent."""

    read: int
    evaluated: int
    applications: list[CellData]
    measures: list[CellData]
    silent_applications: TotalData
    silent_measures: TotalData
    rules: list[RuleCountData]
    tags: list[TagCountData]
    one_year_tags: list[OneYearTagData]
    affected: list[AffectedData]
    rejected: list[RejectedData]


class DiffData(TypedDict):
    """What changed between two years; `same` is how many rules both state alike, `silent_in_both` how many neither mentions."""

    schema: Literal["grantrules.diff/1"]
    version: str
    language: LanguageName
    before: YearData
    after: YearData
    edits: list[EditData]
    values: list[ValueEditData]
    same: int
    silent_in_both: int
    summary: SummaryData
    witnesses: WitnessesData | None
    impact: ImpactData | None


class HistoryYearData(TypedDict):
    """One year of a rule, and how it differs from the year before."""

    year: YearData
    rule: SideData | None
    edit: EditData | None


class HistoryData(TypedDict):
    """A rule through the years, oldest first."""

    schema: Literal["grantrules.history/1"]
    version: str
    language: LanguageName
    rule: str
    years: list[HistoryYearData]

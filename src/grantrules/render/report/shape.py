"""The shape of the answer to a report as data, versioned as `grantrules.report/1`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from grantrules.render.decision.shape import (
    ApplicationData,
    CorrectionData,
    DeterminationData,
    DutyData,
    JudgeData,
    MissingData,
    NoteData,
    OpenData,
    ReasonData,
    SourceData,
)

REPORT_SCHEMA: Literal["grantrules.report/1"] = "grantrules.report/1"

ReportStatusName = Literal["complete", "to_correct", "open"]
AppliesName = Literal["sure", "perhaps", "no", "not_stated"]
TimelinessName = Literal["on_time", "late", "unknown"]
AspectName = Literal[
    "content",
    "form",
    "recipient",
    "accounts",
    "audit",
    "unspent_funds",
    "documentation",
    "payment",
    "control",
    "consequences",
]


class FolderData(TypedDict):
    """A year whose folder holds some of the rules."""

    year: int
    revision: int


class ReportRulesData(TypedDict):
    """Which rules were used: those on grants of an award year; the hash covers what they mean and say."""

    awarded: int
    folders: list[FolderData]
    hash: str


class DueDateData(TypedDict):
    """A day that rules set. `due` is the rules' date, formula or fact; `day` what it comes to, `received` the fact that
    says when what is due came, and `received_on` that day."""

    rules: list[str]
    certainty: Literal["sure", "perhaps"]
    due: str | dict[str, str | dict[str, int]]
    day: str | None
    received: str | None
    received_on: str | None
    timeliness: TimelinessName
    sources: list[SourceData]


class ReportDutyData(DutyData):
    """What the award obliges to; `fulfilment` is null where no report could show it."""

    fulfilment: Literal["fulfilled", "not_fulfilled", "unknown"] | None


class AspectData(TypedDict):
    """What the documents say on one question: rules by id, and remarks."""

    aspect: AspectName
    applies: AppliesName
    duties: list[str]
    stated: list[str]
    pointers: list[NoteData]
    silences: list[NoteData]


class ScopedReasonData(ReasonData):
    """How a rule came out, for the report or for one measure of it."""

    measure: str | None


class ReportData(TypedDict):
    """The answer to a report. `content_stated` is whether any document says what such a report must contain."""

    schema: Literal["grantrules.report/1"]
    rules: ReportRulesData
    version: str
    language: Literal["nb", "nn", "en"]
    report: ApplicationData
    status: ReportStatusName
    content_stated: bool
    aspects: list[AspectData]
    dates: list[DueDateData]
    duties: list[ReportDutyData]
    missing: list[MissingData]
    missing_otherwise: list[MissingData]
    open: list[OpenData]
    corrections: list[CorrectionData]
    judge: list[JudgeData]
    notes: list[NoteData]
    reasons: list[ScopedReasonData]
    determinations: list[DeterminationData]

"""The answer to a report as JSON, versioned as `grantrules.report/1`."""

from __future__ import annotations

from typing import Annotated, Literal

from typing_extensions import TypedDict

from grantrules.base.texts import Language
from grantrules.decision.answer import AspectAnswer, DueDate, ReportAnswer
from grantrules.render.data.parts import (
    ApplicationData,
    Certainty,
    CorrectionData,
    DeterminationData,
    DueValue,
    DutyData,
    JudgeData,
    LanguageName,
    MissingData,
    NoteData,
    OpenData,
    Phrases,
    ReasonData,
    SourceData,
    Version,
    as_due,
    determinations,
    hash_of,
    ids,
    phrases_of,
)
from grantrules.render.data.records import From, Record, With, read

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


def report_data(answer: ReportAnswer, language: Language) -> Record:
    """The whole answer, with its sentences in one language."""
    return read(ReportData, answer, phrases_of(answer.rules, language))


def _duties(answer: ReportAnswer, _phrases: Phrases) -> list[With]:
    return [With(duty, fulfilment=answer.fulfilment(duty)) for duty in answer.duties]


def _reasons(answer: ReportAnswer, phrases: Phrases) -> list[Record]:
    return [each for scope in answer.scopes for each in phrases.reasons(scope, ScopedReasonData, scope.measure)]


def _where_the_day_stands(date: DueDate, phrases: Phrases) -> list[Record]:
    return [phrases.source(date.rules[0].office, date.source)] if date.source else []


def _duties_once(answer: AspectAnswer, _phrases: Phrases) -> list[str]:
    return list(dict.fromkeys(duty.rule.id for duty in answer.duties))


class FolderData(TypedDict):
    """A year whose folder holds some of the rules."""

    year: int
    revision: int


class ReportRulesData(TypedDict):
    """Which rules were used: those on grants of an award year; the hash covers what they mean and say."""

    awarded: Annotated[int, From("award_year")]
    folders: list[FolderData]
    hash: Annotated[str, From("rules", hash_of)]


class DueDateData(TypedDict):
    """A day that rules set. `due` is the rules' date, formula or fact; `day` what it comes to, `received` the fact that
    says when what is due came, and `received_on` that day."""

    rules: Annotated[list[str], From("rules", ids)]
    certainty: Certainty
    due: Annotated[DueValue, From("due", as_due)]
    day: str | None
    received: str | None
    received_on: str | None
    timeliness: TimelinessName
    sources: Annotated[list[SourceData], From(_where_the_day_stands)]


class ReportDutyData(DutyData):
    """What the award obliges to; `fulfilment` is null where no report could show it."""

    fulfilment: Literal["fulfilled", "not_fulfilled", "unknown"] | None


class AspectData(TypedDict):
    """What the documents say on one question: rules by id, and remarks."""

    aspect: AspectName
    applies: AppliesName
    duties: Annotated[list[str], From(_duties_once)]
    stated: Annotated[list[str], From("stated", ids)]
    pointers: list[NoteData]
    silences: list[NoteData]


class ScopedReasonData(ReasonData):
    """How a rule came out, for the report or for one measure of it."""

    measure: str | None


class ReportData(TypedDict):
    """The answer to a report. `content_stated` is whether any document says what such a report must contain."""

    schema: Literal["grantrules.report/1"]
    rules: Annotated[ReportRulesData, From("grants")]
    version: Version
    language: LanguageName
    report: Annotated[ApplicationData, From("stated")]
    status: ReportStatusName
    content_stated: bool
    aspects: list[AspectData]
    dates: list[DueDateData]
    duties: Annotated[list[ReportDutyData], From(_duties)]
    missing: list[MissingData]
    missing_otherwise: list[MissingData]
    open: list[OpenData]
    corrections: list[CorrectionData]
    judge: list[JudgeData]
    notes: list[NoteData]
    reasons: Annotated[list[ScopedReasonData], From(_reasons)]
    determinations: Annotated[list[DeterminationData], From(determinations)]

"""What comes of one document as JSON: a decision and the answer to a report.

Other systems can rely on both, versioned as `grantrules.decision/1` and `grantrules.report/1`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Annotated, Literal

from pydantic_core import to_json as write_json
from typing_extensions import TypedDict

from grantrules.base.texts import Language
from grantrules.decision.answer import AspectAnswer, DueDate, ReportAnswer
from grantrules.decision.decision import Decision, Tag
from grantrules.decision.scope import Scope
from grantrules.render.data import parts
from grantrules.render.data.parts import RulesContext, context_of
from grantrules.render.data.records import Extended, From, Record, read
from grantrules.rules.canonical import field_data

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


def decision_data(decision: Decision, language: Language, parts: Collection[str] | None = None) -> Record:
    """The whole decision or some parts, with its sentences in one language; what is in it may be shared with other decisions' data."""
    return read(DecisionData, decision, context_of(decision.rules, language), parts)


def decision_json(decision: Decision, language: Language, parts: Collection[str] | None = None) -> bytes:
    """The same as JSON on one line; what was written before for a reason is used again."""
    context = context_of(decision.rules, language)
    return _joined(read(DecisionData, decision, context, parts), context)


def _joined(data: Record, context: RulesContext) -> bytes:
    """An object as JSON: its reasons as they were written before, and what stands between them in one go."""
    pieces: list[bytes] = []
    between: Record = {}
    for key, value in data.items():
        if key == "reasons":
            written = context.written(value)
        elif key == "measures":
            written = b",".join([_joined(measure, context) for measure in value])
        else:
            between[key] = value
            continue
        pieces += [write_json(between)[1:-1], b'"%b":[%b]' % (key.encode(), written)]
        between = {}
    pieces.append(write_json(between)[1:-1])
    return b"{%b}" % b",".join(filter(None, pieces))


def _reasons(scope: Scope, context: RulesContext) -> list[Record]:
    return context.reasons(scope)


def _only(sure: bool, tags: Iterable[Tag]) -> list[Tag]:
    return [tag for tag in tags if tag.sure is sure]


class RegulationData(TypedDict):
    """Which rules were used; the hash covers what they mean and say."""

    year: int
    revision: int
    hash: str


class RestsOnData(TypedDict):
    """The weakest authority and basis among what carries the verdict."""

    authority: parts.AuthorityName
    basis: parts.BasisName
    documents: list[str]


class TagData(TypedDict):
    """A priority; `measures` is empty where it is about the whole application. `rank` is its number in the ranking
    that `ranking` names, or in the national one."""

    title: parts.RuleTitle
    rule: parts.RuleId
    rank: Annotated[int | None, From("rule.rank")]
    measures: list[str]
    text: parts.RuleText
    ranking: Annotated[str | None, From("rule.ranking")]


class TagsData(TypedDict):
    """Priorities that are sure, and those that hang on something open."""

    sure: Annotated[list[TagData], From(partial(_only, True))]
    perhaps: Annotated[list[TagData], From(partial(_only, False))]


class MeasureData(TypedDict):
    """What was decided of one measure."""

    id: str
    title: str | None
    status: parts.StatusName
    tags: TagsData
    open: list[parts.OpenData]
    reasons: Annotated[list[parts.ReasonData], From("scope", _reasons)]


class DecisionData(TypedDict):
    """A decision."""

    schema: Literal["grantrules.decision/1"]
    regulation: RegulationData
    version: parts.Version
    language: parts.LanguageName
    application: Annotated[parts.ApplicationData, From("stated")]
    status: parts.StatusName
    rests_on: RestsOnData | None
    measures: list[MeasureData]
    tags: TagsData
    reasons: Annotated[list[parts.ReasonData], From("scope", _reasons)]
    open: list[parts.OpenData]
    missing: list[parts.MissingData]
    missing_for_tags: list[parts.MissingData]
    corrections: list[parts.CorrectionData]
    judge: list[parts.JudgeData]
    duties: list[parts.DutyData]
    notes: list[parts.NoteData]
    determinations: list[parts.DeterminationData]


# -- the answer to a report


def report_data(answer: ReportAnswer, language: Language, parts: Collection[str] | None = None) -> Record:
    """The whole answer or some parts, with its sentences in one language."""
    return read(ReportData, answer, context_of(answer.rules, language), parts)


def _report_duties(answer: ReportAnswer) -> list[Extended]:
    return [Extended(duty, fulfilment=answer.fulfilment(duty)) for duty in answer.duties]


def _scoped_reasons(answer: ReportAnswer, context: RulesContext) -> list[Record]:
    return [each for scope in answer.scopes for each in context.reasons(scope, ScopedReasonData, scope.measure)]


def _where_the_day_stands(date: DueDate, context: RulesContext) -> list[Record]:
    return [context.source(date.rules[0].office, date.source)] if date.source else []


def _duties_once(answer: AspectAnswer) -> list[str]:
    return list(dict.fromkeys(duty.rule.id for duty in answer.duties))


class FolderData(TypedDict):
    """A year whose folder holds some of the rules."""

    year: int
    revision: int


class ReportRulesData(TypedDict):
    """Which rules were used: those on grants of an award year; the hash covers what they mean and say."""

    awarded: Annotated[int, From("award_year")]
    folders: list[FolderData]
    hash: str


class DueDateData(TypedDict):
    """A day that rules set. `due` is the rules' date, formula or fact; `day` what it comes to, `received` the fact that
    says when what is due came, and `received_on` that day."""

    rules: Annotated[list[str], From("rules", parts.ids)]
    certainty: parts.Certainty
    due: Annotated[parts.DueValue, From("due", field_data)]
    day: str | None
    received: str | None
    received_on: str | None
    timeliness: TimelinessName
    sources: Annotated[list[parts.SourceData], From(_where_the_day_stands)]


class ReportDutyData(parts.DutyData):
    """What the award obliges to; `fulfilment` is null where no report could show it."""

    fulfilment: Literal["fulfilled", "not_fulfilled", "unknown"] | None


class AspectData(TypedDict):
    """What the documents say on one question: rules by id, and remarks."""

    aspect: AspectName
    applies: AppliesName
    duties: Annotated[list[str], From(_duties_once)]
    stated: Annotated[list[str], From("stated", parts.ids)]
    pointers: list[parts.NoteData]
    silences: list[parts.NoteData]


class ScopedReasonData(parts.ReasonData):
    """How a rule came out, for the report or for one measure of it."""

    measure: str | None


class ReportData(TypedDict):
    """The answer to a report. `content_stated` is whether any document says what such a report must contain."""

    schema: Literal["grantrules.report/1"]
    rules: Annotated[ReportRulesData, From("regulation")]
    version: parts.Version
    language: parts.LanguageName
    report: Annotated[parts.ApplicationData, From("stated")]
    status: ReportStatusName
    content_stated: bool
    aspects: list[AspectData]
    dates: list[DueDateData]
    duties: Annotated[list[ReportDutyData], From(_report_duties)]
    missing: list[parts.MissingData]
    missing_otherwise: list[parts.MissingData]
    open: list[parts.OpenData]
    corrections: list[parts.CorrectionData]
    judge: list[parts.JudgeData]
    notes: list[parts.NoteData]
    reasons: Annotated[list[ScopedReasonData], From(_scoped_reasons)]
    determinations: list[parts.DeterminationData]

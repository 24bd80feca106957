"""A decision as JSON: what other systems can rely on, versioned as `grantrules.decision/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic_core import to_json as write_json
from typing_extensions import TypedDict

from grantrules.base.texts import Language
from grantrules.decision.decision import Decision, Tag
from grantrules.decision.scope import Scope
from grantrules.render.data.parts import (
    ApplicationData,
    AuthorityName,
    BasisName,
    CorrectionData,
    DeterminationData,
    DutyData,
    JudgeData,
    LanguageName,
    MissingData,
    NoteData,
    OpenData,
    Phrases,
    ReasonData,
    RuleId,
    RuleText,
    RuleTitle,
    StatusName,
    Version,
    determinations,
    hash_of,
    phrases_of,
)
from grantrules.render.data.records import From, Record, read


def decision_data(decision: Decision, language: Language) -> Record:
    """The whole decision, with its sentences in one language; parts may be shared with other decisions' data."""
    return read(DecisionData, decision, phrases_of(decision.rules, language))


def decision_json(decision: Decision, language: Language) -> bytes:
    """The same as JSON on one line; what was written before for a reason is used again."""
    phrases = phrases_of(decision.rules, language)
    return _joined(read(DecisionData, decision, phrases), phrases)


def _joined(data: Record, phrases: Phrases) -> bytes:
    """An object as JSON: its reasons as they were written before, and what stands between them in one go."""
    parts: list[bytes] = []
    between: Record = {}
    for key, value in data.items():
        if key == "reasons":
            written = phrases.written(value)
        elif key == "measures":
            written = b",".join([_joined(measure, phrases) for measure in value])
        else:
            between[key] = value
            continue
        parts += [write_json(between)[1:-1], b'"%b":[%b]' % (key.encode(), written)]
        between = {}
    parts.append(write_json(between)[1:-1])
    return b"{%b}" % b",".join(filter(None, parts))


def _reasons(scope: Scope, phrases: Phrases) -> list[Record]:
    return phrases.reasons(scope)


def _sure(tags: Iterable[Tag], _phrases: Phrases) -> list[Tag]:
    return [tag for tag in tags if tag.sure]


def _perhaps(tags: Iterable[Tag], _phrases: Phrases) -> list[Tag]:
    return [tag for tag in tags if not tag.sure]


class RegulationData(TypedDict):
    """Which rules were used; the hash covers what they mean and say."""

    year: int
    revision: int
    hash: Annotated[str, From(hash_of)]


class RestsOnData(TypedDict):
    """The weakest authority and basis among what carries the verdict."""

    authority: AuthorityName
    basis: BasisName
    documents: list[str]


class TagData(TypedDict):
    """A priority; `measures` is empty where it is about the whole application."""

    title: RuleTitle
    rule: RuleId
    rank: Annotated[int | None, From("rule.rank")]
    measures: list[str]
    text: RuleText


class TagsData(TypedDict):
    """Priorities that are sure, and those that hang on something open."""

    sure: Annotated[list[TagData], From(_sure)]
    perhaps: Annotated[list[TagData], From(_perhaps)]


class MeasureData(TypedDict):
    """What was decided of one measure."""

    id: str
    title: str | None
    status: StatusName
    tags: TagsData
    open: list[OpenData]
    reasons: Annotated[list[ReasonData], From("scope", _reasons)]


class DecisionData(TypedDict):
    """A decision."""

    schema: Literal["grantrules.decision/1"]
    regulation: Annotated[RegulationData, From("rules")]
    version: Version
    language: LanguageName
    application: Annotated[ApplicationData, From("stated")]
    status: StatusName
    rests_on: RestsOnData | None
    measures: list[MeasureData]
    tags: TagsData
    reasons: Annotated[list[ReasonData], From("scope", _reasons)]
    open: list[OpenData]
    missing: list[MissingData]
    missing_for_tags: list[MissingData]
    corrections: list[CorrectionData]
    judge: list[JudgeData]
    duties: list[DutyData]
    notes: list[NoteData]
    determinations: Annotated[list[DeterminationData], From(determinations)]

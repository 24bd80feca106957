"""The shape of a decision as data: what other systems can rely on, versioned as `grantrules.decision/1`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

SCHEMA: Literal["grantrules.decision/1"] = "grantrules.decision/1"

StatusName = Literal["eligible", "not_eligible", "undetermined"]
CauseName = Literal["fact", "correction", "judgement", "reading", "disputed", "unclear", "silent"]
AskName = Literal["applicant", "caseworker", "office", "letter"]
OutcomeName = Literal["held", "failed", "open", "not_applicable"]
AuthorityName = Literal["regulation", "own_procedure", "directorate_page", "directorate_presentation", "office_slide"]
VerbName = Literal["require", "exclude", "expect", "assess", "prioritise", "oblige", "note", "state", "silent"]
BasisName = Literal["stated", "inferred", "assumed"]
Value = str | int | bool | None | list[str]


class RegulationData(TypedDict):
    """Which rules were used; the hash covers what they mean and say."""

    year: int
    revision: int
    hash: str


class ApplicationData(TypedDict):
    """Which application; the hash covers what it states."""

    id: str | None
    hash: str


class CitationData(TypedDict):
    """A place in a document of `sources.yaml`."""

    document: str
    at: str


class SourceData(CitationData):
    """A place that is cited, and how much its document weighs there."""

    authority: AuthorityName


class RestsOnData(TypedDict):
    """The weakest authority and basis among what carries the verdict."""

    authority: AuthorityName
    basis: BasisName
    documents: list[str]


class TagData(TypedDict):
    """A priority; `measures` is empty where it is about the whole application."""

    rule: str
    rank: int | None
    measures: list[str]
    text: str


class TagsData(TypedDict):
    """Priorities that are sure, and those that hang on something open."""

    sure: list[TagData]
    perhaps: list[TagData]


class NormData(TypedDict):
    """What a rule says and where that comes from. `authority` is that of the first source, the weightiest."""

    text: str
    sources: list[SourceData]
    authority: AuthorityName
    basis: BasisName


class ReasonData(NormData):
    """How one rule came out. Of an `exclude`, `held` means that it bars. `facts` are those that decided it,
    or, with null, those that are missing."""

    rule: str
    verb: VerbName
    outcome: OutcomeName
    sentence: str
    facts: dict[str, Value]
    branches: list[str]


class OpenData(TypedDict):
    """One thing that keeps a verdict open, and who can settle it."""

    rule: str
    measure: str | None
    cause: CauseName
    facts: list[str]
    branches: list[str]
    ask: AskName


class MissingData(TypedDict):
    """A missing fact and the question that asks for it, with the measures that lack it; `outcomes` counts the
    open outcomes that read it."""

    fact: str
    measures: list[str]
    outcomes: int
    ask: AskName
    question: str


class CorrectionData(TypedDict):
    """What the applicant has to mend."""

    rule: str
    measure: str | None
    text: str


class JudgeData(TypedDict):
    """What people must judge, and the words by which a determination can settle it."""

    rule: str
    measure: str | None
    cause: CauseName
    text: str
    choices: list[str]


class DutyData(NormData):
    """What an award would oblige to. `due` is the rule's date, formula or `not_stated`; `day` the date, if known."""

    rule: str
    certainty: Literal["sure", "perhaps"]
    due: str | dict[str, str | dict[str, int]] | None
    day: str | None
    measures: list[str]


class NoteData(TypedDict):
    """A remark that no verdict hangs on."""

    kind: Literal[
        "pointer",
        "silence",
        "weekend",
        "office_practice",
        "organisation_number",
        "other_year",
        "without_effect",
        "letter",
        "boundary",
    ]
    rules: list[str]
    measure: str | None
    day: str | None
    text: str


DeterminationData = TypedDict(
    "DeterminationData",
    {"rule": str, "measure": str | None, "is": str, "by": str | None, "note": str | None},
)
"""What a person determined, as the application records it."""


class MeasureData(TypedDict):
    """What was decided of one measure."""

    id: str
    title: str | None
    status: StatusName
    tags: TagsData
    open: list[OpenData]
    reasons: list[ReasonData]


class DecisionData(TypedDict):
    """A decision."""

    schema: Literal["grantrules.decision/1"]
    regulation: RegulationData
    version: str
    language: Literal["nb", "nn", "en"]
    application: ApplicationData
    status: StatusName
    rests_on: RestsOnData | None
    measures: list[MeasureData]
    tags: TagsData
    reasons: list[ReasonData]
    open: list[OpenData]
    missing: list[MissingData]
    missing_for_tags: list[MissingData]
    corrections: list[CorrectionData]
    judge: list[JudgeData]
    duties: list[DutyData]
    notes: list[NoteData]
    determinations: list[DeterminationData]

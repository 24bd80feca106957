"""The shape of every file of a regulation, as pydantic models: what keys there are and what they hold.

Conditions, dates of duties and constants are held here as they stand; `parse.py` reads them against
the vocabulary. The JSON Schemas that editors use are made from these models (`schemas.py`), with what is said of a key here.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from grantrules.base.codes import Code
from grantrules.base.errors import Refused
from grantrules.base.texts import Text
from grantrules.language.condition import Basis, Doubt
from grantrules.language.fieldtypes import Kroner, Year
from grantrules.language.vocabulary import Asked, Document, FactType
from grantrules.rules.ruleset import Aspect, Authority, Statement, Verb
from grantrules.rules.written import (
    ConditionAsWritten,
    FactPath,
    Id,
    Raw,
    SomeText,
    YearKey,
    list_or_one,
    one_of,
    says,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Shape(BaseModel):
    """What all parts of a file share: nothing unknown, nothing converted by guess."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True, defer_build=True)

    def said(self, record: type[DataclassInstance]) -> dict[str, Any]:
        """What stands here of the fields of a record, under the same names: texts as they are, and lists as tuples."""
        names = {field.name for field in fields(record)} & type(self).model_fields.keys()
        return {name: _plain(getattr(self, name)) for name in names}


def _plain(value: object) -> object:
    match value:
        case TextShape():
            return value.text()
        case list():
            return tuple(value)
        case _:
            return value


_BOKMAL = says("Bokmål, which stands in where another language is missing.")
_NYNORSK = says("Nynorsk.")
_ENGLISH = says("English.")


class TextShape(Shape):
    """A text in up to three languages."""

    nb: Annotated[SomeText, _BOKMAL]
    nn: Annotated[SomeText | None, _NYNORSK] = None
    en: Annotated[SomeText | None, _ENGLISH] = None

    def text(self) -> Text:
        """The text itself."""
        return Text(self.nb, self.nn, self.en)


MOST_IN_A_TITLE = 60
"""So many characters a title can have; it stands where an id would, and an id is short."""


def _short(text: str) -> str:
    if len(text) > MOST_IN_A_TITLE:
        raise Refused(Code.OUT_OF_RANGE, f"a title has {MOST_IN_A_TITLE} characters at most; this has {len(text)}")
    return text


Title = Annotated[SomeText, AfterValidator(_short), Field(json_schema_extra={"maxLength": MOST_IN_A_TITLE})]


class TitleShape(TextShape):
    """What people call something, in up to three languages."""

    nb: Annotated[Title, _BOKMAL]
    nn: Annotated[Title | None, _NYNORSK] = None
    en: Annotated[Title | None, _ENGLISH] = None


class CitationShape(Shape):
    """A place in a document."""

    document: Annotated[SomeText, says("The id of the document in `sources.yaml`.")]
    at: Annotated[SomeText, says("The section or slide in which it stands.")]


Citations = Annotated[list[CitationShape], Field(min_length=1), list_or_one(CitationShape, least=1)]


class StateShape(Shape):
    """What a `state` rule states; figures carry their amount and kind."""

    about: Annotated[Id, says("What is stated something about, such as `budget` or `goal`.")]
    amount: Annotated[Kroner | None, says("A figure in kroner.")] = None
    figure: Annotated[
        Literal["appropriated", "proposed", "earmarked", "frame"] | None,
        says(
            "What kind of figure it is.",
            enumDescriptions=[
                "granted by the budget",
                "proposed in the budget",
                "set aside for a purpose",
                "the limit of what is given",
            ],
        ),
    ] = None
    exists: Annotated[bool | None, says("Whether there is what it is about, such as a right of appeal.")] = None

    def statement(self) -> Statement:
        """The statement itself."""
        return Statement(self.about, self.amount, self.figure, self.exists)


Number = Annotated[int, Field(ge=1)]


class RankShape(Shape):
    """A number in a ranking; the national one has no name."""

    of: Annotated[Id | None, says("The name of the ranking, where a year has more than one.")]
    no: Annotated[Number, says("The number in it; 1 comes first.")]


Rank = Annotated[
    RankShape,
    BeforeValidator(
        lambda value: value if isinstance(value, dict | RankShape) else {"of": None, "no": value},
        json_schema_input_type=Number | RankShape,
    ),
]


class RuleShape(Shape):
    """One rule: an id, a title, texts, sources and exactly one verb."""

    id: Annotated[Id, says("How programs know the rule; it stays the same through the years.")]
    title: Annotated[TitleShape, says("What people call the rule: at most 60 characters in each language.")]
    formerly: Annotated[Id | None, says("The id that the rule had before, where it had to change.")] = None
    text: Annotated[TextShape, says("The rule in words.")]
    source: Annotated[Citations, says("Where the rule comes from: one place or several, the highest authority first.")]
    basis: Annotated[
        Basis, one_of(Basis), says("How the rule follows from its source; `stated`, if nothing is said.")
    ] = Basis.STATED
    office: Annotated[str | None, says("The county governor's office whose own rule this is.")] = None
    when: Annotated[ConditionAsWritten, says("The guard: only where it holds the rule says something.")] = None
    require: Annotated[ConditionAsWritten, says("What must hold. Fails: not eligible; unknown: undetermined.")] = None
    exclude: Annotated[ConditionAsWritten, says("What bars. Holds: not eligible; unknown: undetermined.")] = None
    expect: Annotated[
        ConditionAsWritten,
        says(
            "What should hold where no source states the consequence. Fails: a correction or a point for judgement, never not eligible."
        ),
    ] = None
    assess: Annotated[
        ConditionAsWritten, says("What people must judge; the condition says whether the material for it is there.")
    ] = None
    prioritise: Annotated[ConditionAsWritten, says("What gives a tag; the verdict is untouched.")] = None
    oblige: Annotated[ConditionAsWritten, says("A duty after the award; the verdict is untouched.")] = None
    note: Annotated[ConditionAsWritten, says("A pointer for whom it concerns; the verdict is untouched.")] = None
    state: Annotated[StateShape | None, says("A fact of the scheme; the verdict is untouched.")] = None
    remedy: Annotated[
        TextShape | None,
        says("What can be put right where the condition does not hold; without it that is a point for judgement."),
    ] = None
    rank: Annotated[
        Rank | None, says("How high a priority ranks; 1 comes first, in a ranking that has a name or not.")
    ] = None
    due: Annotated[Raw, says("When a duty is due: a date, a fact that is one, a formula, or `not_stated`.")] = None
    awarded: Annotated[
        list[Year],
        list_or_one(Year),
        says("The years of the grants that it speaks of, where that is not the year of the folder."),
    ] = []
    aspect: Annotated[
        Annotated[Aspect, one_of(Aspect)] | None, says("Which question about a report the rule answers.")
    ] = None
    fulfilled: Annotated[ConditionAsWritten, says("The facts of a report by which a duty is seen to be done.")] = None
    received: Annotated[
        FactPath | None, says("The fact that is the day on which what a duty asks for came; it is held against `due`.")
    ] = None

    @model_validator(mode="after")
    def _fits_together(self) -> RuleShape:
        verbs = [verb.value for verb in Verb if verb.value in self.model_fields_set]
        if len(verbs) != 1:
            found = " and ".join(f"`{verb}`" for verb in verbs) or "none"
            raise Refused(Code.INVALID_RULE, f"rule `{self.id}`: expected exactly one verb, found {found}")
        if verbs[0] == "state" and self.state is None:  # the parser speaks of the others
            raise Refused(Code.MISSING_FIELD, f"rule `{self.id}`: expected something under `state`, found nothing")
        for key, allowed in ONLY_WITH.items():
            if key in self.model_fields_set and verbs[0] not in allowed:
                names = " or ".join(f"`{verb}`" for verb in allowed)
                raise Refused(Code.INVALID_RULE, f"rule `{self.id}`: `{key}` goes with {names}, not with `{verbs[0]}`")
        if verbs[0] == "oblige" and "remedy" in self.model_fields_set and "fulfilled" not in self.model_fields_set:
            raise Refused(
                Code.INVALID_RULE,
                f"rule `{self.id}`: a duty with a `remedy` needs `fulfilled`, which says when it is done",
            )
        return self

    @property
    def verb(self) -> Verb:
        """The one verb of the rule."""
        return next(verb for verb in Verb if verb.value in self.model_fields_set)


ONLY_WITH = {
    "remedy": ("expect", "assess", "oblige"),
    "rank": ("prioritise",),
    "due": ("oblige",),
    "awarded": ("oblige", "expect", "assess", "note", "state"),
    "aspect": ("oblige", "note", "state"),
    "fulfilled": ("oblige",),
    "received": ("oblige",),
}


class RuleFileShape(Shape):
    """A file of rules; its name tells the topic."""

    rules: Annotated[list[Raw], says("The rules of the topic that the file is named after.")]


class TransitionShape(Shape):
    """A rule that a source says is gone, or is new."""

    rule: Annotated[Id, says("The id of the rule.")]
    source: Annotated[CitationShape, says("Where a document says so.")]


class RegulationShape(Shape):
    """`regulation.yaml`: which year this is, and the rules that belong to no other topic."""

    year: Annotated[Year, says("The year; the folder is called after it.")]
    revision: Annotated[int, Field(ge=1), says("Rises whenever a decision can come out differently; the first is 1.")]
    drafted_from: Annotated[
        Year | None, says("Of a draft: the year that it was copied from. Absence says nothing while it stands here.")
    ] = None
    title: Annotated[TextShape, says("What the regulation of the year is called.")]
    change_note: Annotated[TextShape, says("What is new in this revision.")]
    complete: Annotated[
        list[SomeText],
        list_or_one(SomeText),
        says("The topics that the sources give whole, or `all`: only there does absence mean that a rule is gone."),
    ] = []
    repeals: Annotated[list[TransitionShape], says("Rules of an earlier year that a source says are gone.")] = []
    introduces: Annotated[list[TransitionShape], says("Rules that a source says are new, or changed.")] = []
    silent: Annotated[
        dict[YearKey, Annotated[list[Id], Field(min_length=1), list_or_one(Id, least=1)]],
        says(
            "By year, the ids of rules that it was the last to state and that the sources of this year do not mention."
        ),
    ] = {}
    rules: Annotated[list[Raw], says("Rules that belong to no other topic.")] = []


class OfficeValueShape(Shape):
    """A value that an office has set, or that holds nationally."""

    fact: Annotated[FactPath, says("The fact that is set, such as `office.application_deadline`.")]
    office: Annotated[
        SomeText,
        says("The office that has set it, or `national` for what holds wherever an office has set nothing else."),
    ]
    value: Annotated[Raw, says("What it is set to.")]
    source: Annotated[CitationShape, says("Where the document says so.")]
    basis: Annotated[
        Basis, one_of(Basis), says("How the value follows from its source; `stated`, if nothing is said.")
    ] = Basis.STATED


class OfficesShape(Shape):
    """`offices.yaml`."""

    values: Annotated[list[OfficeValueShape], says("Everything that offices have set for the year.")] = []


class DocumentShape(Shape):
    """A source document."""

    id: Annotated[Id, says("How rules cite the document.")]
    title: Annotated[TextShape, says("What it is called.")]
    short: Annotated[
        TitleShape | None, says("What people are shown in place of the id: at most 60 characters in each language.")
    ] = None
    issuer: Annotated[SomeText, says("Who issued it, in words.")]
    authority: Annotated[Authority, one_of(Authority), says("How much it weighs.")]
    office: Annotated[
        str | None, says("The office that speaks in it; for its own procedure it weighs as `own_procedure`.")
    ] = None
    date: Annotated[str | None, says("When it is from.")] = None
    speaks_for: Annotated[list[Year], says("The years that it says something of.")]
    file: Annotated[str | None, says("The file that the ledger is compared with.")] = None
    note: Annotated[TextShape | None, says("What there is to know of it.")] = None


class YearNoteShape(Shape):
    """What a document says about a year without rules."""

    year: Annotated[Year, says("The year that has no rules.")]
    text: Annotated[TextShape, says("What is said of it.")]
    source: Annotated[CitationShape, says("Where it is said.")]


class SourcesShape(Shape):
    """`sources.yaml`."""

    documents: Annotated[list[DocumentShape], says("What can be cited.")]
    years: Annotated[list[YearNoteShape], says("What documents say of years without rules.")] = []


class ChoiceShape(Shape):
    """One value of a fact, with its names."""

    label: Annotated[TextShape, says("What the value is called.")]
    aliases: Annotated[list[SomeText], says("Other spellings that are read as it, in any case.")] = []
    label_in: Annotated[
        dict[YearKey, TextShape],
        Field(json_schema_extra={"additionalProperties": False}),
        says("By year, what that year called it."),
    ] = {}


class FactShape(Shape):
    """The declaration of a fact."""

    path: Annotated[
        FactPath,
        says(
            "What conditions call the fact, such as `measure.kind`: what it belongs to, then its name; at most three words."
        ),
    ]
    type: Annotated[FactType, one_of(FactType), says("What kind of value it has.")]
    asked: Annotated[Asked, one_of(Asked)] = Field(alias="from", description="Who knows it, and so is asked.")
    changeable: Annotated[
        bool, says("Whether an applicant could make it otherwise; no others are proposed as ways to a grant.")
    ]
    used_in: Annotated[
        list[Annotated[Document, one_of(Document)]],
        says("In what it is stated: applications, if nothing is said, reports, or both."),
    ] = [Document.APPLICATION]
    only_for: Annotated[
        Annotated[dict[str, Annotated[list[str], list_or_one(str)]], Field(max_length=1)],
        says("Where it exists at all, such as `{measure.kind: competence}`; outside nobody is asked."),
    ] = {}
    deadline_of: Annotated[FactPath | None, says("Of a date: the fact that says when what was due by then came.")] = (
        None
    )
    label: Annotated[TextShape, says("Its name.")]
    question: Annotated[
        TextShape,
        says("The question that asks for it; the id of a value in braces stands for what the year called it."),
    ]
    values: Annotated[dict[str, ChoiceShape], says("Of a choice: its values by id.")] = {}


class FactExtensionShape(Shape):
    """Values that a folder adds to a fact that is declared already."""

    path: Annotated[FactPath, says("The fact that has more values here.")]
    values: Annotated[dict[str, ChoiceShape], Field(min_length=1), says("The values that are added, by id.")]


class FactsShape(Shape):
    """`facts.yaml`."""

    facts: Annotated[list[Raw], says("The facts that rules can read.")]


class BranchShape(Shape):
    """What a branch of a condition carries beside its condition."""

    id: Annotated[Id | None, says("The name by which a determination can choose the branch.")] = None
    doubt: Annotated[Annotated[Doubt, one_of(Doubt)] | None, says("Why nobody can say that the branch holds.")] = None
    source: Annotated[Citations | None, says("Where the branch comes from, if not from where the rule does.")] = None
    basis: Annotated[
        Annotated[Basis, one_of(Basis)] | None, says("How the branch follows from its source, if not as the rule does.")
    ] = None
    text: Annotated[TextShape | None, says("The branch in words.")] = None

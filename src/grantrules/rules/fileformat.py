"""The shape of every file of a regulation, as pydantic models: what keys there are and what they hold.

Conditions, dates of duties and constants are held here as they stand; `parse.py` reads them against
the vocabulary. The JSON Schema that editors use is made from these models.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from grantrules.base.texts import Text
from grantrules.base.values import read_choice, show
from grantrules.language.condition import Doubt
from grantrules.language.fieldtypes import Kroner, Year
from grantrules.language.vocabulary import Asked, Document, FactType
from grantrules.rules.ruleset import Aspect, Authority, Basis, Statement, Verb

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def _list_or_one(item: Any, least: int = 0) -> Any:
    """For a list in which one thing alone counts as a list of one."""
    listed = Annotated[list[item], Field(min_length=least or None)]
    return BeforeValidator(
        lambda value: value if isinstance(value, list) else [value], json_schema_input_type=listed | item
    )


def _one_of(values: type[Any]) -> Any:
    """An enum member, written as its value."""
    options = [member.value for member in values]

    def read(value: object) -> object:
        return value if isinstance(value, values) else values(read_choice(value, options, {}))

    return BeforeValidator(read)


@dataclass(frozen=True)
class _Like:
    """Text that matches a pattern, and what the message calls such text."""

    pattern: str
    what: str

    def read(self, value: str) -> str:
        if re.search(self.pattern, value) is None:
            raise ValueError(f"expected {self.what}, found {show(value.strip() or None)}")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": self.pattern}


Id = Annotated[str, _Like(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "lower-case words joined by hyphens")]
FactPath = Annotated[
    str, _Like(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,2}$", "two or three lower-case words joined by points")
]
SomeText = Annotated[str, _Like(r"\S", "text")]
YearKey = Annotated[str, _Like("^[0-9]{4}$", "a year such as 2026")]
Raw = Annotated[Any, WithJsonSchema({})]
ConditionAsWritten = Annotated[Any, WithJsonSchema({"type": "object"})]


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


class TextShape(Shape):
    """A text in up to three languages."""

    nb: SomeText
    nn: SomeText | None = None
    en: SomeText | None = None

    def text(self) -> Text:
        """The text itself."""
        return Text(self.nb, self.nn, self.en)


MOST_IN_A_TITLE = 60
"""So many characters a title can have; it stands where an id would, and an id is short."""


def _short(text: str) -> str:
    if len(text) > MOST_IN_A_TITLE:
        raise ValueError(f"a title has {MOST_IN_A_TITLE} characters at most; this has {len(text)}")
    return text


Title = Annotated[SomeText, AfterValidator(_short), Field(json_schema_extra={"maxLength": MOST_IN_A_TITLE})]


class TitleShape(TextShape):
    """What people call something, in up to three languages."""

    nb: Title
    nn: Title | None = None
    en: Title | None = None


class CitationShape(Shape):
    """A place in a document."""

    document: SomeText
    at: SomeText


Citations = Annotated[list[CitationShape], Field(min_length=1), _list_or_one(CitationShape, least=1)]


class StateShape(Shape):
    """What a `state` rule states; figures carry their amount and kind."""

    about: Id
    amount: Kroner | None = None
    figure: Literal["appropriated", "proposed", "earmarked", "frame"] | None = None

    def statement(self) -> Statement:
        """The statement itself."""
        return Statement(self.about, self.amount, self.figure)


Number = Annotated[int, Field(ge=1)]


class RankShape(Shape):
    """A number in a ranking; the national one has no name."""

    of: Id | None
    no: Number


Rank = Annotated[
    RankShape,
    BeforeValidator(
        lambda value: value if isinstance(value, dict | RankShape) else {"of": None, "no": value},
        json_schema_input_type=Number | RankShape,
    ),
]


class RuleShape(Shape):
    """One rule: an id, a title, texts, sources and exactly one verb."""

    id: Id
    title: TitleShape
    formerly: Id | None = None
    text: TextShape
    source: Citations
    basis: Annotated[Basis, _one_of(Basis)] = Basis.STATED
    office: str | None = None
    when: ConditionAsWritten = None
    require: ConditionAsWritten = None
    exclude: ConditionAsWritten = None
    expect: ConditionAsWritten = None
    assess: ConditionAsWritten = None
    prioritise: ConditionAsWritten = None
    oblige: ConditionAsWritten = None
    note: ConditionAsWritten = None
    state: StateShape | None = None
    remedy: TextShape | None = None
    rank: Rank | None = None
    due: Raw = None
    awarded: Annotated[list[Year], _list_or_one(Year)] = []
    aspect: Annotated[Aspect, _one_of(Aspect)] | None = None
    fulfilled: ConditionAsWritten = None
    received: FactPath | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> RuleShape:
        verbs = [verb.value for verb in Verb if verb.value in self.model_fields_set]
        if len(verbs) != 1:
            found = " and ".join(f"`{verb}`" for verb in verbs) or "none"
            raise ValueError(f"rule `{self.id}`: expected exactly one verb, found {found}")
        if verbs[0] == "state" and self.state is None:  # the parser speaks of the others
            raise ValueError(f"rule `{self.id}`: expected something under `state`, found nothing")
        for key, allowed in _ONLY_WITH.items():
            if key in self.model_fields_set and verbs[0] not in allowed:
                names = " or ".join(f"`{verb}`" for verb in allowed)
                raise ValueError(f"rule `{self.id}`: `{key}` goes with {names}, not with `{verbs[0]}`")
        if verbs[0] == "oblige" and "remedy" in self.model_fields_set and "fulfilled" not in self.model_fields_set:
            raise ValueError(f"rule `{self.id}`: a duty with a `remedy` needs `fulfilled`, which says when it is done")
        return self

    @property
    def verb(self) -> Verb:
        """The one verb of the rule."""
        return next(verb for verb in Verb if verb.value in self.model_fields_set)


_ONLY_WITH = {
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

    rules: list[Raw]


class TransitionShape(Shape):
    """A rule that a source says is gone, or is new."""

    rule: Id
    source: CitationShape


class RegulationShape(Shape):
    """`regulation.yaml`: which year this is, and the rules that belong to no other topic."""

    year: Year
    revision: Annotated[int, Field(ge=1)]
    title: TextShape
    change_note: TextShape
    complete: Annotated[list[SomeText], _list_or_one(SomeText)] = []
    repeals: list[TransitionShape] = []
    introduces: list[TransitionShape] = []
    silent: dict[YearKey, Annotated[list[Id], Field(min_length=1), _list_or_one(Id, least=1)]] = {}
    rules: list[Raw] = []


class OfficeValueShape(Shape):
    """A value that an office has set, or that holds nationally."""

    fact: FactPath
    office: SomeText
    value: Raw
    source: CitationShape
    basis: Annotated[Basis, _one_of(Basis)] = Basis.STATED


class OfficesShape(Shape):
    """`offices.yaml`."""

    values: list[OfficeValueShape] = []


class DocumentShape(Shape):
    """A source document."""

    id: Id
    title: TextShape
    short: TitleShape | None = None
    issuer: SomeText
    authority: Annotated[Authority, _one_of(Authority)]
    office: str | None = None
    date: str | None = None
    speaks_for: list[Year]
    file: str | None = None
    note: TextShape | None = None


class YearNoteShape(Shape):
    """What a document says about a year without rules."""

    year: Year
    text: TextShape
    source: CitationShape


class SourcesShape(Shape):
    """`sources.yaml`."""

    documents: list[DocumentShape]
    years: list[YearNoteShape] = []


class ChoiceShape(Shape):
    """One value of a fact, with its names."""

    label: TextShape
    aliases: list[SomeText] = []
    label_in: Annotated[dict[YearKey, TextShape], Field(json_schema_extra={"additionalProperties": False})] = {}


class FactShape(Shape):
    """The declaration of a fact."""

    path: FactPath
    type: Annotated[FactType, _one_of(FactType)]
    asked: Annotated[Annotated[Asked, _one_of(Asked)], Field(alias="from")]
    changeable: bool
    used_in: list[Annotated[Document, _one_of(Document)]] = [Document.APPLICATION]
    only_for: Annotated[dict[str, Annotated[list[str], _list_or_one(str)]], Field(max_length=1)] = {}
    deadline_of: FactPath | None = None
    label: TextShape
    question: TextShape
    values: dict[str, ChoiceShape] = {}


class FactExtensionShape(Shape):
    """Values that a folder adds to a fact that is declared already."""

    path: FactPath
    values: Annotated[dict[str, ChoiceShape], Field(min_length=1)]


class FactsShape(Shape):
    """`facts.yaml`."""

    facts: list[Raw]


class BranchShape(Shape):
    """What a branch of a condition carries beside its condition."""

    id: Id | None = None
    doubt: Annotated[Doubt, _one_of(Doubt)] | None = None
    source: Citations | None = None
    text: TextShape | None = None

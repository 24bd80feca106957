"""The vocabulary: which facts there are, what values they take, who is asked for them.

Facts are declared in `facts.yaml`; a rule can read nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from typing import Self

from grantrules.base import identifiers, values
from grantrules.base.codes import Code
from grantrules.base.errors import Location, Refused
from grantrules.base.texts import Language, Text
from grantrules.base.values import Value

MEASURE = "measure"
OFFICE = "office.id"
"""The fact that names the county governor's office; rules for one office and office values hang on it."""


class FactType(StrEnum):
    """What kind of value a fact has."""

    _value_: str
    words: str
    """The type, for a message."""

    CHOICE = "choice", "one of a list of values"
    CHOICES = "choices", "a set of values"
    BOOLEAN = "boolean", "true or false"
    INTEGER = "integer", "a whole number"
    YEAR = "year", "a year"
    MONEY = "money", "an amount in kroner"
    DATE = "date", "a date"
    TEXT = "text", "text"
    ORGANISATION_NUMBER = "organisation_number", "an organisation number"
    MUNICIPALITY_NUMBER = "municipality_number", "a municipality number"

    def __new__(cls, value: str, words: str) -> Self:
        """A member whose value is the first alone."""
        made = str.__new__(cls, value)
        made._value_, made.words = value, words
        return made

    @property
    def ordered(self) -> bool:
        """Whether two values can be larger and smaller, or earlier and later."""
        return self in (FactType.INTEGER, FactType.YEAR, FactType.MONEY, FactType.DATE)


class Asked(StrEnum):
    """Who knows a fact, and is therefore asked when it is missing."""

    APPLICANT = "applicant"
    CASEWORKER = "caseworker"
    OFFICE = "office"
    LETTER = "letter"


class Document(StrEnum):
    """The kinds of document that state facts."""

    APPLICATION = "application"
    REPORT = "report"

    @property
    def aliases(self) -> tuple[str, ...]:
        """What the kind is called in Norwegian."""
        return {Document.APPLICATION: ("søknad",), Document.REPORT: ("rapport",)}[self]

    @classmethod
    def named(cls, name: object) -> Document | None:
        """The kind that is called so."""
        of = KINDS.of(name) if isinstance(name, str) else None
        return None if of is None else cls(of)

    def read(self, name: object) -> str:
        """This kind, as a document names it, in English or in Norwegian.

        Raises:
            ValueError: it names another kind, or none; the message says which there are.
        """
        found = Document.named(name)
        if found is None:
            return values.read_choice(name, KINDS)
        if found is not self:
            raise Refused(Code.WRONG_KIND, f"expected the kind `{self.value}`, found {values.show(name)}")
        return self.value


KINDS = values.Names({kind.value: kind.aliases for kind in Document})
"""What the kinds of document are called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a fact can take, with its names."""

    id: str
    label: Text
    aliases: tuple[str, ...] = ()
    label_in: Mapping[int, Text] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """What it is called in any language, now or in some year."""
        texts = (self.label, *self.label_in.values())
        return tuple(dict.fromkeys(name for text in texts for name in text.as_dict().values()))

    def name(self, year: int) -> Text:
        """What the value was called in a year."""
        return self.label_in.get(year, self.label)


def spellings(aliases: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """The value that each of its aliases stands for, as declared and in lower case."""
    declared = {alias: value for value, of_value in aliases.items() for alias in of_value}
    return {**declared, **{alias.casefold(): value for alias, value in declared.items()}}


@dataclass(frozen=True, slots=True)
class OnlyFor:
    """The condition for a fact to exist at all: another fact has one of these values."""

    path: str
    values: frozenset[str]


@dataclass(frozen=True)
class Fact:
    """One fact that a document can state and a rule can read.

    A day that the grant letter sets is a deadline of another fact: of the day on which something was received.
    """

    path: str
    type: FactType
    asked: Asked
    label: Text
    question: Text
    changeable: bool = True
    used_in: frozenset[Document] = frozenset({Document.APPLICATION})
    only_for: OnlyFor | None = None
    deadline_of: str | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)
    where: Location | None = field(default=None, compare=False, repr=False)

    @property
    def root(self) -> str:
        """The first part of the path, such as `measure`."""
        return self.path.partition(".")[0]

    @property
    def per_measure(self) -> bool:
        """Whether each measure has a value of its own."""
        return self.root == MEASURE

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Every other spelling of a value, as declared and in lower case, with the value that it stands for."""
        return spellings({choice.id: choice.aliases for choice in self.choices.values()})

    @cached_property
    def names(self) -> values.Names:
        """All that is read as one of its values: ids, aliases and labels."""
        return values.Names({each.id: (*each.aliases, *each.labels) for each in self.choices.values()})

    @property
    def reader(self) -> Callable[[object], Value]:
        """What reads a value of this fact."""
        match self.type:
            case FactType.CHOICE:
                return partial(values.read_choice, names=self.names)
            case FactType.CHOICES:
                return partial(values.read_choices, names=self.names)
            case FactType.BOOLEAN:
                return values.read_boolean
            case FactType.INTEGER:
                return values.read_integer
            case FactType.YEAR:
                return values.read_year
            case FactType.MONEY:
                return values.read_money
            case FactType.DATE:
                return values.read_date
            case FactType.TEXT:
                return values.read_text
            case FactType.ORGANISATION_NUMBER:
                return identifiers.read_organisation_number
            case FactType.MUNICIPALITY_NUMBER:
                return identifiers.read_municipality_number

    def read(self, value: object) -> Value:
        """The value in the form that rules compare.

        Raises:
            ValueError: it is not a value of this fact; the message says what was expected.
        """
        return self.reader(value)

    def question_in(self, year: int, language: Language) -> str:
        """The question, with what its own values were called in a year in the place of their ids in braces."""
        question = self.question[language]
        for id_, choice in self.choices.items():
            question = question.replace(f"{{{id_}}}", choice.name(year)[language])
        return question

    def value_name(self, value: str, year: int, language: Language) -> str:
        """What a choice of this fact is called."""
        choice = self.choices.get(value)
        return choice.name(year)[language] if choice else value


class Vocabulary(Mapping[str, Fact]):
    """All facts by path."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = {fact.path: fact for fact in facts}

    def __getitem__(self, path: str) -> Fact:
        return self._facts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The first part of every path."""
        return frozenset(fact.root for fact in self.values())

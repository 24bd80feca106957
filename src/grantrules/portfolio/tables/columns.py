"""The columns of the two tables of applications and measures: one for each fact, one for each value of a set.

A column is called as the field is in a nested application, with dots between the steps: `office`,
`applicant.type` and `contents.budget` in the table of applications, `kind` and `bpa.training_plan` in that
of measures. A set has a column of true and false for each of its values, `themes.nutrition`; they are all
stated or none is. Null is not stated, and so is a column that is left out. What is wrong with the names of columns is
said here, wherever a table comes from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grantrules.base.codes import Code
from grantrules.base.errors import Said, shorten, unknown
from grantrules.base.values import Names, spelling
from grantrules.evaluation.executors.frame.terms import column_of, member_column
from grantrules.language.layout import stands_in, steps_of
from grantrules.language.vocabulary import Asked, Document, Fact, FactType, Vocabulary

APPLICATIONS, MEASURES = "applications", "measures"
"""The two tables, by name."""

KEYS = {APPLICATIONS: ("id",), MEASURES: ("application", "id")}
"""The columns that each table must have: its own id, and for a measure that of its application."""

YEAR = "year"
"""A column of the table of applications that is no fact: the year that an application states."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the fact that it is about and, where that is a set, the value."""

    name: str
    fact: Fact
    member: str | None = None

    @property
    def path(self) -> str:
        """What the column is called where the rules are run."""
        return column_of(self.fact.path) if self.member is None else member_column(self.fact.path, self.member)


def columns_of(vocabulary: Vocabulary, table: str) -> Mapping[str, Column]:
    """The columns that a table can have beside its keys, by name.

    Raises:
        ValueError: two facts would have the same column.
    """
    found: dict[str, Column] = {}
    for fact in vocabulary.values():
        if stands_in(fact, Document.APPLICATION) and fact.per_measure is (table == MEASURES):
            name = ".".join(steps_of(fact.path, Document.APPLICATION))
            members = [Column(f"{name}.{member}", fact, member) for member in fact.choices]
            for column in members if fact.type is FactType.CHOICES else [Column(name, fact)]:
                if column.name in found or column.name in (*KEYS[table], YEAR):
                    raise ValueError(f"`{fact.path}` cannot be in a table: another column is called `{column.name}`")
                found[column.name] = column
    return found


def known_columns(table: str, vocabularies: Sequence[Vocabulary]) -> Mapping[str, Column]:
    """The columns that a table can have beside its keys and the year, in any of the vocabularies."""
    return {name: column for each in vocabularies for name, column in columns_of(each, table).items()}


CALLED = {"id": ("Nr.", "Nr"), "application": ("Søknad",), YEAR: ("År",)}
"""What the columns that are no facts are called in Norwegian."""


def key_names(table: str) -> tuple[str, ...]:
    """What the first key of a table can be called, by its spelling."""
    key = KEYS[table][0]
    return tuple(spelling(name) for name in (key, *CALLED[key]))


def names_of(table: str, vocabularies: Sequence[Vocabulary]) -> Names:
    """What the columns of a table can be called beside their names: the labels of facts, with those of the value in a set."""
    own = (*KEYS[table], *([YEAR] if table == APPLICATIONS else []))
    found: dict[str, dict[str, None]] = {name: dict.fromkeys(CALLED[name]) for name in own}
    for each in vocabularies:
        for name, column in columns_of(each, table).items():
            labels = list(column.fact.label.as_dict().values())
            if column.member is not None:
                of_value = column.fact.choices[column.member].labels
                labels = [f"{label}: {value}" for label in labels for value in of_value]
            found.setdefault(name, {}).update(dict.fromkeys(labels))
    return Names({name: tuple(others) for name, others in found.items()})


def wrong_names(
    table: str, names: Collection[str], vocabularies: Sequence[Vocabulary]
) -> Iterator[tuple[str | None, Said]]:
    """For what is unknown or missing the column, a set, or nothing where that is the table itself; and what is said."""
    known, own = known_columns(table, vocabularies), (*KEYS[table], *([YEAR] if table == APPLICATIONS else []))
    other = MEASURES if table == APPLICATIONS else APPLICATIONS
    elsewhere = known_columns(other, vocabularies).keys() - own
    for name in names:
        if name in known or name in own:
            continue
        if name.partition(".")[0] == "determinations":
            alone = "evaluate such applications one at a time, or in files of their own"
            yield name, Said(Code.NOT_SUPPORTED, f"determinations are not read from tables; {alone}")
            continue
        why = None
        if members := [f"`{each}`" for each in known if each.startswith(f"{name}.")]:
            why = f"there is a column for each value: {', '.join(members)}"
        elif any(name in each and each[name].asked is Asked.OFFICE for each in vocabularies):
            why = "what offices set comes from the rules"
        elif name in elsewhere:
            why = f"it belongs in the table of {other}"
        told = unknown(Code.UNKNOWN_COLUMN, name, [*own, *known])
        yield name, told._replace(message=f"unknown column `{shorten(name)}`; {why}") if why else told
    for key in KEYS[table]:
        if key not in names:
            yield None, Said(Code.MISSING_COLUMN, f"missing the column `{key}`")
    for path in sorted({column.fact.path for column in known.values() if column.member is not None}):
        every = [name for name, column in known.items() if column.fact.path == path]
        missing = [f"`{name}`" for name in every if name not in names]
        if 0 < len(missing) < len(every):
            told = Said(Code.MISSING_COLUMN, f"a set has all its columns or none; missing {', '.join(missing)}")
            yield every[0].rpartition(".")[0], told

"""The columns of the two tables of applications and measures: one for each fact, one for each value of a set.

A column is called as the field is in a nested application, with dots between the steps: `office`,
`applicant.type` and `contents.budget` in the table of applications, `kind` and `bpa.training_plan` in that
of measures. A set has a column of true and false for each of its values, `themes.nutrition`; they are all
stated or none is. Null is not stated, and so is a column that is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grantrules.evaluation.executors.frame.terms import column_of, member_column
from grantrules.language.layout import stands_in, steps_of
from grantrules.language.vocabulary import Document, Fact, FactType, Vocabulary

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
            for column in _columns(fact):
                if column.name in found or column.name in (*KEYS[table], YEAR):
                    raise ValueError(f"`{fact.path}` cannot be in a table: another column is called `{column.name}`")
                found[column.name] = column
    return found


def _columns(fact: Fact) -> Iterator[Column]:
    name = ".".join(steps_of(fact.path, Document.APPLICATION))
    if fact.type is FactType.CHOICES:
        yield from (Column(f"{name}.{member}", fact, member) for member in fact.choices)
    else:
        yield Column(name, fact)

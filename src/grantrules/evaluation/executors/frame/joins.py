"""How applications and their measures, in two tables, are brought together by key, and ids into lists.

`Joined` has words for it that every kind of table knows. `polars.py` does the same for Polars frames in memory,
several times as fast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from grantrules.base.extras import narwhals
from grantrules.evaluation.executors.frame.terms import Expression, Expressions, Table, Term, as_expression

KEY = "key"
"""The column with the application's key, in both tables."""

BETWEEN = ","
"""What stands between the ids of a list while it is text."""

Named = Sequence[tuple[str, Term]]
"""Ids, and where each is to be listed."""


@dataclass(frozen=True, slots=True)
class Upwards:
    """Columns of measures, and what they come to for an application.

    `flags` are true where they are for some measure; `counts` the number of measures for which they are true, `largest`
    the largest number, both null without measures.
    """

    flags: Sequence[str] = ()
    counts: Sequence[str] = ()
    largest: Sequence[str] = ()


class Joins(Protocol):
    """Two tables brought together by `KEY`; an application without measures keeps its row."""

    @property
    def expressions(self) -> Expressions:
        """What expressions over its tables are written with: narwhals, or Polars, whose words narwhals has."""

    def handed_down(self, applications: Table, measures: Table, columns: Sequence[str]) -> Table:
        """The measures with columns of their application."""

    def handed_up(self, applications: Table, measures: Table, up: Upwards) -> Table:
        """The applications with what columns of their measures come to, under the same names."""

    def worded(self, table: Table, column: str, words: Sequence[str], name: str) -> Table:
        """The table with a column of words, one for each number from 0 in a column without gaps."""

    def listed(self, table: Table, lists: Mapping[str, Named]) -> Table:
        """The table with lists of ids, or with texts of ids and `BETWEEN` them."""


class Joined:
    """Tables of narwhals, of every kind that it knows, lazy ones too: grouped and joined."""

    @property
    def expressions(self) -> Expressions:
        """As for all."""
        return narwhals()

    def handed_down(self, applications: Table, measures: Table, columns: Sequence[str]) -> Table:
        """As for all."""
        return measures.join(applications.select(KEY, *columns), on=KEY, how="left") if columns else measures

    def handed_up(self, applications: Table, measures: Table, up: Upwards) -> Table:
        """As for all."""
        nw, summed = narwhals(), (*up.flags, *up.counts)
        numbers = measures.select(KEY, *up.largest, **{name: nw.col(name).cast(nw.Int64) for name in summed})
        most, sums = (
            [nw.col(name).max() for name in (*up.flags, *up.largest)],
            [nw.col(name).sum() for name in up.counts],
        )
        joined = applications.join(numbers.group_by(KEY).agg(*most, *sums), on=KEY, how="left")
        said = {name: (nw.col(name) > 0).fill_null(False) for name in up.flags}
        return joined.with_columns(**said) if said else joined

    def worded(self, table: Table, column: str, words: Sequence[str], name: str) -> Table:
        """As for all."""
        nw = narwhals()
        *others, made = (nw.lit(word) for word in words)
        for number, word in enumerate(others):
            made = nw.when(nw.col(column) == number).then(word).otherwise(made)
        return table.with_columns(**{name: made})

    def listed(self, table: Table, lists: Mapping[str, Named]) -> Table:
        """As for all; text."""
        return table.with_columns(**{name: _text(named) for name, named in lists.items()})


def _text(named: Named) -> Expression:
    nw = narwhals()
    ids = [nw.when(as_expression(term, nw)).then(nw.lit(id_)) for id_, term in named if term is not False]
    return nw.concat_str(*ids, separator=BETWEEN, ignore_nulls=True) if ids else nw.lit("", nw.String)

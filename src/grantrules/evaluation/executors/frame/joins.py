"""How applications and their measures, in two tables, are brought together by key, and ids into lists.

`Joined` has words for it that every kind of table knows; `Numbered` does the same for Polars frames in memory, several
times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from grantrules.base.extras import narwhals, polars
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


class Joined:
    """Two tables brought together by `KEY`; an application without measures keeps its row.

    This goes for tables of narwhals of every kind that it knows, lazy ones too: they are grouped and joined.
    """

    @property
    def expressions(self) -> Expressions:
        """What expressions over its tables are written with: narwhals, or Polars, whose words narwhals has."""
        return narwhals()

    def handed_down(self, applications: Table, measures: Table, columns: Sequence[str]) -> Table:
        """The measures with columns of their application."""
        return measures.join(applications.select(KEY, *columns), on=KEY, how="left") if columns else measures

    def handed_up(self, applications: Table, measures: Table, up: Upwards) -> Table:
        """The applications with what columns of their measures come to, under the same names."""
        nw, summed = narwhals(), (*up.flags, *up.counts)
        numbers = measures.select(KEY, *up.largest, **{name: nw.col(name).cast(nw.Int64) for name in summed})
        most = [nw.col(name).max() for name in (*up.flags, *up.largest)]
        sums = [nw.col(name).sum() for name in up.counts]
        joined = applications.join(numbers.group_by(KEY).agg(*most, *sums), on=KEY, how="left")
        said = {name: (nw.col(name) > 0).fill_null(False) for name in up.flags}
        return joined.with_columns(**said) if said else joined

    def worded(self, table: Table, column: str, words: Sequence[str], name: str) -> Table:
        """The table with a column of words, one for each number from 0 in a column without gaps."""
        nw = narwhals()
        *others, made = (nw.lit(word) for word in words)
        for number, word in enumerate(others):
            made = nw.when(nw.col(column) == number).then(word).otherwise(made)
        return table.with_columns(**{name: made})

    def listed(self, table: Table, lists: Mapping[str, Named]) -> Table:
        """The table with texts of ids and `BETWEEN` them, or with lists of ids."""
        return table.with_columns(**{name: _text(named) for name, named in lists.items()})


def _text(named: Named) -> Expression:
    nw = narwhals()
    ids = [nw.when(as_expression(term, nw)).then(nw.lit(id_)) for id_, term in named if term is not False]
    return nw.concat_str(*ids, separator=BETWEEN, ignore_nulls=True) if ids else nw.lit("", nw.String)


# -- Polars frames in memory

_WIDTH = 60
"""How many flags a number has room for."""

_MANY = 64
"""For so many rows it does not matter whether one more list is made."""


class Numbered(Joined):
    """Eager Polars frames in memory; `KEY` is the number of the application's row, whose frame is in that order, from 0.

    Looking up is gathering by row; flags are bits of one number, which is grouped once for all of them; and a list is
    made once for each number that occurs, since among a million rows there are only some thousands of them.
    """

    @property
    def expressions(self) -> Expressions:
        """As for all: narwhals would take longer to translate the rules than Polars takes for ten thousand rows."""
        return polars()

    def handed_down(self, applications: Table, measures: Table, columns: Sequence[str]) -> Table:
        """As for all."""
        if not columns:
            return measures
        of_application = applications.select(columns)
        return measures.hstack(of_application[measures[KEY]])

    def handed_up(self, applications: Table, measures: Table, up: Upwards) -> Table:
        """As for all."""
        pl, words = polars(), dict(_words("all", up.flags))
        table = measures.lazy()
        packed = table.select(KEY, *up.counts, *up.largest, **{word: _packed(names) for word, names in words.items()})
        totals = packed.group_by(KEY).agg(
            pl.col(up.counts).sum(), pl.col(up.largest).max(), pl.col(list(words)).bitwise_or()
        )
        found = _in_rows(totals.collect(engine="streaming"), len(applications))
        unpacked = {name: _bit(word, n) for word, names in words.items() for n, name in enumerate(names)}
        return applications.hstack(found.select(*up.counts, *up.largest, **unpacked))

    def worded(self, table: Table, column: str, words: Sequence[str], name: str) -> Table:
        """As for all."""
        return table.hstack(polars().Series(name, words).gather(table[column]).to_frame())

    def listed(self, table: Table, lists: Mapping[str, Named]) -> Table:
        """As for all; lists."""
        pl, flags = polars(), dict[str, Any]()
        ids: dict[str, dict[str, str]] = {}
        for name, named in lists.items():
            there = {f"{name} {n}": (id_, term) for n, (id_, term) in enumerate(named) if term is not False}
            flags |= {column: as_expression(term, pl) for column, (_, term) in there.items()}
            ids[name] = {column: id_ for column, (id_, _) in there.items()}
        words = {name: dict(_words(name, list(columns))) for name, columns in ids.items()}
        packed = {word: _packed(columns) for of_list in words.values() for word, columns in of_list.items()}
        numbers = table.select(**flags).select(**packed)
        no_ids = pl.Series([[]], dtype=pl.List(pl.String)).new_from_index(0, len(table))
        made = dict[str, Any]()
        for name, of_list in words.items():
            parts = [_lists(numbers[word], [ids[name][each] for each in columns]) for word, columns in of_list.items()]
            made[name] = parts[0] if len(parts) == 1 else pl.concat_list(no_ids, *parts)
        return table.hstack(pl.select(**made))  # all at once: each column on a core of its own


def _in_rows(totals: Any, rows: int) -> Table:
    """Each total in the row that its key says, and null in the others."""
    pl = polars()
    empty = pl.Series([None], dtype=pl.Null).new_from_index(0, rows)
    return pl.DataFrame(
        [empty.cast(each.dtype).scatter(totals[KEY], each).alias(each.name) for each in totals.drop(KEY)]
    )


def _words(name: str, flags: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The flags that share a number, with the name of its column."""
    for start in range(0, len(flags), _WIDTH):
        yield f"{name} bits {start}", flags[start : start + _WIDTH]


def _packed(flags: Sequence[str]) -> Any:
    """A number with a bit for each flag."""
    pl = polars()
    sizes = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32, 64: pl.UInt64}
    type_ = next(type_ for bits, type_ in sizes.items() if len(flags) <= bits)
    bits = (pl.when(flag).then(pl.lit(1 << n, type_)).otherwise(pl.lit(0, type_)) for n, flag in enumerate(flags))
    return reduce(or_, bits)


def _bit(word: str, place: int) -> Any:
    pl = polars()
    return ((pl.col(word) & (1 << place)) != 0).fill_null(value=False)


def _lists(numbers: Any, ids: Sequence[str]) -> Any:
    """For each number the ids whose bits are set: made for all numbers there can be, or for those that there are.

    What comes out is an expression.
    """
    pl = polars()
    if 1 << len(ids) <= len(numbers) // _MANY:
        return pl.lit(_every_list(tuple(ids))).gather(numbers)
    found = numbers.unique()
    if len(found) * 2 > len(numbers):
        return pl.lit(_spelt(numbers, ids))
    places = numbers.replace_strict(found, pl.int_range(len(found), dtype=pl.UInt32, eager=True))
    return pl.lit(_spelt(found, ids)).gather(places)


@lru_cache(maxsize=64)
def _every_list(ids: tuple[str, ...]) -> Any:
    return _spelt(polars().Series("bits", range(1 << len(ids)), dtype=polars().UInt32), ids)


def _spelt(numbers: Any, ids: Sequence[str]) -> Any:
    pl = polars()
    set_ids = (pl.when(_bit(numbers.name, n)).then(pl.lit(id_)) for n, id_ in enumerate(ids))
    text = pl.concat_str(list(set_ids), separator=BETWEEN, ignore_nulls=True)
    lists = pl.when(text == "").then(pl.lit([], pl.List(pl.String))).otherwise(text.str.split(BETWEEN))
    return numbers.to_frame().select(lists.alias(numbers.name)).to_series().rechunk()

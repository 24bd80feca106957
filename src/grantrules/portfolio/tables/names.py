"""What is wrong with the names of the columns of a table, wherever the table comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from grantrules.base.errors import shorten, unknown
from grantrules.language.vocabulary import Asked, Vocabulary
from grantrules.portfolio.tables.columns import APPLICATIONS, KEYS, MEASURES, YEAR, Column, columns_of


def known_columns(table: str, vocabularies: Sequence[Vocabulary]) -> Mapping[str, Column]:
    """The columns that a table can have beside its keys and the year, in any of the vocabularies."""
    return {name: column for each in vocabularies for name, column in columns_of(each, table).items()}


def own_names(table: str) -> tuple[str, ...]:
    """The columns of a table that are about no fact: its keys, and the year of an application."""
    return (*KEYS[table], YEAR) if table == APPLICATIONS else KEYS[table]


def wrong_names(
    table: str, names: Collection[str], vocabularies: Sequence[Vocabulary]
) -> Iterator[tuple[str | None, str]]:
    """For what is unknown or missing the column, a set, or nothing where that is the table itself; and a message."""
    known, own = known_columns(table, vocabularies), own_names(table)
    other = MEASURES if table == APPLICATIONS else APPLICATIONS
    elsewhere = known_columns(other, vocabularies).keys() - own
    for name in names:
        if name in known or name in own:
            continue
        if name.partition(".")[0] == "determinations":
            yield (
                name,
                "determinations are not read from tables; evaluate such applications one at a time, or in files of their own",
            )
            continue
        members = [f"`{each}`" for each in known if each.startswith(f"{name}.")]
        why = None
        if members:
            why = f"there is a column for each value: {', '.join(members)}"
        elif any(name in each and each[name].asked is Asked.OFFICE for each in vocabularies):
            why = "what offices set comes from the rules"
        elif name in elsewhere:
            why = f"it belongs in the table of {other}"
        yield name, f"unknown column `{shorten(name)}`; {why}" if why else unknown("column", name, [*own, *known])
    for key in KEYS[table]:
        if key not in names:
            yield None, f"missing the column `{key}`"
    for path in sorted({column.fact.path for column in known.values() if column.member is not None}):
        every = [name for name, column in known.items() if column.fact.path == path]
        missing = [f"`{name}`" for name in every if name not in names]
        if 0 < len(missing) < len(every):
            yield every[0].rpartition(".")[0], f"a set has all its columns or none; missing {', '.join(missing)}"

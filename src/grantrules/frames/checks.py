"""What is wrong with two tables, all of it, and the columns that the rules are run on.

Values are looked at where the tables are: only what is not as it should be is fetched, each value once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grantrules.errors import Location, Problems, unknown
from grantrules.executors.frame import KEY
from grantrules.executors.frame_packages import polars
from grantrules.executors.frame_terms import LARGEST
from grantrules.facts import Asked, FactType, Vocabulary
from grantrules.frames.columns import APPLICATIONS, KEYS, MEASURES, YEAR, Column, columns_of
from grantrules.values import MAX_TEXT, read_year, show

ROW, LABEL = "row", "label"
"""Columns of a table under check: the number of each row, and what messages call it."""

_SHOWN = 3


@dataclass
class Checked:
    """A table under check: its columns by name, those of the rules, and the values that are spelt otherwise."""

    name: str
    frame: Any
    types: Mapping[str, Any]
    columns: dict[str, Column] = field(default_factory=dict)
    renamed: dict[str, dict[object, object]] = field(default_factory=dict)


def check_columns(name: str, frame: Any, vocabulary: Vocabulary, problems: Problems) -> Checked | None:
    """The columns of a table; what is unknown, missing or of the wrong type goes to `problems`."""
    types, known = dict(frame.collect_schema()), columns_of(vocabulary, name)
    meta = (*KEYS[name], YEAR) if name == APPLICATIONS else KEYS[name]
    other = MEASURES if name == APPLICATIONS else APPLICATIONS
    elsewhere = columns_of(vocabulary, other).keys() - meta
    checked = Checked(name, frame, types)
    for column, type_ in types.items():
        where = Location(f"{name}.{column}")
        if column.partition(".")[0] == "determinations":
            problems.add(where, "determinations are not read from tables; evaluate such applications one at a time")
        elif column in known:
            checked.columns[column] = known[column]
            if not _fits(known[column].fact.type, type_):
                problems.add(where, f"expected {_expected(known[column])}, found {_shown_type(type_)}")
        elif column in vocabulary and vocabulary[column].asked is Asked.OFFICE:
            problems.add(where, f"unknown column `{column}`; what offices set comes from the rules")
        elif column in elsewhere:
            problems.add(where, f"unknown column `{column}`; it belongs in the table of {other}")
        elif column not in meta:
            problems.add(where, unknown("column", column, [*meta, *known]))
    for key in KEYS[name]:
        if key not in types:
            problems.add(Location(name), f"missing the column `{key}`")
        elif not _is_key(types[key]):
            problems.add(Location(f"{name}.{key}"), f"expected text or whole numbers, found {_shown_type(types[key])}")
    if YEAR in types and name == APPLICATIONS and not _fits(FactType.YEAR, types[YEAR]):
        problems.add(Location(f"{name}.{YEAR}"), f"expected a year, found {_shown_type(types[YEAR])}")
    for column, members in _incomplete(checked, known):
        problems.add(Location(f"{name}.{column}"), f"a set has all its columns or none; missing {', '.join(members)}")
    usable = all(key in types and _is_key(types[key]) for key in KEYS[name])
    return _labelled(checked) if usable else None


def _incomplete(checked: Checked, known: Mapping[str, Column]) -> Iterator[tuple[str, list[str]]]:
    there = {column.fact.path for column in checked.columns.values() if column.member is not None}
    for path in sorted(there):
        every = [name for name, column in known.items() if column.fact.path == path]
        missing = [f"`{name}`" for name in every if name not in checked.columns]
        if missing:
            yield every[0].rpartition(".")[0], missing


def _fits(wanted: FactType, type_: Any) -> bool:
    pl = polars()
    words = type_ == pl.String or isinstance(type_, pl.Enum | pl.Categorical)
    match wanted:
        case _ if type_ == pl.Null:
            return True
        case FactType.BOOLEAN | FactType.CHOICES:
            return bool(type_ == pl.Boolean)
        case FactType.DATE:
            return bool(type_ == pl.Date)
        case FactType.INTEGER | FactType.YEAR:
            return bool(type_.is_integer())
        case FactType.MONEY:
            return bool(type_.is_integer() or type_.is_decimal())
        case FactType.CHOICE:
            return words
        case FactType.TEXT | FactType.ORGANISATION_NUMBER:
            return words or bool(type_.is_integer())


def _is_key(type_: Any) -> bool:
    return _fits(FactType.TEXT, type_)


def _expected(column: Column) -> str:
    return FactType.BOOLEAN.words if column.member is not None else column.fact.type.words


def _shown_type(type_: Any) -> str:
    pl = polars()
    if type_ in (pl.Float32, pl.Float64):
        return f"a column of type {type_}, in which numbers are not exact and NaN does not mean that nothing is stated"
    return f"a column of type {type_}"


def _labelled(checked: Checked) -> Checked:
    pl, keys = polars(), KEYS[checked.name]
    text = [pl.col(key).cast(pl.String) for key in keys]
    frame = checked.frame.with_row_index(ROW).with_columns(
        text[0].alias(KEY), pl.concat_str(text, separator="/").alias(LABEL)
    )
    numbered = pl.concat_str(pl.lit("row "), pl.col(ROW) + 1)
    checked.frame = frame.with_columns(pl.col(LABEL).fill_null(numbered))
    return checked


# -- values


def check_values(tables: Sequence[Checked], scale: int, problems: Problems) -> None:
    """Look at every value of two tables; what cannot be read goes to `problems`, other spellings to `renamed`."""
    pl = polars()
    asked = [(table, name, query) for table in tables for name, query in _suspects(table, scale)]
    for (table, name, _), found in zip(asked, pl.collect_all([query for *_, query in asked]), strict=True):
        for value, labels, number in found.iter_rows():
            try:
                _read(table, name, value, scale)
            except ValueError as error:
                problems.add(Location(f"{table.name}.{name}"), f"{error}{_rows(labels, number)}")


def _suspects(table: Checked, scale: int) -> Iterator[tuple[str, Any]]:
    """For each column what may be wrong in it, by value."""
    pl = polars()
    for name, column in table.columns.items():
        value, wanted = pl.col(name), column.fact.type
        if not _fits(wanted, table.types[name]) or table.types[name] == pl.Null:
            continue
        match wanted:
            case FactType.CHOICE:
                bad = ~value.cast(pl.String).is_in(list(column.fact.choices))
            case FactType.YEAR:
                bad = (value < 1900) | (value > 2199)
            case FactType.INTEGER | FactType.MONEY:
                most = min(10**18 - 1, LARGEST // 10**scale)
                bad = (value > most) | (value < -most)
            case FactType.TEXT | FactType.ORGANISATION_NUMBER:
                bad = value.cast(pl.String).str.len_chars() > MAX_TEXT
            case _:
                continue
        yield name, _by_value(table, bad & value.is_not_null(), value)
    for path in sorted({column.fact.path for column in table.columns.values() if column.member is not None}):
        parts = [name for name, column in table.columns.items() if column.fact.path == path]
        some, every = pl.any_horizontal(pl.col(parts).is_null()), pl.all_horizontal(pl.col(parts).is_null())
        yield parts[0].rpartition(".")[0], _by_value(table, some & ~every, pl.lit("partly"))
    if YEAR in table.types and table.name == APPLICATIONS and _fits(FactType.YEAR, table.types[YEAR]):
        value = pl.col(YEAR)
        yield YEAR, _by_value(table, (value < 1900) | (value > 2199), value)


def _by_value(table: Checked, bad: Any, value: Any) -> Any:
    pl = polars()
    rows = table.frame.filter(bad).select(LABEL, value.alias("value"))
    return rows.group_by("value", maintain_order=True).agg(pl.col(LABEL).head(_SHOWN), pl.len())


def _read(table: Checked, name: str, value: object, scale: int) -> None:
    """Look at one value that may be wrong.

    Raises:
        ValueError: it is; the message says what was expected.
    """
    column = table.columns.get(name)
    if name == YEAR and column is None:
        read_year(value)
        return
    if column is None:
        raise ValueError("a set is stated for all its values or for none; found both true or false and nothing")
    meant = column.fact.read(value)
    if column.fact.type in (FactType.MONEY, FactType.INTEGER):
        raise ValueError(f"the number {show(value)} is too large beside amounts with {scale} decimals")
    if meant != value:
        table.renamed.setdefault(name, {})[value] = meant


def _rows(labels: Sequence[str], number: int) -> str:
    more = f" and {number - len(labels)} more" if number > len(labels) else ""
    return f" (in {', '.join(labels)}{more})"


def check_keys(applications: Checked, measures: Checked, problems: Problems) -> None:
    """Keys that are not stated, stand twice, or lead nowhere."""
    pl, asked = polars(), []
    for table in (applications, measures):
        keys = KEYS[table.name]
        texts = {key: pl.col(key).cast(pl.String) for key in keys}
        for key, text in texts.items():
            none = text.is_null() | (text == "")
            asked.append((table.name, key, "expected a key, found nothing", _by_value(table, none, text)))
        said = table.frame.filter(pl.all_horizontal(text.is_not_null() & (text != "") for text in texts.values()))
        twice = said.group_by(list(texts.values()), maintain_order=True).agg(pl.col(LABEL).head(1), pl.len().alias("n"))
        shown = twice.filter(pl.col("n") > 1).select(pl.col(keys[-1]).alias("value"), LABEL, pl.lit(1).alias("one"))
        asked.append((table.name, keys[-1], "the id stands more than once", shown))
    stray = measures.frame.filter(pl.col(KEY).is_not_null() & (pl.col(KEY) != ""))
    stray = stray.join(applications.frame.select(KEY), on=KEY, how="anti")
    found = stray.group_by(pl.col(KEY).alias("value"), maintain_order=True).agg(pl.col(LABEL).head(_SHOWN), pl.len())
    asked.append((MEASURES, "application", "there is no application `{}`", found))
    for (table_name, key, message, _), rows in zip(asked, pl.collect_all([q for *_, q in asked]), strict=True):
        for value, labels, number in rows.iter_rows():
            problems.add(Location(f"{table_name}.{key}"), f"{message.format(value)}{_rows(labels, number)}")

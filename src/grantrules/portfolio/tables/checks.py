"""What is wrong with two tables, all of it: their columns, the values in them, and their keys.

Values are looked at where the tables are. First it is asked whether there are suspects; where there are some, they are
fetched, each value once; and where one is wrong, what the first few of its rows are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import itemgetter, or_
from typing import Any, NamedTuple, TypeVar

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems, Refused, Said, shorten
from grantrules.base.extras import narwhals
from grantrules.base.values import MAX_TEXT, read_year, show
from grantrules.evaluation.executors.frame.joins import KEY
from grantrules.evaluation.executors.frame.terms import LARGEST
from grantrules.language.vocabulary import FactType, Vocabulary
from grantrules.portfolio.tables.columns import APPLICATIONS, KEYS, MEASURES, YEAR, Column, columns_of, wrong_names
from grantrules.portfolio.tables.kinds import ROW, Engine, Taken

LABEL = "label"
"""The column of a table under check with what messages call each row."""


@dataclass
class Checked:
    """A table under check.

    Its columns are called in `frame` as `at` has them; `types` has their types, nothing where all is null by its type.
    `columns` are those of facts, and `renamed` the values in them that are spelt otherwise.
    """

    name: str
    engine: Engine
    frame: Any
    at: Mapping[str, str]
    types: Mapping[str, Any]
    columns: dict[str, Column] = field(default_factory=dict)
    renamed: dict[str, dict[str, object]] = field(default_factory=dict)

    def value(self, column: str) -> Any:
        """The values of a column."""
        return narwhals().col(self.at[column])

    def text(self, column: str) -> Any:
        """The values of a column as text."""
        return self.value(column).cast(narwhals().String)

    @property
    def order(self) -> str:
        """The column that rows are told in the order of."""
        return ROW if self.engine.ordered else LABEL


def check_columns(name: str, taken: Taken, vocabulary: Vocabulary, problems: Problems) -> Checked | None:
    """The columns of a table; what is unknown, missing or of the wrong type goes to `problems`."""
    columns, known = taken.engine.columns(taken.table), columns_of(vocabulary, name)
    at = {column: f"given {number}" for number, (column, _) in enumerate(columns)}
    frame = narwhals().from_native(taken.engine.numbered(taken.table, list(at.values())))
    schema = frame.collect_schema()
    types = {column: None if nothing else schema[at[column]] for column, nothing in columns}
    checked = Checked(name, taken.engine, frame, at, types)
    for column, said in wrong_names(name, [*types, *taken.unread], [vocabulary]):
        problems.add(Location(name if column is None else f"{name}.{column}"), *said)
    for column, type_ in types.items():
        if column in known:
            checked.columns[column] = of = known[column]
            wanted, expected = of.fact.type, (of.fact.type if of.member is None else FactType.BOOLEAN).words
        elif column in KEYS[name]:
            wanted, expected = FactType.TEXT, "text or whole numbers"
        elif column == YEAR and name == APPLICATIONS:
            wanted, expected = FactType.YEAR, "a year"
        else:
            continue
        if type_ is not None and not fits(wanted, type_):
            inexact = ", in which numbers are not exact and NaN does not mean that nothing is stated"
            found = f"a column of type {type_}{inexact if type_.is_float() else ''}"
            problems.add(Location(f"{name}.{column}"), Code.WRONG_COLUMN_TYPE, f"expected {expected}, found {found}")
    usable = all(key in types and fits(FactType.TEXT, types[key]) for key in KEYS[name])
    return _labelled(checked) if usable else None


def fits(wanted: FactType, type_: Any) -> bool:
    """Whether the values of a fact can be in a column of this type."""
    nw = narwhals()
    if type_ is None:
        return True
    words = any(type_ == each for each in (nw.String, nw.Enum, nw.Categorical))
    match wanted:
        case FactType.BOOLEAN | FactType.CHOICES:
            return bool(type_ == nw.Boolean)
        case FactType.DATE:
            return bool(type_ == nw.Date)
        case FactType.INTEGER | FactType.YEAR:
            return is_whole(type_)
        case FactType.MONEY:
            return bool(type_.is_integer() or type_.is_decimal())
        case FactType.CHOICE:
            return words
        case FactType.TEXT | FactType.ORGANISATION_NUMBER | FactType.MUNICIPALITY_NUMBER:
            return words or is_whole(type_)


def is_whole(type_: Any) -> bool:
    """Whether the values of a type are whole numbers; sums in DuckDB are such decimals."""
    return bool(type_.is_integer() or (type_.is_decimal() and type_.scale == 0))


def _labelled(checked: Checked) -> Checked:
    nw = narwhals()
    keys = [checked.text(key) for key in KEYS[checked.name]]
    label = nw.concat_str(*(nw.when(key != "").then(key) for key in keys), separator="/")
    if checked.engine.ordered:
        number = nw.concat_str([nw.lit("row "), (nw.col(ROW) + 1).cast(nw.String)])
        label = nw.when(label.is_null()).then(number).otherwise(label)
    checked.frame = checked.frame.with_columns(keys[0].alias(KEY), label.alias(LABEL))
    return checked


_SHOWN = 3
"""So many rows are named in which a value is wrong."""

_FEW = 4
"""So many words are compared one by one."""

_STRAY = "stray"
"""The query for measures that belong to no application."""

Name = TypeVar("Name")


class _Suspects(NamedTuple):
    """Values of a column that may be wrong: where, and each as text."""

    column: str
    where: Any
    text: Any


def check_values(table: Checked, scale: int, problems: Problems) -> None:
    """Look at every value of a table; what cannot be read goes to `problems`, other spellings to `renamed`."""
    suspects = list(_suspects(table, scale))
    some = [each.where.any().alias(f"suspect {number}") for number, each in enumerate(suspects)]
    (found,) = table.engine.rows(table.frame.select(*some).to_native())
    _tell(table, [each for each, there in zip(suspects, found, strict=True) if there], scale, problems)


def _suspects(table: Checked, scale: int) -> Iterator[_Suspects]:
    """For each column what may be wrong in it; null where nothing is stated, which is no suspicion."""
    nw = narwhals()
    for key in KEYS[table.name]:
        text = table.text(key)
        yield _Suspects(key, text.is_null() | (text == ""), nw.lit(""))
    for name, column in table.columns.items():
        type_, wanted = table.types[name], column.fact.type
        if type_ is None or not fits(wanted, type_):
            continue
        value, text = table.value(name), table.text(name)
        match wanted:
            case FactType.CHOICE:
                bad = ~_among(text, list(column.fact.choices))
            case FactType.YEAR:
                bad = (value < 1900) | (value > 2199)
            case FactType.INTEGER | FactType.MONEY:
                most = min(10**18 - 1, LARGEST // 10**scale)
                bad = (value > most) | (value < -most)
            case FactType.DATE if table.engine.has_days_beyond:
                bad, text = (value < date.min) | (value > date.max), nw.lit("")  # Polars cannot write such dates
            case FactType.TEXT:
                bad = text.str.len_chars() > MAX_TEXT
            case FactType.ORGANISATION_NUMBER:
                bad = ~text.str.contains("^[0-9]{9}$")  # another spelling, perhaps
            case FactType.MUNICIPALITY_NUMBER:
                bad = ~text.str.contains("^[0-9]{4}$")
            case _:
                continue
        yield _Suspects(name, bad, text)
    for path in sorted({column.fact.path for column in table.columns.values() if column.member is not None}):
        parts = [name for name, column in table.columns.items() if column.fact.path == path]
        gaps = [table.value(name).is_null() for name in parts]
        some, every = nw.any_horizontal(*gaps, ignore_nulls=False), nw.all_horizontal(*gaps, ignore_nulls=False)
        yield _Suspects(parts[0].rpartition(".")[0], some & ~every, nw.lit(""))
    if table.name == APPLICATIONS and table.types.get(YEAR) is not None and fits(FactType.YEAR, table.types[YEAR]):
        value = table.value(YEAR)
        yield _Suspects(YEAR, (value < 1900) | (value > 2199), table.text(YEAR))


def _among(text: Any, words: Sequence[str]) -> Any:
    """Whether a text is one of some words; for a few, comparing each is faster."""
    return reduce(or_, (text == word for word in words)) if len(words) <= _FEW else text.is_in(words)


def _tell(table: Checked, suspects: Sequence[_Suspects], scale: int, problems: Problems) -> None:
    rows = [_rows(table, table.frame.filter(each.where), each.text) for each in suspects]
    wrong: dict[tuple[int, str], tuple[Said, int]] = {}
    for place, text, number in _fetched(table.engine, {place: _by_value(each) for place, each in enumerate(rows)}):
        try:
            _read(table, suspects[place].column, text, scale)
        except Refused as error:
            wrong[place, text] = Said(error.code, str(error)), number
    told = {place: _first_labels(rows[place]) for place in sorted({place for place, _ in wrong})}
    labels = defaultdict(list)
    for place, text, label in _fetched(table.engine, told):
        labels[place, text].append(label)
    for (place, text), ((code, message), number) in wrong.items():
        where = Location(f"{table.name}.{suspects[place].column}")
        problems.add(where, code, f"{message}{_shown(labels[place, text], number)}")


def _rows(table: Checked, frame: Any, text: Any) -> Any:
    """Rows of a table with a value as text, their order, and what messages call them."""
    nw = narwhals()
    return frame.select(text.alias("value"), nw.col(table.order).alias("order"), nw.col(LABEL).alias("what"))


def _by_value(rows: Any) -> Any:
    nw = narwhals()
    return rows.group_by("value").agg(nw.len().cast(nw.Int64).alias("what")).with_columns(nth=nw.lit(1))


def _first_labels(rows: Any) -> Any:
    """The first few rows of each value; those that are called nothing are left out."""
    nw = narwhals()
    numbered = rows.filter(~nw.col("what").is_null()).with_columns(
        nth=nw.col("order").cum_count().over("value", order_by="order")
    )
    return numbered.filter(nw.col("nth") <= _SHOWN)


def _fetched(engine: Engine, queries: Mapping[Name, Any]) -> list[tuple[Name, Any, Any]]:
    """What several queries find, fetched as one: the name of the query, a value, and what is said of it."""
    nw, names = narwhals(), list(queries)
    placed = [
        query.select("nth", nw.lit(n).alias("query"), "value", "what") for n, query in enumerate(queries.values())
    ]
    rows = engine.rows(nw.concat(placed).to_native()) if placed else []
    return [(names[query], value, what) for _, query, value, what in sorted(rows, key=itemgetter(0))]


def _read(table: Checked, name: str, text: str, scale: int) -> None:
    """Look at one value that may be wrong.

    Raises:
        Refused: it is; the message says what was expected.
    """
    if name in KEYS[table.name]:
        raise Refused(Code.MISSING_FIELD, "expected a key, found nothing")
    column = table.columns.get(name)
    if column is not None and column.fact.type is FactType.DATE:
        raise Refused(
            Code.OUT_OF_RANGE,
            f"expected a date in the years {date.min.year} to {date.max.year}, found one outside them",
        )
    if column is None and name != YEAR:
        raise Refused(
            Code.INCOMPLETE_SET, "a set is stated for all its values or for none; found both true or false and nothing"
        )
    type_ = table.types[name]
    value = int(text) if is_whole(type_) else Decimal(text) if type_.is_decimal() else text
    if column is None:
        read_year(value)
        return
    meant = column.fact.read(value)
    if column.fact.type in (FactType.MONEY, FactType.INTEGER):
        raise Refused(Code.OUT_OF_RANGE, f"the number {show(value)} is too large beside amounts with {scale} decimals")
    if meant != text:
        table.renamed.setdefault(name, {})[text] = meant


def _shown(labels: Sequence[str], number: int) -> str:
    if not labels:
        return f" (in {number} {'row' if number == 1 else 'rows'})"
    more = f" and {number - len(labels)} more" if number > len(labels) else ""
    return f" (in {', '.join(map(shorten, labels))}{more})"


def check_keys(applications: Checked, measures: Checked, problems: Problems) -> None:
    """Keys that stand twice or lead nowhere; those that are not stated are told with the values."""
    nw, engine = narwhals(), applications.engine
    strays = measures.frame.filter(nw.col(KEY) != "").join(applications.frame.select(KEY), on=KEY, how="anti")
    stray = _rows(measures, strays, nw.col(KEY))
    queries = {APPLICATIONS: _twice(applications), MEASURES: _twice(measures), _STRAY: _by_value(stray)}
    found = _fetched(engine, queries)
    labels = defaultdict(list)
    if any(query == _STRAY for query, *_ in found):
        for _, text, label in _fetched(engine, {_STRAY: _first_labels(stray)}):
            labels[text].append(label)
    for query, text, number in found:
        if query == _STRAY:
            said = f"there is no application `{shorten(text)}`{_shown(labels[text], number)}"
            problems.add(Location(f"{MEASURES}.application"), Code.UNKNOWN_APPLICATION, said)
        else:
            problems.add(
                Location(f"{query}.id"), Code.DUPLICATE_ID, f"the id stands more than once (in {shorten(text)})"
            )


def _twice(table: Checked) -> Any:
    """The keys that stand more than once, as messages call them, and how often."""
    nw = narwhals()
    keys = {f"key {number}": table.text(key) for number, key in enumerate(KEYS[table.name])}
    said = table.frame.select(nw.col(LABEL).alias("value"), **keys)
    said = said.filter(*(nw.col(key) != "" for key in keys))
    groups = said.group_by(*keys).agg(nw.len().cast(nw.Int64).alias("what"), nw.col("value").min())
    return groups.filter(nw.col("what") > 1).with_columns(nth=nw.lit(1))

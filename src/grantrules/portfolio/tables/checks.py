"""What is wrong with two tables, all of it, by the columns that they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grantrules.base.errors import Location, Problems
from grantrules.evaluation.executors.frame.joins import KEY
from grantrules.evaluation.executors.frame.packages import narwhals
from grantrules.language.vocabulary import FactType, Vocabulary
from grantrules.portfolio.tables.columns import KEYS, YEAR, Column, columns_of
from grantrules.portfolio.tables.engines import ROW, Engine
from grantrules.portfolio.tables.kinds import Taken
from grantrules.portfolio.tables.names import own_names, wrong_names

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
    renamed: dict[str, dict[object, object]] = field(default_factory=dict)

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
    checked, known = _opened(name, taken), columns_of(vocabulary, name)
    types = checked.types
    for column, message in wrong_names(name, [*types, *taken.unread], [vocabulary]):
        problems.add(Location(name if column is None else f"{name}.{column}"), message)
    for column, type_ in types.items():
        where = Location(f"{name}.{column}")
        if column in known:
            checked.columns[column] = known[column]
            if not fits(known[column].fact.type, type_):
                problems.add(where, f"expected {_expected(known[column])}, found {_shown_type(type_)}")
        elif column in KEYS[name] and not _is_key(type_):
            problems.add(where, f"expected text or whole numbers, found {_shown_type(type_)}")
        elif column == YEAR and column in own_names(name) and not fits(FactType.YEAR, type_):
            problems.add(where, f"expected a year, found {_shown_type(type_)}")
    usable = all(key in types and _is_key(types[key]) for key in KEYS[name])
    return _labelled(checked) if usable else None


def _opened(name: str, taken: Taken) -> Checked:
    columns = taken.engine.columns(taken.table)
    at = {column: f"given {number}" for number, (column, _) in enumerate(columns)}
    frame = narwhals().from_native(taken.engine.numbered(taken.table, list(at.values())))
    schema = frame.collect_schema()
    types = {column: None if nothing else schema[at[column]] for column, nothing in columns}
    return Checked(name, taken.engine, frame, at, types)


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
        case FactType.TEXT | FactType.ORGANISATION_NUMBER:
            return words or is_whole(type_)


def is_whole(type_: Any) -> bool:
    """Whether the values of a type are whole numbers; sums in DuckDB are such decimals."""
    return bool(type_.is_integer() or (type_.is_decimal() and type_.scale == 0))


def _is_key(type_: Any) -> bool:
    return fits(FactType.TEXT, type_)


def _expected(column: Column) -> str:
    return FactType.BOOLEAN.words if column.member is not None else column.fact.type.words


def _shown_type(type_: Any) -> str:
    if type_.is_float():
        return f"a column of type {type_}, in which numbers are not exact and NaN does not mean that nothing is stated"
    return f"a column of type {type_}"


def _labelled(checked: Checked) -> Checked:
    nw = narwhals()
    keys = [checked.text(key) for key in KEYS[checked.name]]
    label = nw.concat_str(*(nw.when(key != "").then(key) for key in keys), separator="/")
    if checked.engine.ordered:
        number = nw.concat_str([nw.lit("row "), (nw.col(ROW) + 1).cast(nw.String)])
        label = nw.when(label.is_null()).then(number).otherwise(label)
    checked.frame = checked.frame.with_columns(keys[0].alias(KEY), label.alias(LABEL))
    return checked

"""From two checked tables to the columns that the rules are run on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grantrules.errors import ApplicationError, Problems
from grantrules.executors.frame import KEY
from grantrules.executors.frame_packages import narwhals, polars
from grantrules.facts import FactType, Vocabulary
from grantrules.frames.checks import ROW, Checked, check_columns, check_keys, check_values
from grantrules.frames.columns import APPLICATIONS, KEYS, MEASURES, Column
from grantrules.frames.kinds import Taken, taken


@dataclass(frozen=True)
class Prepared:
    """The two tables for the rules, the number of decimals in their amounts, and what hands results out."""

    applications: Any
    measures: Any
    scale: int
    taken: tuple[Taken, Taken]


def prepare(applications: Any, measures: Any, vocabulary: Vocabulary, scale: int) -> Prepared:
    """Take two tables in and check them; amounts get at least `scale` decimals.

    Raises:
        ApplicationError: something is wrong with them; all of it is listed.
        TypeError: one of them is no table.
        MissingExtra: narwhals or Polars is not installed.
    """
    given, checked, scale = check(applications, measures, vocabulary, scale)
    one, other = (narwhals().from_native(_columns(each, scale)) for each in checked)
    return Prepared(one, other, scale, given)


def check(
    applications: Any, measures: Any, vocabulary: Vocabulary, scale: int = 0
) -> tuple[tuple[Taken, Taken], tuple[Checked, Checked], int]:
    """Two tables as they were taken in and as they were checked, and the number of decimals in their amounts.

    Raises:
        ApplicationError, TypeError, MissingExtra: as for `prepare`.
    """
    problems = Problems()
    one, other = taken(applications, APPLICATIONS, problems), taken(measures, MEASURES, problems)
    given = [(name, each) for name, each in ((APPLICATIONS, one), (MEASURES, other)) if each is not None]
    found = [check_columns(name, each.frame, vocabulary, problems) for name, each in given]
    checked = [each for each in found if each is not None]
    scale = max([scale, *(_scale(each) for each in checked)])
    check_values(checked, scale, problems)
    if len(checked) == 2:
        check_keys(checked[0], checked[1], problems)
    if problems.errors:
        raise ApplicationError(problems.errors)
    assert one is not None
    assert other is not None
    return (one, other), (checked[0], checked[1]), scale


def _scale(checked: Checked) -> int:
    """The most decimals in a column with amounts."""
    money = [checked.types[name] for name, column in checked.columns.items() if column.fact.type is FactType.MONEY]
    return max((type_.scale for type_ in money if type_.is_decimal()), default=0)


def _columns(checked: Checked, scale: int) -> Any:
    """The keys and the columns by the names and in the types that rules have for them."""
    pl = polars()
    own = [_column(checked, name, column, scale).alias(column.path) for name, column in checked.columns.items()]
    return checked.frame.select(ROW, KEY, *(pl.col(key) for key in KEYS[checked.name]), *own)


def _column(checked: Checked, name: str, column: Column, scale: int) -> Any:
    pl, wanted = polars(), column.fact.type
    value = pl.col(name)
    match wanted:
        case FactType.BOOLEAN | FactType.CHOICES:
            return value.cast(pl.Boolean)
        case FactType.DATE:
            return value.cast(pl.Date)
        case FactType.INTEGER | FactType.YEAR:
            return value.cast(pl.Int64)
        case FactType.MONEY if checked.types[name].is_decimal():
            return (value.cast(pl.Decimal(38, scale)) * 10**scale).cast(pl.Int64)
        case FactType.MONEY:
            return value.cast(pl.Int64) * 10**scale
        case FactType.CHOICE | FactType.TEXT | FactType.ORGANISATION_NUMBER:
            other = checked.renamed.get(name, {})
            text = value.cast(pl.String)
            return text.replace(list(other), list(other.values())) if other else text

"""Formulas as expressions over the columns of a table: never null, and constants where a column is not there.

A fact is a column (`column_of`), null where it is not stated; a set is a column for each of its values
(`member_column`), all null or none. Amounts of kroner are whole numbers, multiplied by a power of ten
that leaves no decimals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias, assert_never

from grantrules.base.values import Value
from grantrules.evaluation.polarity import Both, Constant, Counted, Determined, Either, Formula, Pair, Tested
from grantrules.language.condition import Compare, DayFormula, FactRef, Op, holds_between
from grantrules.language.vocabulary import FactType, Vocabulary

Expression: TypeAlias = Any
"""An expression of narwhals, or one of Polars, whose words narwhals has taken over."""

Expressions: TypeAlias = Any
"""What expressions are written with: narwhals, or Polars."""

Table: TypeAlias = Any
"""A table of narwhals, or a Polars frame."""

Term: TypeAlias = Any
"""True, false, or an expression that is one of them in every row."""

LARGEST = 2**63 - 1
"""The largest number in a column."""

_FEW = 8


def column_of(path: str) -> str:
    """The column of a fact: without points, which Spark takes for the way into a column."""
    return path.replace(".", "/")


def member_column(path: str, member: str) -> str:
    """The column that says whether a set has a value."""
    return f"{column_of(path)} {member}"


def stored_type(type_: FactType, nw: Any) -> Any:
    """The type of the columns for a fact of some type, as narwhals or Polars has it."""
    match type_:
        case FactType.BOOLEAN | FactType.CHOICES:
            return nw.Boolean
        case FactType.DATE:
            return nw.Date
        case FactType.INTEGER | FactType.YEAR | FactType.MONEY:
            return nw.Int64
        case FactType.CHOICE | FactType.TEXT | FactType.ORGANISATION_NUMBER | FactType.MUNICIPALITY_NUMBER:
            return nw.String
        case _:
            assert_never(type_)


def every(terms: Iterable[Term]) -> Term:
    """Whether all terms are true."""
    listed = [term for term in terms if term is not True]
    if any(term is False for term in listed):
        return False
    return reduce(and_, listed) if listed else True


def some(terms: Iterable[Term]) -> Term:
    """Whether a term is true."""
    listed = [term for term in terms if term is not False]
    if any(term is True for term in listed):
        return True
    return reduce(or_, listed) if listed else False


def negated(term: Term) -> Term:
    """Whether a term is false."""
    return not term if isinstance(term, bool) else ~term


def as_expression(term: Term, nw: Any) -> Expression:
    """A term as an expression, to be put in a column."""
    return nw.lit(term, nw.Boolean) if isinstance(term, bool) else term


EQUAL, COMPARED, TESTED, COMBINED, ASKED = range(5)
"""The levels on which terms become columns: each is made of the columns of those before it."""


@dataclass(frozen=True, slots=True)
class FactColumns:
    """The columns of a table, and the facts that they are of; amounts have `scale` decimals in their unit."""

    columns: Collection[str]
    vocabulary: Vocabulary
    scale: int


class Terms:
    """The terms of one table: what its columns are, and the comparisons that have been asked for.

    What is used again becomes a column of its own, once, on one of a few levels; `on` adds them to the table
    before what is built of them. `nw` is what expressions are written with, as `Joined` has it.
    """

    def __init__(self, nw: Any, facts: FactColumns, counts: Mapping[Pair, str], prefix: str) -> None:
        self.nw = nw
        self._columns, self._vocabulary, self._scale = facts.columns, facts.vocabulary, facts.scale
        self._counts, self._prefix = counts, prefix
        self._known: dict[Formula | Compare, Term] = {}
        self._equals: dict[tuple[str, Any], Term] = {}
        self._levels: list[dict[str, Expression]] = [{} for _ in range(ASKED + 1)]

    def of(self, formula: Formula) -> Term:
        """The term for a formula; without determinations, which tables do not have."""
        match formula:
            case Constant(value=value):
                return value
            case Tested() | Counted():
                if formula not in self._known:
                    made = self._test(formula) if isinstance(formula, Tested) else self._counted(formula)
                    self._known[formula] = self.stage(made, TESTED)
                return self._known[formula]
            case Determined():
                return False
            case Both(parts=parts):
                return every(self.of(part) for part in parts)
            case Either(parts=parts):
                return some(self.of(part) for part in parts)
            case _:
                assert_never(formula)

    def stage(self, term: Term, level: int) -> Term:
        """A term as a column of its own, made of columns of lower levels."""
        if isinstance(term, bool):
            return term
        name = f"{self._prefix}{level} {len(self._levels[level])}"
        self._levels[level][name] = term
        return self.nw.col(name)

    def on(self, table: Any) -> Any:
        """The table with the columns that have been asked for."""
        for columns in self._levels:
            table = table.with_columns(**columns) if columns else table
        return table

    def is_missing(self, path: str) -> Term:
        """Whether a fact is not stated."""
        column = self._column(path)
        return True if column is None else self.nw.col(column).is_null()

    def _column(self, path: str) -> str | None:
        """A column that is null where the fact is not stated; none where the table does not have the fact."""
        fact = self._vocabulary.get(path)
        names = [column_of(path)]
        if fact is not None and fact.type is FactType.CHOICES:
            names = [member_column(path, member) for member in fact.choices]
        return next((name for name in names if name in self._columns), None)

    def _col(self, path: str) -> Expression:
        return self.nw.col(column_of(path))

    def _test(self, test: Tested) -> Term:
        node = test.compare
        if any(self._column(path) is None for path in node.reads):
            return False
        if node not in self._known:
            self._known[node] = self.stage(self._compared(node), COMPARED)
        compared = self._known[node]
        if isinstance(compared, bool):
            return every([*(negated(self.is_missing(path)) for path in node.reads), compared is test.outcome])
        return (compared if test.outcome else ~compared).fill_null(False)

    def _counted(self, node: Counted) -> Term:
        column = self.nw.col(f"{self._counts[node.part]} {'surely' if node.lower_end else 'perhaps'}")
        return every([~column.is_null(), holds_between(node.op, column, node.limit)])

    def _compared(self, node: Compare) -> Term:
        """How a comparison comes out: null where something that it reads is not stated, unless it is the same always."""
        match node.op:
            case Op.ANY_IN | Op.ALL_IN:
                return self._of_set(node)
            case Op.ONE_OF:
                assert isinstance(node.operand, frozenset)
                values = [self._value(node.path, value) for value in node.operand]
                if self._is_money(node.path):
                    values = [value for value in values if abs(value) <= LARGEST]
                return self._one_of(node.path, values)
            case Op.AT_LEAST | Op.AT_MOST | Op.OVER | Op.UNDER:
                return self._ordered(node)
            case _:
                assert_never(node.op)

    def _ordered(self, node: Compare) -> Term:
        """How a comparison of order comes out."""
        nw = self.nw
        match node.operand:
            case DayFormula(path=year) as day:
                left = _as_number(self._col(node.path), nw.Int64)
                right = (self._col(year).cast(nw.Int64) + day.years) * 10_000 + (day.month * 100 + day.day)
            case FactRef(path=other):
                left, right = self._scaled(node.path, other), self._scaled(other, node.path)
            case date() as bound:
                left, right = self._col(node.path), nw.lit(bound)
            case int() | Decimal() as bound:
                left, right = self._col(node.path), self._bound(node.path, bound)
            case operand:
                raise TypeError(f"{node.op.value} cannot compare with {operand!r}")
        return holds_between(node.op, left, right)  # columns take the same signs as values

    def _one_of(self, path: str, values: Sequence[Any]) -> Term:
        """Whether a fact has one of some values: for a few, comparing each once is several times as fast as `is_in`."""
        column = self._col(path)
        return some(self._equal(path, value) for value in values) if len(values) <= _FEW else column.is_in(values)

    def _equal(self, path: str, value: Any) -> Term:
        if isinstance(value, bool):
            return self._col(path) if value else ~self._col(path)
        if (path, value) not in self._equals:
            self._equals[path, value] = self.stage(self._col(path) == value, EQUAL)
        return self._equals[path, value]

    def _of_set(self, node: Compare) -> Term:
        nw, fact = self.nw, self._vocabulary[node.path]
        assert isinstance(node.operand, frozenset)
        there = {each: nw.col(member_column(node.path, each)) for each in fact.choices}
        match node.op:
            case Op.ANY_IN:
                return some([column for each, column in there.items() if each in node.operand])
            case Op.ALL_IN:
                return every(~column for each, column in there.items() if each not in node.operand)
            case _:
                raise TypeError(f"{node.op.value} cannot compare a set")

    def _is_money(self, path: str) -> bool:
        fact = self._vocabulary.get(path)
        return fact is not None and fact.type is FactType.MONEY

    def _scaled(self, path: str, other: str) -> Expression:
        """A column in the unit of an amount, where it is compared with one."""
        column = self._col(path)
        return column * 10**self._scale if self._is_money(other) and not self._is_money(path) else column

    def _value(self, path: str, value: Value) -> Any:
        return in_unit(value, self._scale) if self._is_money(path) else value

    def _bound(self, path: str, bound: int | Decimal) -> Any:
        """A bound as a number that a column can hold; no amount in a column is further out."""
        value = self._value(path, bound)
        return max(-LARGEST, min(LARGEST, value)) if isinstance(value, int) else value


def in_unit(amount: Value, scale: int) -> int:
    """An amount in the unit of the columns."""
    assert isinstance(amount, int | Decimal)
    exact: Fraction = Fraction(amount) * 10**scale
    assert exact.denominator == 1
    return exact.numerator


def _as_number(day: Expression, whole: Any) -> Expression:
    """A day as year, month and day in one number of the type `whole`, which orders as days do."""
    year, month, number = (part.cast(whole) for part in (day.dt.year(), day.dt.month(), day.dt.day()))
    return year * 10_000 + month * 100 + number

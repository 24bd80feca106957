"""Formulas as expressions over the columns of a table: never null, and constants where a column is not there.

A fact is a column by its path, null where it is not stated; a set is a column for each of its values
(`member_column`), all null or none. Amounts of kroner are whole numbers, multiplied by a power of ten
that leaves no decimals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias, assert_never

from grantrules.condition import Compare, DayFormula, FactRef, Op, operand_paths
from grantrules.executors.frame_packages import narwhals
from grantrules.facts import FactType, Vocabulary
from grantrules.polarity import Both, Constant, Counted, Determined, Either, Formula, Pair, Test
from grantrules.values import Value

Expression: TypeAlias = Any
"""An expression of narwhals."""

Term: TypeAlias = Any
"""True, false, or an expression that is one of them in every row."""

LARGEST = 2**63 - 1
"""The largest number in a column."""


def member_column(path: str, member: str) -> str:
    """The column that says whether a set has a value."""
    return f"{path} {member}"


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


def as_expression(term: Term) -> Expression:
    """A term as an expression, to be put in a column."""
    nw = narwhals()
    return nw.lit(term, nw.Boolean) if isinstance(term, bool) else term


class Terms:
    """The terms of one table: what its columns are, and the comparisons that have been asked for.

    Comparisons become columns of their own, each once: `staged` has them, to be added to the table
    before what is built of them.
    """

    def __init__(
        self, columns: Collection[str], vocabulary: Vocabulary, scale: int, counts: Mapping[Pair, str], prefix: str
    ) -> None:
        self._columns, self._vocabulary, self._scale = frozenset(columns), vocabulary, scale
        self._counts, self.prefix = counts, prefix
        self._known: dict[Formula, Term] = {}
        self.staged: dict[str, Expression] = {}

    def of(self, formula: Formula) -> Term:
        """The term for a formula; without determinations, which tables do not have."""
        match formula:
            case Constant(value=value):
                return value
            case Test() | Counted():
                if formula not in self._known:
                    made = self._test(formula) if isinstance(formula, Test) else self._counted(formula)
                    self._known[formula] = self.stage(made)
                return self._known[formula]
            case Determined():
                return False
            case Both(parts=parts):
                return every(self.of(part) for part in parts)
            case Either(parts=parts):
                return some(self.of(part) for part in parts)
            case _:
                assert_never(formula)

    def stage(self, term: Term) -> Term:
        """A term as a column of its own."""
        if isinstance(term, bool):
            return term
        name = f"{self.prefix}{len(self.staged)}"
        self.staged[name] = term
        return narwhals().col(name)

    def is_missing(self, path: str) -> Term:
        """Whether a fact is not stated."""
        column = self._column(path)
        return True if column is None else narwhals().col(column).is_null()

    def _column(self, path: str) -> str | None:
        """A column that is null where the fact is not stated; none where the table does not have the fact."""
        fact = self._vocabulary.get(path)
        names = [path]
        if fact is not None and fact.type is FactType.CHOICES:
            names = [member_column(path, member) for member in fact.choices]
        return next((name for name in names if name in self._columns), None)

    def _test(self, test: Test) -> Term:
        node = test.compare
        read = (node.path, *operand_paths(node.operand))
        if any(self._column(path) is None for path in read):
            return False
        stated = [negated(self.is_missing(path)) for path in read]
        compared = self._compared(node)
        return every([*stated, compared if test.outcome else negated(compared)])

    def _counted(self, node: Counted) -> Term:
        column = narwhals().col(f"{self._counts[node.part]} {'surely' if node.lower_end else 'perhaps'}")
        return every([~column.is_null(), _ordered(node.op, column, node.limit)])

    def _compared(self, node: Compare) -> Term:
        nw = narwhals()
        match node.op:
            case Op.ANY_IN | Op.ALL_IN:
                return self._of_set(node)
            case Op.ONE_OF:
                assert isinstance(node.operand, frozenset)
                values = (
                    [scaled for value in node.operand if abs(scaled := self._value(node.path, value)) <= LARGEST]
                    if (self._is_money(node.path))
                    else list(node.operand)
                )
                return nw.col(node.path).is_in(values) if values else False
            case _:
                pass
        match node.operand:
            case DayFormula(path=year) as day:
                left = _as_number(nw.col(node.path))
                right = (nw.col(year).cast(nw.Int64) + day.years) * 10_000 + (day.month * 100 + day.day)
            case FactRef(path=other):
                left, right = self._scaled(node.path, other), self._scaled(other, node.path)
            case date() as bound:
                left, right = nw.col(node.path), nw.lit(bound)
            case int() | Decimal() as bound:
                left, right = nw.col(node.path), self._bound(node.path, bound)
            case operand:
                raise TypeError(f"{node.op.value} cannot compare with {operand!r}")
        return _ordered(node.op, left, right)

    def _of_set(self, node: Compare) -> Term:
        nw, fact = narwhals(), self._vocabulary[node.path]
        assert isinstance(node.operand, frozenset)
        within = node.op is Op.ANY_IN
        columns = [nw.col(member_column(node.path, each)) for each in fact.choices if (each in node.operand) is within]
        return some(columns) if within else every(~column for column in columns)

    def _is_money(self, path: str) -> bool:
        fact = self._vocabulary.get(path)
        return fact is not None and fact.type is FactType.MONEY

    def _scaled(self, path: str, other: str) -> Expression:
        """A column in the unit of an amount, where it is compared with one."""
        column = narwhals().col(path)
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


def _as_number(day: Expression) -> Expression:
    """A day as year, month and day in one number, which orders as days do."""
    nw = narwhals()
    year, month, number = (part.cast(nw.Int64) for part in (day.dt.year(), day.dt.month(), day.dt.day()))
    return year * 10_000 + month * 100 + number


def _ordered(op: Op, left: Expression, right: Any) -> Expression:
    match op:
        case Op.AT_LEAST:
            return left >= right
        case Op.AT_MOST:
            return left <= right
        case Op.OVER:
            return left > right
        case Op.UNDER:
            return left < right
        case _:
            raise TypeError(f"{op.value} does not order")

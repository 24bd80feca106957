"""The syntax tree of a condition: a closed union of few frozen dataclasses.

What a condition means is said by `evaluation/reference.py`. Every other reader of the tree ends its `match` in
`assert_never`, so that the type checker names each one that a new node would miss. Places are kept
for messages and take no part in equality.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import assert_never

from grantrules.base.errors import Location
from grantrules.base.texts import Text
from grantrules.base.values import Ranked, Value
from grantrules.language.layout import is_of_measure
from grantrules.language.vocabulary import FactType


class Op(Enum):
    """How a fact is compared. Dates are written `by`, `after` and `before`, and mean the same bounds."""

    ONE_OF = "one_of"
    ANY_IN = "any_in"
    ALL_IN = "all_in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    OVER = "over"
    UNDER = "under"


SET_OPS = frozenset({Op.ANY_IN, Op.ALL_IN})
"""What a set is compared by."""

BOUNDS = frozenset({Op.AT_LEAST, Op.AT_MOST, Op.OVER, Op.UNDER})
"""What something ordered is compared by."""

_NUMBER_WORDS = {op.value: op for op in Op if op in BOUNDS}
_DATE_WORDS = {"by": Op.AT_MOST, "before": Op.UNDER, "after": Op.OVER}
_SET_WORDS = {op.value: op for op in Op if op in SET_OPS}


def operators_of(type_: FactType) -> Mapping[str, Op]:
    """The operators that a fact of a type can be compared by, by the words that rules are written with."""
    match type_:
        case FactType.CHOICES:
            return _SET_WORDS
        case FactType.DATE:
            return _DATE_WORDS
        case FactType.INTEGER | FactType.YEAR | FactType.MONEY:
            return _NUMBER_WORDS
        case (
            FactType.CHOICE
            | FactType.BOOLEAN
            | FactType.TEXT
            | FactType.ORGANISATION_NUMBER
            | FactType.MUNICIPALITY_NUMBER
        ):
            return {}
        case _:
            assert_never(type_)


Ordered = int | Decimal | date


@dataclass(frozen=True, slots=True)
class FactRef:
    """Another fact as the value to compare with."""

    path: str


@dataclass(frozen=True, slots=True)
class DayFormula:
    """A day of the year, some years after the year that a fact states."""

    month: int
    day: int
    path: str
    years: int

    def on(self, year: int) -> date:
        """The day, for a value of the fact."""
        return date(year + self.years, self.month, self.day)


Operand = frozenset[Value] | Ordered | FactRef | DayFormula


class Doubt(StrEnum):
    """Why nobody can say that a branch holds: the sources differ, are unclear, or say nothing."""

    DISPUTED = "disputed"
    UNCLEAR = "unclear"
    SILENT = "silent"


class Basis(Ranked):
    """How what a rule, a branch or a value says follows from its source, strongest first.

    Last comes a rule of a draft that was copied from an earlier year: it waits for a source of its own (`rules/draft.py`).
    """

    STATED = "stated"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    AWAITED = "awaited"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a document says something: its id in `sources.yaml`, and the section or slide."""

    document: str
    at: str
    where: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """One fact compared with an operand.

    Where the fact exists only for some values of another one, `only_for` is that comparison:
    if it fails, this fails, and the fact is never asked for.
    """

    path: str
    op: Op
    operand: Operand
    only_for: Compare | None = None
    where: Location | None = field(default=None, compare=False, repr=False)

    @property
    def reads(self) -> tuple[str, ...]:
        """The facts on its two sides."""
        return (self.path, *operand_paths(self.operand))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; of no parts, always."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the application's measures the part holds for, against a bound."""

    part: Condition
    op: Op
    limit: int


@dataclass(frozen=True, slots=True)
class Settling:
    """How a person's determination on the rule settles what stays open in it.

    `favour` says whether the applicant gains when the node holds: it turns around inside a `not`
    and in a rule that excludes. "accepted" is always in the applicant's favour.
    """

    rule: str
    favour: bool

    @property
    def key(self) -> str:
        """The name under which the determination stands among the facts."""
        return determination_of(self.rule)


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a rule with an id, sources, a basis or a doubt of its own; with a doubt it never surely holds."""

    part: Condition
    id: str
    settling: Settling
    doubt: Doubt | None = None
    sources: tuple[Citation, ...] = ()
    text: Text | None = None
    basis: Basis | None = None
    where: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one sentence: settled where they agree, open where they differ."""

    parts: tuple[Branch, ...]
    settling: Settling


Condition = Compare | AllOf | AnyOf | Not | Count | Branch | Readings

ALWAYS = AllOf(())


def holds_between(op: Op, left: Value, right: Value | frozenset[Value]) -> bool:
    """The comparison itself, between values that are known and of the right types."""
    match op:
        case Op.ONE_OF:
            return left in _as_set(right)
        case Op.ANY_IN:
            return not _as_set(left).isdisjoint(_as_set(right))
        case Op.ALL_IN:
            return _as_set(left) <= _as_set(right)
        case Op.AT_LEAST:
            return left >= right  # type: ignore[operator]
        case Op.AT_MOST:
            return left <= right  # type: ignore[operator]
        case Op.OVER:
            return left > right  # type: ignore[operator]
        case Op.UNDER:
            return left < right  # type: ignore[operator]
        case _:
            assert_never(op)


def _as_set(value: Value | frozenset[Value]) -> frozenset[Value]:
    if not isinstance(value, frozenset):
        raise TypeError(f"{value!r} is no set, and compared as one")
    return value


ACCEPTED, REJECTED = "accepted", "rejected"


def determination_of(rule: str) -> str:
    """The name under which a determination on a rule stands among the facts."""
    return f"determination:{rule}"


def favourable(settling: Settling, verdict: str | None) -> bool | None:
    """Whether a determination decides for the node (true), against it (false), or not as a whole."""
    decides: Mapping[str | None, bool] = {ACCEPTED: settling.favour, REJECTED: not settling.favour}
    return decides.get(verdict)


def operand_paths(operand: Operand) -> tuple[str, ...]:
    """The facts that an operand reads."""
    match operand:
        case FactRef(path=path) | DayFormula(path=path):
            return (path,)
        case _:
            return ()


def operand_value(operand: Operand, facts: Mapping[str, Value]) -> Value | frozenset[Value] | None:
    """What an operand comes to; none while a fact that it reads is not stated."""
    match operand:
        case FactRef(path=path):
            return facts.get(path)
        case DayFormula(path=path):
            year = facts.get(path)
            return operand.on(year) if isinstance(year, int) else None
        case _:
            return operand


def comes_out(node: Compare, facts: Mapping[str, Value]) -> bool:
    """How a comparison comes out, whether or not its fact exists; every fact that it reads is stated."""
    right = operand_value(node.operand, facts)
    assert right is not None
    return holds_between(node.op, facts[node.path], right)


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside a condition."""
    match condition:
        case Compare(only_for=only_for):
            return () if only_for is None else (only_for,)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return parts
        case Readings(parts=parts):
            return parts
        case Not(part=part) | Count(part=part) | Branch(part=part):
            return (part,)
        case _:
            assert_never(condition)


def walk(condition: Condition, *, into_counts: bool = True) -> Iterator[Condition]:
    """The condition and everything inside it, from the outside in."""
    yield condition
    if into_counts or not isinstance(condition, Count):
        for child in children(condition):
            yield from walk(child, into_counts=into_counts)


def facts_read(condition: Condition, *, into_counts: bool = True) -> frozenset[str]:
    """Every fact that the condition could read."""
    compares = [node for node in walk(condition, into_counts=into_counts) if isinstance(node, Compare)]
    return frozenset(path for node in compares for path in node.reads)


def is_per_measure(condition: Condition) -> bool:
    """Whether the condition is about each measure: it reads a measure fact outside a count."""
    return any(is_of_measure(path) for path in facts_read(condition, into_counts=False))


def branch_ids(condition: Condition) -> frozenset[str]:
    """The branches that a determination can name: those in doubt, and readings."""
    named: set[str] = set()
    for node in walk(condition):
        match node:
            case Branch(doubt=Doubt(), id=id_):
                named.add(id_)
            case Readings(parts=parts):
                named.update(part.id for part in parts)
    return frozenset(named)


def is_open_to_judgement(condition: Condition) -> bool:
    """Whether a doubt or a choice of readings can keep the condition open."""
    return bool(branch_ids(condition))


def last_days(condition: Condition, *, holds: bool = True) -> Iterator[Operand]:
    """The days by which a condition asks that something is done, or, to fail, not done; a range that is open at that end has none."""
    match condition:
        case Compare(op=op, operand=operand):
            if op is (Op.AT_MOST if holds else Op.OVER) and not isinstance(operand, int | Decimal):
                yield operand
        case AllOf(parts=parts) | AnyOf(parts=parts) | Readings(parts=parts):
            for part in parts:
                yield from last_days(part, holds=holds)
        case Not(part=part):
            yield from last_days(part, holds=not holds)
        case Branch(part=part) | Count(part=part):
            yield from last_days(part, holds=holds)
        case _:
            assert_never(condition)

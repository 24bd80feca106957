"""Nested applications as two tables, and back, without loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Location, Problems
from grantrules.base.extras import polars
from grantrules.decision.decider import Decider
from grantrules.evaluation.executors.frame.joins import KEY
from grantrules.evaluation.executors.frame.terms import stored_type
from grantrules.intake.documents import DocumentFile, Given
from grantrules.intake.stated import Facts, Stated
from grantrules.language.layout import put, steps_of
from grantrules.language.vocabulary import Document, Fact, FactType, Vocabulary
from grantrules.portfolio.tables.checks import Checked
from grantrules.portfolio.tables.columns import APPLICATIONS, MEASURES, YEAR, Column, columns_of
from grantrules.portfolio.tables.evaluate import PolarsTables, Tables, checked_tables

_DIGITS = 38
"""So many a decimal number in a table has."""

DECIMALS = 6
"""Finer than this no amount in kroner is meant, and the largest amounts still have room beside such fractions."""


def tables_of(applications: Iterable[Given], decider: Decider) -> PolarsTables:
    """Nested applications as two Polars frames with every column there can be.

    Raises:
        ApplicationError: one cannot be read, has no id or that of another, or has determinations or an amount with too many decimals;
            all is listed.
        MissingExtra: Polars is not installed.
    """
    problems, found, seen = Problems(), [], set[str]()
    for number, application in enumerate(applications):
        try:
            stated = decider.take_in(application)
        except ApplicationError as error:
            for problem in error.problems:
                inside = Location(f"applications[{number}].{problem.where.source}")
                problems.add(
                    problem.where if isinstance(application, DocumentFile) else inside, problem.code, problem.message
                )
            continue
        where = Location(f"applications[{number}]")
        if not stated.id:
            problems.add(where, Code.MISSING_FIELD, "missing `id`, which its row is known by")
        elif stated.id in seen:
            problems.add(where, Code.DUPLICATE_ID, f"another application has the id `{stated.id}` already")
        if stated.determinations or any(measure.determinations for measure in stated.measures):
            problems.add(
                where,
                Code.NOT_SUPPORTED,
                "determinations cannot be in tables; evaluate such applications one at a time",
            )
        every = (stated.facts, *(measure.facts for measure in stated.measures))
        for value in (value for facts in every for value in facts.values()):
            if isinstance(value, Decimal) and int(value.as_tuple().exponent) < -DECIMALS:
                problems.add(
                    where,
                    Code.OUT_OF_RANGE,
                    f"the amount `{value}` has more than {DECIMALS} decimals, which is what tables take",
                )
        seen.add(stated.id or "")
        found.append(stated)
    if problems.errors:
        raise ApplicationError(problems.errors)
    return tables_of_stated(found, decider.rules.vocabulary)


def tables_of_stated(applications: Iterable[Stated], vocabulary: Vocabulary) -> PolarsTables:
    """What applications state as two Polars frames; each must have an id, and determinations are left out."""
    one, other = columns_of(vocabulary, APPLICATIONS), columns_of(vocabulary, MEASURES)
    rows: list[dict[str, Any]] = []
    inner: list[dict[str, Any]] = []
    for stated in applications:
        rows.append({"id": stated.id, YEAR: stated.year, **_row(one, stated.facts)})
        inner += [{"application": stated.id, "id": each.id, **_row(other, each.facts)} for each in stated.measures]
    pl = polars()
    return Tables(
        _frame(rows, {"id": pl.String, YEAR: pl.Int64}, one),
        _frame(inner, {"application": pl.String, "id": pl.String}, other),
    )


def _row(columns: Mapping[str, Column], facts: Facts) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, column in columns.items():
        value = facts.get(column.fact.path)
        row[name] = column.member in value if column.member is not None and isinstance(value, frozenset) else value
    return row


def _frame(rows: list[dict[str, Any]], keys: Mapping[str, Any], columns: Mapping[str, Column]) -> Any:
    pl = polars()
    made = {name: pl.Series(name, [row[name] for row in rows], dtype=type_) for name, type_ in keys.items()}
    for name, column in columns.items():
        made[name] = _series(name, column.fact, [row[name] for row in rows])
    return pl.DataFrame(made)


def _series(name: str, fact: Fact, values: list[Any]) -> Any:
    pl = polars()
    decimals = [value for value in values if isinstance(value, Decimal)]
    if fact.type is FactType.MONEY and decimals:
        scale = max(0, *(-int(value.as_tuple().exponent) for value in decimals))
        exact = [None if value is None else Decimal(value) for value in values]
        return pl.Series(name, exact, dtype=pl.Decimal(_DIGITS, scale))
    return pl.Series(name, values, dtype=stored_type(fact.type, pl))


def applications_of(applications: object, measures: object, vocabulary: Vocabulary) -> list[dict[str, object]]:
    """The rows of two tables as nested applications, in their order.

    Raises:
        ApplicationError: something is wrong with the tables; all of it is listed.
        TypeError: one of them is no table.
        MissingExtra: narwhals or Polars is not installed.
    """
    _, (one, other), *_ = checked_tables(applications, measures, vocabulary)
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(one):
        year = {} if row.get(YEAR) is None else {YEAR: row[YEAR]}
        found[row[KEY]] = {"id": row[KEY], **year, **_nested(one, row)}
    for row in _rows(other):
        found[row[KEY]].setdefault("measures", []).append({"id": str(row["id"]), **_nested(other, row)})
    return list(found.values())


def _rows(checked: Checked) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns, and with the key of the application."""
    table = checked.frame.sort(checked.order).select(KEY, *checked.at.values())
    return [dict(zip([KEY, *checked.at], row, strict=True)) for row in checked.engine.rows(table.to_native())]


def _nested(checked: Checked, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row that state something, in the parts that they belong to."""
    found: dict[str, Any] = {}
    sets: dict[str, list[str]] = {}
    for name, column in checked.columns.items():
        if row[name] is None:
            continue
        value: object
        if column.member is None:
            given = row[name]
            if isinstance(given, Decimal) and given == given.to_integral_value():
                given = int(given)  # as a sum that a table has as a decimal without decimals
            value = column.fact.read(given)
        else:
            value = sets.setdefault(column.fact.path, [])
            sets[column.fact.path] += [column.member] if row[name] else []
        put(found, steps_of(column.fact.path, Document.APPLICATION), value)
    return found

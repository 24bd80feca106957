"""The verdicts on two tables, in two tables of the kind that came: taken in, checked, decided, and given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from grantrules.base.errors import ApplicationError, Problems
from grantrules.base.extras import narwhals
from grantrules.evaluation.executors.frame.executor import FrameExecutor
from grantrules.evaluation.executors.frame.joins import KEY, Joined
from grantrules.evaluation.executors.frame.terms import stored_type
from grantrules.language.vocabulary import FactType, Vocabulary
from grantrules.portfolio.tables.checks import Checked, check_columns, check_keys, check_values
from grantrules.portfolio.tables.columns import APPLICATIONS, KEYS, MEASURES, Column
from grantrules.portfolio.tables.kinds import Taken, taken
from grantrules.portfolio.tables.verdicts import LISTS, STATUS, TableVerdicts, outcomes
from grantrules.rules.ruleset import Verb

_DIGITS = 18
"""So many decimals a whole number has room for; beyond them every amount that passed the checks is 0."""


@dataclass(frozen=True)
class Prepared:
    """The two tables for the rules, the number of decimals in their amounts, and how they were taken in."""

    applications: Any
    measures: Any
    scale: int
    taken: tuple[Taken, Taken]

    @property
    def joins(self) -> Joined:
        """What brings the two tables together."""
        return self.taken[0].engine.joins


def prepare(applications: Any, measures: Any, vocabulary: Vocabulary, scale: int) -> Prepared:
    """Take two tables in and check them; amounts get at least `scale` decimals.

    Raises:
        ApplicationError: something is wrong with them; all of it is listed.
        TypeError: one of them is no table, or only one is a Spark frame.
        MissingExtra: narwhals or Polars is not installed.
    """
    given, checked, linked, scale = _checked(applications, measures, vocabulary, scale)
    one, other = (
        each.engine.ready(_columns(replace(each, frame=frame), scale))
        for each, frame in zip(checked, linked, strict=True)
    )
    return Prepared(one, other, scale, given)


def check(applications: Any, measures: Any, vocabulary: Vocabulary) -> tuple[Checked, Checked]:
    """Two tables as they were checked.

    Raises:
        ApplicationError, TypeError, MissingExtra: as for `prepare`.
    """
    return _checked(applications, measures, vocabulary, 0)[1]


def _checked(
    applications: Any, measures: Any, vocabulary: Vocabulary, scale: int
) -> tuple[tuple[Taken, Taken], tuple[Checked, Checked], list[Any], int]:
    """Two tables as they were taken in, as they were checked, and linked; and the number of decimals in amounts."""
    problems, linked = Problems(), list[Any]()
    given = taken({APPLICATIONS: applications, MEASURES: measures}, problems)
    found = [check_columns(name, each, vocabulary, problems) for name, each in given.items()]
    checked = [each for each in found if each is not None]
    scale = max([scale, *(_scale(each) for each in checked)])
    for each in checked:
        check_values(each, scale, problems)
    if len(checked) == 2:
        *linked, in_order = checked[0].engine.linked(checked[0].frame, checked[1].frame, checked[1].at["id"])
        if not in_order:
            check_keys(checked[0], checked[1], problems)
    if problems.errors:
        raise ApplicationError(problems.errors)
    return (given[APPLICATIONS], given[MEASURES]), (checked[0], checked[1]), linked, scale


def _scale(checked: Checked) -> int:
    """The most decimals in a column with amounts."""
    money = [checked.types[name] for name, column in checked.columns.items() if column.fact.type is FactType.MONEY]
    return max((type_.scale for type_ in money if type_ is not None and type_.is_decimal()), default=0)


def _columns(checked: Checked, scale: int) -> Any:
    """The keys and the columns by the names and in the types that rules have for them."""
    own = [_column(checked, name, column, scale).alias(column.path) for name, column in checked.columns.items()]
    keys = [checked.value(key).alias(key) for key in KEYS[checked.name]]
    return checked.frame.select(KEY, *keys, *own)


def _column(checked: Checked, name: str, column: Column, scale: int) -> Any:
    nw, value, type_ = narwhals(), checked.value(name), checked.types[name]
    if type_ is None:
        return nw.lit(None, stored_type(column.fact.type, nw))
    match column.fact.type:
        case FactType.MONEY if type_.is_decimal():
            unit = 10 ** min(scale, _DIGITS)
            return (value.cast(nw.Decimal(38, scale)) * nw.lit(unit)).cast(nw.Int64)
        case FactType.MONEY:
            return value.cast(nw.Int64) * 10**scale
        case FactType.CHOICE if other := checked.renamed.get(name):
            text = checked.text(name)
            return text.replace_strict(list(other), list(other.values()), default=text, return_dtype=nw.String)
        case wanted:
            return value.cast(stored_type(wanted, nw))


class Tables(NamedTuple):
    """Two tables: a row for each application, and a row for each measure."""

    applications: Any
    measures: Any


def evaluate_frame(executor: FrameExecutor, applications: Any, measures: Any, *, rules: bool = False) -> Tables:
    """The verdicts on the applications in two tables; with `rules` also a column for each rule.

    Raises:
        ApplicationError: something is wrong with the tables; all of it is listed.
        TypeError: one of them is no table, or only one is a Spark frame.
        MissingExtra: narwhals or Polars is not installed.
    """
    prepared = prepare(applications, measures, executor.rules.vocabulary, executor.scale)
    tables = prepared.applications, prepared.measures
    found = worked_out(executor, *tables, prepared.scale, prepared.joins, rules=rules)
    return Tables(*(_result(given, *each) for given, each in zip(prepared.taken, found, strict=True)))


def worked_out(
    executor: FrameExecutor, applications: Any, measures: Any, scale: int, joins: Joined, *, rules: bool = False
) -> list[tuple[Any, list[str]]]:
    """The verdicts on two tables that are as the rules have them, and how the columns of each are to be called.

    Lists are as `joins` makes them.
    """
    of = executor.rules
    wanted = None if rules else [rule for rule in of.rules if rule.verb.decides or rule.verb is Verb.PRIORITISE]
    findings = executor(applications, measures, scale, joins, wanted)
    verdicts, made = TableVerdicts(of, findings), []
    for name, table, lists, of_rules in (
        (APPLICATIONS, verdicts.applications, verdicts.of_applications(), findings.of_application),
        (MEASURES, verdicts.measures, verdicts.of_measures(), findings.of_measure),
    ):
        shown = outcomes(of_rules, joins.expressions) if rules else {}
        plain = {f"rule {number}": column for number, column in enumerate(shown.values())}
        listed = joins.listed(table, lists)
        columns = [*KEYS[name], STATUS, *lists]
        made.append((listed.select(*columns, **plain), [*columns, *shown]))
    return made


def _result(given: Taken, table: Any, names: Sequence[str]) -> Any:
    return given.back(given.engine.finished(narwhals().to_native(table, pass_through=True), names, LISTS))

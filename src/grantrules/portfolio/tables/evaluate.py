"""The verdicts on two tables, in two tables of the kind that came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from grantrules.evaluation.executors.frame.executor import FrameExecutor
from grantrules.evaluation.executors.frame.joins import Joins
from grantrules.evaluation.executors.frame.packages import narwhals
from grantrules.portfolio.tables.columns import APPLICATIONS, KEYS, MEASURES
from grantrules.portfolio.tables.kinds import Taken
from grantrules.portfolio.tables.prepare import prepare
from grantrules.portfolio.tables.verdicts import LISTS, STATUS, Verdicts, outcomes
from grantrules.rules.ruleset import Verb


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
    executor: FrameExecutor, applications: Any, measures: Any, scale: int, joins: Joins, *, rules: bool = False
) -> list[tuple[Any, list[str]]]:
    """The verdicts on two tables that are as the rules have them, and how the columns of each are to be called.

    Lists are as `joins` makes them.
    """
    of = executor.rules
    wanted = None if rules else [rule for rule in of.rules if rule.verb.decides or rule.verb is Verb.PRIORITISE]
    findings = executor(applications, measures, scale, joins, wanted)
    verdicts, made = Verdicts(of, findings), []
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

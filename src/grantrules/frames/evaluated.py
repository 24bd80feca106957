"""The verdicts on two tables, in two tables of the kind that came."""

from __future__ import annotations

from typing import Any, NamedTuple

from grantrules.executors.frame import FrameExecutor
from grantrules.executors.frame_packages import polars
from grantrules.frames.checks import ROW
from grantrules.frames.columns import APPLICATIONS, KEYS, MEASURES
from grantrules.frames.kinds import handed_out
from grantrules.frames.prepared import prepare
from grantrules.frames.verdicts import BETWEEN, LISTS, Verdicts, outcomes
from grantrules.ruleset import RuleSet


class Tables(NamedTuple):
    """Two tables: a row for each application, and a row for each measure."""

    applications: Any
    measures: Any


def executor_of(rules: RuleSet) -> FrameExecutor:
    """What runs rules on tables, with what the deciding ones wait for."""
    return FrameExecutor(rules, [rule for rule in rules.rules if rule.verb.decides])


def evaluate_frame(executor: FrameExecutor, applications: Any, measures: Any, *, rules: bool = False) -> Tables:
    """The verdicts on the applications in two tables; with `rules` also a column for each rule.

    Raises:
        ApplicationError: something is wrong with the tables; all of it is listed.
        TypeError: one of them is no table.
        MissingExtra: narwhals or Polars is not installed.
    """
    of = executor.rules
    prepared = prepare(applications, measures, of.vocabulary, executor.scale)
    findings = executor(prepared.applications, prepared.measures, prepared.scale)
    verdicts = Verdicts(of, findings)
    one, other = verdicts.of_applications(), verdicts.of_measures()
    if rules:
        one |= outcomes(findings.of_application)
        other |= outcomes(findings.of_measure)
    results = [
        _listed(verdicts.applications.select(ROW, *KEYS[APPLICATIONS], **one).to_native()),
        _listed(verdicts.measures.select(ROW, *KEYS[MEASURES], **other).to_native()),
    ]
    return Tables(*handed_out(prepared.taken, results))


def _listed(frame: Any) -> Any:
    """The rows in the order in which they came, with lists of ids in place of text."""
    pl = polars()
    split = [pl.col(name).str.split(BETWEEN).list.filter(pl.element() != "") for name in LISTS]
    return frame.sort(ROW).drop(ROW).with_columns(split)

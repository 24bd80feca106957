"""What runs the rules, by name: each compiles the same polarity formulas, none knows of another, and two must agree."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Literal, get_args

from grantrules.base.codes import Code
from grantrules.base.errors import GrantRulesError, UnknownName, did_you_mean
from grantrules.base.logs import DEBUG, ERROR, log, milliseconds_since
from grantrules.evaluation.executors.python import PythonExecutor
from grantrules.evaluation.outcomes import Findings, Outcome
from grantrules.intake.stated import Stated
from grantrules.rules.ruleset import Rule, RuleSet

Executor = Callable[[Stated], Findings]
ExecutorName = Literal["python", "durable", "both"]
EXECUTORS: tuple[ExecutorName, ...] = get_args(ExecutorName)


class ExecutorsDisagree(GrantRulesError):
    """Two executors came to different outcomes: a fault in one of them, never a matter of the law."""


def make_executor(name: str, rules: RuleSet) -> Executor:
    """An executor of a rule set.

    Raises:
        UnknownName: there is no executor of that name.
        MissingExtra: durable-rules is asked for and is not installed.
    """
    if name == "both":
        return Agreeing(rules, [make_executor("python", rules), make_executor("durable", rules)])
    start = perf_counter()
    match name:
        case "python":
            made: Executor = PythonExecutor(rules)
        case "durable":
            from grantrules.evaluation.executors.durable.executor import DurableExecutor  # noqa: PLC0415  an optional package

            made = DurableExecutor(rules)
        case _:
            raise UnknownName(Code.UNKNOWN_NAME, f"unknown executor `{name}`{did_you_mean(name, EXECUTORS)}")
    log(DEBUG, "%s compiled the rules of %d in %.1f ms", name, rules.year, milliseconds_since(start))
    return made


class Agreeing:
    """Runs several executors and hands over what they all found."""

    def __init__(self, rules: RuleSet, executors: list[Executor]) -> None:
        self._rules, self._executors = rules, executors

    def __call__(self, stated: Stated) -> Findings:
        """The findings of all.

        Raises:
            ExecutorsDisagree: they differ; the message names the rules.
        """
        first, *others = [executor(stated) for executor in self._executors]
        differing = {line for other in others for line in differences(self._rules, stated, first, other)}
        if differing:
            log(ERROR, "the executors disagree on the rules of %d, in %d outcomes", self._rules.year, len(differing))
            raise ExecutorsDisagree(Code.INTERNAL_FAULT, "the executors disagree:\n" + "\n".join(sorted(differing)))
        return first


def differences(rules: RuleSet, stated: Stated, one: Findings, other: Findings) -> list[str]:
    """The rules whose outcomes differ, with both outcomes."""
    found = _differing("", rules.application_rules, one.application, other.application)
    for measure, here, there in zip(stated.measures, one.measures, other.measures, strict=True):
        found += _differing(f" for {measure.id}", rules.measure_rules, here, there)
    return found


def _differing(scope: str, rules: tuple[Rule, ...], one: tuple[Outcome, ...], other: tuple[Outcome, ...]) -> list[str]:
    return [
        f"rule `{rule.id}`{scope}: {_shown(here)} and {_shown(there)}"
        for rule, here, there in zip(rules, one, other, strict=True)
        if here != there
    ]


def _shown(outcome: Outcome) -> str:
    names = ", ".join(sorted(trace.name for trace in outcome.traces))
    return f"{outcome.kind.value} ({names})"

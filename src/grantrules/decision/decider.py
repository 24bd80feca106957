"""What runs the rules of a rule set, compiled once and shared by all that decide under it."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from grantrules.evaluation.executors.registry import Executor, make_executor
from grantrules.rules.ruleset import RuleSet

_EXECUTORS: WeakKeyDictionary[RuleSet, Executor] = WeakKeyDictionary()


def executor_of(rules: RuleSet) -> Executor:
    """What runs the rules; compiled once for a rule set."""
    found = _EXECUTORS.get(rules)
    if found is None:
        found = _EXECUTORS[rules] = make_executor("python", rules)
    return found

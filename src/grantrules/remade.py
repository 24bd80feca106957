"""Decisions made anew from what is already read, by the same compiled rules."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from grantrules.decision import Decision
from grantrules.executors.registry import Executor, make_executor
from grantrules.ruleset import RuleSet
from grantrules.stated import Stated

_EXECUTORS: WeakKeyDictionary[RuleSet, Executor] = WeakKeyDictionary()


def executor_of(rules: RuleSet) -> Executor:
    """What runs the rules; compiled once for a rule set."""
    found = _EXECUTORS.get(rules)
    if found is None:
        found = _EXECUTORS[rules] = make_executor("python", rules)
    return found


def decide(rules: RuleSet, stated: Stated) -> Decision:
    """The decision on what an application states."""
    return Decision(rules, stated, executor_of(rules)(stated))

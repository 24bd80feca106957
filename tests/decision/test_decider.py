"""A regulation has one decider: rules are compiled once, whatever is asked, and go when nobody holds them any more."""

from __future__ import annotations

import gc
import pickle
import weakref
from collections import Counter

import pytest

import grantrules
from grantrules.decision import decider as deciders
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.evaluation.executors import make_executor
from grantrules.evaluation.executors.frame.executor import FrameExecutor
from grantrules.portfolio import deciding
from grantrules.regulation import Regulation
from grantrules.rules.ruleset import RuleSet
from tests.support.building import rule_set

RULES = """
- {id: signed, expect: {application.signed: true}}
- {id: rural, require: {measure.rural: true}}
"""
APPLICATION = {"id": "A", "signed": False, "measures": [{"id": "m"}]}


def regulation() -> Regulation:
    return Regulation(rule_set(RULES))


def test_rules_are_compiled_once_whatever_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()
    make, frame = make_executor, FrameExecutor.__init__

    def counted(name: str, rules: RuleSet) -> object:
        made[name] += 1
        return make(name, rules)

    def counted_frame(self: FrameExecutor, *given: object) -> None:
        made["frame"] += 1
        frame(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(deciders, "make_executor", counted)
    monkeypatch.setattr(FrameExecutor, "__init__", counted_frame)
    monkeypatch.setattr(deciding, "FEW", 0)
    rules = regulation()
    decision = rules.evaluate(APPLICATION)
    assert decision.what_if({"m.rural": True}).after.decider is rules.decider
    assert decision.determine("signed", "accepted").decider is rules.decider
    decision.nearest_eligible()
    assert rules.ask(APPLICATION)
    rules.evaluate_frame(*rules.tables_of([APPLICATION]))
    assert grantrules.batch([APPLICATION], year=rules).summary.evaluated == 1
    assert grantrules.diff(rules, rules, portfolio=[APPLICATION]).impact is not None
    assert made == {"python": 1, "frame": 1}
    rules.evaluate(APPLICATION, "durable")
    rules.evaluate(APPLICATION, "durable")
    assert made == {"python": 1, "frame": 1, "durable": 1}


def test_a_decision_is_pickled_with_its_rules_and_without_what_is_compiled() -> None:
    rules = regulation()
    decision, other = rules.evaluate(APPLICATION), rules.evaluate({**APPLICATION, "signed": True})
    rules.evaluate(APPLICATION, "durable")  # its rules are in memory that is not Python's
    again, other_again = pickle.loads(pickle.dumps((decision, other)))
    assert again.decider is other_again.decider
    assert again.decider is not decision.decider
    assert again.to_dict() == decision.to_dict()
    changed = {"m.rural": True, "signed": True}
    assert again.what_if(changed).after.to_dict() == decision.what_if(changed).after.to_dict()


def test_nothing_holds_rules_that_nobody_holds() -> None:
    rules = rule_set(RULES)
    gone = weakref.ref(rules)
    decider = Decider(rules)
    decision = Decision.made(decider, decider.take_in(APPLICATION))
    assert decider.frames.rules is decision.rules is gone()
    assert decision.open
    del rules, decider, decision
    gc.collect()
    assert gone() is None

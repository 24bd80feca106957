"""Executors by name: both must agree, and where they do not the rule is named."""

from __future__ import annotations

import pickle

import pytest

import grantrules
from grantrules.base.errors import UnknownName
from grantrules.cli import commands
from grantrules.cli import main as cli
from grantrules.evaluation.executors import Agreeing, ExecutorsDisagree, make_executor
from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind
from grantrules.intake.stated import Stated
from grantrules.rules.ruleset import RuleSet
from tests.support.building import rule_set, stated
from tests.support.documents import ROOT

EXAMPLE = str(ROOT / "examples/2022/eligible.yaml")


class Contrary:
    """An executor that turns the first rule of the application around."""

    def __init__(self, rules: RuleSet) -> None:
        self._honest = make_executor("python", rules)

    def __call__(self, application: Stated) -> Findings:
        first, *others = self._honest(application).application
        turned = OutcomeKind.FAILED if first.kind is OutcomeKind.HELD else OutcomeKind.HELD
        return Findings((Outcome(turned, first.traces), *others), self._honest(application).measures)


def test_a_difference_names_the_rule() -> None:
    rules = rule_set("[{id: always-so, require: {}}]")
    both = Agreeing(rules, [make_executor("python", rules), Contrary(rules)])
    with pytest.raises(ExecutorsDisagree, match=r"rule `always-so`: held \(\) and failed \(\)"):
        both(stated(rules, {}, {}))


def test_agreement_hands_over_the_findings() -> None:
    rules = rule_set("[{id: always-so, require: {}}]")
    application = stated(rules, {}, {"m1": {}})
    assert make_executor("both", rules)(application) == make_executor("python", rules)(application)


def test_a_difference_on_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    regulation = grantrules.Regulation(grantrules.load(2022).rules)
    honest = make_executor("python", regulation.rules)
    both = Agreeing(regulation.rules, [honest, Contrary(regulation.rules)])
    monkeypatch.setattr(grantrules.decision.decider, "make_executor", lambda *_: both)
    monkeypatch.setattr(commands, "rules_for", lambda *_: regulation)
    assert cli.main(["evaluate", EXAMPLE, "--executor", "both"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"rule `{regulation.rules.application_rules[0].id}`" in printed.err


def test_an_unknown_executor() -> None:
    with pytest.raises(UnknownName, match=r"unknown executor `pyton`; did you mean `python`\?"):
        make_executor("pyton", rule_set("[]"))


def test_a_regulation_can_be_pickled_after_use() -> None:
    regulation = grantrules.load(2022)
    document = grantrules.read(EXAMPLE)
    before = regulation.evaluate(document, "both")
    again = pickle.loads(pickle.dumps(regulation))
    assert again.evaluate(document, "both").to_json("en") == before.to_json("en")

"""A witness as a document, put to both years by what needs no solver: nothing is taken on trust from one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grantrules.base.errors import GrantRulesError
from grantrules.base.values import Value
from grantrules.compare.proofs.questions import Question, Witness
from grantrules.compare.proofs.variables import declared
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Facts
from grantrules.language.vocabulary import MEASURE, OFFICE, Document
from grantrules.rules.ruleset import RuleSet


class DoesNotReplay(GrantRulesError):
    """A witness on which the years do not differ as was found: a fault here, never a matter of the law."""


def replayed(question: Question, before: Decider, after: Decider, common: Facts, measures: Sequence[Facts]) -> Witness:
    """The witness of these facts, the application's and each measure's own, with both years' decisions.

    A fact that one year's vocabulary does not have is not stated there.

    Raises:
        DoesNotReplay: the decisions do not answer the question.
    """
    decisions = [_decision(decider, common, measures) for decider in (before, after)]
    written = document(common, measures)
    if not question.answered_by(*decisions):
        found = " and ".join(f"{each.status.value} in {each.rules.year}" for each in decisions)
        raise DoesNotReplay(f"{question} is not answered by {written}, which is {found}")
    return Witness(written, len(common) + sum(map(len, measures)), len(measures), *decisions)


def _decision(decider: Decider, common: Facts, measures: Sequence[Facts]) -> Decision:
    rules = decider.rules
    stated = decider.take_in(document(_known(rules, common), [_known(rules, own) for own in measures]))
    return Decision(decider, stated, evaluate(rules, stated))


def _known(rules: RuleSet, facts: Facts) -> Facts:
    return {path: value for path, value in facts.items() if declared(rules, path)}


def document(common: Facts, measures: Sequence[Facts]) -> dict[str, object]:
    """An application that states these facts, as `Regulation.evaluate` takes it and as a file has it."""
    made: dict[str, object] = {"kind": Document.APPLICATION.value}
    for path, value in common.items():
        root, _, rest = path.partition(".")
        _place(made, "office" if path == OFFICE else rest if root == Document.APPLICATION.value else path, value)
    if measures:
        made["measures"] = [_measure(own) for own in measures]
    return made


def _measure(own: Facts) -> dict[str, object]:
    made: dict[str, object] = {}
    for path, value in own.items():
        _place(made, path.removeprefix(f"{MEASURE}."), value)
    return made


def _place(into: dict[str, object], path: str, value: Value) -> None:
    *way, last = path.split(".")
    for step in way:
        inner = into.setdefault(step, {})
        assert isinstance(inner, dict)
        into = inner
    into[last] = _written(value)


def _written(value: Value) -> object:
    match value:
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case _:
            return value

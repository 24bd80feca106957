"""A witness as a document, put to both years by what needs no solver: nothing is taken on trust from one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from grantrules.base.errors import GrantRulesError
from grantrules.base.values import Value
from grantrules.compare.proofs.questions import Question, Witness
from grantrules.compare.proofs.variables import declared
from grantrules.decision.decision import Decision
from grantrules.evaluation.reference import evaluate
from grantrules.intake.documents import take_in
from grantrules.intake.models import document_model
from grantrules.intake.stated import Facts
from grantrules.language.fieldtypes import Part
from grantrules.language.layout import MEASURES, put, steps_of
from grantrules.language.vocabulary import Document
from grantrules.rules.ruleset import RuleSet


class DoesNotReplay(GrantRulesError):
    """A witness on which the years do not differ as was found: a fault here, never a matter of the law."""


def replayed(question: Question, before: RuleSet, after: RuleSet, common: Facts, measures: Sequence[Facts]) -> Witness:
    """The witness of these facts, the application's and each measure's own, with both years' decisions.

    A fact that one year's vocabulary does not have is not stated there.

    Raises:
        DoesNotReplay: the decisions do not answer the question.
    """
    decisions = [_decision(rules, common, measures) for rules in (before, after)]
    written = document(common, measures)
    if not question.answered_by(*decisions):
        found = " and ".join(f"{each.status.value} in {each.rules.year}" for each in decisions)
        raise DoesNotReplay(f"{question} is not answered by {written}, which is {found}")
    return Witness(written, len(common) + sum(map(len, measures)), len(measures), *decisions)


def _decision(rules: RuleSet, common: Facts, measures: Sequence[Facts]) -> Decision:
    written = document(_known(rules, common), [_known(rules, own) for own in measures])
    stated = take_in(written, rules, _model(rules), Document.APPLICATION)
    return Decision(rules, stated, evaluate(rules, stated))


@lru_cache(maxsize=8)
def _model(rules: RuleSet) -> type[Part]:
    return document_model(rules.vocabulary, Document.APPLICATION)


def _known(rules: RuleSet, facts: Facts) -> Facts:
    return {path: value for path, value in facts.items() if declared(rules, path)}


def document(common: Facts, measures: Sequence[Facts]) -> dict[str, object]:
    """An application that states these facts, as `Regulation.evaluate` takes it and as a file has it."""
    made: dict[str, object] = {"kind": Document.APPLICATION.value}
    _state(made, common)
    if measures:
        made[MEASURES] = inner = [dict[str, object]() for _ in measures]
        for measure, own in zip(inner, measures, strict=True):
            _state(measure, own)
    return made


def _state(part: dict[str, object], facts: Facts) -> None:
    for path, value in facts.items():
        put(part, steps_of(path, Document.APPLICATION), _written(value))


def _written(value: Value) -> object:
    match value:
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case _:
            return value

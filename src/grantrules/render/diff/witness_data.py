"""What a search for witnesses has found, as plain data."""

from __future__ import annotations

from typing import assert_never

from grantrules.compare.causes import Flips, RuleBehind, Side
from grantrules.compare.proofs import Act, Acting, Differs, Finding, Question, Same, Undecided, Verdicts
from grantrules.compare.yeardiff import Witnesses
from grantrules.decision.decision import Decision
from grantrules.render.diff.impact_data import behind_data
from grantrules.render.diff.shape import (
    FindingData,
    RuleQuestion,
    VerdictQuestion,
    WitnessData,
    WitnessesData,
    WitnessSideData,
)


def witnesses_data(witnesses: Witnesses, flips: Flips) -> WitnessesData:
    """The search and each answer."""
    return {
        "measures": witnesses.measures,
        "seconds": witnesses.seconds,
        "undetermined": witnesses.undetermined,
        "most_counted": witnesses.most_counted,
        "left_out": list(witnesses.left_out),
        "findings": [_finding(finding, flips) for finding in witnesses.findings],
    }


def _finding(finding: Finding, flips: Flips) -> FindingData:
    question = _question(finding.question)
    match finding:
        case Differs():
            return {"question": question, "answer": "differs", "witness": _witness(finding, flips)}
        case Same():
            return {"question": question, "answer": "same", "witness": None}
        case Undecided():
            return {"question": question, "answer": "undecided", "witness": None}
        case _:
            assert_never(finding)


def _question(question: Question) -> VerdictQuestion | RuleQuestion:
    match question:
        case Verdicts(before=before, after=after):
            return {"kind": "verdict", "before": before.value, "after": after.value}
        case Acting(act=act, side=side, rule=rule):
            return {"kind": "rule", "act": act.value, "rule": rule.id, "year": side.value}
        case _:
            assert_never(question)


def _witness(found: Differs, flips: Flips) -> WitnessData:
    witness = found.witness
    behind = flips.of_application(witness.before, witness.after)
    return {
        "application": dict(witness.application),
        "facts": witness.facts,
        "measures": witness.measures,
        "smallest": found.smallest,
        "before": _side(witness.before, [each for each in behind if each.side is Side.BEFORE]),
        "after": _side(witness.after, [each for each in behind if each.side is Side.AFTER]),
    }


def _side(decision: Decision, behind: list[RuleBehind]) -> WitnessSideData:
    return {
        "status": decision.status.value,
        "behind": list(map(behind_data, behind)),
        "bars": sorted(Act.BARS.rules(decision)),
        "open": sorted({point.rule.id for point in decision.open}),
        "tags": sorted(Act.TAGS.rules(decision)),
        "obliges": sorted(Act.OBLIGES.rules(decision)),
    }

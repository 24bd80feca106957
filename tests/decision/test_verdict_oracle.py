"""The verdicts of `Decision` against those of the oracle, over findings of every kind."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from grantrules.base.texts import Text
from grantrules.decision.decider import Decider
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind, Trace, TraceKind
from grantrules.language.condition import Compare, Op
from grantrules.results.document import Decision
from grantrules.rules.ruleset import Rule, RuleSet, Verb
from tests.support import building
from tests.support.oracle import Came, verdicts

DETERMINED = (None, "accepted", "rejected", "some-branch")
RANKS = {0: Status.NOT_ELIGIBLE, 1: Status.UNDETERMINED, 2: Status.ELIGIBLE}
EVERY = [Came(*each) for each in product((v.value for v in Verb), (k.value for k in OutcomeKind), DETERMINED)]

Determinations = dict[str | None, dict[str, str]]


def rules_of(application: list[Came], measure: list[Came]) -> RuleSet:
    """A year with rules of these verbs: some read a fact of the application, some one of the measure."""
    rules = [_rule(f"a-{i}", came, "application.signed", i) for i, came in enumerate(application)]
    rules += [_rule(f"m-{i}", came, "measure.rural", i) for i, came in enumerate(measure)]
    return building.rules_of(tuple(rules), building.vocabulary(), {})


def _rule(id_: str, came: Came, path: str, number: int) -> Rule:
    condition = Compare(path, Op.ONE_OF, frozenset({True}))
    return building.rule(id_, Verb(came.verb), condition, remedy=Text("Rett") if number % 2 else None)


def decide(application: list[Came], measures: list[list[Came]]) -> Decision:
    """The decision that the engine makes of these outcomes."""
    rules = rules_of(application, measures[0] if measures else [])
    determined: Determinations = {None: _determined("a", application)}
    determined |= {f"m{n}": _determined("m", measure) for n, measure in enumerate(measures)}
    stated = building.stated(rules, {}, {f"m{n}": {} for n in range(len(measures))}, determined)
    found = Findings(
        _outcomes(application, "application.signed"), tuple(_outcomes(m, "measure.rural") for m in measures)
    )
    return Decision(Decider(rules), stated, found)


def _determined(prefix: str, row: list[Came]) -> dict[str, str]:
    return {f"{prefix}-{i}": came.determined for i, came in enumerate(row) if came.determined is not None}


def _outcomes(row: list[Came], path: str) -> tuple[Outcome, ...]:
    return tuple(Outcome(OutcomeKind(came.outcome), frozenset({Trace(TraceKind.FACT, path)})) for came in row)


def agrees(application: list[Came], measures: list[list[Came]]) -> bool:
    """Whether the engine and the oracle say the same of the application and of every measure."""
    decision = decide(application, measures)
    status, each = verdicts(application, measures)
    return decision.status is RANKS[status] and [m.status for m in decision.measures] == [RANKS[rank] for rank in each]


@pytest.mark.parametrize("verb", list(Verb), ids=lambda verb: verb.value)
def test_every_outcome_of_a_verb_beside_every_outcome_of_a_measure(verb: Verb) -> None:
    for first in (came for came in EVERY if came.verb == verb.value):
        assert agrees([first], [])
        assert all(agrees([first], [[second]]) for second in EVERY)


@pytest.mark.parametrize("seed", range(20))
def test_many_rules_and_measures(seed: int) -> None:
    rng = Random(seed)
    seen = set()
    for _ in range(100):
        application, measures = random_case(rng)
        assert agrees(application, measures), (application, measures)
        seen.add(verdicts(application, measures)[0])
    assert seen == {0, 1, 2}


def random_case(rng: Random) -> tuple[list[Came], list[list[Came]]]:
    """Outcomes of a few rules for an application with up to four measures; mild more often than not."""
    share = rng.choice((0.1, 0.3, 0.8))
    mild = [came for came in EVERY if verdicts([came], [[]])[0] == 2]
    verbs = [rng.choice(list(Verb)).value for _ in range(rng.randint(0, 5))]

    def drawn(verb: str) -> Came:
        among = EVERY if rng.random() < share else mild
        return rng.choice([came for came in among if came.verb == verb])

    application = [drawn(rng.choice(list(Verb)).value) for _ in range(rng.randint(0, 4))]
    return application, [[drawn(verb) for verb in verbs] for _ in range(rng.randint(0, 4))]

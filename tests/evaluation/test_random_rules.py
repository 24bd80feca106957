"""What the other random tests rest on: the generators reach everything, and draw what YAML could say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.reference import evaluate
from grantrules.language.condition import Doubt, Op
from grantrules.rules.canonical import rules_hash
from grantrules.rules.load import load_folder
from grantrules.rules.ruleset import Verb
from tests.support.building import write
from tests.support.random_applications import Applications, coverage, outcomes
from tests.support.random_rules import DEPTH, rule_set
from tests.support.writing import earlier_years, shared_files, year_files

NODES = ("AllOf", "AnyOf", "Not", "Count", "Branch", "Readings", "Compare")


def test_everything_is_drawn() -> None:
    counted: Counter[str] = Counter()
    for seed in range(8):
        counted += coverage(rule_set(Random(seed), 60))
    names = [f"verb {verb.value}" for verb in Verb] + [f"operator {op.value}" for op in Op]
    names += [f"doubt {doubt.value}" for doubt in Doubt] + [f"node {node}" for node in NODES]
    names += [f"depth {depth}" for depth in range(DEPTH + 1)] + ["only_for 1", "only_for 2", "guard", "office rule"]
    names += ["operand FactRef", "operand DayFormula", "per application", "per measure"]
    assert {name: counted[name] for name in names if counted[name] < 10} == {}
    assert not any(name.startswith("depth") and int(name[-1]) > DEPTH for name in counted)


def test_each_outcome_is_common() -> None:
    counted: Counter[str] = Counter()
    for seed in range(10):
        rng = Random(seed)
        rules = rule_set(rng, 40)
        applications = Applications(rules)
        for _ in range(30):
            counted += outcomes(evaluate(rules, applications.draw(rng)))
    shares = {kind.value: counted[kind.value] / counted.total() for kind in OutcomeKind}
    assert min(shares.values()) > 0.15, shares


@pytest.mark.parametrize("seed", range(10))
def test_what_is_drawn_could_be_written_in_yaml(seed: int, tmp_path: Path) -> None:
    drawn = rule_set(Random(seed), 40)
    write(tmp_path, shared_files(drawn))
    for year, files in earlier_years(drawn).items():
        write(tmp_path / str(year), files)
    loaded = load_folder(write(tmp_path / str(drawn.year), year_files(drawn)))
    assert loaded.by_id == drawn.by_id
    assert loaded.office_values == drawn.office_values
    assert (dict(loaded.vocabulary), loaded.documents) == (dict(drawn.vocabulary), drawn.documents)
    assert rules_hash(loaded) == rules_hash(drawn)

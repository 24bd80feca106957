"""durable-rules as an executor: it decides what the reference decides, alone, in threads, without leaking."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import pytest

import grantrules
from grantrules.decision.decider import Decider
from grantrules.evaluation.executors import python as python_executor
from grantrules.evaluation.executors.durable import executor as durable_executor
from grantrules.evaluation.executors.durable.engine import Fired
from grantrules.evaluation.executors.durable.executor import DurableExecutor, DurableRules, to_durable
from grantrules.evaluation.executors.python import PythonExecutor
from grantrules.intake.stated import Stated, StatedMeasure
from grantrules.language.condition import ALWAYS, AllOf, Compare, Count, Op
from grantrules.render.data.documents import decision_json
from grantrules.results.document import Decision
from grantrules.rules.ruleset import RuleSet, Verb
from tests.rules.test_cases import Case, compared, shipped_cases
from tests.support.building import rule, rules_of, stated, vocabulary
from tests.support.documents import ROOT
from tests.support.durable_helpers import memory
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set
from tests.support.rows import rows

EXAMPLE = ROOT / "examples" / "durable_host.py"
reference = import_module("grantrules.evaluation.reference")


def cases_of(year: int) -> list[Case]:
    return [case for case in shipped_cases() if case.year == year]


@cache
def cases(year: int = 2022) -> tuple[RuleSet, tuple[Stated, ...]]:
    """The rules of a year, and every application of its cases and matrix."""
    regulation = grantrules.load(year)
    given = [case.application for case in cases_of(year)]
    applications = [regulation.decider.take_in(each) for each in given]
    assert len(applications) > 150
    return regulation.rules, tuple(applications)


def reference_evaluate(rules: RuleSet, application: Stated) -> Any:
    return reference.evaluate(rules, application)


@cache
def expected(year: int = 2022) -> tuple[Any, ...]:
    """What the reference finds of every application of a year."""
    rules, applications = cases(year)
    return tuple(reference_evaluate(rules, each) for each in applications)


@pytest.mark.parametrize("year", grantrules.years())
def test_compiled_python_finds_what_the_reference_finds_in_every_case(year: int) -> None:
    rules, applications = cases(year)
    python = PythonExecutor(rules)
    assert tuple(map(python, applications)) == expected(year)


@pytest.mark.parametrize("seed", range(6))
def test_random_rules_come_out_as_everywhere_else(seed: int) -> None:
    rng = Random(seed)
    rules = rule_set(rng, 40)
    durable, python, applications = DurableExecutor(rules), PythonExecutor(rules), Applications(rules)
    for _ in range(30):
        application = applications.draw(rng)
        assert durable(application) == reference_evaluate(rules, application) == python(application)


def test_more_rules_than_a_page_holds() -> None:
    rng = Random(1)
    rules = rule_set(rng, 400)
    durable, applications = DurableExecutor(rules), Applications(rules)
    sizes = [len(page.formulas) for page in DurableRules(rules).pages]
    assert max(sizes) <= 500 < sum(sizes)
    for _ in range(3):
        application = applications.draw(rng)
        assert durable(application) == reference_evaluate(rules, application)


def test_counts_of_what_is_counted() -> None:
    rural = Compare("measure.rural", Op.ONE_OF, frozenset({True}))
    inner = Count(rural, Op.AT_LEAST, 2)
    staff = Compare("measure.staff", Op.ONE_OF, frozenset({True}))
    every = (
        rule("inner", Verb.REQUIRE, inner),
        rule("outer", Verb.REQUIRE, Count(AllOf((inner, staff)), Op.OVER, 1)),
        rule("own", Verb.REQUIRE, AllOf((inner, staff))),
    )
    rules = rules_of(every, vocabulary(), {})
    durable = DurableExecutor(rules)
    values: tuple[dict[str, bool], ...] = ({}, {"measure.rural": True}, {"measure.rural": False, "measure.staff": True})
    both = {"measure.rural": True, "measure.staff": True}
    for measures in ([], [values[0]], [*values], [both, both], [both, *values], [values[1], values[1]]):
        application = stated(rules, {}, {f"m{n}": each for n, each in enumerate(measures)})
        assert durable(application) == reference_evaluate(rules, application)


def test_strange_facts() -> None:
    texts = ['"', "a\0b", "\U0001f600", "\ud83d\ude00", "\ud83d", "x" * 70_000, "y" * 70_000, "5"]
    every = [
        rule(f"text-{n}", Verb.REQUIRE, Compare("applicant.name", Op.ONE_OF, frozenset({t})))
        for n, t in enumerate(texts)
    ]
    limits: list[int | Decimal] = [5, Decimal("5.5"), 10**17, -(10**18) + 1, 2**63]
    every += [
        rule(f"more-{n}", Verb.REQUIRE, Compare("application.amount", Op.OVER, limit)) for n, limit in enumerate(limits)
    ]
    rules = rules_of((*every, rule("always", Verb.REQUIRE, ALWAYS)), vocabulary(), {})
    durable = DurableExecutor(rules)
    for text in texts:
        for amount in (*limits, Decimal("5.4999"), Decimal("5.50000001"), 10**18 - 1):
            application = stated(rules, {"applicant.name": text, "application.amount": amount}, {"m": {}})
            assert durable(application) == reference_evaluate(rules, application)


@pytest.mark.parametrize("year", grantrules.years())
def test_durable_decides_every_case_alone(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, applications = cases(year)
    decider, wanted = Decider(rules), expected(year)

    def not_here(*_: object) -> NoReturn:
        raise AssertionError("another executor was asked")

    for module in (reference, python_executor):
        for name, value in vars(module).copy().items():
            if callable(value) and getattr(value, "__module__", "") == module.__name__:
                monkeypatch.setattr(module, name, not_here)
    durable = DurableExecutor(rules)
    found = [durable(application) for application in applications]
    for application, findings in list(zip(applications, found, strict=True))[::5]:
        assert decision_json(Decision(decider, application, findings), "en")  # made of findings, with no other executor
    monkeypatch.undo()
    with rows() as row:
        for case, application, findings, by_reference in zip(cases_of(year), applications, found, wanted, strict=True):
            with row(case.id):
                assert findings == by_reference
                expected_here, found_here = compared(case, Decision(decider, application, findings))
                assert found_here == expected_here


def test_durable_knows_no_other_executor() -> None:
    sources = list(Path(durable_executor.__file__).parent.glob("*.py"))
    assert len(sources) > 3
    for path in sources:
        text = path.read_text(encoding="utf-8")
        assert "executors.python" not in text
        assert "grantrules.evaluation.reference" not in text


@pytest.mark.parametrize("shared", [True, False])
def test_threads(shared: bool) -> None:
    rules, applications = cases()
    one, wanted = DurableExecutor(rules), expected()

    def work(number: int) -> list[int]:
        durable = one if shared else DurableExecutor(rules)
        order = Random(number).sample(range(40), 40)
        return [at for at in order if durable(applications[at]) != wanted[at]]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [[]] * 8


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_flat() -> None:
    rules, applications = cases()
    held = DurableExecutor(rules)

    def round_() -> None:
        for application in applications[:30]:
            held(application)
        DurableExecutor(rules)(applications[0])

    def rounds(number: int) -> None:
        with ThreadPoolExecutor(8) as pool:
            for done in [pool.submit(round_) for _ in range(number)]:
                done.result()

    rounds(12)
    before = memory()
    rounds(24)
    assert memory() - before < 10_000_000


def test_many_measures() -> None:
    rules, applications = cases()
    own = [measure for each in applications for measure in each.measures]
    first = applications[0]
    many = tuple(StatedMeasure(f"m{n}", own[n % len(own)].facts) for n in range(200))
    application = Stated("A", first.facts, many)
    assert DurableExecutor(rules)(application) == reference_evaluate(rules, application)


# -- for those who run a host


def test_the_definition_is_json_and_complete() -> None:
    rules, applications = cases()
    definition = to_durable(rules)
    assert json.loads(json.dumps(definition)) == definition
    assert definition["schema"] == "grantrules.durable/1"
    concluded = {
        key for ruleset in definition["rulesets"].values() for keys in ruleset["concludes"].values() for key in keys
    }
    named = {key.partition(": ")[0] for key in concluded}
    assert named >= {each.id for each in (*rules.application_rules, *rules.measure_rules)}
    posted: dict[str, set[str]] = {}
    made = DurableRules(rules)
    for application in applications:
        made(application, noting(posted))
    for name, properties in posted.items():
        assert properties - {"id", "always"} <= definition["rulesets"][name]["facts"].keys()


def noting(posted: dict[str, set[str]]) -> Callable[..., list[Fired]]:
    def post(ruleset: str, messages: Any) -> list[Fired]:
        posted.setdefault(ruleset, set()).update(*messages)
        return []

    return post


def test_where_nothing_fires_everything_is_open() -> None:
    rules, applications = cases()
    kinds = DurableRules(rules)(applications[0], lambda *_: [])
    assert {kind.value for row in (kinds.application, *kinds.measures) for kind in row} == {"open"}


def test_the_definition_needs_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert to_durable(cases()[0])["rulesets"]


def test_the_example_prints_what_the_reference_finds() -> None:
    done = subprocess.run([sys.executable, str(EXAMPLE)], capture_output=True, text=True, check=True, timeout=60)
    program = EXAMPLE.read_text(encoding="utf-8").split("def main", 1)[0]
    scope: dict[str, Any] = {}
    exec(program, scope)
    regulation = grantrules.load(2022)
    given = regulation.decider.take_in(scope["APPLICATION"])
    found = reference_evaluate(regulation.rules, given)
    lines = ["application", *printed(regulation.rules.application_rules, found.application)]
    for measure, row in zip(given.measures, found.measures, strict=True):
        lines += [measure.id, *printed(regulation.rules.measure_rules, row)]
    assert done.stdout.splitlines() == lines


def printed(rules: Any, outcomes: Any) -> list[str]:
    return [f"  {outcome.kind.value:15} {each.id}" for each, outcome in zip(rules, outcomes, strict=True)]

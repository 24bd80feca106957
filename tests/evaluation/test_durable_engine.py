"""The traps of durable-rules 2.0.28 that crash, leak, or keep it from being imported."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from grantrules.base.errors import EngineError, GrantRulesError, MissingExtra
from grantrules.evaluation.executors.durable import engine as durable_engine
from grantrules.evaluation.executors.durable.engine import ALWAYS_TRUE, POSTED, DurableRuleset, Fired, c_functions
from grantrules.language.condition import Op
from tests.support.durable_helpers import Asking, compared, is_, memory

DEFINITION = {POSTED: {"all": [{"m": {ALWAYS_TRUE: 0}}]}, "rule": {"all": [{"m": {"p": 1}}]}}
HIT: dict[str, str | int] = {"id": "7", ALWAYS_TRUE: 0, "p": 1}


# -- import


@pytest.fixture
def anew() -> Iterator[None]:
    """The C module is asked for as if for the first time."""
    c_functions.cache_clear()
    yield
    c_functions.cache_clear()


@pytest.mark.usefixtures("anew")
def test_without_the_package_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(MissingExtra, match=r'pip install "grantrules\[durable\]".*C compiler') as raised:
        DurableRuleset("rules", DEFINITION)([HIT])
    assert isinstance(raised.value, GrantRulesError)
    assert isinstance(raised.value, ImportError)


def broken(name: str) -> ModuleType:
    raise ImportError("undefined symbol: PyEval_CallObject", name=name)


@pytest.mark.usefixtures("anew")
def test_a_package_that_cannot_be_loaded_is_not_said_to_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_engine, "import_module", broken)
    with pytest.raises(MissingExtra, match=r"cannot be loaded: undefined symbol.*CPPFLAGS=-DPyEval"):
        c_functions()


@pytest.mark.skipif(not hasattr(sys, "setdlopenflags"), reason="flags are for systems with dlopen")
@pytest.mark.parametrize("lazy", [True, False])
@pytest.mark.usefixtures("anew")
def test_names_are_bound_lazily_during_the_import_only(lazy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    before, during = sys.getdlopenflags(), list[int]()

    def noting(name: str) -> ModuleType:
        during.append(sys.getdlopenflags())
        return import_module(name)

    monkeypatch.setattr(durable_engine, "NEEDS_LAZY", lazy)
    monkeypatch.setattr(durable_engine, "import_module", noting)
    c_functions()
    assert during == [before & ~os.RTLD_NOW | os.RTLD_LAZY if lazy else before]
    assert sys.getdlopenflags() == before


@pytest.mark.skipif(not hasattr(sys, "setdlopenflags"), reason="flags are for systems with dlopen")
@pytest.mark.usefixtures("anew")
def test_the_flags_are_restored_when_the_import_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sys.getdlopenflags()
    monkeypatch.setattr(durable_engine, "NEEDS_LAZY", True)
    monkeypatch.setattr(durable_engine, "import_module", broken)
    with pytest.raises(MissingExtra):
        c_functions()
    assert sys.getdlopenflags() == before


# -- states


class Watched:
    """The C functions, with a note of the states and rulesets that live, and a call that fails on demand."""

    def __init__(self) -> None:
        self.c = c_functions()
        self.error = self.c.error
        self.states: set[tuple[int, str]] = set()
        self.rulesets: set[int] = set()
        self.most = self.made = 0
        self.failing: dict[str, BaseException] = {}
        self.in_use: dict[int, int] = {}

    def __getattr__(self, name: str) -> Any:
        def called(handle: Any, *arguments: Any) -> Any:
            error = self.failing.pop(name, None)
            if error:
                raise error
            result = getattr(self.c, name)(handle, *arguments)
            self.noted(name, handle, result)
            return result

        return called

    def noted(self, name: str, handle: int, result: Any) -> None:
        match name:
            case "create_ruleset":
                self.rulesets.add(result)
                self.made += 1
            case "delete_ruleset":
                self.rulesets.remove(handle)
            case "assert_fact":
                assert self.in_use.setdefault(handle, threading.get_ident()) == threading.get_ident()
                self.states.add((handle, "s"))
                self.most = max(self.most, len(self.states))
            case "delete_state":
                self.states.remove((handle, "s"))
                del self.in_use[handle]


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    made = Watched()
    monkeypatch.setattr(durable_engine, "c_functions", lambda: made)
    return made


def test_what_fires() -> None:
    ruleset = DurableRuleset("rules", DEFINITION)
    assert ruleset([HIT, {**HIT, "id": "8", "p": 2}, {**HIT, "id": "9"}]) == [Fired("rule", "9"), Fired("rule", "7")]
    assert ruleset([]) == []


def test_a_state_is_deleted_each_time(watched: Watched) -> None:
    ruleset = DurableRuleset("rules", DEFINITION)
    for _ in range(2_000):  # the package holds 1,024
        assert ruleset([HIT]) == [Fired("rule", "7")]
    assert (watched.states, watched.most, len(watched.rulesets)) == (set(), 1, 1)


@pytest.mark.parametrize("call", ["assert_fact", "start_action_for_state", "complete_and_start_action"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, "the package's"])
def test_a_state_is_deleted_when_something_raises(
    call: str, error: type[BaseException] | str, watched: Watched
) -> None:
    ruleset = DurableRuleset("rules", DEFINITION)
    ruleset([HIT])
    own = watched.c.error if isinstance(error, str) else error
    watched.failing[call] = own("303")
    with pytest.raises(EngineError if isinstance(error, str) else own):
        ruleset([HIT, {**HIT, "id": "8"}])
    assert watched.states == set()
    gc.collect()  # what the exception still holds
    assert watched.rulesets == set(), "a ruleset in which something was raised is not used again"
    assert ruleset([HIT]) == [Fired("rule", "7")]


def test_a_message_that_is_refused_is_an_error() -> None:
    ruleset = DurableRuleset("rules", DEFINITION)
    with pytest.raises(EngineError, match="302"):
        ruleset([{**HIT, **{f"p{n}": 1 for n in range(300)}}])
    with pytest.raises(EngineError, match="its answer was 2"):  # one id twice
        ruleset([HIT, {**HIT, "p": 2}])
    assert ruleset([HIT]) == [Fired("rule", "7")]


def test_a_ruleset_that_is_refused_is_an_error() -> None:
    with pytest.raises(EngineError, match="refused the ruleset"):
        DurableRuleset("rules", {"rule": {"all": [{"m": {"p": [1]}}]}})([HIT])


def test_many_messages() -> None:
    asked = Asking({"big": compared("size", Op.AT_LEAST, 700)})
    assert asked(*({"size": size} for size in range(1000))) == [set()] * 700 + [{"big"}] * 300


NOTHING_FIRES = f"""
for n in range(50):
    assert DurableRuleset('rules', {DEFINITION!r})([{{'id': '1', ALWAYS_TRUE: 0, 'q': n}}]) == []
"""
NOTHING_STARTS = f"""
class Failing:
    def __getattr__(self, name):
        return getattr(c, name)
    def start_action_for_state(self, *_):
        raise KeyboardInterrupt
c = c_functions()
for n in range(50):
    handle = durable_engine._Handle('rules', '{json.dumps(DEFINITION)}')
    handle.c = Failing()
    try:
        handle.fired([{{'id': '1', ALWAYS_TRUE: 0}}])
    except KeyboardInterrupt:
        pass
"""


@pytest.mark.parametrize("program", [NOTHING_FIRES, NOTHING_STARTS])
def test_no_memory_is_freed_at_random(program: str) -> None:
    """The package as it is crashes on deleting a state in which nothing fired, unless memory is zero by luck."""
    program = f"import {durable_engine.__name__} as durable_engine\nfrom {durable_engine.__name__} import *\n{program}\nprint('alive')"
    environment = {**os.environ, "MALLOC_PERTURB_": "165", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("alive\n", 0), done.stderr


# -- threads and memory


@pytest.mark.parametrize("shared", [True, False])
def test_threads(shared: bool, watched: Watched) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        one = DurableRuleset("rules", DEFINITION)

        def work(number: int) -> None:
            ruleset = one if shared else DurableRuleset("rules", DEFINITION)
            for n in range(200):
                hit = (n + number) % 3 == 0
                assert ruleset([{**HIT, "p": int(hit)}]) == [Fired("rule", "7")] * hit

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
    finally:
        sys.setswitchinterval(before)
    assert (watched.states, watched.made) == (set(), 1 if shared else 8)


def test_a_ruleset_can_be_asked_while_it_is_being_asked(monkeypatch: pytest.MonkeyPatch, watched: Watched) -> None:
    """As when a signal, or the end of an object, comes in between."""
    ruleset = DurableRuleset("rules", DEFINITION)
    drained, inner = durable_engine._Handle.drained, list[Fired]()

    def interrupted(handle: Any, state: int) -> Iterator[Fired]:
        monkeypatch.setattr(durable_engine._Handle, "drained", drained)
        inner.extend(ruleset([{**HIT, "id": "inner"}]))
        return drained(handle, state)

    ruleset([HIT])
    monkeypatch.setattr(durable_engine._Handle, "drained", interrupted)
    assert ruleset([HIT]) == [Fired("rule", "7")]
    assert inner == [Fired("rule", "inner")]
    assert watched.states == set()


def test_rulesets_are_deleted(watched: Watched) -> None:
    for _ in range(20):
        DurableRuleset("rules", DEFINITION)([HIT])
    assert watched.rulesets == set()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_flat_over_reloads() -> None:
    formulas = {f"rule {n}": is_(f"fact.{n}", n) for n in range(60)}

    def reload() -> None:
        Asking(formulas)({"fact.1": 1})

    for _ in range(30):
        reload()
    before = memory()
    for _ in range(200):
        reload()
    assert memory() - before < 5_000_000, "one ruleset is about a megabyte"

"""One regulation for many: threads, tasks, and pools of processes that were forked or spawned; and whose language counts."""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from random import Random
from threading import Barrier, Event
from typing import Any, Literal, TypeVar

import pytest

import grantrules
from grantrules import api
from grantrules.base.texts import LANGUAGES
from grantrules.regulation import Regulation
from tests.guards.made_up_portfolio import portfolio
from tests.support.documents import ROOT
from tests.support.workers import APPLICATION, REPORT, decided_in_a_pool

THREADS = 8
T = TypeVar("T")


@pytest.fixture(autouse=True)
def _switching_often() -> Iterator[None]:
    """Threads take turns as often as they can, so that what can come in between does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def _bokmaal_again() -> Iterator[None]:
    yield
    grantrules.set_language("nb")


def at_once(work: Callable[[int], T]) -> list[T]:
    """What comes of some work in threads that begin at the same moment."""
    start = Barrier(THREADS)

    def begun(number: int) -> T:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begun, range(THREADS)))


# -- threads and tasks


@pytest.mark.parametrize("executor", ["python", "durable"])
def test_threads_that_ask_one_regulation_decide_as_one_does(executor: Literal["python", "durable"]) -> None:
    applications = portfolio(6)
    alone = [grantrules.load(2026).evaluate(each) for each in applications]
    shared = Regulation(grantrules.load(2026).rules)  # asked for the first time by all of them

    def work(number: int) -> bool:
        order = Random(number).sample(range(len(applications)), len(applications))
        return all(shared.evaluate(applications[place], executor) == alone[place] for place in order)

    assert at_once(work) == [True] * THREADS


@pytest.mark.parametrize("executor", ["python", "durable"])
def test_who_asks_first_at_once_goes_on_with_the_same(executor: Literal["python", "durable"]) -> None:
    decider = Regulation(grantrules.load(2026).rules).decider
    found = at_once(lambda _: decider.executor(executor))
    assert {id(each) for each in found} == {id(decider.executor(executor))}


def test_a_year_that_threads_load_first_at_once_is_the_same_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_shipped", cache(api._shipped.__wrapped__))
    found = at_once(lambda _: grantrules.load(2023))
    assert found == [found[0]] * THREADS
    assert grantrules.load(2023) is grantrules.load(2023)


def test_pages_drawn_in_threads_are_those_drawn_alone() -> None:
    regulation = Regulation(grantrules.load(2026).rules)
    alone = {each: grantrules.load(2026).evaluate(APPLICATION).to_text(each) for each in LANGUAGES}

    def work(number: int) -> bool:
        wanted = LANGUAGES[number % len(LANGUAGES)]
        return regulation.evaluate(APPLICATION).to_text(wanted) == alone[wanted]

    assert at_once(work) == [True] * THREADS


def test_tasks_leave_the_work_to_threads() -> None:
    applications = portfolio(THREADS)

    async def decided() -> list[Any]:
        of_report = asyncio.to_thread(grantrules.evaluate_report, REPORT)
        return await asyncio.gather(*(asyncio.to_thread(grantrules.evaluate, each) for each in applications), of_report)

    assert asyncio.run(decided()) == [*map(grantrules.evaluate, applications), grantrules.evaluate_report(REPORT)]


# -- processes


def test_a_spawned_process_decides_alike_with_a_regulation_that_it_is_given() -> None:
    decided_in_a_pool("spawn")


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork")
def test_a_forked_process_decides_alike_with_what_was_compiled_before() -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.support.workers"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout, done.returncode) == ("alike\n", 0), done.stderr


def test_a_typed_application_suits_a_regulation_that_was_handed_over() -> None:
    there: Regulation = pickle.loads(pickle.dumps(grantrules.load(2026)))
    assert there.model is grantrules.Application
    typed = grantrules.Application.model_validate({"applicant": {"type": "foundation"}})
    assert there.evaluate(typed) == grantrules.load(2026).evaluate(typed)


# -- the language


@pytest.mark.usefixtures("_bokmaal_again")
def test_a_language_is_set_for_all_threads_and_for_those_that_run_already() -> None:
    decision = grantrules.evaluate(APPLICATION)
    begun, go_on = Event(), Event()

    def waiting() -> str:
        begun.set()
        go_on.wait()
        return decision.to_json()

    with ThreadPoolExecutor(1) as pool:
        there = pool.submit(waiting)
        begun.wait()
        grantrules.set_language("en")
        go_on.set()
        assert there.result() == decision.to_json() == decision.to_json("en")

    async def later() -> str:
        return await asyncio.to_thread(decision.to_json)

    assert asyncio.run(later()) == decision.to_json("en")


@pytest.mark.usefixtures("_bokmaal_again")
def test_a_language_that_is_named_is_no_matter_of_what_others_set() -> None:
    """And where none is named a page is in one language from its first word to its last."""
    decision = grantrules.evaluate(APPLICATION)
    pages = {each: (decision.to_json(each), decision.to_text(each)) for each in LANGUAGES}
    assert len(set(pages.values())) == len(LANGUAGES)

    def work(number: int) -> bool:
        wanted = LANGUAGES[number % len(LANGUAGES)]
        for _ in range(2):
            grantrules.set_language(wanted)
            again = grantrules.evaluate(APPLICATION)
            if (again.to_json(wanted), again.to_text(wanted)) != pages[wanted]:
                return False
            if again.to_json() not in {page for page, _ in pages.values()}:
                return False
            if again.to_text() not in {page for _, page in pages.values()}:
                return False
        return True

    assert at_once(work) == [True] * THREADS

"""The C functions of durable-rules 2.0.28, called so that none of their traps can spring.

Each guard below answers a fault of the package that was measured or read in its source; the tests
name them one by one. Nothing here knows what a grant is: messages go in, the rules that fired come out.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, Protocol, cast

from grantrules.base.codes import Code
from grantrules.base.errors import EngineError, MissingExtra
from grantrules.base.extras import DURABLE, require
from grantrules.base.logs import ERROR, log

Definition = Mapping[str, Any]
"""A ruleset as durable-rules reads it: what each rule waits for, by the rule's name."""

Message = Mapping[str, str | int]
"""A fact as durable-rules reads it. Its first key is `id`; no two in one call have the same."""

ALWAYS_TRUE = "always"
"""The property, 0 in every message, that the rules' paths through the network begin with."""

POSTED = "posted"
"""The rule that fires for every message: deleting a state in which nothing ever fired frees memory at random."""

AT_ONCE = 16
"""How many messages share a state: making one costs, and so do many messages in one."""

_SID = "s"


class Fired(NamedTuple):
    """A rule that fired, and the id of the message that it fired for."""

    rule: str
    message: str


class CFunctions(Protocol):
    """What is used of the C module. Its callbacks are not: they swallow exceptions, and 3.13 lacks what they call."""

    error: type[Exception]

    def create_ruleset(self, name: str, definition: str, /) -> int: ...  # noqa: D102
    def delete_ruleset(self, handle: int, /) -> None: ...  # noqa: D102
    def assert_fact(self, handle: int, message: str, /) -> tuple[int, int]: ...  # noqa: D102
    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None: ...  # noqa: D102
    def complete_and_start_action(self, handle: int, state: int, /) -> str | None: ...  # noqa: D102
    def delete_state(self, handle: int, sid: str, /) -> None: ...  # noqa: D102


@cache
def c_functions() -> CFunctions:
    """The C module, imported when first needed.

    Raises:
        MissingExtra: the package is not installed, or cannot be loaded; the message says what to do.
    """
    require("the durable executor needs", *DURABLE)
    try:
        with _bound_lazily():
            return cast("CFunctions", import_module(DURABLE[0].module))
    except ImportError as error:
        build = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --force-reinstall --no-cache-dir"
        raise MissingExtra(
            Code.MISSING_PACKAGE,
            f"durable-rules is installed but cannot be loaded: {error}; build it anew: {build} durable-rules",
        ) from error


NEEDS_LAZY = sys.version_info[:2] >= (3, 13)
"""Whether this Python lacks a function that the module names and that we never call."""

_flags = threading.Lock()


@contextmanager
def _bound_lazily() -> Iterator[None]:
    """Load C modules so that a function that is not there matters only when it is called."""
    if not (NEEDS_LAZY and hasattr(sys, "setdlopenflags")):
        yield
        return
    with _flags:
        before = sys.getdlopenflags()
        sys.setdlopenflags(before & ~os.RTLD_NOW | os.RTLD_LAZY)
        try:
            yield
        finally:
            sys.setdlopenflags(before)


class DurableRuleset:
    """A ruleset inside durable-rules, safe to share between threads.

    One caller at a time has the ruleset, with one state in it: the package crashes where two threads
    share a state, tells states apart by a 32-bit hash, and holds 1,024. A ruleset in which something
    was raised is not used again.
    """

    def __init__(self, name: str, definition: Definition) -> None:
        self._name, self._definition = name, json.dumps(definition)
        self._lock = threading.RLock()
        self._clean: _Handle | None = None

    def __call__(self, messages: Sequence[Message]) -> list[Fired]:
        """What fires for each message.

        Raises:
            EngineError: durable-rules refused a message.
            MissingExtra: durable-rules is not there.
        """
        with self._lock:
            fired: list[Fired] = []
            try:
                handle, self._clean = self._clean or _Handle(self._name, self._definition), None
                for start in range(0, len(messages), AT_ONCE):
                    fired += handle.fired(messages[start : start + AT_ONCE])
            except EngineError:  # its own words can quote a message, and so an application
                log(
                    ERROR,
                    "durable-rules failed in the ruleset `%s`, which is made anew when it is next asked",
                    self._name,
                )
                raise
            self._clean = handle
            return fired


class _Handle:
    """One ruleset's memory in C, given back with this object."""

    def __init__(self, name: str, definition: str) -> None:
        self.c = c_functions()
        try:
            self.number = self.c.create_ruleset(name, definition)
        except self.c.error as error:
            raise EngineError(Code.ENGINE_FAILED, f"durable-rules refused the ruleset {name}: {error}") from error
        weakref.finalize(self, self.c.delete_ruleset, self.number)
        # The first state's memory is read before it is written, unless something fires in it.
        self.fired([{"id": "0", ALWAYS_TRUE: 0}])

    def fired(self, messages: Sequence[Message]) -> list[Fired]:
        try:
            state = [self.posted(message) for message in messages][-1]
            return [each for each in self.drained(state) if each.rule != POSTED]
        except self.c.error as error:
            raise EngineError(Code.ENGINE_FAILED, f"durable-rules failed: {error}") from error
        finally:
            with suppress(self.c.error):  # where the message was refused there is no state
                self.c.delete_state(self.number, _SID)

    def posted(self, message: Message) -> int:
        """Post a message as a fact: an event would be consumed by the first rule that fires. Returns the state."""
        code, state = self.c.assert_fact(self.number, json.dumps({**message, "sid": _SID}))
        if code != 0:
            raise EngineError(Code.ENGINE_FAILED, f"durable-rules did not take a message; its answer was {code}")
        return state

    def drained(self, state: int) -> Iterator[Fired]:
        started = self.c.start_action_for_state(self.number, state)
        result = started and started[1]
        while result:
            parts = result.split('"', 8)  # {"rule":{"m":{"id": "7", …
            yield Fired(parts[1], parts[7])
            result = self.c.complete_and_start_action(self.number, state)

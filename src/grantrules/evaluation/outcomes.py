"""What an evaluator finds: an outcome for each rule, with what it was decided by.

Every executor hands over the same findings, and `decision.py` makes the decision from them alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class OutcomeKind(StrEnum):
    """How a rule's condition came out. Of an `exclude`, `held` means that it bars."""

    code: int
    """The place of the kind in a table that has one entry for each."""

    HELD = "held"
    FAILED = "failed"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"

    def __init__(self, _value: str) -> None:
        self.code = len(type(self).__members__)


class TraceKind(StrEnum):
    """What a trace names: a fact, a branch that decided, or a reason why something is in doubt."""

    FACT = "fact"
    BRANCH = "branch"
    READING = "reading"
    DISPUTED = "disputed"
    UNCLEAR = "unclear"
    SILENT = "silent"


DOUBTS = frozenset({TraceKind.READING, TraceKind.DISPUTED, TraceKind.UNCLEAR, TraceKind.SILENT})


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that an outcome hangs on: a fact by path, a branch or a doubt by the id it has in the rule."""

    kind: TraceKind
    name: str


Traces = frozenset[Trace]


@dataclass(frozen=True)
class Outcome:
    """How one rule came out, and what that hangs on.

    Of a settled outcome the facts are those that decided it; of an open one, those still missing.
    """

    kind: OutcomeKind
    traces: Traces = frozenset()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that decided, or that are missing, by name."""
        return self._names(TraceKind.FACT)

    @cached_property
    def branches(self) -> tuple[str, ...]:
        """The branches that decided, by id."""
        return self._names(TraceKind.BRANCH)

    @cached_property
    def doubts(self) -> tuple[Trace, ...]:
        """The doubts that keep it open."""
        return tuple(sorted((t for t in self.traces if t.kind in DOUBTS), key=lambda t: (t.kind.value, t.name)))

    def _names(self, kind: TraceKind) -> tuple[str, ...]:
        return tuple(sorted(trace.name for trace in self.traces if trace.kind is kind))


@dataclass(frozen=True, slots=True)
class Findings:
    """The outcomes of one application, in the order of the rule set's two lists of rules."""

    application: tuple[Outcome, ...]
    measures: tuple[tuple[Outcome, ...], ...]

"""A decision beside another on the same application: what a change of facts, or a determination, would do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from grantrules.base.values import Value
from grantrules.decision.decision import Decision, Tag
from grantrules.decision.scope import Duty, Reason
from grantrules.decision.verdict import Missing, OpenPoint, Status, ToJudge
from grantrules.intake.changes import FactAt, determined, read_changes, value_at, with_values
from grantrules.intake.stated import Determination

T = TypeVar("T")
D = TypeVar("D", bound=Decision)
"""The decision as the caller knows it."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact with what was stated of it and what is stated now; none where nothing is."""

    at: FactAt
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure with its status before and after."""

    measure: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Difference(Generic[T]):
    """What is there after a change and was not before, and what was and is no longer."""

    new: tuple[T, ...]
    gone: tuple[T, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


@dataclass(frozen=True)
class WhatIf(Generic[D]):
    """Two decisions on one application, before and after some changes."""

    before: D
    after: D
    changes: tuple[FactChange, ...]

    @property
    def status_changed(self) -> bool:
        """Whether the application's status differs."""
        return self.before.status is not self.after.status

    @cached_property
    def measures(self) -> tuple[MeasureChange, ...]:
        """The measures whose status differs."""
        both = zip(self.before.measures, self.after.measures, strict=True)
        return tuple(MeasureChange(b.id, b.status, a.status) for b, a in both if b.status is not a.status)

    @cached_property
    def missing(self) -> Difference[Missing]:
        """The missing facts that matter to the verdict."""
        return self._differing(lambda of: of.missing, lambda each: (each.fact, each.measures))

    @cached_property
    def bars(self) -> Difference[Reason]:
        """The rules that bar."""
        return self._differing(lambda of: of.bars, lambda each: (each.rule.id, each.measure))

    @cached_property
    def corrections(self) -> Difference[OpenPoint]:
        """What the applicant has to mend."""
        return self._differing(lambda of: of.corrections, lambda each: (each.rule.id, each.measure))

    @cached_property
    def judge(self) -> Difference[ToJudge]:
        """What people must judge."""
        return self._differing(lambda of: of.judge, lambda each: (each.rule.id, each.measure, each.cause))

    @cached_property
    def tags(self) -> Difference[Tag]:
        """The priorities."""
        return self._differing(lambda of: of.tags, lambda each: (each.rule.id, each.sure, each.measures))

    @cached_property
    def duties(self) -> Difference[Duty]:
        """What an award would oblige to."""
        return self._differing(lambda of: of.duties, lambda each: (each.rule.id, each.sure, each.measures, each.day))

    def _differing(self, part: Callable[[D], Iterable[T]], key: Callable[[T], Hashable]) -> Difference[T]:
        before, after = ({key(each): each for each in part(of)} for of in (self.before, self.after))
        return Difference(
            tuple(each for name, each in after.items() if name not in before),
            tuple(each for name, each in before.items() if name not in after),
        )

    def __repr__(self) -> str:
        named = ", ".join(each.at.written for each in self.changes)
        return f"<WhatIf {named}: {self.before.status.value} -> {self.after.status.value}>"


def what_if(decision: D, changes: Mapping[str, object]) -> WhatIf[D]:
    """A decision beside the one after some changes.

    Raises:
        ApplicationError: as for `changes.read_changes`.
    """
    rules, stated = decision.rules, decision.stated
    values = read_changes(rules, stated, changes)
    changed = (FactChange(at, value_at(stated, at), value) for at, value in values.items())
    return WhatIf(decision, decision.decide_again(with_values(rules, stated, values)), tuple(changed))


def determine(
    decision: D, rule: str, is_: str, *, note: str | None = None, by: str | None = None, measure: str | None = None
) -> D:
    """The decision with a determination recorded.

    Raises:
        ApplicationError: as for `changes.determined`.
    """
    return decision.decide_again(
        determined(decision.rules, decision.stated, rule, Determination(is_, by, note), measure)
    )

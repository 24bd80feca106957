"""What comes of looking into a decision or a rule, to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from grantrules.assistance import nearest, whatif
from grantrules.assistance import why as because
from grantrules.results.document import Decision
from grantrules.results.shown import Paged

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class WhatIf(whatif.WhatIf[Decision], Paged):
    """Two decisions on one application, before and after some changes."""


class Why(because.Why[Decision], Paged):
    """The reasons for a status, or every outcome of one rule."""


class Nearest(nearest.Nearest[Decision], Paged):
    """The smallest sets of changes after which an application is eligible, or what stands in the way."""


class Explanation(because.Explanation, Paged):
    """A rule of one year in plain words."""


def what_if(decision: Decision, changes: Mapping[str, object]) -> WhatIf:
    """A decision beside the one after some changes; as `Decision.what_if`."""
    return _shown(WhatIf, whatif.what_if(decision, changes))


def why(decision: Decision, about: str | None) -> Why:
    """The reasons for a status, or the outcomes of a rule; as `Decision.why`."""
    return _shown(Why, because.why(decision, about))


def nearest_eligible(decision: Decision, most: int) -> Nearest:
    """The fewest changes for the application to be eligible; as `Decision.nearest_eligible`."""
    return _shown(Nearest, nearest.nearest_eligible(decision, most))


S = TypeVar("S", bound=Paged)


def _shown(kind: type[S], found: DataclassInstance) -> S:
    """What was found, as the kind of it that can be shown."""
    return kind(**{field.name: getattr(found, field.name) for field in fields(found)})

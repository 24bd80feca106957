"""What looks into a decision or a rule, to be shown: what if, why, the nearest eligible, and a rule in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grantrules.assistance import nearest, whatif
from grantrules.assistance import why as because
from grantrules.results.shown import Paged, as_shown

if TYPE_CHECKING:
    from grantrules.results.document import Decision


class WhatIf(whatif.WhatIf["Decision"], Paged):
    """Two decisions on one application, before and after some changes."""


class Why(because.Why["Decision"], Paged):
    """The reasons for a status, or every outcome of one rule."""


class Nearest(nearest.Nearest["Decision"], Paged):
    """The smallest sets of changes after which an application is eligible, or what stands in the way."""


class Explanation(because.Explanation, Paged):
    """A rule of one year in plain words."""


def what_if(decision: Decision, changes: Mapping[str, object]) -> WhatIf:
    """A decision beside the one after some changes."""
    return as_shown(WhatIf, whatif.what_if(decision, changes))


def why(decision: Decision, about: str | None) -> Why:
    """The reasons that carry or hold a status."""
    return as_shown(Why, because.why(decision, about))


def nearest_eligible(decision: Decision, most: int) -> Nearest:
    """The fewest changes after which an application is eligible."""
    return as_shown(Nearest, nearest.nearest_eligible(decision, most))

"""What a caseworker can ask of a decision: steps up to what answers, taken when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grantrules.decision import Decision
    from grantrules.nearest import Nearest
    from grantrules.whatif import WhatIf
    from grantrules.why import Why


class Examined:
    """A decision that can be looked into: what if, why, what would it take, and points determined by people."""

    def what_if(self, changes: Mapping[str, object] | None = None, /, **parts: object) -> WhatIf:
        """This decision beside the one on the same application with some facts changed.

        `what_if({"m1.level": "bachelor"})` and `what_if(m1={"level": "bachelor"})` say the same; `None` takes a
        fact back. Facts are named and values written as for `restated.restated`.

        Raises:
            ApplicationError: facts or measures are unknown, or values unreadable; all of them are listed.
        """
        from grantrules.whatif import what_if  # noqa: PLC0415

        return what_if(_decision(self), {**(changes or {}), **parts})

    def determine(
        self, rule: str, is_: str, *, note: str | None = None, by: str | None = None, measure: str | None = None
    ) -> Decision:
        """The decision with a person's determination recorded: on the whole application, or on one measure.

        `is_` is "accepted", "rejected", or the id of a branch or reading of the rule.

        Raises:
            ApplicationError: the rule, the measure, or what the determination says is unknown; all is listed.
        """
        from grantrules.whatif import determine  # noqa: PLC0415

        return determine(_decision(self), rule, is_, note=note, by=by, measure=measure)

    def why(self, about: str | None = None) -> Why:
        """The reasons that carry or hold the status of the application, of a measure, or how one rule came out.

        `about` is the id of a measure or of a rule; of the two, a measure comes first.

        Raises:
            UnknownName: there is no such measure or rule; the message suggests one.
        """
        from grantrules.why import why  # noqa: PLC0415

        return why(_decision(self), about)

    def nearest_eligible(self, most: int = 3) -> Nearest:
        """The fewest changes that the applicant can make for the application to be eligible, or why there are none.

        `most` is how many sets of changes of that number are given at most.
        """
        from grantrules.nearest import nearest_eligible  # noqa: PLC0415

        return nearest_eligible(_decision(self), most)


def _decision(self: Examined) -> Any:
    """The decision, which the type checker cannot know this to be."""
    return self

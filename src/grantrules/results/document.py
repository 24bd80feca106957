"""What comes of one document, to be shown: the decision on an application, and the answer to a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grantrules.base.texts import language as chosen
from grantrules.decision import answer, decision
from grantrules.results.shown import BriefPaged, Shown

if TYPE_CHECKING:
    from grantrules.assistance.asking import Question
    from grantrules.render.data.documents import DecisionData, ReportData
    from grantrules.results.looking import Nearest, WhatIf, Why


class Decision(decision.Decision, BriefPaged, Shown["DecisionData"]):
    """The decision on one application under one year's rules. It can be shown, and looked into."""

    @classmethod
    def of(cls, decided: decision.Decision) -> Decision:
        """What was decided further down, such as a witness of a comparison has, to be shown."""
        return cls(decided.decider, decided.stated, decided.findings)

    def what_if(self, changes: Mapping[str, object] | None = None, /, **parts: object) -> WhatIf:
        """This decision beside the one on the same application with some facts changed.

        `what_if({"m1.level": "bachelor"})` and `what_if(m1={"level": "bachelor"})` say the same; `None` takes a
        fact back. Facts are named and values written as for `intake.changes.read_changes`.

        Raises:
            ApplicationError: facts or measures are unknown, or values unreadable; all of them are listed.
        """
        from grantrules.results import looking  # noqa: PLC0415  only for those who look into it

        return looking.what_if(self, {**(changes or {}), **parts})

    def determine(
        self, rule: str, is_: str, *, note: str | None = None, by: str | None = None, measure: str | None = None
    ) -> Decision:
        """The decision with a person's determination recorded: on the whole application, or on one measure.

        `is_` is "accepted", "rejected", or the id of a branch or reading of the rule.

        Raises:
            ApplicationError: the rule, the measure, or what the determination says is unknown; all is listed.
        """
        from grantrules.assistance import whatif  # noqa: PLC0415  only for those who look into it

        return whatif.determine(self, rule, is_, note=note, by=by, measure=measure)

    def ask(self, language: str | None = None) -> tuple[Question, ...]:
        """The questions whose answers can still matter to a verdict, as `Regulation.ask` of the same application.

        What has been determined counts as settled.

        Raises:
            UnknownName: there is no such language.
        """
        from grantrules.assistance import asking  # noqa: PLC0415  only for those who ask

        return asking.ask(self.decider, self.stated, chosen(language))

    def why(self, about: str | None = None) -> Why:
        """The reasons that carry or hold the status of the application, of a measure, or how one rule came out.

        `about` is the id of a measure or of a rule; of the two, a measure comes first.

        Raises:
            UnknownName: there is no such measure or rule; the message suggests one.
        """
        from grantrules.results import looking  # noqa: PLC0415  only for those who look into it

        return looking.why(self, about)

    def nearest_eligible(self, most: int = 3) -> Nearest:
        """The fewest changes that the applicant can make for the application to be eligible, or why there are none.

        `most` is how many sets of changes of that number are given at most.
        """
        from grantrules.results import looking  # noqa: PLC0415  only for those who look into it

        return looking.nearest_eligible(self, most)


class ReportAnswer(answer.ReportAnswer, BriefPaged, Shown["ReportData"]):
    """The answer to one report, from the rules on grants of its award year. It can be shown."""

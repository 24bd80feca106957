"""What an award obliges to, gathered from the scopes of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grantrules.decision.scope import Reason, Scope
from grantrules.decision.verdict import SURE
from grantrules.intake.stated import day_of
from grantrules.rules.ruleset import Due, Rule, Verb


@dataclass(frozen=True, slots=True)
class Duty:
    """What an award obliges to. `day` is there once the year or the letter that it hangs on is known."""

    rule: Rule
    sure: bool
    due: Due | None
    day: date | None
    measures: tuple[str, ...]


def duties_of(scopes: Iterable[Scope], award_year: int) -> tuple[Duty, ...]:
    """The duties that surely or perhaps arise, each once for every day that it is due, with the measures it is about.

    A rule that names award years is only for those.
    """
    found: dict[tuple[str, date | None], list[Reason]] = {}
    for reason in (reason for scope in scopes for reason in scope.of_verb(Verb.OBLIGE, *SURE)):
        if not reason.rule.awarded or award_year in reason.rule.awarded:
            found.setdefault((reason.rule.id, day_of(reason.rule.due, reason.facts)), []).append(reason)
    return tuple(
        Duty(
            reasons[0].rule,
            any(SURE[reason.outcome.kind] for reason in reasons),
            reasons[0].rule.due,
            day,
            tuple(reason.measure for reason in reasons if reason.measure is not None),
        )
        for (_, day), reasons in found.items()
    )

"""The verdict told again, from the words of docs/language.md alone: sentences 1-3, 9 and the table of verbs.

It knows rules as verbs and outcomes as words, and shares no code with the engine. 0 is not eligible,
1 undetermined, 2 eligible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Came(NamedTuple):
    """How one rule came out, and what a person determined on it."""

    verb: str
    outcome: str
    determined: str | None


def level(came: Came) -> int:
    """What one rule leaves possible."""
    verb, outcome, determined = came
    if outcome == "not_applicable" or verb not in ("require", "exclude", "expect", "assess"):
        return 2
    if outcome == "open":  # a person can let a point pass; what is missing cannot count against anyone
        return 2 if verb in ("expect", "assess") and determined == "accepted" else 1
    if verb in ("require", "exclude"):
        return 0 if outcome == ("failed" if verb == "require" else "held") else 2
    if outcome == "held" or determined == "accepted":
        return 2
    return 0 if verb == "expect" and determined == "rejected" else 1


def verdicts(application: Sequence[Came], measures: Sequence[Sequence[Came]]) -> tuple[int, list[int]]:
    """The verdict on the application, and on each measure."""
    bars = [level(came) for came in application if came.verb in ("require", "exclude")]
    each = [min([2, *bars, *(level(came) for came in measure)]) for measure in measures]
    best = max(each) if each else 1
    return min([2, best, *(level(came) for came in application)]), each

"""Facts that are not stated and matter: who is asked for each, and how much hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from grantrules.decision.verdict import asked_of
from grantrules.language.vocabulary import Asked, Vocabulary


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not stated: who is asked for it, and how many open outcomes read it.

    `measures` are those that lack it; none where it is about the whole document.
    """

    fact: str
    ask: Asked
    outcomes: int
    measures: tuple[str, ...] = ()


def missing_facts(asked: Collection[tuple[str, str | None]], vocabulary: Vocabulary) -> tuple[Missing, ...]:
    """Each fact once, those that most open outcomes ask for first.

    `asked` has a fact for each open outcome that reads it, with the measure that the outcome is about.
    """
    made: list[Missing] = []
    for path, outcomes in Counter(path for path, _ in asked).items():
        fact = vocabulary.get(path)
        about = dict.fromkeys(m for p, m in asked if p == path and m is not None) if fact and fact.per_measure else ()
        made.append(Missing(path, asked_of(path, vocabulary), outcomes, tuple(about)))
    return tuple(sorted(made, key=lambda each: (-each.outcomes, each.fact)))

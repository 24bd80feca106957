"""A random vocabulary with every type of fact, and the values that its facts are drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from grantrules.base.texts import Text
from grantrules.base.values import Value
from grantrules.language.vocabulary import OFFICE, Asked, Choice, Document, Fact, FactType, OnlyFor, Vocabulary

WORDS = ("amber", "birch", "cedar", "delta")
OFFICES = ("east", "north", "south", "west")

_BOTH = frozenset(Document)
_DAYS = (
    *(date(year, month, day) for year in (2029, 2030, 2031) for month, day in ((2, 28), (3, 1), (11, 30))),
    date(2030, 3, 2),  # a Saturday
)
_VALUES: dict[FactType, tuple[Value, ...]] = {
    FactType.BOOLEAN: (True, False),
    FactType.INTEGER: (0, 1, 2, 3, 5),
    FactType.YEAR: (2028, 2029, 2030, 2031),
    FactType.MONEY: (0, 1000, Decimal("1000.5"), 250_000, 10**12),
    FactType.DATE: _DAYS,
    FactType.TEXT: ("a text", "æøå: {#}", "true", "2030"),
    FactType.MUNICIPALITY_NUMBER: ("0301", "3101", "5001"),
    FactType.ORGANISATION_NUMBER: ("974760673", "974760674", "not a number"),
}


def vocabulary(rng: Random) -> Vocabulary:
    """Facts of every type for applications and for measures, with some that exist only for some."""
    facts: list[Fact] = []
    for root in ("application", "measure"):
        facts += _root(rng, root, facts)
    facts.append(_fact(rng, OFFICE, FactType.CHOICE, OFFICES))
    for type_ in (FactType.DATE, FactType.MONEY, FactType.INTEGER, FactType.BOOLEAN, FactType.CHOICE):
        facts.append(_fact(rng, f"office.{type_.value}", type_, asked=Asked.OFFICE))
    facts.append(_fact(rng, "grant.award_year", FactType.YEAR))
    facts.append(_fact(rng, "letter.day", FactType.DATE, asked=Asked.LETTER, used_in=frozenset({Document.REPORT})))
    facts.append(_fact(rng, "report.late", FactType.BOOLEAN, used_in=frozenset({Document.REPORT})))
    return Vocabulary(facts)


def _root(rng: Random, root: str, before: list[Fact]) -> Iterator[Fact]:
    """A fact of every type and some more; `choice_a`, `choice_b` and `boolean_c` are a chain of `only_for`."""
    first = _fact(rng, f"{root}.choice_a", FactType.CHOICE)
    second = _fact(rng, f"{root}.choice_b", FactType.CHOICE, only_for=_only_for(rng, first))
    yield from (first, second)
    yield _fact(rng, f"{root}.deep.boolean_c", FactType.BOOLEAN, only_for=_only_for(rng, second))
    owners = [first, second, *(fact for fact in before if fact.type is FactType.CHOICE)]
    for type_ in FactType:
        for letter in "xyz"[: rng.randint(1, 3)]:
            only_for = _only_for(rng, rng.choice(owners)) if rng.random() < 0.2 else None
            yield _fact(rng, f"{root}.{type_.value}_{letter}", type_, only_for=only_for)


def _only_for(rng: Random, owner: Fact) -> OnlyFor:
    return OnlyFor(owner.path, frozenset(rng.sample(sorted(owner.choices), rng.randint(1, len(owner.choices) - 1))))


def _fact(
    rng: Random,
    path: str,
    type_: FactType,
    choices: tuple[str, ...] = (),
    *,
    asked: Asked | None = None,
    used_in: frozenset[Document] = _BOTH,
    only_for: OnlyFor | None = None,
) -> Fact:
    if type_ in (FactType.CHOICE, FactType.CHOICES) and not choices:
        choices = WORDS[: rng.randint(2, len(WORDS))]
    return Fact(
        path=path,
        type=type_,
        asked=asked or rng.choice((Asked.APPLICANT, Asked.APPLICANT, Asked.CASEWORKER)),
        label=Text(path),
        question=Text(f"{path}?"),
        changeable=rng.random() < 0.8,
        used_in=used_in,
        only_for=only_for,
        choices={word: Choice(word, Text(word)) for word in choices},
    )


def values_of(fact: Fact) -> tuple[Value, ...]:
    """The values that a fact is drawn from, in applications and in rules."""
    words = tuple(fact.choices)
    match fact.type:
        case FactType.CHOICE:
            return words
        case FactType.CHOICES:
            return (frozenset(), frozenset(words), *(frozenset({a, b}) for a in words for b in words if a <= b))
        case type_:
            return _VALUES[type_]

"""Random rules over few facts, so that everything that can be answered or changed can be tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from math import prod
from random import Random

from grantrules.base.texts import Text
from grantrules.base.values import Value
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status
from grantrules.intake.changes import FactAt, with_values
from grantrules.intake.stated import Stated, office_facts
from grantrules.language.vocabulary import OFFICE, Asked, Choice, Fact, FactType, OnlyFor, Vocabulary
from grantrules.rules.ruleset import RuleSet
from tests.support import building
from tests.support.random_rules import rule_set
from tests.support.random_vocabulary import OFFICES, values_of

_TYPES = {
    "application.flag": FactType.BOOLEAN,
    "application.kind": FactType.CHOICE,
    "application.number": FactType.INTEGER,
    "application.day": FactType.DATE,
    OFFICE: FactType.CHOICE,
    "office.day": FactType.DATE,
    "office.flag": FactType.BOOLEAN,
    "measure.kind": FactType.CHOICE,
    "measure.flag": FactType.BOOLEAN,
    "measure.ready": FactType.BOOLEAN,
    "measure.number": FactType.INTEGER,
    "measure.day": FactType.DATE,
    "measure.partners": FactType.CHOICES,
    "grant.award_year": FactType.YEAR,
}
_ONLY_FOR = {
    "application.flag": OnlyFor("application.kind", frozenset({"birch"})),
    "measure.ready": OnlyFor("measure.kind", frozenset({"amber"})),
}
_CHOICES = {OFFICE: OFFICES, "measure.partners": ("amber", "birch")}


def small_vocabulary(rng: Random) -> Vocabulary:
    """A few facts of the types that matter; some cannot be changed, some the caseworker knows."""
    return Vocabulary(_fact(rng, path, type_) for path, type_ in _TYPES.items())


def _fact(rng: Random, path: str, type_: FactType) -> Fact:
    of_office = path.startswith("office.") and path != OFFICE
    choices = _CHOICES.get(path, ("amber", "birch", "cedar")) if type_ in (FactType.CHOICE, FactType.CHOICES) else ()
    return Fact(
        path=path,
        type=type_,
        asked=Asked.OFFICE if of_office else rng.choice((Asked.APPLICANT,) * 5 + (Asked.CASEWORKER,)),
        label=Text(path),
        question=Text(f"{path}?"),
        changeable=rng.random() < 0.8,
        only_for=_ONLY_FOR.get(path) if rng.random() < 0.7 else None,
        choices={word: Choice(word, Text(word)) for word in choices},
    )


def small_case(rng: Random, *, known: float) -> tuple[RuleSet, Stated]:
    """A few rules and an application with one or two measures, of which a share of the facts is known."""
    rules = rule_set(rng, rng.randint(3, 7), small_vocabulary(rng))
    names = ("m1", "m2")[: rng.choice((1, 1, 2))]

    def drawn(paths: Iterable[str]) -> dict[str, Value]:
        return {path: rng.choice(values_of(rules.vocabulary[path])) for path in paths if rng.random() < known}

    common = [path for path in _TYPES if not path.startswith(("measure.", "office.")) or path == OFFICE]
    own = [path for path in _TYPES if path.startswith("measure.")]
    settled = [rule for rule in rules.rules if rule.open_to_judgement]
    determined: dict[str | None, dict[str, str]] = {
        None: {rule.id: rng.choice(("accepted", "rejected")) for rule in settled if rng.random() < 0.4}
    }
    return rules, building.stated(rules, drawn(common), {name: drawn(own) for name in names}, determined)


def every_value(fact: Fact) -> tuple[Value, ...]:
    """Values enough that those of the rules have some on both sides and between them."""
    match fact.type:
        case FactType.INTEGER:
            return tuple(range(-3, 9))
        case FactType.YEAR:
            return tuple(range(2025, 2035))
        case FactType.DATE:
            days = [day for day in values_of(fact) if isinstance(day, date)]
            near = (day + timedelta(step) for day in days for step in (-1, 0, 1))
            return (*dict.fromkeys(near), date(2019, 1, 1), date(2040, 1, 1))
        case _:
            return values_of(fact)


def places(rules: RuleSet, stated: Stated) -> list[FactAt]:
    """Every fact that a deciding rule reads, of the application and of each measure."""
    deciding = [rule for rule in (*rules.application_rules, *rules.measure_rules) if rule.verb.decides]
    read = sorted({path for rule in deciding for path in rule.facts})
    found: list[FactAt] = []
    for path in read:
        if path.startswith("measure."):
            found += [FactAt(path, measure.id) for measure in stated.measures]
        else:
            found.append(FactAt(path))
    return found


def size(rules: RuleSet, among: Iterable[FactAt]) -> int:
    """In how many ways facts can be stated or not."""
    return prod(len(every_value(rules.vocabulary[at.path])) + 1 for at in among)


def every_way(rules: RuleSet, among: list[FactAt]) -> Iterator[dict[FactAt, Value]]:
    """Every way in which facts can be stated, or left out."""
    domains = [(None, *every_value(rules.vocabulary[at.path])) for at in among]
    for values in product(*domains):
        yield {at: value for at, value in zip(among, values, strict=True) if value is not None}


def statuses_with(rules: RuleSet, stated: Stated, values: dict[FactAt, Value]) -> tuple[Status, ...]:
    """The statuses of the application and of each measure once these facts are stated."""
    decision = Decision.made(decider(rules), with_values(rules, stated, dict(values)))
    return decision.status, *(measure.status for measure in decision.measures)


decider = lru_cache(maxsize=4)(Decider)
"""The decider of some rules, made once for many applications."""


def set_by_office(rules: RuleSet, at: FactAt) -> bool:
    """Whether some office sets the fact."""
    return any(value.fact == at.path for value in rules.office_values)


def served(rules: RuleSet, office: Value | None) -> set[str]:
    """The facts that an office sets."""
    return set(office_facts(rules, office))

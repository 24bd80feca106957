"""Random documents in which everything that is stated can be told from what anybody else says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from grantrules.language.layout import put, stands_in, steps_of
from grantrules.language.vocabulary import Document, Fact, FactType
from grantrules.rules.ruleset import RuleSet

Made = dict[str, Any]


def telling_document(
    rng: Random, rules: RuleSet, kind: Document = Document.APPLICATION, *, broken: bool = False
) -> Made:
    """A document under some rules, with determinations; a broken one has a field and values that nothing knows."""
    facts = [fact for fact in rules.vocabulary.values() if stands_in(fact, kind)]
    made: Made = {"id": _word(rng), "kind": kind.value}
    _state(rng, made, [fact for fact in facts if not fact.per_measure], kind)
    made["measures"] = [{"id": _word(rng)} for _ in range(rng.randint(0, 3))]
    for measure in made["measures"]:
        _state(rng, measure, [fact for fact in facts if fact.per_measure], kind)
    if kind is Document.APPLICATION:
        made["year"] = rules.year
        settled = [rule.id for rule in rules.rules if rule.open_to_judgement and not rule.awarded]
        said = {"is": "accepted", "by": _word(rng), "note": f"{_word(rng)} {_word(rng)}"}
        made["determinations"] = {rng.choice(settled): said} if settled and rng.random() < 0.5 else {}
    else:
        made["grant"] = {**made.get("grant", {}), "award_year": rules.year}
    if broken:
        made |= {_word(rng): _word(rng), "applicant": {"type": _word(rng)}, "measures": [{_word(rng): _number(rng)}]}
    return made


def _state(rng: Random, part: Made, facts: list[Fact], kind: Document) -> None:
    for fact in facts:
        if rng.random() < 0.7:
            put(part, steps_of(fact.path, kind), _value(rng, fact))


def _value(rng: Random, fact: Fact) -> object:
    match fact.type:
        case FactType.CHOICE:
            return rng.choice(list(fact.choices))
        case FactType.CHOICES:
            return rng.sample(list(fact.choices), rng.randint(0, len(fact.choices)))
        case FactType.BOOLEAN:
            return rng.random() < 0.5
        case FactType.DATE:
            return date(2020, 1, 1) + timedelta(days=rng.randrange(3000))
        case FactType.YEAR:
            return rng.randrange(1950, 2000)
        case FactType.MONEY:
            return _number(rng)
        case FactType.INTEGER:
            return rng.randrange(10**6, 10**7)
        case FactType.TEXT:
            return f"{_word(rng)} {_word(rng)}"
        case FactType.ORGANISATION_NUMBER:
            return str(rng.randrange(10**8, 10**9))
        case FactType.MUNICIPALITY_NUMBER:
            return str(rng.randrange(6000, 10**4))


def _word(rng: Random) -> str:
    return "".join(rng.choice("BDFGJKQVXZ") + rng.choice("æøåy") for _ in range(4))


def _number(rng: Random) -> int:
    return rng.randrange(10**7, 10**9)


def said_in(document: object) -> Iterator[str]:
    """Every text, name and number that a document states, and names of fields that nothing knows, as they would be written."""
    match document:
        case bool():
            return
        case Mapping():
            for name, value in document.items():
                yield from [name] if name[0].isupper() else []
                if name not in ("year", "kind", "award_year", "determinations", "is"):
                    yield from said_in(value)
                elif name == "determinations":
                    yield from said_in(list(value.values()))
        case list():
            for each in document:
                yield from said_in(each)
        case _:
            yield from str(document).split()

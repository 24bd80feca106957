"""What a person types in a dialogue, read as they would write it: numbers, dates, and choices in any of the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from grantrules.assistance.asking import Answer
from grantrules.base.texts import LANGUAGES
from grantrules.base.values import Value
from grantrules.language.vocabulary import Fact, FactType
from grantrules.words.words import MONTHS, word

_MEASURES = re.compile(r"([0-9]{1,9})(\s*(tiltak|measures?))?", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_DAY = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")
_NAMED_DAY = re.compile(r"([0-9]{1,2})\.?\s+([^\W\d]+)\s+([0-9]{4})")
_MONTHS = {name[language].casefold(): number for number, name in enumerate(MONTHS, 1) for language in LANGUAGES}
_YES_OR_NO = {**dict.fromkeys(("j", "ja", "y", "yes"), True), **dict.fromkeys(("n", "nei", "no"), False)}
_NOTHING = {"0", *(word("none", language) for language in LANGUAGES)}


def number_of_measures(reply: str) -> int | None:
    """How many measures there are, where the reply says that: `2`, `2 tiltak`."""
    found = _MEASURES.fullmatch(reply)
    return int(found[1]) if found else None


def as_number(reply: str) -> object:
    """A number, perhaps with spaces between thousands, and a comma or a point before decimals; the reply where it is none."""
    bare = re.sub(r"\s", "", reply).replace(",", ".")
    if not _NUMBER.fullmatch(bare):
        return reply
    return Decimal(bare) if "." in bare else int(bare)


def as_day(reply: str) -> str:
    """A date as documents have it, from `1. mars 2026` or `01.03.2026`; the reply where it is written otherwise."""
    if found := _DAY.fullmatch(reply):
        day, month, year = found.groups()
    elif (found := _NAMED_DAY.fullmatch(reply)) and found[2].casefold() in _MONTHS:
        day, month, year = found[1], str(_MONTHS[found[2].casefold()]), found[3]
    else:
        return reply
    return f"{year}-{int(month):02}-{int(day):02}"


class Choosing:
    """Reads the answers to choose from, by their number, or their names or spellings in any of the languages."""

    def __init__(self, fact: Fact, choices: tuple[Answer, ...], year: int) -> None:
        own = {choice.label.casefold(): choice.value for choice in choices}
        numbers: dict[str, Value] = {str(number): choice.value for number, choice in enumerate(choices, 1)}
        spelt = _YES_OR_NO if fact.type is FactType.BOOLEAN else dict(_spellings(fact, year))
        self.known: Mapping[str, Value] = {**spelt, **own, **numbers}

    def one(self, reply: str) -> Value:
        """The value meant; the reply itself where it is none of them."""
        return self.known.get(reply.strip().casefold(), reply.strip())

    def several(self, reply: str) -> list[Value]:
        """The values meant, between which stand commas or semicolons; a name may have a comma in it."""
        if reply.strip().casefold() in _NOTHING:
            return []
        parts = [part.strip() for part in re.split("[,;]", reply) if part.strip()]
        found: list[Value] = []
        while parts:
            lengths = (n for n in range(len(parts), 1, -1) if ", ".join(parts[:n]).casefold() in self.known)
            length = next(lengths, 1)
            found.append(self.one(", ".join(parts[:length])))
            del parts[:length]
        return found


def _spellings(fact: Fact, year: int) -> Iterator[tuple[str, Value]]:
    yield from fact.aliases.items()
    for choice in fact.choices.values():
        yield choice.id.casefold(), choice.id
        for text in (choice.label, choice.name(year)):
            yield from ((text[language].casefold(), choice.id) for language in LANGUAGES)

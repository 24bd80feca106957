"""Bokmål is bokmål and nynorsk is nynorsk, in every shipped text and every fixed word of the output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from grantrules.base.errors import Problems
from grantrules.base.nodes import ListNode, MappingNode, Node, ScalarNode, read_file
from grantrules.base.texts import MONTHS
from grantrules.rules.shipped import shipped_folder
from grantrules.words.words import WORDS

NYNORSK_ONLY = [
    "ikkje",
    "kva",
    "kven",
    "korleis",
    "kvifor",
    "kvar",
    "kvart",
    "søkjar",
    "søkjarar",
    "søkjaren",
    "søkjer",
    "søkje",
    "tilskot",
    "tilskotet",
    "verksemd",
    "verksemda",
    "løyving",
    "løyvinga",
    "løyvingar",
    "opplæringa",
    "blei",
    "vart",
    "vore",
    "berre",
    "frå",
    "eit",
    "ein",
    "ei",
    "dei",
    "noko",
    "nokon",
    "nokre",
    "mykje",
    "meir",
    "tenester",
    "tenesta",
    "tenestene",
    "tilsette",
    "tilsett",
    "vidareutdanning",
    "etterutdanninga",
    "fagskule",
    "høgskule",
    "høgskular",
    "arbeidsleiar",
    "leiarar",
    "leiar",
    "brukarar",
    "brukar",
    "pårørande",
    "reglane",
    "vilkår?",
    "kjelde",
    "kjelda",
    "kjeldene",
    "saksbehandlar",
    "seier",
    "gjev",
    "gje",
    "gjer",
    "står?",
    "utanfor",
    "utan",
    "medan",
    "sidan",
    "òg",
    "gjeld",
    "gjeldande",
    "kjem",
    "blir?",
    "innanfor",
    "verken?",
    "vurderast",
    "oppgjeve",
    "oppgjeven",
    "einskild",
    "statsforvaltar",
    "statsforvaltaren",
    "anna",
    "skjønstilskot",
    "merknadar",
    "midlar",
    "føremål",
    "målgruppa",
    "fylkje",
    "samarbeider?",
    "heile",
    "sjølv",
    "difor",
    "korkje",
    "dersom?",
]
BOKMAAL_ONLY = [
    "ikke",
    "hva",
    "hvem",
    "hvordan",
    "hvorfor",
    "hver",
    "hvert",
    "søker",
    "søkere",
    "søkeren",
    "tilskudd",
    "tilskuddet",
    "virksomhet",
    "virksomheten",
    "bevilgning",
    "bevilgningen",
    "ble",
    "vært",
    "bare",
    "fra",
    "et",
    "en",
    "de",
    "noe",
    "noen",
    "mye",
    "mer",
    "tjenester",
    "tjenesten",
    "tjenestene",
    "ansatte",
    "ansatt",
    "videreutdanning",
    "fagskole",
    "høyskole",
    "høyskoler",
    "leder",
    "ledere",
    "bruker",
    "brukere",
    "pårørende",
    "reglene",
    "kilde",
    "kilden",
    "kildene",
    "saksbehandler",
    "saksbehandleren",
    "sier",
    "gir",
    "gi",
    "gjør",
    "utenfor",
    "uten",
    "mens",
    "siden",
    "også",
    "gjelder",
    "kommer",
    "innenfor",
    "vurderes",
    "oppgitt",
    "enkelt?",
    "statsforvalteren",
    "annen",
    "annet",
    "formål",
    "hele",
    "selv",
    "derfor",
    "hvis",
]
SHARED = {
    "står",
    "vilkår",
    "blir",
    "verken",
    "samarbeider",
    "dersom",
    "enkelt",
    "opplæringa",
    "brukere",
    "bruker",
    "formål",
}
"""Words above that the other form has too, in some use, and that therefore prove nothing."""


def _words(listed: list[str]) -> frozenset[str]:
    return frozenset(word.rstrip("?") for word in listed) - SHARED


def _texts(node: Node, at: str) -> Iterator[tuple[str, str, str]]:
    match node:
        case MappingNode(entries=entries):
            for entry in entries:
                if entry.key in ("nb", "nn") and isinstance(entry.node, ScalarNode):
                    yield entry.key, entry.node.text, f"{at}:{entry.node.where.line}"
                yield from _texts(entry.node, at)
        case ListNode(items=items):
            for item in items:
                yield from _texts(item, at)
        case _:
            pass


@cache
def texts() -> list[tuple[str, str, str]]:
    """Every shipped text and every fixed word: its language, what it says, and where it stands."""
    return list(_shipped())


def _shipped() -> Iterator[tuple[str, str, str]]:
    for path in sorted(shipped_folder().rglob("*.yaml")):
        node = read_file(path, path.name, Problems())
        assert node is not None
        yield from _texts(node, str(path.relative_to(shipped_folder())))
    for key, text in [*WORDS.items(), *((f"month {text.en}", text) for text in MONTHS)]:
        yield "nb", text.nb, f"words.py {key}"
        yield "nn", text.nn or "", f"words.py {key}"


@pytest.mark.parametrize(("form", "foreign"), [("nb", _words(NYNORSK_ONLY)), ("nn", _words(BOKMAAL_ONLY))])
def test_no_word_of_the_other_form(form: str, foreign: frozenset[str]) -> None:
    found = [
        f"{place}: {', '.join(sorted(strange))} in: {text[:90]}"
        for language, text, place in texts()
        if language == form and (strange := foreign & set(re.findall(r"[a-zæøåéòô]+", text.lower())))
    ]
    assert found == []


def test_the_word_lists_bite() -> None:
    assert _words(NYNORSK_ONLY) & {"søkjar", "ikkje", "tilskot"} == {"søkjar", "ikkje", "tilskot"}
    assert len([text for language, text, _ in texts() if language == "nn"]) > 500
    assert not _words(NYNORSK_ONLY) & _words(BOKMAAL_ONLY)

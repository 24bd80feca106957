"""The fixed words of the pages of years, in the languages that these have."""

from __future__ import annotations

from grantrules.texts import Language, Text

SECTIONS = {
    "applicants": Text("Hvem kan søke?", "Kven kan søkje?", "Who may apply?"),
    "measures": Text("Hva gis det tilskudd til?", "Kva blir det gjeve tilskot til?", "What is funded?"),
    "priorities": Text("Hva prioriteres?", "Kva blir prioritert?", "What is prioritised?"),
    "application": Text(
        "Hvordan søkes det, og når er fristen?",
        "Korleis søkjer ein, og når er fristen?",
        "How is an application made, and by when?",
    ),
    "reporting": Text(
        "Hva må rapporteres, og hvilke plikter følger?",
        "Kva må rapporterast, og kva plikter følgjer?",
        "What must be reported, and what duties follow?",
    ),
    "regulation": Text(
        "Mål, behandling, klage, kontroll og budsjett",
        "Mål, handsaming, klage, kontroll og budsjett",
        "Goals, processing, appeal, control and budget",
    ),
}
"""What a reader would ask, for each file of a year."""

OPEN, INFERRED, SILENT = "open-questions", "inferred", "silences"

_WORDS = {
    OPEN: Text("Hva lar kildene stå åpent?", "Kva lèt kjeldene stå ope?", "What do the sources leave open?"),
    SILENT: Text(
        "Hva nevner årets kilder ikke?", "Kva nemner ikkje kjeldene i år?", "What do the sources not mention?"
    ),
    INFERRED: Text("Hva er utledet av kildene?", "Kva er utleidd av kjeldene?", "What is inferred from the sources?"),
    "open_lead": Text(
        "Her kan ikke motoren svare alene: kildene er uenige, uklare, tier eller kan leses på flere måter.",
        "Her kan ikkje motoren svare åleine: kjeldene er usamde, uklare, teier eller kan lesast på fleire måtar.",
        "Here the engine cannot answer alone: the sources disagree, are unclear or silent, or can be read in several ways.",
    ),
    "inferred_lead": Text(
        "Her svarer motoren, men regelen står ikke uttrykkelig i kildene: den følger av det de sier, eller er antatt.",
        "Her svarar motoren, men regelen står ikkje uttrykkeleg i kjeldene: han følgjer av det dei seier, eller er gått ut frå.",
        "Here the engine answers, but the sources do not state the rule outright: it follows from what they say, or is assumed.",
    ),
    "left_open": Text("Åpent i kildene", "Ope i kjeldene", "Left open by the sources"),
    "silent_lead": Text(
        "Regler fra tidligere år som kildene for dette året ikke nevner. Taushet er ikke oppheving.",
        "Reglar frå tidlegare år som kjeldene for dette året ikkje nemner. Togn er ikkje oppheving.",
        "Rules of earlier years that this year's sources do not mention. Silence is not repeal.",
    ),
    "sources": Text("Kilder", "Kjelder", "Sources"),
    "checked": Text("Hva motoren prøver", "Kva motoren prøver", "What the engine checks"),
    "through": Text("Regelen gjennom årene", "Regelen gjennom åra", "The rule through the years"),
    "last_stated": Text("sist oppgitt i {year}", "sist oppgjeven i {year}", "last stated in {year}"),
    "other_language": Text("In English", "In English", "På norsk"),
    "changes": Text("Endringer", "Endringar", "Changes"),
    "value": Text("Verdi", "Verdi", "Value"),
    "office": Text("Embete", "Embete", "Office"),
    "set_to": Text("Satt til", "Sett til", "Set to"),
    "values": Text("Verdier som embetene har satt", "Verdiar som embeta har sett", "Values set by the offices"),
    "remedy": Text("Rettes slik", "Blir retta slik", "To be corrected"),
    "rank": Text("Rekkefølge", "Rekkjefølgje", "Rank"),
    "awarded": Text("Gjelder tilskudd fra", "Gjeld tilskot frå", "For grants awarded in"),
    "only_office": Text("Bare for", "Berre for", "Only for"),
    "discussed": Text("Drøftet (på engelsk)", "Drøfta (på engelsk)", "Discussed"),
    "site": Text("Nettstedet", "Nettstaden", "Site"),
    "questions": Text("Spørsmål", "Spørsmål", "Questions"),
    "tutorial": Text("Innføring", "Innføring", "Tutorial"),
    "reference": Text("Oppslag", "Oppslag", "Reference"),
    "explanation": Text("Forklaring", "Forklaring", "Explanation"),
    "in_english": Text("{name} (engelsk)", "{name} (engelsk)", "{name}"),
    "year": Text("Regler", "Reglar", "Rules"),
    "every_rule": Text("Alle regler gjennom årene", "Alle reglar gjennom åra", "Every rule through the years"),
    "every_rule_lead": Text(
        "Hver regel med sine siste ord og de årene som har en kilde for den; regelens egen side har ordene for hvert år.",
        "Kvar regel med dei siste orda sine og dei åra som har ei kjelde for han; sida til regelen har orda for kvart år.",
        "Each rule in its latest words with the years whose sources state it; its own page has the words of each year.",
    ),
    "all_years": Text("Alle år", "Alle år", "All years"),
}


def site_word(key: str, language: Language) -> str:
    """A fixed word of the site."""
    return _WORDS[key][language]


def in_english(name: str, language: Language) -> str:
    """What leads to a page that there is in English only, said so on a page in another language."""
    return site_word("in_english", language).format(name=name)


def section_title(topic: str, language: Language) -> str:
    """The question that a section answers; a topic that has none goes by its own name."""
    return SECTIONS[topic][language] if topic in SECTIONS else topic.capitalize()

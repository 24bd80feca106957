"""The fixed words of the pages of years, in the languages that these have."""

from __future__ import annotations

from grantrules.base.texts import Language, Text

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
        "Hva sier årets kilder ingenting om?",
        "Kva seier kjeldene i år ingenting om?",
        "What do this year's sources say nothing about?",
    ),
    INFERRED: Text("Hva er utledet av kildene?", "Kva er utleidd av kjeldene?", "What is inferred from the sources?"),
    "open_lead": Text(
        "Her gir reglene ikke noe sikkert svar: kildene er uenige, uklare, tier eller kan leses på flere måter.",
        "Her gjev ikkje reglane noko sikkert svar: kjeldene er usamde, uklare, teier eller kan lesast på fleire måtar.",
        "Here the rules give no sure answer: the sources disagree, are unclear or silent, or can be read in several ways.",
    ),
    "inferred_lead": Text(
        "Disse reglene står ikke uttrykkelig i kildene: de følger av det kildene sier, eller er antatt.",
        "Desse reglane står ikkje uttrykkeleg i kjeldene: dei følgjer av det kjeldene seier, eller er gått ut frå.",
        "The sources do not state these rules outright: they follow from what the sources say, or are assumed.",
    ),
    "left_open": Text("Åpent i kildene", "Ope i kjeldene", "Left open by the sources"),
    "silent_lead": Text(
        "Regler fra tidligere år som kildene for dette året ikke nevner. Taushet er ikke oppheving.",
        "Reglar frå tidlegare år som kjeldene for dette året ikkje nemner. Togn er ikkje oppheving.",
        "Rules of earlier years that this year's sources do not mention. Silence is not repeal.",
    ),
    "sources": Text("Kilder", "Kjelder", "Sources"),
    "checked": Text("Hva som kontrolleres", "Kva som blir kontrollert", "What is checked"),
    "through": Text("Regelen gjennom årene", "Regelen gjennom åra", "The rule through the years"),
    "last_stated": Text("sist oppgitt i {year}", "sist oppgjeven i {year}", "last stated in {year}"),
    "not_mentioned": Text(
        "Ikke nevnt av kildene for {year}; sist oppgitt i {since}",
        "Ikkje nemnd av kjeldene for {year}; sist oppgjeven i {since}",
        "Not mentioned by the sources of {year}; last stated in {since}",
    ),
    "not_said": Text(
        "Ingen kilde for {year} sier dette, i hvert fall ikke som en egen regel.",
        "Inga kjelde for {year} seier dette, i alle fall ikkje som ein eigen regel.",
        "No source of {year} says this, or not as a rule of its own.",
    ),
    "on_year": Text("På siden for {year}", "På sida for {year}", "On the page of {year}"),
    "retold_one": Text(
        "1 utsagn i dokumentene, gjenfortalt (på engelsk)",
        "1 utsegn i dokumenta, fortalt att (på engelsk)",
        "1 statement of the documents, retold",
    ),
    "retold": Text(
        "{number} utsagn i dokumentene, gjenfortalt (på engelsk)",
        "{number} utsegner i dokumenta, fortalde att (på engelsk)",
        "{number} statements of the documents, retold",
    ),
    "other_language": Text("In English", "In English", "På norsk"),
    "changes": Text("Endringer", "Endringar", "Changes"),
    "value": Text("Verdi", "Verdi", "Value"),
    "office": Text("Embete", "Embete", "Office"),
    "set_to": Text("Satt til", "Sett til", "Set to"),
    "values": Text("Verdier som embetene har satt", "Verdiar som embeta har sett", "Values set by the offices"),
    "remedy": Text("Rettes slik", "Blir retta slik", "To be corrected"),
    "rank": Text("Rekkefølge", "Rekkjefølgje", "Rank"),
    "awarded": Text("Gjelder midler tildelt i", "Gjeld midlar tildelte i", "For grants awarded in"),
    "only_office": Text("Bare for", "Berre for", "Only for"),
    "discussed": Text("Drøftet (på engelsk)", "Drøfta (på engelsk)", "Discussed"),
    "site": Text("Nettstedet", "Nettstaden", "Site"),
    "questions": Text("Spørsmål", "Spørsmål", "Questions"),
    "tutorial": Text("Innføring", "Innføring", "Tutorial"),
    "reference": Text("Oppslag", "Oppslag", "Reference"),
    "explanation": Text("Forklaring", "Forklaring", "Explanation"),
    "in_english": Text("{name} (engelsk)", "{name} (engelsk)", "{name}"),
    "words": Text("Hva ordene betyr", "Kva orda tyder", "What the words mean"),
    "subjects": Text("Emner", "Emne", "Subjects"),
    "every_subject": Text("Reglene etter emne", "Reglane etter emne", "The rules by subject"),
    "every_subject_lead": Text(
        "Det som angår samme sak, samlet på én side: for hvert år det kildene sier, og det de ikke nevner.",
        "Det som gjeld same sak, samla på éi side: for kvart år det kjeldene seier, og det dei ikkje nemner.",
        "What bears on one matter, on one page: for each year what the sources say, and what they do not mention.",
    ),
    "nothing_said": Text(
        "Ingen kilde for {year} sier noe om dette.",
        "Inga kjelde for {year} seier noko om dette.",
        "No source of {year} says anything on this.",
    ),
    "silent_here": Text(
        "Ikke nevnt av kildene for {year}",
        "Ikkje nemnd av kjeldene for {year}",
        "Not mentioned by the sources of {year}",
    ),
    "none_here": Text("ingen", "ingen", "none"),
    "not_gathered": Text("ikke samlet for alle år", "ikkje samla for alle år", "not gathered for all years"),
    "year": Text("Regler", "Reglar", "Rules"),
    "every_rule": Text("Alle regler gjennom årene", "Alle reglar gjennom åra", "Every rule through the years"),
    "every_rule_lead": Text(
        "Hver regel med ordlyden for de årene som har en kilde for den; regelens egen side viser årene ved siden av hverandre.",
        "Kvar regel med ordlyden for dei åra som har ei kjelde for han; sida til regelen viser åra ved sida av kvarandre.",
        "Each rule in the words of the years whose sources state it; its own page shows the years side by side.",
    ),
    "all_years": Text("Alle år", "Alle år", "All years"),
}


_MEANINGS = {
    "require": Text(
        "må være oppfylt; er det ikke det, kan det ikke gis tilskudd, og er det ikke kjent, kan saken ikke avgjøres",
        "må vere oppfylt; er det ikkje det, kan det ikkje gjevast tilskot, og er det ikkje kjent, kan saka ikkje avgjerast",
        "must hold; where it does not, no grant can be given, and where that is not known, the case cannot be settled",
    ),
    "exclude": Text(
        "stenger for tilskudd der det slår til; er det ikke kjent om det gjør det, kan saken ikke avgjøres",
        "stengjer for tilskot der det slår til; er det ikkje kjent om det gjer det, kan saka ikkje avgjerast",
        "bars a grant where it holds; where that is not known, the case cannot be settled",
    ),
    "expect": Text(
        "bør være oppfylt, men ingen kilde sier hva som følger ellers; det stenger aldri av seg selv",
        "bør vere oppfylt, men inga kjelde seier kva som følgjer elles; det stengjer aldri av seg sjølv",
        "should hold, but no source says what follows otherwise; it never bars by itself",
    ),
    "assess": Text(
        "noe som mennesker må vurdere; her kontrolleres bare om det er noe å vurdere",
        "noko som menneske må vurdere; her blir det berre kontrollert om det er noko å vurdere",
        "something that people must judge; it is only checked whether there is something to judge",
    ),
    "prioritise": Text(
        "noe som blir prioritert; det avgjør ikke om det kan gis tilskudd",
        "noko som blir prioritert; det avgjer ikkje om det kan gjevast tilskot",
        "something that is prioritised; it does not decide whether a grant can be given",
    ),
    "oblige": Text(
        "noe som den som har fått tilskudd, skal gjøre etterpå",
        "noko som den som har fått tilskot, skal gjere etterpå",
        "something that whoever got the grant is to do afterwards",
    ),
    "note": Text(
        "viser til noe annet, som en annen ordning eller et råd; ingenting avgjøres av det",
        "viser til noko anna, som ei anna ordning eller eit råd; ingenting blir avgjort av det",
        "points to something else, such as another scheme or advice; nothing is decided by it",
    ),
    "state": Text(
        "sier noe om ordningen selv, som mål, klage eller budsjett; ingenting avgjøres av det",
        "seier noko om sjølve ordninga, som mål, klage eller budsjett; ingenting blir avgjort av det",
        "says something of the scheme itself, such as a goal, an appeal or the budget; nothing is decided by it",
    ),
    "silent": Text(
        "en regel fra et tidligere år, som kildene for dette året verken gjentar eller opphever",
        "ein regel frå eit tidlegare år, som kjeldene for dette året verken tek opp att eller opphevar",
        "a rule of an earlier year, which the sources of this year neither repeat nor repeal",
    ),
    "stated": Text("kilden sier det rett ut", "kjelda seier det rett ut", "the source says so outright"),
    "inferred": Text(
        "det følger av det kilden sier, men står ikke rett ut",
        "det følgjer av det kjelda seier, men står ikkje rett ut",
        "it follows from what the source says, but is not said outright",
    ),
    "assumed": Text(
        "det er lagt til grunn uten at kilden sier det",
        "det er lagt til grunn utan at kjelda seier det",
        "it is taken to be so, though the source does not say it",
    ),
    "awaited": Text(
        "et utkast har det fra året før, og ingen kilde for året sier det ennå",
        "eit utkast har det frå året før, og inga kjelde for året seier det enno",
        "a draft has it from the year before, and no source of its own year says it yet",
    ),
}
"""What is meant by each kind of rule, and by each way in which a rule follows from its source."""


def meaning(what: str, language: Language) -> str:
    """What a kind of rule means, or a way in which a rule follows from its source."""
    return _MEANINGS[what][language]


def site_word(key: str, language: Language) -> str:
    """A fixed word of the site."""
    return _WORDS[key][language]


def in_english(name: str, language: Language) -> str:
    """What leads to a page that there is in English only, said so on a page in another language."""
    return site_word("in_english", language).format(name=name)


def section_title(topic: str, language: Language) -> str:
    """The question that a section answers; a topic that has none goes by its own name."""
    return SECTIONS[topic][language] if topic in SECTIONS else topic.capitalize()

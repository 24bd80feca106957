"""The fixed words of what a caseworker asks of rules and decisions, in three languages."""

from __future__ import annotations

from grantrules.texts import Text

TOOL_WORDS = {
    # what if
    "what_if": Text("Hva om", "Kva om", "What if"),
    "changes": Text("Endringer", "Endringar", "Changes"),
    "nothing_stated": Text("ikke oppgitt", "ikkje oppgjeve", "not stated"),
    "same_status": Text(
        "Utfallet for søknaden er det samme.", "Utfallet for søknaden er det same.", "The status is the same."
    ),
    "other_status": Text(
        "Utfallet for søknaden blir et annet.", "Utfallet for søknaden blir eit anna.", "The status changes."
    ),
    "new": Text("Nytt", "Nytt", "New"),
    "gone": Text("Ikke lenger", "Ikkje lenger", "No longer"),
    # why
    "why": Text("Hvorfor", "Kvifor", "Why"),
    "one_rule": Text("Regel", "Regel", "Rule"),
    "reads": Text("Leser", "Les", "Reads"),
    "not_asked": Text(
        "Ingen regel ble prøvd her: søknaden har ingen tiltak, eller regelen avgjør ikke noe i søknader.",
        "Ingen regel blei prøvd her: søknaden har ingen tiltak, eller regelen avgjer ikkje noko i søknader.",
        "No rule was asked here: the application has no measures, or the rule decides nothing on applications.",
    ),
    "no_reasons": Text(
        "Ingen regel bærer eller holder utfallet; det mangler tiltak å ta stilling til.",
        "Ingen regel ber eller held utfallet; det manglar tiltak å ta stilling til.",
        "No rule carries or holds the status; there are no measures to decide on.",
    ),
    # a rule explained
    "does_require": Text(
        "Krav: uten dette stenger regelen", "Krav: utan dette stengjer regelen", "Requirement: bars where it fails"
    ),
    "does_exclude": Text(
        "Utelukker: stenger når det er slik", "Utelukkar: stengjer når det er slik", "Exclusion: bars where it holds"
    ),
    "does_expect": Text(
        "Forventning: mangler den, er saken ikke avgjort",
        "Forventning: manglar ho, er saka ikkje avgjord",
        "Expectation: without it the case stays undetermined",
    ),
    "does_assess": Text("Til skjønn: mennesker vurderer", "Til skjønn: menneske vurderer", "For people to judge"),
    "does_prioritise": Text("Prioritering", "Prioritering", "Priority"),
    "does_oblige": Text("Plikt ved tildeling", "Plikt ved tildeling", "Duty on an award"),
    "does_note": Text("Opplysning", "Opplysning", "Pointer"),
    "does_state": Text("Om ordningen", "Om ordninga", "About the scheme"),
    "does_silent": Text(
        "Nevnes ikke i årets kilder", "Ikkje nemnt i kjeldene i år", "Not mentioned in this year's sources"
    ),
    "condition": Text("Vilkår", "Vilkår", "Condition"),
    "branches": Text("Grener og lesemåter", "Greiner og lesemåtar", "Branches and readings"),
    "sources": Text("Kilder", "Kjelder", "Sources"),
    "remedy": Text("Slik rettes det", "Slik blir det retta", "How to put it right"),
    "per_measure": Text("Prøves for hvert tiltak", "Blir prøvd for kvart tiltak", "Asked for each measure"),
    "per_application": Text("Prøves én gang for søknaden", "Blir prøvd éin gong for søknaden", "Asked once"),
    "over_time": Text("Historie", "Historie", "History"),
    "silent_since": Text(
        "sist oppgitt i reglene for {year}", "sist oppgjeve i reglane for {year}", "last stated in the rules of {year}"
    ),
    "was_called": Text("het tidligere {rule}", "heitte tidlegare {rule}", "formerly called {rule}"),
    "introduced": Text(
        "kalt ny eller endret i {year}", "kalla ny eller endra i {year}", "called new or changed in {year}"
    ),
    "stated_in": Text(
        "oppgitt i reglene for {year}; hva andre år sier, vises der",
        "oppgjeve i reglane for {year}; kva andre år seier, står der",
        "stated in the rules of {year}; other years speak for themselves",
    ),
    # the nearest eligible application
    "nearest": Text(
        "Nærmeste vei til å kunne få tilskudd", "Næraste veg til å kunne få tilskot", "Nearest to eligible"
    ),
    "nearest_now": Text(
        "Søknaden kan få tilskudd slik den er.",
        "Søknaden kan få tilskot slik han er.",
        "The application is eligible as it stands.",
    ),
    "nearest_found": Text(
        "Så få endringer som dette må til: {number}. Det er søkeren som vet om de er mulige.",
        "Så få endringar som dette må til: {number}. Det er søkjaren som veit om dei er moglege.",
        "The fewest changes that it takes: {number}. Whether they can be made is for the applicant to say.",
    ),
    "nearest_none": Text(
        "Ingen endringer som søkeren selv kan gjøre, er nok.",
        "Ingen endringar som søkjaren sjølv kan gjere, er nok.",
        "No changes that the applicant can make are enough.",
    ),
    "nearest_given_up": Text(
        "Søket ble avsluttet etter {number} endringer samtidig; det kan finnes flere veier.",
        "Søket blei avslutta etter {number} endringar samtidig; det kan finnast fleire vegar.",
        "The search was given up at {number} changes at once; there can be other ways.",
    ),
    "nearest_more": Text(
        "Det finnes flere like korte veier.",
        "Det finst fleire like korte vegar.",
        "There are more ways as short as these.",
    ),
    "alternative": Text(
        "Mulighet {number}: {measure}", "Alternativ {number}: {measure}", "Alternative {number}: {measure}"
    ),
    "obstacles": Text(
        "Dette kan ikke søkeren endre", "Dette kan ikkje søkjaren endre", "What the applicant cannot change"
    ),
    "hangs_on": Text("Henger på", "Heng på", "Hangs on"),
    # asking
    "ask_hints": Text(
        "[tall eller ord; ? hvorfor, - vet ikke, < tilbake, q slutt]",
        "[tal eller ord; ? kvifor, - veit ikkje, < tilbake, q slutt]",
        "[number or word; ? why, - don't know, < back, q stop]",
    ),
    "ask_several": Text(
        "Flere svar skilles med komma; 0 er ingen.",
        "Fleire svar blir skilde med komma; 0 er ingen.",
        "Separate several answers by commas; 0 is none.",
    ),
    "ask_how_many": Text("Skriv hvor mange.", "Skriv kor mange.", "Type how many."),
    "ask_number": Text(
        "Det må være et helt tall fra 1 til {most}.",
        "Det må vere eit heilt tal frå 1 til {most}.",
        "It must be a whole number from 1 to {most}.",
    ),
    "ask_not_one": Text("Velg blant svarene over.", "Vel blant svara over.", "Choose among the answers above."),
    "ask_why": Text(
        "{number} åpne utfall venter på svaret:",
        "{number} opne utfall ventar på svaret:",
        "{number} open outcomes wait for the answer:",
    ),
    "ask_who": Text("Den som vet det", "Den som veit det", "Who knows it"),
    "ask_first": Text(
        "Dette er det første spørsmålet.", "Dette er det første spørsmålet.", "This is the first question."
    ),
    "ask_others": Text("Må hentes fra andre", "Må hentast frå andre", "To be had from others"),
    "ask_saved": Text(
        "Søknaden er lagret i {file}", "Søknaden er lagra i {file}", "The application is saved in {file}"
    ),
    "ask_date": Text(
        "Skriv datoen slik: 2026-03-01.", "Skriv datoen slik: 2026-03-01.", "Write the date like this: 2026-03-01."
    ),
    "ask_amount": Text("Skriv et tall.", "Skriv eit tal.", "Write a number."),
}

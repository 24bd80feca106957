"""The fixed words of what a caseworker sees and asks, in three languages: cards, questions, folds, what if, why."""

from __future__ import annotations

from grantrules.base.texts import Text

CASEWORKER_WORDS = {
    # at a glance: what stands after a number
    "glance_bars": Text("stenger", "stengjer", "barring"),
    "glance_missing": Text("mangler", "manglar", "missing"),
    "glance_corrections": Text("må rettes", "må rettast", "to be corrected"),
    "glance_judge": Text("å vurdere", "å vurdere", "to judge"),
    "glance_late": Text("for sent", "for seint", "late"),
    # measures
    "measures": Text("Tiltakene", "Tiltaka", "The measures"),
    "no_title": Text("Uten tittel", "Utan tittel", "Untitled"),
    "kept_open_by": Text("Åpent på grunn av", "Ope på grunn av", "Kept open by"),
    "barred_by": Text("Stenges av", "Blir stengt av", "Barred by"),
    "and_more": Text("og {number} til", "og {number} til", "and {number} more"),
    # who is asked
    "questions_applicant": Text("Spør søkeren", "Spør søkjaren", "Ask the applicant"),
    "questions_grantee": Text("Spør mottakeren", "Spør mottakaren", "Ask the grantee"),
    "questions_caseworker": Text("Finn ut selv", "Finn ut sjølv", "Find out yourself"),
    "questions_office": Text("Spør embetet", "Spør embetet", "Ask the office"),
    "questions_letter": Text("Se i tilskuddsbrevet", "Sjå i tilskotsbrevet", "Look in the grant letter"),
    "waiting": Text(
        "{number} regler venter på svaret", "{number} reglar ventar på svaret", "{number} rules wait for the answer"
    ),
    "waiting_one": Text("1 regel venter på svaret", "1 regel ventar på svaret", "1 rule waits for the answer"),
    # what people judge
    "how_to_determine": Text(
        "Avgjørelsen føres i søknaden under «determinations», med regelen og ett av ordene som står ved hvert punkt. "
        "«accepted» er alltid til fordel for søkeren: Der regelen stenger, stenger den da ikke. «rejected» er mot søkeren.",
        "Avgjerda blir ført i søknaden under «determinations», med regelen og eitt av orda som står ved kvart punkt. "
        "«accepted» er alltid til fordel for søkjaren: Der regelen stengjer, stengjer han då ikkje. «rejected» er mot søkjaren.",
        "The determination is entered in the application under “determinations”, with the rule and one of the words "
        "beside each point. “accepted” is always in the applicant's favour: where the rule bars, it then does not. "
        "“rejected” is against the applicant.",
    ),
    "how_to_determine_report": Text(
        "Avgjørelsen føres i rapporten under «determinations», med regelen og ett av ordene som står ved hvert punkt. "
        "«accepted» er alltid til fordel for mottakeren: Der regelen stenger, stenger den da ikke. «rejected» er mot mottakeren.",
        "Avgjerda blir ført i rapporten under «determinations», med regelen og eitt av orda som står ved kvart punkt. "
        "«accepted» er alltid til fordel for mottakaren: Der regelen stengjer, stengjer han då ikkje. «rejected» er mot mottakaren.",
        "The determination is entered in the report under “determinations”, with the rule and one of the words "
        "beside each point. “accepted” is always in the grantee's favour: where the rule bars, it then does not. "
        "“rejected” is against the grantee.",
    ),
    "is_accepted": Text("til fordel for søkeren", "til fordel for søkjaren", "in the applicant's favour"),
    "is_rejected": Text("mot søkeren", "mot søkjaren", "against the applicant"),
    "is_accepted_report": Text("til fordel for mottakeren", "til fordel for mottakaren", "in the grantee's favour"),
    "is_rejected_report": Text("mot mottakeren", "mot mottakaren", "against the grantee"),
    "one_was_chosen": Text("én mulighet er valgt", "éi moglegheit er vald", "one of its possibilities was chosen"),
    "determined_by": Text(
        "Avgjort av saksbehandler: {rules}.",
        "Avgjort av saksbehandlar: {rules}.",
        "Determined by a caseworker: {rules}.",
    ),
    "if_awarded": Text("{day} for tilskudd i {year}", "{day} for tilskot i {year}", "{day} for a grant in {year}"),
    "enter": Text("Føres", "Blir ført", "Enter"),
    # priorities
    "tags_sure": Text("Sikkert", "Sikkert", "Surely"),
    "tags_perhaps": Text("Kanskje", "Kanskje", "Perhaps"),
    # reasons
    "reasons_open": Text(
        "Åpent, eller ikke som det skal være", "Ope, eller ikkje som det skal vere", "Open, or not as it should be"
    ),
    "reasons_settled": Text("I orden", "I orden", "In order"),
    "reasons_not_applicable": Text("Gjelder ikke her", "Gjeld ikkje her", "Does not apply here"),
    "determined": Text("Avgjort", "Avgjort", "Determined"),
    # duties and dates
    "no_due": Text("Uten frist", "Utan frist", "Without a date"),
    "done_fulfilled": Text("gjort", "gjort", "done"),
    "done_not_fulfilled": Text("ikke gjort", "ikkje gjort", "not done"),
    "done_unknown": Text("ikke kjent om det er gjort", "ikkje kjent om det er gjort", "not known whether done"),
    "done_not_shown": Text("rapporten viser det ikke", "rapporten viser det ikkje", "a report does not show it"),
    "arrival_unknown": Text("ikke kjent om det er i tide", "ikkje kjent om det er i tide", "not known whether on time"),
    "set_by": Text("Kilde", "Kjelde", "Source"),
    "questions_answered": Text("Spørsmål for spørsmål", "Spørsmål for spørsmål", "Question by question"),
    # a year's rules
    "rules_by_topic": Text("Regler etter emne og slag", "Reglar etter emne og slag", "Rules by topic and kind"),
    "the_rules": Text("Reglene", "Reglane", "The rules"),
    "hash": Text("innholdskode", "innhaldskode", "content hash"),
    "revision_says": Text("Om revisjonen", "Om revisjonen", "About the revision"),
    "given_whole": Text(
        "Kildene gir disse emnene i sin helhet",
        "Kjeldene gjev desse emna heilt ut",
        "The sources give these topics whole",
    ),
    "none_given_whole": Text(
        "Kildene gir ingen emner i sin helhet: Det de ikke nevner, er ikke falt bort.",
        "Kjeldene gjev ingen emne heilt ut: Det dei ikkje nemner, er ikkje falle bort.",
        "The sources give no topic whole: what they do not mention has not gone.",
    ),
    "documents": Text("Dokumenter", "Dokument", "Documents"),
    "of_office": Text("bare {office}", "berre {office}", "{office} only"),
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
        "Søket ble avsluttet med så mange endringer samtidig: {number}. Det kan finnes flere veier.",
        "Søket blei avslutta med så mange endringar samtidig: {number}. Det kan finnast fleire vegar.",
        "The search was given up at this number of changes at once: {number}. There can be other ways.",
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
        "Flere svar skilles med komma; 0 eller «ingen» er ingen.",
        "Fleire svar blir skilde med komma; 0 eller «ingen» er ingen.",
        "Separate several answers by commas; 0 or “none” is none.",
    ),
    "ask_measures": Text(
        "Hvor mange tiltak søkes det om tilskudd til?",
        "Kor mange tiltak blir det søkt om tilskot til?",
        "How many measures is the grant applied for?",
    ),
    "ask_number": Text(
        "Det må være et helt tall fra 1 til {most}.",
        "Det må vere eit heilt tal frå 1 til {most}.",
        "It must be a whole number from 1 to {most}.",
    ),
    "ask_not_one": Text("Velg blant svarene over.", "Vel blant svara over.", "Choose among the answers above."),
    "ask_two_ways": Text(
        "«{answer}» kan leses på to måter. Skriv {one} eller {other}.",
        "«{answer}» kan lesast på to måtar. Skriv {one} eller {other}.",
        "“{answer}” can be read in two ways. Write {one} or {other}.",
    ),
    "ask_why": Text(
        "{number} åpne utfall venter på svaret:",
        "{number} opne utfall ventar på svaret:",
        "{number} open outcomes wait for the answer:",
    ),
    "ask_why_one": Text(
        "1 åpent utfall venter på svaret:",
        "1 ope utfall ventar på svaret:",
        "1 open outcome waits for the answer:",
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
        "Skriv en dato, slik: 1. mars 2026, 01.03.2026 eller 2026-03-01.",
        "Skriv ein dato, slik: 1. mars 2026, 01.03.2026 eller 2026-03-01.",
        "Write a date, like this: 1 March 2026, 01.03.2026 or 2026-03-01.",
    ),
    "ask_amount": Text(
        "Skriv et beløp i kroner, som 250 000.",
        "Skriv eit beløp i kroner, som 250 000.",
        "Write kroner, such as 250 000.",
    ),
    "ask_whole": Text("Skriv et helt tall.", "Skriv eit heilt tal.", "Write a whole number."),
    "ask_year": Text("Skriv et årstall, som 2026.", "Skriv eit årstal, som 2026.", "Write a year, such as 2026."),
    "ask_municipality": Text(
        "Skriv fire siffer, som 0301.", "Skriv fire siffer, som 0301.", "Write four digits, such as 0301."
    ),
    "ask_text": Text("Skriv kort tekst.", "Skriv kort tekst.", "Write short text."),
}

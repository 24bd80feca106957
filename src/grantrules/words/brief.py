"""The fixed words of the brief page of a decision, in three languages."""

from __future__ import annotations

from grantrules.base.texts import Text

BRIEF_WORDS = {
    # why, in a sentence
    "why_barred": Text("Stenges av: {rules}.", "Blir stengt av: {rules}.", "Barred by: {rules}."),
    "why_open": Text("Holdes åpen av: {rules}.", "Blir halden open av: {rules}.", "Kept open by: {rules}."),
    "why_to_correct": Text("Må rettes: {rules}.", "Må rettast: {rules}.", "To be corrected: {rules}."),
    "why_no_measures": Text(
        "Søknaden har ingen tiltak å ta stilling til.",
        "Søknaden har ingen tiltak å ta stilling til.",
        "The application has no measures to decide on.",
    ),
    "why_in_part": Text(
        "Det gjelder {number} av {all} tiltak; resten står under.",
        "Det gjeld {number} av {all} tiltak; resten står under.",
        "This goes for {number} of {all} measures; the others are told below.",
    ),
    # headings
    "brief_bars": Text("Dette står i veien", "Dette står i vegen", "What stands in the way"),
    "brief_needed": Text("Dette trengs", "Dette trengst", "What is needed"),
    "brief_judge": Text("Dette må vurderes først", "Dette må vurderast først", "What must be judged first"),
    "brief_rest": Text("Tiltak som ikke er i orden", "Tiltak som ikkje er i orden", "Measures that are not in order"),
    "brief_standing": Text("Skjønn ved tildelingen", "Skjønn ved tildelinga", "Discretion in the award"),
    "brief_duties": Text("Ved tildeling følger", "Ved tildeling følgjer", "What follows from an award"),
    "brief_basis": Text("Grunnlag", "Grunnlag", "Basis"),
    # reports
    "brief_follows": Text("Dette følger", "Dette følgjer", "What follows"),
    "brief_unsaid": Text("Dette er ikke sagt", "Dette er ikkje sagt", "What is not said"),
    "came_late": Text("{number} dager for sent", "{number} dagar for seint", "{number} days late"),
    "came_late_one": Text("1 dag for sent", "1 dag for seint", "1 day late"),
    "late_alone": Text(
        "Ingen kilde sier hva som følger av forsinkelsen alene.",
        "Inga kjelde seier kva som følgjer av forseinkinga åleine.",
        "No source says what follows from the delay alone.",
    ),
    "may_follow": Text(
        "Kan følge ({documents}): {rules}.", "Kan følgje ({documents}): {rules}.", "May follow ({documents}): {rules}."
    ),
    "duties_besides": Text(
        "Andre plikter som gjelder: {duties}.", "Andre plikter som gjeld: {duties}.", "Other duties: {duties}."
    ),
    "duties_perhaps": Text(
        "Dersom det blir aktuelt: {duties}.", "Dersom det blir aktuelt: {duties}.", "If it arises: {duties}."
    ),
    "duties_unknown": Text(
        "Ikke kjent om det er gjort: {duties}.",
        "Ikkje kjent om det er gjort: {duties}.",
        "Not known whether done: {duties}.",
    ),
    "duties_fulfilled": Text(
        "Gjort, ifølge rapporten: {duties}.", "Gjort, ifølgje rapporten: {duties}.", "Done, by the report: {duties}."
    ),
    "unsaid": Text(
        "Ingen av dokumentene sier noe om dette for midler tildelt i {year}: {aspects}.",
        "Ingen av dokumenta seier noko om dette for midlar tildelte i {year}: {aspects}.",
        "No document here says anything of this for money awarded in {year}: {aspects}.",
    ),
    "unsaid_number": Text(
        "Ingen av dokumentene sier noe om {number} av 10 spørsmål for midler tildelt i {year}.",
        "Ingen av dokumenta seier noko om {number} av 10 spørsmål for midlar tildelte i {year}.",
        "No document here says anything of {number} of 10 questions for money awarded in {year}.",
    ),
    "unsaid_all": Text(
        "Ingen av dokumentene sier noe om rapport, regnskap, revisjon eller hva som kan følge for midler tildelt i {year}.",
        "Ingen av dokumenta seier noko om rapport, rekneskap, revisjon eller kva som kan følgje for midlar tildelte i {year}.",
        "No document here says anything of reports, accounts, audits or what may follow for money awarded in {year}.",
    ),
    "only_otherwise": Text(
        "Ikke oppgitt, men det spiller bare inn på hva som følger: {facts}.",
        "Ikkje oppgjeve, men det spelar berre inn på kva som følgjer: {facts}.",
        "Not stated, but of weight only for what follows: {facts}.",
    ),
    # duties
    "duties_number": Text("{number} plikter", "{number} plikter", "{number} duties"),
    "duty_one": Text("1 plikt", "1 plikt", "1 duty"),
    "duties_counted": Text("{counted}; {first}.", "{counted}; {first}.", "{counted}; {first}."),
    "duties_dated": Text(
        "{counted}; den første fristen er {first}.",
        "{counted}; den første fristen er {first}.",
        "{counted}; the first is due {first}.",
    ),
    "duties_none": Text(
        "Reglene nevner ingen plikter ved en tildeling.",
        "Reglane nemner ingen plikter ved ei tildeling.",
        "The rules name no duties on an award.",
    ),
    "by_day": Text("Frist {day}", "Frist {day}", "Due {day}"),
    # points
    "standing_number": Text(
        "{number} faste punkter vurderes uansett og holder ikke saken åpen: {rules}.",
        "{number} faste punkt blir vurderte uansett og held ikkje saka open: {rules}.",
        "{number} standing points are judged anyway and hold nothing up: {rules}.",
    ),
    "standing_one": Text(
        "1 fast punkt vurderes uansett og holder ikke saken åpen: {rules}.",
        "1 fast punkt blir vurdert uansett og held ikkje saka open: {rules}.",
        "1 standing point is judged anyway and holds nothing up: {rules}.",
    ),
    "also_points": Text("Også: {points}", "I tillegg: {points}", "Also: {points}"),
    "more_of": Text("{rules} og {number} til", "{rules} og {number} til", "{rules} and {number} more"),
    "who_applicant": Text("Søkeren vet det", "Søkjaren veit det", "Ask the applicant"),
    "who_caseworker": Text(
        "Saksbehandleren finner det ut", "Saksbehandlaren finn det ut", "For the caseworker to find out"
    ),
    "who_office": Text("Embetet vet det", "Embetet veit det", "Ask the office"),
    "who_letter": Text("Står i tilskuddsbrevet", "Står i tilskotsbrevet", "In the grant letter"),
    "who_grantee": Text("Mottakeren vet det", "Mottakaren veit det", "Ask the grantee"),
    "who_corrects_report": Text("Mottakeren må rette det", "Mottakaren må rette det", "The grantee must put it right"),
    "who_corrects": Text("Søkeren må rette det", "Søkjaren må rette det", "The applicant must put it right"),
    "nothing_follows": Text(
        "Ingen kilde sier hva som følger av det.",
        "Inga kjelde seier kva som følgjer av det.",
        "No source says what follows from that.",
    ),
    "was_rejected": Text(
        "En saksbehandler har avgjort det {favour}.",
        "Ein saksbehandlar har avgjort det {favour}.",
        "A caseworker has determined it {favour}.",
    ),
    "same_place": Text(
        "samme sted som punkt {number}", "same stad som punkt {number}", "the same place as point {number}"
    ),
    # measures
    "head_measure": Text("Tiltak", "Tiltak", "Measure"),
    "head_amount": Text("Beløp", "Beløp", "Amount"),
    "head_status": Text("Utfall", "Utfall", "Status"),
    "head_held": Text("Se punkt", "Sjå punkt", "See point"),
    "head_tags": Text("Prioritering", "Prioritering", "Priority"),
    "perhaps_number": Text("kanskje ({number})", "kanskje ({number})", "perhaps ({number})"),
    "perhaps_more": Text("kanskje {number} til", "kanskje {number} til", "perhaps {number} more"),
    "tag_lacks": Text("mangler «{fact}»", "manglar «{fact}»", "“{fact}” is not stated"),
    "tag_doubt": Text("kommer an på skjønn", "kjem an på skjønn", "hangs on judgement"),
    "tags_perhaps_why": Text("Kanskje prioritert", "Kanskje prioritert", "Perhaps prioritised"),
    # what follows, and what it rests on
    "silent_rules": Text(
        "Etter reglene for {year} ville dette stått i veien; kildene for {now} tier: {rules}.",
        "Etter reglane for {year} ville dette stått i vegen; kjeldene for {now} teier: {rules}.",
        "Under the rules of {year} this would have stood in the way; the sources of {now} are silent: {rules}.",
    ),
    "see_also": Text("Merk også: {rules}.", "Merk òg: {rules}.", "Note also: {rules}."),
    "whole_page": Text("Alt om saken: --full", "Alt om saka: --full", "All of the case: --full"),
    # what a rule would take
    "must_be": Text("må være {value}", "må vere {value}", "must be {value}"),
    "must_one_of": Text("må være {value}", "må vere {value}", "must be {value}"),
    "must_not_one_of": Text(
        "må være noe annet enn {value}", "må vere noko anna enn {value}", "must be other than {value}"
    ),
    "must_any_in": Text("må omfatte {value}", "må omfatte {value}", "must include {value}"),
    "must_not_any_in": Text("må være uten {value}", "må vere utan {value}", "must be without {value}"),
    "must_all_in": Text(
        "må ikke ha andre enn {value}", "må ikkje ha andre enn {value}", "must include none but {value}"
    ),
    "must_not_all_in": Text("må ha andre enn {value}", "må ha andre enn {value}", "must include others than {value}"),
    "must_at_least": Text("må være minst {value}", "må vere minst {value}", "must be at least {value}"),
    "must_at_most": Text("må være høyst {value}", "må vere høgst {value}", "must be at most {value}"),
    "must_over": Text("må være over {value}", "må vere over {value}", "must be over {value}"),
    "must_under": Text("må være under {value}", "må vere under {value}", "must be under {value}"),
    "must_from": Text("må være tidligst {value}", "må vere tidlegast {value}", "must be no earlier than {value}"),
    "must_by": Text("må være senest {value}", "må vere seinast {value}", "must be no later than {value}"),
    "must_after": Text("må være etter {value}", "må vere etter {value}", "must be after {value}"),
    "must_before": Text("må være før {value}", "må vere før {value}", "must be before {value}"),
    # what a rule asks for without anything following in any document
    "wants_be": Text("regelen ber om {value}", "regelen bed om {value}", "the rule asks for {value}"),
    "wants_one_of": Text("regelen ber om {value}", "regelen bed om {value}", "the rule asks for {value}"),
    "wants_not_one_of": Text(
        "regelen ber om noe annet enn {value}",
        "regelen bed om noko anna enn {value}",
        "the rule asks for other than {value}",
    ),
    "wants_any_in": Text("regelen ber om {value}", "regelen bed om {value}", "the rule asks for {value}"),
    "wants_not_any_in": Text(
        "regelen ber om at {value} ikke er med",
        "regelen bed om at {value} ikkje er med",
        "the rule asks for none of {value}",
    ),
    "wants_all_in": Text(
        "regelen ber om ingen andre enn {value}",
        "regelen bed om ingen andre enn {value}",
        "the rule asks for none but {value}",
    ),
    "wants_not_all_in": Text(
        "regelen ber om andre enn {value}", "regelen bed om andre enn {value}", "the rule asks for others than {value}"
    ),
    "wants_at_least": Text(
        "regelen ber om minst {value}", "regelen bed om minst {value}", "the rule asks for at least {value}"
    ),
    "wants_at_most": Text(
        "regelen ber om høyst {value}", "regelen bed om høgst {value}", "the rule asks for at most {value}"
    ),
    "wants_over": Text(
        "regelen ber om mer enn {value}", "regelen bed om meir enn {value}", "the rule asks for more than {value}"
    ),
    "wants_under": Text(
        "regelen ber om mindre enn {value}",
        "regelen bed om mindre enn {value}",
        "the rule asks for less than {value}",
    ),
    "wants_from": Text("første dag er {value}", "første dag er {value}", "the first day is {value}"),
    "wants_by": Text("siste dag er {value}", "siste dag er {value}", "the last day is {value}"),
    "wants_after": Text(
        "regelen ber om etter {value}", "regelen bed om etter {value}", "the rule asks for after {value}"
    ),
    "wants_before": Text(
        "regelen ber om før {value}", "regelen bed om før {value}", "the rule asks for before {value}"
    ),
    "values": Text("{number} verdier", "{number} verdiar", "{number} values"),
    "days_late": Text("; {number} dager for sent", "; {number} dagar for seint", "; {number} days late"),
    "days_late_one": Text("; 1 dag for sent", "; 1 dag for seint", "; 1 day late"),
    "counted_now": Text(
        "Antall slike tiltak: {number} ({asked}).",
        "Talet på slike tiltak: {number} ({asked}).",
        "Number of such measures: {number} ({asked}).",
    ),
    "way_one": Text(
        "Regelen kan også oppfylles på 1 annen måte.",
        "Regelen kan òg oppfyllast på 1 annan måte.",
        "The rule can be met in 1 other way.",
    ),
    "way_others": Text(
        "Regelen kan også oppfylles på {number} andre måter.",
        "Regelen kan òg oppfyllast på {number} andre måtar.",
        "The rule can be met in {number} other ways.",
    ),
}

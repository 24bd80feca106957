"""The fixed words of the brief page of a decision, in three languages."""

from __future__ import annotations

from grantrules.base.texts import Text

BRIEF_WORDS = {
    # why, in a sentence
    "why_barred": Text("Stenges av: {rules}.", "Blir stengt av: {rules}.", "Barred by: {rules}."),
    "why_open": Text("Holdes åpen av: {rules}.", "Blir halden open av: {rules}.", "Kept open by: {rules}."),
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
    # duties
    "duties_number": Text("{number} plikter", "{number} plikter", "{number} duties"),
    "duty_one": Text("1 plikt", "1 plikt", "1 duty"),
    "duties_counted": Text(
        "{counted}; den første – {first}.",
        "{counted}; den første – {first}.",
        "{counted}; the first – {first}.",
    ),
    # points
    "standing_number": Text(
        "{number} faste punkter, som utfallet ikke venter på: {rules}.",
        "{number} faste punkt, som utfallet ikkje ventar på: {rules}.",
        "{number} standing points, for which the outcome does not wait: {rules}.",
    ),
    "standing_one": Text(
        "1 fast punkt, som utfallet ikke venter på: {rules}.",
        "1 fast punkt, som utfallet ikkje ventar på: {rules}.",
        "1 standing point, for which the outcome does not wait: {rules}.",
    ),
    "more_points": Text("og {number} punkter til", "og {number} punkt til", "and {number} more points"),
    "more_points_one": Text("og 1 punkt til", "og 1 punkt til", "and 1 more point"),
    "more_of": Text("{rules} og {number} til", "{rules} og {number} til", "{rules} and {number} more"),
    "who_applicant": Text("Søkeren vet det", "Søkjaren veit det", "Ask the applicant"),
    "who_caseworker": Text(
        "Saksbehandleren finner det ut", "Saksbehandlaren finn det ut", "For the caseworker to find out"
    ),
    "who_office": Text("Embetet vet det", "Embetet veit det", "Ask the office"),
    "who_letter": Text("Står i tilskuddsbrevet", "Står i tilskotsbrevet", "In the grant letter"),
    "who_corrects": Text("Søkeren må rette det", "Søkjaren må rette det", "The applicant must put it right"),
    "nothing_follows": Text(
        "Ingen kilde sier hva som følger av det.",
        "Inga kjelde seier kva som følgjer av det.",
        "No source says what follows from that.",
    ),
    "was_rejected": Text(
        "En saksbehandler har avgjort at det ikke godtas.",
        "Ein saksbehandlar har avgjort at det ikkje blir godteke.",
        "A caseworker has determined that it is not accepted.",
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
    "perhaps_number": Text("kanskje {number}", "kanskje {number}", "perhaps {number}"),
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
    "must": Text("må", "må", "must"),
    "should": Text("bør", "bør", "should"),
    "must_be": Text("{must} være {value}", "{must} vere {value}", "{must} be {value}"),
    "must_one_of": Text("{must} være {value}", "{must} vere {value}", "{must} be {value}"),
    "must_not_one_of": Text(
        "{must} være noe annet enn {value}", "{must} vere noko anna enn {value}", "{must} be other than {value}"
    ),
    "must_any_in": Text("{must} omfatte {value}", "{must} omfatte {value}", "{must} include {value}"),
    "must_not_any_in": Text("{must} være uten {value}", "{must} vere utan {value}", "{must} be without {value}"),
    "must_all_in": Text(
        "{must} ikke ha andre enn {value}", "{must} ikkje ha andre enn {value}", "{must} include none but {value}"
    ),
    "must_not_all_in": Text(
        "{must} ha andre enn {value}", "{must} ha andre enn {value}", "{must} include others than {value}"
    ),
    "must_at_least": Text("{must} være minst {value}", "{must} vere minst {value}", "{must} be at least {value}"),
    "must_at_most": Text("{must} være høyst {value}", "{must} vere høgst {value}", "{must} be at most {value}"),
    "must_over": Text("{must} være over {value}", "{must} vere over {value}", "{must} be over {value}"),
    "must_under": Text("{must} være under {value}", "{must} vere under {value}", "{must} be under {value}"),
    "must_from": Text(
        "{must} være tidligst {value}", "{must} vere tidlegast {value}", "{must} be no earlier than {value}"
    ),
    "must_by": Text("{must} være senest {value}", "{must} vere seinast {value}", "{must} be no later than {value}"),
    "must_after": Text("{must} være etter {value}", "{must} vere etter {value}", "{must} be after {value}"),
    "must_before": Text("{must} være før {value}", "{must} vere før {value}", "{must} be before {value}"),
    "values": Text("{number} verdier", "{number} verdiar", "{number} values"),
    "days_late": Text("; {number} dager for sent", "; {number} dagar for seint", "; {number} days late"),
    "days_late_one": Text("; 1 dag for sent", "; 1 dag for seint", "; 1 day late"),
    "counted_now": Text(
        "Antall slike tiltak: {number} ({asked}).",
        "Talet på slike tiltak: {number} ({asked}).",
        "Number of such measures: {number} ({asked}).",
    ),
    "way_one": Text(
        "Regelen har 1 annen mulighet.", "Regelen har 1 annan moglegheit.", "The rule has 1 other possibility."
    ),
    "way_others": Text(
        "Regelen har {number} andre muligheter.",
        "Regelen har {number} andre moglegheiter.",
        "The rule has {number} other possibilities.",
    ),
}

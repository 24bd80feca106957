"""The fixed words of witnesses, of what a change means, and of a portfolio's summary and picture, in three languages."""

from __future__ import annotations

from grantrules.base.texts import Text

PORTFOLIO_WORDS = {
    # witnesses
    "witnesses": Text(
        "De minste søknadene som de to årene behandler ulikt",
        "Dei minste søknadene som dei to åra handsamar ulikt",
        "The smallest applications that the two years treat differently",
    ),
    "witnesses_searched": Text(
        "Det er søkt blant søknader med inntil {measures} og uten avgjørelser av mennesker. "
        "Hvert funn er prøvd mot reglene for begge årene.",
        "Det er søkt blant søknader med inntil {measures} og utan avgjerder av menneske. "
        "Kvart funn er prøvd mot reglane for begge åra.",
        "Searched were applications with up to {measures} and without determinations by people. "
        "Each that was found has been put to the rules of both years.",
    ),
    "witnesses_count_further": Text(
        "Noen regler teller helt til {most}; om dem sier et søk blant søknader med inntil {measures} lite.",
        "Nokre reglar tel heilt til {most}; om dei seier eit søk blant søknader med inntil {measures} lite.",
        "Some rules count as far as {most}; of those, a search among applications with up to {measures} says little.",
    ),
    "witnesses_left_out": Text(
        "Det er ikke spurt om {counted} som bare ett av årene nevner, eller som er ett embetes: {rules}.",
        "Det er ikkje spurt om {counted} som berre eitt av åra nemner, eller som gjeld eitt embete: {rules}.",
        "Nothing was asked of {counted} mentioned by only one of the years, or of one office alone: {rules}.",
    ),
    "silence_in_cases": Text(
        "Reglene er brukt slik de står for hvert år. At et år ikke nevner en regel, betyr verken at den er opphevet eller "
        "at den er ny; der utfallet bare er ulikt av den grunn, sier det ingenting om regelverket.",
        "Reglane er brukte slik dei står for kvart år. At eit år ikkje nemner ein regel, tyder korkje at han er oppheva "
        "eller at han er ny; der utfallet berre er ulikt av den grunn, seier det ingenting om regelverket.",
        "The rules are applied as each year has them. That a year does not mention a rule means neither that it is repealed "
        "nor that it is new; where verdicts differ for that reason alone, they say nothing of the law.",
    ),
    "silent_after": Text(
        "{year} nevner ikke {rules}; det er ikke en opphevelse.",
        "{year} nemner ikkje {rules}; det er inga oppheving.",
        "{year} does not mention {rules}; that is no repeal.",
    ),
    "silent_before": Text(
        "{year} nevner ikke {rules}; det alene gjør ingenting nytt.",
        "{year} nemner ikkje {rules}; det åleine gjer ingenting nytt.",
        "{year} does not mention {rules}; that alone makes nothing new.",
    ),
    "elsewhere": Text(
        "Gjelder bare ett embete, og holdes ikke mot {year}: {rules}.",
        "Gjeld berre eitt embete, og blir ikkje halde mot {year}: {rules}.",
        "One office's alone, and not held against {year}: {rules}.",
    ),
    "question_verdicts": Text(
        "{before} i {one}, {after} i {other}",
        "{before} i {one}, {after} i {other}",
        "{before} in {one}, {after} in {other}",
    ),
    "question_bars": Text(
        "«{rule}» stenger i {year} og ikke i {other}",
        "«{rule}» stengjer i {year} og ikkje i {other}",
        "“{rule}” bars in {year} and not in {other}",
    ),
    "question_tags": Text(
        "«{rule}» prioriterer i {year} og ikke i {other}",
        "«{rule}» prioriterer i {year} og ikkje i {other}",
        "“{rule}” prioritises in {year} and not in {other}",
    ),
    "question_obliges": Text(
        "«{rule}» er en plikt i {year} og ikke i {other}",
        "«{rule}» er ei plikt i {year} og ikkje i {other}",
        "“{rule}” is a duty in {year} and not in {other}",
    ),
    "not_smallest": Text(
        "Det kan finnes en mindre søknad; tiden rakk ikke.",
        "Det kan finnast ein mindre søknad; tida rakk ikkje.",
        "There may be a smaller application; time ran out.",
    ),
    "no_witness": Text(
        "Ingen søknad med inntil {measures} viser dette",
        "Ingen søknad med inntil {measures} viser dette",
        "No application with up to {measures} shows this",
    ),
    "not_settled": Text(
        "Ikke avgjort på {seconds} sekunder; av det følger ingenting",
        "Ikkje avgjort på {seconds} sekund; av det følgjer ingenting",
        "Not settled in {seconds} seconds; nothing follows from that",
    ),
    "known_only_in": Text(
        "bare {year} kjenner: {facts}", "berre {year} kjenner: {facts}", "only {year} knows: {facts}"
    ),
    "smallest_application": Text("Søknaden", "Søknaden", "The application"),
    "states_nothing": Text("oppgir ingenting", "oppgjev ingenting", "states nothing"),
    "hindered_by": Text(", på grunn av: {rules}", ", på grunn av: {rules}", ", because of: {rules}"),
    "held_open_by": Text(" (åpent: {rules})", " (ope: {rules})", " (open: {rules})"),
    "value_taken": Text(
        "{year} kjenner ikke verdien «{value}» for {fact}; der regnes den som «{taken}».",
        "{year} kjenner ikkje verdien «{value}» for {fact}; der er han rekna som «{taken}».",
        "{year} does not know the value “{value}” of {fact}; there it counts as “{taken}”.",
    ),
    "value_unknown": Text(
        "{year} kjenner ikke verdien «{value}» for {fact}; der er den uoppgitt.",
        "{year} kjenner ikkje verdien «{value}» for {fact}; der er han ikkje oppgjeven.",
        "{year} does not know the value “{value}” of {fact}; there it is not stated.",
    ),
    # what a change means for a portfolio
    "impact": Text("Hva det betyr for søknadene", "Kva det betyr for søknadene", "What it means for the applications"),
    "impact_read": Text(
        "{read} lest, {evaluated} vurdert etter begge årenes regler, hvilket år de enn gjelder.",
        "{read} lesne, {evaluated} vurderte etter reglane for begge åra, kva år dei enn gjeld.",
        "{read} read, {evaluated} evaluated under the rules of both years, whichever year they are for.",
    ),
    "dates_moved": Text(
        "{fact} er flyttet med runden i {number}: like langt fra fristen {deadline} ({year}) som fra {own} ({other}).",
        "{fact} er flytta med runden i {number}: like langt frå fristen {deadline} ({year}) som frå {own} ({other}).",
        "{fact} moved with the round in {number}: as far from the deadline {deadline} ({year}) as from {own} ({other}).",
    ),
    "dates_kept_other_round": Text(
        "{fact} står som oppgitt i {number}, som ikke sier at de gjelder ett av de to årene.",
        "{fact} står som oppgjeve i {number}, som ikkje seier at dei gjeld eitt av dei to åra.",
        "{fact} stands as stated in {number} that do not say that they are for one of the two years.",
    ),
    "dates_kept_no_deadline": Text(
        "{fact} står som oppgitt i {number}, der fristen i ett av årene ikke er kjent.",
        "{fact} står som oppgjeve i {number}, der fristen i eitt av åra ikkje er kjend.",
        "{fact} stands as stated in {number} for which the deadline of one of the years is not known.",
    ),
    "table_applications": Text("Søknader etter utfall", "Søknader etter utfall", "Applications by verdict"),
    "table_measures": Text("Tiltak etter utfall", "Tiltak etter utfall", "Measures by verdict"),
    "rules_behind": Text("Regler bak endrede utfall", "Reglar bak endra utfall", "Rules behind verdicts that differ"),
    "not_mentioned_in": Text("ikke nevnt i {year}", "ikkje nemnd i {year}", "not mentioned in {year}"),
    "only_silence": Text(
        "Utfall som bare er ulike der ett år er taust: {number}, {amount}",
        "Utfall som berre er ulike der eitt år er taust: {number}, {amount}",
        "Verdicts that differ only where one year is silent: {number}, {amount}",
    ),
    "only_silence_short": Text(
        "bare der ett år er taust", "berre der eitt år er taust", "only where one year is silent"
    ),
    "one_year_tags": Text(
        "Prioriteringer som bare ett av årene nevner",
        "Prioriteringar som berre eitt av åra nemner",
        "Priorities that only one of the years mentions",
    ),
    "prioritised_in": Text("prioritert i {year}", "prioritert i {year}", "prioritised in {year}"),
    "tags_changed": Text(
        "Prioriteringer som kom og gikk", "Prioriteringar som kom og gjekk", "Priorities that came and went"
    ),
    "affected": Text("Søknader som får et annet utfall", "Søknader som får eit anna utfall", "Applications affected"),
    "rejected": Text("Ikke vurdert", "Ikkje vurderte", "Not evaluated"),
    "applications_number": Text("{number} søknader", "{number} søknader", "{number} applications"),
    "applications_one": Text("1 søknad", "1 søknad", "1 application"),
    "measures_number": Text("{number} tiltak", "{number} tiltak", "{number} measures"),
    "measures_one": Text("1 tiltak", "1 tiltak", "1 measure"),
    "without_amount": Text("{number} uten beløp", "{number} utan beløp", "{number} without an amount"),
    "bars_in": Text("stenger i {year}", "stengjer i {year}", "bars in {year}"),
    "holds_open_in": Text("holder saken åpen i {year}", "held saka open i {year}", "holds the case open in {year}"),
    "in_the_other": Text("i {year}: {verb}", "i {year}: {verb}", "in {year}: {verb}"),
    "gained": Text("kom til", "kom til", "gained"),
    "lost": Text("falt fra", "fall frå", "lost"),
    "kept": Text("i begge", "i begge", "in both"),
    "applications_head": Text("Søknader", "Søknader", "Applications"),
    "measures_head": Text("Tiltak", "Tiltak", "Measures"),
    "total": Text("I alt", "I alt", "Total"),
    "further": Text(
        "og {number} til; alt står i JSON-formen",
        "og {number} til; alt står i JSON-forma",
        "and {number} more; the JSON form has all",
    ),
    "change": Text("Endring", "Endring", "Change"),
    "rule": Text("Regel", "Regel", "Rule"),
    # a summary and its picture
    "portfolio": Text("Portefølje", "Portefølje", "Portfolio"),
    "portfolio_summary": Text("Sammendrag", "Samandrag", "Summary"),
    "read_evaluated_rejected": Text(
        "{read} lest: {evaluated} vurdert, {rejected} avvist.",
        "{read} lesne: {evaluated} vurderte, {rejected} avviste.",
        "{read} read: {evaluated} evaluated, {rejected} rejected.",
    ),
    "stray": Text(
        "Tiltak som ikke hører til noen søknad: {number}.",
        "Tiltak som ikkje høyrer til nokon søknad: {number}.",
        "Measures that belong to no application: {number}.",
    ),
    "nothing_evaluated": Text("Ingen søknad er vurdert.", "Ingen søknad er vurdert.", "No application was evaluated."),
    "not_an_award": Text(
        "«Kan få tilskudd» er ikke et tilsagn: Ordningen tildeles etter skjønn.",
        "«Kan få tilskot» er ikkje eit tilsegn: Ordninga blir tildelt etter skjønn.",
        "“Eligible” is not an award: the scheme is awarded by judgement.",
    ),
    "by_type": Text("Søknader etter type søker", "Søknader etter type søkjar", "Applications by type of applicant"),
    "by_kind": Text("Tiltak etter slag", "Tiltak etter slag", "Measures by kind"),
    "amounts": Text(
        "Søkt om, mot årets budsjett", "Søkt om, mot budsjettet for året", "Applied for, beside the budget"
    ),
    "missing_often": Text("Det som mangler", "Det som manglar", "What is missing"),
    "type_of_applicant": Text("Type søker", "Type søkjar", "Type of applicant"),
    "kind_of_measure": Text("Slag tiltak", "Slag tiltak", "Kind of measure"),
    "status_of_measure": Text("Tiltak som", "Tiltak som", "Measures"),
    "number_of_measures": Text("Antall", "Tal", "Number"),
    "kroner": Text("Søkt om", "Søkt om", "Applied for"),
    "amount_not_stated": Text("Uten oppgitt beløp", "Utan oppgjeve beløp", "No amount stated"),
    "share_of_budget": Text("Del av budsjettet", "Del av budsjettet", "Share of the budget"),
    "fact": Text("Opplysning", "Opplysning", "Fact"),
    "ask": Text("Spør", "Spør", "Ask"),
    "in_applications": Text("Søknader", "Søknader", "Applications"),
    "in_measures": Text("Tiltak", "Tiltak", "Measures"),
    "sum": Text("Sum", "Sum", "Total"),
    "budget": Text("Budsjett", "Budsjett", "Budget"),
    "no_budget": Text(
        "Ingen kilde oppgir årets budsjett.",
        "Ingen kjelde oppgjev budsjettet for året.",
        "No source gives the year's budget.",
    ),
    "nothing_missing": Text("Ingenting mangler.", "Ingenting manglar.", "Nothing is missing."),
    "path": Text("Felt", "Felt", "Field"),
    "further_fact": Text("1 opplysning til", "1 opplysning til", "1 more fact"),
    "further_facts": Text("{number} opplysninger til", "{number} opplysningar til", "{number} more facts"),
    "million_kroner": Text("millioner kroner", "millionar kroner", "NOK million"),
    "number_of_applications": Text("søknader", "søknader", "applications"),
    "applied_for_in_all": Text("Søkt om i alt", "Søkt om i alt", "Applied for in all"),
    "measures_without_amount": Text(
        "{number} tiltak uten oppgitt beløp er ikke med.",
        "{number} tiltak utan oppgjeve beløp er ikkje med.",
        "{number} measures without a stated amount are left out.",
    ),
}

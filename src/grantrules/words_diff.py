"""The fixed words of comparisons and histories in three languages."""

from __future__ import annotations

from grantrules.texts import Language, Text
from grantrules.words import word

DIFF_WORDS = {
    # headings
    "comparison": Text("Endringer i reglene", "Endringar i reglane", "Changes in the rules"),
    "history": Text("Regelen gjennom årene", "Regelen gjennom åra", "The rule through the years"),
    "contents": Text("Innhold", "Innhald", "Contents"),
    "summary": Text("Kort sagt", "Kort sagt", "In short"),
    "group_in_effect": Text("Endret i det reglene gjør", "Endra i det reglane gjer", "Changed in what the rules do"),
    "group_information": Text(
        "Opplysninger og henvisninger, som ikke avgjør noen søknad",
        "Opplysningar og tilvisingar, som ikkje avgjer nokon søknad",
        "Information and pointers, which decide no application",
    ),
    "group_wording": Text(
        "Bare ordlyd, grunnlag eller kilde er endret",
        "Berre ordlyd, grunnlag eller kjelde er endra",
        "Only wording, basis or source changed",
    ),
    "group_mentions": Text(
        "Nevnt første gang, på nytt eller av et annet embete",
        "Nemnt første gong, på nytt eller av eit anna embete",
        "Mentioned for the first time, again or by another office",
    ),
    "group_silences": Text("Ikke nevnt lenger", "Ikkje nemnt lenger", "Not mentioned any more"),
    "short_in_effect": Text("er endret i det de gjør", "er endra i det dei gjer", "changed in what they do"),
    "short_information": Text(
        "gir opplysninger som er nye eller endret",
        "gjev opplysningar som er nye eller endra",
        "give information that is new or changed",
    ),
    "short_wording": Text(
        "har bare ny ordlyd, nytt grunnlag eller ny kilde",
        "har berre ny ordlyd, nytt grunnlag eller ny kjelde",
        "changed only in wording, basis or source",
    ),
    "short_mentions": Text(
        "er nevnt første gang, på nytt eller av et annet embete",
        "er nemnde første gong, på nytt eller av eit anna embete",
        "are mentioned for the first time, again or by another office",
    ),
    "short_silences": Text("er ikke nevnt lenger", "er ikkje nemnde lenger", "are not mentioned any more"),
    "short_same": Text("er uendret", "er uendra", "unchanged"),
    "values": Text("Verdier som embetene har satt", "Verdiar som embeta har sett", "Values set by the offices"),
    # what is said once
    "silence_is_not_repeal": Text(
        "Taushet er ikke oppheving, og en første omtale er ikke en ny regel: Der et år ikke nevner en regel, "
        "sies ingenting om den gjaldt da. Av slike regler vises bare ordene, uten noe om virkningen.",
        "Togn er ikkje oppheving, og ein første omtale er ikkje ein ny regel: Der eit år ikkje nemner ein regel, "
        "blir det ikkje sagt noko om han galdt då. Av slike reglar blir berre orda viste, utan noko om verknaden.",
        "Silence is not repeal, and a first mention is not a new rule: where a year does not mention a rule, nothing is "
        "said of whether it held then. Of such rules only the words are shown, and nothing is said of their effect.",
    ),
    "nothing_differs": Text("Ingen regel er endret", "Ingen regel er endra", "No rule differs"),
    "side_before": Text("før", "før", "before"),
    "side_after": Text("etter", "etter", "after"),
    # what became of the statement
    "statement_same": Text("samme ordlyd", "same ordlyd", "same wording"),
    "statement_reworded": Text("ny ordlyd", "ny ordlyd", "reworded"),
    "statement_verb_changed": Text("annen slags regel", "annan slags regel", "another kind of rule"),
    "statement_basis_changed": Text("annet grunnlag", "anna grunnlag", "another basis"),
    "statement_added": Text("ny", "ny", "new"),
    "statement_removed": Text("falt bort", "fallen bort", "removed"),
    "statement_first_mentioned": Text("nevnt første gang", "nemnd første gong", "first mentioned"),
    "statement_stated_again": Text("nevnt på nytt", "nemnd på nytt", "mentioned again"),
    "statement_now_silent": Text("ikke nevnt lenger", "ikkje nemnd lenger", "not mentioned any more"),
    "statement_expired": Text("heller ikke før nevnt", "heller ikkje før nemnd", "not mentioned before either"),
    "statement_other_office": Text(
        "praksis ved et annet embete", "praksis ved eit anna embete", "the practice of another office"
    ),
    "last_stated": Text("sist oppgitt i {year}", "sist oppgjeven i {year}", "last stated in {year}"),
    "said_in": Text("Dette sies i", "Dette blir sagt i", "This is said in"),
    "whole_topic": Text(
        "Kildene for {year} gir hele dette emnet, og har ikke regelen.",
        "Kjeldene for {year} gjev heile dette emnet, og har ikkje regelen.",
        "The sources of {year} give this topic whole and do not have the rule.",
    ),
    "formerly": Text("tidligere {rule}", "tidlegare {rule}", "formerly {rule}"),
    # what the change does
    "effect_same": Text("samme virkning", "same verknad", "same effect"),
    "effect_narrowed": Text("åpner for mindre", "opnar for mindre", "opens for less"),
    "effect_widened": Text("åpner for mer", "opnar for meir", "opens for more"),
    "effect_changed": Text("endret virkning", "endra verknad", "changed effect"),
    "effect_changed_tells": Text("endret", "endra", "changed"),
    "effect_narrowed_decides": Text("strengere", "strengare", "stricter"),
    "effect_widened_decides": Text("mindre streng", "mindre streng", "less strict"),
    "effect_changed_decides": Text(
        "strengere for noen, mindre streng for andre",
        "strengare for nokre, mindre streng for andre",
        "stricter for some, less strict for others",
    ),
    "effect_narrowed_prioritises": Text("prioriterer færre", "prioriterer færre", "prioritises fewer"),
    "effect_widened_prioritises": Text("prioriterer flere", "prioriterer fleire", "prioritises more"),
    "effect_narrowed_obliges": Text("gjelder færre", "gjeld færre", "binds fewer"),
    "effect_widened_obliges": Text("gjelder flere", "gjeld fleire", "binds more"),
    # topics
    "topic_regulation": Text("Ordningen", "Ordninga", "The scheme"),
    "topic_applicants": Text("Søkere", "Søkjarar", "Applicants"),
    "topic_application": Text("Søknaden", "Søknaden", "The application"),
    "topic_measures": Text("Tiltak", "Tiltak", "Measures"),
    "topic_priorities": Text("Prioriteringer", "Prioriteringar", "Priorities"),
    "topic_reporting": Text("Rapportering", "Rapportering", "Reporting"),
    # the parts of a rule
    "part_topic": Text("emne", "emne", "topic"),
    "part_text": Text("ordlyd", "ordlyd", "wording"),
    "part_verb": Text("slags regel", "slags regel", "kind of rule"),
    "part_condition": Text("vilkår", "vilkår", "condition"),
    "part_guard": Text("når den gjelder", "når han gjeld", "when it applies"),
    "part_branches": Text("deler av vilkåret", "delar av vilkåret", "parts of the condition"),
    "part_office": Text("embete", "embete", "office"),
    "part_basis": Text("grunnlag", "grunnlag", "basis"),
    "part_source": Text("kilde", "kjelde", "source"),
    "part_remedy": Text("hva søkeren må rette", "kva søkjaren må rette", "what to correct"),
    "part_rank": Text("plass i rekkefølgen", "plass i rekkjefølgja", "place in the order"),
    "part_due": Text("frist", "frist", "due date"),
    "part_awarded": Text("tildelingsår", "tildelingsår", "award years"),
    "part_states": Text("beløp", "beløp", "amount"),
    "part_aspect": Text("spørsmål i rapporten", "spørsmål i rapporten", "question of the report"),
    "part_fulfilled": Text("når plikten er oppfylt", "når plikta er oppfylt", "when the duty is fulfilled"),
    "part_received": Text("når det er mottatt", "når det er motteke", "when it was received"),
    "part_alike": Text("{number} ledd som i {year}", "{number} ledd som i {year}", "{number} part as in {year}"),
    "parts_alike": Text("{number} ledd som i {year}", "{number} ledd som i {year}", "{number} parts as in {year}"),
    "differs_in": Text("Ulikt", "Ulikt", "Differs in"),
    # kinds of rules
    "verb_require": Text("krav", "krav", "requirement"),
    "verb_exclude": Text("utelukkelse", "utestenging", "exclusion"),
    "verb_expect": Text("forventning", "forventning", "expectation"),
    "verb_assess": Text("skjønn", "skjønn", "matter of judgement"),
    "verb_prioritise": Text("prioritering", "prioritering", "priority"),
    "verb_oblige": Text("plikt", "plikt", "duty"),
    "verb_note": Text("henvisning", "tilvising", "pointer"),
    "verb_state": Text("opplysning", "opplysning", "information"),
    "verb_silent": Text("ikke nevnt", "ikkje nemnd", "not mentioned"),
    "no_such_rule": Text("ingen slik regel", "ingen slik regel", "no such rule"),
    "not_set": Text("ikke oppgitt", "ikkje oppgjeve", "not stated"),
    "national": Text("nasjonalt", "nasjonalt", "national"),
    "figure_appropriated": Text("bevilget", "løyvd", "appropriated"),
    "figure_frame": Text("ramme", "ramme", "frame"),
    "figure_proposed": Text("foreslått", "foreslått", "proposed"),
    # witnesses
    "witnesses": Text(
        "De minste søknadene som de to årene behandler ulikt",
        "Dei minste søknadene som dei to åra handsamar ulikt",
        "The smallest applications that the two years treat differently",
    ),
    "witnesses_searched": Text(
        "Det er søkt blant søknader med inntil {measures} tiltak og uten avgjørelser av mennesker. "
        "Hvert funn er prøvd mot reglene for begge årene.",
        "Det er søkt blant søknader med inntil {measures} tiltak og utan avgjerder av menneske. "
        "Kvart funn er prøvd mot reglane for begge åra.",
        "Searched were applications with up to {measures} measures and without determinations by people. "
        "Each that was found has been put to the rules of both years.",
    ),
    "witnesses_count_further": Text(
        "Noen regler teller helt til {most} tiltak; om dem sier et søk blant søknader med inntil {measures} lite.",
        "Nokre reglar tel heilt til {most} tiltak; om dei seier eit søk blant søknader med inntil {measures} lite.",
        "Some rules count as far as {most} measures; of those, a search among applications with up to {measures} says little.",
    ),
    "question_verdicts": Text(
        "{before} i {one}, {after} i {other}",
        "{before} i {one}, {after} i {other}",
        "{before} in {one}, {after} in {other}",
    ),
    "question_bars": Text(
        "{rule} stenger i {year} og ikke i {other}",
        "{rule} stengjer i {year} og ikkje i {other}",
        "{rule} bars in {year} and not in {other}",
    ),
    "question_tags": Text(
        "{rule} prioriterer i {year} og ikke i {other}",
        "{rule} prioriterer i {year} og ikkje i {other}",
        "{rule} prioritises in {year} and not in {other}",
    ),
    "question_obliges": Text(
        "{rule} er en plikt i {year} og ikke i {other}",
        "{rule} er ei plikt i {year} og ikkje i {other}",
        "{rule} is a duty in {year} and not in {other}",
    ),
    "not_smallest": Text(
        "Det kan finnes en mindre søknad; tiden rakk ikke.",
        "Det kan finnast ein mindre søknad; tida rakk ikkje.",
        "There may be a smaller application; time ran out.",
    ),
    "no_witness": Text(
        "Ingen søknad med inntil {measures} tiltak viser dette",
        "Ingen søknad med inntil {measures} tiltak viser dette",
        "No application with up to {measures} measures shows this",
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
    "hindered_by": Text("på grunn av", "på grunn av", "because of"),
    "rule_acts": Text("ja", "ja", "yes"),
    "rule_does_not": Text("nei", "nei", "no"),
    "one_of_these": Text("minst ett av dette gjelder:", "minst eitt av dette gjeld:", "at least one of these holds:"),
    "all_of_these": Text("alt dette gjelder:", "alt dette gjeld:", "all of these hold:"),
    "skip": Text("Til reglene", "Til reglane", "To the rules"),
    # portfolio
    "impact": Text("Hva det betyr for søknadene", "Kva det betyr for søknadene", "What it means for the applications"),
    "impact_read": Text(
        "{read} lest, {evaluated} vurdert etter begge årenes regler; det året en søknad selv oppgir, har ikke noe å si.",
        "{read} lesne, {evaluated} vurderte etter reglane for begge åra; det året ein søknad sjølv oppgjev, har ikkje noko å seie.",
        "{read} read, {evaluated} evaluated under the rules of both years; the year that an application states does not matter.",
    ),
    "table_applications": Text("Søknader etter utfall", "Søknader etter utfall", "Applications by verdict"),
    "table_measures": Text("Tiltak etter utfall", "Tiltak etter utfall", "Measures by verdict"),
    "rules_behind": Text("Regler bak endrede utfall", "Reglar bak endra utfall", "Rules behind verdicts that differ"),
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
    "value_changed": Text("annen verdi", "annan verdi", "another value"),
    "value_cited": Text("annen kilde", "anna kjelde", "another source"),
    "value": Text("Verdi", "Verdi", "Value"),
    "total": Text("I alt", "I alt", "Total"),
    "amount": Text("Beløp", "Beløp", "Amount"),
    "further": Text(
        "og {number} til; alt står i JSON-formen",
        "og {number} til; alt står i JSON-forma",
        "and {number} more; the JSON form has all",
    ),
    "change": Text("Endring", "Endring", "Change"),
    "rule": Text("Regel", "Regel", "Rule"),
    "application_one": Text("Søknad", "Søknad", "Application"),
    "unchanged_since": Text("Uendret fra {year}.", "Uendra frå {year}.", "Unchanged since {year}."),
    "not_there": Text("Regelen er ikke her.", "Regelen er ikkje her.", "The rule is not here."),
    "change_since": Text("Fra {year}", "Frå {year}", "Since {year}"),
    # what marks the words that differ, for those who hear a page
    "words_gone": Text("utgår", "går ut", "leaves"),
    "words_new": Text("kommer til", "kjem til", "new"),
}


def diff_word(key: str, language: Language) -> str:
    """A fixed word or phrase in a language, of those above or of those for all results."""
    return DIFF_WORDS[key][language] if key in DIFF_WORDS else word(key, language)


def name_of(kind: str, id_: str, language: Language) -> str:
    """What a scheme's own topic, or kind of figure, is called; one without a name here goes by its id."""
    key = f"{kind}_{id_}"
    return DIFF_WORDS[key][language] if key in DIFF_WORDS else id_.replace("-", " ").replace("_", " ")

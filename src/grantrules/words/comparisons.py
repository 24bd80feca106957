"""The fixed words of comparisons and histories in three languages."""

from __future__ import annotations

from grantrules.base.texts import Text

COMPARISON_WORDS = {
    # headings
    "comparison": Text("Endringer i reglene", "Endringar i reglane", "Changes in the rules"),
    "history": Text("Regelen gjennom årene", "Regelen gjennom åra", "The rule through the years"),
    "group_in_effect": Text("Endret i det reglene gjør", "Endra i det reglane gjer", "Changed in what the rules do"),
    "group_in_doubt": Text("Bare usikkerheten er endret", "Berre uvissa er endra", "Only the doubt is another"),
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
        "Nevnt første gang eller på nytt", "Nemnt første gong eller på nytt", "Mentioned for the first time or again"
    ),
    "group_office": Text(
        "Ved ett embete, eller bare etter ett embetes lysbilde",
        "Ved eitt embete, eller berre etter lysbilete frå eitt embete",
        "At one office, or by one office's slide alone",
    ),
    "told_new": Text(
        "Nytt, endret eller borte etter dokumentene selv",
        "Nytt, endra eller borte etter dokumenta sjølve",
        "New, changed or gone by the documents themselves",
    ),
    "group_silences": Text("Ikke nevnt lenger", "Ikkje nemnt lenger", "Not mentioned any more"),
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
    "statement_reworded_and_basis": Text(
        "ny ordlyd og annet grunnlag", "ny ordlyd og anna grunnlag", "reworded and on another basis"
    ),
    "statement_added": Text("ny", "ny", "new"),
    "statement_removed": Text("falt bort", "fallen bort", "removed"),
    "statement_first_mentioned": Text("nevnt første gang", "nemnd første gong", "first mentioned"),
    "statement_stated_again": Text("nevnt på nytt", "nemnd på nytt", "mentioned again"),
    "statement_now_silent": Text("ikke nevnt lenger", "ikkje nemnd lenger", "not mentioned any more"),
    "statement_expired": Text("heller ikke før nevnt", "heller ikkje før nemnd", "not mentioned before either"),
    "statement_other_office": Text(
        "praksis ved et annet embete", "praksis ved eit anna embete", "the practice of another office"
    ),
    "statement_one_office": Text(
        "ett embetes praksis i det ene året",
        "praksis ved eitt embete i det eine året",
        "one office's practice in one year",
    ),
    "by_one_slide": Text("ifølge ett embetes lysbilde", "ifølgje lysbilete frå eitt embete", "by one office's slide"),
    "last_stated": Text("sist oppgitt i {year}", "sist oppgjeven i {year}", "last stated in {year}"),
    "said_in": Text("Dette følger av", "Dette følgjer av", "This follows from"),
    "called_a_change_in": Text("Kalt en endring i", "Kalla ei endring i", "Called a change in"),
    "whole_topic": Text(
        "Kildene for {year} gir hele dette emnet, og har ikke regelen.",
        "Kjeldene for {year} gjev heile dette emnet, og har ikkje regelen.",
        "The sources of {year} give this topic whole and do not have the rule.",
    ),
    "formerly": Text("tidligere {rule}", "tidlegare {rule}", "formerly {rule}"),
    # what the change does
    "effect_same": Text("samme virkning", "same verknad", "same effect"),
    "set_otherwise": Text("satt annerledes", "sett annleis", "set otherwise"),
    "effect_narrowed": Text("strengere", "strengare", "stricter"),
    "effect_widened": Text("mindre strengt", "mindre strengt", "less strict"),
    "effect_narrowed_tells": Text("gjelder færre", "gjeld færre", "concerns fewer"),
    "effect_widened_tells": Text("gjelder flere", "gjeld fleire", "concerns more"),
    "effect_changed": Text("endret virkning", "endra verknad", "changed effect"),
    "effect_changed_tells": Text("endret", "endra", "changed"),
    "effect_narrowed_decides": Text("strengere", "strengare", "stricter"),
    "effect_widened_decides": Text("mindre strengt", "mindre strengt", "less strict"),
    "effect_changed_decides": Text(
        "strengere for noen, mindre strengt for andre",
        "strengare for nokre, mindre strengt for andre",
        "stricter for some, less strict for others",
    ),
    "effect_narrowed_prioritises": Text("færre prioriteres", "færre blir prioriterte", "prioritises fewer"),
    "effect_widened_prioritises": Text("flere prioriteres", "fleire blir prioriterte", "prioritises more"),
    "effect_narrowed_obliges": Text("gjelder færre", "gjeld færre", "binds fewer"),
    "effect_widened_obliges": Text("gjelder flere", "gjeld fleire", "binds more"),
    "effect_reversed": Text("det motsatte av før", "det motsette av før", "the reverse of before"),
    "effect_replaced": Text("erstattet", "erstatta", "replaced"),
    "asks_widened": Text("krever mer", "krev meir", "asks for more"),
    "asks_narrowed": Text("krever mindre", "krev mindre", "asks for less"),
    "asks_changed": Text("krever noe annet", "krev noko anna", "asks for something else"),
    # what it does within doubt: something becomes open, or is open no longer
    "doubt_narrowed": Text("mindre sikkert", "mindre sikkert", "less certain"),
    "doubt_widened": Text("mer sikkert", "meir sikkert", "more certain"),
    "doubt_changed": Text(
        "mer sikkert for noen, mindre for andre",
        "meir sikkert for nokre, mindre for andre",
        "more certain for some, less for others",
    ),
    "doubt_narrowed_decides": Text(
        "mindre sikkert at det godtas", "mindre sikkert at det blir godteke", "less certain to be accepted"
    ),
    "doubt_widened_decides": Text(
        "mer sikkert at det godtas", "meir sikkert at det blir godteke", "more certain to be accepted"
    ),
    "doubt_narrowed_prioritises": Text(
        "mindre sikkert prioritert", "mindre sikkert prioritert", "less certain to be prioritised"
    ),
    "doubt_widened_prioritises": Text(
        "mer sikkert prioritert", "meir sikkert prioritert", "more certain to be prioritised"
    ),
    "doubt_narrowed_obliges": Text(
        "mindre sikkert at plikten gjelder", "mindre sikkert at plikta gjeld", "less certain to be a duty"
    ),
    "doubt_widened_obliges": Text(
        "mer sikkert at plikten gjelder", "meir sikkert at plikta gjeld", "more certain to be a duty"
    ),
    "partly": Text("dels {sure}, dels {doubt}", "dels {sure}, dels {doubt}", "partly {sure}, partly {doubt}"),
    # topics
    "topic_regulation": Text("Ordningen", "Ordninga", "The scheme"),
    "topic_applicants": Text("Søkere", "Søkjarar", "Applicants"),
    "topic_application": Text("Søknaden", "Søknaden", "The application"),
    "topic_measures": Text("Tiltak", "Tiltak", "Measures"),
    "topic_priorities": Text("Prioriteringer", "Prioriteringar", "Priorities"),
    "topic_reporting": Text("Rapportering", "Rapportering", "Reporting"),
    # the parts of a rule
    "part_topic": Text("emne", "emne", "topic"),
    "part_title": Text("tittel", "tittel", "title"),
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
    "one_of_these": Text("minst ett av dette gjelder:", "minst eitt av dette gjeld:", "at least one of these holds:"),
    "requires_one_of": Text("Regelen krever ett av dette:", "Regelen krev eitt av dette:", "The rule requires one of:"),
    "asks_for_one_of": Text(
        "Regelen ber om ett av dette:", "Regelen bed om eitt av dette:", "The rule asks for one of:"
    ),
    "all_of_these": Text("alt dette gjelder:", "alt dette gjeld:", "all of these hold:"),
    "value_changed": Text("annen verdi", "annan verdi", "another value"),
    "value_cited": Text("annen kilde", "anna kjelde", "another source"),
    "value": Text("Verdi", "Verdi", "Value"),
    "unchanged_since": Text("Uendret fra {year}.", "Uendra frå {year}.", "Unchanged since {year}."),
    "still_silent": Text(
        "Fortsatt ikke nevnt, som i {year}.",
        "Framleis ikkje nemnd, som i {year}.",
        "Still not mentioned, as in {year}.",
    ),
    "formula": Text("Vilkåret ledd for ledd", "Vilkåret ledd for ledd", "The condition part by part"),
    "not_there": Text("Regelen er ikke her.", "Regelen er ikkje her.", "The rule is not here."),
    "change_since": Text("Fra {year}", "Frå {year}", "Since {year}"),
    # what marks the words that differ, for those who hear a page
    "words_gone": Text("bare før", "berre før", "only before"),
    "words_new": Text("bare etter", "berre etter", "only after"),
}

"""The fixed words of the output in three languages: the only texts that do not come from the YAML."""

from __future__ import annotations

from grantrules.base.texts import Language, Text
from grantrules.words.brief import BRIEF_WORDS
from grantrules.words.caseworkers import CASEWORKER_WORDS
from grantrules.words.comparisons import COMPARISON_WORDS
from grantrules.words.portfolios import PORTFOLIO_WORDS
from grantrules.words.year_briefs import YEAR_BRIEF_WORDS

WORDS = {
    # verdicts
    "eligible": Text("Kan få tilskudd", "Kan få tilskot", "Eligible"),
    "not_eligible": Text("Kan ikke få tilskudd", "Kan ikkje få tilskot", "Not eligible"),
    "undetermined": Text("Ikke avgjort", "Ikkje avgjort", "Undetermined"),
    "eligible_means": Text(
        "Ingenting i reglene stenger for en skjønnsmessig vurdering. Det er ikke et tilsagn.",
        "Ingenting i reglane stengjer for ei skjønnsmessig vurdering. Det er ikkje eit tilsegn.",
        "Nothing in the rules stands in the way of a judgement on the merits. This is not an award.",
    ),
    "not_eligible_means": Text(
        "Minst én regel stenger for tilskudd, slik saken er opplyst.",
        "Minst éin regel stengjer for tilskot, slik saka er opplyst.",
        "At least one rule bars the grant, as the case is stated.",
    ),
    "undetermined_means": Text(
        "Saken kan ikke avgjøres ennå; under står det hva som må til.",
        "Saka kan ikkje avgjerast enno; under står det kva som må til.",
        "The case cannot be settled yet; what it takes is listed below.",
    ),
    # headings
    "application": Text("Søknad", "Søknad", "Application"),
    "measure": Text("Tiltak", "Tiltak", "Measure"),
    "regulation": Text("Regelverk", "Regelverk", "Regulation"),
    "revision": Text("revisjon", "revisjon", "revision"),
    "missing": Text("Mangler", "Manglar", "Missing"),
    "missing_for_tags": Text(
        "Mangler bare for prioriteringen", "Manglar berre for prioriteringa", "Missing only for priorities"
    ),
    "corrections": Text("Må rettes av søkeren", "Må rettast av søkjaren", "To be corrected by the applicant"),
    "judge": Text("Saksbehandleren må vurdere", "Saksbehandlaren må vurdere", "For the caseworker to judge"),
    "bars": Text("Stenger", "Stengjer", "Barred by"),
    "tags": Text("Prioritering", "Prioritering", "Priorities"),
    "perhaps": Text("kanskje", "kanskje", "perhaps"),
    "rank": Text("nr. {rank} i rekkefølgen", "nr. {rank} i rekkjefølgja", "no. {rank} in the order"),
    "if_it_arises": Text("dersom det blir aktuelt", "dersom det blir aktuelt", "if it arises"),
    "and_determinations": Text(
        "+ {number} avgjort av saksbehandler",
        "+ {number} avgjort av saksbehandlar",
        "+ {number} determined by a caseworker",
    ),
    "checklist": Text("Sjekkliste", "Sjekkliste", "Checklist"),
    "duties": Text("Plikter ved tildeling", "Plikter ved tildeling", "Duties on an award"),
    "silences": Text(
        "Stod i tidligere regler, men nevnes ikke i årets kilder",
        "Stod i tidlegare reglar, men er ikkje nemnt i kjeldene i år",
        "Stood in earlier rules; this year's sources do not mention it",
    ),
    "silences_number": Text(
        "{number} regler; HTML- og JSON-formen har alle.",
        "{number} reglar; HTML- og JSON-forma har alle.",
        "{number} rules; the HTML and JSON forms have them all.",
    ),
    "silences_one": Text(
        "1 regel; HTML- og JSON-formen har den.",
        "1 regel; HTML- og JSON-forma har han.",
        "1 rule; the HTML and JSON forms have it.",
    ),
    "notes": Text("Merknader", "Merknader", "Notes"),
    "reasons": Text("Begrunnelse", "Grunngiving", "Reasons"),
    "determinations": Text("Avgjort av saksbehandler", "Avgjort av saksbehandlar", "Determined by a caseworker"),
    "rests_on": Text("Bygger på", "Byggjer på", "Rests on"),
    "whole_application": Text("hele søknaden", "heile søknaden", "the whole application"),
    "fact_measures": Text("Tiltak i søknaden", "Tiltak i søknaden", "Measures in the application"),
    "question_measures": Text(
        "Hvilke tiltak søkes det om tilskudd til?",
        "Kva for tiltak blir det søkt om tilskot til?",
        "Which measures is the grant applied for?",
    ),
    # reports
    "report": Text("Rapport", "Rapport", "Report"),
    "report_complete": Text("Fullstendig", "Fullstendig", "Complete"),
    "report_to_correct": Text("Må rettes", "Må rettast", "To be corrected"),
    "report_open": Text("Åpen", "Open", "Open"),
    "report_complete_means": Text(
        "Alt det dokumentene ber om i rapporten, er der. Det sier ingenting om tilskuddet selv.",
        "Alt det dokumenta bed om i rapporten, er der. Det seier ingenting om tilskotet sjølv.",
        "Everything that the documents ask of the report is there. This says nothing of the grant itself.",
    ),
    "report_to_correct_means": Text(
        "Noe som dokumentene ber om, er ikke der. Det sier ingenting om tilskuddet selv.",
        "Noko som dokumenta bed om, er ikkje der. Det seier ingenting om tilskotet sjølv.",
        "Something that the documents ask for is not there. This says nothing of the grant itself.",
    ),
    "report_open_means": Text(
        "Det kan ikke sies om rapporten er fullstendig.",
        "Det kan ikkje seiast om rapporten er fullstendig.",
        "Whether the report is complete cannot be said.",
    ),
    "no_content_stated": Text(
        "Ingen av dokumentene sier hva en rapport om midler tildelt i {year} skal inneholde.",
        "Ingen av dokumenta seier kva ein rapport om midlar tildelte i {year} skal innehalde.",
        "No document here says what a report on money awarded in {year} must contain.",
    ),
    "no_date_stated": Text(
        "Ingen av dokumentene oppgir noen frist for midler tildelt i {year} ved dette embetet.",
        "Ingen av dokumenta oppgjev nokon frist for midlar tildelte i {year} ved dette embetet.",
        "No document here states a date for money awarded in {year} at this office.",
    ),
    "report_rules": Text(
        "Regler om midler tildelt i {year}, fra reglene for",
        "Reglar om midlar tildelte i {year}, frå reglane for",
        "Rules on money awarded in {year}, from the rules of",
    ),
    "corrections_of_report": Text(
        "Må rettes av mottakeren", "Må rettast av mottakaren", "To be corrected by the grantee"
    ),
    "dates": Text("Frister", "Fristar", "Dates"),
    "missing_otherwise": Text(
        "Mangler bare for frister, plikter og følger",
        "Manglar berre for fristar, plikter og følgjer",
        "Missing only for dates, duties and consequences",
    ),
    "other_duties": Text("Andre plikter", "Andre plikter", "Other duties"),
    "question_measures_of_report": Text(
        "Hvilke tiltak gikk tilskuddet til?",
        "Kva for tiltak gjekk tilskotet til?",
        "Which measures did the grant go to?",
    ),
    "no_duties": Text("Ingen plikter er kjent.", "Ingen plikter er kjende.", "No duties are known."),
    "on_time": Text("i tide", "i tide", "on time"),
    "late": Text("for sent", "for seint", "late"),
    "unknown": Text("ikke kjent", "ikkje kjent", "not known"),
    "aspect_content": Text("Innhold i rapporten", "Innhald i rapporten", "What the report contains"),
    "aspect_form": Text("Form på rapporten", "Form på rapporten", "Form of the report"),
    "aspect_recipient": Text("Hvem rapporten går til", "Kven rapporten går til", "Who the report goes to"),
    "aspect_accounts": Text("Regnskap", "Rekneskap", "Accounts"),
    "aspect_audit": Text("Revisjon", "Revisjon", "Audit"),
    "aspect_unspent_funds": Text("Ubenyttede midler", "Unytta midlar", "Unspent funds"),
    "aspect_documentation": Text(
        "Dokumentasjon fra prosjekter", "Dokumentasjon frå prosjekt", "Documentation from projects"
    ),
    "aspect_payment": Text("Utbetaling", "Utbetaling", "Payment"),
    "aspect_control": Text("Kontroll", "Kontroll", "Control"),
    "aspect_consequences": Text("Hva som kan følge", "Kva som kan følgje", "What may follow"),
    "aspect_no": Text(
        "Dokumentene nevner dette, men det gjelder ikke denne rapporten.",
        "Dokumenta nemner dette, men det gjeld ikkje denne rapporten.",
        "The documents speak of this, but it does not apply to this report.",
    ),
    "aspect_not_stated": Text(
        "Ingen av dokumentene sier noe om dette for midler tildelt i {year} ved dette embetet.",
        "Ingen av dokumenta seier noko om dette for midlar tildelte i {year} ved dette embetet.",
        "No document here says anything of this for money awarded in {year} at this office.",
    ),
    "aspect_perhaps": Text(
        "Det kommer an på opplysninger som mangler.",
        "Det kjem an på opplysningar som manglar.",
        "It depends on facts that are not stated.",
    ),
    "note_boundary": Text(
        "«{value}» er nøyaktig på grensen i {rules}: {meaning}.",
        "«{value}» er nøyaktig på grensa i {rules}: {meaning}.",
        "“{value}” is exactly at the bound in {rules}: {meaning}.",
    ),
    "at_bound_over": Text(
        "{value} er ikke over {value}", "{value} er ikkje over {value}", "{value} is not over {value}"
    ),
    "at_bound_under": Text(
        "{value} er ikke under {value}", "{value} er ikkje under {value}", "{value} is not under {value}"
    ),
    "at_bound_at_least": Text("{value} er minst {value}", "{value} er minst {value}", "{value} is at least {value}"),
    "at_bound_at_most": Text(
        "{value} er ikke over {value}", "{value} er ikkje over {value}", "{value} is not over {value}"
    ),
    "letter_decides": Text("Tilskuddsbrevet avgjør.", "Tilskotsbrevet avgjer.", "The grant letter decides."),
    "note_letter": Text(
        "Tilskuddsbrevet sier noe om «{value}», som ingen regel her leser; det som står der, gjelder.",
        "Tilskotsbrevet seier noko om «{value}», som ingen regel her les; det som står der, gjeld.",
        "The grant letter says something of “{value}”, which no rule here reads; what it says holds.",
    ),
    # outcomes
    "held": Text("oppfylt", "oppfylt", "holds"),
    "failed": Text("ikke oppfylt", "ikkje oppfylt", "does not hold"),
    "open": Text("åpent", "ope", "open"),
    "not_applicable": Text("gjelder ikke her", "gjeld ikkje her", "does not apply here"),
    "exclude_held": Text("stenger", "stengjer", "bars"),
    "exclude_failed": Text("stenger ikke", "stengjer ikkje", "does not bar"),
    "assess_held": Text("til vurdering", "til vurdering", "to be judged"),
    # sentences
    "stated": Text("Oppgitt", "Oppgjeve", "Stated"),
    "not_stated": Text("Ikke oppgitt", "Ikkje oppgjeve", "Not stated"),
    "requires": Text("Regelen krever at", "Regelen krev at", "The rule requires that"),
    "asks_for": Text("Regelen ber om at", "Regelen bed om at", "The rule asks that"),
    "bars_if": Text("Regelen stenger når", "Regelen stengjer når", "The rule bars where"),
    "prioritises_if": Text("Prioriteres når", "Blir prioritert når", "Prioritised where"),
    "applies_if": Text("Regelen gjelder når", "Regelen gjeld når", "The rule applies where"),
    "nothing_to_check": Text(
        "Ingenting å kontrollere på forhånd.", "Ingenting å kontrollere på førehand.", "Nothing to check beforehand."
    ),
    # conditions
    "is": Text("er", "er", "is"),
    "is_other": Text("er noe annet enn", "er noko anna enn", "is other than"),
    "is_yes": Text("ja", "ja", "yes"),
    "is_no": Text("nei", "nei", "no"),
    "or": Text("eller", "eller", "or"),
    "and": Text("og", "og", "and"),
    "not": Text("ikke", "ikkje", "not"),
    "includes": Text("omfatter", "omfattar", "includes"),
    "includes_any": Text("omfatter minst én av", "omfattar minst éin av", "includes at least one of"),
    "within": Text("har ikke andre enn", "har ikkje andre enn", "includes none but"),
    "none": Text("ingen", "ingen", "none"),
    "at_least": Text("er minst", "er minst", "is at least"),
    "at_most": Text("er høyst", "er høgst", "is at most"),
    "over": Text("er over", "er over", "is over"),
    "under": Text("er under", "er under", "is under"),
    "by": Text("er senest", "er seinast", "is no later than"),
    "before": Text("er før", "er før", "is before"),
    "after": Text("er etter", "er etter", "is after"),
    "from": Text("er tidligst", "er tidlegast", "is no earlier than"),
    "count": Text("antallet tiltak der", "talet på tiltak der", "the number of measures where"),
    "readings": Text(
        "enten {parts}, alt etter hvordan setningen leses",
        "anten {parts}, alt etter korleis setninga blir lesen",
        "either {parts}, depending on how the sentence is read",
    ),
    "years_after": Text("år etter", "år etter", "years after"),
    "year_after": Text("året etter", "året etter", "the year after"),
    "same_year": Text("samme år som", "same år som", "in the year of"),
    "always": Text("alltid", "alltid", "always"),
    # why something is open
    "cause_fact": Text("manglende opplysning", "manglande opplysning", "missing fact"),
    "cause_correction": Text("må rettes", "må rettast", "to be corrected"),
    "cause_judgement": Text("skjønn", "skjønn", "judgement"),
    "cause_reading": Text(
        "setningen kan leses på flere måter", "setninga kan lesast på fleire måtar", "the sentence has two readings"
    ),
    "cause_disputed": Text("kildene er uenige", "kjeldene er usamde", "the sources disagree"),
    "cause_unclear": Text("kilden er uklar", "kjelda er uklar", "the source is unclear"),
    "cause_silent": Text("kilden tier", "kjelda teier", "the source is silent"),
    # who is asked
    "ask_applicant": Text("søkeren", "søkjaren", "the applicant"),
    "ask_caseworker": Text("saksbehandleren", "saksbehandlaren", "the caseworker"),
    "ask_office": Text("embetet", "embetet", "the office"),
    "ask_grantee": Text("mottakeren", "mottakaren", "the grantee"),
    "ask_letter": Text("tilskuddsbrevet", "tilskotsbrevet", "the grant letter"),
    # sources
    "authority_regulation": Text("regelverket", "regelverket", "the regulation"),
    "authority_own_procedure": Text("embetets egen rutine", "eigen rutine ved embetet", "the office's own procedure"),
    "own_procedure_of": Text("egen rutine ved {office}", "eigen rutine ved {office}", "{office}'s own procedure"),
    "authority_directorate_page": Text("direktoratets nettside", "nettsida til direktoratet", "the directorate's page"),
    "authority_directorate_presentation": Text(
        "direktoratets presentasjon", "presentasjonen til direktoratet", "the directorate's presentation"
    ),
    "authority_office_slide": Text(
        "bare ett embetes lysbilde", "berre lysbiletet til eitt embete", "only one office's slide"
    ),
    "authority_outside": Text(
        "en kilde utenfor forvaltningen", "ei kjelde utanfor forvaltinga", "a source outside the administration"
    ),
    "basis_stated": Text("uttrykkelig", "uttrykkeleg", "stated"),
    "basis_inferred": Text("utledet", "utleidd", "inferred"),
    "basis_assumed": Text("antatt", "gått ut frå", "assumed"),
    "basis_awaited": Text("venter på kilde", "ventar på kjelde", "waits for a source"),
    # the weakest basis of all that a verdict rests on
    "rests_stated": Text("alt er sagt uttrykkelig", "alt er sagt uttrykkeleg", "all of it stated"),
    "rests_inferred": Text("noe er utledet", "noko er utleidd", "some of it inferred"),
    "rests_assumed": Text("noe er antatt", "noko er gått ut frå", "some of it assumed"),
    "rests_awaited": Text("noe venter på en kilde", "noko ventar på ei kjelde", "some of it waits for a source"),
    # duties
    "due": Text("frist", "frist", "due"),
    "due_by_letter": Text("frist etter tilskuddsbrevet", "frist etter tilskotsbrevet", "due: as the grant letter says"),
    "due_by_office": Text("frist fra embetet", "frist frå embetet", "due: as the office says"),
    "due_not_stated": Text("ingen frist er oppgitt", "ingen frist er oppgjeven", "no date is stated"),
    # notes
    "note_weekend": Text(
        "{day} er en {weekday}; fristen er ikke flyttet.",
        "{day} er ein {weekday}; fristen er ikkje flytta.",
        "{day} is a {weekday}; the date has not been moved.",
    ),
    "note_office_practice": Text(
        "Holdt utenfor: {number} som bare gjelder ved {offices}. Om embetet her har slike regler, er ikke kjent.",
        "Halde utanfor: {number} som berre gjeld ved {offices}. Om embetet her har slike reglar, er ikkje kjent.",
        "Left aside: {number} of {offices} only. Whether this office has such rules is not known.",
    ),
    "rules_number": Text("{number} regler", "{number} reglar", "{number} rules"),
    "rules_one": Text("1 regel", "1 regel", "1 rule"),
    "note_organisation_number": Text(
        "Organisasjonsnummeret {value} har ikke ni siffer med riktig kontrollsiffer, eller begynner ikke som slike numre gjør.",
        "Organisasjonsnummeret {value} har ikkje ni siffer med rett kontrollsiffer, eller byrjar ikkje som slike nummer gjer.",
        "The organisation number {value} does not have nine digits with the right check digit, or does not begin as such numbers do.",
    ),
    "note_municipality_number": Text(
        "Kommunenummeret {value} står ikke i Statistisk sentralbyrås liste.",
        "Kommunenummeret {value} står ikkje i lista til Statistisk sentralbyrå.",
        "The municipality number {value} is not in the list of Statistics Norway.",
    ),
    "note_municipality_later": Text(
        "Kommunenummeret {value} gjelder først fra {began}.",
        "Kommunenummeret {value} gjeld først frå {began}.",
        "The municipality number {value} is in use from {began} on only.",
    ),
    "note_municipality_ended": Text(
        "Kommunenummeret {value} gikk ut i {ended}; i {year} gjelder {after}.",
        "Kommunenummeret {value} gjekk ut i {ended}; i {year} gjeld {after}.",
        "The municipality number {value} ended in {ended}; in {year} it is {after}.",
    ),
    "note_other_year": Text(
        "Søknaden sier at den gjelder {value}; den er vurdert etter reglene for {year}.",
        "Søknaden seier at han gjeld {value}; han er vurdert etter reglane for {year}.",
        "The application says that it is for {value}; it was evaluated under the rules of {year}.",
    ),
    "note_draft": Text(
        "Reglene for {year} er et utkast etter {value}: {number} står som i {value} og venter på en kilde for {year}.",
        "Reglane for {year} er eit utkast etter {value}: {number} står som i {value} og ventar på ei kjelde for {year}.",
        "The rules for {year} are a draft made from {value}; still as in {value}, waiting for a source of {year}: {number}.",
    ),
    "note_without_effect": Text(
        "En avgjørelse er ført på {rules}, men der er ingenting åpent for skjønn; den har ingen virkning.",
        "Ei avgjerd er ført på {rules}, men der er ingenting ope for skjønn; ho har ingen verknad.",
        "A determination is recorded on {rules}, where nothing is open to judgement; it has no effect.",
    ),
    "note_silence": Text(
        "Sist oppgitt i reglene for {value}; kildene for dette året nevner det ikke.",
        "Sist oppgjeve i reglane for {value}; kjeldene for dette året nemner det ikkje.",
        "Last stated in the rules of {value}; this year's sources do not mention it.",
    ),
    "saturday": Text("lørdag", "laurdag", "Saturday"),
    "sunday": Text("søndag", "sundag", "Sunday"),
    **BRIEF_WORDS,
    **CASEWORKER_WORDS,
    **COMPARISON_WORDS,
    **PORTFOLIO_WORDS,
    **YEAR_BRIEF_WORDS,
}


def word(key: str, language: Language) -> str:
    """A fixed word or phrase in a language."""
    return WORDS[key][language]


def name_of(kind: str, id_: str, language: Language) -> str:
    """What a scheme's own topic, or kind of figure, is called; one without a name here goes by its id."""
    key = f"{kind}_{id_}"
    return WORDS[key][language] if key in WORDS else id_.replace("-", " ").replace("_", " ")

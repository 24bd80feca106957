"""The fixed words of the pages for caseworkers: decisions and answers as HTML, and a year's rules, in three languages."""

from __future__ import annotations

from grantrules.base.texts import Language, Text
from grantrules.words.diff import diff_word

HTML_WORDS = {
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
        "Avgjørelsen føres i søknaden under «determinations», med regelen og ett av ordene som står ved hvert punkt: "
        "«accepted» er godtatt, «rejected» ikke godtatt.",
        "Avgjerda blir ført i søknaden under «determinations», med regelen og eitt av orda som står ved kvart punkt: "
        "«accepted» er godteke, «rejected» ikkje godteke.",
        "The determination is entered in the application under “determinations”, with the rule and one of the words "
        "beside each point.",
    ),
    "how_to_determine_report": Text(
        "Avgjørelsen føres i rapporten under «determinations», med regelen og ett av ordene som står ved hvert punkt: "
        "«accepted» er godtatt, «rejected» ikke godtatt.",
        "Avgjerda blir ført i rapporten under «determinations», med regelen og eitt av orda som står ved kvart punkt: "
        "«accepted» er godteke, «rejected» ikkje godteke.",
        "The determination is entered in the report under “determinations”, with the rule and one of the words "
        "beside each point.",
    ),
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
}


def html_word(key: str, language: Language) -> str:
    """A fixed word or phrase in a language, of those above or of those for other results."""
    return HTML_WORDS[key][language] if key in HTML_WORDS else diff_word(key, language)

"""The fixed words of the half page that a comparison begins with, in three languages."""

from __future__ import annotations

from grantrules.base.texts import Text

YEAR_BRIEF_WORDS = {
    # headings
    "year_brief": Text("Kort fortalt", "Kort fortalt", "In brief"),
    "year_rest": Text("Resten", "Resten", "The rest"),
    "year_changes": Text("Endringene en for en", "Endringane ei for ei", "The changes one by one"),
    "memo_rule": Text("Regel", "Regel", "Rule"),
    "memo_source": Text("Kilde", "Kjelde", "Source"),
    # what each year rests on
    "year_rests_on": Text(
        "{year} bygger på {documents}.", "{year} byggjer på {documents}.", "{year} rests on {documents}."
    ),
    "year_without_text": Text(
        "{year} har ingen regelverkstekst blant kildene og bygger på {documents}.",
        "{year} har ingen regelverkstekst blant kjeldene og byggjer på {documents}.",
        "{year} has no regulation text among the sources and rests on {documents}.",
    ),
    "year_of_one": Text(
        "{year} har ingen regelverkstekst blant kildene og bygger bare på {documents}.",
        "{year} har ingen regelverkstekst blant kjeldene og byggjer berre på {documents}.",
        "{year} has no regulation text among the sources and rests on {documents} alone.",
    ),
    "silence_short": Text(
        "At et år tier om en regel, betyr ikke at den er opphevet, og en første omtale er ikke en ny regel.",
        "At eit år teier om ein regel, tyder ikkje at han er oppheva, og ein første omtale er ikkje ein ny regel.",
        "That a year is silent on a rule does not repeal it, and a first mention is not a new rule.",
    ),
    # the weight of a source
    "weight_alone": Text("bare etter {document}", "berre etter {document}", "by {document} alone"),
    "weight_by": Text("etter {document}", "etter {document}", "by {document}"),
    # what becomes of values
    "values_wider": Text("nå også {values}", "no òg {values}", "now also {values}"),
    "values_narrower": Text("ikke lenger {values}", "ikkje lenger {values}", "no longer {values}"),
    "values_doubtful": Text("nå usikkert: {values}", "no usikkert: {values}", "in doubt: {values}"),
    # sentences
    "title_then": Text("i {year}: {title}", "i {year}: {title}", "in {year}: {title}"),
    "from_to": Text(
        "{before} ({one}) → {after} ({other})",
        "{before} ({one}) → {after} ({other})",
        "{before} ({one}) → {after} ({other})",
    ),
    "subject_criteria": Text("Kriterier for tildeling", "Kriterium for tildeling", "Award criteria"),
    "subject_duties": Text("Plikter etter tildeling", "Plikter etter tildeling", "Duties after an award"),
    "subject_priorities": Text("Prioriteringer", "Prioriteringar", "Priorities"),
    "subject_money": Text("Bevilgning", "Løyving", "Appropriation"),
    "subject_goals": Text("Mål", "Mål", "Goals"),
    # of its own kind a title names only what it is about; a title of another kind stands whole
    "kind_criteria": Text("Kriterium", "Kriterium", "Criterion"),
    "kind_priorities": Text("Prioritet", "Prioritet", "Priority"),
    "kind_goals": Text("Delmål", "Delmål", "Sub-goal"),
    "goal_now": Text("nå: {text}", "no: {text}", "now: {text}"),
    "told_added": Text("nytt", "nytt", "new"),
    "told_removed": Text("falt bort", "falle bort", "gone"),
    "told_first_mentioned": Text("nevnt første gang", "nemnt første gong", "first mentioned"),
    "told_stated_again": Text("nevnt på nytt", "nemnt på nytt", "mentioned again"),
    "told_silent": Text("ikke nevnt i {year}", "ikkje nemnt i {year}", "not mentioned in {year}"),
    "told_doubt": Text("bare usikkerheten er endret", "berre uvissa er endra", "only the doubt is another"),
    "more_titles": Text("{rules} og {number} til", "{rules} og {number} til", "{rules} and {number} more"),
    # dates
    "report_deadline": Text("Rapporteringsfrist", "Rapporteringsfrist", "Deadline for reports"),
    "on_grants_of": Text("{day} for tilskudd fra {year}", "{day} for tilskot frå {year}", "{day} for grants of {year}"),
    "at_office": Text("{day} hos {office}", "{day} hos {office}", "{day} at {office}"),
    "set_nationally": Text("{day} nasjonalt", "{day} nasjonalt", "{day} nationally"),
    "none_mentioned": Text("ikke nevnt", "ikkje nemnt", "not mentioned"),
    # the rest
    "rest_changed": Text("Også endret: {rules}.", "Òg endra: {rules}.", "Also changed: {rules}."),
    "rest_information": Text(
        "{number} andre opplysninger er nye, endret eller borte.",
        "{number} andre opplysningar er nye, endra eller borte.",
        "{number} other pieces of information are new, changed or gone.",
    ),
    "rest_office": Text(
        "{number} regler gjelder ett embetes praksis eller står bare på ett embetes lysbilde.",
        "{number} reglar gjeld praksisen til eitt embete eller står berre på lysbilete frå eitt embete.",
        "{number} rules are one office's practice or stand on one office's slide alone.",
    ),
    "rest_wording": Text(
        "{number} regler har bare ny ordlyd, nytt grunnlag eller ny kilde.",
        "{number} reglar har berre ny ordlyd, nytt grunnlag eller ny kjelde.",
        "{number} rules changed only in wording, basis or source.",
    ),
    "rest_mentions": Text(
        "{number} regler er nevnt første gang eller på nytt.",
        "{number} reglar er nemnde første gong eller på nytt.",
        "{number} rules are mentioned for the first time or again.",
    ),
    "rest_silences": Text(
        "{number} regler er ikke nevnt i {year}, uten at noen kilde sier at de er borte.",
        "{number} reglar er ikkje nemnde i {year}, utan at nokon kjelde seier at dei er borte.",
        "{number} rules are not mentioned in {year}, and no source says that they are gone.",
    ),
    "rest_same": Text("{number} regler er uendret.", "{number} reglar er uendra.", "{number} rules are unchanged."),
    "rest_silent_in_both": Text(
        "{number} regler er ikke nevnt i noen av årene.",
        "{number} reglar er ikkje nemnde i nokon av åra.",
        "{number} rules are mentioned in neither year.",
    ),
    "whole_comparison": Text(
        "Alt er med i den fulle rapporten (--full).", "Alt er med i den fulle rapporten (--full).", "All of it: --full."
    ),
    "rest_information_one": Text(
        "1 annen opplysning er ny, endret eller borte.",
        "1 annan opplysning er ny, endra eller borte.",
        "1 other piece of information is new, changed or gone.",
    ),
    "rest_office_one": Text(
        "1 regel gjelder ett embetes praksis eller står bare på ett embetes lysbilde.",
        "1 regel gjeld praksisen til eitt embete eller står berre på lysbilete frå eitt embete.",
        "1 rule is one office's practice or stands on one office's slide alone.",
    ),
    "rest_mentions_one": Text(
        "1 regel er nevnt første gang eller på nytt.",
        "1 regel er nemnd første gong eller på nytt.",
        "1 rule is mentioned for the first time or again.",
    ),
    "rest_silences_one": Text(
        "1 regel er ikke nevnt i {year}, uten at noen kilde sier at den er borte.",
        "1 regel er ikkje nemnd i {year}, utan at nokon kjelde seier at han er borte.",
        "1 rule is not mentioned in {year}, and no source says that it is gone.",
    ),
    "rest_same_one": Text(
        "1 regel er uendret.",
        "1 regel er uendra.",
        "1 rule is unchanged.",
    ),
    "rest_silent_in_both_one": Text(
        "1 regel er ikke nevnt i noen av årene.",
        "1 regel er ikkje nemnd i nokon av åra.",
        "1 rule is mentioned in neither year.",
    ),
    "rest_wording_one": Text(
        "1 regel har bare ny ordlyd, nytt grunnlag eller ny kilde.",
        "1 regel har berre ny ordlyd, nytt grunnlag eller ny kjelde.",
        "1 rule changed only in wording, basis or source.",
    ),
}

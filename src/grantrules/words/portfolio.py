"""The fixed words of a portfolio's summary and its picture, in three languages."""

from __future__ import annotations

from grantrules.base.texts import Language, Text
from grantrules.words.diff import diff_word

PORTFOLIO_WORDS = {
    "portfolio": Text("Portefølje", "Portefølje", "Portfolio"),
    "summary": Text("Sammendrag", "Samandrag", "Summary"),
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
    "without_amount": Text("Uten oppgitt beløp", "Utan oppgjeve beløp", "No amount stated"),
    "share_of_budget": Text("Del av budsjettet", "Del av budsjettet", "Share of the budget"),
    "fact": Text("Opplysning", "Opplysning", "Fact"),
    "ask": Text("Spør", "Spør", "Ask"),
    "in_applications": Text("Søknader", "Søknader", "Applications"),
    "in_measures": Text("Tiltak", "Tiltak", "Measures"),
    "total": Text("Sum", "Sum", "Total"),
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


def portfolio_word(key: str, language: Language) -> str:
    """A fixed word or phrase in a language, of those above or of those for other results."""
    return PORTFOLIO_WORDS[key][language] if key in PORTFOLIO_WORDS else diff_word(key, language)

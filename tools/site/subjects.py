"""Subjects that cut across files and years, each with the rules that bear on it: the index of a law book."""

from __future__ import annotations

from dataclasses import dataclass

from grantrules.base.texts import Text


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: the ids of its rules in the order in which they are told, and what is to be said first of it."""

    id: str
    title: Text
    rules: tuple[str, ...]
    note: Text | None = None


SUBJECTS = (
    Subject(
        "unspent-money",
        Text("Midler som ikke er brukt", "Midlar som ikkje er brukte", "Unspent money"),
        (
            *("office-unspent-funds", "reallocation-dialogue", "advice-use-of-grant", "advice-meetings"),
            *("return-overpaid", "office-report-competence", "office-report-projects", "office-joint-audit"),
        ),
    ),
    Subject(
        "deadlines",
        Text("Frister", "Fristar", "Deadlines and due dates"),
        (
            *("application-deadline", "where-to-apply", "announcement-letter"),
            *("office-report-deadline", "office-report-form", "report-goal-attainment", "report-letter-criteria"),
            *("report-head-counts", "report-bpa-head-count", "report-project-indicators", "office-report-competence"),
            *("office-report-bpa", "office-report-projects", "report-accounts", "audit", "office-audit"),
        ),
    ),
    Subject(
        "audit-and-control",
        Text("Revisjon og kontroll", "Revisjon og kontroll", "Audit and control"),
        (
            *("audit", "office-audit", "office-joint-audit", "report-accounts", "contents-control-measures", "control"),
            *("assist-control", "lapse", "stop-and-repayment", "later-years", "police-report"),
        ),
        Text(
            "Bare regelverket for 2022, og ett embete om midler fra det året, sier noe om dette; kildene for de andre årene er "
            "sammendrag, og at de tier, sier ikke at noe er falt bort.",
            "Berre regelverket for 2022, og eitt embete om midlar frå det året, seier noko om dette; kjeldene for dei andre åra "
            "er samandrag, og at dei teier, seier ikkje at noko er falle bort.",
            "Only the regulation of 2022, and one office on money of that year, speaks of this; the sources of the other years "
            "are summaries, and their silence does not say that anything is gone.",
        ),
    ),
    Subject(
        "own-contribution",
        Text("Egenandel", "Eigendel", "Own contribution"),
        ("own-contribution", "contents-own-financing", "other-grants-own-contribution", "local-anchoring"),
    ),
    Subject(
        "cooperation",
        Text("Samarbeid med andre", "Samarbeid med andre", "Cooperation with others"),
        (
            *("cooperation-responsibility", "applicant-type", "criterion-organisation"),
            *("advantage-innovation-partnership", "advice-use-of-grant"),
        ),
    ),
    Subject(
        "bpa",
        Text(
            "BPA: brukerstyrt personlig assistanse",
            "BPA: brukarstyrt personleg assistanse",
            "BPA: user-controlled personal assistance",
        ),
        (
            *("funded-levels", "care-service-staff", "subgoal-continuing-education", "bpa-costs-and-plan"),
            *("priority-bpa-users", "priority-bpa-caseworkers", "priority-bpa-assistants"),
            *("report-bpa-head-count", "office-report-bpa", "office-report-competence"),
        ),
    ),
    Subject(
        "decision-and-appeal",
        Text("Vedtak og klage", "Vedtak og klage", "Decision and appeal"),
        ("processing", "expected-goal-attainment", "notification", "individual-decision", "appeal", "administration"),
    ),
    Subject(
        "budget-and-amounts",
        Text("Budsjett og beløp", "Budsjett og beløp", "Budget and amounts"),
        (
            *("budget", "budget-carer-respite", "budget-advanced-clinical-nursing", "budget-work-with-support"),
            *("contents-budget", "bpa-costs-and-plan", "office-audit", "office-joint-audit"),
        ),
    ),
    Subject(
        "mental-health-and-substance-use",
        Text("Psykisk helse og rus", "Psykisk helse og rus", "Mental health and substance use"),
        (
            *("county-municipality-scope", "care-service-staff", "priority-mental-health-and-substance-use"),
            *("mental-health-grants", "purpose"),
        ),
    ),
    Subject(
        "districts-and-decentralised-education",
        Text(
            "Distrikter og desentralisert utdanning",
            "Distrikt og desentralisert utdanning",
            "Districts and decentralised education",
        ),
        ("priority-district-municipalities", "priority-decentralised", "subgoal-placements"),
    ),
    Subject(
        "education",
        Text(
            "Grunnutdanning, videreutdanning og etterutdanning",
            "Grunnutdanning, vidareutdanning og etterutdanning",
            "Basic, further and continuing education",
        ),
        (
            *("funded-levels", "bachelor-subject", "subgoal-competence", "subgoal-continuing-education"),
            *("priority-basic-education", "priority-further-education", "priority-continued-training"),
            *(
                "priority-mental-health-and-substance-use",
                "background-formal-education",
                "advanced-clinical-nursing-scheme",
                "report-head-counts",
            ),
        ),
    ),
    Subject(
        "service-development-and-innovation",
        Text(
            "Tjenesteutvikling og innovasjon",
            "Tenesteutvikling og innovasjon",
            "Service development and innovation",
        ),
        (
            *("funded-kinds", "project-limit", "ordinary-development", "orientation", "subgoal-service-development"),
            *("priority-service-development", "priority-innovation", "advantage-innovation-partnership"),
            *("criterion-needs", "criterion-goals", "criterion-organisation", "criterion-benefits"),
            *("criterion-anchoring", "criterion-user-involvement", "criterion-implementation", "criterion-methods"),
            *("criterion-novelty", "criterion-evaluation", "report-project-indicators", "office-report-projects"),
            *("documentation-centre", "documentation-centre-role"),
        ),
    ),
    Subject(
        "other-schemes",
        Text("Andre tilskuddsordninger", "Andre tilskotsordningar", "Other grant schemes"),
        (
            *("discretionary-grants-scheme", "welfare-technology-scheme", "advanced-clinical-nursing-scheme"),
            *("work-with-support-scheme", "mental-health-grants", "palliative-care-grants"),
            *("budget-advanced-clinical-nursing", "budget-work-with-support", "other-grants-own-contribution"),
        ),
    ),
)
"""Every subject, those that are asked for most first."""

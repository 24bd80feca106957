"""The typed application and report, one field for each fact of `regulations/facts.yaml`.

Generated from the vocabulary by `python tools/generate.py`; do not edit. What is left out is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated, Literal

from pydantic import Field

from grantrules.language.fieldtypes import (
    Day, Determinations, DocumentPart, KindOf, Kroner, ListOf, MunicipalityNumber, OneOf, OrganisationNumber, SomeOf, Whole,
    Words, Year, YesNo,
)

ApplicantType = Annotated[Literal["municipality", "county_municipality", "intermunicipal_company",
    "university_or_college", "vocational_college", "state_body", "state_enterprise", "municipal_enterprise",
    "foundation", "private_company", "organisation", "private_person", "foreign_recipient", "other", "kommune",
    "fylkeskommune", "interkommunalt selskap", "IKS", "universitet", "høyskole", "høgskole", "høgskule",
    "universitet eller høyskole", "universitet og høyskole", "university", "fagskole", "fagskule", "statlig mottaker",
    "statleg mottakar", "statlig foretak", "statleg føretak", "helseforetak", "helseføretak", "RHF", "HF",
    "kommunalt foretak", "kommunalt føretak", "fylkeskommunalt foretak", "fylkeskommunalt føretak", "stiftelse",
    "stifting", "privat bedrift", "bedrift", "organisasjon", "privatperson", "utenlandsk mottaker",
    "utanlandsk mottakar", "annet", "anna"],
    OneOf({"municipality": ["kommune"], "county_municipality": ["fylkeskommune"],
    "intermunicipal_company": ["interkommunalt selskap", "IKS"], "university_or_college": ["universitet", "høyskole",
    "høgskole", "høgskule", "universitet eller høyskole", "universitet og høyskole", "university"],
    "vocational_college": ["fagskole", "fagskule"], "state_body": ["statlig mottaker", "statleg mottakar"],
    "state_enterprise": ["statlig foretak", "statleg føretak", "helseforetak", "helseføretak", "RHF", "HF"],
    "municipal_enterprise": ["kommunalt foretak", "kommunalt føretak", "fylkeskommunalt foretak",
    "fylkeskommunalt føretak"], "foundation": ["stiftelse", "stifting"], "private_company": ["privat bedrift",
    "bedrift"], "organisation": ["organisasjon"], "private_person": ["privatperson"],
    "foreign_recipient": ["utenlandsk mottaker", "utanlandsk mottakar"], "other": ["annet",
    "anna"]}, {"county_municipality": ["county municipality"], "intermunicipal_company": ["intermunicipal company",
    "interkommunalt selskap (IKS)"], "university_or_college": ["university or university college",
    "universitet eller høgskule"], "vocational_college": ["tertiary vocational college"],
    "state_body": ["state body (net-budgeted)", "statleg mottakar (nettobudsjettert verksemd)",
    "statlig mottaker (nettobudsjettert virksomhet)"], "state_enterprise": ["state enterprise (such as a health trust)",
    "statleg føretak (som RHF eller HF)", "statlig foretak (som RHF eller HF)"],
    "municipal_enterprise": ["municipal or county enterprise", "kommunalt eller fylkeskommunalt føretak",
    "kommunalt eller fylkeskommunalt foretak"], "private_company": ["private company"],
    "private_person": ["private person"], "foreign_recipient": ["recipient abroad", "mottakar i utlandet",
    "mottaker i utlandet"], "other": ["other type of applicant", "annan type søkjar", "annen type søker"]})]
"""Applicant type."""

OfficeId = Annotated[Literal["agder", "innlandet", "more_og_romsdal", "nordland", "oslo_og_viken", "rogaland",
    "troms_og_finnmark", "trondelag", "vestfold_og_telemark", "vestland", "Statsforvalteren i Agder",
    "Statsforvaltaren i Agder", "Statsforvalteren i Innlandet", "Statsforvaltaren i Innlandet", "Møre og Romsdal",
    "Statsforvalteren i Møre og Romsdal", "Statsforvaltaren i Møre og Romsdal", "Statsforvalteren i Nordland",
    "Statsforvaltaren i Nordland", "Oslo og Viken", "Statsforvalteren i Oslo og Viken",
    "Statsforvaltaren i Oslo og Viken", "Østfold, Buskerud, Oslo og Akershus",
    "Statsforvalteren i Østfold, Buskerud, Oslo og Akershus", "Statsforvaltaren i Østfold, Buskerud, Oslo og Akershus",
    "Statsforvalteren i Rogaland", "Statsforvaltaren i Rogaland", "Troms og Finnmark",
    "Statsforvalteren i Troms og Finnmark", "Statsforvaltaren i Troms og Finnmark", "Trøndelag",
    "Statsforvalteren i Trøndelag", "Statsforvaltaren i Trøndelag", "Vestfold og Telemark",
    "Statsforvalteren i Vestfold og Telemark", "Statsforvaltaren i Vestfold og Telemark", "Statsforvalteren i Vestland",
    "Statsforvaltaren i Vestland"],
    OneOf({"agder": ["Statsforvalteren i Agder", "Statsforvaltaren i Agder"],
    "innlandet": ["Statsforvalteren i Innlandet", "Statsforvaltaren i Innlandet"],
    "more_og_romsdal": ["Møre og Romsdal", "Statsforvalteren i Møre og Romsdal", "Statsforvaltaren i Møre og Romsdal"],
    "nordland": ["Statsforvalteren i Nordland", "Statsforvaltaren i Nordland"], "oslo_og_viken": ["Oslo og Viken",
    "Statsforvalteren i Oslo og Viken", "Statsforvaltaren i Oslo og Viken", "Østfold, Buskerud, Oslo og Akershus",
    "Statsforvalteren i Østfold, Buskerud, Oslo og Akershus", "Statsforvaltaren i Østfold, Buskerud, Oslo og Akershus"],
    "rogaland": ["Statsforvalteren i Rogaland", "Statsforvaltaren i Rogaland"],
    "troms_og_finnmark": ["Troms og Finnmark", "Statsforvalteren i Troms og Finnmark",
    "Statsforvaltaren i Troms og Finnmark"], "trondelag": ["Trøndelag", "Statsforvalteren i Trøndelag",
    "Statsforvaltaren i Trøndelag"], "vestfold_og_telemark": ["Vestfold og Telemark",
    "Statsforvalteren i Vestfold og Telemark", "Statsforvaltaren i Vestfold og Telemark"],
    "vestland": ["Statsforvalteren i Vestland", "Statsforvaltaren i Vestland"]}, {"agder": ["County Governor of Agder"],
    "innlandet": ["County Governor of Innlandet"], "more_og_romsdal": ["County Governor of Møre og Romsdal"],
    "nordland": ["County Governor of Nordland"],
    "oslo_og_viken": ["County Governor of Østfold, Buskerud, Oslo and Akershus", "County Governor of Oslo and Viken"],
    "rogaland": ["County Governor of Rogaland"], "troms_og_finnmark": ["County Governor of Troms and Finnmark"],
    "trondelag": ["County Governor of Trøndelag"], "vestfold_og_telemark": ["County Governor of Vestfold and Telemark"],
    "vestland": ["County Governor of Vestland"]})]
"""County governor's office."""

ApplicationSignedBy = Annotated[Literal["chief_executive", "delegate", "someone_else", "nobody", "kommunedirektør",
    "rådmann", "rådmannen", "delegert", "annen", "annan", "ingen"],
    OneOf({"chief_executive": ["kommunedirektør", "rådmann", "rådmannen"], "delegate": ["delegert"],
    "someone_else": ["annen", "annan"], "nobody": ["ingen"]}, {"chief_executive": ["the chief executive (rådmann)",
    "the chief executive", "øvste administrative leiar", "øverste administrative leder"],
    "delegate": ["someone with delegated authority", "ein med delegert mynde", "en med delegert myndighet"],
    "someone_else": ["someone else", "ein annan", "en annen"]})]
"""Signature."""

ApplicationFormat = Annotated[Literal["excel", "portal", "other", "regneark", "rekneark", "xlsx", "altinn",
    "søknadsportal", "tilskuddsportal", "tilskotsportal", "annet", "anna"],
    OneOf({"excel": ["regneark", "rekneark", "xlsx"], "portal": ["altinn", "søknadsportal", "tilskuddsportal",
    "tilskotsportal"], "other": ["annet", "anna"]}, {"excel": ["Excel workbook", "rekneark i Excel",
    "regneark i Excel"], "portal": ["application portal (Altinn)", "søknadsportal (Altinn)"], "other": ["other form",
    "anna form", "annen form"]})]
"""Form of the application."""

MeasureKind = Annotated[Literal["competence", "development_project", "other", "kompetansetiltak", "kompetanse",
    "kompetanseheving", "competence_measure", "utviklingsprosjekt", "innovation_project", "innovasjonsprosjekt",
    "innovasjon", "service_development", "tjenesteutvikling", "tjenesteutviklingsprosjekt", "tenesteutvikling",
    "tenesteutviklingsprosjekt", "annet", "anna"],
    OneOf({"competence": ["kompetansetiltak", "kompetanse", "kompetanseheving", "competence_measure"],
    "development_project": ["utviklingsprosjekt", "innovation_project", "innovasjonsprosjekt", "innovasjon",
    "service_development", "tjenesteutvikling", "tjenesteutviklingsprosjekt", "tenesteutvikling",
    "tenesteutviklingsprosjekt"], "other": ["annet", "anna"]}, {"competence": ["competence measure"],
    "development_project": ["service development project", "innovation project", "development project"],
    "other": ["other measure", "anna tiltak", "annet tiltak"]})]
"""Kind of measure."""

MeasureLevel = Annotated[Literal["upper_secondary", "vocational_college", "bachelor", "further_education", "master",
    "abc", "bpa", "continuing_education", "course", "other", "videregående", "vidaregåande", "fagbrev", "fagskole",
    "fagskule", "fagskoleutdanning", "fagskuleutdanning", "bachelorutdanning", "bachelorgrad", "videreutdanning",
    "vidareutdanning", "mastergrad", "masterutdanning", "mastergradsutdanning", "ABC-opplæring", "BPA-opplæring",
    "brukerstyrt personlig assistanse", "brukarstyrt personleg assistanse", "etterutdanning", "continuing education",
    "kurs", "internopplæring", "annet", "anna"],
    OneOf({"upper_secondary": ["videregående", "vidaregåande", "fagbrev"], "vocational_college": ["fagskole",
    "fagskule", "fagskoleutdanning", "fagskuleutdanning"], "bachelor": ["bachelorutdanning", "bachelorgrad"],
    "further_education": ["videreutdanning", "vidareutdanning"], "master": ["mastergrad", "masterutdanning",
    "mastergradsutdanning"], "abc": ["ABC-opplæring"], "bpa": ["BPA-opplæring", "brukerstyrt personlig assistanse",
    "brukarstyrt personleg assistanse"], "continuing_education": ["etterutdanning", "continuing education"],
    "course": ["kurs", "internopplæring"], "other": ["annet",
    "anna"]}, {"upper_secondary": ["upper secondary level or trade certificate", "vidaregåande nivå eller fagbrev",
    "videregående nivå eller fagbrev"], "vocational_college": ["higher vocational education"],
    "bachelor": ["bachelor's degree"], "further_education": ["further education"], "master": ["master's degree"],
    "abc": ["ABC training"], "bpa": ["training in user-controlled personal assistance (BPA)",
    "opplæring i brukarstyrt personleg assistanse (BPA)", "opplæring i brukerstyrt personlig assistanse (BPA)"],
    "continuing_education": ["continuing education (beyond ABC and BPA)", "etterutdanning (utanom ABC og BPA)",
    "etterutdanning (utenom ABC og BPA)"], "course": ["course or in-house training", "kurs eller internopplæring"],
    "other": ["other training that raises competence", "anna som hevar kompetansen", "annet som hever kompetansen"]})]
"""Level of training."""

MeasureField = Annotated[Literal["mental_health", "substance_use", "mental_health_and_substance_use", "elderly_care",
    "dementia_care", "rehabilitation", "palliative_care", "dental_health", "general_care", "other", "psykisk helse",
    "psykisk helsearbeid", "rus", "rusarbeid", "rusfeltet", "psykisk helse og rus", "rus og psykisk helse",
    "eldreomsorg", "demens", "demensomsorg", "rehabilitering", "habilitering", "lindrende behandling",
    "lindrande behandling", "palliasjon", "tannhelse", "omsorg", "generell omsorg", "annet", "anna"],
    OneOf({"mental_health": ["psykisk helse", "psykisk helsearbeid"], "substance_use": ["rus", "rusarbeid",
    "rusfeltet"], "mental_health_and_substance_use": ["psykisk helse og rus", "rus og psykisk helse"],
    "elderly_care": ["eldreomsorg"], "dementia_care": ["demens", "demensomsorg"], "rehabilitation": ["rehabilitering",
    "habilitering"], "palliative_care": ["lindrende behandling", "lindrande behandling", "palliasjon"],
    "dental_health": ["tannhelse"], "general_care": ["omsorg", "generell omsorg"], "other": ["annet",
    "anna"]}, {"mental_health": ["mental health"], "substance_use": ["substance use"],
    "mental_health_and_substance_use": ["mental health and substance use"], "elderly_care": ["care for the elderly"],
    "dementia_care": ["dementia care"], "rehabilitation": ["rehabilitation and habilitation",
    "rehabilitering og habilitering"], "palliative_care": ["palliative care"], "dental_health": ["dental health"],
    "general_care": ["care services in general", "omsorgstenesta generelt", "omsorgstjenesten generelt"],
    "other": ["other field", "anna fagområde", "annet fagområde"]})]
"""Field."""

MeasureTargetRoles = Annotated[Literal["leader", "employee", "other_worker", "recruit", "service_user", "next_of_kin",
    "other", "leder", "leiar", "ansatt", "tilsett", "innleid", "innleigd", "rekrutt", "bruker", "brukar", "pårørende",
    "pårørande", "andre"],
    OneOf({"leader": ["leder", "leiar"], "employee": ["ansatt", "tilsett"], "other_worker": ["innleid", "innleigd"],
    "recruit": ["rekrutt"], "service_user": ["bruker", "brukar"], "next_of_kin": ["pårørende", "pårørande"],
    "other": ["andre"]}, {"leader": ["leaders", "leiarar", "ledere"], "employee": ["employees", "tilsette", "ansatte"],
    "other_worker": ["others who work in the service without being employed",
    "andre som arbeider i tenesta utan å vere tilsette", "andre som arbeider i tjenesten uten å være ansatt"],
    "recruit": ["people who can be recruited", "personar som kan rekrutterast", "personer som kan rekrutteres"],
    "service_user": ["users of the service", "brukarar av tenesta", "brukere av tjenesten"],
    "next_of_kin": ["next of kin"], "other": ["others"]})]
"""Participants."""

MeasureTargetSectors = Annotated[Literal["care", "other_health_service", "other_municipal_agency", "county_agency",
    "dental_service", "other", "omsorgstjenesten", "omsorgstenesta", "helsetjenesten", "helsetenesta", "kommunal etat",
    "NAV", "barnevern", "barnehage", "fylkeskommunal etat", "tannhelsetjenesten", "tannhelsetenesta", "annet", "anna"],
    OneOf({"care": ["omsorgstjenesten", "omsorgstenesta"], "other_health_service": ["helsetjenesten", "helsetenesta"],
    "other_municipal_agency": ["kommunal etat", "NAV", "barnevern", "barnehage"],
    "county_agency": ["fylkeskommunal etat"], "dental_service": ["tannhelsetjenesten", "tannhelsetenesta"],
    "other": ["annet", "anna"]}, {"care": ["care services, mental health and substance use included",
    "omsorgstenesta, medrekna psykisk helse og rus", "omsorgstjenesten, medregnet psykisk helse og rus"],
    "other_health_service": ["other municipal health service", "anna kommunal helseteneste",
    "annen kommunal helsetjeneste"],
    "other_municipal_agency": ["other municipal agency (such as NAV, child welfare or kindergarten)",
    "annan kommunal etat (som NAV, barnevern eller barnehage)",
    "annen kommunal etat (som NAV, barnevern eller barnehage)"], "county_agency": ["county agency"],
    "dental_service": ["county dental service", "fylkeskommunal tannhelseteneste", "fylkeskommunal tannhelsetjeneste"],
    "other": ["other service", "anna teneste", "annen tjeneste"]})]
"""Services of the participants."""

MeasureBpaRoles = Annotated[Literal["user_or_manager", "caseworker", "assistant", "bruker", "brukar", "arbeidsleder",
    "arbeidsleiar", "saksbehandler", "saksbehandlar", "assistent"],
    OneOf({"user_or_manager": ["bruker", "brukar", "arbeidsleder", "arbeidsleiar"], "caseworker": ["saksbehandler",
    "saksbehandlar"], "assistant": ["assistent"]}, {"user_or_manager": ["users or those who lead the assistants",
    "brukarar eller arbeidsleiarar", "brukere eller arbeidsledere"], "caseworker": ["municipal caseworkers",
    "saksbehandlarar i kommunen", "saksbehandlere i kommunen"], "assistant": ["assistants", "assistentar",
    "assistenter"]})]
"""Participants in BPA training."""

MeasurePartners = Annotated[Literal["municipality", "health_trust", "business", "education_institution",
    "research_institution", "voluntary_sector", "other", "kommune", "helseforetak", "helseføretak", "næringsliv",
    "bedrift", "utdanningsinstitusjon", "university", "university_college", "universitet", "høyskole", "høgskole",
    "høgskule", "fagskole", "fagskule", "forskningsinstitusjon", "forskingsinstitusjon", "frivillig",
    "frivillig sektor", "andre", "annet", "anna"],
    OneOf({"municipality": ["kommune"], "health_trust": ["helseforetak", "helseføretak"], "business": ["næringsliv",
    "bedrift"], "education_institution": ["utdanningsinstitusjon", "university", "university_college", "universitet",
    "høyskole", "høgskole", "høgskule", "fagskole", "fagskule"], "research_institution": ["forskningsinstitusjon",
    "forskingsinstitusjon"], "voluntary_sector": ["frivillig", "frivillig sektor"], "other": ["andre", "annet",
    "anna"]}, {"municipality": ["another municipality", "annan kommune", "annen kommune"],
    "health_trust": ["health trust"], "education_institution": ["educational institution"],
    "research_institution": ["research institution"], "voluntary_sector": ["voluntary sector"], "other": ["others"]})]
"""Partners."""

MeasureResponsible = Annotated[Literal["applicant", "partner", "shared", "søker", "søkjar", "samarbeidspartner",
    "samarbeidspartnar", "delt"],
    OneOf({"applicant": ["søker", "søkjar"], "partner": ["samarbeidspartner", "samarbeidspartnar"],
    "shared": ["delt"]}, {"applicant": ["the applicant", "søkjaren", "søkeren"], "partner": ["a partner",
    "ein samarbeidspartnar", "en samarbeidspartner"], "shared": ["shared between several", "delt mellom fleire",
    "delt mellom flere"]})]
"""Responsible for finances and administration."""

MeasureThemes = Annotated[Literal["prevention", "assisted_leisure", "culture", "nutrition", "medication",
    "rehabilitation", "carers_and_volunteers", "other_new_solution", "forebygging", "førebygging", "tidlig innsats",
    "tidleg innsats", "egenmestring", "eigenmeistring", "fritidsaktivitet", "fritid med assistanse", "kultur",
    "kulturopplevelser", "kulturopplevingar", "ernæring", "legemiddelhåndtering", "legemiddelhandtering",
    "rehabilitering", "habilitering", "pårørende", "pårørande", "frivillige", "annet", "anna"],
    OneOf({"prevention": ["forebygging", "førebygging", "tidlig innsats", "tidleg innsats", "egenmestring",
    "eigenmeistring"], "assisted_leisure": ["fritidsaktivitet", "fritid med assistanse"], "culture": ["kultur",
    "kulturopplevelser", "kulturopplevingar"], "nutrition": ["ernæring"], "medication": ["legemiddelhåndtering",
    "legemiddelhandtering"], "rehabilitation": ["rehabilitering", "habilitering"],
    "carers_and_volunteers": ["pårørende", "pårørande", "frivillige"], "other_new_solution": ["annet",
    "anna"]}, {"prevention": ["prevention, early intervention and self-management",
    "førebygging, tidleg innsats og eigenmeistring", "forebygging, tidlig innsats og egenmestring"],
    "assisted_leisure": ["leisure with assistance"], "culture": ["cultural experiences"],
    "medication": ["handling of medicines"], "rehabilitation": ["rehabilitation and habilitation",
    "rehabilitering og habilitering"], "carers_and_volunteers": ["interplay with next of kin and volunteers",
    "samspel med pårørande og frivillige", "samspill med pårørende og frivillige"],
    "other_new_solution": ["other new solution of great value to users", "anna ny løysing med stor verdi for brukarane",
    "annen ny løsning med stor verdi for brukerne"]})]
"""Themes."""

MeasureDocumentation = Annotated[Literal["sent", "not_sent", "none", "sendt", "send", "ikke sendt", "ikkje send",
    "ingen"],
    OneOf({"sent": ["sendt", "send"], "not_sent": ["ikke sendt", "ikkje send"],
    "none": ["ingen"]}, {"not_sent": ["not sent"], "none": ["no documentation to send",
    "ingen dokumentasjon å sende"]})]
"""Documentation for the documentation centre."""

LetterAudit = Annotated[Literal["required", "not_required", "not_mentioned", "kreves", "kravd", "kreves ikke",
    "ikkje kravd", "ikke nevnt", "ikkje nemnd"],
    OneOf({"required": ["kreves", "kravd"], "not_required": ["kreves ikke", "ikkje kravd"],
    "not_mentioned": ["ikke nevnt", "ikkje nemnd"]}, {"required": ["er kravd"], "not_required": ["not required",
    "er ikkje kravd"], "not_mentioned": ["not mentioned"]})]
"""Auditor's certificate under the letter."""

ReportFormat = Annotated[Literal["excel", "portal", "other", "regneark", "rekneark", "xlsx", "tilskuddsportal",
    "tilskotsportal", "annet", "anna"],
    OneOf({"excel": ["regneark", "rekneark", "xlsx"], "portal": ["tilskuddsportal", "tilskotsportal"],
    "other": ["annet", "anna"]}, {"excel": ["Excel workbook", "rekneark i Excel", "regneark i Excel"],
    "portal": ["form from the grants portal", "skjema frå tilskotsportalen", "skjema fra tilskuddsportalen"],
    "other": ["other form", "anna form", "annen form"]})]
"""Form of the report."""

ReportUnspentRequests = Annotated[Literal["carry_over", "reallocation", "repayment", "overføring", "overføre",
    "omdisponering", "endring", "tilbakebetaling"],
    OneOf({"carry_over": ["overføring", "overføre"], "reallocation": ["omdisponering", "endring"],
    "repayment": ["tilbakebetaling"]}, {"carry_over": ["carry over to the same measure", "overføring til same tiltak",
    "overføring til samme tiltak"], "reallocation": ["reallocation to another measure", "omdisponering til anna tiltak",
    "omdisponering til annet tiltak"]})]
"""Wish for unspent funds."""


class Applicant(DocumentPart):
    """What a document states under `applicant`."""
    name: Words | None = Field(default=None, description="Name of the applicant")
    organisation_number: OrganisationNumber | None = Field(default=None, description="Organisation number")
    type: ApplicantType | None = Field(default=None, description="Applicant type")
    municipality_number: MunicipalityNumber | None = Field(default=None, description="Municipality number")
    district_municipality: YesNo | None = Field(default=None, description="District municipality")

class Contents(DocumentPart):
    """What a document states under `contents`."""
    purpose: YesNo | None = Field(default=None, description="Purpose stated")
    measure_description: YesNo | None = Field(default=None, description="Measures described")
    budget: YesNo | None = Field(default=None, description="Budget included")
    budget_comparable: YesNo | None = Field(default=None, description="Budget comparable with accounts")
    own_financing: YesNo | None = Field(default=None, description="Own financing stated")
    control_measures: YesNo | None = Field(default=None, description="Control measures described")
    award_criteria: YesNo | None = Field(default=None, description="Award criteria addressed")
    competence_plan: YesNo | None = Field(default=None, description="Competence plan attached")
    competence_plan_adopted: YesNo | None = Field(default=None, description="Competence plan confirmed as adopted")
    account_number: YesNo | None = Field(default=None, description="Account number given")

class Grant(DocumentPart):
    """What a document states under `grant`."""
    award_year: Year | None = Field(default=None, description="Award year")

class MeasureBpa(DocumentPart):
    """What a document states under `bpa`."""
    expected_costs: YesNo | None = Field(default=None, description="Expected BPA costs stated")
    training_plan: YesNo | None = Field(default=None, description="Training plan for BPA")

class MeasureDescription(DocumentPart):
    """What a document states under `description`."""
    needs: YesNo | None = Field(default=None, description="Needs described")
    goals: YesNo | None = Field(default=None, description="Goals described")
    organisation: YesNo | None = Field(default=None, description="Organisation described")
    benefits: YesNo | None = Field(default=None, description="Benefits described")
    anchoring: YesNo | None = Field(default=None, description="Management backing described")
    user_involvement: YesNo | None = Field(default=None, description="User involvement described")
    implementation: YesNo | None = Field(default=None, description="Move to ordinary operation described")
    methods: YesNo | None = Field(default=None, description="Methods described")
    novelty: YesNo | None = Field(default=None, description="Novelty and use to others described")
    evaluation: YesNo | None = Field(default=None, description="Evaluation described")

class Measure(DocumentPart):
    """One measure that is applied for."""
    id: Words | None = Field(
        default=None, description="What it is called in the decision; anything that tells it apart from others.")
    determinations: Determinations = Field(
        default_factory=dict, description="What people have settled, by the id of the rule that leaves it to them.")
    title: Words | None = Field(default=None, description="Title")
    kind: MeasureKind | None = Field(default=None, description="Kind of measure")
    level: MeasureLevel | None = Field(default=None, description="Level of training")
    field: MeasureField | None = Field(default=None, description="Field")
    target_roles: Annotated[Collection[MeasureTargetRoles], SomeOf()] | None = Field(
        default=None, description="Participants")
    target_sectors: Annotated[Collection[MeasureTargetSectors], SomeOf()] | None = Field(
        default=None, description="Services of the participants")
    amount: Kroner | None = Field(default=None, description="Amount applied for")
    health_or_social_subject: YesNo | None = Field(default=None, description="Health or social subject")
    participants_have_degree: YesNo | None = Field(default=None, description="Participants have higher education")
    decentralised: YesNo | None = Field(default=None, description="Decentralised study")
    state_initiated_training: YesNo | None = Field(default=None, description="Training initiated by the state")
    continues_supported_training: YesNo | None = Field(default=None, description="Continues training under way")
    advanced_clinical_nursing: YesNo | None = Field(default=None, description="Advanced clinical nursing (AKS)")
    bpa_roles: Annotated[Collection[MeasureBpaRoles], SomeOf()] | None = Field(
        default=None, description="Participants in BPA training")
    bpa: MeasureBpa | None = None
    partners: Annotated[Collection[MeasurePartners], SomeOf()] | None = Field(default=None, description="Partners")
    innovation_community: YesNo | None = Field(default=None, description="Innovation community")
    responsible: MeasureResponsible | None = Field(
        default=None, description="Responsible for finances and administration")
    applicant_covers_whole: YesNo | None = Field(default=None, description="Applicant applies for the whole project")
    ordinary_development: YesNo | None = Field(default=None, description="Ordinary development work")
    new_method: YesNo | None = Field(default=None, description="New measure or method")
    themes: Annotated[Collection[MeasureThemes], SomeOf()] | None = Field(default=None, description="Themes")
    description: MeasureDescription | None = None
    reorganises_work: YesNo | None = Field(default=None, description="New organisation of work and staffing")
    student_placements: YesNo | None = Field(default=None, description="Student placements")
    carer_respite: YesNo | None = Field(default=None, description="Respite for next of kin")
    welfare_technology: YesNo | None = Field(default=None, description="Welfare technology")

class Application(DocumentPart, defer_build=False):
    """An application; what is left out is unknown."""
    kind: Annotated[Literal["application"], KindOf()] = Field(
        default="application", description="What kind of document it is.")
    year: Year | None = Field(default=None, description="The year whose rules apply.")
    id: Words | None = Field(
        default=None, description="What it is called in the decision; anything that tells it apart from others.")
    determinations: Determinations = Field(
        default_factory=dict, description="What people have settled, by the id of the rule that leaves it to them.")
    applicant: Applicant | None = None
    office: OfficeId | None = Field(default=None, description="County governor's office")
    submitted_on: Day | None = Field(default=None, description="Date submitted")
    submitter_has_role: YesNo | None = Field(default=None, description="The submitter holds the role")
    signed_by: ApplicationSignedBy | None = Field(default=None, description="Signature")
    format: ApplicationFormat | None = Field(default=None, description="Form of the application")
    consolidated: YesNo | None = Field(default=None, description="One combined application")
    leadership_anchored: YesNo | None = Field(default=None, description="Backed by management")
    own_contribution: YesNo | None = Field(default=None, description="Own contribution")
    other_grant_requires_own_contribution: YesNo | None = Field(
        default=None, description="Another state grant that requires an own contribution")
    covers_other_own_contribution: YesNo | None = Field(
        default=None, description="Covers the own contribution to another grant")
    contents: Contents | None = None
    grant: Grant | None = None
    measures: Annotated[Sequence[Measure], ListOf()] | None = None

class ReportApplicant(DocumentPart):
    """What a document states under `applicant`."""
    name: Words | None = Field(default=None, description="Name of the applicant")
    organisation_number: OrganisationNumber | None = Field(default=None, description="Organisation number")
    type: ApplicantType | None = Field(default=None, description="Applicant type")
    municipality_number: MunicipalityNumber | None = Field(default=None, description="Municipality number")

class ReportGrant(DocumentPart):
    """What a document states under `grant`."""
    award_year: Year | None = Field(default=None, description="Award year")
    amount: Kroner | None = Field(default=None, description="Amount awarded")
    amount_used: Kroner | None = Field(default=None, description="Amount used in all")
    overpaid: YesNo | None = Field(default=None, description="Paid out too much")
    payment_details_changed: YesNo | None = Field(default=None, description="Changed payment details")
    control_requested: YesNo | None = Field(default=None, description="Information requested for control")
    requirements_met: YesNo | None = Field(default=None, description="Requirements on the grantee met")
    used_on_terms: YesNo | None = Field(default=None, description="Used on the terms")
    incorrect_information: YesNo | None = Field(default=None, description="Incorrect information")

class ReportLetter(DocumentPart):
    """What a document states under `letter`."""
    goal_criteria: YesNo | None = Field(default=None, description="Goal criteria in the letter")
    report_deadline: Day | None = Field(default=None, description="Report deadline in the letter")
    audit: LetterAudit | None = Field(default=None, description="Auditor's certificate under the letter")
    audit_deadline: Day | None = Field(default=None, description="Deadline for the auditor's certificate")
    own_terms: YesNo | None = Field(default=None, description="Own terms in the letter")

class HeadCounts(DocumentPart):
    """What a document states under `head_counts`."""
    upper_secondary: Whole | None = Field(
        default=None, description="Taking or completing: upper secondary or trade certificate")
    vocational_college: Whole | None = Field(
        default=None, description="Taking or completing: higher vocational education")
    bachelor: Whole | None = Field(default=None, description="Taking or completing: bachelor's degree")
    further_education_or_master: Whole | None = Field(
        default=None, description="Taking or completing: further education or master's degree")
    abc: Whole | None = Field(default=None, description="Taking or completing: ABC training")
    bpa: Whole | None = Field(default=None, description="Taking or completing: BPA training")
    continuing_education: Whole | None = Field(
        default=None, description="Taking or completing: continuing education, in-house training or course")
    other: Whole | None = Field(default=None, description="Taking or completing: other")

class ReportedMeasureResults(DocumentPart):
    """What a document states under `results`."""
    user_experience: YesNo | None = Field(default=None, description="Covered: users' experience")
    reduced_need: YesNo | None = Field(default=None, description="Covered: the need for compensatory services")
    gains: YesNo | None = Field(default=None, description="Covered: gains for users and municipality")
    transfer_value: YesNo | None = Field(
        default=None, description="Covered: use to other municipalities and to practice")
    innovation_method: YesNo | None = Field(default=None, description="Covered: use of innovation methods")

class ReportedMeasure(DocumentPart):
    """One measure that is reported on."""
    id: Words | None = Field(
        default=None, description="What it is called in the decision; anything that tells it apart from others.")
    determinations: Determinations = Field(
        default_factory=dict, description="What people have settled, by the id of the rule that leaves it to them.")
    title: Words | None = Field(default=None, description="Title")
    kind: MeasureKind | None = Field(default=None, description="Kind of measure")
    level: MeasureLevel | None = Field(default=None, description="Level of training")
    amount_used: Kroner | None = Field(default=None, description="Amount used")
    amount_unspent: Kroner | None = Field(default=None, description="Amount unspent")
    goal_attainment_reported: YesNo | None = Field(default=None, description="Goal attainment reported for the measure")
    progress_described: YesNo | None = Field(default=None, description="Course of the project described")
    results: ReportedMeasureResults | None = None
    documentation: MeasureDocumentation | None = Field(
        default=None, description="Documentation for the documentation centre")

class Report(DocumentPart, defer_build=False):
    """A report on a grant that has been awarded; what is left out is unknown."""
    kind: Annotated[Literal["report"], KindOf()] = Field(default="report", description="What kind of document it is.")
    id: Words | None = Field(
        default=None, description="What it is called in the decision; anything that tells it apart from others.")
    determinations: Determinations = Field(
        default_factory=dict, description="What people have settled, by the id of the rule that leaves it to them.")
    applicant: ReportApplicant | None = None
    office: OfficeId | None = Field(default=None, description="County governor's office")
    grant: ReportGrant | None = None
    letter: ReportLetter | None = None
    received_on: Day | None = Field(default=None, description="Report received")
    format: ReportFormat | None = Field(default=None, description="Form of the report")
    covers_award_year: YesNo | None = Field(default=None, description="Whole award year covered")
    goal_attainment: YesNo | None = Field(default=None, description="Status of goal attainment")
    assessment: YesNo | None = Field(default=None, description="The grantee's own assessment")
    letter_criteria: YesNo | None = Field(default=None, description="Reported on the letter's criteria")
    head_counts: HeadCounts | None = None
    accounts: YesNo | None = Field(default=None, description="Accounts delivered")
    accounts_received_on: Day | None = Field(default=None, description="Accounts received")
    accounts_at_year_end: YesNo | None = Field(default=None, description="Accounts to year end")
    accounts_comparable: YesNo | None = Field(default=None, description="Accounts comparable with budget")
    auditor_certificate: YesNo | None = Field(default=None, description="Auditor's certificate delivered")
    auditor_authorised: YesNo | None = Field(default=None, description="Authorised auditor")
    auditor_certificate_received_on: Day | None = Field(default=None, description="Auditor's certificate received")
    unspent_requests: Annotated[Collection[ReportUnspentRequests], SomeOf()] | None = Field(
        default=None, description="Wish for unspent funds")
    unspent_considered: YesNo | None = Field(default=None, description="Unspent funds considered")
    reallocation_discussed: YesNo | None = Field(default=None, description="Reallocation discussed")
    measures: Annotated[Sequence[ReportedMeasure], ListOf()] | None = None

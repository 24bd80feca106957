"""The typed application and report, one field for each fact of `regulations/facts.yaml`.

Generated from the vocabulary by `python tools/generate.py`; do not edit. What is left out is unknown.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grantrules.language.fieldtypes import (
    Day,
    Determinations,
    DocumentPart,
    KindOf,
    Kroner,
    OneOf,
    SomeOf,
    Whole,
    Words,
    Year,
    YesNo,
)

ApplicantType = Annotated[
    Literal[
        "municipality",
        "county_municipality",
        "intermunicipal_company",
        "university_or_college",
        "vocational_college",
        "state_body",
        "state_enterprise",
        "municipal_enterprise",
        "foundation",
        "private_company",
        "organisation",
        "private_person",
        "foreign_recipient",
        "other",
    ],
    OneOf(
        {
            "kommune": "municipality",
            "fylkeskommune": "county_municipality",
            "interkommunalt selskap": "intermunicipal_company",
            "IKS": "intermunicipal_company",
            "universitet": "university_or_college",
            "høyskole": "university_or_college",
            "høgskole": "university_or_college",
            "høgskule": "university_or_college",
            "universitet eller høyskole": "university_or_college",
            "universitet og høyskole": "university_or_college",
            "university": "university_or_college",
            "fagskole": "vocational_college",
            "fagskule": "vocational_college",
            "statlig mottaker": "state_body",
            "statleg mottakar": "state_body",
            "statlig foretak": "state_enterprise",
            "statleg føretak": "state_enterprise",
            "helseforetak": "state_enterprise",
            "helseføretak": "state_enterprise",
            "RHF": "state_enterprise",
            "HF": "state_enterprise",
            "kommunalt foretak": "municipal_enterprise",
            "kommunalt føretak": "municipal_enterprise",
            "fylkeskommunalt foretak": "municipal_enterprise",
            "fylkeskommunalt føretak": "municipal_enterprise",
            "stiftelse": "foundation",
            "stifting": "foundation",
            "privat bedrift": "private_company",
            "bedrift": "private_company",
            "organisasjon": "organisation",
            "privatperson": "private_person",
            "utenlandsk mottaker": "foreign_recipient",
            "utanlandsk mottakar": "foreign_recipient",
            "annet": "other",
            "anna": "other",
            "iks": "intermunicipal_company",
            "rhf": "state_enterprise",
            "hf": "state_enterprise",
        }
    ),
]
"""Applicant type."""

OfficeId = Annotated[
    Literal[
        "agder",
        "innlandet",
        "more_og_romsdal",
        "nordland",
        "oslo_og_viken",
        "rogaland",
        "troms_og_finnmark",
        "trondelag",
        "vestfold_og_telemark",
        "vestland",
    ],
    OneOf(
        {
            "Statsforvalteren i Agder": "agder",
            "Statsforvaltaren i Agder": "agder",
            "Statsforvalteren i Innlandet": "innlandet",
            "Statsforvaltaren i Innlandet": "innlandet",
            "Møre og Romsdal": "more_og_romsdal",
            "Statsforvalteren i Møre og Romsdal": "more_og_romsdal",
            "Statsforvaltaren i Møre og Romsdal": "more_og_romsdal",
            "Statsforvalteren i Nordland": "nordland",
            "Statsforvaltaren i Nordland": "nordland",
            "Oslo og Viken": "oslo_og_viken",
            "Statsforvalteren i Oslo og Viken": "oslo_og_viken",
            "Statsforvaltaren i Oslo og Viken": "oslo_og_viken",
            "Østfold, Buskerud, Oslo og Akershus": "oslo_og_viken",
            "Statsforvalteren i Østfold, Buskerud, Oslo og Akershus": "oslo_og_viken",
            "Statsforvaltaren i Østfold, Buskerud, Oslo og Akershus": "oslo_og_viken",
            "Statsforvalteren i Rogaland": "rogaland",
            "Statsforvaltaren i Rogaland": "rogaland",
            "Troms og Finnmark": "troms_og_finnmark",
            "Statsforvalteren i Troms og Finnmark": "troms_og_finnmark",
            "Statsforvaltaren i Troms og Finnmark": "troms_og_finnmark",
            "Trøndelag": "trondelag",
            "Statsforvalteren i Trøndelag": "trondelag",
            "Statsforvaltaren i Trøndelag": "trondelag",
            "Vestfold og Telemark": "vestfold_og_telemark",
            "Statsforvalteren i Vestfold og Telemark": "vestfold_og_telemark",
            "Statsforvaltaren i Vestfold og Telemark": "vestfold_og_telemark",
            "Statsforvalteren i Vestland": "vestland",
            "Statsforvaltaren i Vestland": "vestland",
            "statsforvalteren i agder": "agder",
            "statsforvaltaren i agder": "agder",
            "statsforvalteren i innlandet": "innlandet",
            "statsforvaltaren i innlandet": "innlandet",
            "møre og romsdal": "more_og_romsdal",
            "statsforvalteren i møre og romsdal": "more_og_romsdal",
            "statsforvaltaren i møre og romsdal": "more_og_romsdal",
            "statsforvalteren i nordland": "nordland",
            "statsforvaltaren i nordland": "nordland",
            "oslo og viken": "oslo_og_viken",
            "statsforvalteren i oslo og viken": "oslo_og_viken",
            "statsforvaltaren i oslo og viken": "oslo_og_viken",
            "østfold, buskerud, oslo og akershus": "oslo_og_viken",
            "statsforvalteren i østfold, buskerud, oslo og akershus": "oslo_og_viken",
            "statsforvaltaren i østfold, buskerud, oslo og akershus": "oslo_og_viken",
            "statsforvalteren i rogaland": "rogaland",
            "statsforvaltaren i rogaland": "rogaland",
            "troms og finnmark": "troms_og_finnmark",
            "statsforvalteren i troms og finnmark": "troms_og_finnmark",
            "statsforvaltaren i troms og finnmark": "troms_og_finnmark",
            "trøndelag": "trondelag",
            "statsforvalteren i trøndelag": "trondelag",
            "statsforvaltaren i trøndelag": "trondelag",
            "vestfold og telemark": "vestfold_og_telemark",
            "statsforvalteren i vestfold og telemark": "vestfold_og_telemark",
            "statsforvaltaren i vestfold og telemark": "vestfold_og_telemark",
            "statsforvalteren i vestland": "vestland",
            "statsforvaltaren i vestland": "vestland",
        }
    ),
]
"""County governor's office."""

ApplicationSignedBy = Annotated[
    Literal[
        "chief_executive",
        "delegate",
        "someone_else",
        "nobody",
    ],
    OneOf(
        {
            "kommunedirektør": "chief_executive",
            "rådmann": "chief_executive",
            "rådmannen": "chief_executive",
            "delegert": "delegate",
            "annen": "someone_else",
            "annan": "someone_else",
            "ingen": "nobody",
        }
    ),
]
"""Signature."""

ApplicationFormat = Annotated[
    Literal[
        "excel",
        "portal",
        "other",
    ],
    OneOf(
        {
            "regneark": "excel",
            "rekneark": "excel",
            "xlsx": "excel",
            "altinn": "portal",
            "søknadsportal": "portal",
            "tilskuddsportal": "portal",
            "tilskotsportal": "portal",
            "annet": "other",
            "anna": "other",
        }
    ),
]
"""Form of the application."""

MeasureKind = Annotated[
    Literal[
        "competence",
        "development_project",
        "other",
    ],
    OneOf(
        {
            "kompetansetiltak": "competence",
            "kompetanse": "competence",
            "kompetanseheving": "competence",
            "competence_measure": "competence",
            "utviklingsprosjekt": "development_project",
            "innovation_project": "development_project",
            "innovasjonsprosjekt": "development_project",
            "innovasjon": "development_project",
            "service_development": "development_project",
            "tjenesteutvikling": "development_project",
            "tjenesteutviklingsprosjekt": "development_project",
            "tenesteutvikling": "development_project",
            "tenesteutviklingsprosjekt": "development_project",
            "annet": "other",
            "anna": "other",
        }
    ),
]
"""Kind of measure."""

MeasureLevel = Annotated[
    Literal[
        "upper_secondary",
        "vocational_college",
        "bachelor",
        "further_education",
        "master",
        "abc",
        "bpa",
        "continuing_education",
        "course",
        "other",
    ],
    OneOf(
        {
            "videregående": "upper_secondary",
            "vidaregåande": "upper_secondary",
            "fagbrev": "upper_secondary",
            "fagskole": "vocational_college",
            "fagskule": "vocational_college",
            "fagskoleutdanning": "vocational_college",
            "fagskuleutdanning": "vocational_college",
            "bachelorutdanning": "bachelor",
            "bachelorgrad": "bachelor",
            "videreutdanning": "further_education",
            "vidareutdanning": "further_education",
            "mastergrad": "master",
            "masterutdanning": "master",
            "mastergradsutdanning": "master",
            "ABC-opplæring": "abc",
            "BPA-opplæring": "bpa",
            "brukerstyrt personlig assistanse": "bpa",
            "brukarstyrt personleg assistanse": "bpa",
            "etterutdanning": "continuing_education",
            "kurs": "course",
            "internopplæring": "course",
            "annet": "other",
            "anna": "other",
            "abc-opplæring": "abc",
            "bpa-opplæring": "bpa",
        }
    ),
]
"""Level of training."""

MeasureField = Annotated[
    Literal[
        "mental_health",
        "substance_use",
        "mental_health_and_substance_use",
        "elderly_care",
        "dementia_care",
        "rehabilitation",
        "palliative_care",
        "dental_health",
        "general_care",
        "other",
    ],
    OneOf(
        {
            "psykisk helse": "mental_health",
            "psykisk helsearbeid": "mental_health",
            "rus": "substance_use",
            "rusarbeid": "substance_use",
            "rusfeltet": "substance_use",
            "psykisk helse og rus": "mental_health_and_substance_use",
            "rus og psykisk helse": "mental_health_and_substance_use",
            "eldreomsorg": "elderly_care",
            "demens": "dementia_care",
            "demensomsorg": "dementia_care",
            "rehabilitering": "rehabilitation",
            "habilitering": "rehabilitation",
            "lindrende behandling": "palliative_care",
            "lindrande behandling": "palliative_care",
            "palliasjon": "palliative_care",
            "tannhelse": "dental_health",
            "omsorg": "general_care",
            "generell omsorg": "general_care",
            "annet": "other",
            "anna": "other",
        }
    ),
]
"""Field."""

MeasureTargetRoles = Annotated[
    Literal[
        "leader",
        "employee",
        "other_worker",
        "recruit",
        "service_user",
        "next_of_kin",
        "other",
    ],
    OneOf(
        {
            "leder": "leader",
            "leiar": "leader",
            "ansatt": "employee",
            "tilsett": "employee",
            "innleid": "other_worker",
            "innleigd": "other_worker",
            "rekrutt": "recruit",
            "bruker": "service_user",
            "brukar": "service_user",
            "pårørende": "next_of_kin",
            "pårørande": "next_of_kin",
            "andre": "other",
        }
    ),
]
"""Participants."""

MeasureTargetSectors = Annotated[
    Literal[
        "care",
        "other_health_service",
        "other_municipal_agency",
        "county_agency",
        "dental_service",
        "other",
    ],
    OneOf(
        {
            "omsorgstjenesten": "care",
            "omsorgstenesta": "care",
            "helsetjenesten": "other_health_service",
            "helsetenesta": "other_health_service",
            "kommunal etat": "other_municipal_agency",
            "NAV": "other_municipal_agency",
            "barnevern": "other_municipal_agency",
            "barnehage": "other_municipal_agency",
            "fylkeskommunal etat": "county_agency",
            "tannhelsetjenesten": "dental_service",
            "tannhelsetenesta": "dental_service",
            "annet": "other",
            "anna": "other",
            "nav": "other_municipal_agency",
        }
    ),
]
"""Services of the participants."""

MeasureBpaRoles = Annotated[
    Literal[
        "user_or_manager",
        "caseworker",
        "assistant",
    ],
    OneOf(
        {
            "bruker": "user_or_manager",
            "brukar": "user_or_manager",
            "arbeidsleder": "user_or_manager",
            "arbeidsleiar": "user_or_manager",
            "saksbehandler": "caseworker",
            "saksbehandlar": "caseworker",
            "assistent": "assistant",
        }
    ),
]
"""Participants in BPA training."""

MeasurePartners = Annotated[
    Literal[
        "municipality",
        "health_trust",
        "business",
        "education_institution",
        "research_institution",
        "voluntary_sector",
        "other",
    ],
    OneOf(
        {
            "kommune": "municipality",
            "helseforetak": "health_trust",
            "helseføretak": "health_trust",
            "næringsliv": "business",
            "bedrift": "business",
            "utdanningsinstitusjon": "education_institution",
            "university": "education_institution",
            "university_college": "education_institution",
            "universitet": "education_institution",
            "høyskole": "education_institution",
            "høgskole": "education_institution",
            "høgskule": "education_institution",
            "fagskole": "education_institution",
            "fagskule": "education_institution",
            "forskningsinstitusjon": "research_institution",
            "forskingsinstitusjon": "research_institution",
            "frivillig": "voluntary_sector",
            "frivillig sektor": "voluntary_sector",
            "andre": "other",
            "annet": "other",
            "anna": "other",
        }
    ),
]
"""Partners."""

MeasureResponsible = Annotated[
    Literal[
        "applicant",
        "partner",
        "shared",
    ],
    OneOf(
        {
            "søker": "applicant",
            "søkjar": "applicant",
            "samarbeidspartner": "partner",
            "samarbeidspartnar": "partner",
            "delt": "shared",
        }
    ),
]
"""Responsible for finances and administration."""

MeasureThemes = Annotated[
    Literal[
        "prevention",
        "assisted_leisure",
        "culture",
        "nutrition",
        "medication",
        "rehabilitation",
        "carers_and_volunteers",
        "other_new_solution",
    ],
    OneOf(
        {
            "forebygging": "prevention",
            "førebygging": "prevention",
            "tidlig innsats": "prevention",
            "tidleg innsats": "prevention",
            "egenmestring": "prevention",
            "eigenmeistring": "prevention",
            "fritidsaktivitet": "assisted_leisure",
            "fritid med assistanse": "assisted_leisure",
            "kultur": "culture",
            "kulturopplevelser": "culture",
            "kulturopplevingar": "culture",
            "ernæring": "nutrition",
            "legemiddelhåndtering": "medication",
            "legemiddelhandtering": "medication",
            "rehabilitering": "rehabilitation",
            "habilitering": "rehabilitation",
            "pårørende": "carers_and_volunteers",
            "pårørande": "carers_and_volunteers",
            "frivillige": "carers_and_volunteers",
            "annet": "other_new_solution",
            "anna": "other_new_solution",
        }
    ),
]
"""Themes."""

MeasureDocumentation = Annotated[
    Literal[
        "sent",
        "not_sent",
        "none",
    ],
    OneOf({"sendt": "sent", "send": "sent", "ikke sendt": "not_sent", "ikkje send": "not_sent", "ingen": "none"}),
]
"""Documentation for the documentation centre."""

LetterAudit = Annotated[
    Literal[
        "required",
        "not_required",
        "not_mentioned",
    ],
    OneOf(
        {
            "kreves": "required",
            "kravd": "required",
            "kreves ikke": "not_required",
            "ikkje kravd": "not_required",
            "ikke nevnt": "not_mentioned",
            "ikkje nemnd": "not_mentioned",
        }
    ),
]
"""Auditor's certificate under the letter."""

ReportFormat = Annotated[
    Literal[
        "excel",
        "portal",
        "other",
    ],
    OneOf(
        {
            "regneark": "excel",
            "rekneark": "excel",
            "xlsx": "excel",
            "tilskuddsportal": "portal",
            "tilskotsportal": "portal",
            "annet": "other",
            "anna": "other",
        }
    ),
]
"""Form of the report."""

ReportUnspentRequests = Annotated[
    Literal[
        "carry_over",
        "reallocation",
        "repayment",
    ],
    OneOf(
        {
            "overføring": "carry_over",
            "overføre": "carry_over",
            "omdisponering": "reallocation",
            "endring": "reallocation",
            "tilbakebetaling": "repayment",
        }
    ),
]
"""Wish for unspent funds."""


class Applicant(DocumentPart):
    """The part `applicant`."""

    name: Words | None = Field(default=None, description="Name of the applicant")
    organisation_number: Words | None = Field(default=None, description="Organisation number")
    type: ApplicantType | None = Field(default=None, description="Applicant type")
    municipality_number: Words | None = Field(default=None, description="Municipality number")
    district_municipality: YesNo | None = Field(default=None, description="District municipality")


class Contents(DocumentPart):
    """The part `contents`."""

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
    """The part `grant`."""

    award_year: Year | None = Field(default=None, description="Award year")


class MeasureBpa(DocumentPart):
    """The part `bpa`."""

    expected_costs: YesNo | None = Field(default=None, description="Expected BPA costs stated")
    training_plan: YesNo | None = Field(default=None, description="Training plan for BPA")


class MeasureDescription(DocumentPart):
    """The part `description`."""

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
    """One measure."""

    id: Words | None = None
    determinations: Determinations = Field(default_factory=dict)
    title: Words | None = Field(default=None, description="Title")
    kind: MeasureKind | None = Field(default=None, description="Kind of measure")
    level: MeasureLevel | None = Field(default=None, description="Level of training")
    field: MeasureField | None = Field(default=None, description="Field")
    target_roles: Annotated[frozenset[MeasureTargetRoles], SomeOf()] | None = Field(
        default=None, description="Participants"
    )
    target_sectors: Annotated[frozenset[MeasureTargetSectors], SomeOf()] | None = Field(
        default=None, description="Services of the participants"
    )
    amount: Kroner | None = Field(default=None, description="Amount applied for")
    health_or_social_subject: YesNo | None = Field(default=None, description="Health or social subject")
    participants_have_degree: YesNo | None = Field(default=None, description="Participants have higher education")
    decentralised: YesNo | None = Field(default=None, description="Decentralised study")
    state_initiated_training: YesNo | None = Field(default=None, description="Training initiated by the state")
    continues_supported_training: YesNo | None = Field(default=None, description="Continues training under way")
    advanced_clinical_nursing: YesNo | None = Field(default=None, description="Advanced clinical nursing (AKS)")
    bpa_roles: Annotated[frozenset[MeasureBpaRoles], SomeOf()] | None = Field(
        default=None, description="Participants in BPA training"
    )
    bpa: MeasureBpa | None = None
    partners: Annotated[frozenset[MeasurePartners], SomeOf()] | None = Field(default=None, description="Partners")
    innovation_community: YesNo | None = Field(default=None, description="Innovation community")
    responsible: MeasureResponsible | None = Field(
        default=None, description="Responsible for finances and administration"
    )
    applicant_covers_whole: YesNo | None = Field(default=None, description="Applicant applies for the whole project")
    ordinary_development: YesNo | None = Field(default=None, description="Ordinary development work")
    new_method: YesNo | None = Field(default=None, description="New measure or method")
    themes: Annotated[frozenset[MeasureThemes], SomeOf()] | None = Field(default=None, description="Themes")
    description: MeasureDescription | None = None
    reorganises_work: YesNo | None = Field(default=None, description="New organisation of work and staffing")
    student_placements: YesNo | None = Field(default=None, description="Student placements")
    carer_respite: YesNo | None = Field(default=None, description="Respite for next of kin")
    welfare_technology: YesNo | None = Field(default=None, description="Welfare technology")


class Application(DocumentPart):
    """An application; what is left out is unknown."""

    kind: Annotated[Literal["application"], KindOf()] = "application"
    year: Year | None = None
    id: Words | None = None
    determinations: Determinations = Field(default_factory=dict)
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
        default=None, description="Another state grant that requires an own contribution"
    )
    covers_other_own_contribution: YesNo | None = Field(
        default=None, description="Covers the own contribution to another grant"
    )
    contents: Contents | None = None
    grant: Grant | None = None
    measures: tuple[Measure, ...] | None = None


class ReportApplicant(DocumentPart):
    """The part `applicant`."""

    name: Words | None = Field(default=None, description="Name of the applicant")
    organisation_number: Words | None = Field(default=None, description="Organisation number")
    type: ApplicantType | None = Field(default=None, description="Applicant type")
    municipality_number: Words | None = Field(default=None, description="Municipality number")


class ReportGrant(DocumentPart):
    """The part `grant`."""

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
    """The part `letter`."""

    goal_criteria: YesNo | None = Field(default=None, description="Goal criteria in the letter")
    report_deadline: Day | None = Field(default=None, description="Report deadline in the letter")
    audit: LetterAudit | None = Field(default=None, description="Auditor's certificate under the letter")
    audit_deadline: Day | None = Field(default=None, description="Deadline for the auditor's certificate")
    own_terms: YesNo | None = Field(default=None, description="Own terms in the letter")


class HeadCounts(DocumentPart):
    """The part `head_counts`."""

    upper_secondary: Whole | None = Field(
        default=None, description="Taking or completing: upper secondary or trade certificate"
    )
    vocational_college: Whole | None = Field(
        default=None, description="Taking or completing: higher vocational education"
    )
    bachelor: Whole | None = Field(default=None, description="Taking or completing: bachelor's degree")
    further_education_or_master: Whole | None = Field(
        default=None, description="Taking or completing: further education or master's degree"
    )
    abc: Whole | None = Field(default=None, description="Taking or completing: ABC training")
    bpa: Whole | None = Field(default=None, description="Taking or completing: BPA training")
    continuing_education: Whole | None = Field(
        default=None, description="Taking or completing: continuing education, in-house training or course"
    )
    other: Whole | None = Field(default=None, description="Taking or completing: other")


class ReportedMeasureResults(DocumentPart):
    """The part `results`."""

    user_experience: YesNo | None = Field(default=None, description="Covered: users' experience")
    reduced_need: YesNo | None = Field(default=None, description="Covered: the need for compensatory services")
    gains: YesNo | None = Field(default=None, description="Covered: gains for users and municipality")
    transfer_value: YesNo | None = Field(
        default=None, description="Covered: use to other municipalities and to practice"
    )
    innovation_method: YesNo | None = Field(default=None, description="Covered: use of innovation methods")


class ReportedMeasure(DocumentPart):
    """One measure."""

    id: Words | None = None
    determinations: Determinations = Field(default_factory=dict)
    title: Words | None = Field(default=None, description="Title")
    kind: MeasureKind | None = Field(default=None, description="Kind of measure")
    level: MeasureLevel | None = Field(default=None, description="Level of training")
    amount_used: Kroner | None = Field(default=None, description="Amount used")
    amount_unspent: Kroner | None = Field(default=None, description="Amount unspent")
    goal_attainment_reported: YesNo | None = Field(default=None, description="Goal attainment reported for the measure")
    progress_described: YesNo | None = Field(default=None, description="Course of the project described")
    results: ReportedMeasureResults | None = None
    documentation: MeasureDocumentation | None = Field(
        default=None, description="Documentation for the documentation centre"
    )


class Report(DocumentPart):
    """A report on a grant that has been awarded; what is left out is unknown."""

    kind: Annotated[Literal["report"], KindOf()] = "report"
    id: Words | None = None
    determinations: Determinations = Field(default_factory=dict)
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
    unspent_requests: Annotated[frozenset[ReportUnspentRequests], SomeOf()] | None = Field(
        default=None, description="Wish for unspent funds"
    )
    unspent_considered: YesNo | None = Field(default=None, description="Unspent funds considered")
    reallocation_discussed: YesNo | None = Field(default=None, description="Reallocation discussed")
    measures: tuple[ReportedMeasure, ...] | None = None

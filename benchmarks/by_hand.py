"""The rules of 2026 for tables of applications, as a data engineer would write them for Polars alone.

What `evaluate_frame` is measured beside: the same columns from the same rules, read from the year's YAML by a
person and shortened where this year's rules and values allow it. What is not known is null, which `&` and `|` treat as
the rules do; what goes into a list of ids is a bit in a whole number, and lists are made once for each number.
Nothing is checked beforehand: ids must be there and unique, values as the vocabulary spells them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial, reduce
from operator import or_

import polars as pl

NOT_ELIGIBLE, UNDETERMINED, ELIGIBLE = range(3)
STATUSES = pl.Series(["not_eligible", "undetermined", "eligible"])

DEADLINE = date(2026, 3, 1)
MAY_APPLY = ["municipality", "county_municipality", "intermunicipal_company", "university_or_college"]
WITH_OTHER_SERVICES = MAY_APPLY[2:]
"""Whose own service may be neither a municipality's nor a county municipality's."""
MAY_BELONG = ["municipal_enterprise", "other"]
MENTAL_HEALTH = ["mental_health", "substance_use", "mental_health_and_substance_use"]
LISTED_LEVELS = ["upper_secondary", "vocational_college", "bachelor", "further_education", "master", "abc"]
STUDIES = ["vocational_college", "bachelor", "further_education", "master"]
BASIC_LEVELS = ["upper_secondary", "vocational_college", "bachelor", "further_education"]
PARTNERS = [
    f"partners.{name}"
    for name in (
        *("municipality", "health_trust", "business", "education_institution"),
        *("research_institution", "voluntary_sector", "other"),
    )
]
CRITERIA = ["needs", "goals", "organisation", "benefits", "anchoring", "user_involvement"]

CRITERION_BY_RULE = {f"criterion-{name.replace('_', '-')}": f"description.{name}" for name in CRITERIA}

APPLICATION_RULES = ("applicant-type", "submitter-role", "application-deadline", "application-format", "project-limit")
MEASURE_RULES = (
    *("county-municipality-scope", "cooperation-responsibility", "care-service-staff"),
    *("funded-kinds", "funded-levels", "bachelor-subject", *CRITERION_BY_RULE),
)
TAGS = (
    *("priority-district-municipalities", "priority-basic-education", "priority-decentralised"),
    *("priority-service-development", "priority-continued-training", "priority-further-education"),
)
FACTS = (
    *("applicant.type", "application.format", "application.submitted_on", "application.submitter_has_role"),
    *("measure.applicant_covers_whole", *(f"measure.description.{name}" for name in sorted(CRITERIA))),
    *("measure.field", "measure.health_or_social_subject", "measure.kind", "measure.level", "measure.partners"),
    *("measure.responsible", "measure.target_roles", "measure.target_sectors", "measures", "office.id"),
)

_BITS = ("failed", "open", "sure", "perhaps", "waits")
_FEW = 12
"""For so many names lists are made for every number that there can be."""

Flags = Mapping[str, pl.Expr]
col = pl.col


def evaluate(applications: pl.DataFrame, measures: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The verdicts on the applications and on their measures."""
    applications = applications.with_columns(**_of_application()).with_row_index("row")
    row = rows_of_applications(applications, measures)
    handed = applications.select("bars", type="applicant.type")[row]
    judged = (
        measures.with_columns(row, *handed)
        .lazy()
        .with_columns(**_parts())
        .with_columns(**_rules_of_measure())
        .with_columns(**_bits_of_measure())
        .with_columns(rank=pl.min_horizontal("own", "bars"))
        .select("row", "application", "id", "type", "bars", "kind", "project", *_BITS, "own", "rank")
        .collect(engine="in-memory")
    )
    waits = pl.when(col("own") == UNDETERMINED).then("waits").otherwise(0)
    summed = (
        judged.lazy()
        .group_by("row")
        .agg(
            col("rank").max().alias("best rank"),
            col("sure", "perhaps").bitwise_or(),
            waits.bitwise_or(),
            col("project").sum().alias("projects"),
            col("kind").is_null().sum().alias("unknown kinds"),
        )
    )
    of_measures = _in_rows(summed.collect(), len(applications))
    with_measures = applications.lazy().with_columns(*of_measures)
    one, other = pl.collect_all([_applications(with_measures), _measures(judged.lazy())], engine="in-memory")
    return one, other


def rows_of_applications(applications: pl.DataFrame, measures: pl.DataFrame) -> pl.Series:
    """For each measure the row of its application; joined alone, since a join copies all columns of its left side."""
    ids = applications.lazy().select(application="id").with_row_index("row")
    joined = measures.lazy().select("application").join(ids, on="application", how="left", maintain_order="left")
    return joined.select("row").collect().to_series()


def _in_rows(summed: pl.DataFrame, rows: int) -> list[pl.Series]:
    """What was summed in the row of its application, null in the others: cheaper than a join."""
    none = pl.Series([None], dtype=pl.Null).new_from_index(0, rows)
    return [none.cast(each.dtype).scatter(summed["row"], each).alias(each.name) for each in summed.drop("row")]


def _of_application() -> dict[str, pl.Expr]:
    type_ = "applicant.type"
    unfit = (~_one_of(type_, MAY_APPLY) & ~_one_of(type_, MAY_BELONG)).fill_null(value=False)
    open_ = _one_of(type_, MAY_BELONG).fill_null(value=True)
    bars = pl.when(unfit).then(NOT_ELIGIBLE).when(open_).then(UNDETERMINED).otherwise(ELIGIBLE)
    return {"bars": bars.cast(pl.Int8)}


def _parts() -> dict[str, pl.Expr]:
    """What the rules for measures ask: true, false, or null where it is not known."""
    roles = [f"target_roles.{each}" for each in ("leader", "employee", "other_worker", "recruit")]
    served = [f"target_roles.{each}" for each in ("service_user", "next_of_kin")]
    sectors = ("other_health_service", "other_municipal_agency", "county_agency", "dental_service")
    return {
        "competence": col("kind") == "competence",
        "project": col("kind") == "development_project",
        "mental": _one_of("field", MENTAL_HEALTH),
        "bachelor": col("level") == "bachelor",
        "listed": _one_of("level", LISTED_LEVELS),
        "staffed": pl.any_horizontal(roles[:2]),
        "at work": pl.any_horizontal(roles[:3]),
        "own people": pl.any_horizontal(roles),
        "served": pl.any_horizontal(served),
        "other agencies": pl.any_horizontal(f"target_sectors.{each}" for each in sectors),
        "cooperates": pl.any_horizontal(PARTNERS),
        "county": col("type") == "county_municipality",
        "municipal": _one_of("type", MAY_APPLY[:2]),
        "municipality": col("type") == "municipality",
        "own staff": pl.any_horizontal(roles[:2]) & col("target_sectors.other") & _one_of("type", WITH_OTHER_SERVICES),
        "applicant responsible": col("responsible") == "applicant",
    }


def _rules_of_measure() -> dict[str, pl.Expr]:
    """For each rule whether it holds: null where that is open."""
    competence, project, joined = col("competence"), col("project"), col("partners.municipality")
    guard = (col("municipal") & col("cooperates")) | joined
    whole = col("applicant responsible") & col("applicant_covers_whole") & (col("municipality") | ~joined)
    only_care = col("target_sectors.care") & ~col("other agencies") & ~col("target_sectors.other")
    for_staff = col("own people") & ~col("target_roles.other") & (~col("served") | project) & only_care
    outsiders = col("served") | col("target_roles.other") | col("other agencies") | col("target_sectors.other")
    may_be = (
        (col("staffed") & col("other agencies"))
        | (competence & col("mental") & col("at work") & col("other agencies"))
        | col("own staff")
        | (col("own people") & col("target_sectors.dental_service"))
        | (col("own people") & col("target_sectors.care") & outsiders)
        | ~(col("own people") | col("served") | col("target_roles.other"))
        | ~(col("target_sectors.care") | col("other agencies") | col("target_sectors.other"))
        | (competence & (col("level") == "bpa"))
        | col("served")
    )
    bachelor = competence & col("bachelor")
    return {
        "county-municipality-scope": ~col("county") | (competence & col("mental")),
        "cooperation-responsibility": ~guard | whole | _in_doubt(col("county") | (~col("municipality") & joined)),
        "care-service-staff": for_staff | _in_doubt(may_be),
        "funded-kinds": _in_doubt(col("kind") == "other") | competence | project,
        "funded-levels": ~competence | (competence & _or_open(col("listed"))),
        "bachelor-subject": ~bachelor | (bachelor & _or_open(col("health_or_social_subject"))),
        **{rule: ~project | (project & col(stated)) for rule, stated in CRITERION_BY_RULE.items()},
    }


def _in_doubt(flag: pl.Expr) -> pl.Expr:
    """Never surely true."""
    return flag & pl.lit(None, pl.Boolean)


def _or_open(flag: pl.Expr) -> pl.Expr:
    """Never surely false."""
    return flag | pl.lit(None, pl.Boolean)


def _bits_of_measure() -> dict[str, pl.Expr]:
    barred = (~(col("county-municipality-scope") & col("care-service-staff"))).fill_null(value=False)
    tags = _tags_of_measure()
    held = pl.all_horizontal(MEASURE_RULES).fill_null(value=False)
    return {
        "own": pl.when(barred).then(NOT_ELIGIBLE).when(held).then(ELIGIBLE).otherwise(UNDETERMINED).cast(pl.Int8),
        "failed": _bits(MEASURE_RULES, {rule: ~col(rule) for rule in MEASURE_RULES}),
        "open": _bits(MEASURE_RULES, {rule: col(rule).is_null() for rule in MEASURE_RULES}),
        "sure": _bits(TAGS, tags),
        "perhaps": _bits(TAGS, {tag: flag.is_null() for tag, flag in tags.items()}),
        "waits": _bits(FACTS, _waits_of_measure()),
    }


def _tags_of_measure() -> dict[str, pl.Expr]:
    competence, level = col("competence"), col("level")
    master, further = level == "master", level == "further_education"
    return {
        "priority-basic-education": competence & (_one_of("level", BASIC_LEVELS) | _in_doubt(master)),
        "priority-decentralised": competence & col("decentralised") & _or_open(_one_of("level", STUDIES)),
        "priority-service-development": col("project"),
        "priority-continued-training": competence & col("continues_supported_training") & col("staffed"),
        "priority-further-education": competence & col("participants_have_degree") & (further | _in_doubt(master)),
    }


def _waits_of_measure() -> dict[str, pl.Expr]:
    """Where an open rule waits for a fact; false and null are the same here."""
    missing = {name: col(name).is_null() for name in ("kind", "level", "field", "type", "responsible")}
    is_open = {rule: col(rule).is_null() for rule in MEASURE_RULES}
    scope, cooperation, staff = (is_open[rule] for rule in MEASURE_RULES[:3])
    covers, roles, sectors = (
        col(name).is_null() for name in ("applicant_covers_whole", "target_roles.leader", "target_sectors.care")
    )
    competence = col("competence")
    may_compete, may_project, alone = (
        flag.fill_null(value=True)
        for flag in (competence, col("project"), col("municipality") | ~col("partners.municipality"))
    )
    elsewhere = (competence & col("mental") & col("at work") & col("other agencies")).is_null()
    scoped = scope & (competence & col("mental")).is_null()
    shared = cooperation & alone
    return {
        "applicant.type": missing["type"] & (scope | cooperation | (staff & col("own staff").is_null())),
        "measure.applicant_covers_whole": shared & covers & col("applicant responsible").fill_null(value=True),
        "measure.responsible": shared & missing["responsible"] & col("applicant_covers_whole").fill_null(value=True),
        **{f"measure.description.{name}": may_project & col(f"description.{name}").is_null() for name in CRITERIA},
        "measure.field": missing["field"] & (scoped | (staff & elsewhere)),
        "measure.health_or_social_subject": is_open["bachelor-subject"] & col("health_or_social_subject").is_null(),
        "measure.kind": missing["kind"],
        "measure.level": missing["level"] & may_compete,
        "measure.partners": cooperation & col("partners.municipality").is_null(),
        "measure.target_roles": roles,
        "measure.target_sectors": sectors & (roles | col("own people") | col("served") | col("target_roles.other")),
    }


def _measures(judged: pl.LazyFrame) -> pl.LazyFrame:
    untyped = _bits(FACTS, {"applicant.type": (col("bars") == UNDETERMINED) & col("type").is_null()})
    return judged.select(
        "application",
        "id",
        **_results(MEASURE_RULES, pl.when(col("rank") == UNDETERMINED).then(col("waits") | untyped).otherwise(0)),
    )


def _applications(joined: pl.LazyFrame) -> pl.LazyFrame:
    """The applications with what their measures come to, from one row for each."""
    elsewhere, yes, no = _in_doubt(col("applicant.type") != "municipality"), pl.lit(value=True), pl.lit(value=False)
    away = _in_doubt(col("office") != "trondelag")
    few = pl.when(col("projects") + col("unknown kinds") <= 5).then(yes).when(col("projects") > 5).then(no)
    ruled = joined.with_columns(
        **{
            "applicant-type": pl.when(col("bars") != UNDETERMINED).then(col("bars") == ELIGIBLE),
            "submitter-role": col("submitter_has_role") | elsewhere | away,
            "application-deadline": col("submitted_on") <= DEADLINE,
            "application-format": (col("format") == "portal") | away,
            "project-limit": few | elsewhere,
            "few": few,
            "district": (col("applicant.type") == "municipality") & col("applicant.district_municipality"),
            "childless": col("best rank").is_null(),
        }
    )
    held = pl.all_horizontal(APPLICATION_RULES).fill_null(value=False)
    own = pl.when(col("bars") == NOT_ELIGIBLE).then(NOT_ELIGIBLE).when(held).then(ELIGIBLE).otherwise(UNDETERMINED)
    judged = ruled.with_columns(own=own.cast(pl.Int8)).with_columns(
        rank=pl.min_horizontal("own", col("best rank").fill_null(UNDETERMINED)),
        failed=_bits(APPLICATION_RULES, {rule: ~col(rule) for rule in APPLICATION_RULES}),
        open=_bits(APPLICATION_RULES, {rule: col(rule).is_null() for rule in APPLICATION_RULES}),
        sure=col("sure").fill_null(0) | _bits(TAGS, {TAGS[0]: col("district")}),
        perhaps=(col("perhaps") & ~col("sure")).fill_null(0) | _bits(TAGS, {TAGS[0]: col("district").is_null()}),
    )
    here = pl.when(col("own") == UNDETERMINED).then(_bits(FACTS, _waits_of_application())).otherwise(0)
    below = col("waits").fill_null(0)
    childless = _bits(FACTS, {"measures": col("childless")})
    return judged.select("id", **_results(APPLICATION_RULES, here | below | childless))


def _waits_of_application() -> Flags:
    is_open = {rule: col(rule).is_null() for rule in APPLICATION_RULES}
    untyped = is_open["applicant-type"] | is_open["submitter-role"] | is_open["project-limit"]
    return {
        "applicant.type": col("applicant.type").is_null() & untyped,
        "application.format": is_open["application-format"] & col("format").is_null(),
        "application.submitted_on": is_open["application-deadline"],
        "application.submitter_has_role": is_open["submitter-role"] & col("submitter_has_role").is_null(),
        "measure.kind": is_open["project-limit"] & col("few").is_null() & (col("unknown kinds") > 0),
        "office.id": (is_open["application-format"] | is_open["submitter-role"]) & col("office").is_null(),
    }


# -- what comes out


def _results(rules: tuple[str, ...], waits: pl.Expr) -> Flags:
    return {
        "status": pl.lit(STATUSES).gather(col("rank")),
        "tags_sure": _names("sure", TAGS),
        "tags_perhaps": _names("perhaps", TAGS),
        "failed": _names("failed", rules),
        "open": _names("open", rules),
        "missing": _names(pl.when(col("rank") != NOT_ELIGIBLE).then(waits).otherwise(0), FACTS),
    }


def _bits(names: Sequence[str], flags: Flags) -> pl.Expr:
    """A whole number with a bit for each name whose flag is true."""
    none = pl.lit(0, pl.UInt32)
    bits = (
        pl.when(flag).then(pl.lit(1 << names.index(name), pl.UInt32)).otherwise(none) for name, flag in flags.items()
    )
    return reduce(or_, bits)


def _one_of(column: str, values: Sequence[str]) -> pl.Expr:
    """Whether a text is one of a few: several times as fast as `is_in`."""
    return reduce(or_, (col(column) == value for value in values))


def _names(bits: pl.Expr | str, names: tuple[str, ...]) -> pl.Expr:
    """The names whose bits are set: a list for every number there can be or, with many names, for each that occurs."""
    bits = col(bits) if isinstance(bits, str) else bits
    if len(names) <= _FEW:
        return pl.lit(_every_list(names)).gather(bits)
    return bits.map_batches(partial(_looked_up, names), return_dtype=pl.List(pl.String))


@cache
def _every_list(names: tuple[str, ...]) -> pl.Series:
    return _lists(names, range(1 << len(names)))


def _looked_up(names: Sequence[str], bits: pl.Series) -> pl.Series:
    found = bits.unique()
    places = bits.replace_strict(found, pl.int_range(len(found), dtype=pl.UInt32, eager=True))
    return _lists(names, found).gather(places)


def _lists(names: Sequence[str], numbers: Iterable[int]) -> pl.Series:
    lists = [[name for place, name in enumerate(names) if number >> place & 1] for number in numbers]
    return pl.Series(lists, dtype=pl.List(pl.String))

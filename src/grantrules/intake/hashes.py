"""The hash of what an application states, by which a decision names the application that it is on."""

from __future__ import annotations

from grantrules.intake.stated import Facts, Stated
from grantrules.language.layout import is_set_by_office
from grantrules.rules.canonical import Json, digest, sorted_data, value_data


def application_hash(stated: Stated) -> str:
    """The hash of what an application states; the order of measures is no part of it, nor what offices set."""
    common = stated.facts
    own = [{path: value for path, value in each.facts.items() if common.get(path) != value} for each in stated.measures]
    measures = [{"id": each.id, "facts": facts_data(facts)} for each, facts in zip(stated.measures, own, strict=True)]
    given = {path: value for path, value in common.items() if not is_set_by_office(path)}
    return digest({"facts": facts_data(given), "measures": sorted_data(measures)})


def facts_data(facts: Facts) -> dict[str, Json]:
    """Facts as JSON, sorted by path."""
    return {path: value_data(facts[path]) for path in sorted(facts)}

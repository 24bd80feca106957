"""Years stand beside each other: what is the same is said in the same words, and nothing is lost on the way."""

from __future__ import annotations

import pytest

import grantrules
from grantrules.rules.common import shared
from grantrules.rules.compiled import shipped_folder
from grantrules.rules.ruleset import Rule, RuleSet, Verb

YEARS = {year: grantrules.load(year).rules for year in grantrules.years()}
SILENT = [(rules, rule) for rules in YEARS.values() for rule in rules.rules if rule.verb is Verb.SILENT]


def _last_stated(rule: Rule) -> Rule:
    assert rule.silent_since is not None
    return YEARS[rule.silent_since].by_id[rule.id]


@pytest.mark.parametrize(("rules", "rule"), SILENT, ids=[f"{rules.year} {rule.id}" for rules, rule in SILENT])
def test_a_silent_rule_says_what_the_last_year_said(rules: RuleSet, rule: Rule) -> None:
    stated = _last_stated(rule)
    assert stated.verb is not Verb.SILENT
    assert (rule.text, rule.topic) == (stated.text, stated.topic)
    assert {source.document for source in rule.sources} <= {source.document for source in stated.sources}
    between = [year for year in YEARS if (rule.silent_since or 0) < year < rules.year]
    assert all(YEARS[year].by_id[rule.id].verb is Verb.SILENT for year in between)


@pytest.mark.parametrize("year", [year for year in YEARS if year > min(YEARS)])
def test_topics_and_order_are_those_of_the_year_before(year: int) -> None:
    before = YEARS[max(other for other in YEARS if other < year)]
    here, there = ([rule.id for rule in rules.rules] for rules in (YEARS[year], before))
    shared_ids = set(here) & set(there)
    assert {id_: YEARS[year].by_id[id_].topic for id_ in shared_ids} == {
        id_: before.by_id[id_].topic for id_ in shared_ids
    }


def test_every_citation_is_of_a_document_that_speaks_for_the_year() -> None:
    documents = shared(shipped_folder()).documents
    for rules in YEARS.values():
        stated = [rule for rule in rules.rules if rule.verb is not Verb.SILENT]
        cited = {(rule.id, source.document) for rule in stated for source in rule.sources}
        elsewhere = {(rule, document) for rule, document in cited if rules.year not in documents[document].speaks_for}
        assert elsewhere == set(), rules.year


def test_a_year_without_a_full_text_repeals_nothing_that_no_source_repeals() -> None:
    for rules in YEARS.values():
        for each in rules.repeals:
            assert each.source.document in rules.documents
        assert rules.year == 2022 or not rules.complete

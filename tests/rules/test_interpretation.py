"""The write-up of what the documents leave open: what it names exists, and what needs a write-up has one.

The convention is explained at the top of `docs/interpretation.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from grantrules.api import load, years
from grantrules.language.condition import Basis, branch_ids
from grantrules.rules.ruleset import Rule
from tests.rules.test_cases import shipped_cases
from tests.rules.test_report_cases import CASES as REPORT_CASES
from tests.support.documents import ROOT

NAME = re.compile(r"`([^`]+)`")
OF_EACH_YEAR = pytest.mark.parametrize("year", years())


@cache
def entries() -> dict[int, dict[str, str]]:
    """Of each year, the text of each entry by its heading."""
    text = (ROOT / "docs" / "interpretation.md").read_text(encoding="utf-8")
    parts = re.split(r"^# (\d{4})$", text, flags=re.MULTILINE)[1:]
    return {int(year): of_a_year(body) for year, body in zip(parts[::2], parts[1::2], strict=True)}


def of_a_year(text: str) -> dict[str, str]:
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)[1:]
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    assert len(found) == len(parts) // 2, "two entries have one heading"
    return {heading: re.split(r"^## ", body, flags=re.MULTILINE)[0] for heading, body in found.items()}


def split(body: str) -> tuple[set[str], set[str]]:
    """The names of rules (and `rule/branch`) in an entry, and those of cases, from the line that begins with Cases."""
    said, _, cases = body.partition("\n**Cases**:")
    return set(NAME.findall(said)) - WORDS, set(NAME.findall(cases))


WORDS = {"expect", "office: innlandet"}
"""Words of the rule language that the prose uses."""


def rules(year: int) -> tuple[Rule, ...]:
    return load(year).rules.rules


def branches(rule: Rule) -> Iterator[str]:
    """The branches in doubt and the readings of a rule."""
    return (f"{rule.id}/{branch}" for branch in sorted(branch_ids(rule.statement)))


def named(year: int) -> set[str]:
    """All rules and branches that the write-up of a year names."""
    return set().union(*(split(body)[0] for body in entries()[year].values()))


def test_every_year_is_written_up() -> None:
    assert tuple(entries()) == tuple(years())


@OF_EACH_YEAR
def test_every_rule_and_branch_that_it_names_exists(year: int) -> None:
    known = {rule.id for rule in rules(year)} | {branch for rule in rules(year) for branch in branches(rule)}
    assert named(year) - known == set()


@OF_EACH_YEAR
def test_every_case_that_it_names_exists(year: int) -> None:
    known = {case.id for case in shipped_cases() if case.year == year} | {case["id"] for case in REPORT_CASES}
    unknown = {(heading, case) for heading, body in entries()[year].items() for case in split(body)[1] - known}
    assert unknown == set()


@OF_EACH_YEAR
def test_every_entry_names_a_case_that_tests_it(year: int) -> None:
    assert [heading for heading, body in entries()[year].items() if not split(body)[1]] == []


@OF_EACH_YEAR
def test_every_doubt_and_reading_is_written_up(year: int) -> None:
    assert {branch for rule in rules(year) for branch in branches(rule)} - named(year) == set()


@OF_EACH_YEAR
def test_every_rule_that_is_not_simply_stated_is_written_up(year: int) -> None:
    assert {rule.id for rule in rules(year) if rule.basis is not Basis.STATED} - named(year) == set()


def test_every_heading_is_an_anchor_of_its_own() -> None:
    headings = [heading for year in entries().values() for heading in year]
    anchors = Counter(re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings)
    assert [anchor for anchor, times in anchors.items() if times > 1] == []

"""The write-up of what the documents for 2022 leave open: what it names exists, and what needs a write-up has one.

The convention is explained at the top of `docs/interpretation.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from grantrules.api import load
from grantrules.condition import branch_ids
from grantrules.ruleset import Basis, Rule
from tests.documents import ROOT
from tests.test_cases import shipped_cases

YEAR = 2022
NAME = re.compile(r"`([^`]+)`")


@cache
def entries() -> dict[str, str]:
    """The text of each entry by its heading."""
    text = (ROOT / "docs" / "interpretation.md").read_text(encoding="utf-8")
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)[1:]
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    assert len(found) == len(parts) // 2, "two entries have one heading"
    return {heading: re.split(r"^## ", body, flags=re.MULTILINE)[0] for heading, body in found.items()}


def split(body: str) -> tuple[set[str], set[str]]:
    """The names of rules (and `rule/branch`) in an entry, and those of cases, from the line that begins with Cases."""
    said, _, cases = body.partition("\n**Cases**:")
    return set(NAME.findall(said)) - VERBS, set(NAME.findall(cases))


VERBS = {"expect"}
"""Words of the rule language that the prose uses."""


def rules() -> tuple[Rule, ...]:
    return load(YEAR).rules.rules


def branches(rule: Rule) -> Iterator[str]:
    """The branches in doubt and the readings of a rule."""
    return (f"{rule.id}/{branch}" for branch in sorted(branch_ids(rule.statement)))


def named() -> set[str]:
    """All rules and branches that the write-up names."""
    return set().union(*(split(body)[0] for body in entries().values()))


def test_every_rule_and_branch_that_it_names_exists() -> None:
    known = {rule.id for rule in rules()} | {branch for rule in rules() for branch in branches(rule)}
    assert named() - known == set()


def test_every_case_that_it_names_exists() -> None:
    known = {case.id for case in shipped_cases() if case.year == YEAR}
    unknown = {(heading, case) for heading, body in entries().items() for case in split(body)[1] if case not in known}
    assert unknown == set()


def test_every_entry_names_a_case_that_tests_it() -> None:
    assert [heading for heading, body in entries().items() if not split(body)[1]] == []


def test_every_doubt_and_reading_is_written_up() -> None:
    assert {branch for rule in rules() for branch in branches(rule)} - named() == set()


def test_every_rule_that_is_not_simply_stated_is_written_up() -> None:
    assert {rule.id for rule in rules() if rule.basis is not Basis.STATED} - named() == set()


def test_every_heading_is_an_anchor_of_its_own() -> None:
    anchors = Counter(re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in entries())
    assert [anchor for anchor, times in anchors.items() if times > 1] == []

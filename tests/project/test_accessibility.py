"""The guard that lets axe-core look at pages: what it takes for a fault, so that finding nothing says something."""

from __future__ import annotations

import pytest

from tests.guards.accessibility import FAULTS, FAULTY, SCREENS, Found, Violation, faults_on, pages_of_results

LIGHT, DARK = SCREENS


def found(*rules: str, dark: bool = False, passes: tuple[str, ...] = ("color-contrast",)) -> Found:
    violations: list[Violation] = [{"rule": rule, "nodes": [("main > p", "Fix\n  this")]} for rule in rules]
    return {"violations": violations, "passes": list(passes), "undecided": 0, "dark": dark}


@pytest.mark.parametrize(
    ("name", "page", "fault"),
    [
        ("a", found(), ""),
        ("a", found("image-alt"), "a: image-alt, 1 times\n    main > p: Fix this"),
        ("a", found(dark=True), "a: was not shown light"),
        ("a", found(passes=()), "a: no text was looked at"),
        ("a", {"error": "TypeError: x"}, "a: TypeError: x"),
        (FAULTY, found(*FAULTS), ""),
        (FAULTY, found(*sorted(FAULTS)[1:]), f"axe does not find {min(FAULTS)} on {FAULTY}"),
    ],
)
def test_what_is_a_fault(name: str, page: Found, fault: str) -> None:
    assert "".join(faults_on(LIGHT, {name: page})) == fault
    assert "dark" in "".join(faults_on(DARK, {name: page})) or "error" in page or page["dark"]


def test_pages_of_every_kind_are_looked_at() -> None:
    pages = dict(pages_of_results())
    kinds = {name.rpartition(", ")[2] if "," in name else name for name in pages}
    assert kinds >= {"full", "regulation", "history", "comparison", "summary", "why", "what if", "nearest", "rule"}
    assert all(page.startswith("<!DOCTYPE html>") and "<script" not in page for page in pages.values())

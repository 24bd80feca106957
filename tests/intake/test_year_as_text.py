"""A year that came as text, as forms post it, is that year: in every way in alike, and nothing that only looks like one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import grantrules
from grantrules.base.values import read_year

APPLICATION = {"id": "A", "applicant": {"type": "foundation"}}
REPORT = {"kind": "report", "grant": {"award_year": "2022"}}


def test_an_application_is_decided_under_the_year_that_it_names_as_text(tmp_path: Path) -> None:
    given = {**APPLICATION, "year": "2022"}
    expected = grantrules.evaluate({**APPLICATION, "year": 2022})
    file = tmp_path / "a.yaml"
    file.write_text("id: A\nyear: '2022'\napplicant: {type: foundation}\n", "utf-8")
    typed = grantrules.Application.model_validate(given)
    parsed = grantrules.parse(json.dumps(given))
    for document in (given, typed, parsed, grantrules.read(file)):
        assert grantrules.evaluate(document) == expected
        assert grantrules.load(2022).evaluate(document) == expected
    assert typed.year == expected.stated.year == 2022


def test_a_report_is_answered_under_the_award_year_that_it_names_as_text() -> None:
    expected = grantrules.evaluate_report({"kind": "report", "grant": {"award_year": 2022}})
    for document in (REPORT, grantrules.Report.model_validate(REPORT), grantrules.parse(json.dumps(REPORT))):
        assert grantrules.evaluate_report(document) == expected
        assert grantrules.reports(2022).evaluate(document) == expected


def test_a_change_takes_a_year_as_text() -> None:
    decision = grantrules.load(2026).evaluate(APPLICATION)
    changed = [decision.what_if({"grant.award_year": year}).after for year in ("2025", 2025)]
    assert changed[0] == changed[1]
    assert changed[0].stated.facts["grant.award_year"] == 2025


def test_a_portfolio_takes_years_as_text_in_every_form(tmp_path: Path) -> None:
    given = {**APPLICATION, "year": "2022"}
    (tmp_path / "a.jsonl").write_text(json.dumps({**given, "id": "B"}) + "\n", "utf-8")
    (tmp_path / "a.json").write_text(json.dumps({**given, "id": "C"}), "utf-8")
    (tmp_path / "applications.csv").write_text("id,year,applicant.type\nD,2022,foundation\n", "utf-8")
    (tmp_path / "measures.csv").write_text("application,id\n", "utf-8")
    for portfolio, ids in ((tmp_path, ["C", "B", "D"]), ([given], ["A"])):
        found = grantrules.batch(portfolio)
        assert found.rejected == ()
        assert found.applications.select("id", "year", "status").rows() == [(id_, 2022, "not_eligible") for id_ in ids]
    assert grantrules.diff(2022, 2023, portfolio=[given]).to_dict()["impact"]["evaluated"] == 1  # type: ignore[index]


WANTED = "expected the year whose rules apply (2022, 2023, 2026), found"
REFUSED = [
    ("26", f"year: {WANTED} `26`"),
    ("20260", f"year: {WANTED} `20260`"),
    ("20 26", f"year: {WANTED} `20 26`"),
    ("+2026", f"year: {WANTED} `+2026`"),
    ("２０２６", f"year: {WANTED} `２０２６`"),
    ("", f"year: {WANTED} ``"),
    (True, f"year: {WANTED} `true`"),
    (["2026"], f"year: {WANTED} a list"),
]


@pytest.mark.parametrize(("year", "said"), REFUSED)
def test_what_is_no_year_is_refused_word_for_word(year: object, said: str) -> None:
    with pytest.raises(grantrules.ApplicationError) as error:
        grantrules.evaluate({"year": year})
    assert str(error.value) == said
    assert error.value.code == "unreadable-value"


def test_a_year_as_text_without_rules_is_told_as_one_in_numbers() -> None:
    for year in ("1999", 1999):
        with pytest.raises(grantrules.UnknownRegulation) as error:
            grantrules.evaluate({"year": year})
        assert str(error.value) == "there is no regulation for 1999, only for 2022, 2023, 2026."


READ = [
    ("1899", "expected a year such as 2026, found `1899`"),
    ("2200", "expected a year such as 2026, found `2200`"),
    ("20 26", "expected a year such as 2026, found `20 26`; write it without spaces"),
    ("soon", "expected a year such as 2026, found `soon`"),
]


@pytest.mark.parametrize(("year", "said"), READ)
def test_a_fact_that_is_a_year_is_within_bounds_also_as_text(year: str, said: str) -> None:
    assert [read_year(each) for each in ("1900", " 2199\n", 2026, "2026.0", 2026.0)] == [1900, 2199, *[2026] * 3]
    with pytest.raises(ValueError, match="expected a year") as error:
        read_year(year)
    assert str(error.value) == said

"""What a portfolio comes to: exact counts and sums, the budget with its source, every form, and the picture."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

import grantrules
from grantrules.base.texts import LANGUAGES
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import Total
from grantrules.results.portfolio import PortfolioSummary
from grantrules.schema import schema_of
from tests.guards.made_up_portfolio import portfolio
from tests.support.documents import ROOT

NO, OPEN, YES = Status
BARRED = {"id": "B", "year": 2022, "applicant": {"type": "stiftelse"}, "measures": [{"id": "m", "amount": 100}]}
OPEN_ONE = {
    "id": "C",
    "year": 2022,
    "applicant": {"type": "kommune"},
    "measures": [{"id": "m", "kind": "competence", "amount": Decimal("0.25")}, {"id": "n"}],
}
NOBODY = {"id": "D", "year": 2022}


def summary() -> PortfolioSummary:
    return grantrules.batch([BARRED, OPEN_ONE, NOBODY, {"id": "E", "year": 2022, "no": 1}]).summary


def test_it_counts_by_status_type_and_kind_and_unknown_is_not_zero() -> None:
    of = summary()
    assert (of.read, of.evaluated, of.rejected, of.stray) == (4, 3, 1, 0)
    (year,) = of.years
    assert year.applications == {NO: Total(1, 100), OPEN: Total(2, Decimal("0.25"), 1), YES: Total()}
    assert year.measures == {NO: Total(1, 100), OPEN: Total(2, Decimal("0.25"), 1), YES: Total()}
    assert year.applied_for == Total(3, Decimal("100.25"), 1)
    assert [(group.value, group.total.number) for group in year.types] == [
        ("municipality", 1),
        ("foundation", 1),
        (None, 1),
    ]
    assert [(group.value, group.totals[OPEN].number) for group in year.kinds] == [("competence", 1), (None, 1)]


def test_what_is_missing_most_often_comes_first_with_whom_to_ask() -> None:
    (year,) = grantrules.batch(ROOT / "examples/2022").summary.years
    numbers = [each.applications for each in year.missing]
    assert numbers == sorted(numbers, reverse=True)
    first = year.missing[0]
    assert (first.fact, first.ask.value, first.applications, first.measures) == (
        "measure.bpa.training_plan", "applicant", 2, 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("year", "figure", "kind"), [(2022, 358_000_000, "appropriated"), (2023, 367_400_000, "proposed")]
)
def test_the_budget_stands_with_its_kind_and_source(year: int, figure: int, kind: str) -> None:
    (of,) = grantrules.batch([{"year": year}]).summary.years
    assert of.budget == figure
    assert of.budgets[0].states is not None
    assert of.budgets[0].states.figure == kind
    assert of.budgets[0].id == "budget"
    assert "Innlandet's slides 2023" in grantrules.batch([{"year": year}]).summary.to_text("en")


def test_where_no_source_gives_a_budget_there_is_no_share() -> None:
    found = grantrules.batch([{**BARRED, "year": 2026}]).summary
    assert found.years[0].budget is None
    assert "No source gives the year's budget." in found.to_text("en")
    assert "Share of the budget" not in found.to_text("en")


def test_a_share_that_is_not_nothing_is_not_shown_as_nothing() -> None:
    text = summary().to_text("en")
    assert "NOK 100.25" in text
    assert "< 0.1%" in text
    assert "0.0%" in text


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), year=st.sampled_from(grantrules.years()))
def test_it_adds_up_to_what_is_decided_one_by_one(seed: int, year: int) -> None:
    applications = portfolio(8, year, seed)
    (of,) = grantrules.batch(applications).summary.years
    decisions = [grantrules.evaluate(each) for each in applications]
    assert {status: total.number for status, total in of.applications.items() if total.number} == Counter(
        each.status for each in decisions
    )
    assert of.applied_for.kroner == sum(m["amount"] for a in applications for m in a["measures"] if "amount" in m)
    for totals, groups in ((of.applications, of.types), (of.measures, of.kinds)):
        for status, total in totals.items():
            assert sum((group.totals[status] for group in groups), Total()) == total
    missing = Counter(missing.fact for each in decisions for missing in each.missing)
    assert {each.fact: each.applications for each in of.missing} == missing


# -- forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_form_in_every_language(language: str) -> None:
    of = grantrules.batch(ROOT / "examples").summary
    assert max(map(len, of.to_text(language).splitlines())) <= 160
    markdown = of.to_markdown(language)
    assert markdown.count("| --: |") > 5
    data = json.loads(of.to_json(language))
    jsonschema.validate(data, schema_of("summary"))
    assert data == of.to_dict(language)
    assert (data["schema"], data["language"], data["read"]) == ("grantrules.summary/1", language, 30)
    document = of.to_html(language)
    HTMLParser().feed(document)
    assert document.count("<table>") == len(of.grids(language)) == 12
    assert "<table>" in of._repr_html_()


def test_an_empty_portfolio_has_a_summary_and_a_picture() -> None:
    of = grantrules.batch([]).summary
    assert (
        of.to_text("en")
        == "Σ SUMMARY   Portfolio\n  0 read: 0 evaluated, 0 rejected.\n  No application was evaluated.\n"
    )
    assert of.plot("en").axes


def test_stray_measures_are_told() -> None:
    of = PortfolioSummary(1, 1, 0, 1200, ())
    assert "Tiltak som ikke hører til noen søknad: 1\u00a0200." in of.to_text("nb")


# -- the picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_what_the_tables_say(language: str) -> None:
    of = grantrules.batch(ROOT / "examples").summary
    figure = of.plot(language)
    assert len(figure.axes) == 9
    assert all(axes.get_title(loc="left")[:4] in ("2022", "2023", "2026") for axes in figure.axes)
    types, amounts, missing = figure.axes[:3]
    widths = [[bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)] for axes in (types, amounts)]
    assert sum(widths[0]) == 12
    assert [text.get_text() for text in types.texts][-1] == "4 · 4 · 0"
    assert [round(width, 3) for width in widths[1]] == [358, 3.775, 1.025, 0.715, 2.035]
    assert len(missing.patches) == 10
    patterns = {bar.get_hatch() for bar in types.patches}
    assert len(patterns) == 3, "verdicts are told apart by more than colour"


def test_a_notebook_shows_the_picture_without_a_screen_or_pyplot() -> None:
    code = (
        "import sys, grantrules; figure = grantrules.batch([{'year': 2026}]).summary.plot();"
        "assert figure._repr_png_().startswith(b'\\x89PNG'); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    of = grantrules.batch([]).summary
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(
        grantrules.MissingExtra, match=r'needs the package matplotlib: pip install "grantrules\[picture\]"'
    ):
        of.plot()
    with pytest.raises(grantrules.UnknownName):
        of.plot("de")

"""One rule through the years: under every id, with what became of it from year to year."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import jsonschema
import pytest

import grantrules
from grantrules.base.errors import UnknownName, UnknownRegulation
from grantrules.base.texts import LANGUAGES
from grantrules.regulation import Regulation
from grantrules.schema import schema_of
from tests.support.building import rule_set
from tests.support.pages import seen

YEARS = (
    "- {id: limit, require: {measure.amount: {at_most: 1000}}}",
    "- {id: ceiling, formerly: limit, require: {measure.amount: {at_most: 500}}}\n- {id: other, note: {}}",
    "- {id: ceiling, silent: 2031}",
    "- {id: other, note: {}}",
)


def made_up() -> list[Regulation]:
    return [Regulation(rule_set(rules, year=2030 + place)) for place, rules in enumerate(YEARS)]


def sections(text: str) -> dict[str, str]:
    """What stands under each heading, on a line."""
    parts: Sequence[str] = text.split("\n\n")[1:]
    return {part.splitlines()[0]: re.sub(r"\s+", " ", part.partition("\n")[2]).strip() for part in parts}


@pytest.mark.parametrize("asked", ["ceiling", "limit"])
def test_a_rule_is_told_year_by_year_under_every_id(asked: str) -> None:
    history = grantrules.history(asked, made_up())
    assert [each.rules.year for each in history.years] == [2030, 2031, 2032, 2033]
    assert history.to_text("en").startswith(f"⇄ THE RULE THROUGH THE YEARS   Regel ({asked})\n")
    assert sections(history.to_text("en")) == {
        "2030": "- Regel (requirement): limit The rule requires that “measure.amount” is at most NOK 1,000."
        " measure.amount: NOK 1,000 (regulation, 1) regulation, 1 (the regulation, stated)",
        "2031": "- Since 2030: reworded; stricter; formerly limit measure.amount: NOK 1,000 (2030) → NOK 500 (2031)"
        " Differs in: wording, condition - Regel (requirement): ceiling The rule requires that “measure.amount” is at most"
        " NOK 500. measure.amount: NOK 500 (regulation, 1) regulation, 1 (the regulation, stated)",
        "2032": "- Since 2031: not mentioned any more measure.amount: NOK 500 (2031) → not mentioned (2032) - ceiling not mentioned, last stated in 2031",
        "2033": "- Since 2032: not mentioned before either",
    }


def test_a_year_without_change_says_so_and_one_without_the_rule_too() -> None:
    other = grantrules.history("other", made_up()[:2])
    assert sections(other.to_text("en"))["2030"] == "- The rule is not here."
    silent = [Regulation(rule_set(f"- {{id: ceiling, silent: {year}}}", year=year + 1)) for year in (2031, 2032)]
    both = sections(grantrules.history("ceiling", silent).to_text("en"))
    assert both["2033"] == "- Still not mentioned, as in 2032."
    same = grantrules.history("other", [made_up()[1], Regulation(rule_set("- {id: other, note: {}}", year=2034))])
    assert sections(same.to_text("en"))["2034"] == "- Unchanged since 2031."


def test_every_shipped_rule_has_a_history_in_every_form() -> None:
    schema = schema_of("history")
    rules = {rule.id for year in grantrules.years() for rule in grantrules.load(year).rules.rules}
    for place, rule in enumerate(sorted(rules)):
        history = grantrules.history(rule)
        language = LANGUAGES[place % 3]
        data = history.to_dict(language)
        assert [each["year"]["year"] for each in data["years"]] == list(grantrules.years())
        assert any(each["rule"] for each in data["years"])
        assert rule in history.to_text(language)
        if place % 10 == 0:
            jsonschema.validate(data, schema)
            assert json.loads(history.to_json(language)) == data
            assert seen(history.to_html(language)).faults == []
            assert history.to_markdown(language).startswith("# ⇄ ")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("application-deadline", "Søknadsfrist, Statsforvalteren i Innlandet: 1. april 2023 (2023) → ikke nevnt (2026)"),
        ("application-deadline", "Søknadsfrist, nasjonalt: ikke nevnt (2023) → 1. mars 2026 (2026)"),
        ("report-goal-attainment", "Frist: 1. mars 2023 for tilskudd fra 2022 (2022) → ikke nevnt (2023)"),
        ("office-report-deadline", "Statsforvalteren i Trøndelag: ikke nevnt (2023) → 1. mars 2026 for tilskudd fra 2025 (2026)"),
        ("budget", "Beløp: 358 000 000 kroner, bevilget (2022) → 367 400 000 kroner, foreslått (2023)"),
        ("office-audit", "Beløpsgrense for revisjon, Statsforvalteren i Innlandet: 200 000 kroner"),
    ],
)  # fmt: skip
def test_every_date_and_amount_is_told_with_its_value_in_both_years(rule: str, said: str) -> None:
    for text in (grantrules.history(rule).to_text("nb"), seen(grantrules.history(rule).to_html("nb")).words):
        assert said.replace("\u00a0", " ") in re.sub(r"\s+", " ", text)


def test_years_can_be_named_and_what_is_unknown_is_said() -> None:
    assert [each.rules.year for each in grantrules.history("signature", [2026, 2022]).years] == [2022, 2026]
    with pytest.raises(UnknownName, match="did you mean `signature`"):
        grantrules.history("signatur")
    with pytest.raises(UnknownRegulation, match="2025"):
        grantrules.history("signature", [2022, 2025])
    assert repr(grantrules.history("signature")) == "<RuleHistory of signature: 2022, 2023, 2026>"

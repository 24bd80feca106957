"""`to_dict(parts=…)` and `to_json(parts=…)`: what was asked for, as it stands in the whole, and nothing else worked out."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

import grantrules
from grantrules.base.codes import Code
from grantrules.decision import decision as inner
from grantrules.results.shown import Shown
from tests.support.documents import ROOT

if TYPE_CHECKING:
    from typing import assert_type

    from grantrules.types import DecisionData, ReportData


def results() -> dict[str, Shown[Any]]:
    mixed = grantrules.read(ROOT / "examples/2022/mixed.yaml")
    return {
        "decision": grantrules.evaluate(mixed),
        "report": grantrules.evaluate_report(grantrules.read(ROOT / "examples/reports/two-deadlines.yaml")),
        "diff": grantrules.diff(2022, 2023),
        "history": grantrules.history("competence-plan"),
        "summary": grantrules.batch([mixed]).summary,
    }


RESULTS = results()


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_part_and_each_pair_of_parts_is_what_stands_in_the_whole(name: str, language: str) -> None:
    result = RESULTS[name]
    whole = json.loads(result.to_json(language))
    wanted = [(), *((part,) for part in whole), *combinations(reversed(whole), 2), tuple(whole)]
    for parts in wanted:
        expected = [(part, value) for part, value in whole.items() if part in parts]
        assert list(result.to_dict(language, parts=parts).items()) == expected
        assert list(json.loads(result.to_json(language, parts=set(parts))).items()) == expected
    assert list(json.loads(result.to_json(language, indent=2, parts=list(whole))).items()) == list(whole.items())


def test_an_unknown_part_is_told_with_what_it_may_have_meant() -> None:
    for name, meant in (("decision", "status"), ("report", "status"), ("diff", "schema"), ("history", "schema")):
        for show in (RESULTS[name].to_dict, RESULTS[name].to_json):
            with pytest.raises(grantrules.UnknownName) as error:
                show(parts=("schema", f"{meant}s"))
            assert str(error.value) == f"unknown part `{meant}s`; did you mean `{meant}`?"
            assert error.value.code is Code.UNKNOWN_NAME


def test_a_text_is_no_list_of_parts() -> None:
    with pytest.raises(grantrules.UnknownName, match="unknown part `s`"):
        RESULTS["decision"].to_dict(parts="status")


def test_what_was_not_asked_for_is_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = grantrules.load(2022).evaluate({"id": "A"})

    def refuse(_self: object) -> object:
        raise AssertionError("this was not asked for")

    for name in ("missing", "open", "judge", "corrections", "duties", "notes", "rests_on", "tags"):
        monkeypatch.setattr(inner.Decision, name, property(refuse))
    assert decision.to_dict(parts=("schema", "status")) == {"schema": "grantrules.decision/1", "status": "undetermined"}
    with pytest.raises(AssertionError, match="not asked for"):
        decision.to_dict(parts=("status", "missing"))


if TYPE_CHECKING:

    def types(decision: grantrules.Decision, answer: grantrules.ReportAnswer) -> None:
        assert_type(decision.to_dict(), DecisionData)
        assert_type(answer.to_dict("nn", parts=None), ReportData)
        assert_type(decision.to_dict(parts=("status", "measures")), dict[str, object])

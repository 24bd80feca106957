"""What if, why, determined and explained: as in the decisions themselves, in every language."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules import ApplicationError, Decision, Status, UnknownName
from grantrules.base.texts import LANGUAGES
from grantrules.decision.decider import Decider
from grantrules.evaluation.reference import evaluate
from grantrules.rules.ruleset import Verb
from tests.support.building import decide as decided
from tests.support.building import essence
from tests.support.documents import ROOT
from tests.support.random_applications import Applications
from tests.support.random_rules import rule_set as random_rules

RULES = """
- {id: kind, require: {measure.kind: competence}}
- {id: type, require: {applicant.type: municipality}}
- {id: signed, expect: {application.signed: true}, remedy: Signer}
- {id: level, require: {any: [{measure.level: bachelor}, {id: course, doubt: disputed, measure.level: course}]}}
- {id: rural, prioritise: {measure.rural: true}}
- {id: report, oblige: {}, when: {measure.kind: competence}, due: not_stated}
"""
APPLICATION = {
    "id": "A-1",
    "applicant": {"type": "municipality"},
    "signed": False,
    "measures": [{"id": "m1", "kind": "competence", "level": "course"}, {"id": "m2", "kind": "development"}],
}
EXAMPLES = sorted((ROOT / "examples").glob("20*/*.yaml"))


@pytest.fixture(scope="module")
def decision() -> Decision:
    return decided(RULES, APPLICATION)


def test_what_if_names_what_comes_and_goes(decision: Decision) -> None:
    found = decision.what_if({"m1.level": "bachelor"}, signed=True)
    assert (found.before.status, found.after.status) == (Status.UNDETERMINED, Status.ELIGIBLE)
    assert [(c.at.written, c.before, c.after) for c in found.changes] == [
        ("m1.level", "course", "bachelor"),
        ("signed", False, True),
    ]
    assert [(m.measure, m.before, m.after) for m in found.measures] == [("m1", Status.UNDETERMINED, Status.ELIGIBLE)]
    assert [point.rule.id for point in found.corrections.gone] == ["signed"]
    assert [point.rule.id for point in found.judge.gone] == ["level"]
    assert not any((found.bars, found.missing, found.tags, found.duties, found.judge.new, found.corrections.new))


@pytest.mark.parametrize(
    ("change", "part", "new", "gone"),
    [
        ({"applicant.type": "other"}, "bars", ["type"], []),
        ({"m1.kind": None}, "missing", ["measure.kind"], []),
        ({"m1.rural": True}, "tags", ["rural"], ["rural"]),
        ({"m1.kind": "development"}, "duties", [], ["report"]),
        ({"signed": None}, "corrections", [], ["signed"]),
    ],
)
def test_each_part_that_changes(
    decision: Decision, change: dict[str, object], part: str, new: list[str], gone: list[str]
) -> None:
    difference = getattr(decision.what_if(change), part)
    for found, expected in ((difference.new, new), (difference.gone, gone)):
        assert [each.fact if part == "missing" else each.rule.id for each in found] == expected


def test_nested_and_dotted_names_say_the_same(decision: Decision) -> None:
    one = decision.what_if({"m1.level": "bachelor", "applicant.type": "other"})
    other = decision.what_if(m1={"level": "bachelor"}, applicant={"type": "other"})
    assert one.changes == other.changes
    assert essence(one.after) == essence(other.after)


def test_what_if_refuses_what_it_does_not_know(decision: Decision) -> None:
    with pytest.raises(ApplicationError, match=r"did you mean `m1\.level`"):
        decision.what_if({"m1.levl": "bachelor"})


def test_a_determination_is_recorded_in_a_new_decision(decision: Decision) -> None:
    after = decision.determine("level", "course", note="Ja", by="NN", measure="m1").what_if(signed=True).after
    assert after.status is Status.ELIGIBLE
    assert decision.status is Status.UNDETERMINED
    (recorded,) = after.stated.measures[0].determinations.values()
    assert (recorded.is_, recorded.note, recorded.by) == ("course", "Ja", "NN")
    assert "Ja" in after.to_text("nb", full=True)
    with pytest.raises(ApplicationError, match="unknown value `cours`; did you mean `course`"):
        decision.determine("level", "cours")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_reasons_are_those_of_the_status_and_pressing_ones_come_first(seed: int) -> None:
    rng = Random(seed)
    rules = random_rules(rng, 20)
    stated = Applications(rules).draw(rng)
    decider = Decider(rules)
    decision = Decision(decider, stated, evaluate(rules, stated))
    assert Decision.made(decider, stated).status is decision.status
    for found in (decision.why(), *(decision.why(measure.id) for measure in decision.measures)):
        if found.status is not Status.ELIGIBLE:
            if found.measure is not None or decision.measures:
                assert found.reasons
            assert all(reason.level is found.status for reason in found.reasons)
        else:
            assert all(reason.level is Status.ELIGIBLE and reason.rule.verb.decides for reason in found.reasons)
    for rule in rules.rules:
        of_rule = decision.why(rule.id).reasons
        assert all(reason in of_rule for reason in decision.every_reason if reason.rule is rule)
        assert {reason.rule.id for reason in of_rule} <= {rule.id}
        assert [reason.level.rank for reason in of_rule] == sorted(reason.level.rank for reason in of_rule)


def test_why_knows_only_what_there_is(decision: Decision) -> None:
    assert {reason.rule.id for reason in decision.why("m2").reasons} == {"kind", "level"}
    assert {(reason.rule.id, reason.measure) for reason in decision.why("level").reasons} == {
        ("level", "m1"),
        ("level", "m2"),
    }
    assert decision.why("report").decision is decision
    with pytest.raises(UnknownName, match="unknown measure or rule `leve`; did you mean `level`"):
        decision.why("leve")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pages_say_what_they_hold(example: Path, language: str) -> None:
    decision = grantrules.evaluate(grantrules.read(example))
    assert isinstance(decision, Decision)
    measure = decision.measures[0].id
    changed = decision.what_if({f"{measure}.kind": None, "applicant": {"type": "stiftelse"}})
    for page in (changed, decision.why(), decision.why(measure)):
        text, markdown = page.to_text(language), page.to_markdown(language)
        assert markdown.startswith("# ")
        assert text.isprintable() or "\n" in text
    said = decision.why().to_text(language).replace("\n", " ")
    assert all(reason.rule.id in said for reason in decision.why().reasons)
    shown = " ".join(changed.to_text(language).split())
    assert all(bar.rule.text[language] in shown for bar in changed.bars.new)  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", grantrules.years())
def test_every_rule_can_be_explained(year: int, language: str) -> None:
    regulation = grantrules.load(year)
    for rule in regulation.rules.by_id.values():
        explained = regulation.explain(rule.id)
        said = " ".join(explained.to_text(language).split())
        assert explained.to_markdown(language).count("## ") >= 2
        assert rule.text[language] in said  # type: ignore[index]
        called = {id_: document.called.as_dict()[language] for id_, document in regulation.rules.documents.items()}
        assert all(f"{called[source.document]}, {source.at}" in said for source in rule.sources)
        assert all(f"{branch}:" in said for branch in rule.branches)
        assert rule.verb is not Verb.SILENT or str(rule.silent_since) in said
    with pytest.raises(UnknownName, match="there is no rule"):
        regulation.explain("no-such-rule")

"""Small helpers to build rules and applications in tests, with a small vocabulary of their own."""

from __future__ import annotations

import atexit
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from grantrules.base.errors import Problems
from grantrules.base.nodes import plain, read_bytes
from grantrules.base.texts import Text
from grantrules.base.values import Value
from grantrules.decision.notes import Note, NoteKind
from grantrules.decision.verdict import Missing
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Determination, Stated, StatedMeasure, office_facts
from grantrules.language.condition import ALWAYS, Citation, Condition, determination_of
from grantrules.language.vocabulary import OFFICE, Vocabulary
from grantrules.regulation import Regulation
from grantrules.results.document import Decision
from grantrules.rules.load import load_folder
from grantrules.rules.ruleset import OfficeValue, Rule, RuleSet, SourceDocument, Verb
from grantrules.rules.silence import silent_rule

YEAR = 2030

FACTS = """
applicant.name: {type: text}
applicant.type: {type: choice, values: [municipality, county, other]}
applicant.district: {type: boolean, only_for: {applicant.type: municipality}}
applicant.organisation_number: {type: organisation_number}
application.submitted_on: {type: date}
application.amount: {type: money}
application.staff: {type: integer}
application.signed: {type: boolean}
application.founded: {type: year}
application.contents: {type: choices, values: [budget, plan, accounts]}
application.checked: {type: boolean, from: caseworker}
office.id: {type: choice, values: [north, south, west]}
office.deadline: {type: date, from: office}
office.limit: {type: money, from: office}
measure.title: {type: text}
measure.kind: {type: choice, values: [competence, development]}
measure.level: {type: choice, values: [course, bachelor], only_for: {measure.kind: competence}}
measure.credits: {type: integer, only_for: {measure.level: bachelor}}
measure.partners: {type: choices, values: [university, business, voluntary]}
measure.amount: {type: money}
measure.starts: {type: date}
measure.staff: {type: boolean}
measure.rural: {type: boolean}
measure.ordinary: {type: boolean, from: caseworker}
grant.award_year: {type: year}
letter.deadline: {type: date, from: letter, used_in: [report]}
report.late: {type: boolean, used_in: [report]}
"""

SOURCES = """
regulation: {authority: regulation}
page: {authority: directorate_page}
presentation: {authority: directorate_presentation}
north-slide: {authority: office_slide, office: north}
south-slide: {authority: office_slide, office: south}
"""


def rule_set(rules: str, offices: str = "[]", *, year: int = YEAR, whole: bool = False) -> RuleSet:
    """The rules of a YAML list, loaded from a folder; titles, texts and sources that are left out are filled in.

    `silent: 2029` in place of a verb marks a rule that the year is silent on, and 2029 was the last to state. A `whole` year gives all that it is about: what it does not have does not hold.
    """
    listed = [_filled(each) for each in read(rules)]
    values = [{"source": _cited("regulation"), **each} for each in read(offices)]
    head = {"year": year, "revision": 1, "title": words("Tilskudd"), "change_note": words("Ny")}
    head |= {"complete": ["regulation"]} if whole else {}
    files = {"regulation": {**head, "rules": without_silence(listed)}, "offices": {"values": values}}
    return silenced(load_folder(write(_folder(), files)), listed)


def without_silence(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rules as a file has them, with a note in place of each silence."""
    return [
        {("note" if key == "silent" else key): ({} if key == "silent" else said) for key, said in each.items()}
        for each in listed
    ]


def silenced(rules: RuleSet, listed: list[dict[str, Any]]) -> RuleSet:
    """The rules with the silence that is written of each in place of the note that stood for it."""
    since = {each["id"]: each["silent"] for each in listed if "silent" in each}
    made = (silent_rule(each, since[each.id], each.awarded) if each.id in since else each for each in rules.rules)
    return replace(rules, rules=tuple(made)) if since else rules


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """A folder that gets these files, by name without `.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.yaml").write_text(as_yaml(data), encoding="utf-8")
    return folder


def as_yaml(data: Any) -> str:
    """Data as JSON, which is YAML; amounts with decimals are written as numbers."""
    return json.dumps(data, default=_plain_value, ensure_ascii=False)


def _plain_value(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def read(text: str) -> Any:
    """YAML text as plain data, read as the rules are read."""
    problems = Problems()
    node = read_bytes(text.encode(), "text", problems)
    assert node is not None, problems.sorted()
    assert not problems.errors, problems.errors
    return plain(node)


def decide(rules: RuleSet | str, application: Mapping[str, object] | str, offices: str = "[]") -> Decision:
    """The decision on an application (a mapping or YAML) under rules (or their YAML), the same by the reference and by default."""
    regulation = Regulation(rule_set(rules, offices) if isinstance(rules, str) else rules)
    decision = regulation.evaluate(read(application) if isinstance(application, str) else application)
    assert regulation.decider.findings(decision.stated) == evaluate(regulation.rules, decision.stated)
    return decision


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of these tests."""
    return rule_set("[]").vocabulary


# -- directly from the dataclasses


def rule(id_: str, verb: Verb, condition: Condition = ALWAYS, **further: Any) -> Rule:
    """A rule with a text and a source."""
    return Rule(id_, "regulation", verb, condition, Text(id_), Text(id_), (Citation("regulation", "1"),), **further)


def rules_of(
    rules: tuple[Rule, ...],
    words: Vocabulary,
    documents: Mapping[str, SourceDocument],
    office_values: tuple[OfficeValue, ...] = (),
) -> RuleSet:
    """A year of these rules."""
    return RuleSet(YEAR, 1, Text("Tilskudd"), Text("Ny"), rules, words, documents, office_values)


def stated(
    rules: RuleSet,
    facts: Mapping[str, Value],
    measures: Mapping[str, Mapping[str, Value]],
    determinations: Mapping[str | None, Mapping[str, str]] | None = None,
) -> Stated:
    """What an application states, with its office's values; determinations by measure, `None` for all."""
    given = determinations or {}
    common = {**facts, **{path: each.value for path, each in office_facts(rules, facts.get(OFFICE)).items()}}
    common |= {determination_of(id_): is_ for id_, is_ in given.get(None, {}).items()}
    made = tuple(
        StatedMeasure(
            id_,
            {**common, **own, **{determination_of(rule): is_ for rule, is_ in given.get(id_, {}).items()}},
            _determinations(given.get(id_, {})),
        )
        for id_, own in measures.items()
    )
    return Stated("A-1", common, made, _determinations(given.get(None, {})))


def _determinations(given: Mapping[str, str]) -> dict[str, Determination]:
    return {rule: Determination(is_, by="NN") for rule, is_ in given.items()}


# -- the folder


_numbers = count()


def _folder() -> Path:
    return _house() / f"rules-{os.getpid()}-{next(_numbers)}"  # a fork has the same house


@cache
def _house() -> Path:
    """A folder with the vocabulary and the sources, in which each rule set gets a folder."""
    folder = Path(mkdtemp(prefix="grantrules-"))
    atexit.register(_clear, folder, os.getpid())
    facts = [fact(path, stated) for path, stated in read(FACTS).items()]
    documents = [{**document(id_), **stated} for id_, stated in read(SOURCES).items()]
    return write(folder, {"facts": {"facts": facts}, "sources": {"documents": documents}})


def _clear(folder: Path, process: int) -> None:
    """Remove a folder at the end of the process that made it, and not of a fork."""
    if os.getpid() == process:
        shutil.rmtree(folder)


def fact(path: str, stated: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration of a fact, as `FACTS` has it in short."""
    values = {value: {"label": words(value)} for value in stated.get("values", [])}
    named = {"label": words(path), "question": words(f"{path}?")}
    return {"path": path, "from": "applicant", "changeable": True, **named, **stated, "values": values}


def document(id_: str) -> dict[str, Any]:
    """A document but for its authority."""
    return {"id": id_, "title": words(id_), "issuer": "Direktoratet", "speaks_for": [YEAR]}


def _filled(given: Mapping[str, Any]) -> dict[str, Any]:
    made = {"title": words("Regel"), "text": words(given["id"]), "source": _cited("regulation"), **given}
    if isinstance(made["source"], str):
        made["source"] = _cited(made["source"])
    if isinstance(made.get("remedy"), str):
        made["remedy"] = words(made["remedy"])
    return made


def words(said: str) -> dict[str, str]:
    """A text in three languages."""
    return dict.fromkeys(("nb", "nn", "en"), said)


def _cited(document: str) -> dict[str, str]:
    return {"document": document, "at": "1"}


# -- what a decision says, in few words


def open_of(decision: Decision) -> set[tuple[str, str]]:
    """Each rule that keeps the verdict open, with the cause."""
    return {(point.rule.id, point.cause.value) for point in decision.open}


def missing_of(decision: Decision) -> list[str]:
    """The missing facts that matter to a verdict, in order."""
    return [each.fact for each in decision.missing]


def measures_of(decision: Decision) -> dict[str, str]:
    """The verdict on each measure."""
    return {measure.id: measure.status.value for measure in decision.measures}


def tags_of(decision: Decision) -> dict[str, bool]:
    """Each priority, and whether it is sure."""
    return {tag.rule.id: tag.sure for tag in decision.tags}


def judge_of(decision: Decision) -> set[str]:
    """The rules on which people must judge."""
    return {each.rule.id for each in decision.judge}


def corrections_of(decision: Decision) -> set[str]:
    """The rules that the applicant has to meet."""
    return {point.rule.id for point in decision.corrections}


def notes_of(decision: Decision, kind: NoteKind) -> list[Note]:
    """The remarks of one kind."""
    return [note for note in decision.notes if note.kind is kind]


def outcome_of(decision: Decision, rule: str) -> OutcomeKind:
    """How a rule came out that was asked once."""
    (reason,) = (reason for reason in decision.every_reason if reason.rule.id == rule)
    return reason.outcome.kind


# -- a decision or an application taken apart, to be compared or put together anew


def parts_of(
    application: Stated,
) -> tuple[dict[str, Value], dict[str, dict[str, Value]], dict[str | None, dict[str, str]]]:
    """The application's own facts, each measure's own, and the determinations: what `stated` takes."""
    common = {p: v for p, v in application.facts.items() if p == OFFICE or not p.startswith(("office.", DETERMINED))}
    own = {m.id: {p: v for p, v in m.facts.items() if p.startswith("measure.")} for m in application.measures}
    levels: list[tuple[str | None, Mapping[str, Determination]]] = [(None, application.determinations)]
    levels += [(measure.id, measure.determinations) for measure in application.measures]
    return common, own, {level: {rule: each.is_ for rule, each in given.items()} for level, given in levels}


DETERMINED = determination_of("")


def essence(decision: Decision) -> dict[str, object]:
    """All that a decision says, without order where order says nothing."""
    return {
        "status": decision.status,
        "measures": measures_of(decision),
        "outcomes": {(reason.rule.id, reason.measure): reason.outcome for reason in decision.every_reason},
        "tags": {(tag.rule.id, tag.sure, frozenset(tag.measures)) for tag in decision.tags},
        "open": {(p.rule.id, p.measure, p.cause, p.facts, p.branches) for p in decision.open},
        "missing": _unordered(decision.missing),
        "missing_for_tags": _unordered(decision.missing_for_tags),
        "corrections": {(point.rule.id, point.measure) for point in decision.corrections},
        "judge": {(each.rule.id, each.measure, each.cause, each.choices) for each in decision.judge},
        "duties": {(duty.rule.id, duty.sure, duty.day, frozenset(duty.measures)) for duty in decision.duties},
        "notes": {(n.kind, frozenset(r.id for r in n.rules), n.measure, n.day, n.value) for n in decision.notes},
        "rests_on": decision.rests_on,
    }


def _unordered(missing: tuple[Missing, ...]) -> list[tuple[object, ...]]:
    """Missing facts in their order, each with its measures in none."""
    return [(each.fact, each.ask, each.outcomes, frozenset(each.measures), each.holds_status) for each in missing]

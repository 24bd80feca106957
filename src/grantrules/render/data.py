"""A decision as plain data, ready for JSON: the versioned form `grantrules.decision/1` (design section 5)."""

from __future__ import annotations

from typing import cast
from weakref import WeakKeyDictionary

from pydantic_core import to_json as write_json

from grantrules.canonical import application_hash, due_data, rules_hash, value_data
from grantrules.decision import Decision, Duty, MeasureDecision, Missing, Tag, ToJudge
from grantrules.findings import Outcome
from grantrules.grounds import RestsOn
from grantrules.notes import Note
from grantrules.render.say import note_text
from grantrules.render.shape import (
    SCHEMA,
    CorrectionData,
    DecisionData,
    DeterminationData,
    DutyData,
    JudgeData,
    MeasureData,
    MissingData,
    NormData,
    NoteData,
    OpenData,
    ReasonData,
    RestsOnData,
    TagData,
    TagsData,
)
from grantrules.ruleset import Rule, RuleSet
from grantrules.scope import Scope
from grantrules.sentences import Speaker
from grantrules.stated import Determination, Facts
from grantrules.texts import Language
from grantrules.verdict import OpenPoint
from grantrules.version import VERSION


def decision_data(decision: Decision, language: Language) -> DecisionData:
    """The whole decision, with its sentences in one language; parts may be shared with other decisions' data."""
    return _Writer(decision, _phrases(decision.rules, language)).decision()


def decision_json(decision: Decision, language: Language) -> bytes:
    """The same as JSON on one line; what was written before for a reason is used again."""
    phrases = _phrases(decision.rules, language)
    return _joined(_Writer(decision, phrases).decision(), phrases)


def _joined(data: DecisionData | MeasureData, phrases: _Phrases) -> bytes:
    parts: list[bytes] = []
    for key, value in data.items():
        match key:
            case "reasons":
                written = b"[%b]" % b",".join(map(phrases.written, cast("list[ReasonData]", value)))
            case "measures":
                inner = (_joined(measure, phrases) for measure in cast("list[MeasureData]", value))
                written = b"[%b]" % b",".join(inner)
            case _:
                written = write_json(value)
        parts.append(b'"%b":%b' % (key.encode(), written))
    return b"{%b}" % b",".join(parts)


class _Phrases:
    """What is said alike in every decision under a rule set, made once for a language."""

    def __init__(self, rules: RuleSet, language: Language) -> None:
        self.year, self.language = rules.year, language
        self.speaker = Speaker(rules.vocabulary, rules.year, language)
        self.norms = {rule.id: self.norm(rules, rule) for rule in rules.rules}
        self._reasons: dict[object, tuple[Outcome, ReasonData]] = {}
        self._written: dict[int, tuple[ReasonData, bytes]] = {}

    def written(self, reason: ReasonData) -> bytes:
        """A reason as JSON."""
        found = self._written.get(id(reason))
        if found is None:
            if len(self._written) >= _REASONS_KEPT:
                self._written.clear()
            found = self._written[id(reason)] = reason, write_json(reason)
        return found[1]

    def norm(self, rules: RuleSet, rule: Rule) -> NormData:
        return {
            "text": rule.text[self.language],
            "sources": [{"document": source.document, "at": source.at} for source in rule.sources],
            "authority": rules.authority(rule.office, rule.sources[0]).value,
            "basis": rule.basis.value,
        }

    def reason(self, rule: Rule, outcome: Outcome, facts: Facts) -> ReasonData:
        """A reason; the same outcome on the same facts is put into words once."""
        paths = outcome.facts
        key = (rule.id, id(outcome), *map(facts.get, paths))
        found = self._reasons.get(key)
        if found is None:
            if len(self._reasons) >= _REASONS_KEPT:
                self._reasons.clear()
            made: ReasonData = {
                "rule": rule.id,
                "verb": rule.verb.value,
                "outcome": outcome.kind.value,
                "sentence": self.speaker.reason(rule, outcome, facts),
                **self.norms[rule.id],
                "facts": {path: value_data(facts.get(path)) for path in paths},
                "branches": list(outcome.branches),
            }
            found = self._reasons[key] = outcome, made  # the outcome is kept, so that its id stays its own
        return found[1]


_REASONS_KEPT = 50_000
_PHRASES: WeakKeyDictionary[RuleSet, dict[Language, _Phrases]] = WeakKeyDictionary()


def _phrases(rules: RuleSet, language: Language) -> _Phrases:
    of_rules = _PHRASES.setdefault(rules, {})
    if language not in of_rules:
        of_rules[language] = _Phrases(rules, language)
    return of_rules[language]


class _Writer:
    def __init__(self, decision: Decision, phrases: _Phrases) -> None:
        self.of, self.phrases = decision, phrases
        self.language, self.speaker = phrases.language, phrases.speaker

    def decision(self) -> DecisionData:
        of = self.of
        return {
            "schema": SCHEMA,
            "regulation": {
                "year": of.rules.year,
                "revision": of.rules.revision,
                "hash": rules_hash(of.rules),
            },
            "version": VERSION,
            "language": self.language,
            "application": {"id": of.stated.id, "hash": application_hash(of.stated)},
            "status": of.status.value,
            "rests_on": self.rests_on(of.rests_on),
            "measures": [self.measure(measure) for measure in of.measures],
            "tags": self.tags(of.tags),
            "reasons": self.reasons(of.scope),
            "open": [self.open(point) for point in of.open],
            "missing": [self.missing(each) for each in of.missing],
            "missing_for_tags": [self.missing(each) for each in of.missing_for_tags],
            "corrections": [self.correction(point) for point in of.corrections],
            "judge": [self.judge(each) for each in of.judge],
            "duties": [self.duty(duty) for duty in of.duties],
            "notes": [self.note(note) for note in of.notes],
            "determinations": self.determinations(),
        }

    def measure(self, measure: MeasureDecision) -> MeasureData:
        return {
            "id": measure.id,
            "title": measure.title,
            "status": measure.status.value,
            "tags": self.tags(measure.tags),
            "open": [self.open(point) for point in measure.open],
            "reasons": self.reasons(measure.scope),
        }

    def rests_on(self, rests_on: RestsOn | None) -> RestsOnData | None:
        if rests_on is None:
            return None
        return {
            "authority": rests_on.authority.value,
            "basis": rests_on.basis.value,
            "documents": list(rests_on.documents),
        }

    def tags(self, tags: tuple[Tag, ...]) -> TagsData:
        return {
            "sure": [self.tag(tag) for tag in tags if tag.sure],
            "perhaps": [self.tag(tag) for tag in tags if not tag.sure],
        }

    def tag(self, tag: Tag) -> TagData:
        return {
            "rule": tag.rule.id,
            "rank": tag.rule.rank,
            "measures": list(tag.measures),
            "text": tag.rule.text[self.language],
        }

    def reasons(self, scope: Scope) -> list[ReasonData]:
        rules, outcomes, facts = scope.rules.rules, scope.outcomes, scope.facts
        reason = self.phrases.reason
        return [reason(rules[place], outcomes[place], facts) for place in scope.rules.explained]

    def open(self, point: OpenPoint) -> OpenData:
        return {
            "rule": point.rule.id,
            "measure": point.measure,
            "cause": point.cause.value,
            "facts": list(point.facts),
            "branches": list(point.branches),
            "ask": point.ask.value,
        }

    def missing(self, missing: Missing) -> MissingData:
        return {
            "fact": missing.fact,
            "measures": list(missing.measures),
            "outcomes": missing.outcomes,
            "ask": missing.ask.value,
            "question": self.speaker.question(missing.fact),
        }

    def correction(self, point: OpenPoint) -> CorrectionData:
        text = point.rule.remedy or point.rule.text
        return {"rule": point.rule.id, "measure": point.measure, "text": text[self.language]}

    def judge(self, point: ToJudge) -> JudgeData:
        return {
            "rule": point.rule.id,
            "measure": point.measure,
            "cause": point.cause.value,
            "text": point.rule.text[self.language],
            "choices": list(point.choices),
        }

    def duty(self, duty: Duty) -> DutyData:
        return {
            "rule": duty.rule.id,
            "certainty": "sure" if duty.sure else "perhaps",
            "due": due_data(duty.due),
            "day": value_data(duty.day),
            "measures": list(duty.measures),
            **self.phrases.norms[duty.rule.id],
        }

    def note(self, note: Note) -> NoteData:
        return {
            "kind": note.kind.value,
            "rules": [rule.id for rule in note.rules],
            "measure": note.measure,
            "day": value_data(note.day),
            "text": note_text(note, self.of.rules.year, self.speaker),
        }

    def determinations(self) -> list[DeterminationData]:
        own = [(None, id_, each) for id_, each in self.of.stated.determinations.items()]
        measures = [(m.id, id_, each) for m in self.of.stated.measures for id_, each in m.determinations.items()]
        return [self.determination(*each) for each in [*own, *measures]]

    def determination(self, measure: str | None, rule: str, each: Determination) -> DeterminationData:
        return {"rule": rule, "measure": measure, "is": each.is_, "by": each.by, "note": each.note}

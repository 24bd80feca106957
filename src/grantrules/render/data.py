"""A decision as plain data, ready for JSON: the versioned form `grantrules.decision/1` (design section 5)."""

from __future__ import annotations

from grantrules.canonical import application_hash, due_data, rules_hash, value_data
from grantrules.condition import Citation
from grantrules.decision import Decision, Duty, MeasureDecision, Missing, Reason, Tag, ToJudge
from grantrules.grounds import RestsOn
from grantrules.notes import Note
from grantrules.render.say import note_text
from grantrules.render.shape import (
    SCHEMA,
    CitationData,
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
from grantrules.ruleset import Rule, Verb
from grantrules.sentences import Speaker
from grantrules.stated import Determination
from grantrules.texts import Language
from grantrules.verdict import OpenPoint
from grantrules.version import VERSION


def decision_data(decision: Decision, language: Language) -> DecisionData:
    """The whole decision, with its sentences in one language."""
    return _Writer(decision, language).decision()


class _Writer:
    def __init__(self, decision: Decision, language: Language) -> None:
        self.of, self.language = decision, language
        self.speaker = Speaker(decision.rules.vocabulary, decision.rules.year, language)

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
            "reasons": self.reasons(of.reasons),
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
            "reasons": self.reasons(measure.reasons),
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

    def reasons(self, reasons: tuple[Reason, ...]) -> list[ReasonData]:
        shown = (reason for reason in reasons if reason.rule.verb.decides or reason.rule.verb is Verb.PRIORITISE)
        return [self.reason(reason) for reason in shown]

    def reason(self, reason: Reason) -> ReasonData:
        rule, outcome = reason.rule, reason.outcome
        return {
            "rule": rule.id,
            "verb": rule.verb.value,
            "outcome": outcome.kind.value,
            "sentence": self.speaker.reason(rule, outcome, reason.facts),
            **self.norm(rule),
            "facts": {path: value_data(reason.facts.get(path)) for path in outcome.facts},
            "branches": list(outcome.branches),
        }

    def norm(self, rule: Rule) -> NormData:
        authority = self.of.rules.authority(rule.office, rule.sources[0])
        return {
            "text": rule.text[self.language],
            "sources": [self.citation(source) for source in rule.sources],
            "authority": authority.value,
            "basis": rule.basis.value,
        }

    def citation(self, citation: Citation) -> CitationData:
        return {"document": citation.document, "at": citation.at}

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
            **self.norm(duty.rule),
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

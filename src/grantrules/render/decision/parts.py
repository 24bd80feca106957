"""Parts that the data of a decision and the data of an answer to a report have alike."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from pydantic_core import to_json as write_json

from grantrules.base.texts import Language
from grantrules.decision.notes import Note
from grantrules.decision.scope import Duty, Scope
from grantrules.decision.verdict import Missing, OpenPoint, ToJudge
from grantrules.evaluation.outcomes import Outcome
from grantrules.intake.stated import Determination, Facts, Stated
from grantrules.language.condition import Citation
from grantrules.render.decision.shape import (
    CorrectionData,
    DeterminationData,
    DutyData,
    JudgeData,
    MissingData,
    NormData,
    NoteData,
    OpenData,
    ReasonData,
    SourceData,
)
from grantrules.render.paper.say import note_text
from grantrules.rules.canonical import due_data, value_data
from grantrules.rules.ruleset import Rule, RuleSet
from grantrules.words.sentences import Speaker


class Phrases:
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
        """What a rule says and where that comes from."""
        return {
            "text": rule.text[self.language],
            "sources": [source_data(rules, rule.office, source) for source in rule.sources],
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
                "rule": rule.fulfils or rule.id,
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
_PHRASES: WeakKeyDictionary[RuleSet, dict[Language, Phrases]] = WeakKeyDictionary()


def phrases_of(rules: RuleSet, language: Language) -> Phrases:
    """What is said alike under a rule set in a language, made once."""
    of_rules = _PHRASES.setdefault(rules, {})
    if language not in of_rules:
        of_rules[language] = Phrases(rules, language)
    return of_rules[language]


def source_data(rules: RuleSet, office: str | None, source: Citation) -> SourceData:
    """A place that is cited, with its weight for what `office` (or nobody) made of it."""
    return {"document": source.document, "at": source.at, "authority": rules.authority(office, source).value}


class Parts:
    """Puts the parts of a result into data, in one language."""

    def __init__(self, rules: RuleSet, stated: Stated, phrases: Phrases) -> None:
        self.rules, self.stated, self.phrases = rules, stated, phrases
        self.language, self.speaker = phrases.language, phrases.speaker

    def reasons(self, scope: Scope) -> list[ReasonData]:
        """How the rules of a scope came out that a reason is given for."""
        rules, outcomes, facts = scope.rules.rules, scope.outcomes, scope.facts
        reason = self.phrases.reason
        return [reason(rules[place], outcomes[place], facts) for place in scope.rules.explained]

    def open(self, point: OpenPoint) -> OpenData:
        """One thing that keeps something open."""
        return {
            "rule": point.rule.id,
            "measure": point.measure,
            "cause": point.cause.value,
            "facts": list(point.facts),
            "branches": list(point.branches),
            "ask": point.ask.value,
        }

    def missing(self, missing: Missing) -> MissingData:
        """A missing fact and its question."""
        return {
            "fact": missing.fact,
            "measures": list(missing.measures),
            "outcomes": missing.outcomes,
            "ask": missing.ask.value,
            "question": self.speaker.question(missing.fact, self.rules.document),
        }

    def correction(self, point: OpenPoint) -> CorrectionData:
        """What is to be put right."""
        text = point.rule.remedy or point.rule.text
        return {"rule": point.rule.id, "measure": point.measure, "text": text[self.language]}

    def judge(self, point: ToJudge) -> JudgeData:
        """What people must judge."""
        return {
            "rule": point.rule.id,
            "measure": point.measure,
            "cause": point.cause.value,
            "text": point.rule.text[self.language],
            "choices": list(point.choices),
        }

    def duty(self, duty: Duty) -> DutyData:
        """What an award obliges to."""
        return {
            "rule": duty.rule.id,
            "certainty": "sure" if duty.sure else "perhaps",
            "due": due_data(duty.due),
            "day": value_data(duty.day),
            "measures": list(duty.measures),
            **self.phrases.norms[duty.rule.id],
        }

    def note(self, note: Note) -> NoteData:
        """A remark."""
        return {
            "kind": note.kind.value,
            "rules": [rule.id for rule in note.rules],
            "measure": note.measure,
            "day": value_data(note.day),
            "text": note_text(note, self.rules.year, self.speaker),
        }

    def determinations(self) -> list[DeterminationData]:
        """What people determined, for the whole and for each measure."""
        own = [(None, id_, each) for id_, each in self.stated.determinations.items()]
        measures = [(m.id, id_, each) for m in self.stated.measures for id_, each in m.determinations.items()]
        return [self.determination(*each) for each in [*own, *measures]]

    def determination(self, measure: str | None, rule: str, each: Determination) -> DeterminationData:
        """What a person determined."""
        return {"rule": rule, "measure": measure, "is": each.is_, "by": each.by, "note": each.note}

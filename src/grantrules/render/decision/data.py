"""A decision as plain data, ready for JSON: the versioned form `grantrules.decision/1`."""

from __future__ import annotations

from typing import cast

from pydantic_core import to_json as write_json

from grantrules.base.texts import Language
from grantrules.decision.decision import Decision, MeasureDecision, Tag
from grantrules.decision.grounds import RestsOn
from grantrules.intake.hashes import application_hash
from grantrules.render.decision.parts import Parts, Phrases, phrases_of
from grantrules.render.decision.shape import (
    SCHEMA,
    DecisionData,
    MeasureData,
    ReasonData,
    RestsOnData,
    TagData,
    TagsData,
)
from grantrules.rules.canonical import rules_hash
from grantrules.version import VERSION


def decision_data(decision: Decision, language: Language) -> DecisionData:
    """The whole decision, with its sentences in one language; parts may be shared with other decisions' data."""
    return _Writer(decision, phrases_of(decision.rules, language)).decision()


def decision_json(decision: Decision, language: Language) -> bytes:
    """The same as JSON on one line; what was written before for a reason is used again."""
    phrases = phrases_of(decision.rules, language)
    return _joined(_Writer(decision, phrases).decision(), phrases)


def _joined(data: DecisionData | MeasureData, phrases: Phrases) -> bytes:
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


class _Writer(Parts):
    def __init__(self, decision: Decision, phrases: Phrases) -> None:
        super().__init__(decision.rules, decision.stated, phrases)
        self.of = decision

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

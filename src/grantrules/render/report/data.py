"""The answer to a report as plain data, ready for JSON: the versioned form `grantrules.report/1`."""

from __future__ import annotations

from typing import cast

from grantrules.base.texts import Language
from grantrules.decision.answer import AspectAnswer, DueDate, ReportAnswer
from grantrules.decision.scope import Duty
from grantrules.render.decision.parts import Parts, phrases_of, source_data
from grantrules.render.report.shape import (
    REPORT_SCHEMA,
    AspectData,
    DueDateData,
    ReportData,
    ReportDutyData,
    ScopedReasonData,
)
from grantrules.rules.canonical import application_hash, due_data, rules_hash, value_data
from grantrules.version import VERSION


def report_data(answer: ReportAnswer, language: Language) -> ReportData:
    """The whole answer, with its sentences in one language."""
    return _Writer(answer, language).answer()


class _Writer(Parts):
    def __init__(self, answer: ReportAnswer, language: Language) -> None:
        super().__init__(answer.rules, answer.stated, phrases_of(answer.rules, language))
        self.of = answer

    def answer(self) -> ReportData:
        of = self.of
        return {
            "schema": REPORT_SCHEMA,
            "rules": {
                "awarded": of.grants.award_year,
                "folders": [{"year": each.year, "revision": each.revision} for each in of.grants.folders],
                "hash": rules_hash(of.rules),
            },
            "version": VERSION,
            "language": self.language,
            "report": {"id": of.stated.id, "hash": application_hash(of.stated)},
            "status": of.status.value,
            "content_stated": of.content_stated,
            "aspects": [self.aspect(each) for each in of.aspects],
            "dates": [self.date(each) for each in of.dates],
            "duties": [self.report_duty(each) for each in of.duties],
            "missing": [self.missing(each) for each in of.missing],
            "missing_otherwise": [self.missing(each) for each in of.missing_otherwise],
            "open": [self.open(each) for each in of.open],
            "corrections": [self.correction(each) for each in of.corrections],
            "judge": [self.judge(each) for each in of.judge],
            "notes": [self.note(each) for each in of.notes],
            "reasons": self.scoped_reasons(),
            "determinations": self.determinations(),
        }

    def aspect(self, answer: AspectAnswer) -> AspectData:
        return {
            "aspect": answer.aspect.value,
            "applies": answer.applies.value,
            "duties": list(dict.fromkeys(duty.rule.id for duty in answer.duties)),
            "stated": [rule.id for rule in answer.stated],
            "pointers": [self.note(note) for note in answer.pointers],
            "silences": [self.note(note) for note in answer.silences],
        }

    def date(self, each: DueDate) -> DueDateData:
        return {
            "rules": [rule.id for rule in each.rules],
            "certainty": "sure" if each.sure else "perhaps",
            "due": due_data(each.due),
            "day": value_data(each.day),
            "received": each.received,
            "received_on": value_data(each.received_on),
            "timeliness": each.timeliness.value,
            "sources": [source_data(self.rules, each.rules[0].office, each.source)] if each.source else [],
        }

    def report_duty(self, duty: Duty) -> ReportDutyData:
        fulfilment = self.of.fulfilment(duty)
        return {**self.duty(duty), "fulfilment": None if fulfilment is None else fulfilment.value}

    def scoped_reasons(self) -> list[ScopedReasonData]:
        return [
            cast("ScopedReasonData", {**reason, "measure": scope.measure})
            for scope in self.of.scopes
            for reason in self.reasons(scope)
        ]

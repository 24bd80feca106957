"""A comparison, and a rule's history, as plain data in their versioned forms."""

from __future__ import annotations

from collections import Counter

from grantrules.base.texts import Language
from grantrules.compare.causes import Flips
from grantrules.compare.comparison import Edit, HistoryYear, ValueEdit
from grantrules.compare.yeardiff import RuleHistory, YearDiff
from grantrules.language.condition import Citation
from grantrules.render.decision.parts import source_data
from grantrules.render.decision.shape import CitationData
from grantrules.render.diff.impact_data import impact_data
from grantrules.render.diff.shape import (
    HISTORY_SCHEMA,
    SCHEMA,
    DiffData,
    EditData,
    HistoryData,
    HistoryYearData,
    SideData,
    StatesData,
    SummaryData,
    ValueEditData,
    ValueSideData,
    YearData,
)
from grantrules.render.diff.witness_data import witnesses_data
from grantrules.rules.canonical import due_data, rules_hash, value_data
from grantrules.rules.ruleset import OfficeValue, Rule, RuleSet
from grantrules.version import VERSION
from grantrules.words.sentences import Speaker


def diff_data(diff: YearDiff, language: Language) -> DiffData:
    """The whole comparison, with its texts in one language."""
    writer = _Writer(diff.before, diff.after, language)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "language": language,
        "before": _year(diff.before, language),
        "after": _year(diff.after, language),
        "edits": [writer.edit(edit) for edit in diff.edits],
        "values": [_value_edit(edit) for edit in diff.values],
        "same": len(diff.comparison.same),
        "silent_in_both": len(diff.comparison.silent_in_both),
        "summary": _summary(diff.edits),
        "witnesses": None if diff.witnesses is None else witnesses_data(diff.witnesses, Flips(diff.before, diff.after)),
        "impact": None if diff.impact is None else impact_data(diff.impact),
    }


def history_data(history: RuleHistory, language: Language) -> HistoryData:
    """A rule through the years."""
    befores = [history.years[0], *history.years] if history.years else []
    pairs = zip(befores, history.years, strict=False)
    return {
        "schema": HISTORY_SCHEMA,
        "version": VERSION,
        "language": language,
        "rule": history.rule,
        "years": [_history_year(before, year, language) for before, year in pairs],
    }


def _history_year(before: HistoryYear, year: HistoryYear, language: Language) -> HistoryYearData:
    writer = _Writer(before.rules, year.rules, language)
    return {
        "year": _year(year.rules, language),
        "rule": None if year.rule is None else writer.side(year.rule, year.rules),
        "edit": None if year.edit is None else writer.edit(year.edit),
    }


def _year(rules: RuleSet, language: Language) -> YearData:
    return {
        "year": rules.year,
        "revision": rules.revision,
        "hash": rules_hash(rules),
        "title": rules.title[language],
    }


def _summary(edits: tuple[Edit, ...]) -> SummaryData:
    statements = Counter(edit.statement for edit in edits)
    effects = Counter(edit.effect for edit in edits if edit.effect is not None)
    return {
        "statement": {statement.value: number for statement, number in statements.items()},
        "effect": {effect.value: number for effect, number in effects.items()},
        "in_doubt": sum(edit.in_doubt for edit in edits),
    }


class _Writer:
    """Puts rules of two years into data."""

    def __init__(self, before: RuleSet, after: RuleSet, language: Language) -> None:
        self.before, self.after, self.language = before, after, language
        self._speakers = {rules: Speaker(rules.vocabulary, rules.year, language) for rules in (before, after)}

    def edit(self, edit: Edit) -> EditData:
        return {
            "rule": edit.rule,
            "formerly": edit.formerly,
            "topic": edit.topic,
            "statement": edit.statement.value,
            "effect": None if edit.effect is None else edit.effect.value,
            "settled": None if edit.settled is None else edit.settled.value,
            "in_doubt": edit.in_doubt,
            "office": edit.office,
            "told_by": edit.told_by,
            "parts": [part.value for part in edit.parts],
            "values": [_value_edit(each) for each in edit.values],
            "source": None if edit.source is None else _citation(edit.source),
            "before": None if edit.before is None else self.side(edit.before, self.before),
            "after": None if edit.after is None else self.side(edit.after, self.after),
        }

    def side(self, rule: Rule, rules: RuleSet) -> SideData:
        return {
            "rule": rule.id,
            "verb": rule.verb.value,
            "text": rule.text[self.language],
            "condition": self._speakers[rules].rule(rule),
            "sources": [source_data(rules, rule.office, source) for source in rule.sources],
            "authority": rules.authority(rule.office, rule.sources[0]).value,
            "basis": rule.basis.value,
            "office": rule.office,
            "rank": rule.rank,
            "due": due_data(rule.due),
            "awarded": list(rule.awarded),
            "remedy": rule.remedy[self.language] if rule.remedy else None,
            "states": _states(rule),
            "silent_since": rule.silent_since,
        }


def _states(rule: Rule) -> StatesData | None:
    states = rule.states
    if states is None:
        return None
    return {"about": states.about, "amount": value_data(states.amount), "figure": states.figure}


def _citation(source: Citation) -> CitationData:
    return {"document": source.document, "at": source.at}


def _value_edit(edit: ValueEdit) -> ValueEditData:
    return {
        "fact": edit.fact,
        "office": edit.office,
        "statement": edit.statement.value,
        "effect": None if edit.effect is None else edit.effect.value,
        "before": None if edit.before is None else _value_side(edit.before),
        "after": None if edit.after is None else _value_side(edit.after),
    }


def _value_side(value: OfficeValue) -> ValueSideData:
    return {"value": value_data(value.value), "source": _citation(value.source), "basis": value.basis.value}

"""Rules written out as the files that they could have been loaded from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, assert_never

from grantrules.base.texts import Text
from grantrules.language.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Branch,
    Citation,
    Compare,
    Condition,
    Count,
    DayFormula,
    FactRef,
    Not,
    Op,
    Operand,
    Readings,
)
from grantrules.language.vocabulary import Fact, FactType, Vocabulary
from grantrules.rules.ruleset import Due, NotStated, OfficeValue, Rule, RuleSet, SourceDocument, Statement, Verb

Data = dict[str, Any]

_DATE_WORDS = {Op.AT_MOST: "by", Op.UNDER: "before", Op.OVER: "after"}


def year_files(rules: RuleSet) -> dict[str, Data]:
    """The files of a year's folder, by name without `.yaml`; every rule is in `regulation`."""
    silent: dict[str, list[str]] = {}
    for each in rules.rules:
        if each.silent_since is not None:
            silent.setdefault(str(each.silent_since), []).append(each.id)
    stated = [rule(each, rules.vocabulary) for each in rules.rules if each.verb is not Verb.SILENT]
    return {
        "regulation": {**_head(rules, rules.year), "silent": silent, "rules": stated},
        "offices": {"values": [office_value(each) for each in rules.office_values]},
    }


def earlier_years(rules: RuleSet) -> dict[int, dict[str, Data]]:
    """The files of the years that stated what this one is silent on: there each rule is a note."""
    found: dict[int, dict[str, Data]] = {}
    for each in rules.rules:
        if (year := each.silent_since) is not None:
            files = found.setdefault(year, {"regulation": {**_head(rules, year), "rules": []}})
            stated = replace(each, verb=Verb.NOTE, silent_since=None)
            files["regulation"]["rules"].append(rule(stated, rules.vocabulary))
    return found


def _head(rules: RuleSet, year: int) -> Data:
    about = {"title": text(rules.title), "change_note": text(rules.change_note)}
    return {"year": year, "revision": rules.revision, **about}


def shared_files(rules: RuleSet) -> dict[str, Data]:
    """The files that years share."""
    return {
        "facts": {"facts": [fact(each) for each in rules.vocabulary.values()]},
        "sources": {"documents": [document(each) for each in rules.documents.values()]},
    }


def rule(of: Rule, words: Vocabulary) -> Data:
    """A rule."""
    further: Mapping[str, Any] = {
        "when": None if of.when is None else condition(of.when, words),
        "office": of.office,
        "remedy": None if of.remedy is None else text(of.remedy),
        "rank": of.rank if of.ranking is None else {"of": of.ranking, "no": of.rank},
        "due": due(of.due),
        "awarded": list(of.awarded) or None,
    }
    return {
        "id": of.id,
        "title": text(of.title),
        "text": text(of.text),
        "source": [citation(each) for each in of.sources],
        "basis": of.basis.value,
        of.verb.value: _under_verb(of, words),
        **{key: value for key, value in further.items() if value is not None},
    }


def _under_verb(of: Rule, words: Vocabulary) -> object:
    match of.verb:
        case Verb.STATE:
            assert of.states is not None
            return statement(of.states)
        case _:
            return condition(of.condition, words)


def statement(of: Statement) -> Data:
    """What a `state` rule states."""
    return {key: getattr(of, key) for key in ("about", "amount", "figure") if getattr(of, key) is not None}


def due(of: Due | None) -> object:
    """When a duty is due."""
    match of:
        case NotStated():
            return "not_stated"
        case None | date():
            return of
        case _:
            return operand(of)


def condition(of: Condition, words: Vocabulary) -> Data:
    """A condition, as a mapping that parses to the same."""
    match of:
        case Compare(path=path, op=op, operand=to):
            return {path: _test(words[path], op, to)}
        case AllOf() if of == ALWAYS:
            return {}
        case AllOf(parts=parts):
            return {"all": [condition(part, words) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [condition(part, words) for part in parts]}
        case Not(part=part):
            return {"not": condition(part, words)}
        case Count(part=part, op=op, limit=limit):
            return {"count": {"where": condition(part, words), op.value: limit}}
        case Readings(parts=readings):
            return {"readings": [condition(part, words) for part in readings]}
        case Branch():
            return {**_about_branch(of), **condition(of.part, words)}
        case _:
            assert_never(of)


def _about_branch(of: Branch) -> Data:
    about: Mapping[str, Any] = {
        "doubt": of.doubt.value if of.doubt else None,
        "source": [citation(each) for each in of.sources] or None,
        "text": text(of.text) if of.text else None,
        "basis": of.basis.value if of.basis else None,
    }
    return {"id": of.id, **{key: value for key, value in about.items() if value is not None}}


def _test(of: Fact, op: Op, to: Operand) -> object:
    if op is Op.ONE_OF:
        return operand(to)
    word = _DATE_WORDS[op] if of.type is FactType.DATE else op.value
    return {word: operand(to)}


def operand(of: Operand) -> object:
    """What a fact is compared with."""
    match of:
        case FactRef(path=path):
            return path
        case DayFormula(month=month, day=day, path=path, years=years):
            return {"day": f"{month:02}-{day:02}", "years_after": {path: years}}
        case frozenset():
            return list(of)
        case _:
            return of


def office_value(of: OfficeValue) -> Data:
    """A value in `offices.yaml`."""
    cited = {"source": citation(of.source), "basis": of.basis.value}
    return {"fact": of.fact, "office": of.office, "value": of.value, **cited}


def fact(of: Fact) -> Data:
    """The declaration of a fact."""
    return {
        "path": of.path,
        "type": of.type.value,
        "from": of.asked.value,
        "changeable": of.changeable,
        "used_in": [each.value for each in of.used_in],
        "only_for": {of.only_for.path: list(of.only_for.values)} if of.only_for else {},
        "label": text(of.label),
        "question": text(of.question),
        "values": {choice.id: {"label": text(choice.label)} for choice in of.choices.values()},
    }


def document(of: SourceDocument) -> Data:
    """A source document."""
    office = {"office": of.office} if of.office else {}
    known = {"issuer": of.issuer, "authority": of.authority.value, "speaks_for": list(of.speaks_for)}
    return {"id": of.id, "title": text(of.title), **known, **office}


def citation(of: Citation) -> Data:
    """A place in a document."""
    return {"document": of.document, "at": of.at}


def text(of: Text) -> Data:
    """A text in the languages that it has."""
    return dict(of.as_dict())

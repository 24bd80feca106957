"""One form for everything that means the same, and hashes of it.

Rules are written out as sorted JSON without places, comments or layout, so that two years that mean the
same have the same hash, whatever the order of files, keys, rules and branches.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from decimal import MAX_PREC, Context, Decimal
from enum import Enum
from typing import Any, assert_never
from weakref import WeakKeyDictionary

from grantrules.base.texts import Text
from grantrules.language import condition as tree
from grantrules.language.condition import Citation
from grantrules.rules.ruleset import NotStated, OfficeValue, Rule, RuleSet, Statement

Json = dict[str, Any] | list[Any] | str | int | float | bool | None

_EXACT = Context(prec=MAX_PREC)
"""Takes the closing zeros off a decimal, and no digit."""


def digest(data: Json) -> str:
    """The SHA-256 of data in canonical form."""
    return "sha256:" + hashlib.sha256(_dump(data).encode()).hexdigest()


def sorted_data(items: list[Any]) -> list[Any]:
    """The same items in the one order that what they say gives."""
    return sorted(items, key=_dump)


_HASHES: WeakKeyDictionary[RuleSet, str] = WeakKeyDictionary()


def rules_hash(rules: RuleSet) -> str:
    """The hash of what a year's rules mean and say, whatever their order and layout; worked out once."""
    if rules not in _HASHES:
        repeals, introduces, gone = (
            sorted_data([[each.rule, *field_data(each.source)] for each in became])
            for became in (rules.repeals, rules.introduces, rules.gone)
        )
        _HASHES[rules] = digest(
            {
                "year": rules.year,
                "revision": rules.revision,
                "title": field_data(rules.title),
                "complete": sorted(rules.complete),
                "repeals": repeals,
                "introduces": introduces,
                "gone": gone,
                "documents": _cited(rules),
                "offices": sorted_data([_office_value(value) for value in rules.office_values]),
                "rules": sorted_data([rule_data(rule) for rule in rules.rules]),
                **({} if rules.drafted_from is None else {"drafted_from": rules.drafted_from}),
            }
        )
    return _HASHES[rules]


def _cited(rules: RuleSet) -> Json:
    """The weight of every document that the rules cite; others can come and go without a change."""
    cited = {source.document for rule in rules.rules for source in rule.sources}
    cited |= {source.document for rule in rules.rules for own in rule.sources_of_branches.values() for source in own}
    cited |= {value.source.document for value in rules.office_values}
    every = {id_: rules.documents[id_] for id_ in sorted(cited)}
    return {id_: [document.authority.value, document.office] for id_, document in every.items()}


def value_data(value: object) -> Any:
    """A value as JSON: dates as text, sets as sorted lists, decimals as text so that none loses a digit."""
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value.normalize(_EXACT))
        case frozenset():
            return sorted_data([value_data(item) for item in value])
        case None | bool() | int() | str():
            return value
        case _:
            raise TypeError(f"no canonical form for {value!r}")


_WRITTEN_ALWAYS = frozenset(
    {
        *("basis", "when", "office", "remedy", "rank", "due", "awarded", "aspect", "fulfilled", "received", "formerly"),
        *("states", "silent_since", "fulfils"),
    }
)
"""What was written from the first also of rules that say nothing of it. What rules can say since is written only where they
say it, so that the hashes of those that do not stay as they were."""


def rule_data(rule: Rule) -> dict[str, Json]:
    """A rule as JSON: everything that it says, without its place."""
    said = {
        field.name: getattr(rule, field.name)
        for field in fields(rule)
        if field.compare and (field.name in _WRITTEN_ALWAYS or getattr(rule, field.name) != field.default)
    }
    return {**{name: field_data(value) for name, value in said.items()}, "awarded": sorted(rule.awarded)}


def field_data(value: object) -> Any:
    """What one field of a rule says as JSON, by its type."""
    match value:
        case Enum():
            return value.value
        case Text():
            return dict(value.as_dict())
        case Citation():
            return [value.document, value.at]
        case Statement():
            told = [value.about, value_data(value.amount), value.figure]
            return told if value.exists is None else [*told, value.exists]
        case NotStated():
            return "not_stated"
        case tree.FactRef() | tree.DayFormula():
            return operand_data(value)
        case tuple():
            return [field_data(item) for item in value]
        case _ if isinstance(value, tree.Condition):
            return condition_data(value)
        case _:
            return value_data(value)


def condition_data(condition: tree.Condition) -> Json:
    """A condition as JSON; parts whose order does not matter are sorted."""
    match condition:
        case tree.Compare(path=path, op=op, operand=operand, only_for=only_for):
            exists = [] if only_for is None else [condition_data(only_for)]
            return [op.value, path, operand_data(operand), *exists]
        case tree.AllOf(parts=parts):
            return ["all", *sorted_data([condition_data(part) for part in parts])]
        case tree.AnyOf(parts=parts):
            return ["any", *sorted_data([condition_data(part) for part in parts])]
        case tree.Not(part=part):
            return ["not", condition_data(part)]
        case tree.Count(part=part, op=op, limit=limit):
            return ["count", condition_data(part), op.value, limit]
        case tree.Branch(part=part, id=id_, doubt=doubt, sources=sources, text=text, basis=basis):
            about = (field_data(each) for each in (doubt, sources, text, *([basis] if basis else [])))
            return ["branch", id_, *about, condition_data(part)]
        case tree.Readings(parts=parts):
            return ["readings", *sorted_data([condition_data(part) for part in parts])]
        case _:
            assert_never(condition)


def operand_data(operand: tree.Operand) -> Any:
    """An operand as JSON."""
    match operand:
        case tree.FactRef(path=path):
            return {"fact": path}
        case tree.DayFormula(month=month, day=day, path=path, years=years):
            return {"day": f"{month:02}-{day:02}", "years_after": {path: years}}
        case _:
            return value_data(operand)


def _office_value(value: OfficeValue) -> Json:
    return [value.fact, value.office, *map(field_data, (value.value, value.source, value.basis))]


def _dump(data: Json) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

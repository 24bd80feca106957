"""The dates and amounts of a rule as a year has them: set by an office, worked out from a formula, or stated outright."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from grantrules.base.values import Value
from grantrules.compare.statements import is_stated, office_of
from grantrules.language import condition as tree
from grantrules.language.condition import Citation, DayFormula, FactRef
from grantrules.language.layout import is_set_by_office
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import NATIONAL, Rule, RuleSet

AWARD_YEAR = "grant.award_year"
"""The fact that days of reports hang on."""


class FigureKind(StrEnum):
    """What a date or an amount is to its rule."""

    DUE = "due"
    AMOUNT = "amount"
    SET = "set"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Figure:
    """A date or an amount of a rule in one year.

    `fact` is the one that an office has set, or that is compared with it; `office` is the one that set it. `awarded`
    is the year of the grants that a day holds for, and `source` where it stands.
    """

    kind: FigureKind
    value: Value
    source: Citation
    fact: str | None = None
    office: str | None = None
    awarded: int | None = None

    @property
    def key(self) -> tuple[FigureKind, str | None, str | None]:
        """What makes it the same figure in two years."""
        return self.kind, self.fact, self.office


@dataclass(frozen=True, slots=True)
class FigurePair:
    """The same figure in both years; nothing for a year that has none."""

    before: Figure | None
    after: Figure | None

    @property
    def any(self) -> Figure:
        """The figure of the later year, or else that of the earlier one."""
        found = self.after or self.before
        assert found is not None
        return found


def figures_of(rule: Rule, rules: RuleSet) -> tuple[Figure, ...]:
    """The dates and amounts that a rule comes to in its year; nothing of a rule that the year does not state."""
    if not is_stated(rule):
        return ()
    source = rule.sources[0]
    found = list[Figure]()
    match rule.due:
        case date() as day:
            found.append(Figure(FigureKind.DUE, day, source))
        case DayFormula(path=path) as formula if path == AWARD_YEAR:
            years = rule.awarded or (rules.year,)
            found += [Figure(FigureKind.DUE, formula.on(year), source, awarded=year) for year in years]
        case FactRef(path=path) if is_set_by_office(path):
            found += _set(path, rule, rules)
        case _:
            pass
    if rule.states is not None and rule.states.amount is not None:
        found.append(Figure(FigureKind.AMOUNT, rule.states.amount, source))
    for path in sorted(rule.facts):
        if is_set_by_office(path) and path != OFFICE:
            found += _set(path, rule, rules)
    found += _limits(rule)
    return tuple(dict.fromkeys(found))


def _set(path: str, rule: Rule, rules: RuleSet) -> list[Figure]:
    """What offices have set for a rule: of one office's rule only what that office has."""
    own = office_of(rule)
    awarded = rule.awarded[0] if len(rule.awarded) == 1 else None
    return [
        Figure(FigureKind.SET, each.value, each.source, path, each.office, awarded)
        for each in rules.office_values
        if each.fact == path and (own is None or each.office in (own, NATIONAL))
    ]


def _limits(rule: Rule) -> list[Figure]:
    """Days and amounts that a condition compares with, where a fact is held against just one."""
    found: dict[str, list[Value]] = {}
    for node in tree.walk(rule.statement):
        if isinstance(node, tree.Compare) and isinstance(node.operand, int | Decimal | date):
            found.setdefault(node.path, []).append(node.operand)
    return [Figure(FigureKind.LIMIT, v[0], rule.sources[0], path) for path, v in found.items() if len(set(v)) == 1]


def figures_between(old: Rule | None, new: Rule | None, before: RuleSet, after: RuleSet) -> tuple[FigurePair, ...]:
    """The figures of a rule that differ between two years; each with its value in both."""
    then, now = (
        {} if rule is None else {figure.key: figure for figure in figures_of(rule, rules)}
        for rule, rules in ((old, before), (new, after))
    )
    pairs = (FigurePair(then.get(key), now.get(key)) for key in dict.fromkeys((*then, *now)))
    return tuple(each for each in pairs if _value(each.before) != _value(each.after))


def _value(figure: Figure | None) -> Value | None:
    return None if figure is None else figure.value

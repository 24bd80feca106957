"""The executor for tables: every rule for every row at once, compiled to expressions of narwhals.

Two tables come in, the applications and their measures, with the columns that `frame_terms.py`
describes and the application's key. What is counted over an application's measures is grouped and
joined back, never computed over a window. Determinations are not supported.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grantrules.condition import Compare, Condition, Count, facts_read, walk
from grantrules.executors.frame_packages import narwhals
from grantrules.executors.frame_terms import (
    Expression,
    Term,
    Terms,
    as_expression,
    every,
    in_unit,
    member_column,
    negated,
)
from grantrules.executors.frame_waits import Waiting, Waits
from grantrules.executors.tracing import pair_of
from grantrules.facts import MEASURE, OFFICE, FactType
from grantrules.findings import OutcomeKind
from grantrules.polarity import Pair
from grantrules.ruleset import NATIONAL, OfficeValue, Rule, RuleSet
from grantrules.values import Value

KEY = "key"
"""The column with the application's key, in both tables."""


@dataclass(frozen=True)
class RuleTerms:
    """Where a rule comes out in each way and, for rules that were asked about it, what it waits for while open."""

    rule: Rule
    kinds: Mapping[OutcomeKind, Term]
    waits: Waits

    def where(self, kind: OutcomeKind) -> Term:
        """The rows in which the rule comes out so."""
        return self.kinds[kind]


@dataclass(frozen=True)
class FrameFindings:
    """The two tables, and the outcomes of the rules as terms over their columns."""

    applications: Any
    measures: Any
    of_application: Sequence[RuleTerms]
    of_measure: Sequence[RuleTerms]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A part that is counted; those that count nothing themselves have the depth 0."""

    part: Condition
    name: str
    depth: int


class FrameExecutor:
    """Runs one rule set on tables. `waiting` are the rules for which it also says what they wait for."""

    def __init__(self, rules: RuleSet, waiting: Collection[Rule] = ()) -> None:
        self.rules, self._waiting = rules, {rule.id for rule in waiting}
        self._counted: dict[Condition, _Counted] = {}
        for rule in rules.application_rules + rules.measure_rules:
            for node in walk(rule.statement):
                if isinstance(node, Count):
                    self._count(node.part)
        self.scale = max((_decimals(value) for value in _amounts(rules)), default=0)
        """How many decimals the amounts in the rules have."""

    def _count(self, part: Condition) -> _Counted:
        if part not in self._counted:
            inner = [self._count(node.part).depth for node in walk(part) if isinstance(node, Count)]
            depth = 1 + max(inner, default=-1)
            self._counted[part] = _Counted(part, f"count {len(self._counted)}", depth)
        return self._counted[part]

    def __call__(self, applications: Any, measures: Any, scale: int) -> FrameFindings:
        """The outcome of every rule for every row of two lazy tables of narwhals.

        `scale` is the number of decimals in the unit of amounts, at least that of the rules.
        """
        applications = self._with_offices(applications, scale)
        measures = self._with_facts(measures, applications)
        counts: dict[Pair, str] = {}
        known: dict[Condition, tuple[str, Mapping[str, str]]] = {}
        for depth in range(1 + max((each.depth for each in self._counted.values()), default=-1)):
            parts = [each for each in self._counted.values() if each.depth == depth]
            terms = self._terms(measures, scale, counts, f"c{depth} ")
            counted, waits = self._counting(measures, parts, terms, known)
            applications = applications.join(counted, on=KEY, how="left")
            measures = measures.join(counted, on=KEY, how="left")
            counts |= {pair_of(each.part): each.name for each in parts}
            known |= waits
        applications, of_application = self._outcomes(
            applications, self.rules.application_rules, self._terms(applications, scale, counts, "a"), known
        )
        measures, of_measure = self._outcomes(
            measures, self.rules.measure_rules, self._terms(measures, scale, counts, "m"), known
        )
        return FrameFindings(applications, measures, of_application, of_measure)

    def _terms(self, table: Any, scale: int, counts: Mapping[Pair, str], prefix: str) -> Terms:
        return Terms(table.collect_schema().names(), self.rules.vocabulary, scale, counts, prefix)

    def _with_offices(self, applications: Any, scale: int) -> Any:
        """The applications with what their offices set, and what holds nationally."""
        nw, known = narwhals(), OFFICE in applications.collect_schema().names()
        by_fact: dict[str, dict[str, OfficeValue]] = {}
        for value in self.rules.office_values:
            by_fact.setdefault(value.fact, {})[value.office] = value
        columns: dict[str, Expression] = {}
        for fact, values in by_fact.items():
            money = self.rules.vocabulary[fact].type is FactType.MONEY
            made = {office: in_unit(each.value, scale) if money else each.value for office, each in values.items()}
            for name, own in self._set_columns(fact, made).items():
                national = own.pop(NATIONAL, None)
                agree = national is not None and all(values[NATIONAL].value == each.value for each in values.values())
                column: Expression = nw.lit(national if agree else None, self._type(fact))
                if known:
                    served: Expression = nw.lit(national, self._type(fact))
                    for office, each in own.items():
                        served = (
                            nw.when(nw.col(OFFICE) == office).then(nw.lit(each, self._type(fact))).otherwise(served)
                        )
                    column = nw.when(nw.col(OFFICE).is_null()).then(column).otherwise(served)
                columns[name] = column
        return applications.with_columns(**columns) if columns else applications

    def _set_columns(self, fact: str, values: Mapping[str, Value]) -> dict[str, dict[str, Any]]:
        """The values by office, for each column that the fact has."""
        vocabulary = self.rules.vocabulary[fact]
        if vocabulary.type is not FactType.CHOICES:
            return {fact: dict(values)}
        sets = {office: value for office, value in values.items() if isinstance(value, frozenset)}
        return {member_column(fact, member): {o: member in s for o, s in sets.items()} for member in vocabulary.choices}

    def _type(self, fact: str) -> Any:
        nw = narwhals()
        match self.rules.vocabulary[fact].type:
            case FactType.BOOLEAN | FactType.CHOICES:
                return nw.Boolean
            case FactType.DATE:
                return nw.Date
            case FactType.INTEGER | FactType.YEAR | FactType.MONEY:
                return nw.Int64
            case _:
                return nw.String

    def _with_facts(self, measures: Any, applications: Any) -> Any:
        """The measures with those facts of their application that rules for measures read."""
        read = {path for rule in self.rules.measure_rules for path in rule.facts}
        read |= {path for part in self._counted for path in facts_read(part)}
        common = {path for path in read if not path.startswith(f"{MEASURE}.")}
        names = [name for name in applications.collect_schema().names() if name.partition(" ")[0] in common]
        return measures.join(applications.select(KEY, *names), on=KEY, how="left") if names else measures

    def _counting(
        self,
        measures: Any,
        parts: Sequence[_Counted],
        terms: Terms,
        known: Mapping[Condition, tuple[str, Mapping[str, str]]],
    ) -> tuple[Any, dict[Condition, tuple[str, Mapping[str, str]]]]:
        """A table of what is counted for each application, and the columns in it by part."""
        nw, waiting = narwhals(), Waiting(terms, known)
        flags: dict[str, Term] = {}
        found: dict[Condition, tuple[str, Mapping[str, str]]] = {}
        for each in parts:
            pair = pair_of(each.part)
            flags |= {
                f"{each.name} surely": terms.of(pair.holds),
                f"{each.name} perhaps": negated(terms.of(pair.fails)),
            }
            waits = waiting.of(each.part) if self._waiting else {}
            columns = {path: f"{each.name} waits {path}" for path in waits}
            flags |= {columns[path]: term for path, term in waits.items()}
            found[each.part] = each.name, columns
        if terms.staged:
            measures = measures.with_columns(**terms.staged)
        inside = measures.select(KEY, **{name: as_expression(term).cast(nw.Int64) for name, term in flags.items()})
        return inside.group_by(KEY).agg(**{name: nw.col(name).sum() for name in flags}), found

    def _outcomes(
        self,
        table: Any,
        rules: Sequence[Rule],
        terms: Terms,
        known: Mapping[Condition, tuple[str, Mapping[str, str]]],
    ) -> tuple[Any, list[RuleTerms]]:
        found, second = [], Terms((), self.rules.vocabulary, 0, {}, f"{terms.prefix}o")
        for rule in rules:
            pair = pair_of(rule.statement)
            beside = False if rule.guard is None else second.stage(terms.of(pair_of(rule.guard).fails))
            held, failed = second.stage(terms.of(pair.holds)), second.stage(terms.of(pair.fails))
            kinds = {
                OutcomeKind.HELD: every([held, negated(beside)]),
                OutcomeKind.FAILED: every([failed, negated(beside)]),
                OutcomeKind.OPEN: every(map(negated, (held, failed, beside))),
                OutcomeKind.NOT_APPLICABLE: beside,
            }
            waits = Waiting(terms, known).of(rule.statement) if rule.id in self._waiting else {}
            found.append(RuleTerms(rule, kinds, {path: second.stage(term) for path, term in waits.items()}))
        for staged in (terms.staged, second.staged):
            if staged:
                table = table.with_columns(**staged)
        return table, found


def _amounts(rules: RuleSet) -> list[Decimal]:
    """The amounts with decimals in rules and in what offices set."""
    found: list[object] = [value.value for value in rules.office_values]
    for rule in rules.application_rules + rules.measure_rules:
        for node in walk(rule.statement):
            if isinstance(node, Compare):
                found += node.operand if isinstance(node.operand, frozenset) else [node.operand]
    return [each for each in found if isinstance(each, Decimal)]


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)

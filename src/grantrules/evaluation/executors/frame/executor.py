"""The executor for tables: every rule for every row at once, compiled to expressions of narwhals.

Two tables come in, the applications and their measures, with the columns that `terms.py`
describes and the application's key. What is counted over an application's measures is grouped and
joined back (`joins.py`), never computed over a window. Determinations are not supported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import assert_never

from grantrules.base.values import Value
from grantrules.evaluation.executors.frame import terms
from grantrules.evaluation.executors.frame.joins import Joined, Upwards
from grantrules.evaluation.executors.frame.terms import Expression, Expressions, FactColumns, Table, Term, Terms
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.polarity import Pair
from grantrules.evaluation.tracing import pair_of
from grantrules.intake.stated import MEASURES
from grantrules.language import condition as tree
from grantrules.language.layout import is_of_measure
from grantrules.language.vocabulary import OFFICE, FactType
from grantrules.rules.ruleset import NATIONAL, OfficeValue, Rule, RuleSet

Waits = dict[str, Term]
"""For each fact whether a condition is open and waits for it."""


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
    """The two tables, what joins them, and the outcomes of the rules as terms over their columns."""

    joins: Joined
    applications: Table
    measures: Table
    of_application: Sequence[RuleTerms]
    of_measure: Sequence[RuleTerms]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A part that is counted; those that count nothing themselves have the depth 0."""

    part: tree.Condition
    name: str
    depth: int


Known = dict[tree.Condition, tuple[str, Mapping[str, str]]]
"""For what is counted the name of its columns, and for each fact one that says whether a measure waits for it."""


@dataclass
class _Run:
    """One run: the tables, and what has been counted so far."""

    joins: Joined
    scale: int
    applications: Table
    measures: Table
    counts: dict[Pair, str] = field(default_factory=dict)
    known: Known = field(default_factory=dict)

    def columns_of(self, counted: _Counted) -> list[str]:
        """The columns that applications have for what was counted."""
        return [f"{counted.name} surely", f"{counted.name} perhaps", *self.known[counted.part][1].values()]


class FrameExecutor:
    """Runs one rule set on tables. `waiting` are the rules for which it also says what they wait for."""

    def __init__(self, rules: RuleSet, waiting: Collection[Rule] = ()) -> None:
        self.rules, self._waiting = rules, {rule.id for rule in waiting}
        self._counted: dict[tree.Condition, _Counted] = {}
        for rule in rules.application_rules + rules.measure_rules:
            for node in tree.walk(rule.statement):
                if isinstance(node, tree.Count):
                    self._count(node.part)
        self.scale = max((_decimals(value) for value in _amounts(rules)), default=0)
        """How many decimals the amounts in the rules have."""

    def _count(self, part: tree.Condition) -> _Counted:
        if part not in self._counted:
            inner = [self._count(node.part).depth for node in tree.walk(part) if isinstance(node, tree.Count)]
            depth = 1 + max(inner, default=-1)
            self._counted[part] = _Counted(part, f"count {len(self._counted)}", depth)
        return self._counted[part]

    def __call__(
        self, applications: Table, measures: Table, scale: int, joins: Joined, wanted: Collection[Rule] | None = None
    ) -> FrameFindings:
        """The outcome of rules for every row of two tables: of all, or of those that are wanted.

        `scale` is the number of decimals in the unit of amounts, at least that of the rules.
        """
        common, own = (
            [rule for rule in rules if wanted is None or rule in wanted]
            for rules in (self.rules.application_rules, self.rules.measure_rules)
        )
        counted = self._counted_in(rule.statement for rule in [*common, *own])
        read = {path for rule in own for path in rule.facts}
        read |= {path for each in counted for path in tree.facts_read(each.part)}
        applications = self._with_offices(applications, scale, joins.expressions)
        run = _Run(joins, scale, applications, self._with_facts(read, applications, measures, joins))
        for depth in range(1 + max((each.depth for each in counted), default=-1)):
            parts = [each for each in counted if each.depth == depth]
            self._count_up(run, parts, f"c{depth} ")
            inside = [rule.statement for rule in own] + [each.part for each in counted if each.depth > depth]
            columns = [name for each in self._counted_in(inside) if each in parts for name in run.columns_of(each)]
            run.measures = joins.handed_down(run.applications, run.measures, columns)
        of_common, of_own = self._terms(run, run.applications, "a"), self._terms(run, run.measures, "m")
        outcomes = self._outcomes(common, of_common, run.known), self._outcomes(own, of_own, run.known)
        return FrameFindings(joins, of_common.on(run.applications), of_own.on(run.measures), *outcomes)

    def _counted_in(self, conditions: Iterable[tree.Condition]) -> list[_Counted]:
        nodes = [node for condition in conditions for node in tree.walk(condition)]
        return list(dict.fromkeys(self._counted[node.part] for node in nodes if isinstance(node, tree.Count)))

    def _terms(self, run: _Run, table: Table, prefix: str) -> Terms:
        facts = FactColumns(frozenset(table.collect_schema().names()), self.rules.vocabulary, run.scale)
        return Terms(run.joins.expressions, facts, run.counts, prefix)

    def _with_offices(self, applications: Table, scale: int, nw: Expressions) -> Table:
        """The applications with what their offices set, and what holds nationally."""
        at = terms.column_of(OFFICE)
        known = at in applications.collect_schema().names()
        by_fact: dict[str, dict[str, OfficeValue]] = {}
        for value in self.rules.office_values:
            by_fact.setdefault(value.fact, {})[value.office] = value
        columns: dict[str, Expression] = {}
        for fact, values in by_fact.items():
            type_ = self.rules.vocabulary[fact].type
            money, stored = type_ is FactType.MONEY, terms.stored_type(type_, nw)
            made = {
                office: terms.in_unit(each.value, scale) if money else each.value for office, each in values.items()
            }
            for name, own in self._set_columns(fact, made).items():
                national = own.pop(NATIONAL, None)
                agree = national is not None and all(values[NATIONAL].value == each.value for each in values.values())
                column: Expression = nw.lit(national if agree else None, stored)
                if known:
                    served: Expression = nw.lit(national, stored)
                    for office, each in own.items():
                        served = nw.when(nw.col(at) == office).then(nw.lit(each, stored)).otherwise(served)
                    column = nw.when(nw.col(at).is_null()).then(column).otherwise(served)
                columns[name] = column
        return applications.with_columns(**columns) if columns else applications

    def _set_columns(self, fact: str, values: Mapping[str, Value]) -> dict[str, dict[str, object]]:
        """The values by office, for each column that the fact has."""
        vocabulary = self.rules.vocabulary[fact]
        if vocabulary.type is not FactType.CHOICES:
            return {terms.column_of(fact): dict(values)}
        sets = {office: value for office, value in values.items() if isinstance(value, frozenset)}
        return {
            terms.member_column(fact, member): {o: member in s for o, s in sets.items()}
            for member in vocabulary.choices
        }

    def _with_facts(self, read: Collection[str], applications: Table, measures: Table, joins: Joined) -> Table:
        """The measures with those facts of their application that are read."""
        common = {terms.column_of(path) for path in read if not is_of_measure(path)}
        names = [name for name in applications.collect_schema().names() if name.partition(" ")[0] in common]
        return joins.handed_down(applications, measures, names)

    def _count_up(self, run: _Run, parts: Sequence[_Counted], prefix: str) -> None:
        """Count some parts for each application."""
        own = self._terms(run, run.measures, prefix)
        waiting, flags, counts = Waiting(own, run.known), dict[str, Term](), dict[str, Term]()
        for each in parts:
            pair = pair_of(each.part)
            counts[f"{each.name} surely"] = own.of(pair.holds)
            counts[f"{each.name} perhaps"] = terms.negated(own.of(pair.fails))
            waits = waiting.of(each.part) if self._waiting else {}
            columns = {path: f"{each.name} waits {number}" for number, path in enumerate(waits)}
            flags |= {columns[path]: term for path, term in waits.items()}
            run.counts[pair] = each.name
            run.known[each.part] = each.name, columns
        made = {name: terms.as_expression(term, own.nw) for name, term in (flags | counts).items()}
        table = own.on(run.measures).with_columns(**made)
        run.applications = run.joins.handed_up(run.applications, table, Upwards(list(flags), list(counts)))

    def _outcomes(self, rules: Sequence[Rule], own: Terms, known: Known) -> list[RuleTerms]:
        found, waiting = [], Waiting(own, known)
        for rule in rules:
            pair = pair_of(rule.statement)
            beside = False if rule.guard is None else own.stage(own.of(pair_of(rule.guard).fails), terms.COMBINED)
            held, failed = (own.stage(own.of(end), terms.COMBINED) for end in (pair.holds, pair.fails))
            applies = terms.negated(beside)
            kinds = {
                OutcomeKind.HELD: own.stage(terms.every([held, applies]), terms.ASKED),
                OutcomeKind.FAILED: own.stage(terms.every([failed, applies]), terms.ASKED),
                OutcomeKind.OPEN: own.stage(
                    terms.every([terms.negated(held), terms.negated(failed), applies]), terms.ASKED
                ),
                OutcomeKind.NOT_APPLICABLE: beside,
            }
            waits = waiting.of(rule.statement) if rule.id in self._waiting else {}
            found.append(RuleTerms(rule, kinds, {path: own.stage(term, terms.ASKED) for path, term in waits.items()}))
        return found


# -- what is waited for


class Waiting:
    """Works out what the conditions of one table wait for.

    `counted` has the name of each counted part, and for each fact that it can wait for a column that says whether
    some measure does.
    """

    def __init__(self, own: Terms, counted: Mapping[tree.Condition, tuple[str, Mapping[str, str]]]) -> None:
        self._terms, self._counted = own, counted
        self._opens: dict[Pair, Term] = {}

    def of(self, node: tree.Condition) -> Waits:
        """The facts that a condition can wait for, with where it does."""
        match node:
            case tree.Compare():
                return self._of_comparison(node)
            case tree.AllOf(parts=parts) | tree.AnyOf(parts=parts):
                return self._where_open(node, parts)
            case tree.Not(part=part) | tree.Branch(part=part):
                return self.of(part)
            case tree.Count():
                return self._of_count(node)
            case tree.Readings(parts=parts):
                pairs = [pair_of(part) for part in parts]
                differ = terms.every(
                    terms.some(self._terms.of(each) for each in ends)
                    for ends in ([pair.holds for pair in pairs], [pair.fails for pair in pairs])
                )
                return _where(self._terms.stage(terms.negated(differ), terms.COMBINED), self._where_open(node, parts))
            case _:
                assert_never(node)

    def _open(self, node: tree.Condition) -> Term:
        pair = pair_of(node)
        if pair not in self._opens:
            term = terms.every(terms.negated(self._terms.of(end)) for end in (pair.holds, pair.fails))
            self._opens[pair] = self._terms.stage(term, terms.COMBINED)
        return self._opens[pair]

    def _where_open(self, node: tree.Condition, parts: Iterable[tree.Condition]) -> Waits:
        return _where(self._open(node), _together(self.of(part) for part in parts))

    def _of_comparison(self, node: tree.Compare) -> Waits:
        missing = {path: self._terms.is_missing(path) for path in node.reads}
        if node.only_for is None:
            return missing
        exists, bare = pair_of(node.only_for), pair_of(replace(node, only_for=None))
        own = _where(terms.negated(self._terms.of(exists.fails)), missing)
        return _together([own, _where(terms.negated(self._terms.of(bare.fails)), self.of(node.only_for))])

    def _of_count(self, node: tree.Count) -> Waits:
        nw = self._terms.nw
        name, columns = self._counted[node.part]
        inside = {path: nw.col(column) for path, column in columns.items()}
        return _where(self._open(node), {**inside, MEASURES: nw.col(f"{name} surely").is_null()})


def _where(term: Term, waits: Waits) -> Waits:
    return {path: both for path, each in waits.items() if (both := terms.every([term, each])) is not False}


def _together(several: Iterable[Waits]) -> Waits:
    found: dict[str, list[Term]] = {}
    for waits in several:
        for path, term in waits.items():
            found.setdefault(path, []).append(term)
    return {path: terms.some(each) for path, each in found.items()}


# -- the decimals of amounts


def _amounts(rules: RuleSet) -> list[Decimal]:
    """The amounts with decimals in rules and in what offices set."""
    found: list[object] = [value.value for value in rules.office_values]
    for rule in rules.application_rules + rules.measure_rules:
        for node in tree.walk(rule.statement):
            if isinstance(node, tree.Compare):
                found += node.operand if isinstance(node.operand, frozenset) else [node.operand]
    return [each for each in found if isinstance(each, Decimal)]


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)

"""The default executor: rules compiled to Python, each outcome worked out once and then looked up.

A comparison has few states: a fact is missing, or it is false or true. The compiled function brings each
comparison of a scope to its state, once however many rules share it, and looks every rule's outcome
up in a table under the states of the comparisons that it reads. States that were never seen before
are worked out from the rule's polarity formulas. The source of the function holds only numbers and
names made here; whatever comes from a rule is bound to it as an object.

Of two rules, `{any: [{applicant.type: municipality}, {application.signed: false}]}` and
`{all: [{applicant.type: municipality}, {count: {where: {measure.staff: true}, at_least: 2}}]}`, this is made:

    def run(facts, measures, counted):
        get = facts.get
        v0 = get(path2)
        s0 = 0 if v0 is None else 2 if v0 in c3 else 1
        v1 = get(path4)
        s1 = 0 if v1 is None else 2 if v1 in c5 else 1
        k0 = s1 * 3 + s0
        k1 = (s0, counted[0])
        return (known0(k0) or work_out1(k0, facts, measures), known6(k1) or work_out7(k1, facts, measures), )

The state `s0` says of `applicant.type` (`path2`) that it is missing (0), none of `c3` (1) or one of them (2); both rules
look at it. Under the key `k0`, one number for each pair of states, `known0` finds the outcome of the first rule, or
`work_out1` makes it; the key of the second also holds how its count came out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, assert_never

from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind, Trace, TraceKind
from grantrules.evaluation.tracing import World, condition_kind, outcome_kind, outcome_of, traces
from grantrules.intake.stated import MEASURES, Facts, Stated, StatedMeasure
from grantrules.language import condition as tree
from grantrules.language.condition import Op
from grantrules.rules.ruleset import Rule, RuleSet

TABLE_LIMIT = 20_000
"""How many states a rule's table keeps before it starts anew."""

Outcomes = tuple[Outcome, ...]
Run = Callable[[Facts, Sequence[StatedMeasure], Outcomes], Outcomes]


class PythonExecutor:
    """Runs one rule set. Safe in threads: whoever fills a place in a table fills it with the same."""

    def __init__(self, rules: RuleSet) -> None:
        every = [_Ruled(rule) for rule in rules.rules]
        counts = tuple(dict.fromkeys(count for unit in every for count in _counts(unit.condition)))
        self._counts = counts
        self._counted = _Compiler(counts).compile([_Counted(count) for count in counts])
        self._application = _Compiler(counts).compile([_Ruled(rule) for rule in rules.application_rules])
        self._measure = _Compiler(counts).compile([_Ruled(rule) for rule in rules.measure_rules])

    def __call__(self, stated: Stated) -> Findings:
        """The outcome of every rule."""
        measures, run = stated.measures, self._measure
        counted = self._count(measures) if self._counts else ()
        return Findings(
            self._application(stated.facts, measures, counted),
            tuple([run(measure.facts, measures, counted) for measure in measures]),
        )

    def _count(self, measures: Sequence[StatedMeasure]) -> Outcomes:
        rows = [self._counted(measure.facts, measures, ()) for measure in measures]
        return tuple([_of_count(count, [row[i] for row in rows]) for i, count in enumerate(self._counts)])


def _of_count(count: tree.Count, inside: list[Outcome]) -> Outcome:
    """How a count comes out, from how its part came out for each measure."""
    if not inside:
        return Outcome(OutcomeKind.OPEN, frozenset({Trace(TraceKind.FACT, MEASURES)}))
    surely = sum(each.kind is OutcomeKind.HELD for each in inside)
    possibly = sum(each.kind is not OutcomeKind.FAILED for each in inside)
    lower, upper = (tree.holds_between(count.op, number, count.limit) for number in (surely, possibly))
    kind = OutcomeKind.OPEN if lower is not upper else OutcomeKind.HELD if lower else OutcomeKind.FAILED
    hangs_on = [each.traces for each in inside if (each.kind is OutcomeKind.OPEN) is (kind is OutcomeKind.OPEN)]
    return Outcome(kind, frozenset().union(*hangs_on))


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A rule, as something whose outcome is looked up."""

    rule: Rule

    @property
    def condition(self) -> tree.Condition:
        return self.rule.statement

    def work_out(self, world: World) -> Outcome:
        return outcome_of(self.rule, outcome_kind(self.rule, world), world)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a count asks of each measure, likewise."""

    count: tree.Count

    @property
    def condition(self) -> tree.Condition:
        return self.count.part

    def work_out(self, world: World) -> Outcome:
        return Outcome(condition_kind(self.condition, world), traces(self.condition, world))


Unit = _Ruled | _Counted


class _Compiler:
    """Makes a function from the facts of a scope (the application, or one measure) to an outcome a unit."""

    def __init__(self, counts: tuple[tree.Count, ...]) -> None:
        self.counts = {count: index for index, count in enumerate(counts)}
        self.names: dict[str, Any] = {}
        self.lines: list[str] = []
        self.paths: dict[str, str] = {}
        self.states: dict[tree.Compare, tuple[str, int]] = {}

    def compile(self, units: Sequence[Unit]) -> Run:
        source = self.source(units)
        exec(compile(source, "<compiled rules>", "exec"), self.names)  # noqa: S102  only names made here
        run: Run = self.names["run"]
        return run

    def source(self, units: Sequence[Unit]) -> str:
        results = [self.looked_up(index, unit) for index, unit in enumerate(units)]
        body = "".join(f"    {line}\n" for line in self.lines)
        result = "".join(f"{each}, " for each in results)
        return f"def run(facts, measures, counted):\n    get = facts.get\n{body}    return ({result})\n"

    def bound(self, prefix: str, value: object) -> str:
        """A name in the function for an object."""
        name = f"{prefix}{len(self.names)}"
        self.names[name] = value
        return name

    def looked_up(self, index: int, unit: Unit) -> str:
        """The expression that finds a unit's outcome."""
        table: dict[object, Outcome] = {}
        known = self.bound("known", table.get)
        work_out = self.bound("work_out", _filling(table, unit))
        states = [self.state(node) for node in dict.fromkeys(_comparisons(unit.condition))]
        key, size = "0", 1
        for name, number in states:
            key = name if size == 1 else f"{name} * {size} + {key}"
            size *= number
        more = [self.value(each) for each in dict.fromkeys(_determinations(unit.condition))]
        more += [f"counted[{self.counts[count]}]" for count in dict.fromkeys(_counts(unit.condition))]
        if more:
            key = f"({key}, {', '.join(more)})"
        self.lines.append(f"k{index} = {key}")
        return f"{known}(k{index}) or {work_out}(k{index}, facts, measures)"

    def state(self, node: tree.Compare) -> tuple[str, int]:
        """The name that holds the state of a comparison, and how many states it has."""
        found = self.states.get(node)
        if found is None:
            name = f"s{len(self.states)}"
            found = self.states[node] = name, self.compared(name, node)
        return found

    def compared(self, name: str, node: tree.Compare) -> int:
        if len(node.reads) > 1:
            self.lines.append(f"{name} = {self.bound('state', _state_of(node))}(facts)")
            return 5
        value, operand = self.value(node.path), self.bound("c", node.operand)
        self.lines.append(f"{name} = {_STATE.format(value, _test(node.op, value, operand))}")
        return 3

    def value(self, path: str) -> str:
        if path not in self.paths:
            self.paths[path] = f"v{len(self.paths)}"
            self.lines.append(f"{self.paths[path]} = get({self.bound('path', path)})")
        return self.paths[path]


_STATE = "0 if {} is None else 2 if {} else 1"


def _test(op: Op, value: str, operand: str) -> str:
    """The expression for a comparison of what two names stand for."""
    match op:
        case Op.ONE_OF:
            return f"{value} in {operand}"
        case Op.ANY_IN:
            return f"not {value}.isdisjoint({operand})"
        case Op.ALL_IN | Op.AT_MOST:
            return f"{value} <= {operand}"
        case Op.AT_LEAST:
            return f"{value} >= {operand}"
        case Op.OVER:
            return f"{value} > {operand}"
        case Op.UNDER:
            return f"{value} < {operand}"
        case _:
            assert_never(op)


def _state_of(node: tree.Compare) -> Callable[[Facts], int]:
    """The state of a comparison with another fact: which of the two are missing, or false or true."""
    path, other = node.reads

    def state(facts: Facts) -> int:
        missing = (path not in facts) + 2 * (other not in facts)
        return missing or (4 if tree.comes_out(node, facts) else 0)

    return state


def _filling(table: dict[object, Outcome], unit: Unit) -> Callable[[object, Facts, Sequence[StatedMeasure]], Outcome]:
    """Works an outcome out and keeps it."""

    def fill(key: object, facts: Facts, measures: Sequence[StatedMeasure]) -> Outcome:
        if len(table) >= TABLE_LIMIT:
            table.clear()
        return table.setdefault(key, unit.work_out(World(facts, measures)))

    return fill


def _comparisons(condition: tree.Condition) -> Iterator[tree.Compare]:
    """The bare comparisons that an outcome is looked up by; those inside a count are the count's."""
    nodes = tree.walk(condition, into_counts=False)
    return (replace(node, only_for=None) for node in nodes if isinstance(node, tree.Compare))


def _determinations(condition: tree.Condition) -> Iterator[str]:
    """The determinations that can settle something in a condition, by their names among the facts."""
    for node in tree.walk(condition, into_counts=False):
        if isinstance(node, tree.Readings) or (isinstance(node, tree.Branch) and node.doubt is not None):
            yield node.settling.key


def _counts(condition: tree.Condition) -> Iterator[tree.Count]:
    return (node for node in tree.walk(condition, into_counts=False) if isinstance(node, tree.Count))

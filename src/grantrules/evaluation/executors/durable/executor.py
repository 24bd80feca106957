"""The second engine: a year's rules run inside durable-rules, and must come out as everywhere else.

Of each rule three formulas are asked: that its guard surely fails, that its statement surely holds, that it surely
fails; where none is true the rule is open. An optional extra, because durable-rules must be built from source.
`to_durable` and `DurableRules` need no package: they are for people who run its `Host` in a process of their own
(`examples/durable_host.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from grantrules.evaluation import polarity
from grantrules.evaluation.executors.durable.engine import DurableRuleset, Fired, Message, c_functions
from grantrules.evaluation.executors.durable.network import Network, Post, RulePage, tests
from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind
from grantrules.evaluation.tracing import World, outcome_of, pair_of
from grantrules.intake.stated import Facts, Stated, StatedMeasure
from grantrules.language.condition import Branch, Compare, Condition, Count, Op, Readings, walk
from grantrules.language.vocabulary import FactType
from grantrules.rules.ruleset import Rule, RuleSet

Kinds = tuple[OutcomeKind, ...]

_ASKED = {
    OutcomeKind.NOT_APPLICABLE: "is not applicable",
    OutcomeKind.HELD: "surely holds",
    OutcomeKind.FAILED: "surely fails",
}
"""What is asked of each rule, the first that is true deciding."""


@dataclass(frozen=True)
class RuleKinds:
    """How every rule of a year comes out: once for the application, and once for each measure."""

    application: Kinds
    measures: tuple[Kinds, ...]


class DurableRules:
    """The rules of a year as durable-rules reads them."""

    def __init__(self, rules: RuleSet) -> None:
        whole = {path for path, fact in rules.vocabulary.items() if fact.type in (FactType.INTEGER, FactType.YEAR)}
        counts = _Counts()
        application, measure = (_formulas(each, counts) for each in (rules.application_rules, rules.measure_rules))
        whole |= counts.names
        self._counting = [_Counting(at, asked, whole) for at, asked in enumerate(counts.by_depth())]
        self._application = _Scope("application", rules.application_rules, application, whole)
        self._measure = _Scope("measure", rules.measure_rules, measure, whole)

    def __call__(self, stated: Stated, post: Post) -> RuleKinds:
        """How every rule comes out, by what fires when messages are posted.

        Messages go to one ruleset at a time, because what is counted there is posted to the next.
        """
        measures = [measure.facts for measure in stated.measures]
        counted: dict[str, int] = {}
        for counting in self._counting if measures else ():
            counted |= counting(_with(measures, counted), post)
        (application,) = self._application(_with([stated.facts], counted), post)
        return RuleKinds(application, tuple(self._measure(_with(measures, counted), post)))

    @property
    def pages(self) -> tuple[RulePage, ...]:
        """Every ruleset, in the order in which messages are posted to them."""
        networks = (*(each.network for each in self._counting), self._application.network, self._measure.network)
        return tuple(page for network in networks for page in network.pages)

    def described(self) -> Mapping[str, Any]:
        """The rulesets for people who run them in a host of their own, as data that can be written as JSON."""
        return {
            page.name: {
                "rules": page.definition,
                "facts": page.posted.described(),
                "concludes": {rule: list(keys) for rule, keys in page.concluded.items()},
            }
            for page in self.pages
        }


class _Scope:
    """The rules that are asked about an application, or about a measure."""

    def __init__(
        self, name: str, rules: Sequence[Rule], formulas: Mapping[str, polarity.Formula], whole: set[str]
    ) -> None:
        self.network = Network(name, formulas, whole)
        self._keys = [[(kind, _key(rule, kind)) for kind in _ASKED] for rule in rules]

    def __call__(self, cases: Sequence[Facts], post: Post) -> list[Kinds]:
        return [tuple(_kind(keys, true) for keys in self._keys) for true in self.network(cases, post)]


def _kind(keys: Sequence[tuple[OutcomeKind, str]], true: set[str]) -> OutcomeKind:
    return next((kind for kind, key in keys if key in true), OutcomeKind.OPEN)


def _key(rule: Rule, kind: OutcomeKind) -> str:
    return f"{rule.id}: {_ASKED[kind]}"


def _formulas(rules: Sequence[Rule], counts: _Counts) -> dict[str, polarity.Formula]:
    made: dict[str, polarity.Formula] = {}
    for rule in rules:
        pair = pair_of(rule.statement)
        asked = {OutcomeKind.HELD: pair.holds, OutcomeKind.FAILED: pair.fails}
        if rule.guard is not None:
            asked[OutcomeKind.NOT_APPLICABLE] = pair_of(rule.guard).fails
        made |= {_key(rule, kind): counts.replaced(formula) for kind, formula in asked.items()}
    return made


def _with(cases: Sequence[Facts], counted: Mapping[str, int]) -> list[Facts]:
    return [{**facts, **counted} for facts in cases] if counted else list(cases)


@dataclass(frozen=True)
class _Asked:
    """What is asked of each measure for a count, and what the two ends of the interval are called as facts."""

    holds: polarity.Formula
    fails: polarity.Formula
    surely: str
    perhaps: str
    depth: int


class _Counts:
    """The counts in formulas, replaced by tests of the numbers that will have been counted."""

    def __init__(self) -> None:
        self._asked: dict[polarity.Pair, _Asked] = {}
        self._depths: dict[str, int] = {}

    @property
    def names(self) -> frozenset[str]:
        """What the numbers are called among the facts."""
        return frozenset(self._depths)

    def replaced(self, formula: polarity.Formula) -> polarity.Formula:
        """The formula with tests only."""
        match formula:
            case polarity.Constant() | polarity.Tested():
                return formula
            case polarity.Determined(key=key, verdicts=verdicts):
                return polarity.Tested(Compare(key, Op.ONE_OF, frozenset(verdicts)), True)
            case polarity.Counted(part=part, lower_end=lower_end, op=op, limit=limit):
                asked = self._ask(part)
                return polarity.Tested(Compare(asked.surely if lower_end else asked.perhaps, op, limit), True)
            case polarity.Both(parts=parts):
                return polarity.both(*map(self.replaced, parts))
            case polarity.Either(parts=parts):
                return polarity.either(*map(self.replaced, parts))
            case _:
                assert_never(formula)

    def by_depth(self) -> Iterator[list[_Asked]]:
        """What is asked of each measure, those first that others count."""
        for depth in range(1 + max(self._depths.values(), default=-1)):
            yield [asked for asked in self._asked.values() if asked.depth == depth]

    def _ask(self, part: polarity.Pair) -> _Asked:
        if part not in self._asked:
            holds, fails = self.replaced(part.holds), self.replaced(part.fails)
            inner = [self._depths.get(test.compare.path, -1) for each in (holds, fails) for test in tests(each)]
            number = len(self._asked) + 1
            asked = _Asked(
                holds, fails, f"count {number} surely", f"count {number} perhaps", 1 + max(inner, default=-1)
            )
            self._asked[part] = asked
            self._depths |= dict.fromkeys((asked.surely, asked.perhaps), asked.depth)
        return self._asked[part]


class _Counting:
    """Counts the measures of an application."""

    def __init__(self, depth: int, asked: Sequence[_Asked], whole: set[str]) -> None:
        self.asked = asked
        formulas = {each.surely: each.holds for each in asked} | {f"not {each.perhaps}": each.fails for each in asked}
        self.network = Network(f"counted {depth + 1}" if depth else "counted", formulas, whole)

    def __call__(self, measures: Sequence[Facts], post: Post) -> dict[str, int]:
        true = self.network(measures, post)
        surely = {each.surely: sum(each.surely in found for found in true) for each in self.asked}
        return surely | {each.perhaps: sum(f"not {each.perhaps}" not in found for found in true) for each in self.asked}


CACHED = 1_000
"""How many outcomes of a rule are kept, with what they hang on, before they are forgotten."""

_HOW = (
    "Assert each message as a fact: one for an application, one for each of its measures. A message has a `sid` that "
    "no other application has, an `id` that no other message of that `sid` has, `always`: 0, and under the names in "
    "`facts` what is stated, nothing else: text after a `=` (long text as `#` and its SHA-256), yes and no as the words "
    "`true` and `false`, dates as 20260301, numbers multiplied by `times` and cut off at `lowest` and `highest`, and "
    "whether what is `compared` holds. A rule fires by its name, with the message as `m`; `concludes` says what that "
    "means. A rule of which nothing is concluded is open. Post to the rulesets in this order, because conclusions of "
    "one are facts of the next: a `step` that fired is `true`, and a `count` is how many measures count surely, or "
    "perhaps. Delete the state afterwards. DurableRules in grantrules.evaluation.executors.durable.executor does all of "
    "this but the posting; examples/durable_host.py shows it."
)


class DurableExecutor:
    """Runs one rule set inside durable-rules. Safe in threads, which take turns.

    Raises:
        MissingExtra: durable-rules is not there; the message says how to get it.
    """

    def __init__(self, rules: RuleSet) -> None:
        c_functions()
        self._rules = DurableRules(rules)
        self._rulesets = {page.name: DurableRuleset(page.name, page.definition) for page in self._rules.pages}
        self._application = [_Explained(rule) for rule in rules.application_rules]
        self._measure = [_Explained(rule) for rule in rules.measure_rules]

    def __call__(self, stated: Stated) -> Findings:
        """The outcome of every rule.

        Raises:
            EngineError: durable-rules failed; nothing was decided.
        """
        kinds, measures, seen = self.kinds(stated), stated.measures, _Seen()

        def explained(rules: Sequence[_Explained], kinds: Kinds, facts: Facts) -> tuple[Outcome, ...]:
            found = zip(rules, kinds, strict=True)
            return tuple([rule.outcome(kind, facts, measures, seen) for rule, kind in found])

        of_measures = zip(kinds.measures, measures, strict=True)
        return Findings(
            explained(self._application, kinds.application, stated.facts),
            tuple(explained(self._measure, each, measure.facts) for each, measure in of_measures),
        )

    def kinds(self, stated: Stated) -> RuleKinds:
        """How every rule comes out, without what that hangs on: all that durable-rules itself says."""
        return self._rules(stated, self._post)

    def _post(self, ruleset: str, messages: Sequence[Message]) -> list[Fired]:
        return self._rulesets[ruleset](messages)


_Seen = dict[tuple[object, ...], Outcome]


class _Explained:
    """What a rule's outcome hangs on, worked out once for the same facts."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.read = (*sorted(rule.facts), *sorted(set(_determinations(rule.statement))))
        self.counts = any(isinstance(node, Count) for node in walk(rule.statement))
        self.kept = _Seen()

    def outcome(self, kind: OutcomeKind, facts: Facts, measures: Sequence[StatedMeasure], seen: _Seen) -> Outcome:
        """The outcome; where it hangs on other measures too it is kept for this application only, in `seen`."""
        kept = seen if self.counts else self.kept
        key = (self.rule.id, kind, *map(facts.get, self.read))
        found = kept.get(key)
        if found is None:
            if len(kept) >= CACHED:
                kept.clear()
            found = kept[key] = outcome_of(self.rule, kind, World(facts, measures))
        return found


def _determinations(condition: Condition) -> Iterator[str]:
    return (node.settling.key for node in walk(condition) if isinstance(node, Branch | Readings))


def to_durable(rules: RuleSet) -> dict[str, Any]:
    """The rules as durable-rules reads them, as data that can be written as JSON. Needs no package."""
    regulation = {"year": rules.year, "revision": rules.revision}
    rulesets = DurableRules(rules).described()
    return {"schema": "grantrules.durable/1", "regulation": regulation, "how": _HOW, "rulesets": rulesets}

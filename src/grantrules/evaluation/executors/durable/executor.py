"""The second engine: the rules run inside durable-rules, and must come out as everywhere else.

An optional extra, because durable-rules must be built from source. `to_durable` and `DurableRules`
are for people who run its `Host` in a process of their own (`examples/durable_host.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from grantrules.evaluation.executors.durable.engine import DurableRuleset, Fired, Message, c_functions
from grantrules.evaluation.executors.durable.rules import DurableRules, RuleKinds
from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind
from grantrules.evaluation.tracing import outcome_of
from grantrules.evaluation.world import World
from grantrules.intake.stated import Facts, Measure, Stated
from grantrules.language.condition import Branch, Condition, Count, Readings, walk
from grantrules.rules.ruleset import Rule, RuleSet

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
    "perhaps. Delete the state afterwards. DurableRules in grantrules.executors.durable_rules does all of this but the "
    "posting; examples/durable_host.py shows it."
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
        kinds = self.kinds(stated)
        measures = stated.measures
        seen = [_Seen() for _ in self._measure]
        return Findings(
            _explained(
                self._application, kinds.application, stated.facts, measures, [_Seen() for _ in kinds.application]
            ),
            tuple(
                _explained(self._measure, each, measure.facts, measures, seen)
                for each, measure in zip(kinds.measures, measures, strict=True)
            ),
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

    def outcome(self, kind: OutcomeKind, facts: Facts, measures: Sequence[Measure], seen: _Seen) -> Outcome:
        """The outcome; where it hangs on other measures too it is kept for this application only, in `seen`."""
        kept = seen if self.counts else self.kept
        key = (kind, *map(facts.get, self.read))
        found = kept.get(key)
        if found is None:
            if len(kept) >= CACHED:
                kept.clear()
            found = kept[key] = outcome_of(self.rule, kind, World(facts, measures))
        return found


def _determinations(condition: Condition) -> Iterator[str]:
    return (node.settling.key for node in walk(condition) if isinstance(node, Branch | Readings))


def _explained(
    rules: Sequence[_Explained],
    kinds: Sequence[OutcomeKind],
    facts: Facts,
    measures: Sequence[Measure],
    seen: Sequence[_Seen],
) -> tuple[Outcome, ...]:
    found = zip(rules, kinds, seen, strict=True)
    return tuple([rule.outcome(kind, facts, measures, kept) for rule, kind, kept in found])


def to_durable(rules: RuleSet) -> dict[str, Any]:
    """The rules as durable-rules reads them, as data that can be written as JSON. Needs no package."""
    regulation = {"year": rules.year, "revision": rules.revision}
    rulesets = DurableRules(rules).described()
    return {"schema": "grantrules.durable/1", "regulation": regulation, "how": _HOW, "rulesets": rulesets}

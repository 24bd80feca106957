"""Which values of a choice a change lets in or keeps out: each value put into both rules, and how they come out compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grantrules.base.values import Value
from grantrules.evaluation.reference import Truth
from grantrules.evaluation.residual import NEVER, OPEN, residual, truth_of
from grantrules.language import condition as tree
from grantrules.language.condition import ALWAYS, Citation, Compare
from grantrules.language.vocabulary import Fact, FactType
from grantrules.rules.ruleset import Rule, RuleSet, Verb


@dataclass(frozen=True, slots=True)
class ChoiceChange:
    """What a change does by the values of one fact.

    `wider` are those that are let in now and were kept out, `narrower` the reverse, whatever else is known; `doubtful` those
    that are in doubt now and were not. `sources` are of what lets the wider ones in.
    """

    fact: str
    wider: frozenset[str]
    narrower: frozenset[str]
    doubtful: frozenset[str]
    sources: tuple[Citation, ...]

    @property
    def any(self) -> bool:
        """Whether there is such a value."""
        return bool(self.wider or self.narrower or self.doubtful)


def choice_changes(old: Rule, new: Rule, before: RuleSet, after: RuleSet) -> Iterator[ChoiceChange]:
    """What a change does by the values of each choice that the two rules compare otherwise; nothing of what hangs on more."""
    words = before.vocabulary, after.vocabulary
    for path in _compared_otherwise(old, new):
        values = dict.fromkeys(value for vocabulary in words for value in _choices(vocabulary.get(path)))
        known = [_where_it_exists(vocabulary.get(path)) for vocabulary in words]
        found: dict[tuple[Truth | None, Truth | None], set[str]] = {}
        for value in values:
            then, now = (_truth(rule, {**of, path: value}) for rule, of in zip((old, new), known, strict=True))
            found.setdefault((then, now), set()).add(value)
        let_in, kept_out = (Truth.TRUE, Truth.FALSE) if new.verb is not Verb.EXCLUDE else (Truth.FALSE, Truth.TRUE)
        wider, narrower = (
            frozenset(found.get((then, now), ())) for then, now in ((kept_out, let_in), (let_in, kept_out))
        )
        doubtful = [found.get((then, Truth.UNKNOWN), ()) for then in (Truth.TRUE, Truth.FALSE)]
        change = ChoiceChange(path, wider, narrower, frozenset().union(*doubtful), _sources(new, path, wider))
        if change.any:
            yield change


def _where_it_exists(fact: Fact | None) -> dict[str, Value]:
    """What must be so for the fact to exist at all."""
    return {fact.only_for.path: min(fact.only_for.values)} if fact is not None and fact.only_for is not None else {}


def _truth(rule: Rule, known: Mapping[str, Value]) -> Truth | None:
    """How the condition comes out, where these facts alone settle that."""
    left = residual(rule.condition, known)
    return truth_of(left) if left in (ALWAYS, NEVER, OPEN) else None


def _compared_otherwise(old: Rule, new: Rule) -> list[str]:
    """The facts with choices of which the two rules ask something else."""
    one, other = (Counter(_compares(rule.statement)) for rule in (old, new))
    return sorted({node.path for node in (one - other) + (other - one) if node.op is tree.Op.ONE_OF})


def _compares(condition: tree.Condition) -> Iterator[Compare]:
    return (node for node in tree.walk(condition) if isinstance(node, Compare))


def _named_in(nodes: Iterable[Compare], path: str) -> frozenset[str]:
    operands = (node.operand for node in nodes if node.path == path and isinstance(node.operand, frozenset))
    return frozenset(str(value) for operand in operands for value in operand)


def _sources(rule: Rule, path: str, values: frozenset[str]) -> tuple[Citation, ...]:
    """Where it stands that these values are let in: the branch that names them all, or else the whole rule."""
    for branch in rule.branches.values():
        if values and branch.doubt is None and branch.sources and values <= _named_in(_compares(branch.part), path):
            return branch.sources
    return rule.sources


def _choices(fact: Fact | None) -> Iterable[str]:
    return fact.choices if fact is not None and fact.type is FactType.CHOICE else ()

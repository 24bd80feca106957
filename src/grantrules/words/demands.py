"""Plain sentences on what a rule would take: what is stated, and what it would have to be instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from grantrules.base.errors import shorten
from grantrules.base.values import Value
from grantrules.evaluation.demands import Demand, Way
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.evaluation.tracing import World, condition_kind
from grantrules.language import condition as tree
from grantrules.language.condition import Op
from grantrules.language.vocabulary import Fact, FactType
from grantrules.words.sentences import Sentences

MOST_VALUES = (4, 3, 2, 1, 0)
"""Of a list of more values than this, only so many are told and the number of the rest; fewer where they are long."""

LONGEST = 240
"""No sentence has more characters."""

MOST_FACTS = 3
"""Of more facts than this that would have to change, only these are told."""

_TURNED = {Op.AT_LEAST: Op.UNDER, Op.AT_MOST: Op.OVER, Op.OVER: Op.AT_MOST, Op.UNDER: Op.AT_LEAST}
_BOUNDS = {Op.AT_LEAST: "at_least", Op.AT_MOST: "at_most", Op.OVER: "over", Op.UNDER: "under"}
_DAYS = {Op.AT_LEAST: "from", Op.AT_MOST: "by", Op.OVER: "after", Op.UNDER: "before"}


class DemandSentences:
    """Says what a rule would take, in one language; `must` is whether it demands that or only asks for it."""

    def __init__(self, sentences: Sentences, world: World, *, must: bool = True) -> None:
        self.sentences, self.world, self.word = sentences, world, sentences.word
        self._verb = "must" if must else "wants"

    def said(self, way: Way) -> list[str]:
        """What would have to be otherwise, a sentence for each fact, and how many other ways there are."""
        by_fact: dict[str | Demand, list[Demand]] = {}
        for demand in way.unmet:
            by_fact.setdefault(demand.fact or demand, []).append(demand)
        said = [self._of_fact(demands) for demands in list(by_fact.values())[:MOST_FACTS]]
        if way.others:
            said.append(self.word("way_one" if way.others == 1 else "way_others").format(number=way.others))
        return said

    def bounds(self, condition: tree.Condition) -> list[str]:
        """The amounts and numbers by which a condition holds, each beside its bound: what a duty arises from."""
        said: dict[str, None] = {}
        for node in tree.walk(condition):
            if isinstance(node, tree.Compare) and node.op in tree.BOUNDS and Demand(node, True).is_met(self.world):
                fact, bound = self._fact(node), tree.operand_value(node.operand, self.world.facts)
                stated = self.world.facts.get(node.path)
                if isinstance(bound, int | Decimal) and stated is not None:
                    value, limit = self.sentences.value(stated, fact), self.sentences.value(bound, fact)
                    said[f"{self.sentences.label(node.path)}: {value} ({self.word(node.op.value)} {limit})."] = None
        return list(said)

    def _of_fact(self, demands: list[Demand]) -> str:
        """What is stated of a fact, or counted, and what that would have to be."""
        told = _narrowest(demands)
        return next(
            (said for most in MOST_VALUES if len(said := self._sentence(told, most)) <= LONGEST),
            shorten(self._sentence(told[:1], 0), LONGEST - 1),
        )

    def _sentence(self, demands: list[Demand], most: int) -> str:
        node = demands[0].node
        asked = "; ".join(dict.fromkeys(self._clause(demand, most) for demand in demands))
        if isinstance(node, tree.Count):
            return self.word("counted_now").format(number=self._counted(node), asked=asked)
        value = self.world.facts.get(node.path)
        stated = self.word("nothing_stated") if value is None else self._value(value, self._fact(node), most)
        return f"{self.sentences.label(node.path)}: {stated} ({asked})."

    def _counted(self, node: tree.Count) -> int:
        worlds = map(self.world.inside, self.world.measures)
        return sum(condition_kind(node.part, world) is OutcomeKind.HELD for world in worlds)

    def _clause(self, demand: Demand, most: int) -> str:
        """What a fact, or a count, would have to be."""
        node, holds = demand
        op = node.op if holds else _TURNED.get(node.op, node.op)
        if isinstance(node, tree.Count):
            return self._says(_BOUNDS[op], str(node.limit))
        fact, operand = self._fact(node), node.operand
        if isinstance(operand, frozenset):
            if operand <= {True, False}:  # a yes or no, of which the other one is asked for where it does not hold
                wanted = operand if holds else {True, False} - operand
                return self._says("be", self._values(frozenset(wanted), fact, "or", most))
            key = f"{node.op.value}" if holds else f"not_{node.op.value}"
            return self._says(
                key, self._values(operand, fact, "and" if node.op is Op.ANY_IN and not holds else "or", most)
            )
        is_date = fact is not None and fact.type is FactType.DATE
        known = tree.operand_value(operand, self.world.facts)
        bound = self.sentences.operand(operand, fact) if known is None else self._value(known, fact, most)
        said = self._says((_DAYS if is_date else _BOUNDS)[op], bound)
        stated = self.world.facts.get(node.path)
        if isinstance(stated, date) and isinstance(known, date) and stated > known:
            days = (stated - known).days
            said += self.word("days_late_one" if days == 1 else "days_late").format(number=days)
        return said

    def _says(self, key: str, value: str) -> str:
        return self.word(f"{self._verb}_{key}").format(value=value)

    def _fact(self, node: tree.Compare) -> Fact | None:
        return self.sentences.vocabulary.get(node.path)

    def _value(self, value: Value | frozenset[Value], fact: Fact | None, most: int) -> str:
        if isinstance(value, frozenset):
            return self._values(value, fact, "and", most) or self.word("none")
        return shorten(self.sentences.value(value, fact))

    def _values(self, values: Iterable[Value], fact: Fact | None, joint: str, most: int) -> str:
        """Some values, and of many only the first."""
        names = [shorten(name) for name in self.sentences.names(frozenset(values), fact)]
        if len(names) > max(most, 1):
            more = self.word("and_more").format(number=len(names) - most)
            return f"{', '.join(names[:most])} {more}" if most else self.word("values").format(number=len(names))
        return self.sentences.listed(names, joint)


def _narrowest(demands: list[Demand]) -> list[Demand]:
    """Demands on a set without those that another one says already: a narrower one, or that it holds nothing else."""
    sets = [
        each for each in demands if each.holds and isinstance(each.node, tree.Compare) and each.node.op in tree.SET_OPS
    ]

    def says_less(each: Demand, other: Demand) -> bool:
        if each.node.op is other.node.op:
            return _operand(other) < _operand(each)
        return each.node.op is Op.ANY_IN and _operand(other) == _operand(each)

    less = {each for each in sets for other in sets if says_less(each, other)}
    return [each for each in demands if each not in less]


def _operand(demand: Demand) -> frozenset[Value]:
    operand = demand.node.operand if isinstance(demand.node, tree.Compare) else None
    assert isinstance(operand, frozenset)
    return operand

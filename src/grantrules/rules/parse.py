"""From YAML nodes to conditions, dates of duties and citations, each problem at its place.

The grammar is in docs/language.md: a mapping is *all*, a list of values is *one of*, and the words
`all`, `any`, `not`, `count` and `readings` build larger conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems, Refused, unknown
from grantrules.base.nodes import Entry, ListNode, MappingNode, Node, ScalarNode, in_words, plain
from grantrules.base.validation import validate_node
from grantrules.base.values import Value, read_date
from grantrules.language import condition as tree
from grantrules.language.condition import Citation, Op
from grantrules.language.vocabulary import Fact, FactType, Vocabulary
from grantrules.rules.fileformat import BranchShape, CitationShape
from grantrules.rules.ruleset import Due, NotStated, Verb

_BUILDERS = ("all", "any", "not", "count", "readings")
_BRANCH_KEYS = ("id", "doubt", "source", "basis", "text")
_OF_NUMBERS = tree.operators_of(FactType.INTEGER)
_OPERATORS = frozenset(word for type_ in FactType for word in tree.operators_of(type_))
_DAY = re.compile(r"(\d{2})-(\d{2})")

MAX_YEARS = 100
"""How far a day of another year can lie from the year that it hangs on."""


@dataclass(frozen=True, slots=True)
class _Context:
    """Where in a rule a condition stands."""

    rule: str
    favour: bool
    counting: bool = False

    @property
    def settling(self) -> tree.Settling:
        return tree.Settling(self.rule, self.favour)

    def inverted(self) -> _Context:
        return _Context(self.rule, not self.favour, self.counting)

    def inside_count(self, op: Op) -> _Context:
        more_is_better = op in (Op.AT_LEAST, Op.OVER)
        return _Context(self.rule, self.favour if more_is_better else not self.favour, counting=True)


class Parser:
    """Reads the conditions of one year against its vocabulary.

    `documents` are those that can be cited; nothing where they could not be read, and then no citation is complained of.
    """

    def __init__(self, vocabulary: Vocabulary, documents: frozenset[str] | None, problems: Problems) -> None:
        self.vocabulary, self.documents, self.problems = vocabulary, documents, problems

    def rule_condition(self, node: Node, rule: str, verb: Verb) -> tree.Condition | None:
        """The condition under a rule's verb; what a duty is seen to be fulfilled by is one too."""
        condition = self._condition(node, _Context(rule, favour=verb is not Verb.EXCLUDE))
        self._unique_branches(condition, node)
        return condition

    def guard(self, node: Node, rule: str, verb: Verb) -> tree.Condition | None:
        """The condition under a rule's `when`."""
        return self._condition(node, _Context(rule, favour=not verb.implies and verb is not Verb.EXCLUDE))

    def day_fact(self, node: Node) -> str | None:
        """The path of a fact that is a date."""
        if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
            return None  # what is wrong with its form is said elsewhere
        found = self._fact_ref(node.value, node.where, FactType.DATE)
        return None if found is None else found.path

    def citations(self, shapes: list[CitationShape], node: Node | None) -> tuple[Citation, ...]:
        """The places that a rule or branch cites; unknown documents are problems."""
        nodes = node.items if isinstance(node, ListNode) else (node,) * len(shapes)
        return tuple(self._citation(shape, at) for shape, at in zip(shapes, nodes, strict=True))

    def _citation(self, shape: CitationShape, node: Node | None) -> Citation:
        document = node.get("document") if isinstance(node, MappingNode) else None
        if self.documents is not None and shape.document not in self.documents and document is not None:
            self.problems.add(
                document.where, *unknown(Code.UNKNOWN_NAME, shape.document, self.documents, what="document")
            )
        return Citation(shape.document, shape.at, node.where if node else None)

    def constant(self, fact: Fact, node: Node) -> Value | None:
        """A value of a fact, as it is written in a rule."""
        if isinstance(node, ScalarNode) and node.value is None:
            self.problems.add(node.where, Code.MISSING_FIELD, f"expected a value of `{fact.path}`, found nothing")
            return None
        try:
            return fact.read(plain(node))
        except Refused as error:
            self.problems.add(node.where, error.code, f"`{fact.path}`: {error}")
            return None

    def fact(self, entry: Entry) -> Fact | None:
        """The fact that a key names."""
        return self._fact(entry.key, entry.where, known=[*self.vocabulary, *_BUILDERS])

    def due(self, node: Node) -> Due | None:
        """The date of a duty: a date, a fact, a formula, or `not_stated`."""
        if isinstance(node, MappingNode):
            return self._formula(node)
        if isinstance(node, ScalarNode) and isinstance(node.value, str):
            if node.value == "not_stated":
                return NotStated()
            if _is_path(node.value):
                return self._fact_ref(node.value, node.where, FactType.DATE)
        try:
            return read_date(plain(node))
        except Refused as error:
            self.problems.add(node.where, error.code, f"{error}; or write `not_stated`, a fact or a formula")
            return None

    # -- conditions

    def _condition(self, node: Node, context: _Context) -> tree.Condition | None:
        if not isinstance(node, MappingNode):
            self.problems.add(
                node.where, Code.INVALID_CONDITION, f"expected a condition as a mapping, found {in_words(node)}"
            )
            return None
        branch_entries = [entry for entry in node.entries if entry.key in _BRANCH_KEYS]
        shape = None
        if branch_entries:
            shape = validate_node(BranchShape, MappingNode(tuple(branch_entries), node.where), self.problems)
            if shape is not None and shape.id is None:
                self.problems.add(
                    node.where,
                    Code.INVALID_CONDITION,
                    "a branch with a doubt, source, basis or text of its own needs an `id`",
                )
        parts = _whole(self._entry(entry, context) for entry in node.entries if entry.key not in _BRANCH_KEYS)
        if parts is None or (branch_entries and (shape is None or shape.id is None)):
            return None
        condition = _one_or_all(parts)
        if shape is None or shape.id is None:
            return condition
        sources = self.citations(shape.source, node.get("source")) if shape.source else ()
        text = shape.text.text() if shape.text else None
        return tree.Branch(condition, shape.id, context.settling, shape.doubt, sources, text, shape.basis, node.where)

    def _entry(self, entry: Entry, context: _Context) -> tree.Condition | None:
        match entry.key:
            case "all":
                return self._parts(entry.node, context, tree.AllOf)
            case "any":
                return self._parts(entry.node, context, tree.AnyOf)
            case "not":
                inner = self._condition(entry.node, context.inverted())
                return None if inner is None else tree.Not(inner)
            case "count":
                return self._count(entry, context)
            case "readings":
                return self._readings(entry.node, context)
            case _:
                return self._comparison(entry)

    def _parts(self, node: Node, context: _Context, make: type[tree.AllOf] | type[tree.AnyOf]) -> tree.Condition | None:
        if not isinstance(node, ListNode) or not node.items:
            found = "an empty list" if isinstance(node, ListNode) else in_words(node)
            self.problems.add(node.where, Code.INVALID_CONDITION, f"expected a list of conditions, found {found}")
            return None
        parts = _whole(self._condition(item, context) for item in node.items)
        return None if parts is None else make(tuple(parts))

    def _readings(self, node: Node, context: _Context) -> tree.Condition | None:
        if not isinstance(node, ListNode) or len(node.items) < 2:
            self.problems.add(node.where, Code.INVALID_CONDITION, "expected a list of two or more readings")
            return None
        parts: list[tree.Branch] = []
        for item in node.items:
            part = self._condition(item, context)
            if isinstance(part, tree.Branch):
                parts.append(part)
            elif part is not None:
                self.problems.add(
                    item.where,
                    Code.INVALID_CONDITION,
                    "each reading needs an `id`, by which a determination can choose it",
                )
        return tree.Readings(tuple(parts), context.settling) if len(parts) == len(node.items) else None

    def _count(self, entry: Entry, context: _Context) -> tree.Condition | None:
        if context.counting:
            self.problems.add(entry.where, Code.INVALID_CONDITION, "a count cannot stand inside a count")
            return None
        if not isinstance(entry.node, MappingNode):
            self.problems.add(
                entry.node.where, Code.INVALID_CONDITION, f"expected `where` and a bound, found {in_words(entry.node)}"
            )
            return None
        where = entry.node.get("where")
        bounds = [bound for bound in entry.node.entries if bound.key != "where"]
        if where is None or not bounds:
            self.problems.add(
                entry.where,
                Code.INVALID_CONDITION,
                "a count needs a condition under `where` and a bound such as `at_most`",
            )
            return None
        made: list[tree.Condition | None] = []
        for bound in bounds:
            op = _OF_NUMBERS.get(bound.key)
            limit = bound.node.value if isinstance(bound.node, ScalarNode) else None
            if op is None:
                self.problems.add(
                    bound.where, *unknown(Code.UNKNOWN_NAME, bound.key, ["where", *_OF_NUMBERS], what="bound")
                )
                made.append(None)
            elif not isinstance(limit, int) or isinstance(limit, bool) or limit < 0:
                self.problems.add(
                    bound.node.where,
                    Code.INVALID_CONDITION,
                    f"expected a number of measures, found {in_words(bound.node)}",
                )
                made.append(None)
            else:
                part = self._condition(where, context.inside_count(op))
                made.append(None if part is None else tree.Count(part, op, limit))
        parts = _whole(made)
        return None if parts is None else _one_or_all(parts)

    # -- comparisons

    def _comparison(self, entry: Entry) -> tree.Condition | None:
        fact = self.fact(entry)
        if fact is None:
            return None
        if isinstance(entry.node, MappingNode):
            return self._operators(fact, entry)
        if fact.type is FactType.CHOICES:
            words = " or ".join(f"`{word}`" for word in tree.operators_of(fact.type))
            message = f"`{fact.path}` is a set of values; compare it with {words}"
            self.problems.add(entry.node.where, Code.INVALID_CONDITION, message)
            return None
        values = self._values(fact, entry.node)
        return None if values is None else self._compare(fact, Op.ONE_OF, values, entry.where)

    def _values(self, fact: Fact, node: Node) -> frozenset[Value] | None:
        items = node.items if isinstance(node, ListNode) else (node,)
        if not items:
            self.problems.add(
                node.where, Code.INVALID_CONDITION, f"expected at least one value of `{fact.path}`, found an empty list"
            )
            return None
        values = [self.constant(fact, item) for item in items]
        return None if None in values else frozenset(value for value in values if value is not None)

    def _operators(self, fact: Fact, entry: Entry) -> tree.Condition | None:
        assert isinstance(entry.node, MappingNode)
        if not entry.node.entries:
            self.problems.add(
                entry.node.where,
                Code.INVALID_CONDITION,
                f"expected a value of `{fact.path}` or an operator, found nothing",
            )
            return None
        parts = _whole(self._operator(fact, operator) for operator in entry.node.entries)
        return None if parts is None else _one_or_all(parts)

    def _operator(self, fact: Fact, entry: Entry) -> tree.Condition | None:
        allowed = tree.operators_of(fact.type)
        if entry.key not in allowed:
            if entry.key in _OPERATORS or not allowed:
                use = ", ".join(f"`{word}`" for word in allowed) or "a value or a list of values"
                message = f"`{entry.key}` does not go with `{fact.path}`, which is {fact.type.words}; use {use}"
                self.problems.add(entry.where, Code.INVALID_CONDITION, message)
            else:
                self.problems.add(entry.where, *unknown(Code.UNKNOWN_NAME, entry.key, allowed, what="operator"))
            return None
        op = allowed[entry.key]
        operand = self._bound(fact, entry.node) if op in tree.BOUNDS else self._members(fact, entry.node)
        return None if operand is None else self._compare(fact, op, operand, entry.where)

    def _members(self, fact: Fact, node: Node) -> frozenset[Value] | None:
        listed = node if isinstance(node, ListNode) else ListNode((node,), node.where)
        if not listed.items:
            self.problems.add(
                node.where, Code.INVALID_CONDITION, f"expected at least one value of `{fact.path}`, found an empty list"
            )
            return None
        found: set[Value] = set()
        for item in listed.items:
            value = self.constant(fact, ListNode((item,), item.where))
            if not isinstance(value, frozenset):
                return None
            found |= value
        return frozenset(found)

    def _bound(self, fact: Fact, node: Node) -> tree.Operand | None:
        if isinstance(node, MappingNode):
            if fact.type is FactType.DATE:
                return self._formula(node)
            self.problems.add(
                node.where, Code.INVALID_CONDITION, f"expected {fact.type.words} or another fact, found a mapping"
            )
            return None
        if isinstance(node, ScalarNode) and isinstance(node.value, str) and _is_path(node.value):
            return self._fact_ref(node.value, node.where, fact.type)
        value = self.constant(fact, node)
        assert value is None or isinstance(value, int | Decimal | date)
        return value

    def _formula(self, node: MappingNode) -> tree.DayFormula | None:
        example = "expected a formula such as {day: 03-01, years_after: {grant.award_year: 1}}"
        day, after = node.get("day"), node.get("years_after")
        written = _DAY.fullmatch(day.text) if isinstance(day, ScalarNode) else None
        if len(node.entries) != 2 or written is None or not isinstance(after, MappingNode) or len(after.entries) != 1:
            self.problems.add(node.where, Code.INVALID_CONDITION, example)
            return None
        try:
            on = date(2025, int(written[1]), int(written[2]))  # no leap day: it would not exist every year
        except ValueError:
            assert day is not None
            self.problems.add(
                day.where,
                Code.INVALID_CONDITION,
                f"there is no such day as `{written[0]}` in every year; expected month-day",
            )
            return None
        (entry,) = after.entries
        fact = self.fact(entry)
        years = entry.node.value if isinstance(entry.node, ScalarNode) else None
        if not isinstance(years, int) or isinstance(years, bool) or abs(years) > MAX_YEARS:
            self.problems.add(
                entry.node.where, Code.INVALID_CONDITION, f"expected a number of years, found {in_words(entry.node)}"
            )
            return None
        if fact is not None and fact.type is not FactType.YEAR:
            self.problems.add(
                entry.where,
                Code.INVALID_CONDITION,
                f"`{fact.path}` is {fact.type.words}; expected a fact that is a year",
            )
            return None
        return None if fact is None else tree.DayFormula(on.month, on.day, fact.path, years)

    def _fact_ref(self, path: str, where: Location, of_type: FactType) -> tree.FactRef | None:
        fact = self._fact(path, where, known=list(self.vocabulary))
        if fact is not None and fact.type is not of_type:
            message = f"`{path}` is {fact.type.words}, and cannot be compared with {of_type.words}"
            self.problems.add(where, Code.INVALID_CONDITION, message)
            return None
        return None if fact is None else tree.FactRef(path)

    def _fact(self, path: str, where: Location, known: list[str]) -> Fact | None:
        fact = self.vocabulary.get(path)
        if fact is None:
            self.problems.add(where, *unknown(Code.UNKNOWN_FACT, path, known))
        return fact

    def _compare(self, fact: Fact, op: Op, operand: tree.Operand, where: Location) -> tree.Compare:
        return tree.Compare(fact.path, op, operand, self._exists(fact), where)

    def _exists(self, fact: Fact) -> tree.Compare | None:
        only = fact.only_for
        if only is None or only.path not in self.vocabulary:
            return None
        return tree.Compare(only.path, Op.ONE_OF, frozenset(only.values), self._exists(self.vocabulary[only.path]))

    def _unique_branches(self, condition: tree.Condition | None, node: Node) -> None:
        if condition is None:
            return
        reserved = tree.branch_ids(condition) & {"accepted", "rejected"}
        for id_ in sorted(reserved):
            self.problems.add(
                node.where, Code.INVALID_RULE, f"`{id_}` cannot be the id of a branch; determinations use the word"
            )


def _whole(parts: Iterable[tree.Condition | None]) -> list[tree.Condition] | None:
    """The conditions, where each could be read; all are tried, so that every problem is told."""
    tried = list(parts)
    return None if None in tried else [part for part in tried if part is not None]


def _one_or_all(parts: list[tree.Condition]) -> tree.Condition:
    if not parts:
        return tree.ALWAYS
    return parts[0] if len(parts) == 1 else tree.AllOf(tuple(parts))


def _is_path(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z_0-9]*(\.[a-z][a-z_0-9]*)+", text))

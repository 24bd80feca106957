"""Sentences made from rules and facts: what a condition asks for, what was stated, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

from grantrules.base.texts import MONTHS, Language
from grantrules.base.values import Value
from grantrules.evaluation.outcomes import Outcome, OutcomeKind
from grantrules.intake.stated import MEASURES, Facts
from grantrules.language import condition as tree
from grantrules.language.condition import Op
from grantrules.language.vocabulary import Asked, Document, Fact, FactType, Vocabulary
from grantrules.rules.ruleset import Due, NotStated, Rule, Verb
from grantrules.words.words import word

_DATE_WORDS = {Op.AT_MOST: "by", Op.UNDER: "before", Op.OVER: "after", Op.AT_LEAST: "from"}


@dataclass(frozen=True, slots=True)
class Clause:
    """What a rule asks for, or when it applies: the beginning of the sentence, and parts joined by *and* or by *or*."""

    lead: str
    joint: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.lead} {self.joint.join(self.parts)}." if self.parts else self.lead


class Sentences:
    """Says things about facts and conditions in one language, with the names that a year uses."""

    def __init__(self, vocabulary: Vocabulary, year: int, language: Language) -> None:
        self.vocabulary, self.year, self.language = vocabulary, year, language
        self._asked: dict[tuple[str, OutcomeKind], str] = {}

    def word(self, key: str) -> str:
        """A fixed word."""
        return word(key, self.language)

    # -- facts and values

    def label(self, path: str) -> str:
        """What a fact is called."""
        if path == MEASURES:
            return self.word("fact_measures")
        fact = self.vocabulary.get(path)
        return fact.label[self.language] if fact else path

    def _quoted(self, path: str) -> str:
        return f"“{self.label(path)}”" if self.language == "en" else f"«{self.label(path)}»"

    def question(self, path: str, document: Document = Document.APPLICATION) -> str:
        """The question that asks for a fact of a document."""
        if path == MEASURES:
            return self.word("question_measures" if document is Document.APPLICATION else "question_measures_of_report")
        fact = self.vocabulary.get(path)
        return fact.question_in(self.year, self.language) if fact else path

    def value(self, value: Value | tree.Ordered, fact: Fact | None) -> str:
        """A value as a person would write it."""
        match value:
            case bool():
                return self.word("is_yes" if value else "is_no")
            case date():
                return self.day(value)
            case int() | Decimal():
                return self.money(value) if fact and fact.type is FactType.MONEY else str(value)
            case frozenset():
                return self.listed(self.names(value, fact), "and") or self.word("none")
            case str() if fact and fact.choices:
                return fact.value_name(value, self.year, self.language)
            case _:
                return str(value)

    def day(self, day: date) -> str:
        """A date with the month in words."""
        dot = "" if self.language == "en" else "."
        return f"{day.day}{dot} {MONTHS[day.month - 1][self.language]} {day.year}"

    def money(self, amount: int | Decimal) -> str:
        """An amount in kroner, grouped by thousands."""
        grouped = f"{amount:,}"
        if self.language == "en":
            return f"NOK {grouped}"
        return grouped.replace(".", ";").replace(",", "\u00a0").replace(";", ",") + " kroner"

    # -- conditions

    def condition(self, condition: tree.Condition) -> str:
        """A condition as a clause."""
        match condition:
            case tree.Compare():
                return self._comparison(condition)
            case tree.AllOf(parts=()):
                return self.word("always")
            case tree.AllOf() | tree.AnyOf():
                joint, parts = self._joined(condition)
                return joint.join(parts)
            case tree.Not(part=tree.Compare(path=path, op=Op.ONE_OF, operand=frozenset() as values, only_for=None)) if (
                fact := self.vocabulary.get(path)
            ) and fact.choices:  # it is something; what exists only for some values may be nothing at all
                said = self.listed(self.names(values, fact), "or")
                return f"{self._quoted(path)} {self.word('is_other')} {said}"
            case tree.Not(part=part):
                return f"{self.word('not')} ({self.condition(part)})"
            case tree.Count(part=part, op=op, limit=limit):
                return f"{self.word('count')} ({self.condition(part)}) {self.word(op.value)} {limit}"
            case tree.Branch(part=part, doubt=None):
                return self.condition(part)
            case tree.Branch(part=part, doubt=doubt):
                assert doubt is not None
                return f"{self.condition(part)} [{self.word(f'cause_{doubt.value}')}]"
            case tree.Readings(parts=parts):
                numbered = (f"({number}) {self.condition(part)}" for number, part in enumerate(parts, 1))
                return self.word("readings").format(parts=f", {self.word('or')} ".join(numbered))
            case _:
                assert_never(condition)

    def _joined(self, node: tree.AllOf | tree.AnyOf) -> tuple[str, tuple[str, ...]]:
        """What stands between the parts of a condition, and the parts."""
        every = isinstance(node, tree.AllOf)
        joint, other = (f" {self.word('and')} ", tree.AnyOf) if every else (f", {self.word('or')} ", tree.AllOf)
        return joint, tuple(self._inner(part, other) for part in node.parts)

    def _inner(self, part: tree.Condition, bracketed: type[tree.AllOf] | type[tree.AnyOf]) -> str:
        said = self.condition(part)
        bare = part.part if isinstance(part, tree.Branch) else part
        return f"({said})" if isinstance(bare, bracketed) and len(bare.parts) > 1 else said

    def _comparison(self, node: tree.Compare) -> str:
        fact = self.vocabulary.get(node.path)
        label = self._quoted(node.path)
        one = isinstance(node.operand, frozenset) and len(node.operand) == 1
        match node.op:
            case Op.ONE_OF:
                key = "is"
            case Op.ANY_IN:
                key = "includes" if one else "includes_any"
            case Op.ALL_IN:
                key = "within"
            case Op.AT_LEAST | Op.AT_MOST | Op.OVER | Op.UNDER:
                is_date = fact is not None and fact.type is FactType.DATE
                key = _DATE_WORDS[node.op] if is_date else node.op.value
            case _:
                assert_never(node.op)
        return f"{label} {self.word(key)} {self.operand(node.operand, fact)}"

    def operand(self, operand: tree.Operand, fact: Fact | None) -> str:
        """What a fact is compared with."""
        match operand:
            case tree.FactRef(path=path):
                return self._quoted(path)
            case tree.DayFormula(month=month, day=day, path=path, years=years):
                dot = "" if self.language == "en" else "."
                after = {0: self.word("same_year"), 1: self.word("year_after")}.get(years)
                after = after or f"{years} {self.word('years_after')}"
                return f"{day}{dot} {MONTHS[month - 1][self.language]} {after} {self._quoted(path)}"
            case frozenset():
                return self.listed(self.names(operand, fact), "or")
            case _:
                return self.value(operand, fact)

    def names(self, values: frozenset[Value], fact: Fact | None) -> list[str]:
        """Several values, in the order in which the vocabulary has them."""
        order: dict[object, int] = {choice: place for place, choice in enumerate(fact.choices if fact else ())}

        def place(value: Value) -> tuple[int, Decimal, str]:
            number = Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)
            return order.get(value, 0), number, str(value)

        return [self.value(value, fact) for value in sorted(values, key=place)]

    def listed(self, items: list[str], joint: str) -> str:
        """Some words with *and* or *or* before the last."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.word(joint)} {items[-1]}"

    # -- outcomes

    def outcome(self, rule: Rule, outcome: Outcome) -> str:
        """How a rule came out, in a word or two."""
        special = f"{rule.verb.value}_{outcome.kind.value}"
        try:
            return self.word(special)
        except KeyError:
            return self.word(outcome.kind.value)

    def reason(self, rule: Rule, outcome: Outcome, facts: Facts) -> str:
        """Why a rule came out as it did: what was stated or is missing, and what the rule asks for."""
        paths = outcome.facts
        asked = self._asked.get((rule.id, outcome.kind))
        if asked is None:
            asked = self._asked[rule.id, outcome.kind] = self._asks(rule, outcome)
        return " ".join(part for part in (self.stated(paths, facts), self._unknown(paths, facts), asked) if part)

    def _asks(self, rule: Rule, outcome: Outcome) -> str:
        """What a rule asks for, whatever the facts."""
        applies = self._applies(rule.guard) if rule.guard is not None else ""
        if outcome.kind is OutcomeKind.NOT_APPLICABLE and applies:
            return applies
        if rule.condition == tree.ALWAYS:
            return self.word("nothing_to_check") if rule.verb is Verb.ASSESS else ""
        return f"{self.asks(rule)} {applies}" if outcome.kind is OutcomeKind.OPEN and applies else self.asks(rule)

    def asks(self, rule: Rule) -> str:
        """What a rule asks for where it applies, as a sentence."""
        return f"{self.word(_LEAD[rule.verb])} {self.condition(rule.condition)}."

    def _applies(self, guard: tree.Condition) -> str:
        return f"{self.word('applies_if')} {self.condition(guard)}."

    # -- rules before anything is stated

    def rule(self, rule: Rule) -> str:
        """What a rule asks for and when it applies; nothing where it always just holds."""
        return " ".join(map(str, self.clauses(rule)))

    def clauses(self, rule: Rule) -> list[Clause]:
        """The same in its parts."""
        lead = _LEAD[rule.verb]
        if lead == "applies_if":  # then the guard says no more than the condition does
            return [] if rule.statement == tree.ALWAYS else [self._clause(lead, rule.statement)]
        said = [] if rule.condition == tree.ALWAYS else [self._clause(lead, rule.condition)]
        if rule.verb is Verb.ASSESS and not said:
            said.append(Clause(self.word("nothing_to_check"), "", ()))
        if rule.guard is not None:
            said.append(self._clause("applies_if", rule.guard))
        return said

    def _clause(self, lead: str, condition: tree.Condition) -> Clause:
        match condition:
            case tree.AllOf(parts=parts) | tree.AnyOf(parts=parts) if len(parts) > 1:
                return Clause(self.word(lead), *self._joined(condition))
            case _:
                return Clause(self.word(lead), "", (self.condition(condition),))

    def stated(self, paths: Iterable[str], facts: Facts) -> str:
        """What was stated of some facts; nothing where none of them was."""
        stated = [f"{self.label(p)}: {self.value(facts[p], self.vocabulary.get(p))}" for p in paths if p in facts]
        return f"{self.word('stated')}: {'; '.join(stated)}." if stated else ""

    def _unknown(self, paths: Iterable[str], facts: Facts) -> str:
        missing = [self.label(path) for path in paths if path not in facts and path != MEASURES]
        return f"{self.word('not_stated')}: {'; '.join(missing)}." if missing else ""

    # -- duties

    def _asked_of(self, path: str) -> Asked:
        return self.vocabulary[path].asked

    def rank(self, rule: Rule) -> str:
        """The number that a priority has, with the name of its ranking; nothing where it has none."""
        named = f" ({rule.ranking})" if rule.ranking else ""
        return "" if rule.rank is None else f"{rule.rank}{named}"

    def due(self, due: Due | None, day: date | None) -> str:
        """When a duty is due; nothing where the duty has no date at all."""
        if day is not None:
            return f"{self.word('due')}: {self.day(day)}"
        match due:
            case None:
                return ""
            case NotStated():
                return self.word("due_not_stated")
            case date():
                return f"{self.word('due')}: {self.day(due)}"
            case tree.FactRef(path=path) if self._asked_of(path) in (Asked.LETTER, Asked.OFFICE):
                return self.word(f"due_by_{self._asked_of(path).value}")
            case tree.FactRef() | tree.DayFormula():
                return f"{self.word('due')}: {self.operand(due, None)}"
            case _:
                assert_never(due)


_LEAD = {
    Verb.REQUIRE: "requires",
    Verb.EXCLUDE: "bars_if",
    Verb.EXPECT: "asks_for",
    Verb.ASSESS: "asks_for",
    Verb.PRIORITISE: "prioritises_if",
    Verb.OBLIGE: "applies_if",
    Verb.NOTE: "applies_if",
    Verb.STATE: "applies_if",
    Verb.SILENT: "applies_if",
}

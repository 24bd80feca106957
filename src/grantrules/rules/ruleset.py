"""One year's rules as data: rules, the documents they come from, the values that offices set.

Everything here is frozen. What a rule says about an application is worked out by the evaluators.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from grantrules.base.errors import Location
from grantrules.base.texts import Text
from grantrules.base.values import Ranked, Value
from grantrules.language import condition as tree
from grantrules.language.condition import Basis, Citation, Op
from grantrules.language.vocabulary import OFFICE, Document, Vocabulary

NATIONAL = "national"
"""The name under which `offices.yaml` gives a value that holds for every office without its own."""


class Verb(StrEnum):
    """What a rule does with its condition (docs/language.md)."""

    REQUIRE = "require"
    EXCLUDE = "exclude"
    EXPECT = "expect"
    ASSESS = "assess"
    PRIORITISE = "prioritise"
    OBLIGE = "oblige"
    NOTE = "note"
    STATE = "state"
    SILENT = "silent"

    @property
    def decides(self) -> bool:
        """Whether the rule takes part in a verdict."""
        return self in (Verb.REQUIRE, Verb.EXCLUDE, Verb.EXPECT, Verb.ASSESS)

    @property
    def implies(self) -> bool:
        """Whether the guard is an implication: no harm where it does not hold."""
        return self in (Verb.REQUIRE, Verb.EXPECT, Verb.ASSESS)


class Aspect(StrEnum):
    """Which question about a grant that was awarded a rule answers (docs/language.md, Reports)."""

    CONTENT = "content"
    FORM = "form"
    RECIPIENT = "recipient"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    UNSPENT_FUNDS = "unspent_funds"
    DOCUMENTATION = "documentation"
    PAYMENT = "payment"
    CONTROL = "control"
    CONSEQUENCES = "consequences"

    @property
    def of_the_report(self) -> bool:
        """Whether what a rule asks for here is part of the report, so that the report is not complete without it."""
        return self not in (Aspect.UNSPENT_FUNDS, Aspect.PAYMENT, Aspect.CONTROL, Aspect.CONSEQUENCES)


class Authority(Ranked):
    """How much a document weighs, strongest first; an office speaks with full weight for its own procedure.

    Last comes what is told from outside the administration, such as by a grantee or in a newspaper.
    """

    REGULATION = "regulation"
    OWN_PROCEDURE = "own_procedure"
    DIRECTORATE_PAGE = "directorate_page"
    DIRECTORATE_PRESENTATION = "directorate_presentation"
    OFFICE_SLIDE = "office_slide"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class SourceDocument:
    """A document that rules come from, as `sources.yaml` describes it."""

    id: str
    title: Text
    issuer: str
    authority: Authority
    speaks_for: tuple[int, ...]
    office: str | None = None
    date: str | None = None
    file: str | None = None
    note: Text | None = None
    short: Text | None = None

    @property
    def called(self) -> Text:
        """What people call it: its short title, or the whole one where it has none."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class NotStated:
    """A duty whose date no document gives."""


Due = date | tree.DayFormula | tree.FactRef | NotStated


@dataclass(frozen=True, slots=True)
class Statement:
    """What a `state` rule states: what it is about, of figures amount and kind, and whether what it is about `exists`."""

    about: str
    amount: int | Decimal | None = None
    figure: str | None = None
    exists: bool | None = None


@dataclass(frozen=True)
class Rule:
    """One rule of one year. Programs know it by its `id`, people by its `title`.

    A priority can have a number (`rank`) in a `ranking`; without a name that is the national one.

    A duty can say by what it is seen to be `fulfilled`, and which fact is the day on which what it asks for was `received`.
    Where a report is asked whether it fulfils a duty, that is a rule too, and `fulfils` names the duty (`reporting.py`).
    A silence has the rule as it was `last_stated`.
    """

    id: str
    topic: str
    verb: Verb
    condition: tree.Condition
    title: Text
    text: Text
    sources: tuple[Citation, ...]
    basis: Basis = Basis.STATED
    when: tree.Condition | None = None
    office: str | None = None
    remedy: Text | None = None
    rank: int | None = None
    ranking: str | None = None
    due: Due | None = None
    awarded: tuple[int, ...] = ()
    aspect: Aspect | None = None
    fulfilled: tree.Condition | None = None
    received: str | None = None
    formerly: str | None = None
    states: Statement | None = None
    silent_since: int | None = None
    fulfils: str | None = None
    last_stated: Rule | None = field(default=None, compare=False, repr=False)
    where: Location | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.id, self.topic, self.office))

    @property
    def place_in_order(self) -> tuple[bool, str, int]:
        """Where a priority stands among others: by ranking, the national one first, and number; those without come last."""
        return self.rank is None, self.ranking or "", self.rank or 0

    def outranks(self, other: Rule) -> bool:
        """Whether both have a number in one ranking, and this one has the better."""
        if self.rank is None or other.rank is None or self.ranking != other.ranking:
            return False
        return self.rank < other.rank

    @property
    def waits(self) -> bool:
        """Whether a draft has the rule from an earlier year, and no source of its own year states it yet."""
        return self.basis is Basis.AWAITED and self.verb is not Verb.SILENT

    @cached_property
    def guard(self) -> tree.Condition | None:
        """When the rule applies at all: its `when`, and its office where it is one office's."""
        if self.office is None:
            return self.when
        of_office = tree.Compare(OFFICE, Op.ONE_OF, frozenset({self.office}))
        return of_office if self.when is None else tree.AllOf((of_office, self.when))

    @cached_property
    def statement(self) -> tree.Condition:
        """The condition with its guard: an implication or a conjunction, as the verb has it."""
        if self.guard is None:
            return self.condition
        if self.verb.implies:
            return tree.AnyOf((tree.Not(self.guard), self.condition))
        return self.guard if self.condition == tree.ALWAYS else tree.AllOf((self.guard, self.condition))

    @cached_property
    def per_measure(self) -> bool:
        """Whether the rule is about each measure; otherwise it is about the application."""
        return tree.is_per_measure(self.statement)

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every fact that the rule could read."""
        return tree.facts_read(self.statement)

    @cached_property
    def shown_by(self) -> frozenset[str]:
        """The facts that only a report states: what a duty is fulfilled by, and when that was received."""
        fulfilled = tree.facts_read(self.fulfilled) if self.fulfilled is not None else frozenset[str]()
        return fulfilled | {self.received} if self.received is not None else fulfilled

    @cached_property
    def read_of_reports(self) -> frozenset[str]:
        """Every fact that the rule reads of a report: in its condition, its dates, and what it is fulfilled by."""
        due = tree.operand_paths(self.due) if isinstance(self.due, tree.FactRef | tree.DayFormula) else ()
        return self.facts | self.shown_by | set(due)

    @property
    def _nodes(self) -> Iterator[tree.Condition]:
        """Every condition inside the rule."""
        yield from tree.walk(self.statement)
        if self.fulfilled is not None:
            yield from tree.walk(self.fulfilled)

    @cached_property
    def branches(self) -> Mapping[str, tree.Branch]:
        """The branches and readings of the rule, by id."""
        return {node.id: node for node in self._nodes if isinstance(node, tree.Branch)}

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The readings among which a determination can choose, by id."""
        found = (part.id for node in self._nodes if isinstance(node, tree.Readings) for part in node.parts)
        return tuple(sorted(set(found)))

    @cached_property
    def named_branches(self) -> tuple[str, ...]:
        """The branches that a determination can name: those in doubt, and readings."""
        own = tree.branch_ids(self.statement)
        return tuple(sorted(own if self.fulfilled is None else own | tree.branch_ids(self.fulfilled)))

    @cached_property
    def sources_of_branches(self) -> Mapping[str, tuple[Citation, ...]]:
        """The sources that branches have of their own, by the branch's id."""
        return {id_: branch.sources for id_, branch in self.branches.items() if branch.sources}

    @cached_property
    def days(self) -> tuple[tree.Operand, ...]:
        """The last days that the condition allows: days, formulas, and other facts."""
        return tuple(dict.fromkeys(tree.last_days(self.condition, holds=self.verb is not Verb.EXCLUDE)))

    @cached_property
    def open_to_judgement(self) -> bool:
        """Whether a person's determination can settle something in the rule."""
        return (
            self.verb in (Verb.EXPECT, Verb.ASSESS)
            or self.fulfilled is not None
            or tree.is_open_to_judgement(self.statement)
        )


@dataclass(frozen=True, slots=True)
class OfficeValue:
    """A value that an office has set for its applicants, or that holds nationally."""

    fact: str
    office: str
    value: Value
    source: Citation
    basis: Basis = Basis.STATED
    where: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Transition:
    """What a source says became of a rule between two years: that it went, or that it came."""

    rule: str
    source: Citation


@dataclass(frozen=True, eq=False)
class RuleSet:
    """The rules of one year, or of one draft. Two that mean the same have the same `canonical.rules_hash`.

    Two are equal where they say the same, word for word, in whatever order; so they have the same hash, evaluate and show alike.
    `document` is what they are asked about: applications, or the reports of one award year (`reporting.py`).
    What is `gone` is so by earlier years and has not come back.
    """

    year: int
    revision: int
    title: Text
    change_note: Text
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    documents: Mapping[str, SourceDocument]
    office_values: tuple[OfficeValue, ...] = ()
    complete: frozenset[str] = frozenset()
    repeals: tuple[Transition, ...] = ()
    introduces: tuple[Transition, ...] = ()
    gone: tuple[Transition, ...] = ()
    document: Document = Document.APPLICATION
    drafted_from: int | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RuleSet):
            return NotImplemented
        return self is other or self._said == other._said

    def __hash__(self) -> int:
        return hash((self.year, self.revision, self.document, len(self.rules)))

    @property
    def _said(self) -> tuple[object, ...]:
        """All that the rules say, without their order."""
        return tuple(
            Counter(value) if isinstance(value, tuple) else value
            for value in (getattr(self, field.name) for field in fields(self))
        )

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by id, as files have them."""
        return {rule.id: rule for rule in self.rules if rule.fulfils is None}

    @property
    def names_of(self) -> int:
        """The year whose names for things are used: its own, or of a draft the one that it was copied from."""
        return self.year if self.drafted_from is None else self.drafted_from

    @cached_property
    def waiting(self) -> tuple[Rule, ...]:
        """The rules that wait for a source of their own year."""
        return tuple(rule for rule in self.rules if rule.waits and rule.fulfils is None)

    @property
    def ended(self) -> tuple[Transition, ...]:
        """Which rules are gone, by what this year or an earlier one says: a repeal is final until the rule comes back."""
        return (*self.repeals, *self.gone)

    @cached_property
    def application_rules(self) -> tuple[Rule, ...]:
        """The rules that are asked once for an application."""
        return tuple(rule for rule in self.rules if self._concerns(rule) and not rule.per_measure)

    @cached_property
    def measure_rules(self) -> tuple[Rule, ...]:
        """The rules that are asked for each measure of an application."""
        return tuple(rule for rule in self.rules if self._concerns(rule) and rule.per_measure)

    def _concerns(self, rule: Rule) -> bool:
        """A rule that decides on something only a report states is no rule for applications."""
        read = [fact for path in rule.facts if (fact := self.vocabulary.get(path))]
        return not rule.verb.decides or all(self.document in fact.used_in for fact in read)

    def authority(self, office: str | None, citation: Citation) -> Authority:
        """How much a citation weighs for what it is cited for; `office` is the one whose procedure that is."""
        document = self.documents[citation.document]
        own = office is not None and document.office == office
        return Authority.OWN_PROCEDURE if own else document.authority

    @cached_property
    def is_told_by_offices(self) -> bool:
        """Whether the whole year is known from offices' own documents alone, national rules and all."""
        return all(self.is_one_offices(rule) for rule in self.rules if rule.verb is not Verb.SILENT)

    def is_one_offices(self, rule: Rule) -> bool:
        """Whether nothing but one office's own documents says what a rule states."""
        return all(self.authority(rule.office, source) in _OF_ONE_OFFICE for source in rule.sources)


_OF_ONE_OFFICE = frozenset({Authority.OWN_PROCEDURE, Authority.OFFICE_SLIDE})

"""What a portfolio comes to, year by year: verdicts by type and kind, amounts beside the budget, what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from operator import itemgetter

from grantrules.decision.verdict import Status, asked_of
from grantrules.intake.stated import Facts, Stated
from grantrules.language.vocabulary import MEASURE, Asked
from grantrules.portfolio.deciding import Decided
from grantrules.rules.ruleset import Rule, RuleSet

TYPE, KIND = "applicant.type", f"{MEASURE}.kind"
"""The facts by which applications and measures are sorted."""

AMOUNT = f"{MEASURE}.amount"
"""What a measure applies for."""

BUDGET = "budget"
"""What a `state` rule is about that gives a figure of the year's budget."""


# -- numbers and amounts

Kroner = int | Decimal
Change = tuple[Status, Status]
"""The status before and the status after, which can be the same."""

_EXACT = Context(prec=100)
"""An amount has at most 18 digits before the point: no sum of amounts is ever rounded."""


@dataclass(frozen=True, slots=True)
class Total:
    """A number of applications, or of measures, with the amounts applied for.

    `kroner` is the sum of the amounts that are stated; `without_amount` is how many measures state none
    (unknown is not zero).
    """

    number: int = 0
    kroner: Kroner = 0
    without_amount: int = 0

    @classmethod
    def of_measure(cls, kroner: Kroner | None) -> Total:
        """One measure, with its amount if that is stated."""
        return cls(1, 0, 1) if kroner is None else cls(1, kroner)

    def __add__(self, other: Total) -> Total:
        both = self.kroner, other.kroner
        whole = all(isinstance(kroner, int) for kroner in both)
        kroner = sum(both) if whole else _EXACT.add(*map(Decimal, both))
        return Total(self.number + other.number, kroner, self.without_amount + other.without_amount)


@dataclass(frozen=True, slots=True)
class StatusCell:
    """Those that had one status before and have one after."""

    before: Status
    after: Status
    total: Total


@dataclass(frozen=True, slots=True)
class StatusTable:
    """A cell for each pair of statuses, by the one before and then the one after, lowest first."""

    cells: tuple[StatusCell, ...]

    @classmethod
    def of(cls, totals: Mapping[Change, Total]) -> StatusTable:
        """The table of what has been counted; what is not there is nothing."""
        changes = [(before, after) for before in Status for after in Status]
        return cls(tuple(StatusCell(*change, totals.get(change, Total())) for change in changes))

    def __getitem__(self, change: Change) -> Total:
        return next(cell.total for cell in self.cells if (cell.before, cell.after) == change)

    @property
    def total(self) -> Total:
        """All, whatever their status."""
        return sum((cell.total for cell in self.cells), Total())

    @property
    def changed(self) -> Total:
        """Those whose status differs."""
        return sum((cell.total for cell in self.cells if cell.before is not cell.after), Total())


def amount_of(measure: Facts) -> Kroner | None:
    """What a measure applies for, where that is stated."""
    amount = measure.get(AMOUNT)
    return amount if isinstance(amount, int | Decimal) and not isinstance(amount, bool) else None


# -- what a portfolio comes to


@dataclass(frozen=True, slots=True)
class Group:
    """Those for which a fact has one value, or does not state it, by status."""

    value: str | None
    totals: Mapping[Status, Total]

    @property
    def total(self) -> Total:
        """All of them."""
        return sum(self.totals.values(), Total())


@dataclass(frozen=True, slots=True)
class MissingCount:
    """A fact that keeps verdicts open, who is asked for it, and on how many applications and measures it is missing."""

    fact: str
    ask: Asked
    applications: int
    measures: int


@dataclass(frozen=True, slots=True)
class YearSummary:
    """What was evaluated under one year's rules.

    `applications` and `measures` are totals by status, each with the amounts of the measures in kroner; `types` are
    the applications by type of applicant, `kinds` the measures by kind, in the order of the vocabulary. `missing` has
    the most frequent fact first. `budgets` are the rules that state a figure of the year's budget, the largest first:
    a smaller one is a part of it.
    """

    rules: RuleSet
    applications: Mapping[Status, Total]
    measures: Mapping[Status, Total]
    types: tuple[Group, ...]
    kinds: tuple[Group, ...]
    missing: tuple[MissingCount, ...]
    budgets: tuple[Rule, ...]

    @property
    def applied_for(self) -> Total:
        """All measures, with the amounts applied for."""
        return sum(self.measures.values(), Total())

    @property
    def budget(self) -> Kroner | None:
        """The year's budget in kroner, where a source gives one."""
        return next((rule.states.amount for rule in self.budgets if rule.states is not None), None)


@dataclass(frozen=True)
class PortfolioSummary:
    """What a portfolio comes to; its fields are described in `results/portfolio.py`."""

    read: int
    evaluated: int
    rejected: int
    stray: int
    years: tuple[YearSummary, ...]


_Totals = defaultdict[tuple[str | None, Status], Total]


class YearTally:
    """What a year's part of a portfolio comes to as it is read."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.types, self.kinds = _Totals(Total), _Totals(Total)
        self.missing, self.on_measures = Counter[str](), Counter[str]()

    def add(self, application: Stated, found: Decided) -> None:
        """Count one application, decided under the rules of the year."""
        whole = Total(1)
        for measure, verdict in zip(application.measures, found.measures, strict=True):
            total = Total.of_measure(amount_of(measure.facts))
            whole += replace(total, number=0)
            self.kinds[_value(measure.facts, KIND), verdict.status] += total
            self.on_measures.update(verdict.missing)
        self.types[_value(application.facts, TYPE), found.application.status] += whole
        self.missing.update(found.application.missing)

    def summary(self) -> YearSummary:
        """All of it."""
        vocabulary = self.rules.vocabulary
        states = ((rule.states, rule) for rule in self.rules.rules)
        budgets = [(of.amount, rule) for of, rule in states if of and of.about == BUDGET and of.amount is not None]
        missing = [
            MissingCount(fact, asked_of(fact, vocabulary), number, self.on_measures[fact])
            for fact, number in self.missing.items()
        ]
        return YearSummary(
            self.rules,
            _by_status(self.types),
            _by_status(self.kinds),
            self._groups(TYPE, self.types),
            self._groups(KIND, self.kinds),
            tuple(sorted(missing, key=lambda each: (-each.applications, -each.measures, each.fact))),
            tuple(rule for _, rule in sorted(budgets, key=itemgetter(0), reverse=True)),
        )

    def _groups(self, path: str, totals: Mapping[tuple[str | None, Status], Total]) -> tuple[Group, ...]:
        fact = self.rules.vocabulary.get(path)
        order = [*(fact.choices if fact else ()), None]
        there = {value for value, _ in totals}
        return tuple(
            Group(value, {status: totals.get((value, status), Total()) for status in Status})
            for value in order
            if value in there
        )


def _by_status(totals: Mapping[tuple[str | None, Status], Total]) -> dict[Status, Total]:
    return {status: sum((total for (_, of), total in totals.items() if of is status), Total()) for status in Status}


def _value(facts: Facts, path: str) -> str | None:
    value = facts.get(path)
    return value if isinstance(value, str) else None

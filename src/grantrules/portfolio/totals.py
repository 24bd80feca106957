"""Numbers of applications and of measures with the amounts applied for, by what became of their status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from grantrules.decision.verdict import Status
from grantrules.intake.stated import Facts
from grantrules.language.vocabulary import MEASURE

AMOUNT = f"{MEASURE}.amount"
"""What a measure applies for."""

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
        kroner = _sum(self.kroner, other.kroner)
        return Total(self.number + other.number, kroner, self.without_amount + other.without_amount)


@dataclass(frozen=True, slots=True)
class Cell:
    """Those that had one status before and have one after."""

    before: Status
    after: Status
    total: Total


@dataclass(frozen=True, slots=True)
class Table:
    """A cell for each pair of statuses, by the one before and then the one after, lowest first."""

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, totals: Mapping[Change, Total]) -> Table:
        """The table of what has been counted; what is not there is nothing."""
        changes = [(before, after) for before in Status for after in Status]
        return cls(tuple(Cell(*change, totals.get(change, Total())) for change in changes))

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


def _sum(one: Kroner, other: Kroner) -> Kroner:
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    return _EXACT.add(Decimal(one), Decimal(other))


def amount_of(measure: Facts) -> Kroner | None:
    """What a measure applies for, where that is stated."""
    amount = measure.get(AMOUNT)
    return amount if isinstance(amount, int | Decimal) and not isinstance(amount, bool) else None

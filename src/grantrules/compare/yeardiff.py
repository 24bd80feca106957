"""What `grantrules.diff` and `grantrules.history` give: a comparison, with what was asked for beside it."""

from __future__ import annotations

from dataclasses import dataclass

from grantrules.compare.comparison import Comparison, Edit, History, HistoryYear, ValueEdit
from grantrules.compare.impact import Impact
from grantrules.compare.proofs import Finding
from grantrules.rules.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What a search for applications that two years treat differently has found.

    Searched were applications with up to so many `measures`, for so many `seconds` together; with
    `undetermined` it counted as a difference that only one year comes to a verdict. The rules of the two
    years count up to `most_counted` measures: a search among fewer says little about such a rule. Of the
    rules `left_out` nothing was asked, because they cannot be held against the other year.
    """

    findings: tuple[Finding, ...]
    measures: int
    seconds: float
    undetermined: bool
    most_counted: int
    left_out: tuple[str, ...] = ()


class YearDiff:
    """What changed between two years: the rules and, where asked for, witnesses and what it means for a portfolio."""

    def __init__(
        self, comparison: Comparison, witnesses: Witnesses | None = None, impact: Impact | None = None
    ) -> None:
        self.comparison, self.witnesses, self.impact = comparison, witnesses, impact

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, YearDiff):
            return NotImplemented
        found = ((each.comparison, each.witnesses, each.impact) for each in (self, other))
        return next(found) == next(found)

    def __hash__(self) -> int:
        return hash((self.before, self.after))

    @property
    def before(self) -> RuleSet:
        """The rules before."""
        return self.comparison.before

    @property
    def after(self) -> RuleSet:
        """The rules after."""
        return self.comparison.after

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The rules that differ, by topic and place."""
        return self.comparison.edits

    @property
    def values(self) -> tuple[ValueEdit, ...]:
        """The values set by offices, or nationally, that differ."""
        return self.comparison.values

    def __repr__(self) -> str:
        number = len(self.edits)
        return f"<YearDiff {self.before.year} to {self.after.year}: {number} rule{'' if number == 1 else 's'} differ>"


class RuleHistory:
    """A rule through the years, oldest first."""

    def __init__(self, history: History) -> None:
        self.history = history

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, RuleHistory):
            return NotImplemented
        return self.history == other.history

    def __hash__(self) -> int:
        return hash(self.rule)

    @property
    def rule(self) -> str:
        """The id that was asked for."""
        return self.history.rule

    @property
    def years(self) -> tuple[HistoryYear, ...]:
        """Each year with the rule, if it has it, and how that differs from the year before."""
        return self.history.years

    def __repr__(self) -> str:
        return f"<RuleHistory of {self.rule}: {', '.join(str(each.rules.year) for each in self.years)}>"

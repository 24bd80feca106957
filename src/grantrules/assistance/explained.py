"""One rule in plain words: what it does, when, with which doubts, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from grantrules.rules.ruleset import Rule, RuleSet, Transition


@dataclass(frozen=True)
class Explanation:
    """A rule of one year, to be shown: its verb, condition, branches, sources, and what this year says of its age."""

    rules: RuleSet
    rule: Rule

    @property
    def introduced(self) -> tuple[Transition, ...]:
        """Where a source of this year calls the rule new or changed."""
        return tuple(each for each in self.rules.introduces if each.rule == self.rule.id)

    def __repr__(self) -> str:
        return f"<Explanation of {self.rule.id} in {self.rules.year}>"

"""The rules of a year, or on reports, with all that is made of them once: what runs them, and what reads documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

from grantrules.base.logs import DEBUG, log, milliseconds_since
from grantrules.decision.verdict import can_bar, is_to_judge, level
from grantrules.evaluation.executors import Executor, ExecutorName, make_executor
from grantrules.evaluation.outcomes import Findings, OutcomeKind
from grantrules.intake.documents import Given
from grantrules.intake.reading import Reader, take_in
from grantrules.intake.stated import Stated
from grantrules.rules.ruleset import Rule, RuleSet, Verb

if TYPE_CHECKING:
    from grantrules.evaluation.executors.frame.executor import FrameExecutor


Ranks = tuple[int, ...]
"""The rank of the best verdict that a rule allows, by the code of its outcome's kind."""


@dataclass(frozen=True, slots=True)
class SortedRules:
    """The rules of a scope, sorted by what they do; each by its place among them.

    `deciding` take part in the verdict, `barring` of those can bar, `judged` leave something to judge that touches
    no verdict, `dated` are deciding rules that compare with dates, and `explained` those whose outcome a decision
    gives a reason for: verdicts and priorities.
    """

    rules: tuple[Rule, ...]
    deciding: tuple[tuple[int, Ranks], ...]
    barring: tuple[tuple[int, Ranks], ...]
    judged: tuple[int, ...]
    dated: tuple[int, ...]
    explained: tuple[int, ...]
    by_verb: Mapping[Verb, tuple[int, ...]]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> SortedRules:
        """Sort rules."""
        ranks = {verb: tuple(level(verb, kind).rank for kind in OutcomeKind) for verb in Verb}
        deciding = tuple((place, ranks[rule.verb]) for place, rule in enumerate(rules) if rule.verb.decides)
        return cls(
            rules,
            deciding,
            tuple(each for each in deciding if can_bar(rules[each[0]].verb)),
            tuple(place for place, _ in deciding if any(is_to_judge(rules[place].verb, kind) for kind in OutcomeKind)),
            tuple(place for place, _ in deciding if rules[place].days),
            tuple(place for place, rule in enumerate(rules) if rule.verb.decides or rule.verb is Verb.PRIORITISE),
            {verb: tuple(place for place, rule in enumerate(rules) if rule.verb is verb) for verb in Verb},
        )


class Decider:
    """Rules that are asked many times; what is compiled of them is compiled on first use and kept.

    A regulation has one, and whatever it decides, asks or compares goes by it; a decision knows the one that it was
    made by. `run` is what runs the rules where that is not to be compiled Python.
    """

    def __init__(self, rules: RuleSet, run: Executor | None = None) -> None:
        self.rules = rules
        self._executors: dict[str, Executor] = {} if run is None else {"python": run}
        self.is_compiled = run is None

    def __reduce__(self) -> tuple[type[Decider], tuple[RuleSet]]:
        return Decider, (self.rules,)  # what is compiled is compiled anew where it is unpickled

    @cached_property
    def reader(self) -> Reader:
        """What reads documents by the vocabulary of the rules."""
        return Reader(self.rules.vocabulary, self.rules.document)

    def take_in(self, document: Given) -> Stated:
        """What a document states under these rules.

        Raises:
            ApplicationError: fields are unknown or unreadable; all of them are listed.
        """
        return take_in(document, self.rules, self.reader)

    def executor(self, name: ExecutorName = "python") -> Executor:
        """What runs the rules on one document.

        Raises:
            MissingExtra: durable-rules is asked for and is not installed.
        """
        found = self._executors.get(name)
        if (
            found is None
        ):  # threads that ask first at once may compile more than one of them, and all go on with the same
            found = self._executors.setdefault(name, make_executor(name, self.rules))
        return found

    def findings(self, stated: Stated, executor: ExecutorName = "python") -> Findings:
        """How every rule comes out for what a document states."""
        return self.executor(executor)(stated)

    @cached_property
    def frames(self) -> FrameExecutor:
        """What runs the rules on tables, with what the deciding ones wait for."""
        from grantrules.evaluation.executors.frame.executor import FrameExecutor  # noqa: PLC0415  only for many at once

        start = perf_counter()
        made = FrameExecutor(self.rules, [rule for rule in self.rules.rules if rule.verb.decides])
        log(DEBUG, "frame compiled the rules of %d in %.1f ms", self.rules.year, milliseconds_since(start))
        return made

    @cached_property
    def sorted_rules(self) -> tuple[SortedRules, SortedRules]:
        """The rules for the document itself and for each measure, sorted by what they do."""
        return SortedRules.of(self.rules.application_rules), SortedRules.of(self.rules.measure_rules)

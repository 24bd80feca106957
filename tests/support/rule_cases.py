"""The cases run against changed rules: does any of them expect something else than the changed rules then say?

Only what a change can have touched is worked out anew: the outcomes of the changed rule, by the reference, and the
decisions on the cases in which those differ; or on all cases, where the change is of what is made of an outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from grantrules.api import load, years
from grantrules.base.errors import ApplicationError
from grantrules.decision.decider import Decider
from grantrules.evaluation.outcomes import Findings, Outcome
from grantrules.evaluation.reference import outcome
from grantrules.intake.documents import stated_at
from grantrules.intake.reading import Reader, take_in
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import Document
from grantrules.results.document import Decision, ReportAnswer
from grantrules.rules.reporting import ReportRules, award_years, report_rules
from grantrules.rules.ruleset import Rule, RuleSet
from tests.rules import test_cases, test_report_cases
from tests.support.rule_changes import Change

Place = tuple[str, int | None]
"""A rule by its id, asked of the document (none) or of the measure in this place."""

OfDocument = Callable[[RuleSet, Stated, Findings, Mapping[str, Any]], bool]
"""Whether what some rules say of a document is something else than a case expects."""


class Case(NamedTuple):
    """A document and what is expected of the decision on it, or of the answer to it."""

    id: str
    document: Mapping[str, object]
    expect: Mapping[str, Any]


@dataclass
class Known:
    """A case with its facts, and the outcomes under the rules as they are."""

    case: Case
    stated: Stated
    outcomes: dict[Place, Outcome] = field(default_factory=dict)

    @cached_property
    def expects(self) -> str:
        """All that the case expects, as text to look for names in."""
        return str(self.case.expect)

    @cached_property
    def determined(self) -> frozenset[str]:
        """The rules on which the case has a person's determination."""
        every = (self.stated.determinations, *(measure.determinations for measure in self.stated.measures))
        return frozenset(rule for each in every for rule in each)


def asked(rule: Rule, stated: Stated) -> Iterator[tuple[Place, Outcome]]:
    """How a rule comes out for a document, or for each of its measures."""
    if not rule.per_measure:
        yield (rule.id, None), outcome(rule, stated.facts, stated.measures)
        return
    for n, measure in enumerate(stated.measures):
        yield (rule.id, n), outcome(rule, measure.facts, stated.measures)


def asked_all(rules: Iterable[Rule], stated: Stated) -> dict[Place, Outcome]:
    """How each of some rules comes out."""
    return {place: found for rule in rules for place, found in asked(rule, stated)}


class Bench:
    """Cases under some rules: those of a year on applications, or all years' on reports of one award year."""

    def __init__(self, rules: RuleSet, cases: Iterable[Case], fails: OfDocument) -> None:
        self.rules, self._fails = rules, fails
        self._reader = Reader(rules.vocabulary, rules.document)
        self.known = [Known(case, self._stated(case, rules)) for case in cases]
        for each in self.known:
            each.outcomes = asked_all(rules.rules, each.stated)

    def _stated(self, case: Case, rules: RuleSet) -> Stated:
        return take_in(case.document, rules, self._reader)

    def wrong(self) -> list[str]:
        """The cases that do not come out as they expect under the rules as they are."""
        return [each.case.id for each in self.known if self._fails_now(each, self.rules, each.stated, {})]

    def failing(self, changed: RuleSet, change: Change) -> str | None:
        """A case that does not come out as it expects under changed rules; none if all do."""
        anew = [rule for rule in changed.rules if (rule.fulfils or rule.id) == change.subject]
        every = _more_than_outcomes(change)
        for each in sorted(self.known, key=lambda known: change.subject not in known.expects):
            try:
                fails = self._fails_under(each, changed, anew, change.subject, every=every)
            except ApplicationError:  # a determination that there is no longer anything for
                return each.case.id
            if fails:
                return each.case.id
        return None

    def _fails_under(self, each: Known, changed: RuleSet, anew: list[Rule], subject: str, *, every: bool) -> bool:
        stated = each.stated
        others = changed.office_values != self.rules.office_values
        if others or subject in each.determined:
            stated = self._stated(each.case, changed)
        outcomes = asked_all(changed.rules if others else anew, stated)
        same = all(each.outcomes.get(place) == found for place, found in outcomes.items())
        return not (same and not every) and self._fails_now(each, changed, stated, outcomes)

    def _fails_now(self, each: Known, rules: RuleSet, stated: Stated, anew: Mapping[Place, Outcome]) -> bool:
        outcomes = {**each.outcomes, **anew}
        of_measure = [tuple(outcomes[rule.id, n] for rule in rules.measure_rules) for n in range(len(stated.measures))]
        of_document = tuple(outcomes[rule.id, None] for rule in rules.application_rules)
        return self._fails(rules, stated, Findings(of_document, tuple(of_measure)), each.case.expect)


def _more_than_outcomes(change: Change) -> bool:
    """Whether more than a rule's conditions is changed, so that the same outcomes may come to something else."""
    before, after = change.before, change.after
    if not isinstance(before, Rule) or not isinstance(after, Rule):
        return True
    own = [name for name in Rule.__dataclass_fields__ if name not in ("condition", "when", "fulfilled")]
    same = all(getattr(before, name) == getattr(after, name) for name in own)
    same = same and (before.fulfilled is None) == (after.fulfilled is None)  # which is a rule of its own, there or not
    derived = ("per_measure", "named_branches", "readings", "days", "open_to_judgement")
    return not same or any(getattr(before, name) != getattr(after, name) for name in derived)


# -- the shipped cases


class Benches:
    """Every case that can tell a change of one year."""

    def __init__(
        self, year: RuleSet, applications: Bench, others: Sequence[RuleSet] = (), reports: Sequence[Case] = ()
    ) -> None:
        self.year, self.applications = year, applications
        self.folders = tuple(sorted((year, *others), key=lambda each: each.year))
        self.reports: dict[int, Bench] = {}
        self._without_rules: list[int] = []
        by_year: dict[int, list[Case]] = {}
        for case in reports:
            award_year = stated_at(case.document, *("grant", "award_year"))
            if isinstance(award_year, int):
                by_year.setdefault(award_year, []).append(case)
        for award_year, cases in by_year.items():
            found = report_rules(self.folders, award_year)
            if found is None:
                self._without_rules.append(award_year)
            else:
                self.reports[award_year] = Bench(found.rules, cases, _answered_otherwise)

    def killed_by(self, change: Change) -> str | None:
        """A case that tells the change; none if none does."""
        found = self.applications.failing(change.changed, change)
        return found or self._killed_by_report(change)

    def _killed_by_report(self, change: Change) -> str | None:
        folders = [change.changed if each is self.year else each for each in self.folders]
        if self._without_rules and award_years(folders) != award_years(self.folders):
            return f"the reports on grants of {self._without_rules[0]}, on which there are no rules"
        for award_year, bench in self.reports.items():
            if not _concerned(change, award_year):
                continue
            found = report_rules(folders, award_year)
            if found is None:
                return bench.known[0].case.id
            case = bench.failing(found.rules, change)
            if case is not None:
                return case
        return None

    @property
    def every(self) -> Iterator[Bench]:
        yield self.applications
        yield from self.reports.values()


def _concerned(change: Change, award_year: int) -> bool:
    """Whether a change can touch reports on grants of a year."""
    rules = [each for each in (change.before, change.after) if isinstance(each, Rule)]
    return not rules or any(award_year in rule.awarded for rule in rules)


def _decided_otherwise(rules: RuleSet, stated: Stated, findings: Findings, expect: Mapping[str, Any]) -> bool:
    decision = Decision(Decider(rules), stated, findings)
    return any(
        test_cases.FOUND[name](decision, expected) != test_cases.unordered(name, expected)
        for name, expected in expect.items()
    )


def _answered_otherwise(rules: RuleSet, stated: Stated, findings: Findings, expect: Mapping[str, Any]) -> bool:
    answer = ReportAnswer(ReportRules(rules, ()), Decider(rules), stated, findings)
    return any(
        test_report_cases.FOUND[name](answer, expected) != test_cases.unordered(name, expected)
        for name, expected in expect.items()
    )


def applications(rules: RuleSet, cases: Iterable[Case]) -> Bench:
    """Cases of a year's applications."""
    return Bench(rules, cases, _decided_otherwise)


def shipped(year: int) -> Benches:
    """The shipped cases of a year's applications, and those of all reports."""
    rules = load(year).rules
    own = [Case(c.id, c.application, c.expect) for c in test_cases.shipped_cases() if c.year == year]
    others = [load(other).rules for other in years() if other != year]
    reports = [
        Case(case["id"], {"kind": "report", **case["report"]}, case["expect"]) for case in test_report_cases.CASES
    ]
    return Benches(rules, applications(rules, own), others, reports)


__all__ = ["Bench", "Benches", "Case", "Document", "applications", "asked", "shipped"]

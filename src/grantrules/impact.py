"""Who is affected by a change of rules: a pile of applications, each evaluated under both years.

Totals are kept as the pile is read, so that it can be large; only those affected and those that are
refused are kept one by one. The year that an application states does not matter here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from grantrules.decision import Decision
from grantrules.errors import ApplicationError, Problem
from grantrules.executors.registry import make_executor
from grantrules.facts import Document
from grantrules.findings import Findings, OutcomeKind
from grantrules.flips import Flips, RuleBehind, Side
from grantrules.intake import Given, take_in
from grantrules.models import document_model
from grantrules.pile import Item
from grantrules.ruleset import RuleSet, Verb
from grantrules.stated import Facts, Stated
from grantrules.totals import Change, Kroner, Table, Total
from grantrules.verdict import Status

AMOUNT = "measure.amount"
APPLICANT = "applicant.name"

Evaluate = Callable[[RuleSet, Stated], Findings]
"""What runs the rules: any executor, or the reference evaluator."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many changes from one status to another a rule is behind; others can be behind the same ones."""

    behind: RuleBehind
    before: Status
    after: Status
    applications: Total
    measures: Total


@dataclass(frozen=True, slots=True)
class Gains:
    """How many have a sure tag only after, only before, and in both years."""

    gained: int
    lost: int
    kept: int


@dataclass(frozen=True, slots=True)
class TagCount:
    """How the sure tag of a priority that both years speak of came and went; a tag on two measures is on one application.

    `before` and `after` are the rule's verbs in the two years: nothing where a document says that the year
    has no such rule.
    """

    rule: str
    before: Verb | None
    after: Verb | None
    applications: Gains
    measures: Gains


@dataclass(frozen=True, slots=True)
class OneYearTag:
    """How many have the sure tag of a priority that cannot be held against the other year, where it is silent.

    `other` is the verb that the rule has in the other year: `silent` or nothing where that does not mention it.
    """

    rule: str
    side: Side
    other: Verb | None
    applications: int
    measures: int


@dataclass(frozen=True, slots=True)
class AffectedMeasure:
    """A measure whose status differs, and the rules behind that; `kroner` is nothing where no amount is stated."""

    id: str
    before: Status
    after: Status
    kroner: Kroner | None
    rules: tuple[RuleBehind, ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """An application of which the status differs, or that of a measure.

    `name` says where it stands in the pile; `rules` are behind the change of its own status.
    """

    name: str
    id: str | None
    applicant: str | None
    before: Status
    after: Status
    rules: tuple[RuleBehind, ...]
    measures: tuple[AffectedMeasure, ...]


def only_by_silence(rules: Iterable[RuleBehind]) -> bool:
    """Whether a status differs only where one of the years is silent, so that nothing follows for the law."""
    return not any(rule.comparable for rule in rules)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem, and the years whose rules or vocabulary have it; none where the item cannot be read at all."""

    problem: Problem
    sides: tuple[Side, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that was not evaluated under both years and is counted in no table, with every reason why."""

    name: str
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class Impact:
    """What a change of rules means for a pile of applications; `read` is how many were evaluated or rejected.

    Both tables add up to the same amounts. Of the applications and measures whose status differs, those in
    `silent_applications` and `silent_measures` differ only where one year is silent. `rules` come by the change
    that they are behind, bars and the most frequent first; `tags` and `one_year_tags` by rule; `affected` and
    `rejected` in the order of the pile.
    """

    before: RuleSet
    after: RuleSet
    read: int
    evaluated: int
    applications: Table
    measures: Table
    silent_applications: Total
    silent_measures: Total
    rules: tuple[RuleCount, ...]
    tags: tuple[TagCount, ...]
    one_year_tags: tuple[OneYearTag, ...]
    affected: tuple[Affected, ...]
    rejected: tuple[Rejected, ...]


def impact(
    before: RuleSet,
    after: RuleSet,
    pile: Iterable[Item],
    *,
    evaluate: Evaluate | None = None,
    progress: Callable[[int], None] | None = None,
) -> Impact:
    """Evaluate every application of a pile under both years and say what differs.

    `evaluate` runs the rules, by default as compiled Python; what it raises is raised here. `progress`
    is told after each item how many have been read.
    """
    tally = _Tally(before, after, evaluate)
    for item in pile:
        tally.add(item)
        if progress is not None:
            progress(tally.read)
    return tally.impact()


class _Year:
    """One of the two years, ready to decide."""

    def __init__(self, rules: RuleSet, evaluate: Evaluate | None) -> None:
        self.rules = rules
        self._model = document_model(rules.vocabulary, Document.APPLICATION)
        self._run = make_executor("python", rules) if evaluate is None else partial(evaluate, rules)

    def decide(self, application: Given) -> Decision:
        stated = take_in(application, self.rules, self._model, Document.APPLICATION)
        return Decision(self.rules, stated, self._run(stated))


_Tags = set[tuple[str, str | None]]
"""Sure tags, each by its rule and the measure that it is on."""

_Flip = tuple[RuleBehind, Change]


class _Tally:
    """What is known of the items that have been read so far."""

    def __init__(self, before: RuleSet, after: RuleSet, evaluate: Evaluate | None) -> None:
        self.years = {Side.BEFORE: _Year(before, evaluate), Side.AFTER: _Year(after, evaluate)}
        self.flips = Flips(before, after)
        self.read = self.evaluated = 0
        self.applications: defaultdict[Change, Total] = defaultdict(Total)
        self.measures: defaultdict[Change, Total] = defaultdict(Total)
        self.behind_applications: defaultdict[_Flip, Total] = defaultdict(Total)
        self.behind_measures: defaultdict[_Flip, Total] = defaultdict(Total)
        self.silent_applications = self.silent_measures = Total()
        self.tags: Counter[tuple[str, str, str]] = Counter()
        self.one_year_tags: Counter[tuple[str, Side, str]] = Counter()
        self.affected: list[Affected] = []
        self.rejected: list[Rejected] = []

    def add(self, item: Item) -> None:
        """Evaluate one more item."""
        self.read += 1
        refused: dict[Problem, list[Side]] = {problem: [] for problem in item.problems}
        decided: list[Decision] = []
        if item.document is not None:
            for side, year in self.years.items():
                try:
                    decided.append(year.decide(item.document))
                except ApplicationError as error:
                    for problem in error.problems:
                        refused.setdefault(problem, []).append(side)
        if len(decided) == len(self.years):
            self._compare(item.name, *decided)
        else:
            self.rejected.append(Rejected(item.name, tuple(self._refusal(*each) for each in refused.items())))

    def _refusal(self, problem: Problem, sides: list[Side]) -> Refusal:
        return Refusal(problem, tuple(sides), tuple(self.years[side].rules.year for side in sides))

    def _compare(self, name: str, before: Decision, after: Decision) -> None:
        self.evaluated += 1
        whole = Total(1)
        measures: list[AffectedMeasure] = []
        for place, (one, other) in enumerate(zip(before.measures, after.measures, strict=True)):
            kroner = _amount(one.scope.facts)
            total = Total.of_measure(kroner)
            whole += replace(total, number=0)
            self.measures[one.status, other.status] += total
            if one.status is not other.status:
                rules = self.flips.of_measure(place, before, after)
                measures.append(AffectedMeasure(one.id, one.status, other.status, kroner, rules))
                self.silent_measures += total if only_by_silence(rules) else Total()
                for rule in rules:
                    self.behind_measures[rule, (one.status, other.status)] += total
        change = before.status, after.status
        self.applications[change] += whole
        if measures or before.status is not after.status:
            rules = self.flips.of_application(before, after)
            self.affected.append(Affected(name, before.stated.id, _applicant(before), *change, rules, tuple(measures)))
            if before.status is not after.status and only_by_silence(rules):
                self.silent_applications += whole
            for rule in rules:
                self.behind_applications[rule, change] += whole
        self._count_tags(self._tags(Side.BEFORE, before), self._tags(Side.AFTER, after))

    def _tags(self, side: Side, decision: Decision) -> _Tags:
        """The sure tags that can be held against the other year; the others are counted here."""
        sure = (reason for scope in decision.scopes for reason in scope.of_verb(Verb.PRIORITISE, OutcomeKind.HELD))
        tags = {(reason.rule.id, reason.measure) for reason in sure}
        alone = {tag for tag in tags if not self.flips.comparable(side, tag[0])}
        self.one_year_tags.update((rule, side, "measures") for rule, measure in alone if measure is not None)
        self.one_year_tags.update((rule, side, "applications") for rule in {rule for rule, _ in alone})
        return {(self.flips.id_of(side, rule), measure) for rule, measure in tags - alone}

    def _count_tags(self, before: _Tags, after: _Tags) -> None:
        on_measures = [{tag for tag in tags if tag[1] is not None} for tags in (before, after)]
        on_applications = [{(rule, None) for rule, _ in tags} for tags in (before, after)]
        for what, (had, has) in (("measures", on_measures), ("applications", on_applications)):
            for how, tags in (("gained", has - had), ("lost", had - has), ("kept", had & has)):
                self.tags.update((rule, what, how) for rule, _ in tags)

    def impact(self) -> Impact:
        """All of it."""
        return Impact(
            before=self.years[Side.BEFORE].rules,
            after=self.years[Side.AFTER].rules,
            read=self.read,
            evaluated=self.evaluated,
            applications=Table.of(self.applications),
            measures=Table.of(self.measures),
            silent_applications=self.silent_applications,
            silent_measures=self.silent_measures,
            rules=self._rule_counts(),
            tags=tuple(self._tag_count(rule) for rule in sorted({rule for rule, _, _ in self.tags})),
            one_year_tags=tuple(self._one_year_tags()),
            affected=tuple(self.affected),
            rejected=tuple(self.rejected),
        )

    def _rule_counts(self) -> tuple[RuleCount, ...]:
        def order(of: RuleCount) -> tuple[object, ...]:
            often = -of.applications.number, -of.measures.number
            return (
                of.before.rank,
                of.after.rank,
                of.behind.hindrance.value,
                *often,
                of.behind.rule,
                of.behind.side is Side.AFTER,
            )

        flips = {*self.behind_applications, *self.behind_measures}
        none = Total()
        counts = [
            RuleCount(flip[0], *flip[1], self.behind_applications.get(flip, none), self.behind_measures.get(flip, none))
            for flip in flips
        ]
        return tuple(sorted(counts, key=order))

    def _one_year_tags(self) -> Iterator[OneYearTag]:
        for rule, side in sorted({each[:2] for each in self.one_year_tags}, key=_by_rule):
            other = self.flips.verb(side.other, self.flips.id_of(side, rule))
            numbers = (self.one_year_tags[rule, side, what] for what in ("applications", "measures"))
            yield OneYearTag(rule, side, other, *numbers)

    def _tag_count(self, rule: str) -> TagCount:
        def gains(what: str) -> Gains:
            return Gains(*(self.tags[rule, what, how] for how in ("gained", "lost", "kept")))

        before, after = (self.flips.verb(side, rule) for side in Side)
        return TagCount(rule, before, after, gains("applications"), gains("measures"))


def _by_rule(of: tuple[str, Side]) -> tuple[str, bool]:
    rule, side = of
    return rule, side is Side.AFTER


def _amount(facts: Facts) -> Kroner | None:
    amount = facts.get(AMOUNT)
    return amount if isinstance(amount, int | Decimal) and not isinstance(amount, bool) else None


def _applicant(decision: Decision) -> str | None:
    name = decision.stated.facts.get(APPLICANT)
    return name if isinstance(name, str) else None

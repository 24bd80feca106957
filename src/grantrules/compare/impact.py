"""Who is affected by a change of rules: a pile of applications, each evaluated under both years.

Totals are kept as the pile is read, so that it can be large; only those affected and those that are
refused are kept one by one. All are decided together, so many at a time; only where a status differs is
an application looked at by itself, for the rules behind. The year that it states does not matter here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from grantrules.base.errors import ApplicationError, Problem, visible
from grantrules.base.logs import DEBUG, INFO, log, milliseconds_since
from grantrules.compare.causes import Causes, RuleBehind, Side
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status
from grantrules.intake.documents import Given
from grantrules.intake.stated import Stated
from grantrules.portfolio.deciding import (
    CHUNK,
    Decided,
    decide_all,
    fits_tables,
    goes_on_tables,
    made_tables,
    refuse_report,
    take_in_all,
)
from grantrules.portfolio.files.folders import Item
from grantrules.portfolio.summary import Change, Kroner, StatusTable, Total, amount_of
from grantrules.rules.ruleset import RuleSet, Verb

APPLICANT = "applicant.name"


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

    `passed_over` are files in the folders of the pile whose names end in nothing that is read.

    Both tables add up to the same amounts. Of the applications and measures whose status differs, those in
    `silent_applications` and `silent_measures` differ only where one year is silent. `rules` come by the change
    that they are behind, bars and the most frequent first; `tags` and `one_year_tags` by rule; `affected` and
    `rejected` in the order of the pile.
    """

    before: RuleSet
    after: RuleSet
    read: int
    evaluated: int
    applications: StatusTable
    measures: StatusTable
    silent_applications: Total
    silent_measures: Total
    rules: tuple[RuleCount, ...]
    tags: tuple[TagCount, ...]
    one_year_tags: tuple[OneYearTag, ...]
    affected: tuple[Affected, ...]
    rejected: tuple[Rejected, ...]
    passed_over: tuple[Path, ...] = ()


def impact(
    before: Decider, after: Decider, pile: Iterable[Item], *, progress: Callable[[int], None] | None = None
) -> Impact:
    """Evaluate every application of a pile under both years and say what differs.

    `progress` is told after each item how many have been read.
    """
    start = perf_counter()
    tally = _Tally(before, after)
    for item in pile:
        tally.add(item)
        if progress is not None:
            progress(tally.read)
    found = tally.impact()
    told = (tally.evaluated, tally.read, len(found.rejected), milliseconds_since(start))
    log(INFO, "evaluated %d of %d applications under both years, with %d rejects, in %.0f ms", *told)
    return found


_Tags = set[tuple[str, str | None]]
"""Sure tags, each by its rule and the measure that it is on."""

_Flip = tuple[RuleBehind, Change]


@dataclass(frozen=True, slots=True)
class _Pair:
    """An application as it is read under each of the years."""

    name: str
    before: Stated
    after: Stated


class _Tally:
    """What is known of the items that have been read so far."""

    def __init__(self, before: Decider, after: Decider) -> None:
        self.deciders = {Side.BEFORE: before, Side.AFTER: after}
        self._alike = before.rules.vocabulary is after.rules.vocabulary
        self._waiting: list[_Pair] = []
        self.flips = Causes(before.rules, after.rules)
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
        """Take one more item in."""
        self.read += 1
        refused: dict[Problem, list[Side]] = {problem: [] for problem in item.problems}
        stated: list[Stated] = []
        if item.rest is not None:
            self._taken_in(item.rest, refused)
        if item.document is not None:
            try:
                refuse_report(item.document)
            except ApplicationError as error:
                refused = {problem: [] for problem in error.problems}
            else:
                stated = self._taken_in(item.document, refused)
        if len(stated) < len(self.deciders):
            log(DEBUG, "rejected %s, with %d problems", visible(item.name), len(refused))
            self.rejected.append(Rejected(item.name, tuple(self._refusal(*each) for each in refused.items())))
            return
        self._waiting.append(_Pair(item.name, *stated))
        if len(self._waiting) >= CHUNK:
            self._decide()

    def _taken_in(self, document: Given, refused: dict[Problem, list[Side]]) -> list[Stated]:
        """What a document states under each year; what a year refuses goes to `refused`."""
        stated: list[Stated] = []
        every = take_in_all(list(self.deciders.values()), document)
        for side, found in zip(self.deciders, every, strict=True):
            if isinstance(found, Stated):
                stated.append(found)
                continue
            for problem in found.problems:
                refused.setdefault(problem, []).append(side)
        return stated

    def _decide(self) -> None:
        """Decide what waits under both years, and compare."""
        if not self._waiting:
            return
        before, after = self.deciders[Side.BEFORE], self.deciders[Side.AFTER]
        stated_before = [pair.before for pair in self._waiting]
        stated_after = [pair.after for pair in self._waiting]
        tables = None
        if self._alike and goes_on_tables(before, stated_before):
            tables = made_tables(before, [each for each in stated_before if fits_tables(each)])
        found_before = decide_all(before, stated_before, tables=tables)
        found_after = decide_all(after, stated_after, tables=tables)
        for pair, one, other in zip(self._waiting, found_before, found_after, strict=True):
            self._compare(pair, one, other)
        self._waiting = []

    def _refusal(self, problem: Problem, sides: list[Side]) -> Refusal:
        return Refusal(problem, tuple(sides), tuple(self.deciders[side].rules.year for side in sides))

    def _compare(self, pair: _Pair, before: Decided, after: Decided) -> None:
        self.evaluated += 1
        statuses = [(one.status, other.status) for one, other in zip(before.measures, after.measures, strict=True)]
        totals = [Total.of_measure(amount_of(measure.facts)) for measure in pair.before.measures]
        whole = sum((replace(total, number=0) for total in totals), Total(1))
        change = before.application.status, after.application.status
        self.applications[change] += whole
        for changed, total in zip(statuses, totals, strict=True):
            self.measures[changed] += total
        if any(one is not other for one, other in (change, *statuses)):
            self._affect(pair, change, whole)
        self._count_tags(self._tags(Side.BEFORE, pair.before, before), self._tags(Side.AFTER, pair.after, after))

    def _affect(self, pair: _Pair, change: Change, whole: Total) -> None:
        """Look into an application of which a status differs, for the rules behind that."""
        before = Decision.made(self.deciders[Side.BEFORE], pair.before)
        after = Decision.made(self.deciders[Side.AFTER], pair.after)
        measures: list[AffectedMeasure] = []
        for place, (one, other) in enumerate(zip(before.measures, after.measures, strict=True)):
            if one.status is not other.status:
                kroner, rules = amount_of(one.scope.facts), self.flips.of_measure(place, before, after)
                measures.append(AffectedMeasure(one.id, one.status, other.status, kroner, rules))
                total = Total.of_measure(kroner)
                self.silent_measures += total if only_by_silence(rules) else Total()
                for rule in rules:
                    self.behind_measures[rule, (one.status, other.status)] += total
        rules = self.flips.of_application(before, after)
        applicant = _applicant(before)
        self.affected.append(Affected(pair.name, before.stated.id, applicant, *change, rules, tuple(measures)))
        if before.status is not after.status and only_by_silence(rules):
            self.silent_applications += whole
        for rule in rules:
            self.behind_applications[rule, change] += whole

    def _tags(self, side: Side, stated: Stated, found: Decided) -> _Tags:
        """The sure tags that can be held against the other year; the others are counted here."""
        rules = self.deciders[side].rules.by_id
        tags: _Tags = {(rule, None) for rule in found.application.tags_sure if not rules[rule].per_measure}
        for measure, verdict in zip(stated.measures, found.measures, strict=True):
            tags |= {(rule, measure.id) for rule in verdict.tags_sure}
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
        self._decide()
        return Impact(
            before=self.deciders[Side.BEFORE].rules,
            after=self.deciders[Side.AFTER].rules,
            read=self.read,
            evaluated=self.evaluated,
            applications=StatusTable.of(self.applications),
            measures=StatusTable.of(self.measures),
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

        before, after = self.flips.verb(Side.BEFORE, rule), self.flips.verb(Side.AFTER, rule)
        return TagCount(rule, before, after, gains("applications"), gains("measures"))


def _by_rule(of: tuple[str, Side]) -> tuple[str, bool]:
    rule, side = of
    return rule, side is Side.AFTER


def _applicant(decision: Decision) -> str | None:
    name = decision.stated.facts.get(APPLICANT)
    return name if isinstance(name, str) else None

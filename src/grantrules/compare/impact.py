"""What a change of rules comes to: what differs between two years, and whom of a pile of applications it affects.

Each application of the pile is evaluated under both years, whichever it is for; its date of submission is moved with the round
(`rounds.py`). Totals are kept as
the pile is read, so that it can be large; only those affected and those that are refused are kept one by one. All are
decided together, so many at a time; only where a status differs is an application looked at by itself, for the rules behind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from grantrules.base.errors import ApplicationError, Problem
from grantrules.base.logs import INFO, log, log_reject, milliseconds_since
from grantrules.compare.causes import Causes, RuleBehind, Side
from grantrules.compare.comparison import Comparison, Edit, ValueEdit
from grantrules.compare.proofs import Witnesses
from grantrules.compare.rounds import KeptDates, MovedDates, Rounds
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status
from grantrules.intake.documents import Given
from grantrules.intake.stated import Stated
from grantrules.portfolio.deciding import CHUNK, Decided, decide_all, refuse_report, take_in_all
from grantrules.portfolio.files.folders import Item
from grantrules.portfolio.summary import Change, Kroner, StatusTable, Total, amount_of
from grantrules.portfolio.tables.evaluate import PolarsTables
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
    `rejected` in the order of the pile. `moved` are the dates of submission that were moved from round to round, `kept` those
    that could not be; there are neither where all were to be kept.
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
    moved: tuple[MovedDates, ...] = ()
    kept: tuple[KeptDates, ...] = ()


@dataclass(frozen=True)
class YearDiff:
    """What changed between two years: the rules and, where asked for, witnesses and what it means for a portfolio."""

    comparison: Comparison
    witnesses: Witnesses | None = None
    impact: Impact | None = None

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


def impact(
    before: Decider,
    after: Decider,
    pile: Iterable[Item],
    *,
    keep_dates: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Impact:
    """Evaluate every application of a pile under both years and say what differs.

    Dates of submission are moved with the round, unless they are to be kept. `progress` is told after each item how many have been read.
    """
    start = perf_counter()
    tally = _Tally(before, after, None if keep_dates else Rounds(before.rules, after.rules))
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

_WHERE = ("applications", "measures")


class _Tally:
    """What is known of the items that have been read so far."""

    def __init__(self, before: Decider, after: Decider, rounds: Rounds | None) -> None:
        self.deciders = {Side.BEFORE: before, Side.AFTER: after}
        self.rounds = rounds
        self.causes = Causes(before.rules, after.rules)
        self._waiting: list[tuple[str, list[Stated]]] = []
        self._has_moved = False
        self.read = self.evaluated = 0
        self.applications, self.measures = defaultdict[Change, Total](Total), defaultdict[Change, Total](Total)
        self.behind = {where: defaultdict[tuple[RuleBehind, Change], Total](Total) for where in _WHERE}
        self.silent = dict.fromkeys(_WHERE, Total())
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
            log_reject(item.name, refused)
            years = {side: decider.rules.year for side, decider in self.deciders.items()}
            refusals = (Refusal(each, tuple(of), tuple(years[side] for side in of)) for each, of in refused.items())
            self.rejected.append(Rejected(item.name, tuple(refusals)))
            return
        moved = stated if self.rounds is None else self.rounds.moved_into(stated)
        self._has_moved = self._has_moved or any(one is not other for one, other in zip(moved, stated, strict=True))
        self._waiting.append((item.name, moved))
        if len(self._waiting) >= CHUNK:
            self._decide()

    def _taken_in(self, document: Given, refused: dict[Problem, list[Side]]) -> list[Stated]:
        """What a document states under each year; what a year refuses goes to `refused`."""
        every = take_in_all(list(self.deciders.values()), document)
        for side, found in zip(self.deciders, every, strict=True):
            for problem in found.problems if isinstance(found, ApplicationError) else ():
                refused.setdefault(problem, []).append(side)
        return [found for found in every if isinstance(found, Stated)]

    def _decide(self) -> None:
        """Decide what waits under both years, and compare."""
        if not self._waiting:
            return
        made: dict[int, PolarsTables] = {}  # which years of one vocabulary share, where they are asked the same
        stated = zip(*(both for _, both in self._waiting), strict=True)
        decided = [
            decide_all(*each, made={} if self._has_moved else made)
            for each in zip(self.deciders.values(), stated, strict=True)
        ]
        for (name, both), *found in zip(self._waiting, *decided, strict=True):
            self._compare(name, both, found)
        self._waiting, self._has_moved = [], False

    def _compare(self, name: str, stated: Sequence[Stated], found: Sequence[Decided]) -> None:
        self.evaluated += 1
        measures = zip(*(each.measures for each in found), strict=True)
        statuses = [(one.status, other.status) for one, other in measures]
        totals = [Total.of_measure(amount_of(measure.facts)) for measure in stated[0].measures]
        whole = sum((replace(total, number=0) for total in totals), Total(1))
        before, after = (each.application.status for each in found)
        self.applications[before, after] += whole
        for changed, total in zip(statuses, totals, strict=True):
            self.measures[changed] += total
        if any(one is not other for one, other in ((before, after), *statuses)):
            self._affect(name, stated, whole)
        self._count_tags(*(self._tags(*each) for each in zip(self.deciders, stated, found, strict=True)))

    def _affect(self, name: str, stated: Sequence[Stated], whole: Total) -> None:
        """Look into an application of which a status differs, for the rules behind that."""
        before, after = (Decision.made(*each) for each in zip(self.deciders.values(), stated, strict=True))
        measures: list[AffectedMeasure] = []
        for place, (one, other) in enumerate(zip(before.measures, after.measures, strict=True)):
            if one.status is not other.status:
                kroner, rules = amount_of(one.scope.facts), self.causes.of_measure(place, before, after)
                measures.append(AffectedMeasure(one.id, one.status, other.status, kroner, rules))
                self._changes("measures", (one.status, other.status), Total.of_measure(kroner), rules)
        rules, applicant = self.causes.of_application(before, after), before.stated.facts.get(APPLICANT)
        of = before.stated.id, applicant if isinstance(applicant, str) else None
        self.affected.append(Affected(name, *of, before.status, after.status, rules, tuple(measures)))
        if before.status is not after.status:
            self._changes("applications", (before.status, after.status), whole, rules)

    def _changes(self, where: str, change: Change, total: Total, rules: Sequence[RuleBehind]) -> None:
        """Count a change of status with the rules behind it."""
        if only_by_silence(rules):
            self.silent[where] += total
        for rule in rules:
            self.behind[where][rule, change] += total

    def _tags(self, side: Side, stated: Stated, found: Decided) -> _Tags:
        """The sure tags that can be held against the other year; the others are counted here."""
        rules = self.deciders[side].rules.by_id
        tags: _Tags = {(rule, None) for rule in found.application.tags_sure if not rules[rule].per_measure}
        for measure, verdict in zip(stated.measures, found.measures, strict=True):
            tags |= {(rule, measure.id) for rule in verdict.tags_sure}
        alone = {tag for tag in tags if not self.causes.comparable(side, tag[0])}
        self.one_year_tags.update((rule, side, "measures") for rule, measure in alone if measure is not None)
        self.one_year_tags.update((rule, side, "applications") for rule in {rule for rule, _ in alone})
        return {(self.causes.id_of(side, rule), measure) for rule, measure in tags - alone}

    def _count_tags(self, before: _Tags, after: _Tags) -> None:
        on_measures = [{tag for tag in tags if tag[1] is not None} for tags in (before, after)]
        on_applications = [{(rule, None) for rule, _ in tags} for tags in (before, after)]
        for where, (had, has) in (("applications", on_applications), ("measures", on_measures)):
            for how, tags in (("gained", has - had), ("lost", had - has), ("kept", had & has)):
                self.tags.update((rule, where, how) for rule, _ in tags)

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
            silent_applications=self.silent["applications"],
            silent_measures=self.silent["measures"],
            rules=self._rule_counts(),
            tags=tuple(map(self._tag_count, sorted({rule for rule, _, _ in self.tags}))),
            one_year_tags=tuple(self._one_year_tags()),
            affected=tuple(self.affected),
            rejected=tuple(self.rejected),
            moved=() if self.rounds is None else self.rounds.moved,
            kept=() if self.rounds is None else self.rounds.kept,
        )

    def _rule_counts(self) -> tuple[RuleCount, ...]:
        def order(of: RuleCount) -> tuple[object, ...]:
            behind, often = of.behind, (-of.applications.number, -of.measures.number)
            change = of.before.rank, of.after.rank, behind.hindrance.value
            return *change, *often, behind.rule, behind.side is Side.AFTER

        flips = dict.fromkeys(flip for of in self.behind.values() for flip in of)
        counted = ((flip, [of.get(flip, Total()) for of in self.behind.values()]) for flip in flips)
        return tuple(sorted((RuleCount(rule, *change, *often) for (rule, change), often in counted), key=order))

    def _one_year_tags(self) -> Iterator[OneYearTag]:
        for rule, side in sorted(
            {tag[:2] for tag in self.one_year_tags}, key=lambda tag: (tag[0], tag[1] is Side.AFTER)
        ):
            other = self.causes.verb(side.other, self.causes.id_of(side, rule))
            yield OneYearTag(rule, side, other, *(self.one_year_tags[rule, side, where] for where in _WHERE))

    def _tag_count(self, rule: str) -> TagCount:
        gains = (Gains(*(self.tags[rule, where, how] for how in ("gained", "lost", "kept"))) for where in _WHERE)
        return TagCount(rule, self.causes.verb(Side.BEFORE, rule), self.causes.verb(Side.AFTER, rule), *gains)

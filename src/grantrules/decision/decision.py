"""From findings to a decision: the verdict, what is missing, what to correct, what people must judge.

The status is worked out at once; everything else when it is asked for. `verdict.py` says what follows from what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from grantrules.decision import verdict
from grantrules.decision.decider import Decider
from grantrules.decision.notes import Note, NoteKind, is_weekend, pointers, remarks, weekends
from grantrules.decision.scope import Duty, Reason, RulesUsed, Scope, ScopedResult, duties_of
from grantrules.decision.verdict import CauseKind, Lack, Missing, OpenPoint, Status, ToJudge, missing_facts
from grantrules.evaluation.executors import ExecutorName
from grantrules.evaluation.outcomes import Findings, Outcome, OutcomeKind
from grantrules.evaluation.reference import waits_for
from grantrules.intake.stated import MEASURES, Stated
from grantrules.language.condition import Basis, Citation, Count, walk
from grantrules.language.layout import is_of_measure
from grantrules.rules.ruleset import Authority, OfficeValue, Rule, RuleSet, Verb


@dataclass(frozen=True, slots=True)
class Tag:
    """A priority: sure, or perhaps. `measures` are those it is about; none where it is about the application."""

    rule: Rule
    sure: bool
    measures: tuple[str, ...]


class MeasureDecision:
    """What was decided of one measure."""

    id: str
    """What the application calls it, or its place (`m1`, `m2`, …)."""

    status: Status
    """The verdict on the measure: what its own rules come to, and what bars the whole application."""

    own_status: Status
    """What its own rules come to."""

    def __init__(self, scope: Scope, decision: Decision) -> None:
        assert scope.measure is not None
        self.id, self.scope, self._decision = scope.measure, scope, decision
        self.own_status = scope.own_status()
        self.status = verdict.status_of_measure(self.own_status, decision.bar_status, min)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MeasureDecision):
            return NotImplemented
        return self.id == other.id and self._decision == other._decision

    def __hash__(self) -> int:
        return hash((self.id, self._decision))

    @property
    def title(self) -> str | None:
        """The title that the application gives it."""
        title = self.scope.facts.get("measure.title")
        assert title is None or isinstance(title, str)
        return title

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How every rule came out for this measure."""
        return self.scope.reasons

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The priorities of this measure."""
        return _tags([self.scope])

    @cached_property
    def open(self) -> tuple[OpenPoint, ...]:
        """What keeps this measure undetermined, the application's own bars included."""
        if self.status is not Status.UNDETERMINED:
            return ()
        bars = (point for point in self._decision.points_of(self._decision.scope) if verdict.can_bar(point.rule.verb))
        return (*bars, *self._decision.points_of(self.scope))


class Decision(ScopedResult):
    """The decision on one application under one year's rules."""

    status: Status
    """The verdict on the application: eligible, not eligible, or undetermined."""

    measures: tuple[MeasureDecision, ...]
    """What was decided of each measure, in the order of the application."""

    own_status: Status
    """What the rules on the application itself come to, whatever its measures are."""

    def __init__(self, decider: Decider, stated: Stated, findings: Findings) -> None:
        super().__init__(decider, stated, findings)
        self._points: dict[str | None, tuple[OpenPoint, ...]] = {}
        self.scope, *of_measures = self.scopes
        self.bar_status = self.scope.own_status(bars_only=True)
        self.own_status = self.scope.own_status()
        self.measures = tuple(MeasureDecision(scope, self) for scope in of_measures)
        self._best_measure = max((measure.own_status for measure in self.measures), default=verdict.WITHOUT_MEASURES)
        self.status = verdict.status_of_application(self.own_status, self._best_measure, min)

    @classmethod
    def made(cls, decider: Decider, stated: Stated, executor: ExecutorName = "python") -> Self:
        """The decision on what an application states."""
        return cls(decider, stated, decider.findings(stated, executor))

    def decide_again(self, stated: Stated) -> Self:
        """The decision on another application, or on this one with something changed, under the same rules."""
        return self.made(self.decider, stated)

    @property
    def regulation(self) -> RulesUsed:
        """The rules that it was decided under."""
        return RulesUsed.of(self.rules)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How every rule that is about the application came out."""
        return self.scope.reasons

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Every priority, each once, with the measures it is about: by ranking and number, and then those without."""
        return _tags(self.scopes)

    @cached_property
    def open(self) -> tuple[OpenPoint, ...]:
        """What keeps the application undetermined; empty where there is a verdict."""
        return tuple(point for scope in self._waited_for for point in self.points_of(scope))

    @property
    def _waited_for(self) -> tuple[Scope, ...]:
        """The scopes whose open points an undetermined application waits for."""
        if self.status is not Status.UNDETERMINED:
            return ()
        best = self._best_measure
        return self.scope, *(each.scope for each in self.measures if verdict.is_held_open_by(each.own_status, best))

    def points_of(self, scope: Scope) -> tuple[OpenPoint, ...]:
        """What the undetermined rules of a scope leave open."""
        found = self._points.get(scope.measure)
        if found is None:
            found = self._points[scope.measure] = tuple(scope.points(self.rules.vocabulary, self._asked_instead))
        return found

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """The missing facts that keep the application, or a measure that can still be eligible, undetermined.

        First those that the status of the application waits for, then by how many open outcomes read them.
        """
        waited_for = {scope.measure for scope in self._waited_for}
        lacks = [
            Lack(path, self._lacking(point.rule, point.measure, path), point.measure in waited_for)
            for point in self._live_points
            if point.cause is CauseKind.FACT
            for path in point.facts
        ]
        if self.status is Status.UNDETERMINED and not self.measures:
            lacks.append(Lack(MEASURES))
        return missing_facts(lacks, self.rules.vocabulary)

    @cached_property
    def missing_for_tags(self) -> tuple[Missing, ...]:
        """The missing facts that matter to priorities only; nothing where nothing can become eligible."""
        found = (reason for scope in self.live_scopes for reason, _ in scope.priorities())
        uncertain = (reason for reason in found if reason.outcome.kind is OutcomeKind.OPEN)
        lacks = (Lack(path, self._lacking(r.rule, r.measure, path)) for r in uncertain for path in r.outcome.facts)
        return self._missing_besides(lacks, self.missing)

    def _lacking(self, rule: Rule, measure: str | None, path: str) -> tuple[str, ...]:
        """The measures that do not state what a rule waits for: the one it is asked of, and those that it cannot count yet."""
        if not is_of_measure(path):
            return ()
        counted = [node.part for node in walk(rule.statement) if isinstance(node, Count)]
        found = (
            each.id
            for each in self.stated.measures
            if (each.id == measure and path not in each.facts)
            or any(path in waits_for(part, each.facts) for part in counted)
        )
        return tuple(found)

    @cached_property
    def _live_points(self) -> tuple[OpenPoint, ...]:
        """The open points of the application and of every measure that can still be eligible."""
        return tuple(point for scope in self.live_scopes for point in self.points_of(scope))

    @property
    def live_scopes(self) -> tuple[Scope, ...]:
        """The application and every measure that can still be eligible; nothing where nothing can."""
        if self.status is Status.NOT_ELIGIBLE:
            return ()
        return self.scope, *(each.scope for each in self.measures if each.status is not Status.NOT_ELIGIBLE)

    @cached_property
    def corrections(self) -> tuple[OpenPoint, ...]:
        """What the applicant has to mend; nothing where nothing can become eligible."""
        return tuple(point for point in self._live_points if point.cause is CauseKind.CORRECTION)

    @cached_property
    def judge(self) -> tuple[ToJudge, ...]:
        """What people must judge and have not yet judged."""
        there = (point for scope in self.live_scopes for point in scope.to_judge())
        doubtful = (p for p in self._live_points if p.cause not in (CauseKind.FACT, CauseKind.CORRECTION))
        return (*there, *map(ToJudge.of, doubtful))

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What an award would oblige to, surely or perhaps; nothing where there can be no award."""
        return duties_of(self.live_scopes, self.rules.year)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Remarks that no verdict hangs on."""
        found = dict.fromkeys(remarks(self.rules, self.stated))
        for scope in self.scopes:
            for reason in scope.of_verb(Verb.NOTE) + scope.of_verb(Verb.SILENT):
                found |= dict.fromkeys(pointers(reason.rule, reason.outcome, reason.measure))
            for reason in scope.dated():
                found |= dict.fromkeys(weekends(reason.rule, reason.outcome, reason.facts))
        due = ((duty.rule, duty.day) for duty in self.duties if duty.day is not None and is_weekend(duty.day))
        found |= dict.fromkeys(Note(NoteKind.WEEKEND, (rule,), day=day) for rule, day in due)
        return tuple(found)

    @cached_property
    def bars(self) -> tuple[Reason, ...]:
        """The rules that bar the application or a measure."""
        return tuple(reason for scope in self.scopes for reason in scope.at_level(Status.NOT_ELIGIBLE))

    @cached_property
    def rests_on(self) -> RestsOn | None:
        """The weakest authority and basis among what carries the verdict."""
        match self.status:
            case Status.ELIGIBLE:
                eligible = [measure for measure in self.measures if measure.status is Status.ELIGIBLE]
                best = strongest(self._all_of(measure.scope.carrying()) for measure in eligible)
                return together([self._all_of(self.scope.carrying()), best])
            case Status.NOT_ELIGIBLE:
                own = strongest(self._all_of([reason]) for reason in self.scope.at_level(Status.NOT_ELIGIBLE))
                if own is not None:
                    return own
                return together(
                    strongest(self._all_of([reason]) for reason in measure.scope.at_level(Status.NOT_ELIGIBLE))
                    for measure in self.measures
                )
            case Status.UNDETERMINED:
                rules = {(point.rule.id, point.measure) for point in self.open}
                undetermined = (reason for scope in self.scopes for reason in scope.at_level(self.status))
                return self._all_of([r for r in undetermined if (r.rule.id, r.measure) in rules])

    def _all_of(self, reasons: list[Reason]) -> RestsOn | None:
        values = self.office_values
        return together(g for r in reasons for g in grounds_of(self.rules, r.rule, r.outcome, values))

    def __repr__(self) -> str:
        return f"<Decision {self.stated.id or 'without id'} under {self.rules.year}: {self.status.value}>"


def _tags(scopes: Iterable[Scope]) -> tuple[Tag, ...]:
    """The priorities of some scopes, each once: by ranking and number, and then those without."""
    found: dict[str, list[tuple[Reason, bool]]] = {}
    for reason, is_sure in (each for scope in scopes for each in scope.priorities()):
        found.setdefault(reason.rule.id, []).append((reason, is_sure))
    tags: list[Tag] = []
    for of_rule in found.values():
        sure = [reason for reason, is_sure in of_rule if is_sure]
        about = tuple(each.measure for each in sure or [reason for reason, _ in of_rule] if each.measure is not None)
        tags.append(Tag(of_rule[0][0].rule, bool(sure), about))
    return tuple(sorted(tags, key=lambda tag: tag.rule.place_in_order))


# -- what a verdict rests on (docs/language.md, sentence 13)


@dataclass(frozen=True, slots=True)
class RestsOn:
    """The weakest authority and the weakest basis that a verdict needs, and the documents that it needs.

    `weights` has how much each document weighs for it: the least, where it is needed for several things.
    """

    authority: Authority
    basis: Basis
    documents: tuple[str, ...]
    weights: tuple[Authority, ...]

    @property
    def weakness(self) -> tuple[int, int]:
        """Larger is weaker: first by authority, then by basis."""
        return self.authority.rank, self.basis.rank


def grounds_of(rules: RuleSet, rule: Rule, outcome: Outcome, served: Mapping[str, OfficeValue]) -> list[RestsOn]:
    """All that one outcome hangs on: the rule's own citations or its deciding branches', and offices' values."""

    def ground(office: str | None, basis: Basis, source: Citation) -> RestsOn:
        authority = rules.authority(office, source)
        return RestsOn(authority, basis, (source.document,), (authority,))

    found = _cited(rule, outcome)
    weighed = [[ground(rule.office, basis, source) for source in sources] for sources, basis in found if sources]
    values = [served[path] for path in outcome.facts if path in served]
    return [
        *(min(each, key=lambda ground: ground.weakness) for each in weighed),
        *(ground(value.office, value.basis, value.source) for value in values),
    ]


def _cited(rule: Rule, outcome: Outcome) -> list[tuple[tuple[Citation, ...], Basis]]:
    """The sources and basis of the branches that decided, where these have such, or else the rule's own.

    The basis of a branch counts where the branch holds: where holding is in the applicant's favour and the outcome is, or
    neither is. Of an open outcome every branch counts that it hangs on.
    """
    in_favour = (outcome.kind is OutcomeKind.HELD) is not (rule.verb is Verb.EXCLUDE)
    found: list[tuple[tuple[Citation, ...], Basis]] = []
    for branch in filter(None, map(rule.branches.get, outcome.branches)):
        holds = outcome.kind is OutcomeKind.OPEN or branch.settling.favour is in_favour
        basis = branch.basis if holds and not rule.waits else None
        if branch.sources or basis:
            found.append((branch.sources or rule.sources, basis or rule.basis))
    return found or [(rule.sources, rule.basis)]


def basis_of(rule: Rule, outcome: Outcome) -> Basis:
    """How what came out follows from its sources: by the weakest basis among what decided."""
    return max((basis for _, basis in _cited(rule, outcome)), key=lambda basis: basis.rank)


def together(parts: Iterable[RestsOn | None]) -> RestsOn | None:
    """What a verdict rests on that needs each of these."""
    needed = [part for part in parts if part is not None]
    if not needed:
        return None
    weighed: dict[str, list[Authority]] = {}
    for document, weight in (each for part in needed for each in zip(part.documents, part.weights, strict=True)):
        weighed.setdefault(document, []).append(weight)
    documents = tuple(sorted(weighed))
    return RestsOn(
        authority=max((part.authority for part in needed), key=lambda each: each.rank),
        basis=max((part.basis for part in needed), key=lambda each: each.rank),
        documents=documents,
        weights=tuple(max(weighed[document], key=lambda each: each.rank) for document in documents),
    )


def strongest(parts: Iterable[RestsOn | None]) -> RestsOn | None:
    """What a verdict rests on that any one of these suffices for; nothing where one of them needs nothing."""
    listed = list(parts)
    enough = [part for part in listed if part is not None]
    if len(enough) < len(listed):
        return None
    return min(enough, key=lambda each: (each.weakness, each.documents), default=None)

"""Whether a missing fact can still matter: whether answers settle the verdict that do not settle it without this one.

Exact, because it looks for such answers: each fact on a way to a verdict is answered with values that stand for
all others, and is also left unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from grantrules.assistance.candidates import PossibleValues
from grantrules.assistance.routes import Places, Route, WaitingRows, ways
from grantrules.base.values import Value
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import Status
from grantrules.intake.changes import FactAt, with_values
from grantrules.intake.stated import Stated
from grantrules.language.vocabulary import OFFICE

WORK = 500
"""How many decisions are made at most on one way to find out about one fact."""

Answers = frozenset[tuple[FactAt, Value]]


class Relevance:
    """Which missing facts of one application can matter to its verdict."""

    def __init__(self, decider: Decider, possible: PossibleValues, stated: Stated) -> None:
        self.decider, self.possible, self.stated = decider, possible, stated
        self._decisions: dict[Answers, Decision] = {}
        self._known = set[FactAt]()
        self._spent = 0

    def after(self, answers: Answers) -> Decision:
        """The decision once these facts are stated."""
        found = self._decisions.get(answers)
        if found is None:
            self._spent += 1
            stated = with_values(self.decider.rules, self.stated, dict(answers))
            found = self._decisions[answers] = Decision.made(self.decider, stated)
        return found

    @property
    def now(self) -> Decision:
        """The decision as it stands."""
        return self.after(frozenset())

    def candidates(self) -> tuple[FactAt, ...]:
        """The missing facts that rules wait for on any way to a verdict, in the order of the vocabulary."""
        found = {at for way in self._ways for row in way.waits(self.now, frozenset()) or () for at in row}
        order = {path: place for place, path in enumerate(self.possible.rules.vocabulary)}
        measures = {measure.id: place for place, measure in enumerate(self.stated.measures)}
        return tuple(sorted(found, key=lambda at: (order[at.path], measures.get(at.measure or "", -1))))

    def matters(self, at: FactAt) -> bool | None:
        """Whether a fact can matter; none where that is not known after all the work that is allowed."""
        if at in self._known:
            return True
        known = True
        for sought, answers in self._begin(at):
            for way in self._ways:
                self._spent = 0
                try:
                    if self._settles(sought, way, answers, frozenset()):
                        return True
                except _TooMuch:
                    known = False
        return False if known else None

    def _begin(self, at: FactAt) -> Iterator[tuple[FactAt, Answers]]:
        """The fact itself; of the office also what it may have set, which can be asked for once it is known."""
        yield at, frozenset()
        set_by_offices = {value.fact for value in self.possible.rules.office_values}
        for office in self.possible.values(at, self.stated) if at.path == OFFICE else ():
            answers = frozenset({(at, office)})
            unset = set_by_offices - self.after(answers).stated.facts.keys()
            if not _settled(self.after(answers)):
                yield from ((FactAt(path), answers) for path in sorted(unset))

    @cached_property
    def _ways(self) -> tuple[Route, ...]:
        return tuple(ways(self.possible, self.now))

    def _settles(self, at: FactAt, way: Route, answers: Answers, unanswered: Places) -> bool:
        """Whether further answers can be followed by one about this fact that settles the verdict.

        Say that a signature and a plan are expected, and that neither is stated. Does the signature matter? While the
        plan is unknown, no answer about the signature settles anything; so the plan, which the way waits for too, is
        answered first. Once there is one, the answer "signed" settles the verdict: the signature matters.

        `answers` are those given so far, `unanswered` the facts that are left out on purpose. Each step takes a fact
        of the rule that waits for the fewest, and goes on with each of its answers, and without one.
        """
        if self._spent > WORK:
            raise _TooMuch
        here = self.after(answers)
        waits = way.waits(here, unanswered)
        if waits is None or not any(at in row for row in waits):
            return False
        after = []
        for value in self.possible.values(at, here.stated):
            after.append(self.after(answers | {(at, value)}))
            if _settled(after[-1]):
                self._note(answers | {(at, value)})
                return True
        rows = [row - unanswered for row in waits]
        linked = _beside(at, rows)
        helps = any(way.gains(here, each, unanswered) for each in after)
        if not helps and (way.by_answering or not linked):
            return False
        others = linked or [row - {at} for row in rows if row - {at}]
        if not others:
            return False
        fewest = min(len(row) for row in others)
        other = min(each for row in others if len(row) == fewest for each in row)

        def once_it_is_answered() -> bool:
            for value in self.possible.values(other, here.stated):
                further = answers | {(other, value)}
                if not _settled(self.after(further)) and self._settles(at, way, further, unanswered):
                    return True
            return False

        def while_it_is_not() -> bool:
            return self._settles(at, way, answers, unanswered | {other})

        if way.by_answering:
            return once_it_is_answered() or while_it_is_not()
        return while_it_is_not() or once_it_is_answered()

    def _note(self, settling: Answers) -> None:
        """Keep in mind every fact without which these answers do not settle the verdict."""
        for each in settling:
            if not _of_office(each[0]) and not _settled(self.after(settling - {each})):
                self._known.add(each[0])


class _TooMuch(Exception):
    """More work than is allowed."""


def _of_office(at: FactAt) -> bool:
    """Whether a fact is the office or hangs on it, so that it cannot be left out by itself."""
    return at.path.startswith("office.")


def _settled(decision: Decision) -> bool:
    return decision.status is not Status.UNDETERMINED


def _beside(at: FactAt, waits: WaitingRows) -> WaitingRows:
    """What hangs together with a fact: the rows that share facts with its own, directly or through others, without it.

    Those that wait for the fact itself come in only where there are no others, so that they are varied most.
    """
    linked = {at}
    size = 0
    while len(linked) > size:
        size = len(linked)
        linked |= {each for row in waits if not linked.isdisjoint(row) for each in row}
    rows = [row for row in waits if not linked.isdisjoint(row)]
    without = [row for row in rows if row and at not in row]
    return without or [row - {at} for row in rows if row - {at}]

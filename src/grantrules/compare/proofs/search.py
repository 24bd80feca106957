"""The search: for each question the smallest application that says yes, or a proof that none does.

Nothing is taken on trust from a solver: what was found is written as a document and put to both years by the
reference evaluator, which knows none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from time import monotonic

from grantrules.base.codes import Code
from grantrules.compare import proofs
from grantrules.compare.causes import Side
from grantrules.compare.proofs import (
    Differs,
    DoesNotReplay,
    Finding,
    Same,
    UnknownValue,
    VerdictsQuestion,
    Witness,
    YearQuestion,
)
from grantrules.compare.proofs.solver import Model, OutOfTime, Solver, Term
from grantrules.compare.proofs.variables import (
    APPLICATION,
    Slot,
    Sought,
    SoughtApplication,
    SoughtChoices,
    declared,
    known_value,
)
from grantrules.compare.proofs.year import YearTerms
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import can_bar
from grantrules.evaluation.reference import evaluate
from grantrules.intake.stated import Facts
from grantrules.language.layout import MEASURES, put, steps_of
from grantrules.language.vocabulary import OFFICE, Document
from grantrules.rules.ruleset import Rule, RuleSet


def witnesses(
    before: RuleSet, after: RuleSet, *, measures: int = 2, seconds: float = 20, undetermined: bool = False
) -> tuple[Finding, ...]:
    """Where two years treat the same application differently, each with the smallest application that shows it.

    Asked are the verdicts, and each rule that bars, tags or obliges: does it do in one year what it does not
    do in the other? The smallest application states the fewest facts and, of those, has the fewest measures.
    Searched are applications with up to so many `measures` and without determinations; the questions share the
    `seconds`, and what easy ones leave goes to the hard ones. With `undetermined` a verdict in only
    one year is a difference too. Every witness has been put to both years by the reference.

    Raises:
        MissingExtra: Z3 is not installed.
        DoesNotReplay: a witness is none; a fault in the search.
        ValueError: the number of measures is negative.
    """
    if measures < 0:
        raise ValueError(f"expected a number of measures, found {measures}")
    end = monotonic() + seconds
    search = _Search(before, after, measures)
    asked = proofs.questions(before, after, undetermined=undetermined)
    found: dict[YearQuestion, Finding] = {question: proofs.Undecided(question, seconds) for question in asked}
    waiting = sorted(asked, key=search.effort)
    while waiting:
        for place, question in enumerate(waiting):
            now = monotonic()
            with suppress(OutOfTime):
                found[question] = search.answer(question, now + (end - now) / (len(waiting) - place))
        waiting = [question for question in waiting if not _settled(found[question])] if monotonic() < end else []
    return tuple(found[question] for question in asked)


def _settled(finding: Finding) -> bool:
    return finding.smallest if isinstance(finding, Differs) else isinstance(finding, Same)


_Places = dict[tuple[str, Slot], Sought]
"""Where facts can be stated: by path, and by the slot of the measure where they are a measure's own."""


class _Search:
    """Two years, and one application that is put to both."""

    def __init__(self, before: RuleSet, after: RuleSet, measures: int) -> None:
        self._years, self._measures = (before, after), measures
        self._deciders = Decider(before), Decider(after)
        concerned = [rule for year in self._years for rule in year.rules if rule.verb.decides or proofs.acts(rule)]
        self._solver = Solver()
        self._application = SoughtApplication(self._solver, self._years, concerned, measures)
        self._terms = {
            side: YearTerms(year, self._application, self._solver)
            for side, year in ((Side.BEFORE, before), (Side.AFTER, after))
        }

    def answer(self, question: YearQuestion, until: float) -> Differs | Same:
        """The answer that is known at the moment `until`.

        Raises:
            OutOfTime: there is none.
        """
        with self._solver.aside():
            self._solver.require(self._term(question))
            best = self._solver.found(until)
            if best is None:
                return Same(question, self._measures)
            facts, smallest = self._facts(question), False
            with suppress(OutOfTime):
                for better in self._ever_smaller(best, facts, until):
                    best = better
                smallest = True
        witness = replayed(question, *self._deciders, *self._read(best, facts))
        return Differs(question, witness, smallest)

    def effort(self, question: YearQuestion) -> int:
        """About how hard a question is: how many facts it reads."""
        return len(self._facts(question))

    def _term(self, question: YearQuestion) -> Term:
        both, no = self._solver.both, self._solver.no
        match question:
            case VerdictsQuestion(before=before, after=after):
                return both([self._terms[Side.BEFORE].status(before), self._terms[Side.AFTER].status(after)])
            case proofs.Acting(act=act, side=side, rule=rule, pair=pair):
                here, there = self._terms[side], self._terms[side.other]
                other = there.acts(act, pair) if pair is not None and act.is_of(pair.verb) else False
                neither = [each.nothing_barred for each in (here, there)] if act is proofs.Act.OBLIGES else []
                return both([here.acts(act, rule), no(other), *neither])

    def _facts(self, question: YearQuestion) -> _Places:
        """Every place of a fact that the question reads."""
        paths = {path for rule in self._rules(question) for path in rule.facts}
        paths |= {OFFICE for path in paths if path.startswith("office.")}
        return {place: sought for place, sought in self._application.facts.items() if place[0] in paths}

    def _rules(self, question: YearQuestion) -> Collection[Rule]:
        every = [rule for year in self._years for rule in year.rules]
        match question:
            case VerdictsQuestion():
                return [rule for rule in every if rule.verb.decides]
            case proofs.Acting(act=act, rule=rule, pair=pair):
                own = [rule] if pair is None else [rule, pair]
                if act is proofs.Act.OBLIGES:
                    return [*own, *(rule for rule in every if can_bar(rule.verb))]
                outranking = [rule for rule in every if any(rule.outranks(each) for each in own)]
                return [*own, *outranking] if act is proofs.Act.TAGS else own

    def _ever_smaller(self, best: Model, facts: _Places, until: float) -> Iterator[Model]:
        """Smaller applications than one that was found, down to the smallest; last one with values that people meet."""
        solver = self._solver
        sets = (each.members for each in facts.values() if isinstance(each, SoughtChoices))
        members = [is_in for of in sets for is_in in of.values()]
        for terms in ([each.stated for each in facts.values()], self._application.there, members):
            while number := sum(best.true(term) for term in terms):
                with solver.aside():
                    solver.require(solver.no(solver.at_least(terms, number)))
                    fewer = solver.found(until)
                if fewer is None:
                    break
                yield (best := fewer)
            solver.require(solver.no(solver.at_least(terms, number + 1)))
        with suppress(OutOfTime):
            yield self._with_usual_values(best, facts, until)

    def _with_usual_values(self, best: Model, facts: _Places, until: float) -> Model:
        """An application as small, in which as many values as can be are such as people meet."""
        solver = self._solver
        stated = [each for each in facts.values() if each.usual and best.true(each.stated)]
        with ExitStack() as stack:
            for each in stated:
                for usual in each.usual:
                    asked = stack.enter_context(ExitStack())
                    asked.enter_context(solver.aside())
                    solver.require(solver.either([solver.no(each.stated), usual]))
                    found = solver.found(until)
                    if found is not None:
                        best = found
                        break
                    asked.close()
        return best

    def _read(self, model: Model, facts: _Places) -> tuple[Facts, Sequence[Facts]]:
        """The facts that the application states, and those of each of its measures."""
        found = [(path, slot, value) for (path, slot), each in facts.items() if (value := each.read(model)) is not None]
        slots = [slot for slot, there in enumerate(self._application.there) if model.true(there)]
        own = [{path: value for path, at, value in found if at == slot} for slot in slots]
        return {path: value for path, at, value in found if at is APPLICATION}, own


def replayed(
    question: YearQuestion, before: Decider, after: Decider, common: Facts, measures: Sequence[Facts]
) -> Witness:
    """The witness of these facts, the application's and each measure's own, with both years' decisions.

    A fact that one year's vocabulary does not have is not stated there, and a value that it does not have is *other* or
    not stated.

    Raises:
        DoesNotReplay: the decisions do not answer the question.
    """
    decisions: list[Decision] = []
    unknown: list[UnknownValue] = []
    for side, decider in zip(Side, (before, after), strict=True):
        known, *own = (_known(of, decider.rules) for of in (common, *measures))
        stated = decider.take_in(document(known, own))
        decisions.append(Decision(decider, stated, evaluate(decider.rules, stated)))
        for place, (of, taken) in enumerate(zip((common, *measures), (known, *own), strict=True)):
            missed = [path for path in of if declared(decider.rules, path) and of[path] != taken.get(path)]
            unknown += [
                UnknownValue(side, place - 1 if place else None, path, of[path], taken.get(path)) for path in missed
            ]
    written = document(common, measures)
    if not question.answered_by(*decisions):
        found = " and ".join(f"{each.status.value} in {each.rules.year}" for each in decisions)
        raise DoesNotReplay(Code.INTERNAL_FAULT, f"{question} is not answered by {written}, which is {found}")
    then, now = decisions
    facts = len(common) + sum(map(len, measures))
    return Witness(written, facts, len(measures), then, now, tuple(unknown))


def _known(facts: Facts, rules: RuleSet) -> Facts:
    """The facts that a year can be told, with the values that it knows."""
    declared_there = {path: fact for path in facts if (fact := declared(rules, path)) is not None}
    known = {path: known_value(fact, facts[path]) for path, fact in declared_there.items()}
    return {path: value for path, value in known.items() if value is not None}


def document(common: Facts, measures: Sequence[Facts]) -> dict[str, object]:
    """An application that states these facts, as `Regulation.evaluate` takes it and as a file has it."""
    made: dict[str, object] = {"kind": Document.APPLICATION.value}
    _state(made, common)
    if measures:
        made[MEASURES] = inner = [dict[str, object]() for _ in measures]
        for measure, own in zip(inner, measures, strict=True):
            _state(measure, own)
    return made


def _state(part: dict[str, object], facts: Facts) -> None:
    for path, value in facts.items():
        written: object = sorted(value) if isinstance(value, frozenset) else value
        put(part, steps_of(path, Document.APPLICATION), value.isoformat() if isinstance(value, date) else written)

"""From the outcomes of rules in two tables to verdicts, tags and what is missing, as `decision.py` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grantrules.decision.verdict import Status, level
from grantrules.evaluation.executors.frame.executor import FrameFindings, RuleTerms
from grantrules.evaluation.executors.frame.joins import Named, Upwards
from grantrules.evaluation.executors.frame.terms import Expression, Term, as_expression, column_of, every, some
from grantrules.evaluation.outcomes import Outcome, OutcomeKind
from grantrules.intake.stated import MEASURES
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import RuleSet, Verb

STATUS = "status"
LISTS = ("tags_sure", "tags_perhaps", "failed", "open", "missing")
"""The columns that hold lists of ids: of priorities, of rules, and of facts."""

_OWN, _BARS, _RANK, _OFFICE = "own rank", "bars rank", "rank", "office known"
_BEST, _BEST_OWN = "best rank", "best own rank"


class Verdicts:
    """The verdicts on the rows of two tables, from the outcomes of their rules.

    `applications` and `measures` are the tables with `STATUS` and what was worked out on the way; `of_applications`
    and `of_measures` say what is to be in their lists.
    """

    def __init__(self, rules: RuleSet, findings: FrameFindings) -> None:
        nw = self._nw = findings.joins.expressions
        self._found = findings
        self._by_office = {value.fact for value in rules.office_values}
        self._common, self._own = _waits(findings.of_application), _waits(findings.of_measure)
        known = column_of(OFFICE) in findings.applications.collect_schema().names()
        barring = [each for each in findings.of_application if each.rule.verb.bars]
        bars = {path: (f"bars wait {number}", term) for number, (path, term) in enumerate(_waits(barring).items())}
        applications = findings.applications.with_columns(
            **{
                _OWN: _rank(findings.of_application, nw),
                _BARS: _rank(barring, nw),
                _OFFICE: ~nw.col(column_of(OFFICE)).is_null() if known else nw.lit(False, nw.Boolean),
            },
            **{column: as_expression(term, nw) for column, term in bars.values()},
        )
        handed = [_BARS, *([_OFFICE] if self._by_office else []), *(column for column, _ in bars.values())]
        measures = findings.joins.handed_down(applications, findings.measures, handed)
        measures = measures.with_columns(**{_OWN: _rank(findings.of_measure, nw)})
        measures = measures.with_columns(**{_RANK: nw.min_horizontal(_OWN, _BARS)})
        self._missing = _either(self._own, {path: nw.col(column) for path, (column, _) in bars.items()})
        words = [status.value for status in Status]
        self.measures = findings.joins.worded(measures, _RANK, words, STATUS)
        self.applications = findings.joins.worded(self._with_best(applications, measures), _RANK, words, STATUS)

    def _with_best(self, applications: Any, measures: Any) -> Any:
        """The applications with what their measures come to."""
        nw, undetermined = self._nw, self._nw.col(_OWN) == Status.UNDETERMINED.rank
        self._sure, self._perhaps, self._below = dict[str, str](), dict[str, str](), dict[str, str]()
        made: dict[str, Term] = {}
        sure, perhaps = _tags(self._found.of_measure)
        for said, tags, columns in (("sure", sure, self._sure), ("perhaps", perhaps, self._perhaps)):
            columns |= {id_: f"{said} {number}" for number, (id_, _) in enumerate(tags)}
            made |= {columns[id_]: term for id_, term in tags}
        self._below |= {path: f"waits {number}" for number, path in enumerate(self._own)}
        made |= {self._below[path]: every([undetermined, term]) for path, term in self._own.items()}
        flags = {name: as_expression(term, nw) for name, term in made.items()}
        inside = measures.with_columns(**flags, **{_BEST: nw.col(_RANK), _BEST_OWN: nw.col(_OWN)})
        joined = self._found.joins.handed_up(applications, inside, Upwards(list(flags), largest=[_BEST, _BEST_OWN]))
        best = nw.col(_BEST).fill_null(Status.UNDETERMINED.rank)
        return joined.with_columns(**{_RANK: nw.min_horizontal(nw.col(_OWN), best)})

    # -- what comes out

    def of_applications(self) -> dict[str, Named]:
        """The lists of the applications."""
        nw, undetermined = self._nw, self._nw.col(_RANK) == Status.UNDETERMINED.rank
        sure, perhaps = _tags(self._found.of_application)
        sure += [(id_, nw.col(column)) for id_, column in self._sure.items()]
        perhaps += [(id_, nw.col(column) & ~nw.col(self._sure[id_])) for id_, column in self._perhaps.items()]
        own = {path: every([nw.col(_OWN) == Status.UNDETERMINED.rank, term]) for path, term in self._common.items()}
        at_best = (nw.col(_BEST_OWN) == Status.UNDETERMINED.rank).fill_null(False)
        below = {path: at_best & nw.col(column) for path, column in self._below.items()}
        waits = _either(_either(own, below), {MEASURES: nw.col(_BEST).is_null()})
        return self._lists(self._found.of_application, sure, perhaps, self._asked(undetermined, waits))

    def of_measures(self) -> dict[str, Named]:
        """The lists of the measures."""
        undetermined = self._nw.col(_RANK) == Status.UNDETERMINED.rank
        sure, perhaps = _tags(self._found.of_measure)
        return self._lists(self._found.of_measure, sure, perhaps, self._asked(undetermined, self._missing))

    def _lists(self, of: Sequence[RuleTerms], sure: Named, perhaps: Named, missing: Named) -> dict[str, Named]:
        deciding = [each for each in of if each.rule.verb.decides]
        against = {verb: OutcomeKind.HELD if verb is Verb.EXCLUDE else OutcomeKind.FAILED for verb in Verb}
        failed = [(each.rule.id, each.where(against[each.rule.verb])) for each in deciding]
        open_ = [(each.rule.id, each.where(OutcomeKind.OPEN)) for each in deciding]
        return dict(zip(LISTS, (sure, perhaps, failed, open_, missing), strict=True))

    def _asked(self, where: Term, waits: Mapping[str, Term]) -> Named:
        """The facts to ask for: the office where what it has set hangs on which it is."""
        office, found = self._nw.col(_OFFICE), dict[str, Term]()
        for path, term in waits.items():
            if path not in self._by_office:
                found[path] = some([found.get(path, False), term])
                continue
            found[path] = every([office, term])
            found[OFFICE] = some([found.get(OFFICE, False), every([~office, term])])
        return [(path, every([where, found[path]])) for path in sorted(found)]


def outcomes(of: Sequence[RuleTerms], nw: Any) -> dict[str, Expression]:
    """A column for each rule: how it came out."""
    made = {}
    for each in of:
        outcome = nw.lit(OutcomeKind.OPEN.value, nw.String)
        for kind in (OutcomeKind.HELD, OutcomeKind.FAILED, OutcomeKind.NOT_APPLICABLE):
            outcome = nw.when(as_expression(each.where(kind), nw)).then(nw.lit(kind.value)).otherwise(outcome)
        made[f"rule.{each.rule.id}"] = outcome
    return made


def _at(of: Iterable[RuleTerms], status: Status) -> Term:
    """Whether a rule allows just this verdict."""
    return some(
        each.where(kind)
        for each in of
        if each.rule.verb.decides
        for kind in OutcomeKind
        if level(each.rule, Outcome(kind), None) is status
    )


def _rank(of: Sequence[RuleTerms], nw: Any) -> Expression:
    barred, undetermined = (as_expression(_at(of, each), nw) for each in (Status.NOT_ELIGIBLE, Status.UNDETERMINED))
    rank = [nw.lit(each.rank, nw.Int64) for each in (Status.NOT_ELIGIBLE, Status.UNDETERMINED, Status.ELIGIBLE)]
    return nw.when(barred).then(rank[0]).otherwise(nw.when(undetermined).then(rank[1]).otherwise(rank[2]))


def _waits(of: Iterable[RuleTerms]) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for each in of:
        found = _either(found, each.waits)
    return found


def _either(one: Mapping[str, Term], other: Mapping[str, Term]) -> dict[str, Term]:
    return {path: some([one.get(path, False), other.get(path, False)]) for path in dict.fromkeys([*one, *other])}


def _tags(of: Sequence[RuleTerms]) -> tuple[list[tuple[str, Term]], list[tuple[str, Term]]]:
    tags = [each for each in of if each.rule.verb is Verb.PRIORITISE]
    sure, perhaps = (
        [(each.rule.id, each.where(kind)) for each in tags] for kind in (OutcomeKind.HELD, OutcomeKind.OPEN)
    )
    return sure, perhaps

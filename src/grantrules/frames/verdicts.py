"""From the outcomes of rules in two tables to verdicts, tags and what is missing, as `decision.py` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grantrules.executors.frame import KEY, FrameFindings, RuleTerms
from grantrules.executors.frame_packages import narwhals
from grantrules.executors.frame_terms import Expression, Term, as_expression, every, some
from grantrules.facts import OFFICE
from grantrules.findings import Outcome, OutcomeKind
from grantrules.ruleset import RuleSet, Verb
from grantrules.stated import MEASURES
from grantrules.verdict import Status, level

STATUS = "status"
LISTS = ("tags_sure", "tags_perhaps", "failed", "open", "missing")
"""The columns that hold lists of ids: of priorities, of rules, and of facts."""

BETWEEN = ","
"""What stands between the ids of a list while it is text."""

_OWN, _BARS, _RANK, _BEST, _BEST_OWN, _OFFICE = "own", "bars", "rank", "best", "best own", "office known"


class Verdicts:
    """The verdicts on the rows of two tables, from the outcomes of their rules.

    `applications` and `measures` are the tables with what was worked out on the way; `of_applications` and
    `of_measures` are the columns to select from them.
    """

    def __init__(self, rules: RuleSet, findings: FrameFindings) -> None:
        nw = narwhals()
        self._found = findings
        self._by_office = {value.fact for value in rules.office_values}
        applications, measures = findings.applications, findings.measures
        known = OFFICE in applications.collect_schema().names()
        self._common = _waits(findings.of_application)
        bars = _waits([each for each in findings.of_application if each.rule.verb.bars])
        barring = {path: f"bars wait {path}" for path in bars}
        applications = applications.with_columns(
            **{
                _OWN: _rank(findings.of_application),
                _BARS: _rank([each for each in findings.of_application if each.rule.verb.bars]),
                _OFFICE: ~nw.col(OFFICE).is_null() if known else nw.lit(False, nw.Boolean),
            },
            **{barring[path]: as_expression(term) for path, term in bars.items()},
        )
        measures = measures.with_columns(**{_OWN: _rank(findings.of_measure)})
        handed = applications.select(KEY, _BARS, _OFFICE, *barring.values())
        measures = measures.join(handed, on=KEY, how="left").with_columns(**{_RANK: nw.min_horizontal(_OWN, _BARS)})
        own = _waits(findings.of_measure)
        open_bars = {path: nw.col(column) for path, column in barring.items()}
        self._missing = _either(own, open_bars)
        self.measures = measures
        self.applications = self._with_best(applications, own)

    def _with_best(self, applications: Any, own: Mapping[str, Term]) -> Any:
        """The applications with what their measures come to."""
        nw, made, sums = narwhals(), {}, {}
        for index, each in enumerate(self._found.of_measure):
            if each.rule.verb is Verb.PRIORITISE:
                made[f"sure {index}"] = each.where(OutcomeKind.HELD)
                made[f"perhaps {index}"] = each.where(OutcomeKind.OPEN)
        undetermined = nw.col(_OWN) == Status.UNDETERMINED.rank
        made |= {f"waits {path}": every([undetermined, term]) for path, term in own.items()}
        sums = {name: nw.col(name).sum() for name in made}
        numbers = {name: as_expression(term).cast(nw.Int64) for name, term in made.items()}
        inside = self.measures.select(KEY, _OWN, _RANK, **numbers)
        of_application = inside.group_by(KEY).agg(
            nw.col(_RANK).max().alias(_BEST), nw.col(_OWN).max().alias(_BEST_OWN), **sums
        )
        joined = applications.join(of_application, on=KEY, how="left")
        best = nw.col(_BEST).fill_null(Status.UNDETERMINED.rank)
        return joined.with_columns(**{_RANK: nw.min_horizontal(nw.col(_OWN), best)})

    # -- what comes out

    def of_applications(self) -> dict[str, Expression]:
        """The columns on the applications: the status, and lists as text."""
        nw, undetermined = narwhals(), narwhals().col(_RANK) == Status.UNDETERMINED.rank
        sure, perhaps = _tags(self._found.of_application)
        for index, each in enumerate(self._found.of_measure):
            if each.rule.verb is Verb.PRIORITISE:
                surely, maybe = ((nw.col(f"{kind} {index}") > 0).fill_null(False) for kind in ("sure", "perhaps"))
                sure.append((each.rule.id, surely))
                perhaps.append((each.rule.id, maybe & ~surely))
        own = {path: every([nw.col(_OWN) == Status.UNDETERMINED.rank, term]) for path, term in self._common.items()}
        at_best = (nw.col(_BEST_OWN) == Status.UNDETERMINED.rank).fill_null(False)
        names = [name for name in self.applications.collect_schema().names() if name.startswith("waits ")]
        below = {name.removeprefix("waits "): at_best & (nw.col(name) > 0).fill_null(False) for name in names}
        waits = _either(_either(own, below), {MEASURES: nw.col(_BEST).is_null()})
        return {
            STATUS: _status(),
            **_lists(sure, perhaps, self._found.of_application),
            "missing": self._asked(undetermined, waits),
        }

    def of_measures(self) -> dict[str, Expression]:
        """The columns on the measures, likewise."""
        undetermined = narwhals().col(_RANK) == Status.UNDETERMINED.rank
        sure, perhaps = _tags(self._found.of_measure)
        return {
            STATUS: _status(),
            **_lists(sure, perhaps, self._found.of_measure),
            "missing": self._asked(undetermined, self._missing),
        }

    def _asked(self, where: Term, waits: Mapping[str, Term]) -> Expression:
        """The facts to ask for: the office where what it has set hangs on which it is."""
        office, found = narwhals().col(_OFFICE), dict[str, Term]()
        for path, term in waits.items():
            if path not in self._by_office:
                found[path] = some([found.get(path, False), term])
                continue
            found[path] = every([office, term])
            found[OFFICE] = some([found.get(OFFICE, False), every([~office, term])])
        return _text((path, every([where, found[path]])) for path in sorted(found))


def outcomes(of: Sequence[RuleTerms]) -> dict[str, Expression]:
    """A column for each rule: how it came out."""
    nw, made = narwhals(), {}
    for each in of:
        outcome = nw.lit(OutcomeKind.OPEN.value, nw.String)
        for kind in (OutcomeKind.HELD, OutcomeKind.FAILED, OutcomeKind.NOT_APPLICABLE):
            outcome = nw.when(as_expression(each.where(kind))).then(nw.lit(kind.value)).otherwise(outcome)
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


def _rank(of: Sequence[RuleTerms]) -> Expression:
    nw = narwhals()
    barred, undetermined = (as_expression(_at(of, each)) for each in (Status.NOT_ELIGIBLE, Status.UNDETERMINED))
    rank = [nw.lit(each.rank, nw.Int64) for each in (Status.NOT_ELIGIBLE, Status.UNDETERMINED, Status.ELIGIBLE)]
    return nw.when(barred).then(rank[0]).otherwise(nw.when(undetermined).then(rank[1]).otherwise(rank[2]))


def _status() -> Expression:
    nw, rank = narwhals(), narwhals().col(_RANK)
    lower = nw.when(rank == Status.NOT_ELIGIBLE.rank).then(nw.lit(Status.NOT_ELIGIBLE.value))
    middle = nw.when(rank == Status.UNDETERMINED.rank).then(nw.lit(Status.UNDETERMINED.value))
    return lower.otherwise(middle.otherwise(nw.lit(Status.ELIGIBLE.value)))


def _waits(of: Iterable[RuleTerms]) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for each in of:
        found = _either(found, each.waits)
    return found


def _either(one: Mapping[str, Term], other: Mapping[str, Term]) -> dict[str, Term]:
    return {path: some([one.get(path, False), other.get(path, False)]) for path in dict.fromkeys([*one, *other])}


_Named = list[tuple[str, Term]]


def _tags(of: Sequence[RuleTerms]) -> tuple[_Named, _Named]:
    tags = [each for each in of if each.rule.verb is Verb.PRIORITISE]
    sure, perhaps = (
        [(each.rule.id, each.where(kind)) for each in tags] for kind in (OutcomeKind.HELD, OutcomeKind.OPEN)
    )
    return sure, perhaps


def _lists(sure: _Named, perhaps: _Named, of: Sequence[RuleTerms]) -> dict[str, Expression]:
    deciding = [each for each in of if each.rule.verb.decides]
    against = {verb: OutcomeKind.HELD if verb is Verb.EXCLUDE else OutcomeKind.FAILED for verb in Verb}
    return {
        "tags_sure": _text(sure),
        "tags_perhaps": _text(perhaps),
        "failed": _text((each.rule.id, each.where(against[each.rule.verb])) for each in deciding),
        "open": _text((each.rule.id, each.where(OutcomeKind.OPEN)) for each in deciding),
    }


def _text(named: Iterable[tuple[str, Term]]) -> Expression:
    """The names whose term is true, as one text."""
    nw = narwhals()
    names = [nw.when(as_expression(term)).then(nw.lit(name)) for name, term in named if term is not False]
    return nw.concat_str(*names, separator=BETWEEN, ignore_nulls=True) if names else nw.lit("", nw.String)

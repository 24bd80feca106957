"""The verdicts on two tables, in two tables of the kind that came: taken in, checked, decided, and given back.

What follows from the outcomes of rules is said in `decision/verdict.py`; here it is said of whole columns, which hold ranks
of statuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from grantrules.base.errors import ApplicationError, Problems
from grantrules.base.extras import narwhals
from grantrules.decision import verdict
from grantrules.decision.verdict import SURE, Status, can_bar, kinds_against, kinds_at, level
from grantrules.evaluation.executors.frame import terms
from grantrules.evaluation.executors.frame.executor import FrameExecutor, FrameFindings, RuleTerms
from grantrules.evaluation.executors.frame.joins import KEY, Joined, Named, Upwards
from grantrules.evaluation.executors.frame.terms import Expression, Term, as_expression, every, some
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.intake.stated import MEASURES as MEASURES_FACT
from grantrules.language.vocabulary import OFFICE, FactType, Vocabulary
from grantrules.portfolio.tables.checks import Checked, check_columns, check_keys, check_values
from grantrules.portfolio.tables.columns import APPLICATIONS, KEYS, MEASURES, Column
from grantrules.portfolio.tables.kinds import Taken, taken
from grantrules.rules.ruleset import RuleSet, Verb

STATUS = "status"
LISTS = ("tags_sure", "tags_perhaps", "failed", "open", "missing")
"""The columns that hold lists of ids: of priorities, of rules, and of facts."""

RULE = "rule."
"""What the name of a column begins with that says how a rule came out; its id follows."""

_OWN, _BARS, _RANK, _OFFICE = "own rank", "bars rank", "rank", "office known"
_BEST = "best own rank"

_DIGITS = 18
"""So many decimals a whole number has room for; beyond them every amount that passed the checks is 0."""


@dataclass(frozen=True)
class Prepared:
    """The two tables for the rules, the number of decimals in their amounts, and how they were taken in."""

    applications: Any
    measures: Any
    scale: int
    taken: tuple[Taken, Taken]

    @property
    def joins(self) -> Joined:
        """What brings the two tables together."""
        return self.taken[0].engine.joins


def prepare(applications: Any, measures: Any, vocabulary: Vocabulary, scale: int) -> Prepared:
    """Take two tables in and check them; amounts get at least `scale` decimals.

    Raises:
        ApplicationError: something is wrong with them; all of it is listed.
        TypeError: one of them is no table, or only one is a Spark frame.
        MissingExtra: narwhals or Polars is not installed.
    """
    given, checked, linked, scale = checked_tables(applications, measures, vocabulary, scale)
    one, other = (
        each.engine.ready(_columns(replace(each, frame=frame), scale))
        for each, frame in zip(checked, linked, strict=True)
    )
    return Prepared(one, other, scale, given)


def checked_tables(
    applications: Any, measures: Any, vocabulary: Vocabulary, scale: int = 0
) -> tuple[tuple[Taken, Taken], tuple[Checked, Checked], list[Any], int]:
    """Two tables as they were taken in, as they were checked, and linked; and the number of decimals in amounts.

    Raises:
        ApplicationError, TypeError, MissingExtra: as for `prepare`.
    """
    problems, linked = Problems(), list[Any]()
    given = taken({APPLICATIONS: applications, MEASURES: measures}, problems)
    found = [check_columns(name, each, vocabulary, problems) for name, each in given.items()]
    checked = [each for each in found if each is not None]
    columns = ((each.types[name], of.fact.type) for each in checked for name, of in each.columns.items())
    money = (type_ for type_, of in columns if of is FactType.MONEY and type_ is not None)
    scale = max([scale, *(type_.scale for type_ in money if type_.is_decimal())])
    for each in checked:
        check_values(each, scale, problems)
    if len(checked) == 2:
        *linked, in_order = checked[0].engine.linked(checked[0].frame, checked[1].frame, checked[1].at["id"])
        if not in_order:
            check_keys(checked[0], checked[1], problems)
    if problems.errors:
        raise ApplicationError(problems.errors)
    return (given[APPLICATIONS], given[MEASURES]), (checked[0], checked[1]), linked, scale


def _columns(checked: Checked, scale: int) -> Any:
    """The keys and the columns by the names and in the types that rules have for them."""
    own = [_column(checked, name, column, scale).alias(column.path) for name, column in checked.columns.items()]
    keys = [checked.value(key).alias(key) for key in KEYS[checked.name]]
    return checked.frame.select(KEY, *keys, *own)


def _column(checked: Checked, name: str, column: Column, scale: int) -> Any:
    nw, value, type_ = narwhals(), checked.value(name), checked.types[name]
    if type_ is None:
        return nw.lit(None, terms.stored_type(column.fact.type, nw))
    match column.fact.type:
        case FactType.MONEY if type_.is_decimal():
            unit = 10 ** min(scale, _DIGITS)
            return (value.cast(nw.Decimal(38, scale)) * nw.lit(unit)).cast(nw.Int64)
        case FactType.MONEY:
            return value.cast(nw.Int64) * 10**scale
        case _ if other := checked.renamed.get(name):
            text = checked.text(name)
            return text.replace_strict(list(other), list(other.values()), default=text, return_dtype=nw.String)
        case wanted:
            return value.cast(terms.stored_type(wanted, nw))


if TYPE_CHECKING:
    from polars import DataFrame

Applications = TypeVar("Applications")
Measures = TypeVar("Measures")
"""The kinds of the two tables; what comes out is of the kind that went in."""


class Tables(NamedTuple, Generic[Applications, Measures]):
    """Two tables: a row for each application, and a row for each measure."""

    applications: Applications
    measures: Measures


PolarsTables: TypeAlias = "Tables[DataFrame, DataFrame]"
"""Two eager Polars frames."""


def evaluate_frame(
    executor: FrameExecutor, applications: Applications, measures: Measures, *, rules: bool = False
) -> Tables[Applications, Measures]:
    """The verdicts on the applications in two tables; with `rules` also a column for each rule.

    Raises:
        ApplicationError: something is wrong with the tables; all of it is listed.
        TypeError: one of them is no table, or only one is a Spark frame.
        MissingExtra: narwhals or Polars is not installed.
    """
    prepared = prepare(applications, measures, executor.rules.vocabulary, executor.scale)
    tables = prepared.applications, prepared.measures
    found = worked_out(executor, *tables, prepared.scale, prepared.joins, rules=rules)
    results = ((narwhals().to_native(table, pass_through=True), names) for table, names in found)
    both = zip(prepared.taken, results, strict=True)
    return Tables(*(given.back(given.engine.finished(*result, LISTS)) for given, result in both))


def worked_out(
    executor: FrameExecutor, applications: Any, measures: Any, scale: int, joins: Joined, *, rules: bool = False
) -> list[tuple[Any, list[str]]]:
    """The verdicts on two tables that are as the rules have them, and how the columns of each are to be called.

    Lists are as `joins` makes them.
    """
    of = executor.rules
    wanted = None if rules else [rule for rule in of.rules if rule.verb.decides or rule.verb is Verb.PRIORITISE]
    findings = executor(applications, measures, scale, joins, wanted)
    verdicts, made = TableVerdicts(of, findings), []
    for name, table, lists, of_rules in (
        (APPLICATIONS, verdicts.applications, verdicts.of_applications(), findings.of_application),
        (MEASURES, verdicts.measures, verdicts.of_measures(), findings.of_measure),
    ):
        shown = outcomes(of_rules, joins.expressions) if rules else {}
        plain = {f"rule {number}": column for number, column in enumerate(shown.values())}
        listed = joins.listed(table, lists)
        columns = [*KEYS[name], STATUS, *lists]
        made.append((listed.select(*columns, **plain), [*columns, *shown]))
    return made


# -- from outcomes to verdicts


class TableVerdicts:
    """The verdicts on the rows of two tables, from the outcomes of their rules.

    `applications` and `measures` are the tables with `STATUS` and what was worked out on the way; `of_applications`
    and `of_measures` say what is to be in their lists.
    """

    def __init__(self, rules: RuleSet, findings: FrameFindings) -> None:
        nw = self._nw = findings.joins.expressions
        self._found = findings
        self._by_office = {value.fact for value in rules.office_values}
        self._places = {rule.id: rule.place_in_order for rule in rules.rules}
        self._common, self._own = _waits(findings.of_application), _waits(findings.of_measure)
        known = terms.column_of(OFFICE) in findings.applications.collect_schema().names()
        barring = [each for each in findings.of_application if can_bar(each.rule.verb)]
        bars = {path: (f"bars wait {number}", term) for number, (path, term) in enumerate(_waits(barring).items())}
        applications = findings.applications.with_columns(
            **{
                _OWN: _rank(findings.of_application, nw),
                _BARS: _rank(barring, nw),
                _OFFICE: ~nw.col(terms.column_of(OFFICE)).is_null() if known else nw.lit(False, nw.Boolean),
            },
            **{column: as_expression(term, nw) for column, term in bars.values()},
        )
        handed = [_BARS, *([_OFFICE] if self._by_office else []), *(column for column, _ in bars.values())]
        measures = findings.joins.handed_down(applications, findings.measures, handed)
        measures = measures.with_columns(**{_OWN: _rank(findings.of_measure, nw)})
        status = verdict.status_of_measure(nw.col(_OWN), nw.col(_BARS), nw.min_horizontal)
        measures = measures.with_columns(**{_RANK: status})
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
        inside = measures.with_columns(**flags, **{_BEST: nw.col(_OWN)})
        joined = self._found.joins.handed_up(applications, inside, Upwards(list(flags), largest=[_BEST]))
        best = nw.col(_BEST).fill_null(verdict.WITHOUT_MEASURES.rank)
        return joined.with_columns(**{_RANK: verdict.status_of_application(nw.col(_OWN), best, nw.min_horizontal)})

    # -- what comes out

    def of_applications(self) -> dict[str, Named]:
        """The lists of the applications."""
        nw, live = self._nw, self._nw.col(_RANK) != Status.NOT_ELIGIBLE.rank
        sure, perhaps = _tags(self._found.of_application)
        sure += [(id_, nw.col(column)) for id_, column in self._sure.items()]
        perhaps += [(id_, nw.col(column) & ~nw.col(self._sure[id_])) for id_, column in self._perhaps.items()]
        below = {path: nw.col(column) for path, column in self._below.items()}
        waits = _either(_either(self._common, below), {MEASURES_FACT: nw.col(_BEST).is_null()})
        return self._lists(self._found.of_application, sure, perhaps, self._asked(live, waits))

    def of_measures(self) -> dict[str, Named]:
        """The lists of the measures."""
        undetermined = self._nw.col(_RANK) == Status.UNDETERMINED.rank
        sure, perhaps = _tags(self._found.of_measure)
        return self._lists(self._found.of_measure, sure, perhaps, self._asked(undetermined, self._missing))

    def _lists(self, of: Sequence[RuleTerms], sure: Named, perhaps: Named, missing: Named) -> dict[str, Named]:
        deciding = [each for each in of if each.rule.verb.decides]
        failed = [(each.rule.id, _came_out(each, kinds_against(each.rule.verb))) for each in deciding]
        waiting = [each for each in deciding if level(each.rule.verb, OutcomeKind.OPEN) is not Status.ELIGIBLE]
        open_ = [(each.rule.id, each.where(OutcomeKind.OPEN)) for each in waiting]
        sure, perhaps = (sorted(tags, key=lambda tag: self._places[tag[0]]) for tags in (sure, perhaps))
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
        made[f"{RULE}{each.rule.id}"] = outcome
    return made


def _came_out(of: RuleTerms, kinds: Iterable[OutcomeKind]) -> Term:
    """Whether a rule comes out in one of some ways."""
    return some(of.where(kind) for kind in kinds)


def _rank(of: Sequence[RuleTerms], nw: Any) -> Expression:
    """The rank of the best verdict that some rules allow together."""
    rank = nw.lit(Status.ELIGIBLE.rank, nw.Int64)
    for status in (Status.UNDETERMINED, Status.NOT_ELIGIBLE):
        allowed = some(_came_out(each, kinds_at(each.rule.verb, status)) for each in of)
        rank = nw.when(as_expression(allowed, nw)).then(nw.lit(status.rank, nw.Int64)).otherwise(rank)
    return rank


def _waits(of: Iterable[RuleTerms]) -> dict[str, Term]:
    """The facts that some of the rules wait for, and where one does."""
    found: dict[str, Term] = {}
    for each in of:
        if level(each.rule.verb, OutcomeKind.OPEN) is Status.UNDETERMINED:
            found = _either(found, each.waits)
    return found


def _either(one: Mapping[str, Term], other: Mapping[str, Term]) -> dict[str, Term]:
    return {path: some([one.get(path, False), other.get(path, False)]) for path in dict.fromkeys([*one, *other])}


def _tags(of: Sequence[RuleTerms]) -> tuple[list[tuple[str, Term]], list[tuple[str, Term]]]:
    """The priorities, with where each is sure, and again with where each is only perhaps, as `Scope.priorities` has it."""
    tags = [each for each in of if each.rule.verb is Verb.PRIORITISE]
    kinds = {is_sure: [kind for kind in SURE if SURE[kind] is is_sure] for is_sure in (True, False)}
    sure, perhaps = list[tuple[str, Term]](), list[tuple[str, Term]]()
    for each in tags:
        better = [other for other in tags if other.rule.outranks(each.rule)]
        best = [terms.negated(_came_out(other, kinds[True])) for other in better]
        alone = [*best, *(terms.negated(_came_out(other, kinds[False])) for other in better)]
        holds, may_hold = _came_out(each, kinds[True]), _came_out(each, kinds[False])
        sure.append((each.rule.id, every([holds, *alone])))
        beside = every([holds, terms.negated(every(alone))])
        perhaps.append((each.rule.id, every([some([may_hold, beside]), *best])))
    return sure, perhaps

"""A whole portfolio evaluated: what is decided of each application, what could not be, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, GrantRulesError, Problem
from grantrules.base.extras import polars
from grantrules.base.logs import INFO, log, log_reject, milliseconds_since
from grantrules.base.values import show
from grantrules.decision.decider import Decider
from grantrules.intake.documents import Given, place_in, stated_at
from grantrules.intake.stated import Stated
from grantrules.portfolio.deciding import CHUNK, Decided, RowVerdict, decide_all, refuse_report
from grantrules.portfolio.files.folders import Item, Place
from grantrules.portfolio.files.reading import Submissions
from grantrules.portfolio.summary import PortfolioSummary, YearTally
from grantrules.portfolio.tables.evaluate import LISTS, RULE

if TYPE_CHECKING:
    from polars import DataFrame


@dataclass(frozen=True, slots=True)
class WhyRejected:
    """One thing that is wrong with an application, and where it stands."""

    problem: Problem
    place: Place


@dataclass(frozen=True, slots=True)
class Reject:
    """What was not evaluated, with every reason; `kept` is how it stands in its file."""

    name: str
    id: str | None
    reasons: tuple[WhyRejected, ...]
    kept: object = None


@dataclass(frozen=True, eq=False)
class Batch:
    """What came of a portfolio, in the order in which it was read; its fields are described in `results/portfolio.py`."""

    applications: DataFrame
    """A Polars frame with a row for each application that was decided."""

    measures: DataFrame
    """A Polars frame with a row for each of their measures."""

    rejected: tuple[Reject, ...]
    """What could not be read, with every reason."""

    summary: PortfolioSummary
    """What the portfolio comes to."""

    inputs: tuple[Path, ...] = ()
    passed_over: tuple[Path, ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Batch):
            return NotImplemented
        frames = ((self.applications, other.applications), (self.measures, other.measures))
        alike = (self.rejected, self.summary, self.inputs, self.passed_over) == (
            *(other.rejected, other.summary, other.inputs, other.passed_over),
        )
        return alike and all(one.equals(another) for one, another in frames)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def rejects(self) -> DataFrame:
        """A Polars frame with a row for each reason: what was rejected, where the reason stands, and what it is, by its code and in words."""
        pl = polars()
        rows = [
            (each.name, each.id, *reason.place, reason.problem.code.value, reason.problem.message)
            for each in self.rejected
            for reason in each.reasons
        ]
        names = ("source", "id", "file", "row", "column", "code", "reason")
        schema = {name: pl.Int64 if name == "row" else pl.String for name in names}
        made: DataFrame = pl.DataFrame(rows, schema=schema, orient="row")
        return made


DeciderOf = Callable[[Given], Decider]
"""What decides under the rules for an application; raises `GrantRulesError` where there are none."""


def evaluate_all(
    submissions: Submissions,
    decider_of: DeciderOf,
    *,
    rules: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Evaluate applications, so many at a time; with `rules` how each rule came out is told too.

    `progress` is told after each item how many have been read, and about how many there are.

    Raises:
        MissingExtra: narwhals or Polars is not installed.
    """
    polars()
    start = perf_counter()
    run = _Run(decider_of, rules=rules)
    for item in submissions:
        run.add(item)
        if progress is not None:
            progress(run.read, submissions.size)
    batch = run.batch(submissions)
    told = (batch.summary.evaluated, batch.summary.read, len(batch.rejected), milliseconds_since(start))
    log(INFO, "evaluated %d of %d applications of a portfolio, with %d rejects, in %.0f ms", *told)
    return batch


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An application that was read and is not yet decided."""

    name: str
    id: str
    decider: Decider
    stated: Stated


class _Run:
    """What is known of the items that have been read so far."""

    def __init__(self, decider_of: DeciderOf, *, rules: bool) -> None:
        self._decider_of, self._rules = decider_of, rules
        self.read = 0
        self._ids: dict[str, str] = {}
        self._waiting: list[_Waiting] = []
        self._years: dict[int, YearTally] = {}
        self._evaluated = 0
        self._rejected: list[Reject] = []
        self._stray = 0
        self._frames: tuple[list[Any], list[Any]] = ([], [])

    def add(self, item: Item) -> None:
        """Take one more item in."""
        self.read += not item.stray
        id_, problems = item.id, item.problems
        if item.document is not None:
            stated_id = stated_at(item.document, "id")
            known = isinstance(stated_id, str | int) and not isinstance(stated_id, bool) and stated_id != ""
            id_ = str(stated_id) if known else None
        given = item.rest if item.document is None else item.document
        if given is not None:
            try:
                refuse_report(given)
                decider = self._decider_of(given)
                stated = decider.take_in(given)
                if item.document is not None:
                    self._wait(_Waiting(item.name, id_ or item.name, decider, stated), given)
                    return
            except ApplicationError as error:
                places = {each.where for each in problems}
                problems += tuple(each for each in error.problems if each.where not in places)
            except GrantRulesError as error:  # there are no rules for its year
                problems += (Problem(place_in(given, "year"), error.code, str(error)),)
        self._stray += item.stray
        reasons = [WhyRejected(each, item.place(each)) for each in problems]
        reasons.sort(key=lambda each: (each.place.file, each.place.row or 0))
        log_reject(item.name, problems)
        self._rejected.append(Reject(item.name, id_, tuple(reasons), item.kept))

    def _wait(self, application: _Waiting, document: Given) -> None:
        id_ = application.id
        if id_ in self._ids:
            said = f"another application has the id {show(id_)} already: {self._ids[id_]}"
            raise ApplicationError([Problem(place_in(document, "id"), Code.DUPLICATE_ID, said)])
        self._ids[id_] = application.name
        self._waiting.append(application)
        if len(self._waiting) >= CHUNK:
            self._decide()

    def _decide(self) -> None:
        """Decide what waits, year by year, and keep it in the order in which it was read."""
        found: dict[int, Decided] = {}
        for decider in dict.fromkeys(each.decider for each in self._waiting):
            places = [place for place, each in enumerate(self._waiting) if each.decider is decider]
            decided = decide_all(decider, [self._waiting[place].stated for place in places], rules=self._rules)
            found |= zip(places, decided, strict=True)
        applications: list[dict[str, object]] = []
        measures: list[dict[str, object]] = []
        for place, each in enumerate(self._waiting):
            made, of = found[place], each.decider.rules
            common = {"year": of.year}
            self._years.setdefault(of.year, YearTally(of)).add(each.stated, made)
            applications.append({"source": each.name, "id": each.id, **common, **_row(made.application)})
            for measure, verdict in zip(each.stated.measures, made.measures, strict=True):
                measures.append({"application": each.id, "id": measure.id, **common, **_row(verdict)})
        self._frames[0].append(_frame(("source", "id"), applications))
        self._frames[1].append(_frame(("application", "id"), measures))
        self._evaluated += len(self._waiting)
        self._waiting = []

    def batch(self, submissions: Submissions) -> Batch:
        """All of it."""
        self._decide()
        pl = polars()
        applications, measures = (pl.concat(frames, how="diagonal") for frames in self._frames)
        years = tuple(tally.summary() for _, tally in sorted(self._years.items()))
        rejected = len(self._rejected) - self._stray
        summary = PortfolioSummary(self.read, self._evaluated, rejected, self._stray, years)
        of = submissions.paths, submissions.passed_over
        return Batch(applications, measures, tuple(self._rejected), summary, *of)


def _row(verdict: RowVerdict) -> Mapping[str, object]:
    rules = {f"{RULE}{rule}": outcome for rule, outcome in verdict.outcomes.items()}
    lists = {name: getattr(verdict, name) for name in LISTS}
    return {"status": verdict.status.value, **lists, **rules}


def _frame(keys: tuple[str, ...], rows: list[dict[str, object]]) -> Any:
    pl = polars()
    types = {**dict.fromkeys(keys, pl.String), "year": pl.Int64, "status": pl.String}
    types |= dict.fromkeys(LISTS, pl.List(pl.String))
    names = dict.fromkeys(name for row in rows for name in row)
    schema = {name: types.get(name, pl.String) for name in {**types, **names}}
    return pl.DataFrame({n: pl.Series(n, [row.get(n) for row in rows], dtype=t) for n, t in schema.items()})

"""Many applications decided under one year's rules: on tables where it can be, else one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from importlib.util import find_spec
from itertools import chain, islice, repeat
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Problem, Problems
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision, Tag
from grantrules.decision.scope import Scope
from grantrules.decision.verdict import CauseKind, Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.intake.addressed import is_report
from grantrules.intake.documents import Given, place_in, place_of
from grantrules.intake.reading import stated_under
from grantrules.intake.stated import Stated, StatedMeasure
from grantrules.language.vocabulary import Document
from grantrules.portfolio.tables.evaluate import LISTS, RULE, PolarsTables, evaluate_frame
from grantrules.portfolio.tables.nested import DECIMALS, tables_of_stated

CHUNK = 10_000
"""So many applications are decided at a time."""

FEW = 500
"""Fewer than so many are decided sooner one by one than on tables, which take a while to set up."""


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What is decided of an application or a measure, as `evaluate_frame` has it in a row.

    `failed` and `open` are deciding rules that are against it or open, `missing` the facts that keep it undetermined,
    of an application also those that keep one of its measures so, and `outcomes` how each rule came out, where that was asked for.
    """

    status: Status
    tags_sure: Sequence[str]
    tags_perhaps: Sequence[str]
    failed: Sequence[str]
    open: Sequence[str]
    missing: Sequence[str]
    outcomes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict on an application and, in its order, on each of its measures."""

    application: RowVerdict
    measures: tuple[RowVerdict, ...]


def take_in_all(deciders: Sequence[Decider], document: Given) -> list[Stated | ApplicationError]:
    """What a document states under each of some years, or what is wrong with it there; read once if they read it alike."""
    found: list[Stated | ApplicationError] = []
    if any(decider.rules.vocabulary is not deciders[0].rules.vocabulary for decider in deciders):
        for decider in deciders:
            try:
                found.append(decider.take_in(document))
            except ApplicationError as error:
                found.append(error)
        return found
    problems = Problems()
    read = deciders[0].reader.read(document, problems)
    if read is None or problems.errors:
        return [ApplicationError(problems.errors) for _ in deciders]
    place = place_of(document, Document.APPLICATION)
    for decider in deciders:
        try:
            found.append(stated_under(decider.rules, read, place))
        except ApplicationError as error:
            found.append(error)
    return found


def refuse_report(document: Given) -> None:
    """Refuse a report, of which no more needs to be said.

    Raises:
        ApplicationError: it is one.
    """
    if is_report(document):
        raise ApplicationError(
            [Problem(place_in(document, "kind"), Code.WRONG_KIND, "is a report, not an application")]
        )


def decide_all(
    decider: Decider,
    applications: Sequence[Stated],
    *,
    rules: bool = False,
    made: dict[int, PolarsTables] | None = None,
) -> list[Decided]:
    """The verdicts on many, in their order; with `rules` also how each rule came out.

    Those that tables cannot hold are decided one at a time. `made` keeps the tables of the others by the identity of their
    vocabulary, for other years under which the same applications are decided.
    """
    found: dict[int, Decided] = {}
    places = [place for place, each in enumerate(applications) if fits_tables(each)]
    installed = all(find_spec(name) is not None for name in ("narwhals", "polars"))
    if places and len(applications) >= FEW and decider.is_compiled and installed:
        on_tables = [applications[place] for place in places]
        vocabulary, made = decider.rules.vocabulary, {} if made is None else made
        try:
            if (
                id(vocabulary) not in made
            ):  # each is called by its place: ids need not be different, and are not looked at
                called = [replace(each, id=str(place)) for place, each in enumerate(on_tables)]
                made[id(vocabulary)] = tables_of_stated(called, vocabulary)
            tables = made[id(vocabulary)]
            result = evaluate_frame(decider.frames, *tables, rules=rules)
        except ApplicationError:  # an amount is larger than tables hold
            pass
        else:
            measures = _verdicts(result.measures)
            for place, each, verdict in zip(places, on_tables, _verdicts(result.applications), strict=True):
                found[place] = Decided(verdict, tuple(islice(measures, len(each.measures))))
    return [
        found[place] if place in found else decided(Decision.made(decider, each), rules=rules)
        for place, each in enumerate(applications)
    ]


def fits_tables(application: Stated) -> bool:
    """Whether tables can hold an application: no determinations, and no amount with more decimals than are ever meant."""
    parts: list[Stated | StatedMeasure] = [application, *application.measures]
    # there are nearly never any, which is quickly seen
    decimals = (part.facts.values() for part in parts if Decimal in map(type, part.facts.values()))
    exact = all(
        not isinstance(each, Decimal) or each == round(each, DECIMALS) for each in chain.from_iterable(decimals)
    )
    return exact and not any(part.determinations for part in parts)


def _verdicts(table: Any) -> Iterator[RowVerdict]:
    """The rows of a result."""
    names = [name for name in table.columns if name.startswith(RULE)]
    rules = [name.removeprefix(RULE) for name in names]
    outcomes = table.select(names).iter_rows() if names else repeat(())
    columns = (table[name].to_list() for name in ("status", *LISTS))
    for (status, sure, perhaps, failed, open_, missing), row in zip(zip(*columns, strict=True), outcomes, strict=False):
        kinds = dict(zip(rules, row, strict=True))
        yield RowVerdict(Status(status), sure, perhaps, failed, open_, missing, kinds)


def decided(decision: Decision, *, rules: bool = False) -> Decided:
    """What tables would say of a decision."""
    order = {rule.id: n for n, rule in enumerate(decision.rules.application_rules + decision.rules.measure_rules)}
    tags = sorted(decision.tags, key=lambda tag: (tag.rule.place_in_order, order[tag.rule.id]))
    missing = [each.fact for each in decision.missing]
    measures: list[RowVerdict] = []
    for each in decision.measures:
        facts = [path for point in each.open if point.cause is CauseKind.FACT for path in point.facts]
        measures.append(_verdict(each.status, each.tags, facts, each.scope, rules=rules))
    return Decided(_verdict(decision.status, tags, missing, decision.scope, rules=rules), tuple(measures))


def _verdict(status: Status, tags: Sequence[Tag], missing: Sequence[str], scope: Scope, *, rules: bool) -> RowVerdict:
    in_the_way = [each for each in scope.reasons if each.level is not Status.ELIGIBLE]
    return RowVerdict(
        status,
        [tag.rule.id for tag in tags if tag.sure],
        [tag.rule.id for tag in tags if not tag.sure],
        [each.rule.id for each in in_the_way if each.is_against],
        [each.rule.id for each in in_the_way if each.outcome.kind is OutcomeKind.OPEN],
        sorted(set(missing)),
        {each.rule.id: each.outcome.kind.value for each in scope.reasons} if rules else {},
    )

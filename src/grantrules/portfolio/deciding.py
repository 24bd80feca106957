"""One year's rules, ready to decide many applications: on tables where it can be, else one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, partial
from importlib.util import find_spec
from itertools import islice, repeat
from typing import Any

from grantrules.base.errors import ApplicationError, Problem, Problems
from grantrules.base.validation import Locate
from grantrules.decision.decision import Decision, Tag
from grantrules.decision.scope import Scope
from grantrules.decision.verdict import CauseKind, Status
from grantrules.evaluation.executors.registry import make_executor
from grantrules.evaluation.outcomes import Findings, OutcomeKind
from grantrules.intake.addressed import is_report
from grantrules.intake.documents import DocumentFile, Given, place_in, place_of, take_in, typed_document
from grantrules.intake.models import document_model
from grantrules.intake.stated import Facts, Measure, Stated
from grantrules.language.fieldtypes import Part
from grantrules.language.vocabulary import Document
from grantrules.portfolio.tables.evaluate import Tables, evaluate_frame, executor_of
from grantrules.portfolio.tables.nested import DECIMALS, tables_of_stated
from grantrules.rules.ruleset import RuleSet, Verb

CHUNK = 10_000
"""So many applications are decided at a time."""

FEW = 500
"""Fewer than so many are decided sooner one by one than on tables, which take a while to set up."""

Evaluate = Callable[[RuleSet, Stated], Findings]
"""What runs the rules on one application: any executor, or the reference evaluator."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of an application or a measure, as `evaluate_frame` has it in a row.

    `failed` and `open` are deciding rules that are against it or open, `missing` the facts that keep it
    undetermined, `outcomes` how each rule came out, where that was asked for.
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

    application: Verdict
    measures: tuple[Verdict, ...]


def take_in_all(years: Sequence[Year], document: Given) -> list[Stated | ApplicationError]:
    """What a document states under each of some years, or what is wrong with it there; read once if they read it alike."""
    if all(year.model is years[0].model for year in years):
        place, problems = place_of(document, Document.APPLICATION), Problems()
        typed = typed_document(document, years[0].model, place, problems)
        if typed is None:
            return [ApplicationError(problems.errors) for _ in years]
        document = _Typed(typed, place)
    return [_tried(year, document) for year in years]


class _Typed(DocumentFile):
    """A document that was validated, and knows where it stands."""

    def __init__(self, typed: Part, place: Locate) -> None:
        self.data, self.place = typed, place


def _tried(year: Year, document: Given) -> Stated | ApplicationError:
    try:
        return year.take_in(document)
    except ApplicationError as error:
        return error


def refuse_report(document: Given) -> None:
    """See that a document is no report, of which no more needs to be said.

    Raises:
        ApplicationError: it is one.
    """
    if is_report(document):
        raise ApplicationError([Problem(place_in(document, "kind"), "is a report, not an application")])


def _has_frames() -> bool:
    return all(find_spec(name) is not None for name in ("narwhals", "polars"))


class Year:
    """The rules of a year with what runs them.

    That is `evaluate` where it is given; else compiled Python and, for many applications and where its packages are
    installed, the executor for tables.
    """

    def __init__(self, rules: RuleSet, evaluate: Evaluate | None = None, model: type[Part] | None = None) -> None:
        self.rules = rules
        self.model = model or document_model(rules.vocabulary, Document.APPLICATION)
        self._run = make_executor("python", rules) if evaluate is None else partial(evaluate, rules)
        self._tables = evaluate is None and _has_frames()

    def take_in(self, application: Given) -> Stated:
        """What an application states under these rules.

        Raises:
            ApplicationError: fields are unknown or unreadable; all of them are listed.
        """
        return take_in(application, self.rules, self.model, Document.APPLICATION)

    def decide(self, application: Stated) -> Decision:
        """The whole decision on one application."""
        return Decision(self.rules, application, self._run(application))

    @cached_property
    def _executor(self) -> Any:
        return executor_of(self.rules)

    def decide_all(
        self, applications: Sequence[Stated], *, rules: bool = False, tables: Tables | None = None
    ) -> list[Decided]:
        """The verdicts on many, in their order; with `rules` also how each rule came out.

        Those that tables cannot hold are decided one at a time. `tables` are those of the others, where another
        year of the same vocabulary has made them.
        """
        places = [place for place, each in enumerate(applications) if fits_tables(each)]
        found: dict[int, Decided] = {}
        if self.on_tables(applications) and places:
            asked = [applications[place] for place in places]
            try:
                made = self._on_tables(asked, tables or self.tables(asked), rules=rules)
                found = dict(zip(places, made, strict=True))
            except ApplicationError:  # an amount is larger than tables hold
                found = {}
        return [
            found[place] if place in found else decided(self.decide(each), rules=rules)
            for place, each in enumerate(applications)
        ]

    def on_tables(self, applications: Sequence[Stated]) -> bool:
        """Whether so many applications are decided on tables."""
        return self._tables and len(applications) >= FEW

    def tables(self, applications: Sequence[Stated]) -> Tables:
        """The applications in tables, each called by its place: ids need not be different, and are not looked at.

        They are the same for every year of one vocabulary.
        """
        called = [replace(each, id=str(place)) for place, each in enumerate(applications)]
        return tables_of_stated(called, self.rules.vocabulary)

    def _on_tables(self, applications: Sequence[Stated], tables: Tables, *, rules: bool) -> Iterator[Decided]:
        result = evaluate_frame(self._executor, *tables, rules=rules)
        measures = _verdicts(result.measures)
        for each, verdict in zip(applications, _verdicts(result.applications), strict=True):
            yield Decided(verdict, tuple(islice(measures, len(each.measures))))


def fits_tables(application: Stated) -> bool:
    """Whether tables can hold an application: no determinations, and no amount with more decimals than are ever meant."""
    parts: list[Stated | Measure] = [application, *application.measures]
    return not any(part.determinations or _is_too_fine(part.facts) for part in parts)


def _is_too_fine(facts: Facts) -> bool:
    if Decimal not in map(type, facts.values()):  # which is nearly always so, and quickly seen
        return False
    return any(isinstance(value, Decimal) and value != round(value, DECIMALS) for value in facts.values())


LISTS = ("tags_sure", "tags_perhaps", "failed", "open", "missing")
"""The columns of a result that hold lists of ids."""

_RULE = "rule."


def _verdicts(table: Any) -> Iterator[Verdict]:
    """The rows of a result."""
    names = [name for name in table.columns if name.startswith(_RULE)]
    rules = [name.removeprefix(_RULE) for name in names]
    outcomes = table.select(names).iter_rows() if names else repeat(())
    columns = (table[name].to_list() for name in ("status", *LISTS))
    for (status, sure, perhaps, failed, open_, missing), row in zip(zip(*columns, strict=True), outcomes, strict=False):
        kinds = dict(zip(rules, row, strict=True))
        yield Verdict(Status(status), sure, perhaps, failed, open_, missing, kinds)


def decided(decision: Decision, *, rules: bool = False) -> Decided:
    """What tables would say of a decision."""
    order = {rule.id: n for n, rule in enumerate(decision.rules.application_rules + decision.rules.measure_rules)}
    tags = sorted(decision.tags, key=lambda tag: order[tag.rule.id])
    missing = [each.fact for each in decision.missing]
    return Decided(
        _verdict(decision.status, tags, missing, decision.scope, rules=rules),
        tuple(
            _verdict(
                each.status,
                each.tags,
                [path for point in each.open if point.cause is CauseKind.FACT for path in point.facts],
                each.scope,
                rules=rules,
            )
            for each in decision.measures
        ),
    )


def _verdict(status: Status, tags: Sequence[Tag], missing: Sequence[str], scope: Scope, *, rules: bool) -> Verdict:
    accepted = Status.ELIGIBLE  # what people have accepted stands in no verdict's way
    deciding = [each for each in scope.reasons if each.rule.verb.decides and each.level is not accepted]
    against = {verb: OutcomeKind.HELD if verb is Verb.EXCLUDE else OutcomeKind.FAILED for verb in Verb}
    return Verdict(
        status,
        [tag.rule.id for tag in tags if tag.sure],
        [tag.rule.id for tag in tags if not tag.sure],
        [each.rule.id for each in deciding if each.outcome.kind is against[each.rule.verb]],
        [each.rule.id for each in deciding if each.outcome.kind is OutcomeKind.OPEN],
        sorted(set(missing)),
        {each.rule.id: each.outcome.kind.value for each in scope.reasons} if rules else {},
    )

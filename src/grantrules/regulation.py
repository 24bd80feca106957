"""Rules that are loaded once and asked many times: one year's for applications, one award year's for reports."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Problem, UnknownName, UnknownRegulation, did_you_mean
from grantrules.base.texts import language as chosen_language
from grantrules.decision.decider import Decider
from grantrules.evaluation.executors import ExecutorName
from grantrules.intake.addressed import shipped_vocabulary
from grantrules.intake.documents import Given, place_in
from grantrules.language.vocabulary import Document
from grantrules.results.document import Decision, ReportAnswer
from grantrules.results.shown import Paged
from grantrules.rules.canonical import rules_hash
from grantrules.rules.reporting import ReportRules, award_years, report_rules
from grantrules.rules.ruleset import Rule, RuleSet

if TYPE_CHECKING:
    from polars import DataFrame

    from grantrules.assistance.asking import Question
    from grantrules.language.fieldtypes import DocumentPart
    from grantrules.portfolio.tables.evaluate import Tables
    from grantrules.results.looking import Explanation

Applications = TypeVar("Applications")
Measures = TypeVar("Measures")
"""The kinds of two tables; what comes out is of the kind that went in."""


class _Asked:
    """Rules that are asked again and again; their decider keeps what is compiled of them."""

    def __init__(self, rules: RuleSet) -> None:
        self.decider = Decider(rules)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, _Asked):
            return NotImplemented
        return self._said == other._said

    def __hash__(self) -> int:
        return hash(self.rules)

    @property
    def _said(self) -> object:
        """What makes two the same."""
        return self.rules

    @property
    def rules(self) -> RuleSet:
        """The rules themselves, as data."""
        return self.decider.rules

    @cached_property
    def model(self) -> type[DocumentPart]:
        """The typed document: the shipped one where the shipped vocabulary is used, in another process too."""
        from grantrules.intake import application, models  # noqa: PLC0415  with pydantic, only for those who ask

        if self.rules.vocabulary != shipped_vocabulary():
            return models.document_model(self.rules.vocabulary, self.rules.document)
        return application.Application if self.rules.document is Document.APPLICATION else application.Report

    @cached_property
    def hash(self) -> str:
        """The hash of what the rules mean and say, whatever their order and layout."""
        return rules_hash(self.rules)

    def rule(self, id_: str) -> Rule:
        """One rule by its id.

        Raises:
            UnknownName: there is no such rule; the message suggests one.
        """
        try:
            return self.rules.by_id[id_]
        except KeyError:
            message = f"there is no rule `{id_}` in {self.rules.year}{did_you_mean(id_, self.rules.by_id)}"
            raise UnknownName(Code.UNKNOWN_RULE, message) from None


class Reports(_Asked):
    """The rules for reports on the grants of one award year, ready to be asked."""

    def __init__(self, grants: ReportRules) -> None:
        super().__init__(grants.rules)
        self.grants = grants

    def __reduce__(self) -> tuple[type[Reports], tuple[ReportRules]]:
        return Reports, (self.grants,)  # what is compiled is compiled anew where it is unpickled

    @property
    def _said(self) -> ReportRules:
        return self.grants

    @property
    def award_year(self) -> int:
        """The year in which the grants were awarded."""
        return self.grants.award_year

    def evaluate(self, report: Given, executor: ExecutorName = "python") -> ReportAnswer:
        """The answer to a report.

        Raises:
            ApplicationError: the report has unknown or unreadable fields (all are listed), or is on a grant of another year.
            MissingExtra: durable-rules is asked for and is not installed.
            ExecutorsDisagree: both executors were asked for and differ; the message names the rules.
        """
        stated = self.decider.take_in(report)
        awarded = stated.facts.get("grant.award_year", self.award_year)
        if awarded != self.award_year:
            message = f"the grant was awarded in {awarded}; these rules are for grants awarded in {self.award_year}"
            raise ApplicationError([Problem(place_in(report, "grant", "award_year"), Code.OTHER_YEAR, message)])
        return ReportAnswer(self.grants, self.decider, stated, self.decider.findings(stated, executor))

    def __repr__(self) -> str:
        return f"<Reports on grants awarded in {self.award_year}: {len(self.rules.by_id)} rules>"


class Regulation(_Asked, Paged):
    """The rules of one year, ready to be asked. By itself in a notebook it shows what they are."""

    def __init__(self, rules: RuleSet) -> None:
        super().__init__(rules)
        self._reports: dict[int, Reports] = {}

    def __reduce__(self) -> tuple[type[Regulation], tuple[RuleSet]]:
        return Regulation, (self.rules,)  # what is compiled is compiled anew where it is unpickled

    @property
    def year(self) -> int:
        """The year whose applications the rules are for."""
        return self.rules.year

    @property
    def _shown(self) -> RuleSet:
        return self.rules

    @property
    def application_model(self) -> type[DocumentPart]:
        """The typed application."""
        return self.model

    def evaluate(self, application: Given, executor: ExecutorName = "python") -> Decision:
        """The decision on an application.

        `executor` says what runs the rules: compiled Python, durable-rules, or both, which must agree.

        Raises:
            ApplicationError: the application has unknown or unreadable fields; all are listed.
            MissingExtra: durable-rules is asked for and is not installed.
            ExecutorsDisagree: both were asked for and differ; the message names the rules.
        """
        return Decision.made(self.decider, self.decider.take_in(application), executor)

    def evaluate_frame(
        self, applications: Applications, measures: Measures, *, rules: bool = False
    ) -> Tables[Applications, Measures]:
        """The verdicts on many applications in two tables: a row for each application, and a row for each measure.

        The tables are Polars frames (eager or lazy), pandas frames, PyArrow tables, DuckDB relations or PySpark frames,
        with columns as `portfolio.tables.columns` describes them: `id` and the facts, `application` and `id` for a measure. What
        comes out is of the same kind, in the same order if rows have one: `status`; `tags_sure` and `tags_perhaps`;
        `failed` and `open`, the deciding rules that are against it and those that are open; `missing`, the facts that
        keep it, or of an application one of its measures, undetermined; with `rules` also `rule.<id>`, how each rule came
        out. Lazy frames, relations and Spark
        frames are checked at once, where they are, and worked out when they are collected, fetched or written.
        Determinations are not supported: what needs one stays open.

        Raises:
            ApplicationError: something is wrong with the tables; all of it is listed.
            TypeError: one of them is no such table, or only one is a Spark frame.
            MissingExtra: narwhals or, but for Spark, Polars is not installed.
        """
        from grantrules.portfolio.tables.evaluate import evaluate_frame  # noqa: PLC0415  optional packages

        return evaluate_frame(self.decider.frames, applications, measures, rules=rules)

    def tables_of(self, applications: Iterable[Given]) -> Tables[DataFrame, DataFrame]:
        """Nested applications as two Polars frames, such as `evaluate_frame` takes.

        Raises:
            ApplicationError: an application cannot be read, has no id, or has determinations; all problems are listed.
            MissingExtra: Polars is not installed.
        """
        from grantrules.portfolio.tables.nested import tables_of  # noqa: PLC0415  optional packages

        return tables_of(applications, self.decider)

    def applications_of(self, applications: object, measures: object) -> list[dict[str, object]]:
        """The rows of two tables as nested applications, such as `evaluate` takes.

        Raises:
            ApplicationError, TypeError, MissingExtra: as for `evaluate_frame`.
        """
        from grantrules.portfolio.tables.nested import applications_of  # noqa: PLC0415  optional packages

        return applications_of(applications, measures, self.rules.vocabulary)

    def ask(self, application: Given, language: str | None = None) -> tuple[Question, ...]:
        """The questions whose answers can still matter to a verdict, of the application or a measure, the most decisive first.

        `asking.ask` says what is asked and in which order. The texts are in the language, or the default one;
        `question.in_language` gives them in another.

        Raises:
            ApplicationError: the application has unknown or unreadable fields; all are listed.
            UnknownName: there is no such language.
        """
        from grantrules.assistance.asking import ask  # noqa: PLC0415  only for those who ask

        return ask(self.decider, self.decider.take_in(application), chosen_language(language))

    def explain(self, rule: str) -> Explanation:
        """One rule in plain words, to be shown as text or markdown.

        Raises:
            UnknownName: there is no such rule; the message suggests one.
        """
        from grantrules.results.looking import Explanation  # noqa: PLC0415  only for those who ask

        return Explanation(self.rules, self.rule(rule))

    def own_reports(self, award_year: int) -> Reports:
        """What these rules alone say of reports on the grants of a year.

        `grantrules.reports` asks every shipped year instead: the rules for a report often stand in a later year's folder.

        Raises:
            UnknownRegulation: no rule here speaks of them.
        """
        if award_year not in self._reports:
            self._reports[award_year] = reports_among([self.rules], award_year)
        return self._reports[award_year]

    def to_durable(self) -> dict[str, object]:
        """The rules as a durable-rules definition, ready for JSON, for a host in one's own process.

        `examples/durable_host.py` posts an application to such a host and reads the conclusions.
        """
        from grantrules.evaluation.executors.durable.executor import to_durable  # noqa: PLC0415  only for those who ask

        return to_durable(self.rules)

    def __repr__(self) -> str:
        return f"<Regulation {self.year}, revision {self.rules.revision}: {len(self.rules.rules)} rules>"


def reports_among(folders: list[RuleSet], award_year: int) -> Reports:
    """What some years' rules say of reports on the grants of a year.

    Raises:
        UnknownRegulation: none of them speaks of those; the message says of which they do.
    """
    found = report_rules(folders, award_year)
    if found is None:
        from grantrules.rules.load import said_of  # noqa: PLC0415  only for what is refused

        years = ", ".join(str(each) for each in award_years(folders)) or "none"
        message = f"no rule here speaks of reports on grants awarded in {award_year}; those that do are for: {years}."
        raise UnknownRegulation(Code.UNKNOWN_YEAR, message + said_of(award_year))
    return Reports(found)

"""The facade: a regulation that is loaded once and asked many times."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from grantrules.canonical import rules_hash
from grantrules.decision import Decision
from grantrules.errors import (
    ApplicationError,
    Location,
    Problem,
    Problems,
    UnknownName,
    UnknownRegulation,
    did_you_mean,
)
from grantrules.executors.registry import Executor, ExecutorName, make_executor
from grantrules.facts import Document
from grantrules.fieldtypes import Part
from grantrules.intake import DocumentFile, read_document, take_in, typed_document
from grantrules.load import load_folder, load_year, shipped_years
from grantrules.models import document_model
from grantrules.ruleset import Rule, RuleSet
from grantrules.shared import shared, shipped_folder
from grantrules.validation import in_data
from grantrules.values import show

Applying = Mapping[str, object] | BaseModel | DocumentFile
"""An application as a mapping, as the typed model, or as a file that was read."""


class Regulation:
    """The rules of one year, ready to be asked."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._executors: dict[str, Executor] = {}

    def __reduce__(self) -> tuple[type[Regulation], tuple[RuleSet]]:
        return Regulation, (self.rules,)  # what is compiled is compiled anew where it is unpickled

    @property
    def year(self) -> int:
        """The year whose applications the rules are for."""
        return self.rules.year

    @cached_property
    def hash(self) -> str:
        """The hash of what the rules mean and say, whatever their order and layout."""
        return rules_hash(self.rules)

    @cached_property
    def application_model(self) -> type[Part]:
        """The typed application; `grantrules.Application` where the shipped vocabulary is used."""
        from grantrules.application import Application  # noqa: PLC0415  a fifth of the time to import grantrules

        shipped = self.rules.vocabulary is shared(shipped_folder()).vocabulary
        return Application if shipped else document_model(self.rules.vocabulary, Document.APPLICATION)

    def evaluate(self, application: Applying, executor: ExecutorName = "python") -> Decision:
        """The decision on an application.

        `executor` says what runs the rules: compiled Python, durable-rules, or both, which must agree.

        Raises:
            ApplicationError: the application has unknown or unreadable fields; all are listed.
            MissingExtra: durable-rules is asked for and is not installed.
            ExecutorsDisagree: both were asked for and differ; the message names the rules.
        """
        stated = take_in(application, self.rules, self.application_model, Document.APPLICATION)
        return Decision(self.rules, stated, self.executor(executor)(stated))

    def executor(self, name: ExecutorName) -> Executor:
        """What runs the rules; compiled on first use and kept."""
        if name not in self._executors:
            self._executors[name] = make_executor(name, self.rules)
        return self._executors[name]

    def to_durable(self) -> dict[str, Any]:
        """The rules as a durable-rules definition, ready for JSON, for a host in one's own process.

        `examples/durable_host.py` posts an application to such a host and reads the conclusions.
        """
        from grantrules.executors.durable import to_durable  # noqa: PLC0415  only for those who ask

        return to_durable(self.rules)

    def rule(self, id_: str) -> Rule:
        """One rule by its id.

        Raises:
            UnknownName: there is no such rule; the message suggests one.
        """
        try:
            return self.rules.by_id[id_]
        except KeyError:
            message = f"there is no rule `{id_}` in {self.year}{did_you_mean(id_, self.rules.by_id)}"
            raise UnknownName(message) from None

    def __repr__(self) -> str:
        return f"<Regulation {self.year}, revision {self.rules.revision}: {len(self.rules.rules)} rules>"


def load(year: int | str | Path) -> Regulation:
    """The shipped regulation of a year, or the one in a folder.

    A shipped year is read once and kept; a folder is read anew each time.

    Raises:
        UnknownRegulation: there is no regulation for that year.
        RegulationError: the files have problems; all are listed.
    """
    if isinstance(year, int):
        return _shipped(year)
    if isinstance(year, str) and year.isdecimal() and not Path(year).exists():
        return _shipped(int(year))
    return Regulation(load_folder(Path(year)))


def years() -> tuple[int, ...]:
    """The years that have rules here."""
    return shipped_years()


@cache
def _shipped(year: int) -> Regulation:
    return Regulation(load_year(year))


def evaluate(application: Applying, executor: ExecutorName = "python") -> Decision:
    """The decision on an application under the rules of the year that it states.

    Raises:
        ApplicationError: it states no year, or has unknown or unreadable fields.
        UnknownRegulation: there is no regulation for its year.
        MissingExtra, ExecutorsDisagree: as for `Regulation.evaluate`.
    """
    return regulation_for(application).evaluate(application, executor)


def regulation_for(application: Applying) -> Regulation:
    """The regulation of the year that an application states.

    Raises:
        ApplicationError: it states no year, or none with rules, and has other problems too; all are listed.
        UnknownRegulation: there is no regulation for its year, and nothing else is wrong with it.
    """
    try:
        return load(year_of(application))
    except (ApplicationError, UnknownRegulation) as error:
        others = _problems_beside_the_year(application)
        if not others:
            raise
        where = _where_the_year_stands(application)
        own = error.problems if isinstance(error, ApplicationError) else (Problem(where, str(error)),)
        raise ApplicationError(sorted({*own, *others}, key=lambda each: (each.where, each.message))) from None


def _problems_beside_the_year(application: Applying) -> list[Problem]:
    """What else is wrong with the fields, which are the same in every shipped year."""
    problems = Problems()
    place = application.place if isinstance(application, DocumentFile) else in_data(Document.APPLICATION.value)
    typed_document(application, load(max(shipped_years())).application_model, place, problems)
    return [problem for problem in problems.errors if problem.where != _where_the_year_stands(application)]


def _where_the_year_stands(application: Applying) -> Location:
    return application.place(("year",), False) if isinstance(application, DocumentFile) else Location("year")


def read(path: str | Path) -> DocumentFile:
    """An application in a YAML or JSON file, to be evaluated; problems in it will name file, line and column.

    Raises:
        ApplicationError: the file cannot be read; all problems are listed.
    """
    return read_document(Path(path), str(path))


def year_of(application: Applying) -> int:
    """The year that an application states.

    Raises:
        ApplicationError: it states none.
    """
    match application:
        case Mapping():
            year = application.get("year")
        case DocumentFile():
            year = application.year
        case _:
            year = getattr(application, "year", None)
    where = _where_the_year_stands(application)
    if isinstance(year, int) and not isinstance(year, bool):
        return year
    years = ", ".join(str(each) for each in shipped_years())
    quoted = "; write it without quotes" if isinstance(year, str) and year.isdecimal() else ""
    message = f"expected the year whose rules apply ({years}), found {show(year)}{quoted}"
    raise ApplicationError([Problem(where, message)])

"""What people import: from a year or a folder to its rules, and from a document to its decision or answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Problem
from grantrules.base.extras import PROOFS, Need, require
from grantrules.evaluation.executors import ExecutorName
from grantrules.intake.addressed import for_stated_year, is_report, shipped_vocabulary
from grantrules.intake.documents import DocumentFile, Given, parse_document, place_in, read_document
from grantrules.language.vocabulary import Vocabulary
from grantrules.regulation import Regulation, Reports, reports_among
from grantrules.results.document import Decision, ReportAnswer
from grantrules.rules.ruleset import RuleSet
from grantrules.rules.shipped import compiled, shipped_years

if TYPE_CHECKING:
    from grantrules.compare.proofs import Witnesses
    from grantrules.decision.decider import Decider
    from grantrules.portfolio.files.reading import Submissions
    from grantrules.results.comparison import RuleHistory, YearDiff
    from grantrules.results.portfolio import Batch

Rules = int | str | Path | Regulation
"""Whose rules are compared: a shipped year, a folder, or what was loaded before."""


def load(year: int | str | Path) -> Regulation:
    """The shipped regulation of a year, or the one in a folder.

    A shipped year is read once and kept; a folder is read anew each time. Whoever loads a regulation asks it more than
    once, so what looks into decisions is imported here too.

    Raises:
        UnknownRegulation: there is no regulation for that year.
        RegulationError: the files have problems; all are listed.
    """
    from grantrules.assistance import asking  # noqa: F401, PLC0415  so that no later question waits for it
    from grantrules.results import looking  # noqa: F401, PLC0415

    if isinstance(year, int):
        return _shipped(year)
    if isinstance(year, str) and year.isdecimal() and not Path(year).exists():
        return _shipped(int(year))
    from grantrules.rules.load import load_folder  # noqa: PLC0415  only for those who read YAML

    return Regulation(load_folder(Path(year)))


@cache
def _shipped(year: int) -> Regulation:
    kept = compiled()
    if kept is not None and year in kept.years:
        return Regulation(kept.years[year])
    from grantrules.rules.load import load_year  # noqa: PLC0415  only for those who read YAML

    return Regulation(load_year(year))


def years() -> tuple[int, ...]:
    """The years that have rules here."""
    return shipped_years()


@cache
def reports(award_year: int) -> Reports:
    """What every shipped year says of reports on grants awarded in a year, whichever year's folder says it.

    Raises:
        UnknownRegulation: none of them speaks of those grants; the message says of which they do.
    """
    return reports_among([_shipped(year).rules for year in shipped_years()], award_year)


def read(path: str | Path) -> DocumentFile:
    """An application or a report in a YAML or JSON file, to be evaluated; problems name file, line and column.

    Raises:
        ApplicationError: the file cannot be read; all problems are listed.
    """
    return read_document(Path(path), str(path))


def parse(text: str | bytes, name: str = "text", *, json_only: bool = False) -> DocumentFile:
    """An application or a report in a text or in bytes, as JSON or YAML.

    Problems name line and column in `name` and, inside the document, a JSON pointer. With `json_only` YAML is refused, as a
    service should that says it takes JSON.

    Raises:
        ApplicationError: it cannot be read; all problems are listed.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return parse_document(data, name, json_only=json_only)


def evaluate(application: Given, executor: ExecutorName = "python") -> Decision:
    """The decision on an application under the rules of its year.

    Raises:
        ApplicationError: it states no year, is a report, or has unknown or unreadable fields.
        UnknownRegulation: there is no regulation for its year.
        MissingExtra, ExecutorsDisagree: as for `Regulation.evaluate`.
    """
    if is_report(application):
        raise ApplicationError(
            [Problem(place_in(application, "kind"), Code.WRONG_KIND, "is a report; `evaluate_report` answers it")]
        )
    return for_stated_year(application, ("year",), _shipped).evaluate(application, executor)


def evaluate_report(report: Given, executor: ExecutorName = "python") -> ReportAnswer:
    """The answer to a report, under the rules on grants of the year that its own was awarded in.

    Raises:
        ApplicationError: it does not state that year, or has unknown or unreadable fields.
        UnknownRegulation: no rule speaks of grants awarded in that year.
        MissingExtra, ExecutorsDisagree: as for `Reports.evaluate`.
    """
    return for_stated_year(report, _AWARD_YEAR, reports).evaluate(report, executor)


_AWARD_YEAR = ("grant", "award_year")


def rules_for(document: Given, chosen: Regulation | None = None) -> Regulation | Reports:
    """The regulation of the year that an application states, or the rules on reports for the year of a grant.

    Those of the regulation that was chosen instead, where one was.

    Raises:
        ApplicationError: the year is not stated or has no rules, and other things are wrong too; all are listed.
        UnknownRegulation: there are no rules for its year, and nothing else is wrong with it.
    """
    if is_report(document):
        return for_stated_year(document, _AWARD_YEAR, chosen.own_reports if chosen else reports)
    return chosen or for_stated_year(document, ("year",), _shipped)


# -- many at once

Portfolio = str | Path | Iterable[str | Path] | Iterable[Given]
"""Applications: a folder or a file (YAML, JSON, JSON lines, tables as CSV, Parquet or Excel), several, or applications."""


def batch(
    portfolio: Portfolio,
    *,
    year: Rules | None = None,
    measures: str | Path | None = None,
    rules: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Evaluate many applications at once; what is wrong with one of them stops nothing.

    `portfolio` is a folder, a file, a list of such, or applications: YAML, JSON, JSON lines, and tables as CSV, Parquet
    or Excel. `measures` is the table that belongs to a table of applications that is named alone. Each is evaluated under
    the rules of its own year, or all under those of `year`. With `rules` a column for each rule says how it came out.
    `progress` is told after each application how many have been read, and about how many there are.

    Raises:
        ApplicationError: there is no such file or folder, or a table cannot be read as a whole; all is listed.
        UnknownRegulation, RegulationError: as for `load`, of the year that was chosen.
        MissingExtra: packages that the portfolio needs are not installed; all are named, before anything is read.
    """
    from grantrules.portfolio.batch import evaluate_all  # noqa: PLC0415  only for those with a portfolio
    from grantrules.results.portfolio import shown  # noqa: PLC0415

    require("a portfolio needs", *_needed(portfolio))
    chosen = None if year is None else _regulation_of(year)
    vocabulary = shipped_vocabulary() if chosen is None else chosen.rules.vocabulary
    pile = _pile(portfolio, [vocabulary], measures)

    def decider_of(document: Given) -> Decider:
        return rules_for(document, chosen).decider

    return shown(evaluate_all(pile, decider_of, rules=rules, progress=progress))


# -- comparing years


def diff(
    before: Rules,
    after: Rules,
    *,
    witness: bool = False,
    measures: int = 2,
    seconds: float = 20.0,
    undetermined: bool = False,
    portfolio: Portfolio | None = None,
    portfolio_measures: str | Path | None = None,
    keep_dates: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> YearDiff:
    """What changed between two years, or two drafts of one: in words, in effect and, where asked for, for whom.

    With `witness` the smallest applications are sought that the two treat differently, with up to so many
    `measures` and for so many `seconds`; with `undetermined` also those on which only one comes to a
    verdict. `portfolio` is evaluated under both: whatever `batch` takes, with `portfolio_measures` as its `measures`. In the
    year that an application is not for, its date of submission lies as far from the deadline as it does in its own, where both
    deadlines are known and dates are not to be kept (`keep_dates`);
    `progress` is told after each application how many have been read, and about how many there are.

    Raises:
        UnknownRegulation: there is no regulation for a year.
        RegulationError: a folder has problems; all are listed.
        ApplicationError: there is no such file or folder of applications, or a table cannot be read as a whole.
        MissingExtra: packages that witnesses or the portfolio need are not installed; all are named.
        ValueError: the number of measures is negative.
    """
    from grantrules.compare.comparison import compare  # noqa: PLC0415  only for those who compare
    from grantrules.compare.impact import impact  # noqa: PLC0415
    from grantrules.results.comparison import YearDiff  # noqa: PLC0415

    needed = () if portfolio is None else _needed(portfolio)
    require("this comparison needs", *(PROOFS if witness else ()), *needed)
    one, other = _regulation_of(before), _regulation_of(after)
    found = affected = None
    if portfolio is not None:  # what is wrong with it is told before a witness is sought
        pile = _pile(portfolio, [one.rules.vocabulary, other.rules.vocabulary], portfolio_measures)
    if witness:
        found = _witnesses(one.rules, other.rules, measures, seconds, undetermined)
    if portfolio is not None:
        tell = None if progress is None else lambda read: progress(read, pile.size)
        affected = impact(one.decider, other.decider, pile, keep_dates=keep_dates, progress=tell)
        affected = replace(affected, passed_over=pile.passed_over)
    return YearDiff(compare(one.rules, other.rules), found, affected)


def history(rule: str, years: Sequence[Rules] | None = None) -> RuleHistory:
    """A rule through the years, the shipped ones unless others are named, under every id that it has had.

    Raises:
        UnknownName: no year has a rule of that id; the message suggests one.
        UnknownRegulation, RegulationError: as for `load`.
    """
    from grantrules.compare.comparison import history as through_the_years  # noqa: PLC0415  only for those who ask
    from grantrules.results.comparison import RuleHistory  # noqa: PLC0415

    listed = shipped_years() if years is None else years
    found = through_the_years(rule, [_regulation_of(each).rules for each in listed])
    return RuleHistory(found.rule, found.years)


def _regulation_of(rules: Rules) -> Regulation:
    return rules if isinstance(rules, Regulation) else load(rules)


def _needed(portfolio: Portfolio) -> tuple[Need, ...]:
    """The optional packages that a portfolio needs."""
    from grantrules.portfolio.files.reading import to_read  # noqa: PLC0415  only for those with a portfolio

    return to_read(_paths(portfolio) or ())


def _paths(portfolio: Portfolio) -> list[str | Path] | None:
    """The folders and files of a portfolio, unless it is applications."""
    if isinstance(portfolio, str | Path):
        return [portfolio]
    several = list(portfolio) if isinstance(portfolio, list | tuple) else []
    return several if several and all(isinstance(each, str | Path) for each in several) else None


def _pile(portfolio: Portfolio, vocabularies: Sequence[Vocabulary], measures: str | Path | None) -> Submissions:
    """The applications, named by their places in files or by their number."""
    from grantrules.portfolio.files.reading import Submissions, read_portfolio  # noqa: PLC0415  only for those with a portfolio

    paths = _paths(portfolio)
    if paths is not None:
        return read_portfolio(paths, vocabularies, measures)
    if measures is not None:
        raise TypeError("a table of measures goes with the name of a table of applications")
    return Submissions.of_documents(cast("Iterable[Given]", portfolio))


def _witnesses(before: RuleSet, after: RuleSet, measures: int, seconds: float, undetermined: bool) -> Witnesses:
    from grantrules.compare.proofs import Witnesses, left_out, most_counted  # noqa: PLC0415  for those who seek them
    from grantrules.compare.proofs.search import witnesses  # noqa: PLC0415  with Z3, which is optional

    found = witnesses(before, after, measures=measures, seconds=seconds, undetermined=undetermined)
    return Witnesses(found, measures, seconds, undetermined, most_counted(before, after), left_out(before, after))

"""A portfolio's summary as a page of tables, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from grantrules.base.texts import Language
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import KIND, TYPE, Group, Kroner, PortfolioSummary, Total, YearSummary
from grantrules.render.pages.shared import RuleItems
from grantrules.render.paper.blocks import Cell, Grid, Item, Page, Row, Section, items_of, paragraph, section
from grantrules.render.paper.lines import Mark, line
from grantrules.render.paper.say import norm_text
from grantrules.words.words import name_of, word

MARK = Mark("Σ")
MOST = 20
"""So many missing facts are shown; the JSON has all."""

_TENTH = Decimal("0.1")

STATUSES = tuple(reversed(Status))
"""The best verdict first."""


def summary_page(summary: PortfolioSummary, language: Language) -> Page:
    """The page."""
    lead = [read_text(summary, language)]
    if summary.stray:
        lead.append(word("stray", language).format(number=grouped(summary.stray, language)))
    lead.append(word("not_an_award" if summary.years else "nothing_evaluated", language))
    sections = tuple(_sections(summary, language))
    verdict = line(word("portfolio_summary", language))
    return Page(word("portfolio", language), MARK, verdict, tuple(map(paragraph, lead)), sections, language)


def _sections(summary: PortfolioSummary, language: Language) -> Iterator[Section]:
    return (section for year in summary.years for section in YearTables(year, language).sections())


def read_text(summary: PortfolioSummary, language: Language) -> str:
    """How many were read, evaluated and rejected."""
    numbers = {"read": summary.read, "evaluated": summary.evaluated, "rejected": summary.rejected}
    shown = {name: grouped(number, language) for name, number in numbers.items()}
    return word("read_evaluated_rejected", language).format(**shown)


def summary_grids(summary: PortfolioSummary, language: Language) -> list[Grid]:
    """The tables of the page."""
    return [each for section in _sections(summary, language) for each in section.blocks if isinstance(each, Grid)]


def grouped(number: Kroner, language: Language) -> str:
    """A number with its thousands apart."""
    shown = f"{number:,}"
    if language == "en":
        return shown
    return shown.replace(".", ";").replace(",", "\u00a0").replace(";", ",")


class YearTables(RuleItems):
    """Says what one year's applications come to, in one language."""

    def __init__(self, of: YearSummary, language: Language) -> None:
        super().__init__(of.rules, language)
        self.of = of

    def sections(self) -> Iterator[Section]:
        """All of it."""
        of = self.of
        yield self._table("by_type", *self._counts(TYPE, "type_of_applicant", of.types, of.applications))
        yield self._table("by_kind", *self._counts(KIND, "kind_of_measure", of.kinds, of.measures))
        yield self._table("amounts", *self._amounts(), self.budgets())
        heads = ("fact", "ask", "in_applications", "in_measures", "path")
        further = len(of.missing) - MOST
        said = [] if of.missing else [self.word("nothing_missing")]
        if further > 0:
            said = [self.word("further_fact" if further == 1 else "further_facts").format(number=further)]
        yield self._table("missing_often", heads, self._missing(), said)

    def _table(self, key: str, heads: Sequence[str], rows: Iterable[Row], said: Sequence[str] = ()) -> Section:
        """A table, where it has rows, and what is said below it."""
        heading, cells = f"{self.rules.year}: {self.word(key)}", tuple(rows)
        tables = [Grid(heading, tuple(map(self.word, heads)), cells)] if cells else []
        return section(heading, *tables, items_of(Item(line(each)) for each in said))

    def label(self, path: str, value: str | None) -> str:
        """What a value is called; where none is stated, that."""
        known = self.rules.vocabulary
        return self.word("not_stated") if value is None else self.speaker.value(value, known.get(path))

    def budgets(self) -> list[str]:
        """Each figure of the year's budget with its kind and where it stands; or that there is none."""
        made = []
        for rule in self.of.budgets:
            assert rule.states is not None
            kind = f" ({name_of('figure', rule.states.figure, self.language)})" if rule.states.figure else ""
            money, cited = self.speaker.money(rule.states.amount or 0), norm_text(rule, self.rules, self.speaker)
            made.append(f"{self.word('budget')} {money}{kind}: {rule.text[self.language]} {cited}")
        return made or [self.word("no_budget")]

    def _number(self, number: int) -> Cell:
        return Cell(grouped(number, self.language), value=number)

    def _counts(
        self, path: str, title: str, groups: Sequence[Group], whole: Mapping[Status, Total]
    ) -> tuple[Sequence[str], Iterator[Row]]:
        """How many of each group, and of all, have each status."""
        labelled = [*((self.label(path, group.value), group.totals) for group in groups), (self.word("sum"), whole)]
        counted = ((label, [totals[status].number for status in STATUSES]) for label, totals in labelled)
        rows: Iterator[Row] = ((label, *map(self._number, [*numbers, sum(numbers)])) for label, numbers in counted)
        return (title, *(status.value for status in STATUSES), "sum"), rows

    def _amounts(self) -> tuple[Sequence[str], list[Row]]:
        budget = self.of.budget
        heads = ["status_of_measure", "number_of_measures", "kroner", "amount_not_stated"]
        totals = [(status.value, self.of.measures[status]) for status in STATUSES]
        rows: list[Row] = []
        for key, total in [*totals, ("sum", self.of.applied_for)]:
            money = Cell(self.speaker.money(total.kroner), value=total.kroner)
            share = [self._share(total.kroner, budget)] if budget else []
            row = (self._number(total.number), money, self._number(total.without_amount), *share)
            rows.append((self.word(key), *row))
        return [*heads, *(["share_of_budget"] if budget else [])], rows

    def _share(self, kroner: Kroner, budget: Kroner) -> Cell:
        exact = Decimal(kroner) * 100 / Decimal(budget)
        percent, least = exact.quantize(_TENTH), "< " if 0 < exact < _TENTH else ""
        sign = "%" if self.language == "en" else "\u00a0%"
        return Cell(f"{least}{grouped(_TENTH if least else percent, self.language)}{sign}", value=percent)

    def _missing(self) -> Iterator[Row]:
        for each in self.of.missing[:MOST]:
            label, ask = self.speaker.label(each.fact), self.word(f"ask_{each.ask.value}")
            yield label, ask, self._number(each.applications), self._number(each.measures), each.fact

"""A portfolio's summary as a page of tables, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from grantrules.base.texts import Language
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import KIND, TYPE, Group, Kroner, PortfolioSummary, Total, YearSummary
from grantrules.render.paper.blocks import (
    Block,
    Cell,
    Grid,
    Item,
    Number,
    Page,
    Paragraph,
    Section,
    items_of,
)
from grantrules.render.paper.lines import Mark, line
from grantrules.render.paper.say import norm_text
from grantrules.words.sentences import Speaker
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
    sections = tuple(section for year in summary.years for section in YearTeller(year, language).sections())
    shown = tuple(Paragraph(line(each)) for each in lead)
    return Page(word("portfolio", language), MARK, line(word("portfolio_summary", language)), shown, sections, language)


def read_text(summary: PortfolioSummary, language: Language) -> str:
    """How many were read, evaluated and rejected."""
    numbers = (summary.read, summary.evaluated, summary.rejected)
    read, evaluated, rejected = (grouped(number, language) for number in numbers)
    said = word("read_evaluated_rejected", language)
    return said.format(read=read, evaluated=evaluated, rejected=rejected)


def summary_grids(summary: PortfolioSummary, language: Language) -> list[Grid]:
    """The tables of the page."""
    sections = (section for year in summary.years for section in YearTeller(year, language).sections())
    return [block for section in sections for block in section.blocks if isinstance(block, Grid)]


def grouped(number: Kroner, language: Language) -> str:
    """A number with its thousands apart."""
    shown = f"{number:,}"
    if language == "en":
        return shown
    return shown.replace(".", ";").replace(",", "\u00a0").replace(";", ",")


class YearTeller:
    """Says what one year's applications come to, in one language."""

    def __init__(self, of: YearSummary, language: Language) -> None:
        self.of, self.language = of, language
        self.speaker = Speaker(of.rules.vocabulary, of.rules.year, language)

    def word(self, key: str) -> str:
        """A fixed word."""
        return word(key, self.language)

    def sections(self) -> Iterator[Section]:
        """All of it."""
        year = self.of.rules.year
        types = self._counts(TYPE, "type_of_applicant", self.of.types, self.of.applications)
        yield self._section(f"{year}: {self.word('by_type')}", types)
        kinds = self._counts(KIND, "kind_of_measure", self.of.kinds, self.of.measures)
        yield self._section(f"{year}: {self.word('by_kind')}", kinds)
        yield self._section(f"{year}: {self.word('amounts')}", self._amounts(), self.budgets())
        yield self._missing(f"{year}: {self.word('missing_often')}")

    def label(self, path: str, value: str | None) -> str:
        """What a value is called; where none is stated, that."""
        return (
            self.word("not_stated") if value is None else self.speaker.value(value, self.speaker.vocabulary.get(path))
        )

    def budgets(self) -> list[str]:
        """Each figure of the year's budget with its kind and where it stands; or that there is none."""
        made = []
        for rule in self.of.budgets:
            assert rule.states is not None
            figure = name_of("figure", rule.states.figure, self.language) if rule.states.figure else None
            money = self.speaker.money(rule.states.amount or 0)
            cited = norm_text(rule, self.of.rules, self.speaker)
            kind = f" ({figure})" if figure else ""
            made.append(f"{self.word('budget')} {money}{kind}: {rule.text[self.language]} {cited}")
        return made or [self.word("no_budget")]

    def _section(
        self, heading: str, rows: tuple[tuple[str, ...], list[tuple[Cell, ...]]], said: Sequence[str] = ()
    ) -> Section:
        heads, cells = rows
        return _section(heading, Grid(heading, heads, tuple(cells)), said)

    def _number(self, number: int) -> Number:
        return Number(number, grouped(number, self.language))

    def _money(self, kroner: Kroner) -> Number:
        return Number(kroner, self.speaker.money(kroner))

    def _counts(
        self, path: str, title: str, groups: Sequence[Group], whole: Mapping[Status, Total]
    ) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
        heads = (self.word(title), *(self.word(status.value) for status in STATUSES), self.word("sum"))
        rows = [self._count(self.label(path, group.value), group.totals) for group in groups]
        return heads, [*rows, self._count(self.word("sum"), whole)]

    def _count(self, label: str, totals: Mapping[Status, Total]) -> tuple[Cell, ...]:
        numbers = [totals[status].number for status in STATUSES]
        return label, *map(self._number, [*numbers, sum(numbers)])

    def _amounts(self) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
        budget = self.of.budget
        heads = tuple(map(self.word, ("status_of_measure", "number_of_measures", "kroner", "amount_not_stated")))
        totals = [(self.word(status.value), self.of.measures[status]) for status in STATUSES]
        rows: list[tuple[Cell, ...]] = []
        for label, total in [*totals, (self.word("sum"), self.of.applied_for)]:
            row = (label, self._number(total.number), self._money(total.kroner), self._number(total.without_amount))
            rows.append((*row, self._share(total.kroner, budget)) if budget else row)
        return (*heads, self.word("share_of_budget")) if budget else heads, rows

    def _share(self, kroner: Kroner, budget: Kroner) -> Number:
        exact = Decimal(kroner) * 100 / Decimal(budget)
        percent, least = exact.quantize(_TENTH), "< " if 0 < exact < _TENTH else ""
        sign = "%" if self.language == "en" else "\u00a0%"
        return Number(percent, f"{least}{grouped(_TENTH if least else percent, self.language)}{sign}")

    def _missing(self, heading: str) -> Section:
        if not self.of.missing:
            return _section(heading, None, [self.word("nothing_missing")])
        heads = tuple(map(self.word, ("fact", "ask", "in_applications", "in_measures", "path")))
        rows: list[tuple[Cell, ...]] = [
            (
                self.speaker.label(each.fact),
                self.word(f"ask_{each.ask.value}"),
                self._number(each.applications),
                self._number(each.measures),
                each.fact,
            )
            for each in self.of.missing[:MOST]
        ]
        further = len(self.of.missing) - MOST
        said = self.word("further_fact" if further == 1 else "further_facts").format(number=further)
        return _section(heading, Grid(heading, heads, tuple(rows)), [said] if further > 0 else [])


def _section(heading: str, grid: Grid | None, said: Sequence[str]) -> Section:
    """A table, and what is said below it."""
    blocks: list[Block] = [] if grid is None else [grid]
    return Section(line(heading), (*blocks, items_of(Item(line(each)) for each in said)))

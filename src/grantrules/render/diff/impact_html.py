"""What a change means for a portfolio as HTML: tables of verdicts, the rules behind them, those affected."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from grantrules.compare.impact import Affected, RuleCount, TagCount
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import Table, Total
from grantrules.render.diff.impact_say import MOST, ImpactTeller
from grantrules.render.paper.html import Child, Places, element, listed, table


def impact_sections(told: ImpactTeller, places: Places) -> list[Element]:
    """All of it."""
    return _Writer(told, places).sections()


class _Writer:
    def __init__(self, told: ImpactTeller, places: Places) -> None:
        self.told, self.places, self.word = told, places, told.word

    def sections(self) -> list[Element]:
        of, word = self.told.of, self.word
        numbers = [
            element("p", self.told.lead),
            element("p", word("silence_in_cases"), class_="quiet"),
            *(element("p", line) for line in self.told.silent),
            self.matrix(of.applications, "table_applications"),
            self.matrix(of.measures, "table_measures"),
        ]
        rules = self.table("rules_behind", [word("change"), word("rule")], self.counted, map(self.rule, of.rules))
        gains = [word(how) for how in ("gained", "lost", "kept")]
        tags = self.table("tags_changed", [word("rule")], gains, map(self.tag, of.tags))
        affected: list[Child] = [*map(self.affected, of.affected[:MOST])]
        alone = [": ".join(self.told.one_year_tag(tag)) for tag in of.one_year_tags]
        rejected: list[list[Child]] = [[each.name, listed(self.told.refusals(each))] for each in of.rejected[:MOST]]
        parts: list[tuple[str, object, list[Child]]] = [
            ("impact", True, [*numbers]),
            ("rules_behind", of.rules, [rules]),
            ("tags_changed", of.tags, [tags]),
            ("one_year_tags", of.one_year_tags, [listed(alone)]),
            ("affected", of.affected, [*affected, self.further(len(of.affected))]),
            ("rejected", of.rejected, [listed(rejected, class_="items"), self.further(len(of.rejected))]),
        ]
        return [self.section(key, children) for key, there, children in parts if there]

    def section(self, key: str, children: Iterable[Child]) -> Element:
        place = self.places.name(key)
        return element("section", element("h2", self.word(key), id=place), *children, aria_labelledby=place)

    def further(self, number: int) -> Element | None:
        """That not all are shown, where that is so."""
        return element("p", self.told.further(number - MOST)) if number > MOST else None

    @property
    def counted(self) -> list[str]:
        """What is counted, as headings."""
        return [self.word("applications_head"), self.word("measures_head")]

    def matrix(self, of: Table, key: str) -> Element:
        """From which verdict to which: the earlier year by rows, the later by columns."""
        before, after = self.told.teller.sides
        heads = [
            element("th", f"{after.name}: {self.word(status.value)}", scope="col", class_="number") for status in Status
        ]
        corner = element("th", f"{before.name} ↓  {after.name} →", scope="col")
        rows = (
            element(
                "tr",
                element("th", f"{before.name}: {self.word(row.value)}", scope="row"),
                *(self.cell(of[row, column], stays=row is column) for column in Status),
            )
            for row in Status
        )
        return table(self.word(key), [corner, *heads], rows)

    def cell(self, total: Total, *, stays: bool = False) -> Element:
        """A number with its amounts; nothing where there are none."""
        kind = "number stays" if stays else "number"
        if total == Total():
            return element("td", "–", class_=kind)
        return element("td", str(total.number), element("span", self.told.amount(total), class_="quiet"), class_=kind)

    def table(self, key: str, heads: list[str], counted: list[str], rows: Iterable[Element]) -> Element:
        named = [element("th", each, scope="col") for each in heads]
        numbers = [element("th", each, scope="col", class_="number") for each in counted]
        return table(self.word(key), [*named, *numbers], rows, captioned=False)

    def rule(self, count: RuleCount) -> Element:
        change = self.told.change(count.before, count.after)
        cells = [element("td", change), element("th", self.told.behind(count.behind), scope="row")]
        return element("tr", *cells, self.cell(count.applications), self.cell(count.measures))

    def tag(self, tag: TagCount) -> Element:
        cells = []
        for _, applications, measures in self.told.gains(tag):
            said = element("span", self.told.number(measures, "measures"), class_="quiet") if measures else None
            cells.append(element("td", str(applications), said, class_="number"))
        return element("tr", element("th", self.told.tag_title(tag), scope="row"), *cells)

    def affected(self, affected: Affected) -> Element:
        place = self.places.name("application")
        measures: list[list[Child]] = [
            [
                self.told.affected_measure(each),
                listed(self.told.behind(rule) for rule in each.rules if rule not in affected.rules)
                if set(each.rules) - set(affected.rules)
                else None,
            ]
            for each in affected.measures
        ]
        title: list[Child] = [
            self.told.affected_title(affected),
            element("span", f" {self.change(affected)}", class_="what"),
        ]
        return element(
            "article",
            element("h3", *title, id=place),
            listed(map(self.told.behind, affected.rules)) if affected.rules else None,
            listed(measures) if measures else None,
            aria_labelledby=place,
        )

    def change(self, affected: Affected) -> str:
        return self.told.affected_change(affected)

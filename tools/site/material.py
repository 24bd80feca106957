"""What the pages are made from, read once: years, ledgers, and the entries of `docs/interpretation.md`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grantrules.api import load
from grantrules.base.errors import Problems, RegulationError
from grantrules.rules.common import shared
from grantrules.rules.compiled import shipped_folder
from grantrules.rules.ledger import EntryShape, Ledger, read_ledger
from grantrules.rules.load import shipped_years
from grantrules.rules.ruleset import RuleSet
from tools.site.markdown_text import Entry, entries_of

DOCS = Path(__file__).parents[2] / "docs"

Place = tuple[str, str]
"""A document and the place in it that is cited."""


@dataclass(frozen=True)
class Material:
    """The rules of each year, the ledgers of each document, and the pages in Markdown."""

    docs: Path = DOCS

    @cached_property
    def years(self) -> Mapping[int, RuleSet]:
        """The rules of each year."""
        return {year: load(year).rules for year in shipped_years()}

    @cached_property
    def rule_ids(self) -> Sequence[str]:
        """The id of every rule, in the order of the latest year that has it."""
        newest_first = [rule for year in sorted(self.years, reverse=True) for rule in self.years[year].by_id]
        return tuple(dict.fromkeys(newest_first))

    @cached_property
    def ledgers(self) -> Sequence[Ledger]:
        """The ledger of each document, in the order of `sources.yaml`.

        Raises:
            RegulationError: a ledger has problems.
        """
        problems, folder = Problems(), shipped_folder()
        read = [read_ledger(folder, each, problems) for each in shared(folder).documents.values()]
        if problems.errors:
            raise RegulationError(problems.errors)
        return [ledger for ledger in read if ledger is not None]

    @cached_property
    def anchors(self) -> Mapping[Place, str]:
        """The name of each place of a document on the page of its ledger."""
        places = [(each.document.id, entry.place) for each in self.ledgers for entry in each.shape.entries]
        return {place: f"place-{number}" for number, place in enumerate(dict.fromkeys(places), 1)}

    def topic_of(self, year: int, fact: str) -> str:
        """The topic under which a value of offices stands: that of the first rule that reads it."""
        readers = (rule.topic for rule in self.years[year].rules if fact in rule.read_of_reports)
        return next(readers, "application")

    def place(self, document: str, at: str) -> str | None:
        """Where the ledger has a place, from the top of the site."""
        anchor = self.anchors.get((document, at))
        return f"/sources/{document}.html#{anchor}" if anchor else None

    @cached_property
    def _carried(self) -> Mapping[tuple[int, str], list[tuple[str, EntryShape]]]:
        found: dict[tuple[int, str], list[tuple[str, EntryShape]]] = {}
        for ledger in self.ledgers:
            for entry in ledger.shape.entries:
                for year, rules in entry.rules.items():
                    for rule in rules:
                        found.setdefault((int(year), rule), []).append((ledger.document.id, entry))
        return found

    def statements(self, year: int, rule: str) -> Sequence[tuple[str, EntryShape]]:
        """The statements that a rule of a year carries, each with its document."""
        return self._carried.get((year, rule), [])

    @cached_property
    def interpretation(self) -> Sequence[Entry]:
        """The places where the documents leave room."""
        return entries_of((self.docs / "interpretation.md").read_text("utf-8"))

    def discussed(self, year: int, rule: str) -> list[Entry]:
        """Where a rule of a year is discussed."""
        return [each for each in self.interpretation if each.part == str(year) and rule in each.names]

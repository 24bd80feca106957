"""What comes of several years' rules: what changed between two, and one rule through all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grantrules.base.texts import language as chosen
from grantrules.compare import comparison, impact
from grantrules.results.shown import BriefPaged, Shown, made

if TYPE_CHECKING:
    from grantrules.render.data.diff import DiffData, HistoryData


class YearDiff(impact.YearDiff, BriefPaged, Shown["DiffData"]):
    """What changed between two years: the rules and, where asked for, witnesses and what it means for a portfolio.

    Its page begins with half a page; `full` gives what each year says of each rule, with `conditions` also what that asks for.
    """

    def to_text(self, language: str | None = None, full: bool = False, conditions: bool = False) -> str:
        """The comparison as a page of plain text, brief or full."""
        return made("to_text", self, language, full or conditions, conditions=conditions)

    def to_markdown(self, language: str | None = None, full: bool = False, conditions: bool = False) -> str:
        """The comparison as a page of markdown, brief or full; every value is escaped."""
        return made("to_markdown", self, language, full or conditions, conditions=conditions)

    def to_docx(self, language: str | None = None) -> bytes:
        """The comparison as a Word document (.docx): half a page in brief, then a table of what changed.

        Raises:
            UnknownName: there is no such language.
            MissingExtra: the package python-docx is not installed.
        """
        from grantrules.render import forms  # noqa: PLC0415  only for those who ask

        return forms.to_docx(self, language)

    def write_witnesses(self, folder: str | Path, language: str | None = None) -> list[Path]:
        """Write each witness as an application to the later year into a folder, and give the paths.

        Raises:
            ValueError: no witnesses were sought.
            GrantRulesError: something cannot be written.
        """
        if self.witnesses is None:
            raise ValueError("no witnesses were sought; ask for them with `witness=True`")
        from grantrules.render.pages import witnesses  # noqa: PLC0415  only for those who ask

        return witnesses.write_witnesses(self, Path(folder), chosen(language))


class RuleHistory(comparison.RuleHistory, Shown["HistoryData"]):
    """A rule through the years, oldest first."""

"""What comes of many applications: what was decided of each, and what all come to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grantrules.base.texts import language as chosen
from grantrules.portfolio import batch, summary
from grantrules.portfolio.saving import save
from grantrules.results.shown import Shown, as_shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from grantrules.render.data.portfolio import SummaryData
    from grantrules.render.paper.blocks import Grid


@dataclass(frozen=True)
class PortfolioSummary(summary.PortfolioSummary, Shown["SummaryData"]):
    """What a portfolio comes to. By itself in a notebook it shows its tables.

    `read` is how many applications were met, `evaluated` how many were decided and `rejected` how many could not be;
    `stray` is how many measures in tables belong to no application, and are counted nowhere.
    """

    def grids(self, language: str | None = None) -> list[Grid]:
        """The tables of the page, for every year."""
        from grantrules.render.pages.portfolio import summary_grids  # noqa: PLC0415  only for those who ask

        return summary_grids(self, chosen(language))

    def plot(self, language: str | None = None) -> Figure:
        """The picture: for each year verdicts by type of applicant, amounts beside the budget, and what is missing.

        A matplotlib figure, which a notebook shows by itself and `savefig` writes; no screen is needed.

        Raises:
            MissingExtra: matplotlib is not installed.
            UnknownName: there is no such language.
        """
        from grantrules.render.picture import picture  # noqa: PLC0415  only for those who ask

        return picture(self, chosen(language))


@dataclass(frozen=True, eq=False)
class Batch(batch.Batch):
    """What came of a portfolio, in the order in which it was read.

    `applications` and `measures` are Polars frames as `Regulation.evaluate_frame` gives them, with where each
    application stands (`source`) and the year of the rules that it was evaluated under. `inputs` are the files and
    folders that were read, `passed_over` files in those folders whose names end in nothing that is read.
    """

    summary: PortfolioSummary

    def save(
        self,
        folder: str | Path,
        format: str = "csv",
        *,
        force: bool = False,
        picture: bool = False,
        language: str | None = None,
        for_excel: bool = False,
    ) -> tuple[Path, ...]:
        """Write everything into a new folder, all of it or nothing; the files that are there then.

        `format` is `csv`, `parquet`, `xlsx` or `jsonl`. What was rejected is there as it came, in `rejected/`, to be
        mended and read again. `picture` adds the summary as `summary.png`. With `force` a folder is replaced that
        holds nothing but what this wrote before. `for_excel` writes `csv` as Excel in Norway opens it: with semicolons,
        decimal commas and a mark that says UTF-8.

        Raises:
            PortfolioError: there is such a folder, or it lies in one that was read, or it cannot be written.
            MissingExtra: a package that the format or the picture needs is not installed.
        """
        return save(
            self,
            self.summary,
            Path(folder),
            format,
            force=force,
            picture=picture,
            language=language,
            for_excel=for_excel,
        )


def shown(found: batch.Batch) -> Batch:
    """What was found, with a summary that can be shown."""
    return as_shown(Batch, found, summary=as_shown(PortfolioSummary, found.summary))

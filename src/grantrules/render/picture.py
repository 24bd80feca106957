"""A portfolio's summary as a picture: for each year three charts side by side.

Verdicts are told apart by colour, by pattern and by the numbers on the bars, so that no reader needs the colours.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from grantrules.base.extras import PICTURE, require
from grantrules.base.texts import Language
from grantrules.decision.verdict import Status
from grantrules.portfolio.summary import TYPE, PortfolioSummary
from grantrules.render.pages.portfolio import STATUSES, YearTables, grouped, read_text
from grantrules.words.words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {Status.ELIGIBLE: "#0072b2", Status.UNDETERMINED: "#e6b04c", Status.NOT_ELIGIBLE: "#8a3b12"}
PATTERNS = {Status.ELIGIBLE: "", Status.UNDETERMINED: "///", Status.NOT_ELIGIBLE: "xxx"}
"""Blue, yellow and brown, which nobody takes for each other, and light enough or dark enough in grey."""

INK, QUIET, PALE = "#1e2227", "#545c66", "#d9d6d0"
MOST = 10
"""So many missing facts are shown."""

_WIDTH, _HEIGHT = 17.0, 5.2
_LEAST = 5
"""For so many bars there is room at least, so that one alone does not fill its chart."""

_MILLION = 1_000_000


def picture(summary: PortfolioSummary, language: Language) -> Figure:
    """The picture as a matplotlib figure.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    require("the picture needs", *PICTURE)
    from matplotlib import rc_context  # noqa: PLC0415  an optional package
    from matplotlib.figure import Figure  # noqa: PLC0415

    class Picture(Figure):
        """A figure that a notebook shows by itself, with no backend chosen."""

        def _repr_png_(self) -> bytes:
            into = BytesIO()
            self.savefig(into, format="png")
            return into.getvalue()

    with rc_context({"font.size": 10, "hatch.linewidth": 0.6, "text.color": INK, "axes.labelcolor": INK}):
        rows = max(1, len(summary.years))
        figure = Picture(figsize=(_WIDTH, 0.7 + _HEIGHT * rows), layout="constrained", facecolor="white")
        figure.suptitle(
            f"{word('portfolio', language)}: {read_text(summary, language)}",
            fontsize=15,
            fontweight="bold",
            x=0.01,
            ha="left",
        )
        panels = figure.subplots(rows, 3, squeeze=False, width_ratios=(1.15, 0.95, 1.0))
        for row in panels[len(summary.years) :]:
            for axes in row:
                axes.set_axis_off()
        for year, (types, amounts, missing) in zip(summary.years, panels, strict=False):
            tables = YearTables(year, language)
            _types(types, tables)
            _amounts(amounts, tables)
            _missing(missing, tables)
    return figure


def _types(axes: Axes, tables: YearTables) -> None:
    """How many applications of each type of applicant have each verdict, the most frequent type on top."""
    groups = sorted(tables.of.types, key=lambda group: group.total.number)
    labels = [_wrapped(tables.label(TYPE, group.value)) for group in groups]
    left = [0] * len(groups)
    for status in STATUSES:
        numbers = [group.totals[status].number for group in groups]
        axes.barh(
            range(len(groups)),
            numbers,
            left=left,
            color=COLOURS[status],
            hatch=PATTERNS[status],
            edgecolor="white",
            label=f"{tables.word(status.value)}: {grouped(sum(numbers), tables.language)}",
        )
        left = [one + other for one, other in zip(left, numbers, strict=True)]
    ends = [
        " · ".join(grouped(group.totals[status].number, tables.language) for status in STATUSES) for group in groups
    ]
    _finish(axes, tables, "by_type", labels, tables.word("number_of_applications"))
    _mark(axes, left, ends)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.14), ncols=3, frameon=False, handlelength=1.6, fontsize=9)


def _amounts(axes: Axes, tables: YearTables) -> None:
    """What the measures of each verdict apply for, in millions, and below it all of it and the budget."""
    of = tables.of
    named = [(tables.word(status.value), of.measures[status].kroner, status) for status in STATUSES]
    bars: list[tuple[str, float, str, str]] = [
        (label, float(kroner), COLOURS[status], PATTERNS[status]) for label, kroner, status in named
    ]
    bars.append((tables.word("applied_for_in_all"), float(of.applied_for.kroner), QUIET, ""))
    if of.budget is not None:
        bars.append((tables.word("budget"), float(of.budget), "white", ""))
    bars.reverse()
    for place, (_, kroner, colour, pattern) in enumerate(bars):
        edge, line = (INK, 1.2) if colour == "white" else ("white", 0.0)
        axes.barh(place, kroner / _MILLION, color=colour, hatch=pattern, edgecolor=edge, linewidth=line)
    labels = [_wrapped(label) for label, *_ in bars]
    _finish(axes, tables, "amounts", labels, tables.word("million_kroner"))
    sizes = [kroner / _MILLION for _, kroner, *_ in bars]
    _mark(axes, sizes, [_millions(size, tables.language) for size in sizes])
    notes = [textwrap.fill(each, 62) for each in tables.budgets()[:1]]
    without = of.applied_for.without_amount
    if without:
        number = grouped(without, tables.language)
        notes.append(textwrap.fill(tables.word("measures_without_amount").format(number=number), 62))
    axes.annotate(
        "\n".join(notes), (0, -0.17), xycoords="axes fraction", va="top", color=QUIET, fontsize=9, annotation_clip=False
    )


def _missing(axes: Axes, tables: YearTables) -> None:
    """The facts that most undetermined applications lack, the most frequent on top, with whom to ask."""
    shown = tables.of.missing[:MOST][::-1]
    labels = [
        _wrapped(f"{tables.speaker.label(each.fact)} ({tables.word(f'ask_{each.ask.value}')})", 34) for each in shown
    ]
    numbers = [each.applications for each in shown]
    axes.barh(range(len(shown)), numbers, color=QUIET, edgecolor="white")
    _finish(axes, tables, "missing_often", labels, tables.word("number_of_applications"))
    _mark(axes, numbers, [grouped(number, tables.language) for number in numbers])
    if not shown:
        axes.text(0.5, 0.5, tables.word("nothing_missing"), transform=axes.transAxes, ha="center", color=QUIET)


def _finish(axes: Axes, tables: YearTables, title: str, labels: Sequence[str], unit: str) -> None:
    axes.set_title(f"{tables.of.rules.year}: {tables.word(title)}", loc="left", fontsize=12, fontweight="bold")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - max(len(labels), _LEAST) - 0.5, len(labels) - 0.5)
    axes.set_xlabel(unit, loc="right", color=QUIET)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(PALE)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", color=PALE, labelcolor=QUIET)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.locator_params(axis="x", nbins=6, integer=title != "amounts")
    axes.xaxis.set_major_formatter(lambda value, _place: _tick(value, tables.language))


def _mark(axes: Axes, ends: Sequence[float], texts: Sequence[str]) -> None:
    """Write a number behind each bar, and leave room for it."""
    most = max(ends, default=0) or 1
    for place, (end, text) in enumerate(zip(ends, texts, strict=True)):
        axes.text(end + most * 0.015, place, text, va="center", fontsize=9)
    axes.set_xlim(0, most * 1.3)


def _millions(value: float, language: Language) -> str:
    shown = f"{value:,.1f}"
    return shown if language == "en" else shown.replace(",", "\u00a0").replace(".", ",")


def _tick(value: float, language: Language) -> str:
    return _millions(value, language) if value % 1 else grouped(int(value), language)


def _wrapped(text: str, width: int = 26) -> str:
    return textwrap.fill(text, width, max_lines=2, placeholder=" …")

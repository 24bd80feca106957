"""What a change means for a portfolio, as plain data."""

from __future__ import annotations

from grantrules.compare.causes import RuleBehind
from grantrules.compare.impact import Affected, Gains, Impact, Rejected
from grantrules.portfolio.summary import Table, Total
from grantrules.render.diff.shape import (
    AffectedData,
    CellData,
    GainsData,
    ImpactData,
    RejectedData,
    RuleBehindData,
    TotalData,
)
from grantrules.rules.canonical import value_data


def impact_data(impact: Impact) -> ImpactData:
    """All that is known of the portfolio."""
    return {
        "read": impact.read,
        "evaluated": impact.evaluated,
        "applications": _table(impact.applications),
        "measures": _table(impact.measures),
        "silent_applications": _total(impact.silent_applications),
        "silent_measures": _total(impact.silent_measures),
        "rules": [
            {
                "behind": behind_data(count.behind),
                "before": count.before.value,
                "after": count.after.value,
                "applications": _total(count.applications),
                "measures": _total(count.measures),
            }
            for count in impact.rules
        ],
        "tags": [
            {
                "rule": tag.rule,
                "before": tag.before.value if tag.before else None,
                "after": tag.after.value if tag.after else None,
                "applications": _gains(tag.applications),
                "measures": _gains(tag.measures),
            }
            for tag in impact.tags
        ],
        "one_year_tags": [
            {
                "rule": tag.rule,
                "year": tag.side.value,
                "in_other_year": tag.other.value if tag.other else None,
                "applications": tag.applications,
                "measures": tag.measures,
            }
            for tag in impact.one_year_tags
        ],
        "affected": [_affected(affected) for affected in impact.affected],
        "rejected": [_rejected(rejected) for rejected in impact.rejected],
    }


def _table(table: Table) -> list[CellData]:
    return [
        {"before": cell.before.value, "after": cell.after.value, "total": _total(cell.total)} for cell in table.cells
    ]


def _total(total: Total) -> TotalData:
    return {"number": total.number, "kroner": value_data(total.kroner), "without_amount": total.without_amount}


def behind_data(behind: RuleBehind) -> RuleBehindData:
    """A rule behind a verdict that differs."""
    return {
        "rule": behind.rule,
        "year": behind.side.value,
        "hindrance": behind.hindrance.value,
        "in_other_year": behind.in_other_year.value if behind.in_other_year else None,
        "comparable": behind.comparable,
    }


def _gains(gains: Gains) -> GainsData:
    return {"gained": gains.gained, "lost": gains.lost, "kept": gains.kept}


def _affected(affected: Affected) -> AffectedData:
    return {
        "name": affected.name,
        "id": affected.id,
        "applicant": affected.applicant,
        "before": affected.before.value,
        "after": affected.after.value,
        "rules": [behind_data(each) for each in affected.rules],
        "measures": [
            {
                "id": measure.id,
                "before": measure.before.value,
                "after": measure.after.value,
                "kroner": value_data(measure.kroner),
                "rules": [behind_data(each) for each in measure.rules],
            }
            for measure in affected.measures
        ],
    }


def _rejected(rejected: Rejected) -> RejectedData:
    return {
        "name": rejected.name,
        "refusals": [
            {"problem": str(each.problem), "years": [side.value for side in each.sides]} for each in rejected.refusals
        ],
    }

"""When something is due in each of two years, for the half page that a comparison begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from grantrules.compare.comparison import Comparison
from grantrules.compare.figures import Figure, FigureKind, figures_of
from grantrules.compare.statements import office_of
from grantrules.language.condition import Citation
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.edits import EditWords
from grantrules.rules.ruleset import NATIONAL, Rule, RuleSet, Verb

APPLICATIONS, REPORTS = "applications", "reports"
"""What there is a deadline for."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due in one year, and the rule that says so."""

    of: str
    figure: Figure
    rule: Rule


def deadlines(rules: RuleSet) -> list[Deadline]:
    """The days by which applications and reports are due in a year, each day of an office once, national ones first."""
    found: dict[tuple[object, ...], Deadline] = {}
    for rule in rules.rules:
        for figure in figures_of(rule, rules):
            of = _of(rule, figure)
            if of is not None:
                stated = figure if figure.office else replace(figure, office=office_of(rule) or NATIONAL)
                found.setdefault((of, stated.value, stated.office, stated.awarded), Deadline(of, stated, rule))
    return sorted(found.values(), key=lambda each: (each.of, each.figure.office != NATIONAL))


def _of(rule: Rule, figure: Figure) -> str | None:
    """What a day is the deadline for, if it is one."""
    if not isinstance(figure.value, date):
        return None
    if rule.verb is Verb.OBLIGE:
        of_report = rule.aspect is None or rule.aspect.of_the_report
        return REPORTS if of_report and rule.received is not None else None
    return APPLICATIONS if rule.verb.decides and figure.kind in (FigureKind.SET, FigureKind.LIMIT) else None


class DateWords:
    """Puts the deadlines of two years into words; `weigh` says what a day of a year rests on."""

    def __init__(
        self, words: EditWords, comparison: Comparison, weigh: Callable[[ComparedYear, Sequence[Citation]], str]
    ) -> None:
        self.words, self._weigh = words, weigh
        self._both = [deadlines(rules) for rules in (comparison.before, comparison.after)]

    def told(self) -> Iterator[tuple[str, str, list[Rule]]]:
        """What there is a deadline for, its days in both years, and the rules; nothing where the days do not differ."""
        for of in (APPLICATIONS, REPORTS):
            then, now = (_national([each for each in year if each.of == of]) for year in self._both)
            to_come = not now and self.words.after.rules.drafted_from is not None
            if _days(then) != _days(now) and not to_come:
                before, after = map(self._said, self.words.sides, (then, now))
                yield self._called(of, then, now), f"{before} → {after}", [each.rule for each in (*now, *then)]

    def _called(self, of: str, then: list[Deadline], now: list[Deadline]) -> str:
        if of == REPORTS:
            return self.words.word("report_deadline")
        first, side = (now[0], self.words.after) if now else (then[0], self.words.before)
        return side.sentences.label(first.figure.fact) if first.figure.fact else first.rule.title[self.words.language]

    def _said(self, side: ComparedYear, found: list[Deadline]) -> str:
        """The days of a year, with the year and what they rest on."""
        days = side.sentences.listed([self.day(side, each.figure) for each in found], "and")
        if not days:
            return f"{self.words.word('none_mentioned')} ({side.name})"
        return f"{days} ({side.name}, {self._weigh(side, [each.figure.source for each in found])})"

    def day(self, side: ComparedYear, figure: Figure) -> str:
        """A day, with whose it is and for the grants of which year."""
        said = side.sentences.value(figure.value, None)
        if figure.awarded is not None:
            said = self.words.word("on_grants_of").format(day=said, year=figure.awarded)
        if figure.office in (None, NATIONAL):
            return self.words.word("set_nationally").format(day=said) if figure.kind is FigureKind.SET else said
        return self.words.word("at_office").format(day=said, office=side.office(str(figure.office)))


def _national(found: list[Deadline]) -> list[Deadline]:
    """Of a year with a national day only that one: what an office asks beside it is its own practice."""
    return [each for each in found if each.figure.office == NATIONAL] or found


def _days(found: Iterable[Deadline]) -> set[tuple[object, ...]]:
    return {(each.figure.value, each.figure.office) for each in found}

"""A comparison and a rule's history as JSON, versioned as `grantrules.diff/1` and `grantrules.history/1`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Annotated, Literal

from typing_extensions import TypedDict

from grantrules.base.texts import Language
from grantrules.compare.causes import Causes, Side
from grantrules.compare.comparison import Edit, RuleHistory
from grantrules.compare.impact import YearDiff
from grantrules.compare.proofs import Act, Differs, Finding, Same, VerdictsQuestion, YearQuestion
from grantrules.compare.statements import PartName
from grantrules.decision.decision import Decision
from grantrules.decision.verdict import OpenPoint
from grantrules.render.data import parts
from grantrules.render.data.parts import Context, RulesContext, context_of
from grantrules.render.data.portfolio import ImpactData, RuleBehindData, SideName
from grantrules.render.data.records import Extended, From, Record, read
from grantrules.render.pages.groups import group_of
from grantrules.rules.canonical import field_data, rules_hash, value_data
from grantrules.rules.ruleset import Rule, RuleSet

StatementName = Literal[
    "same",
    "reworded",
    "verb_changed",
    "basis_changed",
    "added",
    "removed",
    "first_mentioned",
    "stated_again",
    "now_silent",
    "expired",
    "other_office",
]
EffectName = Literal["same", "narrowed", "widened", "changed", "reversed", "replaced"]
GroupName = Literal["in_effect", "in_doubt", "information", "office", "wording", "mentions", "silences"]


class YearsContext(Context):
    """Two years that are told beside one another."""

    def __init__(self, before: RuleSet, after: RuleSet, language: Language) -> None:
        super().__init__(language)
        self.before, self.after = context_of(before, language), context_of(after, language)
        self._rules = before, after

    @cached_property
    def causes(self) -> Causes:
        """What finds the rules behind a verdict that differs."""
        return Causes(*self._rules)


def diff_data(diff: YearDiff, language: Language, parts: Collection[str] | None = None) -> Record:
    """The whole comparison or some parts, with its texts in one language."""
    return read(DiffData, diff, YearsContext(diff.before, diff.after, language), parts)


def history_data(history: RuleHistory, language: Language, parts: Collection[str] | None = None) -> Record:
    """A rule through the years, or some parts."""
    return read(HistoryData, history, Context(language), parts)


# -- rules and values that differ


def _condition(rule: Rule, context: RulesContext) -> str:
    return context.sentences.rule(rule)


def _rule_before(rule: Rule | None, years: YearsContext) -> Record:
    return read(SideData, rule, years.before)


def _rule_after(rule: Rule | None, years: YearsContext) -> Record:
    return read(SideData, rule, years.after)


def _statements(edits: Iterable[Edit]) -> Counter[str]:
    return Counter(edit.statement.value for edit in edits)


def _effects(edits: Iterable[Edit]) -> Counter[str]:
    return Counter(edit.effect.value for edit in edits if edit.effect is not None)


def _in_doubt(edits: Iterable[Edit]) -> int:
    return sum(edit.in_doubt for edit in edits)


class YearData(TypedDict):
    """One of the years; the hash covers what its rules mean and say."""

    year: int
    revision: int
    hash: Annotated[str, From(rules_hash)]
    title: Annotated[str, From("title", parts.in_language)]


class StatesData(TypedDict):
    """What a `state` rule states; `amount` is in kroner, `exists` whether there is what it is about."""

    about: str
    amount: Annotated[parts.Value, From("amount", value_data)]
    figure: str | None
    exists: bool | None


class SideData(TypedDict):
    """A rule as one year has it; `condition` is what it asks for, in a sentence, with when it applies."""

    title: Annotated[str, From("title", parts.in_language)]
    rule: Annotated[str, From("id")]
    verb: parts.VerbName
    text: Annotated[str, From("text", parts.in_language)]
    condition: Annotated[str, From(_condition)]
    sources: Annotated[list[parts.SourceData], From(parts.cited)]
    authority: Annotated[parts.AuthorityName, From(parts.authority)]
    basis: parts.BasisName
    office: str | None
    rank: int | None
    due: Annotated[parts.DueValue | None, From("due", field_data)]
    awarded: list[int]
    remedy: Annotated[str | None, From("remedy", parts.in_language)]
    states: StatesData | None
    silent_since: int | None
    ranking: str | None


class ValueSideData(TypedDict):
    """A value that an office set, or that is national."""

    value: Annotated[parts.Value, From("value", value_data)]
    source: parts.CitationData
    basis: parts.BasisName


class ValueEditData(TypedDict):
    """A value set by an office, or nationally, that differs."""

    fact: str
    office: str
    statement: StatementName
    effect: EffectName | None
    before: ValueSideData | None
    after: ValueSideData | None


class FigureData(TypedDict):
    """A date or an amount of a rule in one year: a day that is `due`, an `amount` that is stated, what an office or the
    nation has `set`, or the `limit` of a condition. `awarded` is the year of the grants that it holds for."""

    value: Annotated[parts.Value, From("value", value_data)]
    source: parts.CitationData
    awarded: int | None


class FigurePairData(TypedDict):
    """A date or an amount that differs, in both years; `fact` is the one that is set or limited, `office` who set it."""

    kind: Annotated[Literal["due", "amount", "set", "limit"], From("any.kind")]
    fact: Annotated[str | None, From("any.fact")]
    office: Annotated[str | None, From("any.office")]
    before: FigureData | None
    after: FigureData | None


class EditData(TypedDict):
    """A rule that differs. `group` is where pages tell it: `in_doubt` where only what is in doubt is another. `effect` is null where nothing can be said of it, because a year does not state the rule;
    `settled` is what the change does to the cases that neither year leaves open, and `in_doubt` says that it is
    nothing, so that the whole effect lies within doubt. `source` is where a document says that the rule came or
    went. `told_by` is the office whose own document alone now says it, `office` the one whose rule it is: also where
    only it says so in a year of which others speak too. `values` are those that offices have set for it otherwise,
    `figures` its dates and amounts that differ, and `asks` what the change does to what fulfils a duty: *widened* where
    more is asked for."""

    title: Annotated[str, From("title", parts.in_language)]
    rule: str
    formerly: str | None
    topic: str
    statement: StatementName
    effect: EffectName | None
    settled: EffectName | None
    in_doubt: bool
    asks: EffectName | None
    group: Annotated[GroupName, From(group_of)]
    office: str | None
    told_by: str | None
    parts: list[PartName]
    values: list[ValueEditData]
    figures: list[FigurePairData]
    source: parts.CitationData | None
    before: Annotated[SideData | None, From("before", _rule_before)]
    after: Annotated[SideData | None, From("after", _rule_after)]


class DiffSummaryData(TypedDict):
    """How many rules differ, by what became of the statement and by effect; those without an effect count nowhere there.
    Of those with one, so many lie wholly `in_doubt`."""

    statement: Annotated[dict[StatementName, int], From(_statements)]
    effect: Annotated[dict[EffectName, int], From(_effects)]
    in_doubt: Annotated[int, From(_in_doubt)]


# -- witnesses


def _asked(question: YearQuestion, years: YearsContext) -> Record:
    return read(VerdictQuestionData if isinstance(question, VerdictsQuestion) else RuleQuestionData, question, years)


def _answer(finding: Finding) -> str:
    return "differs" if isinstance(finding, Differs) else "same" if isinstance(finding, Same) else "undecided"


def _found(finding: Finding) -> Differs | None:
    return finding if isinstance(finding, Differs) else None


def _decided(side: Side) -> Callable[[Differs, YearsContext], Extended]:
    """What a year decides of a witness, with the rules of that year behind the difference."""

    def decided(found: Differs, years: YearsContext) -> Extended:
        witness = found.witness
        behind = years.causes.of_application(witness.before, witness.after)
        decision = witness.before if side is Side.BEFORE else witness.after
        return Extended(decision, behind=[each for each in behind if each.side is side])

    return decided


def _acting(act: Act) -> Callable[[Decision], list[str]]:
    return lambda decision: sorted(act.rules(decision))


def _held_open(points: Iterable[OpenPoint]) -> list[str]:
    return sorted({point.rule.id for point in points})


class VerdictQuestionData(TypedDict):
    """Is there an application with this verdict before and that one after?"""

    kind: Literal["verdict"]
    before: parts.StatusName
    after: parts.StatusName


class RuleQuestionData(TypedDict):
    """Is there an application to which a rule does in one year what it does not do in the other?"""

    kind: Literal["rule"]
    act: Literal["bars", "tags", "obliges"]
    title: parts.RuleTitle
    rule: parts.RuleId
    year: Annotated[SideName, From("side")]


class WitnessSideData(TypedDict):
    """What a year decides of the application: the verdict, the rules of that year behind the difference from the other,
    the rules that bar, those that hold it open, and what rules tag or oblige."""

    status: parts.StatusName
    behind: list[RuleBehindData]
    bars: Annotated[list[str], From(_acting(Act.BARS))]
    open: Annotated[list[str], From("open", _held_open)]
    tags: Annotated[list[str], From(_acting(Act.TAGS))]
    obliges: Annotated[list[str], From(_acting(Act.OBLIGES))]


class UnknownValueData(TypedDict):
    """A value that the year of one `side` does not know, of a measure by its place or of the application, and what it is
    `taken` for there: null where it is not stated."""

    year: Annotated[SideName, From("side")]
    measure: int | None
    fact: str
    value: Annotated[parts.Value, From("value", value_data)]
    taken: Annotated[parts.Value | None, From("taken", value_data)]


class WitnessData(TypedDict):
    """An application on which the years differ, as `grantrules evaluate` takes it, of no year."""

    application: Annotated[dict[str, object], From("witness.application")]
    facts: Annotated[int, From("witness.facts")]
    measures: Annotated[int, From("witness.measures")]
    smallest: bool
    unknown: Annotated[list[UnknownValueData], From("witness.unknown")]
    before: Annotated[WitnessSideData, From(_decided(Side.BEFORE))]
    after: Annotated[WitnessSideData, From(_decided(Side.AFTER))]


class FindingData(TypedDict):
    """The answer to a question; a witness where the answer is `differs`."""

    question: Annotated[VerdictQuestionData | RuleQuestionData, From("question", _asked)]
    answer: Annotated[Literal["differs", "same", "undecided"], From(_answer)]
    witness: Annotated[WitnessData | None, From(_found)]


class WitnessesData(TypedDict):
    """What was searched, and found. `same` and `undecided` hold for applications with up to so many measures and
    without determinations; the rules count up to `most_counted` of them. Of the rules `left_out` nothing was asked,
    because only one of the years mentions them, or because they are different offices'."""

    measures: int
    seconds: float
    undetermined: bool
    most_counted: int
    left_out: list[str]
    findings: list[FindingData]


# -- the whole


def _history_years(history: RuleHistory, context: Context) -> list[Record]:
    """Each year beside the one before it, the first beside itself."""
    befores = (*history.years[:1], *history.years)
    return [
        read(HistoryYearData, year, YearsContext(before.rules, year.rules, context.language))
        for before, year in zip(befores, history.years, strict=False)
    ]


class DiffData(TypedDict):
    """What changed between two years; `same` is how many rules both state alike, `silent_in_both` how many neither mentions,
    `waiting` how many the later year has as a draft, without a source of its own yet."""

    schema: Literal["grantrules.diff/1"]
    version: parts.Version
    language: parts.LanguageName
    before: YearData
    after: YearData
    edits: list[EditData]
    values: list[ValueEditData]
    same: Annotated[int, From("comparison.same", len)]
    silent_in_both: Annotated[int, From("comparison.silent_in_both", len)]
    waiting: Annotated[int, From("after.waiting", len)]
    summary: Annotated[DiffSummaryData, From("edits")]
    witnesses: WitnessesData | None
    impact: ImpactData | None


class HistoryYearData(TypedDict):
    """One year of a rule, and how it differs from the year before."""

    year: Annotated[YearData, From("rules")]
    rule: Annotated[SideData | None, From("rule", _rule_after)]
    edit: EditData | None


class HistoryData(TypedDict):
    """A rule through the years, oldest first."""

    schema: Literal["grantrules.history/1"]
    version: parts.Version
    language: parts.LanguageName
    rule: str
    years: Annotated[list[HistoryYearData], From(_history_years)]

"""What the JSON forms have alike: names, records, and what a year's records are told with."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from weakref import WeakKeyDictionary

from pydantic_core import to_json as write_json
from typing_extensions import TypedDict

from grantrules.base.texts import Language, Text
from grantrules.decision.decision import basis_of
from grantrules.decision.notes import Note
from grantrules.decision.scope import Duty, Reason, Scope
from grantrules.decision.verdict import Missing, OpenPoint
from grantrules.evaluation.outcomes import Outcome
from grantrules.intake.stated import Facts, application_hash
from grantrules.language.condition import Basis, Citation
from grantrules.render.data.records import Extended, From, Record, read
from grantrules.render.paper.say import note_text
from grantrules.rules.canonical import field_data, value_data
from grantrules.rules.ruleset import Rule, RuleSet
from grantrules.version import VERSION
from grantrules.words.sentences import Sentences

StatusName = Literal["eligible", "not_eligible", "undetermined"]
CauseName = Literal["fact", "correction", "judgement", "reading", "disputed", "unclear", "silent"]
AskName = Literal["applicant", "caseworker", "office", "letter"]
OutcomeName = Literal["held", "failed", "open", "not_applicable"]
AuthorityName = Literal[
    "regulation", "own_procedure", "directorate_page", "directorate_presentation", "office_slide", "outside"
]
VerbName = Literal["require", "exclude", "expect", "assess", "prioritise", "oblige", "note", "state", "silent"]
BasisName = Literal["stated", "inferred", "assumed", "awaited"]
NoteName = Literal[
    "pointer",
    "silence",
    "weekend",
    "office_practice",
    "organisation_number",
    "municipality_number",
    "other_year",
    "draft",
    "without_effect",
    "letter",
    "boundary",
]
Value = str | int | bool | None | list[str]
DueValue = str | dict[str, str | dict[str, int]]


# -- what fields are made by


class Context:
    """The language that something is told in."""

    def __init__(self, language: Language) -> None:
        self.language = language


def in_language(text: Text | None, context: Context) -> str | None:
    """A text in the language."""
    return None if text is None else text[context.language]


def ids(rules: tuple[Rule, ...]) -> list[str]:
    """Rules by id."""
    return [rule.id for rule in rules]


def cited(rule: Rule, context: RulesContext) -> list[Record]:
    """The places that a rule cites."""
    if rule.id not in context.cited:
        context.cited[rule.id] = [context.source(rule.office, source) for source in rule.sources]
    return context.cited[rule.id]


def authority(rule: Rule, context: RulesContext) -> Any:
    """How much the first source of a rule weighs, which is the weightiest."""
    return cited(rule, context)[0]["authority"]


def certainty(sure: bool) -> str:
    """Whether something is sure."""
    return "sure" if sure else "perhaps"


def _said_of(reason: Reason, context: RulesContext) -> str:
    return context.sentences.reason(reason.rule, reason.outcome, reason.facts)


def _rule_of(reason: Reason) -> str:
    """The rule that files have: the duty, where it is asked whether that is fulfilled."""
    return reason.rule.fulfils or reason.rule.id


def _basis(of: Reason | Duty) -> Basis:
    """How what came out follows: of a reason by what decided it, of a duty by its rule."""
    return basis_of(of.rule, of.outcome) if isinstance(of, Reason) else of.rule.basis


def _deciding(reason: Reason) -> dict[str, Any]:
    return {path: value_data(reason.facts.get(path)) for path in reason.outcome.facts}


def _question(missing: Missing, context: RulesContext) -> str:
    return context.sentences.question(missing.fact, context.document)


def _correction(point: OpenPoint, context: RulesContext) -> str | None:
    return in_language(point.rule.remedy or point.rule.text, context)


def _remark(note: Note, context: RulesContext) -> str:
    return note_text(note, context.year, context.sentences)


def _version(_of: object) -> str:
    return VERSION


def _language(_of: object, context: Context) -> Language:
    return context.language


RuleId = Annotated[str, From("rule.id")]
RuleTitle = Annotated[str, From("rule.title", in_language)]
RuleText = Annotated[str, From("rule.text", in_language)]
Certainty = Annotated[Literal["sure", "perhaps"], From("sure", certainty)]
Kroner = Annotated[Value, From("kroner", value_data)]
Version = Annotated[str, From(_version)]
LanguageName = Annotated[Language, From(_language)]


# -- records


class ApplicationData(TypedDict):
    """Which application; the hash covers what it states."""

    id: str | None
    hash: Annotated[str, From(application_hash)]


class CitationData(TypedDict):
    """A place in a document of `sources.yaml`."""

    document: str
    at: str


class SourceData(CitationData):
    """A place that is cited, and how much its document weighs there."""

    authority: AuthorityName


class NormData(TypedDict):
    """What a rule says and where that comes from. `authority` is that of the first source, the weightiest."""

    text: RuleText
    sources: Annotated[list[SourceData], From("rule", cited)]
    authority: Annotated[AuthorityName, From("rule", authority)]
    basis: Annotated[BasisName, From(_basis)]


class OutcomeData(TypedDict):
    """How one rule came out."""

    title: RuleTitle
    rule: Annotated[str, From(_rule_of)]
    verb: Annotated[VerbName, From("rule.verb")]
    outcome: Annotated[OutcomeName, From("outcome.kind")]
    sentence: Annotated[str, From(_said_of)]


class ReasonData(OutcomeData, NormData):
    """How one rule came out. Of an `exclude`, `held` means that it bars. `facts` are those that decided it,
    or, with null, those that are missing."""

    facts: Annotated[dict[str, Value], From(_deciding)]
    branches: Annotated[list[str], From("outcome.branches")]


class OpenData(TypedDict):
    """One thing that keeps a verdict open, and who can settle it."""

    title: RuleTitle
    rule: RuleId
    measure: str | None
    cause: CauseName
    facts: list[str]
    branches: list[str]
    ask: AskName


class MissingData(TypedDict):
    """A missing fact and the question that asks for it, with the measures that lack it; `outcomes` counts the
    open outcomes that read it. `holds_status` is whether the status of the application or report waits for it, or
    only those of measures, or none."""

    fact: str
    measures: list[str]
    outcomes: int
    ask: AskName
    question: Annotated[str, From(_question)]
    holds_status: bool


class CorrectionData(TypedDict):
    """What the applicant has to mend."""

    title: RuleTitle
    rule: RuleId
    measure: str | None
    text: Annotated[str, From(_correction)]


class JudgeData(TypedDict):
    """What people must judge, and the words by which a determination can settle it."""

    title: RuleTitle
    rule: RuleId
    measure: str | None
    cause: CauseName
    text: RuleText
    choices: list[str]


class DueData(TypedDict):
    """When a duty is due, and how sure that it arises."""

    title: RuleTitle
    rule: RuleId
    certainty: Certainty
    due: Annotated[DueValue | None, From("due", field_data)]
    day: str | None
    measures: list[str]


class DutyData(DueData, NormData):
    """What an award would oblige to. `due` is the rule's date, formula or `not_stated`; `day` the date, if known."""


class NoteData(TypedDict):
    """A remark that no verdict hangs on."""

    kind: NoteName
    rules: Annotated[list[str], From("rules", ids)]
    measure: str | None
    day: str | None
    text: Annotated[str, From(_remark)]


DeterminationData = TypedDict(
    "DeterminationData",
    {"rule": str, "measure": str | None, "is": Annotated[str, From("is_")], "by": str | None, "note": str | None},
)
"""What a person determined, as the application records it."""


# -- what is said alike under a rule set


class RulesContext(Context):
    """What is said alike in everything that comes of a rule set, made once for a language."""

    def __init__(self, rules: RuleSet, language: Language) -> None:
        super().__init__(language)
        self.year, self.document, self._authority = rules.year, rules.document, rules.authority
        self.sentences = Sentences(rules.vocabulary, rules.names_of, language)
        self.cited: dict[str, list[Record]] = {}
        self._reasons: dict[object, tuple[Outcome, Record]] = {}
        self._written: dict[int, bytes] = {}

    def source(self, office: str | None, source: Citation) -> Record:
        """A place that is cited, with its weight for what `office` (or nobody) made of it."""
        return read(SourceData, Extended(source, authority=self._authority(office, source)), self)

    def reasons(self, scope: Scope, record: type = ReasonData, measure: str | None = None) -> list[Record]:
        """How the rules of a scope came out that a reason is given for; `measure` is for a record that names it."""
        rules, outcomes, facts = scope.rules.rules, scope.outcomes, scope.facts
        reason = self._reason
        return [reason(record, measure, rules[place], outcomes[place], facts) for place in scope.rules.explained]

    def _reason(self, record: type, measure: str | None, rule: Rule, outcome: Outcome, facts: Facts) -> Record:
        """A reason; the same outcome on the same facts is put into words once."""
        key = (record, measure, rule.id, id(outcome), *map(facts.get, outcome.facts))
        found = self._reasons.get(key)
        if found is None:
            if len(self._reasons) >= _REASONS_KEPT:
                self._reasons.clear()
                self._written.clear()
            made = read(record, Reason(rule, outcome, measure, facts, None), self)
            found = self._reasons[key] = outcome, made  # both are kept, so that their ids stay their own
            self._written[id(made)] = write_json(made)
        return found[1]

    def written(self, reasons: list[Record]) -> bytes:
        """Reasons as JSON, one after the other."""
        written = self._written
        return b",".join([written.get(id(each)) or write_json(each) for each in reasons])


_REASONS_KEPT = 50_000
_CONTEXTS: WeakKeyDictionary[RuleSet, dict[Language, RulesContext]] = WeakKeyDictionary()


def context_of(rules: RuleSet, language: Language) -> RulesContext:
    """What is said alike under a rule set in a language, made once."""
    of_rules = _CONTEXTS.setdefault(rules, {})
    if language not in of_rules:
        of_rules[language] = RulesContext(rules, language)
    return of_rules[language]

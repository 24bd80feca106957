"""The names of what is inside decisions, answers, comparisons and rules, for annotations.

    from grantrules.types import MeasureDecision, OpenPoint

Whatever a public method takes or returns is here, or in `grantrules` itself (docs/stability.md). What ends in `Data` are
results as plain data: what `to_dict` returns and `to_json` writes.
"""

from grantrules.assistance.asking import Answer as Answer
from grantrules.assistance.asking import Because as Because
from grantrules.assistance.nearest import Obstacle as Obstacle
from grantrules.assistance.whatif import FactChange as FactChange
from grantrules.assistance.whatif import MeasureChange as MeasureChange
from grantrules.base.codes import Code as Code
from grantrules.base.errors import ProblemData as ProblemData
from grantrules.base.errors import Severity as Severity
from grantrules.base.texts import Language as Language
from grantrules.base.texts import Text as Text
from grantrules.compare.comparison import Comparison as Comparison
from grantrules.compare.comparison import Edit as Edit
from grantrules.compare.comparison import HistoryYear as HistoryYear
from grantrules.compare.comparison import ValueEdit as ValueEdit
from grantrules.compare.effect import Effect as Effect
from grantrules.compare.impact import Impact as Impact
from grantrules.compare.proofs import Witnesses as Witnesses
from grantrules.compare.statements import RulePart as RulePart
from grantrules.compare.statements import StatementChange as StatementChange
from grantrules.decision.answer import Applies as Applies
from grantrules.decision.answer import AspectAnswer as AspectAnswer
from grantrules.decision.answer import DueDate as DueDate
from grantrules.decision.answer import Fulfilment as Fulfilment
from grantrules.decision.answer import Timeliness as Timeliness
from grantrules.decision.decision import MeasureDecision as MeasureDecision
from grantrules.decision.decision import RestsOn as RestsOn
from grantrules.decision.decision import Tag as Tag
from grantrules.decision.notes import Note as Note
from grantrules.decision.notes import NoteKind as NoteKind
from grantrules.decision.scope import Duty as Duty
from grantrules.decision.scope import Reason as Reason
from grantrules.decision.verdict import CauseKind as CauseKind
from grantrules.decision.verdict import Missing as Missing
from grantrules.decision.verdict import OpenPoint as OpenPoint
from grantrules.decision.verdict import ToJudge as ToJudge
from grantrules.evaluation.executors import ExecutorName as ExecutorName
from grantrules.evaluation.outcomes import Outcome as Outcome
from grantrules.evaluation.outcomes import OutcomeKind as OutcomeKind
from grantrules.evaluation.outcomes import Trace as Trace
from grantrules.evaluation.outcomes import TraceKind as TraceKind
from grantrules.intake.application import Contents as Contents
from grantrules.intake.application import Grant as Grant
from grantrules.intake.application import MeasureBpa as MeasureBpa
from grantrules.intake.application import MeasureDescription as MeasureDescription
from grantrules.intake.changes import FactAt as FactAt
from grantrules.intake.documents import Given as Given
from grantrules.intake.documents import TypedDocument as TypedDocument
from grantrules.language.fieldtypes import DeterminationPart as DeterminationPart
from grantrules.language.vocabulary import Asked as Asked
from grantrules.language.vocabulary import Choice as Choice
from grantrules.language.vocabulary import Document as Document
from grantrules.language.vocabulary import Fact as Fact
from grantrules.language.vocabulary import FactType as FactType
from grantrules.language.vocabulary import Vocabulary as Vocabulary
from grantrules.portfolio.batch import Reject as Reject
from grantrules.portfolio.batch import WhyRejected as WhyRejected
from grantrules.portfolio.summary import MissingCount as MissingCount
from grantrules.portfolio.summary import Total as Total
from grantrules.portfolio.summary import YearSummary as YearSummary
from grantrules.portfolio.tables.evaluate import Tables as Tables
from grantrules.render.data.diff import DiffData as DiffData
from grantrules.render.data.diff import HistoryData as HistoryData
from grantrules.render.data.documents import DecisionData as DecisionData
from grantrules.render.data.documents import ReportData as ReportData
from grantrules.render.data.portfolio import SummaryData as SummaryData
from grantrules.rules.ruleset import Authority as Authority
from grantrules.rules.ruleset import Basis as Basis
from grantrules.rules.ruleset import Rule as Rule
from grantrules.rules.ruleset import RuleSet as RuleSet
from grantrules.rules.ruleset import SourceDocument as SourceDocument
from grantrules.rules.ruleset import Verb as Verb

"""What is still worth asking: the questions whose answers can matter to a verdict, the most decisive first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from grantrules.assistance.candidates import PossibleValues
from grantrules.assistance.relevance import Relevance
from grantrules.base.texts import LANGUAGES, Language, Text
from grantrules.base.texts import language as chosen
from grantrules.base.values import Value
from grantrules.decision.decider import Decider
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import Status, asked_of
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.intake.changes import FactAt
from grantrules.intake.stated import MEASURES, Stated, StatedMeasure
from grantrules.language.vocabulary import Asked, Fact, FactType
from grantrules.rules.ruleset import Rule
from grantrules.words.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Answer:
    """A value that a question can be answered with, and what it is called in the year."""

    value: Value
    label: str
    labels: Text = field(repr=False)

    def in_language(self, language: str | None = None) -> Answer:
        """The same in a language, or in the default one.

        Raises:
            UnknownName: there is no such language.
        """
        return replace(self, label=self.labels[chosen(language)])


@dataclass(frozen=True, slots=True)
class Because:
    """A rule that waits for an answer."""

    rule: str
    text: str
    texts: Text = field(repr=False)

    def in_language(self, language: str | None = None) -> Because:
        """The same in a language, or in the default one.

        Raises:
            UnknownName: there is no such language.
        """
        return replace(self, text=self.texts[chosen(language)])


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask: about the whole application, or about one measure.

    It is in one language and knows the others: `in_language("nn")` is the same question there.
    `choices` are the answers to choose from (several, where the type is `choices`); none where a value is written.
    `outcomes` is how many open outcomes wait for the answer, `because` the rules that they are of. `proven` is false
    where the search for answers with which this one matters was given up.
    """

    fact: str
    measure: str | None
    text: str
    type: FactType | None
    choices: tuple[Answer, ...]
    ask: Asked
    because: tuple[Because, ...]
    outcomes: int
    texts: Text = field(repr=False)
    proven: bool = True

    def in_language(self, language: str | None = None) -> Question:
        """The same question in a language, or in the default one: its words, its choices and its reasons.

        Raises:
            UnknownName: there is no such language.
        """
        wanted = chosen(language)
        choices = tuple(each.in_language(wanted) for each in self.choices)
        because = tuple(each.in_language(wanted) for each in self.because)
        return replace(self, text=self.texts[wanted], choices=choices, because=because)


def ask(decider: Decider, stated: Stated, language: Language) -> tuple[Question, ...]:
    """The questions whose answers can still matter to the verdict on an application or on one of its measures.

    A fact is asked for if there are answers, perhaps together with answers to other questions, that settle the
    verdict on the application, or that on a measure, and do not settle it without this one. Nothing is asked where the
    application is not eligible, or where there is a verdict on it and on every measure. What cannot be found out about
    within `relevance.WORK` decisions a fact is asked for too. Not asked is what only priorities hang on, or what a judgement, a correction or a doubt
    keeps from mattering.

    The most decisive come first: those of whose possible answers the largest share settles the verdict on the
    application at once, then those whose answers on average settle the most measures, then the most open outcomes,
    then in the order of the vocabulary and of the measures. A fact that exists only for some values of another comes
    after that one.

    Where no measures are listed the first question is for them (`measures`); the others are those that matter to an
    application with one measure of which nothing is known.
    """
    if not _is_open(Decision.made(decider, stated)):
        return ()
    if stated.measures:
        return _Asking(decider, stated, language).questions()
    one = replace(stated, measures=(StatedMeasure("", stated.facts),))
    asking = _Asking(decider, one, language)
    return asking.for_measures(), *(each for each in asking.questions() if each.measure is None)


class _Asking:
    def __init__(self, decider: Decider, stated: Stated, language: Language) -> None:
        rules = self.rules = decider.rules
        self.language = language
        self.sentences = {each: Sentences(rules.vocabulary, rules.names_of, each) for each in LANGUAGES}
        self.possible = PossibleValues(rules)
        self.relevance = Relevance(decider, self.possible, stated)
        self.open = _open(self.relevance.now)

    def questions(self) -> tuple[Question, ...]:
        if not _is_open(self.relevance.now):
            return ()
        found = {at: self.relevance.matters(at) for at in self.relevance.candidates()}
        asked = [at for at, matters in found.items() if matters is not False]
        asked.sort(key=self.decisive, reverse=True)  # which keeps the order of those that are alike
        return tuple(self.question(at, proven=found[at] is True) for at in self.owners_first(asked))

    def decisive(self, at: FactAt) -> tuple[Fraction, Fraction, Fraction]:
        """The share of the answers that settle the application, and how many measures and outcomes one settles on average."""
        values = self.possible.values(at, self.relevance.now.stated)
        after = [self.relevance.after(frozenset({(at, value)})) for value in values]
        number = len(after) or 1
        verdicts = sum(each.status is not Status.UNDETERMINED for each in after)
        measures = sum(each.status is not Status.UNDETERMINED for of in after for each in of.measures)
        outcomes = sum(len(self.open) - len(_open(each)) for each in after)
        return Fraction(verdicts, number), Fraction(measures, number), Fraction(outcomes, number)

    def owners_first(self, asked: list[FactAt]) -> list[FactAt]:
        """The same order, but a fact that exists only for some values of another after that one."""
        waiting, placed = list(asked), list[FactAt]()
        while waiting:
            ready = next(at for at in waiting if not any(owner in waiting for owner in self.owners(at)))
            waiting.remove(ready)
            placed.append(ready)
        return placed

    def owners(self, at: FactAt) -> list[FactAt]:
        facts = (self.rules.vocabulary[path] for path in self.possible.owners(at.path))
        return [FactAt(fact.path, at.measure if fact.per_measure else None) for fact in facts]

    def question(self, at: FactAt, *, proven: bool) -> Question:
        stated = self.relevance.now.stated
        places = ((r, self.possible.places(r.rule, r.measure, r.outcome.facts, stated)) for r in self.open)
        reading = [reason.rule for reason, read in places if at in read]
        fact = self.rules.vocabulary[at.path]
        because, outcomes = self.because(reading), len(reading)
        asked, texts = asked_of(at.path, self.rules.vocabulary), self.texts(lambda said: said.question(at.path))
        about = at.path, at.measure, texts[self.language], fact.type, self.choices(fact)
        return Question(*about, asked, because, outcomes, texts, proven)

    def for_measures(self) -> Question:
        reading = [reason.rule for reason in self.open if reason.measure is not None]
        texts = self.texts(lambda said: said.question(MEASURES))
        about = MEASURES, None, texts[self.language], None, ()
        return Question(*about, Asked.APPLICANT, self.because(reading), len(reading), texts)

    def texts(self, say: Callable[[Sentences], str]) -> Text:
        """What is said in each language."""
        return Text(**{each: say(sentences) for each, sentences in self.sentences.items()})

    def because(self, reading: list[Rule]) -> tuple[Because, ...]:
        return tuple(Because(rule.id, rule.text[self.language], rule.text) for rule in dict.fromkeys(reading))

    def choices(self, fact: Fact) -> tuple[Answer, ...]:
        values = (True, False) if fact.type is FactType.BOOLEAN else tuple(fact.choices)
        labels = {value: self.texts(partial(_called, value, fact)) for value in values}
        return tuple(Answer(value, said[self.language], said) for value, said in labels.items())


def _called(value: Value, fact: Fact, sentences: Sentences) -> str:
    return sentences.value(value, fact)


def _is_open(decision: Decision) -> bool:
    """Whether a verdict is still to be found: on the application, or on a measure of one that is not barred."""
    statuses = {decision.status, *(measure.status for measure in decision.measures)}
    return decision.status is not Status.NOT_ELIGIBLE and Status.UNDETERMINED in statuses


def _open(decision: Decision) -> list[Reason]:
    """The outcomes that missing facts keep open, of the application and of every measure that is not barred."""
    live = (each.scope for each in decision.measures if each.status is not Status.NOT_ELIGIBLE)
    undetermined = (r for scope in (decision.scope, *live) for r in scope.at_level(Status.UNDETERMINED))
    return [reason for reason in undetermined if reason.outcome.kind is OutcomeKind.OPEN and reason.outcome.facts]

"""A dialogue that asks for what matters, one question at a time, and ends with a decision and an application.

It reads answers from an iterator of lines and writes to a function, so that a terminal is only one way to hold it. They
are read as people write them: numbers, dates, and choices in any of the languages.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantrules.assistance.asking import Answer, Question
from grantrules.base.codes import Code
from grantrules.base.errors import GrantRulesError, Refused, shorten, visible
from grantrules.base.texts import LANGUAGES, Language
from grantrules.base.texts import language as chosen_language
from grantrules.base.values import Value
from grantrules.base.yamltext import as_yaml
from grantrules.intake.changes import FactAt
from grantrules.intake.stated import MEASURES
from grantrules.language.layout import put, steps_of
from grantrules.language.vocabulary import Asked, Document, Fact, FactType
from grantrules.regulation import Regulation
from grantrules.render.forms import to_text
from grantrules.render.paper.flat import WIDTH
from grantrules.results.document import Decision
from grantrules.words.sentences import Sentences
from grantrules.words.words import word

MOST_MEASURES = 20

AsStated = dict[str, Any]
"""An application as plain data."""


@dataclass(frozen=True)
class Talk:
    """What came of a dialogue: the application as it was stated, and the decision on it."""

    document: AsStated
    decision: Decision


def hold(
    regulation: Regulation,
    lines: Iterator[str],
    write: Callable[[str], object],
    *,
    language: str | None = None,
    begin: object = None,
    keep: Callable[[AsStated], object] | None = None,
    width: int = WIDTH,
) -> Talk:
    """Ask until every verdict stands, nothing is left to ask, or somebody stops; then write the decision, in this width.

    `begin` is an application to go on with, as plain data. `keep` is handed the application whenever it has changed and once at the
    end, so that nothing is lost where the dialogue is interrupted: by `q`, by the end of the lines, or by Ctrl-C.

    Raises:
        ApplicationError: the application to begin with has unknown or unreadable fields; all are listed.
        UnknownName: there is no such language.
    """
    dialogue = _Dialogue(regulation, lines, write, chosen_language(language), begin or {})
    dialogue.run(keep or (lambda _: None))
    decision = dialogue.decision()
    write("\n" + to_text(decision, language, width=width))
    return Talk(dialogue.now.document, decision)


def saver(path: Path) -> Callable[[AsStated], None]:
    """What saves an application in a file, as YAML that can be evaluated; the file is replaced as a whole.

    Raises:
        GrantRulesError: when it is called and the file cannot be written.
    """

    def save(document: AsStated) -> None:
        beside = path.with_name(f".{path.name}.part")
        try:
            beside.write_text(as_yaml(document), encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            raise GrantRulesError(Code.NOT_WRITTEN, f"{path}: cannot be written: {error.strerror}") from error

    return save


@dataclass
class _State:
    """The application so far, and the questions to which nobody knew the answer."""

    document: AsStated
    skipped: frozenset[FactAt] = frozenset()


class _Stop(Exception):
    """Somebody stops, or there are no more lines."""


@dataclass
class _Dialogue:
    regulation: Regulation
    lines: Iterator[str]
    write: Callable[[str], object]
    language: Language
    begin: object

    def __post_init__(self) -> None:
        rules = self.regulation.rules
        self.word = Sentences(rules.vocabulary, rules.names_of, self.language).word
        head = {"kind": "application", "year": rules.year}
        given = dict(self.begin) if isinstance(self.begin, Mapping) else {}
        self.states = [_State({**head, **copy.deepcopy(given)})]
        self.decision()  # which refuses what cannot be read, before anything is asked

    @property
    def now(self) -> _State:
        return self.states[-1]

    def decision(self) -> Decision:
        return self.regulation.evaluate(self.now.document)

    def run(self, keep: Callable[[AsStated], object]) -> None:
        try:
            while (question := self.next_question()) is not None:
                keep(self.now.document)
                self.ask(question)
        except (_Stop, KeyboardInterrupt):
            self.write("\n")
        finally:
            keep(self.now.document)

    def next_question(self) -> Question | None:
        """The most decisive question that somebody at the keyboard can answer."""
        questions = self.regulation.ask(self.now.document, self.language)
        here = [each for each in questions if each.ask in (Asked.APPLICANT, Asked.CASEWORKER)]
        left = [each for each in here if FactAt(each.fact, each.measure) not in self.now.skipped]
        if left:
            return left[0]
        if others := [each for each in questions if each not in here]:
            self.write(f"\n{self.word('ask_others')}:\n")
            for each in others:
                self.write(f"  - {each.text} → {self.word(f'ask_{each.ask.value}')}\n")
        return None

    def ask(self, question: Question) -> None:
        """Ask until there is an answer, or a step back."""
        self.write(f"\n{self.asked(question)}\n")
        while True:
            match self.line():
                case "?":
                    self.explain(question)
                case "q":
                    raise _Stop
                case "<" if len(self.states) == 1:
                    self.write(f"{self.word('ask_first')}\n")
                case "<":
                    self.states.pop()
                    return
                case "-":
                    skipped = self.now.skipped | {FactAt(question.fact, question.measure)}
                    self.states.append(_State(self.now.document, skipped))
                    return
                case "":
                    self.write(f"{self.word('ask_hints')}\n")
                case answer:
                    if self.answered(question, answer):
                        return

    def line(self) -> str:
        self.write("> ")
        try:
            return next(self.lines).strip()
        except StopIteration:
            raise _Stop from None

    def asked(self, question: Question) -> str:
        """The question with its choices, and how to answer."""
        about = f"{visible(question.measure)}: " if question.measure else ""
        lines = [about + (self.word("ask_measures") if question.fact == MEASURES else question.text)]
        lines += [f"  {number}. {choice.label}" for number, choice in enumerate(question.choices, 1)]
        hint = _HINTS.get(question.type)
        return "\n".join([*lines, *([self.word(hint)] if hint else []), self.word("ask_hints")])

    def explain(self, question: Question) -> None:
        """Why it is asked, and who knows."""
        waiting = self.word("ask_why_one" if question.outcomes == 1 else "ask_why")
        said = [waiting.format(number=question.outcomes)]
        said += [f"  - {each.rule}: {each.text}" for each in question.because]
        said.append(f"{self.word('ask_who')}: {self.word(f'ask_{question.ask.value}')}")
        self.write("\n".join(said) + "\n")

    def answered(self, question: Question, answer: str) -> bool:
        """Take an answer in; false where it is none."""
        document = copy.deepcopy(self.now.document)
        if question.fact == MEASURES:
            said = _MEASURES.fullmatch(answer)
            number = int(said[1]) if said else 0
            if not 1 <= number <= MOST_MEASURES:
                self.write(self.word("ask_number").format(most=MOST_MEASURES) + "\n")
                return False
            document[MEASURES] = [{"id": f"m{place}"} for place in range(1, number + 1)]
        else:
            try:
                value = self.read(question, answer)
            except Refused as error:
                self.write(self.why_not(question, answer, error) + "\n")
                return False
            ids = [measure.id for measure in self.decision().stated.measures]
            stating = document if question.measure is None else document[MEASURES][ids.index(question.measure)]
            written = sorted(value) if isinstance(value, frozenset) else value
            put(stating, steps_of(question.fact, Document.APPLICATION), written)
        if MEASURES in document:  # which come last in a document
            document[MEASURES] = document.pop(MEASURES)
        self.states.append(_State(document, self.now.skipped))
        return True

    def why_not(self, question: Question, answer: str, error: Refused) -> str:
        """What is said of an answer that gives no value."""
        if error.readings:
            one, other = error.readings
            return self.word("ask_two_ways").format(answer=shorten(answer), one=one, other=other)
        return self.word("ask_not_one" if question.choices else _EXPECTED[question.type])

    def read(self, question: Question, answer: str) -> Value:
        """The value that an answer gives.

        Raises:
            ValueError: it gives none.
        """
        fact = self.regulation.rules.vocabulary[question.fact]
        choosing = Choosing(fact, question.choices)
        return fact.read(choosing.several(answer) if question.type is FactType.CHOICES else choosing.one(answer))


_EXPECTED: dict[FactType | None, str] = {
    FactType.DATE: "ask_date",
    FactType.INTEGER: "ask_whole",
    FactType.YEAR: "ask_year",
    FactType.MONEY: "ask_amount",
    FactType.TEXT: "ask_text",
    FactType.ORGANISATION_NUMBER: "ask_text",
    FactType.MUNICIPALITY_NUMBER: "ask_municipality",
}
"""What an answer must be, by the type of what is asked for: the word that says it."""

_HINTS = {FactType.CHOICES: "ask_several", **_EXPECTED}


# -- answers, as people write them

_MEASURES = re.compile(r"([0-9]{1,9})(\s*(tiltak|measures?))?", re.IGNORECASE)
_NOTHING = {"0", *(word("none", language) for language in LANGUAGES)}


class Choosing:
    """Reads the answers to choose from, by the number that each has in the list or by what it is called."""

    def __init__(self, fact: Fact, choices: tuple[Answer, ...]) -> None:
        self._numbers = {str(number): answer.value for number, answer in enumerate(choices, 1)}
        self._names = fact.names

    def one(self, reply: str) -> Value:
        """The value of that number, or the reply for the fact to read."""
        return self._numbers.get(reply.strip(), reply.strip())

    def several(self, reply: str) -> list[Value]:
        """The values meant, between which stand commas or semicolons; a name may have a comma in it."""
        if reply.strip().casefold() in _NOTHING:
            return []
        parts = [part.strip() for part in re.split("[,;]", reply) if part.strip()]
        found: list[Value] = []
        while parts:
            lengths = (n for n in range(len(parts), 1, -1) if self._names.of(", ".join(parts[:n])) is not None)
            length = next(lengths, 1)
            found.append(self.one(", ".join(parts[:length])))
            del parts[:length]
        return found

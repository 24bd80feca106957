"""What every form of output says alike: remarks, citations, grounds."""

from __future__ import annotations

from datetime import date

from grantrules.base.municipalities import numbers, successors
from grantrules.base.texts import Language
from grantrules.base.values import Value
from grantrules.decision.decision import RestsOn
from grantrules.decision.notes import Note, NoteKind
from grantrules.language.condition import Citation
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import Authority, Rule, RuleSet, SourceDocument
from grantrules.words.sentences import Sentences
from grantrules.words.words import name_of, word


def note_text(note: Note, year: int, sentences: Sentences, *, titles: bool = False) -> str:
    """A remark as a sentence, with rules by id or by title."""
    about = (rule.title[sentences.language] if titles else rule.id for rule in note.rules)
    rules = ("; " if titles else ", ").join(about)
    match note.kind:
        case NoteKind.POINTER:
            return note.rules[0].text[sentences.language]
        case NoteKind.SILENCE:
            said = sentences.word("note_silence").format(value=note.rules[0].silent_since)
            return f"{note.rules[0].text[sentences.language]} {said}"
        case NoteKind.WEEKEND:
            assert note.day is not None
            said = weekend_text(note.day, sentences)
            return f"{said} ({rules})" if rules else said
        case NoteKind.MUNICIPALITY_NUMBER:
            return _municipality(str(note.value), year, sentences)
        case NoteKind.LETTER:
            return sentences.word("note_letter").format(value=sentences.label(str(note.value)))
        case NoteKind.BOUNDARY:
            return _at_the_bound(note, rules, sentences)
        case _:
            offices = dict.fromkeys(rule.office for rule in note.rules if rule.office)
            named = ", ".join(sentences.value(office, sentences.vocabulary.get(OFFICE)) for office in offices)
            number = counted("rules", len(note.rules), sentences.language)
            return sentences.word(f"note_{note.kind.value}").format(
                rules=rules, value=note.value, year=year, offices=named, number=number
            )


def _municipality(number: str, year: int, sentences: Sentences) -> str:
    """Why a municipality number is none in a year, and what it has become."""
    of = numbers().get(number)
    if of is None:
        return sentences.word("note_municipality_number").format(value=number)
    if of.began > year:
        return sentences.word("note_municipality_later").format(value=number, began=of.began)
    after = f" {sentences.word('and')} ".join(successors(number, year))
    return sentences.word("note_municipality_ended").format(value=number, ended=of.ended, year=year, after=after)


def _at_the_bound(note: Note, rules: str, sentences: Sentences) -> str:
    """That an amount is exactly at a bound, and what that means; where a rule reads the grant letter, that one decides."""
    assert note.compared is not None
    path = str(note.value)
    amount = sentences.value(note.bound or 0, sentences.vocabulary.get(path))
    meaning = sentences.word(f"at_bound_{note.compared.value}").format(value=amount)
    said = sentences.word("note_boundary").format(value=sentences.label(path), rules=rules, meaning=meaning)
    by_letter = any(fact.startswith("letter.") for rule in note.rules for fact in rule.facts)
    return f"{said} {sentences.word('letter_decides')}" if by_letter else said


def weekend_text(day: date, sentences: Sentences) -> str:
    """That a day by which something is due is on a weekend."""
    weekday = sentences.word("saturday" if day.weekday() == 5 else "sunday")
    return sentences.word("note_weekend").format(day=sentences.day(day), weekday=weekday)


def citation_text(citation: Citation, rules: RuleSet, language: Language) -> str:
    """A document by its short title, and the place in it."""
    return f"{rules.documents[citation.document].called[language]}, {citation.at}"


def norm_text(rule: Rule, rules: RuleSet, sentences: Sentences) -> str:
    """The places that a rule cites, with their weight."""
    language = sentences.language
    return "; ".join(
        f"{citation_text(source, rules, language)}{weight}" for source, weight in weighed(rule, rules, sentences)
    )


def weighed(rule: Rule, rules: RuleSet, sentences: Sentences) -> list[tuple[Citation, str]]:
    """Each place that a rule cites, with what is said after it: its own authority, or once that of all, and the basis."""
    basis = sentences.word(f"basis_{rule.basis.value}")
    weights = [
        weight_text(rules.authority(rule.office, source), rules.documents[source.document], sentences)
        for source in rule.sources
    ]
    if len(set(weights)) == 1:
        said = [*[""] * (len(weights) - 1), f" ({weights[0]}, {basis})"]
    else:
        said = [f" ({weight})" for weight in weights]
        said[-1] += f" – {basis}"
    return list(zip(rule.sources, said, strict=True))


def doubts_of(rule: Rule, sentences: Sentences) -> list[tuple[str, str]]:
    """The branches in doubt and the readings of a rule: the id, and what it is and says."""
    found = []
    for id_, branch in rule.branches.items():
        if branch.doubt is not None or id_ in rule.readings:
            why = f"cause_{branch.doubt.value}" if branch.doubt else "cause_reading"
            said = branch.text[sentences.language] if branch.text else sentences.condition(branch.part)
            found.append((id_, f"({sentences.word(why)}): {said}"))
    return found


def rests_on_text(rests_on: RestsOn, rules: RuleSet, sentences: Sentences) -> str:
    """The documents of a verdict, each with its own weight where its name does not say it, and the weakest basis."""
    said: list[str] = []
    for id_, weight in zip(rests_on.documents, rests_on.weights, strict=True):
        document = rules.documents[id_]
        called, weighs = document.called[sentences.language], weight_text(weight, document, sentences)
        said.append(called if called.casefold().startswith(weighs.casefold()) else f"{called} ({weighs})")
    return f"{'; '.join(said)}; {sentences.word(f'rests_{rests_on.basis.value}')}"


def weight_text(authority: Authority, document: SourceDocument, sentences: Sentences) -> str:
    """How much a document weighs; of an office's own procedure with the office."""
    if authority is Authority.OWN_PROCEDURE and document.office is not None:
        office = sentences.value(document.office, sentences.vocabulary.get(OFFICE))
        return sentences.word("own_procedure_of").format(office=office)
    return sentences.word(f"authority_{authority.value}")


def counted(what: str, number: int, language: Language) -> str:
    """So many rules, measures or applications."""
    return word(f"{what}_one" if number == 1 else f"{what}_number", language).format(number=number)


def stated_value(path: str, value: Value | None, sentences: Sentences) -> str:
    """What a value of a fact is called; where none is stated, that."""
    return sentences.word("not_stated") if value is None else sentences.value(value, sentences.vocabulary.get(path))


def sentence(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


def topic_name(topic: str, language: Language) -> str:
    """What a topic is called."""
    return sentence(name_of("topic", topic, language))

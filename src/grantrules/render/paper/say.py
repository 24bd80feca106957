"""What every form of output says alike: remarks, citations, grounds."""

from __future__ import annotations

from grantrules.base.texts import Language
from grantrules.base.values import Value
from grantrules.decision.decision import RestsOn
from grantrules.decision.notes import Note, NoteKind
from grantrules.language.condition import Citation
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import Rule, RuleSet
from grantrules.words.sentences import Sentences
from grantrules.words.words import name_of, word


def note_text(note: Note, year: int, sentences: Sentences) -> str:
    """A remark as a sentence."""
    rules = ", ".join(rule.id for rule in note.rules)
    match note.kind:
        case NoteKind.POINTER:
            return note.rules[0].text[sentences.language]
        case NoteKind.SILENCE:
            said = sentences.word("note_silence").format(value=note.rules[0].silent_since)
            return f"{note.rules[0].text[sentences.language]} {said}"
        case NoteKind.WEEKEND:
            assert note.day is not None
            weekday = sentences.word("saturday" if note.day.weekday() == 5 else "sunday")
            said = sentences.word("note_weekend").format(day=sentences.day(note.day), weekday=weekday)
            return f"{said} ({rules})" if rules else said
        case NoteKind.LETTER | NoteKind.BOUNDARY:
            label = sentences.label(str(note.value))
            return sentences.word(f"note_{note.kind.value}").format(value=label, rules=rules)
        case _:
            offices = dict.fromkeys(rule.office for rule in note.rules if rule.office)
            named = ", ".join(sentences.value(office, sentences.vocabulary.get(OFFICE)) for office in offices)
            number = counted("rules", len(note.rules), sentences.language)
            return sentences.word(f"note_{note.kind.value}").format(
                rules=rules, value=note.value, year=year, offices=named, number=number
            )


def citation_text(citation: Citation) -> str:
    """A document and the place in it."""
    return f"{citation.document}, {citation.at}"


def norm_text(rule: Rule, rules: RuleSet, sentences: Sentences) -> str:
    """The places that a rule cites, with their weight."""
    return "; ".join(f"{citation_text(source)}{weight}" for source, weight in weighed(rule, rules, sentences))


def weighed(rule: Rule, rules: RuleSet, sentences: Sentences) -> list[tuple[Citation, str]]:
    """Each place that a rule cites, with what is said after it: its own authority, or once that of all, and the basis."""
    basis = sentences.word(f"basis_{rule.basis.value}")
    weights = [sentences.word(f"authority_{rules.authority(rule.office, source).value}") for source in rule.sources]
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


def rests_on_text(rests_on: RestsOn, sentences: Sentences) -> str:
    """The weakest authority and basis of a verdict, and its documents."""
    authority = sentences.word(f"authority_{rests_on.authority.value}")
    basis = sentences.word(f"basis_{rests_on.basis.value}")
    return f"{authority} ({basis}): {', '.join(rests_on.documents)}"


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

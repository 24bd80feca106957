"""What every form of output says alike: remarks, citations, grounds."""

from __future__ import annotations

from grantrules.condition import Citation
from grantrules.facts import OFFICE
from grantrules.grounds import RestsOn
from grantrules.notes import Note, NoteKind
from grantrules.ruleset import Rule, RuleSet
from grantrules.sentences import Speaker
from grantrules.texts import Language
from grantrules.words_diff import name_of


def note_text(note: Note, year: int, speaker: Speaker) -> str:
    """A remark as a sentence."""
    rules = ", ".join(rule.id for rule in note.rules)
    match note.kind:
        case NoteKind.POINTER:
            return note.rules[0].text[speaker.language]
        case NoteKind.SILENCE:
            said = speaker.word("note_silence").format(value=note.rules[0].silent_since)
            return f"{note.rules[0].text[speaker.language]} {said}"
        case NoteKind.WEEKEND:
            assert note.day is not None
            weekday = speaker.word("saturday" if note.day.weekday() == 5 else "sunday")
            said = speaker.word("note_weekend").format(day=speaker.day(note.day), weekday=weekday)
            return f"{said} ({rules})" if rules else said
        case NoteKind.LETTER | NoteKind.BOUNDARY:
            label = speaker.label(str(note.value))
            return speaker.word(f"note_{note.kind.value}").format(value=label, rules=rules)
        case _:
            offices = dict.fromkeys(rule.office for rule in note.rules if rule.office)
            named = ", ".join(speaker.value(office, speaker.vocabulary.get(OFFICE)) for office in offices)
            return speaker.word(f"note_{note.kind.value}").format(
                rules=rules, value=note.value, year=year, offices=named, number=len(note.rules)
            )


def citation_text(citation: Citation) -> str:
    """A document and the place in it."""
    return f"{citation.document}, {citation.at}"


def norm_text(rule: Rule, rules: RuleSet, speaker: Speaker) -> str:
    """The places that a rule cites, with their weight."""
    sources = "; ".join(citation_text(source) for source in rule.sources)
    authority = speaker.word(f"authority_{rules.authority(rule.office, rule.sources[0]).value}")
    return f"{sources} ({authority}, {speaker.word(f'basis_{rule.basis.value}')})"


def rests_on_text(rests_on: RestsOn, speaker: Speaker) -> str:
    """The weakest authority and basis of a verdict, and its documents."""
    authority = speaker.word(f"authority_{rests_on.authority.value}")
    basis = speaker.word(f"basis_{rests_on.basis.value}")
    return f"{authority} ({basis}): {', '.join(rests_on.documents)}"


def sentence(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


def topic_name(topic: str, language: Language) -> str:
    """What a topic is called."""
    return sentence(name_of("topic", topic, language))

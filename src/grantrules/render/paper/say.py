"""What every form of output says alike: remarks, citations, grounds."""

from __future__ import annotations

from grantrules.base.texts import Language
from grantrules.decision.decision import RestsOn
from grantrules.decision.notes import Note, NoteKind
from grantrules.language.condition import Citation
from grantrules.language.vocabulary import OFFICE
from grantrules.rules.ruleset import Rule, RuleSet
from grantrules.words.sentences import Speaker
from grantrules.words.words import name_of


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
            number = speaker.word("rules_one" if len(note.rules) == 1 else "rules_number").format(
                number=len(note.rules)
            )
            return speaker.word(f"note_{note.kind.value}").format(
                rules=rules, value=note.value, year=year, offices=named, number=number
            )


def citation_text(citation: Citation) -> str:
    """A document and the place in it."""
    return f"{citation.document}, {citation.at}"


def norm_text(rule: Rule, rules: RuleSet, speaker: Speaker) -> str:
    """The places that a rule cites, with their weight."""
    return "; ".join(f"{citation_text(source)}{weight}" for source, weight in weighed(rule, rules, speaker))


def weighed(rule: Rule, rules: RuleSet, speaker: Speaker) -> list[tuple[Citation, str]]:
    """Each place that a rule cites, with what is said after it: its own authority, or once that of all, and the basis."""
    basis = speaker.word(f"basis_{rule.basis.value}")
    weights = [speaker.word(f"authority_{rules.authority(rule.office, source).value}") for source in rule.sources]
    if len(set(weights)) == 1:
        said = [*[""] * (len(weights) - 1), f" ({weights[0]}, {basis})"]
    else:
        said = [f" ({weight})" for weight in weights]
        said[-1] += f" – {basis}"
    return list(zip(rule.sources, said, strict=True))


def doubts_of(rule: Rule, speaker: Speaker) -> list[tuple[str, str]]:
    """The branches in doubt and the readings of a rule: the id, and what it is and says."""
    found = []
    for id_, branch in rule.branches.items():
        if branch.doubt is not None or id_ in rule.readings:
            why = f"cause_{branch.doubt.value}" if branch.doubt else "cause_reading"
            said = branch.text[speaker.language] if branch.text else speaker.condition(branch.part)
            found.append((id_, f"({speaker.word(why)}): {said}"))
    return found


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

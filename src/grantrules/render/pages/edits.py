"""What every form of a comparison says alike, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from grantrules.base.texts import Language
from grantrules.compare.comparison import Edit, Effect, RulePart, StatementChange, ValueEdit
from grantrules.compare.statements import COME_OR_GONE, WORDING, office_of
from grantrules.language.vocabulary import OFFICE
from grantrules.render.pages.groups import Group, reads_otherwise, tells
from grantrules.render.paper.say import citation_text, norm_text, sentence, topic_name
from grantrules.rules.ruleset import NATIONAL, OfficeValue, Rule, RuleSet, Verb
from grantrules.words.sentences import Clause, Speaker
from grantrules.words.words import name_of, word


def _kind(verb: Verb) -> str:
    """What a change of effect means for rules with this verb."""
    if verb.decides:
        return "decides"
    return {Verb.PRIORITISE: "prioritises", Verb.OBLIGE: "obliges"}.get(verb, "tells")


@dataclass(frozen=True, slots=True)
class ToldYear:
    """One of the two years: its rules, what they are called beside the other, and who speaks for them."""

    name: str
    rules: RuleSet
    speaker: Speaker

    def text(self, rule: Rule) -> str:
        """The words of a rule."""
        return rule.text[self.speaker.language]

    def cited(self, rule: Rule) -> str:
        """The places that a rule cites, with their weight."""
        return norm_text(rule, self.rules, self.speaker)

    def office(self, office: str) -> str:
        """What an office is called."""
        if office == NATIONAL:
            return word("national", self.speaker.language)
        return self.speaker.value(office, self.speaker.vocabulary.get(OFFICE))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks for in one year: the parts that the `other` year does not have, and those that read alike there."""

    clause: Clause
    own: tuple[str, ...]
    alike: tuple[str, ...]
    other: str


def _asked(clause: Clause, beside: Clause | None, other: str) -> Asked:
    comparable = beside is not None and (clause.joint == beside.joint or "" in (clause.joint, beside.joint))
    there = beside.parts if beside is not None and comparable else ()
    own = tuple(part for part in clause.parts if part not in there)
    return Asked(clause, own, tuple(part for part in clause.parts if part in there), other)


class Teller:
    """Puts what differs between two years into words, in one language."""

    def __init__(self, before: RuleSet, after: RuleSet, language: Language) -> None:
        self.language: Language = language
        names = self._names(before, after)
        self.before, self.after = (
            ToldYear(name, rules, Speaker(rules.vocabulary, rules.year, language))
            for name, rules in zip(names, (before, after), strict=True)
        )

    def _names(self, before: RuleSet, after: RuleSet) -> tuple[str, str]:
        if before.year != after.year:
            return str(before.year), str(after.year)
        if before.revision != after.revision:
            one, other = (f"{each.year} ({self.word('revision')} {each.revision})" for each in (before, after))
            return one, other
        return f"{before.year} ({self.word('side_before')})", f"{after.year} ({self.word('side_after')})"

    def word(self, key: str) -> str:
        """A fixed word."""
        return word(key, self.language)

    def topic(self, topic: str) -> str:
        """What a topic is called."""
        return topic_name(topic, self.language)

    def group_heading(self, group: Group, under: str) -> str:
        """What a part of a group is called: its topic, or the office."""
        return self.after.office(under) if group is Group.OFFICE else self.topic(under)

    @property
    def title(self) -> str:
        """The two years."""
        return f"{self.before.name} → {self.after.name}"

    @property
    def sides(self) -> tuple[ToldYear, ToldYear]:
        """The two years, the earlier one first."""
        return self.before, self.after

    def sided(self, edit: Edit) -> list[tuple[ToldYear, Rule]]:
        """The rule in each year that has it."""
        pairs = zip(self.sides, (edit.before, edit.after), strict=True)
        return [(side, rule) for side, rule in pairs if rule is not None]

    # -- an edit

    def statement(self, edit: Edit) -> str:
        """What became of the statement."""
        offices = {office_of(rule) for _, rule in self.sided(edit)}
        match edit.statement:
            case StatementChange.OTHER_OFFICE if None in offices:
                return self.word("statement_one_office")
            case StatementChange.BASIS_CHANGED if not set(WORDING).isdisjoint(edit.parts):
                return self.word("statement_reworded_and_basis")
            case statement:
                return self.word(f"statement_{statement.value}")

    def effect(self, edit: Edit) -> str:
        """What the change does; nothing where that cannot be said or is plain from the statement."""
        rule = edit.after or edit.before
        if edit.effect is None or rule is None:
            return ""
        other = edit.before or rule
        one_kind = _kind(rule.verb) == _kind(other.verb)
        if tells(edit) and (edit.statement in COME_OR_GONE or (edit.effect is Effect.SAME and reads_otherwise(edit))):
            return ""
        kind = _kind(rule.verb) if one_kind else ""
        settled = edit.settled or edit.effect
        if edit.effect is Effect.SAME and edit.values:
            return self.word("set_otherwise")
        if edit.in_doubt:
            return self._kind_word(f"doubt_{edit.effect.value}", kind)
        if edit.effect is Effect.CHANGED and settled is not Effect.CHANGED:
            doubtful = Effect.WIDENED if settled is Effect.NARROWED else Effect.NARROWED
            sure, perhaps = f"effect_{settled.value}", f"doubt_{doubtful.value}"
            return self.word("partly").format(sure=self._kind_word(sure, kind), doubt=self._kind_word(perhaps, kind))
        return self._kind_word(f"effect_{edit.effect.value}", kind)

    def _kind_word(self, key: str, kind: str) -> str:
        """A word for an effect, in that of the kind of rule where it has one."""
        try:
            return self.word(f"{key}_{kind}")
        except KeyError:
            return self.word(key)

    def changes(self, edit: Edit) -> str:
        """What became of the statement, what that does, and what the rule was called."""
        formerly = self.word("formerly").format(rule=edit.formerly) if edit.formerly else ""
        slide = self.word("by_one_slide") if edit.told_by is not None else ""
        return "; ".join(part for part in (self.statement(edit), self.effect(edit), slide, formerly) if part)

    def newly(self, edit: Edit) -> str:
        """What came or went, in the words of the year that has it."""
        side, rule = self.sided(edit)[-1]
        return side.text(rule)

    def ground(self, edit: Edit) -> str:
        """Why it is said that a rule came or went, or where a document itself calls it changed."""
        if edit.source is not None:
            said = "said_in" if edit.statement in COME_OR_GONE else "called_a_change_in"
            return f"{self.word(said)} {citation_text(edit.source)}"
        if edit.statement not in COME_OR_GONE:
            return ""
        whole = self.before if edit.statement is StatementChange.ADDED else self.after
        return self.word("whole_topic").format(year=whole.name)

    def differs_in(self, edit: Edit) -> str:
        """The parts that differ."""
        said_already = {RulePart.BRANCHES} if {RulePart.CONDITION, RulePart.GUARD}.intersection(edit.parts) else set()
        said_already |= {RulePart.STATES} - {
            part for part, *_ in self._rows(edit)
        }  # what it is about shows in its words
        named = ", ".join(self.word(f"part_{part.value}") for part in edit.parts if part not in said_already)
        return f"{self.word('differs_in')}: {named}" if named else ""

    def last_stated(self, edit: Edit) -> str:
        """The year that last stated a rule that is not mentioned."""
        rules = [rule for rule in (edit.after, edit.before) if rule is not None]
        year = next((rule.silent_since for rule in rules if rule.silent_since is not None), self.before.rules.year)
        return self.word("last_stated").format(year=year)

    def silent(self, edit: Edit) -> str:
        """That a year does not mention the rule, and which year last stated it."""
        return f"{self.word('verb_silent')} ({self.last_stated(edit)})"

    def asks(self, edit: Edit, side: ToldYear) -> list[Asked]:
        """What the rule asks for in a year; of a rule that both years state, only what does not read alike in both."""
        rule, other = (edit.before, edit.after) if side is self.before else (edit.after, edit.before)
        if rule is None or rule.verb is Verb.SILENT:
            return []
        opposite = self.after if side is self.before else self.before
        stated = other is not None and other.verb is not Verb.SILENT
        comparable = stated and edit.statement is not StatementChange.OTHER_OFFICE
        beside = {each.lead: each for each in opposite.speaker.clauses(other)} if other and comparable else {}
        clauses = side.speaker.clauses(rule)
        return [
            _asked(clause, beside.get(clause.lead), opposite.name)
            for clause in clauses
            if clause != beside.get(clause.lead)
        ]

    def asked(self, asked: Asked) -> str:
        """The same as a sentence, in which what reads alike in the other year is only counted."""
        if not asked.alike:
            return str(replace(asked.clause, parts=asked.own))
        parts = (f"[{self.alike(asked)}]", *asked.own)
        if asked.clause.joint.startswith(" "):
            return str(replace(asked.clause, parts=parts))
        asks = asked.clause.lead == self.before.speaker.word("asks_for")
        lead = self.word("asks_one_of") if asks else f"{asked.clause.lead} {self.word('one_of_these')}"
        return f"{lead} {'; '.join(map(bare, parts))}."

    def alike(self, asked: Asked) -> str:
        """How many parts read alike in the other year."""
        key = "part_alike" if len(asked.alike) == 1 else "parts_alike"
        return self.word(key).format(number=len(asked.alike), year=asked.other)

    def particulars(self, edit: Edit) -> list[tuple[str, str, str]]:
        """Each part that differs and that neither words nor condition say: what it is called, and what it is in each year."""
        rows = [(sentence(self.word(f"part_{part.value}")), one, other) for part, one, other in self._rows(edit)]
        return rows + [(self.value_title(each), *self._values(each)) for each in edit.values]

    def _values(self, edit: ValueEdit) -> tuple[str, str]:
        one, other = (said for _, said, _ in self.valued(edit))
        return one, other

    def _rows(self, edit: Edit) -> list[tuple[RulePart, str, str]]:
        if edit.before is None or edit.after is None:
            return []
        one, other = edit.before, edit.after
        rows = ((p, self._particular(p, self.before, one), self._particular(p, self.after, other)) for p in edit.parts)
        return [
            (p, before, after)
            for p, before, after in rows
            if before is not None and after is not None and before != after
        ]

    def _particular(self, part: RulePart, side: ToldYear, rule: Rule) -> str | None:
        absent = self.word("not_set")
        match part:
            case RulePart.TOPIC:
                return self.topic(rule.topic)
            case RulePart.TITLE:
                return rule.title[self.language]
            case RulePart.VERB:
                return self.word(f"verb_{rule.verb.value}")
            case RulePart.OFFICE:
                return side.office(rule.office) if rule.office else absent
            case RulePart.REMEDY:
                return rule.remedy[self.language] if rule.remedy else absent
            case RulePart.RANK:
                return absent if rule.rank is None else str(rule.rank)
            case RulePart.DUE:
                return side.speaker.due(rule.due, None).removeprefix(f"{self.word('due')}: ") or absent
            case RulePart.AWARDED:
                return ", ".join(map(str, rule.awarded)) or absent
            case RulePart.STATES:
                return self._figure(side, rule) or absent
            case RulePart.ASPECT:
                return self.word(f"aspect_{rule.aspect.value}") if rule.aspect else absent
            case RulePart.FULFILLED:
                return side.speaker.condition(rule.fulfilled) if rule.fulfilled else absent
            case RulePart.RECEIVED:
                return side.speaker.label(rule.received) if rule.received else absent
            case (
                RulePart.TEXT
                | RulePart.CONDITION
                | RulePart.GUARD
                | RulePart.BRANCHES
                | RulePart.BASIS
                | RulePart.SOURCE
            ):
                return None  # its words, its condition and what it rests on are shown anyhow
            case _:
                assert_never(part)

    def _figure(self, side: ToldYear, rule: Rule) -> str:
        """The figure that a rule states, with its kind."""
        if rule.states is None or rule.states.amount is None:
            return ""
        figure = name_of("figure", rule.states.figure, self.language) if rule.states.figure else ""
        return f"{side.speaker.money(rule.states.amount)}{f' ({figure})' if figure else ''}"

    # -- offices' values

    def value_title(self, edit: ValueEdit) -> str:
        """Which value of which office."""
        side = self.after if edit.after else self.before
        return f"{side.speaker.label(edit.fact)}, {side.office(edit.office)}"

    def value_change(self, edit: ValueEdit) -> str:
        """What became of a value."""
        if edit.effect is Effect.CHANGED:
            return self.word("value_changed")
        same = edit.statement is StatementChange.SAME
        return self.word("value_cited" if same else f"statement_{edit.statement.value}")

    def valued(self, edit: ValueEdit) -> Iterator[tuple[ToldYear, str, OfficeValue | None]]:
        """The value in each year, in words."""
        for side, value in zip(self.sides, (edit.before, edit.after), strict=True):
            fact = side.speaker.vocabulary.get(edit.fact)
            yield side, self.word("not_set") if value is None else side.speaker.value(value.value, fact), value


def bare(part: str) -> str:
    """A part without the brackets around all of it, which it needs in a sentence and not in a list."""
    depth = 0
    for place, character in enumerate(part):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            whole = place == len(part) - 1 and part.startswith("(")
            return part[1:-1] if whole else part
    return part

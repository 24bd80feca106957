"""What every form of a comparison says alike, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from grantrules.base.texts import Language, Text
from grantrules.compare.causes import RuleBehind, Side
from grantrules.compare.comparison import Edit, ValueEdit
from grantrules.compare.effect import Effect, does
from grantrules.compare.figures import Figure, FigureKind
from grantrules.compare.statements import COME_OR_GONE, WORDING, RulePart, StatementChange, is_stated, office_of
from grantrules.language.condition import Citation
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.groups import reads_otherwise, tells
from grantrules.render.paper.lines import Span, words_of
from grantrules.render.paper.say import sentence, topic_name
from grantrules.rules.ruleset import OfficeValue, Rule, RuleSet, Verb
from grantrules.words.sentences import Clause, Sentences
from grantrules.words.words import WORDS, name_of, word

_KINDS = {Verb.PRIORITISE: "prioritises", Verb.OBLIGE: "obliges"}
"""What a change of effect means for rules with these verbs; some others decide, and the rest tell."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks for in one year: the parts that the `other` year does not have, and those that read alike there."""

    clause: Clause
    own: tuple[str, ...]
    alike: tuple[str, ...]
    other: str


class EditWords:
    """Puts what differs between two years into words, in one language."""

    def __init__(self, before: RuleSet, after: RuleSet, language: Language) -> None:
        self.language: Language = language
        self.before, self.after = (
            ComparedYear(name, rules, Sentences(rules.vocabulary, rules.names_of, language))
            for name, rules in zip(self._names(before, after), (before, after), strict=True)
        )
        self.sides = self.before, self.after

    def _names(self, before: RuleSet, after: RuleSet) -> tuple[str, str]:
        if before.year != after.year:
            return str(before.year), str(after.year)
        told = [f"{self.word('revision')} {each.revision}" for each in (before, after)]
        if before.revision == after.revision:
            told = [self.word("side_before"), self.word("side_after")]
        return f"{before.year} ({told[0]})", f"{after.year} ({told[1]})"

    def word(self, key: str) -> str:
        """A fixed word."""
        return word(key, self.language)

    def text(self, text: Text) -> Span:
        """A text of a rule or of a year's rules."""
        return words_of(text, self.language)

    def sided(self, edit: Edit) -> list[tuple[ComparedYear, Rule]]:
        """The rule in each year that has it."""
        pairs = zip(self.sides, (edit.before, edit.after), strict=True)
        return [(side, rule) for side, rule in pairs if rule is not None]

    def here_and_there(self, side: Side) -> tuple[ComparedYear, ComparedYear]:
        """One of the two years, and the other."""
        return (self.before, self.after) if side is Side.BEFORE else (self.after, self.before)

    def place(self, citation: Citation) -> str:
        """A document that one of the years has, by its short title, and the place in it."""
        side = self.after if citation.document in self.after.rules.documents else self.before
        return side.place(citation)

    def document(self, citation: Citation) -> str:
        """The short title of a document that one of the years has."""
        return self.place(replace(citation, at="")).removesuffix(", ")

    def offices(self, ids: str) -> str:
        """Whose rules stand under a heading: one office's, or in the later year another's than in the earlier."""
        named = (next(side for side in (self.after, self.before) if side.knows(id_)).office(id_) for id_ in ids.split())
        return " → ".join(named)

    def named(self, edit: Edit, side: ComparedYear, rule: Rule) -> str:
        """What a year is called over its rule: with the office where that is not the other year's."""
        office = office_of(rule)
        other = edit.statement is StatementChange.OTHER_OFFICE and office is not None
        return f"{side.name} ({side.office(office)})" if other and office else side.name

    def called(self, behind: RuleBehind) -> str:
        """What people call a rule that stands in the way in one of the years."""
        here, _ = self.here_and_there(behind.side)
        return here.rules.by_id[behind.rule].title[self.language]

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
        verbs = [rule.verb for rule in (edit.before, edit.after) if rule is not None]
        if edit.effect is None or not verbs:
            return ""
        same = edit.effect is Effect.SAME
        if tells(edit) and (edit.statement in COME_OR_GONE or (same and reads_otherwise(edit))):
            return ""
        settled = edit.settled or edit.effect
        if edit.asks not in (None, Effect.SAME):
            return self._asks_otherwise(edit)
        if same and edit.values:
            return self.word("set_otherwise")
        if edit.in_doubt:
            return self._of_verbs(f"doubt_{edit.effect.value}", verbs)
        if edit.effect is Effect.CHANGED and settled is not Effect.CHANGED:
            doubtful = Effect.WIDENED if settled is Effect.NARROWED else Effect.NARROWED
            keys = f"effect_{settled.value}", f"doubt_{doubtful.value}"
            sure, doubt = (self._of_verbs(key, verbs) for key in keys)
            return self.word("partly").format(sure=sure, doubt=doubt)
        return self._of_verbs(f"effect_{edit.effect.value}", verbs)

    def _asks_otherwise(self, edit: Edit) -> str:
        """What a duty asks for now; and where it binds others too, or is due at another time, that as well."""
        assert edit.asks is not None
        said = self.word(f"asks_{edit.asks.value}")
        other = not {RulePart.CONDITION, RulePart.GUARD, RulePart.BRANCHES}.isdisjoint(edit.parts)
        if edit.before is None or edit.after is None or not other:
            return said
        words = self.before.rules.vocabulary, self.after.rules.vocabulary
        reach = does(edit.before, edit.after, words).effect
        return said if reach is Effect.SAME else f"{self._of_verbs(f'effect_{reach.value}', [Verb.OBLIGE])}, {said}"

    def _of_verbs(self, key: str, verbs: Iterable[Verb]) -> str:
        """A word for an effect on rules with these verbs: that of their kind, where they are of one that has such a word."""
        kinds = {"decides" if verb.decides else _KINDS.get(verb, "tells") for verb in verbs}
        own = f"{key}_{kinds.pop()}" if len(kinds) == 1 else key
        return self.word(own if own in WORDS else key)

    def changes(self, edit: Edit) -> str:
        """What became of the statement, what that does, and what the rule was called."""
        formerly = self.word("formerly").format(rule=edit.formerly) if edit.formerly else ""
        slide = self.word("by_one_slide") if edit.told_by is not None else ""
        otherwise = edit.effect in (Effect.REVERSED, Effect.REPLACED)  # then it is not a matter of words
        said = "" if otherwise and edit.statement is StatementChange.REWORDED else self.statement(edit)
        return "; ".join(part for part in (said, self.effect(edit), slide, formerly) if part)

    def ground(self, edit: Edit) -> str:
        """Why it is said that a rule came or went, or where a document itself calls it changed."""
        if edit.source is not None:
            said = "said_in" if edit.statement in COME_OR_GONE else "called_a_change_in"
            return f"{self.word(said)} {self.place(edit.source)}"
        if edit.statement not in COME_OR_GONE:
            return ""
        whole = self.before if edit.statement is StatementChange.ADDED else self.after
        return self.word("whole_topic").format(year=whole.name)

    def differs_in(self, edit: Edit) -> str:
        """The parts that differ."""
        said_already = {RulePart.BRANCHES} if {RulePart.CONDITION, RulePart.GUARD}.intersection(edit.parts) else set()
        if all(part is not RulePart.STATES for part, *_ in self._rows(edit)):
            said_already.add(RulePart.STATES)  # what it is about shows in its words
        named = ", ".join(self.word(f"part_{part.value}") for part in edit.parts if part not in said_already)
        return f"{self.word('differs_in')}: {named}" if named else ""

    def last_stated_before(self, edit: Edit) -> bool:
        """Whether a rule that is not mentioned was last stated before the earlier of the two years."""
        return edit.before is None or not is_stated(edit.before)

    def last_stated(self, edit: Edit) -> str:
        """The year that last stated a rule that is not mentioned."""
        rules = [rule for rule in (edit.after, edit.before) if rule is not None]
        year = next((rule.silent_since for rule in rules if rule.silent_since is not None), self.before.rules.year)
        return self.word("last_stated").format(year=year)

    def asks(self, edit: Edit, side: ComparedYear) -> list[Asked]:
        """What the rule asks for in a year; of a rule that both years state, only what does not read alike in both."""
        rule, other = (edit.before, edit.after) if side is self.before else (edit.after, edit.before)
        opposite = self.after if side is self.before else self.before
        if rule is None or rule.verb is Verb.SILENT:
            return []
        apart = other is None or other.verb is Verb.SILENT or edit.statement is StatementChange.OTHER_OFFICE
        beside = {} if other is None or apart else {each.lead: each for each in opposite.sentences.clauses(other)}
        found = []
        for clause in side.sentences.clauses(rule):
            there = beside.get(clause.lead)
            comparable = there is not None and (clause.joint == there.joint or "" in (clause.joint, there.joint))
            parts = there.parts if there is not None and comparable else ()
            own, alike = (tuple(part for part in clause.parts if (part in parts) is both) for both in (False, True))
            if clause != there:
                found.append(Asked(clause, own, alike, opposite.name))
        return found

    def doubts(self, edit: Edit, side: ComparedYear) -> list[str]:
        """Where a change lies in doubt, what a year leaves open that the other does not, in its own words."""
        rule, other = (edit.before, edit.after) if side is self.before else (edit.after, edit.before)
        if rule is None or other is None or edit.settled is None or edit.settled is edit.effect:
            return []
        there = {(id_, branch.doubt) for id_, branch in other.branches.items()}
        return [
            f"{branch.text[self.language]} [{self.word(f'cause_{branch.doubt.value}')}]"
            for id_, branch in rule.branches.items()
            if branch.doubt is not None and branch.text is not None and (id_, branch.doubt) not in there
        ]

    def asked(self, asked: Asked) -> str:
        """The same as a sentence, in which what reads alike in the other year is only counted."""
        if not asked.alike:
            return str(replace(asked.clause, parts=asked.own))
        parts = (f"[{self.alike(asked)}]", *asked.own)
        if asked.clause.joint.startswith(" "):
            return str(replace(asked.clause, parts=parts))
        leads = {self.before.sentences.word(key): self.word(f"{key}_one_of") for key in ("requires", "asks_for")}
        lead = leads.get(asked.clause.lead, f"{asked.clause.lead} {self.word('one_of_these')}")
        return f"{lead} {'; '.join(map(bare, parts))}."

    def alike(self, asked: Asked) -> str:
        """How many parts read alike in the other year."""
        key = "part_alike" if len(asked.alike) == 1 else "parts_alike"
        return self.word(key).format(number=len(asked.alike), year=asked.other)

    def particulars(self, edit: Edit) -> list[tuple[str, str, str]]:
        """Each part, date and amount that differs and that the words do not say: what it is called, and what it is in each year."""
        dated = any(pair.any.kind is FigureKind.DUE and pair.before and pair.after for pair in edit.figures)
        told = {RulePart.DUE} if dated else set[RulePart]()
        found = [each for each in self._rows(edit) if each[0] not in told]
        rows = [(sentence(self.word(f"part_{part.value}")), one, other) for part, one, other in found]
        known = {(pair.any.fact, pair.any.office) for pair in edit.figures}
        for each in edit.values:
            if (each.fact, each.office) not in known:
                (_, one, _), (_, other, _) = self.valued(each)
                rows.append((self.value_title(each), one, other))
        stated = any(part is RulePart.STATES for part, *_ in found)
        return rows + self.figures(edit, amounts=not stated)

    def rows(self, edit: Edit) -> list[str]:
        """The same as lines."""
        one, other = self.before.name, self.after.name
        return [f"{part}: {before} ({one}) → {after} ({other})" for part, before, after in self.particulars(edit)]

    def _rows(self, edit: Edit) -> list[tuple[RulePart, str, str]]:
        if edit.before is None or edit.after is None:
            return []
        found = []
        for part in edit.parts:
            one, other = (
                self._particular(part, self.before, edit.before),
                self._particular(part, self.after, edit.after),
            )
            if one is not None and other is not None and one != other:
                found.append((part, one, other))
        return found

    def _particular(self, part: RulePart, side: ComparedYear, rule: Rule) -> str | None:
        match part:
            case RulePart.TOPIC:
                said = topic_name(rule.topic, self.language)
            case RulePart.TITLE:
                said = rule.title[self.language]
            case RulePart.VERB:
                said = self.word(f"verb_{rule.verb.value}")
            case RulePart.OFFICE:
                said = side.office(rule.office) if rule.office else ""
            case RulePart.REMEDY:
                said = rule.remedy[self.language] if rule.remedy else ""
            case RulePart.RANK:
                said = side.sentences.rank(rule)
            case RulePart.DUE:
                said = side.sentences.due(rule.due, None).removeprefix(f"{self.word('due')}: ")
            case RulePart.AWARDED:
                said = ", ".join(map(str, rule.awarded))
            case RulePart.STATES:
                said = self.amount(side, rule)
            case RulePart.ASPECT:
                said = self.word(f"aspect_{rule.aspect.value}") if rule.aspect else ""
            case RulePart.FULFILLED:
                said = side.sentences.condition(rule.fulfilled) if rule.fulfilled else ""
            case RulePart.RECEIVED:
                said = side.sentences.label(rule.received) if rule.received else ""
            case (RulePart.TEXT | RulePart.CONDITION | RulePart.GUARD) | (
                RulePart.BRANCHES | RulePart.BASIS | RulePart.SOURCE
            ):
                return None  # its words, its condition and what it rests on are shown anyhow
            case _:
                assert_never(part)
        return said or self.word("not_set")

    def amount(self, side: ComparedYear, rule: Rule) -> str:
        """The amount that a rule states, with its kind."""
        if rule.states is None or rule.states.amount is None:
            return ""
        kind = f", {name_of('figure', rule.states.figure, self.language)}" if rule.states.figure else ""
        return f"{side.sentences.money(rule.states.amount)}{kind}"

    def figures(self, edit: Edit, *, amounts: bool = True) -> list[tuple[str, str, str]]:
        """Each date and amount that differs: what it is called, and what it is in each year."""
        rows = []
        for pair in edit.figures:
            if amounts or pair.any.kind is not FigureKind.AMOUNT:
                called = self.figure_called(pair.any, self.after if pair.after else self.before)
                rows.append(
                    (called, self.figure_said((self.before, pair.before)), self.figure_said((self.after, pair.after)))
                )
        return rows

    def figure_called(self, figure: Figure, side: ComparedYear) -> str:
        """What a date or an amount is called, and whose it is."""
        match figure.kind:
            case FigureKind.DUE:
                return sentence(self.word("part_due"))
            case FigureKind.AMOUNT:
                return sentence(self.word("part_states"))
            case FigureKind.SET | FigureKind.LIMIT:
                label = side.sentences.label(figure.fact or "")
                return label if figure.office is None else f"{label}, {side.office(figure.office)}"

    def figure_said(self, sided: tuple[ComparedYear, Figure | None]) -> str:
        """A date or an amount of a year; that it mentions none is said too."""
        side, figure = sided
        if figure is None:
            return self.word("none_mentioned")
        if figure.kind is FigureKind.AMOUNT and isinstance(figure.value, int | Decimal):
            return side.sentences.money(figure.value)
        said = side.sentences.value(figure.value, side.sentences.vocabulary.get(figure.fact or ""))
        return said if figure.awarded is None else self.word("on_grants_of").format(day=said, year=figure.awarded)

    # -- offices' values

    def value_title(self, edit: ValueEdit) -> str:
        """Which value of which office."""
        side = self.after if edit.after else self.before
        return f"{side.sentences.label(edit.fact)}, {side.office(edit.office)}"

    def value_change(self, edit: ValueEdit) -> str:
        """What became of a value."""
        if edit.effect is Effect.CHANGED:
            return self.word("value_changed")
        same = edit.statement is StatementChange.SAME
        return self.word("value_cited" if same else f"statement_{edit.statement.value}")

    def valued(self, edit: ValueEdit) -> Iterator[tuple[ComparedYear, str, OfficeValue | None]]:
        """The value in each year, in words."""
        for side, value in zip(self.sides, (edit.before, edit.after), strict=True):
            fact = side.sentences.vocabulary.get(edit.fact)
            yield side, self.word("not_set") if value is None else side.sentences.value(value.value, fact), value


def bare(part: str) -> str:
    """A part without the brackets around all of it, which it needs in a sentence and not in a list."""
    depth = 0
    for place, character in enumerate(part):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            whole = place == len(part) - 1 and part.startswith("(")
            return part[1:-1] if whole else part
    return part

"""Witnesses in words: the question, the smallest application, and what each year makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from grantrules.compare.causes import Causes, RuleBehind, Side
from grantrules.compare.proofs import (
    Acting,
    Differs,
    Finding,
    Same,
    Undecided,
    VerdictsQuestion,
    Witness,
    Witnesses,
    YearQuestion,
)
from grantrules.decision.decision import Decision
from grantrules.intake.stated import Facts, Stated
from grantrules.language.layout import is_of_measure, is_set_by_office
from grantrules.render.pages.edits import Teller, ToldYear
from grantrules.render.paper.blocks import (
    Block,
    Column,
    Item,
    Listing,
    Paragraph,
    Points,
    Section,
    Sides,
    Style,
    items_of,
    points_of,
)
from grantrules.render.paper.lines import line
from grantrules.rules.ruleset import Verb
from grantrules.words.sentences import Speaker


class WitnessTeller:
    """Puts findings into words, beside the comparison that they belong to."""

    def __init__(self, teller: Teller, witnesses: Witnesses) -> None:
        self.teller, self.of, self.word = teller, witnesses, teller.word
        self._flips = Causes(teller.before.rules, teller.after.rules)

    @property
    def lead(self) -> list[str]:
        """What was searched, and what that leaves out."""
        measures, most = self.number("measures", self.of.measures), self.of.most_counted
        said = [self.word("witnesses_searched").format(measures=measures)]
        if most > self.of.measures:
            further = self.number("measures", most)
            said.append(self.word("witnesses_count_further").format(most=further, measures=self.of.measures))
        if left_out := self.of.left_out:
            counted = self.number("rules", len(left_out))
            said.append(self.word("witnesses_left_out").format(counted=counted, rules=", ".join(left_out)))
        return [self.word("silence_in_cases"), *said]

    def number(self, what: str, number: int) -> str:
        """So many measures, or rules."""
        return self.word(f"{what}_one" if number == 1 else f"{what}_number").format(number=number)

    @property
    def found(self) -> list[Differs]:
        """The witnesses."""
        return [finding for finding in self.of.findings if isinstance(finding, Differs)]

    @property
    def others(self) -> Iterator[tuple[str, list[str]]]:
        """The questions without a witness, with why there is none."""
        for kind in (Same, Undecided):
            questions = [self.question(each.question) for each in self.of.findings if isinstance(each, kind)]
            if questions:
                yield self.why_none(kind), questions

    def why_none(self, kind: type[Finding]) -> str:
        """Why there is no witness."""
        if kind is Same:
            return self.word("no_witness").format(measures=self.number("measures", self.of.measures))
        return self.word("not_settled").format(seconds=f"{self.of.seconds:g}")

    def section(self) -> Section:
        """All of it, as a section of a page."""
        lead = (Paragraph(line(each), Style.LEAD) for each in self.lead)
        found = items_of(map(self._item, self.found), Listing.ARTICLES)
        others = (Section(line(why), (Points(points_of(questions)),), brief=True) for why, questions in self.others)
        return Section(line(self.word("witnesses")), (*lead, found, *others), "witnesses")

    def _item(self, found: Differs) -> Item:
        facts = self.stated(found.witness) or [self.word("states_nothing")]
        verdicts = (Column(side.name, (Paragraph(line(said)),)) for side, said in self.verdicts(found))
        notes = [*self.silences(found), *([] if found.smallest else [self.word("not_smallest")])]
        details: tuple[Block, ...] = (
            Paragraph(line(self.about(found.question)), Style.TEXT),
            Points(points_of(facts), self.word("smallest_application")),
            Sides(tuple(verdicts)),
            *(Paragraph(line(each), Style.NOTE) for each in notes),
        )
        return Item(line(self.question(found.question)), details, place="witness")

    # -- the question

    def question(self, question: YearQuestion) -> str:
        """What the two years differ on."""
        teller = self.teller
        match question:
            case VerdictsQuestion(before=before, after=after):
                return self.word("question_verdicts").format(
                    before=self.word(before.value),
                    one=teller.before.name,
                    after=_inside(self.word(after.value)),
                    other=teller.after.name,
                )
            case Acting(act=act, rule=rule):
                here, there = self._here_and_there(question)
                return self.word(f"question_{act.value}").format(rule=rule.id, year=here.name, other=there.name)
            case _:
                assert_never(question)

    def _here_and_there(self, question: Acting) -> tuple[ToldYear, ToldYear]:
        before, after = self.teller.sides
        return (before, after) if question.side is Side.BEFORE else (after, before)

    def about(self, question: YearQuestion) -> str:
        """The words of the rule that is asked about, and what the other year has in its place."""
        if not isinstance(question, Acting):
            return ""
        here, there = self._here_and_there(question)
        verb = "no_such_rule" if question.pair is None else f"verb_{question.pair.verb.value}"
        other = self.word("in_the_other").format(year=there.name, verb=self.word(verb))
        return f"{here.name}: {here.text(question.rule)} ({other})"

    # -- the application and what comes of it

    def stated(self, witness: Witness) -> list[str]:
        """What the application states, a fact a line, and each measure a line."""
        both = witness.before.stated, witness.after.stated
        lines = self._facts(own_facts([each.facts for each in both], of_measures=False))
        for place in range(witness.measures):
            own = self._facts(own_facts([_of_measure(each, place) for each in both], of_measures=True))
            said = ", ".join(own) or self.word("states_nothing")
            lines.append(f"{self.word('measure')} {place + 1}: {said}")
        return lines

    def _facts(self, facts: Facts) -> list[str]:
        return [f"{self._speaker(path).label(path)}: {self._value(path, facts)}" for path in sorted(facts)]

    def _value(self, path: str, facts: Facts) -> str:
        """A value, by what each year calls it where that differs."""
        sides = [side for side in self.teller.sides if path in side.speaker.vocabulary]
        called = [side.speaker.value(facts[path], side.speaker.vocabulary.get(path)) for side in sides]
        if len(set(called)) < 2:
            return called[0]
        return ", ".join(f"{said} ({side.name})" for side, said in zip(sides, called, strict=True))

    def _speaker(self, path: str) -> Speaker:
        before, after = self.teller.sides
        return after.speaker if path in after.speaker.vocabulary else before.speaker

    def verdicts(self, found: Differs) -> list[tuple[ToldYear, str]]:
        """Each year's verdict and, where verdicts are asked about, the rules of that year behind the difference."""
        behind = self._behind(found)
        decisions = zip(self.teller.sides, Side, (found.witness.before, found.witness.after), strict=True)
        return [
            (side, self._verdict(decision, [each for each in behind if each.side is of]))
            for side, of, decision in decisions
        ]

    def silences(self, found: Differs) -> list[str]:
        """Where the other year is silent on rules that are behind different verdicts."""
        behind = self._behind(found)
        before, after = self.teller.sides
        lines: list[str] = []
        for of, other, silent in ((Side.BEFORE, after, "silent_after"), (Side.AFTER, before, "silent_before")):
            alone = [each for each in behind if each.side is of and not each.comparable]
            unsaid = [each for each in alone if each.in_other_year in (None, Verb.SILENT)]
            for key, of_key in ((silent, unsaid), ("elsewhere", [each for each in alone if each not in unsaid])):
                lines += [self.word(key).format(year=other.name, rules=_named(of_key))] if of_key else []
        return lines

    def _behind(self, found: Differs) -> Sequence[RuleBehind]:
        """The rules that hold the difference between two verdicts."""
        if not isinstance(found.question, VerdictsQuestion):
            return ()
        return self._flips.of_application(found.witness.before, found.witness.after)

    def _verdict(self, decision: Decision, behind: Sequence[RuleBehind]) -> str:
        because = f", {self.word('hindered_by')} {_named(behind)}" if behind else ""
        return self.word(decision.status.value) + because


def _named(rules: Sequence[RuleBehind]) -> str:
    """The rules by id, first those that both years speak of."""
    ids = dict.fromkeys(each.rule for each in sorted(rules, key=lambda each: not each.comparable))
    return ", ".join(ids)


def own_facts(stated: Sequence[Facts], *, of_measures: bool) -> Facts:
    """What an application, or a measure, states itself: not what its office has set."""
    every = {path: value for facts in stated for path, value in facts.items()}
    return {
        path: value
        for path, value in every.items()
        if is_of_measure(path) is of_measures and not is_set_by_office(path)
    }


def _of_measure(stated: Stated, place: int) -> Facts:
    return stated.measures[place].facts


def _inside(text: str) -> str:
    """A text that begins with a capital, inside a sentence."""
    return text[:1].lower() + text[1:]

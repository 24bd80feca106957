"""Witnesses in words: the question, the smallest application, and what each year makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from grantrules.decision import Decision
from grantrules.facts import MEASURE, OFFICE
from grantrules.proofs import Acting, Differs, Finding, Question, Same, Undecided, Verdicts, Witness
from grantrules.proofs import Side as Of
from grantrules.render.diff_say import Side, Teller
from grantrules.render.items import Item, Section
from grantrules.sentences import Speaker
from grantrules.stated import Facts, Stated
from grantrules.verdict import Status
from grantrules.yeardiff import Witnesses

NAMED = 6
"""How many rules are named as the reason for a verdict."""


class WitnessTeller:
    """Puts findings into words, beside the comparison that they belong to."""

    def __init__(self, teller: Teller, witnesses: Witnesses) -> None:
        self.teller, self.of, self.word = teller, witnesses, teller.word

    @property
    def lead(self) -> list[str]:
        """What was searched, and what that leaves out."""
        measures, most = self.of.measures, self.of.most_counted
        said = [self.word("witnesses_searched").format(measures=measures)]
        if most > measures:
            said.append(self.word("witnesses_count_further").format(most=most, measures=measures))
        return said

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
            return self.word("no_witness").format(measures=self.of.measures)
        return self.word("not_settled").format(seconds=f"{self.of.seconds:g}")

    def sections(self) -> list[Section]:
        """All of it, as the sections of a page."""
        lead = [Item(line) for line in self.lead]
        others = [Item(f"{why}:", tuple(questions)) for why, questions in self.others]
        return [Section(self.word("witnesses"), (*lead, *map(self._item, self.found), *others))]

    def _item(self, found: Differs) -> Item:
        witness = found.witness
        facts = "; ".join(self.stated(witness)) or self.word("states_nothing")
        details = [self.about(found.question), f"{self.word('smallest_application')}: {facts}"]
        details += [f"{side.name}: {said}" for side, said in self.verdicts(found)]
        details += [] if found.smallest else [self.word("not_smallest")]
        return Item(self.question(found.question), tuple(line for line in details if line))

    # -- the question

    def question(self, question: Question) -> str:
        """What the two years differ on."""
        teller = self.teller
        match question:
            case Verdicts(before=before, after=after):
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

    def _here_and_there(self, question: Acting) -> tuple[Side, Side]:
        before, after = self.teller.sides
        return (before, after) if question.side is Of.BEFORE else (after, before)

    def about(self, question: Question) -> str:
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
        speaker = self._speaker(path)
        return speaker.value(facts[path], speaker.vocabulary.get(path))

    def _speaker(self, path: str) -> Speaker:
        before, after = self.teller.sides
        return after.speaker if path in after.speaker.vocabulary else before.speaker

    def verdicts(self, found: Differs) -> list[tuple[Side, str]]:
        """Each year's verdict and, where verdicts are asked about, the rules behind it."""
        decisions = found.witness.before, found.witness.after
        why = isinstance(found.question, Verdicts)
        return [(side, self._verdict(of, why)) for side, of in zip(self.teller.sides, decisions, strict=True)]

    def _verdict(self, decision: Decision, why: bool) -> str:
        rules = hindering(decision) if why else []
        named = ", ".join(rules[:NAMED]) + (" …" if len(rules) > NAMED else "")
        return self.word(decision.status.value) + (f", {self.word('hindered_by')} {named}" if named else "")


def hindering(decision: Decision) -> list[str]:
    """The rules that keep a verdict from being eligible, by id."""
    if decision.status is Status.NOT_ELIGIBLE:
        return list(dict.fromkeys(reason.rule.id for reason in decision.bars))
    return list(dict.fromkeys(point.rule.id for point in decision.open))


def own_facts(stated: Sequence[Facts], *, of_measures: bool) -> Facts:
    """What an application, or a measure, states itself: not what its office has set."""
    every = {path: value for facts in stated for path, value in facts.items()}
    return {
        path: value
        for path, value in every.items()
        if path.startswith(f"{MEASURE}.") is of_measures and (path == OFFICE or not path.startswith("office."))
    }


def _of_measure(stated: Stated, place: int) -> Facts:
    return stated.measures[place].facts


def _inside(text: str) -> str:
    """A text that begins with a capital, inside a sentence."""
    return text[:1].lower() + text[1:]

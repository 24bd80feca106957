"""Witnesses in words: the question, the smallest application, and what each year makes of it; on a page and in files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import assert_never

from grantrules.base.codes import Code
from grantrules.base.errors import GrantRulesError, visible
from grantrules.base.texts import Language
from grantrules.base.yamltext import as_yaml
from grantrules.compare.causes import Causes, Hindrance, RuleBehind, Side
from grantrules.compare.impact import YearDiff
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
from grantrules.compare.proofs.search import document
from grantrules.compare.proofs.variables import known_value
from grantrules.intake.stated import Facts
from grantrules.language.layout import is_of_measure, is_set_by_office
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.edits import EditWords
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, ListLayout, Section, TextStyle, bullets, items_of, paragraph, section
from grantrules.render.paper.lines import line
from grantrules.render.paper.say import counted
from grantrules.rules.ruleset import Verb

MOST_NAMED = 5
"""So many rules behind a verdict are named; of others there is the number."""


class WitnessItems:
    """Puts findings into items, beside the comparison that they belong to."""

    def __init__(self, words: EditWords, witnesses: Witnesses) -> None:
        self.words, self.of, self.word = words, witnesses, words.word
        self._causes = Causes(words.before.rules, words.after.rules)

    @property
    def found(self) -> list[Differs]:
        """The witnesses."""
        return [finding for finding in self.of.findings if isinstance(finding, Differs)]

    def section(self) -> Section:
        """All of it, as a section of a page: what was searched, the witnesses, and the questions without one."""
        lead = (paragraph(each, style=TextStyle.LEAD) for each in self._lead())
        found = items_of(map(self._item, self.found), ListLayout.ARTICLES)
        others = (
            Section(line(self._why_none(kind)), (bullets(questions),), as_item=True)
            for kind in (Same, Undecided)
            if (questions := [self.question(each.question) for each in self.of.findings if isinstance(each, kind)])
        )
        return section(self.word("witnesses"), *lead, found, *others, place="witnesses")

    def _lead(self) -> Iterator[str]:
        """What was searched, and what that leaves out."""
        measures, most = counted("measures", self.of.measures, self.words.language), self.of.most_counted
        yield self.word("silence_in_cases")
        yield self.word("witnesses_searched").format(measures=measures)
        if most > self.of.measures:
            further = counted("measures", most, self.words.language)
            yield self.word("witnesses_count_further").format(most=further, measures=self.of.measures)
        if left_out := self.of.left_out:
            said = counted("rules", len(left_out), self.words.language)
            titles = dict.fromkeys(self._title(id_) for id_ in left_out)
            yield self.word("witnesses_left_out").format(counted=said, rules="; ".join(titles))

    def _title(self, id_: str) -> str:
        """What people call a rule of one of the years."""
        rule = next(side.rules.by_id[id_] for side in self.words.sides if id_ in side.rules.by_id)
        return rule.title[self.words.language]

    def _why_none(self, kind: type[Finding]) -> str:
        """Why there is no witness."""
        if kind is Same:
            return self.word("no_witness").format(measures=counted("measures", self.of.measures, self.words.language))
        return self.word("not_settled").format(seconds=f"{self.of.seconds:g}")

    def _item(self, found: Differs) -> Item:
        verdicts = (kinds.Column(side.name, (paragraph(said),)) for side, said in self.verdicts(found))
        notes = [*self.unknown(found), *self.silences(found), *([] if found.smallest else [self.word("not_smallest")])]
        details: tuple[kinds.Block, ...] = (
            paragraph(self._about(found.question), style=TextStyle.TEXT),
            bullets(self._stated(found.witness) or [self.word("states_nothing")], self.word("smallest_application")),
            kinds.SideBySide(tuple(verdicts)),
            *(paragraph(each, style=TextStyle.NOTE) for each in notes),
        )
        return Item(line(self.question(found.question)), details, place="witness")

    # -- the question

    def question(self, question: YearQuestion) -> str:
        """What the two years differ on."""
        match question:
            case VerdictsQuestion(before=before, after=after):
                one, other = (side.name for side in self.words.sides)
                then = self.word(after.value)
                then = then[:1].lower() + then[1:]
                words = {"before": self.word(before.value), "one": one, "after": then, "other": other}
                return self.word("question_verdicts").format(**words)
            case Acting(act=act, rule=rule, side=side):
                here, there = self.words.here_and_there(side)
                return self.word(f"question_{act.value}").format(
                    rule=rule.title[self.words.language], year=here.name, other=there.name
                )
            case _:
                assert_never(question)

    def _about(self, question: YearQuestion) -> str:
        """The words of the rule that is asked about, and what the other year has in its place."""
        if not isinstance(question, Acting):
            return ""
        here, there = self.words.here_and_there(question.side)
        verb = "no_such_rule" if question.pair is None else f"verb_{question.pair.verb.value}"
        other = self.word("in_the_other").format(year=there.name, verb=self.word(verb))
        return f"{here.name}: {here.text(question.rule)} ({other})"

    # -- the application and what comes of it

    def _stated(self, witness: Witness) -> list[str]:
        """What the application states, a fact a line, and each measure a line."""
        both = witness.before.stated, witness.after.stated
        known = {(each.measure, each.fact): each.value for each in witness.unknown}
        facts = own_facts([each.facts for each in both], of_measures=False)
        lines = self._facts({**facts, **{path: value for (at, path), value in known.items() if at is None}})
        for place in range(witness.measures):
            facts = own_facts([each.measures[place].facts for each in both], of_measures=True)
            own = self._facts({**facts, **{path: value for (at, path), value in known.items() if at == place}})
            said = ", ".join(own) or self.word("states_nothing")
            lines.append(f"{self.word('measure')} {place + 1}: {said}")
        return lines

    def _facts(self, facts: Facts) -> list[str]:
        """Each fact with its value, by what each year calls that where it differs."""
        lines = []
        for path in sorted(facts):
            sides = [side for side in self.words.sides if path in side.sentences.vocabulary]
            sides = [side for side in sides if known_value(side.sentences.vocabulary[path], facts[path]) == facts[path]]
            called = [side.sentences.value(facts[path], side.sentences.vocabulary.get(path)) for side in sides]
            named = (f"{said} ({side.name})" for side, said in zip(sides, called, strict=True))
            value = called[0] if len(set(called)) < 2 else ", ".join(named)
            lines.append(f"{sides[-1].sentences.label(path)}: {value}")
        return lines

    def verdicts(self, found: Differs) -> list[tuple[ComparedYear, str]]:
        """Each year's verdict and, where verdicts are asked about, the rules of that year behind the difference."""
        behind, told = self._behind(found), []
        decisions = found.witness.before, found.witness.after
        for year, side, decision in zip(self.words.sides, Side, decisions, strict=True):
            said = self.word(decision.status.value)
            for key, hindrance in (("hindered_by", Hindrance.BARS), ("held_open_by", Hindrance.HOLDS_OPEN)):
                of_year = [each for each in behind if each.side is side and each.hindrance is hindrance]
                said += self.word(key).format(rules=self._named(of_year)) if of_year else ""
            told.append((year, said))
        return told

    def silences(self, found: Differs) -> list[str]:
        """Where the other year is silent on rules that are behind different verdicts."""
        behind = self._behind(found)
        before, after = self.words.sides
        lines: list[str] = []
        for of, other, silent in ((Side.BEFORE, after, "silent_after"), (Side.AFTER, before, "silent_before")):
            alone = [each for each in behind if each.side is of and not each.comparable]
            unsaid = [each for each in alone if each.in_other_year in (None, Verb.SILENT)]
            for key, of_key in ((silent, unsaid), ("elsewhere", [each for each in alone if each not in unsaid])):
                lines += [self.word(key).format(year=other.name, rules=self._named(of_key))] if of_key else []
        return lines

    def unknown(self, found: Differs) -> list[str]:
        """The values that one of the years does not know, and what they are there."""
        lines = []
        for each in found.witness.unknown:
            here, there = self.words.here_and_there(each.side)
            fact = there.sentences.vocabulary.get(each.fact)
            said = {
                "year": here.name,
                "fact": there.sentences.label(each.fact),
                "value": there.sentences.value(each.value, fact),
            }
            taken = here.sentences.vocabulary.get(each.fact)
            if each.taken is None:
                lines.append(self.word("value_unknown").format(**said))
            else:
                lines.append(self.word("value_taken").format(**said, taken=here.sentences.value(each.taken, taken)))
        return lines

    def _named(self, rules: Sequence[RuleBehind]) -> str:
        """The rules by title, first those that both years speak of."""
        first = sorted(rules, key=lambda each: not each.comparable)
        titles = list(dict.fromkeys(self.words.called(each) for each in first))
        said = "; ".join(titles[:MOST_NAMED])
        left = len(titles) - MOST_NAMED
        return self.word("more_titles").format(rules=said, number=left) if left > 0 else said

    def _behind(self, found: Differs) -> Sequence[RuleBehind]:
        """The rules that hold the difference between two verdicts."""
        if not isinstance(found.question, VerdictsQuestion):
            return ()
        return self._causes.of_application(found.witness.before, found.witness.after)


def own_facts(stated: Sequence[Facts], *, of_measures: bool) -> Facts:
    """What an application, or a measure, states itself: not what its office has set."""
    every = {path: value for facts in stated for path, value in facts.items()}
    own = (path for path in every if is_of_measure(path) is of_measures and not is_set_by_office(path))
    return {path: every[path] for path in own}


# -- as files


def write_witnesses(diff: YearDiff, folder: Path, language: Language) -> list[Path]:
    """Write a file for each witness into a folder, with first lines that say what it shows; the paths are returned.

    Each is an application to the later year, by the vocabulary of that year.

    Raises:
        GrantRulesError: the folder or a file cannot be written.
    """
    assert diff.witnesses is not None
    words = EditWords(diff.before, diff.after, language)
    items = WitnessItems(words, diff.witnesses)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for found in items.found:
            path = folder / f"{file_name(found.question, diff)}.yaml"
            said = [items.question(found.question)]
            said += [f"{side.name}: {verdict}" for side, verdict in items.verdicts(found)]
            said += [*items.unknown(found), *items.silences(found)]
            lines = [f"# {visible(line)}" for line in said]
            if left_out := ", ".join(_left_out(found)):
                lines.append(f"# {words.word('known_only_in').format(year=words.before.name, facts=left_out)}")
            path.write_text("\n".join([*lines, as_yaml(_application(diff, found))]), encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise GrantRulesError(
            Code.NOT_WRITTEN, f"{visible(str(error.filename or folder))}: cannot be written: {error.strerror}"
        ) from None
    return written


def file_name(question: YearQuestion, diff: YearDiff) -> str:
    """What the file of a witness is called: the two verdicts, or the rule with what it does and in which year."""
    match question:
        case VerdictsQuestion(before=before, after=after):
            return f"{before.value}-then-{after.value}"
        case Acting(act=act, side=side, rule=rule):
            years = {Side.BEFORE: diff.before.year, Side.AFTER: diff.after.year}
            where = str(years[side]) if diff.before.year != diff.after.year else side.value
            return f"{rule.id}-{act.value}-{where}"


def _application(diff: YearDiff, found: Differs) -> dict[str, object]:
    """The application as the later year knows it."""
    stated = found.witness.after.stated
    measures = [own_facts([measure.facts], of_measures=True) for measure in stated.measures]
    made = document(own_facts([stated.facts], of_measures=False), measures)
    return {"kind": made.pop("kind"), "year": diff.after.year, **made}


def _left_out(found: Differs) -> list[str]:
    """The facts that the later year does not know, and that the file therefore leaves out."""
    before, after = (
        {path for facts in (of.stated.facts, *(each.facts for each in of.stated.measures)) for path in facts}
        for of in (found.witness.before, found.witness.after)
    )
    return sorted(path for path in before - after if not is_set_by_office(path))

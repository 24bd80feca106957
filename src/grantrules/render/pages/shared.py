"""What the page of a decision and the page of an answer to a report say alike: questions, points to judge, duties, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grantrules.base.texts import Language, Text
from grantrules.decision.notes import Note, NoteKind
from grantrules.decision.scope import Duty, Reason
from grantrules.decision.verdict import CauseKind, Missing, OpenPoint, ToJudge
from grantrules.evaluation.outcomes import Outcome
from grantrules.intake.stated import Facts as Stated_
from grantrules.intake.stated import Stated
from grantrules.language.condition import Citation
from grantrules.language.vocabulary import Asked, Document
from grantrules.render.paper.blocks import (
    FactTable,
    Item,
    Items,
    Listing,
    Paragraph,
    Point,
    Points,
    Section,
    Style,
    items_of,
)
from grantrules.render.paper.lines import Line, Look, Mark, ShownIn, Span, code, flat, line, opened, words_of
from grantrules.render.paper.say import norm_text, note_text
from grantrules.rules.ruleset import Rule, RuleSet, Verb
from grantrules.words.sentences import Speaker

QUESTION, PEN, BOX, TICKED = (Mark(sign, shown=ShownIn.OPENED) for sign in "?✎☐☑")
"""What stands before what is missing, what is to be corrected, to be judged, and what is determined."""


class ResultItems:
    """Puts the parts of one result into items, in one language."""

    def __init__(self, rules: RuleSet, stated: Stated, language: Language) -> None:
        self.rules, self.stated, self.language = rules, stated, language
        self.speaker = Speaker(rules.vocabulary, rules.year, language)
        self.word = self.speaker.word

    # -- small things

    def text(self, text: Text) -> Span:
        """A text of the rules."""
        return words_of(text, self.language)

    def quiet(self, *parts: str | Span | None, shown: ShownIn = ShownIn.EVERYWHERE) -> Paragraph:
        """A small line."""
        return Paragraph(line(*parts), Style.QUIET, shown=shown)

    def cited(self, rule: Rule, shown: ShownIn = ShownIn.EVERYWHERE) -> Paragraph:
        """The places that a rule cites, with their weight."""
        return Paragraph(line(norm_text(rule, self.rules, self.speaker)), Style.CITED, shown=shown)

    def section(self, key: str, items: Iterable[Item], listing: Listing = Listing.BULLETS) -> Section:
        """A heading with its items."""
        return Section(line(self.word(key)), (items_of(items, listing),), key)

    def settled(self) -> str:
        """How many determinations the verdict rests on beside the sources."""
        stated = self.stated
        number = len(stated.determinations) + sum(len(measure.determinations) for measure in stated.measures)
        return f" {self.word('and_determinations').format(number=number)}" if number else ""

    # -- what is to be done

    def missing(self, missing: Missing) -> Item:
        """The question for a missing fact, who is asked, and how many rules wait for the answer."""
        grantee = self.rules.document is Document.REPORT and missing.ask is Asked.APPLICANT
        who = "grantee" if grantee else missing.ask.value
        number = missing.outcomes
        waiting = self.word("waiting_one" if number == 1 else "waiting").format(number=number)
        asked = (flat(f"{missing.fact} → {self.word(f'ask_{who}')}"),)
        named = (
            opened(f"{self.speaker.label(missing.fact)} ("),
            opened(missing.fact, Look.CODE),
            opened(f") · {waiting}"),
        )
        question = self.speaker.question(missing.fact, self.rules.document)
        under = self.word(f"questions_{who}")
        return Item(line(question), (self.quiet(*asked, *named),), QUESTION, measures=missing.measures, under=under)

    def correction(self, point: OpenPoint, stated: str = "") -> Item:
        """What is to be put right, with what was found wanting."""
        text = self.text(point.rule.remedy or point.rule.text)
        return Item(line(text), (self.quiet(stated), self.cited(point.rule)), PEN, measure=point.measure)

    def judge(self, point: ToJudge) -> Item:
        """A point to tick off, with the words that settle it."""
        texts = [(id_, point.rule.branches[id_].text) for id_ in point.branches]
        choices = tuple(Point(line(code(id_), ": ", self.text(text))) for id_, text in texts if text is not None)
        cause = "" if point.cause is CauseKind.JUDGEMENT else f"{self.word(f'cause_{point.cause.value}')}:"
        words = code(f"{point.rule.id}: {' | '.join(point.choices)}")
        details = (
            self.quiet(self.judged_of(point)),
            self.quiet(cause),
            Points(choices, style=Style.CHOICES, shown=ShownIn.EVERYWHERE if cause else ShownIn.OPENED),
            self.cited(point.rule),
            self.quiet(opened(f"{self.word('enter')}: "), words),
        )
        return Item(line(self.text(point.rule.text)), details, BOX, measure=point.measure, box=True)

    def judged(self, points: Iterable[ToJudge]) -> Section:
        """What people must judge, and how that is recorded."""
        report = self.rules.document is Document.REPORT
        items = items_of(map(self.judge, points), Listing.ROWS)
        how = self.quiet(self.word("how_to_determine_report" if report else "how_to_determine"), shown=ShownIn.OPENED)
        return Section(line(self.word("judge")), (how, items) if items.items else (), "judge")

    def judged_of(self, point: ToJudge) -> str:
        """What is stated of a point to judge; and, of what should hold and does not, what the rule asks for."""
        asked = self.speaker.asks(point.rule) if point.rule.verb is Verb.EXPECT and not point.branches else ""
        return " ".join(part for part in (self.stated_of(point), asked) if part)

    def stated_of(self, point: OpenPoint | ToJudge) -> str:
        """What is stated of the facts that a point hangs on."""
        stated = self.stated
        facts = next((measure.facts for measure in stated.measures if measure.id == point.measure), stated.facts)
        return self.speaker.stated(point.facts, facts)

    def determinations(self) -> Iterator[Item]:
        """What people have determined."""
        measures = ((m.id, m.determinations) for m in self.stated.measures)
        for measure, determinations in [(None, self.stated.determinations), *measures]:
            for rule, each in determinations.items():
                said = Paragraph(line(code(f"{rule}: {each.is_}"), f" ({each.by})" if each.by else None))
                text = line(self.text(self.rules.by_id[rule].text))
                yield Item(text, (said, self.quiet(each.note or "")), TICKED, measure=measure)

    # -- duties and notes

    def duty(self, duty: Duty) -> Item:
        """A duty, when it is due, and where that stands."""
        return self._duty(duty, self.quiet(self.speaker.due(duty.due, duty.day)))

    def duty_by_time(self, duty: Duty) -> Item:
        """The same on a line of time, which tells when it is due."""
        return self._duty(duty, self.quiet(self.speaker.due(duty.due, duty.day), shown=ShownIn.FLAT))

    def _duty(self, duty: Duty, due: Paragraph) -> Item:
        word = "" if duty.sure else self.word("if_it_arises")
        return Item(line(self.text(duty.rule.text)), (due, self.cited(duty.rule)), word=word, measures=duty.measures)

    def notes(self, notes: Iterable[Note]) -> Iterator[Item]:
        """Each remark once, with the measures that it is about."""
        about: dict[str, list[str]] = {}
        for note in (note for note in notes if note.kind is not NoteKind.SILENCE):
            measures = about.setdefault(note_text(note, self.rules.year, self.speaker), [])
            measures += [note.measure] if note.measure is not None else []
        return (Item(line(text), measures=tuple(measures)) for text, measures in about.items())

    def remarks(self, notes: Iterable[Note]) -> Section:
        """Remarks, folded."""
        return Section(line(self.word("notes")), (items_of(self.notes(notes)),), "notes", folded=True)

    def silences(self, notes: Iterable[Note]) -> Iterator[Item]:
        """Each rule of an earlier year that this year's sources do not mention, once."""
        rules = dict.fromkeys(note.rules[0] for note in notes if note.kind is NoteKind.SILENCE)
        return (Item(line(f"{rule.silent_since}: {rule.text[self.language]}"), (self.cited(rule),)) for rule in rules)

    def no_longer(self, notes: Iterable[Note]) -> Section:
        """Those rules, folded; flat forms give their number: nothing hangs on them, and they are many."""
        found = Items(tuple(self.silences(notes)))
        number = len(found.items)
        said = self.word("silences_one" if number == 1 else "silences_number").format(number=number)
        return Section(line(self.word("silences")), (found,), "silences", folded=True, instead=said)

    # -- reasons

    def explanation(self, reason: Reason) -> tuple[Paragraph, ...]:
        """Why a rule came out as it did, and where it stands."""
        said = self.speaker.reason(reason.rule, reason.outcome, reason.facts)
        return self.quiet(said), self.cited(reason.rule)

    def facts(self, outcome: Outcome, facts: Stated_) -> FactTable:
        """The facts that decided, or that are missing, with what is stated of each."""
        vocabulary, unstated = self.rules.vocabulary, self.word("not_stated")
        return FactTable(
            tuple(
                (
                    self.speaker.label(path),
                    self.speaker.value(facts[path], vocabulary.get(path)) if path in facts else unstated,
                    path,
                )
                for path in outcome.facts
            )
        )

    def sources(self, rule: Rule, outcome: Outcome) -> Points:
        """Every document that a rule and the branches that decided cite: title, place and authority."""
        own = rule.sources_of_branches
        cited = [*rule.sources, *(source for id_ in outcome.branches for source in own.get(id_, ()))]
        points = tuple(Point(self._source(rule, each)) for each in dict.fromkeys(cited))
        return Points(points, style=Style.SOURCES, shown=ShownIn.OPENED)

    def _source(self, rule: Rule, source: Citation) -> Line:
        authority = self.word(f"authority_{self.rules.authority(rule.office, source).value}")
        title = self.text(self.rules.documents[source.document].title)
        return line(
            Span(title.text, Look.TITLE, title.lang),
            f", {source.at} ",
            Span(f"({source.document}; {authority})", Look.QUIET),
        )

"""What the page of a decision and the page of an answer to a report say alike: questions, points to judge, duties, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from grantrules.base.texts import Language, Text
from grantrules.decision.notes import Note, NoteKind
from grantrules.decision.scope import Duty, Reason
from grantrules.decision.verdict import CauseKind, Missing, OpenPoint, ToJudge
from grantrules.evaluation.demands import nearest_way
from grantrules.evaluation.outcomes import Outcome
from grantrules.evaluation.tracing import World
from grantrules.intake.stated import Facts, Stated
from grantrules.language.condition import ACCEPTED, REJECTED, Citation, DayFormula
from grantrules.language.vocabulary import Asked, Document
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Item, ListLayout, Paragraph, Section, TextStyle, items_of, quiet
from grantrules.render.paper.lines import Line, Mark, ShownIn, Span, SpanStyle, code, flat, line, opened, words_of
from grantrules.render.paper.say import citation_text, counted, norm_text, note_text, stated_value, weight_text
from grantrules.rules.ruleset import Due, Rule, RuleSet, Verb
from grantrules.words.demands import DemandSentences
from grantrules.words.sentences import Sentences

QUESTION, PEN, BOX, TICKED = (Mark(sign, shown=ShownIn.OPENED) for sign in "?✎☐☑")
"""What stands before what is missing, what is to be corrected, to be judged, and what is determined."""


def titled(*parts: object) -> str:
    """What a page is about, in parts; what is nothing is left out."""
    return " · ".join(str(part) for part in parts if part)


def plain_page(
    title: str, head: tuple[Mark, str], lead: Iterable[str], sections: Iterable[Section], language: Language
) -> kinds.Page:
    """A page with this title, its mark and verdict at the head, and the sections that have anything in them."""
    mark, verdict = head
    shown = tuple(filter(kinds.filled, sections))
    return kinds.Page(title, mark, line(verdict), tuple(map(kinds.paragraph, lead)), shown, language)


class RuleItems:
    """Puts what is said of a year's rules into items, in one language."""

    def __init__(self, rules: RuleSet, language: Language) -> None:
        self.rules, self.language = rules, language
        self.sentences = Sentences(rules.vocabulary, rules.names_of, language)
        self.word = self.sentences.word

    @property
    def version(self) -> str:
        """Which year, which revision."""
        return f"{self.word('regulation')} {self.rules.year}, {self.word('revision')} {self.rules.revision}"

    def text(self, text: Text) -> Span:
        """A text of the rules."""
        return words_of(text, self.language)

    def place(self, citation: Citation) -> str:
        """A place in a document, which is called by its short title."""
        return citation_text(citation, self.rules, self.language)

    def id_of(self, rule: Rule) -> Span:
        """What programs and determinations call a rule."""
        return Span(f"({rule.id})", SpanStyle.QUIET)

    def cited(self, rule: Rule, shown: ShownIn = ShownIn.EVERYWHERE) -> Paragraph:
        """The places that a rule cites, with their weight."""
        return kinds.cited(norm_text(rule, self.rules, self.sentences), shown=shown)

    def due_on(self, due: Due | None, day: date | None) -> str:
        """When something is due; what hangs on the year of an award stands with the day of this year."""
        said = self.sentences.due(due, day)
        if day is None and isinstance(due, DayFormula):
            this = self.sentences.day(due.on(self.rules.year))
            return f"{said} ({self.word('if_awarded').format(day=this, year=self.rules.year)})"
        return said

    def section(
        self, key: str, items: Iterable[Item], layout: ListLayout = ListLayout.BULLETS, *, folded: bool = False
    ) -> Section:
        """A heading with its items."""
        return kinds.section(self.word(key), items_of(items, layout), place=key, folded=folded)


class ResultItems(RuleItems):
    """Puts the parts of one result into items, in one language."""

    def __init__(self, rules: RuleSet, stated: Stated, language: Language) -> None:
        super().__init__(rules, language)
        self.stated = stated

    def page(
        self,
        place: str,
        head: tuple[Mark, str],
        lead: Iterable[Paragraph],
        sections: Iterable[Section],
        glance: Iterable[tuple[str, int, str]],
    ) -> kinds.Page:
        """A page of the result: its mark and verdict, what there is to see at a glance, with where it stands, and the rest."""
        mark, verdict = head
        return kinds.Page(
            titled(self.word(self.rules.document.value), self.stated.id, self.stated.facts.get("applicant.name")),
            mark,
            line(self.word(verdict)),
            (kinds.paragraph(self.word(f"{verdict}_means")), *lead),
            tuple(filter(kinds.filled, sections)),
            self.language,
            kinds.Frame.RESULT,
            tuple(kinds.Glance(number, self.word(f"glance_{key}"), to) for key, number, to in glance if number),
            place=place,
        )

    def settled(self) -> str:
        """How many determinations the verdict rests on beside the sources."""
        number = len(self.stated.determinations) + sum(len(each.determinations) for each in self.stated.measures)
        return f" {self.word('and_determinations').format(number=number)}" if number else ""

    # -- what is to be done

    def missing(self, missing: Missing) -> Item:
        """The question for a missing fact, who is asked, and how many rules wait for the answer."""
        grantee = self.rules.document is Document.REPORT and missing.ask is Asked.APPLICANT
        who = "grantee" if grantee else missing.ask.value
        number = missing.outcomes
        waiting = self.word("waiting_one" if number == 1 else "waiting").format(number=number)
        below = quiet(
            flat(f"{missing.fact} → {self.word(f'ask_{who}')}"),
            opened(f"{self.sentences.label(missing.fact)} ("),
            opened(missing.fact, SpanStyle.CODE),
            opened(f") · {waiting}"),
        )
        question = self.sentences.question(missing.fact, self.rules.document)
        under = self.word(f"questions_{who}")
        return Item(line(question), (below,), QUESTION, measures=missing.measures, under=under)

    def correction(self, point: OpenPoint, stated: str = "") -> Item:
        """What is to be put right, with what was found wanting."""
        text = self.text(point.rule.remedy or point.rule.text)
        return Item(line(text), (quiet(stated), self.cited(point.rule)), PEN, measure=point.measure)

    def judge(self, point: ToJudge) -> Item:
        """A point to tick off, with what is stated of it and the words that settle it.

        Of what should hold and does not, it says what the rule asks for, too.
        """
        asked = self.sentences.asks(point.rule) if point.rule.verb is Verb.EXPECT and not point.branches else ""
        texts = [(id_, point.rule.branches[id_].text) for id_ in point.branches]
        choices = (kinds.Bullet(line(code(id_), ": ", self.text(text))) for id_, text in texts if text is not None)
        cause = "" if point.cause is CauseKind.JUDGEMENT else f"{self.word(f'cause_{point.cause.value}')}:"
        shown = ShownIn.EVERYWHERE if cause else ShownIn.OPENED
        details = (
            quiet(" ".join(filter(None, (self.stated_of(point), asked)))),
            quiet(self.short_of(point)),
            quiet(cause),
            kinds.BulletList(tuple(choices), style=TextStyle.CHOICES, shown=shown),
            self.cited(point.rule),
            quiet(
                opened(f"{self.word('enter')}: "),
                code(f"{point.rule.id}: {' | '.join(point.choices)}"),
                flat(f" ({ACCEPTED}: {self.favour(ACCEPTED)})"),
            ),
        )
        return Item(line(self.text(point.rule.text)), details, BOX, measure=point.measure, box=True)

    def short_of(self, point: ToJudge) -> str:
        """Of what a rule asks for and is not so: both values, a delay in days, and that no source says what follows."""
        asks = point.rule.verb is Verb.EXPECT or point.rule.fulfilled is not None
        if not asks or point.branches or point.cause is not CauseKind.JUDGEMENT:
            return ""
        world = World(self._facts_of(point), self.stated.measures)
        way = nearest_way(point.rule.fulfilled or point.rule.condition, world)
        if way is None or not way.unmet:
            return ""
        return " ".join((*DemandSentences(self.sentences, world, must=False).said(way), self.word("nothing_follows")))

    def judged(self, points: Iterable[ToJudge]) -> Section:
        """What people must judge, and how that is recorded."""
        report = self.rules.document is Document.REPORT
        items = items_of(map(self.judge, points), ListLayout.ROWS)
        how = quiet(self.word("how_to_determine_report" if report else "how_to_determine"), shown=ShownIn.OPENED)
        return kinds.section(self.word("judge"), *((how, items) if items.items else ()), place="judge")

    def stated_of(self, point: OpenPoint | ToJudge) -> str:
        """What is stated of the facts that a point hangs on."""
        return self.sentences.stated(point.facts, self._facts_of(point))

    def _facts_of(self, point: OpenPoint | ToJudge) -> Facts:
        """What is stated of the document and of the measure that a point is about."""
        stated = self.stated
        return next((measure.facts for measure in stated.measures if measure.id == point.measure), stated.facts)

    def determinations(self) -> Iterator[Item]:
        """What people have determined."""
        measures = ((m.id, m.determinations) for m in self.stated.measures)
        for measure, determinations in [(None, self.stated.determinations), *measures]:
            for rule, each in determinations.items():
                favour = f" – {self.favour(each.is_)}" if each.is_ in (ACCEPTED, REJECTED) else None
                said = kinds.paragraph(code(f"{rule}: {each.is_}"), favour, f" ({each.by})" if each.by else None)
                text = line(self.text(self.rules.by_id[rule].text))
                yield Item(text, (said, quiet(each.note or "")), TICKED, measure=measure)

    def favour(self, is_: str) -> str:
        """In whose favour a determination settles a point; of a branch or a reading, that one of them was chosen."""
        if is_ not in (ACCEPTED, REJECTED):
            return self.word("one_was_chosen")
        grantee = self.rules.document is Document.REPORT
        return self.word(f"is_{is_}_report" if grantee else f"is_{is_}")

    # -- duties and notes

    def duty(self, duty: Duty, due: Paragraph | None = None, mark: Mark | None = None) -> Item:
        """A duty, when it is due, and where that stands."""
        below = (due or quiet(self.due(duty)), self.cited(duty.rule))
        word = "" if duty.sure else self.word("if_it_arises")
        return Item(line(self.text(duty.rule.text)), below, mark, word=word, measures=duty.measures)

    def due(self, duty: Duty) -> str:
        """When a duty is due; nothing where that is nowhere said."""
        return self.due_on(duty.due, duty.day)

    def notes(self, notes: Iterable[Note]) -> Iterator[Item]:
        """Each remark once, with the measures that it is about."""
        about: dict[str, list[str]] = {}
        for note in (note for note in notes if note.kind is not NoteKind.SILENCE):
            measures = about.setdefault(note_text(note, self.rules.year, self.sentences, titles=True), [])
            measures += [note.measure] if note.measure is not None else []
        return (Item(line(text), measures=tuple(measures)) for text, measures in about.items())

    def silences(self, notes: Iterable[Note]) -> Section:
        """Rules of an earlier year that this year's sources do not mention, folded.

        Flat forms give their number: nothing hangs on them, and they are many.
        """
        rules = list(dict.fromkeys(note.rules[0] for note in notes if note.kind is NoteKind.SILENCE))

        def silent(rule: Rule) -> Item:
            return Item(line(f"{rule.silent_since}: {rule.text[self.language]}"), (self.cited(rule),))

        said = counted("silences", len(rules), self.language)
        blocks = (kinds.WhenOpened(lambda: [items_of(map(silent, rules))]),) if rules else ()
        return Section(line(self.word("silences")), blocks, "silences", folded=True, instead=said)

    # -- reasons

    def explanation(self, reason: Reason) -> tuple[Paragraph, ...]:
        """Why a rule came out as it did, and where it stands."""
        return quiet(self.sentences.reason(reason.rule, reason.outcome, reason.facts)), self.cited(reason.rule)

    def facts(self, outcome: Outcome, facts: Facts) -> kinds.FactTable:
        """The facts that decided, or that are missing, with what is stated of each."""
        labels = map(self.sentences.label, outcome.facts)
        stated = (stated_value(path, facts.get(path), self.sentences) for path in outcome.facts)
        return kinds.FactTable(tuple(zip(labels, stated, outcome.facts, strict=True)))

    def sources(self, rule: Rule, outcome: Outcome) -> kinds.BulletList:
        """Every document that a rule and the branches that decided cite: title, place and authority."""
        own = rule.sources_of_branches
        cited = [*rule.sources, *(source for id_ in outcome.branches for source in own.get(id_, ()))]
        lines: list[Line] = []
        for source in dict.fromkeys(cited):
            document = self.rules.documents[source.document]
            authority = weight_text(self.rules.authority(rule.office, source), document, self.sentences)
            title = self.text(document.title)
            weight = Span(f"({authority})", SpanStyle.QUIET)
            lines.append(line(Span(title.text, SpanStyle.TITLE, title.lang), f", {source.at} ", weight))
        return kinds.BulletList(tuple(map(kinds.Bullet, lines)), style=TextStyle.SOURCES, shown=ShownIn.OPENED)

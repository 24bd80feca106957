"""What the HTML of a decision and of an answer to a report have alike: questions, points to judge, sources, duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language, Text
from grantrules.decision.notes import Note
from grantrules.decision.scope import Duty
from grantrules.decision.verdict import CauseKind, Missing, OpenPoint, ToJudge
from grantrules.evaluation.outcomes import Outcome
from grantrules.intake.stated import Facts, Stated
from grantrules.language.condition import Citation
from grantrules.language.vocabulary import Asked, Document
from grantrules.render.paper.html import Child, Places, element, listed
from grantrules.render.paper.items import Items
from grantrules.render.paper.say import sentence
from grantrules.rules.ruleset import NotStated, Rule, RuleSet
from grantrules.words.html import html_word


class ResultHtml(Items):
    """Puts parts of a result into elements, in one language; `places` gives every place a name of its own."""

    def __init__(self, rules: RuleSet, stated: Stated, language: Language, places: Places) -> None:
        super().__init__(rules, stated, language)
        self.places = places
        self.word = partial(html_word, language=language)

    # -- the frame

    def result(self, place: str, head: Element, sections: Iterable[Element | None]) -> Element:
        """The whole result; `place` is where its heading stands."""
        return element("section", head, *sections, class_="result", aria_labelledby=place)

    def head(
        self, place: str, *, kicker: str, verdict: tuple[str, str, str], lines: Sequence[str], glance: Sequence[Element]
    ) -> Element:
        """The verdict with its sign, what it means and what it comes from, and how much there is to do."""
        means, *more = lines
        mark, word, tone = verdict
        return element(
            "header",
            element("p", kicker, class_="kicker"),
            element("h1", self.badge(mark), " ", word, id=place),
            element("p", means, class_="means"),
            *(element("p", line, class_="quiet") for line in more),
            listed(glance, class_="glance") if glance else None,
            class_=f"verdict {tone}",
        )

    def glance(self, key: str, number: int, place: str) -> Element:
        """A number of things to do, leading to them."""
        return element("a", element("b", str(number)), f" {self.word(f'glance_{key}')}", href=f"#{place}")

    def part(self, key: str, *parts: Child, place: str | None = None) -> Element | None:
        """A heading with what stands below it; nothing where that is nothing."""
        shown = [part for part in parts if part is not None]
        if not shown:
            return None
        place = place or self.places.name(key)
        heading = element("h2", self.word(key), id=place)
        return element("section", heading, *shown, aria_labelledby=place)

    def folded(self, key: str, items: Sequence[Child | list[Child]]) -> Element | None:
        """A list under a heading that opens it."""
        if not items:
            return None
        place = self.places.name(key)
        summary = element("summary", element("h2", self.word(key), id=place), *self.number(len(items)))
        return element("section", element("details", summary, listed(items, class_="rules")), aria_labelledby=place)

    def number(self, number: int) -> list[Child]:
        """How many there are, beside a heading."""
        return [" ", element("span", f"({number})", class_="quiet")]

    # -- small things

    def badge(self, mark: str) -> Element:
        """A sign; what it means always stands beside it in words."""
        return element("span", mark, class_="badge", aria_hidden="true")

    def on(self, measures: Sequence[str | None]) -> list[Child]:
        """The measures that something is about, where it is about some."""
        named = [each for each in measures if each is not None]
        return [" ", element("span", f"{self.word('measure')}: {', '.join(named)}", class_="on")] if named else []

    def text(self, text: Text) -> Element:
        """A text of the rules, with its language where that is not the page's."""
        return element("span", text[self.language], lang=None if getattr(text, self.language) else "nb")

    def quiet(self, text: str) -> Element | None:
        """A small line, where it says something."""
        return element("p", text, class_="quiet") if text else None

    def row(self, mark: str, head: Sequence[Child], *below: Child) -> list[Child]:
        """A line with a sign before it and small lines below it."""
        return [self.badge(mark), element("div", element("p", *head, class_="head"), *below)]

    def rows(self, items: Sequence[list[Child]]) -> Element | None:
        """Such lines, where there are some."""
        return listed(items, class_="rows") if items else None

    # -- what is to be done

    def questions(self, missing: Iterable[Missing]) -> list[Element]:
        """The missing facts as questions, together for whom they go to."""
        asked: dict[Asked, list[Missing]] = {}
        for each in missing:
            asked.setdefault(each.ask, []).append(each)
        return [part for ask, every in asked.items() for part in self._questions(ask, every)]

    def _questions(self, ask: Asked, missing: list[Missing]) -> Iterator[Element]:
        grantee = self.rules.document is Document.REPORT and ask is Asked.APPLICANT
        yield element("h3", self.word("questions_grantee" if grantee else f"questions_{ask.value}"))
        yield listed((self._question(each) for each in missing), class_="rows")

    def _question(self, missing: Missing) -> list[Child]:
        number = missing.outcomes
        waiting = self.word("waiting_one" if number == 1 else "waiting").format(number=number)
        what = element(
            "p",
            f"{self.speaker.label(missing.fact)} (",
            element("code", missing.fact),
            f") · {waiting}",
            class_="quiet",
        )
        question = self.speaker.question(missing.fact, self.rules.document)
        return self.row("?", [question, *self.on(missing.measures)], what)

    def correct(self, point: OpenPoint, stated: str = "") -> list[Child]:
        """What is to be put right, with what was found wanting."""
        head = [self.text(point.rule.remedy or point.rule.text), *self.on([point.measure])]
        return self.row("✎", head, self.quiet(stated), self.cites(point.rule))

    def judged(self, points: Sequence[ToJudge]) -> list[Element]:
        """A list of what people must judge, with the words that settle it."""
        if not points:
            return []
        report = self.rules.document is Document.REPORT
        how = element("p", self.word("how_to_determine_report" if report else "how_to_determine"), class_="quiet")
        return [how, listed(map(self._judged, points), class_="rows")]

    def _judged(self, point: ToJudge) -> list[Child]:
        cause = "" if point.cause is CauseKind.JUDGEMENT else f"{self.word(f'cause_{point.cause.value}')}:"
        texts = [(id_, point.rule.branches[id_].text) for id_ in point.branches]
        choices = listed(
            ([element("code", id_), ": ", self.text(text)] for id_, text in texts if text is not None), class_="choices"
        )
        words = element("code", f"{point.rule.id}: {' | '.join(point.choices)}")
        return self.row(
            "☐",
            [self.text(point.rule.text), *self.on([point.measure])],
            self.quiet(self.judged_of(point)),
            self.quiet(cause),
            choices if len(choices) else None,
            element("p", f"{self.word('enter')}: ", words, class_="quiet"),
            self.cites(point.rule),
        )

    def determined(self) -> list[list[Child]]:
        """What people have determined."""
        measures = ((m.id, m.determinations) for m in self.stated.measures)
        return [
            self.row(
                "☑",
                [self.text(self.rules.by_id[rule].text), *self.on([measure])],
                element("p", element("code", f"{rule}: {each.is_}"), f" ({each.by})" if each.by else None),
                self.quiet(each.note or ""),
            )
            for measure, every in [(None, self.stated.determinations), *measures]
            for rule, each in every.items()
        ]

    # -- where it stands

    def cites(self, rule: Rule) -> Element:
        """The places that a rule cites, on a line."""
        return element("p", self.cited_of(rule), class_="cited")

    def sources(self, rule: Rule, outcome: Outcome) -> Element:
        """Every document that a rule and the branches that decided cite: title, place and authority."""
        own = rule.sources_of_branches
        cited = [*rule.sources, *(source for id_ in outcome.branches for source in own.get(id_, ()))]
        return listed((self._source(rule, each) for each in dict.fromkeys(cited)), class_="sources")

    def _source(self, rule: Rule, source: Citation) -> list[Child]:
        authority = self.word(f"authority_{self.rules.authority(rule.office, source).value}")
        title = self.rules.documents[source.document].title
        return [
            element("cite", self.text(title)),
            f", {source.at} ",
            element("span", f"({source.document}; {authority})", class_="quiet"),
        ]

    def facts(self, outcome: Outcome, facts: Facts) -> Element | None:
        """The facts that decided, or that are missing, with what is stated of each."""
        made = element("dl")
        for path in outcome.facts:
            known = path in facts
            value = (
                self.speaker.value(facts[path], self.rules.vocabulary.get(path)) if known else self.word("not_stated")
            )
            made.append(element("dt", self.speaker.label(path)))
            made.append(element("dd", value, " ", element("code", path, class_="quiet")))
        return made if len(made) else None

    # -- duties, notes

    def arising(self, duty: Duty) -> list[Child]:
        """A duty in words, with the measures that it is about."""
        unsure = None if duty.sure else f"{sentence(self.word('if_it_arises'))}: "
        return [unsure, self.text(duty.rule.text), *self.on(duty.measures)]

    def time_line(self, duties: Iterable[Duty]) -> Element | None:
        """Duties by when they are due: those with a day in order, then those whose day hangs on something, then the rest."""
        grouped: dict[str, list[Duty]] = {}
        for duty in sorted(duties, key=_when):
            grouped.setdefault(self.speaker.due(duty.due, duty.day) or self.word("no_due"), []).append(duty)
        made = element("ol", class_="time")
        for when, of in grouped.items():
            items: list[list[Child]] = [[element("p", *self.arising(duty)), self.cites(duty.rule)] for duty in of]
            dated = "dated" if of[0].day is not None else None
            made.append(element("li", element("h3", sentence(when)), listed(items), class_=dated))
        return made if len(made) else None

    def remarks(self, notes: Iterable[Note]) -> Element | None:
        """Remarks, folded."""
        return self.folded("notes", [item.text for item in self.notes(notes)])

    def no_longer(self, notes: Iterable[Note]) -> Element | None:
        """Rules of earlier years that this year's sources do not mention, folded."""
        items: list[list[Child]] = [[item.text, *map(self.quiet, item.details)] for item in self.silences(notes)]
        return self.folded("silences", items)


def _when(duty: Duty) -> tuple[bool, str, bool, bool]:
    return duty.day is None, str(duty.day or ""), duty.due is None, isinstance(duty.due, NotStated)

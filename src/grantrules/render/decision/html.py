"""A decision as HTML: the verdict at a glance, measure by measure, what is to be done, and reasons that open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from grantrules.base.texts import Language
from grantrules.decision.decision import Decision, MeasureDecision, Tag
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.render.decision.page import MARKS, live, page_head
from grantrules.render.decision.result_html import ResultHtml
from grantrules.render.paper.html import Child, Places, element, listed
from grantrules.render.paper.say import sentence

TONES = {Status.ELIGIBLE: "good", Status.NOT_ELIGIBLE: "bad", Status.UNDETERMINED: "open"}
"""The class that gives a verdict its colour, which is never the only sign of it."""

AMOUNT = "measure.amount"
WHAT_IT_IS = ("measure.kind", "measure.level")
MOST_NAMED = 3


def decision_html(decision: Decision, language: Language, places: Places) -> tuple[str, Element]:
    """The title of a decision and its element."""
    page = _Page(decision, language, places)
    return page.title, page.element()


@dataclass(frozen=True, slots=True)
class _Alike:
    """How a rule came out, alike for the application or for several measures."""

    reason: Reason
    sentence: str
    measures: list[str]


class _Page(ResultHtml):
    def __init__(self, decision: Decision, language: Language, places: Places) -> None:
        super().__init__(decision.rules, decision.stated, language, places)
        self.of = decision
        self.kicker, self.lines = page_head(self, decision)
        self.verdict = self.word(decision.status.value)
        self.title = f"{self.verdict}: {self.kicker}"

    def element(self) -> Element:
        of = self.of
        top = self.places.name("decision")
        to_do = {
            key: (number, self.places.name(key))
            for key, number in (
                ("bars", len(of.bars)),
                ("missing", len(of.missing)),
                ("corrections", len(of.corrections)),
                ("judge", len(of.judge)),
            )
            if number
        }
        glance = [self.glance(key, number, place) for key, (number, place) in to_do.items()]
        place = {key: place for key, (_, place) in to_do.items()}
        corrections = [self.correct(point) for point in of.corrections]
        sections = [
            self.part("measures", self.measures()),
            self.part("bars", self.reasons(of.bars, is_open=True), place=place.get("bars")),
            self.part("missing", *self.questions(of.missing), place=place.get("missing")),
            self.part("corrections", self.rows(corrections), place=place.get("corrections")),
            self.part("judge", *self.judged(of.judge), place=place.get("judge")),
            self.part("determinations", self.rows(self.determined())),
            self.part("tags", *self.tags()),
            self.part("duties", self.time_line(of.duties)),
            self.part("reasons", *self.grouped_reasons()),
            self.remarks(of.notes),
            self.no_longer(of.notes),
        ]
        verdict = MARKS[of.status], self.verdict, TONES[of.status]
        head = self.head(top, kicker=self.kicker, verdict=verdict, lines=self.lines, glance=glance)
        return self.result(top, head, sections)

    # -- measures

    def measures(self) -> Element | None:
        cards = element("ul", class_="cards")
        for measure in self.of.measures:
            cards.append(element("li", *self.card(measure), class_=TONES[measure.status]))
        return cards if len(cards) else None

    def card(self, measure: MeasureDecision) -> Iterator[Child]:
        yield element("h3", measure.title or self.word("no_title"), " ", element("code", measure.id, class_="quiet"))
        status = element("span", self.badge(MARKS[measure.status]), self.word(measure.status.value), class_="status")
        facts = measure.scope.facts
        amount = facts.get(AMOUNT)
        money = f" · {self.speaker.money(amount)}" if isinstance(amount, int | Decimal) else None
        yield element("p", status, money)
        vocabulary = self.rules.vocabulary
        what = [self.speaker.value(facts[path], vocabulary.get(path)) for path in WHAT_IT_IS if path in facts]
        yield self.quiet(" · ".join(what))
        yield self.because(measure)
        if measure.status is not Status.NOT_ELIGIBLE and measure.tags:
            yield listed((self.tag(tag) for tag in measure.tags), class_="tags")

    def because(self, measure: MeasureDecision) -> Element | None:
        """The rules that bar a measure or keep it open."""
        bars = [reason for scope in (self.of.scope, measure.scope) for reason in scope.at_level(Status.NOT_ELIGIBLE)]
        if measure.status is Status.NOT_ELIGIBLE:
            return element("p", f"{self.word('barred_by')}: ", *self.named(r.rule.id for r in bars), class_="quiet")
        opened: dict[str, list[str]] = {}
        for point in measure.open:
            opened.setdefault(self.word(f"cause_{point.cause.value}"), []).append(point.rule.id)
        if not opened:
            return None
        parts: list[Child] = [f"{self.word('kept_open_by')}: "]
        for number, (cause, rules) in enumerate(opened.items()):
            parts += ["; " if number else "", *self.named(rules), f" ({cause})"]
        return element("p", *parts, class_="quiet")

    def named(self, ids: Iterable[str]) -> Iterator[Child]:
        """Some rules, each once; of many only how many more there are, since all of them stand under the reasons."""
        listed_ids = list(dict.fromkeys(ids))
        for number, id_ in enumerate(listed_ids[:MOST_NAMED]):
            yield ", " if number else None
            yield element("code", id_)
        if len(listed_ids) > MOST_NAMED:
            yield f" {self.word('and_more').format(number=len(listed_ids) - MOST_NAMED)}"

    # -- priorities

    def tag(self, tag: Tag, *, headed: bool = False) -> list[Child]:
        """A priority; under a heading that says so, *perhaps* is not said again."""
        rank = f" ({self.word('rank').format(rank=tag.rule.rank)})" if tag.rule.rank else None
        unsure = None if tag.sure or headed else f"{sentence(self.word('perhaps'))}: "
        return [self.badge("★" if tag.sure else "☆"), unsure, self.text(tag.rule.text), rank]

    def tags(self) -> Iterator[Element]:
        """The priorities, sure ones and others apart, and what is missing for them."""
        live_tags = [tag for tag in self.of.tags if live(self.of, tag.measures)]
        for sure, key in ((True, "tags_sure"), (False, "tags_perhaps")):
            tags = [tag for tag in live_tags if tag.sure is sure]
            if tags:
                yield element("h3", self.word(key))
                items = ([*self.tag(tag, headed=True), *self.on(tag.measures), self.cites(tag.rule)] for tag in tags)
                yield listed(items, class_="tags")
        if self.of.missing_for_tags:
            summary = element("summary", self.word("missing_for_tags"), *self.number(len(self.of.missing_for_tags)))
            yield element("details", summary, *self.questions(self.of.missing_for_tags))

    # -- reasons

    def grouped_reasons(self) -> Iterator[Element]:
        """What is open first, then what is in order and what does not apply, both folded; what bars stands above."""
        groups: dict[str, list[Reason]] = {"reasons_open": [], "reasons_settled": [], "reasons_not_applicable": []}
        for reason in self.of.every_reason:
            if not reason.rule.verb.decides or reason.level is Status.NOT_ELIGIBLE:
                continue
            if reason.level is Status.UNDETERMINED:
                groups["reasons_open"].append(reason)
            elif reason.outcome.kind is OutcomeKind.NOT_APPLICABLE:
                groups["reasons_not_applicable"].append(reason)
            else:
                groups["reasons_settled"].append(reason)
        for key, reasons in groups.items():
            listing = self.reasons(reasons)
            if listing is None:
                continue
            heading = element("h3", self.word(key))
            if key == "reasons_open" and self.of.status is not Status.NOT_ELIGIBLE:
                yield heading
                yield listing
            else:
                yield element("details", element("summary", heading, *self.number(len(listing))), listing)

    def reasons(self, reasons: Sequence[Reason], *, is_open: bool = False) -> Element | None:
        """How rules came out, each opening to why; those alike for several measures together."""
        alike: dict[tuple[object, ...], _Alike] = {}
        for reason in reasons:
            said = self.speaker.reason(reason.rule, reason.outcome, reason.facts)
            key = (reason.rule.id, reason.outcome.kind, reason.level, said, reason.determination)
            found = alike.setdefault(key, _Alike(reason, said, []))
            found.measures.extend([reason.measure] if reason.measure is not None else [])
        if not alike:
            return None
        return listed(([self.reason(each, is_open)] for each in alike.values()), class_="reasons")

    def reason(self, alike: _Alike, is_open: bool) -> Element:
        reason = alike.reason
        rule, outcome = reason.rule, reason.outcome
        came_out = self.speaker.outcome(rule, outcome)
        summary = element(
            "summary", element("b", sentence(came_out)), ": ", self.text(rule.text), *self.on(alike.measures)
        )
        decided, kind = reason.determination, self.word(f"verb_{rule.verb.value}")
        why = element(
            "div",
            element(
                "p", element("code", rule.id), f" ({kind}, {self.word(f'basis_{rule.basis.value}')})", class_="quiet"
            ),
            element("p", alike.sentence) if alike.sentence else None,
            self.quiet(f"{self.word('determined')}: {decided.is_}" if decided else ""),
            self.facts(outcome, reason.facts),
            self.sources(rule, outcome),
            class_="why",
        )
        return element("details", summary, why, open="" if is_open else None)

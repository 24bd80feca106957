"""A decision as a page for people: a verdict and sections, in the order in which a caseworker needs them.

The forms of output (text, markdown) lay out the same page, so that they cannot say different things.
"""

from __future__ import annotations

from grantrules.base.texts import Language
from grantrules.decision.decision import Decision, MeasureDecision, Tag
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.render.paper.items import Item, Items, Page, of_measures
from grantrules.render.paper.say import rests_on_text

MARKS = {Status.ELIGIBLE: "✔", Status.NOT_ELIGIBLE: "✘", Status.UNDETERMINED: "?"}


def page_of(decision: Decision, language: Language) -> Page:
    """The page for a decision."""
    return Pager(decision, language).page()


def page_head(items: Items, decision: Decision) -> tuple[str, list[str]]:
    """What is decided on, and what stands under the verdict: what it means, by which rules, resting on what."""
    rules, name = decision.rules, decision.stated.facts.get("applicant.name")
    title = " · ".join(str(part) for part in (items.word("application"), decision.stated.id, name) if part)
    by = f"{items.word('regulation')} {rules.year}, {items.word('revision')} {rules.revision}"
    lead = [items.word(f"{decision.status.value}_means"), f"{by}: {rules.title[items.language]}"]
    if decision.rests_on is not None:
        rests_on = rests_on_text(decision.rests_on, items.speaker)
        lead.append(f"{items.word('rests_on')}: {rests_on}{items.settled()}")
    return title, lead


def live(decision: Decision, measures: tuple[str, ...]) -> bool:
    """Whether what is about some measures still matters: one of them can be eligible."""
    barred = {measure.id for measure in decision.measures if measure.status is Status.NOT_ELIGIBLE}
    return not measures or not barred.issuperset(measures)


class Pager(Items):
    """Puts a decision on a page."""

    def __init__(self, decision: Decision, language: Language) -> None:
        super().__init__(decision.rules, decision.stated, language)
        self.of = decision

    def page(self) -> Page:
        """The whole page."""
        of = self.of
        title, lead = page_head(self, of)
        sections = [
            self.section("measure", (self.measure(measure) for measure in of.measures)),
            self.section("bars", (self.bar(reason) for reason in of.bars)),
            self.section("missing", (self.missing(each) for each in of.missing)),
            self.section("corrections", (self.correction(point) for point in of.corrections)),
            self.section("judge", (self.judge(each) for each in of.judge)),
            self.section("determinations", self.determinations()),
            self.section("tags", (self.tag(tag) for tag in of.tags if live(of, tag.measures))),
            self.section("missing_for_tags", (self.missing(each) for each in of.missing_for_tags)),
            self.section("duties", (self.duty(duty) for duty in of.duties)),
            self.section("notes", self.notes(of.notes)),
            self.section(
                "reasons", (self.reason(reason) for reason in sorted(filter(_explains, of.every_reason), key=_pressing))
            ),
            self.section("silences", self.silences_counted(of.notes)),
        ]
        shown = tuple(section for section in sections if section.items)
        return Page(title, MARKS[of.status], self.word(of.status.value), tuple(lead), shown)

    def measure(self, measure: MeasureDecision) -> Item:
        """A measure with its status."""
        title = f" ({measure.title})" if measure.title else ""
        return Item(f"{MARKS[measure.status]} {measure.id}{title}: {self.word(measure.status.value)}")

    def bar(self, reason: Reason) -> Item:
        """A rule that bars, and why."""
        return Item(self.about(reason.rule.text[self.language], reason.measure), self.explanation(reason))

    def tag(self, tag: Tag) -> Item:
        """A priority."""
        rank = f" ({self.word('rank').format(rank=tag.rule.rank)})" if tag.rule.rank else ""
        unsure = "" if tag.sure else f"{self.word('perhaps')}: "
        return Item(f"{unsure}{tag.rule.text[self.language]}{rank}{of_measures(tag.measures)}")

    def reason(self, reason: Reason) -> Item:
        """How a rule came out; at length where that presses."""
        outcome = self.speaker.outcome(reason.rule, reason.outcome)
        said = f"{self.about(reason.rule.id, reason.measure)}: {outcome}"
        if _pressing(reason) < _SETTLED:
            return Item(said, self.explanation(reason))
        return Item(said, tuple(line for line in [self.speaker.stated(reason.outcome.facts, reason.facts)] if line))


_SETTLED = 2


def _pressing(reason: Reason) -> int:
    """What bars comes first, then what is open or amiss; what is in order needs few words."""
    if reason.level is Status.NOT_ELIGIBLE:
        return 0
    return 1 if reason.level is Status.UNDETERMINED else _SETTLED


def _explains(reason: Reason) -> bool:
    return reason.rule.verb.decides and reason.outcome.kind is not OutcomeKind.NOT_APPLICABLE

"""A decision as a page for people: a verdict and sections, in the order in which a caseworker needs them.

The forms of output (text, markdown) lay out the same page, so that they cannot say different things.
"""

from __future__ import annotations

from grantrules.decision import Decision, MeasureDecision, Tag
from grantrules.findings import OutcomeKind
from grantrules.render.items import Item, Items, Page, of_measures
from grantrules.render.say import rests_on_text
from grantrules.scope import Reason
from grantrules.texts import Language
from grantrules.verdict import Status

MARKS = {Status.ELIGIBLE: "✔", Status.NOT_ELIGIBLE: "✘", Status.UNDETERMINED: "?"}


def page_of(decision: Decision, language: Language) -> Page:
    """The page for a decision."""
    return Pager(decision, language).page()


class Pager(Items):
    """Puts a decision on a page."""

    def __init__(self, decision: Decision, language: Language) -> None:
        super().__init__(decision.rules, decision.stated, language)
        self.of = decision

    def page(self) -> Page:
        """The whole page."""
        of = self.of
        name = of.stated.facts.get("applicant.name")
        title = " · ".join(str(part) for part in (self.word("application"), of.stated.id, name) if part)
        rules = f"{self.word('regulation')} {of.rules.year}, {self.word('revision')} {of.rules.revision}"
        lead = [self.word(f"{of.status.value}_means"), f"{rules}: {of.rules.title[self.language]}"]
        if of.rests_on is not None:
            lead.append(f"{self.word('rests_on')}: {rests_on_text(of.rests_on, self.speaker)}{self.settled()}")
        sections = [
            self.section("measure", (self.measure(measure) for measure in of.measures)),
            self.section("bars", (self.bar(reason) for reason in of.bars)),
            self.section("missing", (self.missing(each) for each in of.missing)),
            self.section("corrections", (self.correction(point) for point in of.corrections)),
            self.section("judge", (self.judge(each) for each in of.judge)),
            self.section("determinations", self.determinations()),
            self.section("tags", (self.tag(tag) for tag in of.tags if self.live(tag.measures))),
            self.section("missing_for_tags", (self.missing(each) for each in of.missing_for_tags)),
            self.section("duties", (self.duty(duty) for duty in of.duties)),
            self.section("notes", self.notes(of.notes)),
            self.section(
                "reasons", (self.reason(reason) for reason in sorted(filter(_explains, of.every_reason), key=_pressing))
            ),
            self.section("silences", self.silences(of.notes)),
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

    def live(self, measures: tuple[str, ...]) -> bool:
        """Whether what is about some measures still matters: one of them can be eligible."""
        barred = {measure.id for measure in self.of.measures if measure.status is Status.NOT_ELIGIBLE}
        return not measures or not barred.issuperset(measures)

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

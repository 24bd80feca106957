"""The page of a decision: the verdict at a glance, measure by measure, what is to be done, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from grantrules.base.texts import Language
from grantrules.decision.decision import Decision, MeasureDecision, Tag, basis_of
from grantrules.decision.scope import Duty, Reason
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Block, Item, ListLayout, Section, WhenOpened, items_of, paragraph, quiet
from grantrules.render.paper.lines import Mark, ShownIn, Span, SpanStyle, Tone, code, flat, line, opened
from grantrules.render.paper.say import rests_on_text, sentence
from grantrules.rules.ruleset import NotStated, Rule

MARKS = {
    Status.ELIGIBLE: Mark("✔", Tone.GOOD),
    Status.NOT_ELIGIBLE: Mark("✘", Tone.BAD),
    Status.UNDETERMINED: Mark("?", Tone.OPEN),
}
SURE, PERHAPS = Mark("★", shown=ShownIn.OPENED), Mark("☆", shown=ShownIn.OPENED)

AMOUNT = "measure.amount"
WHAT_IT_IS = ("measure.kind", "measure.level")
MOST_NAMED = 3
"""Of the rules behind a measure's verdict no more are named; all of them stand under the reasons."""


def live(decision: Decision, measures: tuple[str, ...]) -> bool:
    """Whether what is about some measures still matters: one of them can be eligible."""
    barred = {measure.id for measure in decision.measures if measure.status is Status.NOT_ELIGIBLE}
    return not measures or not barred.issuperset(measures)


def decision_page(decision: Decision, language: Language) -> kinds.Page:
    """The whole page."""
    items = DecisionItems(decision, language)
    section, word, rows = items.section, items.word, ListLayout.ROWS
    sections = (
        Section(line(flat(word("measure")), opened(word("measures"))), (items.cards(),), "measures"),
        section("bars", map(items.bar, decision.bars), ListLayout.REASONS_OPEN),
        section("missing", map(items.missing, decision.missing), rows),
        section("corrections", map(items.correction, decision.corrections), rows),
        items.judged(decision.judge),
        section("determinations", items.determinations(), rows),
        kinds.section(word("tags"), items.tags(), place="tags"),
        section("missing_for_tags", map(items.missing, decision.missing_for_tags), rows, folded=True),
        kinds.section(word("duties"), items.timeline(), place="duties"),
        section("notes", items.notes(decision.notes), folded=True),
        kinds.section(word("reasons"), *filter(kinds.filled, items.reasons()), place="reasons"),
        items.silences(decision.notes),
    )
    to_do = {"bars": decision.bars, "missing": decision.missing}
    to_do |= {"corrections": decision.corrections, "judge": decision.judge}
    glance = ((key, len(found), key) for key, found in to_do.items())
    status = decision.status
    return items.page("decision", (MARKS[status], status.value), items.lead(), sections, glance)


class DecisionItems(ResultItems):
    """Puts the parts of a decision into items, in one language."""

    def __init__(self, decision: Decision, language: Language) -> None:
        super().__init__(decision.rules, decision.stated, language)
        self.decision = decision

    def lead(self) -> Iterator[kinds.Paragraph]:
        """By which rules the verdict is, and what it rests on."""
        rests_on = self.decision.rests_on
        yield quiet(f"{self.version}: {self.rules.title[self.language]}")
        if rests_on is not None:
            yield quiet(
                f"{self.word('rests_on')}: {rests_on_text(rests_on, self.rules, self.sentences)}{self.settled()}"
            )

    # -- measures

    def cards(self) -> kinds.Cards:
        """Each measure with its verdict and, where cards are drawn, what it is."""
        return kinds.Cards(tuple(map(self._card, self.decision.measures)))

    def _card(self, measure: MeasureDecision) -> kinds.Card:
        amount = measure.scope.facts.get(AMOUNT)
        return kinds.Card(
            measure.id,
            measure.title or "",
            self.word("no_title"),
            MARKS[measure.status],
            self.word(measure.status.value),
            self.sentences.money(amount) if isinstance(amount, int | Decimal) else "",
            (WhenOpened(lambda: self._on_card(measure)),),
        )

    def _on_card(self, measure: MeasureDecision) -> Iterator[Block]:
        facts, vocabulary = measure.scope.facts, self.rules.vocabulary
        what = [self.sentences.value(facts[path], vocabulary.get(path)) for path in WHAT_IT_IS if path in facts]
        yield quiet(" · ".join(what))
        yield quiet(*self._because(measure))
        if measure.status is not Status.NOT_ELIGIBLE:
            yield items_of(map(self._tag, measure.tags), ListLayout.TAGS)

    def _because(self, measure: MeasureDecision) -> Iterator[str | Span]:
        """The rules that bar a measure or keep it open."""
        if measure.status is Status.NOT_ELIGIBLE:
            bars = [r for scope in (self.decision.scope, measure.scope) for r in scope.at_level(Status.NOT_ELIGIBLE)]
            yield f"{self.word('barred_by')}: "
            yield from self._named(reason.rule for reason in bars)
            return
        opened_by: dict[str, list[Rule]] = {}
        for point in measure.open:
            opened_by.setdefault(self.word(f"cause_{point.cause.value}"), []).append(point.rule)
        for number, (cause, rules) in enumerate(opened_by.items()):
            yield "; " if number else f"{self.word('kept_open_by')}: "
            yield from self._named(rules)
            yield f" ({cause})"

    def _named(self, rules: Iterable[Rule]) -> Iterator[str | Span]:
        """Some rules by title, each once; of many only how many more there are."""
        every = list(dict.fromkeys(rules))
        for number, rule in enumerate(every[:MOST_NAMED]):
            yield ", " if number else ""
            yield f"«{rule.title[self.language]}»"
        if len(every) > MOST_NAMED:
            yield f" {self.word('and_more').format(number=len(every) - MOST_NAMED)}"

    # -- priorities and duties

    def tag(self, found: Tag) -> Item:
        """A priority, with where it stands."""
        details = (WhenOpened(lambda: [self.cited(found.rule)]),)
        under = self.word("tags_sure" if found.sure else "tags_perhaps")
        return self._tag(found, details, under, found.measures)

    def _tag(self, found: Tag, details: tuple[Block, ...] = (), under: str = "", on: tuple[str, ...] = ()) -> Item:
        rank = f" ({self.word('rank').format(rank=found.rule.rank)})" if found.rule.rank else None
        mark, word = (SURE, "") if found.sure else (PERHAPS, self.word("perhaps"))
        return Item(line(self.text(found.rule.text), rank), details, mark, word=word, measures=on, under=under)

    def tags(self) -> kinds.Items:
        """The priorities that still matter, in open forms the sure ones first."""
        found = (self.tag(each) for each in self.decision.tags if live(self.decision, each.measures))
        return kinds.Items(tuple(found), ListLayout.TAGS, (self.word("tags_sure"), self.word("tags_perhaps")))

    def timeline(self) -> kinds.Timeline:
        """Duties by when they are due: those with a day in order, then those whose day hangs on something, then the rest."""
        return kinds.Timeline(tuple(map(self._due, self.decision.duties)), gathered=True)

    def _due(self, duty: Duty) -> kinds.TimelineEntry:
        due = self.due(duty)
        order = 3 if duty.due is None else 2 if isinstance(duty.due, NotStated) else 1
        return kinds.TimelineEntry(
            due or self.word("no_due"),
            self.duty(duty, quiet(due, shown=ShownIn.FLAT)),
            duty.day is not None,
            (order, "") if duty.day is None else (0, duty.day.isoformat()),
        )

    # -- reasons

    def bar(self, reason: Reason) -> Item:
        """A rule that bars, and why."""
        return self._came_out(reason, self._why(reason), titled=False)

    def reasons(self) -> Iterator[Block]:
        """What is open first, then what is in order and what does not apply, both folded; what bars stands above.

        Flat forms say once more what bars, by the rule's title, and nothing of what does not apply.
        """
        groups: dict[str, list[Reason]] = {}
        for reason in self.decision.every_reason:
            if reason.rule.verb.decides:
                groups.setdefault(_group(reason), []).append(reason)
        yield kinds.Items(tuple(map(self._reason, groups.get("bars", []))), shown=ShownIn.FLAT)
        folded = self.decision.status is Status.NOT_ELIGIBLE
        yield self._folded("reasons_open", groups.get("reasons_open", []), folded=folded)
        yield self._folded("reasons_settled", groups.get("reasons_settled", []))
        if beside := groups.get("reasons_not_applicable"):
            yield WhenOpened(lambda: [self._folded("reasons_not_applicable", beside)])

    def _folded(self, key: str, reasons: Iterable[Reason], *, folded: bool = True) -> Section:
        items = items_of(map(self._reason, reasons), ListLayout.REASONS)
        return kinds.section(opened(self.word(key)), items, folded=folded)

    def _reason(self, reason: Reason) -> Item:
        """How a rule came out, opening to why; in flat forms at length only where that presses."""
        if reason.level in (Status.NOT_ELIGIBLE, Status.UNDETERMINED):
            return self._came_out(reason, self._why(reason), titled=True)
        stated = paragraph(flat(self.sentences.stated(reason.outcome.facts, reason.facts)))
        return self._came_out(reason, (stated, WhenOpened(lambda: self._why(reason))), titled=True)

    def _came_out(self, reason: Reason, details: tuple[Block, ...], *, titled: bool) -> Item:
        """How a rule came out and what it says; in flat forms the one by the rule's title, or the other alone."""
        outcome, text = self.sentences.outcome(reason.rule, reason.outcome), self.text(reason.rule.text)
        if titled:
            text = Span(text.text, text.style, text.lang, shown=ShownIn.OPENED)
        rule = reason.rule
        said = flat(f"{rule.title[self.language]}: {outcome} ({rule.id})" if titled else "")
        named = line(said, opened(sentence(outcome), SpanStyle.STRONG), opened(": "), text)
        return Item(named, details, measure=reason.measure)

    def _why(self, reason: Reason) -> tuple[Block, ...]:
        """Why a rule came out as it did and where it stands; in open forms what it is and on which facts, too."""
        rule, outcome, decided = reason.rule, reason.outcome, reason.determination
        basis = basis_of(rule, outcome)
        kind = f" ({self.word(f'verb_{rule.verb.value}')}, {self.word(f'basis_{basis.value}')})"
        determined = f"{self.word('determined')}: {decided.is_}" if decided else ""
        return (
            WhenOpened(lambda: [quiet(f"{rule.title[self.language]} ", code(rule.id), kind)]),
            paragraph(self.sentences.reason(rule, outcome, reason.facts)),
            WhenOpened(lambda: [quiet(determined), self.facts(outcome, reason.facts), self.sources(rule, outcome)]),
            self.cited(rule, ShownIn.FLAT),
        )


def _group(reason: Reason) -> str:
    """Under which heading a reason stands."""
    pressing = {Status.NOT_ELIGIBLE: "bars", Status.UNDETERMINED: "reasons_open"}
    beside = reason.outcome.kind is OutcomeKind.NOT_APPLICABLE
    return pressing.get(reason.level, "reasons_not_applicable" if beside else "reasons_settled")

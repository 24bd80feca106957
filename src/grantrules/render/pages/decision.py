"""The page of a decision: the verdict at a glance, measure by measure, what is to be done, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from grantrules.base.texts import Language
from grantrules.decision.decision import Decision, MeasureDecision, Tag
from grantrules.decision.scope import Duty, Reason
from grantrules.decision.verdict import Status
from grantrules.evaluation.outcomes import OutcomeKind
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper.blocks import (
    Block,
    Card,
    Cards,
    Frame,
    Glance,
    Item,
    Items,
    Listing,
    Page,
    Paragraph,
    Section,
    Stop,
    Style,
    TimeLine,
    filled,
    items_of,
)
from grantrules.render.paper.lines import Line, Look, Mark, ShownIn, Span, Tone, code, flat, line, opened
from grantrules.render.paper.say import rests_on_text, sentence
from grantrules.rules.ruleset import NotStated

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


def decision_page(decision: Decision, language: Language) -> Page:
    """The whole page."""
    items = ResultItems(decision.rules, decision.stated, language)
    word = items.word
    to_do = {"bars": decision.bars, "missing": decision.missing}
    to_do |= {"corrections": decision.corrections, "judge": decision.judge}
    corrections = (items.correction(point) for point in decision.corrections)
    sections = [
        Section(line(flat(word("measure")), opened(word("measures"))), (_cards(decision, items),), "measures"),
        items.section("bars", (bar(reason, items) for reason in decision.bars), Listing.REASONS_OPEN),
        items.section("missing", map(items.missing, decision.missing), Listing.ROWS),
        items.section("corrections", corrections, Listing.ROWS),
        items.judged(decision.judge),
        items.section("determinations", items.determinations(), Listing.ROWS),
        Section(line(word("tags")), (_tags(decision, items),), "tags"),
        _folded(items.section("missing_for_tags", map(items.missing, decision.missing_for_tags), Listing.ROWS)),
        Section(line(word("duties")), (time_line(decision.duties, items),), "duties"),
        items.remarks(decision.notes),
        Section(line(word("reasons")), tuple(filter(filled, _reasons(decision, items))), "reasons"),
        items.no_longer(decision.notes),
    ]
    return Page(
        _title(decision, items),
        MARKS[decision.status],
        line(word(decision.status.value)),
        tuple(_lead(decision, items)),
        tuple(filter(filled, sections)),
        language,
        Frame.RESULT,
        tuple(Glance(len(found), word(f"glance_{key}"), key) for key, found in to_do.items() if found),
        place="decision",
    )


def _title(decision: Decision, items: ResultItems) -> str:
    name = decision.stated.facts.get("applicant.name")
    return " · ".join(str(part) for part in (items.word("application"), decision.stated.id, name) if part)


def _lead(decision: Decision, items: ResultItems) -> Iterator[Paragraph]:
    """What the verdict means, by which rules, resting on what."""
    rules = decision.rules
    yield Paragraph(line(items.word(f"{decision.status.value}_means")))
    by = f"{items.word('regulation')} {rules.year}, {items.word('revision')} {rules.revision}"
    yield items.quiet(f"{by}: {rules.title[items.language]}")
    if decision.rests_on is not None:
        rests_on = rests_on_text(decision.rests_on, items.speaker)
        yield items.quiet(f"{items.word('rests_on')}: {rests_on}{items.settled()}")


def _folded(section: Section) -> Section:
    return Section(section.heading, section.blocks, section.place, folded=True)


# -- measures


def _cards(decision: Decision, items: ResultItems) -> Cards:
    return Cards(tuple(_card(decision, measure, items) for measure in decision.measures))


def _card(decision: Decision, measure: MeasureDecision, items: ResultItems) -> Card:
    facts, vocabulary = measure.scope.facts, items.rules.vocabulary
    amount = facts.get(AMOUNT)
    what = [items.speaker.value(facts[path], vocabulary.get(path)) for path in WHAT_IT_IS if path in facts]
    details: list[Block] = [items.quiet(" · ".join(what)), items.quiet(*_because(decision, measure, items))]
    if measure.status is not Status.NOT_ELIGIBLE:
        details.append(items_of((_tag_on_card(tag, items) for tag in measure.tags), Listing.TAGS))
    return Card(
        measure.id,
        measure.title or "",
        items.word("no_title"),
        MARKS[measure.status],
        items.word(measure.status.value),
        items.speaker.money(amount) if isinstance(amount, int | Decimal) else "",
        tuple(details),
    )


def _because(decision: Decision, measure: MeasureDecision, items: ResultItems) -> Iterator[str | Span]:
    """The rules that bar a measure or keep it open."""
    if measure.status is Status.NOT_ELIGIBLE:
        bars = [r for scope in (decision.scope, measure.scope) for r in scope.at_level(Status.NOT_ELIGIBLE)]
        yield f"{items.word('barred_by')}: "
        yield from _named((reason.rule.id for reason in bars), items)
        return
    opened_by: dict[str, list[str]] = {}
    for point in measure.open:
        opened_by.setdefault(items.word(f"cause_{point.cause.value}"), []).append(point.rule.id)
    for number, (cause, rules) in enumerate(opened_by.items()):
        yield "; " if number else f"{items.word('kept_open_by')}: "
        yield from _named(rules, items)
        yield f" ({cause})"


def _named(ids: Iterable[str], items: ResultItems) -> Iterator[str | Span]:
    """Some rules, each once; of many only how many more there are."""
    every = list(dict.fromkeys(ids))
    for number, id_ in enumerate(every[:MOST_NAMED]):
        yield ", " if number else ""
        yield code(id_)
    if len(every) > MOST_NAMED:
        yield f" {items.word('and_more').format(number=len(every) - MOST_NAMED)}"


# -- priorities


def tag(found: Tag, items: ResultItems) -> Item:
    """A priority, with where it stands."""
    details = (items.cited(found.rule, ShownIn.OPENED),)
    word = "" if found.sure else items.word("perhaps")
    under = items.word("tags_sure" if found.sure else "tags_perhaps")
    return Item(_tag_text(found, items), details, _star(found), word=word, measures=found.measures, under=under)


def _tag_on_card(found: Tag, items: ResultItems) -> Item:
    word = "" if found.sure else items.word("perhaps")
    return Item(_tag_text(found, items), mark=_star(found), word=word)


def _star(found: Tag) -> Mark:
    return SURE if found.sure else PERHAPS


def _tag_text(found: Tag, items: ResultItems) -> Line:
    rank = f" ({items.word('rank').format(rank=found.rule.rank)})" if found.rule.rank else None
    return line(items.text(found.rule.text), rank)


def _tags(decision: Decision, items: ResultItems) -> Items:
    """The priorities that still matter, in open forms the sure ones first."""
    found = tuple(tag(each, items) for each in decision.tags if live(decision, each.measures))
    return Items(found, Listing.TAGS, (items.word("tags_sure"), items.word("tags_perhaps")))


# -- duties


def time_line(duties: Iterable[Duty], items: ResultItems) -> TimeLine:
    """Duties by when they are due: those with a day in order, then those whose day hangs on something, then the rest."""
    stops = (
        Stop(
            items.speaker.due(duty.due, duty.day) or items.word("no_due"),
            items.duty_by_time(duty),
            duty.day is not None,
            _when(duty),
        )
        for duty in duties
    )
    return TimeLine(tuple(stops), gathered=True)


def _when(duty: Duty) -> tuple[int, str]:
    if duty.day is not None:
        return 0, duty.day.isoformat()
    if duty.due is None:
        return 3, ""
    return (2 if isinstance(duty.due, NotStated) else 1), ""


# -- reasons


def bar(reason: Reason, items: ResultItems) -> Item:
    """A rule that bars, and why."""
    return Item(_came_out(reason, items, ""), _why(reason, items, ShownIn.EVERYWHERE), measure=reason.measure)


def _reasons(decision: Decision, items: ResultItems) -> Iterator[Block]:
    """What is open first, then what is in order and what does not apply, both folded; what bars stands above.

    Flat forms say once more what bars, by the rule's id, and nothing of what does not apply.
    """
    deciding = [reason for reason in decision.every_reason if reason.rule.verb.decides]
    barring = [each for each in deciding if each.level is Status.NOT_ELIGIBLE]
    opening = [each for each in deciding if each.level is Status.UNDETERMINED]
    others = [each for each in deciding if each.level not in (Status.NOT_ELIGIBLE, Status.UNDETERMINED)]
    settled = [each for each in others if each.outcome.kind is not OutcomeKind.NOT_APPLICABLE]
    beside = [each for each in others if each.outcome.kind is OutcomeKind.NOT_APPLICABLE]
    yield Items(tuple(_reason(each, items) for each in barring), shown=ShownIn.FLAT)
    groups = (("reasons_open", opening), ("reasons_settled", settled), ("reasons_not_applicable", beside))
    for key, reasons in groups:
        is_open = key == "reasons_open" and decision.status is not Status.NOT_ELIGIBLE
        yield Section(
            line(opened(items.word(key))),
            (items_of((_reason(each, items) for each in reasons), Listing.REASONS),),
            folded=not is_open,
            shown=ShownIn.OPENED if key == "reasons_not_applicable" else ShownIn.EVERYWHERE,
        )


def _reason(reason: Reason, items: ResultItems) -> Item:
    """How a rule came out, opening to why; in flat forms at length only where that presses."""
    said = f"{reason.rule.id}: {items.speaker.outcome(reason.rule, reason.outcome)}"
    if reason.level in (Status.NOT_ELIGIBLE, Status.UNDETERMINED):
        details = _why(reason, items, ShownIn.EVERYWHERE)
    else:
        stated = items.speaker.stated(reason.outcome.facts, reason.facts)
        details = (Paragraph(line(flat(stated))), *_why(reason, items, ShownIn.OPENED))
    return Item(_came_out(reason, items, said), details, measure=reason.measure)


def _came_out(reason: Reason, items: ResultItems, said: str) -> Line:
    """How a rule came out and what it says; in flat forms what is said, or the words of the rule alone."""
    outcome = sentence(items.speaker.outcome(reason.rule, reason.outcome))
    text = items.text(reason.rule.text)
    if said:
        text = Span(text.text, text.look, text.lang, shown=ShownIn.OPENED)
    return line(flat(said), opened(outcome, Look.STRONG), opened(": "), text)


def _why(reason: Reason, items: ResultItems, shown: ShownIn) -> tuple[Block, ...]:
    """What a rule is, why it came out so, on which facts, and where it stands."""
    rule, outcome, decided = reason.rule, reason.outcome, reason.determination
    kind = f" ({items.word(f'verb_{rule.verb.value}')}, {items.word(f'basis_{rule.basis.value}')})"
    said = items.speaker.reason(rule, outcome, reason.facts)
    determined = f"{items.word('determined')}: {decided.is_}" if decided else ""
    cited = items.cited(rule, ShownIn.FLAT) if shown is ShownIn.EVERYWHERE else None
    blocks: list[Block | None] = [
        Paragraph(line(code(rule.id), kind), Style.QUIET, shown=ShownIn.OPENED),
        Paragraph(line(said), shown=shown),
        items.quiet(determined, shown=ShownIn.OPENED),
        items.facts(outcome, reason.facts),
        items.sources(rule, outcome),
        cited,
    ]
    return tuple(block for block in blocks if block is not None)

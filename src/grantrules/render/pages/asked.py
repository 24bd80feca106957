"""Pages of what a caseworker asked: what if, why, what would it take, and a rule explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from grantrules.assistance.nearest import Nearest, Obstacle
from grantrules.assistance.whatif import Difference, FactChange, WhatIf
from grantrules.assistance.why import Explanation, Why
from grantrules.base.texts import Language
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import CauseKind
from grantrules.intake.stated import Stated
from grantrules.language.condition import ALWAYS, Branch
from grantrules.render.pages.decision import MARKS, bar, tag
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper.blocks import (
    Block,
    Item,
    Page,
    Paragraph,
    Section,
    Style,
    filled,
    items_of,
)
from grantrules.render.paper.lines import Line, Mark, Span, code, line
from grantrules.render.paper.say import citation_text
from grantrules.rules.ruleset import Rule

T = TypeVar("T")
D = TypeVar("D", bound=Decision)


def _page(head: tuple[str, Mark, str], lead: Iterable[str], sections: Iterable[Section], language: Language) -> Page:
    """A page with this title, mark and verdict at its head."""
    title, mark, verdict = head
    said = tuple(Paragraph(line(each)) for each in lead)
    return Page(title, mark, line(verdict), said, tuple(filter(filled, sections)), language)


def _titled(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _change(change: FactChange, items: ResultItems) -> Item:
    """What is stated of a fact, before and after."""
    fact = items.rules.vocabulary[change.at.path]
    before, after = (
        items.word("nothing_stated") if value is None else items.speaker.value(value, fact)
        for value in (change.before, change.after)
    )
    said = f"{items.speaker.label(change.at.path)}: {before} → {after}"
    return Item(line(said), (items.quiet(code(change.at.written)),), measure=change.at.measure or None)


def what_if_page(of: WhatIf[D], language: Language) -> Page:
    """What a change does, beside what was."""
    before, after = (ResultItems(each.rules, each.stated, language) for each in (of.before, of.after))
    word = after.word

    def differing(key: str, difference: Difference[T], shown: Callable[[ResultItems, T], Item]) -> Iterator[Section]:
        for how, items, found in (("new", after, difference.new), ("gone", before, difference.gone)):
            heading = line(f"{word(how)}: {word(key)}")
            yield Section(heading, (items_of(shown(items, each) for each in found),), f"{key}-{how}")

    measures = (
        Item(line(each.measure), said=f"{word(each.before.value)} → {word(each.after.value)}") for each in of.measures
    )
    sections = [
        after.section("changes", (_change(each, after) for each in of.changes)),
        after.section("measure", measures),
        *differing("bars", of.bars, lambda items, each: bar(each, items)),
        *differing("missing", of.missing, ResultItems.missing),
        *differing("corrections", of.corrections, ResultItems.correction),
        *differing("judge", of.judge, ResultItems.judge),
        *differing("tags", of.tags, lambda items, each: tag(each, items)),
        *differing("duties", of.duties, ResultItems.duty),
    ]
    title = _titled(word("what_if"), of.before.stated.id)
    verdict = f"{word(of.before.status.value)} → {word(of.after.status.value)}"
    lead = (word("other_status" if of.status_changed else "same_status"),)
    return _page((title, MARKS[of.after.status], verdict), lead, sections, language)


def why_page(of: Why[D], language: Language) -> Page:
    """The reasons, each with what it reads and where it stands."""
    items = ResultItems(of.decision.rules, of.decision.stated, language)
    word = items.word
    about = of.rule.id if of.rule else of.measure or word("whole_application")
    lead = [of.rule.text[language]] if of.rule else [word(f"{of.status.value}_means")]
    if not of.reasons:
        lead.append(word("not_asked" if of.rule else "no_reasons"))
    reasons = (_reason(each, items, own=of.rule is not None) for each in of.reasons)
    missing = of.decision.missing if of.measure is None and of.rule is None else ()
    sections = [items.section("reasons", reasons), items.section("missing", map(items.missing, missing))]
    title = _titled(word("why"), of.decision.stated.id, about)
    return _page((title, MARKS[of.status], word(of.status.value)), lead, sections, language)


def _reason(reason: Reason, items: ResultItems, *, own: bool) -> Item:
    outcome = items.speaker.outcome(reason.rule, reason.outcome)
    text = None if own else items.text(reason.rule.text)
    read = ", ".join(reason.outcome.facts)
    reads = items.quiet(f"{items.word('reads')}: {read}" if read else "")
    named = line(code(reason.rule.id), None if own else ": ", text, f" ({outcome})")
    return Item(named, (*items.explanation(reason), reads), measure=reason.measure)


def nearest_page(of: Nearest[D], language: Language) -> Page:
    """The fewest changes, or what is in the way of any."""
    items = ResultItems(of.decision.rules, of.decision.stated, language)
    word, status = items.word, of.decision.status
    lead = []
    if of.size == 0:
        lead.append(word("nearest_now"))
    elif of.size is not None:
        lead.append(word("nearest_found").format(number=of.size))
    elif not of.given_up:
        lead.append(word("nearest_none"))
    if of.given_up:
        lead.append(word("nearest_given_up").format(number=of.tried))
    elif not of.complete:
        lead.append(word("nearest_more"))
    sections = [
        Section(
            line(word("alternative").format(number=number, measure=path.measure)),
            (items_of(_change(each, items) for each in path.changes),),
        )
        for number, path in enumerate(of.paths, 1)
    ]
    sections.append(items.section("obstacles", (_obstacle(each, items) for each in of.obstacles)))
    if not of.decision.measures:
        sections.append(items.section("missing", map(items.missing, of.decision.missing)))
    title = _titled(word("nearest"), of.decision.stated.id)
    return _page((title, MARKS[status], word(status.value)), lead, sections, language)


def _obstacle(obstacle: Obstacle, items: ResultItems) -> Item:
    reason, details = obstacle.reason, list[Block]()
    if reason.outcome.facts:
        hangs_on = ", ".join(map(items.speaker.label, reason.outcome.facts))
        details.append(items.quiet(f"{items.word('hangs_on')}: {hangs_on}"))
    for point in obstacle.points:
        asked = f" → {items.word(f'ask_{point.ask.value}')}" if point.cause is not CauseKind.CORRECTION else ""
        details.append(items.quiet(f"{items.word(f'cause_{point.cause.value}')}{asked}"))
    text = line(items.text(reason.rule.text))
    return Item(text, (*details, *items.explanation(reason)), measure=reason.measure)


def explanation_page(of: Explanation, language: Language) -> Page:
    """One rule in plain words."""
    items = ResultItems(of.rules, Stated(None, {}, ()), language)
    rule, word, year = of.rule, items.word, of.rules.year
    per = word("per_measure" if rule.per_measure else "per_application")
    lead = [rule.text[language], *([per] if rule.verb.decides else [])]
    due = items.speaker.due(rule.due, None)
    sections = [
        items.section("condition", _condition(rule, items)),
        items.section("branches", (_branch(each, items) for each in rule.branches.values())),
        items.section("remedy", [_said(items.text(rule.remedy))] if rule.remedy else []),
        items.section("duties", [_said(due)] if due else []),
        items.section("sources", (_source(number, of, items) for number in range(len(rule.sources)))),
        items.section("over_time", _history(of, items)),
    ]
    named = f"{rule.title[language]} ({rule.id})"
    title = _titled(word("one_rule"), named, f"{word('regulation')} {year}")
    return _page((title, Mark("§"), word(f"does_{rule.verb.value}")), lead, sections, language)


def _said(*parts: str | Span, below: Line = ()) -> Item:
    return Item(line(*parts), (Paragraph(below, Style.CITED),))


def _condition(rule: Rule, items: ResultItems) -> Iterator[Item]:
    if rule.guard is not None:
        yield _said(f"{items.word('applies_if')} {items.speaker.condition(rule.guard)}.")
    if rule.condition != ALWAYS:
        yield _said(items.speaker.asks(rule))


def _branch(branch: Branch, items: ResultItems) -> Item:
    text = items.text(branch.text) if branch.text else items.speaker.condition(branch.part)
    doubt = items.quiet(items.word(f"cause_{branch.doubt.value}") if branch.doubt else "")
    cited = (Paragraph(line(citation_text(each)), Style.CITED) for each in branch.sources)
    return Item(line(code(branch.id), ": ", text), (doubt, *cited))


def _source(number: int, of: Explanation, items: ResultItems) -> Item:
    source = of.rule.sources[number]
    authority = items.word(f"authority_{of.rules.authority(of.rule.office, source).value}")
    title = items.text(of.rules.documents[source.document].title)
    weight = items.quiet(f"{authority}, {items.word(f'basis_{of.rule.basis.value}')}")
    return Item(line(citation_text(source)), (items.quiet(title), weight))


def _history(of: Explanation, items: ResultItems) -> Iterator[Item]:
    if of.rule.silent_since is not None:
        yield _said(items.word("silent_since").format(year=of.rule.silent_since))
    else:
        yield _said(items.word("stated_in").format(year=of.rules.year))
    if of.rule.formerly is not None:
        yield _said(items.word("was_called").format(rule=of.rule.formerly))
    for each in of.introduced:
        said = items.word("introduced").format(year=of.rules.year)
        yield _said(said, below=line(citation_text(each.source)))

"""Pages of what a caseworker asked: what if, why, what would it take, and a rule explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from grantrules.assistance.nearest import Nearest, Obstacle
from grantrules.assistance.whatif import Difference, FactChange, WhatIf
from grantrules.assistance.why import Explanation, Why
from grantrules.base.texts import Language
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import CauseKind
from grantrules.language.condition import ALWAYS, Branch
from grantrules.render.pages.decision import MARKS, DecisionItems
from grantrules.render.pages.shared import RuleItems, plain_page, titled
from grantrules.render.paper import blocks as kinds
from grantrules.render.paper.blocks import Block, Item, Section, items_of, quiet
from grantrules.render.paper.lines import Mark, Span, code, line

T = TypeVar("T")


def _change(change: FactChange, items: RuleItems) -> Item:
    """What is stated of a fact, before and after."""
    fact = items.rules.vocabulary[change.at.path]
    before, after = (
        items.word("nothing_stated") if value is None else items.sentences.value(value, fact)
        for value in (change.before, change.after)
    )
    said = f"{items.sentences.label(change.at.path)}: {before} → {after}"
    return Item(line(said), (quiet(code(change.at.written)),), measure=change.at.measure or None)


def what_if_page(of: WhatIf[Decision], language: Language) -> kinds.Page:
    """What a change does, beside what was."""
    before, after = (DecisionItems(each, language) for each in (of.before, of.after))
    word = after.word

    def differing(key: str, found: Difference[T], shown: Callable[[DecisionItems, T], Item]) -> Iterator[Section]:
        for how, items, of_which in (("new", after, found.new), ("gone", before, found.gone)):
            listed = items_of(shown(items, each) for each in of_which)
            yield kinds.section(f"{word(how)}: {word(key)}", listed, place=f"{key}-{how}")

    measures = (
        Item(line(each.measure), said=f"{word(each.before.value)} → {word(each.after.value)}") for each in of.measures
    )
    sections = (
        after.section("changes", (_change(each, after) for each in of.changes)),
        after.section("measure", measures),
        *differing("bars", of.bars, DecisionItems.bar),
        *differing("missing", of.missing, DecisionItems.missing),
        *differing("corrections", of.corrections, DecisionItems.correction),
        *differing("judge", of.judge, DecisionItems.judge),
        *differing("tags", of.tags, DecisionItems.tag),
        *differing("duties", of.duties, DecisionItems.duty),
    )
    head = MARKS[of.after.status], f"{word(of.before.status.value)} → {word(of.after.status.value)}"
    lead = [word("other_status" if of.status_changed else "same_status")]
    return plain_page(titled(word("what_if"), of.before.stated.id), head, lead, sections, language)


def why_page(of: Why[Decision], language: Language) -> kinds.Page:
    """The reasons, each with what it reads and where it stands."""
    items = DecisionItems(of.decision, language)
    word = items.word
    about = of.rule.id if of.rule else of.measure or word("whole_application")
    lead = [of.rule.text[language]] if of.rule else [word(f"{of.status.value}_means")]
    if not of.reasons:
        lead.append(word("not_asked" if of.rule else "no_reasons"))
    reasons = (_reason(each, items, own=of.rule is not None) for each in of.reasons)
    of_application = of.measure is None and of.rule is None
    missing = [each for each in of.decision.missing if of_application and each.holds_status]
    sections = (items.section("reasons", reasons), items.section("missing", map(items.missing, missing)))
    head = MARKS[of.status], word(of.status.value)
    return plain_page(titled(word("why"), of.decision.stated.id, about), head, lead, sections, language)


def _reason(reason: Reason, items: DecisionItems, *, own: bool) -> Item:
    outcome = items.sentences.outcome(reason.rule, reason.outcome)
    rule = reason.rule
    text = () if own else (": ", items.text(rule.text))
    read = ", ".join(reason.outcome.facts)
    reads = quiet(f"{items.word('reads')}: {read}" if read else "")
    named = line(rule.title[items.language], f" ({outcome})", *text, " ", items.id_of(rule))
    return Item(named, (*items.explanation(reason), reads), measure=reason.measure)


def nearest_page(of: Nearest[Decision], language: Language) -> kinds.Page:
    """The fewest changes, or what is in the way of any."""
    items = DecisionItems(of.decision, language)
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
        kinds.section(
            word("alternative").format(number=number, measure=path.measure),
            items_of(_change(each, items) for each in path.changes),
        )
        for number, path in enumerate(of.paths, 1)
    ]
    sections.append(items.section("obstacles", (_obstacle(each, items) for each in of.obstacles)))
    if not of.decision.measures:
        sections.append(items.section("missing", map(items.missing, of.decision.missing)))
    title = titled(word("nearest"), of.decision.stated.id)
    return plain_page(title, (MARKS[status], word(status.value)), lead, sections, language)


def _obstacle(obstacle: Obstacle, items: DecisionItems) -> Item:
    reason, details = obstacle.reason, list[Block]()
    if reason.outcome.facts:
        hangs_on = ", ".join(map(items.sentences.label, reason.outcome.facts))
        details.append(quiet(f"{items.word('hangs_on')}: {hangs_on}"))
    for point in obstacle.points:
        asked = f" → {items.word(f'ask_{point.ask.value}')}" if point.cause is not CauseKind.CORRECTION else ""
        details.append(quiet(f"{items.word(f'cause_{point.cause.value}')}{asked}"))
    text = line(items.text(reason.rule.text))
    return Item(text, (*details, *items.explanation(reason)), measure=reason.measure)


def explanation_page(of: Explanation, language: Language) -> kinds.Page:
    """One rule in plain words."""
    items = RuleItems(of.rules, language)
    rule, word = of.rule, items.word
    per = word("per_measure" if rule.per_measure else "per_application")
    lead = [rule.text[language], *([per] if rule.verb.decides else [])]
    due = items.due_on(rule.due, None)
    sections = (
        items.section("condition", _condition(of, items)),
        items.section("branches", (_branch(each, items) for each in rule.branches.values())),
        items.section("remedy", [_said(items.text(rule.remedy))] if rule.remedy else []),
        items.section("duties", [_said(due)] if due else []),
        items.section("sources", _sources(of, items)),
        items.section("over_time", _history(of, items)),
    )
    named = f"{rule.title[language]} ({rule.id})"
    title = titled(word("one_rule"), named, f"{word('regulation')} {of.rules.year}")
    return plain_page(title, (Mark("§"), word(f"does_{rule.verb.value}")), lead, sections, language)


def _said(*parts: str | Span, cited: str = "") -> Item:
    return Item(line(*parts), (kinds.cited(cited),))


def _condition(of: Explanation, items: RuleItems) -> Iterator[Item]:
    if of.rule.guard is not None:
        yield _said(f"{items.word('applies_if')} {items.sentences.condition(of.rule.guard)}.")
    if of.rule.condition != ALWAYS:
        yield _said(items.sentences.asks(of.rule))


def _branch(branch: Branch, items: RuleItems) -> Item:
    text = items.text(branch.text) if branch.text else items.sentences.condition(branch.part)
    doubt = quiet(items.word(f"cause_{branch.doubt.value}") if branch.doubt else "")
    basis = quiet(items.word(f"basis_{branch.basis.value}") if branch.basis else "")
    cited = (kinds.cited(items.place(each)) for each in branch.sources)
    return Item(line(code(branch.id), ": ", text), (doubt, basis, *cited))


def _sources(of: Explanation, items: RuleItems) -> Iterator[Item]:
    for source in of.rule.sources:
        authority = items.word(f"authority_{of.rules.authority(of.rule.office, source).value}")
        title = items.text(of.rules.documents[source.document].title)
        weight = quiet(f"{authority}, {items.word(f'basis_{of.rule.basis.value}')}")
        yield Item(line(items.place(source)), (quiet(title), weight))


def _history(of: Explanation, items: RuleItems) -> Iterator[Item]:
    silent, year = of.rule.silent_since, of.rules.year
    key, since = ("stated_in", year) if silent is None else ("silent_since", silent)
    yield _said(items.word(key).format(year=since))
    if of.rule.formerly is not None:
        yield _said(items.word("was_called").format(rule=of.rule.formerly))
    for each in of.introduced:
        yield _said(items.word("introduced").format(year=year), cited=items.place(each.source))

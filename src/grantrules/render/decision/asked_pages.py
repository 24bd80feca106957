"""Pages of what a caseworker asked: what if, why, what would it take, and a rule explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias, TypeVar, assert_never

from grantrules.assistance.nearest import Nearest, Obstacle
from grantrules.assistance.whatif import Difference, FactChange, WhatIf
from grantrules.assistance.why import Explanation, Why
from grantrules.base.texts import Language
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Reason
from grantrules.decision.verdict import CauseKind
from grantrules.intake.stated import Stated
from grantrules.language.condition import ALWAYS, Branch
from grantrules.render.decision.page import MARKS, Pager
from grantrules.render.paper.items import Item, Items, Page, Section
from grantrules.render.paper.say import citation_text
from grantrules.rules.ruleset import Rule
from grantrules.words.sentences import Speaker

T = TypeVar("T")
D = TypeVar("D", bound=Decision)

LOOKED_INTO = (WhatIf, Why, Explanation, Nearest)

LookedInto: TypeAlias = WhatIf[Any] | Why[Any] | Explanation | Nearest[Any]
"""What comes of looking into a decision or a rule."""


def asked_page(result: LookedInto, language: Language) -> Page:
    """The page for whichever it is."""
    match result:
        case WhatIf():
            return what_if_page(result, language)
        case Why():
            return why_page(result, language)
        case Explanation():
            return explanation_page(result, language)
        case Nearest():
            return nearest_page(result, language)
        case _:
            assert_never(result)


def _shown(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.items)


def _titled(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _change(change: FactChange, speaker: Speaker) -> str:
    """What is stated of a fact, before and after."""
    fact = speaker.vocabulary[change.at.path]
    before, after = (
        speaker.word("nothing_stated") if value is None else speaker.value(value, fact)
        for value in (change.before, change.after)
    )
    about = f"{change.at.measure}: " if change.at.measure else ""
    return f"{about}{speaker.label(change.at.path)}: {before} → {after}"


def what_if_page(of: WhatIf[D], language: Language) -> Page:
    """What a change does, beside what was."""
    before, after = Pager(of.before, language), Pager(of.after, language)
    word = after.word

    def differing(key: str, difference: Difference[T], shown: Callable[[Pager, T], Item]) -> Iterator[Section]:
        yield Section(f"{word('new')}: {word(key)}", tuple(shown(after, each) for each in difference.new))
        yield Section(f"{word('gone')}: {word(key)}", tuple(shown(before, each) for each in difference.gone))

    measures = (Item(f"{each.measure}: {word(each.before.value)} → {word(each.after.value)}") for each in of.measures)
    sections = [
        after.section("changes", (Item(_change(each, after.speaker), (each.at.written,)) for each in of.changes)),
        after.section("measure", measures),
        *differing("bars", of.bars, Pager.bar),
        *differing("missing", of.missing, Pager.missing),
        *differing("corrections", of.corrections, Pager.correction),
        *differing("judge", of.judge, Pager.judge),
        *differing("tags", of.tags, Pager.tag),
        *differing("duties", of.duties, Pager.duty),
    ]
    title = _titled(word("what_if"), of.before.stated.id)
    verdict = f"{word(of.before.status.value)} → {word(of.after.status.value)}"
    lead = (word("other_status" if of.status_changed else "same_status"),)
    return Page(title, MARKS[of.after.status], verdict, lead, _shown(sections))


def why_page(of: Why[D], language: Language) -> Page:
    """The reasons, each with what it reads and where it stands."""
    items = Items(of.decision.rules, of.decision.stated, language)
    word = items.word
    about = of.rule.id if of.rule else of.measure or word("whole_application")
    lead = [of.rule.text[language]] if of.rule else [word(f"{of.status.value}_means")]
    if not of.reasons:
        lead.append(word("not_asked" if of.rule else "no_reasons"))
    reasons = (_reason(each, items, own=of.rule is not None) for each in of.reasons)
    sections = [items.section("reasons", reasons), items.section("missing", _missing(of, items))]
    title = _titled(word("why"), of.decision.stated.id, about)
    return Page(title, MARKS[of.status], word(of.status.value), tuple(lead), _shown(sections))


def _missing(of: Why[D], items: Items) -> Iterator[Item]:
    if of.measure is None and of.rule is None:
        yield from (items.missing(each) for each in of.decision.missing)


def _reason(reason: Reason, items: Items, *, own: bool) -> Item:
    outcome = items.speaker.outcome(reason.rule, reason.outcome)
    text = reason.rule.id if own else f"{reason.rule.id}: {reason.rule.text[items.language]}"
    read = ", ".join(reason.outcome.facts)
    details = [*items.explanation(reason), *([f"{items.word('reads')}: {read}"] if read else [])]
    return Item(f"{items.about(text, reason.measure)} ({outcome})", tuple(details))


def nearest_page(of: Nearest[D], language: Language) -> Page:
    """The fewest changes, or what is in the way of any."""
    items = Items(of.decision.rules, of.decision.stated, language)
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
            word("alternative").format(number=number, measure=path.measure),
            tuple(Item(_change(each, items.speaker), (each.at.written,)) for each in path.changes),
        )
        for number, path in enumerate(of.paths, 1)
    ]
    sections.append(items.section("obstacles", (_obstacle(each, items) for each in of.obstacles)))
    if not of.decision.measures:
        sections.append(items.section("missing", (items.missing(each) for each in of.decision.missing)))
    title = _titled(word("nearest"), of.decision.stated.id)
    return Page(title, MARKS[status], word(status.value), tuple(lead), _shown(sections))


def _obstacle(obstacle: Obstacle, items: Items) -> Item:
    reason, details = obstacle.reason, []
    if reason.outcome.facts:
        details.append(f"{items.word('hangs_on')}: {', '.join(map(items.speaker.label, reason.outcome.facts))}")
    for point in obstacle.points:
        asked = f" → {items.word(f'ask_{point.ask.value}')}" if point.cause is not CauseKind.CORRECTION else ""
        details.append(f"{items.word(f'cause_{point.cause.value}')}{asked}")
    text = items.about(reason.rule.text[items.language], reason.measure)
    return Item(text, (*details, *items.explanation(reason)))


def explanation_page(of: Explanation, language: Language) -> Page:
    """One rule in plain words."""
    items = Items(of.rules, Stated(None, {}, ()), language)
    rule, word, year = of.rule, items.word, of.rules.year
    per = word("per_measure" if rule.per_measure else "per_application")
    lead = [rule.text[language], *([per] if rule.verb.decides else [])]
    sections = [
        items.section("condition", _condition(rule, items)),
        items.section("branches", (_branch(each, items) for each in rule.branches.values())),
        items.section("remedy", [Item(rule.remedy[language])] if rule.remedy else []),
        items.section("duties", [Item(due)] if (due := items.speaker.due(rule.due, None)) else []),
        items.section("sources", (_source(number, of, items) for number in range(len(rule.sources)))),
        items.section("over_time", _history(of, items)),
    ]
    title = _titled(word("one_rule"), rule.id, f"{word('regulation')} {year}")
    return Page(title, "§", word(f"does_{rule.verb.value}"), tuple(lead), _shown(sections))


def _condition(rule: Rule, items: Items) -> Iterator[Item]:
    if rule.guard is not None:
        yield Item(f"{items.word('applies_if')} {items.speaker.condition(rule.guard)}.")
    if rule.condition != ALWAYS:
        yield Item(items.speaker.asks(rule))


def _branch(branch: Branch, items: Items) -> Item:
    text = branch.text[items.language] if branch.text else items.speaker.condition(branch.part)
    doubt = [items.word(f"cause_{branch.doubt.value}")] if branch.doubt else []
    return Item(f"{branch.id}: {text}", (*doubt, *map(citation_text, branch.sources)))


def _source(number: int, of: Explanation, items: Items) -> Item:
    source = of.rule.sources[number]
    authority = items.word(f"authority_{of.rules.authority(of.rule.office, source).value}")
    title = of.rules.documents[source.document].title[items.language]
    return Item(citation_text(source), (title, f"{authority}, {items.word(f'basis_{of.rule.basis.value}')}"))


def _history(of: Explanation, items: Items) -> Iterator[Item]:
    if of.rule.silent_since is not None:
        yield Item(items.word("silent_since").format(year=of.rule.silent_since))
    else:
        yield Item(items.word("stated_in").format(year=of.rules.year))
    if of.rule.formerly is not None:
        yield Item(items.word("was_called").format(rule=of.rule.formerly))
    for each in of.introduced:
        yield Item(items.word("introduced").format(year=of.rules.year), (citation_text(each.source),))

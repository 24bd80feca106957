"""What an edit of a rule does: to whom it applies, to what it asks for, and to what it tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from grantrules.base.texts import matched, words_in
from grantrules.compare.effect import Does, Effect, does, turned
from grantrules.compare.statements import COMPARED, RulePart, StatementChange, is_stated, other_figures
from grantrules.evaluation.residual import rebuilt
from grantrules.language import condition as tree
from grantrules.language.condition import Condition
from grantrules.rules.reporting import fulfilment_of
from grantrules.rules.ruleset import Rule, RuleSet, Verb


@dataclass(frozen=True, slots=True)
class Done:
    """All that an edit does, and by itself what it does to what a duty `asks` for: *widened* where that is more."""

    does: Does
    asks: Effect | None = None


def done_by(
    pair: tuple[Rule | None, Rule | None],
    statement: StatementChange,
    parts: tuple[RulePart, ...],
    years: tuple[RuleSet, RuleSet],
) -> Done | None:
    """What an edit does; nothing where one side has the rule only as a silence, which is no repeal."""
    (old, new), (before, after) = pair, years
    words = before.vocabulary, after.vocabulary
    if statement is StatementChange.REMOVED:
        return Done(does(old, None, words)) if old and old.verb not in (Verb.SILENT, Verb.STATE) else None
    if statement is StatementChange.ADDED:
        return Done(does(None, new, words)) if new and new.verb is not Verb.STATE else None
    if old is None or new is None or statement not in COMPARED or not is_stated(new):
        return None
    told = _told(old, new)
    if told is not None:
        return Done(Does(told, told))
    moved = _days_of(new, old, after.year - before.year)
    asks = _does_to_fulfilment(old, moved, before, after) if RulePart.FULFILLED in parts else None
    if statement is not StatementChange.VERB_CHANGED and other_figures(old, new, parts):
        done = Does(Effect.CHANGED, Effect.CHANGED)
    else:
        done = does(old, moved, words)
    return Done(done) if asks is None else Done(done | asks, asks.effect)


def _told(old: Rule, new: Rule) -> Effect | None:
    """What becomes of what is told, where that is more than other words for it."""
    if {old.verb, new.verb} != {Verb.STATE} or old.states is None or new.states is None:
        return None
    if None not in (old.states.exists, new.states.exists) and old.states.exists is not new.states.exists:
        return Effect.REVERSED
    if old.states.amount is not None or new.states.amount is not None or old.text == new.text:
        return None
    return Effect.REPLACED if matched(words_in(old.text.nb), words_in(new.text.nb)) is None else None


def _does_to_fulfilment(old: Rule, new: Rule, before: RuleSet, after: RuleSet) -> Does:
    """What it does that a duty, where it arises now, is fulfilled by something else: *widened* where more is asked for."""
    then, now = (next((replace(each, when=new.statement) for each in fulfilment_of(rule)), None) for rule in (old, new))
    less = does(then, now, (before.vocabulary, after.vocabulary))
    return Does(turned(less.effect), turned(less.settled))


# -- days of the round's year


def _days_of(new: Rule, old: Rule, years: int) -> Rule:
    """The later rule with its days as those of the earlier year: a deadline of each round that is a month earlier is
    no later for being in another year. A day that did not move with the years stays."""
    of_rounds = {day for day in _days(new) if day.year - years in {each.year for each in _days(old)}}
    if not years or not of_rounds:
        return new

    def moved(condition: Condition) -> Condition:
        if isinstance(condition, tree.Compare) and isinstance(condition.operand, date):
            day = condition.operand
            return replace(condition, operand=_back(day, years)) if day in of_rounds else condition
        return rebuilt(condition, moved)

    parts = {"condition": new.condition, "when": new.when, "fulfilled": new.fulfilled}
    return replace(new, **{name: moved(part) for name, part in parts.items() if part is not None})  # type: ignore[arg-type]


def _back(day: date, years: int) -> date:
    """The same day so many years before; the last day of February for the leap day of a year that has none."""
    year = min(max(day.year - years, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _days(rule: Rule) -> list[date]:
    conditions = (each for each in (rule.statement, rule.fulfilled) if each is not None)
    compared = (node for each in conditions for node in tree.walk(each) if isinstance(node, tree.Compare))
    return [node.operand for node in compared if isinstance(node.operand, date)]

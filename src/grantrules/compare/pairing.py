"""Which rules of two years belong together, and in what order they are told."""

from __future__ import annotations

from grantrules.rules.ruleset import Rule, RuleSet

Pair = tuple[Rule | None, Rule | None]


def pairs_of(before: RuleSet, after: RuleSet) -> list[Pair]:
    """Every rule of both years once: with the one of the same id, or of the id that it had formerly."""
    partner = {id_: id_ for id_ in after.by_id if id_ in before.by_id}
    taken = set(partner.values())
    renamed = [(rule.id, rule.formerly) for rule in after.rules if rule.formerly is not None]
    renamed += [(rule.formerly, rule.id) for rule in before.rules if rule.formerly is not None]
    for new, old in renamed:
        if new in after.by_id and old in before.by_id and new not in partner and old not in taken:
            partner[new] = old
            taken.add(old)
    both: list[Pair] = [(before.by_id.get(partner.get(rule.id, "")), rule) for rule in after.rules]
    return both + [(rule, None) for rule in before.rules if rule.id not in taken]


def in_order(pairs: list[Pair], before: RuleSet, after: RuleSet) -> list[Pair]:
    """By topic and place in the later year; what is only in the earlier one follows what it followed there."""
    topics = list(dict.fromkeys(rule.topic for rule in (*after.rules, *before.rules)))
    place_after = {rule.id: place for place, rule in enumerate(after.rules)}
    new_of = {old.id: new for old, new in pairs if old is not None and new is not None}
    place_before: dict[str, tuple[int, int]] = {}
    follows: dict[str, int] = {}
    for place, rule in enumerate(before.rules):
        new = new_of.get(rule.id)
        if new is not None:
            follows[rule.topic] = place_after[new.id]
        place_before[rule.id] = (follows.get(rule.topic, -1), place)

    def key(pair: Pair) -> tuple[int, tuple[int, int]]:
        old, new = pair
        if new is not None:
            return topics.index(new.topic), (place_after[new.id], 0)
        assert old is not None
        return topics.index(old.topic), place_before[old.id]

    return sorted(pairs, key=key)

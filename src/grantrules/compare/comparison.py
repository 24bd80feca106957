"""What changed between two years, rule by rule: in what is stated, and in what that does.

Silence is not repeal: a rule that a later year does not mention is *now silent*, and a
rule that only the later year has is *first mentioned*; *added* and *removed* are said only where a
document says so, or where a year gives a topic whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grantrules.base.codes import Code
from grantrules.base.errors import UnknownName, unknown
from grantrules.base.texts import Text
from grantrules.compare import statements
from grantrules.compare.doing import done_by
from grantrules.compare.effect import Does, Effect
from grantrules.compare.figures import FigurePair, figures_between
from grantrules.compare.statements import COMPARED, RulePart, StatementChange, is_stated
from grantrules.language.condition import Citation
from grantrules.rules.ruleset import OfficeValue, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """A value set by an office, or nationally, that differs; `effect` is `None` where one year has none."""

    fact: str
    office: str
    before: OfficeValue | None
    after: OfficeValue | None
    statement: StatementChange
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One rule that differs between two years.

    `rule` is its id, the later one where it changed, and `formerly` then the earlier one. `effect` is
    `None` where one side does not state the rule, so that there is nothing to compare; `settled` is what the
    change does to the cases that neither year leaves open, and with it `in_doubt`. `asks` is what it does to what fulfils
    a duty: *widened* where more is asked for. `figures` are its dates and amounts that differ, in both years. `told_by` is the
    office whose own document alone now says what others said before, and `office` the one whose rule it is: also
    where only it says so in a year of which others speak too. `parts` are those
    that differ, and none where there is nothing to compare; `values` those that offices have set for it otherwise. `source` is where a document itself says that
    the rule is new, changed or gone; without one, *added* and *removed* rest on a year that gives the topic whole.
    """

    rule: str
    topic: str
    before: Rule | None
    after: Rule | None
    statement: StatementChange
    effect: Effect | None
    parts: tuple[RulePart, ...] = ()
    formerly: str | None = None
    source: Citation | None = None
    settled: Effect | None = None
    asks: Effect | None = None
    figures: tuple[FigurePair, ...] = ()
    office: str | None = None
    told_by: str | None = None
    values: tuple[ValueEdit, ...] = ()

    @property
    def title(self) -> Text:
        """What people call the rule: by the later year that states it."""
        stated = [rule for rule in (self.after, self.before) if rule is not None and is_stated(rule)]
        rule = stated[0] if stated else self.after or self.before
        assert rule is not None
        return rule.title

    @property
    def in_doubt(self) -> bool:
        """Whether all that the change does lies within doubt: something becomes open, or is open no longer."""
        return self.effect is not None and Does(self.effect, self.settled or self.effect).in_doubt


@dataclass(frozen=True)
class Comparison:
    """Two years and the rules that differ, by topic and place, with the offices' values that do.

    `same` are the pairs that both years state alike, `silent_in_both` those that neither mentions: that
    nothing is said twice is no sign that nothing changed.
    """

    before: RuleSet
    after: RuleSet
    edits: tuple[Edit, ...]
    same: tuple[tuple[Rule, Rule], ...]
    silent_in_both: tuple[tuple[Rule, Rule], ...]
    values: tuple[ValueEdit, ...]

    @property
    def settled(self) -> tuple[tuple[Rule, Rule], ...]:
        """The pairs that both years state alike, but for those of which a draft still waits for a source."""
        return tuple((old, new) for old, new in self.same if not new.waits)


@dataclass(frozen=True, slots=True)
class HistoryYear:
    """One year of a rule: the rule if the year has it, and how it differs from the year before."""

    rules: RuleSet
    rule: Rule | None
    edit: Edit | None


@dataclass(frozen=True)
class RuleHistory:
    """A rule through the years, oldest first; `rule` is the id that was asked for.

    `years` are each with the rule, if it has it, and how that differs from the year before.
    """

    rule: str
    years: tuple[HistoryYear, ...]

    def __hash__(self) -> int:
        return hash(self.rule)

    def __repr__(self) -> str:
        return f"<RuleHistory of {self.rule}: {', '.join(str(each.rules.year) for each in self.years)}>"


def compare(before: RuleSet, after: RuleSet) -> Comparison:
    """What differs between two years, or between two drafts of one."""
    edits, same, silent = list[Edit](), list[tuple[Rule, Rule]](), list[tuple[Rule, Rule]]()
    values = tuple(_value_edits(before, after))
    for old, new in in_order(pairs_of(before, after), before, after):
        edit = _edit(old, new, before, after, values)
        if edit is not None:
            edits.append(edit)
        elif old is not None and new is not None:
            (same if is_stated(new) else silent).append((old, new))
    return Comparison(before, after, tuple(edits), tuple(same), tuple(silent), values)


def history(rule_id: str, years: Sequence[RuleSet]) -> RuleHistory:
    """A rule through the years, under every id that it has had.

    Raises:
        UnknownName: no year has a rule of that id; the message suggests one.
    """
    known = {rule.id: None for rules in years for rule in rules.rules}
    if rule_id not in known:
        raise UnknownName(*unknown(Code.UNKNOWN_RULE, rule_id, known))
    ordered = sorted(years, key=lambda rules: rules.year)
    ids = _ids_of(rule_id, ordered)
    found: list[HistoryYear] = []
    for rules in ordered:
        rule = next((rules.by_id[id_] for id_ in ids if id_ in rules.by_id), None)
        earlier = found[-1] if found else None
        values = tuple(_value_edits(earlier.rules, rules)) if earlier else ()
        edit = _edit(earlier.rule, rule, earlier.rules, rules, values) if earlier else None
        found.append(HistoryYear(rules, rule, edit))
    return RuleHistory(rule_id, tuple(found))


def _ids_of(rule_id: str, years: Sequence[RuleSet]) -> list[str]:
    """The ids that a rule has had, the one asked for first."""
    ids = [rule_id]
    for id_ in ids:  # grows while it is walked
        for rules in years:
            new = [rule.id for rule in rules.rules if rule.formerly == id_]
            former = rules.by_id[id_].formerly if id_ in rules.by_id else None
            ids += [other for other in (*new, former) if other is not None and other not in ids]
    return ids


# -- one pair


def _edit(
    old: Rule | None, new: Rule | None, before: RuleSet, after: RuleSet, values: Sequence[ValueEdit]
) -> Edit | None:
    """How two rules that belong together differ, if they do; `None` stands for a year without the rule."""
    shown = new or old
    statement = statements.statement_change(old, new, before, after)
    if shown is None or statement is None:
        return None
    parts, set_otherwise = tuple[RulePart, ...](), tuple[ValueEdit, ...]()
    if old and new and statement in COMPARED:
        parts = statements.differing_parts(old, new, (before.year, after.year))
        read = old.facts & new.facts if is_stated(new) else frozenset[str]()
        set_otherwise = tuple(each for each in values if each.fact in read and each.effect is not Effect.SAME)
    if statement is StatementChange.SAME and not parts and not set_otherwise:
        return None
    done = done_by((old, new), statement, parts, (before, after))
    formerly = old.id if old and new and old.id != new.id else None
    told = after.ended if statement is StatementChange.REMOVED else after.introduces
    source = next((each.source for each in told if each.rule == shown.id), None)
    effect, settled = (done.does.effect, done.does.settled) if done else (None, None)
    told_by = _told_by(old, new, before, after) if statement in COMPARED else None
    office = statements.office_of(shown) or (None if after.is_told_by_offices else told_by)
    return Edit(
        rule=shown.id,
        topic=shown.topic,
        before=old,
        after=new,
        statement=statement,
        effect=effect,
        parts=parts,
        formerly=formerly,
        source=source,
        settled=settled,
        asks=done.asks if done else None,
        figures=figures_between(old, new, before, after),
        office=office,
        told_by=told_by,
        values=set_otherwise,
    )


def _told_by(old: Rule | None, new: Rule | None, before: RuleSet, after: RuleSet) -> str | None:
    """The office whose own document alone says what the later rule states, where the earlier one rests on more."""
    if old is None or new is None or before.is_one_offices(old) or not after.is_one_offices(new):
        return None
    return after.documents[new.sources[0].document].office


# -- what offices set


def _value_edits(before: RuleSet, after: RuleSet) -> Iterator[ValueEdit]:
    """The values that differ, by fact and office; one that a year lacks is silent there, and not removed.

    What a draft lacks waits for its source, as rules do.
    """
    old, new = ({(each.fact, each.office): each for each in rules.office_values} for rules in (before, after))
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        effect = None
        if other is None and after.drafted_from is not None:
            continue
        if one is None or other is None:
            statement = StatementChange.NOW_SILENT if other is None else StatementChange.FIRST_MENTIONED
        elif one == other:
            continue
        else:
            statement = StatementChange.SAME if one.basis is other.basis else StatementChange.BASIS_CHANGED
            effect = Effect.SAME if one.value == other.value else Effect.CHANGED
        yield ValueEdit(*key, one, other, statement, effect)


RulePair = tuple[Rule | None, Rule | None]


def pairs_of(before: RuleSet, after: RuleSet) -> list[RulePair]:
    """Every rule of both years once: with the one of the same id, or of the id that it had formerly."""
    partner = {id_: id_ for id_ in after.by_id if id_ in before.by_id}
    taken = set(partner.values())
    renamed = [(rule.id, rule.formerly) for rule in after.rules if rule.formerly is not None]
    renamed += [(rule.formerly, rule.id) for rule in before.rules if rule.formerly is not None]
    for new, old in renamed:
        if new in after.by_id and old in before.by_id and new not in partner and old not in taken:
            partner[new] = old
            taken.add(old)
    both: list[RulePair] = [(before.by_id.get(partner.get(rule.id, "")), rule) for rule in after.rules]
    return both + [(rule, None) for rule in before.rules if rule.id not in taken]


def in_order(pairs: list[RulePair], before: RuleSet, after: RuleSet) -> list[RulePair]:
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

    def key(pair: RulePair) -> tuple[int, tuple[int, int]]:
        old, new = pair
        if new is not None:
            return topics.index(new.topic), (place_after[new.id], 0)
        assert old is not None
        return topics.index(old.topic), place_before[old.id]

    return sorted(pairs, key=key)

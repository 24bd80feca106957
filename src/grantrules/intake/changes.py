"""The same document with something changed: facts stated, stated otherwise or taken back, points determined.

A document is read once; what it comes to after a change is made from what it stated, by the same steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Location, Problems, Refused, Said, unknown
from grantrules.base.values import Value
from grantrules.intake.stated import Determination, Facts, Stated, assembled, office_facts, settling_words
from grantrules.language.condition import determination_of
from grantrules.language.layout import fields_of, is_of_measure, path_in_measure, stands_in, steps_of
from grantrules.language.vocabulary import MEASURE, OFFICE, Document
from grantrules.rules.ruleset import RuleSet


class FactAt(NamedTuple):
    """A fact of the whole document (`measure` is none) or of one of its measures."""

    path: str
    measure: str | None = None

    def __lt__(self, other: object) -> bool:
        return isinstance(other, FactAt) and self.written < other.written

    @property
    def written(self) -> str:
        """How a person names it: `submitted_on`, `applicant.type`, `office`, `m1.level`."""
        steps = steps_of(self.path, Document.APPLICATION)
        return ".".join(steps if self.measure is None else (self.measure, *steps))


Values = Mapping[FactAt, Value | None]
"""Values of facts that are read already; none where a fact is taken back."""


def read_changes(rules: RuleSet, stated: Stated, changes: Mapping[str, object]) -> Values:
    """The facts that some changes name, and their values.

    A fact is named by its path (`applicant.type`), what stands at the top of a document also without
    `application.` (`submitted_on`), and a fact of a measure by the measure's id and its name (`m1.level`).
    Values are written as in a document, `None` for what is taken back; a mapping stands for the facts in it.

    Raises:
        ApplicationError: facts or measures are unknown, or values unreadable; all of them are listed.
    """
    problems = Problems()
    known = _names(rules, stated)
    read: dict[FactAt, Value | None] = {}
    for steps, value in fields_of(changes):
        name = ".".join(steps)
        at = known.get(name)
        if at is None:
            problems.add(Location(name), *_unknown(name, rules, stated, known))
            continue
        if at in read:
            problems.add(Location(name), Code.DUPLICATE_KEY, f"`{at.written}` is changed twice")
        try:
            read[at] = None if value is None else rules.vocabulary[at.path].read(value)
        except Refused as error:
            problems.add(Location(name), error.code, str(error))
    if problems.errors:
        raise ApplicationError(problems.errors)
    return read


def _names(rules: RuleSet, stated: Stated) -> dict[str, FactAt]:
    """Every name by which a fact of this document can be changed; a path is never taken for a measure's fact."""
    names: dict[str, FactAt] = {}
    here = [path for path, fact in rules.vocabulary.items() if stands_in(fact, rules.document)]
    for at in (FactAt(path, measure.id) for measure in stated.measures for path in here if is_of_measure(path)):
        names[at.written] = names[f"{at.measure}.{at.path}"] = at
    for at in (FactAt(path) for path in here if not is_of_measure(path)):
        names[".".join(steps_of(at.path, rules.document))] = names[at.written] = names[at.path] = at
    return names


def _unknown(name: str, rules: RuleSet, stated: Stated, known: Mapping[str, FactAt]) -> Said:
    first, _, rest = name.partition(".")
    ids = [measure.id for measure in stated.measures]
    fact = rules.vocabulary.get(name)
    if fact is not None and fact.per_measure:
        said = "; ".join(f"`{FactAt(name, id_).written}`" for id_ in ids) or "but there are no measures"
        return Said(Code.UNKNOWN_FACT, f"`{name}` is a fact of each measure; expected {said}")
    if fact is not None:
        return Said(Code.UNKNOWN_FACT, f"`{name}` is nothing that an {rules.document.value} states")
    if first in ids:
        own = [each for each in known if each.startswith(f"{first}.") and MEASURE not in each]
        return unknown(Code.UNKNOWN_FACT, name, own)
    if path_in_measure((rest,)) in rules.vocabulary:
        return unknown(Code.UNKNOWN_MEASURE, first, ids)
    return unknown(Code.UNKNOWN_FACT, name, known)


def value_at(stated: Stated, at: FactAt) -> Value | None:
    """What is stated of a fact; none where nothing is."""
    facts = stated.facts if at.measure is None else {each.id: each.facts for each in stated.measures}[at.measure]
    return facts.get(at.path)


def with_values(rules: RuleSet, stated: Stated, values: Values) -> Stated:
    """The same document with other values of some facts; what offices set is looked up anew."""
    served = office_facts(rules, stated.facts.get(OFFICE))
    mine = {
        path: value
        for path, value in stated.facts.items()
        if path not in served and not path.startswith(determination_of(""))
    }
    of_measure = (
        (each, {path: each.facts[path] for path in each.facts if is_of_measure(path)}) for each in stated.measures
    )
    measures = (replace(each, facts=_changed(own, values, each.id)) for each, own in of_measure)
    changed = _changed(mine, values, None)
    return assembled(rules, changed, measures, stated.determinations, id_=stated.id, year=stated.year)


def _changed(facts: Facts, values: Values, measure: str | None) -> Facts:
    changed = {**facts, **{at.path: value for at, value in values.items() if at.measure == measure}}
    return {path: value for path, value in changed.items() if value is not None}


def determined(
    rules: RuleSet, stated: Stated, rule_id: str, determination: Determination, measure: str | None = None
) -> Stated:
    """The same document with a determination recorded, for the whole document or for one measure.

    Raises:
        ApplicationError: the rule, the measure, or what the determination says is unknown; all is listed.
    """
    problems = Problems()
    rule = rules.by_id.get(rule_id)
    if rule is None:
        problems.add(Location("rule"), *unknown(Code.UNKNOWN_RULE, rule_id, rules.by_id))
    elif determination.is_ not in settling_words(rule):
        problems.add(
            Location(f"{rule_id}.is"), *unknown(Code.UNKNOWN_VALUE, str(determination.is_), settling_words(rule))
        )
    ids = [each.id for each in stated.measures]
    if measure is not None and measure not in ids:
        problems.add(Location("measure"), *unknown(Code.UNKNOWN_MEASURE, measure, ids))
    if problems.errors:
        raise ApplicationError(problems.errors)
    recorded = {rule_id: determination}
    if measure is None:
        return with_values(rules, replace(stated, determinations={**stated.determinations, **recorded}), {})
    measures = (
        replace(each, determinations={**each.determinations, **recorded}) if each.id == measure else each
        for each in stated.measures
    )
    return with_values(rules, replace(stated, measures=tuple(measures)), {})

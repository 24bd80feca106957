"""The rules for reports on the grants of one award year, whichever years' folders they stand in.

A rule speaks of reports by naming the award years of the grants that it is for (docs/language.md, sentence
11). What a duty is seen to be fulfilled by becomes a rule of its own here, an expectation where the duty
arises, so that every executor answers it as it answers any other rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from grantrules.base.texts import Text
from grantrules.language.vocabulary import Document, Fact, Vocabulary
from grantrules.rules.ruleset import OfficeValue, Rule, RuleSet, Verb

_FULFILLED = ":fulfilled"


@dataclass(frozen=True)
class ReportRules:
    """The rules for reports on grants of one award year, and the years' rules that they come from."""

    rules: RuleSet
    folders: tuple[RuleSet, ...]

    @property
    def award_year(self) -> int:
        """The year in which the grants were awarded."""
        return self.rules.year


def report_rules(folders: Sequence[RuleSet], award_year: int) -> ReportRules | None:
    """The rules for reports on the grants of a year; none where no rule names that year."""
    speaking = tuple(each for each in folders if any(award_year in rule.awarded for rule in each.rules))
    if not speaking:
        return None
    own = next((each for each in speaking if each.year == award_year), speaking[-1])
    named = [[rule for rule in each.rules if award_year in rule.awarded] for each in speaking]
    rules = RuleSet(
        year=award_year,
        revision=own.revision,
        title=own.title,
        change_note=Text(""),
        rules=tuple(made for each in named for rule in each for made in (rule, *fulfilment_of(rule))),
        vocabulary=_vocabulary(speaking),
        documents={id_: document for each in speaking for id_, document in each.documents.items()},
        office_values=tuple(value for each, of in zip(speaking, named, strict=True) for value in _values(each, of)),
        document=Document.REPORT,
        drafted_from=next((each.drafted_from for each in speaking if each.drafted_from is not None), None),
    )
    return ReportRules(rules, speaking)


def award_years(folders: Iterable[RuleSet]) -> tuple[int, ...]:
    """The years whose grants rules speak of."""
    return tuple(sorted({year for each in folders for rule in each.rules for year in rule.awarded}))


def fulfilment_of(rule: Rule) -> Iterator[Rule]:
    """The expectation that what a duty asks for is done where the duty arises; nothing of a rule that asks for nothing."""
    if rule.fulfilled is not None:
        yield replace(
            rule,
            id=rule.id + _FULFILLED,
            verb=Verb.EXPECT,
            when=rule.statement,
            office=None,
            condition=rule.fulfilled,
            fulfilled=None,
            due=None,
            fulfils=rule.id,
        )


def _vocabulary(folders: Sequence[RuleSet]) -> Vocabulary:
    """The vocabulary that all share, or all of theirs together."""
    first, *others = (each.vocabulary for each in folders)
    if all(other is first for other in others):
        return first
    facts: dict[str, Fact] = {}
    for fact in (fact for each in folders for fact in each.vocabulary.values()):
        known = facts.get(fact.path, fact)
        facts[fact.path] = replace(fact, choices={**known.choices, **fact.choices})
    return Vocabulary(facts.values())


def _values(folder: RuleSet, rules: Sequence[Rule]) -> Iterator[OfficeValue]:
    """The offices' values that a year's rules on these reports read."""
    read = frozenset[str]().union(*(rule.read_of_reports for rule in rules))
    return (value for value in folder.office_values if value.fact in read)
